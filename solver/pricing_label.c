/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_label.c - labels: partial lines, moved forward day by day. */
#include "solver/pricing_label.h"

#include <math.h>

#include "solver/pricing_rest.h"
#include "solver/pricing_state.h"

enum {
    COMPARED = 256, /* kept labels that a new one is compared with */
    FEW = 32        /* candidates that are sorted by insertion */
};

struct pool {
    int32_t n, room;
    struct label *label;
    int32_t *state; /* [room * slots] */
};

struct rank {
    double bound;
    int32_t index;
};

/* The way back from a kept label. */
struct trace {
    int32_t parent;
    int16_t group;
};
struct trace_vec VEC_OF(struct trace);

struct labels {
    const struct plan *plan;
    struct states *states;
    size_t slots;
    struct pool now, next;
    int32_t *hash; /* index into next, -1 empty */
    uint32_t hash_size; /* a power of two */
    struct rank *rank;
    struct trace_vec trace;
    int32_t *trace_day; /* first trace of each day */
    int32_t width;  /* labels that may stay of a day */
    int32_t lines;  /* wanted */
    bool ending;    /* the last open day, several lines wanted */
    bool *taken;    /* scratch, by label of the day before the last */
    double *kind_bound; /* scratch, by kind of the frame */
    double unborn;  /* least cost of all parts, before the first day */
    double cut;     /* bounds from here on are of no use */
    double crowd;   /* bounds from here on find no room today */
    double dropped;
    uint64_t ticks;
};

struct labels *labels_new(const struct plan *plan)
{
    struct labels *labels = xcalloc(1, sizeof *labels);
    labels->plan = plan;
    labels->states = states_new(plan);
    labels->slots = (size_t)plan->parts->slots + 1;
    labels->trace_day = xcalloc((size_t)plan->problem->n_days + 1,
                                sizeof *labels->trace_day);
    labels->kind_bound = xcalloc((size_t)plan->problem->n_patterns,
                                 sizeof *labels->kind_bound);
    return labels;
}

static void pool_release(struct pool *pool)
{
    free(pool->label);
    free(pool->state);
}

void labels_free(struct labels *labels)
{
    if (!labels) {
        return;
    }
    states_free(labels->states);
    pool_release(&labels->now);
    pool_release(&labels->next);
    free(labels->hash);
    free(labels->rank);
    free(labels->taken);
    vec_release(&labels->trace);
    free(labels->trace_day);
    free(labels->kind_bound);
    free(labels);
}

static void pool_room(struct pool *pool, int32_t room, size_t slots)
{
    if (pool->room >= room) {
        return;
    }
    size_t n = (size_t)room;
    pool->room = room;
    pool->label = xreallocarray(pool->label, n, sizeof *pool->label);
    pool->state = xreallocarray(pool->state, n * slots, sizeof *pool->state);
}

/* Everything a run with this width needs, so that its loops never allocate. */
static void make_room(struct labels *l, int32_t width)
{
    int32_t room = 4 * width + 64;
    if (l->next.room < room) {
        l->rank = xreallocarray(l->rank, (size_t)room, sizeof *l->rank);
        l->taken = xreallocarray(l->taken, (size_t)room, sizeof *l->taken);
    }
    pool_room(&l->now, room, l->slots);
    pool_room(&l->next, room, l->slots);
    if (l->hash_size < 2 * (uint32_t)room) {
        l->hash_size = 64;
        while (l->hash_size < 2 * (uint32_t)room) {
            l->hash_size *= 2;
        }
        l->hash = xreallocarray(l->hash, l->hash_size, sizeof *l->hash);
    }
}

static int32_t *state_at(const struct labels *l, const struct pool *pool,
                         int32_t i)
{
    return &pool->state[(size_t)i * l->slots];
}

/* ---- merging equal labels -------------------------------------------------- */

static uint32_t hash_of(const struct labels *l, int32_t i)
{
    const int32_t *state = state_at(l, &l->next, i);
    uint64_t h = (uint64_t)l->next.label[i].class;
    uint64_t factor = 0x9E3779B97F4A7C15U;
    for (size_t k = 0; k < l->slots; k++) {
        h += (uint32_t)state[k] * factor; /* no product waits for another */
        factor += 2 * 0xD6E8FEB86659FD93U;
    }
    return (uint32_t)(h >> 32) & (l->hash_size - 1);
}

static bool same_label(const struct labels *l, int32_t i, int32_t j)
{
    return l->next.label[i].class == l->next.label[j].class &&
           memcmp(state_at(l, &l->next, i), state_at(l, &l->next, j),
                  l->slots * sizeof(int32_t)) == 0;
}

static void hash_clear(struct labels *l)
{
    memset(l->hash, 0xFF, l->hash_size * sizeof *l->hash);
}

/* Files candidate i; false when an equal label that is not dearer was there.
 * A dearer one is overwritten in its place. */
static bool file(struct labels *l, int32_t i)
{
    if (l->ending) {
        return true; /* all are equal, each a line of its own */
    }
    uint32_t at = hash_of(l, i);
    while (l->hash[at] >= 0) {
        int32_t other = l->hash[at];
        if (same_label(l, i, other)) {
            if (l->next.label[i].value < l->next.label[other].value) {
                l->next.label[other] = l->next.label[i];
            }
            return false;
        }
        at = (at + 1) & (l->hash_size - 1);
    }
    l->hash[at] = i;
    return true;
}

/* ---- ranking ---------------------------------------------------------------- */

static int by_bound(const void *a, const void *b)
{
    const struct rank *x = a;
    const struct rank *y = b;
    if (x->bound < y->bound || x->bound > y->bound) {
        return x->bound < y->bound ? -1 : 1;
    }
    return (x->index > y->index) - (x->index < y->index);
}

/* Most days have a dozen candidates. */
static void sort_few(struct rank *rank, int32_t n)
{
    for (int32_t i = 1; i < n; i++) {
        struct rank moved = rank[i];
        int32_t at = i;
        while (at > 0 && moved.bound < rank[at - 1].bound) {
            rank[at] = rank[at - 1];
            at--;
        }
        rank[at] = moved;
    }
}

static void rank_all(struct labels *l)
{
    for (int32_t i = 0; i < l->next.n; i++) {
        l->rank[i] = (struct rank){l->next.label[i].bound, i};
    }
    if (l->next.n <= FEW) {
        sort_few(l->rank, l->next.n);
    } else {
        qsort(l->rank, (size_t)l->next.n, sizeof *l->rank, by_bound);
    }
}

static void copy_label(struct labels *l, struct pool *to, int32_t i,
                       const struct pool *from, int32_t j)
{
    to->label[i] = from->label[j];
    memcpy(state_at(l, to, i), state_at(l, from, j),
           l->slots * sizeof(int32_t));
}

static void drop(struct labels *l, double bound)
{
    l->dropped = bound < l->dropped ? bound : l->dropped;
}

static int by_index(const void *a, const void *b)
{
    const struct rank *x = a;
    const struct rank *y = b;
    return (x->index > y->index) - (x->index < y->index);
}

/* The pool is full: the better half stays, in its old order. */
static void halve(struct labels *l)
{
    rank_all(l);
    int32_t n = l->next.n / 2;
    l->crowd = l->rank[n].bound;
    drop(l, l->crowd);
    qsort(l->rank, (size_t)n, sizeof *l->rank, by_index);
    for (int32_t i = 0; i < n; i++) {
        if (l->rank[i].index != i) {
            copy_label(l, &l->next, i, &l->next, l->rank[i].index);
        }
    }
    l->next.n = n;
    hash_clear(l);
    for (int32_t i = 0; i < n; i++) {
        (void)file(l, i);
    }
}

/* ---- one day ----------------------------------------------------------------- */

/* One way on from label i (`from`; NULL: the start) of today. */
struct way {
    const struct label *from;
    int32_t i, group, node;
    double value; /* with the choice and the transition to it */
};

/* Makes a candidate of a way. */
static void extend(struct labels *l, int32_t day, const struct way *way)
{
    const struct plan_day *at = &l->plan->at[day];
    int32_t n = l->next.n;
    struct label *label = &l->next.label[n];
    int32_t *state = state_at(l, &l->next, n);
    if (way->from) {
        memcpy(state, state_at(l, &l->now, way->i), l->slots * sizeof *state);
    } else {
        memset(state, 0, l->slots * sizeof *state);
    }
    *label = (struct label){.value = way->value,
                            .least = way->from ? way->from->least : 0,
                            .parent = way->i,
                            .group = (int16_t)way->group};
    l->ticks++;
    if (!states_advance(l->states, label, state)) {
        return;
    }
    label->bound = label->value + label->least + at->unborn;
    if (day < l->plan->frozen.last) {
        label->class = at->day->class_of_group[way->group];
        label->node = (int16_t)way->node;
        label->bound += at->rest[way->node];
    }
    if (!(label->bound < l->cut)) {
        return;
    }
    if (!(label->bound < l->crowd)) {
        drop(l, label->bound);
        return;
    }
    l->next.n += file(l, n);
    if (l->next.n == l->next.room) {
        halve(l);
    }
}

/* All groups after one label, as far as their bounds are below the cut. */
static void extend_all(struct labels *l, int32_t day, const struct label *from,
                       int32_t i)
{
    const struct plan_day *at = &l->plan->at[day];
    const struct frame_day *frame = &l->plan->frame.at[day];
    const struct pricing_day *today = at->day;
    const struct frame_edge *edges =
        plan_edges(l->plan, day, from ? from->node : 0);
    const int32_t *points =
        from ? &today[-1].step[from->class * today->n_groups] : NULL;
    double value = from ? from->value : l->plan->fixed;
    double least = from ? from->least + at[-1].unborn : l->unborn;
    for (int32_t k = 0; k < frame->n_kinds; k++) {
        l->kind_bound[k] = (double)INFINITY;
        if (edges[k].next != FRAME_NONE) {
            l->kind_bound[k] = value + least +
                               plan_edge(l->plan, day, &edges[k]) +
                               at->rest[edges[k].next];
        }
    }
    for (int32_t g = 0; g < today->n_groups; g++) {
        int32_t k = frame->kind_of_group[g];
        if (l->kind_bound[k] + at->bent[g] < l->cut) {
            struct way way = {
                .from = from,
                .i = i,
                .group = g,
                .node = edges[k].next,
                .value = value + at->price[g] + (points ? points[g] : 0),
            };
            extend(l, day, &way);
        }
    }
}

static bool dominates(const struct labels *l, const struct plan_day *at,
                      int32_t i, int32_t j)
{
    const struct label *a = &l->now.label[i];
    const struct label *b = &l->next.label[j];
    double room = b->value - a->value;
    double sum = at->day->excess[a->class * at->day->n_classes + b->class];
    if (sum > room) {
        return false;
    }
    return sum + states_excess(l->states, state_at(l, &l->now, i),
                               state_at(l, &l->next, j), room - sum) <= room;
}

static bool is_dominated(const struct labels *l, const struct plan_day *at,
                         int32_t j)
{
    int32_t n = l->now.n < COMPARED ? l->now.n : COMPARED;
    for (int32_t i = 0; i < n; i++) {
        if (dominates(l, at, i, j)) {
            return true;
        }
    }
    return false;
}

/* The best candidates become today's labels, without needless ones. */
static void keep_best(struct labels *l, int32_t day)
{
    const struct plan_day *at = &l->plan->at[day];
    for (int32_t k = 0; k < l->next.n; k++) {
        int32_t j = l->rank[k].index;
        if (l->now.n == l->width) {
            drop(l, l->rank[k].bound);
            break;
        }
        if (!is_dominated(l, at, j)) {
            copy_label(l, &l->now, l->now.n++, &l->next, j);
        }
    }
}

/* The best lines, each from a label of its own: lines that part on the last
 * day only are of little use beside each other. */
static void keep_lines(struct labels *l)
{
    memset(l->taken, 0, (size_t)l->now.room * sizeof *l->taken);
    for (int32_t k = 0; k < l->next.n && l->now.n < l->lines; k++) {
        int32_t j = l->rank[k].index;
        bool *taken = &l->taken[l->next.label[j].parent];
        if (!*taken) {
            copy_label(l, &l->now, l->now.n++, &l->next, j);
        }
        *taken = true;
    }
}

static void end_day(struct labels *l, int32_t day)
{
    rank_all(l);
    states_close(l->states);
    l->now.n = 0;
    if (l->ending) {
        keep_lines(l);
    } else {
        keep_best(l, day);
    }
    l->trace_day[day] = l->trace.n;
    for (int32_t i = 0; i < l->now.n; i++) {
        const struct label *label = &l->now.label[i];
        struct trace trace = {label->parent, label->group};
        vec_push(&l->trace, trace);
    }
}

static void run_day(struct labels *l, int32_t day)
{
    const struct frozen *frozen = &l->plan->frozen;
    l->next.n = 0;
    l->crowd = (double)INFINITY;
    l->ending = l->lines > 1 && day == frozen->last;
    hash_clear(l);
    states_day(l->states, day);
    if (day == frozen->first) {
        extend_all(l, day, NULL, 0);
    }
    for (int32_t i = 0; i < l->now.n; i++) {
        extend_all(l, day, &l->now.label[i], i);
    }
    end_day(l, day);
}

struct labels_result labels_run(struct labels *l,
                                const struct labels_wanted *wanted)
{
    const struct plan *plan = l->plan;
    make_room(l, wanted->width);
    l->width = wanted->width;
    l->lines = wanted->lines < wanted->width ? wanted->lines : wanted->width;
    l->unborn = plan->unborn;
    l->cut = wanted->cut;
    l->dropped = (double)INFINITY;
    vec_clear(&l->trace);
    l->now.n = 0;
    for (int32_t d = plan->frozen.first; d <= plan->frozen.last; d++) {
        run_day(l, d);
    }
    struct labels_result result = {.found = l->now.n, .dropped = l->dropped};
    if (l->now.n > 0) {
        result.value = l->now.label[0].value;
    }
    return result;
}

double labels_line(const struct labels *l, int32_t i, int16_t *line)
{
    const struct plan *plan = l->plan;
    int32_t at = i;
    for (int32_t d = plan->frozen.last; d >= plan->frozen.first; d--) {
        const struct trace *trace = &l->trace.at[l->trace_day[d] + at];
        line[d] = plan->at[d].best[trace->group];
        at = trace->parent;
    }
    return l->now.label[i].value;
}

uint64_t labels_ticks(const struct labels *labels)
{
    return labels->ticks;
}
