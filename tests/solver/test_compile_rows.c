/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_compile_rows.c - demand, languages, company and conflict cover in
 * points.
 */
#include "tests/solver/stage.h"

static struct stage *office(int32_t days)
{
    struct stage *s = stage_new("2027-01-11", days);
    stage_office(s);
    return s;
}

struct price_row {
    const char *why, *plan, *name;
    cost points;
};

static void expect_rows(const struct stage *s, const struct price_row *rows,
                        size_t n)
{
    for (size_t k = 0; k < n; k++) {
        stage_expect(s, rows[k].why, rows[k].plan, rows[k].name,
                     rows[k].points);
    }
}

static void demand_costs_below_low_and_target_and_above_high(void **state)
{
    static const struct price_row ROWS[] = {
        {"nobody", "", "cover", 2 * 300000},
        {"nobody, to the target", "", "staffing", 3 * 12},
        {"one", "a desk@mon", "cover", 300000},
        {"two", "a desk@mon, b desk@mon", "cover", 0},
        {"two, to the target", "a desk@mon, b desk@mon", "staffing", 12},
        {"three", "a desk@mon, b desk@mon, c desk@mon", "staffing", 0},
        {"four", "a desk@mon, b desk@mon, c desk@mon, d desk@mon", "staffing",
         12},
    };
    struct stage *s = stage_new("2027-01-11", 7);
    (void)state;
    for (int k = 0; k < 4; k++) {
        const char id[] = {'i', 'd', '=', (char)('a' + k), '\0'};
        scene_add(s->scene, RECORD_STAFF, id);
    }
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=day kind=work start=08:00 end=15:30");
    scene_add(s->scene, RECORD_DEMAND,
              "id=desk shift_type=day weekdays=mon low=2 target=3 high=3");
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    stage_free(s);
}

static void priorities_have_their_prices(void **state)
{
    struct stage *s = office(7);
    (void)state;
    scene_add(s->scene, RECORD_DEMAND,
              "id=p1 shift_type=day weekdays=mon priority=1");
    scene_add(s->scene, RECORD_DEMAND,
              "id=p3 shift_type=day weekdays=tue priority=3");
    stage_compile(s);
    stage_expect(s, "both", "", "cover", 1000000 + 100000);
    stage_expect(s, "the lower", "kari p1@mon", "cover", 100000);
    stage_free(s);
}

static void outside_cover_counts(void **state)
{
    static const struct price_row ROWS[] = {
        {"nobody on Monday, the hospital on Tuesday", "", "cover", 300000},
        {"somebody on Monday", "kari line@mon", "cover", 0},
        {"one too many on Tuesday", "kari line@mon, kari line@tue", "staffing",
         12},
    };
    struct stage *s = office(7);
    (void)state;
    scene_add(s->scene, RECORD_MEMBER, "id=hospital kind=partner code=9");
    scene_add(s->scene, RECORD_DEMAND,
              "id=line shift_type=night weekdays=mon,tue modality=phone");
    scene_add(s->scene, RECORD_EXTERNAL,
              "id=x provider=hospital demand=line start=15:00 end=08:00+1 "
              "weekdays=tue modality=phone");
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    stage_free(s);
}

static void weekly_demand_counts_over_its_week(void **state)
{
    static const struct price_row ROWS[] = {
        {"history has one of week 1, week 2 wants three", "", "cover",
         2 * 300000 + 3 * 300000},
        {"two in each",
         "kari slot@wed, ola slot@wed, kari slot@mon2, "
         "ola slot@tue2",
         "cover", 300000},
        {"enough",
         "kari slot@wed, ola slot@fri, kari slot@mon2, "
         "ola slot@mon2, kari slot@fri2",
         "cover", 0},
    };
    struct stage *s = office(14);
    (void)state;
    scene_add(s->scene, RECORD_DEMAND,
              "id=slot shift_type=day per=week weekdays=mon-fri low=3 target=3 "
              "high=9");
    stage_history(s, "kari slot@mon");
    s->input.from += 2;
    s->input.days = 15; /* to Wednesday of week 3, which ends outside */
    stage_compile(s);
    s->input.from -= 2;
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    s->input.from += 2;
    stage_free(s);
}

static void a_language_is_a_wish_of_each_slot(void **state)
{
    struct stage *s = office(7);
    (void)state;
    scene_add(s->scene, RECORD_COMPETENCE, "id=smj language=true");
    scene_add(s->scene, RECORD_STAFF, "id=maja competences=smj");
    scene_add(s->scene, RECORD_DEMAND,
              "id=line shift_type=night weekdays=mon competences=smj low=0 "
              "target=0 high=9");
    stage_compile(s);
    stage_expect(s, "nobody", "", "language", 3);
    stage_expect(s, "no speaker", "kari line@mon", "language", 3);
    stage_expect(s, "a speaker", "kari line@mon, maja line@mon", "language", 0);
    stage_free(s);
}

static void a_language_of_weekly_demand_is_wished_once_a_week(void **state)
{
    static const struct price_row ROWS[] = {
        {"nobody in two weeks, history spoke in the first", "", "language", 3},
        {"others", "kari line@wed, kari line@tue2", "language", 3},
        {"a speaker, once", "maja line@wed2", "language", 0},
        {"two speakers", "maja line@mon2, maja line@wed2", "language", 0},
    };
    struct stage *s = office(14);
    (void)state;
    scene_add(s->scene, RECORD_COMPETENCE, "id=smj language=true");
    scene_add(s->scene, RECORD_STAFF, "id=maja competences=smj");
    scene_add(s->scene, RECORD_DEMAND,
              "id=line shift_type=night per=week weekdays=mon-fri "
              "competences=smj low=0 target=0 high=9");
    stage_history(s, "maja line@mon");
    s->input.from += 2;
    s->input.days = 15; /* to Wednesday of week 3, which ends outside */
    stage_compile(s);
    s->input.from -= 2;
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    s->input.from += 2;
    stage_free(s);
}

/* ---- company -------------------------------------------------------- */

static void new_people_are_not_alone_on_standby(void **state)
{
    static const struct price_row ROWS[] = {
        {"alone", "mina phone@mon", "not_alone", 20000},
        {"with company", "mina phone@mon, ola phone@mon", "not_alone", 0},
        {"with company for a part of the night",
         "mina phone@mon, ola short@mon", "not_alone", 20000},
        {"in the fifth week", "mina phone@thu2", "not_alone", 0},
        {"somebody else alone", "ola phone@mon", "not_alone", 0},
    };
    struct stage *s = office(14);
    (void)state;
    scene_add(s->scene, RECORD_STAFF,
              "id=mina from=2026-12-23 single_standby_weeks=4");
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=s kind=standby start=16:00 end=22:00 factor=1/7");
    scene_add(s->scene, RECORD_DEMAND,
              "id=short shift_type=s low=0 target=0 high=9");
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    stage_free(s);
}

static void a_task_to_be_shared_needs_company_on_the_same_slot(void **state)
{
    struct stage *s = office(7);
    (void)state;
    scene_add(s->scene, RECORD_MEMBER, "id=hospital kind=partner code=9");
    scene_add(s->scene, RECORD_EXTERNAL,
              "id=x provider=hospital demand=office start=08:00 end=16:00 "
              "weekdays=fri modality=office");
    scene_add(s->scene, RECORD_EXCLUSION,
              "id=e staff=kari degree=not-alone demand=office");
    stage_compile(s);
    stage_expect(s, "alone", "kari office@mon", "not_alone", 20000);
    stage_expect(s, "others on another day", "kari office@mon, ola office@tue",
                 "not_alone", 20000);
    stage_expect(s, "shared", "kari office@mon, ola office@mon", "not_alone",
                 0);
    stage_expect(s, "somebody else alone", "ola office@mon", "not_alone", 0);
    stage_expect(s, "with the hospital", "kari office@fri", "not_alone", 0);
    stage_free(s);
}

/* ---- conflicts ------------------------------------------------------ */

/* Primary and backup from Monday to Wednesday, three people. */
static struct stage *lines(void)
{
    struct stage *s = office(7);
    scene_add(s->scene, RECORD_STAFF, "id=per");
    scene_add(s->scene, RECORD_DEMAND,
              "id=primary shift_type=night weekdays=mon-wed role=p low=0 "
              "target=0 high=9 conflict_cover=true");
    scene_add(s->scene, RECORD_DEMAND,
              "id=backup shift_type=night weekdays=mon-wed role=b low=0 "
              "target=0 high=9 conflict_cover=true");
    return s;
}

static void each_exclusion_set_needs_somebody_at_each_moment(void **state)
{
    static const struct price_row ROWS[] = {
        {"nobody: two sets on three nights", "", "conflict-cover", 6 * 50000},
        {"one who is in neither", "per primary@mon", "conflict-cover",
         4 * 50000},
        {"the backup is free of both sets", "kari primary@mon, per backup@mon",
         "conflict-cover", 4 * 50000},
        {"each covers the other's", "kari primary@mon, ola backup@mon",
         "conflict-cover", 4 * 50000},
        {"free of the one set", "kari primary@mon", "conflict-cover",
         5 * 50000},
    };
    struct stage *s = lines();
    (void)state;
    for (int k = 0; k < 4; k++) {
        const char id[] = {'i', 'd', '=', 'c', (char)('0' + k), '\0'};
        scene_add(s->scene, RECORD_CASE_REF, id);
    }
    /* Cases 0 and 1 exclude Kari: one set. Case 2 Ola. Case 3 nobody. */
    scene_add(s->scene, RECORD_EXCLUSION,
              "id=e0 staff=kari degree=never case_ref=c0");
    scene_add(s->scene, RECORD_EXCLUSION,
              "id=e1 staff=kari degree=not-alone case_ref=c1");
    scene_add(s->scene, RECORD_EXCLUSION,
              "id=e2 staff=ola degree=never case_ref=c2");
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    expect_int("one row a set and night", stage_count(s, "conflict-cover"), 6);
    stage_free(s);
}

static void conflicts_last_as_long_as_case_and_exclusion(void **state)
{
    struct stage *s = lines();
    (void)state;
    scene_add(s->scene, RECORD_CASE_REF, "id=c to=2027-01-12");
    scene_add(s->scene, RECORD_EXCLUSION,
              "id=e staff=kari degree=never case_ref=c from=2027-01-12");
    stage_compile(s);
    /* Monday's night from midnight on; Tuesday's until midnight. */
    expect_int("rows", stage_count(s, "conflict-cover"), 2);
    stage_expect(s, "both nights", "ola primary@mon, ola primary@tue",
                 "conflict-cover", 0);
    stage_expect(s, "by the excluded", "kari primary@mon, kari primary@tue",
                 "conflict-cover", 2 * 50000);
    stage_free(s);
}

static void moments_that_ask_for_less_have_no_row(void **state)
{
    struct stage *s = office(7);
    (void)state;
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=late kind=standby start=20:00 end=23:00 factor=1/7");
    scene_add(s->scene, RECORD_DEMAND,
              "id=primary shift_type=night weekdays=mon low=0 target=0 high=9 "
              "conflict_cover=true");
    scene_add(s->scene, RECORD_DEMAND,
              "id=extra shift_type=late weekdays=mon low=0 target=0 high=9 "
              "conflict_cover=true");
    scene_add(s->scene, RECORD_CASE_REF, "id=c");
    scene_add(s->scene, RECORD_EXCLUSION,
              "id=e staff=kari degree=never case_ref=c");
    stage_compile(s);
    expect_int("the hours with one slot are enough",
               stage_count(s, "conflict-cover"), 1);
    stage_expect(s, "extra hours do not help", "ola extra@mon",
                 "conflict-cover", 50000);
    /* Together from the start: the smaller moment comes second. */
    scene_coop(s->scene)->shift_types.at[2].start = 930;
    stage_compile(s);
    expect_int("whichever comes first", stage_count(s, "conflict-cover"), 1);
    stage_free(s);
}

static void people_to_be_avoided_make_a_set_at_the_price_of_a_wish(void **state)
{
    struct stage *s = lines();
    (void)state;
    scene_add(s->scene, RECORD_CASE_REF, "id=c");
    scene_add(s->scene, RECORD_EXCLUSION,
              "id=e staff=kari degree=never case_ref=c");
    scene_add(s->scene, RECORD_EXCLUSION,
              "id=f staff=ola degree=avoid case_ref=c");
    stage_compile(s);
    stage_expect(s, "to be avoided", "ola primary@mon", "avoid", 3 * 8);
    stage_expect(s, "but free", "ola primary@mon", "conflict-cover", 2 * 50000);
    stage_expect(s, "neither", "per primary@mon", "avoid", 2 * 8);
    stage_free(s);
}

static void outside_cover_and_history_free_a_moment(void **state)
{
    struct stage *s = lines();
    (void)state;
    scene_add(s->scene, RECORD_MEMBER, "id=hospital kind=partner code=9");
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=morning kind=standby start=06:00 end=08:00 factor=1/7");
    scene_add(s->scene, RECORD_DEMAND,
              "id=dawn shift_type=morning weekdays=mon low=0 target=0 high=9 "
              "conflict_cover=true");
    scene_add(s->scene, RECORD_DEMAND,
              "id=sunday shift_type=night weekdays=sun low=0 target=0 high=9 "
              "conflict_cover=true");
    scene_add(s->scene, RECORD_EXTERNAL,
              "id=x provider=hospital demand=primary start=15:00 "
              "end=09:00+1 weekdays=tue,wed modality=ambulatory");
    scene_add(s->scene, RECORD_CASE_REF, "id=c");
    scene_add(s->scene, RECORD_EXCLUSION,
              "id=e staff=kari degree=never case_ref=c");
    stage_history(s, "ola sunday@2027-01-10");
    stage_compile(s);
    /* Ola's night is still on at dawn; the hospital has Tuesday and Wednesday;
     * Monday's and Sunday's nights are left. */
    stage_expect(s, "nobody", "", "conflict-cover", 2 * 50000);
    stage_expect(s, "both nights", "ola primary@mon, ola sunday@sun",
                 "conflict-cover", 0);
    plan_release(&s->history);
    stage_history(s, "kari sunday@2027-01-10");
    stage_compile(s);
    stage_expect(s, "dawn after the excluded one's night",
                 "ola primary@mon, ola sunday@sun", "conflict-cover", 50000);
    stage_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(demand_costs_below_low_and_target_and_above_high),
        cmocka_unit_test(priorities_have_their_prices),
        cmocka_unit_test(outside_cover_counts),
        cmocka_unit_test(weekly_demand_counts_over_its_week),
        cmocka_unit_test(a_language_is_a_wish_of_each_slot),
        cmocka_unit_test(a_language_of_weekly_demand_is_wished_once_a_week),
        cmocka_unit_test(new_people_are_not_alone_on_standby),
        cmocka_unit_test(a_task_to_be_shared_needs_company_on_the_same_slot),
        cmocka_unit_test(each_exclusion_set_needs_somebody_at_each_moment),
        cmocka_unit_test(conflicts_last_as_long_as_case_and_exclusion),
        cmocka_unit_test(moments_that_ask_for_less_have_no_row),
        cmocka_unit_test(
            people_to_be_avoided_make_a_set_at_the_price_of_a_wish),
        cmocka_unit_test(outside_cover_and_history_free_a_moment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
