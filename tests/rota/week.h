/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * week.h - a small co-operation in a real file, and plans published in it.
 *
 * Anne and Bjørn of Steigen, Carl of Hamarøy. Duties: "errand" on weekdays
 * ("Oppdrag Steigen"), "night" ("Beredskap", role "bakvakt"), "visits" twice a
 * week, the meeting "board" by video.
 */
#ifndef TESTS_ROTA_WEEK_H
#define TESTS_ROTA_WEEK_H

#include "rota/rota.h"
#include "tests/model/expect.h"

enum { ANNE, BJOERN, CARL };
#define WEEK_MONDAY 20878              /* 2027-03-01 */
#define WEEK_NOW ((instant)1802000000) /* 2027-02-07 11:33 UTC */

struct week {
    char folder[64], path[96];
    struct desk desk;
};

void week_open(struct week *week);
/* Other records in the place of those; the desk is a manager's. */
void week_replace(struct week *week, const char *records);
void week_close(struct week *week); /* removes the folder */

struct held {
    int32_t staff;
    const char *slot; /* "errand@2027-03-01" */
};
/* Publishes a plan of these (until one without a slot) for `days` from `from`,
 * at `at`. */
void week_publish(struct week *week, date_day from, int32_t days,
                  const struct held *held, instant at);

#endif
