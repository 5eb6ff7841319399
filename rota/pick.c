/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pick.c - loads a draft or what is published. */
#include "rota/pick.h"

#include <string.h>

#include "rota/weekly.h"

static bool horizon_given(const struct horizon *horizon)
{
    return horizon && (horizon->from != DATE_NONE || horizon->weeks != 0);
}

static enum status last_revision(struct desk *desk, struct revision *last,
                                 struct error *err)
{
    struct revision_vec all = {0};
    enum status status = store_list_revisions(desk->store, &all, err);
    memset(last, 0, sizeof *last);
    if (status == STATUS_OK && all.n > 0) {
        *last = all.at[all.n - 1];
    }
    vec_release(&all);
    return status;
}

static enum status pick_dates(struct desk *desk,
                              const struct horizon *horizon,
                              const struct revision *last,
                              struct picked *picked, struct error *err)
{
    if (!horizon_given(horizon) && last->number > 0) {
        picked->from = last->from;
        picked->days = last->to - last->from + 1;
        return STATUS_OK;
    }
    if (!horizon_given(horizon)) {
        return error_set(err, STATUS_CONFLICT,
                         "nothing is published yet; name a draft or the "
                         "dates");
    }
    struct horizon wanted = *horizon;
    return horizon_resolve(desk, &wanted, &picked->from, &picked->days, err);
}

/* Of the dates that are set. */
static enum status pick_published(struct desk *desk,
                                  const struct revision *last,
                                  struct picked *picked, struct error *err)
{
    plan_init(&picked->published, picked->from, picked->days);
    TRY(store_published(desk->store, desk->coop, 0, picked->from,
                        picked->from + picked->days - 1, &picked->published,
                        err));
    picked->plan = &picked->published;
    picked->made = last->at;
    return STATUS_OK;
}

static enum status pick_draft(struct desk *desk, int64_t plan,
                              struct picked *picked, struct error *err)
{
    TRY(store_get_plan(desk->store, desk->coop, plan, &picked->record, err));
    picked->from = picked->record.plan.from;
    picked->days = picked->record.plan.days;
    picked->plan = &picked->record.plan;
    picked->made = picked->record.created;
    return STATUS_OK;
}

static enum status pick_history(struct desk *desk, struct picked *picked,
                                struct error *err)
{
    plan_init(&picked->history, picked->from - HISTORY_DAYS, HISTORY_DAYS);
    return store_published(desk->store, desk->coop, 0,
                           picked->from - HISTORY_DAYS, picked->from - 1,
                           &picked->history, err);
}

enum status plan_pick(struct desk *desk, int64_t plan,
                      const struct horizon *horizon, struct picked *picked,
                      struct error *err)
{
    struct revision last;
    memset(picked, 0, sizeof *picked);
    TRY(last_revision(desk, &last, err));
    picked->revision = last.number;
    enum status status =
        plan == 0 ? pick_dates(desk, horizon, &last, picked, err)
                  : pick_draft(desk, plan, picked, err);
    if (status == STATUS_OK && plan == 0) {
        status = pick_published(desk, &last, picked, err);
    }
    if (status == STATUS_OK) {
        status = pick_history(desk, picked, err);
    }
    if (status != STATUS_OK) {
        picked_release(picked);
    }
    return status;
}

enum status plan_pick_days(struct desk *desk, date_day from, int32_t days,
                           struct picked *picked, struct error *err)
{
    struct revision last;
    memset(picked, 0, sizeof *picked);
    TRY(last_revision(desk, &last, err));
    picked->revision = last.number;
    picked->from = from;
    picked->days = days;
    enum status status = pick_published(desk, &last, picked, err);
    if (status == STATUS_OK) {
        status = pick_history(desk, picked, err);
    }
    if (status != STATUS_OK) {
        picked_release(picked);
    }
    return status;
}

void picked_release(struct picked *picked)
{
    plan_release(&picked->history);
    plan_release(&picked->published);
    plan_record_release(&picked->record);
    memset(picked, 0, sizeof *picked);
}
