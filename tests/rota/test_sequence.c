/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_sequence.c - a few random sequences of events; test_slow_sequence.c plays
 * many. */
#include "tests/rota/sequence.h"

static void a_few_sequences_agree_with_the_model(void **state)
{
    struct sequence_counts n = {0};
    (void)state;
    sequences_play(1000, 6, &n);
    assert_true(n.filed > 40 && n.published > 12 && n.taken > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_few_sequences_agree_with_the_model),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
