/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_status.c - errors carry one clean line, context first. */
#include "tests/base/harness.h"

#include <string.h>

static enum status refuse(struct error *err)
{
    return error_set(err, STATUS_INPUT, "expected %d, found %s", 7, "eight");
}

static enum status pass_on(bool failing, bool *went_on, struct error *err)
{
    TRY(failing ? refuse(err) : STATUS_OK);
    *went_on = true;
    return STATUS_OK;
}

static void setting_returns_the_status_and_keeps_the_sentence(void **state)
{
    (void)state;
    struct error err = {0};
    assert_int_equal(refuse(&err), STATUS_INPUT);
    assert_int_equal(err.status, STATUS_INPUT);
    assert_string_equal(err.text, "expected 7, found eight");
    assert_int_equal(refuse(NULL), STATUS_INPUT);
}

static void context_comes_in_front_of_a_failure_only(void **state)
{
    (void)state;
    struct error err = {0};
    assert_int_equal(error_in(STATUS_OK, &err, "file: "), STATUS_OK);
    assert_string_equal(err.text, "");
    enum status status = error_in(refuse(&err), &err, "row %d: ", 3);
    assert_int_equal(status, STATUS_INPUT);
    status = error_in(status, &err, "%s:", "staff.csv");
    assert_int_equal(status, STATUS_INPUT);
    assert_string_equal(err.text, "staff.csv:row 3: expected 7, found eight");
    assert_int_equal(error_in(STATUS_FILE, NULL, "x"), STATUS_FILE);
}

static void long_messages_are_cut_at_the_maximum(void **state)
{
    (void)state;
    struct error err = {0};
    char words[2 * ERROR_TEXT_MAX];
    memset(words, 'a', sizeof words);
    words[sizeof words - 1] = '\0';
    error_set(&err, STATUS_FILE, "%s", words);
    assert_int_equal(strlen(err.text), ERROR_TEXT_MAX - 1);
    error_in(STATUS_FILE, &err, "where: ");
    assert_int_equal(strlen(err.text), ERROR_TEXT_MAX - 1);
    assert_memory_equal(err.text, "where: aaa", 10);
    error_in(STATUS_FILE, &err, "%s", words);
    assert_int_equal(strlen(err.text), ERROR_TEXT_MAX - 1);
}

static void messages_stay_one_line_of_valid_utf8(void **state)
{
    (void)state;
    static const struct {
        const char *why, *quoted, *text;
    } ROWS[] = {
        {"letters of any language stay", "Hamarøy", "found Hamarøy"},
        {"line breaks and controls go", "a\nb\x1b[31m", "found a?b?[31m"},
        {"a lone byte goes",
         "a\xff"
         "b",
         "found a?b"},
        {"half a character at the end goes", "ab\xc3", "found ab?"},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct error err = {0};
        error_set(&err, STATUS_INPUT, "found %s", ROWS[i].quoted);
        expect_text(ROWS[i].why, err.text, ROWS[i].text);
        err = (struct error){0};
        error_in(STATUS_INPUT, &err, "found %s", ROWS[i].quoted);
        expect_text(ROWS[i].why, err.text, ROWS[i].text);
    }
}

static void try_leaves_at_the_first_failure(void **state)
{
    (void)state;
    bool went_on = false;
    assert_int_equal(pass_on(true, &went_on, NULL), STATUS_INPUT);
    assert_false(went_on);
    assert_int_equal(pass_on(false, &went_on, NULL), STATUS_OK);
    assert_true(went_on);
}

static void every_status_has_a_name_and_an_exit_code(void **state)
{
    (void)state;
    static const struct {
        enum status status;
        const char *name;
        int exit_code;
    } ROWS[] = {
        {STATUS_OK, "ok", 0},
        {STATUS_USAGE, "usage", 1},
        {STATUS_INPUT, "input", 2},
        {STATUS_FILE, "file", 4},
        {STATUS_STORE, "store", 4},
        {STATUS_CONFLICT, "conflict", 2},
        {STATUS_INTERNAL, "internal", 5},
    };
    assert_int_equal(COUNT_OF(ROWS), STATUS_COUNT);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        expect_text(ROWS[i].name, status_name(ROWS[i].status), ROWS[i].name);
        expect_int(ROWS[i].name, status_exit_code(ROWS[i].status),
                   ROWS[i].exit_code);
    }
    assert_string_equal(status_name((enum status)99), "unknown");
    assert_int_equal(status_exit_code((enum status)99), 5);
}

static void check_that(void *truth)
{
    CHECK(*(bool *)truth);
}

static void check_aborts_exactly_when_false(void **state)
{
    (void)state;
    bool truth = true, lie = false;
    assert_true(dies(check_that, &lie));
    assert_false(dies(check_that, &truth));
}

static void audit_a_lie(void *unused)
{
    (void)unused;
    AUDIT(1 > 2);
}

static void audits_are_checked_in_audit_builds_only(void **state)
{
    (void)state;
#ifdef SAMVAKT_AUDIT
    assert_true(dies(audit_a_lie, NULL));
#else
    assert_false(dies(audit_a_lie, NULL));
#endif
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(setting_returns_the_status_and_keeps_the_sentence),
        cmocka_unit_test(context_comes_in_front_of_a_failure_only),
        cmocka_unit_test(long_messages_are_cut_at_the_maximum),
        cmocka_unit_test(messages_stay_one_line_of_valid_utf8),
        cmocka_unit_test(try_leaves_at_the_first_failure),
        cmocka_unit_test(every_status_has_a_name_and_an_exit_code),
        cmocka_unit_test(check_aborts_exactly_when_false),
        cmocka_unit_test(audits_are_checked_in_audit_builds_only),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
