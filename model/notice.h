/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * notice.h - which notice tier a change falls into (domain.md 2.9, peers c5).
 */
#ifndef MODEL_NOTICE_H
#define MODEL_NOTICE_H

#include "base/zone.h"
#include "model/plan.h"
#include "model/profile.h"

/* The tier of a change made known at `now` to a duty on `date`: the first, from
 * the longest notice, whose days are left. On the last day that a tier allows,
 * its cutoff decides: by the wall clock, at the minute itself still in time.
 * The shortest tier when none fits, NULL when the profile has no tiers. */
const struct notice_tier *notice_tier(const struct profile *profile,
                                      instant now, date_day date);

/* The tier's name for people. In Norwegian those of the profiles that come along;
 * a name of a profile's own is shown as it is. */
const char *tier_words(const struct notice_tier *tier, bool norwegian);

/* A published duty that took the place of another of the same person on the
 * same date: planned time that was moved. One for each duty it replaced. */
struct moved {
    int32_t staff;
    date_day date;
    duty_ix duty, before;
    instant told; /* when it was published */
};
struct moved_vec VEC_OF(struct moved);

#endif
