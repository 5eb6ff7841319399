/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * random_problem.h - seeded problems for the tests of the solver.
 *
 * Tiny ones have every kind of rule in odd shapes (soft and hard, masks,
 * history, tables by day) and few enough lines for brute_force.h. Medium ones
 * look like a co-operation's weeks: services, standby, exclusion sets, rest,
 * hours, fairness. The same seed gives the same problem on every machine. The
 * caller owns the results.
 */
#ifndef TESTS_SOLVER_RANDOM_PROBLEM_H
#define TESTS_SOLVER_RANDOM_PROBLEM_H

#include "base/random.h"
#include "solver/roster.h"

/* 2-4 people, 7-14 days, 2-5 patterns. Most, not all, have a roster without a
 * breach. */
struct problem *random_problem_tiny(uint64_t seed);

/* 6-14 people, 28-84 days, 10-25 patterns, 300-2000 rows. Off for everybody
 * is without a breach. */
struct problem *random_problem_medium(uint64_t seed);

/* A medium problem of a given size. weeks <= 12; n_patterns >= 10. */
struct problem *random_problem_coop(uint64_t seed, int32_t n_people,
                                    int32_t weeks, int32_t n_patterns);

/* An allowed pattern for each person and day, each alike likely. */
struct roster *random_roster(const struct problem *problem,
                             struct random *random);
/* One of the allowed patterns. */
int16_t random_pattern(const struct problem *problem, struct random *random,
                       int32_t person, int32_t day);

/* True in `percent` of cases. */
bool random_chance(struct random *random, int32_t percent);
/* Uniform in low..high. */
int32_t random_between(struct random *random, int32_t low, int32_t high);

#endif
