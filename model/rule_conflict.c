/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rule_conflict.c - 5.3, peers c1: at every standby moment somebody without a
 * conflict for every active case; nobody alone on a task they may only share.
 *
 * A standby moment is a stretch of time in which the same demands with
 * conflict_cover are on, staffed or not; it also ends where a case or an
 * exclusion begins or ends. For each distinct set of excluded people (`never`
 * or `not alone`) of the cases active then, somebody on duty must be outside
 * the set, or an external stand in. An empty set asks for nothing that cover
 * does not. Following moments that lack cover for one set are told as one. No
 * sentence names a case or a person.
 */
#include "base/arena.h"
#include "model/rule_tools.h"

static bool excludes(const struct exclusion *exclusion, date_day date)
{
    return exclusion->degree != EXCLUDE_AVOID && date >= exclusion->from &&
           date <= exclusion->to;
}

/* ---- moments ------------------------------------------------------------ */

struct slot_time {
    duty_ix duty;
    date_day date;
    instant from, to;
};
struct slot_time_vec VEC_OF(struct slot_time);

/* No duty reaches further into the horizon from outside, in days. */
enum { NEAR = 2 };

static void list_slots(const struct timeline *timeline,
                       struct slot_time_vec *out)
{
    const struct coop *coop = timeline->coop;

    for (duty_ix duty = 0; duty < coop->demands.n; duty++) {
        if (!coop->demands.at[duty].conflict_cover) {
            continue;
        }
        for (date_day date = timeline->from - NEAR; date <= timeline->to + NEAR;
             date++) {
            if (duty_on(coop, duty, date)) {
                struct slot_time slot = {
                    duty, date, zone_instant(date, duty_start(coop, duty)),
                    zone_instant(date, duty_end(coop, duty))};
                vec_push(out, slot);
            }
        }
    }
}

static int compare_instants(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

    return a < b ? -1 : a > b;
}

static void add_period(struct long_vec *edges, date_day from, date_day to)
{
    vec_push(edges, zone_instant(from, 0));
    vec_push(edges, zone_instant(to + 1, 0));
}

/* Every instant at which something may change, ascending. */
static void list_edges(const struct coop *coop,
                       const struct slot_time_vec *slots,
                       struct long_vec *edges)
{
    for (int32_t i = 0; i < slots->n; i++) {
        vec_push(edges, slots->at[i].from);
        vec_push(edges, slots->at[i].to);
    }
    for (int32_t i = 0; i < coop->case_refs.n; i++) {
        add_period(edges, coop->case_refs.at[i].from, coop->case_refs.at[i].to);
    }
    for (int32_t i = 0; i < coop->exclusions.n; i++) {
        add_period(edges, coop->exclusions.at[i].from,
                   coop->exclusions.at[i].to);
    }
    qsort(edges->at, (size_t)edges->n, sizeof *edges->at, compare_instants);
}

/* ---- sets of excluded people -------------------------------------------- */

/* `set` gets true for the excluded people of the case; how many there are. */
static int32_t case_set(const struct coop *coop, int32_t case_ref,
                        date_day date, bool *set)
{
    int32_t n = 0;

    memset(set, 0, (size_t)coop->staff.n * sizeof *set);
    for (int32_t i = 0; i < coop->exclusions.n; i++) {
        const struct exclusion *exclusion = &coop->exclusions.at[i];
        if (exclusion->case_ref.ix == case_ref && excludes(exclusion, date) &&
            !set[exclusion->staff.ix]) {
            set[exclusion->staff.ix] = true;
            n++;
        }
    }
    return n;
}

static bool is_active(const struct coop *coop, int32_t case_ref, date_day date)
{
    const struct case_ref *what = &coop->case_refs.at[case_ref];

    return date >= what->from && date <= what->to;
}

/* Whether an earlier active case has the same set. */
static bool seen_before(const struct coop *coop, int32_t case_ref,
                        date_day date, const bool *set)
{
    size_t size = (size_t)coop->staff.n * sizeof *set;
    bool *other = xcalloc((size_t)coop->staff.n, sizeof *other);
    bool seen = false;

    for (int32_t i = 0; i < case_ref && !seen; i++) {
        if (is_active(coop, i, date)) {
            case_set(coop, i, date, other);
            seen = memcmp(set, other, size) == 0;
        }
    }
    free(other);
    return seen;
}

/* ---- the search --------------------------------------------------------- */

struct search {
    const struct timeline *timeline;
    struct slot_time_vec slots;
    bool *set; /* people excluded from the case at hand */
    struct finding_vec *out;
};

/* Whether a slot that is on throughout [from, to) has somebody outside the set
 * or an external; `*on` tells whether one of the horizon is on at all. */
static bool is_covered(const struct search *search, instant from, instant to,
                       bool *on)
{
    const struct timeline *timeline = search->timeline;

    *on = false;
    for (int32_t i = 0; i < search->slots.n; i++) {
        const struct slot_time *slot = &search->slots.at[i];
        if (slot->from > from || slot->to < to) {
            continue;
        }
        *on |= in_horizon(timeline, slot->date);
        if (duty_external(timeline->coop, slot->duty, slot->date) > 0) {
            return true;
        }
        for (int32_t j = 0; j < timeline->items.n; j++) {
            const struct work_item *item = &timeline->items.at[j];
            if (item->duty == slot->duty && item->date == slot->date &&
                !search->set[item->staff]) {
                return true;
            }
        }
    }
    return false;
}

static void add_moment(const struct search *search, instant from, instant to)
{
    struct finding found = {
        .rule = RULE_CONFLICT,
        .grade = FINDING_WARN,
        .staff = NONE,
        .duty = NONE,
        .from = local_date(from),
        .to = local_date(to - 1),
        .limit = 1,
        .reference = "",
    };
    char a[MOMENT_TEXT], b[MOMENT_TEXT];
    finding_add(search->out, &found,
                "nobody on standby without a conflict from %s to %s",
                moment_format(from, a), moment_format(to, b));
}

/* The moments of one case that no earlier case with the same set has told. */
static void check_case(struct search *search, int32_t case_ref,
                       const struct long_vec *edges)
{
    const struct coop *coop = search->timeline->coop;
    instant from = 0, to = 0; /* of the uncovered moments in a row */

    for (int32_t i = 0; i + 1 < edges->n; i++) {
        instant start = edges->at[i], end = edges->at[i + 1];
        date_day date = local_date(start);
        bool on = false;
        if (start == end || !is_active(coop, case_ref, date) ||
            case_set(coop, case_ref, date, search->set) == 0 ||
            is_covered(search, start, end, &on) || !on ||
            seen_before(coop, case_ref, date, search->set)) {
            continue;
        }
        if (to > from && to != start) {
            add_moment(search, from, to);
        }
        from = to == start && to > from ? from : start;
        to = end;
    }
    if (to > from) {
        add_moment(search, from, to);
    }
}

/* ---- tasks that somebody may only share --------------------------------- */

static bool may_only_share(const struct coop *coop,
                           const struct work_item *item)
{
    int32_t demand = duty_demand(coop, item->duty);
    int32_t activity = duty_activity(coop, item->duty);

    for (int32_t i = 0; i < coop->exclusions.n; i++) {
        const struct exclusion *exclusion = &coop->exclusions.at[i];
        bool same = (demand != NONE && exclusion->demand.ix == demand) ||
                    (activity != NONE && exclusion->activity.ix == activity);
        if (same && exclusion->staff.ix == item->staff &&
            excludes(exclusion, item->date)) {
            return true;
        }
    }
    return false;
}

static bool has_company(const struct timeline *timeline,
                        const struct work_item *item)
{
    if (duty_external(timeline->coop, item->duty, item->date) > 0) {
        return true;
    }
    for (int32_t i = 0; i < timeline->items.n; i++) {
        const struct work_item *other = &timeline->items.at[i];
        if (other->duty == item->duty && other->date == item->date &&
            other->staff != item->staff &&
            !may_only_share(timeline->coop, other)) {
            return true;
        }
    }
    return false;
}

static void check_shared(const struct timeline *timeline,
                         const struct work_item *item, struct finding_vec *out)
{
    if (item->duty == NONE || !in_horizon(timeline, item->date) ||
        !may_only_share(timeline->coop, item) || has_company(timeline, item)) {
        return;
    }
    struct finding found = {
        .rule = RULE_CONFLICT,
        .grade = FINDING_WARN,
        .staff = item->staff,
        .duty = item->duty,
        .from = item->date,
        .to = item->date,
        .value = 1,
        .limit = 2,
        .reference = "",
    };
    finding_add(out, &found, "alone on a task that needs a second person");
}

void rule_conflict(const struct timeline *timeline, struct finding_vec *out)
{
    const struct coop *coop = timeline->coop;
    struct search search = {
        .timeline = timeline,
        .set = xcalloc((size_t)coop->staff.n + 1, sizeof *search.set),
        .out = out,
    };
    struct long_vec edges = {0};

    list_slots(timeline, &search.slots);
    if (search.slots.n > 0) {
        list_edges(coop, &search.slots, &edges);
    }
    for (int32_t i = 0; i < coop->case_refs.n; i++) {
        check_case(&search, i, &edges);
    }
    for (int32_t i = 0; i < timeline->items.n; i++) {
        check_shared(timeline, &timeline->items.at[i], out);
    }
    vec_release(&edges);
    vec_release(&search.slots);
    free(search.set);
}
