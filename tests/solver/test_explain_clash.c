/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_explain_clash.c - clashes against all rosters there are. */
#include "solver/explain.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "tests/solver/brute_force.h"
#include "tests/solver/lines.h"
#include "tests/solver/random_problem.h"

enum { CELLS_MAX = 4 * 14, SEEDS = 40 };

#define CLAIM(seed, claim)                                              \
    do {                                                                \
        if (!(claim)) {                                                 \
            fail_msg("seed %" PRIu64 ": expected %s", (seed), #claim);  \
        }                                                               \
    } while (0)

/* ---- a clash --------------------------------------------------------------------- */

/* The problem with the target filled, as arrays that may be changed. */
struct relaxed {
    struct problem problem;
    struct line_rule *rules;
    int32_t *rules_of;
    struct row *rows;
    struct pattern_set *allowed;
};

static void *copy_of(const void *items, int32_t n, size_t size)
{
    void *copy = calloc((size_t)n + 1, size);
    assert_non_null(copy);
    memcpy(copy, items, size * (size_t)n);
    return copy;
}

static void relaxed_open(struct relaxed *r, const struct problem *p)
{
    r->problem = *p;
    r->rules = copy_of(p->rules, p->n_rules, sizeof *r->rules);
    r->rules_of = copy_of(p->rules_of, p->n_people + 1, sizeof *r->rules_of);
    r->rows = copy_of(p->rows, p->n_rows, sizeof *r->rows);
    r->allowed = copy_of(p->allowed, p->n_people * p->n_days,
                         sizeof *r->allowed);
    r->problem.rules = r->rules;
    r->problem.rules_of = r->rules_of;
    r->problem.rows = r->rows;
    r->problem.allowed = r->allowed;
}

static void relaxed_close(struct relaxed *r)
{
    free(r->rules);
    free(r->rules_of);
    free(r->rows);
    free(r->allowed);
}

/* The steepest low mark and its points; 0 points: the row wants nobody. */
static struct hinge low_mark(const struct row *row)
{
    struct hinge best = {0};
    for (int32_t h = 0; h < row->gauge.n_hinges; h++) {
        const struct hinge *hinge = &row->gauge.hinges[h];
        if (hinge->under > best.under ||
            (hinge->under == best.under && hinge->at > best.at)) {
            best = *hinge;
        }
    }
    return best;
}

static void raise_low(struct row *row, int64_t low)
{
    row->gauge.low = row->gauge.low > low ? row->gauge.low : low;
}

/* The target is filled; rows of more weight are no worse than they were. */
static void hold_rows(struct relaxed *r, const struct roster *roster,
                      int32_t target)
{
    const struct row *wanted = &r->problem.rows[target];
    for (int32_t k = 0; k < r->problem.n_rows; k++) {
        struct row *row = &r->rows[k];
        struct hinge mark = low_mark(row);
        bool above = row->level < wanted->level ||
                     (row->level == wanted->level &&
                      mark.under >= low_mark(wanted).under);
        int64_t amount = row_amount(&r->problem, k, roster);
        if (k == target) {
            raise_low(row, mark.at);
        } else if (above && mark.under > 0) {
            raise_low(row, amount < mark.at ? amount : mark.at);
        }
    }
}

/* The person's rules of the name of rule `index`, as indexed in `all`. */
static void drop_rule(struct relaxed *r, const struct problem *all,
                      int32_t index, int32_t person)
{
    const char *name = all->rules[index].name;
    int32_t kept = r->rules_of[person];
    for (int32_t k = kept; k < r->problem.n_rules; k++) {
        bool gone = k < r->rules_of[person + 1] &&
                    strcmp(r->rules[k].name, name) == 0;
        r->rules[kept] = r->rules[k];
        kept += !gone;
    }
    int32_t gone = r->problem.n_rules - kept;
    r->problem.n_rules = kept;
    for (int32_t i = person + 1; i <= r->problem.n_people; i++) {
        r->rules_of[i] -= gone;
    }
}

/* The person's first rule of the same name. */
static int32_t first_named(const struct problem *p, int32_t person,
                           int32_t rule)
{
    int32_t first = p->rules_of[person];
    while (strcmp(p->rules[first].name, p->rules[rule].name) != 0) {
        first++;
    }
    return first;
}

static void open_choices(struct relaxed *r, int32_t target, int32_t person)
{
    const struct problem *p = &r->problem;
    for (int32_t t = 0; t < p->rows[target].n_terms; t++) {
        const struct term *term = &p->terms[p->rows[target].first_term + t];
        if (problem_masked(p, term->mask, person)) {
            r->allowed[person * p->n_days + term->day]
                .bits[term->pattern >> 6] |= UINT64_C(1)
                                             << (term->pattern & 63);
        }
    }
}

static void drop(struct relaxed *r, const struct problem *all,
                 const struct condition *condition, int32_t target)
{
    switch (condition->kind) {
    case CONDITION_RULE:
        drop_rule(r, all, condition->index, condition->person);
        break;
    case CONDITION_CLOSED:
        open_choices(r, target, condition->person);
        break;
    case CONDITION_ROW:
        r->rows[condition->index].gauge.low = BOUND_NONE_LOW;
        r->rows[condition->index].gauge.high = BOUND_NONE_HIGH;
        break;
    }
}

struct clash_case {
    uint64_t seed;
    const struct problem *problem;
    const struct roster *roster;
    int32_t row;
    bool open[CELLS_MAX];
    struct clash clash;
};

/* Whether any roster at all fills the target. */
static bool fillable(const struct clash_case *c)
{
    struct relaxed r;
    relaxed_open(&r, c->problem);
    hold_rows(&r, c->roster, c->row);
    struct brute_result best =
        brute_force_open(&r.problem, c->roster, c->open);
    bool result = best.feasible;
    brute_result_release(&best);
    relaxed_close(&r);
    return result;
}

static void fill_open(struct clash_case *c, int32_t reach)
{
    const struct problem *p = c->problem;
    int32_t day = p->rows[c->row].day;
    for (int32_t k = 0; k < p->n_people * p->n_days; k++) {
        int32_t d = k % p->n_days;
        c->open[k] = day == NONE_DAY ||
                     (d >= day - reach && d <= day + reach);
    }
}

static bool among(const struct condition_vec *all, const struct condition *c)
{
    for (int32_t i = 0; i < all->n; i++) {
        const struct condition *other = &all->at[i];
        if (other->kind == c->kind && other->index == c->index &&
            other->person == c->person) {
            return true;
        }
    }
    return false;
}

static void check_relaxations(const struct clash_case *c)
{
    const struct clash *clash = &c->clash;
    CLAIM(c->seed, clash->relaxations.n == clash->relaxation_cost.n);
    CLAIM(c->seed, clash->relaxations.n <= clash->conditions.n);
    for (int32_t i = 0; i < clash->relaxations.n; i++) {
        const struct condition *condition = &clash->relaxations.at[i];
        struct relaxed r;
        relaxed_open(&r, c->problem);
        raise_low(&r.rows[c->row], low_mark(&r.rows[c->row]).at);
        drop(&r, c->problem, condition, c->row);
        struct brute_result best =
            brute_force_open(&r.problem, c->roster, c->open);
        cost before = roster_score(c->problem, c->roster).total;
        CLAIM(c->seed, among(&clash->conditions, condition));
        CLAIM(c->seed, best.feasible);
        CLAIM(c->seed,
              clash->relaxation_cost.at[i] >= best.score.total - before);
        CLAIM(c->seed, i == 0 || clash->relaxation_cost.at[i - 1] <=
                                     clash->relaxation_cost.at[i]);
        brute_result_release(&best);
        relaxed_close(&r);
    }
}

struct clash_tally {
    int32_t asked, short_rows, forced, complete, conditions, kinds[3];
    int32_t relaxations;
};

static void check_clash(struct clash_case *c, struct clash_tally *tally)
{
    const struct clash *clash = &c->clash;
    tally->asked++;
    tally->short_rows += row_amount(c->problem, c->row, c->roster) <
                         low_mark(&c->problem->rows[c->row]).at;
    tally->forced += clash->forced;
    tally->complete += clash->complete;
    if (clash->complete) {
        CLAIM(c->seed, clash->forced == !fillable(c));
    }
    CLAIM(c->seed, clash->forced || clash->conditions.n == 0);
    for (int32_t i = 0; i < clash->conditions.n; i++) {
        tally->conditions++;
        tally->kinds[clash->conditions.at[i].kind]++;
        tally->relaxations += i < clash->relaxations.n;
    }
    check_relaxations(c);
}

/* Whether everything that would help the target is closed to the person. */
static bool shut_out(const struct clash_case *c, int32_t person)
{
    const struct problem *p = c->problem;
    bool any = false;
    for (int32_t t = 0; t < p->rows[c->row].n_terms; t++) {
        const struct term *term =
            &p->terms[p->rows[c->row].first_term + t];
        if (term->coef > 0 && problem_masked(p, term->mask, person)) {
            if (problem_allows(p, person, term->day, term->pattern)) {
                return false;
            }
            any = true;
        }
    }
    return any;
}

/* Drops a condition unless it is one of those that stay. */
static void drop_other(const struct clash_case *c, struct relaxed *r,
                       struct condition condition,
                       const struct condition *tried)
{
    const struct condition_vec one = {.at = (struct condition *)(uintptr_t)
                                          tried,
                                      .n = 1};
    if (!among(&c->clash.conditions, &condition) || among(&one, &condition)) {
        drop(r, c->problem, &condition, c->row);
    }
}

static void drop_others(const struct clash_case *c, struct relaxed *r,
                        const struct condition *tried)
{
    const struct problem *p = c->problem;
    for (int32_t k = 0; k < p->n_rows; k++) {
        int32_t day = p->rows[k].day;
        if (k != c->row && (day == NONE_DAY || c->open[day])) {
            drop_other(c, r,
                       (struct condition){
                           .kind = CONDITION_ROW, .index = k, .person = -1},
                       tried);
        }
    }
    for (int32_t i = 0; i < p->n_people; i++) {
        if (shut_out(c, i)) {
            drop_other(c, r,
                       (struct condition){
                           .kind = CONDITION_CLOSED, .person = i},
                       tried);
        }
        for (int32_t k = p->rules_of[i]; k < p->rules_of[i + 1]; k++) {
            if (first_named(p, i, k) == k) {
                drop_other(c, r,
                           (struct condition){.kind = CONDITION_RULE,
                                              .index = k,
                                              .person = i},
                           tried);
            }
        }
    }
}

/* With all that the set does not name gone, whether the row can be filled when
 * `tried` is gone too. */
static bool fillable_by_set(const struct clash_case *c,
                            const struct condition *tried)
{
    struct relaxed r;
    relaxed_open(&r, c->problem);
    hold_rows(&r, c->roster, c->row);
    drop_others(c, &r, tried);
    struct brute_result best =
        brute_force_open(&r.problem, c->roster, c->open);
    bool result = best.feasible;
    brute_result_release(&best);
    relaxed_close(&r);
    return result;
}

static void check_minimal(struct clash_case *c)
{
    static const struct condition NOTHING = {.kind = CONDITION_ROW,
                                             .index = -1};
    const struct clash *clash = &c->clash;
    if (clash->forced) {
        CLAIM(c->seed, !fillable_by_set(c, &NOTHING));
    }
    for (int32_t i = 0; clash->complete && i < clash->conditions.n; i++) {
        CLAIM(c->seed, fillable_by_set(c, &clash->conditions.at[i]));
    }
}

static void ask_rows(uint64_t seed, struct clash_tally *tally)
{
    struct problem *p = random_problem_tiny(seed);
    struct brute_result best = brute_force_total(p);
    for (int32_t r = 0; best.feasible && r < p->n_rows; r++) {
        struct clash_case c = {.seed = seed,
                               .problem = p,
                               .roster = best.roster,
                               .row = r};
        int32_t reach = (int32_t)(seed % 3);
        if (low_mark(&p->rows[r]).under == 0) {
            continue;
        }
        fill_open(&c, reach);
        explain_clash(p, best.roster, r, reach, UINT64_C(1) << 40, &c.clash);
        check_clash(&c, tally);
        check_minimal(&c);
        clash_release(&c.clash);
    }
    brute_result_release(&best);
    problem_free(p);
}

static void a_clash_is_forced_and_every_condition_is_needed(void **state)
{
    (void)state;
    struct clash_tally t = {0};
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        ask_rows(seed, &t);
    }
    print_message("%d rows, %d short, %d forced, %d complete; %d conditions: "
                  "%d rules, %d closed, %d rows; %d relaxations\n",
                  t.asked, t.short_rows, t.forced, t.complete, t.conditions,
                  t.kinds[CONDITION_RULE], t.kinds[CONDITION_CLOSED],
                  t.kinds[CONDITION_ROW], t.relaxations);
    assert_true(t.forced > 10);
    assert_true(t.complete * 10 >= t.asked * 9);
    assert_true(t.kinds[CONDITION_RULE] > 0);
    assert_true(t.kinds[CONDITION_CLOSED] > 0);
    assert_true(t.kinds[CONDITION_ROW] > 0);
    assert_true(t.relaxations > 0);
}

static void without_ticks_a_clash_is_not_called_complete(void **state)
{
    (void)state;
    int32_t forced = 0;
    for (uint64_t seed = 0; seed < SEEDS && forced == 0; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct brute_result best = brute_force_total(p);
        for (int32_t r = 0; best.feasible && r < p->n_rows; r++) {
            struct clash clash;
            if (low_mark(&p->rows[r]).under == 0) {
                continue;
            }
            explain_clash(p, best.roster, r, 1, 0, &clash);
            forced += clash.forced;
            CLAIM(seed, !clash.forced || !clash.complete);
            clash_release(&clash);
        }
        brute_result_release(&best);
        problem_free(p);
    }
    assert_true(forced > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clash_is_forced_and_every_condition_is_needed),
        cmocka_unit_test(without_ticks_a_clash_is_not_called_complete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
