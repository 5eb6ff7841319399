/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_import_calendar.c - local days and absences from a calendar, stored. */
#include <stdio.h>

#include "tests/rota/week.h"

/* A planning day, half a day, a day that is uncertain, and a day long ago. */
static const char CALENDAR[] =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//T//T//EN\r\n"
    "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Planleggingsdag\r\n"
    "DTSTART;VALUE=DATE:20270304\r\nDTEND;VALUE=DATE:20270306\r\n"
    "END:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20270308T110000Z\r\n"
    "DTEND:20270308T150000Z\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:3\r\nSTATUS:TENTATIVE\r\n"
    "DTSTART;VALUE=DATE:20270309\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:4\r\n"
    "DTSTART;VALUE=DATE:20200309\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n";

static enum status import(struct week *week, const struct calendar_use *use,
                          cJSON **said, struct error *err)
{
    char path[96];
    snprintf(path, sizeof path, "%s/days.ics", week->folder);
    *said = NULL;
    assert_int_equal(file_write(path, CALENDAR, strlen(CALENDAR), err),
                     STATUS_OK);
    return rota_import_calendar(&week->desk, path, use, said, err);
}

static int64_t counted(const cJSON *said, const char *key)
{
    const cJSON *records = cJSON_GetObjectItemCaseSensitive(said, "records");
    return json_int(cJSON_GetObjectItemCaseSensitive(records, key));
}

/* Opens the file anew: what another command would see. */
static void reopen(struct week *week)
{
    struct error err = {0};
    struct act act = week->desk.act;
    desk_close(&week->desk);
    assert_int_equal(desk_open(week->path, &act, &week->desk, &err),
                     STATUS_OK);
}

static void whole_certain_days_become_local_days(void **state)
{
    static const struct {
        const char *member, *effect;
        const char *id; /* of the member; NULL: everybody's */
        enum local_effect wanted;
    } ROWS[] = {
        {"hamaroy", NULL, "hamaroy", LOCAL_OFFICE_CLOSED},
        {"all", "office-closed", NULL, LOCAL_OFFICE_CLOSED},
        {"steigen", "min-cover", "steigen", LOCAL_MIN_COVER},
        {"steigen", "none", "steigen", LOCAL_NONE},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct week week;
        struct error err = {0};
        cJSON *said;
        const struct calendar_use use = {.member = ROWS[i].member,
                                         .effect = ROWS[i].effect};
        week_open(&week);
        assert_int_equal(import(&week, &use, &said, &err), STATUS_OK);
        assert_int_equal(counted(said, "added"), 1);
        assert_int_equal(counted(said, "brief"), 2);
        cJSON_Delete(said);
        reopen(&week);
        assert_int_equal(week.desk.coop->local_days.n, 1);
        const struct local_day *day = &week.desk.coop->local_days.at[0];
        assert_int_equal(day->from, date_of(2027, 3, 4));
        assert_int_equal(day->to, date_of(2027, 3, 5));
        assert_int_equal(day->effect, ROWS[i].wanted);
        assert_null(day->name);
        if (ROWS[i].id) {
            assert_string_equal(day->member.id, ROWS[i].id);
        } else {
            assert_int_equal(day->member.ix, NONE);
        }
        week_close(&week);
    }
}

static void reading_again_updates_and_a_preview_stores_nothing(void **state)
{
    struct week week;
    struct error err = {0};
    cJSON *said;
    struct calendar_use use = {.member = "all", .dry = true};
    (void)state;
    week_open(&week);
    assert_int_equal(import(&week, &use, &said, &err), STATUS_OK);
    assert_int_equal(counted(said, "added"), 1);
    cJSON_Delete(said);
    reopen(&week);
    assert_int_equal(week.desk.coop->local_days.n, 0);
    for (int32_t round = 0; round < 2; round++) {
        use.dry = false;
        assert_int_equal(import(&week, &use, &said, &err), STATUS_OK);
        assert_int_equal(counted(said, "added"), round == 0);
        assert_int_equal(counted(said, "unchanged"), round == 1);
        cJSON_Delete(said);
        reopen(&week);
        assert_int_equal(week.desk.coop->local_days.n, 1);
    }
    week_close(&week);
}

static void unknown_owners_and_effects_are_refused(void **state)
{
    static const struct {
        struct calendar_use use;
        const char *words;
    } ROWS[] = {
        {{.staff = "ingen"}, "id of a person, found 'ingen'"},
        {{.member = "ingen"}, "id of a member or 'all', found 'ingen'"},
        {{.member = "all", .effect = "shut"}, "effect of local days: expected"},
    };
    struct week week;
    (void)state;
    week_open(&week);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct error err = {0};
        cJSON *said;
        assert_int_equal(import(&week, &ROWS[i].use, &said, &err),
                         STATUS_USAGE);
        assert_int_equal(err.status, STATUS_USAGE);
        assert_non_null(strstr(err.text, ROWS[i].words));
    }
    week_close(&week);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_certain_days_become_local_days),
        cmocka_unit_test(reading_again_updates_and_a_preview_stores_nothing),
        cmocka_unit_test(unknown_owners_and_effects_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
