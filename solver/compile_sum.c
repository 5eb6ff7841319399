/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compile_sum.c - timeline_sum() of a single cell. */
#include "solver/compile_sum.h"

units cell_sum(const struct compile_state *s, int32_t person,
               const struct cell *cell, const struct span *span)
{
    if (cell->n == 0) {
        return 0;
    }
    int32_t staff = s->staff_of[person];
    struct timeline timeline = {
        .coop = s->coop,
        .items = {s->items.at + cell->first, cell->n, cell->n},
        .first = s->scratch_first,
        .published = DATE_NONE,
    };
    timeline.first[staff] = 0;
    timeline.first[staff + 1] = cell->n;
    return timeline_sum(&timeline, staff, span->from, span->to, span->what);
}

units outside_sum(const struct compile_state *s, int32_t person,
                  const struct span *span)
{
    return timeline_sum(s->outside, s->staff_of[person], span->from, span->to,
                        span->what);
}

const struct work_item *outside_items(const struct compile_state *s,
                                      int32_t person, int32_t *n)
{
    const int32_t *first = &s->outside->first[s->staff_of[person]];
    *n = first[1] - first[0];
    return *n > 0 ? &s->outside->items.at[first[0]] : NULL;
}

bool span_days(const struct compile_state *s, instant from, instant to,
               int32_t *first, int32_t *last)
{
    date_day begin, end;
    int32_t minute;
    zone_local(from, &begin, &minute);
    zone_local(to - 1, &end, &minute);
    begin--;
    *first = begin < s->from ? 0 : begin - s->from;
    *last = end > s->to ? s->n_days - 1 : end - s->from;
    return *first < s->n_days && *last >= *first;
}

int64_t amount_in_span(const struct compile_state *s, int32_t person,
                       int32_t day, int32_t pattern, const void *context)
{
    return cell_sum(s, person, state_cell(s, person, day, pattern), context);
}
