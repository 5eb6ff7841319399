/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_travel.c - roads, timetables, disruptions; the worst minute of a duty
 * against trying all of them.
 */
#include "base/random.h"
#include "model/travel.h"
#include "tests/model/scene.h"

/* Brønnøysund and Horn by road; ferries to Vega and Vevelstad. Times are a
 * guess made for this test. */
static struct scene *coast(void)
{
    struct scene *scene = scene_new("2027-01-11");
    const char *const PLACES[] = {"id=town",     "id=horn",   "id=igeroy",
                                  "id=gladstad", "id=forvik", "id=moon",
                                  "id=isle"};

    for (size_t i = 0; i < COUNT_OF(PLACES); i++) {
        scene_add(scene, RECORD_PLACE, PLACES[i]);
    }
    scene_add(scene, RECORD_ROAD, "id=r1 from=town to=horn minutes=20");
    scene_add(scene, RECORD_ROAD, "id=r2 from=igeroy to=gladstad minutes=15");
    scene_add(scene, RECORD_FERRY,
              "id=vega from=horn to=igeroy crossing=50 check_in=10 "
              "timetables=weekday;07:00,12:00,17:00|saturday;10:00");
    scene_add(scene, RECORD_FERRY,
              "id=home from=igeroy to=horn crossing=50 check_in=10 "
              "timetables=weekday;06:00,15:00,22:40|saturday;12:00");
    scene_add(scene, RECORD_FERRY,
              "id=isle from=horn to=isle crossing=30 check_in=10 "
              "timetables=weekday;06:20");
    scene_add(scene, RECORD_FERRY,
              "id=vevelstad from=horn to=forvik crossing=15 check_in=5 "
              "timetables=weekday;08:00,20:00");
    return scene;
}

static int32_t place(struct scene *scene, const char *id)
{
    return record_find(scene_coop(scene), RECORD_PLACE, id);
}

static void the_next_departure_decides(void **state)
{
    static const struct {
        const char *why, *from, *to, *day;
        int32_t minute, minutes;
    } ROWS[] = {
        {"nowhere to go", "town", "town", "2027-01-11", 480, 0},
        {"a road", "town", "horn", "2027-01-11", 480, 20},
        {"a road the other way", "horn", "town", "2027-01-11", 480, 20},
        {"in time for the noon ferry", "town", "gladstad", "2027-01-11", 690,
         30 + 50 + 15},
        {"a minute late for it", "town", "gladstad", "2027-01-11", 691,
         1020 - 691 + 65},
        {"after the last, next morning", "town", "gladstad", "2027-01-11", 1000,
         440 + 420 + 65},
        {"Friday night waits for Saturday", "town", "gladstad", "2027-01-15",
         1380, 60 + 600 + 65},
        {"Saturday noon waits for Monday", "town", "gladstad", "2027-01-16",
         720, 2 * 1440 - 720 + 420 + 65},
        {"just within two days", "town", "isle", "2027-01-16", 420, 2870},
        {"more than two days is never", "town", "isle", "2027-01-16", 350,
         TRAVEL_NEVER},
        {"a red day has Sunday's timetable: none", "town", "gladstad",
         "2027-03-24", 1380, TRAVEL_NEVER},
        {"no way", "town", "moon", "2027-01-11", 480, TRAVEL_NEVER},
        {"one way only", "forvik", "horn", "2027-01-11", 480, TRAVEL_NEVER},
    };
    struct scene *scene = coast();
    (void)state;

    scene_resolve(scene);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        expect_int(ROWS[i].why,
                   travel_minutes(scene_coop(scene), place(scene, ROWS[i].from),
                                  place(scene, ROWS[i].to),
                                  scene_day(ROWS[i].day), ROWS[i].minute),
                   ROWS[i].minutes);
    }
    assert_int_equal(travel_minutes(scene_coop(scene), NONE, 1, 20000, 0), 0);
    assert_int_equal(travel_minutes(scene_coop(scene), 1, NONE, 20000, 0), 0);
    scene_free(scene);
}

static void disruptions_delay_or_stop_a_ferry(void **state)
{
    static const struct {
        const char *why, *disruption;
        int32_t minutes; /* from Horn at 11:50 to Igerøy */
    } ROWS[] = {
        {"none", NULL, 60},
        {"late by 30",
         "id=d ferry=vega from=2027-01-11 to=2027-01-11 "
         "status=delayed delay=30",
         90},
        {"down for the day",
         "id=d ferry=vega from=2027-01-11 to=2027-01-11 "
         "status=down",
         1440 + 420 - 710 + 50},
        {"up again says nothing",
         "id=d ferry=vega from=2027-01-11 "
         "to=2027-01-11 status=up",
         60},
        {"another day's",
         "id=d ferry=vega from=2027-01-12 to=2027-01-12 "
         "status=down",
         60},
        {"another ferry's",
         "id=d ferry=home from=2027-01-11 to=2027-01-11 "
         "status=down",
         60},
        {"down for the week",
         "id=d ferry=vega from=2027-01-11 to=2027-01-17 "
         "status=down",
         TRAVEL_NEVER},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = coast();
        if (ROWS[i].disruption) {
            scene_add(scene, RECORD_DISRUPTION, ROWS[i].disruption);
        }
        scene_resolve(scene);
        expect_int(ROWS[i].why,
                   travel_minutes(scene_coop(scene), place(scene, "horn"),
                                  place(scene, "igeroy"),
                                  scene_day("2027-01-11"), 710),
                   ROWS[i].minutes);
        scene_free(scene);
    }
}

static void a_late_ferry_is_left_for_earlier(void **state)
{
    struct scene *scene = coast();
    (void)state;

    scene_add(scene, RECORD_DISRUPTION,
              "id=d ferry=vega from=2027-01-12 to=2027-01-12 status=delayed "
              "delay=30");
    scene_resolve(scene);
    /* The 07:00 leaves at 07:30 and is across at 08:20. */
    const struct coop *coop = scene_coop(scene);
    int32_t horn = place(scene, "horn"), igeroy = place(scene, "igeroy");
    date_day tuesday = scene_day("2027-01-12");
    assert_int_equal(travel_lead(coop, horn, igeroy, tuesday, 500), 60);
    assert_int_equal(travel_lead(coop, horn, igeroy, tuesday, 499),
                     499 + 1440 - (1020 - 10));
    scene_free(scene);
}

static void a_timetable_is_valid_from_and_to(void **state)
{
    struct scene *scene = scene_new("2027-01-11");
    (void)state;

    scene_add(scene, RECORD_PLACE, "id=horn");
    scene_add(scene, RECORD_PLACE, "id=igeroy");
    scene_add(scene, RECORD_FERRY,
              "id=summer from=horn to=igeroy crossing=50 check_in=10 "
              "valid_from=2027-06-01 valid_to=2027-06-02 "
              "timetables=weekday;12:00");
    scene_resolve(scene);
    const struct coop *coop = scene_coop(scene);
    int32_t horn = place(scene, "horn"), igeroy = place(scene, "igeroy");
    assert_int_equal(
        travel_minutes(coop, horn, igeroy, scene_day("2027-05-31"), 600),
        1440 + 170);
    assert_int_equal(
        travel_minutes(coop, horn, igeroy, scene_day("2027-06-02"), 600), 170);
    assert_int_equal(
        travel_minutes(coop, horn, igeroy, scene_day("2027-06-03"), 600),
        TRAVEL_NEVER);
    scene_free(scene);
}

static void ferries_keep_the_wall_clock_over_the_change(void **state)
{
    struct scene *scene = scene_new("2027-01-11");
    (void)state;

    scene_add(scene, RECORD_PLACE, "id=a");
    scene_add(scene, RECORD_PLACE, "id=b");
    scene_add(scene, RECORD_FERRY,
              "id=f from=a to=b crossing=30 check_in=0 "
              "timetables=sunday;08:00|weekday;08:00");
    scene_resolve(scene);
    /* From 23:00 nine hours by the clock; the night is an hour shorter or
     * longer than that. */
    const struct coop *coop = scene_coop(scene);
    int32_t a = place(scene, "a"), b = place(scene, "b");
    assert_int_equal(travel_minutes(coop, a, b, scene_day("2027-01-16"), 1380),
                     540 + 30);
    assert_int_equal(travel_minutes(coop, a, b, scene_day("2027-03-27"), 1380),
                     480 + 30);
    assert_int_equal(travel_minutes(coop, a, b, scene_day("2027-10-30"), 1380),
                     600 + 30);
    scene_free(scene);
}

static void one_leaves_in_time_to_be_there(void **state)
{
    static const struct {
        const char *why, *from, *to, *day;
        int32_t minute, lead;
    } ROWS[] = {
        {"by road", "town", "horn", "2027-01-12", 480, 20},
        {"the ferry just makes it", "town", "gladstad", "2027-01-12", 485, 95},
        {"a minute earlier it does not: the evening before", "town", "gladstad",
         "2027-01-12", 484, 484 + 1440 - (1020 - 30)},
        {"the ferry of this morning", "town", "isle", "2027-01-12", 410, 60},
        {"yesterday's left more than a day ago", "town", "isle", "2027-01-12",
         405, TRAVEL_NEVER},
        {"more than a day before is never", "town", "gladstad", "2027-01-18",
         480, TRAVEL_NEVER},
        {"no way", "town", "moon", "2027-01-12", 480, TRAVEL_NEVER},
        {"already there", "town", "town", "2027-01-12", 480, 0},
    };
    struct scene *scene = coast();
    (void)state;

    scene_resolve(scene);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        expect_int(ROWS[i].why,
                   travel_lead(scene_coop(scene), place(scene, ROWS[i].from),
                               place(scene, ROWS[i].to), scene_day(ROWS[i].day),
                               ROWS[i].minute),
                   ROWS[i].lead);
    }
    scene_free(scene);
}

static void a_day_trip_needs_a_way_home(void **state)
{
    struct scene *scene = coast();
    (void)state;

    scene_resolve(scene);
    const struct coop *coop = scene_coop(scene);
    int32_t town = place(scene, "town"), vega = place(scene, "gladstad");
    date_day tuesday = scene_day("2027-01-12");
    /* Out by the 07:00 ferry, home by the 15:00 one. */
    assert_int_equal(travel_round(coop, town, vega, tuesday, 485, 870),
                     95 + (900 - 870 + 50 + 20));
    assert_int_equal(
        travel_round(coop, town, place(scene, "forvik"), tuesday, 600, 870),
        TRAVEL_NEVER);
    assert_int_equal(travel_round(coop, town, town, tuesday, 600, 870), 0);
    scene_free(scene);
}

enum { PLACES = 6, ROADS = 4, FERRIES = 5, DAY = 1440, HORIZON = 2 * DAY };

/* Some places, roads and ferries; whatever comes. */
static struct scene *random_coast(struct random *random)
{
    struct scene *scene = scene_new("2027-01-11");
    char fields[200];

    for (int32_t i = 0; i < PLACES; i++) {
        snprintf(fields, sizeof fields, "id=p%d", (int)i);
        scene_add(scene, RECORD_PLACE, fields);
    }
    for (int32_t i = 0; i < ROADS; i++) {
        snprintf(fields, sizeof fields, "id=r%d from=p%d to=p%d minutes=%d",
                 (int)i, (int)random_below(random, PLACES),
                 (int)random_below(random, PLACES),
                 (int)random_below(random, 90) + 1);
        scene_add(scene, RECORD_ROAD, fields);
    }
    for (int32_t i = 0; i < FERRIES; i++) {
        int32_t first = random_below(random, 12);
        int32_t second = first + 1 + random_below(random, 11);
        snprintf(fields, sizeof fields,
                 "id=f%d from=p%d to=p%d crossing=%d check_in=%d "
                 "timetables=weekday;%02d:15,%02d:40|sunday;%02d:00",
                 (int)i, (int)random_below(random, PLACES),
                 (int)random_below(random, PLACES),
                 (int)random_below(random, 60) + 1,
                 (int)random_below(random, 15), (int)first, (int)second,
                 (int)second);
        scene_add(scene, RECORD_FERRY, fields);
    }
    scene_resolve(scene);
    return scene;
}

/* Whether the ferry leaves at minute `at` of a date; weekdays only. */
static bool leaves_at(const struct ferry *ferry, int32_t at)
{
    const struct int_vec *list = &ferry->timetables.at[0].departures;

    for (int32_t i = 0; i < list->n; i++) {
        if (list->at[i] == at % DAY) {
            return true;
        }
    }
    return false;
}

/* Where one can be, minute by minute, leaving place 1 (p0) at `start`; place 0
 * is the scene's office. */
static int32_t slow_minutes(const struct coop *coop, int32_t to, int32_t start)
{
    static bool been[PLACES + 1][HORIZON + DAY + 200];

    memset(been, 0, sizeof been);
    for (int32_t now = 0; now <= HORIZON; now++) {
        been[1][now] = true;
        for (int32_t i = 0; i < coop->roads.n; i++) {
            const struct road *road = &coop->roads.at[i];
            been[road->to.ix][now + road->minutes] |= been[road->from.ix][now];
            been[road->from.ix][now + road->minutes] |= been[road->to.ix][now];
        }
        for (int32_t i = 0; i < coop->ferries.n; i++) {
            const struct ferry *f = &coop->ferries.at[i];
            if (now >= f->check_in && leaves_at(f, start + now)) {
                been[f->to.ix][now + f->crossing] |=
                    been[f->from.ix][now - f->check_in];
            }
        }
        for (int32_t p = 0; p <= PLACES; p++) {
            been[p][now + 1] |= been[p][now]; /* one may wait anywhere */
        }
        if (been[to][now]) {
            return now;
        }
    }
    return TRAVEL_NEVER;
}

static void the_search_agrees_with_walking_minute_by_minute(void **state)
{
    struct random random;
    (void)state;

    random_seed(&random, 9);
    for (int32_t round = 0; round < 150; round++) {
        struct scene *scene = random_coast(&random);
        int32_t start = random_below(&random, DAY);
        for (int32_t to = 2; to <= PLACES; to++) {
            /* From a Tuesday on every day has the same timetable. */
            expect_int("minutes",
                       travel_minutes(scene_coop(scene), 1, to,
                                      scene_day("2027-01-12"), start),
                       slow_minutes(scene_coop(scene), to, start));
        }
        scene_free(scene);
    }
}

static void the_worst_minute_is_found_without_trying_all(void **state)
{
    static const char *const DAYS[] = {"2027-01-12", "2027-01-15", "2027-03-27",
                                       "2027-10-30"};
    struct random random;
    (void)state;

    random_seed(&random, 7);
    for (int32_t round = 0; round < 40; round++) {
        struct scene *scene = random_coast(&random);
        const struct coop *coop = scene_coop(scene);
        date_day day = scene_day(DAYS[round % 4]);
        int32_t start = random_below(&random, 1200);
        int32_t end = start + 1 + random_below(&random, 500), worst = 0;
        const int32_t ends[2] = {1, 2}, clock[2] = {start, end};
        instant from = zone_instant(day, start), to = zone_instant(day, end);
        for (instant now = from; now < to; now += 60) {
            date_day date;
            int32_t minute;
            zone_local(now, &date, &minute);
            if (zone_instant(date, minute) != now) {
                continue; /* the second pass of an hour has no name */
            }
            int32_t minutes = travel_minutes(coop, 1, 2, date, minute);
            worst = minutes > worst ? minutes : worst;
        }
        expect_int("worst", travel_worst(coop, 1, 2, day, start, end), worst);
        for (int32_t limit = 0; limit < 200; limit += 25) {
            expect_int("in time", travel_in_time(coop, ends, day, clock, limit),
                       worst <= limit);
        }
        scene_free(scene);
    }
}

static void
leaving_at_the_lead_arrives_and_a_minute_later_does_not(void **state)
{
    struct random random;
    (void)state;

    random_seed(&random, 8);
    for (int32_t round = 0; round < 60; round++) {
        struct scene *scene = random_coast(&random);
        const struct coop *coop = scene_coop(scene);
        date_day day = scene_day("2027-01-13");
        int32_t by = 600 + random_below(&random, 800);
        int32_t lead = travel_lead(coop, 1, 2, day, by);
        if (lead != TRAVEL_NEVER) {
            for (int32_t later = 0; later < 2; later++) {
                date_day date;
                int32_t minute;
                instant leave = zone_instant(day, by) - 60 * (lead - later);
                zone_local(leave, &date, &minute);
                int32_t minutes = travel_minutes(coop, 1, 2, date, minute);
                assert_int_equal(minutes <= lead - later, later == 0);
            }
        }
        scene_free(scene);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_departure_decides),
        cmocka_unit_test(disruptions_delay_or_stop_a_ferry),
        cmocka_unit_test(a_late_ferry_is_left_for_earlier),
        cmocka_unit_test(a_timetable_is_valid_from_and_to),
        cmocka_unit_test(ferries_keep_the_wall_clock_over_the_change),
        cmocka_unit_test(one_leaves_in_time_to_be_there),
        cmocka_unit_test(a_day_trip_needs_a_way_home),
        cmocka_unit_test(the_search_agrees_with_walking_minute_by_minute),
        cmocka_unit_test(the_worst_minute_is_found_without_trying_all),
        cmocka_unit_test(
            leaving_at_the_lead_arrives_and_a_minute_later_does_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
