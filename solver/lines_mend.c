/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines_mend.c - the best roster mended by whole lines. */
#include "solver/lines_mend.h"

#include <math.h>

enum {
    ROUNDS = 30, /* of pricing after each fixing */
    /* A try should take one part in so many of all the work so far. */
    TRY_SHARE = 30
};
/* And that much at least. */
#define TRY_LEAST 5000000
/* Share of people or days that is freed at first, and at most. */
#define FREED 0.4
#define FREED_MOST 0.9
/* Of that share, after a try that was short, or long. */
#define MORE 1.1
#define LESS 0.85

enum kind { FREE_PEOPLE, FREE_DAYS, KINDS };

struct lines_mend {
    struct lines_engine *engine;
    struct random random;
    double freed[KINDS];
    enum kind kind;
    struct lines_dive *dive; /* NULL: no try is at work */
    uint64_t began;          /* ticks of the engine then */
    bool *free;              /* [n_people * n_days] of the try */
    struct VEC_OF(struct lines_decision) decisions;
    struct VEC_OF(const struct lines_decision *) path;
};

struct lines_mend *lines_mend_new(struct lines_engine *engine)
{
    struct lines_mend *m = xcalloc(1, sizeof *m);
    const struct problem *p = engine->problem;
    m->engine = engine;
    m->free = xcalloc((size_t)p->n_people * (size_t)p->n_days, sizeof *m->free);
    m->kind = KINDS - 1;
    for (int32_t k = 0; k < KINDS; k++) {
        m->freed[k] = FREED;
    }
    random_seed(&m->random, 1);
    return m;
}

void lines_mend_free(struct lines_mend *m)
{
    if (m) {
        lines_dive_free(m->dive);
        vec_release(&m->decisions);
        vec_release(&m->path);
        free(m->free);
        free(m);
    }
}

bool lines_mend_busy(const struct lines_mend *m)
{
    return m->dive != NULL;
}

const bool *lines_mend_freed(const struct lines_mend *m)
{
    return m->free;
}

/* ---- what is freed ----------------------------------------------------------- */

static int32_t count_of(double share, int32_t n)
{
    int32_t count = (int32_t)ceil(share * n);
    return count < n ? count : n;
}

/* So many of them, each as likely: the k-th is taken with the chance that the
 * rest of the places have among the rest of the people. */
static void free_people(struct lines_mend *m)
{
    const struct problem *p = m->engine->problem;
    int32_t places = count_of(m->freed[FREE_PEOPLE], p->n_people);
    for (int32_t k = 0; k < p->n_people; k++) {
        bool taken = random_below(&m->random, p->n_people - k) < places;
        places -= taken;
        for (int32_t d = 0; d < p->n_days; d++) {
            m->free[k * p->n_days + d] = taken;
        }
    }
}

static void free_days(struct lines_mend *m)
{
    const struct problem *p = m->engine->problem;
    int32_t n = count_of(m->freed[FREE_DAYS], p->n_days);
    int32_t first = random_below(&m->random, p->n_days - n + 1);
    for (int32_t c = 0; c < p->n_people * p->n_days; c++) {
        int32_t d = c % p->n_days;
        m->free[c] = d >= first && d < first + n;
    }
}

typedef void free_some(struct lines_mend *m);
static free_some *const FREE[KINDS] = {free_people, free_days};

static void keep_rest(struct lines_mend *m, const struct roster *best)
{
    const struct problem *p = m->engine->problem;
    vec_clear(&m->decisions);
    vec_clear(&m->path);
    for (int32_t c = 0; c < p->n_people * p->n_days; c++) {
        int32_t k = c / p->n_days;
        int32_t d = c % p->n_days;
        if (!m->free[c]) {
            vec_push(&m->decisions,
                     lines_fixed_cell(p, k, d, roster_line(best, k)[d]));
        }
    }
    for (int32_t i = 0; i < m->decisions.n; i++) {
        vec_push(&m->path, &m->decisions.at[i]);
    }
}

/* ---- tries ------------------------------------------------------------------- */

static void begin(struct lines_mend *m, const struct roster *best)
{
    m->kind = (enum kind)((m->kind + 1) % KINDS);
    FREE[m->kind](m);
    keep_rest(m, best);
    lines_engine_use_list(m->engine, NULL);
    lines_decide(m->engine, m->path.at, m->path.n);
    lines_engine_offer(m->engine, best);
    m->began = lines_engine_ticks(m->engine);
    lines_engine_keep_center(m->engine);
    m->dive = lines_dive_new(m->engine, m->path.at, m->path.n, ROUNDS);
}

static void end(struct lines_mend *m)
{
    uint64_t now = lines_engine_ticks(m->engine);
    double due = fmax((double)now / TRY_SHARE, TRY_LEAST);
    double *freed = &m->freed[m->kind];
    *freed *= (double)(now - m->began) < due ? MORE : LESS;
    *freed = fmin(*freed, FREED_MOST);
    lines_dive_free(m->dive);
    lines_engine_restore_center(m->engine);
    m->dive = NULL;
}

enum lines_progress lines_mend_work(struct lines_mend *m,
                                    const struct roster *best, double target,
                                    const struct lines_limits *limits)
{
    if (!m->dive) {
        begin(m, best);
    }
    enum lines_progress progress = lines_dive_work(m->dive, target, limits);
    if (progress != LINES_LEFT) {
        end(m);
    }
    return progress;
}
