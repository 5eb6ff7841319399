/* SPDX-License-Identifier: GPL-3.0-or-later */
/* columns.c - the columns of one window. */
#include "solver/columns.h"

enum { TABLE_FIRST = 256 };

void columns_init(struct columns *columns, const struct window *window)
{
    *columns = (struct columns){
        .window = window,
        .n_days = window->part.last - window->part.first + 1,
    };
    for (int32_t i = 0; i < TABLE_FIRST; i++) {
        vec_push(&columns->table, -1);
    }
}

void columns_release(struct columns *columns)
{
    vec_release(&columns->list);
    vec_release(&columns->table);
}

static uint32_t hash_of(int32_t line, const int16_t *days, int32_t n)
{
    uint64_t h = (uint64_t)line + 1;
    for (int32_t d = 0; d < n; d++) {
        h = (h ^ (uint16_t)days[d]) * 0x9E3779B97F4A7C15U;
        h ^= h >> 29;
    }
    return (uint32_t)(h >> 16);
}

/* Where the column stands in the table, or the empty place for it. */
static int32_t *place_of(const struct columns *c, int32_t line,
                         const int16_t *days)
{
    uint32_t mask = (uint32_t)c->table.n - 1;
    uint32_t at = hash_of(line, days, c->n_days) & mask;
    while (c->table.at[at] >= 0) {
        const struct column *column = &c->list.at[c->table.at[at]];
        if (column->line == line &&
            memcmp(column->days, days, (size_t)c->n_days * sizeof *days) ==
                0) {
            break;
        }
        at = (at + 1) & mask;
    }
    return &c->table.at[at];
}

static void grow_table(struct columns *c)
{
    int32_t n = c->table.n;
    for (int32_t i = 0; i < n; i++) {
        vec_push(&c->table, -1);
    }
    memset(c->table.at, 0xFF, (size_t)c->table.n * sizeof *c->table.at);
    for (int32_t i = 0; i < c->list.n; i++) {
        *place_of(c, c->list.at[i].line, c->list.at[i].days) = i;
    }
}

int32_t columns_add(struct columns *c, int32_t line, double own,
                    const int16_t *whole)
{
    const struct window *w = c->window;
    const int16_t *days = &whole[w->part.first];
    if (2 * c->list.n >= c->table.n) {
        grow_table(c);
    }
    int32_t *place = place_of(c, line, days);
    if (*place >= 0) {
        return -1;
    }
    struct column column = {.line = line, .value = own};
    column.days =
        arena_copy(w->arena, days, (size_t)c->n_days * sizeof *days);
    for (int32_t d = 0; d < c->n_days; d++) {
        int32_t cell = (w->part.first + d) * w->problem->n_patterns + days[d];
        column.value += w->lines[line].price[cell];
    }
    *place = c->list.n;
    vec_push(&c->list, column);
    return *place;
}

int32_t columns_find(const struct columns *c, int32_t line,
                     const int16_t *whole)
{
    return *place_of(c, line, &whole[c->window->part.first]);
}

void column_amounts(const struct columns *c, int32_t column, int64_t *amounts)
{
    const struct column *col = &c->list.at[column];
    const struct window_line *line = &c->window->lines[col->line];
    for (int32_t d = 0; d < c->n_days; d++) {
        int32_t cell = d * c->window->problem->n_patterns + col->days[d];
        for (int32_t e = line->from[cell]; e < line->from[cell + 1]; e++) {
            amounts[line->at[e].row] += line->at[e].coef;
        }
    }
}
