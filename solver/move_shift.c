/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * move_shift.c - a block of days of one person comes a day earlier or later;
 * the day that falls off one end comes in at the other.
 */
#include "solver/move.h"

bool move_shift(struct mover *m, struct move *move)
{
    int32_t person, first;
    mover_cell(m, &person, &first);
    int32_t n = mover_length(m) + 1;
    n = n > MOVE_DAYS ? MOVE_DAYS : n;
    if (first + n > m->p->n_days) {
        return false;
    }
    const int16_t *line = roster_line(m->roster, person) + first;
    int32_t by = random_below(&m->random, 2) ? 1 : n - 1;
    int16_t *patterns = move_add(move, person, first, n);
    bool differ = false;
    for (int32_t k = 0; k < n; k++) {
        patterns[k] = line[(k + by) % n];
        if (!mover_open(m, person, first + k) ||
            !problem_allows(m->p, person, first + k, patterns[k])) {
            return false;
        }
        differ = differ || patterns[k] != line[k];
    }
    return differ;
}
