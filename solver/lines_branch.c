/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines_branch.c - which decision says most. */
#include "solver/lines_branch.h"

#include <math.h>

enum {
    PROBES = 20,       /* candidates that are tried */
    PROBE_PIVOTS = 50, /* on either side */
    DAYS_A_WEEK = 7,
    WEEKEND = 5 /* days before it */
};
/* A part of a unit below that is no fraction. */
#define WHOLE 1e-3
/* A side that gains nothing still counts for that much. */
#define LEAST_GAIN 1e-3

struct family {
    enum lines_side side;
    int32_t n;
    int32_t *rows;
    int32_t rank; /* of its kind: the first say most */
};

struct lines_families {
    struct arena *arena;
    struct VEC_OF(struct family) list;
};

/* ---- sums -------------------------------------------------------------------- */

/* The pattern that all terms of a row have, or -1. */
static int32_t pattern_of(const struct problem *p, int32_t row)
{
    const struct row *r = &p->rows[row];
    int32_t pattern = r->n_terms > 0 ? p->terms[r->first_term].pattern : -1;
    for (int32_t t = 0; t < r->n_terms; t++) {
        if (p->terms[r->first_term + t].pattern != pattern) {
            return -1;
        }
    }
    return pattern;
}

typedef int32_t group_of(const struct problem *p, int32_t row);

static int32_t all_rows(const struct problem *p, int32_t row)
{
    (void)p;
    (void)row;
    return 0;
}

static int32_t week_of(const struct problem *p, int32_t row)
{
    int32_t day = p->rows[row].day;
    return day < 0 ? -1 : day / DAYS_A_WEEK;
}

static int32_t weekend_of(const struct problem *p, int32_t row)
{
    int32_t day = p->rows[row].day;
    return day < 0 || day % DAYS_A_WEEK < WEEKEND ? -1 : day / DAYS_A_WEEK;
}

static int32_t day_of(const struct problem *p, int32_t row)
{
    return p->rows[row].day;
}

static group_of *const GROUPS[] = {all_rows, week_of, weekend_of, pattern_of,
                                   day_of};

static bool has_side(const struct curve *curve, enum lines_side side)
{
    return side == LINES_BELOW ? curve->slope[0] < 0
                               : curve->slope[curve->n - 1] > 0;
}

static void add_group(struct lines_families *f, const struct window *w,
                      const int32_t *group, const int32_t which[2])
{
    for (int32_t side = 0; side < 2; side++) {
        struct int_vec rows = {0};
        for (int32_t r = 0; r < w->n_rows; r++) {
            if (group[r] == which[0] &&
                has_side(&w->rows[r].curve, (enum lines_side)side)) {
                vec_push(&rows, r);
            }
        }
        if (rows.n > 1) {
            struct family *family = vec_add(&f->list);
            family->side = (enum lines_side)side;
            family->n = rows.n;
            family->rows = arena_copy(f->arena, rows.at,
                                      (size_t)rows.n * sizeof *rows.at);
            family->rank = which[1];
        }
        vec_release(&rows);
    }
}

struct lines_families *lines_families_new(const struct lines_engine *e)
{
    struct lines_families *f = xcalloc(1, sizeof *f);
    const struct window *w = e->window;
    int32_t *group = xcalloc((size_t)w->n_rows + 1, sizeof *group);
    f->arena = arena_new();
    for (int32_t k = 0; k < (int32_t)COUNT_OF(GROUPS); k++) {
        int32_t n = 0;
        for (int32_t r = 0; r < w->n_rows; r++) {
            group[r] = GROUPS[k](e->problem, w->rows[r].row);
            n = group[r] >= n ? group[r] + 1 : n;
        }
        for (int32_t g = 0; g < n; g++) {
            add_group(f, w, group, (int32_t[2]){g, k});
        }
    }
    free(group);
    return f;
}

void lines_families_free(struct lines_families *f)
{
    if (f) {
        vec_release(&f->list);
        arena_free(f->arena);
        free(f);
    }
}

/* ---- decisions --------------------------------------------------------------- */

struct lines_decision lines_fixed_cell(const struct problem *problem,
                                       int32_t line, int32_t day,
                                       int32_t pattern)
{
    struct lines_decision d = {
        .kind = DECIDED_CELL, .what = line, .day = day};
    for (int32_t q = 0; q < problem->n_patterns; q++) {
        if (q != pattern) {
            d.barred.bits[q >> 6] |= (uint64_t)1 << (q & 63);
        }
    }
    return d;
}

/* After bars have changed: which columns may be used. */
static void allow_columns(struct lines_engine *e)
{
    const struct columns *pool = lines_master_pool(e->master);
    const int32_t *active;
    int32_t n = lines_master_active(e->master, &active);
    lines_price_bar(e->price, e->bars.at, e->bars.n);
    for (int32_t i = 0; i < n; i++) {
        const struct column *column = &pool->list.at[active[i]];
        lines_master_allow(e->master, active[i],
                           !lines_engine_bars(e, column->line, column->days));
    }
}

/* Narrows what stands by one more decision; cells wait for allow_columns(). */
static void narrow(struct lines_engine *e, const struct lines_decision *d)
{
    struct lines_bar bar = {d->what, d->day, d->barred};
    switch (d->kind) {
    case DECIDED_SUM:
        lines_master_sum_bounds(e->master, d->what, d->low, d->high);
        break;
    case DECIDED_AMOUNT:
        lines_master_range(e->master, d->what, d->low, d->high);
        break;
    case DECIDED_CELL:
        vec_push(&e->bars, bar);
        break;
    }
}

void lines_decide(struct lines_engine *e,
                  const struct lines_decision *const *decisions, int32_t n)
{
    lines_master_widen(e->master);
    vec_clear(&e->bars);
    for (int32_t i = 0; i < n; i++) {
        narrow(e, decisions[i]);
    }
    allow_columns(e);
}

/* ---- candidates -------------------------------------------------------------- */

struct candidate {
    struct lines_branching branching;
    double score; /* how near to a half; the family's rank counts too */
    int32_t order;
};
struct candidates VEC_OF(struct candidate);

/* Between 0 (whole) and 0.5. */
static double fraction(double value)
{
    return fabs(value - floor(value + 0.5));
}

static struct lines_branching split_at(enum lines_decided kind, int32_t what,
                                       double value)
{
    struct lines_branching b = {{{.kind = kind, .what = what},
                                 {.kind = kind, .what = what}}};
    b.side[0].low = -LP_INFINITY;
    b.side[0].high = floor(value);
    b.side[1].low = floor(value) + 1;
    b.side[1].high = LP_INFINITY;
    return b;
}

static void add(struct candidates *list, const struct lines_branching *b,
                double score)
{
    struct candidate candidate = {*b, score, list->n};
    vec_push(list, candidate);
}

static void add_sums(struct lines_engine *e, const struct lines_families *f,
                     struct candidates *list)
{
    for (int32_t i = 0; i < f->list.n; i++) {
        const struct family *family = &f->list.at[i];
        double value = 0;
        for (int32_t r = 0; r < family->n; r++) {
            value += lines_master_side(e->master, family->rows[r], family->side);
        }
        if (fraction(value) > WHOLE) {
            /* The sum itself is made when it is probed. */
            struct lines_branching b = split_at(DECIDED_SUM, i, value);
            add(list, &b, fraction(value) + 0.5 / (1 + family->rank));
        }
    }
}

/* An amount that is not whole, or a row that pays on both sides at once. */
static void add_amounts(struct lines_engine *e, struct candidates *list)
{
    for (int32_t r = 0; r < e->window->n_rows; r++) {
        double middle = lines_master_middle(e->master, r);
        double below = lines_master_side(e->master, r, LINES_BELOW);
        double above = lines_master_side(e->master, r, LINES_ABOVE);
        double amount = middle - below + above;
        bool both = below > WHOLE && above > WHOLE;
        if (fraction(amount) > WHOLE || both) {
            struct lines_branching b =
                split_at(DECIDED_AMOUNT, r, both ? middle : amount);
            add(list, &b, both ? 0.05 : fraction(amount));
        }
    }
}

/* `mine` on one side, all the others on the other. */
static struct lines_branching split_cell(const struct problem *p, int32_t line,
                                         int32_t day, int32_t mine)
{
    struct lines_branching b = {
        {{.kind = DECIDED_CELL, .what = line, .day = day},
         {.kind = DECIDED_CELL, .what = line, .day = day}}};
    for (int32_t q = 0; q < p->n_patterns; q++) {
        b.side[q == mine].barred.bits[q >> 6] |= (uint64_t)1 << (q & 63);
    }
    return b;
}

/* Do the bars that stand say so already? A share is no whole number either where
 * nobody's lines fit. */
static bool is_decided(const struct lines_engine *e, int32_t line, int32_t day,
                       int32_t q)
{
    struct pattern_set barred = {{0}};
    int32_t left = 0;
    for (int32_t b = 0; b < e->bars.n; b++) {
        const struct lines_bar *bar = &e->bars.at[b];
        for (int32_t w = 0; w < PATTERN_MAX / 64; w++) {
            barred.bits[w] |= bar->line == line && bar->day == day
                                  ? bar->barred.bits[w]
                                  : 0;
        }
    }
    for (int32_t other = 0; other < e->problem->n_patterns; other++) {
        left += !SET_HAS(&barred, other);
    }
    return left < 2 || SET_HAS(&barred, q);
}

static void add_cells(struct lines_engine *e, struct candidates *list)
{
    const struct problem *p = e->problem;
    double *share = lines_engine_shares(e);
    for (int32_t c = 0; c < p->n_people * p->n_days; c++) {
        for (int32_t q = 0; q < p->n_patterns; q++) {
            double x = fraction(share[(int64_t)c * p->n_patterns + q]);
            int32_t line = c / p->n_days, day = c % p->n_days;
            if (x > WHOLE && !is_decided(e, line, day, q)) {
                struct lines_branching b = split_cell(p, line, day, q);
                add(list, &b, x * (q == OFF ? 0.5 : 0.3));
            }
        }
    }
    free(share);
}

static int by_score(const void *a, const void *b)
{
    const struct candidate *x = a;
    const struct candidate *y = b;
    if (x->score < y->score || x->score > y->score) {
        return x->score < y->score ? 1 : -1;
    }
    return x->order - y->order;
}

/* ---- probing ----------------------------------------------------------------- */

/* What the program is worth with one more decision, as far as few pivots say. */
static double probe(struct lines_engine *e, const struct lines_decision *d)
{
    struct simplex_mark *mark = lines_master_mark(e->master);
    int32_t n_bars = e->bars.n;
    narrow(e, d);
    if (d->kind == DECIDED_CELL) {
        const struct columns *pool = lines_master_pool(e->master);
        const int32_t *active;
        int32_t n = lines_master_active(e->master, &active);
        for (int32_t i = 0; i < n; i++) {
            const struct column *column = &pool->list.at[active[i]];
            if (column->line == d->what &&
                SET_HAS(&d->barred, column->days[d->day])) {
                lines_master_allow(e->master, active[i], false);
            }
        }
    }
    double value = lines_master_probe(e->master, PROBE_PIVOTS);
    e->bars.n = n_bars;
    lines_master_back(e->master, mark);
    return value;
}

static void make_sum(struct lines_engine *e, const struct lines_families *f,
                     struct lines_branching *b)
{
    if (b->side[0].kind == DECIDED_SUM) {
        const struct family *family = &f->list.at[b->side[0].what];
        int32_t sum = lines_master_sum(e->master, family->side, family->rows,
                                       family->n);
        b->side[0].what = b->side[1].what = sum;
    }
}

bool lines_branch(struct lines_engine *e, const struct lines_families *f,
                  const struct lines_limits *limits,
                  struct lines_branching *best)
{
    struct candidates list = {0};
    double most = -1;
    double value = lines_master_value(e->master);
    add_sums(e, f, &list);
    add_amounts(e, &list);
    add_cells(e, &list);
    if (list.n > 0) {
        qsort(list.at, (size_t)list.n, sizeof *list.at, by_score);
    }
    int32_t n = list.n < PROBES ? list.n : PROBES;
    for (int32_t i = 0; i < n; i++) {
        make_sum(e, f, &list.at[i].branching);
    }
    for (int32_t i = 0; i < n; i++) {
        const struct lines_branching *b = &list.at[i].branching;
        if (i > 0 && lines_must_stop(limits)) {
            break;
        }
        double down = probe(e, &b->side[0]) - value;
        double up = probe(e, &b->side[1]) - value;
        double score = fmax(down, LEAST_GAIN) * fmax(up, LEAST_GAIN);
        if (score > most) {
            most = score;
            *best = *b;
        }
    }
    vec_release(&list);
    return n > 0;
}
