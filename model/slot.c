/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot.c - what a duty is: the same facts for a demand and an activity. */
#include "model/slot.h"

#include <stdio.h>
#include <string.h>

int32_t duty_count(const struct coop *coop)
{
    return coop->demands.n + coop->activities.n;
}

duty_ix duty_of_demand(const struct coop *coop, int32_t demand)
{
    (void)coop;
    return demand;
}

duty_ix duty_of_activity(const struct coop *coop, int32_t activity)
{
    return coop->demands.n + activity;
}

int32_t duty_demand(const struct coop *coop, duty_ix duty)
{
    return duty >= 0 && duty < coop->demands.n ? duty : NONE;
}

int32_t duty_activity(const struct coop *coop, duty_ix duty)
{
    bool is_one = duty >= coop->demands.n && duty < duty_count(coop);
    return is_one ? duty - coop->demands.n : NONE;
}

/* Exactly one of the two is not NULL. */
static const struct demand *demand_at(const struct coop *coop, duty_ix duty)
{
    return duty < coop->demands.n ? &coop->demands.at[duty] : NULL;
}

static const struct activity *activity_at(const struct coop *coop, duty_ix duty)
{
    return duty < coop->demands.n
               ? NULL
               : &coop->activities.at[duty - coop->demands.n];
}

const struct shift_type *duty_shift(const struct coop *coop, duty_ix duty)
{
    const struct demand *demand = demand_at(coop, duty);
    return demand ? &coop->shift_types.at[demand->shift_type.ix] : NULL;
}

/* One fact: from the demand, else from the activity. Not clever, but eleven
 * functions that can only differ in what they name. */
#define FACT(type, name, of_demand, of_activity)                               \
    type name(const struct coop *coop, duty_ix duty)                           \
    {                                                                          \
        const struct demand *demand = demand_at(coop, duty);                   \
        const struct activity *activity = activity_at(coop, duty);             \
        return demand ? (of_demand) : (of_activity);                           \
    }

FACT(const char *, duty_id, demand->id, activity->id)
FACT(const char *, duty_name, demand->name, activity->name)
FACT(enum shift_kind, duty_kind, duty_shift(coop, duty)->kind, activity->kind)
FACT(int32_t, duty_start, duty_shift(coop, duty)->start, activity->start)
FACT(int32_t, duty_end, duty_shift(coop, duty)->end, activity->end)
FACT(int32_t, duty_service, demand->service.ix, activity->service.ix)
FACT(int32_t, duty_member, demand->member.ix, activity->member.ix)
FACT(int32_t, duty_place, demand->place.ix, activity->place.ix)
FACT(int32_t, duty_priority, demand->priority, activity->priority)
FACT(enum modality, duty_modality, demand->modality, activity->modality)

const char *duty_title(const struct coop *coop, duty_ix duty)
{
    const struct shift_type *shift = duty_shift(coop, duty);
    const char *title = shift ? shift->title : activity_at(coop, duty)->title;
    const char *name = shift ? shift->name : duty_name(coop, duty);
    return title ? title : name;
}

bool duty_inside(const struct coop *coop, duty_ix duty)
{
    const struct activity *activity = activity_at(coop, duty);
    return activity && activity->inside;
}

bool duty_standby(const struct coop *coop, duty_ix duty)
{
    enum shift_kind kind = duty_kind(coop, duty);
    return kind == SHIFT_STANDBY || kind == SHIFT_STANDBY_STRICT;
}

bool duty_hosts(const struct coop *coop, duty_ix duty, duty_ix activity)
{
    return duty_demand(coop, duty) != NONE &&
           duty_kind(coop, duty) == SHIFT_WORK &&
           duty_start(coop, duty) <= duty_start(coop, activity) &&
           duty_end(coop, duty) >= duty_end(coop, activity);
}

int32_t duty_travel_place(const struct coop *coop, duty_ix duty, int32_t staff)
{
    enum modality modality = duty_modality(coop, duty);
    int32_t place = duty_place(coop, duty);
    bool there = modality == MODE_OFFICE || modality == MODE_AMBULATORY;

    if (!there || duty_standby(coop, duty) || duty_inside(coop, duty) ||
        duty_kind(coop, duty) == SHIFT_LEAVE) {
        return NONE;
    }
    return place == coop->staff.at[staff].base.ix ? NONE : place;
}

/* ---- keys --------------------------------------------------------------- */

char *slot_key(const struct coop *coop, duty_ix duty, date_day date,
               char out[SLOT_KEY])
{
    char day[DATE_TEXT];

    snprintf(out, SLOT_KEY, "%s@%s", duty_id(coop, duty),
             date_format(date, day));
    return out;
}

static duty_ix find_duty(const struct coop *coop, const char *id)
{
    int32_t demand = coop_find_demand(coop, id);
    if (demand != NONE) {
        return duty_of_demand(coop, demand);
    }
    int32_t activity = coop_find_activity(coop, id);
    return activity == NONE ? NONE : duty_of_activity(coop, activity);
}

enum status slot_parse(const struct coop *coop, const char *key, duty_ix *duty,
                       date_day *date, struct error *err)
{
    char id[SLOT_KEY];
    const char *at = strrchr(key, '@');
    date_day parsed;

    if (!at || at == key || at - key >= SLOT_KEY) {
        return error_set(err, STATUS_USAGE,
                         "slot '%s': expected DUTY@YYYY-MM-DD", key);
    }
    memcpy(id, key, (size_t)(at - key));
    id[at - key] = '\0';
    TRY(error_in(date_parse(at + 1, &parsed, err), err, "slot '%s': ", key));
    duty_ix found = find_duty(coop, id);
    if (found == NONE) {
        return error_set(err, STATUS_USAGE,
                         "slot '%s': there is no demand or activity '%s'", key,
                         id);
    }
    *duty = found;
    *date = parsed;
    return STATUS_OK;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool duty_same_block(const struct coop *coop, duty_ix a, duty_ix b)
{
    const struct demand *one = demand_at(coop, a), *other = demand_at(coop, b);
    if (!one || !other || !duty_shift(coop, a)->block) {
        return false;
    }
    return one->service.ix == other->service.ix &&
           one->member.ix == other->member.ix &&
           one->place.ix == other->place.ix &&
           same_text(duty_shift(coop, a)->block, duty_shift(coop, b)->block) &&
           same_text(one->role, other->role);
}
