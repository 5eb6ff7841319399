/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * explain.h - why a roster is as it is, in terms of lines and rows.
 *
 * Alternatives are exact deltas of a change and, where that breaks a hard rule,
 * of the cheapest one-line repair of the same person (pricing with the wanted
 * pattern forced) and of one swap with another person. A clash is found by
 * deletion: leave out rules, closed choices and rows one by one as long as the
 * row's shortage stays forced.
 */
#ifndef SOLVER_EXPLAIN_H
#define SOLVER_EXPLAIN_H

#include "solver/roster.h"

/* What changes in the report when something is done instead. */
struct effect {
    enum { EFFECT_RULE, EFFECT_ROW, EFFECT_CHOICE } kind;
    int32_t index;   /* of rule, row or reason */
    int32_t person;  /* NONE for rows */
    int32_t level;
    cost points;     /* after minus before */
    int32_t breach;  /* +1: newly broken, -1: healed */
};
struct effect_vec VEC_OF(struct effect);
/* What differs between two rosters; added to `effects`. */
void explain_change(const struct problem *problem,
                    const struct roster *before, const struct roster *after,
                    struct effect_vec *effects);

struct alternative {
    int32_t person;
    int16_t pattern;      /* that would be worked on the day */
    bool allowed;         /* the choice is open */
    int32_t breaches;     /* hard conditions broken by the bare change */
    cost delta;           /* of the bare change */
    struct effect_vec effects;
    bool repaired;        /* a line without a breach exists */
    cost repaired_delta;  /* of the person's cheapest line with the pattern */
    int32_t repaired_days;/* how many of the person's days change */
    int32_t swap_with;    /* NONE, or who takes the rest over cheapest */
    cost swap_delta;
    int32_t swap_day;     /* the day whose patterns they exchange as well */
};
struct alternative_vec VEC_OF(struct alternative);
void alternatives_release(struct alternative_vec *alternatives);

/* For each person but `holder` (NONE: nobody) the best of the patterns listed
 * (those that contain the duty) on `day`; `holder` gets the best pattern
 * without it. Sorted by: without a breach, repaired, allowed, rest; then
 * delta. */
void explain_slot(const struct problem *problem, const struct roster *roster,
                  int32_t day, int32_t holder, const int16_t *patterns,
                  int32_t n_patterns, struct alternative_vec *out);

/* A condition of the clash. */
struct condition {
    enum { CONDITION_RULE, CONDITION_CLOSED, CONDITION_ROW } kind;
    int32_t index;  /* rule or row; for CLOSED unused */
    int32_t person; /* of rule or closed choice; NONE for rows */
    int32_t day;    /* of a closed choice; else -1 */
};
struct condition_vec VEC_OF(struct condition);

struct clash {
    bool forced;      /* the shortage can't be avoided at all */
    bool complete;    /* the set is minimal (work limit not hit) */
    struct condition_vec conditions;
    struct condition_vec relaxations; /* each alone ends the shortage, cheapest
                                         first; a subset of conditions */
    struct long_vec relaxation_cost;  /* lower level cost afterwards - before */
};
void clash_release(struct clash *clash);
/* Why row `row` is short in every roster at least as good in the levels above
 * it. Local: the open part is the days within `reach` of the row's day. */
void explain_clash(const struct problem *problem, const struct roster *roster,
                   int32_t row, int32_t reach, uint64_t ticks,
                   struct clash *result);

#endif
