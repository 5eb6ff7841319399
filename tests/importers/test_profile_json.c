/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_profile_json.c - the shipped profiles say what the law says, and faulty
 * ones are refused. */
#include "importers/profile_json.h"
#include "tests/importers/scratch.h"

static struct coop *coop_with(const char *profile)
{
    struct coop *coop = coop_new();
    coop->profile_name = arena_strdup(coop->arena, profile);
    return coop;
}

static struct coop *load(const char *profile)
{
    struct coop *coop = coop_with(profile);
    struct error err = {0};
    if (profile_load(coop, NULL, &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
    return coop;
}

/* domain.md 2.2, 8.4: the value, and how far each basis may go. */
static void the_act_is_in_the_data(void **state)
{
    (void)state;
    static const struct {
        const char *profile;
        enum limit_key key;
        const char *value, *individual, *local, *inspectorate, *reference;
    } ROWS[] = {
        {"no_aml", LIMIT_DAY_NORMAL, "9", "10", "12.5", "13", "§ 10-4 (1)"},
        {"no_aml", LIMIT_WEEK_NORMAL, "40", "40", "40", "40", "§ 10-4 (1)"},
        {"no_aml", LIMIT_WEEK_TURNUS, "38", "38", "38", "38", "§ 10-4 (4)"},
        {"no_aml", LIMIT_WEEK_CONTINUOUS, "36", "36", "36", "36", "§ 10-4 (5)"},
        {"no_aml", LIMIT_AVERAGING_WEEKS, "0", "52", "52", "26", "§ 10-5"},
        {"no_aml", LIMIT_WEEK_CAP, "50", "50", "54", "50", "§ 10-5"},
        {"no_aml", LIMIT_WEEK_CAP8, "48", "48", "48", "48", "§ 10-5"},
        {"no_aml", LIMIT_OT_7D, "10", "10", "20", "25", "§ 10-6 (4)"},
        {"no_aml", LIMIT_OT_4W, "25", "25", "50", "100", "§ 10-6 (4)"},
        {"no_aml", LIMIT_OT_52W, "200", "200", "300", "400", "§ 10-6 (4)"},
        {"no_aml", LIMIT_DAY_TOTAL, "13", "13", "16", "13", "§ 10-6 (8)"},
        {"no_aml", LIMIT_WEEK_TOTAL, "48", "48", "48", "48", "§ 10-6 (8)"},
        {"no_aml", LIMIT_WEEK_TOTAL_CAP, "69", "69", "69", "69", "10-6 (5)"},
        {"no_aml", LIMIT_REST_DAILY, "11", "11", "8", "11", "§ 10-8 (1)"},
        {"no_aml", LIMIT_REST_WEEKLY, "35", "35", "28", "35", "§ 10-8 (2)"},
        {"no_aml", LIMIT_NIGHT_AVG, "177:20", "177:20", "672", "177:20",
         "§ 10-11 (6)"},
        {"no_aml", LIMIT_NIGHT_HARD, "8", "8", "16", "8", "§ 10-11 (7)"},
        {"no_aml", LIMIT_NIGHT_START, "21:00", "23:00", "24:00", "21:00",
         "§ 10-11 (1)"},
        {"no_aml", LIMIT_STANDBY_FACTOR, "1/7", "1/7", "0", "0", "§ 10-4 (3)"},
        {"no_aml", LIMIT_NOTICE_DAYS, "14", "14", "14", "14", "§ 10-3"},
        {"no_aml", LIMIT_CREDIT_FLOOR, "36", "36", "36", "36", "§ 10-4 (6)"},
        {"no_ks_hta", LIMIT_CREDIT_FLOOR, "33.6", "33.6", "33.6", "33.6",
         "HTA"},
        {"no_ks_hta", LIMIT_CREDIT_NORM, "37.5", "37.5", "37.5", "37.5", "HTA"},
        {"no_ks_hta", LIMIT_REST_DAILY, "11", "11", "8", "11", "§ 10-8 (1)"},
        {"no_ks_hta", LIMIT_STANDBY_FACTOR, "1/7", "1/7", "0", "0", "HTA"},
        {"eu_wtd", LIMIT_REST_DAILY, "11", "11", "11", "11", "Art. 3"},
        {"eu_wtd", LIMIT_WEEK_TOTAL, "48", "48", "48", "48", "Art. 6"},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct coop *coop = load(ROWS[i].profile);
        const struct limit *limit = &coop->profile->limits[ROWS[i].key];
        const char *name = limit_key_name(ROWS[i].key);
        const struct {
            enum basis basis;
            const char *value;
        } WANTED[] = {{BASIS_NONE, ROWS[i].value},
                      {BASIS_INDIVIDUAL_WRITTEN, ROWS[i].individual},
                      {BASIS_UNION_LOCAL, ROWS[i].local},
                      {BASIS_UNION_NATIONAL, ROWS[i].local},
                      {BASIS_LABOUR_INSPECTORATE, ROWS[i].inspectorate}};
        expect_int(name, limit->set, true);
        expect_words(name, limit->reference, ROWS[i].reference);
        for (size_t b = 0; b < COUNT_OF(WANTED); b++) {
            char text[LIMIT_TEXT];
            expect_text(name,
                        limit_value_format(
                            ROWS[i].key, limit->relaxed[WANTED[b].basis], text),
                        WANTED[b].value);
        }
        coop_free(coop);
    }
}

/* Rules read these without asking whether the profile has them. */
static void every_profile_sets_every_parameter(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"no_aml", "no_ks_hta", "eu_wtd"};
    static const enum limit_key PARAMETERS[] = {LIMIT_AVERAGING_WEEKS,
                                                LIMIT_SUNDAY_CREDIT,
                                                LIMIT_NIGHT_CREDIT,
                                                LIMIT_WEEK_TOTAL_WEEKS,
                                                LIMIT_REST_WEEKLY_ROLLING,
                                                LIMIT_STANDBY_IN_WEEKLY_REST,
                                                LIMIT_STANDBY_IS_SUNDAY_WORK,
                                                LIMIT_NIGHT_AVG_DAYS,
                                                LIMIT_NIGHT_REGULAR,
                                                LIMIT_NIGHT_MIN,
                                                LIMIT_NIGHT_START,
                                                LIMIT_NIGHT_END,
                                                LIMIT_STANDBY_FACTOR,
                                                LIMIT_STANDBY_IN_DAY,
                                                LIMIT_CALLOUT_REPLACES,
                                                LIMIT_CALLOUT_MIN,
                                                LIMIT_NOTICE_DAYS,
                                                LIMIT_FREEZE_WEEKS,
                                                LIMIT_RESPONSE_WORK,
                                                LIMIT_RESPONSE_ASSESS,
                                                LIMIT_DST_PAY_ELAPSED,
                                                LIMIT_OT_PAY_MIN};
    for (size_t i = 0; i < COUNT_OF(NAMES); i++) {
        struct coop *coop = load(NAMES[i]);
        for (size_t k = 0; k < COUNT_OF(PARAMETERS); k++) {
            expect_int(limit_key_name(PARAMETERS[k]),
                       coop->profile->limits[PARAMETERS[k]].set, true);
        }
        assert_true(coop->profile->title[0] != '\0');
        coop_free(coop);
    }
    struct coop *coop = load("no_aml");
    for (int key = 0; key < LIMIT_KEYS; key++) {
        expect_int(limit_key_name((enum limit_key)key),
                   coop->profile->limits[key].set, true);
    }
    coop_free(coop);
}

static void changes_are_tiered_by_notice(void **state)
{
    (void)state;
    static const struct {
        int32_t days, weight, aml_pay, hta_pay, cutoff;
        bool consent;
    } ROWS[] = {
        {15, 1, 0, 0, NONE, false}, {14, 15, 0, 0, NONE, false},
        {8, 15, 0, 50, NONE, true}, {2, 30, 0, 50, NONE, true},
        {1, 60, 0, 50, 720, true},  {0, 100, 0, 100, NONE, true},
    };
    struct coop *aml = load("no_aml"), *hta = load("no_ks_hta");
    assert_int_equal(aml->profile->tiers.n, COUNT_OF(ROWS));
    assert_int_equal(hta->profile->tiers.n, COUNT_OF(ROWS));
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        const struct notice_tier *a = &aml->profile->tiers.at[i];
        const struct notice_tier *h = &hta->profile->tiers.at[i];
        expect_int(a->name, a->days, ROWS[i].days);
        expect_int(a->name, a->weight, ROWS[i].weight);
        expect_int(a->name, a->pay_pct, ROWS[i].aml_pay);
        expect_int(h->name, h->days, ROWS[i].days);
        expect_int(h->name, h->weight, ROWS[i].weight);
        expect_int(h->name, h->pay_pct, ROWS[i].hta_pay);
        expect_int(h->name, h->cutoff, ROWS[i].cutoff);
        expect_int(h->name, h->consent, ROWS[i].consent);
    }
    assert_int_equal(hta->profile->pay_evening_start, 17 * 60);
    assert_int_equal(hta->profile->pay_evening_end, 6 * 60);
    coop_free(aml);
    coop_free(hta);
}

/* ---- files of one's own -------------------------------------------------- */

#define TIERS                                                                  \
    "\"tiers\": [{\"name\": \"any\", \"days\": 0, \"weight\": 1, "             \
    "\"pay_pct\": 0, \"consent\": false}]"
#define REST(value, more)                                                      \
    "\"rest_daily\": {\"value\": \"" value "\", \"test\": "                    \
    "\"between_periods\", \"severity\": {\"solver\": \"forbid\", "             \
    "\"manager\": \"confirm\", \"staff\": \"silent\"}, \"reference\": "        \
    "\"R\"" more "}"
#define PROFILE(name, limits, more)                                            \
    "{\"name\": \"" name "\", \"title\": \"T\", \"limits\": {" limits          \
    "}, " TIERS more "}"

static enum status load_own(const struct scratch *scratch, const char *name,
                            struct coop **result, struct error *err)
{
    const char *folders[] = {scratch->path, NULL};
    *result = coop_with(name);
    return profile_load_from(*result, folders, err);
}

static void a_profile_changes_what_it_names_in_its_base(void **state)
{
    (void)state;
    struct scratch scratch = scratch_new();
    struct coop *coop;
    struct error err = {0};
    scratch_put(&scratch, "base.json",
                PROFILE("base",
                        REST("11", ", \"relaxed\": {\"union_local\": \"8\"}"),
                        ""));
    scratch_put(&scratch, "same.json",
                "{\"name\": \"same\", \"extends\": \"base\", \"title\": \"S\","
                "\"limits\": {\"rest_daily\": {\"reference\": \"S 1\", "
                "\"from\": \"2027-01-01\"}}}");
    scratch_put(&scratch, "new.json",
                "{\"name\": \"new\", \"extends\": \"same\", \"title\": \"N\","
                "\"limits\": {\"rest_daily\": {\"value\": \"12\"}}}");
    assert_int_equal(load_own(&scratch, "same", &coop, &err), STATUS_OK);
    const struct limit *limit = &coop->profile->limits[LIMIT_REST_DAILY];
    assert_int_equal(limit->value, 11 * UNITS_PER_HOUR);
    assert_int_equal(limit->relaxed[BASIS_UNION_LOCAL], 8 * UNITS_PER_HOUR);
    assert_string_equal(limit->reference, "S 1");
    assert_int_equal(limit->from, date_of(2027, 1, 1));
    assert_int_equal(limit->severity[ACTOR_MANAGER], SEVERITY_CONFIRM);
    assert_int_equal(coop->profile->tiers.n, 1);
    assert_string_equal(coop->profile->title, "S");
    coop_free(coop);
    assert_int_equal(load_own(&scratch, "new", &coop, &err), STATUS_OK);
    limit = &coop->profile->limits[LIMIT_REST_DAILY];
    assert_int_equal(limit->value, 12 * UNITS_PER_HOUR);
    assert_int_equal(limit->relaxed[BASIS_UNION_LOCAL], 12 * UNITS_PER_HOUR);
    assert_string_equal(limit->reference, "S 1");
    coop_free(coop);
    scratch_free(&scratch);
}

static void faulty_profiles_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *words, *fault;
    } ROWS[] = {
        {PROFILE("p", REST("11", ""), ""), NULL},
        {PROFILE("q", REST("11", ""), ""), "expected the name 'p' as the file"},
        {PROFILE("p", REST("11", ""), ", \"extends\": \"p\""),
         "profile p: extends itself by way of p"},
        {PROFILE("p", REST("11", ""), ", \"extends\": \"none\""),
         "found 'none', which is in none of the folders"},
        {PROFILE("p", REST("11", ""), ", \"extends\": \"../p\""),
         "expected a name of a-z"},
        {PROFILE("p", REST("eleven", ""), ""),
         "limits.rest_daily.value: expected hours"},
        {PROFILE("p", REST("11", ", \"relaxed\": {\"mayor\": \"8\"}"), ""),
         "limits.rest_daily.relaxed.mayor: expected individual_written"},
        {PROFILE("p", REST("11", ", \"relaxed\": {\"none\": \"8\"}"), ""),
         "relaxed.none: expected individual_written"},
        {PROFILE("p", REST("11", ", \"relaxed\": {\"union_local\": 8}"), ""),
         "relaxed.union_local: expected a text, found 8"},
        {PROFILE("p", REST("11", ", \"relaxd\": {}"), ""),
         "expected a known key, found 'relaxd'; did you mean 'relaxed'?"},
        {PROFILE("p", REST("11", ", \"from\": \"2027-02-30\""), ""),
         "limits.rest_daily.from: expected a date that exists"},
        {PROFILE("p", "\"rest_dayly\": {}", ""),
         "limits.rest_dayly: expected a limit, found 'rest_dayly'; did you "
         "mean 'rest_daily'?"},
        {PROFILE("p", "\"rest_daily\": {\"value\": \"11\"}", ""),
         "expected the field 'test'"},
        {PROFILE("p",
                 "\"rest_daily\": {\"value\": \"11\", \"test\": \"sometimes\"}",
                 ""),
         "limits.rest_daily.test: expected another word, found 'sometimes'"},
        {PROFILE("p",
                 "\"rest_daily\": {\"value\": \"11\", \"test\": \"count\", "
                 "\"severity\": {\"solver\": \"warn\"}}",
                 ""),
         "expected the field 'manager'"},
        {"{\"name\": \"p\", \"title\": \"T\", \"limits\": {}}",
         "expected a list of 1 to 20 tiers"},
        {"{\"name\": \"p\", \"title\": \"T\", \"limits\": {}, \"tiers\": []}",
         "tiers: expected a list of 1 to 20 tiers"},
        {"{\"name\": \"p\", \"title\": \"T\", \"limits\": {}, \"tiers\": "
         "[{\"name\": \"a\", \"days\": 3, \"weight\": 1, \"pay_pct\": 0, "
         "\"consent\": true}]}",
         "expected a last tier with days 0"},
        {"{\"name\": \"p\", \"title\": \"T\", \"limits\": {}, \"tiers\": "
         "[{\"name\": \"a\", \"days\": 0, \"weight\": 1, \"pay_pct\": 0, "
         "\"consent\": true}, {\"name\": \"a\", \"days\": 0, \"weight\": 1, "
         "\"pay_pct\": 0, \"consent\": true}]}",
         "tiers[1]: expected fewer days"},
        {"{\"name\": \"p\", \"title\": \"T\", \"limits\": {}, \"tiers\": "
         "[{\"name\": \"a\", \"days\": 0, \"weight\": 1, \"pay_pct\": 0}]}",
         "tiers[0]: expected the field 'consent'"},
        {PROFILE("p", "", ", \"pay\": {\"evening_start\": \"25:00\"}"),
         "pay.evening_start: expected a time"},
        {"[]", "expected"},
        {"{", "p.json:1: expected"},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scratch scratch = scratch_new();
        struct coop *coop;
        struct error err = {0};
        scratch_put(&scratch, "p.json", ROWS[i].words);
        enum status status = load_own(&scratch, "p", &coop, &err);
        expect_int(ROWS[i].words, status,
                   ROWS[i].fault ? STATUS_INPUT : STATUS_OK);
        expect_words(ROWS[i].words, err.text,
                     ROWS[i].fault ? ROWS[i].fault : "");
        assert_int_equal(coop->profile != NULL, !ROWS[i].fault);
        coop_free(coop);
        scratch_free(&scratch);
    }
}

static void long_chains_and_cycles_end(void **state)
{
    (void)state;
    struct scratch scratch = scratch_new();
    struct coop *coop;
    struct error err = {0};
    for (int i = 0; i < 12; i++) {
        char name[20], words[200];
        snprintf(name, sizeof name, "p%d.json", i);
        snprintf(words, sizeof words,
                 "{\"name\": \"p%d\", \"extends\": \"p%d\", \"title\": \"T\", "
                 "\"limits\": {}}",
                 i, (i + 1) % 12);
        scratch_put(&scratch, name, words);
    }
    assert_int_equal(load_own(&scratch, "p0", &coop, &err), STATUS_INPUT);
    expect_words("long", err.text, "expected at most 8 profiles that extend");
    coop_free(coop);
    scratch_put(&scratch, "p2.json",
                "{\"name\": \"p2\", \"extends\": \"p0\", \"title\": \"T\", "
                "\"limits\": {}}");
    assert_int_equal(load_own(&scratch, "p0", &coop, &err), STATUS_INPUT);
    expect_words("cycle", err.text, "profile p0: extends itself by way of p2");
    coop_free(coop);
    scratch_free(&scratch);
}

static void the_folder_of_the_cooperation_comes_first(void **state)
{
    (void)state;
    struct scratch scratch = scratch_new();
    struct error err = {0};
    scratch_folder(&scratch, "profiles");
    scratch_put(&scratch, "profiles/eu_wtd.json",
                PROFILE("eu_wtd", REST("10", ""), ""));
    scratch_put(&scratch, "profiles/ours.json",
                "{\"name\": \"ours\", \"extends\": \"no_aml\", \"title\": "
                "\"O\", \"limits\": {\"rest_daily\": {\"value\": \"10.5\"}}}");
    struct coop *coop = coop_with("eu_wtd");
    assert_int_equal(profile_load(coop, scratch.path, &err), STATUS_OK);
    assert_int_equal(coop->profile->limits[LIMIT_REST_DAILY].value,
                     10 * UNITS_PER_HOUR);
    coop_free(coop);
    coop = coop_with("ours");
    assert_int_equal(profile_load(coop, scratch.path, &err), STATUS_OK);
    assert_int_equal(coop->profile->limits[LIMIT_REST_DAILY].value, 264600);
    assert_int_equal(coop->profile->limits[LIMIT_NOTICE_DAYS].value, 14);
    coop_free(coop);
    scratch_free(&scratch);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(the_act_is_in_the_data),
        cmocka_unit_test(every_profile_sets_every_parameter),
        cmocka_unit_test(changes_are_tiered_by_notice),
        cmocka_unit_test(a_profile_changes_what_it_names_in_its_base),
        cmocka_unit_test(faulty_profiles_are_refused),
        cmocka_unit_test(long_chains_and_cycles_end),
        cmocka_unit_test(the_folder_of_the_cooperation_comes_first),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
