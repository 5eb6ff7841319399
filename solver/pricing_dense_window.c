/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_dense_window.c - open days among frozen ones. */
#include "solver/pricing_dense_window.h"

#include <math.h>

struct dense_window dense_window_of(struct arena *arena,
                                    const struct problem *problem,
                                    const struct parts *parts)
{
    size_t n_days = (size_t)problem->n_days;
    struct dense_window w = {0};
    w.line = arena_array(arena, n_days, sizeof *w.line);
    w.reach = reaches_of(arena, parts);
    w.counter = arena_array(arena, (size_t)parts->n + 1, sizeof *w.counter);
    w.base = arena_array(arena, n_days * (size_t)problem->n_patterns,
                         sizeof *w.base);
    return w;
}

struct setting {
    struct dense_window *window;
    const struct dense_automaton *automaton;
    const struct parts *parts;
    const struct frozen *frozen;
    int32_t person;
};

/* ---- counters ------------------------------------------------------------ */

/* Whether the gauge's hinges are one straight line over low..high. */
static bool is_straight(const struct gauge *gauge, int64_t low, int64_t high,
                        cost *slope)
{
    *slope = 0;
    for (int32_t i = 0; i < gauge->n_hinges; i++) {
        const struct hinge *h = &gauge->hinges[i];
        if (low < h->at && h->at < high && h->under + h->over > 0) {
            return false;
        }
        *slope += h->at <= low ? h->over : -h->under;
    }
    return true;
}

/* A sum's cost by unit goes to the choices. */
static void fold(const struct setting *s, const struct part *part,
                 const struct counter *counter, cost slope)
{
    const struct problem *p = s->frozen->problem;
    const struct window_sum *sum = &part->rule->u.window;
    for (int32_t d = counter->first; d <= counter->last; d++) {
        const int32_t *weight = weights_of_day(p, &sum->weights, d);
        double *base =
            &s->window->base[(d - s->window->first) * p->n_patterns];
        for (int32_t q = 0; q < p->n_patterns; q++) {
            base[q] += (double)slope * weight[q];
        }
    }
}

static void judge(const struct setting *s, int32_t i)
{
    const struct part *part = &s->parts->at[i];
    struct counter *c = &s->window->counter[i];
    const struct gauge *gauge = part_gauge(part);
    int64_t low = c->origin + c->rmin;
    int64_t high = c->origin + c->rmax;
    cost slope = 0;
    s->window->broken |= low > gauge->high || high < gauge->low;
    if (low < high && (!is_straight(gauge, low, high, &slope) ||
                       (part->kind == PART_GROUPS && slope != 0))) {
        c->mode = COUNTER_TRACKED;
        return;
    }
    s->window->fixed +=
        (double)(gauge_cost(gauge, low) - slope * c->rmin);
    if (slope != 0) {
        fold(s, part, c, slope);
    }
    bool inside = low >= gauge->low && high <= gauge->high;
    c->mode = inside ? COUNTER_SETTLED : COUNTER_LOOSE;
}

static void reach_sum(const struct setting *s, int32_t i)
{
    const struct part *part = &s->parts->at[i];
    struct counter *c = &s->window->counter[i];
    for (int32_t d = c->first; d <= c->last; d++) {
        c->rmin += part->least[d - part->first];
        c->rmax += part->most[d - part->first];
    }
}

/* The frozen end may count the last open day's group: then that group's open
 * days do nothing. */
static void close_tail(const struct part *part, const struct reach *reach,
                       struct counter *c)
{
    int16_t last = part->group[c->last - part->first];
    bool before =
        reach->flag && part->group[c->first - part->first] == last;
    c->origin += !before;
    while (c->last >= c->first && (part->group[c->last - part->first] == last ||
                                   part->group[c->last - part->first] < 0)) {
        c->last--;
    }
}

static void reach_groups(const struct setting *s, int32_t i)
{
    const struct part *part = &s->parts->at[i];
    struct counter *c = &s->window->counter[i];
    if (s->window->reach[i].tail_counts) {
        close_tail(part, &s->window->reach[i], c);
    }
    int32_t counted = -1;
    if (c->first <= c->last && s->window->reach[i].flag) {
        counted = part->group[c->first - part->first];
    }
    for (int32_t d = c->first; d <= c->last; d++) {
        int16_t group = part->group[d - part->first];
        c->rmax += group >= 0 && group != counted;
        counted = group >= 0 ? group : counted;
    }
}

static void set_counter(const struct setting *s, int32_t i)
{
    const struct part *part = &s->parts->at[i];
    const struct reach *reach = &s->window->reach[i];
    struct counter *c = &s->window->counter[i];
    *c = (struct counter){.mode = COUNTER_SETTLED};
    if (!reach->acts) {
        return; /* its cost is among what the reach has fixed */
    }
    c->first = reach->first;
    c->last = reach->last;
    c->origin = part->base + reach->state + reach->tail;
    if (part->kind == PART_SUM) {
        reach_sum(s, i);
    } else {
        reach_groups(s, i);
    }
    judge(s, i);
}

bool dense_goes_on(const struct part *part, const struct counter *counter,
                   int32_t day)
{
    return day < counter->last &&
           part->group[day + 1 - part->first] ==
               part->group[day - part->first];
}

/* ---- days ---------------------------------------------------------------- */

static void set_base(const struct setting *s)
{
    const struct problem *p = s->frozen->problem;
    int32_t n = p->n_patterns;
    for (int32_t d = s->window->first; d <= s->window->last; d++) {
        double *base = &s->window->base[(d - s->window->first) * n];
        for (int32_t q = 0; q < n; q++) {
            base[q] = problem_allows(p, s->person, d, q)
                          ? s->parts->choice[d * n + q]
                          : (double)INFINITY;
        }
    }
}

/* Choices and transitions of the frozen days. */
static double frozen_cost(const struct setting *s)
{
    const struct frozen *f = s->frozen;
    int32_t n = f->problem->n_patterns;
    double sum = 0;
    for (int32_t d = 0; f->line && d < f->problem->n_days; d++) {
        bool open = f->first <= d && d <= f->last;
        sum += open ? 0 : s->parts->choice[d * n + f->line[d]];
        if (open || d + 1 == f->first || d + 1 == f->problem->n_days) {
            continue;
        }
        int32_t points =
            dense_pair(s->automaton, dense_table(s->automaton, d),
                       (int16_t[2]){f->line[d], f->line[d + 1]});
        sum += points == TRANSITION_NEVER ? 0 : points;
    }
    return sum;
}

static bool is_same(const struct dense_window *w, const struct frozen *f)
{
    size_t after = (size_t)(f->problem->n_days - 1 - f->last);
    return w->known && w->first == f->first && w->last == f->last &&
           w->has_line == (f->line != NULL) &&
           (!f->line ||
            (memcmp(w->line, f->line,
                    (size_t)f->first * sizeof *w->line) == 0 &&
             memcmp(&w->line[f->last + 1], &f->line[f->last + 1],
                    after * sizeof *w->line) == 0));
}

bool dense_window_set(struct dense_window *w, const struct dense_automaton *a,
                      const struct parts *parts, const struct frozen *frozen,
                      int32_t person)
{
    const struct setting s = {w, a, parts, frozen, person};
    if (is_same(w, frozen)) {
        return false;
    }
    w->known = true;
    w->first = frozen->first;
    w->last = frozen->last;
    w->has_line = frozen->line != NULL;
    if (frozen->line) {
        memcpy(w->line, frozen->line,
               (size_t)frozen->problem->n_days * sizeof *w->line);
    }
    w->unfit = false;
    w->broken = parts->broken && !frozen->line;
    w->fixed = parts->fixed + frozen_cost(&s);
    set_base(&s);
    for (int32_t i = 0; i < parts->n; i++) {
        enum part_kind kind = parts->at[i].kind;
        reach_find(&w->reach[i], &parts->at[i], frozen);
        w->fixed += w->reach[i].fixed;
        w->broken |= w->reach[i].broken;
        if (kind == PART_SUM || kind == PART_GROUPS) {
            set_counter(&s, i);
        }
        w->unfit |= kind == PART_GAP && w->reach[i].acts;
    }
    return true;
}
