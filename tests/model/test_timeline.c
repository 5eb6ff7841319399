/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_timeline.c - elapsed time, breaks, journeys, call-outs and sums. */
#include "model/calendar.h"
#include "tests/model/scene.h"

static instant at(const char *day, int32_t hour, int32_t minute)
{
    return zone_instant(scene_day(day), 60 * hour + minute);
}

static void sums_are_elapsed_and_exact(void **state)
{
    static const struct {
        const char *why, *work;
        enum work_sum what;
        int64_t units; /* of the whole fortnight */
    } ROWS[] = {
        {"a day", "work mon 08:00 mon 15:30", SUM_COUNTED, 189000},
        {"a break counts for nothing", "work mon 08:00 mon 16:00 break 30",
         SUM_COUNTED, 189000},
        {"56 h of standby at 1/7 are 8 h", "standby fri 16:00 sun 24:00",
         SUM_COUNTED, 201600},
        {"passive standby is not active", "standby fri 16:00 sun 24:00",
         SUM_ACTIVE, 0},
        {"call-outs replace standby",
         "standby fri 15:30 mon2 08:00, callout sat 12:00 sat 15:00",
         SUM_COUNTED, 297000},
        {"normal time knows no call-outs",
         "standby fri 15:30 mon2 08:00, callout sat 12:00 sat 15:00",
         SUM_NORMAL_COUNTED, 232200},
        {"the call-out alone is active",
         "standby fri 15:30 mon2 08:00, callout sat 12:00 sat 15:00",
         SUM_ACTIVE, 75600},
        {"each call-out counts",
         "callout sat 12:00 sat 13:00, callout sat 14:00 sat 15:00", SUM_ACTIVE,
         50400},
        {"the same one told twice counts once",
         "callout sat 12:00 sat 13:00, callout sat 12:00 sat 13:00", SUM_ACTIVE,
         25200},
        {"overtime is active",
         "work mon 08:00 mon 15:30, overtime mon 16:00 "
         "mon 18:00",
         SUM_ACTIVE, 239400},
        {"overtime is not normal",
         "work mon 08:00 mon 15:30, overtime mon "
         "16:00 mon 18:00",
         SUM_NORMAL, 189000},
        {"meetings and training count in full",
         "meeting mon 08:00 mon 09:00, training tue 08:00 tue 09:00",
         SUM_NORMAL, 50400},
        {"resting duty counts in full", "duty-rest mon 20:00 tue 08:00",
         SUM_ACTIVE, 302400},
        {"strict standby counts in full", "standby-strict mon 20:00 tue 08:00",
         SUM_ACTIVE, 302400},
        {"leave counts for nothing", "leave mon 08:00 mon 15:30", SUM_COUNTED,
         0},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = scene_new("2027-01-11");
        scene_add(scene, RECORD_STAFF, "id=kari");
        scene_work(scene, "kari", ROWS[i].work);
        const struct timeline *timeline = scene_weeks(scene, 2);
        expect_int(ROWS[i].why,
                   timeline_sum(timeline, 0, at("2027-01-01", 0, 0),
                                at("2027-02-01", 0, 0), ROWS[i].what),
                   ROWS[i].units);
        scene_free(scene);
    }
}

/* domain.md 3.3. */
static void nights_of_the_clock_change_are_longer_or_shorter(void **state)
{
    static const struct {
        const char *why, *monday, *work;
        int32_t minutes; /* elapsed */
    } ROWS[] = {
        {"night, ordinary", "2026-01-12", "work sat 22:00 sun 07:00", 540},
        {"night, spring", "2026-03-23", "work sat 22:00 sun 07:00", 480},
        {"night, autumn", "2026-10-19", "work sat 22:00 sun 07:00", 600},
        {"9.75 h, spring", "2026-03-23", "work sat 21:45 sun 07:30", 525},
        {"9.75 h, autumn", "2026-10-19", "work sat 21:45 sun 07:30", 645},
        {"the day, spring", "2026-03-23", "work sat 08:00 sun 08:00", 1380},
        {"the day, autumn", "2026-10-19", "work sat 08:00 sun 08:00", 1500},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = scene_new(ROWS[i].monday);
        scene_add(scene, RECORD_STAFF, "id=kari");
        scene_work(scene, "kari", ROWS[i].work);
        const struct timeline *timeline = scene_weeks(scene, 1);
        const struct work_item *item = &timeline->items.at[0];
        expect_int(ROWS[i].why, (item->to - item->from) / 60, ROWS[i].minutes);
        expect_int(ROWS[i].why, work_units(timeline, item, SUM_ACTIVE),
                   ROWS[i].minutes * UNITS_PER_MINUTE);
        scene_free(scene);
    }
}

static void sums_are_clipped_to_the_minute(void **state)
{
    static const struct {
        const char *why;
        int32_t from, to; /* minutes of Monday */
        int32_t minutes;
    } ROWS[] = {
        {"before", 0, 480, 0},
        {"one minute", 480, 481, 1},
        {"up to the break", 480, 705, 225},
        {"inside the break", 705, 735, 0},
        {"half the break", 720, 740, 5},
        {"all", 0, 1440, 450},
        {"behind", 960, 1440, 0},
    };
    struct scene *scene = scene_new("2027-01-11");
    (void)state;

    scene_add(scene, RECORD_STAFF, "id=kari");
    scene_work(scene, "kari", "work mon 08:00 mon 16:00 break 30");
    const struct timeline *timeline = scene_weeks(scene, 1);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        expect_int(ROWS[i].why,
                   timeline_sum(timeline, 0, at("2027-01-11", 0, ROWS[i].from),
                                at("2027-01-11", 0, ROWS[i].to), SUM_ACTIVE),
                   ROWS[i].minutes * UNITS_PER_MINUTE);
    }
    scene_free(scene);
}

static void standby_counts_by_the_higher_factor(void **state)
{
    static const struct {
        const char *why, *factor, *limit;
        units per_minute;
    } ROWS[] = {
        {"the statute's when the duty says less", "0", "1/7", 60},
        {"the duty's when it says more", "1/5", "1/7", 84},
        {"an agreement may go lower", "1/14", "1/14", 30},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = scene_new("2027-01-11");
        char fields[120];
        scene_limit(scene, LIMIT_STANDBY_FACTOR, ROWS[i].limit);
        snprintf(fields, sizeof fields,
                 "id=s kind=standby start=15:30 end=08:00+1 factor=%s",
                 ROWS[i].factor);
        scene_add(scene, RECORD_STAFF, "id=kari");
        scene_add(scene, RECORD_SHIFT_TYPE, fields);
        scene_add(scene, RECORD_DEMAND, "id=d shift_type=s");
        scene_give(scene, "kari", "d@2027-01-11");
        expect_int(ROWS[i].why, scene_weeks(scene, 1)->items.at[0].per_minute,
                   ROWS[i].per_minute);
        scene_free(scene);
    }
}

static void the_plan_alone_speaks_for_its_dates(void **state)
{
    struct scene *scene = scene_new("2027-01-11");
    struct plan history, plan;
    (void)state;

    scene_add(scene, RECORD_STAFF, "id=kari");
    scene_add(scene, RECORD_SHIFT_TYPE, "id=s kind=work start=08:00 end=15:30");
    scene_add(scene, RECORD_DEMAND, "id=d shift_type=s");
    scene_resolve(scene);
    date_day monday = scene_monday(scene);
    struct callout callout = {.staff = 0,
                              .from = zone_instant(monday + 1, 60),
                              .to = zone_instant(monday + 1, 120)};
    plan_init(&history, monday - 7, 28);
    plan_init(&plan, monday, 7);
    for (date_day date = monday - 7; date < monday + 21; date += 7) {
        plan_add(&history, 0, 0, date);
    }
    plan_add(&history, 0, 0, monday + 6);
    vec_push(&history.callouts, callout);
    vec_push(&plan.callouts, callout);
    plan_add(&plan, 0, 0, monday + 2);
    plan_sort(&history);
    plan_sort(&plan);
    struct timeline *timeline =
        timeline_new(scene_coop(scene), &history, &plan);
    const date_day WANTED[] = {monday - 7, monday + 1, monday + 2, monday + 7,
                               monday + 14};
    assert_int_equal(timeline->from, monday);
    assert_int_equal(timeline->to, monday + 6);
    assert_int_equal(timeline->items.n, COUNT_OF(WANTED));
    for (size_t i = 0; i < COUNT_OF(WANTED); i++) {
        assert_int_equal(timeline->items.at[i].date, WANTED[i]);
    }
    assert_int_equal(timeline->items.at[1].kind, SHIFT_CALLOUT);
    timeline_free(timeline);
    timeline_free(NULL);
    plan_release(&history);
    plan_release(&plan);
    scene_free(scene);
}

/* Two places an hour apart. */
static struct scene *far_scene(void)
{
    struct scene *scene = scene_new("2027-01-11");

    scene_add(scene, RECORD_STAFF, "id=kari");
    scene_add(scene, RECORD_STAFF, "id=ola base=far");
    scene_add(scene, RECORD_PLACE, "id=far");
    scene_add(scene, RECORD_ROAD, "id=r from=office to=far minutes=60");
    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=day kind=work start=09:00 end=14:00 high_strain=true");
    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=eve kind=work start=15:00 end=18:00");
    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=late kind=work start=17:00 end=19:00");
    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=night kind=standby start=14:00 end=08:00+1 factor=1/7");
    return scene;
}

static void journeys_lie_around_duties_away_from_the_base(void **state)
{
    static const struct {
        const char *why, *staff, *demands; /* ids of shift types at `far` */
        const char *modality;
        int32_t journeys, minutes; /* active minutes of the day */
    } ROWS[] = {
        {"out and home", "kari", "day", "ambulatory", 2, 420},
        {"an office elsewhere likewise", "kari", "day", "office", 2, 420},
        {"nobody travels to a video room", "kari", "day", "video", 0, 300},
        {"nor to the phone", "kari", "day", "phone", 0, 300},
        {"one's own base", "ola", "day", "ambulatory", 0, 300},
        {"one stays for the evening", "kari", "day eve", "ambulatory", 2, 600},
        {"one goes home in a long gap", "kari", "day late", "ambulatory", 4,
         660},
        {"standby is spent at home", "kari", "night", "ambulatory", 0, 0},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = far_scene();
        const char *const SHIFTS[] = {"day", "eve", "late", "night"};
        for (size_t s = 0; s < COUNT_OF(SHIFTS); s++) {
            char fields[120], slot[40];
            snprintf(fields, sizeof fields,
                     "id=%s shift_type=%s place=far modality=%s", SHIFTS[s],
                     SHIFTS[s], ROWS[i].modality);
            scene_add(scene, RECORD_DEMAND, fields);
            snprintf(slot, sizeof slot, "%s@2027-01-11", SHIFTS[s]);
            if (strstr(ROWS[i].demands, SHIFTS[s])) {
                scene_give(scene, ROWS[i].staff, slot);
            }
        }
        const struct timeline *timeline = scene_weeks(scene, 1);
        int32_t journeys = 0;
        for (int32_t j = 0; j < timeline->items.n; j++) {
            const struct work_item *item = &timeline->items.at[j];
            bool journey = item->kind == SHIFT_TRAVEL;
            journeys += journey && item->main_period && item->duty == NONE &&
                        !item->high_strain;
        }
        expect_int(ROWS[i].why, journeys, ROWS[i].journeys);
        expect_int(ROWS[i].why,
                   timeline_sum(timeline, scene_staff(scene, ROWS[i].staff),
                                at("2027-01-11", 0, 0), at("2027-01-12", 0, 0),
                                SUM_ACTIVE),
                   ROWS[i].minutes * UNITS_PER_MINUTE);
        scene_free(scene);
    }
}

static void going_home_replaces_standby(void **state)
{
    struct scene *scene = far_scene();
    (void)state;

    scene_add(scene, RECORD_DEMAND,
              "id=day shift_type=day place=far modality=ambulatory");
    scene_add(scene, RECORD_DEMAND, "id=night shift_type=night");
    scene_give(scene, "kari", "day@2027-01-11");
    scene_give(scene, "kari", "night@2027-01-11");
    const struct timeline *timeline = scene_weeks(scene, 1);
    /* 5 h of work, two of travel, 18 - 1 h of standby. */
    assert_int_equal(timeline_sum(timeline, 0, at("2027-01-11", 0, 0),
                                  at("2027-01-13", 0, 0), SUM_COUNTED),
                     7 * UNITS_PER_HOUR + 17 * 60 * 60);
    scene_limit(scene, LIMIT_CALLOUT_REPLACES, "no");
    assert_int_equal(timeline_sum(timeline, 0, at("2027-01-11", 0, 0),
                                  at("2027-01-13", 0, 0), SUM_COUNTED),
                     7 * UNITS_PER_HOUR + 18 * 60 * 60);
    scene_free(scene);
}

static void meetings_inside_a_day_duty_are_no_items(void **state)
{
    struct scene *scene = scene_new("2027-01-11");
    (void)state;

    scene_add(scene, RECORD_STAFF, "id=kari");
    scene_add(scene, RECORD_ACTIVITY,
              "id=board recurrence=weekly start=09:00 end=09:30");
    scene_add(scene, RECORD_ACTIVITY,
              "id=seminar recurrence=weekly start=09:00 end=15:00 "
              "inside=false kind=training");
    scene_give(scene, "kari", "board@2027-01-11");
    scene_add(scene, RECORD_ACTIVITY,
              "id=line recurrence=weekly start=16:00 end=23:00 "
              "inside=false kind=standby");
    scene_give(scene, "kari", "seminar@2027-01-12");
    scene_give(scene, "kari", "line@2027-01-12");
    const struct timeline *timeline = scene_weeks(scene, 1);
    const struct work_item *items = timeline->items.at;
    assert_int_equal(timeline->items.n, 2);
    assert_int_equal(items[0].kind, SHIFT_TRAINING);
    assert_int_equal(work_units(timeline, &items[0], SUM_ACTIVE),
                     scene_hours(6, 0));
    assert_int_equal(work_units(timeline, &items[1], SUM_COUNTED),
                     scene_hours(1, 0));
    scene_free(scene);
}

static void night_time_is_that_of_the_profile(void **state)
{
    static const struct {
        const char *why, *start;
        const char *day;
        int32_t from, to; /* minutes */
        int64_t minutes;
    } ROWS[] = {
        {"the whole night", "21:00", "2027-01-11", 1080, 2040, 540},
        {"a day has none", "21:00", "2027-01-11", 480, 1260, 0},
        {"the first minute", "21:00", "2027-01-11", 1260, 1261, 1},
        {"the last minute", "21:00", "2027-01-11", 1799, 1800, 1},
        {"nothing behind it", "21:00", "2027-01-11", 1800, 2040, 0},
        {"two nights", "21:00", "2027-01-11", 0, 2880, 360 + 540 + 180},
        {"spring", "21:00", "2027-03-27", 1080, 2040, 480},
        {"autumn", "21:00", "2027-10-30", 1080, 2040, 600},
        {"from midnight", "00:00", "2027-01-11", 1080, 2040, 360},
        {"a later night", "23:00", "2027-01-11", 1080, 2040, 420},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = scene_new("2027-01-11");
        scene_limit(scene, LIMIT_NIGHT_START, ROWS[i].start);
        date_day day = scene_day(ROWS[i].day);
        expect_int(ROWS[i].why,
                   night_minutes(scene_coop(scene),
                                 zone_instant(day, ROWS[i].from),
                                 zone_instant(day, ROWS[i].to)),
                   ROWS[i].minutes);
        scene_free(scene);
    }
}

static void a_contract_week_knows_position_absence_and_red_days(void **state)
{
    static const struct {
        const char *why, *staff, *absence, *monday;
        int32_t hours, minutes;
    } ROWS[] = {
        {"full time", "id=kari", NULL, "2027-01-11", 37, 30},
        {"half", "id=kari position_pct=50", NULL, "2027-01-11", 18, 45},
        {"another norm", "id=kari week_norm=35.5", NULL, "2027-01-11", 35, 30},
        {"a holiday week", "id=kari",
         "id=a staff=kari kind=holiday from=2027-01-11 to=2027-01-17",
         "2027-01-11", 0, 0},
        {"two days away", "id=kari",
         "id=a staff=kari kind=child from=2027-01-12 to=2027-01-13",
         "2027-01-11", 22, 30},
        {"half sick", "id=kari",
         "id=a staff=kari kind=sick-note from=2027-01-01 grade=50",
         "2027-01-11", 18, 45},
        {"only asked for", "id=kari",
         "id=a staff=kari kind=holiday from=2027-01-11 approved=false",
         "2027-01-11", 37, 30},
        {"Easter week has three days", "id=kari", NULL, "2027-03-22", 22, 30},
        {"starts on Thursday", "id=kari from=2027-01-14", NULL, "2027-01-11",
         15, 0},
        {"left", "id=kari to=2027-01-10", NULL, "2027-01-11", 0, 0},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = scene_new("2027-01-11");
        scene_add(scene, RECORD_STAFF, ROWS[i].staff);
        if (ROWS[i].absence) {
            scene_add(scene, RECORD_ABSENCE, ROWS[i].absence);
        }
        scene_resolve(scene);
        expect_int(ROWS[i].why,
                   staff_contract_week(scene_coop(scene), 0,
                                       scene_day(ROWS[i].monday)),
                   scene_hours(ROWS[i].hours, ROWS[i].minutes));
        scene_free(scene);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_elapsed_and_exact),
        cmocka_unit_test(nights_of_the_clock_change_are_longer_or_shorter),
        cmocka_unit_test(sums_are_clipped_to_the_minute),
        cmocka_unit_test(standby_counts_by_the_higher_factor),
        cmocka_unit_test(the_plan_alone_speaks_for_its_dates),
        cmocka_unit_test(journeys_lie_around_duties_away_from_the_base),
        cmocka_unit_test(going_home_replaces_standby),
        cmocka_unit_test(meetings_inside_a_day_duty_are_no_items),
        cmocka_unit_test(night_time_is_that_of_the_profile),
        cmocka_unit_test(a_contract_week_knows_position_absence_and_red_days),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
