/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * problem_reply.h - errors as problem details (RFC 9457).
 */
#ifndef SERVER_PROBLEM_REPLY_H
#define SERVER_PROBLEM_REPLY_H

#include "server/http.h"

/* Fills status, fields and body: {"type", "title", "status", "detail"}, in the
 * reply's language; `detail` is English (base/norwegian.h), NULL: none. What
 * was in the reply is dropped. */
void problem_reply(struct http_reply *reply, int status, const char *detail);
/* Of a failed call: USAGE, INPUT 422 or 400, CONFLICT 409, others 500 (their
 * sentence goes to the log, not to the browser). */
void problem_of_error(struct http_reply *reply, enum status status,
                      const struct error *err);

#endif
