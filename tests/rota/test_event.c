/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_event.c - what may happen to a published plan, kind by kind. */
#include "tests/rota/island.h"

#include <stdio.h>

#include "rota/event_kinds.h"
#include "store/store_event.h"

enum { ROOM = 1000 };

static void expect_opened(struct week *week, const char *why,
                          const char *wanted)
{
    struct error err = {0};
    cJSON *object = NULL;
    char found[ROOM];
    if (rota_list_opened(&week->desk, &object, &err) != STATUS_OK) {
        fail_msg("%s: %s", why, err.text);
    }
    expect_text(why, island_slots(island_get(object, "opened"), found, ROOM),
                wanted);
    cJSON_Delete(object);
}

static void each_kind_opens_what_it_should(void **state)
{
    static const struct {
        const char *why, *at, *words, *opened;
    } ROWS[] = {
        {"sick today, the end open", "2027-03-01T07:10", "sick anne",
         "visits@03-01 anne, night@03-01 anne"},
        {"sick today, after the day duty", "2027-03-01T15:30", "sick anne",
         "night@03-01 anne"},
        {"the night before touches the first day", "2027-03-02T06:30",
         "sick anne", "night@03-01 anne, visits@03-02 anne"},
        {"two days", "2027-03-01T07:10", "sick anne to=2027-03-03",
         "visits@03-01 anne, night@03-01 anne, visits@03-02 anne"},
        {"told ahead", "2027-03-01T07:10",
         "sick anne from=2027-03-05 to=2027-03-05", "visits@03-05 anne"},
        {"a child for one day", "2027-03-01T07:10",
         "child-sick anne", "visits@03-01 anne, night@03-01 anne"},
        {"half a sick note leaves the day", "2027-03-01T07:10",
         "sick-note anne to=2027-03-05 grade=50", "night@03-01 anne"},
        {"a whole one does not", "2027-03-01T07:10",
         "sick-note anne to=2027-03-01 grade=100",
         "visits@03-01 anne, night@03-01 anne"},
        {"resigned", "2027-03-01T07:10", "resignation eva last=2027-03-16",
         "night@03-17 eva, office@03-18 eva"},
        {"excluded from a demand", "2027-03-01T07:10",
         "conflict bjorn degree=never demand=visits to=2027-03-04",
         "visits@03-03 bjorn, visits@03-04 bjorn"},
        {"a case leaves standby without anybody free of it",
         "2027-03-01T07:10",
         "conflict dina degree=not-alone case_ref=K7-M3Q9 to=2027-03-05",
         "night@03-04 dina"},
        {"avoid is a wish", "2027-03-01T07:10",
         "conflict dina degree=avoid demand=office", ""},
        {"no ferry today, but everybody is where they work",
         "2027-03-01T05:00", "link ferry=out", ""},
        {"called off: who held it is free", "2027-03-01T07:10",
         "cancelled activity=seminar date=2027-03-03",
         "seminar@03-03 dina"},
        {"too tired today", "2027-03-01T07:10", "fatigue anne",
         "visits@03-01 anne, night@03-01 anne"},
        {"a late wish opens nothing", "2027-03-01T07:10",
         "wish anne from=2027-03-03 to=2027-03-05", ""},
        {"leave that is only asked for opens nothing", "2027-03-01T07:10",
         "leave anne from=2027-03-01 to=2027-03-05", ""},
        {"pinned to what is hers and to what is not", "2027-03-01T07:10",
         "pin anne demand=visits date=2027-03-04", ""},
        {"pinned out of what she holds", "2027-03-01T07:10",
         "pin anne demand=visits date=2027-03-02 on=false",
         "visits@03-02 anne"},
        {"away on days with nothing", "2027-03-01T07:10",
         "sick anne from=2027-03-06 to=2027-03-07", ""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct week week;
        struct error err = {0};
        char found[ROOM];
        island_open(&week);
        island_publish(&week);
        island_at(&week, ROWS[i].at);
        cJSON *object = island_must_file(&week, ROWS[i].words);
        expect_text(ROWS[i].why,
                    island_slots(island_get(object, "opened"), found, ROOM),
                    ROWS[i].opened);
        expect_opened(&week, ROWS[i].why, ROWS[i].opened);
        cJSON_Delete(object);
        if (rota_event_undo(&week.desk, 1, NULL, &object, &err) !=
            STATUS_OK) {
            fail_msg("%s: %s", ROWS[i].why, err.text);
        }
        expect_text(ROWS[i].why,
                    island_slots(island_get(object, "closed"), found, ROOM),
                    ROWS[i].opened);
        expect_opened(&week, ROWS[i].why, "");
        cJSON_Delete(object);
        week_close(&week);
    }
}

static void sickness_without_an_end_goes_on_from_morning_to_morning(
    void **state)
{
    static const struct {
        const char *at, *opened;
    } ROWS[] = {
        {"2027-03-01T07:10", "visits@03-01 anne, night@03-01 anne"},
        {"2027-03-02T05:59", "night@03-01 anne"},
        {"2027-03-02T06:00", "night@03-01 anne, visits@03-02 anne"},
        {"2027-03-02T15:30", ""},
        {"2027-03-05T05:59", ""},
        {"2027-03-05T06:00", "visits@03-05 anne"},
    };
    struct week week;
    int32_t n = 0;
    struct error err = {0};
    (void)state;
    island_open(&week);
    island_publish(&week);
    island_at(&week, "2027-03-01T07:10");
    cJSON_Delete(island_must_file(&week, "sick anne"));
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        island_at(&week, ROWS[i].at);
        expect_opened(&week, ROWS[i].at, ROWS[i].opened);
    }
    /* Noted by the timer, since the morning on which it began to be open. */
    assert_int_equal(rota_note_opened(&week.desk, &n, &err), STATUS_OK);
    assert_int_equal(n, 1);
    assert_int_equal(rota_note_opened(&week.desk, &n, &err), STATUS_OK);
    assert_int_equal(n, 0);
    struct opened_vec opened = {0};
    assert_int_equal(rota_opened(&week.desk, &opened, &err), STATUS_OK);
    assert_int_equal(opened.n, 1);
    assert_int_equal(opened.at[0].since,
                     zone_instant(WEEK_MONDAY + 4, RELEASE_MINUTE));
    vec_release(&opened);
    /* Back on Thursday, told on Friday: Friday is not open any more. */
    cJSON_Delete(island_must_file(&week, "back anne from=2027-03-04"));
    expect_opened(&week, "back", "");
    week_close(&week);
}

static void a_return_told_ahead_is_believed(void **state)
{
    struct week week;
    (void)state;
    island_open(&week);
    island_publish(&week);
    island_at(&week, "2027-03-01T07:10");
    cJSON_Delete(island_must_file(&week, "sick anne"));
    cJSON_Delete(island_must_file(&week, "back anne from=2027-03-05"));
    expect_opened(&week, "until Thursday",
                  "visits@03-01 anne, night@03-01 anne, visits@03-02 anne");
    cJSON_Delete(island_must_file(&week, "sick anne from=2027-03-05 to=2027-03-05"));
    expect_opened(&week, "a later sickness is another one",
                  "visits@03-01 anne, night@03-01 anne, visits@03-02 anne, "
                  "visits@03-05 anne");
    week_close(&week);
}

/* Anne has the visits of Monday and Tuesday and the night between (domain.md
 * 8.2, vectors 6 and 22). Dina has Thursday's night and Friday's office. */
static void a_call_out_moves_the_next_start(void **state)
{
    static const struct {
        const char *why, *at, *words, *opened, *planned, *earliest;
        bool legal;
    } ROWS[] = {
        {"early enough to sleep", "2027-03-02T07:00",
         "call-out anne start=2027-03-01T16:00 end=2027-03-01T20:00", "",
         "2027-03-02T07:00:00Z", "2027-03-02T07:00:00Z", true},
        {"in the middle of the night", "2027-03-02T07:00",
         "call-out anne start=2027-03-02T01:00 end=2027-03-02T03:00",
         "visits@03-02 anne", "2027-03-02T07:00:00Z", "2027-03-02T13:00:00Z",
         false},
        {"entered after the duty began", "2027-03-02T09:00",
         "call-out anne start=2027-03-02T01:00 end=2027-03-02T03:00", "",
         "2027-03-02T07:00:00Z", "2027-03-02T13:00:00Z", false},
        {"no duty the day before", "2027-03-05T07:00",
         "call-out dina start=2027-03-05T01:00 end=2027-03-05T03:00", "",
         "2027-03-05T07:00:00Z", "2027-03-05T07:00:00Z", true},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct week week;
        char found[ROOM];
        island_open(&week);
        island_publish(&week);
        island_at(&week, ROWS[i].at);
        cJSON *object = island_must_file(&week, ROWS[i].words);
        expect_text(ROWS[i].why,
                    island_slots(island_get(object, "opened"), found, ROOM),
                    ROWS[i].opened);
        cJSON *rest = island_get(object, "rest");
        expect_text(ROWS[i].why, cJSON_GetStringValue(island_get(rest, "planned")),
                    ROWS[i].planned);
        expect_text(ROWS[i].why, cJSON_GetStringValue(island_get(rest, "earliest")),
                    ROWS[i].earliest);
        expect_int(ROWS[i].why, cJSON_IsTrue(island_get(rest, "legal")),
                   ROWS[i].legal);
        cJSON_Delete(object);
        week_close(&week);
    }
}

/* Eva has the first weekend's standby: Friday 15:30 to Monday 08:00. Vector 7:
 * from the end of the last call-out to Monday 00:00 35 hours must be left, but
 * she was free from Wednesday's office on. So the office of the other days is
 * put on her: nothing else makes a week without rest here. */
static void a_call_out_that_breaks_the_weekly_rest_says_so(void **state)
{
    static const struct {
        const char *words;
        bool kept;
    } ROWS[] = {
        {"call-out eva start=2027-03-06T12:00 end=2027-03-06T13:00", true},
        {"call-out eva start=2027-03-07T10:00 end=2027-03-07T10:30", false},
    };
    static const struct held BUSY[] = {
        {EVA, "office@2027-03-01"}, {EVA, "office@2027-03-02"},
        {EVA, "office@2027-03-03"}, {EVA, "office@2027-03-04"},
        {EVA, "office@2027-03-05"}, {EVA, "fri@2027-03-05"},
        {EVA, "sat@2027-03-06"},    {EVA, "sun@2027-03-07"},
        {0, NULL}};
    struct week week;
    (void)state;
    island_open(&week);
    week_publish(&week, WEEK_MONDAY, 7, BUSY, WEEK_NOW);
    island_at(&week, "2027-03-07T12:00");
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) { /* the one and then both */
        cJSON *object = island_must_file(&week, ROWS[i].words);
        cJSON *weekly = island_get(island_get(object, "rest"), "weekly");
        expect_int(ROWS[i].words, cJSON_IsTrue(island_get(weekly, "kept")),
                   ROWS[i].kept);
        cJSON_Delete(object);
    }
    week_close(&week);
}

static int32_t count_events(struct week *week, bool all)
{
    cJSON *object = NULL;
    struct error err = {0};
    assert_int_equal(rota_events(&week->desk, all, &object, &err), STATUS_OK);
    int32_t n = cJSON_GetArraySize(island_get(object, "events"));
    cJSON_Delete(object);
    return n;
}

static void the_same_event_twice_is_one(void **state)
{
    static const struct {
        const char *why, *first, *second;
        bool same;
    } ROWS[] = {
        {"word for word", "sick anne", "sick anne", true},
        {"the default is the same as today", "sick anne",
         "sick anne from=2027-03-01 to=open", true},
        {"by somebody else", "sick anne by=anne", "sick anne", true},
        {"another day", "sick anne", "sick anne from=2027-03-02", false},
        {"another person", "sick anne", "sick bjorn", false},
        {"the same key", "sick anne idem=k1", "sick anne idem=k1", true},
        {"another key", "sick anne idem=k1", "sick anne idem=k2", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct week week;
        island_open(&week);
        island_publish(&week);
        island_at(&week, "2027-03-01T07:10");
        cJSON_Delete(island_must_file(&week, ROWS[i].first));
        cJSON *again = island_must_file(&week, ROWS[i].second);
        expect_int(ROWS[i].why, cJSON_IsTrue(island_get(again, "already")),
                   ROWS[i].same);
        expect_int(ROWS[i].why, count_events(&week, true),
                   ROWS[i].same ? 1 : 2);
        cJSON_Delete(again);
        week_close(&week);
    }
}

static void an_undone_event_may_be_filed_again(void **state)
{
    struct week week;
    struct error err = {0};
    cJSON *object = NULL;
    (void)state;
    island_open(&week);
    island_publish(&week);
    island_at(&week, "2027-03-01T07:10");
    cJSON_Delete(island_must_file(&week, "sick anne"));
    for (int32_t twice = 0; twice < 2; twice++) {
        assert_int_equal(
            rota_event_undo(&week.desk, 1, NULL, &object, &err), STATUS_OK);
        assert_int_equal(cJSON_IsTrue(island_get(object, "already")), twice);
        assert_int_equal((int)island_get(object, "event")->valuedouble, 2);
        cJSON_Delete(object);
    }
    object = island_must_file(&week, "sick anne");
    assert_false(cJSON_IsTrue(island_get(object, "already")));
    cJSON_Delete(object);
    assert_int_equal(count_events(&week, true), 3);
    assert_int_equal(count_events(&week, false), 1);
    week_close(&week);
}

static void a_correction_is_the_next_revision(void **state)
{
    struct week week;
    (void)state;
    island_open(&week);
    island_publish(&week);
    island_at(&week, "2027-03-01T07:10");
    cJSON_Delete(island_must_file(&week, "sick anne to=2027-03-05"));
    cJSON *object = island_must_file(&week, "sick anne to=2027-03-01 corrects=1");
    assert_int_equal((int)island_get(object, "revision")->valuedouble, 2);
    assert_int_equal((int)island_get(object, "replaces")->valuedouble, 1);
    cJSON_Delete(object);
    expect_opened(&week, "only Monday",
                  "visits@03-01 anne, night@03-01 anne");
    assert_int_equal(count_events(&week, false), 1);
    /* A call-out moves with its correction. */
    island_at(&week, "2027-03-12T08:00");
    cJSON_Delete(island_must_file(&week, "call-out eva start=2027-03-11T20:00 "
                             "end=2027-03-11T21:00"));
    cJSON_Delete(island_must_file(&week, "call-out eva start=2027-03-11T20:30 "
                             "end=2027-03-11T21:00 corrects=3"));
    struct plan standing;
    struct error err = {0};
    assert_int_equal(rota_standing(&week.desk, 7, &standing, &err),
                     STATUS_OK);
    assert_int_equal(standing.callouts.n, 1);
    assert_int_equal(standing.callouts.at[0].from,
                     zone_instant(WEEK_MONDAY + 10, 20 * 60 + 30));
    plan_release(&standing);
    week_close(&week);
}

static const struct {
    const char *words, *said;
} REFUSED[] = {
    {"flu anne", "expected a kind of event, found 'flu'"},
    {"sick", "sick: expected the id of a person, found nothing"},
    {"sick nils", "sick: expected the id of a person, found 'nils'"},
    {"sick anne from=2027-02-30",
     "sick: from: expected a date that exists, found '2027-02-30'"},
    {"sick anne from=2072-03-01",
     "sick: from: expected a day within 800 days of today"},
    {"sick anne from=open", "sick: from: expected"},
    {"sick anne to=2027-02-01", "sick: absences[0].to: expected"},
    {"sick anne grade=50",
     "sick: expected a field of this event, found 'grade'"},
    {"sick anne from=today from=today",
     "sick: expected 'from' once, found it twice"},
    {"sick anne by=bjorn", "by: expected 'anne' or manager, found 'bjorn'"},
    {"sick anne by=nils", "by: expected the id of a person, found 'nils'"},
    {"sick-note anne to=2027-03-05 grade=120",
     "sick-note: grade: expected"},
    {"sick-note anne", "sick-note: expected to (last day, or open)"},
    {"resignation anne last=soon", "resignation: last: expected"},
    {"conflict anne degree=rarely demand=office",
     "conflict: degree: expected"},
    {"conflict anne degree=never demand=ofice",
     "conflict: exclusions[0].demand: expected"},
    {"conflict anne degree=never", "conflict: exclusions[0]"},
    {"link ferry=none", "link: disruptions[0].ferry: expected"},
    {"link anne ferry=out", "link: expected no person, found 'anne'"},
    {"link ferry=out status=delayed", "link: disruptions[0]"},
    {"cancelled activity=seminar date=2027-03-04",
     "cancelled: date: expected a day on which 'seminar' takes place"},
    {"cancelled activity=fixed date=2027-03-04",
     "cancelled: activity: 'fixed' may not be called off"},
    {"cancelled activity=ball date=2027-03-04",
     "cancelled: activity: expected the id of an activity, found 'ball'"},
    {"cancelled activity=seminar date=2027-03-03 by=dina",
     "by: cancelled is filed by a manager, not by 'dina'"},
    {"call-out anne start=2027-03-01T20:00 end=2027-03-01T19:00",
     "call-out: end: expected one after the start"},
    {"call-out anne start=2027-03-01T20:00 end=2027-03-01T21:00",
     "call-out: end: expected one after the start, within 24 hours and "
     "not to come"},
    {"call-out anne start=2027-02-27T20:00 end=2027-02-27T21:00",
     "call-out: start: expected a time in a published standby of 'anne'"},
    {"call-out anne start=20:00 end=21:00",
     "call-out: start: expected YYYY-MM-DDTHH:MM"},
    {"wish anne kind=duty from=2027-03-03", "wish: wishes[0]"},
    {"conflict anne degree=never demand=\xff",
     "conflict: demand: expected a word"},
    {"conflict anne degree= demand=office",
     "conflict: degree: expected a word"},
    {"sick anne'; from=today", "sick: expected the id of a person"},
    {"sick anne idem=", "key: expected 1 to 199 bytes"},
    {"leave anne kind=sick-self from=2027-03-03",
     "leave: kind: expected a kind of leave, found 'sick-self'"},
    {"leave anne kind=rest from=2027-03-03", "leave: kind: expected"},
    {"leave anne", "leave: expected from (first day)"},
    {"leave-answer anne leave=1 answer=approve",
     "leave-answer: leave: expected the number of leave that 'anne' waits "
     "for, found '1'"},
    {"leave-answer anne leave=0 answer=approve", "leave-answer: leave:"},
    {"leave-answer anne leave=1 answer=perhaps",
     "leave-answer: answer: expected approve or refuse, found 'perhaps'"},
    {"leave-answer anne leave=1 answer=approve by=anne",
     "by: leave-answer is filed by a manager, not by 'anne'"},
    {"wish anne from=2027-03-03 by=anne",
     "wish: from: expected a day after 2027-03-21, the last that is "
     "planned, found 2027-03-03"},
    {"pin anne date=2027-03-04", "pin: pins[0]"},
    {"pin anne demand=visits activity=seminar date=2027-03-03",
     "pin: pins[0]"},
    {"pin anne demand=visits", "pin: expected date"},
    {"pin anne demand=visits date=2027-03-04 on=perhaps", "pin: on: "},
    {"pin anne demand=visits date=2027-03-06",
     "pin: anne: expected somebody who may take visits on 2027-03-06, "
     "found: the duty does not exist that day"},
    {"pin anne activity=seminar date=2027-03-03",
     "found: does not belong to it"},
    {"pin anne demand=visits date=2027-03-04 by=anne",
     "by: pin is filed by a manager, not by 'anne'"},
    {"sick anne from=2027-03-01T07:00", "sick: from: expected"},
    {"call-out anne start=2027-03-28T02:30 end=2027-03-28T03:30",
     "call-out: start: expected a time that the clock shows once"},
    {"sick anne corrects=7", "event 7: there is no such event"},
};

static void what_cannot_be_is_refused_with_its_place(void **state)
{
    struct week week;
    (void)state;
    island_open(&week);
    island_publish(&week);
    island_at(&week, "2027-03-01T07:10");
    for (size_t i = 0; i < COUNT_OF(REFUSED); i++) {
        struct error err = {0};
        cJSON *object = island_file(&week, REFUSED[i].words, &err);
        if (object) {
            fail_msg("%s: was taken", REFUSED[i].words);
        }
        expect_words(REFUSED[i].words, err.text, REFUSED[i].said);
        assert_int_equal(count_events(&week, true), 0);
    }
    week_close(&week);
}

static void before_anything_is_published_an_event_opens_nothing(void **state)
{
    struct week week;
    struct error err = {0};
    (void)state;
    island_open(&week);
    island_at(&week, "2027-03-01T07:10");
    cJSON *object = island_must_file(&week, "sick anne");
    assert_int_equal(cJSON_GetArraySize(island_get(object, "opened")), 0);
    cJSON_Delete(object);
    object = island_file(&week, "call-out anne start=2027-02-27T20:00 "
                                "end=2027-02-27T21:00",
                         &err);
    assert_null(object);
    expect_words("no standby yet", err.text, "found none");
    week_close(&week);
}

static void those_who_are_no_managers_are_not_told_why(void **state)
{
    struct week week;
    (void)state;
    island_open(&week);
    island_publish(&week);
    island_at(&week, "2027-03-01T07:10");
    cJSON *object = island_must_file(&week, "sick anne");
    assert_non_null(island_get(cJSON_GetArrayItem(island_get(object, "opened"), 0), "why"));
    cJSON_Delete(object);
    week.desk.manager = false;
    object = island_must_file(&week, "sick bjorn from=2027-03-03");
    cJSON *slot = cJSON_GetArrayItem(island_get(object, "opened"), 0);
    assert_non_null(slot);
    assert_null(island_get(slot, "why"));
    cJSON_Delete(object);
    week_close(&week);
}

static void an_import_keeps_events_and_refuses_to_lose_what_they_name(
    void **state)
{
    struct week week;
    struct error err = {0};
    struct faults faults = {0};
    cJSON *said = NULL;
    char json[128], *bytes = NULL;
    size_t length = 0;
    (void)state;
    island_open(&week);
    island_publish(&week);
    island_at(&week, "2027-03-01T07:10");
    cJSON_Delete(island_must_file(&week, "sick anne"));
    snprintf(json, sizeof json, "%s/other.json", week.folder);
    assert_int_equal(
        rota_import(&week.desk, json, false, &said, &faults, &err),
        STATUS_OK);
    cJSON_Delete(said);
    expect_opened(&week, "after the import",
                  "visits@03-01 anne, night@03-01 anne");
    cJSON_Delete(island_must_file(&week, "link ferry=out"));
    assert_int_equal(file_read(json, 1 << 20, &bytes, &length, &err),
                     STATUS_OK);
    char *name = strstr(bytes, "\"id\": \"out\"");
    assert_non_null(name);
    memcpy(name, "\"id\": \"oot\"", strlen("\"id\": \"oot\""));
    assert_int_equal(file_write(json, bytes, length, &err), STATUS_OK);
    free(bytes);
    assert_int_not_equal(
        rota_import(&week.desk, json, false, &said, &faults, &err),
        STATUS_OK);
    expect_words("a ferry that an event names", err.text, "'out'");
    faults_release(&faults);
    expect_opened(&week, "nothing changed",
                  "visits@03-01 anne, night@03-01 anne");
    week_close(&week);
}

/* ---- the page about them -------------------------------------------------------- */

static void write_fallback(const struct event_field *f, struct text *out)
{
    if (!f->fallback) {
        text_str(out, " (none)");
    } else if (strcmp(f->fallback, "!") != 0) {
        text_printf(out, " (%s)", f->fallback);
    }
}

static void write_row(const struct event_kind *kind, struct text *out)
{
    text_printf(out, "| `%s` | %s | ", kind->name,
                kind->filer == FILED_BY_MANAGER ? "manager" : "anybody");
    for (const struct event_field *f = kind->fields; f->key; f++) {
        text_printf(out, "%s`%s`", f == kind->fields ? "" : ", ", f->key);
        write_fallback(f, out);
    }
    text_printf(out, " | %s |\n", kind->opens);
}

static void the_page_lists_each_kind_as_the_table_has_it(void **state)
{
    struct error err = {0};
    struct text row;
    char path[400], *page = NULL;
    size_t length = 0;
    const char *source = getenv("SAMVAKT_SOURCE");
    (void)state;
    snprintf(path, sizeof path, "%s/docs/events.md", source ? source : ".");
    assert_int_equal(file_read(path, 1 << 20, &page, &length, &err),
                     STATUS_OK);
    text_init(&row, 2000);
    for (int32_t i = 0; i < N_EVENT_KINDS; i++) {
        text_clear(&row);
        write_row(&EVENT_KINDS[i], &row);
        if (!strstr(page, text_cstr(&row))) {
            fail_msg("docs/events.md has no row\n%s", text_cstr(&row));
        }
    }
    text_release(&row);
    free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_opens_what_it_should),
        cmocka_unit_test(
            sickness_without_an_end_goes_on_from_morning_to_morning),
        cmocka_unit_test(a_return_told_ahead_is_believed),
        cmocka_unit_test(a_call_out_moves_the_next_start),
        cmocka_unit_test(a_call_out_that_breaks_the_weekly_rest_says_so),
        cmocka_unit_test(the_same_event_twice_is_one),
        cmocka_unit_test(an_undone_event_may_be_filed_again),
        cmocka_unit_test(a_correction_is_the_next_revision),
        cmocka_unit_test(what_cannot_be_is_refused_with_its_place),
        cmocka_unit_test(before_anything_is_published_an_event_opens_nothing),
        cmocka_unit_test(those_who_are_no_managers_are_not_told_why),
        cmocka_unit_test(
            an_import_keeps_events_and_refuses_to_lose_what_they_name),
        cmocka_unit_test(the_page_lists_each_kind_as_the_table_has_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
