/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compile.c - the order of the parts, and the way back. */
#include "solver/compile.h"

#include "base/divisor.h"
#include "solver/compile_cell.h"
#include "solver/compile_hold.h"
#include "solver/compile_lines.h"
#include "solver/compile_parts.h"
#include "solver/compile_pattern.h"
#include "solver/compile_relax.h"
#include "solver/compile_result.h"

static compile_part *const PARTS[] = {
    charges_add, changes_price,  rest_add,   blocks_add,    weeks_add,
    nights_add,  sundays_add,    strain_add, contracts_add, fair_add,
    cover_add,   company_add,    activities_add, turns_add, conflicts_add,
    balance_add,
};

/* ---- the problem's frame -------------------------------------------- */

/* Points of one unit of a level: what all its weights are multiples of. */
static cost level_unit(const struct coop *coop, enum level level)
{
    int64_t unit = 0;
    for (int32_t k = 0; k < WEIGHT_KEYS; k++) {
        if (weight_level((enum weight_key)k) == level) {
            unit = common_divisor(unit, coop_weight(coop, (enum weight_key)k));
        }
    }
    return unit > 0 ? unit : 1;
}

static void name_all(struct compile_state *s)
{
    struct problem *p = s->problem;
    for (int32_t i = 0; i < s->n_lines; i++) {
        problem_name_person(
            p, i,
            i < s->n_people
                ? state_staff(s, i)->id
                : state_text(s, "calendar:%s",
                             s->coop->activities.at[s->activity_of[i]].id));
    }
    for (int32_t day = 0; day < s->n_days; day++) {
        char date[DATE_TEXT];
        problem_name_day(p, day, date_format(state_date(s, day), date));
    }
    for (int32_t k = 1; k < s->n_patterns; k++) {
        problem_name_pattern(p, k, pattern_name(s, k));
    }
    for (int32_t k = 0; k < LEVEL_COUNT; k++) {
        (void)problem_add_level(p, level_name((enum level)k),
                                level_unit(s->coop, (enum level)k));
    }
}

static void close_cells(struct compile_state *s)
{
    s->day_open = arena_array(s->arena, size_by_day(s), sizeof *s->day_open);
    for (int32_t k = 0; k < s->n_lines * s->n_days; k++) {
        int32_t line = k / s->n_days, day = k % s->n_days;
        for (int32_t p = 0; p < s->n_patterns; p++) {
            if (!state_cell(s, line, day, p)->open) {
                problem_forbid(s->problem, line, day, p);
            } else {
                s->day_open[day * s->n_patterns + p] = true;
            }
        }
    }
}

static bool is_person(const struct compile_state *s, int32_t person,
                      const void *context)
{
    (void)context;
    return person < s->n_people;
}

static void make_problem(struct compile_state *s)
{
    const char *name = s->coop->id ? s->coop->id : "co-operation";
    s->problem = problem_new(name, s->n_lines, s->n_days, s->n_patterns);
    name_all(s);
    close_cells(s);
    s->everybody = state_mask(s, is_person, NULL);
}

/* ---- compiling ------------------------------------------------------ */

static enum status make(struct compile_state *s, struct error *err)
{
    TRY(lines_make(s, err));
    TRY(holds_make(s, err));
    TRY(patterns_make(s, err));
    struct probe *probe = probe_new(s);
    enum status status = cells_make(s, probe, err);
    if (status == STATUS_OK) {
        make_problem(s);
        pairs_add(s, probe);
        for (size_t k = 0; k < COUNT_OF(PARTS); k++) {
            PARTS[k](s);
        }
        status = problem_finish(s->problem, err);
    }
    if (status == STATUS_OK) {
        relax_least(s);
    }
    probe_free(probe);
    return status;
}

static int by_staff(const void *left, const void *right)
{
    const struct compile_note *a = left, *b = right;
    if (a->staff != b->staff) {
        return a->staff < b->staff ? -1 : 1;
    }
    if (a->from != b->from) {
        return a->from < b->from ? -1 : 1;
    }
    return strcmp(a->rule, b->rule);
}

enum status compile(const struct compile_input *input, struct compiled **result,
                    struct error *err)
{
    struct compiled *compiled = xcalloc(1, sizeof *compiled);
    struct compile_state *s = &compiled->state;
    compiled->input = *input;
    state_init(s, &compiled->input);
    enum status status = make(s, err);
    state_release(s);
    if (s->notes.n > 0) {
        qsort(s->notes.at, (size_t)s->notes.n, sizeof *s->notes.at, by_staff);
    }
    if (status != STATUS_OK) {
        compiled_free(compiled);
        return status;
    }
    *result = compiled;
    return STATUS_OK;
}

void compiled_free(struct compiled *compiled)
{
    if (!compiled) {
        return;
    }
    problem_free(compiled->state.problem);
    vec_release(&compiled->state.patterns);
    vec_release(&compiled->state.notes);
    vec_release(&compiled->state.shares);
    arena_free(compiled->state.arena);
    free(compiled);
}

const struct problem *compiled_problem(const struct compiled *compiled)
{
    return compiled->state.problem;
}

int32_t compiled_shares(const struct compiled *compiled,
                        const struct compiled_share **shares)
{
    *shares = compiled->state.shares.at;
    return compiled->state.shares.n;
}

int32_t compiled_notes(const struct compiled *compiled,
                       const struct compile_note **notes)
{
    *notes = compiled->state.notes.at;
    return compiled->state.notes.n;
}

int32_t compiled_line(const struct compiled *compiled, int32_t staff)
{
    return compiled->state.line_of[staff];
}

int32_t compiled_staff(const struct compiled *compiled, int32_t line)
{
    return compiled->state.staff_of[line];
}

int32_t compiled_row(const struct compiled *compiled, duty_ix duty,
                     date_day date)
{
    const struct compile_state *s = &compiled->state;
    int32_t day = state_day(s, date);
    int32_t slot = day == NONE ? NONE : s->slot_at[day * s->n_duties + duty];
    return slot == NONE ? NONE : s->slot_row[slot];
}

int32_t compiled_pattern(const struct compiled *compiled, int32_t pattern,
                         const duty_ix **duties)
{
    const struct duty_set *set = &compiled->state.patterns.at[pattern];
    *duties = set->duty;
    return set->n;
}

int32_t compiled_find(const struct compiled *compiled, const duty_ix *duties,
                      int32_t n)
{
    struct duty_set set = {.n = 0};
    for (int32_t k = 0; k < n; k++) {
        if (!set_add(&set, duties[k])) {
            return NONE;
        }
    }
    return pattern_find(&compiled->state, &set);
}
