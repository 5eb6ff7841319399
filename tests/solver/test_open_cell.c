/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_open_cell.c - what a dive fixes next. */
#include "tests/solver/lines.h"

#include "solver/open_cell.h"

static void a_cell_has_its_surest_pattern(void **state)
{
    (void)state;
    static const double NONE_SURE[] = {0, 0, 0};
    static const double SHARES[] = {0.2, 0.5, 0.3};
    static const double EVEN[] = {0, 0.5, 0.5};
    assert_int_equal(open_cell_of(3, SHARES, 3).pattern, 1);
    assert_int_equal(open_cell_of(3, SHARES, 3).cell, 3);
    assert_int_equal(open_cell_of(3, EVEN, 3).pattern, 1);
    assert_true(open_cell_of(3, NONE_SURE, 3).share <= 0);
}

static void the_surest_come_first_and_equal_ones_in_order(void **state)
{
    (void)state;
    static const struct open_cell CELLS[] = {
        {7, 1, 0.5}, {2, 1, 0.9}, {1, 0, 0.5}, {4, 2, 0.1}};
    static const int32_t ORDER[] = {2, 1, 7, 4};
    struct open_cells cells = {0};
    open_cells_sort(&cells);
    for (size_t i = 0; i < COUNT_OF(CELLS); i++) {
        vec_push(&cells, CELLS[i]);
    }
    open_cells_sort(&cells);
    for (int32_t i = 0; i < cells.n; i++) {
        assert_int_equal(cells.at[i].cell, ORDER[i]);
    }
    vec_release(&cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_has_its_surest_pattern),
        cmocka_unit_test(the_surest_come_first_and_equal_ones_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
