/* SPDX-License-Identifier: GPL-3.0-or-later */
/* offer_row.h - what rows of rounds, offers and swaps share. Only for store/.
 */
#ifndef STORE_OFFER_ROW_H
#define STORE_OFFER_ROW_H

#include "store/sql.h"

/* The index of a column's text in `names`; 0 for a text that is none of them
 * (the file checks that it is one). */
int32_t row_name(struct statement *s, int column, const char *const *names);
/* Binds a number, 0 as NULL. */
void row_bind(struct statement *s, int column, int64_t number);
/* A line in the audit log about "OBJECT NUMBER"; `answer` may be NULL. */
enum status row_audit(struct store *store, const struct act *act,
                      const char *action, const char *object, int64_t number,
                      const char *answer, struct error *err) MUST_USE;

#endif
