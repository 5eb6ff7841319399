/* SPDX-License-Identifier: GPL-3.0-or-later */
/* validate_place.c - checks of members, local days and ways to travel. */
#include <inttypes.h>
#include <stdio.h>

#include "model/validate.h"

static bool openings_meet(const struct opening *a, const struct opening *b)
{
    return (a->weekdays & b->weekdays) && a->start < b->end &&
           b->start < a->end;
}

void check_openings(const struct coop *coop, struct faults *faults)
{
    for (int32_t ix = 0; ix < coop->members.n; ix++) {
        const struct opening_list *opening = &coop->members.at[ix].opening;
        for (int32_t i = 1; i < opening->n; i++) {
            for (int32_t j = 0; j < i; j++) {
                if (openings_meet(&opening->at[i], &opening->at[j])) {
                    validate_fault(coop, faults, RECORD_MEMBER, ix, "opening",
                                   "expected hours that do not overlap, found "
                                   "items %" PRId32 " and %" PRId32,
                                   j, i);
                }
            }
        }
    }
}

void check_local_days(const struct coop *coop, struct faults *faults)
{
    for (int32_t ix = 1; ix < coop->local_days.n; ix++) {
        const struct local_day *later = &coop->local_days.at[ix];
        for (int32_t i = 0; i < ix; i++) {
            const struct local_day *earlier = &coop->local_days.at[i];
            if (later->member.ix == earlier->member.ix &&
                periods_meet(later->from, later->to, earlier->from,
                             earlier->to)) {
                validate_fault(coop, faults, RECORD_LOCAL_DAY, ix, "from",
                               "expected days apart from those of '%s'",
                               earlier->id);
                break;
            }
        }
    }
}

static bool same_road(const struct road *a, const struct road *b)
{
    return (a->from.ix == b->from.ix && a->to.ix == b->to.ix) ||
           (a->from.ix == b->to.ix && a->to.ix == b->from.ix);
}

static void check_road(const struct coop *coop, int32_t ix,
                       struct faults *faults)
{
    const struct road *road = &coop->roads.at[ix];
    if (road->from.ix == road->to.ix) {
        validate_fault(coop, faults, RECORD_ROAD, ix, "to",
                       "expected another place than '%s'", road->from.id);
    }
    for (int32_t i = 0; i < ix; i++) {
        if (same_road(road, &coop->roads.at[i])) {
            validate_fault(coop, faults, RECORD_ROAD, ix, "from",
                           "expected each road once, found the one of '%s'; "
                           "it is driven either way",
                           coop->roads.at[i].id);
            return;
        }
    }
}

void check_links(const struct coop *coop, struct faults *faults)
{
    for (int32_t ix = 0; ix < coop->roads.n; ix++) {
        check_road(coop, ix, faults);
    }
    for (int32_t ix = 0; ix < coop->ferries.n; ix++) {
        const struct ferry *ferry = &coop->ferries.at[ix];
        if (ferry->from.ix == ferry->to.ix) {
            validate_fault(coop, faults, RECORD_FERRY, ix, "to",
                           "expected another place than '%s'", ferry->from.id);
        }
    }
}

void check_timetables(const struct coop *coop, struct faults *faults)
{
    for (int32_t ix = 0; ix < coop->ferries.n; ix++) {
        const struct timetable_list *list = &coop->ferries.at[ix].timetables;
        bool seen[DAY_TYPE_COUNT] = {false};
        for (int32_t i = 0; i < list->n; i++) {
            enum day_type type = list->at[i].day_type;
            if (seen[type]) {
                validate_fault(coop, faults, RECORD_FERRY, ix, "timetables",
                               "expected one for each kind of day, found "
                               "item %" PRId32 " besides",
                               i);
            }
            seen[type] = true;
        }
    }
}

void check_disruptions(const struct coop *coop, struct faults *faults)
{
    for (int32_t ix = 0; ix < coop->disruptions.n; ix++) {
        const struct disruption *disruption = &coop->disruptions.at[ix];
        bool delayed = disruption->status == LINK_DELAYED;
        if (delayed != (disruption->delay > 0)) {
            validate_fault(coop, faults, RECORD_DISRUPTION, ix, "delay",
                           delayed ? "expected minutes, found %" PRId32
                                   : "expected 0 unless the status is "
                                     "delayed, found %" PRId32,
                           disruption->delay);
        }
    }
}
