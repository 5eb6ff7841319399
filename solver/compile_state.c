/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compile_state.c - days, duty sets, names and notes of the compiler. */
#include "solver/compile_state.h"

#include <stdarg.h>
#include <stdio.h>

#include "model/profile.h"

void state_init(struct compile_state *s, const struct compile_input *input)
{
    *s = (struct compile_state){
        .input = input,
        .coop = input->coop,
        .arena = arena_new(),
        .from = input->from,
        .to = input->from + input->days - 1,
        .n_days = input->days,
        .start = zone_instant(input->from, 0),
        .n_duties = duty_count(input->coop),
        .held = NONE,
    };
    s->scratch_first = arena_array(s->arena, (size_t)s->coop->staff.n + 1,
                                   sizeof *s->scratch_first);
}

void state_release(struct compile_state *s)
{
    timeline_free(s->outside);
    vec_release(&s->slots);
    free(s->slot_open);
    free(s->holds);
    free(s->cells);
    vec_release(&s->items);
    vec_release(&s->tables);
}

/* ---- days, slots, patterns ------------------------------------------ */

int32_t state_day(const struct compile_state *s, date_day date)
{
    return date >= s->from && date <= s->to ? date - s->from : NONE;
}

int32_t state_minute(const struct compile_state *s, instant at)
{
    return (int32_t)((at - s->start) / 60);
}

const struct slot *state_slot(const struct compile_state *s, duty_ix duty,
                              int32_t day)
{
    int32_t slot = s->slot_at[day * s->n_duties + duty];
    return slot == NONE ? NULL : &s->slots.at[slot];
}

bool set_has(const struct duty_set *set, duty_ix duty)
{
    for (int32_t k = 0; k < set->n; k++) {
        if (set->duty[k] == duty) {
            return true;
        }
    }
    return false;
}

bool set_equal(const struct duty_set *a, const struct duty_set *b)
{
    return a->n == b->n && set_within(a, b);
}

bool set_add(struct duty_set *set, duty_ix duty)
{
    if (set_has(set, duty)) {
        return true;
    }
    if (set->n == SET_MAX) {
        return false;
    }
    int32_t k = set->n++;
    for (; k > 0 && set->duty[k - 1] > duty; k--) {
        set->duty[k] = set->duty[k - 1];
    }
    set->duty[k] = duty;
    return true;
}

void set_drop(struct duty_set *set, duty_ix duty)
{
    int32_t kept = 0;
    for (int32_t k = 0; k < set->n; k++) {
        if (set->duty[k] != duty) {
            set->duty[kept++] = set->duty[k];
        }
    }
    set->n = kept;
}

bool set_within(const struct duty_set *inner, const struct duty_set *outer)
{
    for (int32_t k = 0; k < inner->n; k++) {
        if (!set_has(outer, inner->duty[k])) {
            return false;
        }
    }
    return true;
}

bool pattern_has(const struct compile_state *s, int32_t pattern, duty_ix duty)
{
    return set_has(&s->patterns.at[pattern], duty);
}

bool pattern_standby(const struct compile_state *s, int32_t pattern)
{
    const struct duty_set *set = &s->patterns.at[pattern];
    for (int32_t k = 0; k < set->n; k++) {
        if (duty_standby(s->coop, set->duty[k])) {
            return true;
        }
    }
    return false;
}

bool pattern_works(const struct compile_state *s, int32_t pattern)
{
    const struct duty_set *set = &s->patterns.at[pattern];
    for (int32_t k = 0; k < set->n; k++) {
        if (!duty_standby(s->coop, set->duty[k]) &&
            duty_kind(s->coop, set->duty[k]) != SHIFT_LEAVE) {
            return true;
        }
    }
    return false;
}

/* ---- names, sources, notes ------------------------------------------ */

PRINTF_LIKE(2, 0)
static const char *format_text(struct arena *arena, const char *format,
                               va_list args)
{
    char words[400];
    (void)vsnprintf(words, sizeof words, format, args);
    return arena_strdup(arena, words);
}

const char *state_text(struct compile_state *s, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = format_text(s->arena, format, args);
    va_end(args);
    return text;
}

const char *limit_source(struct compile_state *s, enum limit_key key,
                         int32_t staff, date_day date)
{
    const struct agreement *agreement =
        profile_agreement(s->coop, key, staff, date);
    const char *reference = s->coop->profile->limits[key].reference;
    if (!reference) {
        reference = limit_key_name(key);
    }
    return agreement ? state_text(s, "%s, %s", reference, agreement->reference)
                     : reference;
}

void state_note(struct compile_state *s, int32_t staff, date_day from,
                date_day to, const char *rule, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct compile_note note = {staff, from, to, rule,
                                format_text(s->arena, format, args)};
    va_end(args);
    vec_push(&s->notes, note);
}

/* ---- masks ---------------------------------------------------------- */

int32_t state_mask(struct compile_state *s, person_test *test,
                   const void *context)
{
    bool people[PEOPLE_MAX] = {false};
    bool any = false;
    for (int32_t i = 0; i < s->n_people; i++) {
        people[i] = test(s, i, context);
        any = any || people[i];
    }
    return any ? problem_add_mask(s->problem, people) : NONE;
}
