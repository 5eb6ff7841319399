/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rule_tools.c - what the definitions of the rules share. */
#include "model/rule_tools.h"

#include <stdarg.h>
#include <stdio.h>

void finding_add(struct finding_vec *out, const struct finding *found,
                 const char *format, ...)
{
    struct finding *added;
    va_list words;

    vec_push(out, *found);
    added = &out->at[out->n - 1];
    va_start(words, format);
    vsnprintf(added->words, sizeof added->words, format, words);
    va_end(words);
}

enum finding_grade limit_grade(const struct coop *coop, enum limit_key key)
{
    static const enum finding_grade GRADES[] = {
        [SEVERITY_SILENT] = FINDING_NOTE,
        [SEVERITY_WARN] = FINDING_WARN,
        [SEVERITY_CONFIRM] = FINDING_HARD,
        [SEVERITY_FORBID] = FINDING_HARD,
    };

    return GRADES[coop->profile->limits[key].severity[ACTOR_SOLVER]];
}

const char *limit_reference(const struct coop *coop, enum limit_key key)
{
    const char *reference = coop->profile->limits[key].reference;

    return reference ? reference : "";
}

bool staff_asked(const struct timeline *timeline, int32_t staff)
{
    return !timeline->one_person || timeline->person == staff;
}

bool staff_exempt(const struct timeline *timeline, int32_t staff)
{
    return !staff_asked(timeline, staff) ||
           timeline->coop->staff.at[staff].aml_exempt;
}

bool in_horizon(const struct timeline *timeline, date_day date)
{
    return date >= timeline->from && date <= timeline->to;
}

bool horizon_has_part(const struct timeline *timeline, int32_t staff,
                      instant from, instant to)
{
    for (int32_t i = timeline->first[staff]; i < timeline->first[staff + 1];
         i++) {
        const struct work_item *item = &timeline->items.at[i];
        if (item->kind != SHIFT_LEAVE && item->from < to && item->to > from &&
            in_horizon(timeline, item->date)) {
            return true;
        }
    }
    return false;
}

bool begins_work(const struct timeline *timeline, int32_t ix)
{
    const struct work_item *item = &timeline->items.at[ix];

    if (!work_blocks_rest(item)) {
        return false;
    }
    for (int32_t i = timeline->first[item->staff]; i < ix; i++) {
        const struct work_item *other = &timeline->items.at[i];
        if (work_blocks_rest(other) && other->to >= item->from) {
            return false;
        }
    }
    return true;
}

instant longest_free(const struct timeline *timeline, int32_t staff,
                     instant from, instant to, bool standby_blocks)
{
    instant longest = 0, free_from = from;

    for (int32_t i = timeline->first[staff]; i < timeline->first[staff + 1];
         i++) {
        const struct work_item *item = &timeline->items.at[i];
        bool blocks = work_blocks_rest(item) ||
                      (standby_blocks && item->kind == SHIFT_STANDBY);
        if (!blocks || item->to <= from || item->from >= to) {
            continue;
        }
        if (item->from - free_from > longest) {
            longest = item->from - free_from;
        }
        free_from = item->to > free_from ? item->to : free_from;
    }
    return to - free_from > longest ? to - free_from : longest;
}

date_day local_date(instant at)
{
    date_day date;
    int32_t minutes;

    zone_local(at, &date, &minutes);
    return date;
}

char *moment_format(instant at, char out[MOMENT_TEXT])
{
    char day[DATE_TEXT], clock[CLOCK_TEXT];
    date_day date;
    int32_t minutes;

    zone_local(at, &date, &minutes);
    snprintf(out, MOMENT_TEXT, "%s %s", date_format(date, day),
             clock_format(minutes, clock));
    return out;
}
