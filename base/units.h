/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * units.h - exact working time in 1/420 minute (domain.md 0.5).
 *
 * 420 = lcm(7, 5, 3, 6, 4): every factor in play (standby 1/7 and 1/5, resting
 * duty 1/3, Sunday credit 7/6, night credit 5/4) is a whole number of units a
 * minute. No floating point, no rounding.
 */
#ifndef BASE_UNITS_H
#define BASE_UNITS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

typedef int64_t units;

#define UNITS_PER_MINUTE ((units)420)
#define UNITS_PER_HOUR ((units)25200)

struct ratio {
    int32_t num, den;
};

/* Units counted for one minute at `factor`; `factor.den` divides 420. */
units units_per_minute(struct ratio factor);
/* Whether num/den >= 0 and den divides 420. */
bool ratio_exact(struct ratio factor);
/* "1/7", "1", "0", strict. */
enum status ratio_parse(const char *text, struct ratio *result,
                        struct error *err) MUST_USE;
/* Exact hours such as "37.5" or "33.6" as units; at most 3 decimals, refused
 * when not a whole number of units. */
enum status hours_parse(const char *text, units *result,
                        struct error *err) MUST_USE;
enum { UNITS_TEXT = 40 };
/* "11 h 47 min 8.6 s", "37 h 30 min", "0 h", "-2 h". Returns `out`. */
char *units_format(units amount, char out[UNITS_TEXT]);
/* Decimal hours rounded half away from zero to two places, "11.79". */
char *units_hours(units amount, char out[UNITS_TEXT]);

#endif
