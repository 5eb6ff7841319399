/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_gap.c - the state of a free-gap rule along a line. */
#include "solver/pricing_gap.h"

/* Free from `last` on: can a gap still follow? */
static int32_t state_of(const struct free_gap *gap, int64_t last)
{
    if (last + gap->need > gap->close) {
        return GAP_MISSED;
    }
    return (int32_t)(last - gap->open) + 1;
}

int32_t gap_start(const struct free_gap *gap)
{
    return state_of(gap, gap->busy_until > gap->open ? gap->busy_until
                                                     : gap->open);
}

int32_t gap_next(const struct free_gap *gap, int32_t state, int32_t from,
                 int32_t to)
{
    if (state == GAP_DONE) {
        return GAP_DONE;
    }
    int64_t last = (int64_t)gap->open + state - 1;
    int64_t until = from < gap->close ? from : gap->close;
    if (until - last >= gap->need) {
        return GAP_DONE;
    }
    return state_of(gap, to > last ? to : last);
}
