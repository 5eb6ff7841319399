/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * roster.c - memory of rosters, and the one that is always at hand.
 */
#include "solver/roster.h"

#include <string.h>

static int16_t cheapest_allowed(const struct problem *p, int32_t person,
                                int32_t day)
{
    int32_t best = -1;
    for (int32_t q = 0; q < p->n_patterns; q++) {
        if (problem_allows(p, person, day, q) &&
            (best < 0 || problem_choice(p, person, day, q) <
                             problem_choice(p, person, day, best))) {
            best = q;
        }
    }
    CHECK(best >= 0); /* problem_finish() made sure */
    return (int16_t)best;
}

struct roster *roster_new(const struct problem *problem)
{
    struct roster *roster = xmalloc(sizeof *roster);
    roster->n_people = problem->n_people;
    roster->n_days = problem->n_days;
    roster->pattern =
        xcalloc((size_t)problem->n_people * (size_t)problem->n_days,
                sizeof *roster->pattern);
    for (int32_t i = 0; i < problem->n_people; i++) {
        int16_t *line = roster_line(roster, i);
        for (int32_t d = 0; d < problem->n_days; d++) {
            line[d] = problem_allows(problem, i, d, OFF)
                          ? OFF
                          : cheapest_allowed(problem, i, d);
        }
    }
    return roster;
}

void roster_free(struct roster *roster)
{
    if (roster) {
        free(roster->pattern);
        free(roster);
    }
}

void roster_copy(struct roster *to, const struct roster *from)
{
    CHECK(to->n_people == from->n_people && to->n_days == from->n_days);
    memcpy(to->pattern, from->pattern,
           (size_t)from->n_people * (size_t)from->n_days *
               sizeof *from->pattern);
}
