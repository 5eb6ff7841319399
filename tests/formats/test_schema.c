/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_schema.c - the published descriptions of the input are those of the
 * tables. With SAMVAKT_UPDATE set they are written anew instead. */
#include "exporters/coop_schema.h"
#include "tests/importers/scratch.h"

#include "base/json.h"
#include "model/record.h"

enum { DOC_MAX = 1 << 20 };

static void check_doc(const char *name, void (*write)(struct text *))
{
    const char *source = getenv("SAMVAKT_SOURCE");
    char path[256], *bytes = NULL;
    size_t length = 0;
    struct text words;
    struct error err = {0};
    text_init(&words, DOC_MAX);
    write(&words);
    assert_false(words.overflow);
    snprintf(path, sizeof path, "%.180s/docs/%s", source ? source : ".", name);
    if (getenv("SAMVAKT_UPDATE")) {
        expect_int(path, file_write(path, words.bytes, words.length, &err),
                   STATUS_OK);
    }
    expect_int(path, file_read(path, DOC_MAX, &bytes, &length, &err),
               STATUS_OK);
    if (strcmp(bytes, text_cstr(&words)) != 0) {
        fail_msg("%s is not what the tables say; run this test with "
                 "SAMVAKT_UPDATE=1",
                 path);
    }
    free(bytes);
    text_release(&words);
}

static void the_documents_are_those_of_the_tables(void **state)
{
    (void)state;
    check_doc("cooperation.schema.json", coop_schema_json);
    check_doc("formats-fields.md", coop_schema_markdown);
}

static const cJSON *at(const cJSON *node, const char *key)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(node, key);
    if (!found) {
        fail_msg("no '%s'", key);
    }
    return found;
}

static void the_schema_knows_every_field(void **state)
{
    (void)state;
    struct text words;
    struct json_doc doc;
    struct error err = {0};
    text_init(&words, DOC_MAX);
    coop_schema_json(&words);
    assert_int_equal(
        json_parse(&doc, "schema", words.bytes, words.length, &err), STATUS_OK);
    const cJSON *properties = at(doc.root, "properties");
    for (enum record_kind kind = 0; kind < RECORD_KINDS; kind++) {
        const struct record_table *table = RECORD_TABLES[kind];
        const cJSON *items = at(at(properties, table->name), "items");
        for (int32_t i = 0; i < table->n_fields; i++) {
            at(at(items, "properties"), table->fields[i].key);
        }
        assert_true(cJSON_IsFalse(at(items, "additionalProperties")));
    }
    const cJSON *pct =
        at(at(at(at(at(properties, "staff"), "items"), "properties"),
              "position_pct"),
           "maximum");
    assert_int_equal(json_int(pct), 100);
    json_doc_release(&doc);
    text_release(&words);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(the_documents_are_those_of_the_tables),
        cmocka_unit_test(the_schema_knows_every_field),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
