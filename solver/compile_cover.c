/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_cover.c - demand as rows (model/rule_cover.c).
 *
 * Per slot, or per Monday week that ends in the horizon: one row for the low
 * mark on the level of uncovered demand, one for target and high on the level
 * of balance. Outside cover and, for weeks, history are constants. Languages
 * that a demand wants are a wish: somebody on duty who speaks it.
 */
#include "solver/compile_parts.h"

#include "solver/compile_row.h"

static enum weight_key uncovered_weight(int32_t priority)
{
    return priority <= 1   ? WEIGHT_UNCOVERED1
           : priority == 2 ? WEIGHT_UNCOVERED2
                           : WEIGHT_UNCOVERED3;
}

/* The marks of a slot or a week, and whom they count. */
struct marks {
    duty_ix duty;
    int32_t first, last; /* days */
    int64_t low, target, high, constant;
    const char *source;
};

static int32_t add_row(struct compile_state *s, const struct marks *marks,
                       struct row row)
{
    row.constant = marks->constant;
    row.day = marks->first == marks->last ? marks->first : NONE_DAY;
    int32_t ix = problem_add_row(s->problem, &row);
    for (int32_t day = marks->first; day <= marks->last; day++) {
        struct row_part part = {day, s->everybody, 1, test_holds, &marks->duty};
        row_count(s, ix, &part);
    }
    return ix;
}

static int32_t add_low(struct compile_state *s, const struct marks *marks)
{
    enum weight_key key = uncovered_weight(duty_priority(s->coop, marks->duty));
    struct hinge hinge = {.at = marks->low, .under = coop_weight(s->coop, key)};
    if (marks->low <= marks->constant) {
        return NONE;
    }
    return add_row(
        s, marks,
        row_soft(RULES[RULE_COVER].key, marks->source, key, &hinge, 1));
}

/* How many could hold the duty at most, over the days. */
static int64_t able(const struct compile_state *s, const struct marks *marks)
{
    int64_t people = 0;
    for (int32_t day = marks->first; day <= marks->last; day++) {
        int32_t slot = s->slot_at[day * s->n_duties + marks->duty];
        for (int32_t i = 0; i < s->n_people && slot != NONE; i++) {
            people += s->slot_open[i * s->slots.n + slot];
        }
    }
    return people;
}

static void add_staffing(struct compile_state *s, const struct marks *marks)
{
    struct hinge hinges[2];
    int32_t n = 0;
    if (marks->target > marks->low && marks->target > marks->constant) {
        hinges[n++] = (struct hinge){
            .at = marks->target, .under = coop_weight(s->coop, WEIGHT_TARGET)};
    }
    if (able(s, marks) + marks->constant > marks->high) {
        hinges[n++] = (struct hinge){
            .at = marks->high, .over = coop_weight(s->coop, WEIGHT_OVER_HIGH)};
    }
    if (n > 0) {
        (void)add_row(
            s, marks,
            row_soft("staffing", marks->source, WEIGHT_TARGET, hinges, n));
    }
}

/* What is missing below low is not missing below target again. */
static int32_t add_marks(struct compile_state *s, const struct marks *marks)
{
    int32_t row = add_low(s, marks);
    add_staffing(s, marks);
    return row;
}

/* ---- languages ------------------------------------------------------ */

struct speech {
    int32_t competence;
    date_day date;
};

static bool speaks(const struct compile_state *s, int32_t person,
                   const void *context)
{
    const struct speech *speech = context;
    return staff_holds(state_staff(s, person), speech->competence,
                       speech->date);
}

/* Speakers of the week that are not the solver's: history. */
static int64_t spoken_before(const struct compile_state *s,
                             const struct marks *marks, int32_t competence)
{
    date_day from = date_monday(s->from + marks->first);
    int64_t people = 0;
    for (int32_t k = 0; k < s->outside->items.n; k++) {
        const struct work_item *item = &s->outside->items.at[k];
        people += item->duty == marks->duty && item->date >= from &&
                  item->date <= s->from + marks->last &&
                  staff_holds(&s->coop->staff.at[item->staff], competence,
                              item->date);
    }
    return people;
}

/* One speaker within the marks' days is enough. */
static void add_language(struct compile_state *s, const struct marks *marks,
                         int32_t competence)
{
    struct hinge hinge = {.at = 1,
                          .under = coop_weight(s->coop, WEIGHT_LANGUAGE)};
    struct row row =
        row_soft("language",
                 state_text(s, "%s, %s", marks->source,
                            s->coop->competences.at[competence].id),
                 WEIGHT_LANGUAGE, &hinge, 1);
    int32_t ix = NONE;
    row.day = marks->first == marks->last ? marks->first : NONE_DAY;
    row.constant = row.day == NONE_DAY ? spoken_before(s, marks, competence)
                                       : 0;
    for (int32_t day = marks->first; day <= marks->last; day++) {
        struct speech speech = {competence, s->from + day};
        int32_t mask = state_mask(s, speaks, &speech);
        struct row_part part = {day, mask, 1, test_holds, &marks->duty};
        if (mask != NONE) {
            ix = ix == NONE ? problem_add_row(s->problem, &row) : ix;
            row_count(s, ix, &part);
        }
    }
}

static void add_languages(struct compile_state *s, const struct marks *marks)
{
    const struct demand *demand =
        &s->coop->demands.at[duty_demand(s->coop, marks->duty)];
    for (int32_t k = 0; k < demand->competences.n; k++) {
        int32_t competence = demand->competences.at[k].ix;
        if (s->coop->competences.at[competence].language) {
            add_language(s, marks, competence);
        }
    }
}

/* ---- all demands ---------------------------------------------------- */

static void add_slot(struct compile_state *s, int32_t ix)
{
    const struct slot *slot = &s->slots.at[ix];
    int32_t demand = duty_demand(s->coop, slot->duty);
    int32_t day = slot->date - s->from;
    if (demand == NONE) {
        return;
    }
    if (s->coop->demands.at[demand].per == PER_DAY) {
        struct marks marks = {slot->duty,
                              day,
                              day,
                              slot->low,
                              slot->target,
                              slot->high,
                              slot->external,
                              slot_source(s, slot->duty, day)};
        add_languages(s, &marks);
        s->slot_row[ix] = add_marks(s, &marks);
    }
}

/* People of the week that are not the solver's: history and outside cover. */
static int64_t week_constant(const struct compile_state *s, duty_ix duty,
                             date_day monday)
{
    int64_t people = 0;
    for (int32_t k = 0; k < s->outside->items.n; k++) {
        const struct work_item *item = &s->outside->items.at[k];
        people += item->duty == duty && item->date >= monday &&
                  item->date <= monday + 6;
    }
    for (date_day date = monday; date <= monday + 6; date++) {
        if (duty_on(s->coop, duty, date)) {
            people += duty_external(s->coop, duty, date);
        }
    }
    return people;
}

static bool week_has(const struct compile_state *s, duty_ix duty,
                     date_day monday)
{
    for (date_day date = monday; date <= monday + 6; date++) {
        if (duty_on(s->coop, duty, date)) {
            return true;
        }
    }
    return false;
}

static void add_week(struct compile_state *s, duty_ix duty, date_day monday)
{
    const struct demand *demand = &s->coop->demands.at[duty];
    int32_t first = monday < s->from ? 0 : monday - s->from;
    char date[DATE_TEXT];
    if (!week_has(s, duty, monday)) {
        return;
    }
    struct marks marks = {duty,
                          first,
                          monday + 6 - s->from,
                          demand->low,
                          demand->target,
                          demand->high,
                          week_constant(s, duty, monday),
                          state_text(s, "%s, week from %s", demand->id,
                                     date_format(monday, date))};
    add_languages(s, &marks);
    int32_t row = add_marks(s, &marks);
    for (int32_t day = marks.first; day <= marks.last; day++) {
        int32_t slot = s->slot_at[day * s->n_duties + duty];
        if (slot != NONE) {
            s->slot_row[slot] = row;
        }
    }
}

void cover_add(struct compile_state *s)
{
    for (int32_t k = 0; k < s->slots.n; k++) {
        add_slot(s, k);
    }
    for (duty_ix duty = 0; duty < s->coop->demands.n; duty++) {
        for (date_day monday = date_monday(s->from);
             s->coop->demands.at[duty].per == PER_WEEK && monday + 6 <= s->to;
             monday += 7) {
            add_week(s, duty, monday);
        }
    }
}
