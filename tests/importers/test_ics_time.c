/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_ics_time.c - times of calendars become local dates and minutes. */
#include "importers/ics_time.h"
#include "tests/model/expect.h"

static void times_are_told_by_oslos_clock(void **state)
{
    (void)state;
    static const struct {
        const char *value, *tzid, *local; /* "! fragment": refused */
    } ROWS[] = {
        {"20270328", NULL, "2027-03-28"},
        {"20270328", "Asia/Tokyo", "2027-03-28"}, /* a day has no zone */
        {"20270111T080000", NULL, "2027-01-11 08:00"},
        {"20270111T080000", "Europe/Oslo", "2027-01-11 08:00"},
        {"20270111T080000", "W. Europe Standard Time", "2027-01-11 08:00"},
        {"20270111T080000", "Europe/Stockholm", "2027-01-11 08:00"},
        {"20270111T080000Z", NULL, "2027-01-11 09:00"},
        {"20270711T080000Z", NULL, "2027-07-11 10:00"},
        {"20270711T230000Z", NULL, "2027-07-12 01:00"},
        {"20270711T080000", "UTC", "2027-07-11 10:00"},
        {"20270111T235960Z", NULL, "2027-01-12 00:59"},
        {"20270328T010000Z", NULL, "2027-03-28 03:00"},
        {"20271031T003000Z", NULL, "2027-10-31 02:30"}, /* the first */
        {"20271031T013000Z", NULL, "2027-10-31 02:30"}, /* the second */
        {"20270328T023000", "Europe/Oslo",
         "! 02:30 does not exist on 2027-03-28"},
        {"20271031T023000", NULL, "! 02:30 exists twice on 2027-10-31"},
        {"20270111T080000", "Asia/Tokyo", "! found 'Asia/Tokyo'"},
        {"20270111T080000", "europe/oslo", "! found 'europe/oslo'"},
        {"20270111T080000", "../../../etc/passwd", "! expected a time zone"},
        {"20270230", NULL, "! expected a date or time"},
        {"20269901T000000", NULL, "! expected a date or time"},
        {"20260099T000000", NULL, "! expected a date or time"},
        {"2026-101", NULL, "! expected a date or time"},
        {"00000000", NULL, "! expected a date or time"},
        {"99991231", NULL, "! expected a date or time"},
        {"19691231", NULL, "! expected a date or time"},
        {"20270111T240000", NULL, "! expected a date or time"},
        {"20270111T086000", NULL, "! expected a date or time"},
        {"20270111T0800", NULL, "! expected a date or time"},
        {"20270111T080000X", NULL, "! expected a date or time"},
        {"20270111T080000ZZ", NULL, "! expected a date or time"},
        {"20270111 080000", NULL, "! expected a date or time"},
        {"2027", NULL, "! expected a date or time"},
        {"", NULL, "! expected a date or time"},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct ics_stamp stamp;
        struct error err = {0};
        char words[40], day[DATE_TEXT], clock[CLOCK_TEXT];
        enum status status =
            ics_stamp_parse(ROWS[i].value, ROWS[i].tzid, &stamp, &err);
        if (ROWS[i].local[0] == '!') {
            expect_int(ROWS[i].value, status, STATUS_INPUT);
            expect_words(ROWS[i].value, err.text, ROWS[i].local + 2);
            continue;
        }
        expect_int(ROWS[i].value, status, STATUS_OK);
        date_format(stamp.date, day);
        if (stamp.whole_day) {
            snprintf(words, sizeof words, "%s", day);
        } else {
            snprintf(words, sizeof words, "%s %s", day,
                     clock_format(stamp.minutes, clock));
        }
        expect_text(ROWS[i].value, words, ROWS[i].local);
    }
}

static void durations_are_counted_in_minutes(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        int32_t minutes; /* -1: refused */
    } ROWS[] = {
        {"P1D", 1440},
        {"P2W", 20160},
        {"PT8H", 480},
        {"PT8H30M", 510},
        {"P1DT12H", 2160},
        {"PT45S", 0},
        {"+P1D", 1440},
        {"P0D", 0},
        {"P366D", 366 * 1440},
        {"P367D", -1},
        {"-P1D", -1},
        {"P", -1},
        {"PT", -1},
        {"P1DT", -1},
        {"P1H", -1},
        {"PT1D", -1},
        {"P1D2W", -1},
        {"PT30M8H", -1},
        {"P1D1D", -1},
        {"1D", -1},
        {"P99999W", -1},
        {"P99999999999W", -1},
        {"", -1},
        {"P1Dx", -1},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        int32_t minutes = -1;
        struct error err = {0};
        enum status status = ics_duration_parse(ROWS[i].value, &minutes, &err);
        expect_int(ROWS[i].value, minutes, ROWS[i].minutes);
        expect_int(ROWS[i].value, status,
                   ROWS[i].minutes < 0 ? STATUS_INPUT : STATUS_OK);
    }
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(times_are_told_by_oslos_clock),
        cmocka_unit_test(durations_are_counted_in_minutes),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
