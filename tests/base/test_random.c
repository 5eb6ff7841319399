/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_random.c - the same numbers on every machine, evenly spread. */
#include "tests/base/harness.h"

#include <inttypes.h>

#include "base/random.h"

/*
 * From the authors' reference code (splitmix64.c, xoshiro256starstar.c):
 * splitmix64 from 0 gives the four words of the state, then eight numbers.
 */
static void seed_zero_gives_the_published_numbers(void **state)
{
    (void)state;
    static const uint64_t WORDS[4] = {
        UINT64_C(0xe220a8397b1dcdaf), UINT64_C(0x6e789e6aa1b965f4),
        UINT64_C(0x06c45d188009454f), UINT64_C(0xf88bb8a8724c81ec)};
    static const uint64_t NUMBERS[] = {
        UINT64_C(0x99ec5f36cb75f2b4), UINT64_C(0xbf6e1f784956452a),
        UINT64_C(0x1a5f849d4933e6e0), UINT64_C(0x6aa594f1262d2d2c),
        UINT64_C(0xbba5ad4a1f842e59), UINT64_C(0xffef8375d9ebcaca),
        UINT64_C(0x6c160deed2f54c98), UINT64_C(0x8920ad648fc30a3f),
    };
    struct random random;
    random_seed(&random, 0);
    for (size_t i = 0; i < COUNT_OF(WORDS); i++) {
        assert_int_equal(random.s[i], WORDS[i]);
    }
    for (size_t i = 0; i < COUNT_OF(NUMBERS); i++) {
        assert_int_equal(random_next(&random), NUMBERS[i]);
    }
}

/* xoshiro256** from the state 1, 2, 3, 4: the vector other implementations
 * test with. */
static void state_1_2_3_4_gives_the_known_vector(void **state)
{
    (void)state;
    static const uint64_t NUMBERS[] = {UINT64_C(11520),
                                       UINT64_C(0),
                                       UINT64_C(1509978240),
                                       UINT64_C(1215971899390074240),
                                       UINT64_C(1216172134540287360),
                                       UINT64_C(607988272756665600),
                                       UINT64_C(16172922978634559625),
                                       UINT64_C(8476171486693032832),
                                       UINT64_C(10595114339597558777),
                                       UINT64_C(2904607092377533576)};
    struct random random = {{1, 2, 3, 4}};
    for (size_t i = 0; i < COUNT_OF(NUMBERS); i++) {
        assert_int_equal(random_next(&random), NUMBERS[i]);
    }
}

static void other_seeds_give_other_numbers(void **state)
{
    (void)state;
    struct random one, two;
    random_seed(&one, 1);
    random_seed(&two, 2);
    assert_int_not_equal(random_next(&one), random_next(&two));
}

static void below_stays_below_and_is_even(void **state)
{
    (void)state;
    static const int32_t LIMITS[] = {1, 2, 3, 7, 10};
    enum { DRAWS = 70000 };
    struct random random;
    random_seed(&random, 42);
    for (size_t i = 0; i < COUNT_OF(LIMITS); i++) {
        int32_t counts[10] = {0};
        for (int draw = 0; draw < DRAWS; draw++) {
            int32_t value = random_below(&random, LIMITS[i]);
            assert_in_range(value, 0, LIMITS[i] - 1);
            counts[value]++;
        }
        int32_t fair = DRAWS / LIMITS[i];
        for (int32_t value = 0; value < LIMITS[i]; value++) {
            /* Over six standard deviations of room. */
            assert_in_range(counts[value], fair - 900, fair + 900);
        }
    }
}

/* 8/3 of the 2^32 words fall on each value below 3 * 2^29: without rejection
 * the values go 3, 3, 2 and every third one comes up in a quarter of all draws
 * instead of a third. */
static void below_is_even_where_plain_scaling_is_not(void **state)
{
    (void)state;
    struct random random;
    random_seed(&random, 7);
    int32_t below = INT32_C(3) << 29, residues[3] = {0};
    for (int draw = 0; draw < 30000; draw++) {
        residues[random_below(&random, below) % 3]++;
    }
    for (int i = 0; i < 3; i++) {
        assert_in_range(residues[i], 9500, 10500);
    }
    assert_in_range(random_below(&random, INT32_MAX), 0, INT32_MAX - 1);
}

static void unit_lies_in_the_half_open_interval(void **state)
{
    (void)state;
    struct random random;
    random_seed(&random, 9);
    double sum = 0;
    for (int draw = 0; draw < 100000; draw++) {
        double value = random_unit(&random);
        assert_true(value >= 0 && value < 1);
        sum += value;
    }
    assert_true(sum > 49000 && sum < 51000);
}

static void draw_below_zero(void *unused)
{
    (void)unused;
    struct random random;
    random_seed(&random, 1);
    (void)random_below(&random, 0);
}

static void an_empty_range_aborts(void **state)
{
    (void)state;
    assert_true(dies(draw_below_zero, NULL));
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(seed_zero_gives_the_published_numbers),
        cmocka_unit_test(state_1_2_3_4_gives_the_known_vector),
        cmocka_unit_test(other_seeds_give_other_numbers),
        cmocka_unit_test(below_stays_below_and_is_even),
        cmocka_unit_test(below_is_even_where_plain_scaling_is_not),
        cmocka_unit_test(unit_lies_in_the_half_open_interval),
        cmocka_unit_test(an_empty_range_aborts),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
