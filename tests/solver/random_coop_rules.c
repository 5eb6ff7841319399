/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * random_coop_rules.c - the line rules of a co-operation-like problem.
 */
#include "tests/solver/random_coop.h"

static struct pattern_set shapes_with(const struct coop_draft *c, bool work,
                                      bool standby)
{
    struct pattern_set set = {{0}};
    for (int32_t q = 0; q < c->p->n_patterns; q++) {
        const struct shape *s = &c->shapes[q];
        if ((work && coop_day_minutes(s) > 0) ||
            (standby && s->standby != STANDBY_NONE)) {
            set.bits[q >> 6] |= (uint64_t)1 << (q & 63);
        }
    }
    return set;
}

static struct gauge at_most(int64_t high)
{
    return (struct gauge){BOUND_NONE_LOW, high, NULL, 0};
}

struct gauge coop_priced(struct coop_draft *c, const struct hinge *hinges,
                         int32_t n)
{
    return (struct gauge){BOUND_NONE_LOW, BOUND_NONE_HIGH,
                          problem_keep(c->p, hinges, (size_t)n, sizeof *hinges),
                          n};
}

static struct line_rule new_rule(enum line_kind kind, int32_t person,
                                 int32_t level, const char *name)
{
    return (struct line_rule){.kind = kind,
                              .person = person,
                              .level = level,
                              .name = name,
                              .source = "profile"};
}

static void add_window(struct coop_draft *c, struct line_rule rule,
                       const int32_t *weight, int32_t first, int32_t last)
{
    rule.u.window.first = first;
    rule.u.window.last = last < c->p->n_days ? last : c->p->n_days - 1;
    rule.u.window.weights.weight = weight;
    problem_add_rule(c->p, &rule);
}

/* 48 hours a week at most, 40 before it costs; the contract over 4 weeks. */
static void add_hours(struct coop_draft *c, int32_t person)
{
    const struct hinge dear = {40 * HOUR, 0, 1};
    struct line_rule rule = new_rule(LINE_WINDOW, person, FAIRNESS, "hours");
    rule.u.window.gauge = coop_priced(c, &dear, 1);
    rule.u.window.gauge.high = 48 * HOUR;
    for (int32_t d = 0; d < c->p->n_days; d += WEEK) {
        add_window(c, rule, c->quarters, d, d + WEEK - 1);
    }
    int64_t due = 6 * c->position[person]; /* 150 h at 100 per cent */
    const struct hinge sides[] = {{due, 1, 0}, {due + 4 * HOUR, 0, 1}};
    rule = new_rule(LINE_WINDOW, person, BALANCE, "contract");
    rule.u.window.gauge = coop_priced(c, sides, 2);
    for (int32_t d = 0; d + 4 * WEEK <= c->p->n_days; d += 4 * WEEK) {
        add_window(c, rule, c->quarters, d, d + 4 * WEEK - 1);
    }
}

/* At most 2 nights of 7 days, wherever they begin, and a fair share of all. */
static void add_nights(struct coop_draft *c, int32_t person)
{
    struct line_rule rule = new_rule(LINE_WINDOW, person, FAIRNESS, "nights");
    rule.u.window.gauge = at_most(2);
    for (int32_t d = 0; d + WEEK <= c->p->n_days; d++) {
        add_window(c, rule, c->nights, d, d + WEEK - 1);
    }
    int64_t fair = 2 * c->p->n_days / c->p->n_people;
    const struct hinge sides[] = {
        {fair - 1, 6, 0}, {fair, 6, 0}, {fair + 1, 0, 6}, {fair + 2, 0, 12}};
    rule = new_rule(LINE_WINDOW, person, FAIRNESS, "fair-standby");
    rule.u.window.gauge = coop_priced(c, sides, 4);
    rule.u.window.history = random_below(&c->random, 3);
    add_window(c, rule, c->nights, 0, c->p->n_days - 1);
}

/* A third of the weekends with standby, in any three and over all. */
static void add_weekends(struct coop_draft *c, int32_t person)
{
    int32_t start[DAYS_MAX / WEEK], end[DAYS_MAX / WEEK];
    int32_t n = c->p->n_days / WEEK;
    for (int32_t w = 0; w < n; w++) {
        start[w] = w * WEEK + 5;
        end[w] = w * WEEK + 6;
    }
    const int32_t *starts = problem_keep(c->p, start, (size_t)n, sizeof *start);
    const int32_t *ends = problem_keep(c->p, end, (size_t)n, sizeof *end);
    struct line_rule rule = new_rule(LINE_GROUPS, person, FAIRNESS, "weekends");
    rule.u.groups.set = shapes_with(c, false, true);
    const struct hinge dear = {1, 0, 80}, share = {n / 3, 20, 20};
    rule.u.groups.gauge = coop_priced(c, &dear, 1);
    rule.u.groups.n_groups = 3;
    for (int32_t w = 0; w + 3 <= n; w++) {
        rule.u.groups.start = starts + w;
        rule.u.groups.end = ends + w;
        problem_add_rule(c->p, &rule);
    }
    rule.u.groups.start = starts;
    rule.u.groups.end = ends;
    rule.u.groups.n_groups = n;
    rule.u.groups.gauge = coop_priced(c, &share, 1);
    problem_add_rule(c->p, &rule);
}

static void add_runs(struct coop_draft *c, int32_t person)
{
    struct line_rule rule = new_rule(LINE_RUN, person, FAIRNESS, "work-run");
    const struct hinge tired = {5, 0, 40}, pair = {2, 15, 0};
    rule.u.run.set = shapes_with(c, true, true);
    rule.u.run.gauge = coop_priced(c, &tired, 1);
    rule.u.run.gauge.high = 7;
    rule.u.run.history = random_between(&c->random, -1, 3);
    problem_add_rule(c->p, &rule);
    rule = new_rule(LINE_RUN, person, WISH, "free-pair");
    rule.u.run.set.bits[0] = 1;
    rule.u.run.gauge = coop_priced(c, &pair, 1);
    rule.u.run.history = RUN_FAVOURABLE;
    problem_add_rule(c->p, &rule);
}

/* 35 hours in each week from Monday to Monday. */
static void add_weekly_rest(struct coop_draft *c, int32_t person)
{
    struct line_rule rule = new_rule(LINE_GAP, person, FAIRNESS, "weekly-rest");
    struct free_gap *gap = &rule.u.gap;
    *gap = (struct free_gap){.busy_from = c->busy_from,
                             .busy_to = c->busy_to,
                             .busy_until = -120,
                             .need = 35 * 60,
                             .cost_missing = GAP_HARD};
    for (int32_t d = 0; d < c->p->n_days; d += WEEK) {
        gap->first = d > 0 ? d - 1 : 0;
        gap->last = d + WEEK - 1;
        gap->open = d * DAY_MINUTES;
        gap->close = (d + WEEK) * DAY_MINUTES;
        problem_add_rule(c->p, &rule);
    }
}

void coop_add_rules(struct coop_draft *c, int32_t person)
{
    struct line_rule rest =
        new_rule(LINE_TRANSITION, person, WISH, "rest-daily");
    rest.u.transition.table_of_day = c->rest;
    problem_add_rule(c->p, &rest);
    add_hours(c, person);
    add_nights(c, person);
    add_weekends(c, person);
    add_runs(c, person);
    add_weekly_rest(c, person);
}
