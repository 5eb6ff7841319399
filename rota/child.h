/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * child.h - the solver in a process of its own.
 *
 * GLPK aborts on internal errors; a child can be stopped, limited in memory and
 * lost without harm to whoever asked. The child sends JSON lines through a
 * pipe: progress, each better roster, and the result; when it dies early the
 * best roster that arrived is kept and `ended_early` says how it ended.
 */
#ifndef ROTA_CHILD_H
#define ROTA_CHILD_H

#include "base/json.h"
#include "solver/solver.h"

struct child_result {
    struct solver_result solved; /* release with solver_result_release() */
    bool ended_early;
    char ending[128]; /* "signal 6 (Aborted)"; empty when all is well */
};

/* Called with each progress object; returning false asks the child to stop and
 * keep its best. */
typedef bool child_progress(void *context, const cJSON *now);

typedef enum status child_run(const struct problem *problem,
                              const struct solver_options *options,
                              struct solver_result *result,
                              struct error *err);

struct child_options {
    struct solver_options solver; /* report and stop are the child's own */
    child_run *run;               /* NULL: solver_run() */
    child_progress *progress;     /* NULL: not wanted */
    void *context;
    int64_t memory_bytes; /* address space limit of the child; 0: none */
};

/* STATUS_INTERNAL when the child died before any roster arrived. */
enum status child_solve(const struct problem *problem,
                        const struct child_options *options,
                        struct child_result *result,
                        struct error *err) MUST_USE;

#endif
