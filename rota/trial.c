/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trial.c - the plan as it will be, and whether a change fits into it. */
#include "rota/trial.h"

#include <stdlib.h>
#include <string.h>

#include "model/finding_words.h"
#include "rota/weekly.h"
#include "store/store_swap.h"

enum { RECENT_DAYS = 7 }; /* before today whose findings matter to a change */

struct plan_change trial_change(enum change_kind kind, int32_t staff,
                                duty_ix duty, date_day date)
{
    return (struct plan_change){.kind = kind,
                                .what = {.staff = staff,
                                         .duty = duty,
                                         .date = date,
                                         .pinned = kind == CHANGE_GAINED}};
}

void trial_add_offer(const struct ask_record *ask,
                     const struct offer_record *offer, struct change_vec *out)
{
    struct plan_change take =
        trial_change(CHANGE_GAINED, offer->staff, ask->duty, ask->date);
    take.what.overtime = offer->overtime;
    vec_push(out, take);
    if (offer->replaces != NONE) {
        vec_push(out, trial_change(CHANGE_LOST, offer->replaces, ask->duty,
                                   ask->date));
    }
    for (int32_t i = 0; i < offer->n_gives; i++) {
        vec_push(out, trial_change(CHANGE_LOST, offer->staff,
                                   offer->gives[i].duty,
                                   offer->gives[i].date));
    }
}

/* ---- changing a plan
 * --------------------------------------------------------- */

static int32_t find(const struct plan *plan, const struct assignment *a)
{
    for (int32_t i = plan_seek(plan, a->date); i < plan->assignments.n; i++) {
        const struct assignment *b = &plan->assignments.at[i];
        if (b->date != a->date) {
            break;
        }
        if (b->staff == a->staff && b->duty == a->duty) {
            return i;
        }
    }
    return NONE;
}

static void drop(struct plan *plan, int32_t at)
{
    struct assignment_vec *all = &plan->assignments;
    memmove(&all->at[at], &all->at[at + 1],
            (size_t)(all->n - at - 1) * sizeof *all->at);
    all->n--;
}

/* What is there already, or gone already, is left as it is. */
static void apply(struct plan *plan, const struct change_vec *changes)
{
    for (int32_t i = 0; i < changes->n; i++) {
        const struct plan_change *change = &changes->at[i];
        int32_t at = find(plan, &change->what);
        if (change->kind == CHANGE_GAINED && at == NONE) {
            vec_push(&plan->assignments, change->what);
            plan_sort(plan);
        } else if (change->kind == CHANGE_LOST && at != NONE) {
            drop(plan, at);
        }
    }
}

void trial_apply(struct trial *trial, const struct change_vec *changes)
{
    apply(&trial->base, changes);
    for (int32_t i = 0; i < changes->n; i++) {
        vec_push(&trial->agreed, changes->at[i]);
    }
}

/* ---- what is agreed
 * ------------------------------------------------------------ */

static enum status agree_offers(struct trial *trial, struct error *err)
{
    struct desk *desk = trial->desk;
    struct offer_vec offers = {0};
    struct change_vec changes = {0};
    enum status status =
        store_list_offers(desk->store, desk->coop, 0, &offers, err);
    for (int32_t i = 0; i < offers.n && status == STATUS_OK; i++) {
        const struct offer_record *offer = &offers.at[i];
        struct ask_record ask;
        status = store_get_ask(desk->store, desk->coop, offer->ask, &ask, err);
        if (status != STATUS_OK) {
            break;
        }
        trial_add_offer(&ask, offer, &changes);
    }
    trial_apply(trial, &changes);
    vec_release(&changes);
    vec_release(&offers);
    return status;
}

static enum status agree_swaps(struct trial *trial, struct error *err)
{
    struct desk *desk = trial->desk;
    struct swap_vec swaps = {0};
    struct change_vec changes = {0};
    enum status status =
        store_list_swaps(desk->store, desk->coop, true, &swaps, err);
    for (int32_t i = 0; i < swaps.n; i++) {
        const struct swap_record *s = &swaps.at[i];
        if (s->state != SWAP_APPROVED) {
            continue;
        }
        vec_push(&changes,
                 trial_change(CHANGE_LOST, s->staff, s->duty, s->date));
        vec_push(&changes,
                 trial_change(CHANGE_GAINED, s->other, s->duty, s->date));
        if (s->offer == 0) { /* the offer itself tells of its own slot */
            vec_push(&changes, trial_change(CHANGE_LOST, s->other,
                                            s->other_duty, s->other_date));
            vec_push(&changes, trial_change(CHANGE_GAINED, s->staff,
                                            s->other_duty, s->other_date));
        }
    }
    trial_apply(trial, &changes);
    vec_release(&changes);
    vec_release(&swaps);
    return status;
}

enum status trial_open(struct trial *trial, struct desk *desk,
                       struct error *err)
{
    *trial = (struct trial){.desk = desk, .reader = NONE};
    enum status status =
        store_current_revision(desk->store, &trial->revision, err);
    if (status == STATUS_OK) {
        status = rota_standing(desk, HISTORY_DAYS, &trial->base, err);
    }
    if (status == STATUS_OK) {
        status = rota_opened(desk, &trial->opened, err);
    }
    if (status == STATUS_OK) {
        status = agree_offers(trial, err);
    }
    if (status == STATUS_OK) {
        status = agree_swaps(trial, err);
    }
    if (status != STATUS_OK) {
        trial_release(trial);
    }
    return status;
}

void trial_release(struct trial *trial)
{
    plan_release(&trial->base);
    vec_release(&trial->agreed);
    vec_release(&trial->opened);
}

/* ---- rules
 * ------------------------------------------------------------------------ */

/* Findings from a few days ago on; the days before are history. */
static void check_rules(const struct coop *coop, const struct plan *all,
                        date_day from, struct finding_vec *out)
{
    struct plan history, plan;
    date_day last = all->from + all->days - 1;
    plan_init(&history, all->from, from - all->from);
    plan_init(&plan, from, last - from + 1);
    plan_copy_range(&history, all, all->from, from - 1);
    plan_copy_range(&plan, all, from, last);
    plan_sort(&history);
    plan_sort(&plan);
    struct timeline *timeline = timeline_new(coop, &history, &plan);
    rules_check(timeline, out);
    timeline_free(timeline);
    plan_release(&history);
    plan_release(&plan);
}

static bool same_matter(const struct finding *a, const struct finding *b)
{
    return a->rule == b->rule && a->staff == b->staff && a->duty == b->duty &&
           a->from == b->from && a->to == b->to;
}

/* Whether the finding was there before, at least as bad. */
static bool known(const struct finding_vec *before, const struct finding *f)
{
    for (int32_t i = 0; i < before->n; i++) {
        const struct finding *b = &before->at[i];
        if (b->grade == FINDING_HARD && same_matter(b, f) &&
            llabs(f->value - f->limit) <= llabs(b->value - b->limit)) {
            return true;
        }
    }
    return false;
}

static bool tells(const struct trial *trial, int32_t staff)
{
    return trial->desk->manager || (staff != NONE && staff == trial->reader);
}

static enum status refuse_by(const struct trial *trial, const struct finding *f,
                             struct error *err)
{
    const struct coop *coop = trial->desk->coop;
    bool nb = trial->desk->norwegian;
    char date[DATE_TEXT], words[FINDING_WORDS];
    bool cited = f->reference && f->reference[0];
    if (!tells(trial, f->staff)) {
        return error_set(err, STATUS_CONFLICT,
                         "not within the rules for everybody concerned");
    }
    return error_set(err, STATUS_CONFLICT, "%s%s%s: %s (%s%s%s)",
                     f->staff == NONE ? "" : coop->staff.at[f->staff].name,
                     f->staff == NONE ? "" : ", ", date_format(f->from, date),
                     finding_words(f, nb, words),
                     nb ? RULES[f->rule].id : RULES[f->rule].key, cited ? ", " : "",
                     cited ? f->reference : "");
}

static enum status breaks_no_rule(const struct trial *trial,
                                  const struct change_vec *changes,
                                  const struct finding_vec *told,
                                  struct error *err)
{
    const struct coop *coop = trial->desk->coop;
    struct finding_vec before = {0}, after = {0};
    struct plan changed;
    enum status status = STATUS_OK;
    date_day from;
    int32_t minute;
    zone_local(trial->desk->act.at, &from, &minute);
    from -= RECENT_DAYS;
    plan_init(&changed, trial->base.from, trial->base.days);
    plan_copy_range(&changed, &trial->base, trial->base.from,
                    trial->base.from + trial->base.days - 1);
    plan_sort(&changed);
    apply(&changed, changes);
    check_rules(coop, &trial->base, from, &before);
    check_rules(coop, &changed, from, &after);
    for (int32_t i = 0; i < after.n && status == STATUS_OK; i++) {
        const struct finding *f = &after.at[i];
        if (f->grade == FINDING_HARD && !known(&before, f) &&
            !(told && known(told, f))) {
            status = refuse_by(trial, f, err);
        }
    }
    vec_release(&before);
    vec_release(&after);
    plan_release(&changed);
    return status;
}

/* ---- a change
 * -------------------------------------------------------------------- */

static enum status check_gain(const struct trial *trial,
                              const struct assignment *a, struct error *err)
{
    const struct coop *coop = trial->desk->coop;
    char key[SLOT_KEY];
    enum refusal refusal = slot_refusal(coop, a->staff, a->duty, a->date);
    if (refusal != REFUSE_NOT) {
        return error_set(err, STATUS_CONFLICT, "%s, %s: %s",
                         coop->staff.at[a->staff].name,
                         slot_key(coop, a->duty, a->date, key),
                         tells(trial, a->staff)
                             ? refusal_text(refusal, trial->desk->norwegian)
                             : "not eligible");
    }
    return find(&trial->base, a) == NONE
               ? STATUS_OK
               : error_set(err, STATUS_CONFLICT, "%s has %s already",
                           coop->staff.at[a->staff].name,
                           slot_key(coop, a->duty, a->date, key));
}

static enum status check_change(const struct trial *trial,
                                const struct plan_change *change,
                                struct error *err)
{
    const struct coop *coop = trial->desk->coop;
    char key[SLOT_KEY];
    if (change->kind == CHANGE_GAINED) {
        return check_gain(trial, &change->what, err);
    }
    if (find(&trial->base, &change->what) == NONE) {
        return error_set(
            err, STATUS_CONFLICT, "%s does not hold %s",
            coop->staff.at[change->what.staff].name,
            slot_key(coop, change->what.duty, change->what.date, key));
    }
    return STATUS_OK;
}

enum status trial_fits_beside(const struct trial *trial,
                              const struct change_vec *changes,
                              const struct finding_vec *told,
                              struct error *err)
{
    for (int32_t i = 0; i < changes->n; i++) {
        TRY(check_change(trial, &changes->at[i], err));
    }
    return breaks_no_rule(trial, changes, told, err);
}

enum status trial_fits(const struct trial *trial,
                       const struct change_vec *changes, struct error *err)
{
    return trial_fits_beside(trial, changes, NULL, err);
}

/* ---- places
 * ---------------------------------------------------------------------- */

static int32_t count_holders(const struct plan *plan, duty_ix duty,
                             date_day date)
{
    int32_t n = 0;
    for (int32_t i = plan_seek(plan, date);
         i < plan->assignments.n && plan->assignments.at[i].date == date; i++) {
        n += plan->assignments.at[i].duty == duty;
    }
    return n;
}

static bool vacant(const struct trial *trial, duty_ix duty, date_day date)
{
    struct slot_vec slots = {0};
    bool result = false;
    slots_list(trial->desk->coop, date, 1, &slots);
    for (int32_t i = 0; i < slots.n; i++) {
        const struct slot *slot = &slots.at[i];
        if (slot->duty == duty) {
            result = count_holders(&trial->base, duty, date) + slot->external <
                     slot->target;
        }
    }
    vec_release(&slots);
    return result;
}

bool trial_wanted(const struct trial *trial, duty_ix duty, date_day date,
                  int32_t *replaces)
{
    for (int32_t i = 0; i < trial->opened.n; i++) {
        const struct assignment *held = &trial->opened.at[i].held;
        if (held->duty == duty && held->date == date &&
            find(&trial->base, held) != NONE) {
            *replaces = held->staff;
            return true;
        }
    }
    *replaces = NONE;
    return vacant(trial, duty, date);
}

/* ---- a draft
 * --------------------------------------------------------------------- */

enum status trial_draft(const struct trial *trial, int64_t *plan,
                        struct error *err)
{
    struct desk *desk = trial->desk;
    date_day first = DATE_MAX, last = DATE_MIN;
    *plan = 0;
    for (int32_t i = 0; i < trial->agreed.n; i++) {
        date_day date = trial->agreed.at[i].what.date;
        first = date < first ? date : first;
        last = date > last ? date : last;
    }
    if (trial->agreed.n == 0) {
        return STATUS_OK;
    }
    struct plan_record record = {.created = desk->act.at};
    plan_init(&record.plan, first, last - first + 1);
    plan_copy_range(&record.plan, &trial->base, first, last);
    record.plan.callouts.n = 0; /* facts, not plans */
    plan_sort(&record.plan);
    enum status status =
        store_put_plan(desk->store, desk->coop, &record, &desk->act, err);
    *plan = record.id;
    plan_record_release(&record);
    return status;
}
