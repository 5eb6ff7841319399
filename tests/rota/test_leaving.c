/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_leaving.c - questions that ask for more than the slot: a duty to leave
 * for it, overtime; and questions that nobody needs to read any more.
 */
#include <stdio.h>
#include <stdlib.h>

#include "rota/ask.h"
#include "store/store_outbox.h"
#include "tests/rota/rungs.h"

#define ERRAND "errand@2027-03-02"
#define DESK "desk@2027-03-02"
enum { THE_ANNE, THE_BO, ROOM = 400 };

static cJSON *ask_both(struct week *week, const char *const *people, int32_t n)
{
    struct error err = {0};
    cJSON *said = NULL;
    const struct ask_options options = {.slot = ERRAND,
                                        .order = ASK_BROADCAST,
                                        .people = people,
                                        .n_people = n};
    if (rota_ask(&week->desk, &options, &said, &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
    return said;
}

static enum status say(struct week *week, int64_t offer,
                       enum offer_answer answer, int64_t *plan,
                       struct error *err)
{
    cJSON *said = NULL;
    const struct answer_options options = {.offer = offer, .answer = answer};
    enum status status = rota_answer(&week->desk, &options, &said, err);
    if (status == STATUS_OK) {
        const cJSON *number = island_get(said, "plan");
        *plan = number ? json_int(number) : 0;
        cJSON_Delete(said);
    }
    return status;
}

/* "bo desk@2027-03-02 overtime route" of each offer. */
static char *terms(const cJSON *round, char out[ROOM])
{
    const cJSON *offer, *slot;
    struct text text;
    text_init(&text, ROOM - 1);
    cJSON_ArrayForEach(offer, island_get(round, "offers"))
    {
        text_printf(&text, "%s%s", text.length ? ", " : "",
                    cJSON_GetStringValue(island_get(offer, "person")));
        cJSON_ArrayForEach(slot, island_get(offer, "gives"))
        {
            text_printf(&text, " %s", cJSON_GetStringValue(slot));
        }
        text_printf(&text, "%s %s",
                    cJSON_IsTrue(island_get(offer, "overtime")) ? " overtime"
                                                                : "",
                    cJSON_GetStringValue(island_get(offer, "route")));
    }
    snprintf(out, ROOM, "%s", text_cstr(&text));
    text_release(&text);
    return out;
}

static int32_t messages(struct week *week, const char *person,
                        const char *words, enum message_state state)
{
    struct error err = {0};
    struct outbox_vec all = {0};
    int32_t n = 0;
    assert_int_equal(store_list_messages(week->desk.store, false, &all, &err),
                     STATUS_OK);
    for (int32_t i = 0; i < all.n; i++) {
        n += strcmp(all.at[i].recipient, person) == 0 &&
             all.at[i].state == state && strstr(all.at[i].text, words);
    }
    outbox_release(&all);
    return n;
}

/* The draft has the slot with this mark. */
static bool draft_has(struct week *week, int64_t plan, int32_t staff,
                      const char *slot, bool *overtime)
{
    struct error err = {0};
    struct plan_record record = {0};
    duty_ix duty;
    date_day date;
    bool has = false;
    assert_int_equal(slot_parse(week->desk.coop, slot, &duty, &date, &err),
                     STATUS_OK);
    assert_int_equal(store_get_plan(week->desk.store, week->desk.coop, plan,
                                    &record, &err),
                     STATUS_OK);
    for (int32_t i = 0; i < record.plan.assignments.n; i++) {
        const struct assignment *a = &record.plan.assignments.at[i];
        if (a->staff == staff && a->duty == duty && a->date == date) {
            has = true;
            *overtime = a->overtime;
        }
    }
    plan_record_release(&record);
    return has;
}

static int64_t offer_of(const cJSON *round, int index)
{
    return json_int(island_get(
        cJSON_GetArrayItem(island_get(round, "offers"), index), "offer"));
}

static void what_each_is_asked_for_is_what_the_ladder_says(void **state)
{
    static const struct {
        const char *row, *expected;
    } ROWS[] = {
        {"1 somebody", "bo " DESK " same-day"},
        {"5 vector 14: told on Monday at 11",
         "bo desk@2027-03-04 moved-hours"},
        {"6 who has said yes", "bo overtime overtime"},
        {"7 vector 16: ordered", "bo overtime overtime"},
        {"4 before overtime", "bo overtime overtime"},
    };
    static const char *const BO_ALONE[] = {"bo"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct week week;
        char found[ROOM];
        rung_open(&week, rung_named(ROWS[i].row));
        cJSON *round = ask_both(&week, BO_ALONE, 1);
        expect_text(ROWS[i].row, terms(round, found), ROWS[i].expected);
        cJSON_Delete(round);
        week_close(&week);
    }
}

static void both_changes_happen_at_once(void **state)
{
    static const char *const PEOPLE[] = {"bo", "carl"};
    struct week week;
    struct error err = {0};
    int64_t plan = 0;
    bool overtime;
    (void)state;
    rung_open(&week, rung_named("1 somebody"));
    cJSON *round = ask_both(&week, PEOPLE, 2);
    assert_int_equal(messages(&week, "bo", "Du går da fra: Dag, tir 2.3.2027",
                              MESSAGE_WAITING),
                     1);
    assert_int_equal(say(&week, offer_of(round, 0), ANSWER_TAKE, &plan, &err),
                     STATUS_OK);
    assert_true(draft_has(&week, plan, THE_BO, ERRAND, &overtime));
    assert_false(overtime);
    assert_false(draft_has(&week, plan, THE_BO, DESK, &overtime));
    assert_false(draft_has(&week, plan, THE_ANNE, ERRAND, &overtime));
    assert_int_equal(messages(&week, "bo", "Takk, avtalt", MESSAGE_WAITING),
                     1);
    /* Taken back: nothing of it is left. */
    assert_int_equal(say(&week, offer_of(round, 0), ANSWER_UNDO, &plan, &err),
                     STATUS_OK);
    assert_int_equal(plan, 0);
    cJSON_Delete(round);
    week_close(&week);
}

/* The second line that steps up leaves its own slot open: for a manager. */
static void who_would_open_another_slot_is_chosen_not_asked(void **state)
{
    static const char *const BO_ALONE[] = {"bo"};
    static const struct {
        const char *row, *slot;
        bool way;
    } ROWS[] = {{"2 the second", "first@2027-03-02", true},
                {"1 but not", ERRAND, false}};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct week week;
        struct error err = {0};
        cJSON *said = NULL;
        const struct ask_options options = {
            .slot = ROWS[i].slot, .people = BO_ALONE, .n_people = 1};
        rung_open(&week, rung_named(ROWS[i].row));
        assert_int_equal(rota_ask(&week.desk, &options, &said, &err),
                         STATUS_CONFLICT);
        expect_int(ROWS[i].row,
                   strstr(err.text, "choose SLOT PERSON") != NULL,
                   ROWS[i].way);
        week_close(&week);
    }
}

static void or_not_at_all(void **state)
{
    static const char *const BO_ALONE[] = {"bo"};
    static const struct held MOVED[] = {{0, ERRAND}, {2, DESK}, {0, NULL}};
    struct week week;
    struct error err = {0};
    int64_t plan = 0;
    (void)state;
    rung_open(&week, rung_named("1 somebody"));
    cJSON *round = ask_both(&week, BO_ALONE, 1);
    /* Meanwhile Bo is taken off the desk. */
    week_publish(&week, WEEK_MONDAY, 14, MOVED, week.desk.act.at + 60);
    assert_int_equal(say(&week, offer_of(round, 0), ANSWER_TAKE, &plan, &err),
                     STATUS_CONFLICT);
    expect_words("gone", err.text, "Bo does not hold " DESK);
    cJSON_Delete(round);
    week_close(&week);
}

static void overtime_is_marked(void **state)
{
    static const char *const BO_ALONE[] = {"bo"};
    struct week week;
    struct error err = {0};
    int64_t plan = 0;
    bool overtime = false;
    (void)state;
    rung_open(&week, rung_named("6 who has said yes"));
    cJSON *round = ask_both(&week, BO_ALONE, 1);
    assert_int_equal(messages(&week, "bo", "Det regnes som overtid.",
                              MESSAGE_WAITING),
                     1);
    assert_int_equal(say(&week, offer_of(round, 0), ANSWER_TAKE, &plan, &err),
                     STATUS_OK);
    assert_true(draft_has(&week, plan, THE_BO, ERRAND, &overtime));
    assert_true(overtime);
    cJSON_Delete(round);
    week_close(&week);
}

/* Claims what is due and says that it has left. */
static void send_all(struct week *week)
{
    struct error err = {0};
    struct outbox_message message;
    bool found = true;
    while (found) {
        assert_int_equal(store_claim_message(week->desk.store,
                                             week->desk.act.at, 300, &message,
                                             &found, &err),
                         STATUS_OK);
        if (found) {
            assert_int_equal(store_message_sent(week->desk.store, message.id,
                                                "mail", &err),
                             STATUS_OK);
            outbox_message_release(&message);
        }
    }
}

static void a_question_that_has_not_left_is_not_sent_any_more(void **state)
{
    static const char *const PEOPLE[] = {"bo", "carl"};
    (void)state;
    for (int32_t left = 0; left < 2; left++) {
        struct week week;
        struct error err = {0};
        int64_t plan = 0;
        rung_open(&week, rung_named("1 somebody"));
        cJSON *round = ask_both(&week, PEOPLE, 2);
        if (left) {
            send_all(&week);
        }
        assert_int_equal(
            say(&week, offer_of(round, 0), ANSWER_TAKE, &plan, &err),
            STATUS_OK);
        static const char ASKED_WORDS[] = "Kan du ta en vakt?";
        assert_int_equal(messages(&week, "carl", ASKED_WORDS,
                                  left ? MESSAGE_SENT : MESSAGE_WITHDRAWN),
                         1);
        /* Who has never heard of it is not told that it is off. */
        assert_int_equal(messages(&week, "carl", "ikke å svare lenger",
                                  MESSAGE_WAITING),
                         left);
        send_all(&week);
        assert_int_equal(messages(&week, "carl", "", MESSAGE_SENT),
                         left ? 2 : 0);
        int32_t again;
        assert_int_equal(store_retry_messages(week.desk.store,
                                              week.desk.act.at, &again, &err),
                         STATUS_OK);
        assert_int_equal(again, 0);
        cJSON_Delete(round);
        week_close(&week);
    }
}

/* Somebody whose question failed to leave once may have it all the same. */
static void a_question_that_was_tried_is_answered_for(void **state)
{
    static const char *const PEOPLE[] = {"bo", "carl"};
    struct week week;
    struct error err = {0};
    struct outbox_message message;
    int64_t plan = 0;
    bool found = true;
    (void)state;
    rung_open(&week, rung_named("1 somebody"));
    cJSON *round = ask_both(&week, PEOPLE, 2);
    for (int32_t i = 0; i < 2; i++) {
        assert_int_equal(store_claim_message(week.desk.store,
                                             week.desk.act.at, 300, &message,
                                             &found, &err),
                         STATUS_OK);
        assert_true(found);
        outbox_message_release(&message);
    }
    assert_int_equal(say(&week, offer_of(round, 0), ANSWER_TAKE, &plan, &err),
                     STATUS_OK);
    assert_int_equal(messages(&week, "carl", "Kan du ta en vakt?",
                              MESSAGE_WITHDRAWN),
                     1);
    assert_int_equal(
        messages(&week, "carl", "ikke å svare lenger", MESSAGE_WAITING), 1);
    cJSON_Delete(round);
    week_close(&week);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(what_each_is_asked_for_is_what_the_ladder_says),
        cmocka_unit_test(both_changes_happen_at_once),
        cmocka_unit_test(who_would_open_another_slot_is_chosen_not_asked),
        cmocka_unit_test(or_not_at_all),
        cmocka_unit_test(overtime_is_marked),
        cmocka_unit_test(a_question_that_has_not_left_is_not_sent_any_more),
        cmocka_unit_test(a_question_that_was_tried_is_answered_for),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
