/* SPDX-License-Identifier: GPL-3.0-or-later */
/* duty.c - what documents say of a duty and of a person. */
#include "exporters/duty.h"

#include <stdio.h>
#include <string.h>

#include "model/calendar.h"

enum { CODE_BYTES = 16, MINUTES_A_DAY = 1440 };

/* ---- names ------------------------------------------------------------------- */

const char *duty_role(const struct coop *coop, duty_ix duty)
{
    int32_t demand = duty_demand(coop, duty);
    const char *role =
        demand == NONE ? NULL : coop->demands.at[demand].role;
    return role ? role : "";
}

const char *duty_service_name(const struct coop *coop, duty_ix duty)
{
    int32_t service = duty_service(coop, duty);
    return service == NONE ? "" : coop->services.at[service].name;
}

const char *duty_member_name(const struct coop *coop, duty_ix duty)
{
    int32_t member = duty_member(coop, duty);
    return member == NONE ? "" : coop->members.at[member].name;
}

const char *duty_place_name(const struct coop *coop, duty_ix duty)
{
    int32_t place = duty_place(coop, duty);
    return place == NONE ? "" : coop->places.at[place].name;
}

const char *staff_employer(const struct coop *coop, int32_t staff)
{
    int32_t member = coop->staff.at[staff].member.ix;
    return member == NONE ? "" : coop->members.at[member].name;
}

char *duty_hours(const struct coop *coop, duty_ix duty, char out[HOURS_TEXT])
{
    char start[CLOCK_TEXT], end[CLOCK_TEXT];
    int32_t until = duty_end(coop, duty);
    clock_format(duty_start(coop, duty), start);
    clock_format(until, end);
    if (until == MINUTES_A_DAY) {
        snprintf(out, HOURS_TEXT, "%s-24:00", start);
    } else {
        /* No duty ends later than the day after it begins (MAX_END). */
        snprintf(out, HOURS_TEXT, "%s-%s%s", start, end,
                 until > MINUTES_A_DAY ? "+1" : "");
    }
    return out;
}

/* ---- codes -------------------------------------------------------------------- */

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9');
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* "standby-primary" gives SP, "office" OF: ids are ASCII (model/limits.h). */
static void initials(const char *id, char out[CODE_BYTES])
{
    size_t n = 0;
    for (size_t i = 0; id[i] && n < 3; i++) {
        if (is_word(id[i]) && (i == 0 || !is_word(id[i - 1]))) {
            out[n++] = upper(id[i]);
        }
    }
    if (n == 1) {
        for (size_t i = 1; id[i] && n < 2; i++) {
            if (is_word(id[i])) {
                out[n++] = upper(id[i]);
            }
        }
    }
    out[n] = '\0';
}

static bool code_taken(const char *const *codes, duty_ix before,
                       const char *code)
{
    for (duty_ix i = 0; i < before; i++) {
        if (codes[i] && strcmp(codes[i], code) == 0) {
            return true;
        }
    }
    return false;
}

const char **duty_codes(const struct coop *coop, const struct plan *plan,
                        struct arena *arena)
{
    int32_t n = duty_count(coop);
    const char **codes = arena_array(arena, (size_t)n + 1, sizeof *codes);
    bool *held = arena_array(arena, (size_t)n + 1, sizeof *held);
    for (int32_t i = 0; i < plan->assignments.n; i++) {
        held[plan->assignments.at[i].duty] = true;
    }
    for (duty_ix duty = 0; duty < n; duty++) {
        char code[CODE_BYTES];
        initials(duty_id(coop, duty), code);
        const char *first = arena_strdup(arena, code), *free_one = first;
        for (int k = 2; held[duty] && code_taken(codes, duty, free_one);
             k++) {
            free_one = arena_printf(arena, "%s%d", first, k);
        }
        codes[duty] = held[duty] ? free_one : NULL;
    }
    return codes;
}

/* ---- tally --------------------------------------------------------------------- */

/* Assignments are sorted by date: a day or weekend repeats next to itself. */
struct counting {
    date_day red_day, weekend;
};

static void count_duty(const struct coop *coop, const struct assignment *a,
                       struct counting *last, struct tally *tally)
{
    tally->duties++;
    tally->standby += duty_standby(coop, a->duty);
    if (calendar_red(a->date) && a->date != last->red_day) {
        last->red_day = a->date;
        tally->red_days++;
    }
    if (date_weekday(a->date) >= SATURDAY &&
        date_monday(a->date) != last->weekend) {
        last->weekend = date_monday(a->date);
        tally->weekends++;
    }
}

struct tally *tally_all(const struct export_input *input)
{
    const struct coop *coop = input->coop;
    const struct plan *plan = input->plan;
    size_t n = (size_t)coop->staff.n + 1;
    struct tally *tallies = xcalloc(n, sizeof *tallies);
    struct counting *last = xcalloc(n, sizeof *last);
    struct timeline *timeline = timeline_new(coop, input->history, plan);
    for (int32_t i = 0; i < coop->staff.n; i++) {
        last[i] = (struct counting){DATE_NONE, DATE_NONE};
        tallies[i].counted = timeline_sum(
            timeline, i, zone_instant(plan->from, 0),
            zone_instant(plan->from + plan->days, 0), SUM_COUNTED);
    }
    for (int32_t i = 0; i < plan->assignments.n; i++) {
        const struct assignment *a = &plan->assignments.at[i];
        count_duty(coop, a, &last[a->staff], &tallies[a->staff]);
    }
    timeline_free(timeline);
    free(last);
    return tallies;
}
