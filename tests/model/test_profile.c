/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_profile.c - values of limits, and which one is in force for whom. */
#include "tests/model/expect.h"

#include "model/profile.h"
#include "tests/model/notes.h"

static void every_limit_is_found_by_its_key(void **state)
{
    (void)state;
    for (int key = 0; key < LIMIT_KEYS; key++) {
        const char *name = limit_key_name((enum limit_key)key);
        expect_int(name, limit_key_find(name), key);
        expect_int(name, strlen(limit_key_summary((enum limit_key)key)) > 3,
                   true);
    }
    assert_int_equal(limit_key_find("rest"), NONE);
    for (int basis = 0; basis < BASIS_COUNT; basis++) {
        assert_int_equal(basis_find(basis_name((enum basis)basis)), basis);
    }
    assert_int_equal(basis_find("mayor"), NONE);
}

static void values_are_kept_exactly_and_written_back(void **state)
{
    (void)state;
    static const struct {
        enum limit_key key;
        const char *text;
        int64_t value;       /* -1: refused */
        const char *written; /* NULL: as read */
    } ROWS[] = {
        {LIMIT_REST_DAILY, "11", 11 * UNITS_PER_HOUR, NULL},
        {LIMIT_DAY_NORMAL, "12.5", 315000, NULL},
        {LIMIT_CREDIT_FLOOR, "33.6", 846720, NULL},
        {LIMIT_NIGHT_AVG, "177:20", 10640 * UNITS_PER_MINUTE, NULL},
        {LIMIT_REST_DAILY, "11:00", 11 * UNITS_PER_HOUR, "11"},
        {LIMIT_REST_DAILY, "0", 0, NULL},
        {LIMIT_REST_DAILY, "11:60", -1, NULL},
        {LIMIT_REST_DAILY, "11:5", -1, NULL},
        {LIMIT_REST_DAILY, ":30", -1, NULL},
        {LIMIT_REST_DAILY, "11,5", -1, NULL},
        {LIMIT_REST_DAILY, "", -1, NULL},
        {LIMIT_REST_DAILY, "-1", -1, NULL},
        {LIMIT_REST_DAILY, "9999999:00", -1, NULL},
        {LIMIT_NIGHT_START, "21:00", 1260, NULL},
        {LIMIT_NIGHT_START, "24:00", 1440, NULL},
        {LIMIT_NIGHT_START, "24:01", -1, NULL},
        {LIMIT_NIGHT_START, "6:00", -1, NULL},
        {LIMIT_RESPONSE_WORK, "00:15", 15, NULL},
        {LIMIT_NOTICE_DAYS, "14", 14, NULL},
        {LIMIT_NOTICE_DAYS, "14.5", -1, NULL},
        {LIMIT_NOTICE_DAYS, "1000000", -1, NULL},
        {LIMIT_AVERAGING_WEEKS, "52", 52, NULL},
        {LIMIT_STANDBY_IN_DAY, "yes", 1, NULL},
        {LIMIT_STANDBY_IN_DAY, "no", 0, NULL},
        {LIMIT_STANDBY_IN_DAY, "true", -1, NULL},
        {LIMIT_STANDBY_FACTOR, "1/7", 60, NULL},
        {LIMIT_STANDBY_FACTOR, "1/5", 84, NULL},
        {LIMIT_SUNDAY_CREDIT, "7/6", 490, NULL},
        {LIMIT_NIGHT_CREDIT, "5/4", 525, NULL},
        {LIMIT_STANDBY_FACTOR, "0", 0, NULL},
        {LIMIT_STANDBY_FACTOR, "1", 420, NULL},
        {LIMIT_STANDBY_FACTOR, "2/14", 60, "1/7"},
        {LIMIT_STANDBY_FACTOR, "1/8", -1, NULL},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        char text[LIMIT_TEXT];
        int64_t value = -1;
        struct error err = {0};
        enum status status =
            limit_value_parse(ROWS[i].key, ROWS[i].text, &value, &err);
        expect_int(ROWS[i].text, value, ROWS[i].value);
        expect_int(ROWS[i].text, status,
                   ROWS[i].value < 0 ? STATUS_INPUT : STATUS_OK);
        if (ROWS[i].value < 0) {
            expect_words(ROWS[i].text, err.text, "expected");
            continue;
        }
        expect_text(ROWS[i].text, limit_value_format(ROWS[i].key, value, text),
                    ROWS[i].written ? ROWS[i].written : ROWS[i].text);
    }
}

/* ---- in force ------------------------------------------------------------ */

static void set(struct coop *coop, enum limit_key key, const char *value,
                enum basis basis, const char *furthest)
{
    struct limit *limit = &coop->profile->limits[key];
    *limit = (struct limit){
        .set = true, .from = DATE_MIN, .to = DATE_MAX, .reference = "the Act"};
    assert_int_equal(limit_value_parse(key, value, &limit->value, NULL),
                     STATUS_OK);
    for (int b = 0; b < BASIS_COUNT; b++) {
        limit->relaxed[b] = limit->value;
    }
    if (furthest) {
        assert_int_equal(
            limit_value_parse(key, furthest, &limit->relaxed[basis], NULL),
            STATUS_OK);
    }
}

static struct coop *make_coop(const char *agreements)
{
    struct coop *coop = coop_new();
    struct error err = {0};
    coop->profile = arena_alloc(coop->arena, sizeof *coop->profile);
    coop->profile->name = "test";
    set(coop, LIMIT_REST_DAILY, "11", BASIS_UNION_LOCAL, "8");
    set(coop, LIMIT_DAY_NORMAL, "9", BASIS_UNION_LOCAL, "12.5");
    set(coop, LIMIT_NIGHT_END, "06:00", BASIS_UNION_LOCAL, "08:00");
    set(coop, LIMIT_NIGHT_START, "21:00", BASIS_UNION_LOCAL, "24:00");
    set(coop, LIMIT_STANDBY_FACTOR, "1/7", BASIS_NONE, NULL);
    coop->profile->limits[LIMIT_STANDBY_FACTOR].from = date_of(2015, 7, 1);
    notes_add(coop, "members id=vega\nstaff id=kari member=vega\n"
                    "staff id=ola member=vega\n");
    notes_add(coop, agreements);
    assert_int_equal(coop_resolve(coop, &err), STATUS_OK);
    return coop;
}

#define AGREED " reference=L-1 entered_by=lead from=2027-01-01 to=2027-06-30\n"

static void agreements_give_way_within_period_person_and_basis(void **state)
{
    (void)state;
    static const struct {
        const char *why, *agreement;
        const char *kari, *ola; /* rest on 2027-03-01 */
    } ROWS[] = {
        {"none", "", "11", "11"},
        {"for everybody",
         "agreements id=a limit=rest_daily value=8 basis=union_local" AGREED,
         "8", "8"},
        {"for one person",
         "agreements id=a limit=rest_daily value=9 basis=union_local "
         "staff=kari" AGREED,
         "9", "11"},
        {"the person's own comes first, in either order",
         "agreements id=a limit=rest_daily value=9 basis=union_local "
         "staff=kari" AGREED
         "agreements id=b limit=rest_daily value=8 basis=union_local" AGREED,
         "9", "8"},
        {"stricter is free to every basis",
         "agreements id=a limit=rest_daily value=12 "
         "basis=individual_written" AGREED,
         "12", "12"},
        {"too weak a basis changes nothing",
         "agreements id=a limit=rest_daily value=8 "
         "basis=individual_written" AGREED,
         "11", "11"},
        {"too far changes nothing",
         "agreements id=a limit=rest_daily value=7 basis=union_local" AGREED,
         "11", "11"},
        {"another limit",
         "agreements id=a limit=day_normal value=12 basis=union_local" AGREED,
         "11", "11"},
        {"an unreadable value changes nothing",
         "agreements id=a limit=rest_daily value=x basis=union_local" AGREED,
         "11", "11"},
    };
    date_day date = date_of(2027, 3, 1);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct coop *coop = make_coop(ROWS[i].agreement);
        char text[LIMIT_TEXT];
        expect_text(ROWS[i].why,
                    limit_value_format(
                        LIMIT_REST_DAILY,
                        profile_limit(coop, LIMIT_REST_DAILY, 0, date), text),
                    ROWS[i].kari);
        expect_text(ROWS[i].why,
                    limit_value_format(
                        LIMIT_REST_DAILY,
                        profile_limit(coop, LIMIT_REST_DAILY, 1, date), text),
                    ROWS[i].ola);
        coop_free(coop);
    }
}

static void an_agreement_holds_from_its_first_to_its_last_day(void **state)
{
    (void)state;
    struct coop *coop = make_coop(
        "agreements id=a limit=rest_daily value=8 basis=union_local" AGREED);
    static const struct {
        int year, month, day, hours;
    } ROWS[] = {{2026, 12, 31, 11},
                {2027, 1, 1, 8},
                {2027, 6, 30, 8},
                {2027, 7, 1, 11}};
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        date_day date = date_of(ROWS[i].year, ROWS[i].month, ROWS[i].day);
        assert_int_equal(profile_limit(coop, LIMIT_REST_DAILY, NONE, date),
                         ROWS[i].hours * UNITS_PER_HOUR);
        const struct agreement *agreement =
            profile_agreement(coop, LIMIT_REST_DAILY, NONE, date);
        assert_int_equal(agreement != NULL, ROWS[i].hours == 8);
    }
    coop_free(coop);
}

static void a_limit_that_is_not_there_binds_nobody(void **state)
{
    (void)state;
    struct coop *coop = make_coop("");
    date_day date = date_of(2027, 3, 1);
    assert_int_equal(profile_limit(coop, LIMIT_DAY_TOTAL, 0, date),
                     LIMIT_FREE_HOURS);
    assert_int_equal(profile_limit(coop, LIMIT_WORK_RUN, 0, date), LIMIT_FREE);
    assert_int_equal(profile_limit(coop, LIMIT_REST_WEEKLY, 0, date), 0);
    assert_int_equal(
        profile_limit(coop, LIMIT_STANDBY_FACTOR, 0, date_of(2015, 6, 30)), 0);
    assert_int_equal(
        profile_limit(coop, LIMIT_STANDBY_FACTOR, 0, date_of(2015, 7, 1)), 60);
    coop->profile = NULL;
    assert_int_equal(profile_limit(coop, LIMIT_REST_DAILY, 0, date), 0);
    coop_free(coop);
}

static void a_choice_may_only_be_made_between_its_ends(void **state)
{
    (void)state;
    struct coop *coop = make_coop("");
    static const struct {
        int32_t minutes;
        bool allowed;
    } ROWS[] = {
        {359, false}, {360, true}, {420, true}, {480, true}, {481, false}};
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        assert_int_equal(limit_allows(coop->profile, LIMIT_NIGHT_END,
                                      BASIS_UNION_LOCAL, ROWS[i].minutes),
                         ROWS[i].allowed);
    }
    coop_free(coop);
}

/* ---- faults -------------------------------------------------------------- */

static void a_night_by_union_agreement_has_eight_hours(void **state)
{
    (void)state;
    static const struct {
        const char *agreements;
        bool fine;
    } ROWS[] = {
        {"agreements id=a limit=night_start value=22:00 "
         "basis=union_local" AGREED,
         true},
        {"agreements id=a limit=night_start value=22:01 "
         "basis=union_local" AGREED,
         false},
        {"agreements id=a limit=night_start value=23:00 "
         "basis=union_local" AGREED
         "agreements id=b limit=night_end value=07:00 basis=union_local" AGREED,
         true},
        {"agreements id=a limit=night_start value=23:00 "
         "basis=union_local" AGREED
         "agreements id=b limit=night_end value=07:00 "
         "basis=union_local staff=kari" AGREED,
         false},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct coop *coop = make_coop(ROWS[i].agreements);
        struct error err = {0};
        expect_int(ROWS[i].agreements, profile_check_agreements(coop, &err),
                   ROWS[i].fine ? STATUS_OK : STATUS_INPUT);
        expect_words(ROWS[i].agreements, err.text,
                     ROWS[i].fine ? "" : "a night of at least 8 hours");
        coop_free(coop);
    }
}

static void agreements_without_ground_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *agreement, *fault; /* NULL: fine */
    } ROWS[] = {
        {"agreements id=a limit=rest_daily value=8 basis=union_local" AGREED,
         NULL},
        {"agreements id=a limit=rest_daily value=8 basis=mayor" AGREED,
         "agreements[0].basis: expected individual_written"},
        {"agreements id=a limit=rest_daily value=8 basis=none" AGREED,
         "basis: expected individual_written"},
        {"agreements id=a limit=rest_dayly value=8 basis=union_local" AGREED,
         "agreements[0].limit: expected a limit"},
        {"agreements id=a limit=week_total value=8 basis=union_local" AGREED,
         "agreements[0].limit: expected a limit of the profile test"},
        {"agreements id=a limit=rest_daily value=7.5 basis=union_local" AGREED,
         "agreements[0].value: expected 8 at the furthest by union_local (the "
         "Act), found '7.5'"},
        {"agreements id=a limit=rest_daily value=10 "
         "basis=individual_written" AGREED,
         "expected 11 at the furthest by individual_written"},
        {"agreements id=a limit=day_normal value=13 basis=union_local" AGREED,
         "expected 12.5 at the furthest"},
        {"agreements id=a limit=rest_daily value=x basis=union_local" AGREED,
         "agreements[0].value: expected hours"},
        {"agreements id=a limit=rest_daily value=8 basis=union_local "
         "entered_by=lead from=2027-01-01 to=2027-06-30",
         "agreements[0].reference: expected where"},
        {"agreements id=a limit=rest_daily value=8 basis=union_local" AGREED
         "agreements id=b limit=rest_daily value=9 basis=union_local" AGREED,
         "notes:2: agreements[1].from: expected a period apart from that of "
         "agreement 'a'"},
        {"agreements id=a limit=rest_daily value=8 basis=union_local" AGREED
         "agreements id=b limit=rest_daily value=9 basis=union_local "
         "staff=ola" AGREED,
         NULL},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct coop *coop = make_coop(ROWS[i].agreement);
        struct error err = {0};
        enum status status = profile_check_agreements(coop, &err);
        expect_int(ROWS[i].agreement, status,
                   ROWS[i].fault ? STATUS_INPUT : STATUS_OK);
        expect_words(ROWS[i].agreement, err.text,
                     ROWS[i].fault ? ROWS[i].fault : "");
        coop_free(coop);
    }
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(every_limit_is_found_by_its_key),
        cmocka_unit_test(values_are_kept_exactly_and_written_back),
        cmocka_unit_test(agreements_give_way_within_period_person_and_basis),
        cmocka_unit_test(an_agreement_holds_from_its_first_to_its_last_day),
        cmocka_unit_test(a_limit_that_is_not_there_binds_nobody),
        cmocka_unit_test(a_choice_may_only_be_made_between_its_ends),
        cmocka_unit_test(a_night_by_union_agreement_has_eight_hours),
        cmocka_unit_test(agreements_without_ground_are_refused),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
