/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_pay.c - hours by pay class: domain.md 2.6, 3.2, 3.3 and 8.2. */
#include <stdio.h>

#include "exporters/formats.h"
#include "exporters/pay.h"
#include "tests/model/scene.h"

static struct scene *new_scene(const char *monday, const char *person)
{
    struct scene *scene = scene_new(monday);
    scene_coop(scene)->profile->pay_evening_start = 17 * 60;
    scene_coop(scene)->profile->pay_evening_end = 6 * 60;
    scene_add(scene, RECORD_STAFF, person);
    return scene;
}

/* Sum over all lines of the person. */
static struct pay_line total(const struct timeline *timeline)
{
    struct pay_vec lines = {0};
    struct pay_line sum = {0};
    pay_account(timeline, NULL, &lines);
    for (int32_t i = 0; i < lines.n; i++) {
        sum.worked_minutes += lines.at[i].worked_minutes;
        sum.counted_standby += lines.at[i].counted_standby;
        for (int k = 0; k < PAY_CLASSES; k++) {
            sum.minutes[k] += lines.at[i].minutes[k];
        }
    }
    vec_release(&lines);
    return sum;
}

/* "name=minutes" of every class that is not empty. */
static void describe(const struct pay_line *line, char out[200])
{
    int length = 0;
    out[0] = '\0';
    for (int k = 0; k < PAY_CLASSES; k++) {
        if (line->minutes[k] != 0) {
            length += snprintf(out + length, 200 - (size_t)length, "%s%s=%d",
                               length ? " " : "",
                               pay_class_name((enum pay_class)k),
                               (int)line->minutes[k]);
        }
    }
}

static void hours_fall_into_the_classes_of_the_agreement(void **state)
{
    static const struct {
        const char *why, *monday, *work, *classes;
    } ROWS[] = {
        {"a day in the week", "2027-01-11", "work mon 08:00 mon 15:30",
         "ordinary=450"},
        {"an unpaid break is not paid", "2027-01-11",
         "work mon 08:00 mon 16:00 break 30", "ordinary=450"},
        {"evening begins at 17", "2027-01-11", "work mon 15:00 mon 20:00",
         "ordinary=300 eve_night=180"},
        {"night ends at 06", "2027-01-11", "work mon 22:00 tue 07:30",
         "ordinary=570 eve_night=480"},
        {"a weekend begins on Saturday at midnight", "2027-01-11",
         "work fri 22:00 sat 07:00",
         "ordinary=540 sat_sun=420 eve_night=480"},
        {"Sunday night is weekend and night", "2027-01-11",
         "work sun 20:00 mon2 06:00",
         "ordinary=600 sat_sun=240 eve_night=600"},
        {"leave is not worked", "2027-01-11", "leave mon 08:00 mon 15:30",
         ""},
        {"strict standby is worked", "2027-01-11",
         "standby-strict mon 08:00 mon 10:00", "ordinary=120"},
        {"vector 12: Easter Eve is paid as a holiday all day", "2026-03-30",
         "work sat 08:00 sat 20:00",
         "ordinary=720 eve_night=180 holiday133=720"},
        {"vector 12: Wednesday before Maundy Thursday from 12", "2026-03-30",
         "work wed 08:00 wed 15:30", "ordinary=450 holiday133=210"},
        {"vector 11: two holidays on one day are paid once", "2027-05-17",
         "work mon 08:00 mon 15:30", "ordinary=450 holiday133=450"},
        {"vector 13: the evening before 1 May is an evening", "2026-04-27",
         "work thu 18:00 thu 22:00", "ordinary=240 eve_night=240"},
        {"1 May on a Friday is a holiday", "2026-04-27",
         "work fri 08:00 fri 15:30", "ordinary=450 holiday133=450"},
        {"holiday replaces weekend", "2027-05-10",
         "work sun 08:00 sun 15:30", "ordinary=450 holiday133=450"},
        {"an ordinary Sunday is none", "2027-01-11",
         "work sun 08:00 sun 15:30", "ordinary=450 sat_sun=450"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = new_scene(ROWS[i].monday, "id=kari");
        char classes[200];
        scene_work(scene, "kari", ROWS[i].work);
        struct pay_line line = total(scene_weeks(scene, 2));
        describe(&line, classes);
        expect_text(ROWS[i].why, classes, ROWS[i].classes);
        scene_free(scene);
    }
}

static void pay_goes_by_the_wall_clock_unless_told(void **state)
{
    static const struct {
        const char *why, *monday, *work, *elapsed, *classes;
    } ROWS[] = {
        {"a night in spring is paid as planned", "2027-03-22",
         "work sat 22:00 sun 07:00", "no",
         "ordinary=540 eve_night=480 holiday133=540"},
        {"a night in autumn too", "2026-10-19", "work sat 22:00 sun 07:00",
         "no", "ordinary=540 sat_sun=540 eve_night=480"},
        {"elapsed in spring: an hour less", "2027-03-22",
         "work sat 22:00 sun 07:00", "yes",
         "ordinary=480 eve_night=420 holiday133=480"},
        {"elapsed in autumn: an hour more", "2026-10-19",
         "work sat 22:00 sun 07:00", "yes",
         "ordinary=600 sat_sun=600 eve_night=540"},
        {"vector 3: standby in spring is planned 64.5 h", "2026-03-23",
         "standby fri 15:30 mon2 08:00", "no", "standby=3870"},
        {"vector 3: elapsed 63.5 h", "2026-03-23",
         "standby fri 15:30 mon2 08:00", "yes", "standby=3810"},
        {"vector 3: and 65.5 h in autumn", "2026-10-19",
         "standby fri 15:30 mon2 08:00", "yes", "standby=3930"},
        {"a call-out in the hour that comes twice is as long as it is",
         "2026-10-19",
         "standby sat 20:00 sun 08:00, callout sun 01:30 sun 03:30", "no",
         "standby=600 callout=180"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = new_scene(ROWS[i].monday, "id=kari");
        char classes[200];
        scene_limit(scene, LIMIT_DST_PAY_ELAPSED, ROWS[i].elapsed);
        scene_work(scene, "kari", ROWS[i].work);
        struct pay_line line = total(scene_weeks(scene, 2));
        describe(&line, classes);
        expect_text(ROWS[i].why, classes, ROWS[i].classes);
        scene_free(scene);
    }
}

static void callouts_replace_standby_and_have_a_least_length(void **state)
{
    static const struct {
        const char *why, *work, *shortest, *replaces, *classes;
        int64_t counted, worked;
    } ROWS[] = {
        {"vector 2: 61.5 h at 1/7 and 3 h", "standby fri 15:30 mon2 08:00, "
         "callout sat 12:00 sat 15:00", "00:00", "yes",
         "standby=3690 callout=180", 221400, 180},
        {"beside the standby where the agreement says so",
         "standby fri 15:30 mon2 08:00, callout sat 12:00 sat 15:00",
         "00:00", "no", "standby=3870 callout=180", 232200, 180},
        {"half an hour is paid as two",
         "standby fri 15:30 mon2 08:00, callout sat 12:00 sat 12:30",
         "02:00", "yes", "standby=3840 callout=120", 230400, 30},
        {"a second one within the two hours is paid already",
         "standby fri 15:30 mon2 08:00, callout sat 12:00 sat 12:30, "
         "callout sat 13:00 sat 13:30",
         "02:00", "yes", "standby=3810 callout=120", 228600, 60},
        {"what goes beyond them is paid",
         "standby fri 15:30 mon2 08:00, callout sat 12:00 sat 12:30, "
         "callout sat 13:30 sat 14:15",
         "02:00", "yes", "standby=3795 callout=135", 227700, 75},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = new_scene("2027-01-11", "id=kari");
        char classes[200];
        scene_limit(scene, LIMIT_CALLOUT_MIN, ROWS[i].shortest);
        scene_limit(scene, LIMIT_CALLOUT_REPLACES, ROWS[i].replaces);
        scene_work(scene, "kari", ROWS[i].work);
        struct pay_line line = total(scene_weeks(scene, 2));
        describe(&line, classes);
        expect_text(ROWS[i].why, classes, ROWS[i].classes);
        expect_int(ROWS[i].why, line.counted_standby, ROWS[i].counted);
        expect_int(ROWS[i].why, line.worked_minutes, ROWS[i].worked);
        scene_free(scene);
    }
}

static void overtime_has_percentages_and_no_supplements(void **state)
{
    static const struct {
        const char *why, *monday, *work, *classes;
    } ROWS[] = {
        {"after the day's work", "2027-01-11",
         "work mon 08:00 mon 15:30, overtime mon 16:00 mon 18:00",
         "ordinary=450 overtime50=120"},
        {"from 21 it is night", "2027-01-11",
         "work mon 13:00 mon 20:00, overtime mon 20:00 mon 22:00",
         "ordinary=420 eve_night=180 overtime50=60 overtime100=60"},
        {"to 06 it is night", "2027-01-11", "overtime tue 05:00 tue 07:00",
         "overtime50=60 overtime100=60"},
        {"on Saturday", "2027-01-11", "overtime sat 10:00 sat 14:00",
         "overtime100=240"},
        {"the day before a holiday", "2026-04-27",
         "overtime thu 16:00 thu 18:00", "overtime100=120"},
        {"on a holiday", "2027-05-17", "overtime mon 10:00 mon 14:00",
         "overtime133=240"},
        {"over noon of the Wednesday before Easter", "2027-03-22",
         "overtime wed 11:00 wed 13:00", "overtime100=60 overtime133=60"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene =
            new_scene(ROWS[i].monday, "id=kari position_pct=100");
        char classes[200];
        scene_work(scene, "kari", ROWS[i].work);
        struct pay_line line = total(scene_weeks(scene, 2));
        describe(&line, classes);
        expect_text(ROWS[i].why, classes, ROWS[i].classes);
        scene_free(scene);
    }
}

static void part_timers_work_extra_before_overtime(void **state)
{
    static const struct {
        const char *why, *work, *classes;
    } ROWS[] = {
        {"vector 15: ten hours extra in the week",
         "work mon 08:00 mon 15:30, work tue 08:00 tue 15:30, "
         "overtime thu 08:00 thu 13:00, overtime fri 08:00 fri 13:00",
         "ordinary=1500"},
        {"vector 15: a day of ten hours is one hour over nine",
         "work mon 08:00 mon 15:30, overtime mon 15:30 mon 18:00",
         "ordinary=540 overtime50=60"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = new_scene("2027-01-11", "id=ola position_pct=50");
        char classes[200];
        scene_work(scene, "ola", ROWS[i].work);
        struct pay_line line = total(scene_weeks(scene, 2));
        describe(&line, classes);
        expect_text(ROWS[i].why, classes, ROWS[i].classes);
        scene_free(scene);
    }
}

static void minutes_belong_to_the_month_they_are_worked_in(void **state)
{
    struct scene *scene = new_scene("2027-01-25", "id=kari");
    struct pay_vec lines = {0};
    (void)state;
    scene_add(scene, RECORD_STAFF, "id=ola");
    scene_add(scene, RECORD_STAFF, "id=idle");
    scene_work(scene, "ola", "work mon 08:00 mon 10:00");
    scene_work(scene, "kari", "work sun 22:00 mon2 07:30");
    pay_account(scene_weeks(scene, 2), NULL, &lines);
    assert_int_equal(lines.n, 3);
    assert_int_equal(lines.at[0].staff, 0);
    assert_int_equal(lines.at[0].year, 2027);
    assert_int_equal(lines.at[0].month, 1);
    assert_int_equal(lines.at[0].worked_minutes, 120);
    assert_int_equal(lines.at[1].month, 2);
    assert_int_equal(lines.at[1].worked_minutes, 450);
    assert_int_equal(lines.at[2].staff, 1);
    assert_int_equal(lines.at[2].minutes[PAY_ORDINARY], 120);
    vec_release(&lines);
    scene_free(scene);
}

static void only_the_dates_of_the_plan_are_paid(void **state)
{
    struct scene *scene = new_scene("2027-01-11", "id=kari");
    (void)state;
    scene_work(scene, "kari",
               "work sun 22:00 mon2 06:00, work sun2 22:00 mon3 06:00");
    struct pay_line line =
        total(scene_timeline(scene, scene_day("2027-01-18"), 7));
    /* Six hours of the first night and two of the second. */
    assert_int_equal(line.worked_minutes, 480);
    assert_int_equal(line.minutes[PAY_SAT_SUN], 120);
    scene_free(scene);
}

/* Kari had 08:00 to 15:30 on Tuesday and now has what the row says. */
static void moved_time_is_paid_by_its_notice(void **state)
{
    static struct notice_tier tiers[] = {
        {14, NONE, 1, 0, false, "plan"},
        {3, NONE, 15, 50, true, "three days"},
        {1, 720, 60, 50, true, "moved"},
        {0, NONE, 100, 100, true, "overtime"},
    };
    static const struct {
        const char *why, *times, *told;
        int32_t minute;
        const char *classes;
    } ROWS[] = {
        {"vector 14: Monday 11:00 for Tuesday: 50 % outside the own time",
         "start=12:00 end=19:30", "2027-01-11", 660,
         "ordinary=450 eve_night=150 moved50=240"},
        {"vector 14: Monday 13:00 for Tuesday: outside it overtime",
         "start=12:00 end=19:30", "2027-01-11", 780,
         "ordinary=210 overtime50=240"},
        {"before and after the own time", "start=06:00 end=16:00",
         "2027-01-11", 660, "ordinary=600 moved50=150"},
        {"as overtime before six and after nine at night by 100 %",
         "start=05:00 end=21:30", "2027-01-12", 100,
         "ordinary=450 overtime50=450 overtime100=90"},
        {"within the own time nothing is moved", "start=09:00 end=12:00",
         "2027-01-11", 780, "ordinary=180"},
        {"a break outside is not paid", "start=15:30 end=19:30 unpaid_break=30",
         "2027-01-11", 660, "ordinary=210 eve_night=120 moved50=210"},
        {"two weeks of notice are the plan", "start=12:00 end=19:30",
         "2026-12-28", 660, "ordinary=450 eve_night=150"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = new_scene("2027-01-11", "id=kari");
        char fields[120], classes[200];
        scene_coop(scene)->profile->tiers =
            (struct tier_list){.at = tiers, .n = COUNT_OF(tiers)};
        scene_add(scene, RECORD_SHIFT_TYPE,
                  "id=own kind=work start=08:00 end=15:30");
        snprintf(fields, sizeof fields, "id=new kind=work %s", ROWS[i].times);
        scene_add(scene, RECORD_SHIFT_TYPE, fields);
        scene_add(scene, RECORD_DEMAND, "id=own shift_type=own");
        scene_add(scene, RECORD_DEMAND, "id=new shift_type=new");
        scene_give(scene, "kari", "new@2027-01-12");
        const struct timeline *timeline = scene_weeks(scene, 1);
        struct moved moved = {
            .staff = 0,
            .date = scene_day("2027-01-12"),
            .duty = scene_duty(scene, "new"),
            .before = scene_duty(scene, "own"),
            .told = zone_instant(scene_day(ROWS[i].told), ROWS[i].minute),
        };
        struct moved_vec list = {.at = &moved, .n = 1};
        struct pay_vec lines = {0};
        pay_account(timeline, &list, &lines);
        assert_int_equal(lines.n, 1);
        describe(&lines.at[0], classes);
        expect_text(ROWS[i].why, classes, ROWS[i].classes);
        vec_release(&lines);
        scene_coop(scene)->profile->tiers = (struct tier_list){0};
        scene_free(scene);
    }
}

static void the_table_has_a_column_for_each_class_it_knows(void **state)
{
    struct scene *scene = new_scene("2027-01-11", "id=kari name==Kari");
    struct error err = {0};
    struct text text;
    struct plan plan;
    (void)state;
    scene_work(scene, "kari", "work mon 08:00 mon 15:30, standby mon 15:30 "
                              "tue 08:00");
    scene_weeks(scene, 1);
    plan_init(&plan, scene_day("2027-01-11"), 7);
    for (duty_ix duty = 0; duty < duty_count(scene_coop(scene)); duty++) {
        plan_add(&plan, 0, duty, scene_day("2027-01-11"));
    }
    plan_sort(&plan);
    struct export_input input = {.coop = scene_coop(scene), .plan = &plan};
    text_init(&text, 10000);
    assert_int_equal(pay_csv_write(&input, &text, &err), STATUS_OK);
    expect_text("pay.csv", text_cstr(&text),
                "person,name,employer,year,month,worked,ordinary,sat_sun,"
                "eve_night,holiday133,overtime50,overtime100,overtime133,"
                "moved50,standby,callout,standby_counted\r\n"
                "kari,\"'=Kari\",vega,2027,1,450,450,0,0,0,0,0,0,0,990,0,2.36\r\n");
    text_release(&text);
    plan_release(&plan);
    scene_free(scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hours_fall_into_the_classes_of_the_agreement),
        cmocka_unit_test(pay_goes_by_the_wall_clock_unless_told),
        cmocka_unit_test(callouts_replace_standby_and_have_a_least_length),
        cmocka_unit_test(overtime_has_percentages_and_no_supplements),
        cmocka_unit_test(part_timers_work_extra_before_overtime),
        cmocka_unit_test(minutes_belong_to_the_month_they_are_worked_in),
        cmocka_unit_test(only_the_dates_of_the_plan_are_paid),
        cmocka_unit_test(moved_time_is_paid_by_its_notice),
        cmocka_unit_test(the_table_has_a_column_for_each_class_it_knows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
