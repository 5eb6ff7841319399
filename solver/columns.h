/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * columns.h - the columns of one window: what its people may do on its days.
 *
 * A column is a person's patterns on the window's days with what the whole
 * line then costs. Each is there once.
 */
#ifndef SOLVER_COLUMNS_H
#define SOLVER_COLUMNS_H

#include "solver/window.h"

struct column {
    int32_t line;          /* of the window */
    double value;          /* cost of the line, and prices of the window */
    const int16_t *days;   /* pattern of each day of the window */
};

struct columns {
    const struct window *window;
    int32_t n_days;
    struct VEC_OF(struct column) list;
    struct int_vec table; /* by hash, -1 empty */
};

void columns_init(struct columns *columns, const struct window *window);
void columns_release(struct columns *columns);
/* Keeps a copy of the window's days of `whole`, a line of n_days of the
 * problem that costs `own`. Returns its index, or -1 when it was there. */
int32_t columns_add(struct columns *columns, int32_t line, double own,
                    const int16_t *whole);
/* The index of that line's column, or -1. */
int32_t columns_find(const struct columns *columns, int32_t line,
                     const int16_t *whole);
/* Adds the column's coefficients to amounts of the window's local rows. */
void column_amounts(const struct columns *columns, int32_t column,
                    int64_t *amounts);

#endif
