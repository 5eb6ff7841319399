/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact_model.c - columns, costs and the pool of rows while the compact
 * formulation is built.
 */
#include <math.h>

#include "base/arena.h"
#include "solver/compact_parts.h"

bool model_wants(const struct compact *c, int32_t level)
{
    return (c->levels >> level & 1U) || c->cap[level] < COST_MAX;
}

int32_t model_column(struct compact *c, double low, double high)
{
    struct compact_column column = {
        .low = low, .high = high, .cell = -1,
        .person = c->open_person,
        .lp = -1};
    vec_push(&c->columns, column);
    return c->columns.n - 1;
}

void model_charge(struct compact *c, int32_t column, int32_t level,
                  double points)
{
    if (c->levels >> level & 1U) {
        c->columns.at[column].cost += points;
    }
    if (c->cap[level] < COST_MAX) {
        struct level_points capped = {column, level, points};
        vec_push(&c->capped, capped);
    }
}

void model_constant(struct compact *c, int32_t level, cost points)
{
    c->constant[level] += points;
}

void model_unit(struct compact *c, int32_t level, cost points)
{
    if (!(c->levels >> level & 1U)) {
        return;
    }
    while (points != 0) {
        cost rest = c->unit % points;
        c->unit = points;
        points = rest;
    }
}

int32_t model_row(struct compact *c, struct form *form, int64_t low,
                  int64_t high)
{
    form_pack(form, c);
    bool has_low = low != BOUND_NONE_LOW && form->low < low;
    bool has_high = high != BOUND_NONE_HIGH && form->high > high;
    if ((has_low && form->high < low) || (has_high && form->low > high)) {
        c->infeasible = true;
        return -1;
    }
    if (!has_low && !has_high) {
        return -1;
    }
    struct compact_row row = {
        .low = has_low ? (double)(low - form->constant) : -LP_INFINITY,
        .high = has_high ? (double)(high - form->constant) : LP_INFINITY,
        .first = c->entries.n,
        .n = form->packed.n,
        .lp = -1,
        .block = c->open_block,
    };
    for (int32_t k = 0; k < form->packed.n; k++) {
        vec_push(&c->entries, form->packed.at[k]);
    }
    vec_push(&c->rows, row);
    return c->rows.n - 1;
}

int32_t model_cut(struct compact *c, const struct entry_vec *entries,
                  double low)
{
    struct compact_row row = {.low = low,
                              .high = LP_INFINITY,
                              .first = c->entries.n,
                              .n = entries->n,
                              .lp = -1,
                              .block = -1};
    for (int32_t k = 0; k < entries->n; k++) {
        vec_push(&c->entries, entries->at[k]);
    }
    vec_push(&c->rows, row);
    c->row_dual = xreallocarray(c->row_dual, (size_t)c->rows.n + 1,
                                sizeof *c->row_dual);
    c->row_dual[c->rows.n - 1] = 0;
    return c->rows.n - 1;
}

void model_block_begin(struct compact *c, bool prefer_high)
{
    struct compact_block *block = vec_add(&c->blocks);
    block->first_row = c->rows.n;
    block->first_column = c->columns.n;
    block->prefer_high = prefer_high;
    c->open_block = c->blocks.n - 1;
}

void model_block_columns(struct compact *c)
{
    struct compact_block *block = &c->blocks.at[c->open_block];
    block->n_columns = c->columns.n - block->first_column;
}

void model_block_end(struct compact *c)
{
    struct compact_block *block = &c->blocks.at[c->open_block];
    block->n_rows = c->rows.n - block->first_row;
    c->open_block = -1;
}

/* No column may cost more of a level than is left for all of them; all columns
 * are whole in some representation of each roster (compact_gomory.c). */
static void cap_column(struct compact *c, const struct level_points *points,
                       double left)
{
    struct compact_column *column = &c->columns.at[points->column];
    if (points->points * column->high > left) {
        column->high = floor(left / points->points + 1e-9);
    }
}

static void cap_level(struct compact *c, int32_t level)
{
    double left = (double)(c->cap[level] - c->constant[level]);
    struct compact_row row = {.low = -LP_INFINITY,
                              .high = left,
                              .first = c->entries.n,
                              .lp = -1,
                              .block = -1};
    c->infeasible |= left < 0;
    for (int32_t k = 0; k < c->capped.n && !c->infeasible; k++) {
        const struct level_points *points = &c->capped.at[k];
        if (points->level == level && points->points > 0) {
            struct compact_entry entry = {points->column, points->points};
            cap_column(c, points, left);
            vec_push(&c->entries, entry);
        }
    }
    row.n = c->entries.n - row.first;
    if (row.n > 0 && left > 0) {
        vec_push(&c->rows, row);
    }
}

void model_caps(struct compact *c)
{
    for (int32_t level = 0; level < c->problem->n_levels; level++) {
        if (c->cap[level] < COST_MAX) {
            cap_level(c, level);
        }
    }
}
