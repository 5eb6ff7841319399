/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact_reach.c - which values a linear form can have.
 *
 * One pattern a cell: the sums of what each cell can add, by dynamic
 * programming over a set of bits. Hours that come in 7.5 and 11 make few sums,
 * and a limit or a hinge between two of them can be moved to the nearest one.
 */
#include <string.h>

#include "base/arena.h"
#include "solver/compact_parts.h"

enum {
    REACH_BITS = 1 << 15, /* wider forms take every multiple of the step */
    WORD = 64
};

static void set_bit(struct reach *reach, int64_t at)
{
    reach->bits[at / WORD] |= (uint64_t)1 << (at % WORD);
}

static bool has_bit(const struct reach *reach, int64_t at)
{
    return reach->bits[at / WORD] >> (at % WORD) & 1U;
}

/* into |= from shifted up by `by` bits. */
static void or_shifted(uint64_t *into, const uint64_t *from, int32_t words,
                       int64_t by)
{
    int32_t skip = (int32_t)(by / WORD), bits = (int32_t)(by % WORD);
    for (int32_t w = words - 1; w >= skip; w--) {
        uint64_t value = from[w - skip] << bits;
        if (bits > 0 && w > skip) {
            value |= from[w - skip - 1] >> (WORD - bits);
        }
        into[w] |= value;
    }
}

/* Entries begin..end-1 are of one cell (or one helper): 0 or one of them is
 * added. `least` is the smallest of these, all relative to it. */
static void add_cell(struct reach *reach, const struct form *form,
                     int32_t begin, int32_t end, uint64_t *before)
{
    size_t bytes = (size_t)reach->words * sizeof *before;
    double least = 0;
    for (int32_t k = begin; k < end; k++) {
        double value = form->packed.at[k].value;
        least = value < least ? value : least;
    }
    memcpy(before, reach->bits, bytes);
    memset(reach->bits, 0, bytes);
    or_shifted(reach->bits, before, reach->words,
               (int64_t)-least / reach->step);
    for (int32_t k = begin; k < end; k++) {
        double value = form->packed.at[k].value - least;
        or_shifted(reach->bits, before, reach->words,
                   (int64_t)value / reach->step);
    }
}

/* Helpers stand alone; a cell's columns stand together. */
static int32_t group_end(const struct compact *c, const struct form *form,
                         int32_t begin)
{
    int32_t cell = c->columns.at[form->packed.at[begin].column].cell;
    int32_t end = begin + 1;
    while (cell >= 0 && end < form->packed.n &&
           c->columns.at[form->packed.at[end].column].cell == cell) {
        end++;
    }
    return end;
}

/* A helper of more than 0 or 1 has more values than two. */
static bool all_binary(const struct compact *c, const struct form *form)
{
    for (int32_t k = 0; k < form->packed.n; k++) {
        if (c->columns.at[form->packed.at[k].column].high > 1) {
            return false;
        }
    }
    return true;
}

void reach_init(struct reach *reach, const struct compact *c,
                const struct form *form)
{
    int64_t values = (form->high - form->low) / form->step + 1;
    *reach = (struct reach){.low = form->low, .step = form->step};
    if (values > REACH_BITS || !all_binary(c, form)) {
        return;
    }
    reach->n = (int32_t)values;
    reach->words = (reach->n + WORD - 1) / WORD;
    reach->bits = xcalloc((size_t)reach->words, sizeof *reach->bits);
    uint64_t *before = xcalloc((size_t)reach->words, sizeof *before);
    set_bit(reach, 0);
    for (int32_t begin = 0, end = 0; begin < form->packed.n; begin = end) {
        end = group_end(c, form, begin);
        add_cell(reach, form, begin, end, before);
    }
    free(before);
}

void reach_release(struct reach *reach)
{
    free(reach->bits);
}

static int64_t floor_steps(const struct reach *reach, int64_t value)
{
    int64_t off = value - reach->low;
    int64_t down = off / reach->step;
    return off % reach->step < 0 ? down - 1 : down;
}

int64_t reach_down(const struct reach *reach, int64_t value)
{
    int64_t at = floor_steps(reach, value);
    while (reach->bits && at >= 0 && !has_bit(reach, at)) {
        at--;
    }
    return reach->low + at * reach->step;
}

int64_t reach_up(const struct reach *reach, int64_t value)
{
    int64_t at = floor_steps(reach, value - 1) + 1;
    while (reach->bits && at < reach->n && !has_bit(reach, at)) {
        at++;
    }
    return reach->low + at * reach->step;
}
