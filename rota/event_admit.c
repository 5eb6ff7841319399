/* SPDX-License-Identifier: GPL-3.0-or-later */
/* event_admit.c - what an event's own fields do not say about it. */
#include "rota/event_file.h"

#include <string.h>

/* ---- call-outs ------------------------------------------------------------------ */

static bool standby_holds(const struct coop *coop, const struct assignment *a,
                          const struct callout *callout)
{
    return a->staff == callout->staff && duty_standby(coop, a->duty) &&
           assignment_start(coop, a) <= callout->from &&
           callout->from < assignment_end(coop, a);
}

static bool meets(const struct callout *a, const struct callout *b)
{
    return a->staff == b->staff && a->from < b->to && b->from < a->to;
}

static enum status check_callout(const struct desk *desk,
                                 const struct plan *standing,
                                 const struct callout *callout,
                                 struct error *err)
{
    enum { LONGEST = 24 * 3600 };
    bool on_standby = false;
    if (callout->to <= callout->from ||
        callout->to - callout->from > LONGEST ||
        callout->to > desk->act.at) {
        return error_set(err, STATUS_INPUT,
                         "call-out: end: expected one after the start, within "
                         "24 hours and not to come");
    }
    for (int32_t i = 0; i < standing->callouts.n; i++) {
        if (meets(&standing->callouts.at[i], callout)) {
            return error_set(err, STATUS_CONFLICT,
                             "call-out: start: the person has one at that "
                             "time already");
        }
    }
    for (int32_t i = 0; i < standing->assignments.n; i++) {
        on_standby |= standby_holds(desk->coop, &standing->assignments.at[i],
                                    callout);
    }
    return on_standby ? STATUS_OK
                      : error_set(err, STATUS_CONFLICT,
                                  "call-out: start: expected a time in a "
                                  "published standby of '%s', found none",
                                  desk->coop->staff.at[callout->staff].id);
}

struct callout filing_callout(const struct filing *f)
{
    return (struct callout){
        .staff = coop_find_staff(f->desk->coop, f->event.person),
        .from = event_moment(f->fields, "start"),
        .to = event_moment(f->fields, "end")};
}

/* What the effect on records does not cover. */
enum status filing_put_callout(struct filing *f, struct error *err)
{
    struct callout callout = filing_callout(f);
    struct plan standing;
    enum { DAYS_BACK = 30 };
    if (f->event.replaces > 0) {
        TRY(store_drop_event_callout(f->desk->store, f->event.replaces, err));
    }
    TRY(rota_standing(f->desk, DAYS_BACK, &standing, err));
    enum status status = check_callout(f->desk, &standing, &callout, err);
    plan_release(&standing);
    TRY(status);
    return store_put_event_callout(f->desk->store, f->desk->coop, &callout,
                                   f->event.number, err);
}

/* ---- checks that a record's own fields do not make ------------------------------- */

static enum status check_employed(const struct filing *f, struct error *err)
{
    int32_t staff = coop_find_staff(f->desk->coop, f->event.person);
    const char *from = event_text(f->fields, "from");
    date_day date;
    TRY(from ? date_parse(from, &date, err) : STATUS_OK);
    if (from && !staff_employed(&f->desk->coop->staff.at[staff], date)) {
        return error_set(err, STATUS_INPUT,
                         "%s: from: expected a day on which '%s' is employed, "
                         "found %s",
                         f->event.kind, f->event.person, from);
    }
    return STATUS_OK;
}

static enum status check_cancelled(const struct filing *f, struct error *err)
{
    const struct coop *coop = f->desk->coop;
    const char *id = event_text(f->fields, "activity");
    int32_t activity = coop_find_activity(coop, id);
    date_day date = event_date(f->fields, "date");
    if (activity == NONE) {
        return error_set(err, STATUS_INPUT,
                         "cancelled: activity: expected the id of an "
                         "activity, found '%s'",
                         id);
    }
    if (coop->activities.at[activity].cancellable == CANCEL_NEVER) {
        return error_set(err, STATUS_CONFLICT,
                         "cancelled: activity: '%s' may not be called off",
                         id);
    }
    return duty_on(coop, duty_of_activity(coop, activity), date)
               ? STATUS_OK
               : error_set(err, STATUS_INPUT,
                           "cancelled: date: expected a day on which '%s' "
                           "takes place, found %s",
                           id, event_text(f->fields, "date"));
}

bool filing_is(const struct filing *f, const char *kind)
{
    return strcmp(f->event.kind, kind) == 0;
}

/* Before it is stored: against the records as they are. */
enum status filing_admit(const struct filing *f, struct error *err)
{
    if (filing_is(f, "cancelled") && f->event.replaces == 0) {
        TRY(check_cancelled(f, err));
    }
    return f->kind->about_person ? check_employed(f, err) : STATUS_OK;
}
