/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * feed_route.h - GET /cal/TOKEN.ics and .json (feeds.md 3).
 *
 * 304 by If-None-Match and by If-Modified-Since; no cookies, no compression,
 * no redirect; a valid token is never answered with 429 or 503. An unknown one
 * gives the same 404 as any other path; misses are counted by address.
 */
#ifndef SERVER_FEED_ROUTE_H
#define SERVER_FEED_ROUTE_H

#include "server/server_parts.h"

#define FEED_PREFIX "/cal/"
/* `path` begins with FEED_PREFIX. */
void feed_route(struct server *server, const struct http_request *request,
                struct http_reply *reply);

#endif
