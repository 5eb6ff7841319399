/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * duty.h - what documents say of a duty and of a person.
 *
 * Names are "" where there is nothing; never NULL.
 */
#ifndef EXPORTERS_DUTY_H
#define EXPORTERS_DUTY_H

#include "base/arena.h"
#include "exporters/exporter.h"

const char *duty_role(const struct coop *coop, duty_ix duty);
const char *duty_service_name(const struct coop *coop, duty_ix duty);
const char *duty_member_name(const struct coop *coop, duty_ix duty);
const char *duty_place_name(const struct coop *coop, duty_ix duty);
const char *staff_employer(const struct coop *coop, int32_t staff);

/* "08:00-15:30"; past midnight with the days: "15:30-08:00+1". */
enum { HOURS_TEXT = 24 };
char *duty_hours(const struct coop *coop, duty_ix duty, char out[HOURS_TEXT]);

/* Short codes for a grid, one for each duty that is held in the plan, NULL for
 * others: initials of the id's parts, numbered when two are alike. The array
 * and the codes live in `arena`. */
const char **duty_codes(const struct coop *coop, const struct plan *plan,
                        struct arena *arena);

/* What somebody carries within the plan. */
struct tally {
    int32_t duties, standby;
    int32_t red_days; /* distinct Sundays and holidays on which a duty begins */
    int32_t weekends; /* with a duty that begins on Saturday or Sunday */
    units counted;    /* working time, standby by its factor; elapsed */
};
/* One for each of the staff. The caller owns it: free(). */
struct tally *tally_all(const struct export_input *input);

#endif
