/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_json_coop.c - co-operations in JSON, and the place of every fault. */
#include "importers/importer.h"
#include "model/limits.h"
#include "model/profile.h"
#include "tests/importers/scratch.h"

static const char HEAD[] = "{\"id\": \"t\", \"name\": \"Test\", "
                           "\"profile\": \"no_aml\"}";
static const char MEMBERS[] = "[{\"id\": \"vega\", \"name\": \"Vega\"}]";
static const char STAFF[] =
    "[\n  {\"id\": \"kari\", \"name\": \"Kåre Ås\", \"member\": \"vega\",\n"
    "   \"position_pct\": 80, \"week_norm\": \"35.5\", \"aml_exempt\": true,\n"
    "   \"limits\": [{\"kind\": \"no-night\", \"to\": \"2027-06-30\"}]},\n"
    "  {\"id\": \"ola\", \"name\": \"Ola\", \"member\": \"vega\"}\n]\n";

static struct scratch good_folder(void)
{
    struct scratch scratch = scratch_new();
    scratch_put(&scratch, "cooperation.json", HEAD);
    scratch_put(&scratch, "members.json", MEMBERS);
    scratch_put(&scratch, "staff.json", STAFF);
    return scratch;
}

static void check_good(const struct coop *coop, const char *file, int line)
{
    assert_string_equal(coop->id, "t");
    assert_string_equal(coop->name, "Test");
    assert_string_equal(coop->zone, "Europe/Oslo");
    assert_string_equal(coop->profile->name, "no_aml");
    assert_int_equal(coop->staff.n, 2);
    const struct staff *kari = &coop->staff.at[0];
    assert_string_equal(kari->name, "Kåre Ås");
    assert_int_equal(kari->member.ix, 0);
    assert_int_equal(kari->position_pct, 80);
    assert_int_equal(kari->week_norm, 894600);
    assert_true(kari->aml_exempt);
    assert_int_equal(kari->limits.at[0].to, date_of(2027, 6, 30));
    assert_int_equal(kari->limits.at[0].from, DATE_MIN);
    assert_string_equal(kari->origin.file, file);
    assert_int_equal(kari->origin.line, line);
    assert_int_equal(coop->staff.at[1].origin.line, line + 3);
    assert_int_equal(coop->staff.at[1].position_pct, 100);
}

static void a_folder_is_read(void **state)
{
    (void)state;
    struct scratch scratch = good_folder();
    struct coop *coop = NULL;
    struct error err = {0};
    scratch_put(&scratch, "README.md", "what this is");
    scratch_put(&scratch, ".hidden", "x");
    scratch_folder(&scratch, "profiles");
    assert_int_equal(import_folder(scratch.path, &coop, &err), STATUS_OK);
    check_good(coop, "staff.json", 2);
    coop_free(coop);
    scratch_free(&scratch);
}

static void one_file_is_read(void **state)
{
    (void)state;
    struct scratch scratch = scratch_new();
    struct coop *coop = NULL;
    struct error err = {0};
    char words[2000], path[256];
    snprintf(words, sizeof words,
             "\xef\xbb\xbf{\"profile\": \"no_aml\", \"staff\":\n%s,\n"
             "\"id\": \"t\", \"members\": %s, \"name\": \"Test\"}",
             STAFF, MEMBERS);
    scratch_put(&scratch, "all.json", words);
    assert_int_equal(
        import_folder(scratch_path(&scratch, "all.json", path), &coop, &err),
        STATUS_OK);
    check_good(coop, "all.json", 3);
    coop_free(coop);
    scratch_free(&scratch);
}

/* ---- faults -------------------------------------------------------------- */

static const struct {
    const char *file, *words, *fault;
} FAULTY[] = {
    {"staff.json",
     "[\n{\"id\": \"a\", \"name\": \"A\", \"member\": \"vega\",\n"
     "\"position_pct\": 250}]",
     "staff.json:3: staff[0].position_pct: expected a whole number 0 to "
     "100, found 250"},
    {"staff.json", "[{\"id\": \"a\", \"name\": \"A\"}]",
     "staff.json:1: staff[0]: expected the field 'member' (employer), "
     "found nothing"},
    {"staff.json", "[{\"id\": \"a\", \"name\": \"A\", \"member\": null}]",
     "staff[0]: expected the field 'member'"},
    {"staff.json",
     "[{\"id\": \"a\", \"name\": \"A\", \"member\": \"vega\", "
     "\"positon_pct\": 5}]",
     "staff[0].positon_pct: expected a field of staff, found "
     "'positon_pct'; did you mean 'position_pct'?"},
    {"staff.json", "[{\"id\": \"a\", \"name\": \"A\", \"member\": 5}]",
     "staff[0].member: expected a text, found 5"},
    {"staff.json",
     "[{\"id\": \"a\", \"name\": \"A\", \"member\": \"vega\", "
     "\"position_pct\": \"50\"}]",
     "staff[0].position_pct: expected a whole number 0 to 100, found "
     "\"50\""},
    {"staff.json",
     "[{\"id\": \"a\", \"name\": \"A\", \"member\": \"vega\", "
     "\"position_pct\": 50.5}]",
     "found 50.5"},
    {"staff.json",
     "[{\"id\": \"a\", \"name\": \"A\", \"member\": \"vega\", "
     "\"aml_exempt\": \"yes\"}]",
     "staff[0].aml_exempt: expected true or false, found \"yes\""},
    {"staff.json",
     "[{\"id\": \"a\", \"name\": \"A\", \"member\": \"vega\", "
     "\"limits\": {}}]",
     "staff[0].limits: expected a list, found an object"},
    {"staff.json",
     "[{\"id\": \"a\", \"name\": \"A\", \"member\": \"vega\", "
     "\"limits\": [{\"kind\": \"no-nights\"}]}]",
     "staff[0].limits[0].kind: expected no-night, no-standby"},
    {"staff.json",
     "[{\"id\": \"a\", \"name\": \"A\", \"member\": \"vega\", "
     "\"limits\": [5]}]",
     "staff[0].limits[0]: expected an object, found 5"},
    {"staff.json", "[5]", "staff[0]: expected an object, found 5"},
    {"staff.json", "{}", "staff.json:1: expected a list, found an object"},
    {"staff.json", "[{]", "staff.json:1: expected"},
    {"staff.json", "[{\"id\": \"a\", \"name\": \"A\", \"member\": \"bodo\"}]",
     "staff.json:1: staff[0].member: expected an id of members, found "
     "'bodo'"},
    {"demands.json",
     "[{\"id\": \"a\", \"name\": \"A\", \"shift_type\": \"x\", "
     "\"competences\": \"y\"}]",
     "demands[0].competences: expected a list, found \"y\""},
    {"demands.json",
     "[{\"id\": \"a\", \"name\": \"A\", \"shift_type\": \"x\", "
     "\"competences\": [5]}]",
     "demands[0].competences[0]: expected a text, found 5"},
    {"demands.json",
     "[{\"id\": \"a\", \"name\": \"A\", \"shift_type\": \"x\", "
     "\"competences\": [\"a|b\"]}]",
     "demands[0].competences[0]: expected an id"},
    {"stuff.json", "[]",
     "stuff.json: expected only files of a co-operation; did you mean "
     "'staff.json'?"},
    {"notes.txt", "hm", "notes.txt: expected only files"},
    {"cooperation.json", "{\"id\": \"t\", \"profile\": \"no_aml\"}",
     "cooperation.json:1: expected the field 'name'"},
    {"cooperation.json",
     "{\"id\": \"t\", \"name\": \"T\", \"profile\": \"no_such\"}",
     "profile: expected the name of a rule profile, found 'no_such'"},
    {"cooperation.json",
     "{\"id\": \"t\", \"name\": \"T\", \"profile\": \"no_aml\", "
     "\"zone\": \"Europe/Stockholm\"}",
     "cooperation.zone: expected Europe/Oslo"},
    {"cooperation.json",
     "{\"id\": \"t\", \"name\": \"T\", \"profile\": \"../no_aml\"}",
     "profile: expected a name of a-z"},
    {"cooperation.json",
     "{\"id\": \"t\", \"name\": \"T\", \"profile\": \"no_aml\", "
     "\"staff\": []}",
     "staff: expected a field of cooperation, found 'staff'"},
    {"places.json",
     "[{\"id\": \"a\", \"name\": \"A\"}, {\"id\": \"a\", \"name\": "
     "\"B\"}]",
     "places.json:1: places[1].id: expected an id of its own"},
};

static void faults_name_file_line_and_field(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(FAULTY); i++) {
        struct scratch scratch = good_folder();
        struct coop *coop = NULL;
        struct error err = {0};
        scratch_put(&scratch, FAULTY[i].file, FAULTY[i].words);
        expect_int(FAULTY[i].words, import_folder(scratch.path, &coop, &err),
                   STATUS_INPUT);
        expect_words(FAULTY[i].words, err.text, FAULTY[i].fault);
        assert_null(coop);
        scratch_free(&scratch);
    }
}

static void unknown_lists_of_one_file_are_refused(void **state)
{
    (void)state;
    struct scratch scratch = scratch_new();
    struct coop *coop = NULL;
    struct error err = {0};
    char path[256];
    scratch_put(&scratch, "all.json",
                "{\"id\": \"t\", \"name\": \"T\", \"profile\": \"no_aml\", "
                "\"member\": [{}, {}], \"places\": [\n{\"id\": 5}]}");
    scratch_path(&scratch, "all.json", path);
    struct faults faults = {0};
    assert_int_equal(import_coop(path, &coop, &faults, &err), STATUS_INPUT);
    assert_int_equal(faults.n, 3);
    expect_words("list", faults.at[0].text,
                 "all.json:1: member: expected a field of cooperation, found "
                 "'member'; did you mean 'members'?");
    expect_words("line", faults.at[1].text,
                 "all.json:2: places[0].id: expected a text");
    faults_release(&faults);
    scratch_free(&scratch);
}

static void all_faults_of_all_files_are_told(void **state)
{
    (void)state;
    struct scratch scratch = good_folder();
    struct coop *coop = NULL;
    struct error err = {0};
    struct faults faults = {0};
    scratch_put(&scratch, "places.json",
                "[{\"id\": \"p 1\", \"name\": 5}, {\"id\": \"q\"}]");
    scratch_put(&scratch, "roads.json", "{}");
    scratch_put(&scratch, "pins.json", "[");
    assert_int_equal(import_coop(scratch.path, &coop, &faults, &err),
                     STATUS_INPUT);
    assert_int_equal(faults.n, 5);
    expect_words("first", err.text, "(and 4 more)");
    faults_release(&faults);
    scratch_free(&scratch);
}

static void lists_over_their_maximum_are_refused(void **state)
{
    (void)state;
    struct scratch scratch = good_folder();
    struct coop *coop = NULL;
    struct error err = {0};
    struct text words;
    text_init(&words, MAX_FILE_BYTES);
    text_char(&words, '[');
    for (int i = 0; i <= MAX_COMPETENCES; i++) {
        text_printf(&words, "%s{\"id\": \"c%d\", \"name\": \"C\"}",
                    i ? ",\n" : "", i);
    }
    text_char(&words, ']');
    scratch_put(&scratch, "competences.json", text_cstr(&words));
    assert_int_equal(import_folder(scratch.path, &coop, &err), STATUS_INPUT);
    expect_words("too many", err.text,
                 "competences.json:1: expected at most 200 competences, found "
                 "201");
    text_release(&words);
    scratch_free(&scratch);
}

static void files_over_their_maximum_are_refused(void **state)
{
    (void)state;
    struct scratch scratch = good_folder();
    struct coop *coop = NULL;
    struct error err = {0};
    char *spaces = xmalloc(MAX_FILE_BYTES + 1);
    memset(spaces, ' ', MAX_FILE_BYTES + 1);
    scratch_bytes(&scratch, "pins.json", spaces, MAX_FILE_BYTES + 1);
    assert_int_equal(import_folder(scratch.path, &coop, &err), STATUS_INPUT);
    expect_words("too large", err.text, "expected at most 8388608 bytes");
    free(spaces);
    scratch_free(&scratch);
}

static void pipes_and_folders_are_no_files(void **state)
{
    (void)state;
    struct scratch scratch = good_folder();
    struct coop *coop = NULL;
    struct error err = {0};
    struct faults faults = {0};
    char path[256];
    assert_int_equal(mkfifo(scratch_path(&scratch, "pins.json", path), 0600),
                     0);
    scratch_folder(&scratch, "wishes.json");
    assert_int_equal(import_coop(scratch.path, &coop, &faults, &err),
                     STATUS_INPUT);
    assert_int_equal(faults.n, 2);
    assert_string_equal(faults.at[0].text,
                        "pins.json: expected a regular file");
    assert_string_equal(faults.at[1].text,
                        "wishes.json: expected a regular file");
    faults_release(&faults);
    assert_int_equal(import_folder(path, &coop, &err), STATUS_FILE);
    expect_words("pipe", err.text, "pins.json: expected a regular file");
    scratch_free(&scratch);
}

static void what_is_no_cooperation_is_told_so(void **state)
{
    (void)state;
    struct scratch scratch = scratch_new();
    struct coop *coop = NULL;
    struct error err = {0};
    char path[256];
    assert_int_equal(import_folder(scratch.path, &coop, &err), STATUS_INPUT);
    expect_words("empty folder", err.text, "expected a folder with");
    assert_int_equal(
        import_folder(scratch_path(&scratch, "none.json", path), &coop, &err),
        STATUS_FILE);
    expect_words("no file", err.text, "none.json: expected a regular file");
    scratch_free(&scratch);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(a_folder_is_read),
        cmocka_unit_test(one_file_is_read),
        cmocka_unit_test(faults_name_file_line_and_field),
        cmocka_unit_test(unknown_lists_of_one_file_are_refused),
        cmocka_unit_test(all_faults_of_all_files_are_told),
        cmocka_unit_test(lists_over_their_maximum_are_refused),
        cmocka_unit_test(files_over_their_maximum_are_refused),
        cmocka_unit_test(pipes_and_folders_are_no_files),
        cmocka_unit_test(what_is_no_cooperation_is_told_so),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
