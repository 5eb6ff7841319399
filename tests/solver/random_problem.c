/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * random_problem.c - tiny problems with all kinds of rules and rows.
 *
 * One random number a statement: C leaves the order of arguments open, and a
 * seed must mean the same problem with every compiler.
 */
#include "tests/solver/random_problem.h"

#include <stdio.h>

enum { LEVELS = 3, DAY_MINUTES = 1440 };

/* The most lines that choices alone leave a person, by number of people. */
static const int32_t MOST_LINES[] = {[2] = 4000, [3] = 400, [4] = 100};

struct tiny {
    struct problem *p;
    struct random random;
    int32_t *busy_from, *busy_to;
};

bool random_chance(struct random *random, int32_t percent)
{
    return random_below(random, 100) < percent;
}

int32_t random_between(struct random *random, int32_t low, int32_t high)
{
    return low + random_below(random, high - low + 1);
}

int16_t random_pattern(const struct problem *problem, struct random *random,
                       int32_t person, int32_t day)
{
    for (;;) {
        int32_t pattern = random_below(random, problem->n_patterns);
        if (problem_allows(problem, person, day, pattern)) {
            return (int16_t)pattern;
        }
    }
}

struct roster *random_roster(const struct problem *problem,
                             struct random *random)
{
    struct roster *roster = roster_new(problem);
    for (int32_t i = 0; i < problem->n_people; i++) {
        for (int32_t d = 0; d < problem->n_days; d++) {
            roster_line(roster, i)[d] = random_pattern(problem, random, i, d);
        }
    }
    return roster;
}

/* Soft always, with a hard bound now and then; `off` is the amount of
 * a line that is off, which the hard bounds mostly admit. */
static struct gauge tiny_gauge(struct tiny *t, int64_t off, int32_t spread)
{
    struct random *r = &t->random;
    struct hinge hinges[3];
    int32_t n = random_between(r, 1, 3);
    for (int32_t i = 0; i < n; i++) {
        hinges[i].at = off + random_between(r, 0, spread);
        hinges[i].under = random_chance(r, 50) ? random_below(r, 80) : 0;
        hinges[i].over = random_chance(r, 50) ? random_below(r, 80) : 0;
    }
    struct gauge gauge = {BOUND_NONE_LOW, BOUND_NONE_HIGH, NULL, n};
    gauge.hinges = problem_keep(t->p, hinges, (size_t)n, sizeof *hinges);
    if (random_chance(r, 20)) {
        gauge.high = off + random_between(r, 1, spread);
    }
    if (random_chance(r, 5)) {
        gauge.low = off + (random_chance(r, 50) ? 0 : 1);
    }
    return gauge;
}

static struct pattern_set tiny_set(struct tiny *t)
{
    struct pattern_set set = {{0}};
    for (int32_t q = OFF + 1; q < t->p->n_patterns; q++) {
        set.bits[0] |= (uint64_t)random_chance(&t->random, 60) << q;
    }
    if (set.bits[0] == 0) {
        set.bits[0] = 1U << (OFF + 1);
    }
    if (random_chance(&t->random, 25)) { /* runs of days off, say */
        set.bits[0] = ~set.bits[0] & ((1U << t->p->n_patterns) - 1);
    }
    return set;
}

static const int32_t *tiny_table(struct tiny *t)
{
    int32_t pairs[25];
    int32_t n = t->p->n_patterns;
    for (int32_t i = 0; i < n * n; i++) {
        pairs[i] = random_chance(&t->random, 20)
                       ? random_between(&t->random, 1, 30)
                       : 0;
        if (i / n != OFF && i % n != OFF && random_chance(&t->random, 25)) {
            pairs[i] = TRANSITION_NEVER;
        }
    }
    return problem_keep(t->p, pairs, (size_t)(n * n), sizeof *pairs);
}

/* One kind of night all through, but for one that is another. */
static void tiny_transition(struct tiny *t, struct line_rule *rule)
{
    const int32_t *tables[DAYS_MAX];
    const int32_t *usual = tiny_table(t);
    for (int32_t d = 0; d + 1 < t->p->n_days; d++) {
        tables[d] = usual;
    }
    tables[random_below(&t->random, t->p->n_days - 1)] = tiny_table(t);
    rule->u.transition.table_of_day =
        problem_keep(t->p, tables, (size_t)t->p->n_days - 1, sizeof *tables);
}

static void tiny_window(struct tiny *t, struct line_rule *rule)
{
    struct random *r = &t->random;
    struct window_sum *w = &rule->u.window;
    w->first = random_below(r, t->p->n_days - 2);
    w->last = random_between(r, w->first + 1, t->p->n_days - 1);
    w->weights.by_day = random_chance(r, 40);
    w->history = random_chance(r, 30) ? random_between(r, -2, 4) : 0;
    int32_t n = t->p->n_patterns * (w->weights.by_day ? t->p->n_days : 1);
    int32_t weight[5 * 14];
    for (int32_t i = 0; i < n; i++) {
        weight[i] = i % t->p->n_patterns == OFF ? 0 : random_between(r, 0, 3);
        weight[i] -= random_chance(r, 5);
    }
    w->weights.weight = problem_keep(t->p, weight, (size_t)n, sizeof *weight);
    w->gauge = tiny_gauge(t, w->history, w->last - w->first + 2);
}

static void tiny_groups(struct tiny *t, struct line_rule *rule)
{
    struct random *r = &t->random;
    struct group_count *g = &rule->u.groups;
    int32_t start[DAYS_MAX], end[DAYS_MAX];
    for (int32_t d = random_below(r, 3); d < t->p->n_days;) {
        start[g->n_groups] = d;
        d += random_between(r, 0, 2);
        end[g->n_groups] = d < t->p->n_days ? d : t->p->n_days - 1;
        d = end[g->n_groups++] + random_between(r, 1, 4);
    }
    g->start = problem_keep(t->p, start, (size_t)g->n_groups, sizeof *start);
    g->end = problem_keep(t->p, end, (size_t)g->n_groups, sizeof *end);
    g->set = tiny_set(t);
    g->history = random_chance(r, 30) ? random_between(r, 1, 3) : 0;
    int64_t off = SET_HAS(&g->set, OFF) ? g->n_groups : 0;
    g->gauge = tiny_gauge(t, g->history + off, g->n_groups);
}

static void tiny_run(struct tiny *t, struct line_rule *rule)
{
    struct random *r = &t->random;
    struct run_length *run = &rule->u.run;
    run->set = tiny_set(t);
    run->history = random_chance(r, 50) ? 0 : random_between(r, -1, 5);
    run->gauge = tiny_gauge(t, 1, 4);
    run->gauge.low = BOUND_NONE_LOW;
    if (random_chance(r, 20)) {
        run->gauge.low = 2;
        run->gauge.high = run->gauge.high < 2 ? 2 : run->gauge.high;
    }
    if (SET_HAS(&run->set, OFF)) {
        run->gauge.high = BOUND_NONE_HIGH;
    }
}

static void tiny_gap(struct tiny *t, struct line_rule *rule)
{
    struct random *r = &t->random;
    struct free_gap *gap = &rule->u.gap;
    gap->busy_from = t->busy_from;
    gap->busy_to = t->busy_to;
    int32_t first = random_below(r, t->p->n_days - 3);
    gap->last = random_between(r, first + 2, t->p->n_days - 1);
    gap->first = first > 0 ? first - 1 : first; /* its night reaches in */
    gap->open = first * DAY_MINUTES;
    gap->close = (gap->last + 1) * DAY_MINUTES - random_below(r, 600);
    gap->busy_until = random_between(r, -600, 700);
    gap->need = 60 * random_between(r, 10, 44);
    gap->cost_missing =
        random_chance(r, 40) ? GAP_HARD : random_between(r, 1, 90);
}

static const struct {
    enum line_kind kind;
    const char *name;
    void (*fill)(struct tiny *t, struct line_rule *rule);
} KINDS[] = {
    {LINE_TRANSITION, "rest", tiny_transition},
    {LINE_WINDOW, "hours", tiny_window},
    {LINE_GROUPS, "weekends", tiny_groups},
    {LINE_RUN, "run", tiny_run},
    {LINE_GAP, "weekly-rest", tiny_gap},
};

static void add_rules(struct tiny *t, int32_t person)
{
    int32_t n = random_between(&t->random, 2, 8);
    for (int32_t k = 0; k < n; k++) {
        int32_t kind = random_below(&t->random, (int32_t)COUNT_OF(KINDS));
        struct line_rule rule = {
            .kind = KINDS[kind].kind,
            .person = person,
            .level = random_below(&t->random, LEVELS),
            .name = KINDS[kind].name,
            .source = "random",
        };
        KINDS[kind].fill(t, &rule);
        problem_add_rule(t->p, &rule);
    }
}

/* When patterns are busy: 8-24 hours from some time of their day on, but for
 * an idle one; the clock goes back an hour somewhere. */
static void lay_times(struct tiny *t)
{
    struct random *r = &t->random;
    int32_t n = t->p->n_patterns;
    int32_t start[5], length[5];
    for (int32_t q = 0; q < n; q++) {
        start[q] = 60 * random_between(r, 5, 20);
        length[q] = 60 * random_between(r, 8, 24);
        if (q == OFF || random_chance(r, 15)) {
            length[q] = -DAY_MINUTES; /* nothing busy */
        }
    }
    int32_t from[5 * 14], to[5 * 14];
    int32_t night = random_below(r, t->p->n_days);
    for (int32_t c = 0; c < n * t->p->n_days; c++) {
        int32_t shift = c / n > night ? 60 : 0;
        from[c] = c / n * DAY_MINUTES + start[c % n] + shift;
        to[c] = from[c] + length[c % n] + (c / n == night ? 60 : 0);
    }
    size_t cells = (size_t)(n * t->p->n_days);
    t->busy_from = problem_keep(t->p, from, cells, sizeof *from);
    t->busy_to = problem_keep(t->p, to, cells, sizeof *to);
}

static int32_t random_mask(struct tiny *t)
{
    bool people[PEOPLE_MAX] = {false};
    people[random_below(&t->random, t->p->n_people)] = true;
    for (int32_t i = 0; i < t->p->n_people; i++) {
        people[i] = people[i] || random_chance(&t->random, 60);
    }
    return problem_add_mask(t->p, people);
}

static int32_t add_row(struct tiny *t, const char *name, int32_t day,
                       int32_t spread)
{
    struct random *r = &t->random;
    struct row row = {.name = name,
                      .source = "random",
                      .level = random_below(r, LEVELS),
                      .day = day};
    row.constant = random_chance(r, 15) ? 1 : 0;
    row.gauge = tiny_gauge(t, 0, spread);
    if (random_chance(r, 85)) { /* demand can stay uncovered */
        row.gauge.low = BOUND_NONE_LOW;
    }
    return problem_add_row(t->p, &row);
}

/* Some patterns of the days first..last count, for all or for some people. */
static void add_terms(struct tiny *t, int32_t row, int32_t first, int32_t last)
{
    struct random *r = &t->random;
    int32_t mask = random_chance(r, 40) ? 0 : random_mask(t);
    for (int32_t q = OFF; q < t->p->n_patterns; q++) {
        if (!random_chance(r, q == OFF ? 5 : 50)) {
            continue;
        }
        int32_t coef = random_chance(r, 70) ? 1 : random_between(r, -1, 3);
        for (int32_t d = first; d <= last; d++) {
            problem_add_term(t->p, row, d, q, mask, coef);
            if (random_chance(r, 5)) { /* somebody counts twice */
                problem_add_term(t->p, row, d, q, random_mask(t), 1);
            }
        }
    }
}

static void add_rows(struct tiny *t)
{
    int32_t n_days = t->p->n_days;
    for (int32_t d = 0; d < n_days; d++) {
        int32_t n = random_below(&t->random, 3);
        for (int32_t k = 0; k < n; k++) {
            add_terms(t, add_row(t, "cover", d, 2), d, d);
        }
    }
    for (int32_t d = 0; d < n_days; d += 7) {
        int32_t last = d + 6 < n_days ? d + 6 : n_days - 1;
        add_terms(t, add_row(t, "quota", NONE_DAY, 6), d, last);
    }
    if (random_chance(&t->random, 50)) {
        add_terms(t, add_row(t, "balance", NONE_DAY, 9), 0, n_days - 1);
    }
}

static void add_charges(struct tiny *t)
{
    struct random *r = &t->random;
    int32_t wish = problem_add_reason(t->p, "wish", "w1", LEVELS - 1);
    int32_t travel = problem_add_reason(t->p, "travel", "road", 1);
    int32_t n = random_below(r, 20);
    for (int32_t k = 0; k < n; k++) {
        int32_t person = random_below(r, t->p->n_people);
        int32_t day = random_below(r, t->p->n_days);
        int32_t pattern = random_below(r, t->p->n_patterns);
        int32_t reason = random_chance(r, 50) ? wish : travel;
        problem_charge(t->p, person, day, pattern, reason, random_below(r, 30));
    }
}

static double line_count(const struct problem *p, int32_t person)
{
    double lines = 1;
    for (int32_t d = 0; d < p->n_days; d++) {
        lines *=
            __builtin_popcountll(p->allowed[person * p->n_days + d].bits[0]);
    }
    return lines;
}

/* Absences, competences and pins, until the lines can be counted. */
static void forbid_some(struct tiny *t, int32_t person)
{
    struct random *r = &t->random;
    while (line_count(t->p, person) > MOST_LINES[t->p->n_people]) {
        int32_t day = random_below(r, t->p->n_days);
        int32_t pattern = random_below(r, t->p->n_patterns);
        uint64_t left = t->p->allowed[person * t->p->n_days + day].bits[0] &
                        ~((uint64_t)1 << pattern);
        if (left != 0 && (pattern != OFF || random_chance(r, 20))) {
            problem_forbid(t->p, person, day, pattern);
        }
    }
}

struct problem *random_problem_tiny(uint64_t seed)
{
    struct tiny t;
    random_seed(&t.random, seed);
    int32_t n_people = random_between(&t.random, 2, 4);
    int32_t n_days = random_between(&t.random, 7, 14);
    t.p =
        problem_new("tiny", n_people, n_days, random_between(&t.random, 2, 5));
    problem_add_level(t.p, "cover", 100);
    problem_add_level(t.p, "fair", 10);
    problem_add_level(t.p, "wish", 1);
    lay_times(&t);
    for (int32_t i = 0; i < n_people; i++) {
        forbid_some(&t, i);
        add_rules(&t, i);
    }
    add_rows(&t);
    add_charges(&t);
    struct error err = {0};
    enum status status = problem_finish(t.p, &err);
    if (status != STATUS_OK) {
        fprintf(stderr, "seed %llu: %s\n", (unsigned long long)seed, err.text);
    }
    CHECK(status == STATUS_OK);
    return t.p;
}
