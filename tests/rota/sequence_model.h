/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sequence_model.h - what must be void, by arithmetic on whole days: nothing of
 * this is shared with rota/ or model/ but dates.
 */
#ifndef TESTS_ROTA_SEQUENCE_MODEL_H
#define TESTS_ROTA_SEQUENCE_MODEL_H

#include "tests/rota/island.h"

enum told_kind { TOLD_SICK, TOLD_CHILD, TOLD_NOTE, TOLD_TIRED, TOLD_BACK,
                 TOLD_LEAVES, TOLD_NEVER, TOLD_OFF, TOLD_OTHER };

/* An event as it was told. */
struct told {
    enum told_kind kind;
    int64_t number;
    int32_t person;
    date_day from, to; /* DATE_MAX: open; leaves: `to` is the last day */
    int32_t grade;
    duty_ix duty; /* never, called off */
    bool stands;
};
struct told_vec VEC_OF(struct told);

/* Whether the holder may not have the assignment at `now`. */
bool model_void(const struct told_vec *all, const struct coop *coop,
                const struct assignment *a, instant now);

#endif
