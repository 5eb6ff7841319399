/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_weights.c - points by default and as a co-operation sets them. */
#include "tests/model/expect.h"

#include "model/weights.h"
#include "tests/model/notes.h"

static void every_weight_is_found_by_its_name(void **state)
{
    (void)state;
    for (int key = 0; key < WEIGHT_KEYS; key++) {
        const char *name = weight_key_name((enum weight_key)key);
        expect_int(name, weight_key_find(name), key);
        expect_int(name, weight_default((enum weight_key)key) > 0, true);
        expect_int(name, strlen(weight_summary((enum weight_key)key)) > 3,
                   true);
    }
    assert_int_equal(weight_key_find("no_such"), NONE);
}

static void levels_come_in_the_order_of_the_table(void **state)
{
    (void)state;
    static const char *const NAMES[LEVEL_COUNT] = {
        "uncovered", "conflict", "change", "fairness", "balance", "wish"};
    for (int level = 0; level < LEVEL_COUNT; level++) {
        expect_text("level", level_name((enum level)level), NAMES[level]);
    }
    for (int key = 1; key < WEIGHT_KEYS; key++) {
        assert_true(weight_level((enum weight_key)key) >=
                    weight_level((enum weight_key)(key - 1)));
    }
    assert_int_equal(weight_level(WEIGHT_FAIR_WEEKEND), LEVEL_FAIRNESS);
}

static void a_cooperation_may_set_its_own_points(void **state)
{
    (void)state;
    struct coop *coop = coop_new();
    notes_add(coop, "weights id=wish points=3\nweights id=avoid points=0");
    assert_int_equal(coop_weight(coop, WEIGHT_WISH), 3);
    assert_int_equal(coop_weight(coop, WEIGHT_AVOID), 0);
    assert_int_equal(coop_weight(coop, WEIGHT_UNCOVERED1), 1000000);
    assert_int_equal(weight_default(WEIGHT_WISH), 1);
    coop_free(coop);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(every_weight_is_found_by_its_name),
        cmocka_unit_test(levels_come_in_the_order_of_the_table),
        cmocka_unit_test(a_cooperation_may_set_its_own_points),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
