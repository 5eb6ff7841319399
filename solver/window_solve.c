/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window_solve.c - a window by column generation. */
#include "solver/window_solve.h"

#include <math.h>

#include "solver/master.h"
#include "solver/pricing.h"

/* A column below this reduced cost is worth having; costs are whole. */
#define WORTH 1e-4
enum { PIVOTS_PER_ROUND = 5000 };

struct window_solver {
    const struct problem *problem;
    struct pricing **pricing; /* by person, made when first needed */
    struct pricing_room *room;
    double *price;            /* scratch: [n_days * n_patterns] */
    int16_t *whole;           /* scratch: a line */
    uint64_t ticks;
};

/* One window on its way. */
struct attempt {
    struct window_solver *solver;
    struct evaluation *evaluation;
    struct window *window;
    const struct window_effort *effort;
    struct random *random;
    struct columns columns;
    struct master *master; /* NULL: a single line whose rows are prices */
    double now;            /* value of the window as it stands */
    bool proven;
};

struct window_solver *window_solver_new(const struct problem *problem)
{
    struct window_solver *solver = xcalloc(1, sizeof *solver);
    size_t cells = (size_t)problem->n_days * (size_t)problem->n_patterns;
    solver->problem = problem;
    solver->pricing =
        xcalloc((size_t)problem->n_people, sizeof *solver->pricing);
    solver->room = pricing_room_new();
    solver->price = xcalloc(cells, sizeof *solver->price);
    solver->whole = xcalloc((size_t)problem->n_days, sizeof *solver->whole);
    return solver;
}

void window_solver_free(struct window_solver *solver)
{
    if (!solver) {
        return;
    }
    for (int32_t i = 0; i < solver->problem->n_people; i++) {
        pricing_free(solver->pricing[i]);
    }
    pricing_room_free(solver->room);
    free(solver->pricing);
    free(solver->price);
    free(solver->whole);
    free(solver);
}

uint64_t window_solver_ticks(const struct window_solver *solver)
{
    uint64_t sum = solver->ticks;
    for (int32_t i = 0; i < solver->problem->n_people; i++) {
        sum += solver->pricing[i] ? pricing_ticks(solver->pricing[i]) : 0;
    }
    return sum;
}

static struct pricing *pricing_of(struct window_solver *solver, int32_t person)
{
    if (!solver->pricing[person]) {
        solver->pricing[person] = pricing_new(solver->problem, person);
        pricing_share(solver->pricing[person], solver->room);
    }
    return solver->pricing[person];
}

/* ---- where the window stands ---------------------------------------------- */

static const int16_t *line_now(const struct attempt *a, int32_t line)
{
    return roster_line(evaluation_roster(a->evaluation),
                       a->window->lines[line].person);
}

static void take_now(struct attempt *a)
{
    const struct window *w = a->window;
    int64_t *amounts = xcalloc((size_t)w->n_rows + 1, sizeof *amounts);
    for (int32_t r = 0; r < w->n_rows; r++) {
        amounts[r] = w->rows[r].base;
    }
    a->now = w->fixed;
    for (int32_t k = 0; k < w->part.n_people; k++) {
        const int16_t *line = line_now(a, k);
        struct score score =
            line_score(w->problem, w->lines[k].person, line);
        int32_t c = columns_add(&a->columns, k,
                                (double)score.total +
                                    WINDOW_HARD * score.breaches,
                                line);
        column_amounts(&a->columns, c, amounts);
        a->now += a->columns.list.at[c].value;
    }
    a->now += window_row_cost(w, amounts);
    free(amounts);
}

/* ---- pricing ----------------------------------------------------------------- */

static const double *prices_of(struct attempt *a, int32_t k)
{
    const struct window *w = a->window;
    const struct window_line *line = &w->lines[k];
    int32_t n = w->problem->n_patterns;
    int32_t first = w->part.first * n;
    int32_t cells = (w->part.last + 1) * n - first;
    double *price = a->solver->price;
    memcpy(&price[first], &line->price[first], (size_t)cells * sizeof *price);
    for (int32_t c = 0; c < cells; c++) {
        for (int32_t e = line->from[c]; e < line->from[c + 1]; e++) {
            price[first + c] +=
                master_price(a->master, line->at[e].row) * line->at[e].coef;
        }
    }
    return price;
}

static void clear_prices(const struct attempt *a)
{
    const struct window *w = a->window;
    size_t first = (size_t)(w->part.first * w->problem->n_patterns);
    size_t end = (size_t)((w->part.last + 1) * w->problem->n_patterns);
    memset(&a->solver->price[first], 0,
           (end - first) * sizeof *a->solver->price);
}

struct round {
    int32_t added;
    double bound; /* of the lines; NAN when some run stopped early */
};

/* Prices one person; adds a column of negative reduced cost. */
static void price_line(struct attempt *a, int32_t k, bool any,
                       struct round *round)
{
    const struct window *w = a->window;
    double worth = a->columns.list.at[k].value;
    if (a->master) {
        worth = master_line(a->master, k);
    }
    struct pricing_options options = {
        .max_labels = a->effort->labels,
        .frozen = line_now(a, k),
        .first = w->part.first,
        .last = w->part.last,
        .has_cutoff = true,
        .cutoff = worth - WORTH,
        .any = any,
    };
    double bound;
    struct priced_line priced = pricing_run(
        pricing_of(a->solver, w->lines[k].person),
        a->master ? prices_of(a, k) : w->lines[k].price, &options,
        a->solver->whole, &bound);
    round->bound += bound;
    if (priced.found &&
        columns_add(&a->columns, k, (double)priced.own, a->solver->whole) >=
            0) {
        round->added++;
    }
}

static struct round price_lines(struct attempt *a, bool any)
{
    struct round round = {0};
    for (int32_t k = 0; k < a->window->part.n_people; k++) {
        price_line(a, k, any, &round);
    }
    return round;
}

/* Cheap pricing while it finds something, exact pricing for the last word. */
static void generate(struct attempt *a)
{
    bool any = true;
    for (int32_t r = 0; r < a->effort->rounds; r++) {
        if (master_solve(a->master, PIVOTS_PER_ROUND) != LP_OPTIMAL) {
            break;
        }
        struct round round = price_lines(a, any);
        double bound = round.bound + master_row_bound(a->master);
        if (bound > a->now - 1 + 1e-6) {
            a->proven = true;
            break;
        }
        if (round.added == 0 && !any) {
            break;
        }
        any = round.added > 0;
        master_extend(a->master);
    }
}

/* ---- the answer ---------------------------------------------------------------- */

/* Tells equally good choices apart; all together less than one point. */
static double *make_noise(const struct attempt *a)
{
    int32_t n = a->columns.list.n;
    double *noise = xcalloc((size_t)n, sizeof *noise);
    for (int32_t c = 0; c < n; c++) {
        noise[c] =
            0.5 * random_unit(a->random) / a->window->part.n_people;
    }
    return noise;
}

static bool choose(struct attempt *a, int32_t *chosen)
{
    if (!a->master) {
        *chosen = a->columns.list.n - 1;
        return *chosen > 0;
    }
    double *noise = make_noise(a);
    bool found = master_choose(a->master, a->now + 0.6, a->effort->nodes,
                               noise, chosen);
    free(noise);
    return found;
}

static enum window_outcome apply(struct attempt *a, const int32_t *chosen)
{
    const struct window *w = a->window;
    int32_t n = 0;
    struct change *changes = xcalloc((size_t)w->part.n_people, sizeof *changes);
    for (int32_t k = 0; k < w->part.n_people; k++) {
        if (chosen[k] != k) { /* the first columns are what stands */
            changes[n++] = (struct change){
                .person = w->lines[k].person,
                .first = w->part.first,
                .n = a->columns.n_days,
                .patterns = a->columns.list.at[chosen[k]].days,
            };
        }
    }
    enum window_outcome outcome = WINDOW_SAME;
    if (n > 0) {
        struct delta delta = evaluation_delta(a->evaluation, changes, n);
        bool even = delta.breaches == 0 && delta.total == 0;
        if (even || delta.breaches < 0 ||
            (delta.breaches == 0 && delta.total < 0)) {
            evaluation_apply(a->evaluation, changes, n);
            outcome = even ? WINDOW_EVEN : WINDOW_BETTER;
        }
    }
    free(changes);
    return outcome;
}

static enum window_outcome run(struct attempt *a)
{
    int32_t n_people = a->window->part.n_people;
    enum window_outcome outcome = WINDOW_SAME;
    if (a->window->n_rows == 0 && n_people == 1) {
        struct round round = price_lines(a, false);
        a->proven = round.added == 0;
    } else {
        a->master = master_new(&a->columns);
        generate(a);
    }
    int32_t *chosen = xcalloc((size_t)n_people, sizeof *chosen);
    if (!a->proven && choose(a, chosen)) {
        outcome = apply(a, chosen);
    }
    free(chosen);
    return a->proven ? WINDOW_BEST : outcome;
}

enum window_outcome window_solve(struct window_solver *solver,
                                 struct evaluation *evaluation,
                                 const struct window_part *part,
                                 const struct window_effort *effort,
                                 struct random *random)
{
    struct attempt a = {
        .solver = solver,
        .evaluation = evaluation,
        .effort = effort,
        .random = random,
    };
    a.window = window_new(solver->problem, evaluation_roster(evaluation),
                          evaluation_amounts(evaluation), part);
    columns_init(&a.columns, a.window);
    take_now(&a);
    enum window_outcome outcome = run(&a);
    clear_prices(&a);
    if (a.master) {
        solver->ticks += master_ticks(a.master);
    }
    master_free(a.master);
    columns_release(&a.columns);
    window_free(a.window);
    return outcome;
}
