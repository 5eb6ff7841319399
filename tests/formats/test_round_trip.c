/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_round_trip.c - what is written is read back as the same co-operation,
 * from JSON and CSV alike. */
#include "exporters/coop_json.h"
#include "importers/importer.h"
#include "model/limits.h"
#include "model/record.h"
#include "tests/importers/scratch.h"

static const char *const EXAMPLES[] = {"first-steps", "nord-salten",
                                       "sor-helgeland"};

static char *example_path(const char *name, char out[256])
{
    const char *source = getenv("SAMVAKT_SOURCE");
    snprintf(out, 256, "%.180s/examples/%s", source ? source : ".", name);
    return out;
}

static struct coop *import_or_fail(const char *path)
{
    struct coop *coop = NULL;
    struct error err = {0};
    if (import_folder(path, &coop, &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
    return coop;
}

static char *json_of(const struct coop *coop)
{
    struct text words;
    text_init(&words, 4 * MAX_FILE_BYTES);
    coop_write_json(coop, &words);
    assert_false(words.overflow);
    return text_take(&words);
}

static void json_written_is_read_as_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(EXAMPLES); i++) {
        struct scratch scratch = scratch_new();
        char path[256];
        struct coop *first = import_or_fail(example_path(EXAMPLES[i], path));
        char *words = json_of(first);
        scratch_put(&scratch, "all.json", words);
        struct coop *second =
            import_or_fail(scratch_path(&scratch, "all.json", path));
        char *again = json_of(second);
        expect_text(EXAMPLES[i], again, words);
        for (enum record_kind kind = 0; kind < RECORD_KINDS; kind++) {
            expect_int(RECORD_TABLES[kind]->name, record_count(second, kind),
                       record_count(first, kind));
        }
        free(words);
        free(again);
        coop_free(first);
        coop_free(second);
        scratch_free(&scratch);
    }
}

static void put_csv(const struct scratch *scratch, const struct coop *coop,
                    enum record_kind kind)
{
    const struct record_table *table = RECORD_TABLES[kind];
    struct text words, cell;
    char name[60];
    text_init(&words, MAX_FILE_BYTES);
    text_init(&cell, MAX_FILE_BYTES);
    for (int32_t ix = -1; ix < record_count(coop, kind); ix++) {
        for (int32_t i = 0; i < table->n_fields; i++) {
            text_clear(&cell);
            if (ix < 0) {
                text_str(&cell, table->fields[i].key);
            } else {
                field_write(&table->fields[i], record_at(coop, kind, ix),
                            &cell);
            }
            text_str(&words, i ? "," : "");
            text_csv(&words, text_cstr(&cell));
        }
        text_str(&words, "\r\n");
    }
    snprintf(name, sizeof name, "%s.csv", table->name);
    scratch_bytes(scratch, name, words.bytes, words.length);
    text_release(&words);
    text_release(&cell);
}

static void csv_written_is_read_as_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(EXAMPLES); i++) {
        struct scratch scratch = scratch_new();
        char path[256], head[400];
        struct coop *first = import_or_fail(example_path(EXAMPLES[i], path));
        snprintf(head, sizeof head, "key,value\nid,%s\nname,%s\nprofile,%s\n",
                 first->id, first->name, first->profile_name);
        scratch_put(&scratch, "cooperation.csv", head);
        for (enum record_kind kind = 0; kind < RECORD_KINDS; kind++) {
            put_csv(&scratch, first, kind);
        }
        struct coop *second = import_or_fail(scratch.path);
        char *words = json_of(first), *again = json_of(second);
        expect_text(EXAMPLES[i], again, words);
        free(words);
        free(again);
        coop_free(first);
        coop_free(second);
        scratch_free(&scratch);
    }
}

/* Every field of every kind away from its default, so that none is forgotten.
 */
static void set_field(const struct field *field, void *record,
                      struct arena *arena)
{
    static const char *const VALUES[FIELD_TYPES] = {
        [FIELD_ID] = "x1",
        [FIELD_TEXT] = "Åse | \"x\"; y",
        [FIELD_REF] = "x1",
        [FIELD_INT] = "7",
        [FIELD_DATE] = "2027-03-28",
        [FIELD_CLOCK] = "09:30",
        [FIELD_RATIO] = "1/5",
        [FIELD_HOURS] = "35.5",
        [FIELD_WEEKDAYS] = "tue,sat",
        [FIELD_REF_LIST] = "x1|x2",
        [FIELD_DATE_LIST] = "2027-01-01|2027-01-03",
        [FIELD_CLOCK_LIST] = "06:00|07:30"};
    char number[20];
    const char *value = VALUES[field->type];
    struct error err = {0};
    if (field->type == FIELD_RECORD_LIST) {
        void *item = field_item_add(field, record, arena);
        for (int32_t i = 0; i < field->items->n_fields; i++) {
            set_field(&field->items->fields[i], item, arena);
        }
        return;
    }
    if (field->type == FIELD_ENUM) {
        bool second =
            !field->fallback || strcmp(field->fallback, field->names[1]) != 0;
        value = field->names[second];
    } else if (field->type == FIELD_BOOL) {
        value = strcmp(field->fallback, "true") == 0 ? "false" : "true";
    } else if (field->type == FIELD_INT) {
        snprintf(number, sizeof number, "%" PRId64, field->high);
        if (field->fallback && strcmp(field->fallback, number) == 0) {
            snprintf(number, sizeof number, "%" PRId64, field->low);
        }
        value = number;
    } else if (field->type == FIELD_TEXT && field->high < 20) {
        value = "1813";
    }
    if (field_read(field, value, record, arena, &err) != STATUS_OK) {
        fail_msg("%s: %s", field->key, err.text);
    }
}

static void every_field_survives(void **state)
{
    (void)state;
    struct scratch scratch = scratch_new();
    struct coop *first = coop_new(), *second = coop_new();
    struct error err = {0};
    struct faults faults = {0};
    char path[256];
    first->id = "t";
    first->name = "T";
    first->profile_name = "no_aml";
    for (enum record_kind kind = 0; kind < RECORD_KINDS; kind++) {
        const struct record_table *table = RECORD_TABLES[kind];
        void *record = record_add(first, kind);
        for (int32_t i = 0; i < table->n_fields; i++) {
            set_field(&table->fields[i], record, first->arena);
            expect_int(table->fields[i].key,
                       field_is_default(&table->fields[i], record), false);
        }
    }
    char *words = json_of(first);
    scratch_put(&scratch, "all.json", words);
    const struct importer *importer =
        importer_for(scratch_path(&scratch, "all.json", path));
    expect_int("read", importer->read(path, second, &faults, &err), STATUS_OK);
    expect_text("faults", faults.n ? faults.at[0].text : "", "");
    char *again = json_of(second);
    expect_text("again", again, words);
    free(words);
    free(again);
    coop_free(first);
    coop_free(second);
    scratch_free(&scratch);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(json_written_is_read_as_the_same),
        cmocka_unit_test(csv_written_is_read_as_the_same),
        cmocka_unit_test(every_field_survives),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
