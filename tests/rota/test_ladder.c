/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_ladder.c - every step of the decision ladder (domain.md 2.9) on a small
 * co-operation made for it, and what must never be proposed.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/json_print.h"
#include "rota/ask.h"
#include "rota/ladder.h"
#include "tests/rota/rungs.h"

static const char *text_of(const cJSON *object, const char *key)
{
    const char *text = cJSON_GetStringValue(
        cJSON_GetObjectItemCaseSensitive(object, key));
    return text ? text : "";
}

static cJSON *suggest(struct week *week, const char *slot)
{
    struct error err = {0};
    cJSON *said = NULL;
    if (rota_suggest(&week->desk, slot, &said, &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
    return said;
}

/* The opening of a slot, or of the one there is. */
static const cJSON *opening_of(const cJSON *said, const char *slot)
{
    const cJSON *opening;
    cJSON_ArrayForEach(opening,
                       cJSON_GetObjectItemCaseSensitive(said, "openings"))
    {
        if (strcmp(text_of(opening, "slot"), slot) == 0) {
            return opening;
        }
    }
    return NULL;
}

static void ranking_text(const cJSON *opening, char *out, size_t room)
{
    const cJSON *item;
    size_t used = 0;
    out[0] = '\0';
    cJSON_ArrayForEach(item,
                       cJSON_GetObjectItemCaseSensitive(opening, "candidates"))
    {
        used += (size_t)snprintf(out + used, room - used, "%s:%s ",
                                 text_of(item, "person"),
                                 text_of(item, "route"));
    }
    used += (size_t)snprintf(out + used, room - used, "-");
    cJSON_ArrayForEach(item,
                       cJSON_GetObjectItemCaseSensitive(opening, "cannot"))
    {
        used += (size_t)snprintf(out + used, room - used, " %s",
                                 text_of(item, "person"));
    }
}

static void the_first_step_that_passes_is_taken(void **state)
{
    (void)state;
    for (size_t i = 0; i < (size_t)N_RUNG_ROWS; i++) {
        const struct rung_row *row = &RUNG_ROWS[i];
        const char *slot = row->slot ? row->slot : "errand@2027-03-02";
        struct week week;
        char text[400];
        rung_open(&week, row);
        cJSON *said = suggest(&week, slot);
        ranking_text(opening_of(said, slot), text, sizeof text);
        if (strcmp(text, row->expected) != 0) {
            char *json = json_print(said, true);
            fail_msg("%s: expected '%s', found '%s'\n%s", row->name,
                     row->expected, text, json);
        }
        cJSON_Delete(said);
        week_close(&week);
    }
}

/* ---- what goes with a step ---------------------------------------------------- */

struct detail {
    const char *row, *slot;
    const char *present[6], *absent[3];
};

static const struct detail DETAILS[] = {
    {"1 somebody", "errand@2027-03-02",
     {"\"consent\":\"inform\"", "\"gives\":[\"desk@2027-03-02\"]",
      "\"cost_class\":\"0\"", "\"tier\":\"today\""}, {"\"opens\":[\"desk"}},
    {"2 the second", "first@2027-03-02",
     {"\"gives\":[\"second@2027-03-02\"]", "\"opens\":[\"second@2027-03-02\"]",
      "\"consent\":\"none\"", "\"burden\":\"standby_hours\""}, {NULL}},
    {"2 whoever", "call@2027-03-02",
     {"\"call_out\":true", "\"cost_class\":\"standby\""}, {NULL}},
    {"4 a part-timer", "errand@2027-03-02",
     {"\"cost_class\":\"1.0\"", "\"contract\":\"18.75\"",
      "\"before\":\"15.00\"", "\"after\":\"22.50\"", "\"overtime\":\"0.00\""},
     {NULL}},
    {"5 vector 14: told on Monday at 11", "errand@2027-03-02",
     {"\"pay_pct\":50", "\"tier\":\"tomorrow\"",
      "\"gives\":[\"desk@2027-03-04\"]"}, {NULL}},
    {"6 who", "errand@2027-03-02",
     {"\"pay_pct\":50", "\"overtime50\"", "\"consent\":\"accept\""}, {NULL}},
    {"7 vector 16: ordered", "errand@2027-03-02",
     {"\"consent\":\"order\"", "\"unforeseen\":true", "\"cause\":\"sudden\""},
     {"temporary-hire"}},
    {"7 vector 16: never", "errand@2027-03-02",
     {"\"cause\":\"standing\"", "temporary-hire", "reduced-service",
      "is no ground to order overtime", "\"candidates\":[]"},
     {"ordered-overtime"}},
    {"8 another", "errand@2027-03-02",
     {"{\"from\":\"isle\",\"to\":\"town\",\"minutes\":450}",
      "\"manner\":\"ordinary-hours\""}, {NULL}},
};

static void a_step_says_what_it_costs_and_whom(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(DETAILS); i++) {
        const struct detail *detail = &DETAILS[i];
        struct week week;
        rung_open(&week, rung_named(detail->row));
        cJSON *said = suggest(&week, detail->slot);
        char *text = json_print(said, false);
        for (int k = 0; k < 6 && detail->present[k]; k++) {
            if (!strstr(text, detail->present[k])) {
                fail_msg("%s: '%s' is not in %s", detail->row,
                         detail->present[k], text);
            }
        }
        for (int k = 0; k < 3 && detail->absent[k]; k++) {
            if (strstr(text, detail->absent[k])) {
                fail_msg("%s: '%s' must not be in %s", detail->row,
                         detail->absent[k], text);
            }
        }
        free(text);
        cJSON_Delete(said);
        week_close(&week);
    }
}

/* Bo is the only one at the desk and so can't leave it; Carl could take the
 * desk from him. */
static const struct rung_row SWAP_ROW = {
    "swap", BO("") ", " CARL(""), "",
    {{1, "desk@2027-03-02"}, {2, "shop@2027-03-01"}, {0, NULL}},
    ANNE_SICK, TUESDAY_MORNING, NULL, NULL};

static void a_swap_of_two_is_found(void **state)
{
    struct week week;
    (void)state;
    rung_open(&week, &SWAP_ROW);
    cJSON *said = suggest(&week, "errand@2027-03-02");
    const cJSON *swap = cJSON_GetArrayItem(
        cJSON_GetObjectItemCaseSensitive(
            opening_of(said, "errand@2027-03-02"), "swaps"),
        0);
    assert_non_null(swap);
    assert_string_equal(text_of(swap, "person"), "bo");
    assert_string_equal(
        text_of(cJSON_GetObjectItemCaseSensitive(swap, "partner"), "person"),
        "carl");
    assert_string_equal(text_of(swap, "consent"), "accept");
    cJSON_Delete(said);
    week_close(&week);
}

/* Those who can, in order, and one bucket: no price, no reason, no cause. */
static void staff_read_names_and_no_more(void **state)
{
    static const char *const HIDDEN[] = {
        "price", "reason", "cause", "held_by", "Anne", "step", "effects",
        "cannot", "event", "swaps"};
    struct week week;
    (void)state;
    rung_open(&week, rung_named("4 before overtime"));
    week.desk.manager = false;
    cJSON *said = suggest(&week, "errand@2027-03-02");
    char *text = json_print(said, false);
    for (size_t i = 0; i < COUNT_OF(HIDDEN); i++) {
        if (strstr(text, HIDDEN[i])) {
            fail_msg("'%s' must not be in %s", HIDDEN[i], text);
        }
    }
    /* Anne alone is the bucket of her member: nobody of it is named. */
    assert_non_null(strstr(text, "\"candidates\":[]"));
    assert_non_null(strstr(text, "no local candidate"));
    free(text);
    cJSON_Delete(said);
    week_close(&week);
}

static void nobody_is_asked_who_would_have_to_be_ordered(void **state)
{
    struct error err = {0};
    struct week week;
    struct int_vec people = {0};
    (void)state;
    rung_open(&week, rung_named("4 before overtime"));
    assert_int_equal(
        rota_ranking(&week.desk, "errand@2027-03-02", &people, &err),
        STATUS_OK);
    assert_int_equal(people.n, 2);
    assert_int_equal(people.at[0], 2);
    assert_int_equal(people.at[1], 1);
    vec_release(&people);
    week_close(&week);
    rung_open(&week, rung_named("7 vector 16: ordered"));
    assert_int_equal(
        rota_ranking(&week.desk, "errand@2027-03-02", &people, &err),
        STATUS_OK);
    assert_int_equal(people.n, 0);
    week_close(&week);
}

/* ---- taking an answer ----------------------------------------------------------- */

static cJSON *choose(struct week *week, const char *slot, const char *person,
                     const char *with, struct error *err)
{
    struct choice choice = {.slot = slot, .person = person, .with = with};
    cJSON *said = NULL;
    *err = (struct error){0};
    return rota_choose(&week->desk, &choice, &said, err) == STATUS_OK ? said
                                                                      : NULL;
}

static const cJSON *list_of(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static void publish(struct week *week, const cJSON *said, bool accept_hard)
{
    struct error err = {0};
    cJSON *done = NULL;
    struct publish_options options = {
        .plan = (int64_t)list_of(said, "plan")->valuedouble,
        .expected = (int64_t)list_of(said, "revision")->valuedouble,
        .reason = "sickness",
        .route = text_of(said, "route"),
        .accept_hard = accept_hard};
    if (rota_publish(&week->desk, &options, &done, &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
    cJSON_Delete(done);
}

static bool stands(struct week *week, const char *person, const char *slot)
{
    struct error err = {0};
    struct plan plan;
    duty_ix duty = NONE;
    date_day date = 0;
    plan_init(&plan, WEEK_MONDAY, 14);
    assert_int_equal(store_published(week->desk.store, week->desk.coop, 0,
                                     WEEK_MONDAY, WEEK_MONDAY + 13, &plan,
                                     &err),
                     STATUS_OK);
    assert_int_equal(slot_parse(week->desk.coop, slot, &duty, &date, &err),
                     STATUS_OK);
    bool held = plan_holds(&plan, coop_find_staff(week->desk.coop, person),
                           duty, date);
    plan_release(&plan);
    return held;
}

/* The change of the answer is the draft's: published, the plan holds it. */
static void expect_chosen(struct week *week, const char *slot,
                          const cJSON *candidate)
{
    struct error err;
    const cJSON *given;
    const char *person = text_of(candidate, "person");
    const char *with = text_of(list_of(candidate, "partner"), "person");
    cJSON *said = choose(week, slot, person, *with ? with : NULL, &err);
    if (!said) {
        fail_msg("%s: %s", person, err.text);
    }
    bool opens = cJSON_GetArraySize(list_of(candidate, "opens")) > 0;
    assert_true(cJSON_Compare(list_of(said, "opens"),
                              list_of(candidate, "opens"), true));
    assert_string_equal(text_of(said, "route"), text_of(candidate, "route"));
    assert_string_equal(text_of(said, "consent"),
                        text_of(candidate, "consent"));
    bool asks = strcmp(text_of(said, "consent"), "accept") == 0;
    assert_int_equal(cJSON_GetArraySize(list_of(said, "needs_consent")),
                     !asks ? 0 : *with ? 2 : 1);
    publish(week, said, opens);
    assert_true(stands(week, person, slot));
    assert_false(stands(week, "anne", slot));
    cJSON_ArrayForEach(given, list_of(candidate, "gives"))
    {
        assert_false(stands(week, person, cJSON_GetStringValue(given)));
        if (*with) {
            assert_true(stands(week, with, cJSON_GetStringValue(given)));
        }
    }
    cJSON_Delete(said);
}

static void expect_not_chosen(struct week *week, const char *slot,
                              const char *person, const char *why)
{
    struct error err;
    assert_null(choose(week, slot, person, NULL, &err));
    if (err.status != STATUS_CONFLICT || !strstr(err.text, why)) {
        fail_msg("%s: expected '%s', found '%s'", person, why, err.text);
    }
}

/* In a row of its own for each candidate: a choice that is published changes
 * what the next one would find. */
static void choose_candidate(const struct rung_row *row, const char *slot,
                             int which)
{
    struct week week;
    const cJSON *item;
    rung_open(&week, row);
    cJSON *said = suggest(&week, slot);
    const cJSON *opening = opening_of(said, slot);
    const cJSON *candidate =
        cJSON_GetArrayItem(list_of(opening, "candidates"), which);
    cJSON_ArrayForEach(item, list_of(opening, "cannot"))
    {
        expect_not_chosen(&week, slot, text_of(item, "person"),
                          text_of(item, "reason"));
    }
    if (candidate && cJSON_IsTrue(list_of(candidate, "call_out"))) {
        expect_not_chosen(&week, slot, text_of(candidate, "person"),
                          "goes out from standby");
    } else if (candidate) {
        expect_chosen(&week, slot, candidate);
        expect_not_chosen(&week, slot, text_of(candidate, "person"), "");
    }
    cJSON_Delete(said);
    week_close(&week);
}

static void whoever_is_ranked_can_be_chosen_and_nobody_else(void **state)
{
    (void)state;
    for (size_t i = 0; i < (size_t)N_RUNG_ROWS; i++) {
        for (int which = 0; which < 2; which++) {
            choose_candidate(&RUNG_ROWS[i],
                             RUNG_ROWS[i].slot ? RUNG_ROWS[i].slot
                                          : "errand@2027-03-02",
                             which);
        }
    }
}

static void a_swap_is_chosen_with_the_partner_of_the_ranking(void **state)
{
    struct week week;
    struct error err;
    (void)state;
    rung_open(&week, &SWAP_ROW);
    cJSON *said = suggest(&week, "errand@2027-03-02");
    assert_null(choose(&week, "errand@2027-03-02", "bo", "anne", &err));
    assert_non_null(strstr(err.text, "no swap with Anne"));
    expect_chosen(&week, "errand@2027-03-02",
                  cJSON_GetArrayItem(
                      list_of(opening_of(said, "errand@2027-03-02"), "swaps"),
                      0));
    cJSON_Delete(said);
    week_close(&week);
}

static void nobody_is_chosen_for_what_nobody_is_wanted_in(void **state)
{
    struct week week;
    struct error err;
    struct choice choice = {.slot = "errand@2027-03-02",
                            .person = "bo", .by = "bo"};
    cJSON *said = NULL;
    (void)state;
    rung_open(&week, rung_named("1 somebody"));
    expect_int("by a person",
               rota_choose(&week.desk, &choice, &said, &err), STATUS_CONFLICT);
    assert_null(choose(&week, "errand@2027-03-02", "nobody", NULL, &err));
    assert_int_equal(err.status, STATUS_USAGE);
    island_at(&week, "2027-03-02T08:00");
    expect_not_chosen(&week, "errand@2027-03-02", "bo", "it has begun");
    /* Next week's Tuesday errand is empty; somebody gets it, and is enough. */
    said = choose(&week, "errand@2027-03-09", "bo", NULL, &err);
    assert_non_null(said);
    publish(&week, said, false);
    cJSON_Delete(said);
    expect_not_chosen(&week, "errand@2027-03-09", "carl",
                      "nobody is wanted in it");
    week_close(&week);
}

static void a_slot_that_is_not_there_is_refused(void **state)
{
    static const char *const SLOTS[] = {
        "errand@2027-03-03", "nothing@2027-03-02", "errand@2027-02-23",
        "errand@2027-04-06", "errand"};
    struct week week;
    (void)state;
    rung_open(&week, rung_named("3 hours"));
    for (size_t i = 0; i < COUNT_OF(SLOTS); i++) {
        struct error err = {0};
        cJSON *said = NULL;
        assert_int_not_equal(
            rota_suggest(&week.desk, SLOTS[i], &said, &err), STATUS_OK);
        assert_int_not_equal(err.text[0], '\0');
        assert_null(said);
    }
    week_close(&week);
}

static void every_step_has_its_route(void **state)
{
    (void)state;
    for (int32_t step = 0; step < LADDER_STEPS; step++) {
        assert_int_equal(ladder_find(LADDER[step].key), step);
        assert_true(*LADDER[step].action && *LADDER[step].action_nb);
        assert_true(*LADDER[step].conditions);
    }
    assert_int_equal(ladder_find("weekly"), LADDER_STEPS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_step_that_passes_is_taken),
        cmocka_unit_test(a_step_says_what_it_costs_and_whom),
        cmocka_unit_test(a_swap_of_two_is_found),
        cmocka_unit_test(staff_read_names_and_no_more),
        cmocka_unit_test(nobody_is_asked_who_would_have_to_be_ordered),
        cmocka_unit_test(whoever_is_ranked_can_be_chosen_and_nobody_else),
        cmocka_unit_test(a_swap_is_chosen_with_the_partner_of_the_ranking),
        cmocka_unit_test(nobody_is_chosen_for_what_nobody_is_wanted_in),
        cmocka_unit_test(a_slot_that_is_not_there_is_refused),
        cmocka_unit_test(every_step_has_its_route),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
