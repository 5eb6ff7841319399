/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_fault.c - faults are collected, placed, counted and capped. */
#include "tests/model/expect.h"

#include "model/fault.h"

static void no_fault_is_no_error(void **state)
{
    (void)state;
    struct faults faults = {0};
    struct error err = {0};
    assert_int_equal(faults_status(&faults, &err), STATUS_OK);
    assert_string_equal(err.text, "");
    faults_release(&faults);
}

static void the_first_fault_speaks_for_all(void **state)
{
    (void)state;
    struct faults faults = {0};
    struct error err = {0}, first = {0};
    error_set(&first, STATUS_INPUT, "a.json:1: wrong");
    faults_take(&faults, &first);
    assert_string_equal(first.text, "");
    assert_int_equal(first.status, STATUS_OK);
    assert_int_equal(faults_status(&faults, &err), STATUS_INPUT);
    assert_string_equal(err.text, "a.json:1: wrong");
    faults_add(&faults, "b.json:%d: wrong too", 2);
    faults_add(&faults, "c");
    assert_int_equal(faults_status(&faults, &err), STATUS_INPUT);
    assert_string_equal(err.text, "a.json:1: wrong (and 2 more)");
    assert_string_equal(faults.at[1].text, "b.json:2: wrong too");
    faults_release(&faults);
    assert_int_equal(faults_count(&faults), 0);
}

static void places_are_named_as_far_as_they_are_known(void **state)
{
    (void)state;
    static const struct {
        struct origin origin;
        const char *text;
    } ROWS[] = {
        {{"staff.json", 14}, "staff.json:14: staff[3].id: bad x"},
        {{"staff.json", 0}, "staff.json: staff[3].id: bad x"},
        {{NULL, 0}, "staff[3].id: bad x"},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct faults faults = {0};
        faults_add_at(&faults, &ROWS[i].origin, "staff[3].id", "bad %s", "x");
        expect_text("place", faults.at[0].text, ROWS[i].text);
        faults_release(&faults);
    }
}

static void past_the_maximum_faults_are_only_counted(void **state)
{
    (void)state;
    struct faults faults = {0};
    struct error err = {0};
    for (int i = 0; i < FAULTS_MAX + 50; i++) {
        faults_add(&faults, "fault %d", i);
    }
    assert_int_equal(faults.n, FAULTS_MAX);
    assert_int_equal(faults_count(&faults), FAULTS_MAX + 50);
    assert_int_equal(faults_status(&faults, &err), STATUS_INPUT);
    assert_string_equal(err.text, "fault 0 (and 149 more)");
    faults_release(&faults);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(no_fault_is_no_error),
        cmocka_unit_test(the_first_fault_speaks_for_all),
        cmocka_unit_test(places_are_named_as_far_as_they_are_known),
        cmocka_unit_test(past_the_maximum_faults_are_only_counted),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
