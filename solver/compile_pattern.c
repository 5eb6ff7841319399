/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compile_pattern.c - enumeration of day patterns, date by date. */
#include "solver/compile_pattern.h"

#include "base/text.h"

#include "solver/compile_hold.h"

/* Two half-day duties fill a day; a red day's standby may come in two parts. */
enum { DAY_DUTIES_MAX = 2, STANDBY_MAX = 2 };

int32_t pattern_find(const struct compile_state *s, const struct duty_set *set)
{
    for (int32_t p = 0; p < s->n_patterns; p++) {
        if (p != s->held && set_equal(&s->patterns.at[p], set)) {
            return p;
        }
    }
    return NONE;
}

static void register_set(struct compile_state *s, const struct duty_set *set)
{
    if (pattern_find(s, set) == NONE) {
        vec_push(&s->patterns, *set);
        s->n_patterns = s->patterns.n;
    }
}

/* ---- sets that go together ------------------------------------------ */

/* A set under construction on one date, and who may have all of it. */
struct growing {
    struct duty_set set;
    int32_t day_duties, standbys;
    bool able[PEOPLE_MAX];
};

static bool anybody(const struct compile_state *s, const struct growing *g)
{
    for (int32_t i = 0; i < s->n_people; i++) {
        if (g->able[i]) {
            return true;
        }
    }
    return false;
}

static bool clear_of(const struct compile_state *s, const struct growing *g,
                     const struct slot *slot)
{
    int32_t day = slot->date - s->from;
    for (int32_t k = 0; k < g->set.n; k++) {
        const struct slot *held = state_slot(s, g->set.duty[k], day);
        if (held->start < slot->end && slot->start < held->end) {
            return false;
        }
    }
    return true;
}

/* "" for none: parts of one standby have the same role. */
static const char *duty_role(const struct compile_state *s, duty_ix duty)
{
    int32_t demand = duty_demand(s->coop, duty);
    const char *role = demand == NONE ? NULL : s->coop->demands.at[demand].role;
    return role ? role : "";
}

static bool same_role(const struct compile_state *s, const struct growing *g,
                      duty_ix duty)
{
    const char *role = duty_role(s, duty);
    for (int32_t k = 0; k < g->set.n; k++) {
        if (duty_standby(s->coop, g->set.duty[k]) &&
            strcmp(duty_role(s, g->set.duty[k]), role) != 0) {
            return false;
        }
    }
    return true;
}

/* Adds the slot where it fits; false when nobody may have the result. */
static bool grow(const struct compile_state *s, struct growing *g,
                 int32_t slot_ix)
{
    const struct slot *slot = &s->slots.at[slot_ix];
    bool standby = duty_standby(s->coop, slot->duty);
    g->standbys += standby;
    g->day_duties += !standby;
    if (g->standbys > STANDBY_MAX || g->day_duties > DAY_DUTIES_MAX ||
        (standby && !same_role(s, g, slot->duty)) || !clear_of(s, g, slot) ||
        !set_add(&g->set, slot->duty)) {
        return false;
    }
    for (int32_t i = 0; i < s->n_people; i++) {
        const struct hold *hold = state_hold(s, i, slot->date - s->from);
        g->able[i] = g->able[i] && s->slot_open[i * s->slots.n + slot_ix] &&
                     (hold->free || set_has(&hold->must, slot->duty) ||
                      set_has(&hold->may, slot->duty));
    }
    return anybody(s, g);
}

/* All sets of the slots first..end-1 of one date on top of `g`. */
static void grow_all(struct compile_state *s, const struct growing *g,
                     int32_t first, int32_t end)
{
    for (int32_t k = first; k < end && s->n_patterns <= PATTERN_MAX; k++) {
        if (duty_inside(s->coop, s->slots.at[k].duty)) {
            continue;
        }
        struct growing next = *g;
        if (grow(s, &next, k)) {
            register_set(s, &next.set);
            grow_all(s, &next, k + 1, end);
        }
    }
}

static void enumerate_day(struct compile_state *s, int32_t day, int32_t first,
                          int32_t end)
{
    struct growing empty = {.day_duties = 0};
    for (int32_t i = 0; i < s->n_people; i++) {
        const struct staff *staff = state_staff(s, i);
        empty.able[i] = staff_employed(staff, state_date(s, day));
    }
    grow_all(s, &empty, first, end);
}

/* ---- the whole list ------------------------------------------------- */

static void register_held(struct compile_state *s)
{
    if (s->n_lines > s->n_people) {
        struct duty_set nothing = {.n = 0};
        s->held = s->patterns.n;
        vec_push(&s->patterns, nothing);
        s->n_patterns = s->patterns.n;
    }
}

enum status patterns_make(struct compile_state *s, struct error *err)
{
    struct duty_set off = {.n = 0};
    register_set(s, &off);
    for (int32_t first = 0, end; first < s->slots.n; first = end) {
        int32_t day = s->slots.at[first].date - s->from;
        for (end = first;
             end < s->slots.n && s->slots.at[end].date - s->from == day;) {
            end++;
        }
        enumerate_day(s, day, first, end);
    }
    for (int32_t k = 0; k < s->n_people * s->n_days; k++) {
        register_set(s, &s->holds[k].must);
    }
    register_held(s);
    if (s->n_patterns > PATTERN_MAX) {
        return error_set(err, STATUS_INPUT,
                         "day patterns: expected at most %d ways to combine "
                         "the duties of one date, found more; fewer duties "
                         "that fit beside each other on one day are needed",
                         PATTERN_MAX);
    }
    return STATUS_OK;
}

void patterns_keep(struct compile_state *s, const bool *keep)
{
    int32_t kept = 0, held = NONE;
    for (int32_t p = 0; p < s->n_patterns; p++) {
        if (p == s->held) {
            held = kept;
        }
        if (keep[p] || p == s->held) {
            s->patterns.at[kept++] = s->patterns.at[p];
        }
    }
    s->held = held;
    s->patterns.n = s->n_patterns = kept;
}

const char *pattern_name(struct compile_state *s, int32_t pattern)
{
    const struct duty_set *set = &s->patterns.at[pattern];
    if (set->n == 0) {
        return pattern == s->held ? "held" : "off";
    }
    struct text name;
    text_init(&name, 1024);
    for (int32_t k = 0; k < set->n; k++) {
        text_printf(&name, "%s%s", k > 0 ? "+" : "",
                    duty_id(s->coop, set->duty[k]));
    }
    const char *kept = state_text(s, "%s", text_cstr(&name));
    text_release(&name);
    return kept;
}
