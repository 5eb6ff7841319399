/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_probe.h - asks the definition itself about a few work items.
 *
 * Rules that look no further than 24 hours (N1, O2, R1, K3, overlap) are not
 * restated for the solver: the items of two neighbouring days are laid into a
 * timeline of their own and the rule's own check is called. Answers are kept by
 * the shape of the days (their items relative to midnight) and the limits in
 * force, so that the same question is asked once.
 */
#ifndef SOLVER_COMPILE_PROBE_H
#define SOLVER_COMPILE_PROBE_H

#include "solver/compile_state.h"

/* The rules asked, in the order in which a breach is named. */
enum { PROBE_RULES = 5 };
extern const enum rule_kind PROBE_RULE[PROBE_RULES];

struct probe; /* answers so far */
struct probe *probe_new(const struct compile_state *s);
void probe_free(struct probe *probe); /* accepts NULL */
/* The number of the shape that these items of one date have. */
int32_t probe_shape(struct probe *probe, int32_t day,
                    const struct work_item *items, int32_t n);

/* The number of what the law says of the person that date. */
int32_t probe_terms(const struct probe *probe, int32_t person, int32_t day);

/* The first rule that the two cells, as a person's, on day and day + 1
 * break together (index into PROBE_RULE), or NONE. `next` NULL: the first
 * alone. */
int32_t probe_cells(struct probe *probe, int32_t person, int32_t day,
                    const struct cell *cell, const struct cell *next);
/* Likewise for one cell of the first or last day with what lies outside the
 * horizon within three days. What breaks a rule outside by itself does so here
 * only where the cell has a part in it, as in the definition. */
int32_t probe_seam(struct probe *probe, int32_t person, int32_t day,
                   const struct cell *cell);

#endif
