/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_answers.c - what is proposed passes the rules when it is done; nobody
 * forbidden is proposed; the smallest re-plan; risk; who is on duty; rest.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/json_print.h"
#include "model/rule.h"
#include "rota/candidate.h"
#include "rota/suggest.h"
#include "tests/rota/island.h"

static const char *text_of(const cJSON *object, const char *key)
{
    const char *text = cJSON_GetStringValue(
        cJSON_GetObjectItemCaseSensitive(object, key));
    return text ? text : "";
}

static int64_t int_of(const cJSON *object, const char *key)
{
    return (int64_t)cJSON_GetNumberValue(
        cJSON_GetObjectItemCaseSensitive(object, key));
}

static const cJSON *list_of(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static void file(struct week *week, const char *words)
{
    struct error err = {0};
    cJSON *said = island_file(week, words, &err);
    if (!said) {
        fail_msg("%s: %s", words, err.text);
    }
    cJSON_Delete(said);
}

static void open_island(struct week *week, const char *moment)
{
    island_open(week);
    island_publish(week);
    island_at(week, moment);
}

/* ---- what is proposed ------------------------------------------------------------ */

/* Hard findings of the whole plan, history included, after the edits. */
static int32_t hard_after(const struct situation *s,
                          const struct edit_vec *edits)
{
    struct plan plan;
    struct finding_vec findings = {0};
    plan_init(&plan, s->plan.from, s->plan.days);
    for (int32_t i = 0; i < s->plan.assignments.n; i++) {
        const struct assignment *a = &s->plan.assignments.at[i];
        bool given = false;
        for (int32_t k = 0; edits && k < edits->n; k++) {
            const struct edit *e = &edits->at[k];
            given |= e->kind == EDIT_GIVE && e->staff == a->staff &&
                     e->duty == a->duty && e->date == a->date;
        }
        if (!given) {
            vec_push(&plan.assignments, *a);
        }
    }
    for (int32_t k = 0; edits && k < edits->n; k++) {
        const struct edit *e = &edits->at[k];
        if (e->kind == EDIT_TAKE) {
            struct assignment a = {e->staff, e->duty, e->date, e->overtime,
                                   false};
            vec_push(&plan.assignments, a);
        }
    }
    plan_sort(&plan);
    struct timeline *timeline = timeline_new(s->coop, &s->history, &plan);
    rules_check(timeline, &findings);
    int32_t hard = findings_hard(&findings);
    vec_release(&findings);
    timeline_free(timeline);
    plan_release(&plan);
    return hard;
}

struct tally {
    int32_t able, swaps, unable;
};

static void expect_lawful(struct situation *s, const struct open_duty *o,
                          const struct candidate *c, int32_t before)
{
    assert_int_equal(hard_after(s, &c->edits), before);
    for (int32_t i = 0; i < c->edits.n; i++) {
        const struct edit *e = &c->edits.at[i];
        if (e->kind == EDIT_TAKE) {
            assert_int_equal(
                slot_refusal(s->coop, e->staff, e->duty, e->date),
                REFUSE_NOT);
            assert_false(candidate_sick(s, e->staff, e->date));
        }
    }
    assert_false(o->kind != HOLE_SUDDEN && c->step == STEP_ORDERED);
}

static void check_group(struct situation *s, int32_t group,
                        struct tally *tally)
{
    struct open_duty o;
    struct candidate_vec all = {0}, swaps = {0};
    int32_t before = hard_after(s, NULL);
    open_duty_make(s, group, &o);
    for (int32_t staff = 0; staff < s->coop->staff.n; staff++) {
        candidate_find(&o, staff, vec_add(&all));
    }
    candidate_swaps(&o, &all, 20, &swaps);
    for (int32_t i = 0; i < all.n; i++) {
        if (all.at[i].able) {
            expect_lawful(s, &o, &all.at[i], before);
        } else {
            assert_true(all.at[i].why[0] != '\0');
        }
        tally->able += all.at[i].able;
        tally->unable += !all.at[i].able;
    }
    for (int32_t i = 0; i < swaps.n; i++) {
        expect_lawful(s, &o, &swaps.at[i], before);
        tally->swaps++;
    }
    candidates_release(&all);
    candidates_release(&swaps);
    open_duty_release(&o);
}

static void check_all(struct week *week, struct tally *tally)
{
    struct situation s;
    struct error err = {0};
    if (situation_now(&s, &week->desk, &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
    situation_add_gaps(&s);
    for (int32_t group = 0; group < s.n_groups; group++) {
        check_group(&s, group, tally);
    }
    situation_release(&s);
}

static void whatever_is_proposed_passes_the_rules(void **state)
{
    static const char *const EVENTS[] = {
        "sick anne from=2027-03-02 to=2027-03-07",
        "sick bjorn from=2027-03-01",
        "child-sick carl from=2027-03-03 to=2027-03-04",
        "sick-note dina from=2027-03-02 to=2027-03-20 grade=50",
        "resignation eva last=2027-03-05",
        "link status=down ferry=home from=2027-03-04 to=2027-03-05",
        "conflict bjorn degree=never demand=visits from=2027-03-01",
        "sick carl from=2027-03-08 to=2027-03-14",
    };
    struct tally tally = {0};
    struct week week;
    (void)state;
    open_island(&week, "2027-03-01T07:10");
    for (size_t i = 0; i < COUNT_OF(EVENTS); i++) {
        file(&week, EVENTS[i]);
        check_all(&week, &tally);
    }
    print_message("%d could, %d could not, %d swaps\n", tally.able,
                  tally.unable, tally.swaps);
    assert_true(tally.able > 20 && tally.unable > 20 && tally.swaps > 5);
    week_close(&week);
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

/* Somebody sick for the whole weekend gives the block away whole. */
static void a_block_is_taken_as_one(void **state)
{
    struct week week;
    (void)state;
    open_island(&week, "2027-03-09T07:10");
    file(&week, "sick anne from=2027-03-12 to=2027-03-14");
    cJSON *said = suggest(&week, "fri@2027-03-12");
    const cJSON *opening = cJSON_GetArrayItem(list_of(said, "openings"), 0);
    assert_int_equal(cJSON_GetArraySize(list_of(opening, "together")), 2);
    assert_string_equal(text_of(opening, "end"), "2027-03-15 08:00");
    cJSON_Delete(said);
    week_close(&week);
}

static void undoing_the_event_leaves_nothing_to_propose(void **state)
{
    struct error err = {0};
    struct replan_options options = {.ticks = 3000000};
    struct week week;
    (void)state;
    open_island(&week, "2027-03-01T07:10");
    cJSON *before = suggest(&week, NULL);
    cJSON *filed =
        island_file(&week, "sick anne from=2027-03-01 to=2027-03-03", &err);
    cJSON *during = suggest(&week, NULL);
    assert_true(cJSON_GetArraySize(list_of(during, "openings")) >
                cJSON_GetArraySize(list_of(before, "openings")));
    cJSON *undone = NULL, *replanned = NULL;
    assert_int_equal(rota_event_undo(&week.desk, int_of(filed, "event"), NULL,
                                     &undone, &err),
                     STATUS_OK);
    cJSON *after = suggest(&week, NULL);
    assert_true(cJSON_Compare(before, after, true));
    assert_int_equal(rota_replan(&week.desk, &options, &replanned, &err),
                     STATUS_CONFLICT);
    assert_non_null(strstr(err.text, "nothing is open"));
    cJSON_Delete(before);
    cJSON_Delete(during);
    cJSON_Delete(after);
    cJSON_Delete(filed);
    cJSON_Delete(undone);
    week_close(&week);
}

/* ---- the smallest re-plan ----------------------------------------------------------- */

static cJSON *replan(struct week *week, const struct replan_options *options)
{
    struct error err = {0};
    cJSON *said = NULL;
    if (rota_replan(&week->desk, options, &said, &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
    return said;
}

static int32_t entries(const cJSON *said, const char *key, bool forced)
{
    const cJSON *person, *change;
    int32_t n = 0;
    cJSON_ArrayForEach(person, list_of(said, "people"))
    {
        cJSON_ArrayForEach(change, list_of(person, key))
        {
            n += cJSON_IsTrue(list_of(change, "forced")) == forced;
        }
    }
    return n;
}

static void a_replan_is_proven_and_can_be_published(void **state)
{
    struct error err = {0};
    struct replan_options options = {.ticks = 3000000};
    struct week week;
    (void)state;
    open_island(&week, "2027-03-01T07:10");
    file(&week, "sick anne from=2027-03-02 to=2027-03-05");
    cJSON *said = replan(&week, &options), *published = NULL;
    assert_string_equal(text_of(said, "status"), "optimal");
    assert_int_equal(int_of(said, "hard_findings"), 0);
    assert_true(int_of(said, "changes") > 0);
    assert_true(entries(said, "lost", true) > 0);
    struct publish_options publish = {.plan = int_of(said, "plan"),
                                      .reason = "sick",
                                      .route = "re-plan",
                                      .expected = 1};
    if (rota_publish(&week.desk, &publish, &published, &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
    cJSON *open = suggest(&week, NULL);
    const cJSON *opening;
    cJSON_ArrayForEach(opening, list_of(open, "openings"))
    {
        assert_string_equal(text_of(opening, "cause"), "standing");
    }
    cJSON_Delete(open);
    cJSON_Delete(published);
    cJSON_Delete(said);
    week_close(&week);
}

/* Every one of so many more makes it dearer or leaves more uncovered. */
static void no_more_changes_than_asked_for(void **state)
{
    struct week week;
    int64_t cost_before = 0;
    (void)state;
    open_island(&week, "2027-03-01T07:10");
    file(&week, "sick anne from=2027-03-01 to=2027-03-05");
    for (int32_t most = 1; most <= 4; most++) {
        struct replan_options options = {.max_changes = most,
                                         .ticks = 3000000};
        cJSON *said = replan(&week, &options);
        int64_t now = int_of(said, "cost");
        assert_string_equal(text_of(said, "status"), "optimal");
        assert_true(int_of(said, "changes") <= 2 * most);
        assert_true(entries(said, "gained", false) <= most);
        assert_true(most == 1 || now <= cost_before);
        cost_before = now;
        cJSON_Delete(said);
    }
    week_close(&week);
}

static void only_those_who_were_named_change(void **state)
{
    static const char *const ONLY[] = {"bjorn", "dina"};
    struct replan_options options = {
        .only = ONLY, .n_only = 2, .ticks = 3000000};
    const cJSON *person;
    struct week week;
    (void)state;
    open_island(&week, "2027-03-01T07:10");
    file(&week, "sick anne from=2027-03-01 to=2027-03-05");
    cJSON *said = replan(&week, &options);
    cJSON_ArrayForEach(person, list_of(said, "people"))
    {
        const char *id = text_of(person, "person");
        bool named = strcmp(id, "bjorn") == 0 || strcmp(id, "dina") == 0;
        assert_true(named || strcmp(id, "anne") == 0);
        assert_true(named ||
                    cJSON_GetArraySize(list_of(person, "gained")) == 0);
    }
    cJSON_Delete(said);
    week_close(&week);
}

static void nobody_is_named_who_is_not_there(void **state)
{
    static const char *const ONLY[] = {"nobody"};
    struct replan_options options = {
        .only = ONLY, .n_only = 1, .ticks = 3000000};
    struct error err = {0};
    cJSON *said = NULL;
    struct week week;
    (void)state;
    open_island(&week, "2027-03-01T07:10");
    file(&week, "sick anne from=2027-03-01 to=2027-03-05");
    assert_int_equal(rota_replan(&week.desk, &options, &said, &err),
                     STATUS_USAGE);
    assert_non_null(strstr(err.text, "nobody"));
    week_close(&week);
}

/* ---- risk, now, rest ------------------------------------------------------------------ */

typedef enum status verb(struct desk *desk, const char *words, cJSON **result,
                         struct error *err);

static enum status now_of(struct desk *desk, const char *words,
                          cJSON **result, struct error *err)
{
    (void)words;
    return rota_now(desk, result, err);
}

struct asked {
    const char *moment, *event;
    verb *verb;
    const char *words;
    const char *present[5], *absent[3];
};

static const struct asked ASKED[] = {
    /* Anne has Monday's night; nobody else is on standby then. */
    {"2027-03-01T07:10", "sick bjorn from=2027-03-01 to=2027-03-04",
     rota_risk, NULL,
     {"\"risks\":[", "\"missing\":1", "\"rule\":\"cover\""}, {NULL}},
    {"2027-03-09T07:10", "sick anne from=2027-03-12 to=2027-03-14", rota_risk,
     "fri@2027-03-12",
     {"\"from\":\"2027-03-12 15:30\"", "\"from\":\"2027-03-13 08:00\"",
      "\"to\":\"2027-03-15 08:00\"", "\"missing\":3"}, {NULL}},
    {"2027-03-01T10:00", NULL, now_of, NULL,
     {"\"duty\":\"Kontor\"", "\"duty\":\"Besøk\"", "\"service\":\"akutt\"",
      "\"uncovered\":[]"}, {"\"duty\":\"Natt\""}},
    {"2027-03-02T02:00", NULL, now_of, NULL,
     {"\"duty\":\"Natt\"", "\"slot\":\"night@2027-03-01\"",
      "\"phone_only\":true", "\"standby\":true"}, {"Kontor"}},
    {"2027-03-01T10:00", "sick anne from=2027-03-01 to=2027-03-01", now_of,
     NULL, {"\"uncovered\":[{\"slot\":\"visits@2027-03-01\"",
            "\"missing\":1"}, {"Anne"}},
};

static void what_is_asked_is_answered(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ASKED); i++) {
        const struct asked *row = &ASKED[i];
        struct error err = {0};
        struct week week;
        cJSON *said = NULL;
        open_island(&week, row->moment);
        if (row->event) {
            file(&week, row->event);
        }
        if (row->verb(&week.desk, row->words, &said, &err) != STATUS_OK) {
            fail_msg("row %zu: %s", i, err.text);
        }
        char *text = json_print(said, false);
        for (int k = 0; k < 5 && row->present[k]; k++) {
            if (!strstr(text, row->present[k])) {
                fail_msg("row %zu: '%s' is not in %s", i, row->present[k],
                         text);
            }
        }
        for (int k = 0; k < 3 && row->absent[k]; k++) {
            if (strstr(text, row->absent[k])) {
                fail_msg("row %zu: '%s' must not be in %s", i, row->absent[k],
                         text);
            }
        }
        free(text);
        cJSON_Delete(said);
        week_close(&week);
    }
}

/* Vector 6 of domain.md 8.2, from the main period's end at 15:30, and a
 * call-out that takes the weekly rest of somebody with a weekend's standby. */
struct rest_row {
    const char *moment, *person, *events[3];
    const char *earliest, *because;
};
static const struct rest_row RESTS[] = {
    {"2027-03-02T06:00", "anne",
     {"call-out anne start=2027-03-02T02:00 end=2027-03-02T04:00"},
     "2027-03-02 15:00", "daily-rest"},
    {"2027-03-02T06:00", "anne", {NULL}, "2027-03-02 06:00", "rested"},
    {"2027-03-02T06:00", "anne",
     {"call-out anne start=2027-03-01T17:00 end=2027-03-01T18:00"},
     "2027-03-02 06:00", "rested"},
    {"2027-03-01T18:00", "anne", {NULL}, "2027-03-02 02:30", "daily-rest"},
};

static void rest_counts_from_the_last_disturbance(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(RESTS); i++) {
        const struct rest_row *row = &RESTS[i];
        struct error err = {0};
        struct week week;
        cJSON *said = NULL;
        open_island(&week, row->moment);
        for (int k = 0; k < 3 && row->events[k]; k++) {
            file(&week, row->events[k]);
        }
        if (rota_rest(&week.desk, row->person, &said, &err) != STATUS_OK) {
            fail_msg("row %zu: %s", i, err.text);
        }
        char *text = json_print(said, false);
        if (strcmp(text_of(said, "earliest"), row->earliest) != 0 ||
            strcmp(text_of(said, "because"), row->because) != 0) {
            fail_msg("row %zu: %s", i, text);
        }
        free(text);
        cJSON_Delete(said);
        week_close(&week);
    }
}

static void nothing_published_is_said_so(void **state)
{
    struct error err = {0};
    cJSON *said = NULL;
    struct week week;
    (void)state;
    island_open(&week);
    assert_int_equal(rota_suggest(&week.desk, NULL, &said, &err),
                     STATUS_CONFLICT);
    assert_non_null(strstr(err.text, "nothing is published"));
    assert_int_equal(rota_now(&week.desk, &said, &err), STATUS_CONFLICT);
    assert_int_equal(rota_rest(&week.desk, "nobody", &said, &err),
                     STATUS_USAGE);
    week_close(&week);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_is_proposed_passes_the_rules),
        cmocka_unit_test(a_block_is_taken_as_one),
        cmocka_unit_test(undoing_the_event_leaves_nothing_to_propose),
        cmocka_unit_test(a_replan_is_proven_and_can_be_published),
        cmocka_unit_test(no_more_changes_than_asked_for),
        cmocka_unit_test(only_those_who_were_named_change),
        cmocka_unit_test(nobody_is_named_who_is_not_there),
        cmocka_unit_test(what_is_asked_is_answered),
        cmocka_unit_test(rest_counts_from_the_last_disturbance),
        cmocka_unit_test(nothing_published_is_said_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
