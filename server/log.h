/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * log.h - one JSON object a line on standard error: when, what kind of
 * request, its status and time. No token, no query, no name, no address: of a
 * calendar link a prefix of its token's digest, of an API path its route.
 */
#ifndef SERVER_LOG_H
#define SERVER_LOG_H

#include "server/http.h"

struct server;
void log_request(const struct server *server,
                 const struct http_request *request, int status,
                 double seconds);
void log_failure(const struct server *server, const char *what,
                 const struct error *err);
/* What of a path may be logged: "/cal/3f2a91bc", "/api/v1/plans/7". Paths that
 * hold tokens are cut. Returns `out`. */
enum { LOG_PATH = 128 };
char *log_path(const char *path, char out[LOG_PATH]);

#endif
