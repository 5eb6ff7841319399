/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_slot.c - which duties exist when, and what they need. */
#include "tests/model/scene.h"

static struct scene *office(void)
{
    struct scene *scene = scene_new("2027-01-11");

    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=day kind=work start=08:00 "
              "end=15:30");
    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=night kind=standby start=15:30 end=08:00+1 factor=1/7");
    return scene;
}

/* What the outside offers against what is wanted: office, ambulatory, phone,
 * video. */
static void whoever_can_come_can_also_answer(void **state)
{
    static const char *const MODES[] = {"office", "ambulatory", "phone",
                                        "video"};
    static const char *const SERVES[] = {"x.xx", "xxxx", "..x.", "..xx"};
    (void)state;

    for (int32_t offer = 0; offer < 4; offer++) {
        for (int32_t wanted = 0; wanted < 4; wanted++) {
            struct scene *scene = office();
            char fields[120];
            snprintf(fields, sizeof fields, "id=d shift_type=day modality=%s",
                     MODES[wanted]);
            scene_add(scene, RECORD_DEMAND, fields);
            snprintf(fields, sizeof fields,
                     "id=e provider=vega demand=d start=08:00 end=15:30 "
                     "modality=%s",
                     MODES[offer]);
            scene_add(scene, RECORD_EXTERNAL, fields);
            scene_add(scene, RECORD_ACTIVITY,
                      "id=a recurrence=weekly start=09:00 end=10:00");
            scene_resolve(scene);
            expect_int(MODES[offer],
                       duty_external(scene_coop(scene), 0, scene_monday(scene)),
                       SERVES[offer][wanted] == 'x');
            scene_add(scene, RECORD_EXTERNAL,
                      "id=f provider=vega demand=d start=08:00 end=15:30 "
                      "modality=ambulatory count=2");
            scene_resolve(scene);
            expect_int("two help together",
                       duty_external(scene_coop(scene), 0, scene_monday(scene)),
                       2 + (SERVES[offer][wanted] == 'x'));
            expect_int("activities have none",
                       duty_external(scene_coop(scene), 1, scene_monday(scene)),
                       0);
            scene_free(scene);
        }
    }
}

static void a_demand_exists_on_the_days_it_names(void **state)
{
    static const struct {
        const char *why, *demand, *day;
        bool on;
    } ROWS[] = {
        {"any day", "shift_type=day", "2027-01-17", true},
        {"its weekday", "shift_type=day weekdays=mon-fri", "2027-01-15", true},
        {"not on others", "shift_type=day weekdays=mon-fri", "2027-01-16",
         false},
        {"from its first day", "shift_type=day from=2027-01-12", "2027-01-12",
         true},
        {"not before", "shift_type=day from=2027-01-12", "2027-01-11", false},
        {"to its last", "shift_type=day to=2027-01-12", "2027-01-12", true},
        {"not behind", "shift_type=day to=2027-01-12", "2027-01-13", false},
        {"week 2 is even", "shift_type=day parity=even", "2027-01-11", true},
        {"and not odd", "shift_type=day parity=odd", "2027-01-11", false},
        {"week 53 is odd", "shift_type=day parity=odd", "2027-01-01", true},
        {"any day is red ones too", "shift_type=day", "2027-03-26", true},
        {"ordinary days are not red", "shift_type=day holiday=ordinary",
         "2027-03-26", false},
        {"an ordinary Saturday", "shift_type=day holiday=ordinary",
         "2027-01-16", true},
        {"a Sunday is red", "shift_type=day holiday=red", "2027-01-17", true},
        {"Good Friday is red", "shift_type=day holiday=red", "2027-03-26",
         true},
        {"a Friday is not", "shift_type=day holiday=red", "2027-01-15", false},
        {"a local closing day", "shift_type=day holiday=ordinary member=vega",
         "2027-01-29", false},
        {"whatever the day", "shift_type=day member=vega", "2027-01-29", true},
        {"somebody else's closing day",
         "shift_type=day holiday=ordinary member=somna", "2027-01-29", true},
        {"a morning on a half day", "shift_type=day holiday=ordinary",
         "2027-03-24", true},
        {"no evening on a half day", "shift_type=night holiday=ordinary",
         "2027-03-24", false},
        {"the office's own weekdays",
         "shift_type=day holiday=ordinary member=somna", "2027-01-11", false},
        {"do not concern standby",
         "shift_type=night holiday=ordinary member=somna", "2027-01-11", true},
        {"nor visits",
         "shift_type=day holiday=ordinary member=somna modality=ambulatory",
         "2027-01-11", true},
        {"no demand of a member that left", "shift_type=day member=tysfjord",
         "2020-01-01", false},
        {"while it was one", "shift_type=day member=tysfjord", "2019-12-31",
         true},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = office();
        char fields[200];
        scene_add(scene, RECORD_MEMBER, "id=somna opening=tue-fri;08:00;15:30");
        scene_add(scene, RECORD_MEMBER, "id=tysfjord to=2019-12-31");
        scene_add(scene, RECORD_LOCAL_DAY,
                  "id=l member=vega from=2027-01-29 to=2027-01-29 "
                  "effect=office-closed");
        snprintf(fields, sizeof fields, "id=d %s", ROWS[i].demand);
        scene_add(scene, RECORD_DEMAND, fields);
        scene_resolve(scene);
        expect_int(ROWS[i].why,
                   duty_on(scene_coop(scene), 0, scene_day(ROWS[i].day)),
                   ROWS[i].on);
        scene_free(scene);
    }
}

static void an_activity_recurs_as_it_says(void **state)
{
    static const struct {
        const char *why, *activity, *day;
        bool on;
    } ROWS[] = {
        {"weekly on its weekday", "recurrence=weekly weekdays=tue",
         "2027-01-12", true},
        {"not on others", "recurrence=weekly weekdays=tue", "2027-01-13",
         false},
        {"every other week", "recurrence=weekly weekdays=tue parity=odd",
         "2027-01-12", false},
        {"first Monday", "recurrence=monthly weekdays=mon nth=1", "2027-02-01",
         true},
        {"second is not first", "recurrence=monthly weekdays=mon nth=1",
         "2027-02-08", false},
        {"the seventh is in the first week",
         "recurrence=monthly weekdays=thu nth=1", "2027-01-07", true},
        {"the eighth is not", "recurrence=monthly weekdays=fri nth=1",
         "2027-01-08", false},
        {"fourth and last", "recurrence=monthly weekdays=mon nth=5",
         "2027-02-22", true},
        {"fourth, not last", "recurrence=monthly weekdays=fri nth=5",
         "2027-04-23", false},
        {"fifth and last", "recurrence=monthly weekdays=fri nth=5",
         "2027-04-30", true},
        {"a listed date", "recurrence=dates dates=2027-01-12|2027-03-28",
         "2027-01-12", true},
        {"a listed date may be red",
         "recurrence=dates dates=2027-01-12|2027-03-28", "2027-03-28", true},
        {"a date not listed", "recurrence=dates dates=2027-01-12", "2027-01-13",
         false},
        {"a listed date out of its period",
         "recurrence=dates dates=2027-01-12 to=2027-01-11", "2027-01-12",
         false},
        {"floating on each of its days",
         "recurrence=floating weekdays=mon-thu from=2027-01-11 to=2027-01-22",
         "2027-01-21", true},
        {"not before its period",
         "recurrence=floating weekdays=mon-thu from=2027-01-11 to=2027-01-22",
         "2027-01-07", false},
        {"none on red days", "recurrence=weekly weekdays=thu", "2027-03-25",
         false},
        {"none on closing days", "recurrence=weekly weekdays=fri", "2027-01-29",
         false},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = office();
        char fields[200];
        scene_add(scene, RECORD_LOCAL_DAY,
                  "id=l from=2027-01-29 to=2027-01-29 "
                  "effect=office-closed");
        snprintf(fields, sizeof fields, "id=a start=09:00 end=10:00 %s",
                 ROWS[i].activity);
        scene_add(scene, RECORD_ACTIVITY, fields);
        scene_resolve(scene);
        expect_int(ROWS[i].why,
                   duty_on(scene_coop(scene), 0, scene_day(ROWS[i].day)),
                   ROWS[i].on);
        scene_free(scene);
    }
}

static void duties_are_demands_and_then_activities(void **state)
{
    struct scene *scene = office();
    (void)state;

    scene_add(scene, RECORD_DEMAND,
              "id=d1 name=Day shift_type=day priority=1 modality=phone");
    scene_add(scene, RECORD_DEMAND, "id=d2 shift_type=night place=office");
    scene_add(scene, RECORD_ACTIVITY,
              "id=a1 title=Board recurrence=weekly start=09:00 end=09:30");
    scene_add(scene, RECORD_ACTIVITY,
              "id=a2 recurrence=weekly start=08:00 end=16:00 inside=false "
              "member=vega kind=training");
    scene_resolve(scene);
    const struct coop *coop = scene_coop(scene);
    assert_int_equal(duty_count(coop), 4);
    assert_int_equal(duty_of_demand(coop, 1), 1);
    assert_int_equal(duty_of_activity(coop, 1), 3);
    assert_int_equal(duty_demand(coop, 3), NONE);
    assert_int_equal(duty_demand(coop, NONE), NONE);
    assert_int_equal(duty_activity(coop, 1), NONE);
    assert_int_equal(duty_activity(coop, 4), NONE);
    assert_int_equal(duty_activity(coop, 3), 1);
    expect_text("id", duty_id(coop, 2), "a1");
    expect_text("name", duty_name(coop, 0), "Day");
    expect_text("title of a demand", duty_title(coop, 1), "night");
    expect_text("title of an activity", duty_title(coop, 2), "Board");
    expect_text("title is the name", duty_title(coop, 3), "a2");
    assert_int_equal(duty_kind(coop, 3), SHIFT_TRAINING);
    assert_int_equal(duty_start(coop, 1), 930);
    assert_int_equal(duty_end(coop, 1), 1920);
    assert_int_equal(duty_end(coop, 2), 570);
    assert_int_equal(duty_service(coop, 0), NONE);
    assert_int_equal(duty_member(coop, 3), 0);
    assert_int_equal(duty_place(coop, 1), 0);
    assert_int_equal(duty_place(coop, 2), NONE);
    assert_int_equal(duty_priority(coop, 0), 1);
    assert_int_equal(duty_modality(coop, 0), MODE_PHONE);
    assert_true(duty_standby(coop, 1) && !duty_standby(coop, 0));
    assert_true(duty_inside(coop, 2) && !duty_inside(coop, 3) &&
                !duty_inside(coop, 0));
    assert_ptr_equal(duty_shift(coop, 1), &coop->shift_types.at[1]);
    assert_null(duty_shift(coop, 2));
    scene_free(scene);
}

static void a_day_duty_hosts_what_its_clock_holds(void **state)
{
    static const struct {
        const char *why, *duty, *activity;
        bool hosts;
    } ROWS[] = {
        {"inside", "day", "start=09:00 end=10:00", true},
        {"edge to edge", "day", "start=08:00 end=15:30", true},
        {"too early", "day", "start=07:59 end=10:00", false},
        {"too late", "day", "start=15:00 end=15:31", false},
        {"standby does not attend", "night", "start=16:00 end=17:00", false},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = office();
        char fields[120];
        snprintf(fields, sizeof fields, "id=d shift_type=%s", ROWS[i].duty);
        scene_add(scene, RECORD_DEMAND, fields);
        snprintf(fields, sizeof fields, "id=a recurrence=weekly %s",
                 ROWS[i].activity);
        scene_add(scene, RECORD_ACTIVITY, fields);
        scene_resolve(scene);
        expect_int(ROWS[i].why, duty_hosts(scene_coop(scene), 0, 1),
                   ROWS[i].hosts);
        assert_false(duty_hosts(scene_coop(scene), 1, 1));
        scene_free(scene);
    }
}

static void keys_name_a_slot_and_are_read_back(void **state)
{
    static const struct {
        const char *why, *key, *message; /* NULL: fine */
        duty_ix duty;
    } ROWS[] = {
        {"a demand", "d@2027-01-11", NULL, 0},
        {"an activity", "a@2027-01-11", NULL, 1},
        {"no date", "d", "expected DUTY@YYYY-MM-DD", NONE},
        {"no duty", "@2027-01-11", "expected DUTY@YYYY-MM-DD", NONE},
        {"as long as the buffer: one byte too long",
         "ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"
         "d"
         "dddddddddddddddddddddddddd@2027-01-11",
         "expected DUTY@YYYY-MM-DD", NONE},
        {"just fits, but is unknown",
         "ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"
         "d"
         "ddddddddddddddddddddddddd@2027-01-11",
         "no demand or activity", NONE},
        {"unknown", "x@2027-01-11", "no demand or activity 'x'", NONE},
        {"no such day", "d@2027-02-29", "2027-02-29", NONE},
        {"longer than any",
         "ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"
         "dddddddddddddddddddddddddddddddddddd@2027-01-11",
         "expected DUTY@YYYY-MM-DD", NONE},
    };
    struct scene *scene = office();
    (void)state;

    scene_add(scene, RECORD_DEMAND, "id=d shift_type=day");
    scene_add(scene, RECORD_ACTIVITY,
              "id=a recurrence=weekly start=09:00 end=10:00");
    scene_resolve(scene);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct error err = {0};
        duty_ix duty = NONE;
        date_day date = DATE_NONE;
        char key[SLOT_KEY];
        enum status status =
            slot_parse(scene_coop(scene), ROWS[i].key, &duty, &date, &err);
        if (ROWS[i].message) {
            expect_int(ROWS[i].why, status != STATUS_OK, true);
            expect_words(ROWS[i].why, err.text, ROWS[i].message);
            expect_int(ROWS[i].why, date, DATE_NONE);
        } else {
            expect_int(ROWS[i].why, status, STATUS_OK);
            expect_int(ROWS[i].why, duty, ROWS[i].duty);
            expect_text(ROWS[i].why,
                        slot_key(scene_coop(scene), duty, date, key),
                        ROWS[i].key);
        }
    }
    scene_free(scene);
}

static void slots_are_listed_by_date_then_duty(void **state)
{
    struct scene *scene = office();
    struct slot_vec slots = {0};
    (void)state;

    scene_add(scene, RECORD_STAFF, "id=kari");
    scene_add(scene, RECORD_DEMAND,
              "id=d shift_type=day weekdays=mon-fri low=1 target=3 high=4");
    scene_add(scene, RECORD_DEMAND, "id=n shift_type=night");
    scene_add(scene, RECORD_DEMAND,
              "id=w shift_type=day weekdays=mon per=week low=2 target=3 "
              "high=4");
    scene_add(scene, RECORD_ACTIVITY,
              "id=f recurrence=floating weekdays=tue start=09:00 end=10:00 "
              "min_attendance=1");
    scene_add(scene, RECORD_LOCAL_DAY,
              "id=l from=2027-01-12 to=2027-01-12 effect=min-cover");
    scene_resolve(scene);
    slots_list(scene_coop(scene), scene_monday(scene), 7, &slots);
    assert_int_equal(slots.n, 5 + 7 + 1 + 1);
    for (int32_t i = 1; i < slots.n; i++) {
        const struct slot *a = &slots.at[i - 1], *b = a + 1;
        assert_true(a->date < b->date ||
                    (a->date == b->date && a->duty < b->duty));
    }
    const struct slot *monday = &slots.at[0], *week = &slots.at[2];
    assert_int_equal(monday->low, 1);
    assert_int_equal(monday->target, 3);
    assert_int_equal(monday->high, 4);
    assert_int_equal(monday->end - monday->start, 27000);
    assert_false(monday->floating);
    assert_int_equal(week->low, 0);
    assert_int_equal(week->target, 0);
    assert_int_equal(week->high, 4);
    const struct slot *tuesday = &slots.at[3], *floating = &slots.at[5];
    assert_int_equal(tuesday->target, 1); /* minimum cover */
    assert_true(floating->floating);
    assert_int_equal(floating->low, 1);
    vec_release(&slots);
    scene_free(scene);
}

static void night_slots_have_elapsed_length(void **state)
{
    static const struct {
        const char *day;
        int32_t hours2; /* half hours */
    } ROWS[] = {{"2026-03-21", 33}, {"2026-03-28", 31}, {"2026-10-24", 35}};
    struct scene *scene = office();
    (void)state;

    scene_add(scene, RECORD_DEMAND, "id=n shift_type=night");
    scene_resolve(scene);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct slot_vec slots = {0};
        slots_list(scene_coop(scene), scene_day(ROWS[i].day), 1, &slots);
        expect_int(ROWS[i].day, slots.at[0].end - slots.at[0].start,
                   ROWS[i].hours2 * 1800);
        vec_release(&slots);
    }
    scene_free(scene);
}

static void outside_cover_serves_what_it_can(void **state)
{
    static const struct {
        const char *why, *demand, *external, *day;
        int32_t people;
    } ROWS[] = {
        {"the window holds the slot", "modality=phone",
         "modality=phone start=15:00 end=09:00+1 count=2", "2027-01-11", 2},
        {"edge to edge", "modality=phone",
         "modality=phone start=15:30 end=08:00+1", "2027-01-11", 1},
        {"a minute short", "modality=phone",
         "modality=phone start=15:30 end=07:59+1", "2027-01-11", 0},
        {"a phone line does not visit", "modality=ambulatory",
         "modality=phone start=15:00 end=09:00+1", "2027-01-11", 0},
        {"visitors answer the phone", "modality=phone",
         "modality=ambulatory start=15:00 end=09:00+1", "2027-01-11", 1},
        {"video is not an office", "modality=office",
         "modality=video start=15:00 end=09:00+1", "2027-01-11", 0},
        {"other weekdays", "modality=phone",
         "modality=phone start=15:00 end=09:00+1 weekdays=sat,sun",
         "2027-01-11", 0},
        {"before the offer", "modality=phone",
         "modality=phone start=15:00 end=09:00+1 from=2027-01-12", "2027-01-11",
         0},
        {"after the offer", "modality=phone",
         "modality=phone start=15:00 end=09:00+1 to=2027-01-10", "2027-01-11",
         0},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = office();
        char fields[200];
        scene_add(scene, RECORD_MEMBER, "id=hospital kind=partner");
        snprintf(fields, sizeof fields, "id=n shift_type=night %s",
                 ROWS[i].demand);
        scene_add(scene, RECORD_DEMAND, fields);
        snprintf(fields, sizeof fields, "id=e provider=hospital demand=n %s",
                 ROWS[i].external);
        scene_add(scene, RECORD_EXTERNAL, fields);
        scene_resolve(scene);
        expect_int(ROWS[i].why,
                   duty_external(scene_coop(scene), 0, scene_day(ROWS[i].day)),
                   ROWS[i].people);
        scene_free(scene);
    }
}

static void an_activity_needs_quorum_and_leaves_some_out(void **state)
{
    static const struct {
        const char *why, *activity;
        struct activity_need need;
    } ROWS[] = {
        {"nothing asked", "", {5, 4, 0, 4}},
        {"quorum of those present, rounded up", "quorum_pct=60", {5, 4, 3, 4}},
        {"a larger minimum", "quorum_pct=60 min_attendance=4", {5, 4, 4, 4}},
        {"some stay out", "stay_out=1", {5, 4, 0, 3}},
        {"a largest share of all who belong", "max_share_pct=50", {5, 4, 0, 2}},
        {"more must stay than there are", "stay_out=9", {5, 4, 0, 0}},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = office();
        char fields[200];
        for (char id = 'a'; id < 'g'; id++) {
            snprintf(fields, sizeof fields, "id=%c%s", id,
                     id == 'f' ? " to=2027-01-10" : "");
            scene_add(scene, RECORD_STAFF, fields);
        }
        scene_add(scene, RECORD_ABSENCE,
                  "id=x staff=b kind=holiday from=2027-01-11");
        scene_add(scene, RECORD_ABSENCE,
                  "id=y staff=c kind=sick-note grade=50 from=2027-01-11");
        snprintf(fields, sizeof fields,
                 "id=m recurrence=weekly start=09:00 end=10:00 %s",
                 ROWS[i].activity);
        scene_add(scene, RECORD_ACTIVITY, fields);
        scene_resolve(scene);
        const struct coop *coop = scene_coop(scene);
        struct activity_need need = activity_need(coop, 0, scene_monday(scene));
        expect_int(ROWS[i].why, need.belong, ROWS[i].need.belong);
        expect_int(ROWS[i].why, need.present, ROWS[i].need.present);
        expect_int(ROWS[i].why, need.low, ROWS[i].need.low);
        expect_int(ROWS[i].why, need.high, ROWS[i].need.high);
        assert_true(activity_expects(coop, 0, 2, scene_monday(scene)));
        assert_false(activity_expects(coop, 0, 1, scene_monday(scene)));
        assert_false(activity_expects(coop, 0, 5, scene_monday(scene)));
        scene_free(scene);
    }
}

static void the_last_date_is_known_where_there_is_one(void **state)
{
    struct scene *scene = office();
    (void)state;

    scene_add(scene, RECORD_ACTIVITY,
              "id=a recurrence=weekly start=09:00 end=10:00 to=2027-02-01");
    scene_add(scene, RECORD_ACTIVITY,
              "id=b recurrence=dates start=09:00 end=10:00 "
              "dates=2027-01-12|2027-01-19|2027-03-01 to=2027-02-01");
    scene_add(scene, RECORD_ACTIVITY,
              "id=c recurrence=dates start=09:00 end=10:00 "
              "dates=2027-01-12|2027-02-01 to=2027-02-01");
    scene_resolve(scene);
    const struct coop *coop = scene_coop(scene);
    assert_int_equal(activity_last(coop, 0), scene_day("2027-02-01"));
    assert_int_equal(activity_last(coop, 1), scene_day("2027-01-19"));
    assert_int_equal(activity_last(coop, 2), scene_day("2027-02-01"));
    scene_free(scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_demand_exists_on_the_days_it_names),
        cmocka_unit_test(an_activity_recurs_as_it_says),
        cmocka_unit_test(duties_are_demands_and_then_activities),
        cmocka_unit_test(a_day_duty_hosts_what_its_clock_holds),
        cmocka_unit_test(keys_name_a_slot_and_are_read_back),
        cmocka_unit_test(slots_are_listed_by_date_then_duty),
        cmocka_unit_test(night_slots_have_elapsed_length),
        cmocka_unit_test(outside_cover_serves_what_it_can),
        cmocka_unit_test(whoever_can_come_can_also_answer),
        cmocka_unit_test(an_activity_needs_quorum_and_leaves_some_out),
        cmocka_unit_test(the_last_date_is_known_where_there_is_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
