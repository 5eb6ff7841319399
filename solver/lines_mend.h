/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lines_mend.h - the best roster mended by whole lines: some people, or some
 * days, are freed, all else stays as it is, and a dive (lines_dive.h) makes the
 * freed part anew. Large neighbourhood search with the tree's own program,
 * which stands degenerate rows that windows give up on.
 *
 * Nothing is proven. How much is freed goes by how long the last tries took.
 */
#ifndef SOLVER_LINES_MEND_H
#define SOLVER_LINES_MEND_H

#include "base/random.h"
#include "solver/lines_dive.h"

struct lines_mend;

struct lines_mend *lines_mend_new(struct lines_engine *engine);
void lines_mend_free(struct lines_mend *mend); /* accepts NULL */
/* Goes on with a try, or begins one from `best`, which must break nothing.
 * LINES_LEFT at a limit; LINES_DONE: the program's last solution is whole and
 * worth less than the target; else the try was in vain. */
enum lines_progress lines_mend_work(struct lines_mend *mend,
                                    const struct roster *best, double target,
                                    const struct lines_limits *limits);
/* What the last try freed, [person * n_days + day]. */
const bool *lines_mend_freed(const struct lines_mend *mend);
/* A try is at work: the program stands as it left it. */
bool lines_mend_busy(const struct lines_mend *mend);

#endif
