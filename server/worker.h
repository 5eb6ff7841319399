/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * worker.h - desks for requests: each has a connection to the database of its
 * own and the records as they stand. Taken for one request, given back after.
 */
#ifndef SERVER_WORKER_H
#define SERVER_WORKER_H

#include "rota/rota.h"

struct workers;
struct worker {
    struct desk desk;
    int64_t coop_version, events; /* of the records that the desk holds */
    instant loaded;
    struct worker *next;
};

struct workers *workers_new(const char *path);
void workers_free(struct workers *workers); /* when all are given back */

/* A desk with an open store; its records may be old until worker_refresh(). */
enum status worker_take(struct workers *workers, struct worker **result,
                        struct error *err) MUST_USE;
void worker_give(struct workers *workers, struct worker *worker);
/* Loads the records again when they changed, or when the moment of the desk's
 * act is minutes later: sickness without an end goes on by itself. */
enum status worker_refresh(struct worker *worker,
                           struct error *err) MUST_USE;

#endif
