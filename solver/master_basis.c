/* SPDX-License-Identifier: GPL-3.0-or-later */
/* master_basis.c - the first basis, and the inverse made anew. */
#include "solver/master_parts.h"
#include "solver/simplex_kernel.h"

static int32_t piece_of(const struct master *m, int32_t row, double amount)
{
    const struct curve *curve = curve_at(m, row);
    int32_t j = 0;
    while (j + 1 < curve->n && knot_at(m, row, j + 1) <= amount) {
        j++;
    }
    return j;
}

/* The first column of each line and all amounts. Its matrix is its own
 * inverse: unit columns of the amounts have -1. */
void master_first_basis(struct master *m)
{
    int32_t n = m->n_lines;
    for (int32_t k = 0; k < n; k++) {
        const struct master_entry *entry;
        int32_t n_entries = master_entries(m, k, &entry);
        CHECK(line_of(m, k) == k);
        m->head[k] = k;
        m->x[k] = 1;
        inverse_row(m, k)[k] = 1;
        for (int32_t e = 0; e < n_entries; e++) {
            inverse_row(m, n + entry[e].row)[k] = entry[e].coef;
            m->x[n + entry[e].row] += entry[e].coef;
        }
        set_place(m, k, k);
    }
    for (int32_t r = 0; r < m->window->n_rows; r++) {
        m->head[n + r] = -1 - r;
        m->x[n + r] += (double)m->window->rows[r].base;
        inverse_row(m, n + r)[n + r] = -1;
        m->piece[r] = piece_of(m, r, m->x[n + r]);
        set_place(m, -1 - r, n + r);
    }
}

/* The basis matrix, transposed, and beside it the unit matrix. */
static double *basis_matrix(const struct master *m)
{
    size_t n = (size_t)m->m;
    double *matrix = xcalloc(n * 2 * n, sizeof *matrix);
    for (int32_t i = 0; i < m->m; i++) {
        int32_t v = m->head[i];
        const struct master_entry *entry;
        int32_t n_entries = v >= 0 ? master_entries(m, v, &entry) : 0;
        double *column = matrix + i; /* of the matrix: stride 2 n */
        if (v < 0) {
            column[(size_t)(m->n_lines - 1 - v) * 2 * n] = -1;
        } else {
            column[(size_t)line_of(m, v) * 2 * n] = 1;
        }
        for (int32_t e = 0; e < n_entries; e++) {
            column[(size_t)(m->n_lines + entry[e].row) * 2 * n] =
                entry[e].coef;
        }
        matrix[(size_t)i * 2 * n + n + (size_t)i] = 1;
    }
    return matrix;
}

static void swap_rows(double *a, double *b, size_t n)
{
    for (size_t j = 0; j < n; j++) {
        double kept = a[j];
        a[j] = b[j];
        b[j] = kept;
    }
}

/* Gauss-Jordan with the largest pivots; false when the basis is singular. */
static bool eliminate(double *matrix, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        size_t best = k;
        for (size_t i = k + 1; i < n; i++) {
            if (fabs(matrix[i * 2 * n + k]) >
                fabs(matrix[best * 2 * n + k])) {
                best = i;
            }
        }
        double *row = &matrix[k * 2 * n];
        if (fabs(matrix[best * 2 * n + k]) < MASTER_PIVOT_LEAST) {
            return false;
        }
        swap_rows(row, &matrix[best * 2 * n], best == k ? 0 : 2 * n);
        double factor = 1 / row[k];
        for (size_t j = k; j < 2 * n; j++) {
            row[j] *= factor;
        }
        for (size_t i = 0; i < n; i++) {
            double *other = &matrix[i * 2 * n];
            if (i != k && other[k] != 0) {
                kernel_add(other + k, row + k, -other[k],
                               (int32_t)(2 * n - k));
            }
        }
    }
    return true;
}

/* Values of the basic variables, from the right side: 1 for lines, what the
 * amounts at knots leave for rows. */
static void make_values(struct master *m)
{
    double *right = m->move; /* scratch */
    for (int32_t k = 0; k < m->n_lines; k++) {
        right[k] = 1;
    }
    for (int32_t r = 0; r < m->window->n_rows; r++) {
        right[m->n_lines + r] =
            -(double)m->window->rows[r].base +
            (m->amount_place[r] >= 0 ? 0 : knot_at(m, r, m->piece[r]));
    }
    for (int32_t i = 0; i < m->m; i++) {
        const double *row = inverse_row(m, i);
        m->x[i] = 0;
        for (int32_t j = 0; j < m->m; j++) {
            m->x[i] += row[j] * right[j];
        }
    }
}

bool master_rebuild(struct master *m)
{
    size_t n = (size_t)m->m;
    double *matrix = basis_matrix(m);
    bool good = eliminate(matrix, n);
    for (size_t i = 0; good && i < n; i++) {
        memcpy(&m->inverse[i * n], &matrix[i * 2 * n + n],
               n * sizeof *m->inverse);
    }
    free(matrix);
    m->work += (uint64_t)n * n * n;
    m->pivots = 0;
    if (good) {
        make_values(m);
    }
    return good;
}

