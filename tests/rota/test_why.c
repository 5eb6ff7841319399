/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_why.c - who is told what of a slot: domain.md D5, vector 19. */
#include <stdio.h>
#include <stdlib.h>

#include "base/json_print.h"
#include "tests/rota/week.h"

/* The task is Hamarøy's own; Carl may never take it, so Dora is alone. The
 * errand is Steigen's. */
static const char RECORDS[] =
    "{\"id\": \"two\", \"name\": \"To\", \"profile\": \"no_aml\",\n"
    " \"members\": [{\"id\": \"steigen\", \"name\": \"Steigen\"},\n"
    "  {\"id\": \"hamaroy\", \"name\": \"Hamarøy\"}],\n"
    " \"services\": [{\"id\": \"fact\", \"name\": \"FACT-team\"}],\n"
    " \"competences\": [{\"id\": \"diver\", \"name\": \"Dykker\"}],\n"
    " \"staff\": [\n"
    "  {\"id\": \"anne\", \"name\": \"Anne\", \"member\": \"steigen\"},\n"
    "  {\"id\": \"bo\", \"name\": \"Bo\", \"member\": \"steigen\"},\n"
    "  {\"id\": \"carl\", \"name\": \"Carl\", \"member\": \"hamaroy\"},\n"
    "  {\"id\": \"dora\", \"name\": \"Dora\", \"member\": \"hamaroy\"}],\n"
    " \"shift_types\": [{\"id\": \"day\", \"name\": \"Dag\",\n"
    "   \"title\": \"Oppdrag\", \"kind\": \"work\",\n"
    "   \"start\": \"08:00\", \"end\": \"15:30\"}],\n"
    " \"demands\": [\n"
    "  {\"id\": \"task\", \"name\": \"Task\", \"shift_type\": \"day\",\n"
    "   \"service\": \"fact\", \"low\": 1, \"target\": 1, \"high\": 2,\n"
    "   \"priority\": 1, \"weekdays\": \"mon-fri\", \"members_only\": [\"hamaroy\"]},\n"
    "  {\"id\": \"errand\", \"name\": \"Errand\", \"shift_type\": \"day\",\n"
    "   \"service\": \"fact\", \"low\": 1, \"target\": 1, \"high\": 2,\n"
    "   \"priority\": 1, \"weekdays\": \"mon-fri\"}],\n"
    " \"exclusions\": [{\"id\": \"x\", \"staff\": \"carl\",\n"
    "   \"degree\": \"never\", \"demand\": \"task\"}]}\n";

enum { DORA = 3 };
static const struct held PLAN[] = {
    {DORA, "task@2027-03-01"}, {ANNE, "errand@2027-03-01"}, {0, NULL}};

static void open_plan(struct week *week)
{
    week_open(week);
    week_replace(week, RECORDS);
    week_publish(week, WEEK_MONDAY, 7, PLAN, WEEK_NOW);
}

/* The answer as one line of JSON. The caller owns it: free(). */
static char *why(struct week *week, const char *person, const char *slot)
{
    struct error err = {0};
    cJSON *said = NULL;
    enum status status =
        person ? rota_why_not(&week->desk, 0, person, slot, &said, &err)
               : rota_why(&week->desk, 0, slot, &said, &err);
    if (status != STATUS_OK) {
        fail_msg("%s", err.text);
    }
    char *text = json_print(said, false);
    cJSON_Delete(said);
    return text;
}

struct expectation {
    const char *person, *slot;
    const char *present[3], *absent[4];
};

static void expect(struct week *week, const struct expectation *rows,
                   size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char *text = why(week, rows[i].person, rows[i].slot);
        for (size_t k = 0; k < 3 && rows[i].present[k]; k++) {
            if (!strstr(text, rows[i].present[k])) {
                fail_msg("'%s' is not in %s", rows[i].present[k], text);
            }
        }
        for (size_t k = 0; k < 4 && rows[i].absent[k]; k++) {
            if (strstr(text, rows[i].absent[k])) {
                fail_msg("'%s' must not be in %s", rows[i].absent[k], text);
            }
        }
        free(text);
    }
}

static void a_manager_reads_reasons_and_effects(void **state)
{
    static const struct expectation ROWS[] = {
        {NULL, "task@2027-03-01",
         {"\"holders\":[{\"person\":\"dora\"", "is excluded from it",
          "does not belong to it"}, {NULL}},
        {"carl", "task@2027-03-01",
         {"\"standing\":\"not-eligible\"", "is excluded from it"}, {NULL}},
        {"bo", "errand@2027-03-01",
         {"\"standing\":\"possible\"", "\"effects\""}, {NULL}},
        {NULL, "task@2027-03-02",
         {"\"missing\":1", "\"clash\"", "\"forced\":false"}, {NULL}},
    };
    struct week week;
    (void)state;
    open_plan(&week);
    expect(&week, ROWS, COUNT_OF(ROWS));
    week_close(&week);
}

static void vector_19_staff_read_no_local_candidate(void **state)
{
    static const struct expectation ROWS[] = {
        {NULL, "task@2027-03-01",
         {"\"others\":\"no local candidate\"", "\"alternatives\":[]"},
         {"carl", "Carl", "exclu", "not-eligible"}},
        {"carl", "task@2027-03-01", {"\"standing\":\"not-told\""},
         {"exclu", "not-eligible", "reason"}},
        {"dora", "task@2027-03-01", {"\"standing\":\"holds\""}, {NULL}},
        {NULL, "task@2027-03-02", {"\"others\":\"no local candidate\""},
         {"carl", "clash", "exclu", "Dora"}},
    };
    struct week week;
    (void)state;
    open_plan(&week);
    week.desk.manager = false;
    expect(&week, ROWS, COUNT_OF(ROWS));
    week_close(&week);
}

/* Of another member: who can, with what it costs; of the own people why not,
 * but never an exclusion. */
static void a_manager_reads_reasons_about_their_own(void **state)
{
    static const struct expectation PLANNER[] = {
        {NULL, "errand@2027-03-01",
         {"\"person\":\"bo\"", "\"cost\"", "\"effects\""}, {"reason"}},
        {"bo", "task@2027-03-01", {"\"standing\":\"not-eligible\""},
         {"belong", "reason"}},
        {NULL, "task@2027-03-01", {"others: not eligible"},
         {"exclu", "reason"}},
    };
    static const struct expectation MANAGER[] = {
        {"bo", "task@2027-03-01", {"\"reason\""}, {"exclu"}},
        {NULL, "task@2027-03-01", {"\"reason\""}, {"exclu"}},
    };
    struct week week;
    (void)state;
    open_plan(&week);
    week.desk.manager = false;
    week.desk.planner = true;
    expect(&week, PLANNER, COUNT_OF(PLANNER));
    int32_t bo = coop_find_staff(week.desk.coop, "bo");
    week.desk.reasons_of = week.desk.coop->staff.at[bo].member.ix;
    expect(&week, MANAGER, COUNT_OF(MANAGER));
    week_close(&week);
}

static void staff_read_one_bucket_without_reasons(void **state)
{
    static const struct expectation ROWS[] = {
        {NULL, "errand@2027-03-01", {"\"person\":\"bo\""},
         {"effects", "reason", "cost", "breaks"}},
        {"bo", "errand@2027-03-01", {"\"standing\":\"possible\""},
         {"effects", "cost"}},
        {"bo", "task@2027-03-01", {"\"standing\":\"not-eligible\""},
         {"belong", "reason"}},
    };
    struct week week;
    (void)state;
    open_plan(&week);
    week.desk.manager = false;
    expect(&week, ROWS, COUNT_OF(ROWS));
    week_close(&week);
}

static void an_unknown_person_or_slot_is_refused(void **state)
{
    static const char *const ROWS[][2] = {
        {"nobody", "task@2027-03-01"},
        {"carl", "task@2027-03-06"},
        {"carl", "nothing@2027-03-01"},
    };
    struct week week;
    (void)state;
    open_plan(&week);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct error err = {0};
        cJSON *said = NULL;
        assert_int_not_equal(rota_why_not(&week.desk, 0, ROWS[i][0],
                                          ROWS[i][1], &said, &err),
                             STATUS_OK);
        assert_null(said);
    }
    week_close(&week);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_manager_reads_reasons_and_effects),
        cmocka_unit_test(vector_19_staff_read_no_local_candidate),
        cmocka_unit_test(a_manager_reads_reasons_about_their_own),
        cmocka_unit_test(staff_read_one_bucket_without_reasons),
        cmocka_unit_test(an_unknown_person_or_slot_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
