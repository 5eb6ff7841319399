/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_show.c - what a table says of slots that nobody holds. */
#include "rota/rota.h"
#include "tests/rota/week.h"

static const cJSON *item(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

/* The "why" of an uncovered slot; NULL when it is not uncovered or says none. */
static const char *why_of(const cJSON *shown, const char *slot)
{
    const cJSON *line;
    cJSON_ArrayForEach(line, item(shown, "uncovered"))
    {
        if (strcmp(cJSON_GetStringValue(item(line, "slot")), slot) == 0) {
            return cJSON_GetStringValue(item(line, "why"));
        }
    }
    return NULL;
}

static void an_uncovered_slot_says_who_is_left(void **state)
{
    /* On Monday two are out on visits and one errand is empty; on Saturday
     * nobody has anything. */
    static const struct held PLAN[] = {{ANNE, "visits@2027-03-01"},
                                       {BJOERN, "visits@2027-03-01"},
                                       {CARL, "errand@2027-03-02"},
                                       {0, NULL}};
    struct week week;
    struct error err = {0};
    cJSON *shown = NULL;
    (void)state;
    week_open(&week);
    week_publish(&week, WEEK_MONDAY, 7, PLAN, WEEK_NOW);
    assert_int_equal(rota_show(&week.desk, 0, NULL, &shown, &err), STATUS_OK);
    const char *monday = why_of(shown, "errand@2027-03-01");
    const char *night = why_of(shown, "night@2027-03-06");
    assert_non_null(monday);
    assert_string_equal(monday,
                        "1 may not take it, 2 are on other duty then");
    assert_non_null(night);
    assert_non_null(strstr(night, "0 are on other duty then, 3 are free"));
    cJSON_Delete(shown);
    week.desk.manager = false; /* and no planner */
    assert_int_equal(rota_show(&week.desk, 0, NULL, &shown, &err), STATUS_OK);
    assert_null(why_of(shown, "errand@2027-03-01"));
    cJSON_Delete(shown);
    week_close(&week);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_uncovered_slot_says_who_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
