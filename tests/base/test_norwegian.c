/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_norwegian.c - errors in Norwegian, by their form. */
#include "tests/base/harness.h"

#include <stdlib.h>
#include <string.h>

#include "base/form.h"
#include "base/norwegian.h"
#include "base/norwegian_parts.h"

static void said_is(const char *english, const char *norwegian)
{
    char *said = in_language(true, english);
    assert_string_equal(said, norwegian);
    free(said);
}

static void sentences_keep_their_values(void **state)
{
    (void)state;
    said_is("expected a date that exists, found '2027-02-30'",
            "forventet en dato som finnes, fant '2027-02-30'");
    said_is("expected an Expected, found nothing",
            "forventet an Expected, fant ingenting");
    said_is("Ådne O'Neill has day@2027-03-01 already",
            "Ådne O'Neill har day@2027-03-01 allerede");
}

static void places_stay_in_front(void **state)
{
    (void)state;
    said_is("coop.json:14: staff[3].name: expected a value, found nothing",
            "coop.json:14: staff[3].name: forventet en verdi, fant ingenting");
    said_is("slot 'x@1': expected a date YYYY-MM-DD, found '1'",
            "plassen 'x@1': forventet en dato ÅÅÅÅ-MM-DD, fant '1'");
}

static void parts_are_sentences_too(void **state)
{
    (void)state;
    said_is("sick: from: expected true or false, found 'x'",
            "sick: from: forventet sant eller usant (true, false), fant 'x'");
    said_is("anne: expected a value, found nothing (and 2 more)",
            "anne: forventet en verdi, fant ingenting (og 2 til)");
    said_is("x@2027-03-01: nobody can be asked; the first reason: not eligible",
            "x@2027-03-01: ingen kan spørres; den første grunnen: ikke aktuell");
}

static void what_has_no_form_stays(void **state)
{
    (void)state;
    said_is("", "");
    said_is(": : ", ": : ");
    said_is("noe annet", "noe annet");
    char *said = in_language(false, "nothing is published yet");
    assert_string_equal(said, "nothing is published yet");
    free(said);
}

static void long_nests_end(void **state)
{
    (void)state;
    char deep[ERROR_TEXT_MAX];
    for (size_t i = 0; i < sizeof deep; i++) {
        deep[i] = "a: "[i % 3];
    }
    deep[sizeof deep - 1] = '\0';
    char *said = in_language(true, deep);
    assert_string_equal(said, deep);
    free(said);
}

static void every_form_fits_itself(void **state)
{
    (void)state;
    for (const struct norwegian_form *f = NORWEGIAN_FORMS; f->en; f++) {
        struct form_value values[FORM_VALUES];
        assert_true(form_fits(f->en, f->en, values));
        assert_null(strstr(f->en, "**"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_keep_their_values),
        cmocka_unit_test(places_stay_in_front),
        cmocka_unit_test(parts_are_sentences_too),
        cmocka_unit_test(what_has_no_form_stays),
        cmocka_unit_test(long_nests_end),
        cmocka_unit_test(every_form_fits_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
