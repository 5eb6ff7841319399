/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines_list.c - every line that a better roster can have. */
#include "solver/lines_list.h"

#include <math.h>

#include "base/arena.h"

enum { CELLS_PER_TICK = 50 }; /* looked up */
/* Of the target, for sums of doubles: a line less is in the list. */
#define SLACK 1e-9
/* A list is made anew when no more than this share is left of it. */
#define NARROWER 0.8

/* The lines themselves; lists made from one another share them. */
struct book {
    int32_t shares;
    struct arena *arena;
    int32_t n_days;
    struct VEC_OF(struct entry) entries;
};
struct entry {
    const int16_t *days;
    cost own;
    int32_t line;
    uint32_t hash;
};

struct lines_list {
    int32_t shares;
    struct book *book;
    int32_t n_lines;
    int32_t *first; /* by line, n_lines + 1: where its entries begin in `at` */
    struct int_vec at;
    struct int_vec table; /* of `at`'s entries by hash, -1 empty */
    double target;
};

static uint32_t hash_of(int32_t line, const int16_t *days, int32_t n_days)
{
    uint64_t h = (uint64_t)line * 0x9E3779B97F4A7C15U;
    for (int32_t d = 0; d < n_days; d++) {
        h = (h ^ (uint64_t)days[d]) * 0xD6E8FEB86659FD93U;
        h ^= h >> 32;
    }
    return (uint32_t)h;
}

/* ---- shares ------------------------------------------------------------------ */

static struct lines_list *list_new(struct book *book, int32_t n_lines,
                                   double target)
{
    struct lines_list *list = xcalloc(1, sizeof *list);
    list->shares = 1;
    list->book = book;
    list->n_lines = n_lines;
    list->first = xcalloc((size_t)n_lines + 1, sizeof *list->first);
    list->target = target;
    book->shares++;
    return list;
}

struct lines_list *lines_list_share(struct lines_list *list)
{
    if (list) {
        list->shares++;
    }
    return list;
}

static void drop_book(struct book *book)
{
    if (--book->shares == 0) {
        vec_release(&book->entries);
        arena_free(book->arena);
        free(book);
    }
}

void lines_list_drop(struct lines_list *list)
{
    if (list && --list->shares == 0) {
        drop_book(list->book);
        vec_release(&list->at);
        vec_release(&list->table);
        free(list->first);
        free(list);
    }
}

int32_t lines_list_count(const struct lines_list *list)
{
    return list->at.n;
}

double lines_list_target(const struct lines_list *list)
{
    return list->target;
}

/* ---- finding a line again ---------------------------------------------------- */

static int32_t *place_of(const struct lines_list *list, int32_t line,
                         uint32_t hash, const int16_t *days)
{
    uint32_t mask = (uint32_t)list->table.n - 1;
    uint32_t at = hash & mask;
    while (list->table.at[at] >= 0) {
        const struct entry *entry =
            &list->book->entries.at[list->table.at[at]];
        if (entry->hash == hash && entry->line == line &&
            memcmp(entry->days, days,
                   (size_t)list->book->n_days * sizeof *days) == 0) {
            break;
        }
        at = (at + 1) & mask;
    }
    return &list->table.at[at];
}

static void make_table(struct lines_list *list)
{
    int32_t size = 64;
    while (size < 2 * list->at.n) {
        size *= 2;
    }
    for (int32_t i = 0; i < size; i++) {
        vec_push(&list->table, -1);
    }
    for (int32_t i = 0; i < list->at.n; i++) {
        const struct entry *entry = &list->book->entries.at[list->at.at[i]];
        *place_of(list, entry->line, entry->hash, entry->days) = list->at.at[i];
    }
}

bool lines_list_has(const struct lines_list *list, int32_t line,
                    const int16_t *whole)
{
    uint32_t hash = hash_of(line, whole, list->book->n_days);
    return *place_of(list, line, hash, whole) >= 0;
}

/* ---- the first list ---------------------------------------------------------- */

struct filling {
    struct lines_list *list;
    int32_t line, most;
};

static bool take(void *context, const int16_t *whole, cost own, double value)
{
    struct filling *f = context;
    struct book *book = f->list->book;
    (void)value;
    if (f->list->at.n == f->most) {
        return false;
    }
    struct entry entry = {
        .days = arena_copy(book->arena, whole,
                           (size_t)book->n_days * sizeof *whole),
        .own = own,
        .line = f->line,
        .hash = hash_of(f->line, whole, book->n_days),
    };
    vec_push(&f->list->at, book->entries.n);
    vec_push(&book->entries, entry);
    return true;
}

/* What a line may cost more than the person's cheapest. */
static double room_of(const struct lines_listing *listing, double bound)
{
    return listing->target - bound + SLACK * (1 + fabs(listing->target));
}

/* Everybody's least value; the bound of all, or -INFINITY where one is unknown. */
static double price_all(const struct lines_listing *listing, int32_t n_lines,
                        double *least)
{
    double bound = listing->fixed;
    for (int32_t k = 0; k < n_lines; k++) {
        least[k] = lines_price_run(listing->price, k, listing->dual,
                                   &(struct lines_wanted){
                                       .cutoff = (double)INFINITY,
                                       .rough = true})
                       .bound;
        bound += least[k];
    }
    return bound;
}

static bool fill(struct lines_list *list, const struct lines_listing *listing,
                 const double *least, double room)
{
    struct filling filling = {list, 0, listing->most};
    int64_t steps = listing->steps;
    for (int32_t k = 0; k < list->n_lines; k++) {
        struct pricing_list wanted = {.below = least[k] + room,
                                      .steps = steps,
                                      .take = take,
                                      .context = &filling};
        filling.line = k;
        list->first[k] = list->at.n;
        if (!lines_price_each(listing->price, k, listing->dual, &wanted)) {
            return false;
        }
        steps = wanted.steps;
    }
    list->first[list->n_lines] = list->at.n;
    return true;
}

struct lines_list *lines_list_new(const struct lines_listing *listing,
                                  uint64_t *work)
{
    const struct window *window = lines_price_window(listing->price);
    int32_t n_lines = window->part.n_people;
    double *least = xcalloc((size_t)n_lines, sizeof *least);
    struct book *book = xcalloc(1, sizeof *book);
    book->shares = 1;
    book->arena = arena_new();
    book->n_days = window->problem->n_days;
    struct lines_list *list = list_new(book, n_lines, listing->target);
    double bound = price_all(listing, n_lines, least);
    bool filled = isfinite(bound) &&
                  fill(list, listing, least, room_of(listing, bound));
    *work += (uint64_t)list->at.n * (uint64_t)book->n_days / CELLS_PER_TICK;
    drop_book(book);
    free(least);
    if (!filled) {
        lines_list_drop(list);
        return NULL;
    }
    make_table(list);
    return list;
}

/* ---- looking through it ------------------------------------------------------ */

static double value_of(const struct entry *entry, const double *cell,
                       int32_t n_days, int32_t n_patterns)
{
    double value = (double)entry->own;
    for (int32_t d = 0; d < n_days; d++) {
        value += cell[d * n_patterns + entry->days[d]];
    }
    return value;
}

struct lines_priced lines_list_run(const struct lines_list *list,
                                   struct lines_price *price, int32_t line,
                                   const double *dual, uint64_t *work)
{
    const struct book *book = list->book;
    int32_t n_patterns = lines_price_window(price)->problem->n_patterns;
    const double *cell = lines_price_cells(price, line, dual);
    struct lines_priced out = {.bound = (double)INFINITY, .exact = true};
    for (int32_t i = list->first[line]; i < list->first[line + 1]; i++) {
        const struct entry *entry = &book->entries.at[list->at.at[i]];
        double value = value_of(entry, cell, book->n_days, n_patterns);
        if (value < LINES_BARRED / 2 && value < out.bound) {
            out = (struct lines_priced){.bound = value,
                                        .found = true,
                                        .exact = true,
                                        .value = value,
                                        .own = entry->own,
                                        .line = entry->days};
        }
    }
    int32_t n = list->first[line + 1] - list->first[line] + n_patterns;
    *work += (uint64_t)n * (uint64_t)book->n_days / CELLS_PER_TICK;
    return out;
}

static void keep_below(struct lines_list *to, const struct lines_list *from,
                       const struct lines_listing *listing, int32_t line,
                       double below)
{
    const struct book *book = from->book;
    int32_t n_patterns =
        lines_price_window(listing->price)->problem->n_patterns;
    const double *cell =
        lines_price_cells(listing->price, line, listing->dual);
    for (int32_t i = from->first[line]; i < from->first[line + 1]; i++) {
        const struct entry *entry = &book->entries.at[from->at.at[i]];
        if (value_of(entry, cell, book->n_days, n_patterns) < below) {
            vec_push(&to->at, from->at.at[i]);
        }
    }
}

struct lines_list *lines_list_narrow(struct lines_list *list,
                                     const struct lines_listing *listing,
                                     uint64_t *work)
{
    double bound = listing->fixed;
    double *least = xcalloc((size_t)list->n_lines, sizeof *least);
    struct lines_list *to =
        list_new(list->book, list->n_lines, listing->target);
    for (int32_t k = 0; k < list->n_lines; k++) {
        least[k] = lines_list_run(list, listing->price, k, listing->dual, work)
                       .bound;
        bound += least[k];
    }
    double room = room_of(listing, bound);
    for (int32_t k = 0; k < list->n_lines && isfinite(bound); k++) {
        to->first[k] = to->at.n;
        keep_below(to, list, listing, k, least[k] + room);
    }
    to->first[list->n_lines] = to->at.n;
    *work += (uint64_t)list->at.n * (uint64_t)list->book->n_days /
             CELLS_PER_TICK;
    free(least);
    if (isfinite(bound) &&
        (double)to->at.n > NARROWER * (double)list->at.n) {
        lines_list_drop(to);
        return lines_list_share(list);
    }
    make_table(to);
    return to;
}
