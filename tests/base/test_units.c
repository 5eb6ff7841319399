/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_units.c - exact working time: factors, hours, and how they are told. */
#include "tests/base/harness.h"

#include <string.h>

#include "base/units.h"

static void factors_give_whole_units_per_minute(void **state)
{
    (void)state;
    static const struct {
        struct ratio factor;
        units per_minute;
    } ROWS[] = {
        {{1, 1}, 420}, {{1, 7}, 60},  {{1, 5}, 84},  {{1, 3}, 140},
        {{7, 6}, 490}, {{5, 4}, 525}, {{4, 3}, 560}, {{0, 1}, 0},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        assert_true(ratio_exact(ROWS[i].factor));
        assert_int_equal(units_per_minute(ROWS[i].factor), ROWS[i].per_minute);
    }
    assert_int_equal(UNITS_PER_HOUR, 60 * UNITS_PER_MINUTE);
}

static void divide_by_eight(void *unused)
{
    (void)unused;
    (void)units_per_minute((struct ratio){1, 8});
}

static void inexact_factors_abort(void **state)
{
    (void)state;
    assert_false(ratio_exact((struct ratio){1, 8}));
    assert_false(ratio_exact((struct ratio){1, 0}));
    assert_false(ratio_exact((struct ratio){1, -7}));
    assert_false(ratio_exact((struct ratio){-1, 7}));
    assert_true(dies(divide_by_eight, NULL));
}

static void fractions_are_read_strictly(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int32_t num, den; /* den 0: refused */
    } ROWS[] = {
        {"1/7", 1, 7},
        {"1", 1, 1},
        {"0", 0, 1},
        {"0/5", 0, 5},
        {"7/6", 7, 6},
        {"2/4", 2, 4},
        {"9999/420", 9999, 420},
        {"", 0, 0},
        {"/", 0, 0},
        {"1/", 0, 0},
        {"/7", 0, 0},
        {"1/0", 0, 0},
        {"1/8", 0, 0},
        {"1/9", 0, 0},
        {"-1/7", 0, 0},
        {"1/-7", 0, 0},
        {"+1/7", 0, 0},
        {" 1/7", 0, 0},
        {"1 /7", 0, 0},
        {"1/7 ", 0, 0},
        {"01/7", 0, 0},
        {"1/07", 0, 0},
        {"1/7/1", 0, 0},
        {"0.5", 0, 0},
        {"1:7", 0, 0},
        {"10000/7", 0, 0},
        {"1/99999999999", 0, 0},
        {"4294967297/7", 0, 0},
        {"1/4294967303", 0, 0},
        {"en", 0, 0},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct error err = {0};
        struct ratio ratio = {0, 0};
        enum status status = ratio_parse(ROWS[i].text, &ratio, &err);
        bool fine = ROWS[i].den != 0;
        expect_int(ROWS[i].text, status, fine ? STATUS_OK : STATUS_INPUT);
        expect_int(ROWS[i].text, ratio.num, ROWS[i].num);
        expect_int(ROWS[i].text, ratio.den, ROWS[i].den);
        expect_int(ROWS[i].text, strstr(err.text, "found '") != NULL, !fine);
    }
}

static void hours_are_read_exactly_or_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        units amount; /* -1: refused */
    } ROWS[] = {
        {"0", 0},
        {"37.5", 945000},
        {"35.5", 894600},
        {"33.6", 846720},
        {"33.60", 846720},
        {"33.600", 846720},
        {"0.005", 126},
        {"0.5", 12600},
        {"7.475", 188370},
        {"999999", 999999 * UNITS_PER_HOUR},
        {"0.001", -1}, /* 25.2 units */
        {"33.333", -1},
        {"1000000", -1},
        {"99999999999999999999", -1},
        {"37,5", -1},
        {"37.", -1},
        {".5", -1},
        {"-1", -1},
        {"+1", -1},
        {"1e3", -1},
        {"0x10", -1},
        {"07", -1},
        {" 7", -1},
        {"7 ", -1},
        {"7.5000", -1},
        {"7.5.5", -1},
        {"nan", -1},
        {"inf", -1},
        {"", -1},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct error err = {0};
        units amount = -1;
        enum status status = hours_parse(ROWS[i].text, &amount, &err);
        bool fine = ROWS[i].amount >= 0;
        expect_int(ROWS[i].text, status, fine ? STATUS_OK : STATUS_INPUT);
        expect_int(ROWS[i].text, amount, ROWS[i].amount);
        expect_int(ROWS[i].text, strstr(err.text, "found '") != NULL, !fine);
    }
}

static void amounts_are_told_in_words_and_in_decimals(void **state)
{
    (void)state;
    static const struct {
        units amount;
        const char *words, *decimals;
    } ROWS[] = {
        {0, "0 h", "0.00"},
        {37 * UNITS_PER_HOUR + 30 * UNITS_PER_MINUTE, "37 h 30 min", "37.50"},
        {-2 * UNITS_PER_HOUR, "-2 h", "-2.00"},
        /* 82.5 h of standby at 1/7 are 11 h 47 min 8 4/7 s. */
        {825 * 6 * 60, "11 h 47 min 8.6 s", "11.79"},
        {7, "0 h 0 min 1 s", "0.00"},
        {1, "0 h 0 min 0.1 s", "0.00"},
        {-1, "-0 h 0 min 0.1 s", "0.00"},
        {419, "0 h 0 min 59.9 s", "0.02"},
        {125, "0 h 0 min 17.9 s", "0.00"},
        {126, "0 h 0 min 18 s", "0.01"},
        {-126, "-0 h 0 min 18 s", "-0.01"},
        {-125, "-0 h 0 min 17.9 s", "0.00"},
        {377, "0 h 0 min 53.9 s", "0.01"},
        {378, "0 h 0 min 54 s", "0.02"},
        {INT64_MAX, "366006826859316 h 30 min 1 s", "366006826859316.50"},
        {INT64_MIN, "-366006826859316 h 30 min 1.1 s", "-366006826859316.50"},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        char text[UNITS_TEXT];
        expect_text("words", units_format(ROWS[i].amount, text), ROWS[i].words);
        expect_text("decimals", units_hours(ROWS[i].amount, text),
                    ROWS[i].decimals);
    }
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(factors_give_whole_units_per_minute),
        cmocka_unit_test(inexact_factors_abort),
        cmocka_unit_test(fractions_are_read_strictly),
        cmocka_unit_test(hours_are_read_exactly_or_refused),
        cmocka_unit_test(amounts_are_told_in_words_and_in_decimals),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
