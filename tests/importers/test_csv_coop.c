/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_csv_coop.c - co-operations in CSV, and the place of every fault. */
#include "importers/importer.h"
#include "model/limits.h"
#include "tests/importers/scratch.h"

static struct scratch good_folder(void)
{
    struct scratch scratch = scratch_new();
    scratch_put(&scratch, "cooperation.csv",
                "key;value\nid;t\nname;Test\nprofile;no_aml\n");
    scratch_put(&scratch, "members.csv",
                "id,name,opening\nvega,Vega,mon-fri;08:00;15:30|sat;10:00;"
                "12:00\n");
    scratch_put(&scratch, "competences.csv", "id;name\nrph;RPH\nfact;FACT\n");
    scratch_put(&scratch, "staff.csv",
                "\xef\xbb\xbfname;id;member;week_norm;position_pct;from;"
                "competences;aml_exempt\r\n"
                "Kåre Ås;kari;vega;35,5;80;1.2.2020;\"rph;2020-01-01|fact\";"
                "JA\r\n"
                "Ola;ola;vega;;;;;\r\n");
    return scratch;
}

static void a_folder_is_read(void **state)
{
    (void)state;
    struct scratch scratch = good_folder();
    struct coop *coop = NULL;
    struct error err = {0};
    expect_int("import", import_folder(scratch.path, &coop, &err), STATUS_OK);
    assert_string_equal(coop->name, "Test");
    assert_int_equal(coop->members.at[0].opening.n, 2);
    const struct staff *kari = &coop->staff.at[0];
    assert_string_equal(kari->name, "Kåre Ås");
    assert_int_equal(kari->week_norm, 894600);
    assert_int_equal(kari->position_pct, 80);
    assert_int_equal(kari->from, date_of(2020, 2, 1));
    assert_int_equal(kari->competences.n, 2);
    assert_int_equal(kari->competences.at[0].from, date_of(2020, 1, 1));
    assert_true(kari->aml_exempt);
    assert_string_equal(kari->origin.file, "staff.csv");
    assert_int_equal(kari->origin.line, 2);
    assert_int_equal(coop->staff.at[1].position_pct, 100);
    coop_free(coop);
    scratch_free(&scratch);
}

static void faults_name_file_line_and_column(void **state)
{
    (void)state;
    static const struct {
        const char *file, *words, *fault;
    } ROWS[] = {
        {"places.csv", "id,name\na,A\nb b,B\n",
         "places.csv:3: column 'id': expected an id"},
        {"places.csv", "id,name\n\na,\n",
         "places.csv:3: column 'name': expected a value, found nothing"},
        {"places.csv", "id\na\n",
         "places.csv:2: column 'name': expected a value, found nothing"},
        {"places.csv", "id,nam\na,A\n",
         "places.csv:1: column 'nam': expected a field of places; did you mean "
         "'name'?"},
        {"places.csv", "id,name,id\na,A,b\n",
         "places.csv:1: column 'id': expected each column once"},
        {"places.csv", "id,name\na,A,x\n",
         "places.csv:2: expected 2 cells, found 3"},
        {"places.csv", "id,name\na\n",
         "places.csv:2: expected 2 cells, found 1"},
        {"places.csv", "id,name\na,=1+1\n",
         "places.csv:2: column 'name': expected a text, found a formula"},
        {"places.csv", "id,name,member\na,A,bodo\n",
         "places.csv:2: places[0].member: expected an id of members, found "
         "'bodo'"},
        {"places.csv", "id,name\na,\"A\n",
         "places.csv:2: expected a closing quote"},
        {"stuff.csv", "id\n", "stuff.csv: expected only files"},
        {"staff.json", "[]", "staff.json: expected only files"},
        {"cooperation.csv", "id,t\n",
         "cooperation.csv:1: expected the columns key and value"},
        {"cooperation.csv", "key,value\nid,t\nname,T\n",
         "cooperation.csv: expected the key 'profile', found nothing"},
        {"cooperation.csv", "key,value\nid,t\nname,T\nid,u\nprofile,no_aml\n",
         "cooperation.csv:4: column 'id': expected each key once"},
        {"cooperation.csv", "key,value\nid,t\nnam,T\nprofile,no_aml\n",
         "cooperation.csv:3: column 'nam': expected a field of cooperation; "
         "did you mean 'name'?"},
        {"cooperation.csv", "key,value,more\nid,t,x\n",
         "cooperation.csv:1: expected the columns"},
        {"cooperation.csv", "key,value\nid\n",
         "cooperation.csv:2: expected a key and a value"},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scratch scratch = good_folder();
        struct coop *coop = NULL;
        struct error err = {0};
        scratch_put(&scratch, ROWS[i].file, ROWS[i].words);
        expect_int(ROWS[i].words, import_folder(scratch.path, &coop, &err),
                   STATUS_INPUT);
        expect_words(ROWS[i].words, err.text, ROWS[i].fault);
        scratch_free(&scratch);
    }
}

static void a_hundred_thousand_rows_are_refused_at_the_maximum(void **state)
{
    (void)state;
    struct scratch scratch = good_folder();
    struct coop *coop = NULL;
    struct error err = {0};
    struct faults faults = {0};
    struct text words;
    text_init(&words, MAX_FILE_BYTES);
    text_str(&words, "id,staff,kind,from,to\n");
    for (int i = 0; i < 100000; i++) {
        text_printf(&words, "a%d,kari,leave,2027-01-01,2027-01-02\n", i);
    }
    assert_false(words.overflow);
    scratch_bytes(&scratch, "absences.csv", words.bytes, words.length);
    assert_int_equal(import_coop(scratch.path, &coop, &faults, &err),
                     STATUS_INPUT);
    assert_string_equal(err.text, "absences.csv:20002: expected at most 20000 "
                                  "absences, found more");
    faults_release(&faults);
    text_release(&words);
    scratch_free(&scratch);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(a_folder_is_read),
        cmocka_unit_test(faults_name_file_line_and_column),
        cmocka_unit_test(a_hundred_thousand_rows_are_refused_at_the_maximum),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
