/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * role.h - in whose name something is done, and for whom that may speak.
 *
 * "manager" is whoever is in charge of the whole co-operation, "manager:ID" a
 * member's own manager, else it is the id of a person who speaks for themself.
 * A neighbour's manager may ask anybody and offer their own people; they never
 * decide for other members' people (domain.md D7).
 */
#ifndef ROTA_ROLE_H
#define ROTA_ROLE_H

#include "model/coop.h"

enum role_kind { ROLE_IN_CHARGE, ROLE_MANAGER, ROLE_PERSON };

struct role {
    enum role_kind kind;
    int32_t member; /* of ROLE_MANAGER */
    int32_t staff;  /* of ROLE_PERSON */
    char name[80];  /* as written, for the log */
};

/* NULL is "manager". STATUS_USAGE naming what was expected. */
enum status role_parse(const struct coop *coop, const char *by,
                       struct role *role, struct error *err) MUST_USE;
bool role_speaks_for(const struct coop *coop, const struct role *role,
                     int32_t staff);
/* STATUS_CONFLICT when the role does not speak for the person; `doing` is what
 * was wanted: "answer for". */
enum status role_check(const struct coop *coop, const struct role *role,
                       int32_t staff, const char *doing,
                       struct error *err) MUST_USE;
/* Likewise for what only managers do, of any member. */
enum status role_check_manager(const struct role *role, const char *doing,
                               struct error *err) MUST_USE;

#endif
