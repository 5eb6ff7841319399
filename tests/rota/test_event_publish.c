/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_event_publish.c - publishing what answers an event. */
#include "tests/rota/island.h"

/* Vector 14: notice on Monday at 11:00 for Tuesday, and at 13:00. */
static void the_tier_of_notice_is_told_with_each_change(void **state)
{
    static const struct {
        const char *at, *slot, *tier;
    } ROWS[] = {
        {"2027-03-01T11:00", "visits@2027-03-02", "tomorrow"},
        {"2027-03-01T12:00", "visits@2027-03-02", "tomorrow"},
        {"2027-03-01T13:00", "visits@2027-03-02", "today"},
        {"2027-03-01T13:00", "visits@2027-03-05", "within a week"},
        {"2027-03-01T13:00", "visits@2027-03-11", "within two weeks"},
        {"2027-03-01T13:00", "visits@2027-03-15", "two weeks"},
        {"2027-03-01T13:00", "visits@2027-03-16", "planned"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct week week;
        struct error err = {0};
        duty_ix duty;
        date_day date;
        cJSON *object = NULL;
        const char *agreed[] = {"carl"};
        island_open(&week);
        island_publish(&week);
        island_at(&week, ROWS[i].at);
        struct desk *desk = &week.desk;
        struct plan_record record = {.created = desk->act.at};
        island_plan(desk->coop, &record.plan);
        assert_int_equal(slot_parse(desk->coop, ROWS[i].slot, &duty, &date,
                                    &err),
                         STATUS_OK);
        plan_add(&record.plan, CARL_OF_TOWN, duty, date);
        plan_sort(&record.plan);
        assert_int_equal(store_put_plan(desk->store, desk->coop, &record,
                                        &desk->act, &err),
                         STATUS_OK);
        struct publish_options options = {.plan = record.id,
                                          .expected = 1,
                                          .reason = "sickness",
                                          .consultation = "drøfting 1",
                                          .route = "step-4",
                                          .accept_hard = true,
                                          .agreed = agreed,
                                          .n_agreed = 1};
        if (rota_publish(desk, &options, &object, &err) != STATUS_OK) {
            fail_msg("%s: %s", ROWS[i].slot, err.text);
        }
        cJSON *change = cJSON_GetArrayItem(island_get(object, "changes"), 0);
        assert_int_equal(cJSON_GetArraySize(island_get(object, "changes")), 1);
        expect_text(ROWS[i].at, cJSON_GetStringValue(island_get(change, "person")),
                    "carl");
        assert_true(cJSON_IsTrue(island_get(change, "agreed")));
        cJSON *notice = cJSON_GetArrayItem(island_get(change, "notice"), 0);
        expect_text(ROWS[i].at, cJSON_GetStringValue(island_get(notice, "slot")),
                    ROWS[i].slot);
        expect_text(ROWS[i].at, cJSON_GetStringValue(island_get(notice, "tier")),
                    ROWS[i].tier);
        char who[40];
        assert_int_equal(store_revision_agreed(desk->store, 2, who,
                                               sizeof who, &err),
                         STATUS_OK);
        expect_text("kept", who, "carl");
        cJSON_Delete(object);
        plan_record_release(&record);
        week_close(&week);
    }
}

/* Vector 16: a vacancy is known beforehand, a sick call is not; the event says
 * which it is, by kind and by when it was filed against the day it opens. */
static void a_vacancy_and_a_sick_call_are_told_apart(void **state)
{
    struct week week;
    struct error err = {0};
    struct opened_vec opened = {0};
    (void)state;
    island_open(&week);
    island_publish(&week);
    island_at(&week, "2027-02-20T10:00");
    cJSON_Delete(island_must_file(&week, "resignation eva last=2027-02-28"));
    island_at(&week, "2027-03-03T07:10");
    cJSON_Delete(island_must_file(&week, "sick dina"));
    assert_int_equal(rota_opened(&week.desk, &opened, &err), STATUS_OK);
    int32_t known = 0, sudden = 0;
    for (int32_t i = 0; i < opened.n; i++) {
        const struct opened_slot *slot = &opened.at[i];
        instant start = zone_instant(
            slot->held.date, duty_start(week.desk.coop, slot->held.duty));
        bool vacant = slot->refusal == REFUSE_NOT_EMPLOYED;
        assert_int_equal(slot->held.staff, vacant ? EVA : DINA);
        assert_int_equal(slot->event, vacant ? 1 : 2);
        assert_int_equal(start - slot->since > 7 * 86400, vacant);
        known += vacant;
        sudden += !vacant;
    }
    assert_true(known >= 8);
    assert_int_equal(sudden, 1); /* today's seminar */
    vec_release(&opened);
    week_close(&week);
}

/* A part of the plan is mended; the rest stays as broken as it was. */
static void what_stands_broken_does_not_stop_a_publication(void **state)
{
    struct week week;
    struct error err = {0};
    cJSON *object = NULL;
    (void)state;
    island_open(&week);
    island_publish(&week);
    island_at(&week, "2027-03-01T07:10");
    struct desk *desk = &week.desk;
    cJSON_Delete(island_must_file(&week, "sick anne"));
    cJSON_Delete(island_must_file(&week, "sick carl"));
    for (int32_t whose = 0; whose < 2; whose++) {
        struct plan_record record = {.created = desk->act.at};
        int32_t n = 0;
        island_plan(desk->coop, &record.plan);
        for (int32_t i = 0; i < record.plan.assignments.n; i++) {
            struct assignment a = record.plan.assignments.at[i];
            bool drop = a.staff == ANNE && a.date == WEEK_MONDAY;
            bool wrong = whose == 1 && a.staff == DINA &&
                         a.date == WEEK_MONDAY + 1;
            a.staff = wrong ? ANNE : a.staff; /* she is sick, and on visits */
            if (!drop) {
                record.plan.assignments.at[n++] = a;
            }
        }
        record.plan.assignments.n = n;
        plan_sort(&record.plan);
        assert_int_equal(store_put_plan(desk->store, desk->coop, &record,
                                        &desk->act, &err),
                         STATUS_OK);
        struct publish_options options = {
            .plan = record.id, .expected = -1, .reason = "sickness"};
        enum status status = rota_publish(desk, &options, &object, &err);
        if (whose == 0) { /* Carl's Monday still stands, void */
            expect_int("mended", status, STATUS_OK);
            assert_true(island_get(object, "hard_findings")->valuedouble >= 1);
            expect_int("new", (int)island_get(object, "hard_new")->valuedouble, 0);
            cJSON_Delete(object);
        } else {
            expect_int("made worse", status, STATUS_CONFLICT);
            expect_words("which", err.text, "hard findings stand; the first: Anne");
        }
        plan_record_release(&record);
    }
    week_close(&week);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tier_of_notice_is_told_with_each_change),
        cmocka_unit_test(a_vacancy_and_a_sick_call_are_told_apart),
        cmocka_unit_test(what_stands_broken_does_not_stop_a_publication),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
