/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_vec.c - arrays grow, keep what they hold and refuse to overflow. */
#include "tests/base/harness.h"

#include "base/vec.h"

struct pair {
    int32_t left;
    char right[20];
};
struct pair_vec VEC_OF(struct pair);

static void pushed_items_stay_in_order(void **state)
{
    (void)state;
    struct int_vec v = {0};
    for (int32_t i = 0; i < 10000; i++) {
        vec_push(&v, i * 3);
    }
    assert_int_equal(v.n, 10000);
    for (int32_t i = 0; i < v.n; i++) {
        assert_int_equal(v.at[i], i * 3);
    }
    assert_true(v.room >= v.n);
    vec_release(&v);
    assert_null(v.at);
    assert_int_equal(v.n, 0);
    assert_int_equal(v.room, 0);
}

static void added_items_are_zero_even_where_others_were(void **state)
{
    (void)state;
    struct pair_vec v = {0};
    for (int round = 0; round < 2; round++) {
        for (int32_t i = 0; i < 100; i++) {
            struct pair *pair = vec_add(&v);
            assert_int_equal(pair->left, 0);
            assert_int_equal(pair->right[19], 0);
            pair->left = i + 1;
            pair->right[19] = 'x';
        }
        assert_int_equal(v.n, 100);
        assert_int_equal(v.at[99].left, 100);
        vec_clear(&v);
        assert_int_equal(v.n, 0);
    }
    vec_release(&v);
}

static void growing_stays_linear(void **state)
{
    (void)state;
    struct long_vec v = {0};
    int moves = 0;
    for (int32_t i = 0; i < 100000; i++) {
        moves += v.n == v.room;
        vec_push(&v, INT64_MAX - i);
    }
    assert_true(moves < 20);
    assert_int_equal(v.at[99999], INT64_MAX - 99999);
    vec_release(&v);
}

static void grow_past_the_end(void *unused)
{
    (void)unused;
    int32_t room = INT32_MAX;
    free(vec_grow_(NULL, INT32_MAX, &room, 1));
}

static void growing_past_the_index_range_aborts(void **state)
{
    (void)state;
    assert_true(dies(grow_past_the_end, NULL));
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(pushed_items_stay_in_order),
        cmocka_unit_test(added_items_are_zero_even_where_others_were),
        cmocka_unit_test(growing_stays_linear),
        cmocka_unit_test(growing_past_the_index_range_aborts),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
