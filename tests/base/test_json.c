/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_json.c - documents are refused by place, fields are read by type. */
#include "tests/base/harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/json.h"

static void parse_good(struct json_doc *doc, const char *bytes)
{
    struct error err = {0};
    if (json_parse(doc, "demand.json", bytes, strlen(bytes), &err) !=
        STATUS_OK) {
        fail_msg("%s", err.text);
    }
}

static void documents_are_refused_with_file_and_line(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *complaint;
    } ROWS[] = {
        {"", "f.json:1: expected a value, found the end"},
        {"[1,\n2,\n}", "f.json:3: expected a value, found '}'"},
        {"[1\n\x01]", "f.json:2: expected ',' or ']', found 0x01"},
        {"{\"a\":1,\n\n \"b\":2 \"c\"}",
         "f.json:3: expected ',' or '}', found '\"'"},
        {"[\n\"S\xf8mna\"]", "f.json:2: expected UTF-8, found the byte 0xf8"},
        {"{\n\"a\":1,\n\"b\":2,\n\"a\":3}",
         "f.json:4: a: expected each key once, found it twice"},
        {"[{},{\"x\":[{\"k\":1,\n\"k\":1}]}]",
         "f.json:2: [1].x[0].k: expected each key once, found it twice"},
        {"\xef\xbb\xbf[\n", "f.json:2: expected a value, found the end"},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct json_doc doc;
        struct error err = {0};
        enum status status = json_parse(&doc, "f.json", ROWS[i].bytes,
                                        strlen(ROWS[i].bytes), &err);
        expect_int(ROWS[i].bytes, status, STATUS_INPUT);
        expect_text(ROWS[i].bytes, err.text, ROWS[i].complaint);
        assert_null(doc.root);
        json_doc_release(&doc);
    }
}

static void zero_bytes_are_refused_inside_and_behind(void **state)
{
    (void)state;
    struct json_doc doc;
    struct error err = {0};
    assert_int_equal(json_parse(&doc, "f", "[\n\"a\0b\"]", 8, &err),
                     STATUS_INPUT);
    assert_string_equal(err.text, "f:2: expected text, found the byte 0x00");
    json_doc_release(&doc);
    assert_int_equal(json_parse(&doc, "f", "[]\0", 3, &err), STATUS_INPUT);
    json_doc_release(&doc);
}

static void depth_is_limited(void **state)
{
    (void)state;
    for (int depth = JSON_DEPTH_MAX; depth <= JSON_DEPTH_MAX + 1; depth++) {
        struct text text;
        struct json_doc doc;
        text_init(&text, 1000);
        for (int i = 0; i < depth; i++) {
            text_str(&text, "[");
        }
        for (int i = 0; i < depth; i++) {
            text_str(&text, "]");
        }
        expect_int("depth",
                   json_parse(&doc, "f", text.bytes, text.length, NULL),
                   depth > JSON_DEPTH_MAX ? STATUS_INPUT : STATUS_OK);
        json_doc_release(&doc);
        text_release(&text);
    }
    /* A million brackets must not eat the stack. */
    size_t million = 1000000;
    char *brackets = xmalloc(million);
    memset(brackets, '[', million);
    struct json_doc doc;
    assert_int_equal(json_parse(&doc, "f", brackets, million, NULL),
                     STATUS_INPUT);
    json_doc_release(&doc);
    free(brackets);
}

static void many_keys_are_checked_quickly(void **state)
{
    (void)state;
    struct text text;
    struct json_doc doc;
    struct error err = {0};
    text_init(&text, 1 << 24);
    text_str(&text, "{\n");
    for (int i = 0; i < 100000; i++) {
        text_printf(&text, "\"k%d\":0,\n", i);
    }
    text_str(&text, "\"k5\":1}");
    assert_int_equal(json_parse(&doc, "f", text.bytes, text.length, &err),
                     STATUS_INPUT);
    assert_non_null(strstr(err.text, "k5: expected each key once"));
    json_doc_release(&doc);
    text_release(&text);
}

static void a_copy_is_parsed(void **state)
{
    (void)state;
    char bytes[] = "\xef\xbb\xbf{\"navn\":\"S\\u00f8mna\"}";
    struct json_doc doc;
    const char *name = NULL;
    parse_good(&doc, bytes);
    memset(bytes, 'x', sizeof bytes);
    assert_int_equal(json_get_string(&doc, doc.root, "navn", &name, NULL),
                     STATUS_OK);
    assert_string_equal(name, "Sømna");
    json_doc_release(&doc);
    assert_null(doc.root);
    json_doc_release(&doc);
}

static void files_are_parsed_within_a_limit(void **state)
{
    (void)state;
    struct json_doc doc;
    struct error err = {0};
    static const char PATH[] = "test_json.tmp.json";
    assert_int_equal(file_write(PATH, "[\n1,]", 5, NULL), STATUS_OK);
    assert_int_equal(json_parse_file(&doc, PATH, 100, &err), STATUS_INPUT);
    assert_string_equal(err.text,
                        "test_json.tmp.json:2: expected a value, found ']'");
    json_doc_release(&doc);
    assert_int_equal(json_parse_file(&doc, PATH, 4, &err), STATUS_INPUT);
    json_doc_release(&doc);
    assert_int_equal(file_write(PATH, "[1]", 3, NULL), STATUS_OK);
    assert_int_equal(json_parse_file(&doc, PATH, 3, &err), STATUS_OK);
    assert_int_equal(json_int(doc.root->child), 1);
    json_doc_release(&doc);
    remove(PATH);
    assert_int_equal(json_parse_file(&doc, PATH, 3, &err), STATUS_FILE);
    json_doc_release(&doc);
}

static const char DEMAND[] = "{\n"
                             "  \"demand\": [\n"
                             "    {\"id\": \"a\",\n"
                             "     \"weekdays\": \"monday\"},\n"
                             "    {\"id\": 7, \"odd key\":\n"
                             "       {\"x\": null}}\n"
                             "  ]\n"
                             "}\n";

static void a_fault_names_file_line_and_path(void **state)
{
    (void)state;
    struct json_doc doc;
    parse_good(&doc, DEMAND);
    const cJSON *list = doc.root->child;
    const cJSON *first = list->child, *second = first->next;
    const struct {
        const cJSON *node;
        const char *place;
    } rows[] = {
        {NULL, "demand.json:1: "},
        {doc.root, "demand.json:1: "},
        {list, "demand.json:2: demand: "},
        {first, "demand.json:3: demand[0]: "},
        {first->child->next, "demand.json:4: demand[0].weekdays: "},
        {second->child, "demand.json:5: demand[1].id: "},
        {second->child->next, "demand.json:6: demand[1][\"odd key\"]: "},
        {second->child->next->child,
         "demand.json:6: demand[1][\"odd key\"].x: "},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct error err = {0};
        char wanted[120];
        snprintf(wanted, sizeof wanted, "%sfound 7", rows[i].place);
        assert_int_equal(json_fail(&doc, rows[i].node, &err, "found %d", 7),
                         STATUS_INPUT);
        expect_text(rows[i].place, err.text, wanted);
    }
    json_doc_release(&doc);
}

static void hostile_keys_keep_the_message_short_and_clean(void **state)
{
    (void)state;
    struct text text;
    struct json_doc doc;
    struct error err = {0};
    text_init(&text, 1 << 20);
    for (int level = 0; level < JSON_DEPTH_MAX - 1; level++) {
        text_str(&text, "{\"\\n");
        for (int i = 0; i < 1000; i++) {
            text_str(&text, "ø");
        }
        text_str(&text, "\":");
    }
    text_str(&text, "true");
    for (int level = 0; level < JSON_DEPTH_MAX - 1; level++) {
        text_str(&text, "}");
    }
    parse_good(&doc, text.bytes);
    const cJSON *node = doc.root;
    while (node->child) {
        node = node->child;
    }
    json_fail(&doc, node, &err, "the sentence");
    assert_true(utf8_valid(err.text, strlen(err.text)));
    assert_null(strchr(err.text, '\n'));
    assert_non_null(strstr(err.text, ": the sentence"));
    assert_true(strlen(err.text) < 500);
    json_doc_release(&doc);
    text_release(&text);
}

static void nodes_are_told_in_words(void **state)
{
    (void)state;
    static const char A60[] =
        "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff";
    static const struct {
        const char *bytes, *words;
    } ROWS[] = {
        {"250", "250"},      {"-0.5", "-0.5"},
        {"1e300", "1e+300"}, {"\"monday\"", "\"monday\""},
        {"true", "true"},    {"false", "false"},
        {"null", "null"},    {"[1]", "a list"},
        {"{}", "an object"},
    };
    char found[JSON_FOUND], wanted[JSON_FOUND + 8];
    struct json_doc doc;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        parse_good(&doc, ROWS[i].bytes);
        expect_text(ROWS[i].bytes, json_found(doc.root, found), ROWS[i].words);
        json_doc_release(&doc);
    }
    assert_string_equal(json_found(NULL, found), "nothing");

    cJSON *text = cJSON_CreateString(A60);
    snprintf(wanted, sizeof wanted, "\"%s\"", A60);
    assert_string_equal(json_found(text, found), wanted);
    cJSON_Delete(text);
    /* 59 bytes and a character of two: it goes whole. */
    snprintf(wanted, sizeof wanted, "%.59sø", A60);
    text = cJSON_CreateString(wanted);
    snprintf(wanted, sizeof wanted, "\"%.59s...\"", A60);
    assert_string_equal(json_found(text, found), wanted);
    cJSON_Delete(text);
}

static void whole_numbers_are_exact_and_in_range(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        int64_t low, high;
        bool fits;
    } ROWS[] = {
        {"0", 0, 0, true},
        {"-0", 0, 0, true},
        {"100", 0, 100, true},
        {"101", 0, 100, false},
        {"-1", 0, 100, false},
        {"1e2", 0, 100, true},
        {"100.0", 0, 100, true},
        {"99.5", 0, 100, false},
        {"0.0000001", 0, 100, false},
        {"9007199254740991", INT64_MIN, INT64_MAX, true},
        {"-9007199254740991", INT64_MIN, INT64_MAX, true},
        {"9007199254740992", INT64_MIN, INT64_MAX, false},
        {"9007199254740993", INT64_MIN, INT64_MAX, false},
        {"1e300", INT64_MIN, INT64_MAX, false},
        {"-1e300", INT64_MIN, INT64_MAX, false},
        {"\"1\"", 0, 100, false},
        {"true", 0, 100, false},
        {"null", 0, 100, false},
        {"[]", 0, 100, false},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct json_doc doc;
        parse_good(&doc, ROWS[i].bytes);
        expect_int(ROWS[i].bytes,
                   json_is_int(doc.root, ROWS[i].low, ROWS[i].high),
                   ROWS[i].fits);
        json_doc_release(&doc);
    }
    assert_false(json_is_int(NULL, 0, 1));
}

static enum status get(const char *type, const struct json_doc *doc,
                       const char *key, struct error *err)
{
    int64_t number = 0;
    const char *words = NULL;
    const cJSON *node = NULL;
    switch (*type) {
    case 'i':
        return json_get_int(doc, doc->root, key, 1, 7, &number, err);
    case 's':
        return json_get_string(doc, doc->root, key, &words, err);
    case 'l':
        return json_get_list(doc, doc->root, key, &node, err);
    default:
        return json_get_object(doc, doc->root, key, &node, err);
    }
}

static void fields_are_read_by_type_or_refused_by_place(void **state)
{
    (void)state;
    static const char BYTES[] = "{\"i\": 5,\n\"s\": \"x\",\n\"l\": [],\n"
                                "\"o\": {},\n\"n\": null}";
    static const struct {
        const char *type, *key, *complaint; /* "" where it is good */
    } ROWS[] = {
        {"int", "i", ""},
        {"string", "s", ""},
        {"list", "l", ""},
        {"object", "o", ""},
        {"int", "s",
         "demand.json:2: s: expected a whole number from 1 to 7, found \"x\""},
        {"string", "i", "demand.json:1: i: expected a text, found 5"},
        {"list", "o", "demand.json:4: o: expected a list, found an object"},
        {"object", "l", "demand.json:3: l: expected an object, found a list"},
        {"object", "n", "demand.json:5: n: expected an object, found null"},
        {"int", "I",
         "demand.json:1: expected the field 'I', a whole number from 1 to 7"},
        {"list", "x", "demand.json:1: expected the field 'x', a list"},
    };
    struct json_doc doc;
    parse_good(&doc, BYTES);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct error err = {0};
        enum status status = get(ROWS[i].type, &doc, ROWS[i].key, &err);
        expect_text(ROWS[i].key, err.text, ROWS[i].complaint);
        expect_int(ROWS[i].key, status,
                   *ROWS[i].complaint ? STATUS_INPUT : STATUS_OK);
    }
    json_doc_release(&doc);
}

static void results_are_what_the_field_says(void **state)
{
    (void)state;
    struct json_doc doc;
    int64_t number = 0;
    const cJSON *list = NULL, *object = NULL;
    parse_good(&doc, "{\"i\": -5, \"l\": [1], \"o\": {\"a\": 1}}");
    assert_int_equal(json_get_int(&doc, doc.root, "i", -5, -5, &number, NULL),
                     STATUS_OK);
    assert_int_equal(number, -5);
    assert_int_equal(json_get_list(&doc, doc.root, "l", &list, NULL),
                     STATUS_OK);
    assert_int_equal(json_int(list->child), 1);
    assert_int_equal(json_get_object(&doc, doc.root, "o", &object, NULL),
                     STATUS_OK);
    assert_string_equal(object->child->string, "a");
    json_doc_release(&doc);
}

static void what_is_built_reads_back(void **state)
{
    (void)state;
    cJSON *root = cJSON_CreateObject();
    json_add_int(root, "n", -42);
    json_add_bool(root, "yes", true);
    json_add_bool(root, "no", false);
    json_add_string(root, "name", "Hamarøy \"x\"");
    json_add_string(root, "none", NULL);
    cJSON *list = json_add_list(root, "list");
    json_add_int(json_push_object(list), "i", 1);
    json_add_int(json_push_object(list), "i", 2);
    json_add_int(json_add_object(root, "object"), "i", 3);
    char *printed = json_print(root, false);
    assert_string_equal(printed,
                        "{\"n\":-42,\"yes\":true,\"no\":false,"
                        "\"name\":\"Hamarøy \\\"x\\\"\",\"none\":null,"
                        "\"list\":[{\"i\":1},{\"i\":2}],\"object\":{\"i\":3}}");
    struct json_doc doc;
    parse_good(&doc, printed);
    assert_true(cJSON_Compare(doc.root, root, true));
    json_doc_release(&doc);
    free(printed);
    cJSON_Delete(root);
}

static void integers_of_all_64_bits_are_written_exactly(void **state)
{
    (void)state;
    static const struct {
        int64_t value;
        const char *digits;
    } ROWS[] = {
        {0, "{\"n\":0}"},
        {INT32_MIN, "{\"n\":-2147483648}"},
        {999999999999999, "{\"n\":999999999999999}"},
        {1000000000000001, "{\"n\":1000000000000001}"},
        {9007199254740991, "{\"n\":9007199254740991}"},
        {-9007199254740991, "{\"n\":-9007199254740991}"},
        {9007199254740993, "{\"n\":9007199254740993}"},
        {INT64_MAX, "{\"n\":9223372036854775807}"},
        {INT64_MIN, "{\"n\":-9223372036854775808}"},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        cJSON *root = cJSON_CreateObject();
        json_add_int(root, "n", ROWS[i].value);
        char *printed = json_print(root, false);
        expect_text("integer", printed, ROWS[i].digits);
        free(printed);
        cJSON_Delete(root);
    }
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(documents_are_refused_with_file_and_line),
        cmocka_unit_test(zero_bytes_are_refused_inside_and_behind),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(many_keys_are_checked_quickly),
        cmocka_unit_test(a_copy_is_parsed),
        cmocka_unit_test(files_are_parsed_within_a_limit),
        cmocka_unit_test(a_fault_names_file_line_and_path),
        cmocka_unit_test(hostile_keys_keep_the_message_short_and_clean),
        cmocka_unit_test(nodes_are_told_in_words),
        cmocka_unit_test(whole_numbers_are_exact_and_in_range),
        cmocka_unit_test(fields_are_read_by_type_or_refused_by_place),
        cmocka_unit_test(results_are_what_the_field_says),
        cmocka_unit_test(what_is_built_reads_back),
        cmocka_unit_test(integers_of_all_64_bits_are_written_exactly),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
