/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * move_pass.c - one day's duty goes to a colleague; who had it is off or does
 * something else that day.
 */
#include "solver/move.h"

bool move_pass(struct mover *m, struct move *move)
{
    int32_t person, day;
    if (m->p->n_people < 2) {
        return false;
    }
    mover_cell(m, &person, &day);
    int32_t to = mover_colleague(m, person);
    int16_t duty = roster_line(m->roster, person)[day];
    if (duty == OFF || duty == roster_line(m->roster, to)[day] ||
        !mover_open(m, to, day) || !problem_allows(m->p, to, day, duty)) {
        return false;
    }
    bool off = problem_allows(m->p, person, day, OFF) &&
               random_below(&m->random, 2) == 0;
    move_add(move, to, day, 1)[0] = duty;
    int16_t other = mover_other(m, person, day);
    move_add(move, person, day, 1)[0] = off ? OFF : other;
    return true;
}
