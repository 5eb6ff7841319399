/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan.c - a sorted list of who holds what. */
#include "model/plan.h"

void plan_init(struct plan *plan, date_day from, int32_t days)
{
    memset(plan, 0, sizeof *plan);
    plan->from = from;
    plan->days = days;
}

void plan_release(struct plan *plan)
{
    vec_release(&plan->assignments);
    vec_release(&plan->callouts);
}

void plan_add(struct plan *plan, int32_t staff, duty_ix duty, date_day date)
{
    struct assignment *added = vec_add(&plan->assignments);

    added->staff = staff;
    added->duty = duty;
    added->date = date;
}

/* Order of a plan: date, staff, duty. */
static int compare(const void *left, const void *right)
{
    const struct assignment *a = left, *b = right;

    if (a->date != b->date) {
        return a->date < b->date ? -1 : 1;
    }
    if (a->staff != b->staff) {
        return a->staff < b->staff ? -1 : 1;
    }
    return a->duty < b->duty ? -1 : a->duty > b->duty;
}

static int compare_callouts(const void *left, const void *right)
{
    const struct callout *a = left, *b = right;

    if (a->from != b->from) {
        return a->from < b->from ? -1 : 1;
    }
    return a->staff < b->staff ? -1 : a->staff > b->staff;
}

/* A double keeps what either of the two says about overtime and pins. */
static void drop_doubles(struct assignment_vec *list)
{
    int32_t n = 0;

    for (int32_t i = 0; i < list->n; i++) {
        struct assignment *last = n > 0 ? &list->at[n - 1] : NULL;
        if (last && compare(last, &list->at[i]) == 0) {
            last->overtime |= list->at[i].overtime;
            last->pinned |= list->at[i].pinned;
        } else {
            list->at[n++] = list->at[i];
        }
    }
    list->n = n;
}

void plan_sort(struct plan *plan)
{
    struct assignment_vec *list = &plan->assignments;

    if (list->n > 0) {
        qsort(list->at, (size_t)list->n, sizeof *list->at, compare);
        drop_doubles(list);
    }
    if (plan->callouts.n > 0) {
        qsort(plan->callouts.at, (size_t)plan->callouts.n,
              sizeof *plan->callouts.at, compare_callouts);
    }
}

/* Index of the first assignment that is not before `key`. */
static int32_t lower_bound(const struct plan *plan,
                           const struct assignment *key)
{
    int32_t low = 0, high = plan->assignments.n;

    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (compare(&plan->assignments.at[middle], key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

int32_t plan_seek(const struct plan *plan, date_day date)
{
    struct assignment key = {.staff = INT32_MIN, .duty = NONE, .date = date};

    return lower_bound(plan, &key);
}

bool plan_holds(const struct plan *plan, int32_t staff, duty_ix duty,
                date_day date)
{
    struct assignment key = {.staff = staff, .duty = duty, .date = date};
    int32_t i = lower_bound(plan, &key);

    return i < plan->assignments.n &&
           compare(&plan->assignments.at[i], &key) == 0;
}

void plan_copy_range(struct plan *plan, const struct plan *source,
                     date_day from, date_day to)
{
    for (int32_t i = plan_seek(source, from);
         i < source->assignments.n && source->assignments.at[i].date <= to;
         i++) {
        vec_push(&plan->assignments, source->assignments.at[i]);
    }
    for (int32_t i = 0; i < source->callouts.n; i++) {
        const struct callout *callout = &source->callouts.at[i];
        if (callout->from >= zone_instant(from, 0) &&
            callout->from < zone_instant(to + 1, 0)) {
            vec_push(&plan->callouts, *callout);
        }
    }
}

static int compare_changes(const void *left, const void *right)
{
    const struct plan_change *a = left, *b = right;

    if (a->what.staff != b->what.staff) {
        return a->what.staff < b->what.staff ? -1 : 1;
    }
    int order = compare(&a->what, &b->what);
    return order != 0 ? order : (int)a->kind - (int)b->kind;
}

/* What `plan` holds within [from, to] and `other` does not. */
static void list_missing(const struct plan *plan, const struct plan *other,
                         const date_day period[2], enum change_kind kind,
                         struct change_vec *out)
{
    for (int32_t i = plan_seek(plan, period[0]); i < plan->assignments.n; i++) {
        const struct assignment *a = &plan->assignments.at[i];
        if (a->date > period[1]) {
            break;
        }
        if (!plan_holds(other, a->staff, a->duty, a->date)) {
            struct plan_change change = {.kind = kind, .what = *a};
            vec_push(out, change);
        }
    }
}

void plan_diff(const struct plan *before, const struct plan *after,
               date_day from, date_day to, struct change_vec *out)
{
    const date_day period[2] = {from, to};
    int32_t first = out->n;

    list_missing(after, before, period, CHANGE_GAINED, out);
    list_missing(before, after, period, CHANGE_LOST, out);
    if (out->n > first) {
        qsort(out->at + first, (size_t)(out->n - first), sizeof *out->at,
              compare_changes);
    }
}
