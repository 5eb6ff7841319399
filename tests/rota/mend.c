/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mend.c - see mend.h. */
#include "tests/rota/mend.h"

#include "tests/model/expect.h"

struct mending {
    struct desk *desk;
    struct plan plan, history;
};

static void must(enum status status, const struct error *err)
{
    if (status != STATUS_OK) {
        fail_msg("%s", err->text);
    }
}

static bool begun(const struct mending *m, const struct assignment *a)
{
    return zone_instant(a->date, duty_start(m->desk->coop, a->duty)) <=
           m->desk->act.at;
}

static int32_t hard(const struct mending *m, struct finding_vec *out)
{
    struct timeline *timeline =
        timeline_new(m->desk->coop, &m->history, &m->plan);
    vec_clear(out);
    rules_check(timeline, out);
    timeline_free(timeline);
    return findings_hard(out);
}

static void drop_at(struct plan *plan, int32_t ix)
{
    struct assignment_vec *all = &plan->assignments;
    memmove(&all->at[ix], &all->at[ix + 1],
            (size_t)(all->n - ix - 1) * sizeof *all->at);
    all->n--;
}

static void drop_opened(struct mending *m)
{
    struct opened_vec opened = {0};
    struct error err = {0};
    must(rota_opened(m->desk, &opened, &err), &err);
    for (int32_t i = 0; i < m->plan.assignments.n; i++) {
        const struct assignment *a = &m->plan.assignments.at[i];
        for (int32_t k = 0; k < opened.n; k++) {
            const struct assignment *b = &opened.at[k].held;
            if (a->staff == b->staff && a->duty == b->duty &&
                a->date == b->date && opened.at[k].rule != RULE_CONFLICT) {
                drop_at(&m->plan, i--);
                break;
            }
        }
    }
    vec_release(&opened);
}

/* Takes away the last duty that has part in a hard finding. */
static bool drop_one(struct mending *m, const struct finding_vec *findings,
                     int32_t n_hard)
{
    for (int32_t f = 0; f < n_hard; f++) {
        const struct finding *found = &findings->at[f];
        for (int32_t i = m->plan.assignments.n - 1; i >= 0; i--) {
            const struct assignment *a = &m->plan.assignments.at[i];
            if (a->staff == found->staff && !begun(m, a) &&
                a->date >= found->from - 1 && a->date <= found->to + 1) {
                drop_at(&m->plan, i);
                return true;
            }
        }
    }
    return false;
}

static int32_t holders(const struct plan *plan, duty_ix duty, date_day date)
{
    int32_t n = 0;
    for (int32_t i = 0; i < plan->assignments.n; i++) {
        n += plan->assignments.at[i].duty == duty &&
             plan->assignments.at[i].date == date;
    }
    return n;
}

static const char *block_of(const struct coop *coop, duty_ix duty)
{
    const struct shift_type *shift = duty_shift(coop, duty);
    return shift ? shift->block : NULL;
}

/* Slots that are short; of a block all of its week. */
static void list_group(const struct mending *m, const struct slot_vec *slots,
                       int32_t ix, struct int_vec *group)
{
    const struct coop *coop = m->desk->coop;
    const struct slot *slot = &slots->at[ix];
    vec_clear(group);
    for (int32_t i = 0; i < slots->n; i++) {
        const struct slot *s = &slots->at[i];
        bool same = block_of(coop, slot->duty) && block_of(coop, s->duty) &&
                    date_monday(s->date) == date_monday(slot->date);
        if ((i == ix || same) && s->start > m->desk->act.at &&
            holders(&m->plan, s->duty, s->date) < s->low) {
            vec_push(group, i);
        }
    }
}

static void fill(struct mending *m, const struct slot_vec *slots,
                 const struct int_vec *group)
{
    struct finding_vec findings = {0};
    int32_t before = hard(m, &findings);
    for (int32_t staff = 0; group->n > 0 && staff < m->desk->coop->staff.n;
         staff++) {
        struct plan kept;
        plan_init(&kept, m->plan.from, m->plan.days);
        plan_copy_range(&kept, &m->plan, m->plan.from,
                        m->plan.from + m->plan.days - 1);
        for (int32_t i = 0; i < group->n; i++) {
            const struct slot *slot = &slots->at[group->at[i]];
            plan_add(&m->plan, staff, slot->duty, slot->date);
        }
        plan_sort(&m->plan);
        if (hard(m, &findings) <= before) {
            plan_release(&kept);
            break;
        }
        struct assignment_vec tried = m->plan.assignments;
        m->plan.assignments = kept.assignments;
        kept.assignments = tried;
        plan_release(&kept);
    }
    vec_release(&findings);
}

static void fill_all(struct mending *m)
{
    struct slot_vec slots = {0};
    struct int_vec group = {0};
    slots_list(m->desk->coop, m->plan.from, m->plan.days, &slots);
    for (int32_t i = 0; i < slots.n; i++) {
        if (duty_demand(m->desk->coop, slots.at[i].duty) != NONE &&
            slots.at[i].start > m->desk->act.at &&
            holders(&m->plan, slots.at[i].duty, slots.at[i].date) <
                slots.at[i].low) {
            list_group(m, &slots, i, &group);
            fill(m, &slots, &group);
        }
    }
    vec_release(&group);
    vec_release(&slots);
}

int64_t mend_draft(struct desk *desk, date_day from)
{
    struct mending m = {.desk = desk};
    struct error err = {0};
    struct finding_vec findings = {0};
    date_day last;
    must(store_last_published(desk->store, &last, &err), &err);
    last = last < from ? from : last;
    plan_init(&m.plan, from, last - from + 1);
    plan_init(&m.history, from - 400, 400);
    must(store_published(desk->store, desk->coop, 0, from, last, &m.plan,
                         &err),
         &err);
    must(store_published(desk->store, desk->coop, 0, from - 400, from - 1,
                         &m.history, &err),
         &err);
    drop_opened(&m);
    while (drop_one(&m, &findings, hard(&m, &findings))) {
    }
    fill_all(&m);
    struct plan_record record = {.created = desk->act.at, .plan = m.plan};
    must(store_put_plan(desk->store, desk->coop, &record, &desk->act, &err),
         &err);
    plan_record_release(&record);
    plan_release(&m.history);
    vec_release(&findings);
    return record.id;
}
