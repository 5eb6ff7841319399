/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact_form.c - linear forms over the cells of the compact formulation.
 */
#include <assert.h>

#include "base/divisor.h"
#include "solver/compact_parts.h"

void form_clear(struct form *form)
{
    vec_clear(&form->entries);
    vec_clear(&form->packed);
    form->constant = 0;
}

void form_release(struct form *form)
{
    vec_release(&form->entries);
    vec_release(&form->packed);
}

void form_add_choice(struct form *form, const struct compact *c, int32_t cell,
                     int32_t pattern, int64_t coef)
{
    int32_t column = c->column_of[cell * c->problem->n_patterns + pattern];
    if (column == CELL_ALWAYS) {
        form->constant += coef;
    } else if (column != CELL_NEVER && coef != 0) {
        struct form_entry entry = {cell, pattern, coef};
        vec_push(&form->entries, entry);
    }
}

void form_add_set(struct form *form, const struct compact *c, int32_t cell,
                  const struct pattern_set *set, int64_t coef)
{
    for (int32_t p = 0; p < c->problem->n_patterns; p++) {
        if (SET_HAS(set, p)) {
            form_add_choice(form, c, cell, p, coef);
        }
    }
}

void form_add_column(struct form *form, int32_t column, int64_t coef)
{
    struct form_entry entry = {-1, column, coef};
    vec_push(&form->entries, entry);
}

/* Cells first, in order; helpers last. */
static int by_place(const void *left, const void *right)
{
    const struct form_entry *a = left, *b = right;
    uint32_t cell_a = (uint32_t)a->cell, cell_b = (uint32_t)b->cell;
    if (cell_a != cell_b) {
        return cell_a < cell_b ? -1 : 1;
    }
    return (a->pattern > b->pattern) - (a->pattern < b->pattern);
}

static void emit(struct form *form, int32_t column, int64_t coef)
{
    if (coef != 0) {
        struct compact_entry entry = {column, (double)coef};
        vec_push(&form->packed, entry);
        form->step = common_divisor(form->step, coef);
    }
}

/* The coefficient most of the cell's patterns have. */
static int64_t most_frequent(const int64_t *coef, int32_t n)
{
    int32_t best = 0, best_count = 0;
    for (int32_t i = 0; i < n && best_count <= n - i; i++) {
        int32_t count = 0;
        for (int32_t j = i; j < n; j++) {
            count += coef[j] == coef[i];
        }
        if (count > best_count) {
            best = i;
            best_count = count;
        }
    }
    return coef[best];
}

/* Entries begin..end-1 are of one cell. */
static void pack_cell(struct form *form, const struct compact *c, int32_t begin,
                      int32_t end)
{
    int64_t coef[PATTERN_MAX];
    int32_t column[PATTERN_MAX];
    int32_t n = 0, n_patterns = c->problem->n_patterns;
    int32_t cell = form->entries.at[begin].cell;
    coef[0] = 0;
    for (int32_t p = 0; p < n_patterns; p++) {
        int32_t at = c->column_of[cell * n_patterns + p];
        if (at == CELL_NEVER) {
            continue;
        }
        assert(at != CELL_ALWAYS);
        coef[n] = 0;
        column[n] = at;
        while (begin < end && form->entries.at[begin].pattern == p) {
            coef[n] += form->entries.at[begin++].coef;
        }
        n++;
    }
    int64_t low = coef[0], high = coef[0], shift = most_frequent(coef, n);
    for (int32_t k = 0; k < n; k++) {
        low = coef[k] < low ? coef[k] : low;
        high = coef[k] > high ? coef[k] : high;
        emit(form, column[k], coef[k] - shift);
    }
    form->constant += shift;
    form->low += low - shift;
    form->high += high - shift;
}

/* Helpers have whole bounds, or none that a double would hide. */
static void pack_helper(struct form *form, const struct compact *c,
                        int32_t begin)
{
    const struct form_entry *entry = &form->entries.at[begin];
    const struct compact_column *helper = &c->columns.at[entry->pattern];
    int64_t at_low = (int64_t)helper->low * entry->coef;
    int64_t at_high = (int64_t)helper->high * entry->coef;
    emit(form, entry->pattern, entry->coef);
    form->low += at_low < at_high ? at_low : at_high;
    form->high += at_low < at_high ? at_high : at_low;
}

void form_pack(struct form *form, const struct compact *c)
{
    int32_t n = form->entries.n;
    vec_clear(&form->packed);
    form->low = form->high = 0;
    form->step = 0;
    if (n > 1) {
        qsort(form->entries.at, (size_t)n, sizeof *form->entries.at, by_place);
    }
    for (int32_t begin = 0, end = 0; begin < n; begin = end) {
        end = begin + 1;
        if (form->entries.at[begin].cell < 0) {
            pack_helper(form, c, begin);
            continue;
        }
        while (end < n &&
               form->entries.at[end].cell == form->entries.at[begin].cell) {
            end++;
        }
        pack_cell(form, c, begin, end);
    }
    form->low += form->constant;
    form->high += form->constant;
    vec_clear(&form->entries);
}
