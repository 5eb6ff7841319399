/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * curtois.h - shift-scheduling instances of schedulingbenchmarks.org (Curtois &
 * Qu 2014), text format: SECTION_HORIZON, SHIFTS, STAFF, DAYS_OFF,
 * SHIFT_ON_REQUESTS, SHIFT_OFF_REQUESTS, COVER.
 */
#ifndef IMPORTERS_CURTOIS_H
#define IMPORTERS_CURTOIS_H

#include "solver/roster.h"

enum status curtois_read(const char *path, struct problem **result,
                         struct error *err) MUST_USE;
/* CSV, one line a person: ID,c0,c1,... with "-" for a day off. */
enum status curtois_write(const struct problem *problem,
                          const struct roster *roster, const char *path,
                          struct error *err) MUST_USE;

#endif
