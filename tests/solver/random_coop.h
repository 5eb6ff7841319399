/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * random_coop.h - a co-operation-like problem while it is drawn.
 */
#ifndef TESTS_SOLVER_RANDOM_COOP_H
#define TESTS_SOLVER_RANDOM_COOP_H

#include "tests/solver/random_problem.h"

enum {
    DAY_MINUTES = 1440,
    WEEK = 7,
    HOUR = 4,             /* quarters */
    STANDBY_QUARTERS = 9, /* a night of 16 h 30 min, 1/7 counts */
    MEMBERS = 3
};

enum level { UNCOVERED, CONFLICT, CHANGE, FAIRNESS, BALANCE, WISH, LEVELS };
enum standby { STANDBY_NONE, STANDBY_PRIMARY, STANDBY_BACKUP };
struct shape {
    int32_t service; /* of the day; -1: none */
    bool evening;
    enum standby standby;
};

struct coop_draft {
    struct problem *p;
    struct random random;
    struct shape shapes[PATTERN_MAX];
    int32_t n_services;
    int32_t position[PEOPLE_MAX]; /* per cent */
    int32_t member[PEOPLE_MAX];
    /* Shared by the rules of all people. */
    const int32_t *quarters, *nights, *busy_from, *busy_to;
    const int32_t *const *rest;
};

/* Minutes of day work. */
int32_t coop_day_minutes(const struct shape *shape);
/* A gauge without bounds; the hinges are copied. */
struct gauge coop_priced(struct coop_draft *c, const struct hinge *hinges,
                         int32_t n);
/* Rest, hours, nights, weekends, runs, weekly rest. random_coop_rules.c */
void coop_add_rules(struct coop_draft *c, int32_t person);

#endif
