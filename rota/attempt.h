/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * attempt.h - a change of a plan is tried before anybody keeps it.
 *
 * Moves of slots between people are laid over a draft or over what is
 * published; the solver's cost and the definitions of the rules say what comes
 * of it. Nothing is stored until it is kept, and then it is a new draft: plans
 * that are stored do not change.
 */
#ifndef ROTA_ATTEMPT_H
#define ROTA_ATTEMPT_H

#include "rota/rota.h"

enum { MOVES_MAX = 20 };

/* One slot from one person to another; nobody is NULL. */
struct move {
    const char *slot, *from, *to; /* key, ids */
};
struct attempt {
    int64_t plan;     /* 0: what is published */
    int64_t expected; /* revision that was seen; -1: any */
    const struct move *moves;
    int32_t n_moves;
};

/* {"plan", "revision", "fits", "cost": {before, after, change}, "levels":
 * [{name, before, after, change}], "effects": [{rule, source, level, person,
 * points, breach}], "refused": [{slot, person, name, reason}], "broken":
 * [findings], "healed": [findings], "notice": [{slot, person, name, kind, tier,
 * pay_pct, consent}], "open"}. `fits`: nobody is refused and no hard finding is
 * new. `open`: the one slot moved is open or vacant, so that it can be asked
 * for (rota/ask.h) or chosen (rota/suggest.h). Without cost when no pattern of
 * a day holds what somebody gets. STATUS_CONFLICT when somebody does not hold
 * what they give, or holds what they get. */
enum status rota_attempt(struct desk *desk, const struct attempt *attempt,
                         cJSON **result, struct error *err) MUST_USE;
/* The same, stored as a new draft: "draft" is its id. STATUS_CONFLICT when
 * somebody is refused or the plan moved; what is broken is for whoever
 * publishes to decide. */
enum status rota_attempt_keep(struct desk *desk,
                              const struct attempt *attempt, cJSON **result,
                              struct error *err) MUST_USE;

#endif
