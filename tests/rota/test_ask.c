/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_ask.c - rounds of asking, from the first question to the publication. */
#include <stdio.h>
#include <stdlib.h>

#include "tests/rota/asking.h"

#define MONDAY "errand@2027-03-01"
#define NIGHT "night@2027-03-01"

static const char *const THREE[] = {"bo", "carl", "dora", NULL};
static const char *const TWO[] = {"carl", "dora", NULL};

/* Anne, who has Monday's errand, is away; the week is opened. */
static void open_hole(struct week *week)
{
    asking_open(week);
    asking_away(week, "anne", "2027-03-01", "2027-03-01");
}

static int64_t ask(struct week *week, const char *slot, enum ask_order order,
                   const char *const *people)
{
    struct error err;
    int64_t id = asking_ask(week, slot, order, people, &err);
    if (id == 0) {
        fail_msg("%s", err.text);
    }
    return id;
}

static int64_t answer(struct week *week, int64_t id, const char *person,
                      enum offer_answer what)
{
    struct error err;
    int64_t plan = 0;
    if (asking_answer(week, id, person, what, person, &plan, &err) !=
        STATUS_OK) {
        fail_msg("%s: %s", person, err.text);
    }
    return plan;
}

static void refused(struct week *week, int64_t id, const char *person,
                    enum offer_answer what, const char *by, const char *why)
{
    struct error err;
    int64_t plan;
    expect_int(why, asking_answer(week, id, person, what, by, &plan, &err),
               STATUS_CONFLICT);
    expect_words(why, err.text, why);
}

static void ranked_asks_one_after_the_other(void **state)
{
    (void)state;
    struct week week;
    open_hole(&week);
    int64_t id = ask(&week, MONDAY, ASK_RANKED, THREE);
    expect_text("asked", asking_states(&week, id),
                "bo:offered carl:waiting dora:waiting");
    answer(&week, id, "bo", ANSWER_NO);
    expect_text("no", asking_states(&week, id),
                "bo:declined carl:offered dora:waiting");
    answer(&week, id, "carl", ANSWER_LATER);
    expect_text("later", asking_states(&week, id),
                "bo:declined carl:deferred dora:offered");
    asking_tick(&week, 29);
    expect_text("29 minutes", asking_states(&week, id),
                "bo:declined carl:deferred dora:offered");
    asking_tick(&week, 1);
    expect_text("30 minutes", asking_states(&week, id),
                "bo:declined carl:deferred dora:timed_out");
    int64_t plan = answer(&week, id, "carl", ANSWER_TAKE);
    assert_int_not_equal(plan, 0);
    expect_text("taken", asking_states(&week, id),
                "bo:declined carl:accepted dora:withdrawn");
    week_close(&week);
}

static void broadcast_asks_everybody_and_the_rest_are_told(void **state)
{
    (void)state;
    struct week week;
    open_hole(&week);
    int64_t id = ask(&week, MONDAY, ASK_BROADCAST, THREE);
    expect_text("asked", asking_states(&week, id),
                "bo:offered carl:offered dora:offered");
    asking_send(&week);
    answer(&week, id, "dora", ANSWER_TAKE);
    expect_text("taken", asking_states(&week, id),
                "bo:withdrawn carl:withdrawn dora:accepted");
    assert_int_equal(asking_messages(&week, "bo", "Kan du ta en vakt?"), 1);
    assert_int_equal(asking_messages(&week, "bo", "ikke å svare lenger"), 1);
    assert_int_equal(asking_messages(&week, "dora", "Takk, avtalt"), 1);
    refused(&week, id, "bo", ANSWER_TAKE, "bo",
            "is withdrawn: 'take' cannot follow");
    answer(&week, id, "dora", ANSWER_TAKE); /* twice is once */
    assert_int_equal(asking_messages(&week, "dora", "Takk, avtalt"), 1);
    week_close(&week);
}

static void a_silent_one_may_still_take_it_until_somebody_has(void **state)
{
    (void)state;
    struct week week;
    open_hole(&week);
    int64_t id = ask(&week, MONDAY, ASK_RANKED, TWO);
    asking_tick(&week, 30);
    expect_text("next", asking_states(&week, id),
                "carl:timed_out dora:offered");
    answer(&week, id, "carl", ANSWER_TAKE);
    expect_text("late", asking_states(&week, id),
                "carl:accepted dora:withdrawn");
    week_close(&week);
}

static void an_acceptance_is_published_and_ends_the_round(void **state)
{
    (void)state;
    struct week week;
    struct error err;
    open_hole(&week);
    int64_t id = ask(&week, MONDAY, ASK_BROADCAST, TWO);
    int64_t plan = answer(&week, id, "carl", ANSWER_TAKE);
    assert_true(asking_published(&week, A_ANNE, MONDAY)); /* until then */
    if (asking_publish(&week, plan, &err) == 0) {
        fail_msg("%s", err.text);
    }
    assert_false(asking_published(&week, A_ANNE, MONDAY));
    assert_true(asking_published(&week, A_CARL, MONDAY));
    refused(&week, id, "carl", ANSWER_UNDO, "carl",
            "revision 2 has published it");
    assert_int_equal(asking_ask(&week, MONDAY, ASK_RANKED, TWO, &err), 0);
    expect_words("again", err.text, "nobody is wanted in it");
    week_close(&week);
}

static void until_then_it_can_be_undone_and_the_round_goes_on(void **state)
{
    (void)state;
    struct week week;
    open_hole(&week);
    int64_t id = ask(&week, MONDAY, ASK_BROADCAST, THREE);
    answer(&week, id, "bo", ANSWER_NO);
    answer(&week, id, "carl", ANSWER_TAKE);
    int64_t plan = answer(&week, id, "carl", ANSWER_UNDO);
    assert_int_equal(plan, 0); /* nothing is agreed */
    expect_text("undone", asking_states(&week, id),
                "bo:declined carl:declined dora:offered");
    assert_int_equal(asking_messages(&week, "dora", "Kan du ta en vakt?"), 2);
    plan = answer(&week, id, "dora", ANSWER_TAKE);
    assert_int_not_equal(plan, 0);
    week_close(&week);
}

static void drafts_hold_everything_that_is_agreed(void **state)
{
    (void)state;
    static const char *const ONE[] = {"carl", NULL};
    static const char *const DORA[] = {"dora", NULL};
    struct week week;
    struct error err;
    open_hole(&week);
    asking_away(&week, "bo", "2027-03-01", "2027-03-02");
    int64_t first = ask(&week, MONDAY, ASK_BROADCAST, ONE);
    answer(&week, first, "carl", ANSWER_TAKE);
    int64_t second = ask(&week, "errand@2027-03-02", ASK_BROADCAST, DORA);
    int64_t plan = answer(&week, second, "dora", ANSWER_TAKE);
    assert_int_not_equal(asking_publish(&week, plan, &err), 0);
    assert_true(asking_published(&week, A_CARL, MONDAY));
    assert_true(asking_published(&week, A_DORA, "errand@2027-03-02"));
    assert_true(asking_published(&week, A_BO, NIGHT)); /* nobody was asked */
    week_close(&week);
}

/* Nobody has to tell the publication what the rounds know. */
static void a_publication_knows_who_agreed(void **state)
{
    (void)state;
    struct week week;
    struct error err = {0};
    cJSON *said = NULL;
    open_hole(&week);
    int64_t id = ask(&week, MONDAY, ASK_BROADCAST, TWO);
    const struct publish_options options = {
        .plan = answer(&week, id, "carl", ANSWER_TAKE),
        .reason = "sick",
        .route = "ladder-4",
        .expected = -1};
    assert_int_equal(rota_publish(&week.desk, &options, &said, &err),
                     STATUS_OK);
    char *text = json_print(said, false);
    expect_words("agreed", text, "\"agreed\":[\"carl\"]");
    free(text);
    cJSON_Delete(said);
    week_close(&week);
}

static void an_acceptance_after_the_plan_moved_is_refused(void **state)
{
    (void)state;
    static const char *const ONE[] = {"carl", NULL};
    static const struct held OTHER[] = {
        {A_DORA, MONDAY}, {A_BO, NIGHT}, {0, NULL}};
    struct week week;
    open_hole(&week);
    int64_t id = ask(&week, MONDAY, ASK_BROADCAST, ONE);
    asking_send(&week);
    week_publish(&week, WEEK_MONDAY, 1, OTHER, week.desk.act.at + 60);
    refused(&week, id, "carl", ANSWER_TAKE, "carl",
            "errand@2027-03-01: the plan has moved since it was asked");
    expect_text("as before", asking_states(&week, id), "carl:offered");
    asking_tick(&week, 1); /* the timer ends it and tells */
    expect_text("closed", asking_states(&week, id), "carl:withdrawn");
    assert_int_equal(asking_messages(&week, "carl", "ikke å svare lenger"), 1);
    refused(&week, id, "carl", ANSWER_TAKE, "carl", "the question is closed");
    week_close(&week);
}

static void an_acceptance_against_the_rules_is_refused(void **state)
{
    (void)state;
    static const char *const ONE[] = {"carl", NULL};
    static const struct held BUSY[] = {
        {A_ANNE, MONDAY}, {A_BO, NIGHT}, {A_CARL, MONDAY}, {0, NULL}};
    struct week week;
    struct error err;
    int64_t plan;
    open_hole(&week);
    int64_t id = ask(&week, MONDAY, ASK_BROADCAST, ONE);
    asking_away(&week, "carl", "2027-03-01", "2027-03-02"); /* meanwhile */
    refused(&week, id, "carl", ANSWER_TAKE, "manager", "is away");
    week_close(&week);
    open_hole(&week);
    id = ask(&week, MONDAY, ASK_BROADCAST, ONE);
    week_publish(&week, WEEK_MONDAY, 1, BUSY, week.desk.act.at + 60);
    assert_int_equal(
        asking_answer(&week, id, "carl", ANSWER_TAKE, "carl", &plan, &err),
        STATUS_CONFLICT);
    expect_words("holds it", err.text, "has errand@2027-03-01 already");
    week_close(&week);
}

/* D10: who said no is no peer's business. */
static void peers_do_not_read_the_answers_of_others(void **state)
{
    (void)state;
    struct week week;
    struct error err = {0};
    cJSON *said = NULL;
    open_hole(&week);
    int64_t id = ask(&week, MONDAY, ASK_BROADCAST, THREE);
    answer(&week, id, "bo", ANSWER_NO);
    week.desk.manager = false;
    const struct answer_options options = {.offer =
                                               asking_offer(&week, id, "carl"),
                                           .answer = ANSWER_TAKE,
                                           .by = "carl"};
    assert_int_equal(rota_answer(&week.desk, &options, &said, &err), STATUS_OK);
    char *text = json_print(said, false);
    assert_null(strstr(text, "\"bo\""));
    assert_null(strstr(text, "dora"));
    expect_words("own", text, "\"state\":\"accepted\"");
    free(text);
    cJSON_Delete(said);
    week_close(&week);
}

static void people_speak_for_themselves_and_managers_for_their_own(void **state)
{
    (void)state;
    static const char *const ALL[] = {"carl", "dora", "eva", NULL};
    struct week week;
    struct error err;
    cJSON *said = NULL;
    open_hole(&week);
    int64_t id = ask(&week, MONDAY, ASK_BROADCAST, ALL);
    static const struct {
        const char *person, *by, *why;
    } ROWS[] = {
        {"carl", "dora", "dora may not answer for carl"},
        {"carl", "manager:somna", "manager:somna may not answer for carl"},
        {"eva", "manager:vega", "manager:vega may not answer for eva"},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        refused(&week, id, ROWS[i].person, ANSWER_NO, ROWS[i].by, ROWS[i].why);
    }
    int64_t plan;
    assert_int_equal(asking_answer(&week, id, "eva", ANSWER_NO, "manager:somna",
                                   &plan, &err),
                     STATUS_OK);
    assert_int_equal(
        asking_answer(&week, id, "carl", ANSWER_NO, "manager", &plan, &err),
        STATUS_OK);
    struct ask_options options = {.slot = NIGHT, .by = "dora"};
    assert_int_equal(rota_ask(&week.desk, &options, &said, &err),
                     STATUS_CONFLICT);
    expect_words("asking", err.text, "dora may not ask for a slot");
    options.by = "nobody";
    assert_int_equal(rota_ask(&week.desk, &options, &said, &err), STATUS_USAGE);
    week_close(&week);
}

static void nobody_is_asked_for_what_is_not_open(void **state)
{
    (void)state;
    static const char *const AWAY[] = {"anne", NULL};
    static const char *const WHO[] = {"who", NULL};
    static const struct {
        const char *slot;
        const char *const *people;
        const char *why;
    } ROWS[] = {
        {"errand@2027-03-02", TWO, "nobody is wanted in it as the plan"},
        {"errand@2027-03-06", TWO, "errand"}, /* a Saturday */
        {"errand@2027-02-01", TWO, "it has begun"},
        {MONDAY, AWAY, "nobody can be asked; the first reason: Anne Ask"},
        {MONDAY, WHO, "to: expected the id of a person, found 'who'"},
    };
    struct week week;
    struct error err;
    open_hole(&week);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        expect_int(
            ROWS[i].slot,
            asking_ask(&week, ROWS[i].slot, ASK_RANKED, ROWS[i].people, &err),
            0);
        expect_words(ROWS[i].slot, err.text, ROWS[i].why);
    }
    ask(&week, MONDAY, ASK_RANKED, TWO);
    assert_int_equal(asking_ask(&week, MONDAY, ASK_RANKED, THREE, &err), 0);
    expect_words("two rounds", err.text, "round 1 asks for it already");
    week_close(&week);
}

/* Nobody is named: those of the ladder, in its order, never who is away. */
static void the_ladder_says_who_is_asked(void **state)
{
    (void)state;
    static const char *const NOBODY[] = {NULL};
    struct week week;
    struct error err = {0};
    struct int_vec ranked = {0};
    char wanted[200] = "";
    open_hole(&week);
    assert_int_equal(rota_ranking(&week.desk, MONDAY, &ranked, &err),
                     STATUS_OK);
    assert_true(ranked.n > 1);
    int64_t id = ask(&week, MONDAY, ASK_RANKED, NOBODY);
    for (int32_t i = 0; i < ranked.n; i++) {
        size_t used = strlen(wanted);
        snprintf(wanted + used, sizeof wanted - used, "%s%s:%s", i ? " " : "",
                 week.desk.coop->staff.at[ranked.at[i]].id,
                 i ? "waiting" : "offered");
    }
    expect_text("ranked", asking_states(&week, id), wanted);
    assert_null(strstr(wanted, "anne"));
    vec_release(&ranked);
    week_close(&week);
}

static void who_fell_ill_before_their_turn_is_passed_by(void **state)
{
    (void)state;
    struct week week;
    open_hole(&week);
    int64_t id = ask(&week, MONDAY, ASK_RANKED, THREE);
    asking_away(&week, "carl", "2027-03-01", "2027-03-01");
    answer(&week, id, "bo", ANSWER_NO);
    expect_text("passed by", asking_states(&week, id),
                "bo:declined carl:withdrawn dora:offered");
    assert_int_equal(asking_messages(&week, "carl", NULL), 0);
    week_close(&week);
}

static void a_round_ends_when_the_duty_begins_or_a_manager_says_so(void **state)
{
    (void)state;
    struct week week;
    struct error err = {0};
    cJSON *said = NULL;
    open_hole(&week);
    int64_t id = ask(&week, MONDAY, ASK_RANKED, TWO);
    week.desk.act.at = zone_instant(WEEK_MONDAY, 8 * 60);
    asking_tick(&week, 0);
    expect_text("begun", asking_states(&week, id),
                "carl:withdrawn dora:withdrawn");
    assert_int_equal(asking_messages(&week, "dora", NULL), 0);
    week_close(&week);
    open_hole(&week);
    id = ask(&week, MONDAY, ASK_RANKED, TWO);
    answer(&week, id, "carl", ANSWER_TAKE);
    assert_int_equal(rota_ask_close(&week.desk, id, NULL, &said, &err),
                     STATUS_CONFLICT);
    expect_words("taken", err.text, "Carl Vik has accepted; undo offer 1");
    answer(&week, id, "carl", ANSWER_UNDO);
    assert_int_equal(rota_ask_close(&week.desk, id, "carl", &said, &err),
                     STATUS_CONFLICT);
    assert_int_equal(rota_ask_close(&week.desk, id, NULL, &said, &err),
                     STATUS_OK);
    cJSON_Delete(said);
    expect_text("closed", asking_states(&week, id),
                "carl:declined dora:withdrawn");
    week_close(&week);
}

/* D14: no name, no reason, no service; the reader's language. */
static void letters_are_neutral(void **state)
{
    (void)state;
    static const char *const EVA[] = {"eva", "anne", NULL};
    static const char *const NEVER[] = {"Anne",  "Bo",    "Dora",  "sick",
                                        "syk",   "Akutt", "acute", "away",
                                        "borte", "Carl",  "Eva"};
    struct week week;
    asking_open(&week);
    asking_away(&week, "dora", "2027-03-04", "2027-03-04");
    int64_t id = ask(&week, "errand@2027-03-04", ASK_BROADCAST, EVA);
    answer(&week, id, "eva", ANSWER_NO);
    answer(&week, id, "anne", ANSWER_TAKE);
    answer(&week, id, "anne", ANSWER_UNDO);
    assert_int_equal(
        asking_messages(&week, "anne",
                        "Can you take a duty?\nOppdrag, Thu 2027-03-04 "
                        "08:00-15:30\nAnswer yes, swap, later or no by Sun "
                        "2027-02-07 13:03.\n"),
        1);
    assert_int_equal(
        asking_messages(&week, "eva",
                        "Kan du ta en vakt?\nOppdrag, tor 4.3.2027 "
                        "08:00-15:30\nSvar ja, bytte, senere eller nei innen "
                        "søn 7.2.2027 13:03.\n"),
        1);
    for (size_t i = 0; i < COUNT_OF(NEVER); i++) {
        expect_int(NEVER[i], asking_messages(&week, "eva", NEVER[i]), 0);
        expect_int(NEVER[i], asking_messages(&week, "anne", NEVER[i]), 0);
    }
    week_close(&week);
}

/* What somebody has accepted is not chosen away, and goes along in the draft. */
static void a_choice_respects_what_is_agreed(void **state)
{
    (void)state;
    struct week week;
    struct error err = {0};
    cJSON *said = NULL;
    struct choice choice = {.slot = MONDAY, .person = "dora"};
    open_hole(&week);
    asking_away(&week, "eva", "2027-03-05", "2027-03-05");
    int64_t id = ask(&week, MONDAY, ASK_RANKED, TWO);
    answer(&week, id, "carl", ANSWER_TAKE);
    expect_int("taken", rota_choose(&week.desk, &choice, &said, &err),
               STATUS_CONFLICT);
    expect_words("taken", err.text, "nobody is wanted in it");
    choice.slot = "errand@2027-03-05";
    if (rota_choose(&week.desk, &choice, &said, &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
    int64_t plan =
        (int64_t)cJSON_GetObjectItemCaseSensitive(said, "plan")->valuedouble;
    cJSON_Delete(said);
    if (asking_publish(&week, plan, &err) == 0) {
        fail_msg("%s", err.text);
    }
    assert_true(asking_published(&week, A_CARL, MONDAY));
    assert_true(asking_published(&week, A_DORA, "errand@2027-03-05"));
    week_close(&week);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(a_choice_respects_what_is_agreed),
        cmocka_unit_test(ranked_asks_one_after_the_other),
        cmocka_unit_test(broadcast_asks_everybody_and_the_rest_are_told),
        cmocka_unit_test(a_silent_one_may_still_take_it_until_somebody_has),
        cmocka_unit_test(an_acceptance_is_published_and_ends_the_round),
        cmocka_unit_test(until_then_it_can_be_undone_and_the_round_goes_on),
        cmocka_unit_test(drafts_hold_everything_that_is_agreed),
        cmocka_unit_test(a_publication_knows_who_agreed),
        cmocka_unit_test(an_acceptance_after_the_plan_moved_is_refused),
        cmocka_unit_test(an_acceptance_against_the_rules_is_refused),
        cmocka_unit_test(peers_do_not_read_the_answers_of_others),
        cmocka_unit_test(
            people_speak_for_themselves_and_managers_for_their_own),
        cmocka_unit_test(nobody_is_asked_for_what_is_not_open),
        cmocka_unit_test(the_ladder_says_who_is_asked),
        cmocka_unit_test(who_fell_ill_before_their_turn_is_passed_by),
        cmocka_unit_test(
            a_round_ends_when_the_duty_begins_or_a_manager_says_so),
        cmocka_unit_test(letters_are_neutral),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
