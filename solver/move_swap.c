/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * move_swap.c - two people exchange some days in a row, as many as both may
 * take over from the other.
 */
#include "solver/move.h"

static bool can_swap(const struct mover *m, int32_t one, int32_t other,
                     int32_t day)
{
    return mover_open(m, one, day) && mover_open(m, other, day) &&
           problem_allows(m->p, one, day, roster_line(m->roster, other)[day]) &&
           problem_allows(m->p, other, day, roster_line(m->roster, one)[day]);
}

bool move_swap(struct mover *m, struct move *move)
{
    int32_t one, first, n = 0;
    bool differ = false;
    if (m->p->n_people < 2) {
        return false;
    }
    mover_cell(m, &one, &first);
    int32_t other = mover_colleague(m, one);
    int32_t most = mover_length(m);
    const int16_t *a = roster_line(m->roster, one);
    const int16_t *b = roster_line(m->roster, other);
    while (n < most && first + n < m->p->n_days &&
           can_swap(m, one, other, first + n)) {
        differ = differ || a[first + n] != b[first + n];
        n++;
    }
    if (!differ) {
        return false;
    }
    int16_t *of_one = move_add(move, one, first, n);
    int16_t *of_other = move_add(move, other, first, n);
    for (int32_t k = 0; k < n; k++) {
        of_one[k] = b[first + k];
        of_other[k] = a[first + k];
    }
    return true;
}
