/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * server_parts.h - what the files of the server share.
 */
#ifndef SERVER_SERVER_PARTS_H
#define SERVER_SERVER_PARTS_H

#include "base/thread.h"
#include "server/feed_cache.h"
#include "server/http.h"
#include "server/metrics.h"
#include "server/server.h"
#include "server/worker.h"

struct server {
    struct server_options options;
    struct http_server *http;
    struct workers *workers;
    struct feed_cache *feeds;
    struct misses *misses; /* of tokens, by address */
    struct misses *sign_ins; /* of passwords, by account and address */
    struct runs *runs;
    struct daily *daily;
    struct pages *pages;     /* NULL: none */
    struct metrics *metrics;
};

instant server_now(const struct server *server);

#endif
