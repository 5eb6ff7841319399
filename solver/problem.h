/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * problem.h - lines and rows: all that the solver knows.
 *
 * People i, days d, day patterns p (0 = off). A *line* is one person's sequence
 * of patterns; line rules look at one line. A *row* is a linear condition
 * across people. Nothing here knows where a problem came from.
 *
 * All costs are whole points, hard conditions are bounds. Every soft thing is
 * a sum of hinges, so every cost is convex in its counted amount. Every cost
 * names its level, name and source, for reports and explanations. A problem is
 * built once (problem_new, problem_add_..., problem_finish) and const from then
 * on; it may be shared by threads.
 *
 * Off for everybody need not be allowed (pins), but "uncovered" always is: rows
 * that stand for demand have soft low marks.
 */
#ifndef SOLVER_PROBLEM_H
#define SOLVER_PROBLEM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/vec.h"

typedef int64_t cost;

enum {
    OFF = 0,
    PATTERN_MAX = 256,   /* patterns, OFF included */
    PEOPLE_MAX = 512,
    DAYS_MAX = 400,
    LEVEL_MAX = 8
};
#define BOUND_NONE_LOW INT64_MIN  /* no lower bound */
#define BOUND_NONE_HIGH INT64_MAX /* no upper bound */
#define COST_MAX ((cost)1 << 50)  /* no plan of a valid problem costs more */

/* cost(x) = under * max(0, at - x) + over * max(0, x - at), both >= 0. */
struct hinge {
    int64_t at;
    cost under, over;
};

/* A counted amount with hard bounds and a convex cost. */
struct gauge {
    int64_t low, high; /* hard; BOUND_NONE_... */
    const struct hinge *hinges;
    int32_t n_hinges;
};
cost gauge_cost(const struct gauge *gauge, int64_t amount);
/* How far outside the hard bounds, 0 = inside. */
int64_t gauge_breach(const struct gauge *gauge, int64_t amount);

enum line_kind {
    LINE_TRANSITION, /* may q on d + 1 follow p on d, and at what cost */
    LINE_WINDOW,     /* sum of weights over the days first..last */
    LINE_GROUPS,     /* number of day groups with at least one day in a class */
    LINE_RUN,        /* lengths of runs of days in a class */
    LINE_GAP         /* a free gap in the window */
};

/* Weights of patterns: either one table [n_patterns] for every day, or one per
 * day [n_days][n_patterns]. Shared between rules of many people. */
struct weights {
    const int32_t *weight;
    bool by_day;
};
/* The table [n_patterns] of one day: weights_of_day(), below. */

/* A set of patterns, one bit each. */
struct pattern_set {
    uint64_t bits[PATTERN_MAX / 64];
};
#define SET_HAS(set, p) (((set)->bits[(p) >> 6] >> ((p) & 63)) & 1U)

struct transition {
    /* [n_patterns * n_patterns], from * n_patterns + to: cost of the pair, or
     * TRANSITION_NEVER. A table per day d (pair d, d + 1); days share them. */
    const int32_t *const *table_of_day; /* n_days - 1 entries */
};
#define TRANSITION_NEVER INT32_MAX

struct window_sum {
    int32_t first, last; /* days */
    struct weights weights;
    struct gauge gauge;
    int64_t history; /* already counted before `first` */
};

struct group_count {
    /* Groups of following days, ascending, disjoint; group g is days
     * start[g]..end[g]. */
    const int32_t *start, *end;
    int32_t n_groups;
    struct pattern_set set;
    struct gauge gauge;
    int64_t history;
};

/* Runs of days whose pattern is in `set`. A run that touches the last day is
 * never too short. `history` is how many days the run already lasts on day 0
 * (the day before counts 1): a run that begins on day 0 has that length before
 * it; RUN_FAVOURABLE: a run that touches day 0 is never too short and its
 * earlier days do not count. Runs that ended before day 0 cost nothing here.
 * The gauge's amount is the length: hinges with `under` cost by missing days,
 * with `over` by days too many (days before day 0 that are already too many
 * are not charged again). Each run within the horizon is gauged on its own; a
 * run that is never too short pays no `under` and can't break `low`. `high`
 * has no mercy for history: one more day in a run already too long breaks it.
 */
#define RUN_FAVOURABLE (-1)
enum { RUN_HISTORY_MAX = 1000 };
struct run_length {
    struct pattern_set set;
    struct gauge gauge;
    int32_t history;
};

/* A gap of at least `need` free minutes within the window. `busy` gives, for
 * each day and pattern, when it begins and ends, in minutes from minute 0 of
 * day 0 in elapsed time; from > to means nothing busy. A pattern is busy all
 * the time between; one that ends at 480 leaves minute 480 free. [n_days *
 * n_patterns each]. Nothing of a day begins before anything of an earlier day
 * of the window. The window's bounds are minutes on the same scale; a gap is
 * clipped to them. `busy_until` is when the last duty before day 0 ends. A
 * missing gap costs `cost_missing`, or is forbidden when that is GAP_HARD. */
#define GAP_HARD (-1)
struct free_gap {
    const int32_t *busy_from, *busy_to;
    int32_t first, last; /* days whose patterns may touch the window */
    int32_t open, close; /* minutes */
    int32_t busy_until;
    int32_t need;
    cost cost_missing;
};

/* A rule counts as one breach however badly it is broken; what its gauge
 * costs is charged all the same (a TRANSITION_NEVER pair costs nothing). */
struct line_rule {
    enum line_kind kind;
    int32_t person;
    int32_t level; /* of its cost */
    const char *name;   /* rule's key: "rest-daily" */
    const char *source; /* what made it: "AML § 10-8 (1)", "wish w7" */
    union {
        struct transition transition;
        struct window_sum window;
        struct group_count groups;
        struct run_length run;
        struct free_gap gap;
    } u;
};

/* One entry of a row: `coef` for each person of `mask` who has `pattern` on
 * `day`. */
struct term {
    int32_t day;
    int16_t pattern, mask;
    int32_t coef;
};

struct row {
    const char *name;   /* "cover", "quorum", "conflict-cover", ... */
    const char *source; /* "standby-primary@2027-03-28" */
    int32_t level;
    int32_t day; /* of which it speaks; NONE_DAY when it spans several */
    struct gauge gauge;
    int64_t constant; /* added to the amount: outside cover, history */
    int32_t first_term, n_terms;
};
#define NONE_DAY (-1)

/* Which rows an (day, pattern) touches: the transpose of the terms. */
struct touch {
    int32_t row;
    int32_t coef;
    int16_t mask;
};

/* A share of a choice cost, for reports. */
struct charge {
    int32_t person, day;
    int16_t pattern;
    int16_t reason; /* index of reasons */
    int32_t points;
};
struct charge_reason {
    const char *name, *source;
    int32_t level;
};

struct level_info {
    const char *name;
    cost unit; /* points of one unit of this level, for reports; >= 1 */
};

struct problem {
    struct arena *arena;
    const char *name;
    int32_t n_people, n_days, n_patterns, n_levels;
    const char **people; /* names in messages */
    const char **days;   /* "2027-03-28" */
    const char **patterns;
    struct level_info levels[LEVEL_MAX];

    /* Choices: which patterns are open to i on d, and what each costs.
     * allowed[i * n_days + d]; choice_cost[(i * n_days + d) * n_patterns + p],
     * >= 0, the sum of the charges; 0 where it is not allowed. */
    struct pattern_set *allowed;
    int32_t *choice_cost;
    struct charge *charges; /* sorted by person, day, pattern, reason */
    int32_t n_charges;
    struct charge_reason *reasons;
    int32_t n_reasons;

    struct line_rule *rules; /* sorted by person */
    int32_t n_rules;
    int32_t *rules_of; /* n_people + 1: first rule of each person */

    struct row *rows;
    int32_t n_rows;
    struct term *terms; /* by row, day, pattern, mask; no two alike */
    int32_t n_terms;
    struct touch *touches; /* by day, pattern, row */
    int32_t *touch_first;  /* [n_days * n_patterns + 1] */
    uint64_t *masks;       /* mask m, person i: bit i of masks[m * mask_words] */
    int32_t n_masks, mask_words; /* mask 0 = everybody */
    struct problem_draft *draft; /* NULL once finished */
};

static inline bool problem_allows(const struct problem *p, int32_t person,
                                  int32_t day, int32_t pattern)
{
    return SET_HAS(&p->allowed[person * p->n_days + day], pattern);
}
static inline int32_t problem_choice(const struct problem *p, int32_t person,
                                     int32_t day, int32_t pattern)
{
    return p->choice_cost[(int64_t)(person * p->n_days + day) *
                              p->n_patterns + pattern];
}
static inline bool problem_masked(const struct problem *p, int32_t mask,
                                  int32_t person)
{
    return (p->masks[mask * p->mask_words + (person >> 6)] >>
            (person & 63)) & 1U;
}

/* Whether all of `part` is in `whole`. */
static inline bool pattern_set_within(const struct pattern_set *part,
                                      const struct pattern_set *whole)
{
    uint64_t outside = 0;
    for (size_t w = 0; w < PATTERN_MAX / 64; w++) {
        outside |= part->bits[w] & ~whole->bits[w];
    }
    return outside == 0;
}

static inline const int32_t *weights_of_day(const struct problem *p,
                                            const struct weights *weights,
                                            int32_t day)
{
    return weights->by_day ? weights->weight + (int64_t)day * p->n_patterns
                           : weights->weight;
}

/* ---- building ---------------------------------------------------------- */

/* Everything open to everybody at no cost, no rules, no rows. Names are
 * copied. The caller owns it: problem_free(). */
struct problem *problem_new(const char *name, int32_t n_people,
                            int32_t n_days, int32_t n_patterns);
void problem_free(struct problem *problem); /* accepts NULL */
void problem_name_person(struct problem *p, int32_t person, const char *name);
void problem_name_day(struct problem *p, int32_t day, const char *name);
void problem_name_pattern(struct problem *p, int32_t pattern,
                          const char *name);
int32_t problem_add_level(struct problem *p, const char *name, cost unit);
void problem_forbid(struct problem *p, int32_t person, int32_t day,
                    int32_t pattern);
int32_t problem_add_reason(struct problem *p, const char *name,
                           const char *source, int32_t level);
/* points >= 0 are added to the choice. */
void problem_charge(struct problem *p, int32_t person, int32_t day,
                    int32_t pattern, int32_t reason, int32_t points);
/* Copies `count` items into the problem's arena, for tables of rules. */
void *problem_keep(struct problem *p, const void *items, size_t count,
                   size_t size);
/* Copies the rule; what its pointers point at must live in the arena. */
void problem_add_rule(struct problem *p, const struct line_rule *rule);
/* A mask of the people listed; equal masks share an index. */
int32_t problem_add_mask(struct problem *p, const bool *people);
/* Copies the row's strings and hinges; returns its index. Terms follow. */
int32_t problem_add_row(struct problem *p, const struct row *row);
void problem_add_term(struct problem *p, int32_t row, int32_t day,
                      int32_t pattern, int32_t mask, int32_t coef);
/* Sorts, merges terms (and charges) that are alike, transposes, checks: costs
 * within COST_MAX, every person has an allowed pattern each day, indices in
 * range, weights' totals within int32, names distinct. STATUS_INPUT with the
 * name of what is wrong; the problem can only be freed then. */
enum status problem_finish(struct problem *p, struct error *err) MUST_USE;

/* ---- files ------------------------------------------------------------- */

/* JSON as docs/problem.schema.json describes; a round trip gives the same
 * bytes. Of a finished problem. problem_json.c, problem_read.c */
char *problem_write(const struct problem *problem); /* caller owns: free() */
/* A finished problem; the caller owns it. STATUS_INPUT with file and place. */
enum status problem_read(const char *file, const char *bytes, size_t length,
                         struct problem **result, struct error *err) MUST_USE;
/* SHA-256 of problem_write(), hex; 65 bytes. Returns `out`. */
char *problem_digest(const struct problem *problem, char out[65]);

#endif
