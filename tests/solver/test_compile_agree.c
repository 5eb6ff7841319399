/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_compile_agree.c - the problem says what the rules say.
 *
 * Random co-operations; rotas grown duty by duty from nothing, so that each
 * step lies at the border of what is allowed. At each step the roster of the
 * compiled problem and the definition (rules_check) must agree: a hard breach
 * on one side is one on the other, rows that are short are findings.
 */
#include "tests/solver/random_team.h"

#include <stdio.h>

#include "solver/compile.h"

enum { TEAMS = 300, STEPS = 120, SETTLED = 150 };

struct tally {
    int32_t teams, steps, broken, kept, shortages;
};

struct trial {
    struct team team;
    struct compiled *compiled;
    const struct problem *problem;
    struct roster *roster;
    struct random random;
    uint64_t seed;
    struct finding_vec findings;
    int32_t turns_missed; /* by the first roster */
};

static bool start(struct trial *t, uint64_t seed)
{
    struct error err = {0};
    *t = (struct trial){.seed = seed};
    team_draw(&t->team, seed);
    random_seed(&t->random, seed + 1000);
    struct compile_input input = {
        .coop = t->team.coop,
        .from = t->team.from,
        .days = t->team.days,
        .history = &t->team.history,
        .now = INSTANT_NONE,
    };
    enum status status = compile(&input, &t->compiled, &err);
    if (status != STATUS_OK && status != STATUS_CONFLICT) {
        fail_msg("seed %d: %s", (int)seed, err.text);
    }
    if (status != STATUS_OK) {
        return false;
    }
    t->problem = compiled_problem(t->compiled);
    t->roster = roster_new(t->problem);
    return true;
}

static void stop(struct trial *t)
{
    vec_release(&t->findings);
    roster_free(t->roster);
    compiled_free(t->compiled);
    team_release(&t->team);
}

static void check_rules(struct trial *t)
{
    struct plan plan;
    plan_init(&plan, t->team.from, t->team.days);
    compiled_decode(t->compiled, t->roster, &plan);
    struct timeline *timeline =
        timeline_new(t->team.coop, &t->team.history, &plan);
    vec_clear(&t->findings);
    rules_check(timeline, &t->findings);
    timeline_free(timeline);
    plan_release(&plan);
}

static const char *first_hard(const struct trial *t)
{
    return t->findings.n > 0 && t->findings.at[0].grade == FINDING_HARD
               ? t->findings.at[0].words
               : "nothing";
}

static void first_breach(const struct trial *t, char *out, size_t room)
{
    struct item_vec items = {0};
    roster_items(t->problem, t->roster, &items);
    (void)snprintf(out, room, "nothing");
    for (int32_t k = 0; k < items.n; k++) {
        const struct score_item *item = &items.at[k];
        if (item->breach > 0) {
            (void)snprintf(
                out, room, "%s of %s on day %d",
                item->kind == ITEM_RULE  ? t->problem->rules[item->index].name
                : item->kind == ITEM_ROW ? t->problem->rows[item->index].name
                                         : "choice",
                item->person >= 0 ? t->problem->people[item->person] : "-",
                (int)item->day);
        }
    }
    vec_release(&items);
}

/* ---- hard ----------------------------------------------------------- */

/* Whether hard breaches agree; a team that is not exact may be stricter. */
static bool compare_hard(struct trial *t, int32_t breaches)
{
    char breach[120];
    check_rules(t);
    bool hard = findings_hard(&t->findings) > 0;
    first_breach(t, breach, sizeof breach);
    if (hard != (breaches > 0) && (hard || t->team.exact)) {
        fail_msg("seed %d: the problem finds %s, the rules find %s",
                 (int)t->seed, breach, first_hard(t));
    }
    return hard;
}

/* ---- soft ----------------------------------------------------------- */

static int32_t count_findings(const struct trial *t, enum rule_kind rule,
                              bool of_person)
{
    int32_t n = 0;
    for (int32_t k = 0; k < t->findings.n; k++) {
        const struct finding *f = &t->findings.at[k];
        n += f->rule == rule && f->grade != FINDING_HARD &&
             (f->staff != NONE) == of_person;
    }
    return n;
}

/* Rows or rules of that name that cost something. */
static int32_t count_items(const struct trial *t, const char *name, bool rows)
{
    struct item_vec items = {0};
    int32_t n = 0;
    roster_items(t->problem, t->roster, &items);
    for (int32_t k = 0; k < items.n; k++) {
        const struct score_item *item = &items.at[k];
        const char *own =
            item->kind == ITEM_RULE  ? t->problem->rules[item->index].name
            : item->kind == ITEM_ROW ? t->problem->rows[item->index].name
                                     : "";
        n += item->points > 0 && (item->kind == ITEM_ROW) == rows &&
             !strcmp(own, name);
    }
    vec_release(&items);
    return n;
}

static void same(const struct trial *t, const char *what, int32_t by_problem,
                 int32_t by_rules)
{
    if (by_problem != by_rules) {
        fail_msg("seed %d: %s: the problem finds %d, the rules find %d",
                 (int)t->seed, what, (int)by_problem, (int)by_rules);
    }
}

/* Turns that the rules miss and the problem does not: of people who have no day
 * on which they could attend, so the same whatever the roster. */
static int32_t turns_missed(const struct trial *t)
{
    return count_findings(t, RULE_QUORUM, true) -
           count_items(t, "quorum", false);
}

static int32_t compare_soft(struct trial *t)
{
    int32_t cover = count_items(t, "cover", true);
    same(t, "cover", cover, count_findings(t, RULE_COVER, false));
    same(t, "quorum", count_items(t, "quorum", true),
         count_findings(t, RULE_QUORUM, false));
    same(t, "turns", turns_missed(t), t->turns_missed);
    same(t, "conflict", count_items(t, "conflict-cover", true) > 0,
         count_findings(t, RULE_CONFLICT, false) > 0);
    same(t, "alone", count_items(t, "not_alone", true) > 0,
         count_findings(t, RULE_CONFLICT, true) +
                 count_findings(t, RULE_ELIGIBLE, true) >
             0);
    return cover;
}

/* ---- growing -------------------------------------------------------- */

/* Mostly one that the person may have. */
static int16_t some_pattern(struct trial *t, int32_t person, int32_t day)
{
    int32_t pattern = OFF;
    for (int32_t tries = 0; tries < 20; tries++) {
        pattern = random_below(&t->random, t->problem->n_patterns);
        if (problem_allows(t->problem, person, day, pattern) && pattern) {
            break;
        }
    }
    return (int16_t)pattern;
}

static void step(struct trial *t, struct tally *tally)
{
    int32_t person = random_below(&t->random, t->problem->n_people);
    int32_t day = random_below(&t->random, t->problem->n_days);
    int32_t first = random_below(&t->random, 4) ? day : 0;
    int16_t *line = roster_line(t->roster, person), before[DAYS_MAX];
    int16_t pattern = some_pattern(t, person, day);
    memcpy(before, line, (size_t)t->problem->n_days * sizeof *line);
    /* Mostly one day, at times a run: blocks and long windows need it. */
    for (int32_t d = first; d <= day; d++) {
        if (d == day || random_below(&t->random, 3)) {
            line[d] = pattern;
        }
    }
    int32_t breaches = roster_score(t->problem, t->roster).breaches;
    tally->steps++;
    if (compare_hard(t, breaches)) {
        tally->broken++;
    } else {
        tally->kept++;
        tally->shortages += compare_soft(t) > 0;
    }
    if (breaches > 0) {
        memcpy(line, before, (size_t)t->problem->n_days * sizeof *line);
    }
}

static void hard_breaches_and_findings_agree(void **state)
{
    struct tally tally = {0};
    (void)state;
    for (uint64_t seed = 1; seed <= TEAMS; seed++) {
        struct trial t;
        const struct compile_note *notes;
        if (start(&t, seed) && compiled_notes(t.compiled, &notes) == 0) {
            tally.teams++;
            check_rules(&t);
            t.turns_missed = turns_missed(&t);
            for (int32_t k = 0; k < STEPS; k++) {
                step(&t, &tally);
            }
        }
        stop(&t);
    }
    print_message("%d teams, %d steps: %d broken, %d kept, %d short\n",
                  (int)tally.teams, (int)tally.steps, (int)tally.broken,
                  (int)tally.kept, (int)tally.shortages);
    assert_true(tally.teams > TEAMS / 2);
    assert_true(tally.broken > tally.steps / 10);
    assert_true(tally.kept > tally.steps / 10);
    assert_true(tally.shortages > tally.steps / 20);
}

/* ---- settled -------------------------------------------------------- */

/* Anything at all, published: every duty of every date by chance. */
static void publish_anything(struct trial *t, struct plan *plan)
{
    const struct coop *coop = t->team.coop;
    plan_init(plan, t->team.from, t->team.days);
    for (int32_t k = 0; k < coop->staff.n * t->team.days; k++) {
        date_day date = t->team.from + k % t->team.days;
        for (int32_t n = 0; n < 2; n++) {
            duty_ix duty = random_below(&t->random, duty_count(coop));
            if (duty_on(coop, duty, date) && random_below(&t->random, 3)) {
                plan_add(plan, k / t->team.days, duty, date);
            }
        }
    }
    plan_sort(plan);
}

static void whatever_is_published_has_a_roster_without_a_breach(void **state)
{
    int32_t notes = 0, compiled = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= SETTLED; seed++) {
        struct trial t = {.seed = seed};
        struct plan plan;
        struct error err = {0};
        const struct compile_note *list;
        team_draw(&t.team, seed);
        random_seed(&t.random, seed);
        publish_anything(&t, &plan);
        struct compile_input input = {
            .coop = t.team.coop,
            .from = t.team.from,
            .days = t.team.days,
            .history = &t.team.history,
            .published = &plan,
            .now = INSTANT_NONE,
        };
        if (compile(&input, &t.compiled, &err) == STATUS_OK) {
            t.problem = compiled_problem(t.compiled);
            t.roster = roster_new(t.problem);
            char breach[120];
            first_breach(&t, breach, sizeof breach);
            if (strcmp(breach, "nothing")) {
                fail_msg("seed %d: %s", (int)seed, breach);
            }
            notes += compiled_notes(t.compiled, &list);
            compiled++;
        } else if (err.status != STATUS_CONFLICT) {
            fail_msg("seed %d: %s", (int)seed, err.text);
        }
        plan_release(&plan);
        stop(&t);
    }
    assert_true(compiled > SETTLED / 2);
    assert_true(notes > 5 * compiled);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hard_breaches_and_findings_agree),
        cmocka_unit_test(whatever_is_published_has_a_roster_without_a_breach),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
