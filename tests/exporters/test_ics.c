/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_ics.c - calendars as iCalendar bytes: feeds.md 1 and 4.1. */
#include "tests/model/expect.h"

#include <libical/ical.h>
#include <locale.h>
#include <stdio.h>
#include <time.h>

#include "tests/exporters/calendars.h"

enum { ROOM = 4 << 20, LINE_MAX_OCTETS = 75 };

/* The caller owns the text: text_release(). */
static void render(const struct feed *feed, struct text *out)
{
    struct error err = {0};
    text_init(out, ROOM);
    if (feed_render_ics(feed, out, &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
}

/* A calendar of one event with these words. */
static void render_words(const char *title, const char *description,
                         struct text *out)
{
    struct feed feed = {.kind = FEED_SERVICE, .name = "x"};
    struct feed_event event = {.uid = "u",
                               .title = title,
                               .description = description,
                               .category = "WORK"};
    vec_push(&feed.events, event);
    render(&feed, out);
    vec_release(&feed.events);
}

static void expect_same(const char *why, const struct text *a,
                        const struct text *b)
{
    expect_text(why, text_cstr(a), text_cstr(b));
}

static void the_bytes_are_those_of_the_golden_file(void **state)
{
    struct error err = {0};
    char path[4096];
    char *golden;
    size_t length;
    struct feed feed;
    struct text text;
    (void)state;
    snprintf(path, sizeof path, "%s/tests/exporters/data/person.ics",
             getenv("SAMVAKT_SOURCE"));
    assert_int_equal(file_read(path, ROOM, &golden, &length, &err),
                     STATUS_OK);
    calendar_of_person(&feed);
    render(&feed, &text);
    expect_text("golden", text_cstr(&text), golden);
    text_release(&text);
    vec_release(&feed.events);
    free(golden);
}

static void neither_zone_nor_locale_nor_order_change_a_byte(void **state)
{
    struct feed feed;
    struct text here, there, turned;
    (void)state;
    calendar_of_person(&feed);
    setenv("TZ", "UTC", 1);
    tzset();
    render(&feed, &here);
    setenv("TZ", "America/New_York", 1);
    tzset();
    setlocale(LC_ALL, "");
    render(&feed, &there);
    for (int32_t i = 0; i < feed.events.n / 2; i++) {
        struct feed_event event = feed.events.at[i];
        feed.events.at[i] = feed.events.at[feed.events.n - 1 - i];
        feed.events.at[feed.events.n - 1 - i] = event;
    }
    render(&feed, &turned);
    expect_same("New York", &there, &here);
    expect_same("events turned round", &turned, &here);
    setenv("TZ", "UTC", 1);
    tzset();
    text_release(&here);
    text_release(&there);
    text_release(&turned);
    vec_release(&feed.events);
}

/* ---- lines ------------------------------------------------------------------- */

/* CRLF + space taken out. */
static void unfold(const char *bytes, struct text *out)
{
    text_init(out, ROOM);
    for (size_t i = 0; bytes[i]; i++) {
        if (strncmp(bytes + i, "\r\n ", 3) == 0) {
            i += 2;
        } else {
            text_char(out, bytes[i]);
        }
    }
}

/* No line over 75 octets, no bare CR or LF, no character and no escaped pair
 * cut in two. */
static void expect_lines(const char *why, const char *bytes)
{
    while (*bytes) {
        size_t length = strcspn(bytes, "\r\n"), slashes = 0;
        if (strncmp(bytes + length, "\r\n", 2) != 0) {
            fail_msg("%s: a line does not end in CRLF: %s", why, bytes);
        }
        if (length > LINE_MAX_OCTETS) {
            fail_msg("%s: a line of %zu octets: %.90s", why, length, bytes);
        }
        if (!utf8_valid(bytes, length)) {
            fail_msg("%s: a character is cut: %.80s", why, bytes);
        }
        while (slashes < length && bytes[length - 1 - slashes] == '\\') {
            slashes++;
        }
        if (slashes % 2 == 1) {
            fail_msg("%s: an escape is cut: %.80s", why, bytes);
        }
        bytes += length + 2;
    }
}

#define PADDING                                                                \
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"   \
    "xxxxxxxx"

static void long_lines_fold_between_characters(void **state)
{
    static const struct {
        const char *why, *character, *escaped;
    } ROWS[] = {
        {"ASCII", "z", "z"},
        {"a space", " ", " "},
        {"two octets", "å", "å"},
        {"three octets", "–", "–"},
        {"four octets", "🚑", "🚑"},
        {"a combining mark", "a\xCC\x8A", "a\xCC\x8A"},
        {"joined", "👩\xE2\x80\x8D🚒", "👩\xE2\x80\x8D🚒"},
        {"right to left", "\xD7\xA9", "\xD7\xA9"},
        {"a comma", ",", "\\,"},
        {"a semicolon", ";", "\\;"},
        {"a backslash", "\\", "\\\\"},
        {"a colon", ":", ":"},
        {"a new line", "\n", "\\n"},
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(ROWS); r++) {
        /* A line begins with the property's name or, folded behind it, with a
         * space: both come to 70-76 octets. */
        for (size_t offset = 60; offset <= 90; offset++) {
            char words[256], wanted[256], why[64];
            size_t pad = offset - strlen("DESCRIPTION:");
            struct text text, flat;
            snprintf(why, sizeof why, "%s at octet %zu", ROWS[r].why, offset);
            snprintf(words, sizeof words, "%.*s%s%s%s end", (int)pad,
                     PADDING,
                     ROWS[r].character, ROWS[r].character,
                     ROWS[r].character);
            snprintf(wanted, sizeof wanted, "\r\nDESCRIPTION:%.*s%s%s%s end\r",
                     (int)pad,
                     PADDING,
                     ROWS[r].escaped, ROWS[r].escaped, ROWS[r].escaped);
            render_words("t", words, &text);
            expect_lines(why, text_cstr(&text));
            unfold(text_cstr(&text), &flat);
            if (!strstr(text_cstr(&flat), wanted)) {
                fail_msg("%s: '%s' is not in %s", why, wanted,
                         text_cstr(&flat));
            }
            text_release(&flat);
            text_release(&text);
        }
    }
}

static void words_are_cleaned_before_they_are_written(void **state)
{
    static const struct {
        const char *why, *title, *description, *line;
    } ROWS[] = {
        {"names as people have them", "O'Brien & Sønn; Ås", NULL,
         "SUMMARY:O'Brien & Sønn\\; Ås\r\n"},
        {"controls and DEL go", "a\x01" "b\x7F" "c\td", NULL,
         "SUMMARY:abcd\r\n"},
        {"C1 controls go", "a\xC2\x85z", NULL, "SUMMARY:az\r\n"},
        {"broken UTF-8 is replaced", "a\xC3", NULL,
         "SUMMARY:a\xEF\xBF\xBD\r\n"},
        {"surrogates are replaced", "\xED\xA0\x80z", NULL,
         "SUMMARY:\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz\r\n"},
        {"a title has one line", "a\r\nEND:VEVENT", NULL,
         "SUMMARY:aEND:VEVENT\r\n"},
        {"a description keeps its lines, escaped", "t", "a\r\nEND:VEVENT",
         "DESCRIPTION:a\\nEND:VEVENT\r\n"},
        {"HTML is nothing here", "<script>", NULL, "SUMMARY:<script>\r\n"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct text text;
        render_words(ROWS[i].title, ROWS[i].description, &text);
        expect_lines(ROWS[i].why, text_cstr(&text));
        if (!strstr(text_cstr(&text), ROWS[i].line)) {
            fail_msg("%s: '%s' is not in %s", ROWS[i].why, ROWS[i].line,
                     text_cstr(&text));
        }
        text_release(&text);
    }
}

static void very_long_words_are_cut_between_characters(void **state)
{
    char title[601];
    struct text text, flat;
    (void)state;
    for (size_t i = 0; i < 600; i += 2) {
        title[i] = '\xC3';
        title[i + 1] = '\xA5'; /* å */
    }
    title[600] = '\0';
    render_words(title, NULL, &text);
    expect_lines("300 letters", text_cstr(&text));
    unfold(text_cstr(&text), &flat);
    const char *line = strstr(text_cstr(&flat), "SUMMARY:");
    assert_non_null(line);
    assert_int_equal(strcspn(line, "\r"), strlen("SUMMARY:") + 200);
    text_release(&flat);
    text_release(&text);
}

/* ---- what it says ---------------------------------------------------------------- */

static void only_a_persons_calendar_is_private(void **state)
{
    static const struct {
        const char *why;
        enum feed_kind kind;
        bool private;
    } ROWS[] = {
        {"a person", FEED_PERSON, true},
        {"a member", FEED_MEMBER, false},
        {"a service", FEED_SERVICE, false},
        {"uncovered", FEED_UNCOVERED, false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct feed feed;
        struct text text;
        calendar_of_person(&feed);
        feed.kind = ROWS[i].kind;
        render(&feed, &text);
        expect_int(ROWS[i].why,
                   strstr(text_cstr(&text), "CLASS:PRIVATE") != NULL,
                   ROWS[i].private);
        text_release(&text);
        vec_release(&feed.events);
    }
}

static void an_empty_calendar_is_a_calendar(void **state)
{
    struct feed feed = {.kind = FEED_PERSON, .name = "Tom"};
    struct text text;
    (void)state;
    render(&feed, &text);
    assert_non_null(strstr(text_cstr(&text), "X-WR-CALNAME:Tom\r\n"));
    assert_null(strstr(text_cstr(&text), "VEVENT"));
    text_release(&text);
}

/* ---- limits ------------------------------------------------------------------------ */

static enum status render_many(int32_t n, size_t octets, struct error *err)
{
    struct feed feed = {.kind = FEED_SERVICE, .name = "stor"};
    char *description = calloc(octets + 1, 1);
    struct text text;
    assert_non_null(description);
    memset(description, 'x', octets);
    for (int32_t i = 0; i < n; i++) {
        struct feed_event event = {
            .uid = "u", .title = "t", .description = description};
        vec_push(&feed.events, event);
    }
    text_init(&text, ROOM);
    enum status status = feed_render_ics(&feed, &text, err);
    if (status == STATUS_OK) {
        assert_in_range(text.length, 1, FEED_BYTES_MAX - 1);
    } else {
        assert_int_equal(text.length, 0);
    }
    text_release(&text);
    vec_release(&feed.events);
    free(description);
    return status;
}

static void too_large_a_calendar_is_refused(void **state)
{
    static const struct {
        const char *why;
        int32_t n;
        size_t octets;
        enum status status;
        const char *words;
    } ROWS[] = {
        {"999 events", 999, 10, STATUS_OK, ""},
        {"1,000 events", 1000, 10, STATUS_INPUT,
         "calendar 'stor': expected fewer than 1000 events, found 1000"},
        {"many octets", 600, 1900, STATUS_INPUT,
         "calendar 'stor': expected less than 900000 bytes"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct error err = {0};
        expect_int(ROWS[i].why, render_many(ROWS[i].n, ROWS[i].octets, &err),
                   ROWS[i].status);
        expect_text(ROWS[i].why, err.text, ROWS[i].words);
    }
}

/* ---- read back ------------------------------------------------------------------------ */

static const struct feed_event *event_of(const struct feed *feed,
                                         const char *uid)
{
    for (int32_t i = 0; i < feed->events.n; i++) {
        if (strcmp(feed->events.at[i].uid, uid) == 0) {
            return &feed->events.at[i];
        }
    }
    fail_msg("unknown UID %s", uid);
    return NULL;
}

static void expect_read(const struct feed *feed, icalcomponent *vevent)
{
    const char *uid = icalcomponent_get_uid(vevent);
    const struct feed_event *event = event_of(feed, uid);
    struct icaltimetype start = icalcomponent_get_dtstart(vevent);
    struct icaltimetype end = icalcomponent_get_dtend(vevent);
    expect_int(uid, start.is_date, event->all_day);
    if (event->all_day) {
        expect_int(uid, date_of(start.year, start.month, start.day),
                   event->start_date);
        expect_int(uid, date_of(end.year, end.month, end.day),
                   event->end_date + 1);
    } else {
        expect_int(uid, icaltime_as_timet(start), event->start);
        expect_int(uid, icaltime_as_timet(end), event->end);
    }
    expect_int(uid, icalcomponent_get_sequence(vevent), event->sequence);
    const char *summary = icalcomponent_get_summary(vevent);
    summary += event->cancelled ? strlen("AVLYST: ") : 0;
    expect_text(uid, summary, event->title);
    expect_int(uid, icalcomponent_get_status(vevent) == ICAL_STATUS_CANCELLED,
               event->cancelled);
}

static void libical_reads_the_same_instants(void **state)
{
    struct feed feed;
    struct text text;
    int32_t n = 0;
    (void)state;
    calendar_of_person(&feed);
    render(&feed, &text);
    icalcomponent *calendar = icalparser_parse_string(text_cstr(&text));
    assert_non_null(calendar);
    assert_int_equal(icalcomponent_count_errors(calendar), 0);
    for (icalcomponent *vevent = icalcomponent_get_first_component(
             calendar, ICAL_VEVENT_COMPONENT);
         vevent; vevent = icalcomponent_get_next_component(
                     calendar, ICAL_VEVENT_COMPONENT)) {
        expect_read(&feed, vevent);
        n++;
    }
    assert_int_equal(n, feed.events.n);
    icalcomponent_free(calendar);
    text_release(&text);
    vec_release(&feed.events);
}

/* ---- as JSON ---------------------------------------------------------------------------- */

static void json_says_the_same_in_the_same_order(void **state)
{
    static const char *const WANTED[] = {
        "\"uid\": \"a-autumn@samvakt\"",
        "\"start\": \"2026-10-24T20:00:00Z\"",
        "\"busy\": false",
        "\"uid\": \"a-twice@samvakt\"",
        "\"uid\": \"a-first-pass@samvakt\"",
        "\"busy\": true",
        "\"uid\": \"a-days@samvakt\"",
        "\"start\": \"2026-10-27\"",
        "\"end\": \"2026-10-29\"",
        "\"uid\": \"a-spring@samvakt\"",
        "\"status\": \"tentative\"",
        "\"uid\": \"a-gone@samvakt\"",
        "\"status\": \"cancelled\"",
        "\"busy\": false",
    };
    struct feed feed;
    struct text text;
    (void)state;
    calendar_of_person(&feed);
    text_init(&text, ROOM);
    feed_render_json(&feed, &text);
    const char *at = text_cstr(&text);
    for (size_t i = 0; i < COUNT_OF(WANTED); i++) {
        const char *found = strstr(at, WANTED[i]);
        if (!found) {
            fail_msg("'%s' does not follow in %s", WANTED[i], at);
        }
        at = found ? found : at;
    }
    text_release(&text);
    vec_release(&feed.events);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bytes_are_those_of_the_golden_file),
        cmocka_unit_test(neither_zone_nor_locale_nor_order_change_a_byte),
        cmocka_unit_test(long_lines_fold_between_characters),
        cmocka_unit_test(words_are_cleaned_before_they_are_written),
        cmocka_unit_test(very_long_words_are_cut_between_characters),
        cmocka_unit_test(only_a_persons_calendar_is_private),
        cmocka_unit_test(an_empty_calendar_is_a_calendar),
        cmocka_unit_test(too_large_a_calendar_is_refused),
        cmocka_unit_test(libical_reads_the_same_instants),
        cmocka_unit_test(json_says_the_same_in_the_same_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
