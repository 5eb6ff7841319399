/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_suggest.c - the nearest known name, or none. */
#include "tests/model/expect.h"

#include "base/status.h"
#include "importers/suggest.h"

static void the_nearest_name_is_suggested(void **state)
{
    (void)state;
    static const char *const KNOWN[] = {"staff", "weekdays", "position_pct",
                                        "services", "from"};
    static const struct {
        const char *wanted, *words;
    } ROWS[] = {
        {"staf", "; did you mean 'staff'?"},
        {"Staff", "; did you mean 'staff'?"},
        {"weekday", "; did you mean 'weekdays'?"},
        {"position", ""}, /* four letters too few */
        {"position_pc", "; did you mean 'position_pct'?"},
        {"sevrices", "; did you mean 'services'?"},
        {"form", "; did you mean 'from'?"},
        {"xyz", ""},
        {"", ""},
        {"a_name_that_is_longer_than_anything_we_know_of", ""},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct suggestion suggestion;
        char words[SUGGEST_TEXT];
        suggest_start(&suggestion, ROWS[i].wanted);
        for (size_t k = 0; k < COUNT_OF(KNOWN); k++) {
            suggest_try(&suggestion, KNOWN[k]);
        }
        expect_text(ROWS[i].wanted, suggest_words(&suggestion, words),
                    ROWS[i].words);
    }
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(the_nearest_name_is_suggested),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
