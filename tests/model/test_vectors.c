/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_vectors.c - the 22 test vectors of domain.md 8.2, each a named row, as
 * far as the model alone can show them. Numbers 16 and 19 need the ladder and
 * the explanations, 18 the calendars: here is what they build on.
 */
#include "model/calendar.h"
#include "model/notice.h"
#include "model/overtime.h"
#include "model/travel.h"
#include "tests/model/scene.h"

#define OFFICE "5d work mon 08:00 mon 15:30"

/* ---- amounts ------------------------------------------------------------ */

static void vectors_of_counted_hours(void **state)
{
    static const struct {
        const char *why, *monday, *work;
        units counted; /* of two weeks */
    } ROWS[] = {
        {"1: standby Fri 16:00 - Sun 24:00 counts 8 h", "2026-01-12",
         "standby fri 16:00 sun 24:00", 8 * 25200},
        {"2: 64.5 h with 3 h of call-outs are 297 000 units", "2026-01-12",
         "standby fri 15:30 mon2 08:00, callout sat 12:00 sat 15:00", 297000},
        {"3: the spring weekend, 63.5 h", "2026-03-23",
         "standby fri 15:30 mon2 08:00", 127 * 30 * 60},
        {"3: the autumn weekend, 65.5 h", "2026-10-19",
         "standby fri 15:30 mon2 08:00", 131 * 30 * 60},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene_row row = {.monday = ROWS[i].monday, .work = ROWS[i].work};
        struct scene *scene = scene_of(&row);
        const struct timeline *timeline = scene_weeks(scene, 2);
        date_day monday = scene_monday(scene);
        expect_int(ROWS[i].why,
                   timeline_sum(timeline, 0, zone_instant(monday, 0),
                                zone_instant(monday + 14, 0), SUM_COUNTED),
                   ROWS[i].counted);
        scene_free(scene);
    }
    char text[UNITS_TEXT];
    expect_text("2: in words", units_format(297000, text), "11 h 47 min 8.6 s");
}

/* ---- breaches ----------------------------------------------------------- */

/* How many hard findings (`grade` of `rule`) each has. */
struct vector {
    const char *why;
    enum rule_kind rule;
    enum finding_grade grade;
    struct scene_row row;
};

#define HARD(rule_, why_, work_, ...)                                          \
    {                                                                          \
        .why = why_, .rule = rule_, .grade = FINDING_HARD, .row = {            \
            .work = work_,                                                     \
            .count = __VA_ARGS__                                               \
        }                                                                      \
    }
#define SOFT(rule_, grade_, why_, work_, ...)                                  \
    {                                                                          \
        .why = why_, .rule = rule_, .grade = grade_, .row = {                  \
            .work = work_,                                                     \
            .count = __VA_ARGS__                                               \
        }                                                                      \
    }

#define EIGHT .agreement = "rest_daily=8 union_local"
#define AVERAGED .agreement = "averaging_weeks=52 individual_written"
/* Fri 15:30 - Mon 08:00 after an office week. */
#define WEEKEND OFFICE ", standby fri 15:30 mon2 08:00"
/* The other 130.5 h of an office week. */
#define ALWAYS                                                                 \
    OFFICE ", 4d standby mon 15:30 tue 08:00, standby fri 15:30 "              \
           "sun 24:00, standby mon 00:00 mon 08:00"
#define NIGHTS "4w 5d work mon 22:00 tue 06:52"

static const struct vector VECTORS[] = {
    HARD(RULE_REST_DAILY, "4: Sat 20:00 - Sun 07:00 in spring is 10 h",
         "work sat 12:00 sat 20:00, work sun 07:00 sun 15:00", 1,
         .monday = "2026-03-23"),
    HARD(RULE_REST_DAILY, "4: legal by an 8 h agreement",
         "work sat 12:00 sat 20:00, work sun 07:00 sun 15:00", 0, EIGHT,
         .monday = "2026-03-23"),
    SOFT(RULE_REST_DAILY, FINDING_NOTE, "4: with compensatory rest",
         "work sat 12:00 sat 20:00, work sun 07:00 sun 15:00", 1, EIGHT,
         .monday = "2026-03-23"),
    HARD(RULE_REST_DAILY, "5: ten hours between late and early",
         "work mon 13:00 mon 22:00, work tue 08:00 tue 16:00", 1),
    HARD(RULE_REST_DAILY, "5: legal by an 8 h agreement",
         "work mon 13:00 mon 22:00, work tue 08:00 tue 16:00", 0, EIGHT),
    SOFT(RULE_REST_DAILY, FINDING_NOTE, "5: compensation 1 h owed",
         "work mon 13:00 mon 22:00, work tue 08:00 tue 16:00", 1, EIGHT),
    HARD(RULE_REST_DAILY, "6: call-out 02-04, gaps 10.5 and 4 h",
         "work mon 08:00 mon 15:30, callout tue 02:00 tue 04:00, work tue "
         "08:00 tue 15:30",
         1),
    HARD(RULE_REST_DAILY, "6: 10.5 h are enough where 8 h are agreed",
         "work mon 08:00 mon 15:30, callout tue 02:00 tue 04:00, work tue "
         "08:00 tue 15:30",
         0, EIGHT),
    SOFT(RULE_STRAIN, FINDING_WARN, "6: and fatigue is warned of",
         "work mon 08:00 mon 15:30, callout tue 02:00 tue 04:00, work tue "
         "08:00 tue 15:30",
         1, EIGHT),
    HARD(RULE_REST_DAILY, "6: call-out 03-04 leaves 11.5 h",
         "work mon 08:00 mon 15:30, callout tue 03:00 tue 04:00, work tue "
         "08:00 tue 15:30",
         0),
    SOFT(RULE_STRAIN, FINDING_WARN, "6: fatigue after it",
         "work mon 08:00 mon 15:30, callout tue 03:00 tue 04:00, work tue "
         "08:00 tue 15:30",
         1),
    HARD(RULE_REST_WEEKLY, "7: seven days running",
         "7d work mon 08:00 mon 15:30", 1),
    HARD(RULE_REST_WEEKLY, "7: passive standby all weekend", WEEKEND, 0),
    HARD(RULE_REST_WEEKLY, "7: one call-out leaves 35.0 h",
         WEEKEND ", callout sat 12:00 sat 13:00", 0),
    HARD(RULE_REST_WEEKLY, "7: a minute later 34 h 59",
         WEEKEND ", callout sat 12:00 sat 13:01", 1),
    HARD(RULE_REST_WEEKLY, "7: a second call-out",
         WEEKEND ", callout sat 12:00 sat 13:00, callout sun 10:00 sun 10:30",
         1),
    HARD(RULE_SUNDAY, "8: two Sundays running", "2w work sun 08:00 sun 15:00",
         1, .weeks = 2),
    HARD(RULE_SUNDAY, "8: averaged, 13 of 26 with every fourth week free",
         "3w work sun 08:00 sun 15:00, 3w work sun5 08:00 sun5 15:00, 3w work "
         "sun9 08:00 sun9 15:00, 3w work sun13 08:00 sun13 15:00, work sun17 "
         "08:00 sun17 15:00",
         0, .weeks = 26, .monday = "2027-06-07",
         .staff = "sunday_basis=averaged26"),
    HARD(RULE_OVERTIME, "9: 9 h in six days and 2 h on the seventh",
         "7d work mon 08:00 mon 17:00, 3d overtime mon 17:00 mon 20:00, "
         "overtime sun 17:00 sun 19:00",
         1),
    HARD(RULE_OVERTIME, "9: the seventh day later it is rolled out",
         "8d work mon 08:00 mon 17:00, 3d overtime mon 17:00 mon 20:00, "
         "overtime mon2 17:00 mon2 19:00",
         0, .weeks = 2),
    HARD(RULE_OVERTIME, "9: 25 h in four weeks, rolling",
         "4w 2d work mon 08:00 mon 17:00, 3w 2d overtime mon 17:00 mon 20:30, "
         "overtime mon4 17:00 mon4 21:01",
         1, .weeks = 4),
    HARD(RULE_OVERTIME, "9: 200 h in 52 weeks, not a calendar year",
         "51w work mon 08:00 mon 17:00, 50w overtime mon 17:00 mon 21:00, "
         "overtime mon51 17:00 mon51 17:01",
         1, .first = 51, .monday = "2026-07-06"),
    HARD(RULE_NIGHT_AVERAGE, "10: 178 h in four weeks of nights",
         NIGHTS ", work sat4 10:00 sat4 10:40", 1, .weeks = 4),
    HARD(RULE_NIGHT_AVERAGE, "10: 177 h 20 min", NIGHTS, 0, .weeks = 4),
    HARD(RULE_SUNDAY, "11: 17 May 2027 is one red day",
         "work mon 08:00 mon 15:00", 0, .monday = "2027-05-17"),
    SOFT(RULE_SUNDAY_WORK, FINDING_NOTE,
         "13: the evening of 30 April is no Sunday", "work thu 18:00 thu 22:00",
         0, .monday = "2026-04-27"),
    SOFT(RULE_SUNDAY_WORK, FINDING_NOTE, "13: Saturday 2 May from 18:00 is",
         "work sat 17:00 sat 22:00", 1, .monday = "2026-04-27"),
    HARD(RULE_WEEK_NORMAL, "15: extra hours of a half post are fine",
         "2d work mon 08:00 mon 15:30, work wed 08:00 wed 11:45, overtime thu "
         "08:00 thu 18:00",
         0, .staff = "position_pct=50"),
    HARD(RULE_WEEK_NORMAL, "21: office and 24/7 standby pass 40", ALWAYS, 1),
    HARD(RULE_WEEK_NORMAL, "21: averaged it still passes 50 in the week",
         ALWAYS, 1, AVERAGED),
    HARD(RULE_WEEK_NORMAL, "21: weekday nights alone pass 40",
         OFFICE ", 4d standby mon 15:30 tue 08:00", 1),
    HARD(RULE_WEEK_NORMAL, "21: but are fine when averaged",
         OFFICE ", 4d standby mon 15:30 tue 08:00", 0, AVERAGED),
    HARD(RULE_DAY_NORMAL, "22: N1 has 7.5 h",
         "work mon 08:00 mon 15:30, standby mon 15:30 tue 08:00, work tue "
         "08:00 tue 15:30",
         0),
    HARD(RULE_REST_DAILY, "22: standby is rest",
         "work mon 08:00 mon 15:30, standby mon 15:30 tue 08:00, work tue "
         "08:00 tue 15:30",
         0),
    HARD(RULE_REST_DAILY, "22: call-out 01-03 leaves 9.5 and 5 h",
         "work mon 08:00 mon 15:30, standby mon 15:30 tue 08:00, callout tue "
         "01:00 tue 03:00, work tue 08:00 tue 15:30",
         1),
    HARD(RULE_REST_DAILY, "22: fine at eight",
         "work mon 08:00 mon 15:30, standby mon 15:30 tue 08:00, callout tue "
         "01:00 tue 03:00, work tue 08:00 tue 15:30",
         0, EIGHT),
};

static void vectors_of_breaches(void **state)
{
    (void)state;

    for (size_t i = 0; i < COUNT_OF(VECTORS); i++) {
        const struct vector *vector = &VECTORS[i];
        struct scene *scene = scene_of(&vector->row);
        const struct timeline *timeline = scene_horizon(scene, &vector->row);
        expect_int(vector->why,
                   scene_count(scene, vector->rule, vector->grade, timeline),
                   vector->row.count);
        scene_free(scene);
    }
}

static void vector_9_says_eleven_of_ten(void **state)
{
    struct scene_row row = {
        .work = "7d work mon 08:00 mon 17:00, 3d overtime mon 17:00 mon "
                "20:00, overtime sun 17:00 sun 19:00"};
    struct scene *scene = scene_of(&row);
    (void)state;

    const struct finding_vec *found =
        scene_check(scene, RULE_OVERTIME, scene_weeks(scene, 1));
    assert_int_equal(found->at[0].value, scene_hours(11, 0));
    assert_int_equal(found->at[0].limit, scene_hours(10, 0));
    scene_free(scene);
}

static void vector_21_counts_56_and_46_hours(void **state)
{
    static const struct {
        const char *why, *work;
        units counted;
    } ROWS[] = {
        /* 37.5 h + 130.5 h / 7; 37.5 h + 66 h / 7. */
        {"21: 56.14 h", ALWAYS, 945000 + 7830 * 60},
        {"21: 46.93 h", OFFICE ", 4d standby mon 15:30 tue 08:00",
         945000 + 3960 * 60},
    };
    char text[UNITS_TEXT];
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene_row row = {.work = ROWS[i].work};
        struct scene *scene = scene_of(&row);
        const struct timeline *timeline = scene_weeks(scene, 1);
        date_day monday = scene_monday(scene);
        expect_int(ROWS[i].why,
                   timeline_sum(timeline, 0, zone_instant(monday, 0),
                                zone_instant(monday + 7, 0), SUM_COUNTED),
                   ROWS[i].counted);
        scene_free(scene);
    }
    expect_text("21", units_hours(ROWS[0].counted, text), "56.14");
    expect_text("21", units_hours(ROWS[1].counted, text), "46.93");
    for (int32_t limit = 40; limit <= 54; limit++) {
        assert_true(ROWS[0].counted > scene_hours(limit, 0));
    }
    assert_true(ROWS[1].counted < scene_hours(48, 0));
    assert_true(ROWS[1].counted > scene_hours(40, 0));
}

/* ---- starts after call-outs --------------------------------------------- */

static void vectors_of_next_starts(void **state)
{
    static const struct {
        const char *why, *work, *agreement;
        int32_t hour; /* of Tuesday; planned at 08:00 */
    } ROWS[] = {
        {"6: 02-04 moves to 15:00",
         "work mon 08:00 mon 15:30, callout tue 02:00 tue 04:00", NULL, 15},
        {"6: 02-04 stays at 8 h agreed",
         "work mon 08:00 mon 15:30, callout tue 02:00 tue 04:00",
         "rest_daily=8 union_local", 8},
        {"6: 03-04 stays",
         "work mon 08:00 mon 15:30, callout tue 03:00 tue 04:00", NULL, 8},
        {"6: late shift and 02-04 to 15:00",
         "work mon 14:00 mon 22:00, callout tue 02:00 tue 04:00", NULL, 15},
        {"6: late shift and 02-04 to 12:00",
         "work mon 14:00 mon 22:00, callout tue 02:00 tue 04:00",
         "rest_daily=8 union_local", 12},
        {"22: 01-03 to 14:00",
         "work mon 08:00 mon 15:30, standby mon 15:30 tue 08:00, callout tue "
         "01:00 tue 03:00",
         NULL, 14},
        {"22: 01-03 stays at 8 h agreed",
         "work mon 08:00 mon 15:30, standby mon 15:30 tue 08:00, callout tue "
         "01:00 tue 03:00",
         "rest_daily=8 union_local", 8},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene_row row = {.work = ROWS[i].work,
                                .agreement = ROWS[i].agreement};
        struct scene *scene = scene_of(&row);
        const struct timeline *timeline = scene_weeks(scene, 1);
        date_day tuesday = scene_monday(scene) + 1;
        expect_int(ROWS[i].why,
                   rest_next_start(timeline, 0, zone_instant(tuesday, 250),
                                   zone_instant(tuesday, 480)),
                   zone_instant(tuesday, 60 * ROWS[i].hour));
        scene_free(scene);
    }
}

/* ---- the calendar ------------------------------------------------------- */

static void vectors_of_the_calendar(void **state)
{
    static const struct {
        const char *why, *day;
        enum holiday holiday;
        int32_t pay; /* calendar_pay133_from */
        int64_t law; /* minutes of the day in LAW_SUNDAY */
    } ROWS[] = {
        {"11: 2027-05-17 is Whit Monday, once", "2027-05-17",
         HOLIDAY_WHIT_MONDAY, 0, 1320},
        {"11: 2032-05-17 likewise", "2032-05-17", HOLIDAY_WHIT_MONDAY, 0, 1320},
        {"11: Easter 2029", "2029-04-01", HOLIDAY_EASTER_SUNDAY, 0, 1440},
        {"11: Easter 2025", "2025-04-20", HOLIDAY_EASTER_SUNDAY, 0, 1440},
        {"12: Easter Eve: pay all day, law from 15:00", "2026-04-04",
         HOLIDAY_NONE, 0, 540},
        {"12: the Wednesday: pay from 12:00, law from 18:00", "2026-04-01",
         HOLIDAY_NONE, 720, 360},
        {"13: 30 April is a weekday", "2026-04-30", HOLIDAY_NONE, 1440, 0},
        {"13: 2 May is a Saturday", "2026-05-02", HOLIDAY_NONE, 1440, 360},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        date_day day = scene_day(ROWS[i].day);
        expect_int(ROWS[i].why, calendar_holiday(day), ROWS[i].holiday);
        expect_int(ROWS[i].why, calendar_pay133_from(day), ROWS[i].pay);
        expect_int(ROWS[i].why,
                   calendar_law_minutes(zone_instant(day, 0),
                                        zone_instant(day + 1, 0)),
                   ROWS[i].law);
    }
}

/* ---- notice, overtime, consent ------------------------------------------ */

static void vector_14_moved_hours_and_notice(void **state)
{
    static struct notice_tier tiers[] = {
        {14, NONE, 1, 0, false, "plan"},
        {3, NONE, 15, 50, true, "three days"},
        {1, 720, 60, 50, true, "moved"},
        {0, NONE, 100, 100, true, "overtime"},
    };
    struct profile profile = {.tiers = {.at = tiers, .n = COUNT_OF(tiers)}};
    date_day monday = scene_day("2027-01-11");
    (void)state;

    expect_int(
        "14: Monday 11:00 for Tuesday: 50 %",
        notice_tier(&profile, zone_instant(monday, 660), monday + 1)->pay_pct,
        50);
    expect_text(
        "14: Monday 13:00 for Tuesday: as overtime",
        notice_tier(&profile, zone_instant(monday, 780), monday + 1)->name,
        "overtime");
}

static void vector_15_extra_work_is_overtime_beyond_nine_hours(void **state)
{
    struct scene_row row = {
        .work = "2d work mon 08:00 mon 15:30, work wed 08:00 wed 11:45, "
                "overtime thu 08:00 thu 18:00",
        .staff = "position_pct=50"};
    struct scene *scene = scene_of(&row);
    units days[7], week = 0;
    (void)state;

    const struct timeline *timeline = scene_weeks(scene, 1);
    overtime_days(timeline, 0, timeline->from, timeline->to, days);
    for (int32_t day = 0; day < 7; day++) {
        week += days[day];
    }
    expect_int("15: the day of ten hours", days[3], scene_hours(1, 0));
    expect_int("15: the rest of the ten is extra work", week,
               scene_hours(1, 0));
    expect_int("15: a contract of 18.75 h",
               staff_contract_week(scene_coop(scene), 0, scene_monday(scene)),
               scene_hours(18, 45));
    scene_free(scene);
}

/* The ladder's step 7 is decided elsewhere; what the model knows is that a
 * resigned holder leaves a hole, and who may be asked for extra hours. */
static void vector_16_a_vacancy_is_known_beforehand(void **state)
{
    struct scene *scene = scene_new("2027-06-14");
    (void)state;

    scene_add(scene, RECORD_STAFF, "id=left to=2027-05-01");
    scene_add(scene, RECORD_STAFF, "id=asked limits=no-overtime");
    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=day kind=work start=08:00 end=15:30");
    scene_add(scene, RECORD_DEMAND, "id=d shift_type=day");
    scene_resolve(scene);
    const struct coop *coop = scene_coop(scene);
    date_day hole = scene_day("2027-06-20");
    expect_int("16: on the last day still there",
               slot_refusal(coop, 0, 0, scene_day("2027-05-01")), REFUSE_NOT);
    expect_int("16: resigned on 1 May", slot_refusal(coop, 0, 0, hole),
               REFUSE_NOT_EMPLOYED);
    expect_int("16: no consent, no overtime",
               staff_limited(&coop->staff.at[1], LIMIT_NO_OVERTIME, hole),
               true);
    scene_free(scene);
}

/* ---- reach, exclusions, members ----------------------------------------- */

static void vector_17_after_the_last_ferry_only_locals_answer(void **state)
{
    static const struct {
        const char *why, *staff, *demand;
        enum refusal refusal;
    } ROWS[] = {
        {"17: from Brønnøy not in 60 minutes", "kari", "visit", REFUSE_REACH},
        {"17: from Vevelstad", "ola", "visit", REFUSE_NOT},
        {"17: by phone from Brønnøy", "kari", "phone", REFUSE_NOT},
        {"17: by phone from Vevelstad", "ola", "phone", REFUSE_NOT},
    };
    struct scene *scene = scene_new("2027-01-11");
    (void)state;

    scene_add(scene, RECORD_MEMBER, "id=bronnoy");
    scene_add(scene, RECORD_MEMBER, "id=vevelstad");
    scene_add(scene, RECORD_PLACE, "id=bronnoysund");
    scene_add(scene, RECORD_PLACE, "id=horn");
    scene_add(scene, RECORD_PLACE, "id=andalsvag");
    scene_add(scene, RECORD_PLACE, "id=forvik");
    scene_add(scene, RECORD_ROAD, "id=r1 from=bronnoysund to=horn minutes=20");
    scene_add(scene, RECORD_ROAD, "id=r2 from=andalsvag to=forvik minutes=5");
    scene_add(scene, RECORD_FERRY,
              "id=f from=horn to=andalsvag crossing=15 check_in=10 "
              "timetables=weekday;06:30,12:00,20:30");
    scene_add(scene, RECORD_STAFF, "id=kari member=bronnoy base=bronnoysund");
    scene_add(scene, RECORD_STAFF, "id=ola member=vevelstad base=forvik");
    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=v kind=standby start=21:00 end=08:00+1 response=60");
    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=p kind=standby start=21:00 end=08:00+1 response=60 "
              "phone_only=true");
    scene_add(scene, RECORD_DEMAND,
              "id=visit shift_type=v place=forvik modality=ambulatory");
    scene_add(scene, RECORD_DEMAND,
              "id=phone shift_type=p place=forvik modality=phone");
    scene_resolve(scene);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        expect_int(ROWS[i].why,
                   slot_refusal(
                       scene_coop(scene), scene_staff(scene, ROWS[i].staff),
                       scene_duty(scene, ROWS[i].demand), scene_monday(scene)),
                   ROWS[i].refusal);
    }
    scene_free(scene);
}

/* The feed itself is tested where it is written: the duty's title is neutral,
 * and a change of person is a loss and a gain of the same slot. */
static void vector_18_a_change_of_person_is_neutral(void **state)
{
    struct scene *scene = scene_new("2027-01-11");
    struct plan before, after;
    struct change_vec changes = {0};
    (void)state;

    scene_add(scene, RECORD_STAFF, "id=a");
    scene_add(scene, RECORD_STAFF, "id=b");
    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=s title=Oppdrag kind=work start=08:00 end=15:30");
    scene_add(scene, RECORD_DEMAND, "id=d name=Steigen shift_type=s");
    scene_resolve(scene);
    date_day monday = scene_monday(scene);
    plan_init(&before, monday, 7);
    plan_init(&after, monday, 7);
    plan_add(&before, 0, 0, monday);
    plan_add(&after, 1, 0, monday);
    plan_diff(&before, &after, monday, monday + 6, &changes);
    assert_int_equal(changes.n, 2);
    expect_int("18: A loses it", changes.at[0].kind, CHANGE_LOST);
    expect_int("18: A", changes.at[0].what.staff, 0);
    expect_int("18: B gains it", changes.at[1].kind, CHANGE_GAINED);
    expect_int("18: B", changes.at[1].what.staff, 1);
    expect_text("18: the title", duty_title(scene_coop(scene), 0), "Oppdrag");
    vec_release(&changes);
    plan_release(&before);
    plan_release(&after);
    scene_free(scene);
}

static void vector_19_never_refuses_and_the_finding_keeps_quiet(void **state)
{
    struct scene *scene = scene_new("2027-01-11");
    (void)state;

    scene_add(scene, RECORD_STAFF, "id=n");
    scene_add(scene, RECORD_STAFF, "id=m");
    scene_add(scene, RECORD_SHIFT_TYPE, "id=s kind=work start=08:00 end=15:30");
    scene_add(scene, RECORD_DEMAND, "id=t shift_type=s");
    scene_add(scene, RECORD_EXCLUSION, "id=x staff=n degree=never demand=t");
    scene_give(scene, "n", "t@2027-01-11");
    const struct timeline *timeline = scene_weeks(scene, 1);
    const struct coop *coop = scene_coop(scene);
    expect_int("19: N", slot_refusal(coop, 0, 0, scene_monday(scene)),
               REFUSE_EXCLUDED);
    expect_int("19: M", slot_refusal(coop, 1, 0, scene_monday(scene)),
               REFUSE_NOT);
    const struct finding_vec *found =
        scene_check(scene, RULE_ELIGIBLE, timeline);
    expect_text("19: no reason is told", found->at[0].words,
                "held by somebody who is not eligible for it");
    scene_free(scene);
}

static void vector_20_members_come_and_go(void **state)
{
    struct scene *scene = scene_new("2027-01-11");
    (void)state;

    scene_add(scene, RECORD_MEMBER, "id=tysfjord code=1850 to=2019-12-31");
    scene_add(scene, RECORD_MEMBER, "id=hamaroy code=1875 from=2020-01-01");
    scene_add(scene, RECORD_STAFF, "id=drag member=tysfjord");
    scene_add(scene, RECORD_SHIFT_TYPE, "id=s kind=work start=08:00 end=15:30");
    scene_add(scene, RECORD_DEMAND, "id=old shift_type=s member=tysfjord");
    scene_add(scene, RECORD_DEMAND, "id=new shift_type=s member=hamaroy");
    scene_resolve(scene);
    const struct coop *coop = scene_coop(scene);
    date_day then = scene_day("2019-12-31");
    int32_t old = coop_find_member(coop, "tysfjord");
    expect_text("20: 2019 still resolves 1850", coop->members.at[old].code,
                "1850");
    expect_int("20: its demand in 2019", duty_on(coop, 0, then), true);
    expect_int("20: none in 2020", duty_on(coop, 0, then + 1), false);
    expect_int("20: Hamarøy only from 2020", duty_on(coop, 1, then), false);
    expect_int("20: with Drag", duty_on(coop, 1, then + 1), true);
    expect_int("20: its people leave with it",
               slot_refusal(coop, 0, 1, then + 1), REFUSE_EMPLOYER);
    scene_free(scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors_of_counted_hours),
        cmocka_unit_test(vectors_of_breaches),
        cmocka_unit_test(vector_9_says_eleven_of_ten),
        cmocka_unit_test(vector_21_counts_56_and_46_hours),
        cmocka_unit_test(vectors_of_next_starts),
        cmocka_unit_test(vectors_of_the_calendar),
        cmocka_unit_test(vector_14_moved_hours_and_notice),
        cmocka_unit_test(vector_15_extra_work_is_overtime_beyond_nine_hours),
        cmocka_unit_test(vector_16_a_vacancy_is_known_beforehand),
        cmocka_unit_test(vector_17_after_the_last_ferry_only_locals_answer),
        cmocka_unit_test(vector_18_a_change_of_person_is_neutral),
        cmocka_unit_test(vector_19_never_refuses_and_the_finding_keeps_quiet),
        cmocka_unit_test(vector_20_members_come_and_go),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
