/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_json_print.c - trees as text: layout, escapes, numbers. */
#include "tests/base/harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_print.h"
#include "base/random.h"

static void pretty_text_is_indented_by_two(void **state)
{
    (void)state;
    static const char BYTES[] = "{\n"
                                "  \"a\": [\n"
                                "    1,\n"
                                "    {\n"
                                "      \"b\": true\n"
                                "    }\n"
                                "  ],\n"
                                "  \"empty\": [],\n"
                                "  \"none\": {}\n"
                                "}\n";
    struct json_doc doc;
    assert_int_equal(json_parse(&doc, "f", BYTES, strlen(BYTES), NULL),
                     STATUS_OK);
    char *pretty = json_print(doc.root, true);
    char *flat = json_print(doc.root, false);
    assert_string_equal(pretty, BYTES);
    assert_string_equal(flat,
                        "{\"a\":[1,{\"b\":true}],\"empty\":[],\"none\":{}}");
    free(pretty);
    free(flat);
    json_doc_release(&doc);
}

static void strings_are_escaped(void **state)
{
    (void)state;
    static const struct {
        const char *words, *text;
    } ROWS[] = {
        {"", "\"\""},
        {"Lødingen", "\"Lødingen\""},
        {"a\"b\\c/d", "\"a\\\"b\\\\c/d\""},
        {"\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\""},
        {"\x01\x1f\x7f", "\"\\u0001\\u001f\\u007f\""},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        cJSON *node = cJSON_CreateString(ROWS[i].words);
        char *text = json_print(node, false);
        expect_text(ROWS[i].words, text, ROWS[i].text);
        free(text);
        cJSON_Delete(node);
    }
}

static void numbers_are_short_and_exact(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } ROWS[] = {
        {0, "0"},
        {-0.0, "0"},
        {1, "1"},
        {-17, "-17"},
        {0.1, "0.1"},
        {1.25, "1.25"},
        {1e15, "1000000000000000"},
        {9007199254740991, "9007199254740991"},
        {1e300, "1e+300"},
        {1.0 / 3, "0.33333333333333331"},
        {(double)INFINITY, "null"},
        {-(double)INFINITY, "null"},
        {(double)NAN, "null"},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        cJSON *node = cJSON_CreateNumber(ROWS[i].value);
        char *text = json_print(node, false);
        expect_text(ROWS[i].text, text, ROWS[i].text);
        free(text);
        cJSON_Delete(node);
    }
}

static void any_double_reads_back_as_itself(void **state)
{
    (void)state;
    struct random random;
    random_seed(&random, 3);
    for (int i = 0; i < 20000; i++) {
        double value = (random_unit(&random) - 0.5) *
                       pow(10, random_below(&random, 40) - 20);
        cJSON *node = cJSON_CreateNumber(value);
        char *text = json_print(node, false);
        double again = strtod(text, NULL);
        assert_memory_equal(&again, &value, sizeof value);
        free(text);
        cJSON_Delete(node);
    }
}

static void the_maximum_of_the_buffer_holds(void **state)
{
    (void)state;
    struct text text;
    text_init(&text, 10);
    cJSON *node = cJSON_CreateString("much too long for ten");
    json_print_into(&text, node, true);
    assert_true(text.overflow);
    text_release(&text);
    cJSON_Delete(node);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(pretty_text_is_indented_by_two),
        cmocka_unit_test(strings_are_escaped),
        cmocka_unit_test(numbers_are_short_and_exact),
        cmocka_unit_test(any_double_reads_back_as_itself),
        cmocka_unit_test(the_maximum_of_the_buffer_holds),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
