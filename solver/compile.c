/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compile.c - the order of the parts, and the way back. */
#include "solver/compile.h"

#include "solver/compile_cell.h"
#include "solver/compile_hold.h"
#include "solver/compile_lines.h"
#include "solver/compile_parts.h"
#include "solver/compile_pattern.h"
#include "solver/compile_relax.h"

struct compiled {
    struct compile_input input;
    struct compile_state state; /* less what state_release() gives back */
};

static compile_part *const PARTS[] = {
    charges_add, rest_add,      blocks_add,     weeks_add,   nights_add,
    sundays_add, strain_add,    contracts_add,  fair_add,    cover_add,
    company_add, activities_add, turns_add,     conflicts_add, balance_add,
};

/* ---- the problem's frame -------------------------------------------------- */

static int64_t gcd(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

/* Points of one unit of a level: what all its weights are multiples of. */
static cost level_unit(const struct coop *coop, enum level level)
{
    int64_t unit = 0;
    for (int32_t k = 0; k < WEIGHT_KEYS; k++) {
        if (weight_level((enum weight_key)k) == level) {
            unit = gcd(unit, coop_weight(coop, (enum weight_key)k));
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
    s->day_open = arena_array(s->arena,
                              (size_t)s->n_days * (size_t)s->n_patterns,
                              sizeof *s->day_open);
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

/* ---- compiling ------------------------------------------------------------ */

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

enum status compile(const struct compile_input *input,
                    struct compiled **result, struct error *err)
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

/* ---- from a roster to a plan ---------------------------------------------- */

static bool is_pinned(const struct compile_state *s, int32_t staff,
                      duty_ix duty, date_day date)
{
    for (int32_t k = 0; k < s->coop->pins.n; k++) {
        const struct pin *pin = &s->coop->pins.at[k];
        duty_ix pinned = pin->demand.ix != NONE
                             ? duty_of_demand(s->coop, pin->demand.ix)
                             : duty_of_activity(s->coop, pin->activity.ix);
        if (pin->on && pin->staff.ix == staff && pin->date == date &&
            pinned == duty) {
            return true;
        }
    }
    return false;
}

/* Whatever was published of the assignment stays with it. */
static void give(const struct compile_state *s, struct plan *plan,
                 int32_t person, int32_t day, duty_ix duty)
{
    int32_t staff = s->staff_of[person];
    const struct assignment *before = hold_assignment(s, person, duty, day);
    plan_add(plan, staff, duty, state_date(s, day));
    struct assignment *after = &plan->assignments.at[plan->assignments.n - 1];
    after->overtime = before && before->overtime;
    after->pinned = (before && before->pinned) ||
                    is_pinned(s, staff, duty, state_date(s, day));
}

/* A floating activity inside day duties leaves no trace in anybody's pattern:
 * its date is written down as its attendance. */
static void give_attendance(const struct compile_state *s,
                            const struct roster *roster, struct plan *plan,
                            int32_t line, int32_t day)
{
    int32_t activity = s->activity_of[line];
    for (int32_t i = 0; i < s->n_people; i++) {
        if (activity_expects(s->coop, activity, s->staff_of[i],
                             state_date(s, day)) &&
            pattern_attends(s, roster_line(roster, i)[day], activity)) {
            give(s, plan, i, day, duty_of_activity(s->coop, activity));
        }
    }
}

void compiled_decode(const struct compiled *compiled,
                     const struct roster *roster, struct plan *plan)
{
    const struct compile_state *s = &compiled->state;
    for (int32_t k = 0; k < s->n_people * s->n_days; k++) {
        int32_t person = k / s->n_days, day = k % s->n_days;
        const struct duty_set *set =
            &s->patterns.at[roster_line(roster, person)[day]];
        for (int32_t n = 0; n < set->n; n++) {
            give(s, plan, person, day, set->duty[n]);
        }
    }
    for (int32_t line = s->n_people; line < s->n_lines; line++) {
        for (int32_t day = 0; day < s->n_days; day++) {
            if (roster_line(roster, line)[day] == s->held &&
                s->coop->activities.at[s->activity_of[line]].inside) {
                give_attendance(s, roster, plan, line, day);
            }
        }
    }
    plan_sort(plan);
}

/* ---- from a plan to a roster ---------------------------------------------- */

static int32_t calendar_line(const struct compile_state *s, duty_ix duty)
{
    for (int32_t line = s->n_people; line < s->n_lines; line++) {
        if (duty_of_activity(s->coop, s->activity_of[line]) == duty) {
            return line;
        }
    }
    return NONE;
}

static enum status no_pattern(const struct compile_state *s,
                              const struct assignment *a, struct error *err)
{
    char key[SLOT_KEY];
    return error_set(err, STATUS_CONFLICT,
                     "%s: expected duties that one day pattern holds, found "
                     "%s beside others",
                     s->coop->staff.at[a->staff].id,
                     slot_key(s->coop, a->duty, a->date, key));
}

/* The assignments of one person and date, from index `k`; returns the next. */
static enum status encode_day(const struct compile_state *s,
                              const struct plan *plan, int32_t *k,
                              struct roster *roster, struct error *err)
{
    const struct assignment *first = &plan->assignments.at[*k], *a = first;
    int32_t line = s->line_of[first->staff], day = state_day(s, first->date);
    struct duty_set set = {.n = 0};
    for (; *k < plan->assignments.n && a->staff == first->staff &&
           a->date == first->date;
         a = &plan->assignments.at[++*k]) {
        int32_t held = calendar_line(s, a->duty);
        if (held != NONE && day != NONE) {
            roster_line(roster, held)[day] = (int16_t)s->held;
        }
        if (!duty_inside(s->coop, a->duty) && !set_add(&set, a->duty)) {
            return no_pattern(s, a, err);
        }
    }
    if (day == NONE || set.n == 0) {
        return STATUS_OK;
    }
    int32_t pattern = line == NONE ? NONE : pattern_find(s, &set);
    if (pattern == NONE) {
        return no_pattern(s, first, err);
    }
    roster_line(roster, line)[day] = (int16_t)pattern;
    return STATUS_OK;
}

enum status compiled_encode(const struct compiled *compiled,
                            const struct plan *plan, struct roster **roster,
                            struct error *err)
{
    const struct compile_state *s = &compiled->state;
    struct roster *made = roster_new(s->problem);
    for (int32_t k = 0; k < s->n_lines * s->n_days; k++) {
        made->pattern[k] = OFF;
    }
    for (int32_t k = 0; k < plan->assignments.n;) {
        enum status status = encode_day(s, plan, &k, made, err);
        if (status != STATUS_OK) {
            roster_free(made);
            return status;
        }
    }
    *roster = made;
    return STATUS_OK;
}
