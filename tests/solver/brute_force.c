/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * brute_force.c - all lines of each person, then people combined one by one.
 *
 * Costs are vectors: one entry for the total, or one a level, compared from the
 * first on. A partial roster is given up when the sum of what its lines cost,
 * what the cheapest lines of the others cost and what the rows cost at the
 * least is no better than the best known. Each bound is per entry, so it is
 * also one in the order of vectors.
 */
#include "tests/solver/brute_force.h"

#include <string.h>

struct lines {
    struct VEC_OF(int16_t) patterns; /* n_days each */
    struct VEC_OF(cost) keys;        /* n_keys each */
    struct VEC_OF(int64_t) amounts;  /* n_rows each */
    int32_t n;
    cost least[LEVEL_MAX]; /* per key */
    int64_t *low, *high;   /* per row: amounts of any line */
};

struct brute {
    const struct problem *p;
    int32_t n_keys;
    int32_t key_of[LEVEL_MAX]; /* by level; -1: does not count */
    const cost *level_cap;     /* of levels that don't count, or NULL */
    const struct roster *frozen;
    const bool *open;
    struct lines *lines;    /* per person */
    int64_t *low, *high;    /* [(person + 1) * n_rows]: of people from it on */
    int64_t *amounts;       /* [person * n_rows]: of the people before it */
    struct roster *partial; /* lines chosen so far */
    struct roster *best;
    cost best_key[LEVEL_MAX];
    bool found;
};

static bool is_open(const struct brute *b, int32_t person, int32_t day)
{
    return !b->open || b->open[person * b->p->n_days + day];
}

static void add_to_key(const struct brute *b, cost *key, int32_t level,
                       cost points)
{
    if (b->key_of[level] >= 0) {
        key[b->key_of[level]] += points;
    }
}

static void push_line(struct brute *b, int32_t person, const int16_t *line,
                      const struct score *score)
{
    struct lines *lines = &b->lines[person];
    cost key[LEVEL_MAX] = {0};
    for (int32_t k = 0; k < b->p->n_levels; k++) {
        add_to_key(b, key, k, score->level[k]);
    }
    for (int32_t k = 0; k < b->n_keys; k++) {
        vec_push(&lines->keys, key[k]);
        lines->least[k] = lines->n == 0 || key[k] < lines->least[k]
                              ? key[k]
                              : lines->least[k];
    }
    for (int32_t d = 0; d < b->p->n_days; d++) {
        vec_push(&lines->patterns, line[d]);
    }
    lines->n++;
}

/* All allowed lines, judged by the definition at the end. */
static void enumerate(struct brute *b, int32_t person, int16_t *line,
                      int32_t day)
{
    if (day == b->p->n_days) {
        struct score score = line_score(b->p, person, line);
        if (score.breaches == 0) {
            push_line(b, person, line, &score);
        }
        return;
    }
    for (int32_t q = 0; q < b->p->n_patterns; q++) {
        if (problem_allows(b->p, person, day, q) &&
            (is_open(b, person, day) ||
             roster_line(b->frozen, person)[day] == q)) {
            line[day] = (int16_t)q;
            enumerate(b, person, line, day + 1);
        }
    }
}

static int64_t line_amount(const struct problem *p, int32_t person,
                           const int16_t *line, int32_t row)
{
    int64_t amount = 0;
    for (int32_t k = 0; k < p->rows[row].n_terms; k++) {
        const struct term *t = &p->terms[p->rows[row].first_term + k];
        if (line[t->day] == t->pattern && problem_masked(p, t->mask, person)) {
            amount += t->coef;
        }
    }
    return amount;
}

static void count_amounts(struct brute *b, int32_t person)
{
    struct lines *lines = &b->lines[person];
    int32_t n_rows = b->p->n_rows;
    lines->low = xcalloc((size_t)n_rows, sizeof *lines->low);
    lines->high = xcalloc((size_t)n_rows, sizeof *lines->high);
    for (int32_t i = 0; i < lines->n; i++) {
        const int16_t *line = &lines->patterns.at[i * b->p->n_days];
        for (int32_t r = 0; r < n_rows; r++) {
            int64_t amount = line_amount(b->p, person, line, r);
            vec_push(&lines->amounts, amount);
            lines->low[r] =
                i == 0 || amount < lines->low[r] ? amount : lines->low[r];
            lines->high[r] =
                i == 0 || amount > lines->high[r] ? amount : lines->high[r];
        }
    }
}

/* The least a gauge costs on low..high: convex, so at an end or at a mark. */
static cost least_cost(const struct gauge *gauge, int64_t low, int64_t high)
{
    cost least = gauge_cost(gauge, low);
    cost at_high = gauge_cost(gauge, high);
    least = at_high < least ? at_high : least;
    for (int32_t i = 0; i < gauge->n_hinges; i++) {
        int64_t at = gauge->hinges[i].at;
        if (at > low && at < high && gauge_cost(gauge, at) < least) {
            least = gauge_cost(gauge, at);
        }
    }
    return least;
}

/* Adds what the rows cost at the least when `person` and those after it may
 * still have any line. False when a hard row can't be met any more. */
static bool add_rows(const struct brute *b, int32_t person,
                     const int64_t *amounts, cost *key, cost *capped)
{
    int32_t n_rows = b->p->n_rows;
    const int64_t *low = &b->low[person * n_rows];
    const int64_t *high = &b->high[person * n_rows];
    for (int32_t r = 0; r < n_rows; r++) {
        const struct row *row = &b->p->rows[r];
        int64_t least = amounts[r] + low[r], most = amounts[r] + high[r];
        if (least > row->gauge.high || most < row->gauge.low) {
            return false;
        }
        cost points = least_cost(&row->gauge, least, most);
        add_to_key(b, key, row->level, points);
        capped[row->level] += points;
    }
    return true;
}

static int compare_keys(const struct brute *b, const cost *x, const cost *y)
{
    for (int32_t k = 0; k < b->n_keys; k++) {
        if (x[k] != y[k]) {
            return x[k] < y[k] ? -1 : 1;
        }
    }
    return 0;
}

/* Caps hold for whole rosters; what lines cost there is only known at the
 * end. */
static bool caps_kept(const struct brute *b)
{
    if (!b->level_cap) {
        return true;
    }
    struct score score = roster_score(b->p, b->partial);
    for (int32_t k = 0; k < b->p->n_levels; k++) {
        if (b->key_of[k] < 0 && score.level[k] > b->level_cap[k]) {
            return false;
        }
    }
    return true;
}

static bool rows_exceed_caps(const struct brute *b, const cost *capped)
{
    for (int32_t k = 0; b->level_cap && k < b->p->n_levels; k++) {
        if (b->key_of[k] < 0 && capped[k] > b->level_cap[k]) {
            return true;
        }
    }
    return false;
}

/* Whether people before `person`, who cost `so_far`, may lead to better. */
static bool promising(const struct brute *b, int32_t person, const cost *so_far)
{
    cost key[LEVEL_MAX], capped[LEVEL_MAX] = {0};
    memcpy(key, so_far, sizeof key);
    for (int32_t i = person; i < b->p->n_people; i++) {
        for (int32_t k = 0; k < b->n_keys; k++) {
            key[k] += b->lines[i].least[k];
        }
    }
    return add_rows(b, person, &b->amounts[person * b->p->n_rows], key,
                    capped) &&
           !rows_exceed_caps(b, capped) &&
           (!b->found || compare_keys(b, key, b->best_key) < 0);
}

static void take_best(struct brute *b)
{
    struct score score = roster_score(b->p, b->partial);
    memset(b->best_key, 0, sizeof b->best_key);
    for (int32_t k = 0; k < b->p->n_levels; k++) {
        add_to_key(b, b->best_key, k, score.level[k]);
    }
    roster_copy(b->best, b->partial);
    b->found = true;
}

static void combine(struct brute *b, int32_t person, const cost *so_far)
{
    if (!promising(b, person, so_far)) {
        return;
    }
    if (person == b->p->n_people) {
        if (caps_kept(b)) {
            take_best(b);
        }
        return;
    }
    const struct lines *lines = &b->lines[person];
    int32_t n_rows = b->p->n_rows, n_days = b->p->n_days;
    const int64_t *before = &b->amounts[person * n_rows];
    int64_t *after = &b->amounts[(person + 1) * n_rows];
    for (int32_t i = 0; i < lines->n; i++) {
        cost key[LEVEL_MAX];
        memcpy(key, so_far, sizeof key);
        for (int32_t k = 0; k < b->n_keys; k++) {
            key[k] += lines->keys.at[i * b->n_keys + k];
        }
        for (int32_t r = 0; r < n_rows; r++) {
            after[r] = before[r] + lines->amounts.at[(int64_t)i * n_rows + r];
        }
        memcpy(roster_line(b->partial, person), &lines->patterns.at[i * n_days],
               (size_t)n_days * sizeof(int16_t));
        combine(b, person + 1, key);
    }
}

static void lay_bounds(struct brute *b)
{
    int32_t n_people = b->p->n_people, n_rows = b->p->n_rows;
    size_t cells = (size_t)(n_people + 1) * (size_t)n_rows;
    b->low = xcalloc(cells, sizeof *b->low);
    b->high = xcalloc(cells, sizeof *b->high);
    b->amounts = xcalloc(cells, sizeof *b->amounts);
    for (int32_t r = 0; r < n_rows; r++) {
        b->amounts[r] = b->p->rows[r].constant;
        for (int32_t i = n_people - 1; i >= 0; i--) {
            int32_t at = i * n_rows + r;
            b->low[at] = b->low[at + n_rows] + b->lines[i].low[r];
            b->high[at] = b->high[at + n_rows] + b->lines[i].high[r];
        }
    }
}

static void release(struct brute *b)
{
    for (int32_t i = 0; i < b->p->n_people; i++) {
        vec_release(&b->lines[i].patterns);
        vec_release(&b->lines[i].keys);
        vec_release(&b->lines[i].amounts);
        free(b->lines[i].low);
        free(b->lines[i].high);
    }
    free(b->lines);
    free(b->low);
    free(b->high);
    free(b->amounts);
    roster_free(b->partial);
}

static struct brute_result run(struct brute *b)
{
    const struct problem *p = b->p;
    int16_t line[DAYS_MAX];
    cost nothing[LEVEL_MAX] = {0};
    b->lines = xcalloc((size_t)p->n_people, sizeof *b->lines);
    b->partial = roster_new(p);
    b->best = roster_new(p);
    bool some = true;
    for (int32_t i = 0; i < p->n_people; i++) {
        enumerate(b, i, line, 0);
        count_amounts(b, i);
        some = some && b->lines[i].n > 0;
    }
    if (some) {
        lay_bounds(b);
        combine(b, 0, nothing);
    }
    struct brute_result result = {.feasible = b->found};
    if (b->found) {
        result.score = roster_score(p, b->best);
        result.roster = b->best;
    } else {
        roster_free(b->best);
    }
    release(b);
    return result;
}

struct brute_result brute_force_total(const struct problem *problem)
{
    struct brute b = {.p = problem, .n_keys = 1};
    return run(&b);
}

struct brute_result brute_force_levels(const struct problem *problem)
{
    struct brute b = {.p = problem, .n_keys = problem->n_levels};
    for (int32_t k = 0; k < problem->n_levels; k++) {
        b.key_of[k] = k;
    }
    return run(&b);
}

struct brute_result brute_force_level(const struct problem *problem,
                                      int32_t level, const cost *level_cap)
{
    cost cap[LEVEL_MAX];
    struct brute b = {.p = problem, .n_keys = 1, .level_cap = cap};
    for (int32_t k = 0; k < problem->n_levels; k++) {
        b.key_of[k] = k == level ? 0 : -1;
        cap[k] = k < level ? level_cap[k] : COST_MAX;
    }
    return run(&b);
}

struct brute_result brute_force_open(const struct problem *problem,
                                     const struct roster *frozen,
                                     const bool *open)
{
    struct brute b = {
        .p = problem, .n_keys = 1, .frozen = frozen, .open = open};
    return run(&b);
}

void brute_result_release(struct brute_result *result)
{
    roster_free(result->roster);
    *result = (struct brute_result){0};
}

bool brute_force_line(const struct problem *problem, int32_t person,
                      const double *price, double *value, int16_t *line)
{
    struct brute b = {.p = problem, .n_keys = 1};
    int16_t scratch[DAYS_MAX];
    b.lines = xcalloc((size_t)problem->n_people, sizeof *b.lines);
    enumerate(&b, person, scratch, 0);
    const struct lines *lines = &b.lines[person];
    for (int32_t i = 0; i < lines->n; i++) {
        const int16_t *one = &lines->patterns.at[i * problem->n_days];
        double sum = (double)lines->keys.at[i];
        for (int32_t d = 0; d < problem->n_days; d++) {
            sum += price[d * problem->n_patterns + one[d]];
        }
        if (i == 0 || sum < *value) {
            *value = sum;
            if (line) {
                memcpy(line, one, (size_t)problem->n_days * sizeof *line);
            }
        }
    }
    bool found = lines->n > 0;
    release(&b);
    return found;
}
