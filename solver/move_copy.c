/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * move_copy.c - a block of days repeats what the person does on the same days
 * of the week some weeks away. Days that may not be like that stay.
 */
#include "solver/move.h"

enum { WEEK = 7 };

bool move_copy(struct mover *m, struct move *move)
{
    int32_t person, first;
    int32_t weeks = m->p->n_days / WEEK;
    if (weeks < 2) {
        return false;
    }
    mover_cell(m, &person, &first);
    int32_t n = mover_length(m);
    int32_t from = first % WEEK + WEEK * random_below(&m->random, weeks);
    if (from == first || first + n > m->p->n_days || from + n > m->p->n_days) {
        return false;
    }
    const int16_t *line = roster_line(m->roster, person);
    int16_t *patterns = move_add(move, person, first, n);
    bool differ = false;
    for (int32_t k = 0; k < n; k++) {
        bool may = mover_open(m, person, first + k) &&
                   problem_allows(m->p, person, first + k, line[from + k]);
        patterns[k] = line[(may ? from : first) + k];
        differ = differ || patterns[k] != line[first + k];
    }
    return differ;
}
