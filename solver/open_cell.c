/* SPDX-License-Identifier: GPL-3.0-or-later */
/* open_cell.c - the surest pattern of a cell, the surest cells first. */
#include "solver/open_cell.h"

#include <stdlib.h>

struct open_cell open_cell_of(int32_t cell, const double *share,
                              int32_t n_patterns)
{
    struct open_cell surest = {.cell = cell};
    for (int32_t q = 0; q < n_patterns; q++) {
        if (share[q] > surest.share) {
            surest.share = share[q];
            surest.pattern = q;
        }
    }
    return surest;
}

static int surest_first(const void *a, const void *b)
{
    const struct open_cell *x = a;
    const struct open_cell *y = b;
    if (x->share < y->share || x->share > y->share) {
        return x->share < y->share ? 1 : -1;
    }
    return x->cell - y->cell;
}

void open_cells_sort(struct open_cells *cells)
{
    if (cells->n > 0) {
        qsort(cells->at, (size_t)cells->n, sizeof *cells->at, surest_first);
    }
}
