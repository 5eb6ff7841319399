/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_http_guard.c - what a request must be before anybody looks at it. */
#include <string.h>

#include "server/http_guard.h"
#include "tests/base/harness.h"

static void paths_are_decoded_or_refused(void **state)
{
    static const struct {
        const char *raw, *decoded; /* NULL: refused */
    } ROWS[] = {
        {"/", "/"},
        {"/cal/abc.ics", "/cal/abc.ics"},
        {"/a%20b", "/a b"},
        {"/%C3%A6%C3%B8%C3%A5", "/æøå"},
        {"/a/", "/a/"},
        {"/a+b", "/a+b"},
        {"", NULL},
        {"a", NULL},
        {"/cal/abc.ics%00evil", NULL},
        {"/..", NULL},
        {"/a/../b", NULL},
        {"/%2e%2e/b", NULL},
        {"/./a", NULL},
        {"//a", NULL},
        {"/a//b", NULL},
        {"/a%2Fb", NULL},
        {"/a%2fb", NULL},
        {"/a%5cb", NULL},
        {"/a\\b", NULL},
        {"/%", NULL},
        {"/%4", NULL},
        {"/%zz", NULL},
        {"/%c3", NULL},      /* half a letter */
        {"/%c0%af", NULL},   /* an overlong '/' */
        {"/%ed%a0%80", NULL}, /* a surrogate */
        {"/a%0d%0ab", NULL},
        {"/a%7f", NULL},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        char out[100];
        assert_int_equal(guard_path(ROWS[i].raw, out, sizeof out),
                         ROWS[i].decoded != NULL);
        if (ROWS[i].decoded) {
            assert_string_equal(out, ROWS[i].decoded);
        }
    }
}

static void a_path_longer_than_the_room_is_refused(void **state)
{
    char out[8];
    (void)state;
    assert_true(guard_path("/234567", out, sizeof out));
    assert_false(guard_path("/2345678", out, sizeof out));
}

static void bodies_that_two_fields_disagree_about_are_refused(void **state)
{
    static const struct {
        const char *names[3], *values[3];
        int verdict;
    } ROWS[] = {
        {{"Host", "Content-Length"}, {"a", "10"}, 0},
        {{"Content-Length"}, {"101"}, 413},
        {{"Content-Length"}, {"100"}, 0},
        {{"Content-Length", "Content-Length"}, {"10", "10"}, 400},
        {{"content-length", "Transfer-Encoding"}, {"10", "chunked"}, 400},
        {{"Transfer-Encoding"}, {"chunked"}, 0},
        {{"Transfer-Encoding", "transfer-encoding"}, {"a", "b"}, 400},
        {{"Content-Length"}, {"-1"}, 400},
        {{"Content-Length"}, {"+1"}, 400},
        {{"Content-Length"}, {"1 0"}, 400},
        {{"Content-Length"}, {""}, 400},
        {{"Content-Length"}, {"99999999999999999999"}, 413},
        {{"Host", "host"}, {"a", "b"}, 400},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct guard_fields fields = {.length = -1};
        for (int k = 0; k < 3 && ROWS[i].names[k]; k++) {
            guard_field(&fields, ROWS[i].names[k], ROWS[i].values[k]);
        }
        assert_int_equal(guard_verdict(&fields, 100), ROWS[i].verdict);
    }
}

static void values_are_found_in_lists(void **state)
{
    static const struct {
        const char *list, *name, *value; /* NULL: not there */
    } ROWS[] = {
        {"a=1; b=2", "b", "2"},   {"a=1;b=2", "a", "1"},
        {"ab=1; a=2", "a", "2"},  {"a=; b=2", "a", ""},
        {"a=1=2", "a", "1=2"},    {"", "a", NULL},
        {"b=2", "a", NULL},       {"ba=2", "a", NULL},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        const char *value;
        long length = guard_find(ROWS[i].list, ';', ROWS[i].name, &value);
        assert_int_equal(length >= 0, ROWS[i].value != NULL);
        if (ROWS[i].value) {
            assert_int_equal(length, strlen(ROWS[i].value));
            assert_memory_equal(value, ROWS[i].value, (size_t)length);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_decoded_or_refused),
        cmocka_unit_test(a_path_longer_than_the_room_is_refused),
        cmocka_unit_test(bodies_that_two_fields_disagree_about_are_refused),
        cmocka_unit_test(values_are_found_in_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
