/* SPDX-License-Identifier: GPL-3.0-or-later */
/* account_parts.h - what store_account.c and store_session.c share. */
#ifndef STORE_ACCOUNT_PARTS_H
#define STORE_ACCOUNT_PARTS_H

#include "store/sql.h"
#include "store/store_account.h"

/* Roles of ?1: columns role, member. */
enum status read_grants(struct store *store, const char *sql, const char *key,
                        struct role_grant *grants, int32_t *n,
                        struct error *err) MUST_USE;
/* Runs ?1 key, ?2 role, ?3 member for each. */
enum status write_grants(struct store *store, const char *sql,
                         const char *key, const struct role_grant *grants,
                         int32_t n, struct error *err) MUST_USE;
/* Runs a statement of ?1 and, when it has one, ?2. */
enum status run_with(struct store *store, const char *sql, const char *text,
                     int64_t number, struct error *err) MUST_USE;

#endif
