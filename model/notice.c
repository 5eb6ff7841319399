/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notice.c - which notice tier a change falls into. */
#include "model/notice.h"

#include <string.h>

const struct notice_tier *notice_tier(const struct profile *profile,
                                      instant now, date_day date)
{
    const struct tier_list *tiers = &profile->tiers;
    date_day today;
    int32_t minute;

    zone_local(now, &today, &minute);
    for (int32_t i = 0; i < tiers->n; i++) {
        const struct notice_tier *tier = &tiers->at[i];
        int32_t left = date - today;
        bool late =
            left == tier->days && tier->cutoff != NONE && minute > tier->cutoff;
        if (left >= tier->days && !late) {
            return tier;
        }
    }
    return tiers->n > 0 ? &tiers->at[tiers->n - 1] : NULL;
}

const char *tier_words(const struct notice_tier *tier, bool norwegian)
{
    static const struct {
        const char *en, *nb;
    } NAMES[] = {{"planned", "planlagt"},
                 {"two weeks", "to uker"},
                 {"within two weeks", "innen to uker"},
                 {"within a week", "innen en uke"},
                 {"tomorrow", "i morgen"},
                 {"today", "i dag"}};
    for (size_t i = 0; norwegian && i < COUNT_OF(NAMES); i++) {
        if (strcmp(NAMES[i].en, tier->name) == 0) {
            return NAMES[i].nb;
        }
    }
    return tier->name;
}
