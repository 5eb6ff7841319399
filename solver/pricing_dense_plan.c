/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_dense_plan.c - tables laid out: nodes, bands, ways. */
#include "solver/pricing_dense_plan.h"

#include <math.h>

/* An interval of amounts. */
struct band {
    int32_t low, high;
};

struct way_vec VEC_OF(struct dense_way);

/* A day while it is laid out. Bands are [node * n_live + counter]. */
struct draft {
    struct dense_type *type;
    struct int_vec nodes;  /* of the automaton */
    struct way_vec ways;
    int32_t n_live;        /* counters after the choice, closing ones too */
    int16_t live[DENSE_LIVE_MAX];
    int16_t before[DENSE_LIVE_MAX]; /* its place yesterday, -1: begins */
    int16_t act[DENSE_LIVE_MAX];    /* of the type, -1: none today */
    bool closes[DENSE_LIVE_MAX];
    struct band *reached;  /* from the first day on */
    struct band *ahead;    /* what later days add */
    bool *alive;           /* by node */
    struct band band[DENSE_LIVE_MAX]; /* of all nodes that are alive */
};

struct builder {
    const struct dense_planning *in;
    struct dense_plan *plan;
    struct draft *drafts; /* by day - first */
    struct arena *scratch;
    int32_t start;        /* node before the first day */
    int32_t order[DENSE_TRACKED_MAX]; /* place of a tracked counter */
    int32_t *local;       /* by node of the automaton: index today */
    int32_t *seen;        /* by node of the automaton: day + 1 */
};

/* ---- counters ------------------------------------------------------------ */

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && a < 0);
}

static const struct counter *counter_of(const struct builder *b, int32_t q)
{
    return &b->in->window->counter[b->plan->tracked[q].part];
}

static const struct gauge *gauge_of(const struct part *part)
{
    return part->kind == PART_SUM ? &part->rule->u.window.gauge
                                  : &part->rule->u.groups.gauge;
}

static void track(struct builder *b, int32_t part)
{
    const struct gauge *gauge = gauge_of(&b->in->parts->at[part]);
    const struct counter *counter = &b->in->window->counter[part];
    struct dense_tracked *t = &b->plan->tracked[b->plan->n_tracked++];
    *t = (struct dense_tracked){.part = part, .low = INT32_MIN,
                                .high = INT32_MAX};
    t->unit = dense_unit(b->in->automaton, part);
    if (gauge->low != BOUND_NONE_LOW) {
        t->low = -floor_div(counter->origin - gauge->low, t->unit);
    }
    if (gauge->high != BOUND_NONE_HIGH) {
        t->high = floor_div(gauge->high - counter->origin, t->unit);
    }
}

static bool track_all(struct builder *b)
{
    for (int32_t i = 0; i < b->in->parts->n; i++) {
        enum counter_mode mode = b->in->window->counter[i].mode;
        if (mode == COUNTER_TRACKED ||
            (mode == COUNTER_LOOSE && b->in->tracked[i])) {
            if (b->plan->n_tracked == DENSE_TRACKED_MAX) {
                return false;
            }
            track(b, i);
        }
    }
    return true;
}

/* How a tracked counter acts on a day; -1: not at all. */
static int16_t act_mode(const struct builder *b, int32_t q, int32_t day)
{
    int32_t index = b->plan->tracked[q].part;
    const struct part *part = &b->in->parts->at[index];
    if (part->kind == PART_SUM) {
        return dense_row(b->in->automaton, index, day);
    }
    return part->group[day - part->first] < 0
               ? -1
               : (int16_t)dense_goes_on(part, counter_of(b, q), day);
}

static int16_t place_of(const struct draft *draft, int32_t q)
{
    for (int16_t k = 0; k < draft->n_live; k++) {
        if (draft->live[k] == q && !draft->closes[k]) {
            return k;
        }
    }
    return -1;
}

/* Counts of groups that have a price act without a dimension. */
static bool lay_priced(const struct builder *b, int32_t day,
                       struct dense_key *key)
{
    for (int32_t i = 0; i < b->in->parts->n; i++) {
        const struct part *part = &b->in->parts->at[i];
        const struct counter *c = &b->in->window->counter[i];
        if (!b->in->priced[i] || b->in->tracked[i] || day < c->first ||
            c->mode != COUNTER_LOOSE || day > c->last ||
            part->group[day - part->first] < 0) {
            continue;
        }
        if (key->n_acts == DENSE_ACTS_MAX) {
            return false;
        }
        key->act[key->n_acts++] = (struct dense_act){
            (int16_t)i, (int16_t)dense_goes_on(part, c, day)};
    }
    return true;
}

/* Which counters are alive on the day and how they act; false: too many. */
static bool lay_counters(struct builder *b, int32_t day)
{
    struct draft *draft = &b->drafts[day - b->plan->first];
    struct dense_key key = {.table = -1};
    if (day > 0) {
        key.table = dense_table(b->in->automaton, day - 1);
    }
    for (int32_t q = 0; q < b->plan->n_tracked; q++) {
        const struct counter *c = counter_of(b, q);
        if (day < c->first || day > c->last) {
            continue;
        }
        int32_t k = draft->n_live++;
        int16_t mode = act_mode(b, q, day);
        if (k == DENSE_LIVE_MAX) {
            return false;
        }
        draft->live[k] = (int16_t)q;
        draft->closes[k] = day == c->last;
        draft->before[k] =
            day == b->plan->first ? -1 : place_of(draft - 1, q);
        draft->act[k] = mode < 0 ? -1 : key.n_acts;
        if (mode >= 0) {
            key.act[key.n_acts++] =
                (struct dense_act){(int16_t)b->plan->tracked[q].part, mode};
        }
    }
    if (!lay_priced(b, day, &key)) {
        return false;
    }
    draft->type = dense_type_of(b->in->automaton, &key);
    return true;
}

/* ---- nodes forward ------------------------------------------------------- */

static bool is_open(const struct builder *b, int32_t day, int32_t kind,
                    const struct dense_type *type)
{
    int32_t n = b->in->problem->n_patterns;
    const double *base = &b->in->window->base[(day - b->plan->first) * n];
    for (int32_t p = 0; p < n; p++) {
        if (type->kind_of[p] == kind && base[p] < (double)INFINITY) {
            return true;
        }
    }
    return false;
}

static int16_t local_of(struct builder *b, struct draft *draft, int32_t day,
                        int32_t node)
{
    if (b->seen[node] != day + 1) {
        b->seen[node] = day + 1;
        b->local[node] = draft->nodes.n;
        vec_push(&draft->nodes, node);
    }
    return (int16_t)b->local[node];
}

static bool lay_ways(struct builder *b, int32_t day)
{
    struct draft *draft = &b->drafts[day - b->plan->first];
    struct dense_type *type = draft->type;
    bool open[PATTERN_MAX];
    for (int32_t k = 0; k < type->n_kinds; k++) {
        open[k] = is_open(b, day, k, type);
    }
    int32_t n = day == b->plan->first ? 1 : draft[-1].nodes.n;
    for (int32_t i = 0; i < n; i++) {
        int32_t node =
            day == b->plan->first ? b->start : draft[-1].nodes.at[i];
        if (!dense_expand(b->in->automaton, type, node)) {
            return false;
        }
        for (int32_t e = 0; e < type->count[node]; e++) {
            struct dense_edge edge = type->edges.at[type->first[node] + e];
            if (open[edge.kind]) {
                int16_t to = local_of(b, draft, day, edge.next);
                vec_push(&draft->ways,
                         ((struct dense_way){edge.cost, (int16_t)i, to,
                                             edge.kind, edge.shift}));
            }
        }
    }
    return true;
}

static int32_t shift_by(const struct draft *draft, const struct dense_way *way,
                        int32_t k)
{
    if (draft->act[k] < 0) {
        return 0;
    }
    return draft->type->shifts
        .at[way->shift * draft->type->key.n_acts + draft->act[k]];
}

static void widen(struct band *band, int32_t low, int32_t high)
{
    band->low = low < band->low ? low : band->low;
    band->high = high > band->high ? high : band->high;
}

static struct band *bands_of(struct builder *b, const struct draft *draft)
{
    size_t n = (size_t)(draft->nodes.n * draft->n_live);
    struct band *band = arena_array(b->scratch, n + 1, sizeof *band);
    for (size_t i = 0; i < n; i++) {
        band[i] = (struct band){INT32_MAX, INT32_MIN};
    }
    return band;
}

static void reach_forward(struct builder *b, struct draft *draft)
{
    const struct draft *before = draft - 1;
    draft->reached = bands_of(b, draft);
    for (int32_t e = 0; e < draft->ways.n; e++) {
        const struct dense_way *way = &draft->ways.at[e];
        struct band *to = &draft->reached[way->to * draft->n_live];
        for (int32_t k = 0; k < draft->n_live; k++) {
            int32_t add = shift_by(draft, way, k);
            struct band from = {0, 0};
            if (draft->before[k] >= 0) {
                from = before->reached[way->from * before->n_live +
                                       draft->before[k]];
            }
            widen(&to[k], from.low + add, from.high + add);
        }
    }
}

/* ---- nodes backward ------------------------------------------------------ */

/* The amounts of node i from which the hard bounds can be met; false: none. */
static bool narrow(struct builder *b, struct draft *draft, int32_t i)
{
    for (int32_t k = 0; k < draft->n_live; k++) {
        const struct dense_tracked *t = &b->plan->tracked[draft->live[k]];
        struct band *reached = &draft->reached[i * draft->n_live + k];
        struct band ahead = {0, 0};
        if (!draft->closes[k]) {
            ahead = draft->ahead[i * draft->n_live + k];
        }
        int64_t low = t->low - ahead.high;
        int64_t high = t->high - ahead.low;
        low = low > reached->low ? low : reached->low;
        high = high < reached->high ? high : reached->high;
        if (low > high) {
            return false;
        }
        *reached = (struct band){(int32_t)low, (int32_t)high};
    }
    return true;
}

static void narrow_all(struct builder *b, struct draft *draft)
{
    for (int32_t k = 0; k < draft->n_live; k++) {
        draft->band[k] = (struct band){INT32_MAX, INT32_MIN};
    }
    for (int32_t i = 0; i < draft->nodes.n; i++) {
        draft->alive[i] = draft->alive[i] && narrow(b, draft, i);
        for (int32_t k = 0; draft->alive[i] && k < draft->n_live; k++) {
            struct band r = draft->reached[i * draft->n_live + k];
            widen(&draft->band[k], r.low, r.high);
        }
    }
}

/* What the day's ways to nodes alive add, seen from the nodes before. */
static void reach_backward(struct builder *b, struct draft *draft)
{
    struct draft *before = draft - 1;
    before->ahead = bands_of(b, before);
    for (int32_t e = 0; e < draft->ways.n; e++) {
        const struct dense_way *way = &draft->ways.at[e];
        if (!draft->alive[way->to]) {
            continue;
        }
        before->alive[way->from] = true;
        for (int32_t k = 0; k < draft->n_live; k++) {
            if (draft->before[k] < 0) {
                continue;
            }
            int32_t add = shift_by(draft, way, k);
            struct band to = {0, 0};
            if (!draft->closes[k]) {
                to = draft->ahead[way->to * draft->n_live + k];
            }
            widen(&before->ahead[way->from * before->n_live +
                                 draft->before[k]],
                  to.low + add, to.high + add);
        }
    }
}

/* Cost of the frozen end after a node; INFINITY when it breaks a rule. */
static double close_node(const struct builder *b, int32_t node)
{
    const struct dense_window *w = b->in->window;
    const struct dense_node *at = dense_node_at(b->in->automaton, node);
    const int32_t *runs;
    int32_t n_runs = dense_runs(b->in->automaton, &runs);
    double sum = 0;
    for (int32_t r = 0; r < n_runs; r++) {
        double close = w->reach[runs[r]].close[at->run[r]];
        sum += close < 0 ? (double)INFINITY : close;
    }
    if (w->has_line && w->last + 1 < b->in->problem->n_days) {
        int32_t points = dense_class_pair(
            b->in->automaton, dense_table(b->in->automaton, w->last),
            at->class, w->line[w->last + 1]);
        sum += points == TRANSITION_NEVER ? (double)INFINITY : points;
    }
    return sum;
}

static void lay_backward(struct builder *b)
{
    int32_t n = b->plan->last - b->plan->first + 1;
    struct draft *last = &b->drafts[n - 1];
    for (int32_t t = 0; t < n; t++) {
        b->drafts[t].alive =
            arena_array(b->scratch, (size_t)b->drafts[t].nodes.n + 1,
                        sizeof *b->drafts[t].alive);
    }
    for (int32_t i = 0; i < last->nodes.n; i++) {
        last->alive[i] =
            close_node(b, last->nodes.at[i]) < (double)INFINITY;
    }
    for (int32_t t = n - 1; t >= 0; t--) {
        narrow_all(b, &b->drafts[t]);
        if (t > 0) {
            reach_backward(b, &b->drafts[t]);
        }
    }
}

/* ---- layouts ------------------------------------------------------------- */

/* Wider bands go further in: the loop over the last counter is the long one. */
static void find_order(struct builder *b)
{
    int32_t width[DENSE_TRACKED_MAX] = {0};
    int32_t n = b->plan->n_tracked;
    for (int32_t t = 0; t <= b->plan->last - b->plan->first; t++) {
        const struct draft *draft = &b->drafts[t];
        for (int32_t k = 0; k < draft->n_live; k++) {
            int32_t w = draft->band[k].high - draft->band[k].low;
            int32_t *most = &width[draft->live[k]];
            *most = w > *most ? w : *most;
        }
    }
    for (int32_t q = 0; q < n; q++) {
        b->order[q] = 0;
        for (int32_t r = 0; r < n; r++) {
            b->order[q] += width[r] < width[q] ||
                           (width[r] == width[q] && r < q);
        }
    }
}

/* Strides, size and place of a table; false: too large. */
static bool finish_layout(struct builder *b, struct dense_layout *layout)
{
    int64_t cells = 1;
    for (int32_t k = layout->n - 1; k >= 0; k--) {
        layout->stride[k] = (int32_t)cells;
        cells *= layout->size[k];
        if (cells > DENSE_CELLS_MAX) {
            return false;
        }
    }
    layout->cells = (int32_t)cells;
    layout->at = b->plan->cells;
    b->plan->cells += (size_t)cells * (size_t)layout->nodes;
    return b->plan->cells <= DENSE_CELLS_MAX;
}

static bool lay_table(struct builder *b, int32_t t, int32_t nodes)
{
    const struct draft *draft = &b->drafts[t];
    struct dense_layout *layout = &b->plan->steps[t].layout;
    layout->nodes = nodes;
    layout->n = draft->n_live;
    for (int32_t k = 0; k < draft->n_live; k++) {
        int32_t place = 0;
        for (int32_t l = 0; l < draft->n_live; l++) {
            place += b->order[draft->live[l]] < b->order[draft->live[k]];
        }
        layout->counter[place] = draft->live[k];
        layout->low[place] = draft->band[k].low;
        layout->size[place] = draft->band[k].high - draft->band[k].low + 1;
    }
    return finish_layout(b, layout);
}

/* By amount from `low` on: what the counter costs at its end. */
static double *closing_costs(struct builder *b, int32_t q, int32_t low,
                             int32_t size)
{
    const struct dense_tracked *t = &b->plan->tracked[q];
    const struct counter *c = counter_of(b, q);
    const struct gauge *gauge = gauge_of(&b->in->parts->at[t->part]);
    double *sum = arena_array(b->plan->arena, (size_t)size, sizeof *sum);
    for (int32_t k = 0; k < size; k++) {
        int64_t amount = c->origin + (int64_t)t->unit * (low + k);
        if (low + k < t->low || low + k > t->high) {
            sum[k] = (double)INFINITY;
        } else if (c->mode == COUNTER_TRACKED) {
            sum[k] = (double)gauge_cost(gauge, amount);
        }
    }
    return sum;
}

static bool lay_closing(struct builder *b, struct dense_step *step,
                        int32_t q)
{
    struct dense_layout layout = *dense_after(step);
    struct dense_closing *closing = &step->closings[step->n_closings++];
    int32_t place = 0;
    while (layout.counter[place] != q) {
        place++;
    }
    closing->place = place;
    closing->cost =
        closing_costs(b, q, layout.low[place], layout.size[place]);
    layout.n--;
    for (int32_t k = place; k < layout.n; k++) {
        layout.counter[k] = layout.counter[k + 1];
        layout.low[k] = layout.low[k + 1];
        layout.size[k] = layout.size[k + 1];
    }
    closing->after = layout;
    return finish_layout(b, &closing->after);
}

static bool lay_closings(struct builder *b, int32_t t)
{
    const struct draft *draft = &b->drafts[t];
    struct dense_step *step = &b->plan->steps[t];
    step->closings = arena_array(b->plan->arena, (size_t)draft->n_live + 1,
                                 sizeof *step->closings);
    for (int32_t k = 0; k < draft->n_live; k++) {
        if (draft->closes[k] && !lay_closing(b, step, draft->live[k])) {
            return false;
        }
    }
    return true;
}

/* ---- ways ---------------------------------------------------------------- */

/* The cells that a shift moves within both bands; false: none. */
static bool lay_block(const struct builder *b, int32_t t, int32_t shift)
{
    struct dense_step *step = &b->plan->steps[t];
    const struct draft *draft = &b->drafts[t];
    const struct dense_layout *to = &step->layout;
    const struct dense_layout *from =
        t > 0 ? dense_after(&step[-1]) : NULL;
    struct dense_block *block = &step->blocks[shift];
    for (int32_t k = 0; k < to->n; k++) {
        int32_t low = 0;
        int32_t size = 1;
        int32_t stride = 0;
        int32_t add = 0;
        for (int32_t l = 0; from && l < from->n; l++) {
            if (from->counter[l] == to->counter[k]) {
                low = from->low[l];
                size = from->size[l];
                stride = from->stride[l];
            }
        }
        for (int32_t l = 0; l < draft->n_live; l++) {
            if (draft->live[l] == to->counter[k]) {
                const struct dense_way way = {.shift = (int16_t)shift};
                add = shift_by(draft, &way, l);
            }
        }
        step->from_stride[k] = stride;
        int32_t begin = to->low[k] - add - low;
        begin = begin > 0 ? begin : 0;
        int32_t end = to->low[k] + to->size[k] - add - low;
        end = end < size ? end : size;
        if (end <= begin) {
            return false;
        }
        block->count[k] = end - begin;
        block->from += begin * stride;
        block->to += (low + begin + add - to->low[k]) * to->stride[k];
    }
    return true;
}

static uint64_t block_work(const struct dense_block *block, int32_t n)
{
    uint64_t work = 1;
    for (int32_t k = 0; k < n; k++) {
        work *= (uint64_t)block->count[k];
    }
    return work;
}

/* Indices of the nodes alive; returns how many. */
static int32_t renumber(const struct draft *draft, int32_t *index)
{
    int32_t n = 0;
    for (int32_t i = 0; i < draft->nodes.n; i++) {
        index[i] = draft->alive[i] ? n++ : -1;
    }
    return n;
}

/* The ways between nodes alive, by node of today. */
static void sort_ways(struct builder *b, int32_t t, const int32_t *from,
                      const int32_t *to)
{
    const struct draft *draft = &b->drafts[t];
    struct dense_step *step = &b->plan->steps[t];
    int32_t *first = step->first_way;
    bool *moves = arena_array(b->scratch, (size_t)draft->type->n_shifts + 1,
                              sizeof *moves);
    for (int32_t s = 0; s < draft->type->n_shifts; s++) {
        moves[s] = lay_block(b, t, s);
    }
    for (int32_t pass = 0; pass < 2; pass++) {
        for (int32_t e = 0; e < draft->ways.n; e++) {
            struct dense_way way = draft->ways.at[e];
            way.from = (int16_t)(from ? from[way.from] : 0);
            way.to = (int16_t)to[way.to];
            if (way.from < 0 || way.to < 0 || !moves[way.shift]) {
                continue;
            }
            if (pass == 0) {
                first[way.to + 1]++;
            } else {
                step->ways[first[way.to]++] = way;
                b->plan->work += block_work(&step->blocks[way.shift],
                                            step->layout.n);
            }
        }
        for (int32_t i = 0; pass == 0 && i < step->layout.nodes; i++) {
            first[i + 1] += first[i];
        }
        if (pass == 0) {
            step->ways = arena_array(b->plan->arena,
                                     (size_t)first[step->layout.nodes] + 1,
                                     sizeof *step->ways);
        }
    }
    memmove(first + 1, first, (size_t)step->layout.nodes * sizeof *first);
    first[0] = 0;
}

static bool lay_day(struct builder *b, int32_t t, const int32_t *from,
                    int32_t *to)
{
    struct arena *arena = b->plan->arena;
    struct draft *draft = &b->drafts[t];
    struct dense_step *step = &b->plan->steps[t];
    int32_t nodes = renumber(draft, to);
    b->plan->impossible |= nodes == 0;
    step->type = draft->type;
    step->kinds_at = b->plan->kinds;
    b->plan->kinds += (size_t)draft->type->n_kinds;
    step->shifts_at = b->plan->shifts;
    step->n_shifts = draft->type->n_shifts;
    b->plan->shifts += (size_t)step->n_shifts;
    if (b->plan->impossible) {
        return true;
    }
    step->first_way =
        arena_array(arena, (size_t)nodes + 2, sizeof *step->first_way);
    step->blocks = arena_array(arena, (size_t)draft->type->n_shifts + 1,
                               sizeof *step->blocks);
    if (!lay_table(b, t, nodes) || !lay_closings(b, t)) {
        return false;
    }
    sort_ways(b, t, from, to);
    return true;
}

static bool lay_days(struct builder *b)
{
    int32_t *last = NULL;
    find_order(b);
    b->plan->cells = 1; /* the start */
    for (int32_t t = 0; t <= b->plan->last - b->plan->first; t++) {
        int32_t *index = arena_array(b->scratch,
                                     (size_t)b->drafts[t].nodes.n + 1,
                                     sizeof *index);
        if (!lay_day(b, t, last, index)) {
            return false;
        }
        last = index;
    }
    const struct draft *end = &b->drafts[b->plan->last - b->plan->first];
    b->plan->close = arena_array(b->plan->arena, (size_t)end->nodes.n + 1,
                                 sizeof *b->plan->close);
    for (int32_t i = 0; i < end->nodes.n; i++) {
        if (last[i] >= 0) {
            b->plan->close[last[i]] = close_node(b, end->nodes.at[i]);
        }
    }
    return true;
}

/* ---- all ----------------------------------------------------------------- */

static int32_t start_node(struct builder *b)
{
    const struct dense_window *w = b->in->window;
    size_t n = (size_t)b->in->parts->n + 1;
    int32_t *state = arena_array(b->scratch, n, sizeof *state);
    bool *counted = arena_array(b->scratch, n, sizeof *counted);
    struct dense_enter enter = {.run_state = state, .counted = counted};
    if (w->has_line && w->first > 0) {
        enter.pattern = w->line[w->first - 1];
    }
    for (int32_t i = 0; i < b->in->parts->n; i++) {
        state[i] = w->reach[i].state;
    }
    for (int32_t q = 0; q < b->plan->n_tracked; q++) {
        int32_t part = b->plan->tracked[q].part;
        counted[part] = w->reach[part].flag;
    }
    for (int32_t i = 0; i < b->in->parts->n; i++) {
        counted[i] |= b->in->priced[i] && w->reach[i].flag;
    }
    return dense_node_enter(b->in->automaton, &enter);
}

static bool build(struct builder *b)
{
    size_t days = (size_t)(b->plan->last - b->plan->first + 1);
    b->drafts = arena_array(b->scratch, days, sizeof *b->drafts);
    b->local = arena_array(b->scratch, DENSE_NODES_MAX, sizeof *b->local);
    b->seen = arena_array(b->scratch, DENSE_NODES_MAX, sizeof *b->seen);
    b->plan->steps =
        arena_array(b->plan->arena, days, sizeof *b->plan->steps);
    if (!track_all(b)) {
        return false;
    }
    b->start = start_node(b);
    for (int32_t d = b->plan->first; d <= b->plan->last; d++) {
        if (b->start < 0 || !lay_counters(b, d) || !lay_ways(b, d)) {
            return false;
        }
        reach_forward(b, &b->drafts[d - b->plan->first]);
    }
    lay_backward(b);
    return lay_days(b);
}

struct dense_plan *dense_plan_new(const struct dense_planning *planning)
{
    struct arena *arena = arena_new();
    struct dense_plan *plan = arena_alloc(arena, sizeof *plan);
    struct builder b = {.in = planning, .plan = plan};
    plan->arena = arena;
    plan->first = planning->window->first;
    plan->last = planning->window->last;
    b.scratch = arena_new();
    bool built = build(&b);
    for (int32_t t = 0; b.drafts && t <= plan->last - plan->first; t++) {
        vec_release(&b.drafts[t].nodes);
        vec_release(&b.drafts[t].ways);
    }
    arena_free(b.scratch);
    if (!built) {
        dense_plan_free(plan);
        return NULL;
    }
    return plan;
}

void dense_plan_free(struct dense_plan *plan)
{
    if (plan) {
        arena_free(plan->arena);
    }
}
