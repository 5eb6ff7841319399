/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_json_scan.c - the grammar of RFC 8259, and where values stand. */
#include "tests/base/harness.h"

#include <string.h>

#include "base/json_scan.h"

static void good_documents_pass(void **state)
{
    (void)state;
    static const char *const ROWS[] = {
        "0",
        "-0",
        "-12.50e+3",
        "1e308",
        "123456789012345678901234567890123456789012345678901234567890",
        "0.5e-7",
        "true",
        "false",
        "null",
        "\"\"",
        "\"a\\\"b\\\\c\\/d\\b\\f\\n\\r\\t\"",
        "\"\\u00e5\\uD83D\\uDE00\"",
        "\"S\xc3\xb8mna\"",
        "[]",
        "[ ]",
        "{}",
        "{ }",
        " [1 , 2 ,\t3\r\n] ",
        "{\"a\":{\"b\":[{},[],\"\",null]},\"\":1}",
        "[[[[]]]]",
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct json_fault fault = {0};
        if (!json_scan(ROWS[i], 4, &fault)) {
            fail_msg("[%s]: expected %s at %zu", ROWS[i], fault.expected,
                     fault.offset);
        }
    }
}

static void bad_documents_are_refused_at_the_byte(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t offset;
        const char *expected;
    } ROWS[] = {
        {"", 0, "a value"},
        {"  ", 2, "a value"},
        {"nul", 0, "a value"},
        {"True", 0, "a value"},
        {"NaN", 0, "a value"},
        {"'a'", 0, "a value"},
        {"+1", 0, "a value"},
        {".5", 0, "a value"},
        {"-", 1, "a digit"},
        {"-a", 1, "a digit"},
        {"1.", 2, "a digit"},
        {"1.e5", 2, "a digit"},
        {"1e", 2, "a digit"},
        {"1e+", 3, "a digit"},
        {"01", 0, "a number without a leading zero"},
        {"-01", 1, "a number without a leading zero"},
        {"0x1", 1, "the end of the document"},
        {"1 2", 2, "the end of the document"},
        {"[]]", 2, "the end of the document"},
        {"nullx", 4, "the end of the document"},
        {"[1e999]", 1, "a number of at most 60 characters and 1e308"},
        {"-1e400", 0, "a number of at most 60 characters and 1e308"},
        {"1234567890123456789012345678901234567890123456789012345678901", 0,
         "a number of at most 60 characters and 1e308"},
        {"[1,]", 3, "a value"},
        {"[,1]", 1, "a value"},
        {"[1 2]", 3, "',' or ']'"},
        {"[1}", 2, "',' or ']'"},
        {"[1", 2, "',' or ']'"},
        {"[", 1, "a value"},
        {"{\"a\":1", 6, "',' or '}'"},
        {"{\"a\":1]", 6, "',' or '}'"},
        {"{\"a\":1,}", 7, "a key in '\"'"},
        {"{a:1}", 1, "a key in '\"'"},
        {"{1:1}", 1, "a key in '\"'"},
        {"{\"a\" 1}", 5, "':'"},
        {"{\"a\":}", 5, "a value"},
        {"{", 1, "a key in '\"'"},
        {"\"a", 2, "a closing '\"'"},
        {"\"a\\\"", 4, "a closing '\"'"},
        {"\"a\nb\"", 2, "no control character in a string"},
        {"\"a\tb\"", 2, "no control character in a string"},
        {"\"\\x\"", 2, "an escape such as \\n or \\u00e5"},
        {"\"\\", 2, "an escape such as \\n or \\u00e5"},
        {"\"\\u12g4\"", 3, "four hexadecimal digits other than 0000"},
        {"\"\\u12", 3, "four hexadecimal digits other than 0000"},
        {"\"\\u0000\"", 3, "four hexadecimal digits other than 0000"},
        {"\"\\ud83d\"", 7, "both halves of a surrogate pair"},
        {"\"\\ud83dx\"", 7, "both halves of a surrogate pair"},
        {"\"\\ud83d\\u0041\"", 7, "both halves of a surrogate pair"},
        {"\"\\ude00\"", 7, "both halves of a surrogate pair"},
        {"[[[[[]]]]]", 5, "fewer lists and objects inside each other"},
        {"[[[[{}]]]]", 5, "fewer lists and objects inside each other"},
        {"// x\n1", 0, "a value"},
        {"[1]\v", 3, "the end of the document"},
        {"[1]\xc2\xa0", 3, "the end of the document"},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct json_fault fault = {0, ""};
        expect_int(ROWS[i].bytes, json_scan(ROWS[i].bytes, 4, &fault), false);
        expect_text(ROWS[i].bytes, fault.expected, ROWS[i].expected);
        expect_int(ROWS[i].bytes, (int64_t)fault.offset,
                   (int64_t)ROWS[i].offset);
    }
}

static void values_are_found_by_their_ordinals(void **state)
{
    (void)state;
    static const char BYTES[] = " {\"a\" : [10, {\"}\":\"]\"} , [ ] ],\n"
                                "  \"b\\\"\": { \"x\":null, \"y\" : \"end\" }}";
    static const struct {
        int n;
        int32_t ordinals[3];
        const char *rest;
    } ROWS[] = {
        {0, {0}, "{\"a\""},    {1, {0}, "[10"},         {2, {0, 0}, "10"},
        {2, {0, 1}, "{\"}\""}, {3, {0, 1, 0}, "\"]\""}, {2, {0, 2}, "[ ]"},
        {1, {1}, "{ \"x\""},   {2, {1, 0}, "null"},     {2, {1, 1}, "\"end\""},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        size_t at = json_scan_seek(BYTES, ROWS[i].ordinals, ROWS[i].n);
        assert_memory_equal(BYTES + at, ROWS[i].rest, strlen(ROWS[i].rest));
    }
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(good_documents_pass),
        cmocka_unit_test(bad_documents_are_refused_at_the_byte),
        cmocka_unit_test(values_are_found_by_their_ordinals),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
