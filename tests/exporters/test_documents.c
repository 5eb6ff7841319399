/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_documents.c - what JSON, CSV and HTML say of a rota. */
#include <stdio.h>

#include "exporters/duty.h"
#include "exporters/formats.h"
#include "tests/model/scene.h"

enum { ROOM = 1 << 20 };

struct rota {
    struct scene *scene;
    struct plan plan;
    struct finding_vec findings;
    struct export_input input;
};

/* Easter week of 2027: Kari works Monday and has the night of Easter Eve, Ola
 * is away from Tuesday, half away on Monday; the demand of Tuesday has a hole. */
static void open_rota(struct rota *rota)
{
    static const struct {
        const char *demand, *date;
    } HELD[] = {{"day", "2027-03-22"}, {"night-watch", "2027-03-27"}};
    *rota = (struct rota){.scene = scene_new("2027-03-22")};
    struct coop *coop = scene_coop(rota->scene);
    coop->id = "sample";
    coop->name = "Nord & Sør";
    scene_add(rota->scene, RECORD_STAFF, "id=kari name=@Kari");
    scene_add(rota->scene, RECORD_STAFF, "id=ola name=<Ola>");
    scene_add(rota->scene, RECORD_STAFF, "id=new name=Ny from=2027-03-25");
    scene_add(rota->scene, RECORD_STAFF, "id=late name=Sen from=2028-01-01");
    scene_add(rota->scene, RECORD_ABSENCE,
              "id=a staff=ola kind=sick-note from=2027-03-23 to=2027-03-28 "
              "grade=100 approved=true");
    scene_add(rota->scene, RECORD_ABSENCE,
              "id=b staff=ola kind=sick-note from=2027-03-22 to=2027-03-22 "
              "grade=50 approved=true");
    scene_add(rota->scene, RECORD_SHIFT_TYPE,
              "id=d name=D title=Vakt kind=work start=08:00 end=15:30");
    scene_add(rota->scene, RECORD_SHIFT_TYPE,
              "id=n name=N title=Beredskap kind=standby start=22:00 "
              "end=08:00+1 factor=1/7");
    scene_add(rota->scene, RECORD_DEMAND,
              "id=day name=Dagvakt shift_type=d weekdays=mon,tue low=1 "
              "target=1 high=1 priority=1");
    scene_add(rota->scene, RECORD_DEMAND,
              "id=night-watch name=Natt shift_type=n role=bakvakt "
              "weekdays=sat low=1 target=1 high=1 priority=1");
    scene_resolve(rota->scene);
    plan_init(&rota->plan, scene_day("2027-03-22"), 7);
    for (size_t i = 0; i < COUNT_OF(HELD); i++) {
        plan_add(&rota->plan, 0, scene_duty(rota->scene, HELD[i].demand),
                 scene_day(HELD[i].date));
    }
    plan_sort(&rota->plan);
    struct timeline *timeline = timeline_new(coop, NULL, &rota->plan);
    RULES[RULE_COVER].check(timeline, &rota->findings);
    timeline_free(timeline);
    rota->input = (struct export_input){.coop = coop,
                                        .plan = &rota->plan,
                                        .findings = &rota->findings,
                                        .made = 1803000000};
}

static void close_rota(struct rota *rota)
{
    vec_release(&rota->findings);
    plan_release(&rota->plan);
    scene_free(rota->scene);
}

typedef enum status writer(const struct export_input *input, struct text *out,
                           struct error *err);

static void write(const struct rota *rota, writer *how, struct text *out)
{
    struct error err = {0};
    text_init(out, ROOM);
    assert_int_equal(how(&rota->input, out, &err), STATUS_OK);
}

static void csv_has_a_row_per_assignment(void **state)
{
    struct rota rota;
    struct text text;
    (void)state;
    open_rota(&rota);
    write(&rota, csv_write, &text);
    expect_text(
        "csv", text_cstr(&text),
        "date,weekday,start,end,start_utc,end_utc,minutes,person,name,"
        "employer,duty,title,role,kind,modality,service,member,place,"
        "overtime,pinned\r\n"
        "2027-03-22,Mon,08:00,15:30,2027-03-22T07:00:00Z,"
        "2027-03-22T14:30:00Z,450,kari,\"'@Kari\",vega,day,Vakt,,work,"
        "office,,,,false,false\r\n"
        "2027-03-27,Sat,22:00,08:00,2027-03-27T21:00:00Z,"
        "2027-03-28T06:00:00Z,540,kari,\"'@Kari\",vega,night-watch,"
        "Beredskap,bakvakt,standby,office,,,,false,false\r\n");
    text_release(&text);
    close_rota(&rota);
}

static void json_has_cost_only_when_a_run_reported_it(void **state)
{
    static const struct level_line LEVELS[] = {{"cover1", 3, 2, true}};
    static const struct cost_line COSTS[] = {
        {"cover", "day", "cover1", 3000000000}};
    static const char *const WORDS[] = {
        "\"cost\": 5",        "\"bound\": 4",
        "\"name\": \"cover1\"", "\"proven\": true",
        "\"rule\": \"cover\"",  "\"points\": 3000000000",
    };
    struct rota rota;
    struct text text;
    (void)state;
    open_rota(&rota);
    write(&rota, json_write, &text);
    expect_int("no cost", strstr(text_cstr(&text), "\"cost\"") == NULL, true);
    text_release(&text);
    rota.input.has_cost = true;
    rota.input.cost = 5;
    rota.input.bound = 4;
    rota.input.levels = LEVELS;
    rota.input.n_levels = 1;
    rota.input.cost_by_rule = COSTS;
    rota.input.n_cost_by_rule = 1;
    write(&rota, json_write, &text);
    for (size_t i = 0; i < COUNT_OF(WORDS); i++) {
        expect_words("cost", text_cstr(&text), WORDS[i]);
    }
    text_release(&text);
    close_rota(&rota);
}

static void json_tells_what_is_uncovered_from_other_findings(void **state)
{
    struct rota rota;
    struct text text;
    struct finding other = {.rule = RULE_REST_DAILY,
                            .grade = FINDING_HARD,
                            .staff = 0,
                            .duty = NONE,
                            .from = scene_day("2027-03-22"),
                            .to = scene_day("2027-03-23"),
                            .reference = "AML § 10-8 (1)",
                            .words = "10 h"};
    (void)state;
    open_rota(&rota);
    vec_push(&rota.findings, other);
    write(&rota, json_write, &text);
    const char *uncovered = strstr(text_cstr(&text), "\"uncovered\": [");
    const char *findings = strstr(text_cstr(&text), "\"findings\": [");
    assert_non_null(uncovered);
    assert_non_null(findings);
    const char *hole = strstr(uncovered, "\"duty\": \"day\"");
    const char *hard = strstr(uncovered, "\"grade\": \"hard\"");
    assert_true(hole && hole < findings);
    assert_true(hard && hard > findings);
    expect_words("reference", findings, "AML § 10-8 (1)");
    text_release(&text);
    close_rota(&rota);
}

static void a_printed_rota_speaks_and_marks_without_colour(void **state)
{
    static const struct {
        const char *why;
        bool norwegian;
        const char *words;
    } ROWS[] = {
        {"language", false, "<html lang=\"en\">"},
        {"language", true, "<html lang=\"nb\">"},
        {"a draft is called one", false, "<strong>Draft</strong>"},
        {"a draft is called one", true, "<strong>Utkast</strong>"},
        {"names are escaped", true, "&lt;Ola&gt;"},
        {"Easter Sunday has a sign", false, "class=\"red\">Sun*<br>28.3"},
        {"Good Friday too", true, "class=\"red\">fre*<br>26.3"},
        {"Saturday another", true,
         "class=\"saturday\">lør\xC2\xB7<br>27.3"},
        {"holidays by name", true, "2027-03-26 langfredag"},
        {"standby is underlined", true,
         "<span class=\"standby\">NW</span>"},
        {"away, with no reason", true,
         "&lt;Ola&gt;</th><td class=\"monday\">~</td><td>\xE2\x80\x93</td>"},
        {"not employed yet", true,
         "Ny</th><td class=\"monday\">\xC3\x97</td>"},
        {"uncovered in words", false,
         "<li>Tue 2027-03-23: Dagvakt, 08:00-15:30: 0 of 1 people</li>"},
        {"uncovered in words", true,
         "<li>tir 2027-03-23: Dagvakt, 08:00-15:30: 0 av 1 personer</li>"},
        {"a code is explained", true, "<b>NW</b> Natt 22:00-08:00+1"},
        {"landscape", true, "@page{size:A4 landscape"},
    };
    struct rota rota;
    (void)state;
    open_rota(&rota);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct text text;
        rota.input.norwegian = ROWS[i].norwegian;
        write(&rota, html_write, &text);
        expect_words(ROWS[i].why, text_cstr(&text), ROWS[i].words);
        assert_null(strstr(text_cstr(&text), "sick"));
        text_release(&text);
    }
    close_rota(&rota);
}

static void somebody_who_comes_later_is_not_on_the_page(void **state)
{
    struct rota rota;
    struct text text;
    (void)state;
    open_rota(&rota);
    write(&rota, html_write, &text);
    assert_null(strstr(text_cstr(&text), "<th class=\"name\">Sen</th>"));
    text_release(&text);
    close_rota(&rota);
}

static void tallies_count_duties_weekends_and_red_days(void **state)
{
    struct rota rota;
    (void)state;
    open_rota(&rota);
    struct tally *tallies = tally_all(&rota.input);
    assert_int_equal(tallies[0].duties, 2);
    assert_int_equal(tallies[0].standby, 1);
    assert_int_equal(tallies[0].weekends, 1);
    assert_int_equal(tallies[0].red_days, 0); /* begins on the eve */
    /* 7.5 h, and at 1/7 the night's 9 h: the clock goes forward. */
    assert_int_equal(tallies[0].counted, 450 * 420 + 540 * 60);
    assert_int_equal(tallies[1].duties, 0);
    free(tallies);
    close_rota(&rota);
}

static void codes_are_short_and_differ(void **state)
{
    static const char *const IDS[] = {"night-watch", "nw", "new-week-two-x",
                                      "n", "n-w"};
    static const char *const CODES[] = {"NW", "NW2", "NWT", "N", "NW3"};
    struct scene *scene = scene_new("2027-03-22");
    struct arena *arena = arena_new();
    struct plan plan;
    char fields[200];
    (void)state;
    scene_add(scene, RECORD_STAFF, "id=kari");
    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=d name=D kind=work start=08:00 end=15:30");
    plan_init(&plan, scene_day("2027-03-22"), 7);
    for (size_t i = 0; i < COUNT_OF(IDS); i++) {
        snprintf(fields, sizeof fields,
                 "id=%s name=x shift_type=d low=1 target=1 high=1 priority=1",
                 IDS[i]);
        scene_add(scene, RECORD_DEMAND, fields);
        plan_add(&plan, 0, (duty_ix)i, scene_day("2027-03-22"));
    }
    scene_add(scene, RECORD_DEMAND,
              "id=idle name=x shift_type=d low=1 target=1 high=1 priority=1");
    scene_resolve(scene);
    plan_sort(&plan);
    const char **codes = duty_codes(scene_coop(scene), &plan, arena);
    for (size_t i = 0; i < COUNT_OF(IDS); i++) {
        expect_text(IDS[i], codes[i], CODES[i]);
    }
    assert_null(codes[COUNT_OF(IDS)]);
    plan_release(&plan);
    arena_free(arena);
    scene_free(scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_has_a_row_per_assignment),
        cmocka_unit_test(json_has_cost_only_when_a_run_reported_it),
        cmocka_unit_test(json_tells_what_is_uncovered_from_other_findings),
        cmocka_unit_test(a_printed_rota_speaks_and_marks_without_colour),
        cmocka_unit_test(somebody_who_comes_later_is_not_on_the_page),
        cmocka_unit_test(tallies_count_duties_weekends_and_red_days),
        cmocka_unit_test(codes_are_short_and_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
