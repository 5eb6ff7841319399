/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_sequence.c - a few random sequences of events; test_slow_sequence.c plays
 * many. */
#include "tests/rota/sequence.h"

static void a_few_sequences_agree_with_the_model(void **state)
{
    int32_t filed = 0, published = 0;
    (void)state;
    sequences_play(1000, 6, &filed, &published);
    assert_true(filed > 40);
    assert_true(published > 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_few_sequences_agree_with_the_model),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
