/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * feed_parts.h - what the makers of calendars share. Only for rota/feed*.c.
 */
#ifndef ROTA_FEED_PARTS_H
#define ROTA_FEED_PARTS_H

#include "rota/feeds.h"

enum { ROSTER_BACK_DAYS = 14, ROSTER_AHEAD_DAYS = 56, SECONDS_A_DAY = 86400 };

struct building {
    struct desk *desk;
    const struct coop *coop;
    const struct feed_request *request;
    struct arena *arena;
    struct feed *feed;
    struct plan published; /* what stands, for names and for what is missing */
};

/* The dates that a roster shows, both included. */
void roster_dates(const struct feed_request *request, date_day *from,
                  date_day *to);
enum status load_published(struct building *b, date_day from, date_day to,
                           struct error *err) MUST_USE;
/* Of the request's detail; NULL for nothing. */
const char *event_location(const struct building *b, duty_ix duty);
const char *event_description(const struct building *b, duty_ix duty,
                              const char *names);

/* The events of FEED_UNCOVERED (feed_uncovered.c). */
enum status uncovered_build(struct building *b,
                            struct error *err) MUST_USE;

#endif
