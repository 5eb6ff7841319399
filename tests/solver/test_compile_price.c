/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_compile_price.c - wishes, travel, exclusions to avoid, changes, strain,
 * contracts, shares, fairness and balance in points.
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

/* ---- choices -------------------------------------------------------- */

static void wishes_cost_their_weight_a_day(void **state)
{
    static const struct price_row ROWS[] = {
        {"off on the day", "kari phone@wed", "wish", 8 + 7},
        {"at work", "kari office@tue, kari phone@wed", "wish", 3 + 8 + 7},
        {"on standby that day", "kari phone@tue, kari phone@wed", "wish",
         3 + 8 + 7},
        {"another's day", "ola office@tue, kari phone@wed", "wish", 8 + 7},
        {"without the duty wished for", "", "wish", 7},
        {"with it", "kari office@fri", "wish", 0},
        {"any standby against the wish", "kari office@fri, kari phone@thu",
         "wish", 8},
    };
    struct stage *s = office(7);
    (void)state;
    scene_add(s->scene, RECORD_WISH,
              "id=off staff=kari kind=off from=2027-01-12 to=2027-01-12 "
              "weight=3");
    scene_add(s->scene, RECORD_WISH,
              "id=not staff=kari kind=not-duty from=2027-01-13 to=2027-01-17 "
              "weight=8");
    /* Only the Friday: there is no office on Saturday. */
    scene_add(s->scene, RECORD_WISH,
              "id=want staff=kari kind=duty demand=office from=2027-01-15 "
              "to=2027-01-16 weekdays=fri,sat weight=7");
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    stage_free(s);
}

static void exclusions_to_avoid_cost_while_they_last(void **state)
{
    static const struct price_row ROWS[] = {
        {"within", "kari phone@tue", "avoid", 8},
        {"after", "kari phone@thu", "avoid", 0},
        {"another", "ola phone@tue", "avoid", 0},
    };
    struct stage *s = office(7);
    (void)state;
    scene_add(s->scene, RECORD_EXCLUSION,
              "id=e staff=kari degree=avoid demand=phone to=2027-01-13");
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    stage_free(s);
}

static void travel_costs_by_the_hour(void **state)
{
    struct stage *s = office(7);
    (void)state;
    scene_add(s->scene, RECORD_PLACE, "id=far member=vega");
    scene_add(s->scene, RECORD_ROAD, "id=r from=office to=far minutes=40");
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=v kind=work start=10:00 end=14:00");
    scene_add(s->scene, RECORD_DEMAND, "id=visit shift_type=v place=far");
    stage_compile(s);
    /* 80 minutes at 2 points an hour: 2.67. */
    stage_expect(s, "there and back", "kari visit@mon", "travel", 3);
    stage_expect(s, "at home", "kari office@mon", "travel", 0);
    stage_free(s);
}

/* Tiers: 3 points an hour with ten days' notice, 50 with less. */
static void add_tiers(struct stage *s)
{
    static const struct notice_tier TIERS[] = {
        {.days = 10, .cutoff = 720, .weight = 3, .name = "early"},
        {.days = 0, .cutoff = NONE, .weight = 50, .name = "late"},
    };
    struct tier_list *tiers = &scene_coop(s->scene)->profile->tiers;
    tiers->at = arena_copy(scene_coop(s->scene)->arena, TIERS, sizeof TIERS);
    tiers->n = (int32_t)COUNT_OF(TIERS);
}

static void changes_cost_by_notice_and_hours(void **state)
{
    /* 20 points x weight x hours; the longer of what is lost and gained. */
    static const struct price_row ROWS[] = {
        {"as published", "kari office@tue, ola office@fri", "change", 0},
        {"lost with long notice", "kari office@tue", "change",
         20 * 3 * 75 / 10},
        {"lost with short notice", "ola office@fri", "change",
         20 * 50 * 75 / 10},
        {"gained", "kari office@tue, ola office@fri, ola phone@thu", "change",
         20 * 50 * 165 / 10},
        {"replaced by a longer duty", "kari phone@tue, ola office@fri",
         "change", 20 * 50 * 165 / 10},
        {"the next week is new",
         "kari office@tue, ola office@fri, "
         "kari office@mon2",
         "change", 0},
    };
    struct stage *s = office(14);
    (void)state;
    add_tiers(s);
    stage_publish(s, "kari office@tue, ola office@fri");
    stage_open(s,
               (struct opening_key){.kind = OPEN_WEEK, .date = s->input.from});
    /* Tuesday of ten days before Friday, 11:59: just in time for Friday. */
    s->input.now = zone_instant(s->input.from - 6, 719);
    s->input.price_changes = true;
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    s->input.now += 120; /* 12:01 */
    stage_compile(s);
    stage_expect(s, "after noon", "kari office@tue", "change",
                 20 * 50 * 75 / 10);
    s->input.price_changes = false;
    stage_compile(s);
    stage_expect(s, "not priced", "", "change", 0);
    stage_free(s);
}

static void no_more_changes_than_asked_for(void **state)
{
    static const struct {
        const char *why, *plan, *name;
    } ROWS[] = {
        {"none", "kari office@tue, ola office@fri", ""},
        {"one lost", "kari office@tue", ""},
        {"an exchange is one", "kari phone@tue, ola office@fri", ""},
        {"one person's for another's are two",
         "kari office@tue, kari office@fri", ""},
        {"three", "kari office@fri, ola office@tue", "max-changes"},
        {"the next week is new",
         "kari office@tue, ola office@fri, kari office@mon2, "
         "kari office@tue2, kari office@wed2", ""},
    };
    struct stage *s = office(14);
    (void)state;
    add_tiers(s);
    stage_publish(s, "kari office@tue, ola office@fri");
    stage_open(s,
               (struct opening_key){.kind = OPEN_WEEK, .date = s->input.from});
    s->input.now = zone_instant(s->input.from - 6, 719);
    s->input.max_changes = 2;
    stage_compile(s);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        stage_expect_broken(s, ROWS[i].why, ROWS[i].plan, ROWS[i].name);
    }
    stage_free(s);
}

static void what_an_absence_takes_is_no_change(void **state)
{
    struct stage *s = office(7);
    (void)state;
    add_tiers(s);
    stage_publish(s, "kari office@tue, ola phone@wed");
    stage_open(s,
               (struct opening_key){.kind = OPEN_WEEK, .date = s->input.from});
    scene_add(s->scene, RECORD_ABSENCE,
              "id=x staff=kari kind=sick-self from=2027-01-12 to=2027-01-12");
    s->input.now = zone_instant(s->input.from, 480);
    s->input.price_changes = true;
    stage_compile(s);
    stage_expect(s, "the sick person's", "ola phone@wed", "change", 0);
    stage_expect(s, "the stand-in's", "ola office@tue, ola phone@wed", "change",
                 20 * 50 * 75 / 10);
    stage_free(s);
}

/* ---- strain --------------------------------------------------------- */

static void strain_costs_beyond_its_limits(void **state)
{
    static const struct price_row ROWS[] = {
        {"two nights", "kari phone@mon, kari phone@tue", "standby_run", 0},
        {"three nights", "kari phone@mon, kari phone@tue, kari phone@wed",
         "standby_run", 60},
        {"with those before", "kari phone@mon", "standby_run", 0},
        {"with one more", "ola phone@mon, ola phone@tue, ola phone@wed",
         "standby_run", 120},
        {"three days of work",
         "kari office@mon, kari office@tue, "
         "kari office@wed",
         "work_run", 0},
        {"four",
         "kari office@mon, kari office@tue, kari office@wed, "
         "kari office@thu",
         "work_run", 40},
        {"neighbouring weekends", "kari phone@sat, kari phone@sun2",
         "standby_weekend", 80},
        {"one between", "kari phone@sat, kari phone@sat3", "standby_weekend",
         40},
        {"far enough", "kari phone@sat, kari phone@sat4", "standby_weekend", 0},
        {"one weekend, both days", "kari phone@sat, kari phone@sun",
         "standby_weekend", 0},
        {"after two of history", "ola phone@sat", "standby_weekend", 80},
        {"history alone", "", "standby_weekend", 0},
    };
    struct stage *s = office(28);
    (void)state;
    scene_limit(s->scene, LIMIT_STANDBY_RUN, "2");
    scene_limit(s->scene, LIMIT_WORK_RUN, "3");
    scene_severity(s->scene, LIMIT_STANDBY_RUN, SEVERITY_WARN);
    stage_history(s, "ola phone@2027-01-10, ola phone@2027-01-02");
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    stage_free(s);
}

static void strain_is_hard_where_the_profile_forbids(void **state)
{
    struct stage *s = office(28);
    (void)state;
    scene_limit(s->scene, LIMIT_STANDBY_RUN, "2");
    scene_severity(s->scene, LIMIT_STANDBY_RUN, SEVERITY_FORBID);
    scene_severity(s->scene, LIMIT_STANDBY_WEEKENDS, SEVERITY_CONFIRM);
    stage_compile(s);
    stage_expect_broken(s, "three nights",
                        "kari phone@mon, kari phone@tue, kari phone@wed",
                        "standby_run");
    stage_expect_broken(s, "weekends", "kari phone@sat, kari phone@sat3",
                        "standby_weekend");
    stage_expect_broken(s, "kept", "kari phone@mon, kari phone@tue", "");
    stage_free(s);
}

static void a_broken_night_tires(void **state)
{
    struct stage *s = office(7);
    (void)state;
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=b kind=standby start=16:00 end=07:00+1 factor=1/7 "
              "expected_callouts=60");
    scene_add(s->scene, RECORD_DEMAND, "id=busy shift_type=b");
    stage_compile(s);
    stage_expect(s, "work after it", "kari busy@mon, kari office@tue",
                 "fatigue", 5);
    stage_expect(s, "free after it", "kari busy@mon", "fatigue", 0);
    stage_expect(s, "a quiet night", "kari phone@mon, kari office@tue",
                 "fatigue", 0);
    stage_free(s);
}

/* ---- contract, shares, balance -------------------------------------- */

static void contract_hours_cost_what_they_are_off(void **state)
{
    /* Of a 37.5 h week; 4 points an hour, 8 beyond 7.5 h off. */
    static const struct price_row ROWS[] = {
        {"the contract",
         "kari office@mon, kari office@tue, kari office@wed, kari office@thu, "
         "kari office@fri",
         "contract_hour", 0},
        {"a day less",
         "kari office@mon, kari office@tue, kari office@wed, kari office@thu",
         "contract_hour", 30},
        {"two days less", "kari office@mon, kari office@tue, kari office@wed",
         "contract_hour", 90},
        {"a night of standby more is 2.5 half hours rounded to 5",
         "kari office@mon, kari office@tue, kari office@wed, kari office@thu, "
         "kari office@fri, kari phone@mon",
         "contract_hour", 10},
    };
    struct stage *s = stage_new("2027-01-11", 7);
    (void)state;
    stage_office(s);
    scene_add(s->scene, RECORD_ABSENCE,
              "id=x staff=ola kind=holiday from=2027-01-01 to=2027-01-31");
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    stage_free(s);
}

static void history_of_the_week_counts_towards_contract_and_share(void **state)
{
    struct stage *s = stage_new("2027-01-11", 7);
    (void)state;
    scene_add(s->scene, RECORD_SERVICE, "id=fact");
    scene_add(s->scene, RECORD_STAFF, "id=kari services=fact;40");
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=day kind=work start=08:00 end=15:30");
    scene_add(s->scene, RECORD_DEMAND,
              "id=team shift_type=day service=fact low=0 target=0 high=9");
    stage_history(s, "kari team@mon, kari team@tue");
    s->input.from += 2;
    s->input.days = 5;
    stage_compile(s);
    s->input.from -= 2;
    stage_expect(s, "two of five days are behind", "", "service_share", 0);
    stage_expect(s, "a third", "kari team@wed", "service_share", 3);
    stage_expect(s, "15 h are left", "kari team@wed", "contract_hour", 90);
    stage_expect(s, "done", "kari team@wed, kari team@thu, kari team@fri",
                 "contract_hour", 0);
    s->input.from += 2;
    stage_free(s);
}

static void position_and_share_left_make_the_contract(void **state)
{
    struct stage *s = stage_new("2027-01-11", 7);
    (void)state;
    scene_add(s->scene, RECORD_STAFF,
              "id=half position_pct=80 limits=max-share;50");
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=day kind=work start=08:00 end=15:30");
    scene_add(s->scene, RECORD_DEMAND,
              "id=office shift_type=day low=0 target=0 high=9");
    stage_compile(s);
    stage_expect(s, "15 h", "half office@mon, half office@tue", "contract_hour",
                 0);
    stage_expect(s, "7.5 h", "half office@mon", "contract_hour", 30);
    stage_free(s);
}

static void shares_of_services_cost_by_the_day(void **state)
{
    struct stage *s = stage_new("2027-01-11", 7);
    (void)state;
    scene_add(s->scene, RECORD_SERVICE, "id=fact");
    scene_add(s->scene, RECORD_STAFF, "id=kari services=fact;40");
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=day kind=work start=08:00 end=15:30");
    scene_add(s->scene, RECORD_DEMAND,
              "id=team shift_type=day service=fact low=0 target=0 high=9");
    scene_add(s->scene, RECORD_DEMAND,
              "id=other shift_type=day low=0 target=0 high=9");
    stage_compile(s);
    stage_expect(s, "two of five days", "kari team@mon, kari team@tue",
                 "service_share", 0);
    stage_expect(s, "none", "kari other@mon", "service_share", 6);
    stage_expect(s, "three", "kari team@mon, kari team@tue, kari team@wed",
                 "service_share", 3);
    stage_free(s);
}

static void hours_between_members_cost_beyond_the_free_band(void **state)
{
    struct stage *s = office(7);
    (void)state;
    scene_add(s->scene, RECORD_MEMBER,
              "id=bronnoy kind=municipality code=1813");
    scene_add(s->scene, RECORD_DEMAND,
              "id=loan shift_type=day member=bronnoy low=0 target=0 high=9");
    stage_compile(s);
    stage_expect(s, "two days are free", "kari loan@mon, kari loan@tue",
                 "member_balance", 0);
    stage_expect(s, "a third: 7.5 h at 2",
                 "kari loan@mon, kari loan@tue, ola loan@tue", "member_balance",
                 15);
    stage_expect(s, "own work",
                 "kari office@mon, kari office@tue, "
                 "ola office@tue",
                 "member_balance", 0);
    scene_add(s->scene, RECORD_PLACE, "id=far member=bronnoy");
    scene_add(s->scene, RECORD_ROAD, "id=r from=office to=far minutes=60");
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=v kind=work start=10:00 end=14:00");
    scene_add(s->scene, RECORD_DEMAND,
              "id=visit shift_type=v member=bronnoy place=far low=0 target=0 "
              "high=9");
    stage_compile(s);
    stage_expect(s, "three visits of 4 h and 2 h of journeys",
                 "kari visit@mon, kari visit@tue, kari visit@wed",
                 "member_balance", 6);
    stage_history(s, "kari loan@2027-01-05, kari loan@2027-01-06");
    stage_compile(s);
    stage_expect(s, "after two days of history", "kari loan@tue",
                 "member_balance", 15);
    stage_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wishes_cost_their_weight_a_day),
        cmocka_unit_test(exclusions_to_avoid_cost_while_they_last),
        cmocka_unit_test(travel_costs_by_the_hour),
        cmocka_unit_test(changes_cost_by_notice_and_hours),
        cmocka_unit_test(no_more_changes_than_asked_for),
        cmocka_unit_test(what_an_absence_takes_is_no_change),
        cmocka_unit_test(strain_costs_beyond_its_limits),
        cmocka_unit_test(strain_is_hard_where_the_profile_forbids),
        cmocka_unit_test(a_broken_night_tires),
        cmocka_unit_test(contract_hours_cost_what_they_are_off),
        cmocka_unit_test(history_of_the_week_counts_towards_contract_and_share),
        cmocka_unit_test(position_and_share_left_make_the_contract),
        cmocka_unit_test(shares_of_services_cost_by_the_day),
        cmocka_unit_test(hours_between_members_cost_beyond_the_free_band),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
