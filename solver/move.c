/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * move.c - the table of moves and what they draw from.
 */
#include "solver/move.h"

#include <assert.h>

/* Shares by trial on co-operation-shaped problems (bench/search.c). */
const struct move_def MOVE_TABLE[MOVES] = {
    {"day", 24, move_day},  {"swap", 40, move_swap}, {"shift", 10, move_shift},
    {"copy", 4, move_copy}, {"pass", 20, move_pass}, {"cover", 12, move_cover},
};

/* Lists the allowed patterns of each cell, and the cells that have a choice. */
static void list_choices(struct mover *m)
{
    const struct problem *p = m->p;
    int32_t n = 0;
    for (int32_t c = 0; c < p->n_people * p->n_days; c++) {
        m->first_choice[c] = n;
        for (int32_t q = 0; q < p->n_patterns; q++) {
            if (SET_HAS(&p->allowed[c], q)) {
                m->choices[n++] = (int16_t)q;
            }
        }
        if (n - m->first_choice[c] > 1 && (!m->open || m->open[c])) {
            m->cells[m->n_cells++] = c;
        }
    }
    m->first_choice[p->n_people * p->n_days] = n;
}

void mover_init(struct mover *m, const struct evaluation *e, const bool *open,
                uint64_t seed)
{
    const struct problem *p = evaluation_problem(e);
    size_t cells = (size_t)p->n_people * (size_t)p->n_days;
    *m = (struct mover){
        .p = p, .e = e, .roster = evaluation_roster(e), .open = open};
    random_seed(&m->random, seed);
    m->cells = xcalloc(cells, sizeof *m->cells);
    m->first_choice = xcalloc(cells + 1, sizeof *m->first_choice);
    m->choices = xcalloc(cells, (size_t)p->n_patterns * sizeof *m->choices);
    list_choices(m);
}

void mover_release(struct mover *m)
{
    free(m->cells);
    free(m->first_choice);
    free(m->choices);
}

int16_t mover_other(struct mover *m, int32_t person, int32_t day)
{
    int32_t cell = person * m->p->n_days + day;
    int32_t first = m->first_choice[cell];
    int32_t n = m->first_choice[cell + 1] - first;
    int16_t now = m->roster->pattern[cell];
    assert(n > 1);
    int16_t other = m->choices[first + random_below(&m->random, n - 1)];
    return other == now ? m->choices[first + n - 1] : other;
}

int32_t mover_length(struct mover *m)
{
    int32_t most = m->p->n_days < MOVE_DAYS ? m->p->n_days : MOVE_DAYS;
    if (most == 1 || random_below(&m->random, 2) == 0) {
        return 1;
    }
    return 2 + random_below(&m->random, most - 1);
}

int32_t mover_colleague(struct mover *m, int32_t person)
{
    int32_t other = random_below(&m->random, m->p->n_people - 1);
    return other < person ? other : other + 1;
}

void mover_cell(struct mover *m, int32_t *person, int32_t *day)
{
    int32_t cell = m->cells[random_below(&m->random, m->n_cells)];
    *person = cell / m->p->n_days;
    *day = cell % m->p->n_days;
}

int16_t *move_add(struct move *move, int32_t person, int32_t first, int32_t n)
{
    int16_t *patterns = move->patterns[move->n];
    move->changes[move->n++] = (struct change){person, first, n, patterns};
    return patterns;
}
