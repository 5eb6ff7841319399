/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_ics.c - calendars become absences and local days, once each. */
#include "importers/ics.h"
#include "importers/ics_child.h"
#include "importers/ics_scan.h"
#include "model/profile.h"
#include "model/record.h"
#include "tests/importers/scratch.h"
#include "tests/model/notes.h"

#define CALENDAR(lines)                                                        \
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//T//T//EN\r\n" lines           \
    "END:VCALENDAR\r\n"
#define EVENT(uid, lines)                                                      \
    "BEGIN:VEVENT\r\nUID:" uid "\r\n" lines "END:VEVENT\r\n"
#define DAYS(from, to)                                                         \
    "DTSTART;VALUE=DATE:" from "\r\nDTEND;VALUE=DATE:" to "\r\n"

static struct coop *make_coop(void)
{
    struct coop *coop = coop_new();
    struct error err = {0};
    notes_add(coop, "members id=vega\nstaff id=kari member=vega\n"
                    "staff id=ola member=vega\n");
    assert_int_equal(coop_resolve(coop, &err), STATUS_OK);
    return coop;
}

static struct ics_options options_for(int32_t staff)
{
    return (struct ics_options){.source = "outlook",
                                .staff = staff,
                                .member = NONE,
                                .kind = ABSENCE_LEAVE,
                                .effect = LOCAL_OFFICE_CLOSED,
                                .from = date_of(2027, 1, 1),
                                .to = date_of(2027, 12, 31)};
}

static enum status import(struct coop *coop, const char *words,
                          const struct ics_options *options,
                          struct ics_preview *preview, struct error *err)
{
    struct scratch scratch = scratch_new();
    char path[256];
    scratch_put(&scratch, "cal.ics", words);
    enum status status = ics_import(
        coop, scratch_path(&scratch, "cal.ics", path), options, preview, err);
    scratch_free(&scratch);
    return status;
}

/* "03-01..03-05" or "03-01..03-05/50" each, "?" behind one not approved. */
static void absences_in_words(const struct coop *coop, int32_t staff,
                              char out[400])
{
    size_t used = 0;
    out[0] = '\0';
    for (int32_t i = 0; i < coop->absences.n; i++) {
        const struct absence *absence = &coop->absences.at[i];
        char from[DATE_TEXT], to[DATE_TEXT];
        if (absence->staff.ix != staff) {
            continue;
        }
        date_format(absence->from, from);
        date_format(absence->to, to);
        used += (size_t)snprintf(out + used, 400 - used, "%s%s..%s%s%s",
                                 used ? " " : "", from + 5, to + 5,
                                 absence->grade == 50 ? "/50" : "",
                                 absence->approved ? "" : "?");
    }
}

static const struct {
    const char *why, *words, *absences;
} CALENDARS[] = {
    {"whole days, the end excluded",
     CALENDAR(EVENT("1", DAYS("20270301", "20270306"))), "03-01..03-05"},
    {"no end is one day",
     CALENDAR(EVENT("1", "DTSTART;VALUE=DATE:20270301\r\n")), "03-01..03-01"},
    {"a duration",
     CALENDAR(EVENT("1", "DTSTART;VALUE=DATE:20270301\r\nDURATION:P1W\r\n")),
     "03-01..03-07"},
    {"a working day by times",
     CALENDAR(EVENT("1", "DTSTART;TZID=Europe/Oslo:20270301T080000\r\n"
                         "DTEND;TZID=Europe/Oslo:20270301T153000\r\n")),
     "03-01..03-01"},
    {"half a day",
     CALENDAR(EVENT("1", "DTSTART:20270301T110000Z\r\n"
                         "DTEND:20270301T150000Z\r\n")),
     "03-01..03-01/50"}, /* 12:00 to 16:00 */
    {"an evening counts for nothing",
     CALENDAR(EVENT("1", "DTSTART:20270301T170000Z\r\n"
                         "DTEND:20270301T220000Z\r\n")),
     ""},
    {"from noon to noon days later",
     CALENDAR(EVENT("1", "DTSTART:20270301T110000Z\r\n"
                         "DTEND:20270304T110000Z\r\n")),
     "03-01..03-01/50 03-02..03-03 03-04..03-04/50"},
    {"a night over the spring change",
     CALENDAR(EVENT("1", "DTSTART:20270327T210000Z\r\n"
                         "DTEND:20270328T150000Z\r\n")),
     "03-28..03-28"},
    {"free, cancelled, elsewhere and out of office",
     CALENDAR(
         EVENT("1", DAYS("20270301", "20270302") "TRANSP:TRANSPARENT\r\n")
             EVENT("2", DAYS("20270302", "20270303") "STATUS:CANCELLED\r\n")
                 EVENT("3", DAYS("20270303",
                                 "20270304") "X-MICROSOFT-CDO-BUSYSTATUS:"
                                             "WORKINGELSEWHERE\r\n")
                     EVENT(
                         "4",
                         DAYS(
                             "20270304",
                             "20270305") "X-MICROSOFT-CDO-BUSYSTATUS:OOF\r\n")),
     "03-04..03-04"},
    {"tentative is not approved",
     CALENDAR(EVENT("1", DAYS("20270301", "20270302") "STATUS:TENTATIVE\r\n")),
     "03-01..03-01?"},
    {"a recurrence with an exception and a changed occurrence",
     CALENDAR(
         EVENT("1",
               DAYS("20270301", "20270302") "RRULE:FREQ=WEEKLY;COUNT=4\r\n"
                                            "EXDATE;VALUE=DATE:20270308\r\n")
             EVENT("1",
                   DAYS("20270316",
                        "20270317") "RECURRENCE-ID;VALUE=DATE:20270315\r\n")),
     "03-01..03-01 03-16..03-16 03-22..03-22"},
    {"a cancelled occurrence",
     CALENDAR(
         EVENT("1",
               DAYS("20270301", "20270302") "RRULE:FREQ=WEEKLY;COUNT=2\r\n")
             EVENT("1", DAYS("20270308",
                             "20270309") "RECURRENCE-ID;VALUE=DATE:20270308\r\n"
                                         "STATUS:CANCELLED\r\n")),
     "03-01..03-01"},
    {"dates added by hand",
     CALENDAR(
         EVENT("1", DAYS("20270301",
                         "20270302") "RDATE;VALUE=DATE:20270310,20270301\r\n")),
     "03-01..03-01 03-10..03-10"},
    {"overlaps are taken once",
     CALENDAR(EVENT("1", DAYS("20270301", "20270306"))
                  EVENT("2", DAYS("20270303", "20270309"))
                      EVENT("3", DAYS("20270304", "20270305"))),
     "03-01..03-05 03-06..03-08"},
    {"outside the window",
     CALENDAR(EVENT("1", DAYS("20261201", "20261206"))
                  EVENT("2", DAYS("20261230", "20270103"))
                      EVENT("3", DAYS("20280101", "20280102"))),
     "12-30..01-02"},
    {"folded lines and titles full of tricks",
     CALENDAR(EVENT("1", "SUMMARY:Secret\\nBEGIN:VEVENT\r\n"
                         "DTSTART;VALUE=DA\r\n TE:20270301\r\n")),
     "03-01..03-01"},
    {"to-dos and journals are nobody's absence",
     CALENDAR("BEGIN:VTODO\r\nUID:1\r\nDTSTART;VALUE=DATE:20270301\r\n"
              "END:VTODO\r\n"),
     ""},
};

static void events_become_periods_of_days(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(CALENDARS); i++) {
        struct coop *coop = make_coop();
        struct ics_options options = options_for(0);
        struct ics_preview preview;
        struct error err = {0};
        char words[400];
        expect_int(CALENDARS[i].why,
                   import(coop, CALENDARS[i].words, &options, &preview, &err),
                   STATUS_OK);
        absences_in_words(coop, 0, words);
        expect_text(CALENDARS[i].why, words, CALENDARS[i].absences);
        expect_text(CALENDARS[i].why,
                    preview.reasons.n ? preview.reasons.at[0].text : "", "");
        assert_int_equal(preview.added, coop->absences.n);
        ics_preview_release(&preview);
        coop_free(coop);
    }
}

static void events_that_cannot_be_placed_are_refused_one_by_one(void **state)
{
    (void)state;
    static const struct {
        const char *event, *reason;
    } ROWS[] = {
        {EVENT("2", "DTSTART;TZID=Asia/Tokyo:20270302T080000\r\n"),
         "event 2: its start: expected a time zone with Oslo's clock or UTC, "
         "found 'Asia/Tokyo'"},
        {EVENT("2", "DTSTART:20270328T023000\r\n"),
         "event 2: its start: expected another time, 02:30 does not exist"},
        {EVENT("2", "DTSTART:20271031T023000\r\n"), "02:30 exists twice"},
        {EVENT("2", "DTSTART:20270230T080000\r\n"), "expected a date or time"},
        {EVENT("2", DAYS("20270302", "20270301")),
         "expected an end after the start"},
        {EVENT("2", "DTSTART;VALUE=DATE:20270301\r\n"
                    "DTEND:20270301T100000Z\r\n"),
         "expected a start and an end of one form"},
        {EVENT("2", DAYS("20270301", "20350301")), "at most 1000 days"},
        {EVENT("2", "DTSTART;VALUE=DATE:20270301\r\nDURATION:-P1D\r\n"),
         "expected a duration"},
        {EVENT("2", ""), "event 2: expected a UID and a start"},
        {"BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270301\r\nEND:VEVENT\r\n",
         "event 2: expected a UID and a start"},
        {EVENT("2", DAYS("20270302",
                         "20270303") "RRULE:FREQ=YEARLY;BYYEARDAY=5\r\n"),
         "event of 2027-03-02: expected a recurrence"},
        {EVENT("2", DAYS("20270302", "20270303") "RRULE:FREQ=DAILY\r\n"
                                                 "RRULE:FREQ=WEEKLY\r\n"),
         "expected one recurrence rule"},
        {EVENT("2",
               DAYS("20270302", "20270303") "RRULE:FREQ=DAILY;COUNT=0\r\n"),
         "event 2: expected a readable RRULE"},
        {EVENT("2", DAYS("20270302", "20270303") "EXDATE:20270301T00\r\n"),
         "event 2: expected a readable EXDATE"},
        {EVENT("2",
               DAYS("20270302",
                    "20270303") "RDATE;VALUE=PERIOD:20270304T080000Z/PT1H\r\n"),
         "event of 2027-03-02: expected a date or time"},
        {EVENT("2", DAYS("20270302", "20270303") "RECURRENCE-ID:20270230\r\n"),
         "event 2: the occurrence it changes: expected"},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct coop *coop = make_coop();
        struct ics_options options = options_for(0);
        struct ics_preview preview;
        struct error err = {0};
        char words[1000];
        snprintf(words, sizeof words, "%s%s%s",
                 "BEGIN:VCALENDAR\r\n" EVENT("1", DAYS("20270401", "20270402")),
                 ROWS[i].event, "END:VCALENDAR\r\n");
        expect_int(ROWS[i].reason,
                   import(coop, words, &options, &preview, &err), STATUS_OK);
        assert_int_equal(preview.events, 2);
        assert_int_equal(preview.refused, 1);
        assert_int_equal(preview.added, 1);
        expect_words("reason", preview.reasons.at[0].text, ROWS[i].reason);
        ics_preview_release(&preview);
        coop_free(coop);
    }
}

static void reading_again_changes_and_never_doubles(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        int32_t added, changed, unchanged, removed;
        const char *absences;
    } STEPS[] = {
        {CALENDAR(EVENT("1", DAYS("20270301", "20270306"))
                      EVENT("2", DAYS("20270401", "20270402"))),
         2, 0, 0, 0, "03-01..03-05 04-01..04-01"},
        {CALENDAR(EVENT("2", DAYS("20270401", "20270402"))
                      EVENT("1", DAYS("20270301", "20270306"))),
         0, 0, 2, 0, "03-01..03-05 04-01..04-01"},
        {CALENDAR(EVENT("1", DAYS("20270301", "20270304"))
                      EVENT("2", DAYS("20270401", "20270402"))
                          EVENT("3", DAYS("20270501", "20270502"))),
         1, 1, 1, 0, "03-01..03-03 04-01..04-01 05-01..05-01"},
        {CALENDAR(EVENT("3", DAYS("20270501", "20270502"))), 0, 0, 1, 2,
         "05-01..05-01"},
        {CALENDAR(""), 0, 0, 0, 1, ""},
    };
    struct coop *coop = make_coop();
    struct ics_options options = options_for(0);
    for (size_t i = 0; i < COUNT_OF(STEPS); i++) {
        struct ics_preview preview;
        struct error err = {0};
        char words[400];
        expect_int(STEPS[i].absences,
                   import(coop, STEPS[i].words, &options, &preview, &err),
                   STATUS_OK);
        absences_in_words(coop, 0, words);
        expect_text("absences", words, STEPS[i].absences);
        expect_int("added", preview.added, STEPS[i].added);
        expect_int("changed", preview.changed, STEPS[i].changed);
        expect_int("unchanged", preview.unchanged, STEPS[i].unchanged);
        expect_int("removed", preview.removed, STEPS[i].removed);
        ics_preview_release(&preview);
    }
    coop_free(coop);
}

static void other_records_and_calendars_are_left_alone(void **state)
{
    (void)state;
    struct coop *coop = make_coop();
    struct ics_options kari = options_for(0), ola = options_for(1);
    struct ics_options other = options_for(0);
    struct ics_preview preview;
    struct error err = {0};
    char words[400];
    other.source = "google";
    notes_add(coop, "absences id=h staff=kari kind=holiday from=2027-03-03 "
                    "to=2027-03-04\n");
    assert_int_equal(coop_resolve(coop, &err), STATUS_OK);
    const char *week = CALENDAR(EVENT("1", DAYS("20270301", "20270308")));
    assert_int_equal(import(coop, week, &kari, &preview, &err), STATUS_OK);
    ics_preview_release(&preview);
    assert_int_equal(import(coop, week, &ola, &preview, &err), STATUS_OK);
    ics_preview_release(&preview);
    assert_int_equal(import(coop, week, &other, &preview, &err), STATUS_OK);
    assert_int_equal(preview.covered, 1);
    ics_preview_release(&preview);
    absences_in_words(coop, 0, words);
    assert_string_equal(words, "03-03..03-04 03-01..03-02 03-05..03-07");
    assert_int_equal(import(coop, CALENDAR(""), &kari, &preview, &err),
                     STATUS_OK);
    assert_int_equal(preview.removed, 2);
    ics_preview_release(&preview);
    absences_in_words(coop, 0, words);
    assert_string_equal(words, "03-03..03-04");
    absences_in_words(coop, 1, words);
    assert_string_equal(words, "03-01..03-07");
    coop_free(coop);
}

static void local_days_are_whole_and_certain(void **state)
{
    (void)state;
    struct coop *coop = make_coop();
    struct ics_options options = options_for(NONE);
    struct ics_preview preview;
    struct error err = {0};
    options.member = 0;
    assert_int_equal(
        import(coop,
               CALENDAR(EVENT("1", "SUMMARY:Planleggingsdag\r\n" DAYS(
                                       "20270813", "20270814"))
                            EVENT("2", DAYS("20270816",
                                            "20270817") "STATUS:TENTATIVE\r\n")
                                EVENT("3", "DTSTART:20270301T110000Z\r\n"
                                           "DTEND:20270301T150000Z\r\n")),
               &options, &preview, &err),
        STATUS_OK);
    assert_int_equal(coop->local_days.n, 1);
    assert_int_equal(coop->absences.n, 0);
    const struct local_day *day = &coop->local_days.at[0];
    assert_int_equal(day->from, date_of(2027, 8, 13));
    assert_int_equal(day->member.ix, 0);
    assert_int_equal(day->effect, LOCAL_OFFICE_CLOSED);
    assert_null(day->name); /* titles are dropped */
    assert_int_equal(preview.brief, 2);
    ics_preview_release(&preview);
    coop_free(coop);
}

static void a_refused_file_changes_nothing(void **state)
{
    (void)state;
    struct coop *coop = make_coop();
    struct ics_options options = options_for(0);
    struct ics_preview preview;
    struct error err = {0};
    const struct coop before = *coop;
    assert_int_equal(import(coop, "<html></html>", &options, &preview, &err),
                     STATUS_INPUT);
    expect_words("message", err.text, "cal.ics: line 1: expected");
    ics_preview_release(&preview);
    /* Refused by the checks: Kari is not employed that year. */
    coop->staff.at[0].to = date_of(2026, 12, 31);
    assert_int_equal(import(coop,
                            CALENDAR(EVENT("1", DAYS("20270301", "20270302"))),
                            &options, &preview, &err),
                     STATUS_INPUT);
    expect_words("message", err.text, "expected a day on which 'kari'");
    ics_preview_release(&preview);
    assert_int_equal(coop->absences.n, 0);
    assert_ptr_equal(coop->absences.at, before.absences.at);
    coop_free(coop);
}

/* ---- the child ----------------------------------------------------------- */

static void nothing_but_times_comes_out_of_the_child(void **state)
{
    (void)state;
    static const char WORDS[] =
        CALENDAR(EVENT("1@x", "SUMMARY:Cancer ward\r\nDESCRIPTION:Cancer\r\n"
                              "LOCATION:Cancer\r\nORGANIZER:mailto:cancer@x\r\n"
                              "ATTENDEE;CN=Cancer:mailto:cancer@x\r\n"
                              "CATEGORIES:Cancer\r\nCOMMENT:Cancer\r\n"
                              "X-CANCER:Cancer\r\n"
                              "DTSTART;TZID=Europe/Oslo:20270301T080000\r\n"
                              "RRULE:FREQ=WEEKLY;COUNT=2\r\n"));
    char *json = NULL;
    struct error err = {0};
    assert_int_equal(ics_read_child(WORDS, strlen(WORDS), &json, &err),
                     STATUS_OK);
    assert_null(strstr(json, "ancer"));
    expect_words("uid", json, "\"uid\":\"1@x\"");
    expect_words("start", json,
                 "\"start\":{\"value\":\"20270301T080000\",\"tzid\":"
                 "\"Europe/Oslo\"}");
    expect_words("rule", json, "\"rules\":[\"FREQ=WEEKLY;COUNT=2\"]");
    free(json);
}

static void what_is_no_calendar_is_refused_by_the_child(void **state)
{
    (void)state;
    static const char *const WORDS[] = {"", "BEGIN:VCARD\r\nEND:VCARD\r\n",
                                        "x"};
    for (size_t i = 0; i < COUNT_OF(WORDS); i++) {
        char *json = NULL;
        struct error err = {0};
        expect_int(WORDS[i],
                   ics_read_child(WORDS[i], strlen(WORDS[i]), &json, &err),
                   STATUS_INPUT);
        assert_null(json);
    }
}

/* Past the scan on purpose: deep nesting overflows libical's stack or takes it
 * too long. Whatever becomes of the child, we stand. */
static void a_child_that_comes_to_harm_is_an_answer(void **state)
{
    (void)state;
    struct text words;
    char *json = NULL;
    struct error err = {0};
    text_init(&words, (size_t)16 * ICS_BYTES_MAX);
    for (int i = 0; i < 1000000; i++) {
        text_str(&words, "BEGIN:VEVENT\r\n");
    }
    enum status status = ics_read_child(words.bytes, words.length, &json, &err);
    assert_true(status == STATUS_OK || status == STATUS_INPUT);
    assert_int_equal(json != NULL, status == STATUS_OK);
    free(json);
    text_release(&words);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(events_become_periods_of_days),
        cmocka_unit_test(events_that_cannot_be_placed_are_refused_one_by_one),
        cmocka_unit_test(reading_again_changes_and_never_doubles),
        cmocka_unit_test(other_records_and_calendars_are_left_alone),
        cmocka_unit_test(local_days_are_whole_and_certain),
        cmocka_unit_test(a_refused_file_changes_nothing),
        cmocka_unit_test(nothing_but_times_comes_out_of_the_child),
        cmocka_unit_test(what_is_no_calendar_is_refused_by_the_child),
        cmocka_unit_test(a_child_that_comes_to_harm_is_an_answer),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
