/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_recur.c - recurrence rules give the dates of RFC 5545. */
#include "importers/ics_time.h"
#include "importers/recur.h"
#include "tests/model/expect.h"

static void expand_words(const char *rule, date_day start, int32_t minutes,
                         date_day from, date_day to, char out[600])
{
    struct recur recur;
    struct error err = {0};
    struct int_vec dates = {0};
    size_t used = 0;
    out[0] = '\0';
    if (recur_parse(rule, &recur, &err) != STATUS_OK ||
        recur_expand(&recur, &(struct recur_window){start, minutes, from, to},
                     &dates, &err) != STATUS_OK) {
        snprintf(out, 600, "! %.500s", err.text);
    }
    for (int32_t i = 0; i < dates.n && out[0] != '!' && used < 550; i++) {
        char date[DATE_TEXT];
        date_format(dates.at[i], date);
        used += (size_t)snprintf(out + used, 600 - used, "%s%s", i ? " " : "",
                                 date + 2); /* 27-01-11 */
    }
    vec_release(&dates);
}

/* Examples of RFC 5545 3.8.5.3 moved to 2027 where they are not of ours; each
 * from Monday 2027-01-11 to the end of 2028 unless the rule ends before. */
static void rules_give_their_dates(void **state)
{
    (void)state;
    static const struct {
        const char *rule, *dates;
    } ROWS[] = {
        {"FREQ=DAILY;COUNT=3", "27-01-11 27-01-12 27-01-13"},
        {"FREQ=DAILY;INTERVAL=10;COUNT=3", "27-01-11 27-01-21 27-01-31"},
        {"FREQ=DAILY;UNTIL=20270113", "27-01-11 27-01-12 27-01-13"},
        {"FREQ=DAILY;BYDAY=SA,SU;COUNT=3", "27-01-11 27-01-16 27-01-17"},
        {"FREQ=DAILY;BYMONTH=2;BYMONTHDAY=1,-1;COUNT=4",
         "27-01-11 27-02-01 27-02-28 28-02-01"},
        {"FREQ=WEEKLY;COUNT=3", "27-01-11 27-01-18 27-01-25"},
        {"FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4",
         "27-01-11 27-01-13 27-01-18 27-01-20"},
        {"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;COUNT=4",
         "27-01-11 27-01-12 27-01-17 27-01-26"},
        {"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;COUNT=4;WKST=SU",
         "27-01-11 27-01-12 27-01-24 27-01-26"},
        {"FREQ=WEEKLY;BYMONTH=2;COUNT=3", "27-01-11 27-02-01 27-02-08"},
        {"FREQ=MONTHLY;COUNT=3", "27-01-11 27-02-11 27-03-11"},
        {"FREQ=MONTHLY;BYDAY=1FR;COUNT=3", "27-01-11 27-02-05 27-03-05"},
        {"FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "27-01-11 27-01-29 27-02-26"},
        {"FREQ=MONTHLY;BYDAY=2MO;COUNT=3", "27-01-11 27-02-08 27-03-08"},
        {"FREQ=MONTHLY;BYDAY=5MO;UNTIL=20270630", "27-01-11 27-03-29 27-05-31"},
        {"FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "27-01-11 27-01-31 27-02-28"},
        {"FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3", "27-01-11 27-01-31 27-03-31"},
        {"FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=2", "27-01-11 27-08-13"},
        {"FREQ=MONTHLY;INTERVAL=18;COUNT=2", "27-01-11 28-07-11"},
        {"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3",
         "27-01-11 27-01-29 27-02-26"}, /* last working day */
        {"FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3,-2;COUNT=4",
         "27-01-11 27-01-27 27-02-04 27-02-24"},
        {"FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2;COUNT=3",
         "27-01-11 27-01-13 27-01-20"},
        {"FREQ=YEARLY;BYMONTH=12;BYDAY=SU;BYSETPOS=-1;COUNT=2",
         "27-01-11 27-12-26"},
        {"FREQ=MONTHLY;BYSETPOS=366", "27-01-11"},
        {"FREQ=YEARLY;COUNT=2", "27-01-11 28-01-11"},
        {"FREQ=YEARLY;BYMONTH=6,7;COUNT=3", "27-01-11 27-06-11 27-07-11"},
        {"FREQ=YEARLY;BYDAY=20MO;COUNT=2", "27-01-11 27-05-17"},
        {"FREQ=YEARLY;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3",
         "27-01-11 27-11-02 28-11-07"},
        {"FREQ=YEARLY;BYMONTHDAY=24;BYMONTH=12;COUNT=2", "27-01-11 27-12-24"},
        {"FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;COUNT=2", "27-01-11 27-05-31"},
        {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2", "27-01-11 28-02-29"},
        {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "27-01-11"},
        {"FREQ=WEEKLY;UNTIL=20270110", ""},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        char dates[600];
        expand_words(ROWS[i].rule, date_of(2027, 1, 11), 0,
                     date_of(2027, 1, 11), date_of(2028, 12, 31), dates);
        expect_text(ROWS[i].rule, dates, ROWS[i].dates);
    }
}

static void days_that_a_month_lacks_are_left_out(void **state)
{
    (void)state;
    char dates[600];
    expand_words("FREQ=MONTHLY;COUNT=4", date_of(2027, 1, 31), 0, DATE_MIN,
                 DATE_MAX, dates);
    assert_string_equal(dates, "27-01-31 27-03-31 27-05-31 27-07-31");
    expand_words("FREQ=YEARLY;COUNT=2", date_of(2028, 2, 29), 0, DATE_MIN,
                 DATE_MAX, dates);
    assert_string_equal(dates, "28-02-29 32-02-29");
}

static void the_window_cuts_but_does_not_shift(void **state)
{
    (void)state;
    char dates[600];
    expand_words("FREQ=WEEKLY;INTERVAL=2;COUNT=5", date_of(2027, 1, 11), 0,
                 date_of(2027, 2, 1), date_of(2027, 2, 28), dates);
    assert_string_equal(dates, "27-02-08 27-02-22");
    expand_words("FREQ=DAILY", date_of(2027, 1, 11), 0, date_of(2027, 1, 13),
                 date_of(2027, 1, 14), dates);
    assert_string_equal(dates, "27-01-13 27-01-14");
}

static void until_with_a_time_counts_the_time(void **state)
{
    (void)state;
    char dates[600];
    /* 2027-01-13T08:00Z is 09:00 in Oslo. */
    expand_words("FREQ=DAILY;UNTIL=20270113T080000Z", date_of(2027, 1, 12),
                 9 * 60, DATE_MIN, DATE_MAX, dates);
    assert_string_equal(dates, "27-01-12 27-01-13");
    expand_words("FREQ=DAILY;UNTIL=20270113T080000Z", date_of(2027, 1, 12),
                 9 * 60 + 1, DATE_MIN, DATE_MAX, dates);
    assert_string_equal(dates, "27-01-12");
}

static void endless_rules_are_capped(void **state)
{
    (void)state;
    char dates[600];
    expand_words("FREQ=DAILY", date_of(1970, 1, 1), 0, DATE_MIN, DATE_MAX,
                 dates);
    assert_string_equal(dates, "! expected at most 1000 occurrences");
}

static void other_rules_are_refused(void **state)
{
    (void)state;
    static const char *const RULES[] = {"",
                                        "FREQ=SECONDLY",
                                        "FREQ=HOURLY;COUNT=2",
                                        "COUNT=3",
                                        "FREQ=DAILY;COUNT=0",
                                        "FREQ=DAILY;COUNT=-1",
                                        "FREQ=DAILY;COUNT=x",
                                        "FREQ=DAILY;COUNT=99999999999",
                                        "FREQ=DAILY;INTERVAL=0",
                                        "FREQ=DAILY;INTERVAL=",
                                        "FREQ=DAILY;FREQ=DAILY",
                                        "FREQ=DAILY;COUNT=2;UNTIL=20270101",
                                        "FREQ=DAILY;UNTIL=2027",
                                        "FREQ=DAILY;UNTIL=20270230",
                                        "FREQ=WEEKLY;BYDAY=XX",
                                        "FREQ=WEEKLY;BYDAY=1MO",
                                        "FREQ=DAILY;BYDAY=-1SU",
                                        "FREQ=MONTHLY;BYDAY=0MO",
                                        "FREQ=MONTHLY;BYDAY=54MO",
                                        "FREQ=MONTHLY;BYDAY=MO,",
                                        "FREQ=MONTHLY;BYMONTHDAY=32",
                                        "FREQ=MONTHLY;BYMONTHDAY=0",
                                        "FREQ=MONTHLY;BYMONTHDAY=-32",
                                        "FREQ=YEARLY;BYMONTH=13",
                                        "FREQ=YEARLY;BYMONTH=0",
                                        "FREQ=YEARLY;BYYEARDAY=1",
                                        "FREQ=YEARLY;BYWEEKNO=1",
                                        "FREQ=MONTHLY;BYSETPOS=0",
                                        "FREQ=MONTHLY;BYSETPOS=367",
                                        "FREQ=MONTHLY;BYSETPOS=",
                                        "FREQ=DAILY;BYHOUR=9",
                                        "FREQ=DAILY;X=1",
                                        "FREQ",
                                        "FREQ=",
                                        ";FREQ=DAILY",
                                        "FREQ=DAILY;;COUNT=1",
                                        "FREQ=WEEKLY;WKST=XX",
                                        "RSCALE=HEBREW;FREQ=DAILY"};
    for (size_t i = 0; i < COUNT_OF(RULES); i++) {
        struct recur recur;
        struct error err = {0};
        expect_int(RULES[i], recur_parse(RULES[i], &recur, &err), STATUS_INPUT);
        expect_words(RULES[i], err.text, "expected");
    }
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(rules_give_their_dates),
        cmocka_unit_test(days_that_a_month_lacks_are_left_out),
        cmocka_unit_test(the_window_cuts_but_does_not_shift),
        cmocka_unit_test(until_with_a_time_counts_the_time),
        cmocka_unit_test(endless_rules_are_capped),
        cmocka_unit_test(other_rules_are_refused),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
