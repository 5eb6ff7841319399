/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_request.c - wishes and leave: asked, changed, decided, taken back. */
#include "tests/rota/island.h"

#include "rota/request.h"

enum { ROOM = 1000 };

static void open_week(struct week *week)
{
    island_open(week);
    island_publish(week);
    island_at(week, "2027-03-01T07:10");
}

static cJSON *requests(struct week *week, const char *person)
{
    struct error err = {0};
    cJSON *object = NULL;
    if (rota_requests(&week->desk, person, &object, &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
    return object;
}

/* "2 anne off 2027-04-05 2027-04-06, ..." of one list. */
static char *lines(const cJSON *list, const char *last, char out[ROOM])
{
    const cJSON *item;
    struct text text;
    text_init(&text, ROOM - 1);
    cJSON_ArrayForEach(item, list)
    {
        text_printf(&text, "%s%lld %s %s %s %s",
                    text.length ? ", " : "",
                    (long long)island_get(item, "event")->valuedouble,
                    cJSON_GetStringValue(island_get(item, "person")),
                    cJSON_GetStringValue(island_get(item, "kind")),
                    cJSON_GetStringValue(island_get(item, "from")),
                    cJSON_GetStringValue(island_get(item, last)));
    }
    snprintf(out, ROOM, "%s", text_cstr(&text));
    text_release(&text);
    return out;
}

static void expect_list(struct week *week, const char *person,
                        const char *key, const char *last,
                        const char *expected)
{
    char found[ROOM];
    cJSON *object = requests(week, person);
    expect_text(key, lines(island_get(object, key), last, found), expected);
    cJSON_Delete(object);
}

static void expect_opened(struct week *week, const char *why,
                          const char *expected)
{
    struct error err = {0};
    cJSON *object = NULL;
    char found[ROOM];
    assert_int_equal(rota_list_opened(&week->desk, &object, &err), STATUS_OK);
    expect_text(why, island_slots(island_get(object, "opened"), found, ROOM),
                expected);
    cJSON_Delete(object);
}

static void undo(struct week *week, int64_t number)
{
    struct error err = {0};
    cJSON *object = NULL;
    if (rota_event_undo(&week->desk, number, NULL, &object, &err) !=
        STATUS_OK) {
        fail_msg("%s", err.text);
    }
    cJSON_Delete(object);
}

static void a_wish_is_entered_changed_and_withdrawn(void **state)
{
    struct week week;
    (void)state;
    open_week(&week);
    cJSON *object = requests(&week, "anne");
    expect_text("the last planned day",
                cJSON_GetStringValue(island_get(object, "planned_until")),
                "2027-03-21");
    cJSON_Delete(object);
    cJSON_Delete(island_must_file(&week, "wish anne from=2027-03-22 by=anne"));
    cJSON_Delete(island_must_file(
        &week, "wish bjorn kind=not-duty demand=night from=2027-03-24 "
               "to=2027-03-26 by=bjorn"));
    expect_list(&week, "anne", "wishes", "to",
                "1 anne off 2027-03-22 2027-03-22");
    expect_list(&week, NULL, "wishes", "to",
                "1 anne off 2027-03-22 2027-03-22, "
                "2 bjorn not-duty 2027-03-24 2027-03-26");
    cJSON_Delete(island_must_file(
        &week, "wish anne from=2027-03-23 corrects=1 by=anne"));
    expect_list(&week, "anne", "wishes", "to",
                "3 anne off 2027-03-23 2027-03-23");
    struct error said = {0};
    assert_int_equal(
        rota_event_undo(&week.desk, 1, "anne", &object, &said),
        STATUS_CONFLICT);
    expect_words("the first revision", said.text,
                 "event 1: expected one that stands, found one that event 3 "
                 "has replaced");
    undo(&week, 3);
    expect_list(&week, "anne", "wishes", "to", "");
    week_close(&week);
}

static void leave_counts_when_it_is_approved(void **state)
{
    struct week week;
    (void)state;
    open_week(&week);
    cJSON_Delete(island_must_file(
        &week, "leave anne from=2027-03-01 to=2027-03-02 by=anne"));
    expect_list(&week, "anne", "leaves", "state",
                "1 anne holiday 2027-03-01 asked");
    cJSON *object = requests(&week, "anne");
    char *holds = cJSON_PrintUnformatted(island_get(
        cJSON_GetArrayItem(island_get(object, "leaves"), 0), "holds"));
    expect_text("what would come open", holds,
                "[\"visits@2027-03-01\",\"night@2027-03-01\","
                "\"visits@2027-03-02\"]");
    free(holds);
    cJSON_Delete(object);
    expect_opened(&week, "only asked for", "");
    island_at(&week, "2027-03-01T07:20");
    cJSON_Delete(island_must_file(&week,
                                  "leave-answer anne leave=1 answer=approve"));
    expect_list(&week, "anne", "leaves", "state",
                "1 anne holiday 2027-03-01 approved");
    expect_opened(&week, "approved",
                  "visits@03-01 anne, night@03-01 anne, visits@03-02 anne");
    week_close(&week);
}

static void what_leave_opens_is_open_since_the_answer(void **state)
{
    struct week week;
    struct error err = {0};
    struct opened_vec opened = {0};
    (void)state;
    open_week(&week);
    cJSON_Delete(island_must_file(&week, "leave anne from=2027-03-05"));
    island_at(&week, "2027-03-02T09:00");
    cJSON_Delete(island_must_file(&week,
                                  "leave-answer anne leave=1 answer=approve"));
    assert_int_equal(rota_opened(&week.desk, &opened, &err), STATUS_OK);
    assert_int_equal(opened.n, 1);
    assert_int_equal(opened.at[0].event, 2);
    assert_int_equal(opened.at[0].since, week.desk.act.at);
    vec_release(&opened);
    week_close(&week);
}

static void an_answer_may_be_taken_back_and_leave_withdrawn(void **state)
{
    struct week week;
    struct error said = {0};
    (void)state;
    open_week(&week);
    cJSON_Delete(island_must_file(&week, "leave anne from=2027-03-02"));
    cJSON_Delete(island_must_file(&week,
                                  "leave-answer anne leave=1 answer=refuse"));
    expect_list(&week, "anne", "leaves", "state",
                "1 anne holiday 2027-03-02 refused");
    assert_null(island_file(&week, "leave-answer anne leave=1 answer=approve",
                            &said));
    expect_words("decided once", said.text, "waits for");
    undo(&week, 2);
    cJSON_Delete(island_must_file(&week,
                                  "leave-answer anne leave=1 answer=approve"));
    expect_opened(&week, "approved after all",
                  "night@03-01 anne, visits@03-02 anne");
    undo(&week, 1);
    expect_list(&week, "anne", "leaves", "state", "");
    expect_opened(&week, "withdrawn", "");
    assert_null(island_file(&week, "leave-answer anne leave=1 answer=refuse",
                            &said));
    week_close(&week);
}

static void nobody_decides_for_the_wrong_person(void **state)
{
    struct week week;
    struct error said = {0};
    (void)state;
    open_week(&week);
    cJSON_Delete(island_must_file(&week, "leave anne from=2027-03-02"));
    assert_null(island_file(&week, "leave-answer bjorn leave=1 answer=approve",
                            &said));
    expect_words("another's", said.text, "leave that 'bjorn' waits for");
    assert_int_equal(rota_requests(&week.desk, "nils", NULL, &said),
                     STATUS_USAGE);
    week_close(&week);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wish_is_entered_changed_and_withdrawn),
        cmocka_unit_test(leave_counts_when_it_is_approved),
        cmocka_unit_test(what_leave_opens_is_open_since_the_answer),
        cmocka_unit_test(an_answer_may_be_taken_back_and_leave_withdrawn),
        cmocka_unit_test(nobody_decides_for_the_wrong_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
