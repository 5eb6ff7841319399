/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_compile_settled.c - what is published, opened, behind or ahead of the
 * horizon, and limits that are broken before anybody chooses.
 */
#include "tests/solver/stage.h"

#include <stdio.h>

static struct stage *office(void)
{
    struct stage *s = stage_new("2027-01-11", 14);
    stage_office(s);
    return s;
}

struct settled_row {
    const char *why, *plan, *broken;
};

static void expect_rows(const struct stage *s, const struct settled_row *rows,
                        size_t n)
{
    for (size_t k = 0; k < n; k++) {
        stage_expect_broken(s, rows[k].why, rows[k].plan, rows[k].broken);
    }
}

/* ---- publication ---------------------------------------------------- */

static void a_published_week_is_as_published(void **state)
{
    static const struct settled_row ROWS[] = {
        {"as published", "kari office@tue", ""},
        {"taken away", "", "choice"},
        {"given to another", "ola office@tue", "choice"},
        {"something more that week", "kari office@tue, kari office@thu",
         "choice"},
        {"something more that day", "kari office@tue, kari phone@tue",
         "choice"},
        {"the week after is open", "kari office@tue, ola office@tue2", ""},
    };
    struct stage *s = office();
    (void)state;
    stage_publish(s, "kari office@tue");
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    stage_free(s);
}

static void an_opened_slot_is_anybodys(void **state)
{
    static const struct settled_row ROWS[] = {
        {"as published", "kari office@tue, ola phone@tue", ""},
        {"left", "ola phone@tue", ""},
        {"taken over", "ola office@tue, ola phone@tue", ""},
        {"the other slot stays", "kari office@tue", "choice"},
        {"the other day stays", "ola phone@tue, ola office@wed", "choice"},
    };
    struct stage *s = office();
    (void)state;
    stage_publish(s, "kari office@tue, ola phone@tue");
    stage_open(s, (struct opening_key){.kind = OPEN_SLOT,
                                       .duty = scene_duty(s->scene, "office"),
                                       .date = s->input.from + 1});
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    stage_free(s);
}

static void an_opened_person_leaves_slots_to_the_others(void **state)
{
    static const struct settled_row ROWS[] = {
        {"as published", "kari office@tue, ola phone@tue", ""},
        {"anything else", "kari phone@fri, ola phone@tue", ""},
        {"the other takes over", "ola office@tue, ola phone@tue", ""},
        {"the other is not free",
         "kari office@tue, ola phone@tue, ola office@fri", "choice"},
    };
    struct stage *s = office();
    (void)state;
    stage_publish(s, "kari office@tue, ola phone@tue");
    stage_open(s, (struct opening_key){.kind = OPEN_PERSON,
                                       .staff = scene_staff(s->scene, "kari")});
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    stage_free(s);
}

static void an_opened_week_is_all_open(void **state)
{
    static const struct settled_row ROWS[] = {
        {"another week 1", "ola office@wed, kari phone@tue2", ""},
        {"week 2 stays", "ola office@wed", "choice"},
    };
    struct stage *s = office();
    (void)state;
    stage_publish(s, "kari office@tue, kari phone@tue2");
    stage_open(
        s, (struct opening_key){.kind = OPEN_WEEK, .date = s->input.from + 3});
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    stage_free(s);
}

static void an_opened_line_leaves_the_others_alone(void **state)
{
    static const struct settled_row ROWS[] = {
        {"as published", "kari office@tue, ola phone@tue", ""},
        {"anything else", "kari phone@fri, ola phone@tue", ""},
        {"the other may not take it", "ola office@tue, ola phone@tue",
         "choice"},
        {"week 2 stays", "ola phone@tue, kari office@tue2", "choice"},
    };
    struct stage *s = office();
    (void)state;
    stage_publish(s, "kari office@tue, ola phone@tue, ola phone@wed2");
    stage_open(s, (struct opening_key){.kind = OPEN_LINE,
                                       .staff = scene_staff(s->scene, "kari"),
                                       .date = s->input.from});
    stage_compile(s);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        char plan[200];
        snprintf(plan, sizeof plan, "%s, ola phone@wed2", ROWS[i].plan);
        stage_expect_broken(s, ROWS[i].why, plan, ROWS[i].broken);
    }
    stage_free(s);
}

static void days_before_today_are_facts(void **state)
{
    static const struct settled_row ROWS[] = {
        {"as it was", "kari office@mon, kari phone@tue", ""},
        {"what was is not undone", "kari office@mon, ola phone@wed", "choice"},
        {"nobody is planned for yesterday",
         "kari office@mon, kari phone@tue, ola office@tue", "choice"},
        {"today is open",
         "kari office@mon, kari phone@tue, ola office@wed, ola phone@wed", ""},
    };
    struct stage *s = office();
    (void)state;
    stage_publish(s, "kari office@mon, kari phone@tue, kari office@wed");
    /* Ill from Wednesday, the morning after the night on the phone. */
    scene_add(s->scene, RECORD_ABSENCE,
              "id=x staff=kari kind=sick-self from=2027-01-13 to=2027-01-14");
    scene_add(s->scene, RECORD_PIN,
              "id=p staff=ola demand=office date=2027-01-11");
    stage_open(s, (struct opening_key){.kind = OPEN_PERSON,
                                       .staff = scene_staff(s->scene, "kari")});
    stage_open(s,
               (struct opening_key){.kind = OPEN_WEEK, .date = s->input.from});
    s->input.now = zone_instant(s->input.from + 2, 420);
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    assert_null(stage_note(s, "kari", "eligible"));
    stage_free(s);
}

static void a_published_duty_that_cannot_be_kept_is_dropped(void **state)
{
    static const struct settled_row ROWS[] = {
        {"dropped", "kari phone@wed", ""},
        {"not held any more", "kari office@tue, kari phone@wed", "choice"},
        {"not opened to the others", "ola office@tue, kari phone@wed",
         "choice"},
    };
    struct stage *s = office();
    (void)state;
    stage_publish(s, "kari office@tue, kari phone@wed");
    scene_add(s->scene, RECORD_ABSENCE,
              "id=x staff=kari kind=sick-self from=2027-01-12 to=2027-01-12");
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    expect_text("note", stage_note(s, "kari", "eligible"),
                "office was published but can't be held any more: is away");
    stage_free(s);
}

static void a_pin_is_stronger_than_the_publication(void **state)
{
    static const struct settled_row ROWS[] = {
        {"the pin", "ola twin@tue, ola phone@tue", ""},
        {"what was published", "ola office@tue, ola phone@tue", "choice"},
    };
    struct stage *s = office();
    (void)state;
    scene_add(s->scene, RECORD_DEMAND, "id=twin shift_type=day");
    stage_publish(s, "ola office@tue, ola phone@tue");
    scene_add(s->scene, RECORD_PIN,
              "id=p staff=ola demand=twin date=2027-01-12");
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    expect_text("note", stage_note(s, "ola", "overlap"),
                "office was published but gives way to a pin of twin");
    stage_free(s);
}

static void marks_of_the_publication_are_kept(void **state)
{
    struct stage *s = office();
    struct plan plan;
    (void)state;
    stage_publish(s, "kari office@tue, ola office@wed");
    s->published.assignments.at[0].overtime = true;
    s->published.assignments.at[0].pinned = true;
    scene_add(s->scene, RECORD_PIN,
              "id=p staff=ola demand=office date=2027-01-13");
    stage_compile(s);
    struct roster *roster = stage_roster(s, "kari office@tue, ola office@wed");
    plan_init(&plan, s->input.from, s->input.days);
    compiled_decode(s->compiled, roster, &plan);
    assert_int_equal(plan.assignments.n, 2);
    expect_int("overtime", plan.assignments.at[0].overtime, true);
    expect_int("acknowledged", plan.assignments.at[0].pinned, true);
    expect_int("pinned", plan.assignments.at[1].pinned, true);
    plan_release(&plan);
    roster_free(roster);
    stage_free(s);
}

/* ---- seams ---------------------------------------------------------- */

static void the_first_day_follows_history(void **state)
{
    static const struct settled_row ROWS[] = {
        {"too little rest after the late duty", "kari early@mon", "choice"},
        {"the other one had none", "ola early@mon", ""},
        {"rested by noon", "kari late@mon", ""},
    };
    struct stage *s = office();
    (void)state;
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=e kind=work start=07:00 end=14:30");
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=l kind=work start=15:00 end=22:30");
    scene_add(s->scene, RECORD_DEMAND, "id=early shift_type=e");
    scene_add(s->scene, RECORD_DEMAND, "id=late shift_type=l");
    stage_history(s, "kari late@2027-01-10");
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    stage_free(s);
}

static void the_last_day_precedes_what_is_published(void **state)
{
    static const struct settled_row ROWS[] = {
        {"too little rest before the early duty", "kari late@sun2", "choice"},
        {"the other one has none", "ola late@sun2", ""},
    };
    struct stage *s = office();
    (void)state;
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=e kind=work start=07:00 end=14:30");
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=l kind=work start=15:00 end=22:30");
    scene_add(s->scene, RECORD_DEMAND, "id=early shift_type=e");
    scene_add(s->scene, RECORD_DEMAND, "id=late shift_type=l");
    stage_publish(s, "kari early@2027-01-25");
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    stage_free(s);
}

static void add_weekend_block(struct stage *s)
{
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=wk kind=standby start=08:00 end=08:00+1 factor=1/7 block=b");
    scene_add(s->scene, RECORD_DEMAND,
              "id=block shift_type=wk low=0 target=0 weekdays=mon,sat,sun");
}

static void a_block_stays_with_one_person(void **state)
{
    static const struct settled_row ROWS[] = {
        {"whole", "kari block@sat, kari block@sun, kari block@mon2", ""},
        {"split", "kari block@sat, ola block@sun, ola block@mon2", "block"},
        {"cut short", "kari block@sat, kari block@sun", "block"},
        {"the rest of the last week's", "kari block@mon", ""},
        {"the rest by another", "ola block@mon", "choice"},
    };
    struct stage *s = office();
    (void)state;
    add_weekend_block(s);
    stage_history(s, "kari block@2027-01-10");
    stage_compile(s);
    stage_expect_broken(s, "must go on", "", "choice");
    for (size_t k = 0; k < COUNT_OF(ROWS); k++) {
        char plan[200];
        (void)snprintf(plan, sizeof plan, "%s%s", ROWS[k].plan,
                       k < 3 ? ", kari block@mon" : "");
        stage_expect_broken(s, ROWS[k].why, plan, ROWS[k].broken);
    }
    stage_free(s);
}

static void a_block_goes_on_beyond_the_last_day(void **state)
{
    struct stage *s = office();
    (void)state;
    add_weekend_block(s);
    stage_publish(s, "kari block@2027-01-25");
    stage_compile(s);
    stage_expect_broken(s, "to whoever holds the Monday after",
                        "kari block@sat2, kari block@sun2", "");
    stage_expect_broken(s, "another", "ola block@sat2, ola block@sun2",
                        "choice");
    stage_free(s);
}

static void the_rest_of_a_block_falls_when_its_holder_is_away(void **state)
{
    struct stage *s = office();
    (void)state;
    add_weekend_block(s);
    stage_history(s, "kari block@2027-01-10");
    scene_add(s->scene, RECORD_ABSENCE,
              "id=x staff=kari kind=leave from=2027-01-11 to=2027-01-12");
    stage_compile(s);
    stage_expect_broken(s, "off", "", "");
    stage_expect_broken(s, "nobody else takes it", "ola block@mon", "choice");
    expect_text("note", stage_note(s, "kari", "block"),
                "the rest of the block can't be held by whoever began it");
    stage_free(s);
}

static void the_rest_of_a_block_is_anybodys_when_its_holder_falls_ill(
    void **state)
{
    struct stage *s = office();
    (void)state;
    add_weekend_block(s);
    stage_history(s, "kari block@2027-01-10");
    scene_add(s->scene, RECORD_ABSENCE,
              "id=x staff=kari kind=sick-self from=2027-01-11 to=2027-01-12");
    stage_compile(s);
    stage_expect_broken(s, "off", "", "");
    stage_expect_broken(s, "handed over", "ola block@mon", "");
    stage_expect_broken(s, "not before it is held", "ola block@sun", "block");
    stage_free(s);
}

/* Kari held Saturday, is ill on Sunday, and today is Sunday. */
static void a_block_under_way_is_handed_over(void **state)
{
    struct stage *s = office();
    (void)state;
    add_weekend_block(s);
    stage_publish(s, "kari block@sat, kari block@sun, kari block@mon2");
    scene_add(s->scene, RECORD_ABSENCE,
              "id=x staff=kari kind=sick-self from=2027-01-17 to=2027-01-18");
    s->input.now = zone_instant(scene_day("2027-01-17"), 420);
    stage_open(s, (struct opening_key){.kind = OPEN_WEEK,
                                       .date = scene_day("2027-01-11")});
    stage_open(s, (struct opening_key){.kind = OPEN_WEEK,
                                       .date = scene_day("2027-01-18")});
    stage_compile(s);
    stage_expect_broken(s, "handed over",
                        "kari block@sat, ola block@sun, ola block@mon2", "");
    stage_expect_broken(s, "parted again",
                        "kari block@sat, ola block@sun", "block");
    stage_free(s);
}

static void week_sums_count_what_history_left(void **state)
{
    static const struct settled_row ROWS[] = {
        {"37.5 h", "kari office@wed, kari office@thu, kari office@fri", ""},
        {"one night more",
         "kari office@wed, kari office@thu, kari office@fri, kari phone@wed",
         ""},
        {"two nights more",
         "kari office@wed, kari office@thu, kari office@fri, kari phone@wed, "
         "kari phone@thu",
         "week-normal"},
    };
    struct stage *s = office();
    (void)state;
    stage_history(s, "kari office@mon, kari office@tue");
    s->input.from += 2;
    s->input.days = 12;
    stage_compile(s);
    s->input.from -= 2; /* weekday words still count from Monday */
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    s->input.from += 2;
    stage_free(s);
}

static void weekly_rest_may_lie_behind_the_horizon(void **state)
{
    struct stage *s = office();
    (void)state;
    scene_limit(s->scene, LIMIT_REST_WEEKLY, "100");
    scene_add(s->scene, RECORD_STAFF, "id=rested");
    stage_history(s, "kari office@mon, kari office@thu, rested office@fri");
    s->input.from += 5; /* a Saturday */
    s->input.days = 9;
    stage_compile(s);
    s->input.from -= 5;
    /* Since Thursday 15:30 there are 80.5 h: off is the least breach. */
    expect_text("note", stage_note(s, "kari", "rest-weekly"),
                "AML § 10-8 (2) is broken by what is settled already");
    stage_expect_broken(s, "rested until Friday", "rested phone@sat", "");
    expect_int("no note", stage_note(s, "rested", "rest-weekly") == NULL, 1);
    s->input.from += 5;
    stage_free(s);
}

static void weekly_rest_may_lie_ahead_of_the_horizon(void **state)
{
    static const char THREE[] = "kari short@mon2, kari short@tue2, "
                                "kari short@wed2";
    static const struct {
        const char *why, *published, *broken;
    } ROWS[] = {
        {"nothing from Thursday on", "ola short@thu2", ""},
        {"four days more",
         "kari short@thu2, kari short@fri2, kari short@sat2, kari short@sun2",
         "rest-weekly"},
        {"work on Thursday, then free", "kari short@thu2", ""},
        {"work again on Sunday only", "kari short@sun2", ""},
    };
    (void)state;
    for (size_t k = 0; k < COUNT_OF(ROWS); k++) {
        struct stage *s = office();
        scene_add(s->scene, RECORD_SHIFT_TYPE,
                  "id=s kind=work start=10:00 end=14:00");
        scene_add(s->scene, RECORD_DEMAND, "id=short shift_type=s");
        stage_publish(s, ROWS[k].published);
        stage_open(s, (struct opening_key){.kind = OPEN_WEEK,
                                           .date = s->input.from + 7});
        s->input.days = 10; /* to Wednesday */
        stage_compile(s);
        stage_expect_broken(s, ROWS[k].why, THREE, ROWS[k].broken);
        stage_free(s);
    }
}

static void a_callout_behind_the_horizon_breaks_the_rest(void **state)
{
    struct stage *s = office();
    (void)state;
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=s kind=work start=10:00 end=14:00");
    scene_add(s->scene, RECORD_DEMAND, "id=short shift_type=s");
    stage_history(s, "kari short@2027-01-10, kari phone@2027-01-10, "
                     "ola short@2027-01-10, ola phone@2027-01-10");
    struct callout callout = {scene_staff(s->scene, "kari"),
                              zone_instant(s->input.from - 1, 1380),
                              zone_instant(s->input.from, 0)};
    vec_push(&s->history.callouts, callout);
    stage_compile(s);
    /* Sunday 14:00 to 23:00 and midnight to 08:00: neither is 11 h. */
    stage_expect_broken(s, "called out", "kari office@mon", "choice");
    stage_expect_broken(s, "not called out", "ola office@mon", "");
    stage_free(s);
}

static void journeys_before_yesterdays_night_duty_do_not_stop_it(void **state)
{
    struct stage *s = office();
    (void)state;
    scene_add(s->scene, RECORD_PLACE, "id=far member=vega");
    scene_add(s->scene, RECORD_ROAD, "id=r from=office to=far minutes=200");
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=n kind=work start=23:30 end=06:00+1");
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=e kind=work start=01:00 end=02:00");
    scene_add(s->scene, RECORD_DEMAND, "id=night shift_type=n");
    scene_add(s->scene, RECORD_DEMAND, "id=early shift_type=e place=far");
    /* The journey sets out at 21:40, before the night duty begins. */
    stage_compile(s);
    stage_expect_broken(s, "one", "kari night@mon", "");
    stage_expect_broken(s, "the other", "kari early@tue", "");
    stage_expect_broken(s, "both", "kari night@mon, kari early@tue", "overlap");
    stage_free(s);
}

/* ---- the least breach ----------------------------------------------- */

static void history_above_a_limit_leaves_no_room_for_more(void **state)
{
    struct stage *s = office();
    (void)state;
    stage_history(s, "kari office@mon, kari office@tue, kari office@wed, "
                     "kari office@thu, kari office@fri, kari phone@wed, "
                     "kari phone@thu, kari phone@fri");
    s->input.from += 5; /* Saturday; 37.5 h and 3 nights of 2.36 h are behind */
    s->input.days = 9;
    stage_compile(s);
    s->input.from -= 5;
    expect_text("note", stage_note(s, "kari", "week-normal"),
                "AML § 10-4 (1) is broken by what is settled already");
    stage_expect_broken(s, "nothing more", "", "");
    stage_expect_broken(s, "a little more", "kari phone@sat", "week-normal");
    s->input.from += 5;
    stage_free(s);
}

static void a_limit_passed_by_minutes_is_passed(void **state)
{
    struct stage *s = office();
    (void)state;
    scene_limit(s->scene, LIMIT_WEEK_NORMAL, "37.45");
    stage_history(s, "kari office@mon, kari office@tue, kari office@wed, "
                     "kari office@thu, kari office@fri");
    s->input.from += 5;
    s->input.days = 9;
    stage_compile(s);
    assert_non_null(stage_note(s, "kari", "week-normal"));
    stage_free(s);
}

static void published_overtime_is_no_normal_work(void **state)
{
    struct stage *s = office();
    (void)state;
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=x kind=work start=16:00 end=18:30");
    scene_add(s->scene, RECORD_DEMAND, "id=extra shift_type=x");
    stage_publish(s, "kari office@mon, kari extra@mon, ola office@mon, "
                     "ola extra@mon");
    for (int32_t k = 0; k < s->published.assignments.n; k++) {
        struct assignment *a = &s->published.assignments.at[k];
        a->overtime = a->staff == scene_staff(s->scene, "kari") &&
                      a->duty == scene_duty(s->scene, "extra");
    }
    stage_compile(s);
    assert_null(stage_note(s, "kari", "day-normal"));
    assert_non_null(stage_note(s, "ola", "day-normal"));
    stage_free(s);
}

static void what_a_day_breaks_alone_is_not_its_neighbours_fault(void **state)
{
    struct stage *s = office();
    (void)state;
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=x kind=work start=08:00 end=18:00");
    scene_add(s->scene, RECORD_DEMAND, "id=long shift_type=x");
    stage_publish(s, "kari long@mon");
    stage_open(s, (struct opening_key){.kind = OPEN_SLOT,
                                       .duty = scene_duty(s->scene, "office"),
                                       .date = s->input.from + 1});
    stage_compile(s);
    stage_expect_broken(s, "free", "kari long@mon", "");
    stage_expect_broken(s, "at work again", "kari long@mon, kari office@tue",
                        "");
    stage_free(s);
}

static void a_publication_that_breaks_a_limit_stands(void **state)
{
    struct stage *s = office();
    (void)state;
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=l kind=work start=15:00 end=22:30");
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=x kind=work start=08:00 end=20:00");
    scene_add(s->scene, RECORD_DEMAND, "id=late shift_type=l");
    scene_add(s->scene, RECORD_DEMAND, "id=long shift_type=x");
    stage_publish(s, "kari late@mon, kari office@tue, ola long@wed");
    stage_compile(s);
    stage_expect_broken(s, "as published",
                        "kari late@mon, kari office@tue, ola long@wed", "");
    assert_non_null(stage_note(s, "kari", "rest-daily"));
    assert_non_null(stage_note(s, "ola", "day-normal"));
    stage_free(s);
}

static void a_callout_inside_the_horizon_breaks_the_rest(void **state)
{
    struct stage *s = office();
    (void)state;
    stage_publish(s, "kari phone@tue2");
    struct callout callout = {scene_staff(s->scene, "kari"),
                              zone_instant(s->input.from + 9, 60),
                              zone_instant(s->input.from + 9, 180)};
    vec_push(&s->published.callouts, callout);
    stage_open(
        s, (struct opening_key){.kind = OPEN_WEEK, .date = s->input.from + 7});
    stage_compile(s);
    /* Called out 01:00 to 03:00, work again at 08:00 (domain.md 8.2, 22). */
    stage_expect_broken(s, "after an ordinary day",
                        "kari office@tue2, kari phone@tue2, kari office@wed2",
                        "rest-daily");
    stage_expect_broken(s, "another night",
                        "kari office@wed2, kari phone@wed2, kari office@thu2",
                        "");
    stage_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_published_week_is_as_published),
        cmocka_unit_test(an_opened_slot_is_anybodys),
        cmocka_unit_test(an_opened_person_leaves_slots_to_the_others),
        cmocka_unit_test(an_opened_week_is_all_open),
        cmocka_unit_test(an_opened_line_leaves_the_others_alone),
        cmocka_unit_test(days_before_today_are_facts),
        cmocka_unit_test(a_published_duty_that_cannot_be_kept_is_dropped),
        cmocka_unit_test(a_pin_is_stronger_than_the_publication),
        cmocka_unit_test(marks_of_the_publication_are_kept),
        cmocka_unit_test(the_first_day_follows_history),
        cmocka_unit_test(the_last_day_precedes_what_is_published),
        cmocka_unit_test(a_block_stays_with_one_person),
        cmocka_unit_test(a_block_goes_on_beyond_the_last_day),
        cmocka_unit_test(the_rest_of_a_block_falls_when_its_holder_is_away),
        cmocka_unit_test(
            the_rest_of_a_block_is_anybodys_when_its_holder_falls_ill),
        cmocka_unit_test(a_block_under_way_is_handed_over),
        cmocka_unit_test(week_sums_count_what_history_left),
        cmocka_unit_test(weekly_rest_may_lie_behind_the_horizon),
        cmocka_unit_test(history_above_a_limit_leaves_no_room_for_more),
        cmocka_unit_test(weekly_rest_may_lie_ahead_of_the_horizon),
        cmocka_unit_test(a_callout_behind_the_horizon_breaks_the_rest),
        cmocka_unit_test(journeys_before_yesterdays_night_duty_do_not_stop_it),
        cmocka_unit_test(a_limit_passed_by_minutes_is_passed),
        cmocka_unit_test(published_overtime_is_no_normal_work),
        cmocka_unit_test(what_a_day_breaks_alone_is_not_its_neighbours_fault),
        cmocka_unit_test(a_publication_that_breaks_a_limit_stands),
        cmocka_unit_test(a_callout_inside_the_horizon_breaks_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
