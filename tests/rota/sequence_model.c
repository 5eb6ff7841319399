/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sequence_model.c - see sequence_model.h. */
#include "tests/rota/sequence_model.h"

/* The last day of a sickness whose end nobody knows: today from 06:00 on. */
static date_day released(date_day from, instant now)
{
    date_day today;
    int32_t minute;
    zone_local(now, &today, &minute);
    today -= minute < 6 * 60;
    return today > from ? today : from;
}

/* The day before the first `back` that was told later and falls into it. */
static date_day ended(const struct told_vec *all, int32_t i)
{
    const struct told *sick = &all->at[i];
    date_day to = sick->to;
    for (int32_t k = i + 1; k < all->n; k++) {
        const struct told *back = &all->at[k];
        bool ends = back->stands && back->kind == TOLD_BACK &&
                    back->person == sick->person && back->from >= sick->from;
        to = ends && back->from <= to ? back->from - 1 : to;
    }
    return to;
}

/* Pct of capacity that the person lacks that day. */
static int32_t lacking(const struct told_vec *all, int32_t person,
                       date_day date, instant now)
{
    int32_t most = 0;
    for (int32_t i = 0; i < all->n; i++) {
        const struct told *t = &all->at[i];
        if (!t->stands || t->kind > TOLD_TIRED || t->person != person) {
            continue;
        }
        date_day to = t->kind == TOLD_TIRED ? t->to : ended(all, i);
        to = to == DATE_MAX ? released(t->from, now) : to;
        if (t->from <= date && date <= to && t->grade > most) {
            most = t->grade;
        }
    }
    return most;
}

static bool stopped(const struct told *t, const struct assignment *a,
                    date_day last)
{
    return t->stands &&
           ((t->kind == TOLD_LEAVES && t->person == a->staff &&
             t->to < last) ||
            (t->kind == TOLD_NEVER && t->person == a->staff &&
             t->duty == a->duty && t->from <= a->date && a->date <= t->to) ||
            (t->kind == TOLD_OFF && t->duty == a->duty &&
             t->from == a->date));
}

bool model_void(const struct told_vec *all, const struct coop *coop,
                const struct assignment *a, instant now)
{
    bool standby = duty_standby(coop, a->duty);
    date_day last = a->date + standby; /* every standby ends at 08:00 */
    for (date_day date = a->date; date <= last; date++) {
        int32_t grade = lacking(all, a->staff, date, now);
        if (grade == 100 || (grade > 0 && standby)) {
            return true;
        }
    }
    for (int32_t i = 0; i < all->n; i++) {
        if (stopped(&all->at[i], a, last)) {
            return true;
        }
    }
    return false;
}
