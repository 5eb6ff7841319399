/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_slow_solver.c - five hundred tiny problems solved and checked. */
#include "tests/solver/lines.h"
#include "tests/solver/tiny.h"

static void nineteen_in_twenty_tiny_problems_get_their_optimum(void **state)
{
    (void)state;
    struct tiny_tally tally = {0};
    tiny_compare(0, 500, &tally);
    print_message("%d found, %d proven of %d\n", tally.found, tally.proven,
                  tally.feasible);
    assert_true(tally.found * 20 >= tally.feasible * 19);
    assert_true(tally.proven > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nineteen_in_twenty_tiny_problems_get_their_optimum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
