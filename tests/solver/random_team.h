/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * random_team.h - small co-operations drawn at random, with everything in them
 * that the compiler turns into lines and rows.
 */
#ifndef TESTS_SOLVER_RANDOM_TEAM_H
#define TESTS_SOLVER_RANDOM_TEAM_H

#include "base/random.h"
#include "tests/model/scene.h"

struct team {
    struct scene *scene;
    const struct coop *coop;
    date_day from;
    int32_t days;
    struct plan history; /* two weeks before, often empty */
    /* Nothing in it that the compiler keeps on the safe side only: journeys
     * into another day's standby, regular nights, three-shift norms, averaged
     * Sundays that are worked on their eve as well. */
    bool exact;
};

/* The same seed gives the same team. Free with team_release(). */
void team_draw(struct team *team, uint64_t seed);
void team_release(struct team *team);

#endif
