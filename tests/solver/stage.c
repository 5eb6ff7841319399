/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stage.c - from little texts to a compiled problem and its costs. */
#include "tests/solver/stage.h"

#include <stdio.h>

struct stage *stage_new(const char *monday, int32_t days)
{
    struct stage *s = xcalloc(1, sizeof *s);
    s->scene = scene_new(monday);
    date_day from = scene_monday(s->scene);
    s->input = (struct compile_input){
        .coop = scene_coop(s->scene),
        .from = from,
        .days = days,
        .history = &s->history,
        .open = s->open,
        .now = INSTANT_NONE,
    };
    plan_init(&s->history, from - 371, 371);
    plan_init(&s->published, from, days);
    return s;
}

void stage_free(struct stage *s)
{
    compiled_free(s->compiled);
    plan_release(&s->history);
    plan_release(&s->published);
    scene_free(s->scene);
    free(s);
}

void stage_office(struct stage *s)
{
    scene_add(s->scene, RECORD_STAFF, "id=kari");
    scene_add(s->scene, RECORD_STAFF, "id=ola");
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=day kind=work start=08:00 end=15:30");
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=night kind=standby start=15:30 end=08:00+1 factor=1/7");
    scene_add(s->scene, RECORD_DEMAND,
              "id=office shift_type=day weekdays=mon-fri low=0 target=0 "
              "high=9");
    scene_add(s->scene, RECORD_DEMAND,
              "id=phone shift_type=night low=0 target=0 high=9");
}

/* ---- texts ---------------------------------------------------------- */

static date_day read_day(const struct stage *s, const char *word)
{
    static const char *const DAYS[] = {"mon", "tue", "wed", "thu",
                                       "fri", "sat", "sun"};
    for (int32_t k = 0; k < 7; k++) {
        if (!strncmp(word, DAYS[k], 3)) {
            long week = word[3] ? strtol(word + 3, NULL, 10) : 1;
            return s->input.from + 7 * ((int32_t)week - 1) + k;
        }
    }
    return scene_day(word);
}

/* One "STAFF DUTY@DAY". */
static void add_item(const struct stage *s, const char *item, struct plan *plan)
{
    char staff[40], duty[60], day[20];
    size_t blank = strcspn(item, " "), at = strcspn(item, "@");
    (void)snprintf(staff, sizeof staff, "%.*s", (int)blank, item);
    (void)snprintf(duty, sizeof duty, "%.*s", (int)(at - blank - 1),
                   item + blank + 1);
    (void)snprintf(day, sizeof day, "%.*s", (int)strcspn(item + at + 1, ","),
                   item + at + 1);
    plan_add(plan, scene_staff(s->scene, staff), scene_duty(s->scene, duty),
             read_day(s, day));
}

static void add_plan(const struct stage *s, const char *text, struct plan *plan)
{
    while (*text) {
        add_item(s, text, plan);
        text += strcspn(text, ",");
        text += strspn(text, ", ");
    }
    plan_sort(plan);
}

void stage_history(struct stage *s, const char *plan)
{
    scene_resolve(s->scene);
    add_plan(s, plan, &s->history);
}

void stage_publish(struct stage *s, const char *plan)
{
    scene_resolve(s->scene);
    add_plan(s, plan, &s->published);
    s->input.published = &s->published;
}

void stage_open(struct stage *s, struct opening_key key)
{
    assert_true(s->input.n_open < (int32_t)COUNT_OF(s->open));
    s->open[s->input.n_open++] = key;
}

/* ---- compiling ------------------------------------------------------ */

static enum status try_compile(struct stage *s, struct error *err)
{
    scene_resolve(s->scene);
    compiled_free(s->compiled);
    s->compiled = NULL;
    return compile(&s->input, &s->compiled, err);
}

void stage_compile(struct stage *s)
{
    struct error err = {0};
    if (try_compile(s, &err) != STATUS_OK) {
        fail_msg("compile: %s", err.text);
    }
    s->problem = compiled_problem(s->compiled);
}

void stage_refused(struct stage *s, enum status status, const char *words)
{
    struct error err = {0};
    expect_int(words, try_compile(s, &err), status);
    if (!strstr(err.text, words)) {
        fail_msg("expected '%s' in '%s'", words, err.text);
    }
}

/* ---- asking --------------------------------------------------------- */

struct roster *stage_roster(const struct stage *s, const char *text)
{
    struct plan plan;
    struct roster *roster = NULL;
    struct error err = {0};
    plan_init(&plan, s->input.from, s->input.days);
    add_plan(s, text, &plan);
    if (compiled_encode(s->compiled, &plan, &roster, &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
    plan_release(&plan);
    return roster;
}

static const char *item_name(const struct stage *s,
                             const struct score_item *item)
{
    return item->kind == ITEM_RULE  ? s->problem->rules[item->index].name
           : item->kind == ITEM_ROW ? s->problem->rows[item->index].name
           : item->breach > 0       ? "choice"
                                    : s->problem->reasons[item->index].name;
}

cost stage_points(const struct stage *s, const char *plan, const char *name)
{
    struct roster *roster = stage_roster(s, plan);
    struct item_vec items = {0};
    cost points = 0;
    roster_items(s->problem, roster, &items);
    for (int32_t k = 0; k < items.n; k++) {
        points +=
            strcmp(item_name(s, &items.at[k]), name) ? 0 : items.at[k].points;
    }
    vec_release(&items);
    roster_free(roster);
    return points;
}

void stage_expect(const struct stage *s, const char *why, const char *plan,
                  const char *name, cost points)
{
    expect_int(why, stage_points(s, plan, name), points);
}

const char *stage_broken(const struct stage *s, const char *plan)
{
    struct roster *roster = stage_roster(s, plan);
    struct item_vec items = {0};
    const char *name = "";
    roster_items(s->problem, roster, &items);
    for (int32_t k = items.n - 1; k >= 0; k--) {
        name = items.at[k].breach > 0 ? item_name(s, &items.at[k]) : name;
    }
    vec_release(&items);
    roster_free(roster);
    return name;
}

void stage_expect_broken(const struct stage *s, const char *why,
                         const char *plan, const char *name)
{
    expect_text(why, stage_broken(s, plan), name);
}

const char *stage_note(const struct stage *s, const char *staff,
                       const char *rule)
{
    const struct compile_note *notes;
    int32_t n = compiled_notes(s->compiled, &notes);
    int32_t who = *staff ? scene_staff(s->scene, staff) : NONE;
    for (int32_t k = 0; k < n; k++) {
        if (notes[k].staff == who && !strcmp(notes[k].rule, rule)) {
            return notes[k].words;
        }
    }
    return NULL;
}

int32_t stage_count(const struct stage *s, const char *name)
{
    int32_t n = 0;
    for (int32_t k = 0; k < s->problem->n_rules; k++) {
        n += !strcmp(s->problem->rules[k].name, name);
    }
    for (int32_t k = 0; k < s->problem->n_rows; k++) {
        n += !strcmp(s->problem->rows[k].name, name);
    }
    return n;
}
