/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rule_overlap.c - nobody is in two duties, or on a journey and in a duty, at
 * once. A standby may share time with a journey for as long as its response
 * time allows, by phone only or without a response for any time; call-outs lie
 * in duties by their nature.
 */
#include "model/rule_tools.h"

/* Whether the two may share that many seconds. */
static bool may_share(const struct coop *coop, const struct work_item *a,
                      const struct work_item *b, int64_t seconds)
{
    bool callout = a->kind == SHIFT_CALLOUT || b->kind == SHIFT_CALLOUT;
    bool travel = a->kind == SHIFT_TRAVEL || b->kind == SHIFT_TRAVEL;
    bool standby = a->kind == SHIFT_STANDBY || b->kind == SHIFT_STANDBY;
    if (!travel || !standby) {
        return callout;
    }
    int32_t response =
        work_response(coop, a->kind == SHIFT_STANDBY ? a : b);
    return response == 0 || seconds <= (int64_t)response * 60;
}

static void check_pair(const struct timeline *timeline,
                       const struct work_item *a, const struct work_item *b,
                       struct finding_vec *out)
{
    instant to = a->to < b->to ? a->to : b->to;

    if (to <= b->from ||
        may_share(timeline->coop, a, b, to - b->from) ||
        !(in_horizon(timeline, a->date) || in_horizon(timeline, b->date))) {
        return;
    }
    struct finding found = {
        .rule = RULE_OVERLAP,
        .grade = FINDING_HARD,
        .staff = a->staff,
        .duty = b->duty != NONE ? b->duty : a->duty,
        .from = a->date < b->date ? a->date : b->date,
        .to = a->date > b->date ? a->date : b->date,
        .value = (to - b->from) * UNITS_PER_MINUTE / 60,
        .reference = "",
    };
    char has[UNITS_TEXT], moment[MOMENT_TEXT];
    finding_add(out, &found, "%s in two places from %s",
                units_format(found.value, has), moment_format(b->from, moment));
}

void rule_overlap(const struct timeline *timeline, struct finding_vec *out)
{
    const struct work_vec *items = &timeline->items;

    for (int32_t i = 0; i < items->n; i++) {
        for (int32_t j = i + 1;
             j < items->n && items->at[j].staff == items->at[i].staff &&
             items->at[j].from < items->at[i].to;
             j++) {
            check_pair(timeline, &items->at[i], &items->at[j], out);
        }
    }
}
