/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_record.c - the tables hold together, and values go in and out. */
#include "tests/model/expect.h"

#include "base/text.h"
#include "model/limits.h"
#include "model/record.h"

/* ---- the tables ---------------------------------------------------------- */

typedef void field_test(const struct record_table *table,
                        const struct field *field);

static void each_field_of(const struct record_table *table, field_test *test)
{
    for (int32_t i = 0; i < table->n_fields; i++) {
        test(table, &table->fields[i]);
        if (table->fields[i].items) {
            each_field_of(table->fields[i].items, test);
        }
    }
}

static void each_field(field_test *test)
{
    for (int kind = 0; kind < RECORD_KINDS; kind++) {
        each_field_of(RECORD_TABLES[kind], test);
    }
    each_field_of(&COOP_TABLE, test);
}

static bool is_list(const struct field *field)
{
    return field->type == FIELD_REF_LIST || field->type == FIELD_DATE_LIST ||
           field->type == FIELD_CLOCK_LIST || field->type == FIELD_RECORD_LIST;
}

static void check_shape(const struct record_table *table,
                        const struct field *field)
{
    char row[120];
    snprintf(row, sizeof row, "%s.%s", table->name, field->key);
    expect_int(row, field->max > 0, is_list(field));
    expect_int(row, field->names != NULL, field->type == FIELD_ENUM);
    expect_int(row, field->items != NULL, field->type == FIELD_RECORD_LIST);
    expect_int(row, field->offset < table->size, true);
    expect_int(row, field->help && field->help[0], true);
    expect_int(row, field->required && field->fallback, false);
    expect_int(row, field_find(table, field->key),
               field - table->fields); /* the key is there once */
}

static void every_field_has_what_its_type_needs(void **state)
{
    (void)state;
    each_field(check_shape);
}

/* Items are joined by ";" and "|", which a free text could hold. */
static void check_item_types(const struct record_table *table,
                             const struct field *field)
{
    for (int32_t i = 0; field->items && i < field->items->n_fields; i++) {
        expect_int(table->name, field->items->fields[i].type == FIELD_TEXT,
                   false);
    }
}

static void no_item_of_a_list_holds_free_text(void **state)
{
    (void)state;
    each_field(check_item_types);
}

static void check_default(const struct record_table *table,
                          const struct field *field)
{
    struct arena *arena = arena_new();
    void *record = arena_alloc(arena, table->size);
    struct error err = {0};
    struct text words;
    text_init(&words, 1000);
    enum status status = field_default(field, record, arena, &err);
    expect_int(field->key, status, field->required ? STATUS_INPUT : STATUS_OK);
    if (status == STATUS_OK) {
        field_write(field, record, &words);
        expect_text(field->key, text_cstr(&words),
                    field->fallback ? field->fallback : "");
        expect_int(field->key, field_is_default(field, record), true);
    }
    text_release(&words);
    arena_free(arena);
}

static void every_default_is_written_as_it_is_read(void **state)
{
    (void)state;
    each_field(check_default);
}

static void every_kind_begins_with_its_id_and_has_a_limit(void **state)
{
    (void)state;
    for (int kind = 0; kind < RECORD_KINDS; kind++) {
        const struct record_table *table = RECORD_TABLES[kind];
        expect_int(table->name, table->fields[0].type, FIELD_ID);
        expect_text(table->name, table->fields[0].key, "id");
        expect_int(table->name, table->max > 0, true);
        expect_int(table->name, table->size > sizeof(struct origin), true);
    }
}

static const struct field *field_of(enum record_kind kind, const char *key)
{
    int32_t ix = field_find(RECORD_TABLES[kind], key);
    assert_int_not_equal(ix, NONE);
    return &RECORD_TABLES[kind]->fields[ix];
}

static void names_of_choices_match_their_enums(void **state)
{
    (void)state;
    static const struct {
        enum record_kind kind;
        const char *key;
        int32_t count;
        const char *last;
    } ROWS[] = {
        {RECORD_MEMBER, "kind", MEMBER_PARTNER + 1, "partner"},
        {RECORD_LOCAL_DAY, "effect", LOCAL_MIN_COVER + 1, "min-cover"},
        {RECORD_DISRUPTION, "status", LINK_DOWN + 1, "down"},
        {RECORD_STAFF, "shift_class", CLASS_CONTINUOUS + 1, "continuous"},
        {RECORD_STAFF, "sunday_basis", SUNDAY_AVERAGED26 + 1, "averaged26"},
        {RECORD_ABSENCE, "kind", ABSENCE_KINDS, "away"},
        {RECORD_SHIFT_TYPE, "kind", SHIFT_KINDS, "leave"},
        {RECORD_DEMAND, "holiday", HOLIDAY_RED + 1, "red"},
        {RECORD_DEMAND, "parity", PARITY_EVEN + 1, "even"},
        {RECORD_DEMAND, "per", PER_WEEK + 1, "week"},
        {RECORD_DEMAND, "modality", MODE_VIDEO + 1, "video"},
        {RECORD_ACTIVITY, "recurrence", RECUR_FLOATING + 1, "floating"},
        {RECORD_ACTIVITY, "cancellable", CANCEL_BELOW_MINIMUM + 1,
         "below-minimum"},
        {RECORD_EXCLUSION, "degree", EXCLUDE_AVOID + 1, "avoid"},
        {RECORD_WISH, "kind", WISH_NOT_DUTY + 1, "not-duty"},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        const struct field *field = field_of(ROWS[i].kind, ROWS[i].key);
        int32_t n = 0;
        while (field->names[n]) {
            n++;
        }
        expect_int(ROWS[i].key, n, ROWS[i].count);
        expect_text(ROWS[i].key, field->names[n - 1], ROWS[i].last);
        expect_int(ROWS[i].key, names_find(field->names, ROWS[i].last), n - 1);
    }
    assert_int_equal(names_find(field_of(RECORD_WISH, "kind")->names, "Off"),
                     NONE);
}

/* ---- values -------------------------------------------------------------- */

/* `wanted` is the value written back, or "! fragment" of a refusal. */
struct value_row {
    enum record_kind kind;
    const char *key, *text, *wanted;
};

static void check_value(const struct value_row *row)
{
    struct arena *arena = arena_new();
    const struct field *field = field_of(row->kind, row->key);
    void *record = arena_alloc(arena, RECORD_TABLES[row->kind]->size);
    struct error err = {0};
    char label[200];
    snprintf(label, sizeof label, "%s '%s'", row->key, row->text);
    enum status status = field_read(field, row->text, record, arena, &err);
    if (row->wanted[0] == '!') {
        expect_int(label, status, STATUS_INPUT);
        expect_words(label, err.text, row->wanted + 2);
    } else {
        struct text words;
        text_init(&words, MAX_FILE_BYTES);
        expect_text(label, err.text, "");
        field_write(field, record, &words);
        expect_text(label, text_cstr(&words), row->wanted);
        text_release(&words);
    }
    arena_free(arena);
}

static void check_values(const struct value_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        check_value(&rows[i]);
    }
}

#define EIGHTY                                                                 \
    "12345678901234567890123456789012345678901234567890123456789012345678"     \
    "901234567890"

static void ids_and_texts_are_plain_and_short(void **state)
{
    (void)state;
    static const struct value_row ROWS[] = {
        {RECORD_STAFF, "id", "kari", "kari"},
        {RECORD_STAFF, "id", "K7-M3Q9", "K7-M3Q9"},
        {RECORD_STAFF, "id", "a_b.c", "a_b.c"},
        {RECORD_STAFF, "id", "", "! found nothing"},
        {RECORD_STAFF, "id", "kari o", "! found 'kari o'"},
        {RECORD_STAFF, "id", "kåre", "! letters a-z"},
        {RECORD_STAFF, "id", "a@2027-01-01", "! expected an id"},
        {RECORD_STAFF, "id", "-x", "! expected an id"},
        {RECORD_STAFF, "id", "../etc/passwd", "! expected an id"},
        {RECORD_STAFF, "id", "=cmd", "! expected an id"},
        {RECORD_STAFF, "id",
         "1234567890123456789012345678901234567890123456789",
         "! an id of 1 to 48"},
        {RECORD_STAFF, "name", "Kåre Ås", "Kåre Ås"},
        {RECORD_STAFF, "name", EIGHTY, EIGHTY},
        {RECORD_STAFF, "name", EIGHTY "1", "! 1 to 80 characters, found 81"},
        {RECORD_STAFF, "name", "", "! 1 to 80 characters, found 0"},
        {RECORD_STAFF, "name", "a\tb", "! found a control character"},
        {RECORD_STAFF, "name", "a\x7f", "! found a control character"},
        {RECORD_STAFF, "name",
         "a\xc2\x85"
         "b",
         "! found a control character"},
        {RECORD_STAFF, "name",
         "a\xc2\xa0"
         "b",
         "a\xc2\xa0"
         "b"},
        {RECORD_STAFF, "name", "a\xff", "! broken UTF-8"},
        {RECORD_STAFF, "name",
         "a\xe2\x80\xae"
         "b",
         "! control character"},
        {RECORD_STAFF, "name",
         "a\xe2\x81\xa6"
         "b",
         "! control character"},
        {RECORD_STAFF, "name", "\xe2\x80\x93", "\xe2\x80\x93"},
        {RECORD_STAFF, "member", "vega", "vega"},
        {RECORD_STAFF, "member", "", "! found nothing"},
        {RECORD_STAFF, "base", "", ""},
        {RECORD_STAFF, "base", "ho me", "! expected an id"},
    };
    check_values(ROWS, COUNT_OF(ROWS));
}

static void numbers_and_choices_are_read_strictly(void **state)
{
    (void)state;
    static const struct value_row ROWS[] = {
        {RECORD_STAFF, "position_pct", "0", "0"},
        {RECORD_STAFF, "position_pct", "100", "100"},
        {RECORD_STAFF, "position_pct", "101", "! whole number 0 to 100, found"},
        {RECORD_STAFF, "position_pct", "-1", "! found '-1'"},
        {RECORD_STAFF, "position_pct", "50.5", "! found '50.5'"},
        {RECORD_STAFF, "position_pct", "5 ", "! found '5 '"},
        {RECORD_STAFF, "position_pct", "", "! found nothing"},
        {RECORD_STAFF, "position_pct", "-", "! found '-'"},
        {RECORD_STAFF, "position_pct", "1e2", "! found '1e2'"},
        {RECORD_STAFF, "position_pct", "99999999999999999999", "! found '9999"},
        {RECORD_STAFF, "aml_exempt", "true", "true"},
        {RECORD_STAFF, "aml_exempt", "false", "false"},
        {RECORD_STAFF, "aml_exempt", "TRUE", "! true or false, found 'TRUE'"},
        {RECORD_STAFF, "aml_exempt", "1", "! true or false"},
        {RECORD_STAFF, "sunday_basis", "averaged26", "averaged26"},
        {RECORD_STAFF, "sunday_basis", "weekly",
         "! expected next-off or averaged26, found 'weekly'"},
        {RECORD_ABSENCE, "kind", "ferie", "! holiday, sick-self, sick-note"},
        {RECORD_STAFF, "week_norm", "37.5", "37.5"},
        {RECORD_STAFF, "week_norm", "33.600", "33.6"},
        {RECORD_STAFF, "week_norm", "35", "35"},
        {RECORD_STAFF, "week_norm", "40.5", "! hours from 1.00 to 40.00"},
        {RECORD_STAFF, "week_norm", "37,5", "! found '37,5'"},
        {RECORD_SHIFT_TYPE, "factor", "1/7", "1/7"},
        {RECORD_SHIFT_TYPE, "factor", "0", "0"},
        {RECORD_SHIFT_TYPE, "factor", "7/6", "! from 0 to 1"},
        {RECORD_SHIFT_TYPE, "factor", "1/8", "! divides 420"},
    };
    check_values(ROWS, COUNT_OF(ROWS));
}

static void days_and_times_are_read_strictly(void **state)
{
    (void)state;
    static const struct value_row ROWS[] = {
        {RECORD_STAFF, "from", "2027-03-28", "2027-03-28"},
        {RECORD_STAFF, "from", "2027-02-29", "! a date that exists"},
        {RECORD_STAFF, "from", "1969-12-31", "! 1970-01-01 to 2199-12-31"},
        {RECORD_STAFF, "from", "2200-01-01", "! 1970-01-01 to 2199-12-31"},
        {RECORD_STAFF, "from", "28.03.2027", "! YYYY-MM-DD"},
        {RECORD_SHIFT_TYPE, "start", "00:00", "00:00"},
        {RECORD_SHIFT_TYPE, "start", "23:59", "23:59"},
        {RECORD_SHIFT_TYPE, "start", "24:00", "! from 00:00 to 23:59"},
        {RECORD_SHIFT_TYPE, "start", "8:00", "! found '8:00'"},
        {RECORD_SHIFT_TYPE, "start", "25:00", "! found '25:00'"},
        {RECORD_SHIFT_TYPE, "end", "24:00", "24:00"},
        {RECORD_SHIFT_TYPE, "end", "00:00+1", "24:00"},
        {RECORD_SHIFT_TYPE, "end", "08:00+1", "08:00+1"},
        {RECORD_SHIFT_TYPE, "end", "13:00+1", "13:00+1"},
        {RECORD_SHIFT_TYPE, "end", "13:01+1", "! to 13:00+1, found '13:01+1'"},
        {RECORD_SHIFT_TYPE, "end", "08:00+2", "! found '08:00+2'"},
        {RECORD_SHIFT_TYPE, "end", "00:00", "! from 00:01"},
        {RECORD_DEMAND, "weekdays", "mon-fri", "mon-fri"},
        {RECORD_DEMAND, "weekdays", "mon,tue,wed", "mon-wed"},
        {RECORD_DEMAND, "weekdays", "sat,sun", "sat-sun"},
        {RECORD_DEMAND, "weekdays", "mon,wed-thu,sun", "mon,wed-thu,sun"},
        {RECORD_DEMAND, "weekdays", "mandag", "! found 'mandag'"},
        {RECORD_DEMAND, "weekdays", "", "! expected weekdays"},
        {RECORD_DEMAND, "weekdays", "fri-mon", "! expected weekdays"},
        {RECORD_DEMAND, "weekdays", "mon-mon", "! expected weekdays"},
        {RECORD_DEMAND, "weekdays", "mon,mon", "! expected weekdays"},
        {RECORD_DEMAND, "weekdays", "mon-wed,tue", "! expected weekdays"},
        {RECORD_DEMAND, "weekdays", "mon,", "! expected weekdays"},
        {RECORD_DEMAND, "weekdays", "mon-", "! expected weekdays"},
        {RECORD_DEMAND, "weekdays", "mo", "! expected weekdays"},
        {RECORD_DEMAND, "weekdays", "Mon", "! expected weekdays"},
    };
    check_values(ROWS, COUNT_OF(ROWS));
}

static void lists_are_read_item_by_item(void **state)
{
    (void)state;
    static const struct value_row ROWS[] = {
        {RECORD_DEMAND, "competences", "", ""},
        {RECORD_DEMAND, "competences", "rph|fact", "rph|fact"},
        {RECORD_DEMAND, "competences", "rph||fact", "! expected an id"},
        {RECORD_ACTIVITY, "dates", "2027-01-11|2027-02-11",
         "2027-01-11|2027-02-11"},
        {RECORD_ACTIVITY, "dates", "2027-01-11|x", "! found 'x'"},
        {RECORD_STAFF, "competences", "rph;2020-01-01;2020-12-31|fact",
         "rph;2020-01-01;2020-12-31|fact"},
        {RECORD_STAFF, "competences", "rph;;2020-12-31", "rph;;2020-12-31"},
        {RECORD_STAFF, "competences", "rph;;;x", "! no more fields"},
        {RECORD_STAFF, "competences", "rph;1970-01-01;2199-12-31", "rph"},
        {RECORD_STAFF, "competences", ";2020-01-01",
         "! competence: expected a value"},
        {RECORD_STAFF, "services", "team;50|rest;200", "! pct: expected a"},
        {RECORD_STAFF, "services", "team", "! pct: expected a value"},
        {RECORD_MEMBER, "opening", "mon-thu;08:00;15:30|;08:00;15:00",
         "mon-thu;08:00;15:30|;08:00;15:00"},
        {RECORD_FERRY, "timetables", "weekday;06:00,07:30|sunday;10:00",
         "weekday;06:00,07:30|sunday;10:00"},
        {RECORD_FERRY, "timetables", "weekday;06:00,06:00",
         "! a time after 06:00, found '06:00'"},
        {RECORD_FERRY, "timetables", "weekday;06:00,05:00", "! after 06:00"},
    };
    check_values(ROWS, COUNT_OF(ROWS));
}

static void lists_have_a_maximum(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text words;
    struct demand demand = {0};
    struct error err = {0};
    const struct field *field = field_of(RECORD_DEMAND, "competences");
    text_init(&words, MAX_FILE_BYTES);
    for (int i = 0; i < MAX_REFS; i++) {
        text_printf(&words, "%sc%d", i ? "|" : "", i);
    }
    assert_int_equal(field_read(field, text_cstr(&words), &demand, arena, &err),
                     STATUS_OK);
    assert_int_equal(demand.competences.n, MAX_REFS);
    assert_string_equal(demand.competences.at[MAX_REFS - 1].id, "c99");
    assert_int_equal(demand.competences.at[0].ix, NONE);
    text_str(&words, "|more");
    assert_int_equal(field_read(field, text_cstr(&words), &demand, arena, &err),
                     STATUS_INPUT);
    expect_words("too many", err.text, "at most 100 items");
    text_release(&words);
    arena_free(arena);
}

static void every_set_of_weekdays_is_read_back(void **state)
{
    (void)state;
    for (int mask = 1; mask <= EVERY_DAY; mask++) {
        char words[WEEKDAYS_TEXT];
        weekday_mask back = 0;
        weekdays_format((weekday_mask)mask, words);
        assert_int_equal(weekdays_parse(words, &back, NULL), STATUS_OK);
        expect_int(words, back, mask);
    }
}

/* ---- records ------------------------------------------------------------- */

static void a_new_record_has_its_defaults(void **state)
{
    (void)state;
    struct coop *coop = coop_new();
    const struct staff *staff = record_add(coop, RECORD_STAFF);
    assert_int_equal(staff->position_pct, 100);
    assert_int_equal(staff->week_norm, 945000); /* 37.5 h */
    assert_int_equal(staff->from, DATE_MIN);
    assert_int_equal(staff->to, DATE_MAX);
    assert_int_equal(staff->base.ix, NONE);
    assert_int_equal(staff->member.ix, NONE);
    assert_null(staff->id);
    const struct demand *demand = record_add(coop, RECORD_DEMAND);
    assert_int_equal(demand->weekdays, EVERY_DAY);
    assert_int_equal(demand->low, 1);
    coop_free(coop);
}

static void records_keep_their_place_as_the_list_grows(void **state)
{
    (void)state;
    struct coop *coop = coop_new();
    for (int i = 0; i < 1000; i++) {
        struct absence *absence = record_add(coop, RECORD_ABSENCE);
        absence->id = arena_printf(coop->arena, "a%d", i);
        absence->grade = i % 100 + 1;
    }
    assert_int_equal(record_count(coop, RECORD_ABSENCE), 1000);
    assert_int_equal(record_count(coop, RECORD_STAFF), 0);
    assert_int_equal(record_find(coop, RECORD_ABSENCE, "a777"), 777);
    assert_int_equal(record_find(coop, RECORD_ABSENCE, "a1000"), NONE);
    assert_int_equal(coop->absences.at[777].grade, 78);
    assert_string_equal(
        record_id(RECORD_ABSENCE, record_at(coop, RECORD_ABSENCE, 3)), "a3");
    coop_free(coop);
}

static void values_at_their_default_are_known(void **state)
{
    (void)state;
    struct coop *coop = coop_new();
    struct staff *staff = record_add(coop, RECORD_STAFF);
    static const char *const KEYS[] = {"position_pct", "week_norm",
                                       "from",         "base",
                                       "competences",  "aml_exempt"};
    for (size_t i = 0; i < COUNT_OF(KEYS); i++) {
        expect_int(KEYS[i],
                   field_is_default(field_of(RECORD_STAFF, KEYS[i]), staff),
                   true);
    }
    staff->position_pct = 80;
    staff->week_norm += 1;
    staff->from = 1;
    staff->base.id = "x";
    staff->aml_exempt = true;
    field_item_add(field_of(RECORD_STAFF, "competences"), staff, coop->arena);
    for (size_t i = 0; i < COUNT_OF(KEYS); i++) {
        if (strcmp(KEYS[i], "week_norm") != 0) { /* below what is written */
            expect_int(KEYS[i],
                       field_is_default(field_of(RECORD_STAFF, KEYS[i]), staff),
                       false);
        }
    }
    /* A required field is always written. */
    staff->id = "";
    assert_false(field_is_default(field_of(RECORD_STAFF, "id"), staff));
    coop_free(coop);
}

static void one_more_item_can_be_added(void **state)
{
    (void)state;
    struct coop *coop = coop_new();
    struct staff *staff = record_add(coop, RECORD_STAFF);
    struct error err = {0};
    const struct field *held = field_of(RECORD_STAFF, "competences");
    assert_int_equal(
        field_read_item(held, "rph;2020-01-01", staff, coop->arena, &err),
        STATUS_OK);
    assert_int_equal(field_read_item(held, "fact", staff, coop->arena, &err),
                     STATUS_OK);
    assert_int_equal(field_item_count(held, staff), 2);
    const struct held_competence *first = field_item_at(held, staff, 0);
    assert_string_equal(first->competence.id, "rph");
    assert_int_equal(first->from, date_of(2020, 1, 1));
    assert_int_equal(first->to, DATE_MAX);
    coop_free(coop);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(every_field_has_what_its_type_needs),
        cmocka_unit_test(no_item_of_a_list_holds_free_text),
        cmocka_unit_test(every_default_is_written_as_it_is_read),
        cmocka_unit_test(every_kind_begins_with_its_id_and_has_a_limit),
        cmocka_unit_test(names_of_choices_match_their_enums),
        cmocka_unit_test(ids_and_texts_are_plain_and_short),
        cmocka_unit_test(numbers_and_choices_are_read_strictly),
        cmocka_unit_test(days_and_times_are_read_strictly),
        cmocka_unit_test(lists_are_read_item_by_item),
        cmocka_unit_test(lists_have_a_maximum),
        cmocka_unit_test(every_set_of_weekdays_is_read_back),
        cmocka_unit_test(a_new_record_has_its_defaults),
        cmocka_unit_test(records_keep_their_place_as_the_list_grows),
        cmocka_unit_test(values_at_their_default_are_known),
        cmocka_unit_test(one_more_item_can_be_added),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
