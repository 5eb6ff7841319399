/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_feeds.c - what stands, as calendars: feeds.md 1, domain.md 5.5. */
#include <stdio.h>
#include <stdlib.h>

#include "rota/feeds.h"
#include "tests/rota/week.h"

enum { ROOM = 1 << 20, HOUR = 3600, DAY_SECONDS = 86400 };

static const struct held FIRST[] = {
    {ANNE, "errand@2027-03-01"},  {BJOERN, "errand@2027-03-02"},
    {ANNE, "night@2027-03-06"},   {CARL, "board@2027-03-07"},
    {CARL, "visits@2027-03-03"},  {CARL, "errand@2027-03-04"},
    {0, NULL},
};
/* Anne calls in sick: Bjørn takes the errand, Carl the night. */
static const struct held SICK[] = {
    {BJOERN, "errand@2027-03-01"}, {BJOERN, "errand@2027-03-02"},
    {CARL, "night@2027-03-06"},    {CARL, "board@2027-03-07"},
    {CARL, "visits@2027-03-03"},   {CARL, "errand@2027-03-04"},
    {0, NULL},
};

/* Lines are unfolded. The caller owns the text: free(). */
static char *calendar(struct week *week, enum feed_kind kind, int32_t index,
                      enum feed_detail detail, instant now)
{
    struct feed_request request = {.kind = kind,
                                   .index = index,
                                   .detail = detail,
                                   .now = now,
                                   .norwegian = true};
    struct error err = {0};
    struct arena *arena = arena_new();
    struct text text, flat;
    struct feed feed;
    text_init(&text, ROOM);
    text_init(&flat, ROOM);
    if (feed_build(&week->desk, &request, arena, &feed, &err) != STATUS_OK ||
        feed_render_ics(&feed, &text, &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
    for (const char *c = text_cstr(&text); *c; c++) {
        if (strncmp(c, "\r\n ", 3) == 0) {
            c += 2;
        } else {
            text_char(&flat, *c);
        }
    }
    vec_release(&feed.events);
    text_release(&text);
    arena_free(arena);
    char *bytes = text_take(&flat);
    assert_non_null(bytes);
    return bytes;
}

static int32_t count(const char *bytes, const char *words)
{
    int32_t n = 0;
    for (const char *at = bytes; (at = strstr(at, words)); at++) {
        n++;
    }
    return n;
}

/* The lines of the event that has `words`, in `out`. */
static void event_with(const char *bytes, const char *words, char out[2000])
{
    const char *at = strstr(bytes, words), *start = bytes;
    if (!at) {
        fail_msg("'%s' is not in %s", words, bytes);
    }
    for (const char *b = bytes; (b = strstr(b, "BEGIN:VEVENT")) && b < at;
         b++) {
        start = b;
    }
    const char *end = strstr(at, "END:VEVENT");
    assert_non_null(end);
    snprintf(out, 2000, "%.*s", (int)(end - start), start);
}

static void expect_in(const char *why, const char *bytes, const char *words,
                      bool wanted)
{
    if ((strstr(bytes, words) != NULL) != wanted) {
        fail_msg("%s: '%s' %s in %s", why, words,
                 wanted ? "is not" : "must not be", bytes);
    }
}

/* ---- people ------------------------------------------------------------------- */

static void a_person_sees_duty_role_service_and_municipality(void **state)
{
    struct week week;
    char event[2000];
    (void)state;
    week_open(&week);
    week_publish(&week, WEEK_MONDAY, 7, FIRST, WEEK_NOW);
    char *anne = calendar(&week, FEED_PERSON, ANNE, DETAIL_FULL, WEEK_NOW);
    expect_int("two duties", count(anne, "BEGIN:VEVENT"), 2);
    expect_in("name", anne, "X-WR-CALNAME:Vakter Anne Syk\r\n", true);
    event_with(anne, "20270301T070000Z", event);
    expect_in("errand", event, "SUMMARY:Oppdrag Steigen\r\n", true);
    expect_in("errand", event, "LOCATION:Leinesfjord\r\n", true);
    expect_in("errand", event, "DESCRIPTION:FACT-team\\nSteigen\r\n", true);
    expect_in("errand", event, "TRANSP:OPAQUE", true);
    event_with(anne, "20270306T143000Z", event);
    expect_in("night", event, "SUMMARY:Beredskap (bakvakt)\r\n", true);
    expect_in("night", event, "DTEND:20270307T070000Z\r\n", true);
    expect_in("standby at home", event, "TRANSP:TRANSPARENT", true);
    char *carl = calendar(&week, FEED_PERSON, CARL, DETAIL_FULL, WEEK_NOW);
    event_with(carl, "FACT-tavle", event);
    expect_in("meeting", event, "SUMMARY:FACT-tavle (video)\r\n", true);
    expect_in("meeting", event, "LOCATION:Video\r\n", true);
    expect_in("no colleague", carl, "Anne", false);
    free(anne);
    free(carl);
    week_close(&week);
}

static void a_link_may_say_less(void **state)
{
    static const struct {
        const char *why;
        enum feed_detail detail;
        const char *title, *absent[3];
    } ROWS[] = {
        {"role only", DETAIL_ROLE, "SUMMARY:Beredskap (bakvakt)\r\n",
         {"LOCATION", "DESCRIPTION", "FACT-team"}},
        {"busy only", DETAIL_BUSY, "SUMMARY:Opptatt\r\n",
         {"DESCRIPTION", "CATEGORIES", "Beredskap"}},
    };
    struct week week;
    (void)state;
    week_open(&week);
    week_publish(&week, WEEK_MONDAY, 7, FIRST, WEEK_NOW);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        char *anne =
            calendar(&week, FEED_PERSON, ANNE, ROWS[i].detail, WEEK_NOW);
        expect_in(ROWS[i].why, anne, ROWS[i].title, true);
        for (size_t k = 0; k < COUNT_OF(ROWS[i].absent); k++) {
            expect_in(ROWS[i].why, anne, ROWS[i].absent[k], false);
        }
        free(anne);
        char *service =
            calendar(&week, FEED_SERVICE, 1, ROWS[i].detail, WEEK_NOW);
        expect_in(ROWS[i].why, service, "Anne", false);
        free(service);
    }
    week_close(&week);
}

static void vector_18_a_sick_call_tells_nobody_who_is_ill(void **state)
{
    struct week week;
    char event[2000];
    (void)state;
    week_open(&week);
    week_publish(&week, WEEK_MONDAY, 7, FIRST, WEEK_NOW);
    char *before = calendar(&week, FEED_SERVICE, 0, DETAIL_FULL, WEEK_NOW);
    char *own = calendar(&week, FEED_PERSON, ANNE, DETAIL_FULL, WEEK_NOW);
    week_publish(&week, WEEK_MONDAY, 7, SICK, WEEK_NOW + HOUR);

    char *bjoern = calendar(&week, FEED_PERSON, BJOERN, DETAIL_FULL,
                            WEEK_NOW + HOUR);
    event_with(bjoern, "20270301T070000Z", event);
    expect_in("Bjørn", event, "SUMMARY:Oppdrag Steigen\r\n", true);
    expect_in("Bjørn", event, "STATUS:CONFIRMED", true);
    expect_in("Bjørn", bjoern, "Anne", false);
    expect_in("Bjørn", bjoern, "anne", false);
    expect_in("Bjørn", bjoern, "dekker", false);
    event_with(own, "20270301T070000Z", event);
    event[strcspn(strstr(event, "UID:"), "\r") +
          (size_t)(strstr(event, "UID:") - event)] = '\0';
    expect_in("another UID than Anne's", bjoern, strstr(event, "UID:"),
              false);

    char *anne = calendar(&week, FEED_PERSON, ANNE, DETAIL_FULL,
                          WEEK_NOW + HOUR);
    expect_in("Anne keeps hers", anne, strstr(event, "UID:"), true);
    event_with(anne, "20270301T070000Z", event);
    expect_in("Anne", event, "SUMMARY:AVLYST: Oppdrag Steigen\r\n", true);
    expect_in("Anne", event, "STATUS:CANCELLED", true);
    expect_in("Anne", event, "SEQUENCE:1\r\n", true);
    expect_in("Anne", event, "TRANSP:TRANSPARENT", true);
    expect_in("Anne", anne, "Bjørn", false);

    char *after = calendar(&week, FEED_SERVICE, 0, DETAIL_FULL,
                           WEEK_NOW + HOUR);
    event_with(before, "20270301T070000Z", event);
    event[strcspn(strstr(event, "UID:"), "\r") +
          (size_t)(strstr(event, "UID:") - event)] = '\0';
    char uid[200];
    snprintf(uid, sizeof uid, "%s", strstr(event, "UID:"));
    event_with(after, "20270301T070000Z", event);
    expect_in("the slot's own UID", event, uid, true);
    expect_in("the slot moved on", event, "SEQUENCE:1\r\n", true);
    expect_in("the slot's holder", event, "DESCRIPTION:Bjørn Ås\\n", true);
    expect_in("not who was", event, "Anne", false);
    free(before);
    free(own);
    free(bjoern);
    free(anne);
    free(after);
    week_close(&week);
}

static void a_tombstone_stands_for_two_weeks_and_goes(void **state)
{
    static const struct {
        const char *why;
        instant later;
        int32_t tombstones;
    } ROWS[] = {
        {"a day later", DAY_SECONDS, 2},
        {"a fortnight later", 14 * DAY_SECONDS + 1, 0},
    };
    struct week week;
    (void)state;
    week_open(&week);
    week_publish(&week, WEEK_MONDAY, 7, FIRST, WEEK_NOW);
    week_publish(&week, WEEK_MONDAY, 7, SICK, WEEK_NOW);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        char *anne = calendar(&week, FEED_PERSON, ANNE, DETAIL_FULL,
                              WEEK_NOW + ROWS[i].later);
        expect_int(ROWS[i].why, count(anne, "AVLYST: "), ROWS[i].tombstones);
        free(anne);
    }
    week_close(&week);
}

static void nothing_changes_without_a_revision(void **state)
{
    static const struct {
        enum feed_kind kind;
        int32_t index;
    } ROWS[] = {{FEED_PERSON, CARL},
                {FEED_MEMBER, 0},
                {FEED_SERVICE, 1},
                {FEED_UNCOVERED, NONE}};
    struct week week;
    (void)state;
    week_open(&week);
    week_publish(&week, WEEK_MONDAY, 7, FIRST, WEEK_NOW);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        char *one = calendar(&week, ROWS[i].kind, ROWS[i].index, DETAIL_FULL,
                             WEEK_NOW);
        char *two = calendar(&week, ROWS[i].kind, ROWS[i].index, DETAIL_FULL,
                             WEEK_NOW + 5 * HOUR);
        expect_text("five hours later", two, one);
        free(one);
        free(two);
    }
    week_close(&week);
}

static void calendars_have_windows(void **state)
{
    static const struct {
        const char *why;
        enum feed_kind kind;
        int32_t index;
        instant now; /* days after the Monday */
        int32_t events;
    } ROWS[] = {
        {"a person: 29 days later", FEED_PERSON, ANNE, 29, 2},
        {"a person: 31 days later", FEED_PERSON, ANNE, 31, 1},
        {"a service: 55 days before", FEED_SERVICE, 0, -55, 2},
        {"a service: two months before", FEED_SERVICE, 0, -65, 0},
        {"a service: a fortnight later", FEED_SERVICE, 0, 14, 4},
        {"a service: three weeks later", FEED_SERVICE, 0, 22, 0},
    };
    struct week week;
    (void)state;
    week_open(&week);
    week_publish(&week, WEEK_MONDAY, 7, FIRST, WEEK_NOW);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        instant now =
            ((instant)WEEK_MONDAY + ROWS[i].now) * DAY_SECONDS + 12 * HOUR;
        char *bytes = calendar(&week, ROWS[i].kind, ROWS[i].index,
                               DETAIL_FULL, now);
        expect_int(ROWS[i].why, count(bytes, "BEGIN:VEVENT"), ROWS[i].events);
        free(bytes);
    }
    week_close(&week);
}

/* ---- rosters -------------------------------------------------------------------- */

static void a_member_sees_its_people_and_what_is_done_for_it(void **state)
{
    struct week week;
    char event[2000];
    (void)state;
    week_open(&week);
    week_publish(&week, WEEK_MONDAY, 7, FIRST, WEEK_NOW);
    char *steigen = calendar(&week, FEED_MEMBER, 0, DETAIL_FULL, WEEK_NOW);
    /* Three errands for it, one night of its own person. */
    expect_int("Steigen", count(steigen, "BEGIN:VEVENT"), 4);
    event_with(steigen, "20270304T070000Z", event);
    expect_in("a neighbour who helps is named", event, "Carl Vik", true);
    expect_in("a roster blocks nobody", event, "TRANSP:TRANSPARENT", true);
    expect_in("a roster is not private", steigen, "CLASS:", false);
    char *hamaroy = calendar(&week, FEED_MEMBER, 1, DETAIL_FULL, WEEK_NOW);
    expect_int("Hamarøy", count(hamaroy, "BEGIN:VEVENT"), 3);
    expect_in("others' people", hamaroy, "Anne", false);
    free(steigen);
    free(hamaroy);
    week_close(&week);
}

/* ---- uncovered ------------------------------------------------------------------- */

static void what_nobody_holds_is_an_event(void **state)
{
    struct week week;
    char event[2000];
    (void)state;
    week_open(&week);
    week_publish(&week, WEEK_MONDAY, 7, FIRST, WEEK_NOW);
    char *bytes = calendar(&week, FEED_UNCOVERED, NONE, DETAIL_FULL,
                           WEEK_NOW);
    /* Errands of Wednesday and Friday, one of two visits of the week. */
    expect_int("uncovered", count(bytes, "BEGIN:VEVENT"), 3);
    event_with(bytes, "20270303T070000Z", event);
    expect_in("errand", event, "UID:u-errand@2027-03-03@samvakt\r\n", true);
    expect_in("errand", event, "SUMMARY:Udekket: Oppdrag Steigen\r\n", true);
    expect_in("errand", event, "DESCRIPTION:0 av 1\\nFACT-team\\nSteigen\r\n",
              true);
    event_with(bytes, "Udekket: Besøk", event);
    expect_in("the week", event, "DTSTART;VALUE=DATE:20270301\r\n", true);
    expect_in("the week", event, "DTEND;VALUE=DATE:20270308\r\n", true);
    expect_in("the week", event, "DESCRIPTION:1 av 2\\nRPH\r\n", true);
    free(bytes);
    week_close(&week);
}

static void a_change_of_one_day_hides_no_other(void **state)
{
    static const struct held DAY[] = {{CARL, "errand@2027-03-03"}, {0, NULL}};
    struct week week;
    (void)state;
    week_open(&week);
    week_publish(&week, WEEK_MONDAY, 7, FIRST, WEEK_NOW);
    week_publish(&week, WEEK_MONDAY + 2, 1, DAY, WEEK_NOW + HOUR);
    char *bytes = calendar(&week, FEED_UNCOVERED, NONE, DETAIL_FULL,
                           WEEK_NOW + HOUR);
    expect_in("covered now", bytes, "u-errand@2027-03-03", false);
    expect_in("still open", bytes, "u-errand@2027-03-05", true);
    /* The day's plan has no visit any more: none of two. */
    expect_in("the week's visits", bytes, "DESCRIPTION:0 av 2", true);
    free(bytes);
    week_close(&week);
}

static void before_anything_is_published_calendars_are_empty(void **state)
{
    static const enum feed_kind KINDS[] = {FEED_PERSON, FEED_MEMBER,
                                           FEED_SERVICE, FEED_UNCOVERED};
    struct week week;
    (void)state;
    week_open(&week);
    for (size_t i = 0; i < COUNT_OF(KINDS); i++) {
        char *bytes = calendar(&week, KINDS[i], 0, DETAIL_FULL, WEEK_NOW);
        expect_int("events", count(bytes, "VEVENT"), 0);
        free(bytes);
    }
    week_close(&week);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_sees_duty_role_service_and_municipality),
        cmocka_unit_test(a_link_may_say_less),
        cmocka_unit_test(vector_18_a_sick_call_tells_nobody_who_is_ill),
        cmocka_unit_test(a_tombstone_stands_for_two_weeks_and_goes),
        cmocka_unit_test(nothing_changes_without_a_revision),
        cmocka_unit_test(calendars_have_windows),
        cmocka_unit_test(a_member_sees_its_people_and_what_is_done_for_it),
        cmocka_unit_test(what_nobody_holds_is_an_event),
        cmocka_unit_test(a_change_of_one_day_hides_no_other),
        cmocka_unit_test(before_anything_is_published_calendars_are_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
