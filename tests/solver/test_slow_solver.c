/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_slow_solver.c - five hundred tiny problems solved and checked. */
#include "tests/solver/lines.h"
#include "tests/solver/tiny.h"

static void every_tiny_problem_gets_its_optimum(void **state)
{
    (void)state;
    struct tiny_tally tally = {0};
    tiny_compare(solver_run, 0, 500, &tally);
    print_message("%d found, %d proven of %d\n", tally.found, tally.proven,
                  tally.feasible);
    assert_true(tally.quick * 20 >= tally.feasible * 19);
    assert_int_equal(tally.found, tally.feasible);
    assert_int_equal(tally.proven, tally.feasible);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_tiny_problem_gets_its_optimum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
