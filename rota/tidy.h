/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tidy.h - what is too old goes (domain.md D15). The table of what, and for how
 * long it is kept, is in store/store_tidy.h; docs/retention.md shows it.
 */
#ifndef ROTA_TIDY_H
#define ROTA_TIDY_H

#include "rota/rota.h"

/* {"at", "rules": [{rule, days, what, counted, then, rows}]}: rows removed or
 * blurred. One transaction; a line in the audit log when there were any. The
 * desk's records are to be loaded again by whoever goes on with them. */
enum status rota_tidy(struct desk *desk, cJSON **result,
                      struct error *err) MUST_USE;

#endif
