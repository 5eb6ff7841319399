/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_divisor.c - the greatest common divisor, also of 0 and below it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/divisor.h"

static void the_divisor_is_the_greatest_and_never_negative(void **state)
{
    (void)state;
    static const int64_t ROWS[][3] = {
        {12, 18, 6}, {18, 12, 6}, {7, 5, 1},   {0, 0, 0},
        {0, 9, 9},   {9, 0, 9},   {-9, 0, 9},  {0, -9, 9},
        {-12, 18, 6}, {12, -18, 6}, {1, 1000000007, 1},
        {INT64_MAX, INT64_MAX, INT64_MAX},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        assert_int_equal(common_divisor(ROWS[i][0], ROWS[i][1]), ROWS[i][2]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_divisor_is_the_greatest_and_never_negative),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
