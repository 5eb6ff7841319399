/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * random_coop.c - medium problems that look like a co-operation's weeks.
 *
 * Patterns are a day at one of the services, an evening, a standby night
 * (primary or backup) alone or after a day. Amounts of time are in 1/7 minute,
 * so that standby at 1/7 is whole.
 */
#include "tests/solver/random_coop.h"

#include <stdio.h>

static const struct {
    const char *name;
    cost unit;
} LEVEL_TABLE[LEVELS] = {
    [UNCOVERED] = {"uncovered", 100000}, [CONFLICT] = {"conflict", 20000},
    [CHANGE] = {"change", 100},          [FAIRNESS] = {"fairness", 6},
    [BALANCE] = {"balance", 2},          [WISH] = {"wish", 1},
};

/* ---- patterns ---------------------------------------------------------- */

/* Off, days, evening, primary, backup; then days with standby in turn. */
static void lay_shapes(struct coop_draft *c)
{
    int32_t n = c->p->n_patterns;
    c->n_services = (n - 4) / 3 < 3 ? 3 : (n - 4) / 3;
    for (int32_t q = 0; q < n; q++) {
        struct shape *s = &c->shapes[q];
        int32_t k = q - 1 - c->n_services;
        *s = (struct shape){-1, false, STANDBY_NONE};
        if (q > OFF && k < 0) {
            s->service = q - 1;
        } else if (k == 0) {
            s->evening = true;
        } else if (k == 1 || k == 2) {
            s->standby = k == 1 ? STANDBY_PRIMARY : STANDBY_BACKUP;
        } else if (k > 2) {
            s->service = (k - 3) / 2 % c->n_services;
            s->standby = k % 2 ? STANDBY_PRIMARY : STANDBY_BACKUP;
        }
    }
}

static bool is_weekend(int32_t day)
{
    return day % WEEK >= 5;
}

int32_t coop_day_minutes(const struct shape *s)
{
    return s->service >= 0 || s->evening ? 450 : 0;
}

/* Begin and end within the day; the duty phone lasts until 8 next morning. */
static int32_t begin_minute(const struct shape *s)
{
    return s->service >= 0 ? 480 : s->evening ? 840 : 930;
}

static int32_t end_minute(const struct shape *s)
{
    if (s->standby != STANDBY_NONE) {
        return DAY_MINUTES + 480;
    }
    return begin_minute(s) + coop_day_minutes(s);
}

static void lay_tables(struct coop_draft *c)
{
    int32_t n = c->p->n_patterns, n_days = c->p->n_days;
    size_t cells = (size_t)n * (size_t)n_days;
    int32_t *quarters = arena_array(c->p->arena, (size_t)n, sizeof *quarters);
    int32_t *nights = arena_array(c->p->arena, (size_t)n, sizeof *nights);
    int32_t *from = arena_array(c->p->arena, cells, sizeof *from);
    int32_t *to = arena_array(c->p->arena, cells, sizeof *to);
    for (int32_t q = 0; q < n; q++) {
        const struct shape *s = &c->shapes[q];
        nights[q] = s->standby != STANDBY_NONE;
        quarters[q] =
            coop_day_minutes(s) / 15 + (nights[q] ? STANDBY_QUARTERS : 0);
        for (int32_t d = 0; d < n_days; d++) {
            from[d * n + q] = d * DAY_MINUTES + begin_minute(s);
            to[d * n + q] = d * DAY_MINUTES + end_minute(s);
            if (q == OFF) {
                to[d * n + q] = from[d * n + q] - 1; /* nothing busy */
            }
        }
    }
    c->quarters = quarters;
    c->nights = nights;
    c->busy_from = from;
    c->busy_to = to;
}

/* After an evening no day begins at 8 but at a cost; after primary standby no
 * day at all; the night when the clock goes forward is shorter. */
static void lay_rest(struct coop_draft *c)
{
    int32_t n = c->p->n_patterns;
    size_t pairs = (size_t)n * (size_t)n;
    int32_t *usual = arena_array(c->p->arena, pairs, sizeof *usual);
    int32_t *spring = arena_array(c->p->arena, pairs, sizeof *spring);
    for (int32_t i = 0; i < n * n; i++) {
        const struct shape *a = &c->shapes[i / n], *b = &c->shapes[i % n];
        bool early = b->service >= 0;
        usual[i] = a->evening && early ? 5 : 0;
        if (a->standby == STANDBY_PRIMARY && early) {
            usual[i] = TRANSITION_NEVER;
        }
        spring[i] = a->evening && early ? TRANSITION_NEVER : usual[i];
    }
    const int32_t **tables =
        arena_array(c->p->arena, (size_t)c->p->n_days, sizeof *tables);
    for (int32_t d = 0; d < c->p->n_days; d++) {
        tables[d] = d == 3 * WEEK + 5 ? spring : usual;
    }
    c->rest = tables;
}

/* ---- people ------------------------------------------------------------ */

static void forbid_where(struct coop_draft *c, int32_t person, int32_t day,
                         bool (*closed)(const struct shape *, int32_t),
                         int32_t argument)
{
    for (int32_t q = OFF + 1; q < c->p->n_patterns; q++) {
        if (closed(&c->shapes[q], argument)) {
            problem_forbid(c->p, person, day, q);
        }
    }
}

static bool any_duty(const struct shape *s, int32_t argument)
{
    (void)argument;
    return s->service >= 0 || s->evening || s->standby != STANDBY_NONE;
}

static bool day_work(const struct shape *s, int32_t argument)
{
    (void)argument;
    return coop_day_minutes(s) > 0;
}

static bool of_service(const struct shape *s, int32_t service)
{
    return s->service == service;
}

/* Offices are closed at weekends; nobody knows all services; each has a week
 * of leave and a few single days. */
static void add_absences(struct coop_draft *c, int32_t person)
{
    struct random *r = &c->random;
    int32_t unknown = random_below(r, c->n_services);
    int32_t weeks = c->p->n_days / WEEK;
    int32_t leave = random_chance(r, 60) ? random_below(r, weeks) : -1;
    for (int32_t d = 0; d < c->p->n_days; d++) {
        forbid_where(c, person, d, of_service, unknown);
        if (is_weekend(d)) {
            forbid_where(c, person, d, day_work, 0);
        }
        if (d / WEEK == leave || random_chance(r, 2)) {
            forbid_where(c, person, d, any_duty, 0);
        }
    }
}

static void add_wishes(struct coop_draft *c, int32_t person)
{
    struct random *r = &c->random;
    int32_t wish = problem_add_reason(c->p, "wish", "wishes", WISH);
    int32_t travel = problem_add_reason(c->p, "travel", "roads", WISH);
    int32_t far = random_below(r, c->n_services);
    for (int32_t d = 0; d < c->p->n_days; d++) {
        bool wants_off = random_chance(r, 6);
        int32_t points = random_between(r, 1, 10);
        for (int32_t q = OFF + 1; q < c->p->n_patterns; q++) {
            if (wants_off) {
                problem_charge(c->p, person, d, q, wish, points);
            }
            if (c->shapes[q].service == far) {
                problem_charge(c->p, person, d, q, travel, 2);
            }
        }
    }
}

/* ---- rows -------------------------------------------------------------- */

static int32_t add_row(struct coop_draft *c, const char *name, int32_t day,
                       int32_t level, struct gauge gauge)
{
    struct row row = {.name = name,
                      .source = "demand",
                      .level = level,
                      .day = day,
                      .gauge = gauge};
    return problem_add_row(c->p, &row);
}

static void add_terms(struct coop_draft *c, int32_t row, int32_t day,
                      int32_t mask,
                      bool (*counts)(const struct shape *, int32_t),
                      int32_t argument)
{
    for (int32_t q = OFF + 1; q < c->p->n_patterns; q++) {
        if (counts(&c->shapes[q], argument)) {
            problem_add_term(c->p, row, day, q, mask, 1);
        }
    }
}

static bool of_standby(const struct shape *s, int32_t standby)
{
    return (int32_t)s->standby == standby;
}

static bool any_standby(const struct shape *s, int32_t argument)
{
    (void)argument;
    return s->standby != STANDBY_NONE;
}

/* Each service its person on weekdays, an evening on Tuesday and Thursday, one
 * primary and one backup every night. */
static void add_cover(struct coop_draft *c, int32_t day)
{
    const struct hinge missing = {1, LEVEL_TABLE[UNCOVERED].unit, 0};
    for (int32_t s = 0; s < c->n_services && !is_weekend(day); s++) {
        const struct hinge sides[] = {{1, 30000, 0}, {2, 12, 12}};
        int32_t row =
            add_row(c, "cover", day, UNCOVERED, coop_priced(c, sides, 1));
        add_terms(c, row, day, 0, of_service, s);
        row = add_row(c, "target", day, BALANCE, coop_priced(c, sides + 1, 1));
        add_terms(c, row, day, 0, of_service, s);
    }
    for (int32_t k = STANDBY_PRIMARY; k <= STANDBY_BACKUP; k++) {
        struct gauge gauge = coop_priced(c, &missing, 1);
        gauge.high = 1;
        int32_t row = add_row(c, "standby", day, UNCOVERED, gauge);
        add_terms(c, row, day, 0, of_standby, k);
    }
}

/* At each standby somebody who may help each of the cases. */
static void add_conflict_cover(struct coop_draft *c)
{
    const struct hinge missing = {1, LEVEL_TABLE[CONFLICT].unit, 0};
    for (int32_t k = 0; k < 4; k++) {
        bool free[PEOPLE_MAX];
        for (int32_t i = 0; i < c->p->n_people; i++) {
            free[i] = !random_chance(&c->random, 35);
        }
        int32_t mask = problem_add_mask(c->p, free);
        for (int32_t d = 0; d < c->p->n_days; d++) {
            int32_t row = add_row(c, "conflict-cover", d, CONFLICT,
                                  coop_priced(c, &missing, 1));
            add_terms(c, row, d, mask, any_standby, 0);
        }
    }
}

static int32_t member_mask(struct coop_draft *c, int32_t member)
{
    bool people[PEOPLE_MAX];
    for (int32_t i = 0; i < c->p->n_people; i++) {
        people[i] = c->member[i] == member;
    }
    return problem_add_mask(c->p, people);
}

/* Somebody of each member at work on weekdays; a board meeting each Wednesday;
 * three days a week at the first service; hours of two members alike. */
static void add_other_rows(struct coop_draft *c)
{
    const struct hinge here = {1, 8, 0}, quorum = {3, 5000, 0},
                       quota = {3, 12, 0}, even = {0, 1, 1};
    int32_t quota_row = 0;
    int32_t balance =
        add_row(c, "balance", NONE_DAY, BALANCE, coop_priced(c, &even, 1));
    for (int32_t d = 0; d < c->p->n_days; d++) {
        if (d % WEEK == 0) {
            quota_row = add_row(c, "quota", NONE_DAY, BALANCE,
                                coop_priced(c, &quota, 1));
        }
        add_terms(c, quota_row, d, 0, of_service, 0);
        if (d % WEEK == 2) {
            int32_t row =
                add_row(c, "quorum", d, UNCOVERED, coop_priced(c, &quorum, 1));
            add_terms(c, row, d, 0, day_work, 0);
        }
        for (int32_t m = 0; m < MEMBERS && !is_weekend(d); m++) {
            int32_t row =
                add_row(c, "presence", d, FAIRNESS, coop_priced(c, &here, 1));
            add_terms(c, row, d, member_mask(c, m), day_work, 0);
        }
        for (int32_t q = OFF + 1; q < c->p->n_patterns; q++) {
            int32_t hours = c->quarters[q] / HOUR;
            problem_add_term(c->p, balance, d, q, member_mask(c, 0), hours);
            problem_add_term(c->p, balance, d, q, member_mask(c, 1), -hours);
        }
    }
}

/* ---- all of it --------------------------------------------------------- */

static void lay_people(struct coop_draft *c)
{
    static const int32_t POSITIONS[] = {100, 100, 80, 60};
    for (int32_t i = 0; i < c->p->n_people; i++) {
        c->member[i] = i % MEMBERS;
        c->position[i] = POSITIONS[random_below(&c->random, 4)];
        add_absences(c, i);
        add_wishes(c, i);
        coop_add_rules(c, i);
    }
}

struct problem *random_problem_coop(uint64_t seed, int32_t n_people,
                                    int32_t weeks, int32_t n_patterns)
{
    struct coop_draft *c = xcalloc(1, sizeof *c);
    random_seed(&c->random, seed);
    struct problem *p =
        problem_new("co-operation", n_people, weeks * WEEK, n_patterns);
    c->p = p;
    for (int32_t k = 0; k < LEVELS; k++) {
        problem_add_level(p, LEVEL_TABLE[k].name, LEVEL_TABLE[k].unit);
    }
    lay_shapes(c);
    lay_tables(c);
    lay_rest(c);
    lay_people(c);
    for (int32_t d = 0; d < p->n_days; d++) {
        add_cover(c, d);
    }
    add_conflict_cover(c);
    add_other_rows(c);
    struct error err = {0};
    enum status status = problem_finish(p, &err);
    if (status != STATUS_OK) {
        fprintf(stderr, "seed %llu: %s\n", (unsigned long long)seed, err.text);
    }
    CHECK(status == STATUS_OK);
    free(c);
    return p;
}

struct problem *random_problem_medium(uint64_t seed)
{
    struct random random;
    random_seed(&random, seed ^ 0x5a5a);
    int32_t n_people = random_between(&random, 6, 14);
    int32_t weeks = random_between(&random, 4, 12);
    int32_t n_patterns = random_between(&random, 10, 25);
    return random_problem_coop(seed, n_people, weeks, n_patterns);
}
