/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * move_cover.c - a row that costs gets one more, or one fewer, who counts.
 *
 * Of a few rows drawn the dearest is taken; then a person and day at random
 * until one would help, a few times over.
 */
#include "solver/move.h"

enum { ROWS_DRAWN = 8, TERMS_DRAWN = 6 };

static int32_t draw_row(struct mover *m)
{
    const int64_t *amounts = evaluation_amounts(m->e);
    cost dearest = 0;
    int32_t found = -1;
    for (int32_t k = 0; k < ROWS_DRAWN; k++) {
        int32_t r = random_below(&m->random, m->p->n_rows);
        const struct gauge *gauge = &m->p->rows[r].gauge;
        cost points = gauge_cost(gauge, amounts[r]) +
                      (gauge_breach(gauge, amounts[r]) > 0 ? COST_MAX : 0);
        if (points > dearest && m->p->rows[r].n_terms > 0) {
            dearest = points;
            found = r;
        }
    }
    return found;
}

/* 1 when the row would rather have more, -1 fewer. */
static int32_t direction(const struct gauge *gauge, int64_t amount)
{
    int64_t more = gauge_breach(gauge, amount + 1);
    int64_t fewer = gauge_breach(gauge, amount - 1);
    if (more != fewer) {
        return more < fewer ? 1 : -1;
    }
    return gauge_cost(gauge, amount + 1) < gauge_cost(gauge, amount - 1) ? 1
                                                                         : -1;
}

bool move_cover(struct mover *m, struct move *move)
{
    if (m->p->n_rows == 0) {
        return false;
    }
    int32_t r = draw_row(m);
    if (r < 0) {
        return false;
    }
    const struct row *row = &m->p->rows[r];
    int32_t wanted = direction(&row->gauge, evaluation_amounts(m->e)[r]);
    for (int32_t k = 0; k < TERMS_DRAWN; k++) {
        const struct term *term =
            &m->p->terms[row->first_term +
                         random_below(&m->random, row->n_terms)];
        int32_t person = random_below(&m->random, m->p->n_people);
        int16_t now = roster_line(m->roster, person)[term->day];
        bool gives = (term->coef > 0) == (wanted > 0);
        if (!problem_masked(m->p, term->mask, person) ||
            !mover_open(m, person, term->day) ||
            (now == term->pattern) == gives) {
            continue;
        }
        if (!gives) {
            if (mover_has_choice(m, person, term->day)) {
                move_add(move, person, term->day, 1)[0] =
                    mover_other(m, person, term->day);
                return true;
            }
        } else if (problem_allows(m->p, person, term->day, term->pattern)) {
            move_add(move, person, term->day, 1)[0] = term->pattern;
            return true;
        }
    }
    return false;
}
