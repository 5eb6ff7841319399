/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mend.h - a plan without what is void, filled by whoever the rules allow:
 * slowly, by trying. For tests of what happens to published plans.
 */
#ifndef TESTS_ROTA_MEND_H
#define TESTS_ROTA_MEND_H

#include "rota/event.h"

/* A draft of all published dates from `from` on, stored; its id. */
int64_t mend_draft(struct desk *desk, date_day from);

#endif
