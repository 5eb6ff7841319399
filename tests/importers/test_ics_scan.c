/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_ics_scan.c - calendars that libical must not see are refused. */
#include "importers/ics_scan.h"
#include "tests/model/expect.h"

#include "base/text.h"

#define CALENDAR(lines)                                                        \
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" lines "END:VCALENDAR\r\n"
#define EVENT(lines) CALENDAR("BEGIN:VEVENT\r\n" lines "END:VEVENT\r\n")
#define ZONE(lines)                                                            \
    CALENDAR("BEGIN:VTIMEZONE\r\nTZID:Europe/Oslo\r\nBEGIN:STANDARD\r\n" lines \
             "END:STANDARD\r\nEND:VTIMEZONE\r\n")

static void check(const char *bytes, size_t length, const char *fault)
{
    struct error err = {0};
    enum status status = ics_scan(bytes, length, &err);
    expect_int(fault ? fault : bytes, status, fault ? STATUS_INPUT : STATUS_OK);
    expect_words(fault ? fault : bytes, err.text, fault ? fault : "");
}

static void lines_and_components_are_checked(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *fault;
    } ROWS[] = {
        {CALENDAR(""), NULL},
        {EVENT("UID:1\r\nDTSTART;VALUE=DATE:20270111\r\n"), NULL},
        {EVENT("SUMMARY:Gjøre\r\n  ferdig\r\n\tmer\r\n"), NULL},
        {"BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR", NULL},
        {"\xef\xbb\xbf" CALENDAR(""), NULL},
        {"\r\n" CALENDAR("\r\n") "\r\n", NULL},
        {EVENT("DTSTART;TZID=\"W. Europe Standard Time\":20270111T080000\r\n"),
         NULL},
        {EVENT("DTSTART;TZID=\"tzone://Microsoft/Utc\":20270111T080000\r\n"),
         NULL}, /* the event is dropped later, not the file */
        {EVENT("ATTENDEE;CN=\"a:b;c,d\",\"e\";ROLE=X:mailto:x\r\n"), NULL},
        {EVENT("RRULE:FREQ=WEEKLY;BYDAY=MO\r\n"), NULL},
        {EVENT("RRULE:FREQ=DAILY;until=20281231T225959Z;COUNT=9999\r\n"), NULL},
        {EVENT("RRULE:FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1\r\n"), NULL},
        {EVENT("DURATION:PT604800S\r\n"), NULL},
        {ZONE("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"), NULL},
        {"", "a calendar from BEGIN:VCALENDAR"},
        {"\xef\xbb\xbf", "a calendar from BEGIN:VCALENDAR"},
        {"<html><body>log in</body></html>", "line 1: expected the name of a"},
        {"BEGIN:VCARD\r\nEND:VCARD\r\n", "line 1: expected BEGIN:VCALENDAR"},
        {"VERSION:2.0\r\n", "line 1: expected BEGIN:VCALENDAR"},
        {"END:VCALENDAR\r\n", "line 1: expected BEGIN:VCALENDAR"},
        {"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n",
         "line 3: expected END of the component"},
        {"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "line 3: expected a calendar"},
        {"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\n",
         "a calendar from BEGIN:VCALENDAR to END"},
        {CALENDAR("") CALENDAR(""), "line 4: expected one calendar"},
        {CALENDAR("BEGIN:V E\r\nEND:V E\r\n"), "the name of a component"},
        {CALENDAR("BEGIN:\r\n"), "the name of a component"},
        {"BEGIN:VCALENDAR\rVERSION:2.0\rEND:VCALENDAR\r", "no control"},
        {EVENT("SUMMARY:a\x01\r\n"), "line 4: expected no control characters"},
        {EVENT("SUMMARY:a\x7f\r\n"), "no control characters"},
        {EVENT("SUMMARY:a\xff\r\n"), "UTF-8 throughout"},
        {EVENT(":x\r\n"), "line 4: expected the name of a property"},
        {EVENT("SUMMARY\r\n"), "a colon behind"},
        {EVENT("X;A:b\r\n"), "parameters NAME=VALUE"},
        {EVENT("X;=1:b\r\n"), "parameters NAME=VALUE"},
        {EVENT("X;A=\"1:b\r\n"), "quotes closed"},
        {EVENT("X;A=1\"2:b\r\n"), "quotes closed"},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        check(ROWS[i].bytes, strlen(ROWS[i].bytes), ROWS[i].fault);
    }
    check("BEGIN:VCALENDAR\r\nX:a\0b\r\nEND:VCALENDAR\r\n", 40,
          "no control characters");
}

static void values_that_harm_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *fault;
    } ROWS[] = {
        {EVENT("DTSTART;TZID=../../../etc/passwd:20270111T080000\r\n"),
         "line 4: expected the name of a time zone"},
        {EVENT("DTSTART;TZID=/etc/localtime:20270111T080000\r\n"), "time zone"},
        {EVENT("DTSTART;TZID=Europe/./Oslo:20270111T080000\r\n"), "time zone"},
        {EVENT("DTSTART;TZID=Europe//Oslo:20270111T080000\r\n"), "time zone"},
        {EVENT("DTSTART;TZID=\"..\":20270111T080000\r\n"), "time zone"},
        {EVENT("DTSTART;TZID=\"tzone://../x\":20270111T080000\r\n"),
         "time zone"},
        {EVENT("DTSTART;TZID=%s%n:20270111T080000\r\n"), "time zone"},
        {EVENT("X-A;TZID=123456789012345678901234567890123456789012345678901"
               "2345678901:x\r\n"),
         "time zone"},
        {CALENDAR("BEGIN:VTIMEZONE\r\nTZID:../x\r\nEND:VTIMEZONE\r\n"),
         "time zone"},
        {EVENT("DTSTART:2027-01-11\r\n"), "a date or time in digits"},
        {EVENT("DTSTART:-0270111\r\n"), "a date or time in digits"},
        {EVENT("DTSTART:\r\n"), "a date or time in digits"},
        {EVENT("EXDATE:x\r\n"), "a date or time in digits"},
        {EVENT("RRULE:FREQ=SECONDLY\r\n"), "a recurrence by days"},
        {EVENT("RRULE:FREQ=minutely\r\n"), "a recurrence by days"},
        {EVENT("RRULE:FREQ=DAILY;BYHOUR=1\r\n"), "a recurrence by days"},
        {EVENT("RRULE:FREQ=DAILY;COUNT=99999999999\r\n"),
         "numbers of at most 4 digits"},
        {EVENT("RRULE:FREQ=DAILY;UNTIL=20270101;INTERVAL=65537\r\n"),
         "numbers of at most 4 digits"},
        {EVENT("RRULE:RSCALE=HEBREW;FREQ=YEARLY\r\n"), "a recurrence by days"},
        {EVENT("EXRULE:FREQ=DAILY\r\n"), "no EXRULE"},
        {EVENT("DURATION:P4294967297D\r\n"), "a duration with numbers"},
        {ZONE("RRULE:FREQ=DAILY\r\n"), "a yearly recurrence in a time zone"},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        check(ROWS[i].bytes, strlen(ROWS[i].bytes), ROWS[i].fault);
    }
}

/* ---- sizes --------------------------------------------------------------- */

/* `head`, then `piece` so many times, then `tail`. */
static void check_repeated(const char *head, const char *piece, int times,
                           const char *tail, const char *fault)
{
    struct text words;
    text_init(&words, (size_t)2 * ICS_BYTES_MAX);
    text_str(&words, head);
    for (int i = 0; i < times; i++) {
        text_str(&words, piece);
    }
    text_str(&words, tail);
    assert_false(words.overflow);
    check(words.bytes, words.length, fault);
    text_release(&words);
}

#define HEAD "BEGIN:VCALENDAR\nBEGIN:VEVENT\n"
#define TAIL "END:VEVENT\nEND:VCALENDAR\n"

static void everything_has_a_size(void **state)
{
    (void)state;
    check_repeated(HEAD "X:", "x", ICS_LINE_MAX - 2, "\n" TAIL, NULL);
    check_repeated(HEAD "X:", "x", ICS_LINE_MAX - 1, "\n" TAIL,
                   "line 3: expected lines of at most 16 kB");
    check_repeated(HEAD "X:", "\n x", ICS_CONTENT_MAX - 2, "\n" TAIL, NULL);
    check_repeated(HEAD "X:", "\n x", ICS_CONTENT_MAX - 1, "\n" TAIL,
                   "line 3: expected at most 64 kB");
    check_repeated(HEAD, "X:y\n", ICS_PROPERTIES_MAX, TAIL, NULL);
    check_repeated(HEAD, "X:y\n", ICS_PROPERTIES_MAX + 1, TAIL,
                   "at most 2000 properties");
    check_repeated(HEAD "X", ";A=1", ICS_PARAMETERS_MAX, ":y\n" TAIL, NULL);
    check_repeated(HEAD "X", ";A=1", ICS_PARAMETERS_MAX + 1, ":y\n" TAIL,
                   "at most 32 parameters");
    check_repeated(HEAD "RDATE:20270101", ",20270101", ICS_VALUES_MAX - 1,
                   "\n" TAIL, NULL);
    check_repeated(HEAD "RDATE:20270101", ",20270101", ICS_VALUES_MAX,
                   "\n" TAIL, "at most 500 RDATE");
    check_repeated("BEGIN:VCALENDAR\n", "BEGIN:X\nEND:X\n",
                   ICS_COMPONENTS_MAX - 1, "END:VCALENDAR\n", NULL);
    check_repeated("BEGIN:VCALENDAR\n", "BEGIN:X\nEND:X\n", ICS_COMPONENTS_MAX,
                   "END:VCALENDAR\n", "at most 20000 components");
    check_repeated("BEGIN:VCALENDAR\n", "BEGIN:X\n", ICS_DEPTH_MAX, "",
                   "nested at most 6 deep");
    check_repeated("BEGIN:VCALENDAR\n", "BEGIN:VEVENT\n", 100000, "",
                   "nested at most 6 deep");
    check_repeated("", "x", ICS_BYTES_MAX + 1, "", "at most 4 MB");
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(lines_and_components_are_checked),
        cmocka_unit_test(values_that_harm_are_refused),
        cmocka_unit_test(everything_has_a_size),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
