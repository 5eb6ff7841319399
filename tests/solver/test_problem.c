/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_problem.c - what a finished problem looks like and what is refused.
 */
#include "tests/solver/lines.h"

#include <string.h>

#include "tests/solver/random_problem.h"

static const struct row COVER = {
    .name = "cover",
    .source = "slot",
    .day = NONE_DAY,
    .gauge = {BOUND_NONE_LOW, BOUND_NONE_HIGH, NULL, 0}};

static void a_new_problem_is_open_and_free(void **state)
{
    (void)state;
    struct problem *p = lines_problem(".EN", 2, 3);
    lines_finish(p);
    for (int32_t c = 0; c < 2 * 3 * 3; c++) {
        assert_true(problem_allows(p, c / 9, c / 3 % 3, c % 3));
        assert_int_equal(problem_choice(p, c / 9, c / 3 % 3, c % 3), 0);
    }
    assert_false(SET_HAS(&p->allowed[0], 3));
    assert_string_equal(p->people[1], "person1");
    assert_string_equal(p->days[2], "day2");
    assert_string_equal(p->patterns[1], "E");
    assert_int_equal(p->n_masks, 1);
    assert_true(problem_masked(p, 0, 1));
    assert_null(p->draft);
    problem_free(p);
    problem_free(NULL);
}

static void names_are_copied(void **state)
{
    (void)state;
    char name[] = "Kari";
    struct problem *p = lines_problem(".E", 1, 1);
    problem_name_person(p, 0, name);
    problem_name_day(p, 0, "2027-03-28");
    name[0] = 'M';
    assert_string_equal(p->people[0], "Kari");
    assert_string_equal(p->days[0], "2027-03-28");
    problem_free(p);
}

/* Words of 64: a problem of 70 people needs two a mask. */
static void equal_masks_share_an_index(void **state)
{
    (void)state;
    enum { MANY = 70 };
    bool people[MANY] = {false};
    struct problem *p = lines_problem(".E", MANY, 1);
    people[3] = people[69] = true;
    int32_t one = problem_add_mask(p, people);
    people[69] = false;
    int32_t other = problem_add_mask(p, people);
    people[69] = true;
    assert_int_equal(one, 1);
    assert_int_equal(other, 2);
    assert_int_equal(problem_add_mask(p, people), one);
    memset(people, true, sizeof people);
    assert_int_equal(problem_add_mask(p, people), 0);
    lines_finish(p);
    for (int32_t i = 0; i < MANY; i++) {
        assert_true(problem_masked(p, 0, i));
        assert_int_equal(problem_masked(p, one, i), i == 3 || i == 69);
        assert_int_equal(problem_masked(p, other, i), i == 3);
    }
    problem_free(p);
}

static void terms_are_sorted_merged_and_transposed(void **state)
{
    (void)state;
    struct problem *p = lines_problem(".EN", 2, 2);
    bool first[] = {true, false};
    int32_t mask = problem_add_mask(p, first);
    int32_t a = problem_add_row(p, &COVER), b = problem_add_row(p, &COVER);
    problem_add_term(p, b, 1, 2, 0, 4);
    problem_add_term(p, a, 1, 1, mask, 2);
    problem_add_term(p, a, 1, 1, 0, 1);
    problem_add_term(p, a, 0, 2, 0, 5);
    problem_add_term(p, b, 1, 1, 0, 7);
    problem_add_term(p, a, 1, 1, mask, 3);
    problem_add_term(p, b, 0, 0, 0, 6);
    problem_add_term(p, b, 0, 0, 0, -6);
    lines_finish(p);

    static const struct term TERMS[] = {
        {0, 2, 0, 5}, {1, 1, 0, 1}, {1, 1, 1, 5}, {1, 1, 0, 7}, {1, 2, 0, 4}};
    assert_int_equal(p->n_terms, COUNT_OF(TERMS));
    for (size_t k = 0; k < COUNT_OF(TERMS); k++) {
        assert_int_equal(p->terms[k].day, TERMS[k].day);
        assert_int_equal(p->terms[k].pattern, TERMS[k].pattern);
        assert_int_equal(p->terms[k].mask, TERMS[k].mask);
        assert_int_equal(p->terms[k].coef, TERMS[k].coef);
    }
    assert_int_equal(p->rows[b].first_term, 3);
    assert_int_equal(p->rows[b].n_terms, 2);

    static const struct touch TOUCHES[] = {
        {0, 5, 0}, {0, 1, 0}, {0, 5, 1}, {1, 7, 0}, {1, 4, 0}};
    static const int32_t FIRST[] = {0, 0, 0, 1, 1, 4, 5};
    assert_memory_equal(p->touch_first, FIRST, sizeof FIRST);
    for (size_t k = 0; k < COUNT_OF(TOUCHES); k++) {
        assert_int_equal(p->touches[k].row, TOUCHES[k].row);
        assert_int_equal(p->touches[k].coef, TOUCHES[k].coef);
        assert_int_equal(p->touches[k].mask, TOUCHES[k].mask);
    }
    problem_free(p);
}

static void rules_are_sorted_by_person_and_keep_their_order(void **state)
{
    (void)state;
    static const int32_t PEOPLE[] = {2, 0, 2, 0}, SORTED[] = {1, 3, 0, 2};
    static const int32_t OF[] = {0, 2, 2, 4};
    static const int32_t WEIGHT[] = {0, 1};
    struct problem *p = lines_problem(".E", 3, 4);
    for (int32_t k = 0; k < 4; k++) {
        struct line_rule rule = {.kind = LINE_WINDOW,
                                 .person = PEOPLE[k],
                                 .name = "rule",
                                 .source = "test"};
        rule.u.window.first = rule.u.window.last = k;
        rule.u.window.weights.weight = WEIGHT;
        rule.u.window.gauge = COVER.gauge;
        problem_add_rule(p, &rule);
    }
    lines_finish(p);
    for (int32_t k = 0; k < 4; k++) {
        assert_int_equal(p->rules[k].u.window.first, SORTED[k]);
    }
    assert_memory_equal(p->rules_of, OF, sizeof OF);
    problem_free(p);
}

static void charges_are_summed_where_they_can_be_chosen(void **state)
{
    (void)state;
    struct problem *p = lines_problem(".E", 1, 2);
    int32_t wish = problem_add_reason(p, "wish", "w1", 0);
    int32_t road = problem_add_reason(p, "travel", "r1", 0);
    problem_charge(p, 0, 1, 1, road, 4);
    problem_charge(p, 0, 1, 1, wish, 1);
    problem_charge(p, 0, 1, 1, wish, 2);
    problem_charge(p, 0, 1, 0, wish, 0);
    problem_charge(p, 0, 0, 1, wish, 9);
    problem_forbid(p, 0, 0, 1);
    lines_finish(p);
    assert_int_equal(p->n_charges, 2);
    assert_int_equal(p->charges[0].reason, wish);
    assert_int_equal(p->charges[0].points, 3);
    assert_int_equal(p->charges[1].reason, road);
    assert_int_equal(problem_choice(p, 0, 1, 1), 7);
    assert_int_equal(problem_choice(p, 0, 0, 1), 0);
    assert_false(problem_allows(p, 0, 0, 1));
    problem_free(p);
}

/* ---- what is refused --------------------------------------------------- */

static const int32_t ONES[] = {1, 1};
static const int32_t MINUS[] = {0, 0, -3, 0};
static const int32_t *const MINUS_TABLES[] = {MINUS};
static const int32_t LARGE[] = {0, INT32_MAX};
static const struct hinge DEAR = {0, 0, COST_MAX};
static const struct hinge NEGATIVE = {0, -1, 0};
static const int32_t START[] = {0, 0}, END[] = {0, 1};
static const int32_t BUSY_FROM[] = {0, 2000, 0, 1500},
                     BUSY_TO[] = {-1, 2100, -1, 1600};

static struct line_rule window_rule(void)
{
    struct line_rule rule = {
        .kind = LINE_WINDOW, .name = "hours", .source = "law"};
    rule.u.window.last = 1;
    rule.u.window.weights.weight = ONES;
    rule.u.window.gauge = COVER.gauge;
    return rule;
}

static void no_pattern_left(struct problem *p)
{
    problem_forbid(p, 1, 0, 0);
    problem_forbid(p, 1, 0, 1);
}

static void twins(struct problem *p)
{
    problem_name_person(p, 1, "person0");
}

static void charge_of_tomorrow(struct problem *p)
{
    problem_charge(p, 0, 2, 0, problem_add_reason(p, "wish", "w1", 0), 1);
}

static void charge_below_zero(struct problem *p)
{
    problem_charge(p, 0, 1, 1, problem_add_reason(p, "wish", "w1", 0), -1);
}

static void charges_too_large(struct problem *p)
{
    int32_t wish = problem_add_reason(p, "wish", "w1", 0);
    int32_t road = problem_add_reason(p, "travel", "r1", 0);
    problem_charge(p, 0, 1, 1, wish, INT32_MAX - 5);
    problem_charge(p, 0, 1, 1, road, 5);
}

static void equal_charges_too_large(struct problem *p)
{
    int32_t wish = problem_add_reason(p, "wish", "w1", 0);
    problem_charge(p, 0, 1, 1, wish, INT32_MAX - 1);
    problem_charge(p, 0, 1, 1, wish, INT32_MAX - 1);
}

static void reason_of_no_level(struct problem *p)
{
    (void)problem_add_reason(p, "wish", "w1", 1);
}

static void rule_of_nobody(struct problem *p)
{
    struct line_rule rule = window_rule();
    rule.person = 2;
    problem_add_rule(p, &rule);
}

static void window_too_long(struct problem *p)
{
    struct line_rule rule = window_rule();
    rule.u.window.last = 2;
    problem_add_rule(p, &rule);
}

static void weights_too_large(struct problem *p)
{
    struct line_rule rule = window_rule();
    rule.u.window.weights.weight = LARGE;
    problem_add_rule(p, &rule);
}

static void bounds_crossed(struct problem *p)
{
    struct line_rule rule = window_rule();
    rule.u.window.gauge.low = 5;
    rule.u.window.gauge.high = 4;
    problem_add_rule(p, &rule);
}

static void hinge_negative(struct problem *p)
{
    struct line_rule rule = window_rule();
    rule.u.window.gauge.hinges = &NEGATIVE;
    rule.u.window.gauge.n_hinges = 1;
    problem_add_rule(p, &rule);
}

static void transition_negative(struct problem *p)
{
    struct line_rule rule = {
        .kind = LINE_TRANSITION, .name = "rest", .source = "law"};
    rule.u.transition.table_of_day = MINUS_TABLES;
    problem_add_rule(p, &rule);
}

static void groups_overlap(struct problem *p)
{
    struct line_rule rule = {
        .kind = LINE_GROUPS, .name = "weekends", .source = "law"};
    rule.u.groups.gauge = COVER.gauge;
    rule.u.groups.start = START;
    rule.u.groups.end = END;
    rule.u.groups.n_groups = 2;
    problem_add_rule(p, &rule);
}

static void run_history_odd(struct problem *p)
{
    struct line_rule rule = {.kind = LINE_RUN, .name = "run", .source = "law"};
    rule.u.run.gauge = COVER.gauge;
    rule.u.run.history = -2;
    problem_add_rule(p, &rule);
}

static void run_of_nothing(struct problem *p)
{
    struct line_rule rule = {.kind = LINE_RUN, .name = "run", .source = "law"};
    rule.u.run.gauge = COVER.gauge;
    rule.u.run.set.bits[1] = 2;
    problem_add_rule(p, &rule);
}

static struct line_rule gap_rule(void)
{
    struct line_rule rule = {
        .kind = LINE_GAP, .name = "weekly-rest", .source = "law"};
    rule.u.gap = (struct free_gap){
        .busy_from = BUSY_FROM, .busy_to = BUSY_TO, .close = 2880, .need = 600};
    return rule;
}

static void gap_of_nothing(struct problem *p)
{
    struct line_rule rule = gap_rule();
    rule.u.gap.need = 0;
    problem_add_rule(p, &rule);
}

static void gap_days_mixed_up(struct problem *p)
{
    struct line_rule rule = gap_rule();
    rule.u.gap.last = 1;
    problem_add_rule(p, &rule);
}

static void gap_below_zero(struct problem *p)
{
    struct line_rule rule = gap_rule();
    rule.u.gap.cost_missing = -2;
    problem_add_rule(p, &rule);
}

static void row_of_no_level(struct problem *p)
{
    struct row row = COVER;
    row.level = 1;
    (void)problem_add_row(p, &row);
}

static void row_of_no_day(struct problem *p)
{
    struct row row = COVER;
    row.day = 2;
    (void)problem_add_row(p, &row);
}

static void row_without_name(struct problem *p)
{
    struct row row = COVER;
    row.name = NULL;
    (void)problem_add_row(p, &row);
}

static void term_of_no_row(struct problem *p)
{
    problem_add_term(p, 0, 0, 1, 0, 1);
}

static void term_of_no_day(struct problem *p)
{
    problem_add_term(p, problem_add_row(p, &COVER), 2, 1, 0, 1);
}

static void terms_too_large(struct problem *p)
{
    int32_t row = problem_add_row(p, &COVER);
    problem_add_term(p, row, 0, 1, 0, INT32_MAX);
    problem_add_term(p, row, 0, 1, 0, 1);
}

static void row_too_dear(struct problem *p)
{
    struct row row = COVER;
    row.gauge.hinges = &DEAR;
    row.gauge.n_hinges = 1;
    problem_add_term(p, problem_add_row(p, &row), 0, 1, 0, 2);
}

static void rule_too_dear(struct problem *p)
{
    struct line_rule rule = window_rule();
    rule.u.window.gauge.hinges = &DEAR;
    rule.u.window.gauge.n_hinges = 1;
    problem_add_rule(p, &rule);
}

static const struct {
    void (*spoil)(struct problem *p);
    const char *message;
} REFUSALS[] = {
    {no_pattern_left,
     "person1 on day0: expected an allowed pattern, found none"},
    {twins, "persons 0 and 1 are both named 'person0'"},
    {charge_of_tomorrow, "a charge's day: expected 0 to 1, found 2"},
    {charge_below_zero,
     "charge 'wish' of person0 on day1: expected points >= 0, found -1"},
    {charges_too_large,
     "charges of person0 on day1 for 'E': expected a sum below 2^31"},
    {equal_charges_too_large,
     "charges of person0 on day1 for 'E': expected a sum below 2^31"},
    {reason_of_no_level, "reason 'wish': level: expected 0 to 0, found 1"},
    {rule_of_nobody, "rule 'hours' (law): person: expected 0 to 1, found 2"},
    {window_too_long, "rule 'hours' (law) of person0: days: expected 0 <= "
                      "first <= last <= 1, found 0 and 2"},
    {weights_too_large,
     "rule 'hours' (law) of person0: weights: expected a total within 2^31, "
     "found up to 4294967294 and history 0"},
    {bounds_crossed, "rule 'hours' (law) of person0: bounds: expected low <= "
                     "high, both within 2^50, found 5 and 4"},
    {hinge_negative,
     "rule 'hours' (law) of person0: hinge 0: expected a mark within 2^50 and "
     "costs of 0 to 2^50, found at 0, -1, 0"},
    {transition_negative, "rule 'rest' (law) of person0: day0: from 'E' to "
                          "'.': expected a cost >= 0, found -3"},
    {groups_overlap, "rule 'weekends' (law) of person0: group 1: expected a "
                     "start of 1 or later, found 0"},
    {run_history_odd, "rule 'run' (law) of person0: history: expected -1 to "
                      "1000 days, found -2"},
    {run_of_nothing, "rule 'run' (law) of person0: set: expected patterns 0 to "
                     "1, found 65"},
    {gap_of_nothing,
     "rule 'weekly-rest' (law) of person0: expected open <= close and a need "
     "of at least one minute, found 0, 2880 and 0"},
    {gap_days_mixed_up,
     "rule 'weekly-rest' (law) of person0: day1: a duty begins at minute "
     "1500, before one of an earlier day at 2000"},
    {gap_below_zero, "rule 'weekly-rest' (law) of person0: cost: expected 0 "
                     "to 2^50 or hard, found -2"},
    {row_of_no_level, "row 'cover' (slot): level: expected 0 to 0, found 1"},
    {row_of_no_day, "row 'cover' (slot): day: expected 0 to 1, found 2"},
    {row_without_name, "row 0 has no name or source"},
    {term_of_no_row, "a term's row: expected 0 to -1, found 0"},
    {term_of_no_day,
     "row 'cover' (slot): a term's day: expected 0 to 1, found 2"},
    {terms_too_large, "terms: expected coefficients within 2^31, found equal "
                      "terms whose sum is not"},
    {row_too_dear, "costs: expected that no roster costs more than 2^50 "
                   "points, but one might"},
    {rule_too_dear, "costs: expected that no roster costs more than 2^50 "
                    "points, but one might"},
};

static void what_makes_no_sense_is_refused_with_its_name(void **state)
{
    (void)state;
    for (size_t k = 0; k < COUNT_OF(REFUSALS); k++) {
        struct problem *p = lines_problem(".E", 2, 2);
        struct error err = {0};
        REFUSALS[k].spoil(p);
        assert_int_equal(problem_finish(p, &err), STATUS_INPUT);
        lines_expect("refusal", err.text, REFUSALS[k].message);
        problem_free(p);
    }
}

static void no_level_is_refused(void **state)
{
    (void)state;
    struct error err = {0};
    struct problem *p = problem_new("none", 1, 1, 1);
    assert_int_equal(problem_finish(p, &err), STATUS_INPUT);
    assert_string_equal(err.text, "expected a name and at least one level");
    problem_free(p);
}

/* A row of one person's day counts one pattern, not their sum: two patterns of
 * coefficient 1 and half of the largest cost are fine. */
static void the_cost_bound_is_not_coarse(void **state)
{
    (void)state;
    struct hinge half = {0, 0, COST_MAX / 2};
    struct problem *p = lines_problem(".EN", 2, 1);
    struct row row = COVER;
    row.gauge.hinges = &half;
    row.gauge.n_hinges = 1;
    int32_t r = problem_add_row(p, &row);
    problem_add_term(p, r, 0, 1, 0, 1);
    problem_add_term(p, r, 0, 2, 0, 1);
    lines_finish(p);
    problem_free(p);
}

static void random_problems_are_as_large_as_promised(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 50; seed++) {
        struct problem *p = random_problem_tiny(seed);
        assert_in_range(p->n_people, 2, 4);
        assert_in_range(p->n_days, 7, 14);
        assert_in_range(p->n_patterns, 2, 5);
        problem_free(p);
        p = random_problem_medium(seed);
        assert_in_range(p->n_people, 6, 14);
        assert_in_range(p->n_days, 28, 84);
        assert_in_range(p->n_patterns, 10, 25);
        assert_in_range(p->n_rows, 300, 2000);
        struct roster *off = roster_new(p);
        assert_int_equal(roster_score(p, off).breaches, 0);
        roster_free(off);
        problem_free(p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_problem_is_open_and_free),
        cmocka_unit_test(names_are_copied),
        cmocka_unit_test(equal_masks_share_an_index),
        cmocka_unit_test(terms_are_sorted_merged_and_transposed),
        cmocka_unit_test(rules_are_sorted_by_person_and_keep_their_order),
        cmocka_unit_test(charges_are_summed_where_they_can_be_chosen),
        cmocka_unit_test(what_makes_no_sense_is_refused_with_its_name),
        cmocka_unit_test(no_level_is_refused),
        cmocka_unit_test(the_cost_bound_is_not_coarse),
        cmocka_unit_test(random_problems_are_as_large_as_promised),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
