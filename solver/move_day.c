/* SPDX-License-Identifier: GPL-3.0-or-later */
/* move_day.c - one day of one person becomes something else. */
#include "solver/move.h"

bool move_day(struct mover *m, struct move *move)
{
    int32_t person, day;
    mover_cell(m, &person, &day);
    move_add(move, person, day, 1)[0] = mover_other(m, person, day);
    return true;
}
