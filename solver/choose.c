/* SPDX-License-Identifier: GPL-3.0-or-later */
/* choose.c - local search and depth-first search over a window's columns. */
#include "solver/choose.h"

#include <math.h>

#define SAME 1e-3 /* of a point: costs are whole */
enum { SHAKEN = 3, TABLE_MOST = 4096, WORK_PER_TICK = 40 };

/* A row: what its amount costs above the least at its price. */
struct chooser_row {
    int64_t best;    /* amount of no excess */
    double least;    /* cost - price * amount there */
    double price;
    double *table;   /* excess from the least amount on; NULL: too long */
    int64_t amount;
    int64_t low, high; /* what lines not yet chosen may add */
    double excess;
};

/* A row that some column of a line counts for. */
struct reach {
    int32_t row;
    int32_t low, high; /* of its columns */
};

struct candidate {
    int32_t column;
    double cost; /* reduced */
};

struct chooser_line {
    int32_t first, n; /* candidates, the cheapest first */
    int32_t first_reach, n_reach;
    int32_t at; /* its candidate now */
};

struct chooser {
    const struct choice *choice;
    const struct window *window;
    struct random *random;
    struct arena *arena;
    struct chooser_row *rows;
    struct chooser_line *lines;
    struct VEC_OF(struct candidate) candidates;
    struct VEC_OF(struct reach) reaches;
    struct VEC_OF(double) kept; /* excess before, on the way down */
    int32_t *order;             /* of the lines in the search */
    double bound;
    double limit; /* only choices up to here are wanted */
    bool found;
    int32_t *chosen;
    int32_t nodes;
    uint64_t work;
};

/* ---- rows ------------------------------------------------------------------------ */

static double excess_made(const struct chooser *c, int32_t row, int64_t amount)
{
    const struct chooser_row *r = &c->rows[row];
    double excess = curve_cost(&c->window->rows[row].curve, amount) -
                    r->price * (double)amount - r->least;
    return excess > 0 ? excess : 0;
}

static double excess_at(const struct chooser *c, int32_t row, int64_t amount)
{
    const struct window_row *of = &c->window->rows[row];
    const double *table = c->rows[row].table;
    /* without a line that always counts, amounts may lie outside */
    return table && amount >= of->least && amount <= of->most
               ? table[amount - of->least]
               : excess_made(c, row, amount);
}

static void make_row(struct chooser *c, int32_t row)
{
    const struct window_row *of = &c->window->rows[row];
    struct chooser_row *r = &c->rows[row];
    r->price = master_price(c->choice->master, row);
    r->best = window_row_wanted(of, r->price);
    r->least = curve_cost(&of->curve, r->best) - r->price * (double)r->best;
    if (of->most - of->least < TABLE_MOST) {
        size_t n = (size_t)(of->most - of->least) + 1;
        double *table = arena_array(c->arena, n, sizeof *table);
        for (size_t k = 0; k < n; k++) {
            table[k] = excess_made(c, row, of->least + (int64_t)k);
        }
        r->table = table;
        c->work += n;
    }
    c->bound += r->least + r->price * (double)of->base;
}

/* ---- lines ----------------------------------------------------------------------- */

static int by_cost(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    return x->cost != y->cost ? (x->cost > y->cost) - (x->cost < y->cost)
                              : (x->column > y->column) -
                                    (x->column < y->column);
}

static double priced(struct chooser *c, int32_t column)
{
    const struct master_entry *entry;
    int32_t n = master_entries(c->choice->master, column, &entry);
    double sum = c->choice->columns->list.at[column].value;
    for (int32_t e = 0; e < n; e++) {
        sum += c->rows[entry[e].row].price * entry[e].coef;
    }
    c->work += (uint64_t)n;
    return sum;
}

/* Columns by line, the cheapest first, costs above it. */
static void make_candidates(struct chooser *c)
{
    const struct columns *columns = c->choice->columns;
    int32_t n_lines = c->window->part.n_people;
    for (int32_t j = 0; j < columns->list.n; j++) {
        c->lines[columns->list.at[j].line].n++;
        vec_push(&c->candidates, (struct candidate){0});
    }
    for (int32_t k = 1; k < n_lines; k++) {
        c->lines[k].first = c->lines[k - 1].first + c->lines[k - 1].n;
    }
    for (int32_t j = 0; j < columns->list.n; j++) {
        struct chooser_line *line = &c->lines[columns->list.at[j].line];
        c->candidates.at[line->first + line->at++] =
            (struct candidate){j, priced(c, j)};
    }
    for (int32_t k = 0; k < n_lines; k++) {
        struct chooser_line *line = &c->lines[k];
        struct candidate *at = &c->candidates.at[line->first];
        qsort(at, (size_t)line->n, sizeof *at, by_cost);
        c->bound += at[0].cost;
        for (int32_t i = line->n - 1; i >= 0; i--) {
            at[i].cost -= at[0].cost;
        }
    }
}

/* The candidates that may still be part of a choice within the limit. */
static void cut_candidates(struct chooser *c)
{
    for (int32_t k = 0; k < c->window->part.n_people; k++) {
        struct chooser_line *line = &c->lines[k];
        while (line->n > 1 && c->candidates.at[line->first + line->n - 1].cost +
                                      c->bound > c->limit) {
            line->n--;
        }
    }
}

static void make_reach(struct chooser *c, struct chooser_line *line,
                       struct reach *scratch, int32_t *count)
{
    line->first_reach = c->reaches.n;
    for (int32_t i = 0; i < line->n; i++) {
        const struct master_entry *entry;
        int32_t column = c->candidates.at[line->first + i].column;
        int32_t n = master_entries(c->choice->master, column, &entry);
        for (int32_t e = 0; e < n; e++) {
            struct reach *r = &scratch[entry[e].row];
            if (count[entry[e].row]++ == 0) {
                *r = (struct reach){entry[e].row, entry[e].coef,
                                    entry[e].coef};
                vec_push(&c->reaches, *r);
            }
            r->low = entry[e].coef < r->low ? entry[e].coef : r->low;
            r->high = entry[e].coef > r->high ? entry[e].coef : r->high;
        }
        c->work += (uint64_t)n;
    }
    line->n_reach = c->reaches.n - line->first_reach;
    for (int32_t i = line->first_reach; i < c->reaches.n; i++) {
        struct reach *r = &c->reaches.at[i];
        *r = scratch[r->row];
        if (count[r->row] < line->n) {
            r->low = r->low < 0 ? r->low : 0;
            r->high = r->high > 0 ? r->high : 0;
        }
        count[r->row] = 0;
    }
}

static void make_reaches(struct chooser *c)
{
    size_t n = (size_t)c->window->n_rows + 1;
    struct reach *scratch = xcalloc(n, sizeof *scratch);
    int32_t *count = xcalloc(n, sizeof *count);
    for (int32_t k = 0; k < c->window->part.n_people; k++) {
        make_reach(c, &c->lines[k], scratch, count);
    }
    free(scratch);
    free(count);
}

/* ---- a whole choice ----------------------------------------------------------------- */

static const struct candidate *candidate_of(const struct chooser *c, int32_t k)
{
    return &c->candidates.at[c->lines[k].first + c->lines[k].at];
}

static void add_column(struct chooser *c, int32_t column, int32_t sign)
{
    const struct master_entry *entry;
    int32_t n = master_entries(c->choice->master, column, &entry);
    for (int32_t e = 0; e < n; e++) {
        c->rows[entry[e].row].amount += sign * entry[e].coef;
    }
    c->work += (uint64_t)n;
}

/* Remembers the choice if it is wanted: within the limit and not the start. */
static void offer(struct chooser *c, double total)
{
    int32_t n = c->window->part.n_people;
    bool differs = false;
    for (int32_t k = 0; k < n && !differs; k++) {
        differs = candidate_of(c, k)->column != k;
    }
    if (!differs || total > c->limit) {
        return;
    }
    for (int32_t k = 0; k < n; k++) {
        c->chosen[k] = candidate_of(c, k)->column;
    }
    c->found = true;
    c->limit = total - c->choice->unit + SAME;
}

/* ---- local search ---------------------------------------------------------------------- */

static double total_now(const struct chooser *c)
{
    double sum = c->bound;
    for (int32_t k = 0; k < c->window->part.n_people; k++) {
        sum += candidate_of(c, k)->cost;
    }
    for (int32_t r = 0; r < c->window->n_rows; r++) {
        sum += excess_at(c, r, c->rows[r].amount);
    }
    return sum;
}

static double entry_cost(struct chooser *c, int32_t column)
{
    const struct master_entry *entry;
    int32_t n = master_entries(c->choice->master, column, &entry);
    double sum = 0;
    for (int32_t e = 0; e < n; e++) {
        int32_t row = entry[e].row;
        int64_t amount = c->rows[row].amount;
        sum += excess_at(c, row, amount + entry[e].coef) -
               excess_at(c, row, amount);
    }
    c->work += 2 * (uint64_t)n;
    return sum;
}

/* The best column of a line with all others as they are. */
static bool better_column(struct chooser *c, int32_t k)
{
    struct chooser_line *line = &c->lines[k];
    int32_t before = line->at;
    add_column(c, candidate_of(c, k)->column, -1);
    double best = candidate_of(c, k)->cost +
                  entry_cost(c, candidate_of(c, k)->column) - SAME;
    for (int32_t i = 0; i < line->n; i++) {
        const struct candidate *at = &c->candidates.at[line->first + i];
        double points = at->cost + entry_cost(c, at->column);
        if (points < best) {
            best = points;
            line->at = i;
        }
    }
    add_column(c, candidate_of(c, k)->column, 1);
    return line->at != before;
}

static void descend(struct chooser *c)
{
    int32_t n = c->window->part.n_people;
    int32_t k = random_below(c->random, n);
    for (int32_t same = 0; same < n; k = (k + 1) % n) {
        same = better_column(c, k) ? 0 : same + 1;
    }
    offer(c, total_now(c));
}

/* A column with the master's fractions for chances. */
static void draw_column(struct chooser *c, int32_t k)
{
    struct chooser_line *line = &c->lines[k];
    double at = random_unit(c->random);
    line->at = 0;
    for (int32_t i = 0; i < line->n; i++) {
        at -= master_share(c->choice->master,
                           c->candidates.at[line->first + i].column);
        if (at < 0) {
            line->at = i;
            return;
        }
    }
}

static void search_locally(struct chooser *c)
{
    int32_t n = c->window->part.n_people;
    for (int32_t r = 0; r < c->window->n_rows; r++) {
        c->rows[r].amount = c->window->rows[r].base;
    }
    for (int32_t k = 0; k < n; k++) {
        draw_column(c, k);
        add_column(c, candidate_of(c, k)->column, 1);
    }
    descend(c);
    for (int32_t t = 1; t < c->choice->tries; t++) {
        for (int32_t s = 0; s < SHAKEN; s++) {
            int32_t k = random_below(c->random, n);
            add_column(c, candidate_of(c, k)->column, -1);
            draw_column(c, k);
            add_column(c, candidate_of(c, k)->column, 1);
        }
        descend(c);
    }
}

/* ---- depth first ----------------------------------------------------------------------- */

static double excess_within(const struct chooser *c, int32_t row)
{
    const struct chooser_row *r = &c->rows[row];
    if (r->amount + r->low > r->best) {
        return excess_at(c, row, r->amount + r->low);
    }
    return r->amount + r->high < r->best
               ? excess_at(c, row, r->amount + r->high)
               : 0;
}

/* Settles a line: its columns' reach goes, the chosen one's entries come. The
 * growth of the least excess is returned. */
static double settle(struct chooser *c, const struct chooser_line *line,
                     int32_t column)
{
    double grown = 0;
    add_column(c, column, 1);
    for (int32_t i = 0; i < line->n_reach; i++) {
        const struct reach *reach = &c->reaches.at[line->first_reach + i];
        struct chooser_row *row = &c->rows[reach->row];
        row->low -= reach->low;
        row->high -= reach->high;
        vec_push(&c->kept, row->excess);
        double excess = excess_within(c, reach->row);
        grown += excess - row->excess;
        row->excess = excess;
    }
    c->work += (uint64_t)line->n_reach;
    return grown;
}

static void unsettle(struct chooser *c, const struct chooser_line *line,
                     int32_t column)
{
    for (int32_t i = line->n_reach - 1; i >= 0; i--) {
        const struct reach *reach = &c->reaches.at[line->first_reach + i];
        struct chooser_row *row = &c->rows[reach->row];
        row->low += reach->low;
        row->high += reach->high;
        row->excess = c->kept.at[--c->kept.n];
    }
    add_column(c, column, -1);
}

static void search_deep(struct chooser *c, int32_t depth, double bound)
{
    if (depth == c->window->part.n_people) {
        offer(c, bound);
        return;
    }
    struct chooser_line *line = &c->lines[c->order[depth]];
    for (int32_t i = 0; i < line->n; i++) {
        const struct candidate *at = &c->candidates.at[line->first + i];
        if (bound + at->cost > c->limit || c->nodes <= 0) {
            return;
        }
        c->nodes--;
        line->at = i;
        double below = bound + at->cost + settle(c, line, at->column);
        if (below <= c->limit) {
            search_deep(c, depth + 1, below);
        }
        unsettle(c, line, at->column);
    }
}

/* Lines with few candidates first. */
static void make_order(struct chooser *c)
{
    int32_t n = c->window->part.n_people;
    for (int32_t k = 0; k < n; k++) {
        int32_t i = k;
        for (; i > 0 && c->lines[c->order[i - 1]].n > c->lines[k].n; i--) {
            c->order[i] = c->order[i - 1];
        }
        c->order[i] = k;
    }
}

static void begin_search(struct chooser *c, double *bound)
{
    for (int32_t r = 0; r < c->window->n_rows; r++) {
        struct chooser_row *row = &c->rows[r];
        row->amount = c->window->rows[r].base;
        row->low = row->high = 0;
    }
    for (int32_t i = 0; i < c->reaches.n; i++) {
        c->rows[c->reaches.at[i].row].low += c->reaches.at[i].low;
        c->rows[c->reaches.at[i].row].high += c->reaches.at[i].high;
    }
    *bound = c->bound;
    for (int32_t r = 0; r < c->window->n_rows; r++) {
        c->rows[r].excess = excess_within(c, r);
        *bound += c->rows[r].excess;
    }
    make_order(c);
}

/* ---- both ------------------------------------------------------------------------------ */

static void prepare(struct chooser *c)
{
    const struct window *w = c->window;
    c->rows = arena_array(c->arena, (size_t)w->n_rows + 1, sizeof *c->rows);
    c->lines = arena_array(c->arena, (size_t)w->part.n_people,
                           sizeof *c->lines);
    c->order = arena_array(c->arena, (size_t)w->part.n_people,
                           sizeof *c->order);
    c->bound = w->fixed;
    for (int32_t r = 0; r < w->n_rows; r++) {
        make_row(c, r);
    }
    make_candidates(c);
}

bool choose_columns(const struct choice *choice, struct random *random,
                    int32_t *chosen, uint64_t *work)
{
    struct chooser c = {.choice = choice,
                        .window = choice->columns->window,
                        .random = random,
                        .arena = arena_new(),
                        .limit = choice->now + SAME,
                        .chosen = chosen,
                        .nodes = choice->nodes};
    prepare(&c);
    if (c.bound <= c.limit) {
        double bound;
        cut_candidates(&c);
        search_locally(&c);
        cut_candidates(&c);
        make_reaches(&c);
        begin_search(&c, &bound);
        if (bound <= c.limit) {
            search_deep(&c, 0, bound);
        }
    }
    *work += c.work / WORK_PER_TICK;
    vec_release(&c.candidates);
    vec_release(&c.reaches);
    vec_release(&c.kept);
    arena_free(c.arena);
    return c.found;
}
