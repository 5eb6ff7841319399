/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * runs.h - optimisations in processes of their own: at most a few at once, the
 * others wait in a queue.
 *
 * Each is this program's own `solve` (with JSON progress) or `replan`, so whatever happens to
 * it, the server goes on and says so. The plan is stored by that process; a
 * browser that leaves misses nothing.
 */
#ifndef SERVER_RUNS_H
#define SERVER_RUNS_H

#include "base/json.h"
#include "base/zone.h"
#include "server/http.h"
#include "server/metrics.h"

struct runs;

struct runs_options {
    const char *program, *database;
    int32_t at_once; /* 0: 1 */
    instant ahead;   /* as server_options */
    struct metrics *metrics;
};
struct runs *runs_new(const struct runs_options *options);
/* Stops what runs, keeping its best, and waits for it. */
void runs_free(struct runs *runs); /* accepts NULL */

enum run_kind { RUN_SOLVE, RUN_REPLAN };
struct run_request {
    enum run_kind kind;
    const char *from; /* date; NULL: behind the freeze */
    int32_t weeks;    /* 0: 8 */
    int32_t seconds;  /* 0: 60 */
    int64_t seed;
    const char *actor; /* of the audit log */
    bool norwegian;    /* sentences in the result */
};
/* {"run", "kind": "solve"|"replan", "state":
 * "queued"|"running"|"done"|"failed", "position", "weeks", "from", "seconds",
 * "progress": {...}, "plan", "result": {...}, "failure"}. NULL when too many
 * wait (start) or there is no such run. Caller owns it. */
cJSON *runs_start(struct runs *runs, const struct run_request *request);
cJSON *runs_show(struct runs *runs, int64_t run);
cJSON *runs_list(struct runs *runs); /* newest first */
/* Asks it to stop and keep its best; takes it out of the queue when it waits. */
cJSON *runs_stop(struct runs *runs, int64_t run);
/* Gives the stream what happens from now on, the present state first: events
 * "progress" and, at the end, "end". False when there is no such run. */
bool runs_watch(struct runs *runs, int64_t run, struct http_stream *stream);

#endif
