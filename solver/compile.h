/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile.h - from a co-operation and a horizon to a problem, and back.
 *
 * Day patterns are enumerated once: sets of duties that start on one date (off;
 * one day duty; one standby; a day duty and a standby; a duty with an activity
 * of its own). Each rule of model/rule.h becomes line rules or rows
 * (docs/rules.md says which); the golden test is that a roster without a breach
 * has no hard finding and the other way round.
 */
#ifndef SOLVER_COMPILE_H
#define SOLVER_COMPILE_H

#include "model/plan.h"
#include "model/rule.h"
#include "model/weights.h"
#include "solver/roster.h"

/* What is open. Everything else in the Monday weeks for which something is
 * published is as published; weeks with nothing published are open anyway.
 * A slot: anybody may take or leave it. A person: their days, and every slot
 * they hold is open to the others. A week: all of it. A line: a person's days
 * of one week and nobody else's, so that what they leave can only go to others
 * whose days are open. A pin opens its own person and day as far as it has
 * to. */
struct opening_key {
    enum { OPEN_SLOT, OPEN_PERSON, OPEN_WEEK, OPEN_LINE } kind;
    duty_ix duty;  /* OPEN_SLOT */
    date_day date; /* OPEN_SLOT; OPEN_WEEK, OPEN_LINE: its Monday */
    int32_t staff; /* OPEN_PERSON, OPEN_LINE */
};

struct compile_input {
    const struct coop *coop;
    date_day from;
    int32_t days;
    const struct plan *history;   /* before `from`; NULL: none */
    const struct plan *published; /* inside the horizon: fixed, unless opened;
                                     NULL: none */
    const struct opening_key *open;
    int32_t n_open;
    instant now;        /* days before its date are facts, whatever is opened,
                           and notice tiers count from here; INSTANT_NONE: the
                           plan is new and nothing is priced as a change */
    bool price_changes; /* cost for each change against `published` */
    int32_t max_changes; /* hard: so many may be made against it; 0: any. A
                            duty that somebody gets, leaves or exchanges for
                            another is one; what an absence takes is none */
};

struct compiled; /* problem plus the way back */

/* Something that can't be kept as it stands: history, publication or pins break
 * a limit by themselves, so the limit was relaxed to the least breach that is
 * left; or a published duty whose holder may not have it any more was dropped.
 * Hard limits are relaxed in no other way. */
struct compile_note {
    int32_t staff;
    date_day from, to;
    const char *rule;  /* its key (model/rule.h) */
    const char *words; /* English, for a manager; no names */
};

/* Borrows the co-operation, history and published plan until compiled_free().
 * STATUS_INPUT: more day patterns than PATTERN_MAX, horizon too long.
 * STATUS_CONFLICT: a pin that contradicts another pin or the person's
 * eligibility; names person, date and why. */
enum status compile(const struct compile_input *input, struct compiled **result,
                    struct error *err) MUST_USE;
void compiled_free(struct compiled *compiled); /* frees the problem too */
const struct problem *compiled_problem(const struct compiled *compiled);
/* The duties of a pattern, ascending; returns how many. */
int32_t compiled_pattern(const struct compiled *compiled, int32_t pattern,
                         const duty_ix **duties);
/* NONE when no pattern is this set of duties. */
int32_t compiled_find(const struct compiled *compiled, const duty_ix *duties,
                      int32_t n);
/* Adds to `plan`. Attendance of inside activities is not an assignment, unless
 * the activity floats: it takes place on the dates on which somebody is
 * assigned to it. What was published keeps its marks (overtime, pinned). */
void compiled_decode(const struct compiled *compiled,
                     const struct roster *roster, struct plan *plan);
/* STATUS_CONFLICT naming the first assignment that no pattern can hold. */
enum status compiled_encode(const struct compiled *compiled,
                            const struct plan *plan, struct roster **roster,
                            struct error *err) MUST_USE;
/* What was relaxed, by staff and date; returns how many. Borrowed. */
int32_t compiled_notes(const struct compiled *compiled,
                       const struct compile_note **notes);
/* What is due to somebody of a burden in the horizon (fair_standby,
 * fair_weekend, fair_holiday), for reports; those who can't bear it have none.
 * In teams of three or fewer `share` is not used and `ceiling` is set. */
struct compiled_share {
    enum weight_key burden;
    int32_t staff;
    int64_t share;
    int64_t carried; /* in the 52 weeks before, counters included */
    bool ceiling;
};
int32_t compiled_shares(const struct compiled *compiled,
                        const struct compiled_share **shares);
/* The line of a person, NONE if they are not employed in the horizon; and back,
 * NONE for the calendar line of a floating activity. */
int32_t compiled_line(const struct compiled *compiled, int32_t staff);
int32_t compiled_staff(const struct compiled *compiled, int32_t line);
/* The row of a slot's demand, of its week for a demand per week; NONE if there
 * is none. */
int32_t compiled_row(const struct compiled *compiled, duty_ix duty,
                     date_day date);

#endif
