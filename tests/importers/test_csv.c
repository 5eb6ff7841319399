/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_csv.c - cells out of CSV text, and what spreadsheets make of values. */
#include "importers/csv.h"
#include "importers/csv_cell.h"
#include "tests/model/expect.h"

/* Rows are joined by "/", cells by "|", each row led by its line. */
static void read_all(const char *bytes, size_t length, char out[500],
                     struct error *err)
{
    struct csv csv;
    struct csv_row row;
    bool more = true;
    size_t used = 0;
    out[0] = '\0';
    enum status status = csv_open(&csv, "x.csv", bytes, length, err);
    while (status == STATUS_OK) {
        status = csv_next(&csv, &row, &more, err);
        if (status != STATUS_OK || !more) {
            break;
        }
        used += (size_t)snprintf(out + used, 500 - used,
                                 "%s%d:", used ? "/" : "", row.line);
        for (int32_t i = 0; i < row.n; i++) {
            used += (size_t)snprintf(out + used, 500 - used, "%s%s",
                                     i ? "|" : "", row.cells[i]);
        }
    }
    csv_release(&csv);
}

static void rows_are_cut_into_cells(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *rows;
    } ROWS[] = {
        {"a,b\n1,2\n", "1:a|b/2:1|2"},
        {"a,b\r\n1,2\r\n", "1:a|b/2:1|2"},
        {"a,b\n1,2", "1:a|b/2:1|2"},
        {"a;b\n1,5;2", "1:a|b/2:1,5|2"},
        {"a,b;c\n1,2,3", "1:a|b;c/2:1|2|3"}, /* equal: comma */
        {"\"a;b;c\",d\n1,2", "1:a;b;c|d/2:1|2"},
        {"\xef\xbb\xbf"
         "a,b\n",
         "1:a|b"},
        {"a,b\n\n,\n 1 , 2 \n", "1:a|b/4:1|2"},
        {"a,b\n\"x,y\",\"z\"\n", "1:a|b/2:x,y|z"},
        {"a,b\n\"say \"\"hei\"\"\",2\n", "1:a|b/2:say \"hei\"|2"},
        {"a,b\n\"\"\"\",\"\"\n", "1:a|b/2:\"|"},
        {"a,b\n\"two\nlines\",2\n3,4\n", "1:a|b/2:two\nlines|2/4:3|4"},
        {"a,b\n\" x \" ,2\n", "1:a|b/2: x |2"},
        {"a,b\n,2\n", "1:a|b/2:|2"},
        {"a,b\n1,\n", "1:a|b/2:1|"},
        {"", ""},
        {"\n\n", ""},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        char rows[500];
        struct error err = {0};
        read_all(ROWS[i].bytes, strlen(ROWS[i].bytes), rows, &err);
        expect_text(ROWS[i].bytes, err.text, "");
        expect_text(ROWS[i].bytes, rows, ROWS[i].rows);
    }
}

static void broken_text_is_refused_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length; /* 0: as a string */
        const char *fault;
    } ROWS[] = {
        {"a,b\n\"x,y\n1,2\n", 0,
         "x.csv:2: expected a closing quote for the one opened here"},
        {"a,b\n\"x\"y,2\n", 0, "x.csv:2: expected a separator or the end"},
        {"a,b\nx\"y,2\n", 0, "x.csv:2: expected no quote inside"},
        {"a,b\n1\r2,3\n", 0, "x.csv:2: expected lines ended by LF or CRLF"},
        {"a,b\n1,\xff\n", 0, "x.csv:2: expected UTF-8, found the byte 0xff"},
        {"a,b\n1,\0\n", 8, "x.csv:2: expected UTF-8, found the byte 0x00"},
        {"\xff\xfe"
         "a\0,\0",
         6, "x.csv:1: expected UTF-8, found UTF-16"},
        {"\xfe\xff\0a", 4, "found UTF-16"},
        {"a\0,\0b\0", 6, "found UTF-16"},
        {"1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,"
         "1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,"
         "1,2,3,4,5",
         0, "x.csv:1: expected at most 64 cells"},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        char rows[500];
        struct error err = {0};
        read_all(ROWS[i].bytes,
                 ROWS[i].length ? ROWS[i].length : strlen(ROWS[i].bytes), rows,
                 &err);
        expect_words(ROWS[i].fault, err.text, ROWS[i].fault);
        assert_int_equal(err.status, STATUS_INPUT);
    }
}

static void values_of_spreadsheets_are_put_back(void **state)
{
    (void)state;
    static const struct {
        enum field_type type;
        const char *cell, *value;
    } ROWS[] = {
        {FIELD_HOURS, "37,5", "37.5"},
        {FIELD_HOURS, "37.5", "37.5"},
        {FIELD_HOURS, "1.037,5", "1.037,5"},
        {FIELD_BOOL, "TRUE", "true"},
        {FIELD_BOOL, "SANN", "true"},
        {FIELD_BOOL, "Ja", "true"},
        {FIELD_BOOL, "1", "true"},
        {FIELD_BOOL, "USANN", "false"},
        {FIELD_BOOL, "nei", "false"},
        {FIELD_BOOL, "0", "false"},
        {FIELD_BOOL, "maybe", "maybe"},
        {FIELD_DATE, "28.03.2027", "2027-03-28"},
        {FIELD_DATE, "1.3.2027", "2027-03-01"},
        {FIELD_DATE, "2027-03-28", "2027-03-28"},
        {FIELD_DATE, "1.3.27", "1.3.27"},
        {FIELD_DATE, "3/28/2027", "3/28/2027"},
        {FIELD_CLOCK, "8:00", "08:00"},
        {FIELD_CLOCK, "08:00:00", "08:00"},
        {FIELD_CLOCK, "8:00:00", "08:00"},
        {FIELD_CLOCK, "08:00:30", "08:00:30"},
        {FIELD_CLOCK, "08:00+1", "08:00+1"},
        {FIELD_CLOCK, "8:0", "8:0"},
        {FIELD_CLOCK, "noon", "noon"},
        {FIELD_TEXT, "Kari", "Kari"},
        {FIELD_TEXT, "'=sum", "=sum"},
        {FIELD_TEXT, "'s-Hertogen", "'s-Hertogen"},
        {FIELD_TEXT, "-", "-"},
        {FIELD_INT, "=1+1", "=1+1"}, /* refused as no number */
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct arena *arena = arena_new();
        const struct field field = {.type = ROWS[i].type};
        const char *value = NULL;
        struct error err = {0};
        expect_int(ROWS[i].cell,
                   csv_cell(&field, ROWS[i].cell, arena, &value, &err),
                   STATUS_OK);
        expect_text(ROWS[i].cell, value, ROWS[i].value);
        arena_free(arena);
    }
}

static void formulas_are_no_texts(void **state)
{
    (void)state;
    static const char *const CELLS[] = {"=cmd|' /C calc'!A0", "+1+1", "@SUM(1)",
                                        "\t=1"};
    const struct field field = {.type = FIELD_TEXT};
    for (size_t i = 0; i < COUNT_OF(CELLS); i++) {
        const char *value = NULL;
        struct error err = {0};
        expect_int(CELLS[i], csv_cell(&field, CELLS[i], NULL, &value, &err),
                   STATUS_INPUT);
        expect_words(CELLS[i], err.text, "expected a text, found a formula");
    }
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(rows_are_cut_into_cells),
        cmocka_unit_test(broken_text_is_refused_with_its_line),
        cmocka_unit_test(values_of_spreadsheets_are_put_back),
        cmocka_unit_test(formulas_are_no_texts),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
