/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_swap.c - two people change slots, by themselves or with an offer. */
#include <stdio.h>

#include "tests/rota/asking.h"

#define ERRAND1 "errand@2027-03-01" /* Anne */
#define ERRAND3 "errand@2027-03-03" /* Carl */
#define ERRAND5 "errand@2027-03-05" /* Eva */

struct said {
    int64_t swap, plan;
    char state[20], waits[80];
};

static struct said read_said(cJSON *object)
{
    struct said said = {0};
    const cJSON *plan = cJSON_GetObjectItemCaseSensitive(object, "plan");
    const cJSON *who;
    said.swap = json_int(cJSON_GetObjectItemCaseSensitive(object, "swap"));
    said.plan = plan ? json_int(plan) : 0;
    snprintf(said.state, sizeof said.state, "%s",
             cJSON_GetStringValue(
                 cJSON_GetObjectItemCaseSensitive(object, "state")));
    cJSON_ArrayForEach (who,
                        cJSON_GetObjectItemCaseSensitive(object, "waits_for")) {
        size_t used = strlen(said.waits);
        snprintf(said.waits + used, sizeof said.waits - used, "%s ",
                 cJSON_GetStringValue(who));
    }
    cJSON_Delete(object);
    return said;
}

static struct said propose(struct week *week,
                           const struct swap_options *options,
                           struct error *err)
{
    cJSON *object = NULL;
    memset(err, 0, sizeof *err);
    if (rota_swap(&week->desk, options, &object, err) != STATUS_OK) {
        return (struct said){0};
    }
    return read_said(object);
}

static struct said reply(struct week *week, int64_t swap,
                         enum swap_answer answer, const char *by,
                         struct error *err)
{
    cJSON *object = NULL;
    memset(err, 0, sizeof *err);
    if (rota_swap_answer(&week->desk, swap, answer, by, &object, err) !=
        STATUS_OK) {
        return (struct said){0};
    }
    return read_said(object);
}

static const struct swap_options WITHIN = {.person = "anne",
                                           .slot = ERRAND1,
                                           .other = "carl",
                                           .other_slot = ERRAND3,
                                           .by = "anne"};
static const struct swap_options ACROSS = {.person = "anne",
                                           .slot = ERRAND1,
                                           .other = "eva",
                                           .other_slot = ERRAND5,
                                           .by = "manager:vega"};

static void a_swap_within_a_member_is_approved_by_itself(void **state)
{
    (void)state;
    struct week week;
    struct error err;
    asking_open(&week);
    struct said said = propose(&week, &WITHIN, &err);
    expect_text("proposed", said.state, "offered");
    expect_text("waits", said.waits, "carl ");
    assert_int_equal(asking_messages(&week, "carl",
                                     "Vil du bytte vakt?\nDu får: Oppdrag, "
                                     "man 1.3.2027 08:00-15:30\nDu gir fra "
                                     "deg: Oppdrag, ons 3.3.2027"),
                     1);
    said = reply(&week, said.swap, SWAP_ACCEPT, "carl", &err);
    expect_text("accepted", said.state, "approved");
    assert_int_not_equal(said.plan, 0);
    assert_int_equal(asking_messages(&week, "anne", "The swap is approved"), 1);
    assert_int_not_equal(asking_publish(&week, said.plan, &err), 0);
    assert_true(asking_published(&week, A_CARL, ERRAND1));
    assert_true(asking_published(&week, A_ANNE, ERRAND3));
    assert_false(asking_published(&week, A_ANNE, ERRAND1));
    reply(&week, said.swap, SWAP_WITHDRAW, "anne", &err);
    expect_words("published", err.text, "is published: 'withdraw' cannot");
    week_close(&week);
}

static void between_members_each_manager_approves_their_own(void **state)
{
    (void)state;
    struct week week;
    struct error err;
    asking_open(&week);
    struct said said = propose(&week, &ACROSS, &err);
    expect_text("waits", said.waits, "eva manager:vega manager:somna ");
    said = reply(&week, said.swap, SWAP_ACCEPT, "eva", &err);
    expect_text("accepted", said.state, "accepted");
    said = reply(&week, said.swap, SWAP_APPROVE, "manager:vega", &err);
    expect_text("one of two", said.state, "accepted");
    expect_text("waits", said.waits, "manager:somna ");
    assert_int_equal(said.plan, 0);
    said = reply(&week, said.swap, SWAP_APPROVE, "manager:somna", &err);
    expect_text("both", said.state, "approved");
    assert_int_not_equal(said.plan, 0);
    week_close(&week);
}

static void nobody_decides_for_others(void **state)
{
    (void)state;
    static const struct {
        enum swap_answer answer;
        const char *by, *why;
    } ROWS[] = {
        {SWAP_ACCEPT, "anne", "anne may not accept a swap for eva"},
        {SWAP_ACCEPT, "manager:vega", "may not accept a swap for eva"},
        {SWAP_WITHDRAW, "eva", "eva may not withdraw a swap of anne"},
        {SWAP_APPROVE, "eva", "eva may not approve a swap of"},
        {SWAP_REFUSE, "carl", "carl may not refuse a swap of"},
        {SWAP_APPROVE, "manager", "is offered: 'approve' cannot follow"},
    };
    struct week week;
    struct error err;
    struct swap_options foreign = ACROSS;
    asking_open(&week);
    struct said said = propose(&week, &ACROSS, &err);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct said no =
            reply(&week, said.swap, ROWS[i].answer, ROWS[i].by, &err);
        expect_int(ROWS[i].why, no.swap, 0);
        expect_words(ROWS[i].why, err.text, ROWS[i].why);
    }
    foreign.by = "manager:somna";
    said = propose(&week, &foreign, &err);
    assert_int_equal(said.swap, 0);
    expect_words("foreign", err.text, "manager:somna may not swap for anne");
    week_close(&week);
}

static void bad_swaps_are_refused_with_the_reason(void **state)
{
    (void)state;
    static const struct {
        struct swap_options options;
        const char *why;
    } ROWS[] = {
        {{"anne", ERRAND1, "anne", ERRAND3, NULL}, "the ids of two people"},
        {{"anne", ERRAND1, "who", ERRAND3, NULL}, "the ids of two people"},
        {{"anne", ERRAND3, "carl", ERRAND1, NULL},
         "Anne Ask does not hold errand@2027-03-03"},
        {{"anne", "errand@2027-02-01", "carl", ERRAND3, NULL}, "it has begun"},
        /* Bo has Monday's standby, which begins after the errand. */
        {{"anne", ERRAND1, "bo", "night@2027-03-01", NULL}, NULL},
    };
    struct week week;
    struct error err;
    asking_open(&week);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct said said = propose(&week, &ROWS[i].options, &err);
        expect_int(ROWS[i].options.slot, said.swap != 0, !ROWS[i].why);
        if (ROWS[i].why) {
            expect_words(ROWS[i].options.slot, err.text, ROWS[i].why);
        }
    }
    week_close(&week);
}

static void a_swap_is_looked_at_again_when_it_is_accepted(void **state)
{
    (void)state;
    struct week week;
    struct error err;
    asking_open(&week);
    struct said said = propose(&week, &WITHIN, &err);
    asking_away(&week, "carl", "2027-03-01", "2027-03-01");
    struct said no = reply(&week, said.swap, SWAP_ACCEPT, "carl", &err);
    assert_int_equal(no.swap, 0);
    expect_words("away", err.text, "Carl Vik, errand@2027-03-01: is away");
    said = reply(&week, said.swap, SWAP_DECLINE, "carl", &err);
    expect_text("declined", said.state, "declined");
    assert_int_equal(asking_messages(&week, "anne", "The swap is off"), 1);
    week_close(&week);
}

/* D5: the other one's reasons are not for the one who asks. */
static void reasons_are_told_to_whom_they_are_about(void **state)
{
    (void)state;
    static const struct {
        bool manager;
        const char *by, *why;
    } ROWS[] = {
        {true, "anne", "Carl Vik, errand@2027-03-01: is away"},
        {false, "anne", "Carl Vik, errand@2027-03-01: not eligible"},
    };
    struct week week;
    struct error err;
    asking_open(&week);
    asking_away(&week, "carl", "2027-03-01", "2027-03-01");
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        week.desk.manager = ROWS[i].manager;
        struct said said = propose(&week, &WITHIN, &err);
        assert_int_equal(said.swap, 0);
        expect_text(ROWS[i].by, err.text, ROWS[i].why);
    }
    week_close(&week);
    asking_open(&week);
    struct said said = propose(&week, &WITHIN, &err);
    asking_away(&week, "carl", "2027-03-01", "2027-03-01");
    week.desk.manager = false;
    reply(&week, said.swap, SWAP_ACCEPT, "carl", &err);
    expect_words("oneself", err.text, "is away");
    week_close(&week);
}

static void an_approved_swap_can_be_called_off_until_published(void **state)
{
    (void)state;
    static const struct {
        enum swap_answer answer;
        const char *by, *state;
    } ROWS[] = {{SWAP_DECLINE, "carl", "declined"},
                {SWAP_REFUSE, "manager:vega", "refused"},
                {SWAP_WITHDRAW, "anne", "withdrawn"}};
    struct week week;
    struct error err;
    asking_open(&week);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct said said = propose(&week, &WITHIN, &err);
        said = reply(&week, said.swap, SWAP_ACCEPT, "carl", &err);
        expect_text(ROWS[i].by, said.state, "approved");
        said = reply(&week, said.swap, ROWS[i].answer, ROWS[i].by, &err);
        expect_text(ROWS[i].by, said.state, ROWS[i].state);
        assert_int_equal(said.plan, 0);
    }
    week_close(&week);
}

/* ---- an answer "swap with"
 * ------------------------------------------------------ */

/* Anne is away on Monday; Carl would take it if Dora takes his Wednesday. */
static int64_t chain(struct week *week, int64_t *ask)
{
    static const char *const PEOPLE[] = {"carl", "dora", NULL};
    struct error err = {0};
    cJSON *said = NULL;
    asking_open(week);
    asking_away(week, "anne", "2027-03-01", "2027-03-01");
    *ask = asking_ask(week, ERRAND1, ASK_RANKED, PEOPLE, &err);
    const struct answer_options options = {.offer =
                                               asking_offer(week, *ask, "carl"),
                                           .answer = ANSWER_SWAP,
                                           .give = ERRAND3,
                                           .with = "dora",
                                           .by = "carl"};
    if (rota_answer(&week->desk, &options, &said, &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
    int64_t swap = json_int(cJSON_GetObjectItemCaseSensitive(said, "swap"));
    cJSON_Delete(said);
    return swap;
}

static void a_chain_is_taken_when_the_other_one_accepts(void **state)
{
    (void)state;
    struct week week;
    struct error err;
    int64_t ask, swap = chain(&week, &ask);
    expect_text("waiting for dora", asking_states(&week, ask),
                "carl:deferred dora:offered");
    assert_int_equal(
        asking_messages(&week, "dora", "Du får: Oppdrag, ons 3.3.2027"), 1);
    struct said said = reply(&week, swap, SWAP_ACCEPT, "dora", &err);
    expect_text("approved", said.state, "approved");
    expect_text("taken", asking_states(&week, ask),
                "carl:accepted dora:withdrawn");
    assert_int_not_equal(asking_publish(&week, said.plan, &err), 0);
    assert_true(asking_published(&week, A_CARL, ERRAND1));
    assert_true(asking_published(&week, A_DORA, ERRAND3));
    assert_false(asking_published(&week, A_CARL, ERRAND3));
    assert_false(asking_published(&week, A_ANNE, ERRAND1));
    week_close(&week);
}

static void a_chain_falls_with_its_offer(void **state)
{
    (void)state;
    struct week week;
    struct error err;
    int64_t plan, ask, swap = chain(&week, &ask);
    /* Dora takes the slot herself: nobody is wanted for the chain. */
    assert_int_equal(
        asking_answer(&week, ask, "dora", ANSWER_TAKE, "dora", &plan, &err),
        STATUS_OK);
    struct said no = reply(&week, swap, SWAP_ACCEPT, "dora", &err);
    assert_int_equal(no.swap, 0);
    expect_words("gone", err.text, "is withdrawn: 'take' cannot follow");
    asking_tick(&week, 1);
    no = reply(&week, swap, SWAP_ACCEPT, "dora", &err);
    expect_words("ended", err.text, "is withdrawn: 'accept' cannot follow");
    week_close(&week);
}

static void undoing_a_chain_takes_both_parts_back(void **state)
{
    (void)state;
    struct week week;
    struct error err;
    int64_t plan = -1, ask, swap = chain(&week, &ask);
    struct said said = reply(&week, swap, SWAP_ACCEPT, "dora", &err);
    expect_text("approved", said.state, "approved");
    assert_int_equal(
        asking_answer(&week, ask, "carl", ANSWER_UNDO, "carl", &plan, &err),
        STATUS_OK);
    assert_int_equal(plan, 0);
    expect_text("undone", asking_states(&week, ask),
                "carl:declined dora:offered");
    said = reply(&week, swap, SWAP_ACCEPT, "dora", &err);
    assert_int_equal(said.swap, 0);
    expect_words("off", err.text, "is withdrawn");
    week_close(&week);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(a_swap_within_a_member_is_approved_by_itself),
        cmocka_unit_test(between_members_each_manager_approves_their_own),
        cmocka_unit_test(nobody_decides_for_others),
        cmocka_unit_test(bad_swaps_are_refused_with_the_reason),
        cmocka_unit_test(a_swap_is_looked_at_again_when_it_is_accepted),
        cmocka_unit_test(reasons_are_told_to_whom_they_are_about),
        cmocka_unit_test(an_approved_swap_can_be_called_off_until_published),
        cmocka_unit_test(a_chain_is_taken_when_the_other_one_accepts),
        cmocka_unit_test(a_chain_falls_with_its_offer),
        cmocka_unit_test(undoing_a_chain_takes_both_parts_back),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
