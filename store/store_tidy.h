/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store_tidy.h - what is kept for how long (domain.md D15), as a table.
 *
 * The only door by which what is otherwise never changed or deleted goes:
 * triggers let it through between store_tidy_open() and store_tidy_close(),
 * which are one transaction.
 */
#ifndef STORE_STORE_TIDY_H
#define STORE_STORE_TIDY_H

#include "store/store.h"

enum { TIDY_STATEMENTS = 6 };

struct tidy_rule {
    const char *key;  /* "exclusions": in the log and in answers */
    int32_t days;     /* from then on it is too old */
    const char *what, *counted, *then; /* for people: what, since when, and
                                          what becomes of it */
    /* ?1: the instant so many days ago; ?2: the date. */
    const char *sql[TIDY_STATEMENTS];
};
extern const struct tidy_rule TIDY_RULES[];
extern const int32_t N_TIDY_RULES;

enum status store_tidy_open(struct store *store, struct error *err) MUST_USE;
/* `*rows`: how many it removed or blurred. */
enum status store_tidy_apply(struct store *store,
                             const struct tidy_rule *rule, instant now,
                             int64_t *rows, struct error *err) MUST_USE;
/* An event from now on says no more than this. */
enum status store_blur_event(struct store *store, int64_t number,
                             const char *kind, const char *fields,
                             struct error *err) MUST_USE;
/* With an audit line and a new version of the records when `detail` is there;
 * after a failure store_rollback() instead. */
enum status store_tidy_close(struct store *store, const struct act *act,
                             const char *detail, struct error *err) MUST_USE;

#endif
