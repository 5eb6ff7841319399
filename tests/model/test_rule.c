/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_rule.c - the table of rules, the order of findings, and what must not
 * matter: the machine's time zone and the order of the people.
 */
#include <stdio.h>
#include <time.h>

#include "base/random.h"
#include "base/text.h"
#include "tests/model/scene.h"

static void every_rule_has_its_line(void **state)
{
    (void)state;

    for (int32_t rule = 0; rule < RULE_KINDS; rule++) {
        assert_non_null(RULES[rule].check);
        assert_true(strlen(RULES[rule].id) > 0);
        assert_true(strlen(RULES[rule].summary) > 5);
        assert_true(strlen(RULES[rule].summary_nb) > 5);
        assert_int_equal(rule_find(RULES[rule].key), rule);
    }
    assert_int_equal(rule_find("no-such-rule"), NONE);
    expect_text("id", RULES[RULE_REST_DAILY].id, "R1");
}

static void findings_come_hard_ones_first_then_by_date_and_person(void **state)
{
    struct scene *scene = scene_new("2027-01-11");
    struct finding_vec found = {0};
    (void)state;

    scene_add(scene, RECORD_STAFF, "id=kari");
    scene_add(scene, RECORD_STAFF, "id=ola");
    scene_work(scene, "kari",
               "work wed 06:00 wed 21:00, 7d standby mon2 15:30 "
               "tue2 08:00");
    scene_work(scene, "ola",
               "work mon 06:00 mon 21:00, work wed 06:00 wed "
               "21:00");
    rules_check(scene_weeks(scene, 2), &found);
    assert_true(found.n > 8);
    for (int32_t i = 1; i < found.n; i++) {
        const struct finding *a = &found.at[i - 1], *b = a + 1;
        bool ordered = a->grade > b->grade ||
                       (a->grade == b->grade &&
                        (a->from < b->from ||
                         (a->from == b->from && a->staff <= b->staff)));
        assert_true(ordered);
    }
    int32_t hard = findings_hard(&found);
    assert_true(hard > 0 && hard < found.n);
    assert_int_equal(found.at[hard - 1].grade, FINDING_HARD);
    assert_int_not_equal(found.at[hard].grade, FINDING_HARD);
    vec_release(&found);
    scene_free(scene);
}

static void what_is_found_is_added_to_what_is_there(void **state)
{
    struct scene_row row = {.work = "work mon 06:00 mon 21:00"};
    struct scene *scene = scene_of(&row);
    struct finding_vec found = {0};
    (void)state;

    const struct timeline *timeline = scene_weeks(scene, 1);
    rules_check(timeline, &found);
    int32_t n = found.n;
    rules_check(timeline, &found);
    assert_int_equal(found.n, 2 * n);
    assert_true(n > 0);
    vec_release(&found);
    scene_free(scene);
}

/* ---- random rotas ------------------------------------------------------- */

enum { PEOPLE = 4, DAYS = 28, KINDS = 10 };

/* What somebody may do on a day; slots of the demands below. */
static const char *const DUTIES[KINDS] = {
    NULL,    NULL,    "day",     "day",       "late",
    "night", "stand", "seminar", "day stand", "day late"};

struct rota {
    int32_t duty[PEOPLE][DAYS];
    int32_t callout[PEOPLE]; /* a day, or NONE */
    int32_t exempt;          /* a person */
};

static struct rota random_rota(uint64_t seed)
{
    struct random random;
    struct rota rota;

    random_seed(&random, seed);
    for (int32_t person = 0; person < PEOPLE; person++) {
        for (int32_t day = 0; day < DAYS; day++) {
            rota.duty[person][day] = random_below(&random, KINDS);
        }
        rota.callout[person] = random_below(&random, DAYS);
    }
    rota.exempt = random_below(&random, 8);
    return rota;
}

static void add_records(struct scene *scene)
{
    scene_add(scene, RECORD_PLACE, "id=far");
    scene_add(scene, RECORD_ROAD, "id=r from=office to=far minutes=50");
    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=day kind=work start=08:00 end=15:30");
    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=late kind=work start=13:30 end=22:30 unpaid_break=30");
    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=night kind=work start=22:00 end=08:00+1 high_strain=true");
    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=stand kind=standby start=15:30 end=08:00+1 factor=1/7 "
              "response=30 block=b");
    scene_add(scene, RECORD_DEMAND, "id=day shift_type=day low=2 high=4");
    scene_add(scene, RECORD_DEMAND,
              "id=late shift_type=late place=far modality=ambulatory");
    scene_add(scene, RECORD_DEMAND,
              "id=night shift_type=night weekdays=fri,sat");
    scene_add(scene, RECORD_DEMAND,
              "id=stand shift_type=stand conflict_cover=true weekdays=mon-thu");
    scene_add(scene, RECORD_ACTIVITY,
              "id=board recurrence=weekly weekdays=mon start=09:00 end=09:30 "
              "quorum_pct=60");
    scene_add(scene, RECORD_ACTIVITY,
              "id=seminar recurrence=floating from=2027-03-15 to=2027-04-11 "
              "start=09:00 end=15:00 inside=false count=3 each_attends=2 "
              "stay_out=1 kind=training");
    scene_add(scene, RECORD_CASE_REF, "id=k member=vega");
}

static void add_person(struct scene *scene, const struct rota *rota,
                       int32_t person)
{
    char words[160], id[8];

    snprintf(id, sizeof id, "p%d", (int)person);
    snprintf(words, sizeof words,
             "id=%s shift_class=%s sunday_basis=%s aml_exempt=%s", id,
             person == 1 ? "turnus" : "day",
             person == 2 ? "averaged26" : "next-off",
             person == rota->exempt ? "true" : "false");
    scene_add(scene, RECORD_STAFF, words);
    if (person == 3) {
        scene_agree(scene, id, "rest_daily=8 union_local");
        scene_add(scene, RECORD_ABSENCE,
                  "id=x staff=p3 kind=sick-note grade=50 from=2027-03-31");
    }
    if (person < 2) {
        snprintf(words, sizeof words, "id=e%d staff=%s degree=never case_ref=k",
                 (int)person, id);
        scene_add(scene, RECORD_EXCLUSION, words);
    }
}

static void give_person(struct scene *scene, const struct rota *rota,
                        int32_t person)
{
    char slot[60], id[8], day[DATE_TEXT];

    snprintf(id, sizeof id, "p%d", (int)person);
    for (int32_t d = 0; d < DAYS; d++) {
        const char *duty = DUTIES[rota->duty[person][d]];
        date_format(scene_monday(scene) + d, day);
        for (const char *at = duty; at && *at;) {
            size_t length = strcspn(at, " ");
            snprintf(slot, sizeof slot, "%.*s@%s", (int)length, at, day);
            scene_give(scene, id, slot);
            at += length + strspn(at + length, " ");
        }
    }
    char call[80];
    date_format(scene_monday(scene) + rota->callout[person], day);
    snprintf(call, sizeof call, "callout %s 02:10 %s 04:00", day, day);
    scene_work(scene, id, call);
}

static int compare_lines(const void *left, const void *right)
{
    const char *const *a = left, *const *b = right;

    return strcmp(*a, *b);
}

/* All findings as sorted lines, people by their ids. The caller owns it. */
static char *all_findings(const struct rota *rota, const int32_t order[PEOPLE])
{
    struct scene *scene = scene_new("2027-03-15");
    struct finding_vec found = {0};
    struct text text;

    add_records(scene);
    for (int32_t i = 0; i < PEOPLE; i++) {
        add_person(scene, rota, order[i]);
    }
    for (int32_t i = 0; i < PEOPLE; i++) {
        give_person(scene, rota, order[i]);
    }
    /* History, and a horizon over Easter and the clock change. */
    rules_check(scene_timeline(scene, scene_monday(scene) + 7, DAYS - 7),
                &found);
    char **lines = xcalloc((size_t)found.n + 1, sizeof *lines);
    for (int32_t i = 0; i < found.n; i++) {
        const struct finding *f = &found.at[i];
        text_init(&text, 1000);
        text_printf(&text, "%s %d %s %d %d %d %lld %lld %s %s\n",
                    RULES[f->rule].key, (int)f->grade,
                    f->staff == NONE ? "-"
                                     : scene_coop(scene)->staff.at[f->staff].id,
                    (int)f->duty, (int)f->from, (int)f->to, (long long)f->value,
                    (long long)f->limit, f->reference, f->words);
        lines[i] = text_take(&text);
    }
    qsort(lines, (size_t)found.n, sizeof *lines, compare_lines);
    text_init(&text, 10000000);
    for (int32_t i = 0; i < found.n; i++) {
        text_str(&text, lines[i]);
        free(lines[i]);
    }
    free(lines);
    vec_release(&found);
    scene_free(scene);
    return text_take(&text);
}

static const int32_t IN_ORDER[PEOPLE] = {0, 1, 2, 3};

static void the_order_of_people_does_not_matter(void **state)
{
    static const int32_t ORDERS[][PEOPLE] = {
        {3, 2, 1, 0}, {1, 3, 0, 2}, {2, 0, 3, 1}};
    (void)state;

    for (uint64_t seed = 0; seed < 25; seed++) {
        struct rota rota = random_rota(seed);
        char *wanted = all_findings(&rota, IN_ORDER);
        assert_true(strlen(wanted) > 1000);
        for (size_t i = 0; i < COUNT_OF(ORDERS); i++) {
            char *found = all_findings(&rota, ORDERS[i]);
            expect_text("permuted", found, wanted);
            free(found);
        }
        free(wanted);
    }
}

static void the_time_zone_of_the_machine_does_not_matter(void **state)
{
    static const char *const ZONES[] = {"UTC", "America/New_York",
                                        "Asia/Kathmandu", "Pacific/Kiritimati",
                                        "AAA-5:45BBB,M3.1.0,M11.1.0"};
    const char *before = getenv("TZ");
    char *kept = before ? xstrdup(before) : NULL;
    (void)state;

    for (uint64_t seed = 100; seed < 105; seed++) {
        struct rota rota = random_rota(seed);
        setenv("TZ", "Europe/Oslo", 1);
        tzset();
        char *wanted = all_findings(&rota, IN_ORDER);
        for (size_t i = 0; i < COUNT_OF(ZONES); i++) {
            setenv("TZ", ZONES[i], 1);
            tzset();
            char *found = all_findings(&rota, IN_ORDER);
            expect_text(ZONES[i], found, wanted);
            free(found);
        }
        free(wanted);
    }
    if (kept) {
        setenv("TZ", kept, 1);
    } else {
        unsetenv("TZ");
    }
    tzset();
    free(kept);
}

/* The random rotas would prove nothing if they never broke a rule. */
static void random_rotas_break_nearly_every_rule(void **state)
{
    bool seen[RULE_KINDS] = {false};
    (void)state;

    for (uint64_t seed = 0; seed < 25; seed++) {
        struct rota rota = random_rota(seed);
        char *found = all_findings(&rota, IN_ORDER);
        for (int32_t rule = 0; rule < RULE_KINDS; rule++) {
            char word[40];
            snprintf(word, sizeof word, "\n%s ", RULES[rule].key);
            seen[rule] |= strstr(found, word) != NULL;
        }
        free(found);
    }
    for (int32_t rule = 0; rule < RULE_KINDS; rule++) {
        /* Needs four weeks of nights, marked overtime, a publication. */
        bool rare = rule == RULE_NIGHT_AVERAGE || rule == RULE_OVERTIME ||
                    rule == RULE_NOTICE || rule == RULE_WEEK_TOTAL;
        if (!seen[rule] && !rare) {
            fail_msg("no random rota breaks '%s'", RULES[rule].key);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_has_its_line),
        cmocka_unit_test(findings_come_hard_ones_first_then_by_date_and_person),
        cmocka_unit_test(what_is_found_is_added_to_what_is_there),
        cmocka_unit_test(the_order_of_people_does_not_matter),
        cmocka_unit_test(the_time_zone_of_the_machine_does_not_matter),
        cmocka_unit_test(random_rotas_break_nearly_every_rule),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
