/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_days.c - on which dates a duty exists, and the slots of a horizon. */
#include "model/calendar.h"
#include "model/slot.h"

static bool parity_fits(enum week_parity parity, date_day date)
{
    int year;
    bool odd = date_iso_week(date, &year) % 2 == 1;

    return parity == PARITY_ANY || odd == (parity == PARITY_ODD);
}

static bool in_mask(weekday_mask mask, date_day date)
{
    return (mask >> date_weekday(date)) & 1;
}

static bool is_member(const struct coop *coop, int32_t member, date_day date)
{
    return member == NONE || (date >= coop->members.at[member].from &&
                              date <= coop->members.at[member].to);
}

/* Neither red nor closed by a local day, and before noon on half days. */
static bool ordinary_day(const struct coop *coop, duty_ix duty, date_day date)
{
    int32_t member = duty_member(coop, duty);

    return !calendar_red(date) &&
           calendar_local_effect(coop, member, date) != LOCAL_OFFICE_CLOSED &&
           (!calendar_half_day(date) || duty_start(coop, duty) < 720);
}

/* Work at the desk follows the office's own weekdays. */
static bool office_open(const struct coop *coop, duty_ix duty, date_day date)
{
    int32_t member = duty_member(coop, duty);

    return duty_modality(coop, duty) != MODE_OFFICE ||
           duty_standby(coop, duty) || member == NONE ||
           coop->members.at[member].opening.n == 0 ||
           calendar_office_closed_from(coop, member, date) > 0;
}

static bool demand_on(const struct coop *coop, duty_ix duty, date_day date)
{
    const struct demand *demand = &coop->demands.at[duty];

    if (date < demand->from || date > demand->to ||
        !in_mask(demand->weekdays, date) ||
        !parity_fits(demand->parity, date)) {
        return false;
    }
    switch (demand->holiday) {
    case HOLIDAY_ORDINARY:
        return ordinary_day(coop, duty, date) && office_open(coop, duty, date);
    case HOLIDAY_RED:
        return calendar_red(date);
    case HOLIDAY_ANY:
        break;
    }
    return true;
}

/* The nth such weekday of its month; 5 is the last. */
static bool is_nth(int32_t nth, date_day date)
{
    int year, month, day, next_week_month;

    date_split(date + 7, &year, &next_week_month, &day);
    date_split(date, &year, &month, &day);
    return nth == 5 ? next_week_month != month : (day - 1) / 7 + 1 == nth;
}

static bool is_listed(const struct date_list *dates, date_day date)
{
    for (int32_t i = 0; i < dates->n; i++) {
        if (dates->at[i] == date) {
            return true;
        }
    }
    return false;
}

static bool activity_on(const struct coop *coop, duty_ix duty, date_day date)
{
    const struct activity *activity =
        &coop->activities.at[duty_activity(coop, duty)];

    if (date < activity->from || date > activity->to ||
        is_listed(&activity->cancelled_on, date)) {
        return false;
    }
    if (activity->recurrence == RECUR_DATES) {
        return is_listed(&activity->dates, date);
    }
    return in_mask(activity->weekdays, date) &&
           parity_fits(activity->parity, date) &&
           (activity->recurrence != RECUR_MONTHLY ||
            is_nth(activity->nth, date)) &&
           ordinary_day(coop, duty, date);
}

bool duty_on(const struct coop *coop, duty_ix duty, date_day date)
{
    if (!is_member(coop, duty_member(coop, duty), date)) {
        return false;
    }
    return duty_demand(coop, duty) != NONE ? demand_on(coop, duty, date)
                                           : activity_on(coop, duty, date);
}

/* Rows: what the outside offers; columns: what is wanted. Whoever can come can
 * also answer the phone; nobody on the phone can come. */
static const bool SERVES[4][4] = {
    /*                   office ambulat. phone  video */
    [MODE_OFFICE] = {true, false, true, true},
    [MODE_AMBULATORY] = {true, true, true, true},
    [MODE_PHONE] = {false, false, true, false},
    [MODE_VIDEO] = {false, false, true, true},
};

static bool external_covers(const struct coop *coop,
                            const struct external *external, duty_ix duty,
                            date_day date)
{
    const struct demand *demand = &coop->demands.at[duty];
    const struct shift_type *shift = duty_shift(coop, duty);
    bool by_phone = shift->phone_only;

    return external->demand.ix == duty && date >= external->from &&
           date <= external->to && in_mask(external->weekdays, date) &&
           is_member(coop, external->provider.ix, date) &&
           external->start <= shift->start && external->end >= shift->end &&
           (by_phone || SERVES[external->modality][demand->modality]);
}

int32_t duty_external(const struct coop *coop, duty_ix duty, date_day date)
{
    int32_t people = 0;

    if (duty_demand(coop, duty) == NONE) {
        return 0;
    }
    for (int32_t i = 0; i < coop->externals.n; i++) {
        const struct external *external = &coop->externals.at[i];
        if (external_covers(coop, external, duty, date)) {
            people += external->count;
        }
    }
    return people;
}

static void set_demand(const struct coop *coop, struct slot *slot)
{
    const struct demand *demand = &coop->demands.at[slot->duty];
    int32_t member = duty_member(coop, slot->duty);
    bool weekly = demand->per == PER_WEEK;
    bool minimum =
        calendar_local_effect(coop, member, slot->date) == LOCAL_MIN_COVER;

    slot->low = weekly ? 0 : demand->low;
    slot->target = weekly || minimum ? slot->low : demand->target;
    slot->high = demand->high;
    slot->external = duty_external(coop, slot->duty, slot->date);
}

static void set_activity(const struct coop *coop, struct slot *slot)
{
    int32_t activity = duty_activity(coop, slot->duty);
    struct activity_need need = activity_need(coop, activity, slot->date);

    slot->low = need.low;
    slot->target = need.high > need.low ? need.high : need.low;
    slot->high = slot->target;
    slot->floating = coop->activities.at[activity].recurrence == RECUR_FLOATING;
}

void slots_list(const struct coop *coop, date_day from, int32_t days,
                struct slot_vec *out)
{
    for (date_day date = from; date < from + days; date++) {
        for (duty_ix duty = 0; duty < duty_count(coop); duty++) {
            if (!duty_on(coop, duty, date)) {
                continue;
            }
            struct slot slot = {
                .duty = duty,
                .date = date,
                .start = zone_instant(date, duty_start(coop, duty)),
                .end = zone_instant(date, duty_end(coop, duty)),
            };
            if (duty_demand(coop, duty) != NONE) {
                set_demand(coop, &slot);
            } else {
                set_activity(coop, &slot);
            }
            vec_push(out, slot);
        }
    }
}
