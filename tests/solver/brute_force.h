/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * brute_force.h - the exact optimum of tiny problems, by looking at all lines.
 *
 * Lines of a person are enumerated and judged by the definition (roster.h),
 * then people are combined one by one with bounds on the rows. Nothing of the
 * solver is used but the definition.
 */
#ifndef TESTS_SOLVER_BRUTE_FORCE_H
#define TESTS_SOLVER_BRUTE_FORCE_H

#include "solver/roster.h"

struct brute_result {
    bool feasible;         /* some roster has no breach */
    struct score score;    /* of the optimum */
    struct roster *roster; /* an optimum; NULL when not feasible */
};

/* The cheapest roster without a breach in total. */
struct brute_result brute_force_total(const struct problem *problem);
/* The cheapest on level 0, among those on level 1, and so on. */
struct brute_result brute_force_levels(const struct problem *problem);
/* The cheapest on `level` among those that cost at most level_cap[k] on each
 * level k before it (COST_MAX: no cap). */
struct brute_result brute_force_level(const struct problem *problem,
                                      int32_t level, const cost *level_cap);
/* The cheapest in total of those that agree with `frozen` where open[i *
 * n_days + d] is false. */
struct brute_result brute_force_open(const struct problem *problem,
                                     const struct roster *frozen,
                                     const bool *open);
void brute_result_release(struct brute_result *result);

/* The cheapest line of a person for prices[d * n_patterns + p] without a
 * breach; false when there is none. `line` may be NULL. */
bool brute_force_line(const struct problem *problem, int32_t person,
                      const double *price, double *value, int16_t *line);

#endif
