/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * run_child.h - one optimisation: starts `samvakt solve`, reads its progress
 * and its answer, says how it ended. Waits until it has.
 */
#ifndef SERVER_RUN_CHILD_H
#define SERVER_RUN_CHILD_H

#include "base/json.h"
#include "base/zone.h"

struct run_child {
    const char *program, *database;
    const char *verb; /* "solve" or "replan" */
    bool horizon;     /* it takes --from, --weeks and --seed, and tells its
                         progress */
    const char *from; /* NULL: the default */
    int32_t weeks, seconds;
    int64_t seed;
    instant ahead; /* 0: it looks at the clock itself */
    const char *actor;
    bool norwegian; /* sentences in its result */
    void (*progress)(void *context, const cJSON *now);
    void (*started)(void *context, int64_t pid);
    void (*ended)(void *context); /* before the process is reaped */
    void *context;
};
/* What it printed at its end; NULL with a sentence in `failure` when it did
 * not get that far. The caller owns the object. */
cJSON *run_child_work(const struct run_child *child, char *failure,
                      size_t room);

#endif
