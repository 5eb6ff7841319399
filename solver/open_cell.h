/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * open_cell.h - what a dive fixes next: the (person, day) cells whose pattern
 * a fractional solution leaves open, the surest first.
 */
#ifndef SOLVER_OPEN_CELL_H
#define SOLVER_OPEN_CELL_H

#include <stdint.h>

#include "base/vec.h"

struct open_cell {
    int32_t cell;    /* line * n_days + day */
    int32_t pattern; /* the surest one there */
    double share;    /* of it; 0: none has any */
};
struct open_cells VEC_OF(struct open_cell);

/* The pattern with the largest of `share` [n_patterns]. */
struct open_cell open_cell_of(int32_t cell, const double *share,
                              int32_t n_patterns);
/* The largest shares first, of equal ones the lower cell. */
void open_cells_sort(struct open_cells *cells);

#endif
