/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing.h - the cheapest line of one person for given prices: a shortest
 * path over days, exact for every rule kind.
 *
 * Two engines answer. Dense tables (pricing_dense.h) serve wherever few counters
 * live at once: whole lines with hours, weekends and caps, and short windows of
 * most others. The rest is left to labels (pricing_label.h): one label (state)
 * holds pattern, run states, window counters, group flags and gap states of the
 * rules that are live at that day; a label goes when another, plus the most
 * that its rest can cost more, is no dearer; and when its bound (the days to
 * come by transitions and multipliers alone) reaches the value of a line
 * already found. A run by labels is repeated with more of them a day until
 * nothing that matters was dropped or max_labels is reached: what was dropped
 * then is bounded, not lost.
 */
#ifndef SOLVER_PRICING_H
#define SOLVER_PRICING_H

#include "solver/roster.h"

struct pricing; /* prepared for one person of a problem; one thread at a time */

enum pricing_engine { PRICING_BY_EITHER, PRICING_BY_LABELS };
/* Lines below the cutoff that a run by labels met beside its answer. Tables
 * meet none. */
struct pricing_others {
    int32_t room, n;
    int16_t *line; /* [room * n_days] */
    cost *own;     /* [room] */
};

struct pricing_options {
    int64_t max_labels; /* per day before the result becomes heuristic;
                           <= 0: PRICING_LABELS */
    /* Days not open keep this line's pattern; NULL: all open. Windows. A hard
     * rule broken by frozen days alone does not count against the line. */
    const int16_t *frozen;
    int32_t first, last; /* open days when frozen is given */
    bool has_cutoff;
    double cutoff; /* only lines of a value below are wanted */
    double gap;    /* a line this much above the bound will do: not exact */
    bool rough;    /* what tables leave open stays open: not exact */
    bool any;      /* the first such line will do: wider runs are left out */
    struct pricing_others *others; /* NULL: none are wanted */
    enum pricing_engine engine; /* PRICING_BY_EITHER but for measurements */
};
enum { PRICING_LABELS = 20000 };

struct pricing *pricing_new(const struct problem *problem, int32_t person);
void pricing_free(struct pricing *pricing); /* accepts NULL */

/* Tables grow to megabytes over long horizons: people who are priced one after
 * the other by one thread share their room. It must outlive their last run.
 * Without it each has a room of its own, and large ones are given back after
 * each run. */
struct pricing_room;
struct pricing_room *pricing_room_new(void);
void pricing_room_free(struct pricing_room *room); /* accepts NULL */
void pricing_share(struct pricing *pricing, struct pricing_room *room);

struct priced_line {
    double value;  /* cost of the line plus its prices; valid lower bound of
                      all lines when exact */
    cost own;      /* cost of choices and line rules */
    bool found;    /* false: no line meets the hard rules (and the cutoff);
                      certain when exact */
    bool exact;
};

/* `price[d * n_patterns + p]` is added to having p on d (finite). The line is
 * written to `line` [n_days] when found. `*bound` <= value of every line that
 * meets the hard rules and the cutoff, or the cutoff; always valid. Options
 * NULL: all days, PRICING_LABELS. Multipliers are kept while the open days
 * are the same: which of several equally cheap lines is found may depend on
 * the runs before. */
struct priced_line pricing_run(struct pricing *pricing, const double *price,
                               const struct pricing_options *options,
                               int16_t *line, double *bound);
/* Takes one line of [n_days] with its own cost and its value; false: no more
 * are wanted. */
typedef bool pricing_take(void *context, const int16_t *line, cost own,
                          double value);
struct pricing_list {
    double below;  /* lines of a value below are wanted */
    int64_t steps; /* at most so many days of lines, or choices of theirs, are
                      looked at; what is left of them after */
    pricing_take *take;
    void *context;
};
/* Gives each line once that breaks no hard rule and has such a value; of
 * `options` only the frozen days and the engine count. True when these are
 * all. */
bool pricing_each(struct pricing *pricing, const double *price,
                  const struct pricing_options *options,
                  struct pricing_list *list);
/* Work done so far: label extensions, or cells of tables that take as long. */
uint64_t pricing_ticks(const struct pricing *pricing);

#endif
