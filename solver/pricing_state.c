/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_state.c - the states of parts that labels have met. */
#include "solver/pricing_state.h"

#include "solver/pricing_gap.h"
#include "solver/pricing_rest.h"

enum {
    UNKNOWN = -1, /* all bits set */
    BROKEN = -2,
    HASH_LEAST = 64,
    /* Moves of a step that are remembered: labels with more states than that
     * hardly share them. */
    MOVES_MAX = 1 << 15
};

/* A state of a part after a day. A sum or count comes with its cost when the
 * least (near) or the most (far) of its reach is added, and the least it can
 * cost at all. */
struct met {
    int32_t x;    /* sum, count, state of a run or a gap */
    int32_t flag; /* PART_GROUPS: the group is counted */
    double near, far, least;
};
struct mets VEC_OF(struct met);

/* What a choice makes of a state. */
struct move {
    double cost, least; /* added to the label's */
    int32_t to;
};

/* The states of the part that a slot holds; those of a run rule stand for
 * themselves. */
struct table {
    struct mets now, before; /* after its last two steps */
    int32_t *hash;           /* index into `now`, -1 empty */
    uint32_t hash_size, hash_room; /* powers of two */
    struct move *moves;
    int32_t moves_room;
};

/* A step of the day. */
struct mover {
    const struct step *step;
    struct table *table;
    struct move *moves;    /* [from * n_choices + choice]; NULL: too many */
    const int16_t *choice; /* by group */
    int32_t slot, n_choices;
};

/* A part that is live after the day, as comparisons need it. */
struct rival {
    enum part_kind kind;
    int32_t slot, n;      /* n: states of a run rule */
    const struct met *met;
    const double *excess; /* PART_RUN: [a * n + b] */
    const struct live *live;
};

struct states {
    const struct plan *plan;
    int32_t n_rivals;
    struct rival *rivals;
    int32_t day;
    int32_t n_movers;
    struct mover *movers;
    struct table *tables; /* by slot */
};

struct states *states_new(const struct plan *plan)
{
    struct states *s = xcalloc(1, sizeof *s);
    s->plan = plan;
    s->movers = xcalloc((size_t)plan->parts->n + 1, sizeof *s->movers);
    s->rivals = xcalloc((size_t)plan->parts->n + 1, sizeof *s->rivals);
    s->tables = xcalloc((size_t)plan->parts->slots + 1, sizeof *s->tables);
    return s;
}

void states_free(struct states *s)
{
    if (!s) {
        return;
    }
    for (int32_t i = 0; i < s->plan->parts->slots; i++) {
        vec_release(&s->tables[i].now);
        vec_release(&s->tables[i].before);
        free(s->tables[i].hash);
        free(s->tables[i].moves);
    }
    free(s->tables);
    free(s->rivals);
    free(s->movers);
    free(s);
}

/* ---- numbers for states ----------------------------------------------------- */

static void hash_clear(struct table *table, uint32_t size)
{
    if (size > table->hash_room) {
        table->hash = xreallocarray(table->hash, size, sizeof *table->hash);
        table->hash_room = size;
    }
    table->hash_size = size;
    memset(table->hash, 0xFF, size * sizeof *table->hash);
}

/* Where the state is, or the empty place for it. */
static int32_t *hash_at(const struct table *table, const struct met *met)
{
    uint64_t key = ((uint64_t)(uint32_t)met->x << 1) ^ (uint32_t)met->flag;
    uint32_t at = (uint32_t)((key * 0x9E3779B97F4A7C15U) >> 32);
    for (;; at++) {
        int32_t *place = &table->hash[at & (table->hash_size - 1)];
        const struct met *other = &table->now.at[*place < 0 ? 0 : *place];
        if (*place < 0 || (other->x == met->x && other->flag == met->flag)) {
            return place;
        }
    }
}

static int32_t number_of(struct table *table, const struct met *met)
{
    int32_t *place = hash_at(table, met);
    if (*place >= 0) {
        return *place;
    }
    int32_t n = table->now.n;
    *place = n;
    vec_push(&table->now, *met);
    if (2 * (uint32_t)table->now.n > table->hash_size) {
        hash_clear(table, 2 * table->hash_size);
        for (int32_t i = 0; i < table->now.n; i++) {
            *hash_at(table, &table->now.at[i]) = i;
        }
    }
    return n;
}

/* ---- what a choice does ------------------------------------------------------ */

/* Amounts whose whole reach lies in one piece of the curve differ by a
 * constant: they are moved to the piece's beginning and pay for it now. */
static int32_t settle(const struct step *step, int32_t x, double *paid)
{
    const struct curve *curve = &step->part->curve;
    int64_t amount = step->part->base + x;
    int32_t j = curve_piece(curve, amount, step->rmin, step->rmax);
    if (j < 0 || curve->slope[j] > STEEP / 2 || curve->slope[j] < -STEEP / 2) {
        return x;
    }
    int64_t beyond = amount + step->rmin - curve->knot[j];
    *paid += curve->slope[j] * (double)beyond;
    return x - (int32_t)beyond;
}

/* Keeps the count of a sum or of groups, or closes it. */
static bool keep_count(const struct step *step, struct met *met, double *paid)
{
    const struct part *part = step->part;
    int64_t amount = part->base + met->x;
    int64_t tail = step->reach->tail;
    if (!curve_meets(&part->curve, amount, step->ends ? tail : step->rmin,
                     step->ends ? tail : step->rmax)) {
        return false;
    }
    if (step->ends) {
        *paid += curve_cost(&part->curve, amount + tail);
        return true;
    }
    met->x = settle(step, met->x, paid);
    amount = part->base + met->x;
    met->near = curve_cost(&part->curve, amount + step->rmin);
    met->far = curve_cost(&part->curve, amount + step->rmax);
    met->least = step_least(step, met->x);
    return true;
}

static bool advance_sum(const struct states *s, const struct step *step,
                        int32_t action, struct met *met, double *paid)
{
    (void)s;
    met->x += action;
    return keep_count(step, met, paid);
}

static bool advance_groups(const struct states *s, const struct step *step,
                           int32_t action, struct met *met, double *paid)
{
    (void)s;
    if (action && !met->flag) {
        met->x++;
        met->flag = 1;
    }
    if (step->ends && step->reach->tail_counts && !met->flag) {
        met->x++;
    }
    met->flag = step->closes ? 0 : met->flag;
    return keep_count(step, met, paid);
}

static bool advance_run(const struct states *s, const struct step *step,
                        int32_t action, struct met *met, double *paid)
{
    (void)s;
    const struct run_step *go = &step->part->run.step[2 * met->x + action];
    if (go->next == RUN_BROKEN) {
        return false;
    }
    *paid += go->cost;
    met->x = go->next;
    if (step->ends) {
        double close = step->reach->close[go->next];
        *paid += close;
        return close >= 0;
    }
    return true;
}

static bool advance_gap(const struct states *s, const struct step *step,
                        int32_t action, struct met *met, double *paid)
{
    const struct plan *plan = s->plan;
    const struct free_gap *gap = &step->part->rule->u.gap;
    int32_t now = met->x;
    if (action >= 0) {
        int32_t at = s->day * plan->problem->n_patterns + action;
        now = gap_next(gap, now, gap->busy_from[at], gap->busy_to[at]);
    }
    if (step->ends && now > GAP_DONE && plan->frozen.line) {
        now = reach_gap_end(step->part, &plan->frozen, now);
    }
    if (now == GAP_MISSED) {
        if (gap->cost_missing == GAP_HARD) {
            return false;
        }
        *paid += (double)gap->cost_missing;
        now = GAP_DONE;
    }
    met->x = now;
    return true;
}

static bool (*const ADVANCE[])(const struct states *, const struct step *,
                               int32_t, struct met *, double *) = {
    [PART_SUM] = advance_sum,
    [PART_GROUPS] = advance_groups,
    [PART_RUN] = advance_run,
    [PART_GAP] = advance_gap,
};

static struct move find_move(struct states *s, const struct mover *m,
                             int32_t from, int32_t group)
{
    const struct step *step = m->step;
    const struct pricing_day *day = s->plan->at[s->day].day;
    struct met met = {.x = from};
    if (step->begins) {
        met = (struct met){.x = step->reach->state, .flag = step->reach->flag};
    } else if (step->part->kind != PART_RUN) {
        met = m->table->before.at[from];
    }
    struct move move = {.to = BROKEN, .least = -met.least};
    int32_t action = day->action[group * day->n_parts + step->column];
    if (!ADVANCE[step->part->kind](s, step, action, &met, &move.cost)) {
        return move;
    }
    move.to = met.x;
    if (step->ends) {
        move.to = 0;
    } else if (step->part->kind != PART_RUN) {
        move.least += met.least;
        move.to = number_of(m->table, &met);
    }
    return move;
}

/* ---- a day ------------------------------------------------------------------- */

/* States there are before the step. */
static int32_t n_before(const struct step *step, const struct table *table)
{
    if (step->begins) {
        return 1;
    }
    return step->part->kind == PART_RUN ? step->part->run.n : table->before.n;
}

static void lay_out(struct states *s, struct mover *m, const struct step *step)
{
    const struct pricing_day *day = s->plan->at[s->day].day;
    struct table *table = &s->tables[step->part->slot];
    struct mets before = table->before;
    table->before = table->now;
    table->now = before;
    vec_clear(&table->now);
    hash_clear(table, HASH_LEAST);
    *m = (struct mover){
        .step = step,
        .table = table,
        .choice = &day->choice[step->column * day->n_groups],
        .slot = step->part->slot,
        .n_choices = day->n_choices[step->column],
    };
    int64_t n = (int64_t)n_before(step, table) * m->n_choices;
    if (n > MOVES_MAX) {
        return;
    }
    if (n > table->moves_room) {
        table->moves_room = (int32_t)n;
        table->moves =
            xreallocarray(table->moves, (size_t)n, sizeof *table->moves);
    }
    m->moves = table->moves;
    memset(m->moves, 0xFF, (size_t)n * sizeof *m->moves);
}

void states_day(struct states *s, int32_t day)
{
    const struct plan_day *at = &s->plan->at[day];
    s->day = day;
    s->n_movers = at->n_steps;
    for (int32_t i = 0; i < at->n_steps; i++) {
        lay_out(s, &s->movers[i], &at->steps[i]);
    }
}

bool states_advance(struct states *s, struct label *label, int32_t *state)
{
    int32_t group = label->group;
    double value = label->value;
    double least = label->least;
    for (int32_t i = 0; i < s->n_movers; i++) {
        const struct mover *m = &s->movers[i];
        int32_t from = state[m->slot];
        struct move fresh;
        struct move *move = &fresh;
        if (m->moves) {
            int32_t first = m->step->begins ? 0 : from;
            move = &m->moves[first * m->n_choices + m->choice[group]];
        }
        if (!m->moves || move->to == UNKNOWN) {
            *move = find_move(s, m, from, group);
        }
        if (move->to == BROKEN) {
            return false;
        }
        state[m->slot] = move->to;
        value += move->cost;
        least += move->least;
    }
    label->value = value;
    label->least = least;
    return true;
}

/* ---- how much dearer --------------------------------------------------------- */

static double count_excess(const struct live *live, const struct met *a,
                           const struct met *b)
{
    double near = a->near - b->near;
    double far = a->far - b->far;
    int32_t flags = a->flag - b->flag;
    double sum = flags < 0 ? live->up : flags > 0 ? live->down : 0;
    return sum + (near > far ? near : far);
}

static double gap_excess(const struct part *part, int32_t a, int32_t b)
{
    const struct free_gap *gap = &part->rule->u.gap;
    if (a == GAP_DONE || (b != GAP_DONE && a <= b)) {
        return 0;
    }
    return gap->cost_missing == GAP_HARD ? STEEP : (double)gap->cost_missing;
}

void states_close(struct states *s)
{
    const struct plan_day *day = &s->plan->at[s->day];
    s->n_rivals = day->n_live;
    for (int32_t i = 0; i < day->n_live; i++) {
        const struct live *live = &day->live[i];
        s->rivals[i] = (struct rival){
            .kind = live->part->kind,
            .slot = live->slot,
            .n = live->part->run.n,
            .met = s->tables[live->slot].now.at,
            .excess = live->part->run.excess,
            .live = live,
        };
    }
}

double states_excess(const struct states *s, const int32_t *a,
                     const int32_t *b, double limit)
{
    double sum = 0;
    for (int32_t i = 0; i < s->n_rivals && sum <= limit; i++) {
        const struct rival *rival = &s->rivals[i];
        int32_t x = a[rival->slot];
        int32_t y = b[rival->slot];
        if (x == y) {
            continue;
        }
        const struct met *met = rival->met;
        switch (rival->kind) {
        case PART_GROUPS:
        case PART_SUM:
            sum += count_excess(rival->live, &met[x], &met[y]);
            break;
        case PART_RUN:
            sum += rival->excess[x * rival->n + y];
            break;
        case PART_GAP:
            sum += gap_excess(rival->live->part, met[x].x, met[y].x);
            break;
        }
    }
    return sum;
}
