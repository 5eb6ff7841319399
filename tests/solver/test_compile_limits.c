/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_compile_limits.c - the limits of the law in the compiled problem, at
 * their borders. test_compile_agree.c asks the same of random rotas.
 */
#include "tests/solver/stage.h"

#include <stdio.h>

struct limit_row {
    const char *why, *plan, *broken;
};

static void expect_rows(const struct stage *s, const struct limit_row *rows,
                        size_t n)
{
    for (size_t k = 0; k < n; k++) {
        stage_expect_broken(s, rows[k].why, rows[k].plan, rows[k].broken);
    }
}

static void add_duty(struct stage *s, const char *id, const char *shift)
{
    char fields[200];
    (void)snprintf(fields, sizeof fields, "id=%s %s", id, shift);
    scene_add(s->scene, RECORD_SHIFT_TYPE, fields);
    (void)snprintf(fields, sizeof fields,
                   "id=%s shift_type=%s low=0 target=0 high=9", id, id);
    scene_add(s->scene, RECORD_DEMAND, fields);
}

static struct stage *duties(const char *monday, int32_t days)
{
    struct stage *s = stage_new(monday, days);
    scene_add(s->scene, RECORD_STAFF, "id=kari");
    scene_add(s->scene, RECORD_STAFF, "id=ola sunday_basis=averaged26");
    add_duty(s, "day", "kind=work start=08:00 end=15:30");
    add_duty(s, "short", "kind=work start=10:00 end=14:00");
    add_duty(s, "phone", "kind=standby start=15:30 end=08:00+1 factor=1/7");
    return s;
}

/* ---- 24 hours ------------------------------------------------------- */

static void rest_is_elapsed_over_the_clock_changes(void **state)
{
    static const struct {
        const char *why, *monday, *plan, *broken;
    } ROWS[] = {
        {"an ordinary Saturday: 11 h", "2026-03-16",
         "kari eve@sat, "
         "kari dawn@sun",
         ""},
        {"spring: 10 h (domain.md 8.2, 4)", "2026-03-23",
         "kari eve@sat, "
         "kari dawn@sun",
         "rest-daily"},
        {"autumn: 12 h", "2026-10-19", "kari eve@sat, kari dawn@sun", ""},
        {"spring, an hour later", "2026-03-23", "kari eve@sat, kari eight@sun",
         ""},
    };
    (void)state;
    for (size_t k = 0; k < COUNT_OF(ROWS); k++) {
        struct stage *s = duties(ROWS[k].monday, 7);
        add_duty(s, "eve", "kind=work start=16:00 end=20:00");
        add_duty(s, "dawn", "kind=work start=07:00 end=10:00");
        add_duty(s, "eight", "kind=work start=08:00 end=11:00");
        stage_compile(s);
        stage_expect_broken(s, ROWS[k].why, ROWS[k].plan, ROWS[k].broken);
        stage_free(s);
    }
}

static void days_of_more_than_the_normal_hours_are_closed(void **state)
{
    static const struct limit_row ROWS[] = {
        {"nine hours", "kari nine@mon", ""},
        {"nine hours and a half, with an agreement", "ola long@mon", ""},
        {"and without", "kari long@mon", "choice"},
        {"in 24 hours over midnight", "kari late@mon, kari early@tue",
         "rest-daily"},
    };
    struct stage *s = duties("2027-01-11", 7);
    (void)state;
    add_duty(s, "nine", "kind=work start=08:00 end=17:00");
    add_duty(s, "long", "kind=work start=08:00 end=17:30");
    add_duty(s, "late", "kind=work start=15:00 end=22:00");
    add_duty(s, "early", "kind=work start=06:00 end=12:00");
    scene_agree(s->scene, "ola", "day_normal=10 individual_written");
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    stage_free(s);
}

static void strained_nights_are_told_by_the_clock_of_their_day(void **state)
{
    /* 05:00 on an ordinary day and 06:00 on the short Sunday are as far from
     * midnight; an hour of the one is night. */
    struct stage *s = duties("2026-03-23", 7);
    (void)state;
    scene_limit(s->scene, LIMIT_NIGHT_MIN, "0.5");
    add_duty(s, "five", "kind=work start=05:00 end=14:00 high_strain=true");
    add_duty(s, "six", "kind=work start=06:00 end=15:00 high_strain=true");
    stage_compile(s);
    const duty_ix five = scene_duty(s->scene, "five");
    expect_int("closed every day", compiled_find(s->compiled, &five, 1), NONE);
    stage_expect_broken(s, "from the end of the night", "kari six@mon", "");
    stage_expect_broken(s, "on the short Sunday", "kari six@sun", "");
    stage_free(s);
}

static void journeys_belong_to_the_day(void **state)
{
    struct stage *s = duties("2027-01-11", 7);
    (void)state;
    scene_add(s->scene, RECORD_PLACE, "id=far member=vega");
    scene_add(s->scene, RECORD_STAFF, "id=near base=far");
    scene_add(s->scene, RECORD_ROAD, "id=r from=office to=far minutes=50");
    scene_add(s->scene, RECORD_DEMAND,
              "id=there shift_type=day place=far low=0 target=0 high=9");
    stage_compile(s);
    stage_expect_broken(s, "7.5 h and 100 minutes", "kari there@mon", "choice");
    stage_expect_broken(s, "at home", "near there@mon", "");
    stage_free(s);
}

/* ---- weeks ---------------------------------------------------------- */

#define FOUR(who, week)                                                        \
    who " day@mon" week ", " who " day@tue" week ", " who " day@wed" week      \
        ", " who " day@thu" week
#define FIVE(who, week) FOUR(who, week) ", " who " day@fri" week
#define SIX(who, week) FIVE(who, week) ", " who " day@sat" week

static void averaged_weeks_have_their_mean_and_caps(void **state)
{
    static const struct limit_row ROWS[] = {
        {"37.5 h", FIVE("kari", ""), ""},
        {"45 h", SIX("kari", ""), "week-normal"},
        {"45 h, then 30 h", SIX("ola", "") ", " FOUR("ola", "2"), ""},
        {"45 h, then 37.5 h: 41.25 h on average",
         SIX("ola", "") ", " FIVE("ola", "2"), "week-normal"},
        {"45 h after a week without work", SIX("ola", "2"), ""},
        {"48.6 h", SIX("ola", "") ", ola phone@sun, ola phone@sat", ""},
        {"53.3 h: above the cap of 50 h",
         SIX("ola", "") ", ola phone@sun, ola phone@sat, ola phone@mon, "
                        "ola phone@tue",
         "week-normal"},
    };
    struct stage *s = duties("2027-01-11", 14);
    (void)state;
    scene_agree(s->scene, "ola", "averaging_weeks=2 individual_written");
    scene_agree(s->scene, NULL, "rest_weekly=28 union_local");
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    stage_free(s);
}

static void the_norm_of_three_shifts_shrinks_with_nights(void **state)
{
    /* Norm 40 h, floor 36 h; an hour at night takes 15 minutes off. */
    static const struct limit_row ROWS[] = {
        {"37.5 h of days", FIVE("few", ""), ""},
        {"and 2 h at night: 30 min off, 39.5 h are just right",
         FIVE("few", "") ", few two@sat", ""},
        {"and 2 h 10 at night: 39 h 40 are 12 minutes too many",
         FIVE("few", "") ", few more@sat", "reduction"},
        {"where many nights are possible, held to the floor", FIVE("many", ""),
         "reduction"},
        {"below the floor", FOUR("many", "") ", many two@sat", ""},
    };
    struct stage *s = stage_new("2027-01-11", 7);
    (void)state;
    scene_limit(s->scene, LIMIT_WEEK_TURNUS, "40");
    scene_agree(s->scene, NULL, "rest_weekly=28 union_local");
    scene_add(s->scene, RECORD_COMPETENCE, "id=c");
    scene_add(s->scene, RECORD_STAFF, "id=few shift_class=turnus");
    scene_add(s->scene, RECORD_STAFF,
              "id=many shift_class=turnus competences=c");
    add_duty(s, "day", "kind=work start=08:00 end=15:30");
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=t kind=work start=21:00 end=23:00");
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=m kind=work start=21:00 end=23:10");
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=n kind=work start=22:00 end=06:00+1");
    scene_add(s->scene, RECORD_DEMAND,
              "id=two shift_type=t weekdays=sat low=0 target=0 high=9");
    scene_add(s->scene, RECORD_DEMAND,
              "id=more shift_type=m weekdays=sat low=0 target=0 high=9");
    scene_add(s->scene, RECORD_DEMAND,
              "id=nights shift_type=n competences=c low=0 target=0 high=9");
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    stage_free(s);
}

static void nights_behind_the_horizon_shrink_the_norm(void **state)
{
    struct stage *s = duties("2027-01-11", 7);
    (void)state;
    scene_limit(s->scene, LIMIT_WEEK_TURNUS, "40");
    scene_add(s->scene, RECORD_STAFF, "id=few shift_class=turnus");
    scene_agree(s->scene, NULL, "rest_weekly=28 union_local");
    add_duty(s, "dark", "kind=work start=00:00 end=06:00");
    scene_coop(s->scene)->demands.at[3].weekdays = 1 << MONDAY;
    /* 6 h and 90 min of credit behind: 32.5 h of 40 are left. */
    stage_history(s, "few dark@mon");
    s->input.from += 1;
    s->input.days = 6;
    stage_compile(s);
    s->input.from -= 1;
    stage_expect_broken(
        s, "30 h", "few day@tue, few day@wed, few day@thu, few day@fri", "");
    stage_expect_broken(s, "34 h",
                        "few day@tue, few day@wed, few day@thu, few day@fri, "
                        "few short@sat",
                        "reduction");
    s->input.from += 1;
    stage_free(s);
}

static void
whoever_can_work_nights_regularly_is_held_to_their_mean(void **state)
{
    struct stage *s = duties("2027-01-11", 7);
    (void)state;
    add_duty(s, "dark", "kind=work start=22:00 end=06:00+1");
    scene_add(s->scene, RECORD_STAFF, "id=spared limits=no-night");
    scene_limit(s->scene, LIMIT_NIGHT_AVG, "30");
    scene_limit(s->scene, LIMIT_NIGHT_AVG_DAYS, "7");
    stage_compile(s);
    stage_expect_broken(s, "37.5 h", FIVE("kari", ""), "night-average");
    stage_expect_broken(s, "30 h", FOUR("kari", ""), "");
    stage_expect_broken(s, "without nights", FIVE("spared", ""), "");
    stage_free(s);
}

/* ---- weekly rest ---------------------------------------------------- */

static void each_week_holds_a_long_rest(void **state)
{
    static const struct limit_row ROWS[] = {
        {"work on six days, 32.5 h until Monday",
         "kari short@mon, kari short@tue, kari short@wed, kari short@thu, "
         "kari short@fri, kari late@sat",
         ""},
        {"on seven",
         "kari short@mon, kari short@tue, kari short@wed, kari short@thu, "
         "kari short@fri, kari short@sat, kari short@sun",
         "rest-weekly"},
        {"standby may lie in it",
         "kari short@mon, kari short@tue, kari short@wed, kari short@thu, "
         "kari short@fri, kari phone@fri, kari phone@sat",
         ""},
    };
    struct stage *s = duties("2027-01-11", 7);
    (void)state;
    add_duty(s, "late", "kind=work start=09:00 end=13:00");
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    scene_limit(s->scene, LIMIT_STANDBY_IN_WEEKLY_REST, "no");
    stage_compile(s);
    stage_expect_broken(s, "standby as far as Sunday morning", ROWS[2].plan,
                        "rest-weekly");
    stage_free(s);
}

static void any_seven_days_hold_it_by_the_other_reading(void **state)
{
    static const char PLAN[] =
        "kari short@wed, kari short@thu, kari short@fri, kari short@sat, "
        "kari short@sun, kari short@mon2, kari short@tue2, kari short@wed2";
    struct stage *s = duties("2027-01-11", 14);
    (void)state;
    stage_compile(s);
    stage_expect_broken(s, "Monday weeks", PLAN, "");
    scene_limit(s->scene, LIMIT_REST_WEEKLY_ROLLING, "yes");
    stage_compile(s);
    stage_expect_broken(s, "any 168 hours", PLAN, "rest-weekly");
    stage_free(s);
}

/* ---- Sundays -------------------------------------------------------- */

static void two_sundays_do_not_follow_each_other(void **state)
{
    static const struct limit_row ROWS[] = {
        {"one", "kari short@sun", ""},
        {"two", "kari short@sun, kari short@sun2", "sunday-off"},
        {"one between", "kari short@sun, kari short@sun3", ""},
        {"a Saturday evening is Sunday work", "kari dusk@sat, kari short@sun2",
         "sunday-off"},
        {"a Saturday is not", "kari short@sat, kari short@sun2", ""},
        {"passive standby is not", "kari phone@sun, kari short@sun2", ""},
        {"averaged", "ola short@sun, ola short@sun2", ""},
    };
    struct stage *s = duties("2027-01-11", 21);
    (void)state;
    add_duty(s, "dusk", "kind=work start=16:00 end=20:00");
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    stage_history(s, "kari short@2027-01-10");
    stage_compile(s);
    stage_expect_broken(s, "after one behind", "kari short@sun", "sunday-off");
    stage_free(s);
}

static void averaged_sundays_keep_their_share_and_a_free_one(void **state)
{
    struct stage *s = duties("2027-01-11", 21);
    (void)state;
    scene_limit(s->scene, LIMIT_SUNDAY_FREE_WEEKS, "2");
    /* 5 % of 30 Sundays and holidays: one. */
    scene_limit(s->scene, LIMIT_SUNDAYS_OF_26W, "5");
    stage_compile(s);
    stage_expect_broken(s, "one", "ola short@sun", "");
    stage_expect_broken(s, "two", "ola short@sun, ola short@sun3",
                        "sunday-off");
    scene_limit(s->scene, LIMIT_SUNDAYS_OF_26W, "50");
    stage_compile(s);
    stage_expect_broken(s, "two with a free one between",
                        "ola short@sun, ola short@sun3", "");
    stage_expect_broken(s, "none free in two weeks",
                        "ola short@sun, ola short@sun2", "sunday-off");
    stage_history(s, "ola short@2027-01-10");
    stage_compile(s);
    stage_expect_broken(s, "the one behind counts", "ola short@sun",
                        "sunday-off");
    stage_free(s);
}

static void a_share_already_spent_binds_only_worked_sundays(void **state)
{
    struct stage *s = duties("2027-01-11", 14);
    (void)state;
    scene_limit(s->scene, LIMIT_SUNDAYS_OF_26W, "5");
    stage_history(s, "ola short@2026-12-06, ola short@2026-12-20");
    stage_compile(s);
    stage_expect_broken(s, "free", "", "");
    expect_int("nothing to relax", stage_note(s, "ola", "sunday-off") == NULL,
               true);
    stage_expect_broken(s, "worked", "ola short@sun", "sunday-off");
    stage_free(s);
}

static void standby_that_is_work_is_closed_where_that_is_forbidden(void **state)
{
    struct stage *s = duties("2027-01-11", 7);
    (void)state;
    add_duty(s, "quick",
             "kind=standby start=16:00 end=22:00 factor=1/7 response=10");
    stage_compile(s);
    stage_expect_broken(s, "a warning", "kari quick@mon", "");
    scene_severity(s->scene, LIMIT_RESPONSE_WORK, SEVERITY_FORBID);
    stage_compile(s);
    const duty_ix quick = scene_duty(s->scene, "quick");
    expect_int("no such pattern", compiled_find(s->compiled, &quick, 1), NONE);
    stage_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rest_is_elapsed_over_the_clock_changes),
        cmocka_unit_test(days_of_more_than_the_normal_hours_are_closed),
        cmocka_unit_test(strained_nights_are_told_by_the_clock_of_their_day),
        cmocka_unit_test(journeys_belong_to_the_day),
        cmocka_unit_test(averaged_weeks_have_their_mean_and_caps),
        cmocka_unit_test(the_norm_of_three_shifts_shrinks_with_nights),
        cmocka_unit_test(nights_behind_the_horizon_shrink_the_norm),
        cmocka_unit_test(
            whoever_can_work_nights_regularly_is_held_to_their_mean),
        cmocka_unit_test(each_week_holds_a_long_rest),
        cmocka_unit_test(any_seven_days_hold_it_by_the_other_reading),
        cmocka_unit_test(two_sundays_do_not_follow_each_other),
        cmocka_unit_test(averaged_sundays_keep_their_share_and_a_free_one),
        cmocka_unit_test(a_share_already_spent_binds_only_worked_sundays),
        cmocka_unit_test(
            standby_that_is_work_is_closed_where_that_is_forbidden),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
