/* SPDX-License-Identifier: GPL-3.0-or-later */
/* event_admit.c - what an event's own fields do not say about it. */
#include "rota/event_file.h"

#include <string.h>

#include "rota/request.h"

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
    if (f->event.replaces > 0) {
        return STATUS_OK; /* its first revision holds the date free */
    }
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

/* ---- wishes and leave ------------------------------------------------------------ */

/* What is planned already is changed by a swap, by leave or by a manager. */
static enum status check_wish(const struct filing *f, struct error *err)
{
    date_day last;
    char found[DATE_TEXT], planned[DATE_TEXT];
    date_day from = event_date(f->fields, "from");
    TRY(store_last_published(f->desk->store, &last, err));
    return from > last || strcmp(f->event.filed_by, EVENT_MANAGER) == 0
               ? STATUS_OK
               : error_set(err, STATUS_CONFLICT,
                           "wish: from: expected a day after %s, the last that "
                           "is planned, found %s",
                           date_format(last, planned),
                           date_format(from, found));
}

static enum status check_leave(const struct filing *f, struct error *err)
{
    const char *kind = event_text(f->fields, "kind");
    for (int32_t i = 0; LEAVE_KINDS[i]; i++) {
        if (strcmp(LEAVE_KINDS[i], kind) == 0) {
            return STATUS_OK;
        }
    }
    return error_set(err, STATUS_INPUT,
                     "leave: kind: expected a kind of leave, found '%s'", kind);
}

/* Of that person, and not decided yet. */
static bool leave_waits(const struct filing *f, int64_t number)
{
    const struct coop *coop = f->desk->coop;
    for (int32_t i = 0; i < coop->absences.n; i++) {
        const struct absence *absence = &coop->absences.at[i];
        if (event_of(&absence->origin) == number && !absence->approved) {
            return strcmp(absence->staff.id, f->event.person) == 0;
        }
    }
    return false;
}

static enum status check_leave_answer(const struct filing *f,
                                      struct error *err)
{
    const char *answer = event_text(f->fields, "answer");
    int64_t leave = event_int(f->fields, "leave");
    if (strcmp(answer, "approve") != 0 && strcmp(answer, "refuse") != 0) {
        return error_set(err, STATUS_INPUT,
                         "leave-answer: answer: expected approve or refuse, "
                         "found '%s'",
                         answer);
    }
    return leave > 0 && leave_waits(f, leave)
               ? STATUS_OK
               : error_set(err, STATUS_CONFLICT,
                           "leave-answer: leave: expected the number of leave "
                           "that '%s' waits for, found '%s'",
                           f->event.person, event_text(f->fields, "leave"));
}

static bool pinned_at_that_time(const struct coop *coop, int32_t staff,
                                duty_ix duty, date_day date)
{
    for (int32_t i = 0; i < coop->pins.n; i++) {
        const struct pin *pin = &coop->pins.at[i];
        duty_ix other = pin->demand.ix != NONE
                            ? duty_of_demand(coop, pin->demand.ix)
                            : duty_of_activity(coop, pin->activity.ix);
        if (pin->on && pin->staff.ix == staff && pin->date == date &&
            duty_start(coop, other) < duty_end(coop, duty) &&
            duty_start(coop, duty) < duty_end(coop, other)) {
            return true;
        }
    }
    return false;
}

/* A pin that no plan could keep would stop every run (solver/compile.h). What
 * it names is checked with its record. */
static enum status check_pin_kept(const struct filing *f, struct error *err)
{
    const struct coop *coop = f->desk->coop;
    const char *demand = event_text(f->fields, "demand");
    const char *activity = event_text(f->fields, "activity");
    const char *on = event_text(f->fields, "on");
    int32_t staff = coop_find_staff(coop, f->event.person);
    int32_t d = demand ? coop_find_demand(coop, demand) : NONE;
    int32_t a = activity ? coop_find_activity(coop, activity) : NONE;
    date_day date = event_date(f->fields, "date");
    if ((d == NONE) == (a == NONE) || strcmp(on, "true") != 0) {
        return STATUS_OK;
    }
    duty_ix duty = d != NONE ? duty_of_demand(coop, d)
                             : duty_of_activity(coop, a);
    enum refusal refusal = slot_refusal(coop, staff, duty, date);
    if (refusal != REFUSE_NOT) {
        return error_set(err, STATUS_CONFLICT,
                         "pin: %s: expected somebody who may take %s on %s, "
                         "found: %s",
                         f->event.person, duty_id(coop, duty),
                         event_text(f->fields, "date"),
                         desk_refusal(f->desk, staff, refusal));
    }
    return f->event.replaces == 0 &&
                   pinned_at_that_time(coop, staff, duty, date)
               ? error_set(err, STATUS_CONFLICT,
                           "pin: %s: expected to be free on %s, found another "
                           "pin at that time",
                           f->event.person, event_text(f->fields, "date"))
               : STATUS_OK;
}

bool filing_is(const struct filing *f, const char *kind)
{
    return strcmp(f->event.kind, kind) == 0;
}

/* Before it is stored: against the records as they are. */
enum status filing_admit(const struct filing *f, struct error *err)
{
    static const struct {
        const char *kind;
        enum status (*check)(const struct filing *f, struct error *err);
    } CHECKS[] = {{"cancelled", check_cancelled},
                  {"wish", check_wish},
                  {"leave", check_leave},
                  {"leave-answer", check_leave_answer},
                  {"pin", check_pin_kept}};
    for (size_t i = 0; i < COUNT_OF(CHECKS); i++) {
        if (filing_is(f, CHECKS[i].kind)) {
            TRY(CHECKS[i].check(f, err));
        }
    }
    return f->kind->about_person ? check_employed(f, err) : STATUS_OK;
}
