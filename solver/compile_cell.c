/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compile_cell.c - which cells are open. */
#include "solver/compile_cell.h"

#include "solver/compile_block.h"
#include "solver/compile_hold.h"
#include "solver/compile_items.h"
#include "solver/compile_pattern.h"

bool pattern_attends(const struct compile_state *s, int32_t pattern,
                     int32_t activity)
{
    duty_ix duty = duty_of_activity(s->coop, activity);
    const struct duty_set *set = &s->patterns.at[pattern];
    if (!s->coop->activities.at[activity].inside) {
        return set_has(set, duty);
    }
    for (int32_t k = 0; k < set->n; k++) {
        if (duty_hosts(s->coop, set->duty[k], duty)) {
            return true;
        }
    }
    return false;
}

/* ---- which are open ------------------------------------------------- */

/* A rule that the cell breaks by itself or with what lies outside, or NONE. */
static int32_t broken_alone(const struct compile_state *s, struct probe *probe,
                            int32_t person, int32_t day, int32_t pattern)
{
    const struct cell *cell = state_cell(s, person, day, pattern);
    int32_t broken = probe_cells(probe, person, day, cell, NULL);
    if (broken == NONE && (day == 0 || day == s->n_days - 1)) {
        broken = probe_seam(probe, person, day, cell);
    }
    if (broken == NONE && block_seam(s, person, day, pattern)) {
        return RULE_BLOCK;
    }
    return broken == NONE ? NONE : (int32_t)PROBE_RULE[broken];
}

static void open_cell(struct compile_state *s, struct probe *probe,
                      int32_t person, int32_t day, int32_t pattern)
{
    struct cell *cell = state_cell(s, person, day, pattern);
    if (!cell_possible(s, person, day, pattern)) {
        return;
    }
    cell->shape = probe_shape(probe, day, cell_items(s, cell), cell->n);
    int32_t rule = broken_alone(s, probe, person, day, pattern);
    const struct duty_set *must = &state_hold(s, person, day)->must;
    bool forced = must->n > 0 && set_equal(must, &s->patterns.at[pattern]);
    cell->open = rule == NONE || forced;
    if (rule != NONE && forced) {
        state_note(s, s->staff_of[person], state_date(s, day),
                   state_date(s, day), RULES[rule].key,
                   "what is published or pinned breaks it");
    }
}

/* A day that history leaves nothing for is off all the same: the second half of
 * a block whose holder is away now. */
static void reopen_off(struct compile_state *s, int32_t person, int32_t day)
{
    for (int32_t p = 0; p < s->n_patterns; p++) {
        if (state_cell(s, person, day, p)->open) {
            return;
        }
    }
    struct cell *off = state_cell(s, person, day, OFF);
    off->open = true;
    state_note(s, s->staff_of[person], state_date(s, day), state_date(s, day),
               RULES[RULE_BLOCK].key,
               "the rest of the block can't be held by whoever began it");
}

/* Somebody pinned to an inside activity must be on a day duty around it. */
static enum status pin_attendance(struct compile_state *s,
                                  const struct pin *pin, struct error *err)
{
    int32_t day = state_day(s, pin->date), activity = pin->activity.ix;
    char date[DATE_TEXT];
    enum refusal refusal = slot_refusal(
        s->coop, pin->staff.ix, duty_of_activity(s->coop, activity), pin->date);
    if (refusal != REFUSE_NOT) {
        return error_set(err, STATUS_CONFLICT,
                         "pin %s: expected somebody who may attend %s on %s, "
                         "found %s: %s",
                         pin->id, s->coop->activities.at[activity].id,
                         date_format(pin->date, date), pin->staff.id,
                         refusal_text(refusal, false));
    }
    for (int32_t p = 0; p < s->n_patterns; p++) {
        struct cell *cell = state_cell(s, s->line_of[pin->staff.ix], day, p);
        cell->open = cell->open && pattern_attends(s, p, activity);
    }
    return STATUS_OK;
}

static enum status pin_attendances(struct compile_state *s, struct error *err)
{
    for (int32_t k = 0; k < s->coop->pins.n; k++) {
        const struct pin *pin = &s->coop->pins.at[k];
        if (hold_pin_day(s, pin) != NONE && pin->activity.ix != NONE &&
            s->coop->activities.at[pin->activity.ix].inside) {
            TRY(pin_attendance(s, pin, err));
        }
    }
    return STATUS_OK;
}

/* ---- calendar lines ------------------------------------------------- */

static bool published_held(const struct compile_state *s, duty_ix duty,
                           int32_t day)
{
    for (int32_t i = 0; i < s->n_people; i++) {
        if (hold_assignment(s, i, duty, day)) {
            return true;
        }
    }
    return false;
}

static bool pinned_held(const struct compile_state *s, int32_t activity,
                        int32_t day)
{
    for (int32_t k = 0; k < s->coop->pins.n; k++) {
        const struct pin *pin = &s->coop->pins.at[k];
        if (pin->activity.ix == activity && hold_pin_day(s, pin) == day) {
            return true;
        }
    }
    return false;
}

static void open_calendar_day(struct compile_state *s, int32_t line,
                              int32_t day)
{
    int32_t activity = s->activity_of[line];
    duty_ix duty = duty_of_activity(s->coop, activity);
    bool possible = state_slot(s, duty, day) != NULL;
    bool settled = hold_past(s, day) ||
                   (hold_published(s, day) && !hold_slot_opened(s, duty, day));
    bool held = possible && ((settled && published_held(s, duty, day)) ||
                             pinned_held(s, activity, day));
    state_cell(s, line, day, OFF)->open = !held;
    state_cell(s, line, day, s->held)->open = possible && (held || !settled);
}

/* ---- all together --------------------------------------------------- */

static void drop_patterns(struct compile_state *s)
{
    bool keep[PATTERN_MAX] = {true};
    int32_t cells = s->n_lines * s->n_days, before = s->n_patterns;
    for (int32_t k = 0; k < cells; k++) {
        for (int32_t p = 0; p < before; p++) {
            keep[p] = keep[p] || p == s->held ||
                      s->cells[(int64_t)k * before + p].open;
        }
    }
    patterns_keep(s, keep);
    int64_t kept = 0;
    for (int64_t k = 0; k < (int64_t)cells * before; k++) {
        if (keep[k % before]) {
            s->cells[kept++] = s->cells[k];
        }
    }
}

static enum status check_open(const struct compile_state *s, struct error *err)
{
    for (int32_t k = 0; k < s->n_people * s->n_days; k++) {
        int32_t person = k / s->n_days, day = k % s->n_days;
        bool any = false;
        for (int32_t p = 0; p < s->n_patterns; p++) {
            any = any || state_cell(s, person, day, p)->open;
        }
        if (!any) {
            char date[DATE_TEXT];
            return error_set(err, STATUS_CONFLICT,
                             "%s on %s: expected pins that one day can hold, "
                             "found none that does",
                             state_staff(s, person)->id,
                             date_format(state_date(s, day), date));
        }
    }
    return STATUS_OK;
}

enum status cells_make(struct compile_state *s, struct probe *probe,
                       struct error *err)
{
    size_t n = (size_t)s->n_lines * (size_t)s->n_days * (size_t)s->n_patterns;
    s->cells = xcalloc(n, sizeof *s->cells);
    items_make(s);
    for (int32_t k = 0; k < s->n_people * s->n_days; k++) {
        for (int32_t p = 0; p < s->n_patterns; p++) {
            open_cell(s, probe, k / s->n_days, k % s->n_days, p);
        }
        reopen_off(s, k / s->n_days, k % s->n_days);
    }
    for (int32_t line = s->n_people; line < s->n_lines; line++) {
        for (int32_t day = 0; day < s->n_days; day++) {
            open_calendar_day(s, line, day);
        }
    }
    TRY(pin_attendances(s, err));
    drop_patterns(s);
    return check_open(s, err);
}
