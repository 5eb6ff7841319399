/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * feeds.h - published events as calendars: of a person, of a member or service
 * (one event a slot, names by setting), of what is uncovered. Content rules of
 * domain.md 5.5: neutral titles, role, service, municipality; never a client, a
 * reason, who is replaced, a colleague's number.
 */
#ifndef ROTA_FEEDS_H
#define ROTA_FEEDS_H

#include "exporters/feed.h"
#include "rota/rota.h"

enum feed_detail { DETAIL_FULL, DETAIL_ROLE, DETAIL_BUSY };

struct feed_request {
    enum feed_kind kind;
    int32_t index; /* of staff, member or service; ignored for uncovered */
    enum feed_detail detail;
    instant now;   /* for the window only, never written */
    bool norwegian;
};
/* The feed borrows from `arena`, the desk's records and itself. Release its
 * events with vec_release(&feed->events). */
enum status feed_build(struct desk *desk, const struct feed_request *request,
                       struct arena *arena, struct feed *feed,
                       struct error *err) MUST_USE;

#endif
