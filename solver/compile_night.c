/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_night.c - K2: hours of people who regularly work at night, as hard
 * window sums (model/rule_night.c).
 *
 * The law asks it of those whose nights are regular in the window. A sum cannot
 * say "if", so whoever can have so many nights in it is held to the limit.
 */
#include "model/profile.h"
#include "model/rule_tools.h"
#include "solver/compile_parts.h"
#include "solver/compile_sum.h"

/* Nights as K2 counts them among the items dated first..last. */
static int32_t nights_of(const struct compile_state *s,
                         const struct work_item *items, int32_t n,
                         date_day first, date_day last)
{
    int32_t nights = 0;
    for (int32_t k = 0; k < n; k++) {
        const struct work_item *item = &items[k];
        const struct window pause = work_break(item);
        if (item->date < first || item->date > last ||
            !work_blocks_rest(item)) {
            continue;
        }
        int64_t minutes = night_minutes(s->coop, item->from, item->to) -
                          night_minutes(s->coop, pause.from, pause.to);
        nights +=
            minutes * UNITS_PER_MINUTE >
            profile_limit(s->coop, LIMIT_NIGHT_MIN, item->staff, item->date);
    }
    return nights;
}

static int32_t most_nights(const struct compile_state *s, int32_t person,
                           date_day first, date_day last)
{
    int32_t n;
    const struct work_item *items = outside_items(s, person, &n);
    int32_t nights = nights_of(s, items, n, first, last);
    for (int32_t day = 0; day < s->n_days; day++) {
        int32_t most = 0;
        for (int32_t p = 0; p < s->n_patterns; p++) {
            const struct cell *cell = state_cell(s, person, day, p);
            int32_t here = cell->open ? nights_of(s, cell_items(s, cell),
                                                  cell->n, first, last)
                                      : 0;
            most = here > most ? here : most;
        }
        nights += most;
    }
    return nights;
}

static void add_night_average(struct compile_state *s, int32_t person,
                              date_day monday)
{
    int32_t staff = s->staff_of[person];
    date_day last = monday + 6;
    int64_t days = profile_limit(s->coop, LIMIT_NIGHT_AVG_DAYS, staff, last);
    if (days < 1 || days > 366 ||
        limit_grade(s->coop, LIMIT_NIGHT_AVG) != FINDING_HARD) {
        return;
    }
    date_day first = last - (int32_t)days + 1;
    struct span span = {zone_instant(first, 0), zone_instant(last + 1, 0),
                        SUM_NORMAL_COUNTED};
    struct window_draft draft = {
        .person = person,
        .level = LEVEL_UNCOVERED,
        .name = RULES[RULE_NIGHT_AVERAGE].key,
        .source = limit_source(s, LIMIT_NIGHT_AVG, staff, last),
        .amount = amount_in_span,
        .context = &span,
        .history = outside_sum(s, person, &span),
        .low = BOUND_NONE_LOW,
        .high = profile_limit(s->coop, LIMIT_NIGHT_AVG, staff, last),
    };
    if (most_nights(s, person, first, last) >=
            profile_limit(s->coop, LIMIT_NIGHT_REGULAR, staff, last) &&
        span_days(s, span.from, span.to, &draft.first, &draft.last)) {
        window_add(s, &draft);
    }
}

void nights_add(struct compile_state *s)
{
    for (int32_t i = 0; i < s->n_people; i++) {
        for (date_day monday = date_monday(s->from);
             monday <= s->to && !state_staff(s, i)->aml_exempt; monday += 7) {
            add_night_average(s, i, monday);
        }
    }
}
