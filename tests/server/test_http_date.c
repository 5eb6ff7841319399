/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_http_date.c - dates and validators of HTTP. */
#include "server/http_date.h"
#include "tests/base/harness.h"

static void dates_are_written_as_the_standard_does(void **state)
{
    char out[HTTP_DATE_TEXT];
    (void)state;
    assert_string_equal(http_date_format(784111777, out),
                        "Sun, 06 Nov 1994 08:49:37 GMT");
    assert_string_equal(http_date_format(0, out),
                        "Thu, 01 Jan 1970 00:00:00 GMT");
}

static void three_forms_are_read_and_no_other(void **state)
{
    static const struct {
        const char *text;
        instant at; /* -1: refused */
    } ROWS[] = {
        {"Sun, 06 Nov 1994 08:49:37 GMT", 784111777},
        {"Sunday, 06-Nov-94 08:49:37 GMT", 784111777},
        {"Sun Nov  6 08:49:37 1994", 784111777},
        {"Sun, 06 Nov 2094 08:49:37 GMT", 3939871777},
        {"Sun, 31 Feb 1994 08:49:37 GMT", -1},
        {"Sun, 06 Nov 1994 24:49:37 GMT", -1},
        {"Sun, 06 Nov 1994 08:49:37 CET", -1},
        {"Sun, 06 Nov 1994 08:49:37 GMT ", -1},
        {"Sun, 06 Foo 1994 08:49:37 GMT", -1},
        {"06 Nov 1994 08:49:37 GMT", -1},
        {"", -1},
        {"yesterday", -1},
        {"Sun, 06 Nov 1894 08:49:37 GMT", -1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        instant at = -1;
        assert_int_equal(http_date_parse(ROWS[i].text, &at), ROWS[i].at >= 0);
        assert_int_equal(at, ROWS[i].at);
    }
}

static void every_day_comes_back(void **state)
{
    char out[HTTP_DATE_TEXT];
    (void)state;
    for (instant at = 1; at < 5000000000; at += 86400 * 13 + 4711) {
        instant back;
        assert_true(http_date_parse(http_date_format(at, out), &back));
        assert_int_equal(back, at);
    }
}

static void unchanged_is_decided_by_tags_first(void **state)
{
    static const struct {
        const char *tags, *since;
        bool unchanged;
    } ROWS[] = {
        {NULL, NULL, false},
        {"\"x\"", NULL, true},
        {"W/\"x\"", NULL, true},
        {"\"y\"", NULL, false},
        {"\"y\", W/\"x\"", NULL, true},
        {"\"y\",\"x\"", NULL, true},
        {"*", NULL, true},
        {"x", NULL, false},
        {"\"x", NULL, false},
        {"", NULL, false},
        {NULL, "Thu, 01 Jan 1970 00:16:40 GMT", true},  /* just then */
        {NULL, "Thu, 01 Jan 1970 00:16:41 GMT", true},  /* later */
        {NULL, "Thu, 01 Jan 1970 00:16:39 GMT", false}, /* before */
        {NULL, "some day", false},
        {"\"y\"", "Thu, 01 Jan 1970 00:16:41 GMT", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        assert_int_equal(
            http_unchanged(ROWS[i].tags, ROWS[i].since, "\"x\"", 1000),
            ROWS[i].unchanged);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_written_as_the_standard_does),
        cmocka_unit_test(three_forms_are_read_and_no_other),
        cmocka_unit_test(every_day_comes_back),
        cmocka_unit_test(unchanged_is_decided_by_tags_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
