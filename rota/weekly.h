/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * weekly.h - pieces of the weekly run that several verbs share.
 */
#ifndef ROTA_WEEKLY_H
#define ROTA_WEEKLY_H

#include "rota/child.h"
#include "rota/rota.h"

enum { WEEKS_DEFAULT = 8, WEEKS_MAX = 52, HISTORY_DAYS = 371 };

/* First and number of days: an empty horizon begins on the first Monday that
 * the freeze of the profile allows, seen from the desk's clock (domain.md 0.3:
 * a run in week W decides W+3). STATUS_USAGE when out of range or not a
 * Monday. */
enum status horizon_resolve(const struct desk *desk,
                            const struct horizon *horizon, date_day *from,
                            int32_t *days, struct error *err) MUST_USE;

/* Everything that the compiler is given for a horizon. Free with
 * run_input_release(). `published` is what stands inside the horizon. */
struct run_input {
    struct plan history, published;
    struct compile_input compile;
};
enum status run_input_load(struct desk *desk, date_day from, int32_t days,
                           struct run_input *input,
                           struct error *err) MUST_USE;
void run_input_release(struct run_input *input);

/* The fields that every solved problem has: status, cost, bound, gap, levels,
 * seconds, ticks, problem_sha256, cost_by_rule. `object` is extended. */
void run_describe(const struct problem *problem,
                  const struct solver_result *solved, cJSON *object);
/* "cost_by_rule": [{rule, level, points, times}] */
void run_add_cost_by_rule(const struct problem *problem,
                          const struct roster *roster, cJSON *object);
/* [{slot, name, date, missing, priority, points, words}] of rows below their
 * low mark, by priority, then date. */
void run_add_uncovered(const struct coop *coop, const struct plan *plan,
                       const struct plan *history, cJSON *object);
/* [{rule, id, grade, person, from, to, reference, words}], at most `max`. */
void run_add_findings(const struct coop *coop,
                      const struct finding_vec *findings, int32_t max,
                      cJSON *object);

#endif
