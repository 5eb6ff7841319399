/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_attempt.c - a change is tried, told, kept; and nobody's secrets are. */
#include <stdio.h>
#include <stdlib.h>

#include "base/json_print.h"
#include "rota/attempt.h"
#include "tests/rota/week.h"

static const struct held PLAN[] = {
    {ANNE, "errand@2027-03-01"},   {BJOERN, "errand@2027-03-02"},
    {ANNE, "night@2027-03-06"},    {CARL, "visits@2027-03-01"},
    {CARL, "visits@2027-03-03"},   {0, NULL}};

static void open_plan(struct week *week)
{
    week_open(week);
    week_publish(week, WEEK_MONDAY, 7, PLAN, WEEK_NOW);
}

static enum status attempt(struct week *week, int64_t plan, bool keep,
                           const struct move *moves, int32_t n,
                           cJSON **said, struct error *err)
{
    struct attempt what = {
        .plan = plan, .expected = -1, .moves = moves, .n_moves = n};
    *said = NULL;
    return keep ? rota_attempt_keep(&week->desk, &what, said, err)
                : rota_attempt(&week->desk, &what, said, err);
}

static cJSON *must_try(struct week *week, int64_t plan, bool keep,
                       const struct move *moves, int32_t n)
{
    struct error err = {0};
    cJSON *said;
    if (attempt(week, plan, keep, moves, n, &said, &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
    return said;
}

static const cJSON *item(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static int64_t count_plans(struct week *week)
{
    struct long_vec ids = {0};
    struct error err = {0};
    assert_int_equal(store_list_plans(week->desk.store, &ids, &err),
                     STATUS_OK);
    int64_t n = ids.n;
    vec_release(&ids);
    return n;
}

static void what_a_move_costs_is_told_and_nothing_is_stored(void **state)
{
    static const struct move MOVE = {"errand@2027-03-01", "anne", NULL};
    struct week week;
    (void)state;
    open_plan(&week);
    int64_t plans = count_plans(&week);
    cJSON *said = must_try(&week, 0, false, &MOVE, 1);
    const cJSON *uncovered = cJSON_GetArrayItem(item(said, "levels"), 0);
    assert_string_equal(cJSON_GetStringValue(item(uncovered, "name")),
                        "uncovered");
    assert_int_equal(json_int(item(uncovered, "change")), 1000000);
    assert_int_equal(json_int(item(item(said, "cost"), "after")) -
                         json_int(item(item(said, "cost"), "before")),
                     json_int(item(item(said, "cost"), "change")));
    char *text = json_print(said, false);
    assert_non_null(strstr(text, "\"rule\":\"cover\""));
    assert_non_null(strstr(text, "\"tier\""));
    free(text);
    assert_int_equal(count_plans(&week), plans);
    cJSON_Delete(said);
    week_close(&week);
}

static void what_is_hard_is_named_with_the_rule(void **state)
{
    /* Carl has visits that morning. */
    static const struct move MOVES[] = {
        {"night@2027-03-06", "anne", "bjoern"},
        {"errand@2027-03-01", "anne", "carl"},
    };
    struct week week;
    (void)state;
    open_plan(&week);
    cJSON *said = must_try(&week, 0, false, &MOVES[0], 1);
    assert_true(cJSON_IsTrue(item(said, "fits")));
    assert_int_equal(cJSON_GetArraySize(item(said, "refused")), 0);
    cJSON_Delete(said);
    said = must_try(&week, 0, false, &MOVES[1], 1);
    char *text = json_print(said, false);
    assert_true(cJSON_IsFalse(item(said, "fits")));
    assert_non_null(strstr(text, "\"rule\":\"overlap\""));
    assert_null(item(said, "cost")); /* no pattern holds both */
    free(text);
    cJSON_Delete(said);
    week_close(&week);
}

/* Two duties at once were published by hand. */
static void a_plan_that_no_pattern_holds_is_tried_without_a_cost(void **state)
{
    static const struct held BY_HAND[] = {{CARL, "errand@2027-03-01"},
                                          {CARL, "visits@2027-03-01"},
                                          {ANNE, "night@2027-03-06"},
                                          {0, NULL}};
    static const struct move MOVE = {"night@2027-03-06", "anne", "bjoern"};
    struct week week;
    (void)state;
    week_open(&week);
    week_publish(&week, WEEK_MONDAY, 7, BY_HAND, WEEK_NOW);
    cJSON *said = must_try(&week, 0, false, &MOVE, 1);
    assert_true(cJSON_IsTrue(item(said, "fits")));
    assert_null(item(said, "cost"));
    cJSON_Delete(said);
    week_close(&week);
}

static void a_move_that_is_kept_is_a_new_draft(void **state)
{
    static const struct move NIGHT = {"night@2027-03-06", "anne", "bjoern"};
    static const struct move ERRAND = {"errand@2027-03-02", "bjoern", "anne"};
    struct week week;
    struct plan_record record;
    struct error err = {0};
    (void)state;
    open_plan(&week);
    cJSON *said = must_try(&week, 0, true, &NIGHT, 1);
    int64_t draft = json_int(item(said, "draft"));
    cJSON_Delete(said);
    assert_int_equal(store_get_plan(week.desk.store, week.desk.coop, draft,
                                    &record, &err),
                     STATUS_OK);
    assert_int_equal(record.plan.from, WEEK_MONDAY + 5);
    assert_int_equal(record.plan.days, 1);
    assert_true(plan_holds(&record.plan, BJOERN,
                           record.plan.assignments.at[0].duty,
                           WEEK_MONDAY + 5));
    plan_record_release(&record);
    said = NULL;
    assert_int_equal(attempt(&week, draft, true, &ERRAND, 1, &said, &err),
                     STATUS_USAGE); /* lies outside the draft */
    assert_non_null(strstr(err.text, "does not reach"));
    static const struct move BACK = {"night@2027-03-06", "bjoern", "anne"};
    said = must_try(&week, draft, true, &BACK, 1);
    assert_int_not_equal(json_int(item(said, "draft")), draft);
    cJSON_Delete(said);
    week_close(&week);
}

static void moves_that_make_no_sense_are_refused(void **state)
{
    static const struct {
        struct move move;
        enum status status;
        const char *words;
    } ROWS[] = {
        {{"errand@2027-03-01", "bjoern", "anne"}, STATUS_CONFLICT,
         "does not hold"},
        {{"errand@2027-03-01", NULL, "anne"}, STATUS_CONFLICT, "already"},
        {{"errand@2027-03-01", "anne", "anne"}, STATUS_USAGE, "somebody else"},
        {{"errand@2027-03-01", NULL, NULL}, STATUS_USAGE, "somebody else"},
        {{"errand@2027-03-01", "anne", "nobody"}, STATUS_USAGE, "nobody"},
        {{"nothing@2027-03-01", "anne", "bjoern"}, STATUS_INPUT, "nothing"},
    };
    struct week week;
    (void)state;
    open_plan(&week);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct error err = {0};
        cJSON *said;
        assert_int_not_equal(
            attempt(&week, 0, false, &ROWS[i].move, 1, &said, &err),
            STATUS_OK);
        if (!strstr(err.text, ROWS[i].words)) {
            fail_msg("row %zu: %s", i, err.text);
        }
        assert_null(said);
    }
    week_close(&week);
}

static void a_duty_that_has_begun_stays(void **state)
{
    static const struct move MOVE = {"errand@2027-03-01", "anne", "bjoern"};
    struct week week;
    struct error err = {0};
    cJSON *said;
    (void)state;
    open_plan(&week);
    week.desk.act.at = zone_instant(WEEK_MONDAY, 9 * 60);
    assert_int_equal(attempt(&week, 0, false, &MOVE, 1, &said, &err),
                     STATUS_CONFLICT);
    assert_non_null(strstr(err.text, "has begun"));
    week_close(&week);
}

static void keeping_needs_the_revision_that_was_seen(void **state)
{
    static const struct move MOVE = {"night@2027-03-06", "anne", "bjoern"};
    struct week week;
    struct error err = {0};
    cJSON *said = NULL;
    (void)state;
    open_plan(&week);
    struct attempt what = {
        .plan = 0, .expected = 7, .moves = &MOVE, .n_moves = 1};
    assert_int_equal(rota_attempt_keep(&week.desk, &what, &said, &err),
                     STATUS_CONFLICT);
    assert_non_null(strstr(err.text, "the plan moved"));
    what.expected = 1;
    assert_int_equal(rota_attempt_keep(&week.desk, &what, &said, &err),
                     STATUS_OK);
    cJSON_Delete(said);
    week_close(&week);
}

/* ---- secrets ---------------------------------------------------------------- */

/* Bo may not take the task, Carl has said no to nights; the rest is seen on the
 * board. */
static const char RECORDS[] =
    "{\"id\": \"two\", \"name\": \"To\", \"profile\": \"no_aml\",\n"
    " \"members\": [{\"id\": \"steigen\", \"name\": \"Steigen\"}],\n"
    " \"services\": [{\"id\": \"fact\", \"name\": \"FACT-team\"}],\n"
    " \"competences\": [{\"id\": \"diver\", \"name\": \"Dykker\"}],\n"
    " \"staff\": [\n"
    "  {\"id\": \"anne\", \"name\": \"Anne\", \"member\": \"steigen\",\n"
    "   \"competences\": [{\"competence\": \"diver\"}]},\n"
    "  {\"id\": \"bo\", \"name\": \"Bo\", \"member\": \"steigen\",\n"
    "   \"competences\": [{\"competence\": \"diver\"}]},\n"
    "  {\"id\": \"carl\", \"name\": \"Carl\", \"member\": \"steigen\"}],\n"
    " \"shift_types\": [{\"id\": \"day\", \"name\": \"Dag\",\n"
    "   \"title\": \"Oppdrag\", \"kind\": \"work\",\n"
    "   \"start\": \"08:00\", \"end\": \"15:30\"}],\n"
    " \"demands\": [\n"
    "  {\"id\": \"task\", \"name\": \"Task\", \"shift_type\": \"day\",\n"
    "   \"service\": \"fact\", \"low\": 1, \"target\": 1, \"high\": 2,\n"
    "   \"priority\": 1, \"competences\": [\"diver\"],\n"
    "   \"weekdays\": \"mon-fri\"}],\n"
    " \"exclusions\": [{\"id\": \"x\", \"staff\": \"bo\",\n"
    "   \"degree\": \"never\", \"demand\": \"task\"}]}\n";

static void an_exclusion_is_never_the_reason_that_is_told(void **state)
{
    static const struct held HELD[] = {{ANNE, "task@2027-03-01"}, {0, NULL}};
    static const struct {
        const char *to, *told, *untold; /* for their manager; for others */
    } ROWS[] = {
        {"bo", "not eligible", "not eligible"},
        {"carl", "lacks a competence", "not eligible"},
    };
    struct week week;
    (void)state;
    week_open(&week);
    week_replace(&week, RECORDS);
    week_publish(&week, WEEK_MONDAY, 7, HELD, WEEK_NOW);
    for (size_t i = 0; i < 2 * COUNT_OF(ROWS); i++) {
        struct move move = {"task@2027-03-01", "anne", ROWS[i / 2].to};
        week.desk.manager = false;
        week.desk.reasons_of = i % 2 == 0 ? 0 : NONE;
        cJSON *said = must_try(&week, 0, false, &move, 1);
        const cJSON *refused = cJSON_GetArrayItem(item(said, "refused"), 0);
        assert_string_equal(cJSON_GetStringValue(item(refused, "reason")),
                            i % 2 == 0 ? ROWS[i / 2].told
                                       : ROWS[i / 2].untold);
        assert_true(cJSON_IsFalse(item(said, "fits")));
        char *text = json_print(said, false);
        assert_null(strstr(text, "exclu"));
        free(text);
        cJSON_Delete(said);
        struct error err = {0};
        assert_int_equal(attempt(&week, 0, true, &move, 1, &said, &err),
                         STATUS_CONFLICT);
    }
    week_close(&week);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_move_costs_is_told_and_nothing_is_stored),
        cmocka_unit_test(what_is_hard_is_named_with_the_rule),
        cmocka_unit_test(
            a_plan_that_no_pattern_holds_is_tried_without_a_cost),
        cmocka_unit_test(a_move_that_is_kept_is_a_new_draft),
        cmocka_unit_test(moves_that_make_no_sense_are_refused),
        cmocka_unit_test(a_duty_that_has_begun_stays),
        cmocka_unit_test(keeping_needs_the_revision_that_was_seen),
        cmocka_unit_test(an_exclusion_is_never_the_reason_that_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
