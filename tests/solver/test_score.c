/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_score.c - the definition of each rule on lines written as text, and of
 * the whole on a roster small enough to add up by hand.
 */
#include "tests/solver/lines.h"

#include <string.h>

#define NO_HINGE ((struct hinge){0, 0, 0})
#define UNDER(mark, points) ((struct hinge){(mark), (points), 0})
#define OVER(mark, points) ((struct hinge){(mark), 0, (points)})
#define LOW BOUND_NONE_LOW
#define HIGH BOUND_NONE_HIGH

/* The verdict of one rule on one line of a problem of one person. */
static void expect_rule(const char *why, struct problem *p,
                        const struct line_rule *rule, const char *line,
                        const char *expected)
{
    struct roster *roster = lines_roster(p, &line);
    char verdict[VERDICT_MAX];
    int32_t breach;
    cost points = rule_score(p, rule, roster_line(roster, 0), &breach);
    lines_expect(why, lines_verdict(points, breach, verdict), expected);
    roster_free(roster);
}

static void a_gauge_costs_by_its_hinges_and_breaks_at_its_bounds(void **state)
{
    (void)state;
    static const struct hinge HINGES[] = {{3, 10, 1}, {5, 0, 4}};
    const struct gauge gauge = {1, 6, HINGES, 2};
    static const struct {
        int64_t amount;
        cost points;
        int64_t breach;
    } ROWS[] = {{0, 30, 1}, {1, 20, 0}, {3, 0, 0},
                {5, 2, 0},  {6, 7, 0},  {8, 17, 2}};
    for (size_t k = 0; k < COUNT_OF(ROWS); k++) {
        assert_int_equal(gauge_cost(&gauge, ROWS[k].amount), ROWS[k].points);
        assert_int_equal(gauge_breach(&gauge, ROWS[k].amount), ROWS[k].breach);
    }
    const struct gauge open = {LOW, HIGH, NULL, 0};
    assert_int_equal(gauge_breach(&open, INT32_MIN), 0);
    assert_int_equal(gauge_cost(&open, INT32_MAX), 0);
}

static void transitions_add_up_and_one_never_breaks_them(void **state)
{
    (void)state;
    static const int32_t USUAL[] = {0, 0,
                                    1, /* .E .N: from off */
                                    0, 0,
                                    2, /* from E */
                                    3, TRANSITION_NEVER,
                                    0};
    static const int32_t AUTUMN[] = {0, 0, 0, 0, 0, 0, 0, 7, 0};
    static const int32_t *const TABLES[] = {USUAL, USUAL, AUTUMN, USUAL};
    static const struct {
        const char *why, *line, *expected;
    } ROWS[] = {
        {"all off", ".....", "0"},
        {"pairs add up", ".N.N.", "7"}, /* 1 + 3 + 0 + 3 */
        {"the same pair again", "EN.EN", "7"},
        {"night to early", "NE...", "0 broken"},
        {"twice, and a cost", "NEN..", "2 broken"},
        {"another table in autumn", "..NE.", "8"},
    };
    struct problem *p = lines_problem(".EN", 1, 5);
    struct line_rule rule = {.kind = LINE_TRANSITION};
    rule.u.transition.table_of_day = TABLES;
    for (size_t k = 0; k < COUNT_OF(ROWS); k++) {
        expect_rule(ROWS[k].why, p, &rule, ROWS[k].line, ROWS[k].expected);
    }
    problem_free(p);
}

static void a_window_counts_its_days_and_its_history(void **state)
{
    (void)state;
    static const int32_t HOURS[] = {0, 8, 10};
    static const int32_t BY_DAY[] = {0, 8, 10, 0, 8, 10, 0, 8, 10,
                                     0, 8, 10, 0, 9, 11, 0, 8, 10};
    static const struct {
        const char *why, *line;
        int64_t history;
        bool by_day;
        const char *expected;
    } ROWS[] = {
        {"off is too little", "......", 0, false, "50"},
        {"days outside do not count", "EE...E", 0, false, "42"},
        {"inside the marks", ".EN...", 0, false, "32"},
        {"history counts", ".EN...", 22, false, "20"},
        {"exactly full", ".EEEE.", 8, false, "20"},
        {"one over the hard bound", ".EEEE.", 9, false, "20 broken"},
        {"a table of its own each day", "....E.", 0, true, "41"},
    };
    struct problem *p = lines_problem(".EN", 1, 6);
    for (size_t k = 0; k < COUNT_OF(ROWS); k++) {
        struct line_rule rule = {.kind = LINE_WINDOW};
        rule.u.window = (struct window_sum){
            .first = 1, .last = 4, .history = ROWS[k].history};
        rule.u.window.weights.weight = ROWS[k].by_day ? BY_DAY : HOURS;
        rule.u.window.weights.by_day = ROWS[k].by_day;
        rule.u.window.gauge =
            lines_gauge(p, LOW, 40, UNDER(50, 1), OVER(30, 1));
        expect_rule(ROWS[k].why, p, &rule, ROWS[k].line, ROWS[k].expected);
    }
    problem_free(p);
}

static void groups_count_once_however_many_of_their_days(void **state)
{
    (void)state;
    static const int32_t START[] = {1, 5}, END[] = {2, 7};
    static const struct {
        const char *why, *line;
        int64_t history;
        const char *expected;
    } ROWS[] = {
        {"none", ".........", 0, "5"},
        {"days between groups", "N..NN...N", 0, "5"},
        {"one day of one group", "..N......", 0, "0"},
        {"all days of one group", ".NN......", 0, "0"},
        {"another class does not count", ".E...E.E.", 0, "5"},
        {"both groups", ".N.....N.", 0, "9"},
        {"history counts", ".N.......", 1, "9"},
        {"three break it", ".N.....N.", 1, "18 broken"},
    };
    struct problem *p = lines_problem(".EN", 1, 9);
    for (size_t k = 0; k < COUNT_OF(ROWS); k++) {
        struct line_rule rule = {.kind = LINE_GROUPS};
        rule.u.groups = (struct group_count){.start = START,
                                             .end = END,
                                             .n_groups = 2,
                                             .set = lines_set(p, "N"),
                                             .history = ROWS[k].history};
        rule.u.groups.gauge = lines_gauge(p, LOW, 2, UNDER(1, 5), OVER(1, 9));
        expect_rule(ROWS[k].why, p, &rule, ROWS[k].line, ROWS[k].expected);
    }
    problem_free(p);
}

/* Between 2 and 4 days at 10 a missing day and 1 a day over 3. */
static void runs_are_gauged_one_by_one(void **state)
{
    (void)state;
    static const struct {
        const char *why, *line;
        int32_t history;
        const char *expected;
    } ROWS[] = {
        {"no run", "........", 0, "0"},
        {"one good run", "..EE....", 0, "0"},
        {"other letters of the class", "..EN....", 0, "0"},
        {"a single day is short", "..E.....", 0, "10 broken"},
        {"each run counts", ".E.E.EE.", 0, "20 broken"},
        {"four cost one", ".EEEE...", 0, "1"},
        {"five break it", ".EEEEE..", 0, "2 broken"},
        {"the last day is never short", ".......E", 0, "0"},
        {"but may be too long", "...EEEEE", 0, "2 broken"},
        {"the first day is short without history", "E.......", 0, "10 broken"},
        {"history makes it long enough", "E.......", 1, "0"},
        {"a run ended before costs nothing", ".EE.....", 1, "0"},
        {"history counts upwards", "E.......", 3, "1"},
        {"days before were paid for", "E.......", 4, "1 broken"},
        {"and cost nothing again", "EE......", 6, "2 broken"},
        {"no day more, no breach", "........", 6, "0"},
        {"history is of the first run only", "..E.....", 1, "10 broken"},
        {"favourable: never short", "E.......", RUN_FAVOURABLE, "0"},
        {"favourable: only its own days", "EEEE....", RUN_FAVOURABLE, "1"},
        {"favourable: elsewhere short", "..E.....", RUN_FAVOURABLE,
         "10 broken"},
        {"all days", "EEEEEEEE", 0, "5 broken"},
    };
    struct problem *p = lines_problem(".EN", 1, 8);
    for (size_t k = 0; k < COUNT_OF(ROWS); k++) {
        struct line_rule rule = {.kind = LINE_RUN};
        rule.u.run.set = lines_set(p, "EN");
        rule.u.run.gauge = lines_gauge(p, 2, 4, UNDER(2, 10), OVER(3, 1));
        rule.u.run.history = ROWS[k].history;
        expect_rule(ROWS[k].why, p, &rule, ROWS[k].line, ROWS[k].expected);
    }
    problem_free(p);
}

enum { GAP_DAYS = 4, DAY_MINUTES = 1440 };
static const struct {
    int32_t from, to;
} TIMES[] = {{0, -1}, {480, 960}, {1320, 1920}, {600, 600}};

/* E 08-16, N 22-08, T a moment at ten; the window is days 1 and 2, the night
 * of day 0 reaches in. */
static void a_gap_must_fit_between_what_is_busy(void **state)
{
    (void)state;
    static const struct {
        const char *why, *line;
        int32_t need, busy_until;
        const char *expected;
    } ROWS[] = {
        {"all free", "....", 2880, -60, "0"},
        {"not longer than the window", "....", 2881, -60, "9"},
        {"a night before takes its morning", "N...", 2400, -60, "0"},
        {"and not a minute less", "N...", 2401, -60, "9"},
        {"days outside do not matter", "E..E", 2880, -60, "0"},
        {"from the end of one to the end", ".E..", 1920, -60, "0"},
        {"not a minute more", ".E..", 1921, -60, "9"},
        {"from the beginning to the next", "..E.", 1920, -60, "0"},
        {"between two", ".EE.", 960, -60, "0"},
        {"between two not more", ".EE.", 961, -60, "9"},
        {"the last duty before day 0", "....", 1380, 2941, "9"},
        {"and a gap after it", "....", 1380, 2940, "0"},
        {"a moment splits", "..T.", 2040, -60, "0"},
        {"a moment splits here", "..T.", 2041, -60, "9"},
        {"a night begins in the window", "..N.", 2760, -60, "0"},
    };
    struct problem *p = lines_problem(".ENT", 1, GAP_DAYS);
    int32_t from[GAP_DAYS * 4], to[GAP_DAYS * 4];
    for (int32_t c = 0; c < GAP_DAYS * 4; c++) {
        from[c] = c / 4 * DAY_MINUTES + TIMES[c % 4].from;
        to[c] = c / 4 * DAY_MINUTES + TIMES[c % 4].to;
    }
    for (size_t k = 0; k < COUNT_OF(ROWS); k++) {
        struct line_rule rule = {.kind = LINE_GAP};
        rule.u.gap = (struct free_gap){.busy_from = from,
                                       .busy_to = to,
                                       .first = 0,
                                       .last = 2,
                                       .open = DAY_MINUTES,
                                       .close = 3 * DAY_MINUTES,
                                       .busy_until = ROWS[k].busy_until,
                                       .need = ROWS[k].need,
                                       .cost_missing = 9};
        expect_rule(ROWS[k].why, p, &rule, ROWS[k].line, ROWS[k].expected);
        rule.u.gap.cost_missing = GAP_HARD;
        expect_rule(ROWS[k].why, p, &rule, ROWS[k].line,
                    ROWS[k].expected[0] == '9' ? "0 broken" : "0");
    }
    problem_free(p);
}

/* Two people, three days, two levels; each number is added up by hand. */
static struct problem *small_problem(void)
{
    static const int32_t WEIGHT[] = {0, 1};
    struct problem *p = lines_problem(".E", 2, 3);
    int32_t wishes = problem_add_level(p, "wishes", 1);
    int32_t wish = problem_add_reason(p, "wish", "w1", wishes);
    int32_t road = problem_add_reason(p, "travel", "ferry", 0);
    problem_charge(p, 0, 1, 1, wish, 5);
    problem_charge(p, 0, 1, 1, road, 2);
    problem_charge(p, 0, 1, 1, wish, 1);
    problem_forbid(p, 1, 2, 1);
    problem_charge(p, 1, 2, 1, wish, 100);
    struct line_rule rule = {.kind = LINE_WINDOW,
                             .person = 1,
                             .level = wishes,
                             .name = "days",
                             .source = "test"};
    rule.u.window.last = 2;
    rule.u.window.weights.weight = WEIGHT;
    rule.u.window.gauge = lines_gauge(p, LOW, 1, NO_HINGE, OVER(0, 3));
    problem_add_rule(p, &rule);
    bool second[] = {false, true};
    int32_t mask = problem_add_mask(p, second);
    struct row row = {.name = "cover", .source = "all", .day = NONE_DAY};
    row.constant = 1;
    row.gauge = lines_gauge(p, LOW, 6, UNDER(4, 10), NO_HINGE);
    int32_t cover = problem_add_row(p, &row);
    for (int32_t d = 0; d < 3; d++) {
        problem_add_term(p, cover, d, 1, 0, 1);
        problem_add_term(p, cover, d, 1, mask, 1);
    }
    lines_finish(p);
    return p;
}

static void a_roster_costs_its_choices_rules_and_rows_by_level(void **state)
{
    (void)state;
    static const struct {
        const char *why, *lines[2];
        int64_t amount;
        cost total, level[2];
        int32_t breaches;
    } ROWS[] = {
        {"off", {"...", "..."}, 1, 30, {30, 0}, 0},
        {"a charged choice", {".E.", "..."}, 2, 28, {22, 6}, 0},
        {"a rule of the second", {"...", "E.."}, 3, 13, {10, 3}, 0},
        {"a broken rule", {"...", "EE."}, 5, 6, {0, 6}, 1},
        {"a forbidden choice costs nothing", {"...", "..E"}, 3, 13, {10, 3}, 1},
        {"a broken row, too", {"EEE", "EE."}, 8, 14, {2, 12}, 2},
    };
    struct problem *p = small_problem();
    for (size_t k = 0; k < COUNT_OF(ROWS); k++) {
        struct roster *roster = lines_roster(p, ROWS[k].lines);
        struct score score = roster_score(p, roster);
        print_message("%s\n", ROWS[k].why);
        assert_int_equal(row_amount(p, 0, roster), ROWS[k].amount);
        assert_int_equal(score.total, ROWS[k].total);
        assert_int_equal(score.level[0], ROWS[k].level[0]);
        assert_int_equal(score.level[1], ROWS[k].level[1]);
        assert_int_equal(score.breaches, ROWS[k].breaches);
        roster_free(roster);
    }
    problem_free(p);
}

static void items_name_what_costs_and_add_up_to_the_score(void **state)
{
    (void)state;
    static const struct score_item EXPECTED[] = {{ITEM_RULE, 0, 1, -1, 6, 1},
                                                 {ITEM_ROW, 0, -1, -1, 0, 1},
                                                 {ITEM_CHOICE, 0, 0, 1, 6, 0},
                                                 {ITEM_CHOICE, 1, 0, 1, 2, 0},
                                                 {ITEM_CHOICE, -1, 1, 2, 0, 1}};
    struct problem *p = small_problem();
    struct roster *roster =
        lines_roster(p, (const char *const[]){"EEE", "E.E"});
    struct item_vec items = {0};
    roster_items(p, roster, &items);
    assert_int_equal(items.n, COUNT_OF(EXPECTED));
    struct score score = roster_score(p, roster);
    for (int32_t k = 0; k < items.n; k++) {
        const struct score_item *got = &items.at[k], *want = &EXPECTED[k];
        assert_int_equal(got->kind, want->kind);
        assert_int_equal(got->index, want->index);
        assert_int_equal(got->person, want->person);
        assert_int_equal(got->day, want->day);
        assert_int_equal(got->points, want->points);
        assert_int_equal(got->breach, want->breach);
        score.total -= got->points;
        score.breaches -= got->breach;
    }
    assert_int_equal(score.total, 0);
    assert_int_equal(score.breaches, 0);
    vec_release(&items);
    roster_free(roster);
    problem_free(p);
}

static void a_new_roster_is_off_or_the_cheapest_allowed(void **state)
{
    (void)state;
    struct problem *p = lines_problem(".EN", 1, 2);
    int32_t wish = problem_add_reason(p, "wish", "w1", 0);
    problem_forbid(p, 0, 1, OFF);
    problem_charge(p, 0, 1, 1, wish, 2);
    problem_charge(p, 0, 0, OFF, wish, 2);
    lines_finish(p);
    struct roster *roster = roster_new(p);
    struct roster *expected = lines_roster(p, (const char *const[]){".N"});
    assert_memory_equal(roster->pattern, expected->pattern,
                        2 * sizeof *roster->pattern);
    roster_line(roster, 0)[0] = 1;
    roster_copy(expected, roster);
    assert_int_equal(roster_line(expected, 0)[0], 1);
    roster_free(roster);
    roster_free(expected);
    roster_free(NULL);
    problem_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_gauge_costs_by_its_hinges_and_breaks_at_its_bounds),
        cmocka_unit_test(transitions_add_up_and_one_never_breaks_them),
        cmocka_unit_test(a_window_counts_its_days_and_its_history),
        cmocka_unit_test(groups_count_once_however_many_of_their_days),
        cmocka_unit_test(runs_are_gauged_one_by_one),
        cmocka_unit_test(a_gap_must_fit_between_what_is_busy),
        cmocka_unit_test(a_roster_costs_its_choices_rules_and_rows_by_level),
        cmocka_unit_test(items_name_what_costs_and_add_up_to_the_score),
        cmocka_unit_test(a_new_roster_is_off_or_the_cheapest_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
