/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact_run.c - lengths of runs. With a[d] = 1 on the days of a run:
 *
 * too long   the t + 1 days up to e all in a run: sum(a) - t <= 0, or a slack
 *            that costs (one for each day too many, as the definition counts)
 * too short  hard: a run that begins on s lasts, a[s] - a[s - 1] <= a[k] for
 *            each k it must reach, and the same seen from its end;
 *            soft: a helper for each possible short run s..e
 *
 * Days before day 0 are constants: `history` of them are in the run.
 */
#include "solver/compact_parts.h"

struct run_view {
    struct compact *c;
    const struct line_rule *rule;
    const struct run_length *run;
    struct form form;
};

static void add_day(struct run_view *view, int32_t day, int64_t coef)
{
    const struct problem *p = view->c->problem;
    form_add_set(&view->form, view->c, view->rule->person * p->n_days + day,
                 &view->run->set, coef);
}

static int32_t history(const struct run_length *run)
{
    return run->history > 0 ? run->history : 0;
}

/* More than `longest` days up to day e: forbidden when points < 0. */
static void too_long(struct run_view *view, int32_t e, int64_t longest,
                     cost points)
{
    int64_t first = e - longest;
    int32_t from = first < 0 ? 0 : (int32_t)first;
    if (-first > history(view->run)) {
        return; /* the run can't reach back that far */
    }
    form_clear(&view->form);
    for (int32_t d = from; d <= e; d++) {
        add_day(view, d, 1);
    }
    if (points > 0) {
        int32_t slack = model_column(view->c, 0, 1);
        model_charge(view->c, slack, view->rule->level, (double)points);
        form_add_column(&view->form, slack, -1);
    }
    model_row(view->c, &view->form, BOUND_NONE_LOW, e - from);
}

static void long_runs(struct run_view *view)
{
    const struct gauge *gauge = &view->run->gauge;
    bool wanted = model_wants(view->c, view->rule->level);
    for (int32_t e = 0; e < view->c->problem->n_days; e++) {
        if (gauge->high < INT32_MAX) {
            too_long(view, e, gauge->high > 0 ? gauge->high : 0, -1);
        }
        for (int32_t i = 0; wanted && i < gauge->n_hinges; i++) {
            const struct hinge *h = &gauge->hinges[i];
            if (h->over > 0 && h->at < INT32_MAX) {
                too_long(view, e, h->at > 0 ? h->at : 0, h->over);
            }
        }
    }
}

/* A run is in the set on `in` although not on `out` (a day, or -1: no such day
 * in the horizon), so it is on `reach` too. */
static void must_reach(struct run_view *view, int32_t in, int32_t out,
                       int32_t reach)
{
    form_clear(&view->form);
    add_day(view, in, 1);
    if (out >= 0) {
        add_day(view, out, -1);
    }
    if (reach >= 0) {
        add_day(view, reach, -1);
    }
    model_row(view->c, &view->form, BOUND_NONE_LOW, 0);
}

/* What a run that begins on s already lasted before it. */
static int32_t before(const struct run_view *view, int32_t s)
{
    return s == 0 ? history(view->run) : 0;
}

static bool never_short(const struct run_view *view, int32_t s)
{
    return s == 0 && view->run->history == RUN_FAVOURABLE;
}

/* Runs shorter than `low` by their begin. */
static void reach_forward(struct run_view *view, int64_t low)
{
    int32_t n_days = view->c->problem->n_days;
    for (int32_t s = 0; s < n_days; s++) {
        int64_t last = s + low - before(view, s) - 1;
        for (int32_t k = s + 1;
             k <= last && k < n_days && !never_short(view, s); k++) {
            must_reach(view, s, s - 1, k);
        }
    }
}

/* The same by their end; day e is not the last of the horizon. */
static void reach_back(struct run_view *view, int64_t low)
{
    int32_t n_days = view->c->problem->n_days;
    for (int32_t e = 0; e + 1 < n_days; e++) {
        for (int64_t k = e - 1; k > e - low && k >= 0; k--) {
            must_reach(view, e, e + 1, (int32_t)k);
        }
        int64_t missing = low - (e + 1); /* when it began on day 0 */
        if (missing > history(view->run) && !never_short(view, 0)) {
            must_reach(view, e, e + 1, -1);
        }
    }
}

static cost short_points(const struct run_view *view, int32_t length)
{
    const struct gauge *gauge = &view->run->gauge;
    cost points = 0;
    for (int32_t i = 0; i < gauge->n_hinges; i++) {
        if (length < gauge->hinges[i].at) {
            points += gauge->hinges[i].under * (gauge->hinges[i].at - length);
        }
    }
    return points;
}

/* The run is exactly the days s..e. */
static void short_run(struct run_view *view, int32_t s, int32_t e, cost points)
{
    form_clear(&view->form);
    for (int32_t d = s; d <= e; d++) {
        add_day(view, d, 1);
    }
    if (s > 0) {
        add_day(view, s - 1, -1);
    }
    add_day(view, e + 1, -1);
    int32_t helper = model_column(view->c, 0, 1);
    model_charge(view->c, helper, view->rule->level, (double)points);
    form_add_column(&view->form, helper, -1);
    model_row(view->c, &view->form, BOUND_NONE_LOW, e - s);
}

static void soft_short_runs(struct run_view *view)
{
    int32_t n_days = view->c->problem->n_days;
    for (int32_t s = 0; s < n_days; s++) {
        for (int32_t e = s; e + 1 < n_days && !never_short(view, s); e++) {
            cost points = short_points(view, before(view, s) + e - s + 1);
            if (points == 0) {
                break;
            }
            short_run(view, s, e, points);
        }
    }
}

void run_model(struct compact *c, const struct line_rule *rule)
{
    const struct gauge *gauge = &rule->u.run.gauge;
    struct run_view view = {.c = c, .rule = rule, .run = &rule->u.run};
    for (int32_t i = 0; i < gauge->n_hinges; i++) {
        model_unit(c, rule->level, gauge->hinges[i].under);
        model_unit(c, rule->level, gauge->hinges[i].over);
    }
    long_runs(&view);
    if (gauge->low > 1) {
        int64_t low = gauge->low < DAYS_MAX + RUN_HISTORY_MAX
                          ? gauge->low
                          : DAYS_MAX + RUN_HISTORY_MAX;
        reach_forward(&view, low);
        reach_back(&view, low);
    }
    if (model_wants(c, rule->level)) {
        soft_short_runs(&view);
    }
    form_release(&view.form);
}
