/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_ask_state.c - the states of offers and swaps, walked completely. */
#include "rota/ask_state.h"
#include "tests/model/expect.h"

#include <stdio.h>

/* One letter a state: w o a d l t g; "-": cannot happen. Rows: states in the
 * order of the enum; columns: turn take swap later no undo silent close
 * reopen. Written from the rules, not from the table:
 *   - only who is offered, put it off or was silent can take it, or propose a
 *     swap, or put it off; who has taken it can only take it back;
 *   - no ends it, at any time before it is taken; a repeated answer is none;
 *   - the time is up only for who is offered;
 *   - closing withdraws whoever could still take it; reopening makes them wait
 *     again, and nobody who said no. */
static const char *const OFFERS[OFFER_STATES] = {
    "o---d--gw", /* waiting */
    "-alld-tgo", /* offered */
    "-a---d-a-", /* accepted */
    "----dd-dd", /* declined */
    "-alld--gl", /* deferred */
    "-alld-tgt", /* timed out */
    "----g--gw", /* withdrawn */
};

static void every_state_meets_every_event(void **state)
{
    (void)state;
    static const char LETTERS[OFFER_STATES + 1] = "woadltg-";
    char row[80];
    for (int s = 0; s < OFFER_STATES; s++) {
        for (int e = 0; e < OFFER_EVENTS; e++) {
            enum offer_state next =
                offer_next((enum offer_state)s, (enum offer_event)e);
            snprintf(row, sizeof row, "%s + %s", OFFER_STATE_NAMES[s],
                     OFFER_EVENT_NAMES[e]);
            expect_int(row, LETTERS[next], OFFERS[s][e]);
        }
    }
}

static void what_is_over_stays_over(void **state)
{
    (void)state;
    /* From "no" and "withdrawn" nothing leads to "accepted" but a new turn. */
    for (int e = 0; e < OFFER_EVENTS; e++) {
        assert_int_not_equal(offer_next(OFFER_DECLINED, (enum offer_event)e),
                             OFFER_ACCEPTED);
        assert_int_not_equal(offer_next(OFFER_WITHDRAWN, (enum offer_event)e),
                             OFFER_ACCEPTED);
        assert_int_not_equal(offer_next(OFFER_WAITING, (enum offer_event)e),
                             OFFER_ACCEPTED);
    }
}

/* o a v p d r w; columns: accept decline approve refuse withdraw publish. */
static const char *const SWAPS[SWAP_STATES] = {
    "ad-rw-", /* offered */
    "advrw-", /* accepted */
    "vdvrwp", /* approved */
    "-----p", /* published */
    "-d----", /* declined */
    "---r--", /* refused */
    "----w-", /* withdrawn */
};

static void every_swap_meets_every_event(void **state)
{
    (void)state;
    static const char LETTERS[SWAP_STATES + 1] = "oavpdrw-";
    char row[80];
    for (int s = 0; s < SWAP_STATES; s++) {
        for (int e = 0; e < SWAP_EVENTS; e++) {
            snprintf(row, sizeof row, "%s, event %d", SWAP_STATE_NAMES[s], e);
            expect_int(
                row, LETTERS[swap_next((enum swap_state)s, (enum swap_event)e)],
                SWAPS[s][e]);
        }
    }
}

static void answers_are_events_of_the_same_name(void **state)
{
    (void)state;
    for (int a = 0; a < ANSWERS; a++) {
        expect_text(ANSWER_NAMES[a],
                    OFFER_EVENT_NAMES[offer_event_of((enum offer_answer)a)],
                    ANSWER_NAMES[a]);
    }
    assert_int_equal(swap_event_of(SWAP_APPROVE), SWAP_EVENT_APPROVE);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(every_state_meets_every_event),
        cmocka_unit_test(what_is_over_stays_over),
        cmocka_unit_test(every_swap_meets_every_event),
        cmocka_unit_test(answers_are_events_of_the_same_name),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
