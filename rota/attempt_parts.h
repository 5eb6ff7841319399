/* SPDX-License-Identifier: GPL-3.0-or-later */
/* attempt_parts.h - what trying and telling of it share. Only for rota/. */
#ifndef ROTA_ATTEMPT_PARTS_H
#define ROTA_ATTEMPT_PARTS_H

#include "rota/attempt.h"
#include "rota/weekly.h"

struct attempting {
    struct desk *desk;
    const struct attempt *what;
    int64_t revision;
    struct plan_record record; /* of a draft */
    struct run_input input;    /* whole weeks around plan and moves */
    struct plan history;       /* published before and behind them */
    struct plan before, after;
    struct change_vec changes; /* in the order of the moves */
};

/* Refusals of those who get something; how many. */
int32_t attempt_add_refused(const struct attempting *a, cJSON *object);
/* What the rules find after and not before, and the other way round; how many
 * of the new ones are hard. */
int32_t attempt_add_findings(const struct attempting *a, cJSON *object);
/* Tiers of notice of what is published. */
void attempt_add_notice(const struct attempting *a, cJSON *object);
/* Cost by level and rule; `*total` after the change, -1 when no pattern holds
 * it, which is told among the refusals. 0 and no cost when no pattern holds the
 * plan as it is. */
enum status attempt_add_cost(const struct attempting *a, cJSON *object,
                             cost *total, struct error *err) MUST_USE;

#endif
