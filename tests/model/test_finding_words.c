/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_finding_words.c - the sentences of findings in both languages. */
#include "model/finding_words.h"
#include "tests/model/expect.h"

#include <stdio.h>

static void say(const char *words, bool norwegian, char out[FINDING_WORDS])
{
    struct finding finding = {0};
    snprintf(finding.words, sizeof finding.words, "%s", words);
    finding_words(&finding, norwegian, out);
}

static void each_form_has_its_values_in_place(void **state)
{
    static const struct {
        const char *en, *nb;
    } ROWS[] = {
        {"10 h 30 min in the 24 hours from 2027-03-01 08:00, at most 9 h",
         "10 t 30 min i døgnet fra 2027-03-01 08:00, høyst 9 t"},
        {"10 h in the 24 hours from 2027-03-01 08:00 with strained night "
         "work, at most 8 h",
         "10 t i døgnet fra 2027-03-01 08:00 med belastende nattarbeid, "
         "høyst 8 t"},
        {"7 h of rest before 2027-03-02 08:00 instead of 11 h by agreement: "
         "4 h owed",
         "7 t hvile før 2027-03-02 08:00 i stedet for 11 t etter avtale: 4 t "
         "skyldes"},
        {"11 h of overtime in the 7 days to 2027-03-07, at most 10 h",
         "11 t overtid i de 7 dagene til 2027-03-07, høyst 10 t"},
        {"holds only the second of two days of a block",
         "har bare den andre av to dager i en blokk"},
        {"1 of 2 people", "1 av 2 personer"},
        {"2 of 3 duties of the week", "2 av 3 vakter i uken"},
        {"14 of 25 Sundays and holidays in 26 weeks, at most 50 %",
         "14 av 25 søn- og helgedager på 26 uker, høyst 50 %"},
        {"0 people attend, at least 2", "0 deltar, minst 2"},
        {"4 people of a role attend, at most 1",
         "4 med en rolle deltar, høyst 1"},
        {"takes place 0 times instead of 1",
         "finner sted 0 ganger i stedet for 1"},
        {"attended 1 times instead of 2", "deltok 1 ganger i stedet for 2"},
        {"8 days running with standby, at most 7",
         "8 dager på rad med beredskap, høyst 7"},
        {"alone on a task that needs a second person",
         "alene om et oppdrag som krever to"},
        {"in place within 30 minutes: probably working time",
         "på plass innen 30 minutter: trolig arbeidstid"},
        {"a form of its own, at most 3", "a form of its own, at most 3"},
        {"", ""},
        {" of 2 people", " of 2 people"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        char said[FINDING_WORDS];
        say(ROWS[i].en, true, said);
        expect_text(ROWS[i].en, said, ROWS[i].nb);
        say(ROWS[i].en, false, said);
        expect_text("in English", said, ROWS[i].en);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_form_has_its_values_in_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
