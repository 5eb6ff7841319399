/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_matching.c - seats and people, against all assignments tried. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/random.h"
#include "rota/matching.h"

enum { PEOPLE = 5, SEATS = 5, ROUNDS = 500 };

/* Fewest empty seats over all ways to seat people, by trying each. */
static int32_t slow_lacking(int allowed[SEATS][PEOPLE], int32_t seat,
                            uint32_t taken)
{
    if (seat == SEATS) {
        return 0;
    }
    int32_t best = 1 + slow_lacking(allowed, seat + 1, taken);
    for (int32_t i = 0; i < PEOPLE; i++) {
        if (allowed[seat][i] && !(taken >> i & 1U)) {
            int32_t n = slow_lacking(allowed, seat + 1, taken | 1U << i);
            best = n < best ? n : best;
        }
    }
    return best;
}

static void matching_agrees_with_trying_everything(void **state)
{
    (void)state;
    struct random random;
    random_seed(&random, 7);
    for (int32_t round = 0; round < ROUNDS; round++) {
        int allowed[SEATS][PEOPLE];
        struct matching *matching = matching_new(PEOPLE);
        for (int32_t s = 0; s < SEATS; s++) {
            int32_t seat = matching_add_seats(matching, 1);
            for (int32_t i = 0; i < PEOPLE; i++) {
                allowed[s][i] = random_below(&random, 3) == 0;
                if (allowed[s][i]) {
                    matching_allow(matching, seat, 1, i);
                }
            }
        }
        assert_int_equal(matching_lacking(matching),
                         slow_lacking(allowed, 0, 0));
        matching_free(matching);
    }
}

static void a_duty_for_two_needs_two_people(void **state)
{
    (void)state;
    struct matching *matching = matching_new(3);
    int32_t seat = matching_add_seats(matching, 2);
    matching_allow(matching, seat, 2, 1);
    assert_int_equal(matching_lacking(matching), 1);
    matching_allow(matching, seat, 2, 2);
    assert_int_equal(matching_lacking(matching), 0);
    matching_free(matching);
}

static void no_seat_lacks_nobody(void **state)
{
    (void)state;
    struct matching *matching = matching_new(2);
    matching_add_seats(matching, -1);
    assert_int_equal(matching_lacking(matching), 0);
    matching_free(matching);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matching_agrees_with_trying_everything),
        cmocka_unit_test(a_duty_for_two_needs_two_people),
        cmocka_unit_test(no_seat_lacks_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
