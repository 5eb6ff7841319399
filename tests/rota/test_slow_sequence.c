/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_slow_sequence.c - 200 random sequences of 30 steps. */
#include "tests/rota/sequence.h"

static void two_hundred_sequences_agree_with_the_model(void **state)
{
    struct sequence_counts n = {0};
    (void)state;
    sequences_play(1, 200, &n);
    print_message("%d events, %d plans published, %d offers taken\n",
                  n.filed, n.published, n.taken);
    assert_true(n.filed > 1500 && n.published > 500 && n.taken > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_hundred_sequences_agree_with_the_model),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
