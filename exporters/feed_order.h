/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * feed_order.h - the order in which the events of a calendar are written.
 */
#ifndef EXPORTERS_FEED_ORDER_H
#define EXPORTERS_FEED_ORDER_H

#include "exporters/feed.h"

/* By start, then UID. The caller owns the array: free(). */
const struct feed_event **feed_ordered(const struct feed *feed);

#endif
