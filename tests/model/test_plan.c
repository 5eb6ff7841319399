/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_plan.c - sorting, seeking and comparing plans. */
#include "base/random.h"
#include "tests/model/scene.h"

enum { START = 20000, DAYS = 28, PEOPLE = 5, DUTIES = 4 };

static struct plan random_plan(struct random *random, int32_t n)
{
    struct plan plan;

    plan_init(&plan, START, DAYS);
    for (int32_t i = 0; i < n; i++) {
        plan_add(&plan, random_below(random, PEOPLE),
                 random_below(random, DUTIES),
                 START + random_below(random, DAYS));
    }
    return plan;
}

static bool is_listed(const struct plan *plan, int32_t staff, duty_ix duty,
                      date_day date)
{
    for (int32_t i = 0; i < plan->assignments.n; i++) {
        const struct assignment *a = &plan->assignments.at[i];
        if (a->staff == staff && a->duty == duty && a->date == date) {
            return true;
        }
    }
    return false;
}

static void a_sorted_plan_is_in_order_without_doubles(void **state)
{
    struct random random;
    (void)state;

    random_seed(&random, 1);
    for (int32_t round = 0; round < 50; round++) {
        struct plan plan = random_plan(&random, 3 * round);
        plan_sort(&plan);
        for (int32_t i = 1; i < plan.assignments.n; i++) {
            const struct assignment *a = &plan.assignments.at[i - 1];
            const struct assignment *b = a + 1;
            bool ordered = a->date < b->date ||
                           (a->date == b->date &&
                            (a->staff < b->staff ||
                             (a->staff == b->staff && a->duty < b->duty)));
            assert_true(ordered);
        }
        plan_release(&plan);
    }
}

static void holding_agrees_with_looking_through_the_list(void **state)
{
    struct random random;
    (void)state;

    random_seed(&random, 2);
    struct plan plan = random_plan(&random, 120);
    plan_sort(&plan);
    for (int32_t staff = 0; staff < PEOPLE; staff++) {
        for (duty_ix duty = 0; duty < DUTIES; duty++) {
            for (date_day date = START - 1; date <= START + DAYS; date++) {
                assert_int_equal(plan_holds(&plan, staff, duty, date),
                                 is_listed(&plan, staff, duty, date));
            }
        }
    }
    plan_release(&plan);
}

static void a_double_keeps_what_either_says(void **state)
{
    struct plan plan;
    (void)state;

    plan_init(&plan, START, DAYS);
    plan_add(&plan, 1, 2, START);
    plan_add(&plan, 1, 2, START);
    plan_add(&plan, 1, 2, START);
    plan.assignments.at[0].overtime = true;
    plan.assignments.at[2].pinned = true;
    plan_sort(&plan);
    assert_int_equal(plan.assignments.n, 1);
    assert_true(plan.assignments.at[0].overtime);
    assert_true(plan.assignments.at[0].pinned);
    plan_release(&plan);
}

static void seeking_finds_the_first_of_a_date(void **state)
{
    struct plan plan;
    (void)state;

    plan_init(&plan, START, DAYS);
    plan_add(&plan, 0, 0, START + 2);
    plan_add(&plan, 3, 1, START + 2);
    plan_add(&plan, 0, 0, START + 5);
    plan_sort(&plan);
    assert_int_equal(plan_seek(&plan, START), 0);
    assert_int_equal(plan_seek(&plan, START + 2), 0);
    assert_int_equal(plan_seek(&plan, START + 3), 2);
    assert_int_equal(plan_seek(&plan, START + 6), 3);
    plan_release(&plan);
}

static void an_empty_plan_answers_too(void **state)
{
    struct plan plan;
    struct change_vec changes = {0};
    (void)state;

    plan_init(&plan, START, DAYS);
    plan_sort(&plan);
    assert_int_equal(plan_seek(&plan, START), 0);
    assert_false(plan_holds(&plan, 0, 0, START));
    plan_diff(&plan, &plan, START, START + DAYS, &changes);
    assert_int_equal(changes.n, 0);
    plan_release(&plan);
}

static void copying_a_range_takes_both_ends_and_the_callouts(void **state)
{
    struct plan source, copy;
    (void)state;

    plan_init(&source, START, DAYS);
    for (date_day date = START; date < START + 5; date++) {
        struct callout callout = {
            .staff = 0,
            .from = zone_instant(date, 1380),
            .to = zone_instant(date, 1500),
        };
        plan_add(&source, 0, 0, date);
        vec_push(&source.callouts, callout);
    }
    plan_sort(&source);
    plan_init(&copy, START, DAYS);
    plan_copy_range(&copy, &source, START + 1, START + 3);
    plan_sort(&copy);
    assert_int_equal(copy.assignments.n, 3);
    assert_int_equal(copy.assignments.at[0].date, START + 1);
    assert_int_equal(copy.assignments.at[2].date, START + 3);
    assert_int_equal(copy.callouts.n, 3);
    assert_int_equal(copy.callouts.at[0].from, zone_instant(START + 1, 1380));
    plan_release(&source);
    plan_release(&copy);
}

static void a_difference_turns_one_plan_into_the_other(void **state)
{
    struct random random;
    (void)state;

    random_seed(&random, 3);
    for (int32_t round = 0; round < 30; round++) {
        struct plan before = random_plan(&random, 40);
        struct plan after = random_plan(&random, 40);
        struct change_vec changes = {0};
        plan_sort(&before);
        plan_sort(&after);
        plan_diff(&before, &after, START + 7, START + 20, &changes);
        int32_t balance = 0;
        for (int32_t i = 0; i < changes.n; i++) {
            const struct assignment *a = &changes.at[i].what;
            bool gained = changes.at[i].kind == CHANGE_GAINED;
            assert_in_range(a->date, START + 7, START + 20);
            assert_int_equal(plan_holds(&after, a->staff, a->duty, a->date),
                             gained);
            assert_int_equal(plan_holds(&before, a->staff, a->duty, a->date),
                             !gained);
            assert_true(i == 0 || changes.at[i - 1].what.staff <= a->staff);
            balance += gained ? 1 : -1;
        }
        int32_t held[2] = {0, 0};
        const struct plan *plans[2] = {&before, &after};
        for (int32_t p = 0; p < 2; p++) {
            held[p] = plan_seek(plans[p], START + 21) -
                      plan_seek(plans[p], START + 7);
        }
        assert_int_equal(balance, held[1] - held[0]);
        vec_release(&changes);
        plan_release(&before);
        plan_release(&after);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sorted_plan_is_in_order_without_doubles),
        cmocka_unit_test(holding_agrees_with_looking_through_the_list),
        cmocka_unit_test(a_double_keeps_what_either_says),
        cmocka_unit_test(seeking_finds_the_first_of_a_date),
        cmocka_unit_test(an_empty_plan_answers_too),
        cmocka_unit_test(copying_a_range_takes_both_ends_and_the_callouts),
        cmocka_unit_test(a_difference_turns_one_plan_into_the_other),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
