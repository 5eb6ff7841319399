/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_slow_sequence.c - 200 random sequences of 30 steps. */
#include "tests/rota/sequence.h"

static void two_hundred_sequences_agree_with_the_model(void **state)
{
    int32_t filed = 0, published = 0;
    (void)state;
    sequences_play(1, 200, &filed, &published);
    print_message("%d events taken, %d plans published\n", filed, published);
    assert_true(filed > 1500);
    assert_true(published > 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_hundred_sequences_agree_with_the_model),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
