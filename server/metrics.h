/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * metrics.h - counters for /metrics, in the text form of Prometheus.
 */
#ifndef SERVER_METRICS_H
#define SERVER_METRICS_H

#include "server/http.h"

struct metrics;
struct metrics *metrics_new(void);
void metrics_free(struct metrics *metrics); /* accepts NULL */

enum metric {
    COUNT_FEED_FRESH, /* 200 */
    COUNT_FEED_SAME,  /* 304 */
    COUNT_FEED_BUILT, /* not from the cache */
    COUNT_FEED_MISS,  /* unknown tokens */
    COUNT_RUNS,
    COUNT_RUNS_LOST,  /* children that died */
    COUNT_SIGN_IN,
    COUNT_SIGN_IN_REFUSED,
    COUNTERS
};
void metrics_count(struct metrics *metrics, enum metric metric);
/* A request that ended, by status class and time. */
void metrics_request(struct metrics *metrics, int status, double seconds);
void metrics_write(struct metrics *metrics, const struct http_counts *now,
                   struct text *out);

#endif
