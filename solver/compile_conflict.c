/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_conflict.c - at each standby moment somebody without a conflict for
 * every active case (model/rule_conflict.c, peers.md c1).
 *
 * One row a distinct set of excluded people and moment. A moment whose slots
 * hold those of another asks for less, so only the smallest sets of slots get a
 * row; days with the same two slots throughout get one row. People who should
 * merely be avoided make larger sets at the price of a wish. Sources number the
 * sets: they name neither people nor cases.
 */
#include "solver/compile_moment.h"
#include "solver/compile_parts.h"

#include "model/rule_tools.h"

/* A distinct set of excluded people, by staff. */
struct clique {
    bool *excluded;
    bool avoid; /* priced as a wish */
};
struct clique_vec VEC_OF(struct clique);

/* A row to be: this set at this moment. */
struct claim {
    int32_t set, moment;
};
struct claim_vec VEC_OF(struct claim);

struct gathering {
    struct compile_state *s;
    struct moments moments;
    struct clique_vec sets;
    struct claim_vec claims;
};

static bool is_conflict_duty(const struct coop *coop, duty_ix duty)
{
    int32_t demand = duty_demand(coop, duty);
    return demand != NONE && coop->demands.at[demand].conflict_cover;
}

static void list_edges(const struct coop *coop, struct long_vec *edges)
{
    for (int32_t k = 0; k < coop->case_refs.n; k++) {
        vec_push(edges, zone_instant(coop->case_refs.at[k].from, 0));
        vec_push(edges, zone_instant(coop->case_refs.at[k].to + 1, 0));
    }
    for (int32_t k = 0; k < coop->exclusions.n; k++) {
        vec_push(edges, zone_instant(coop->exclusions.at[k].from, 0));
        vec_push(edges, zone_instant(coop->exclusions.at[k].to + 1, 0));
    }
}

/* ---- sets ----------------------------------------------------------- */

/* Fills the people excluded from the case that day; returns how many. */
static int32_t case_set(const struct coop *coop, int32_t case_ref,
                        date_day date, bool avoid, bool *excluded)
{
    int32_t n = 0;
    memset(excluded, 0, (size_t)coop->staff.n * sizeof *excluded);
    for (int32_t k = 0; k < coop->exclusions.n; k++) {
        const struct exclusion *exclusion = &coop->exclusions.at[k];
        if (exclusion->case_ref.ix == case_ref && date >= exclusion->from &&
            date <= exclusion->to &&
            (avoid || exclusion->degree != EXCLUDE_AVOID)) {
            n += !excluded[exclusion->staff.ix];
            excluded[exclusion->staff.ix] = true;
        }
    }
    return n;
}

static int32_t intern_set(struct gathering *g, const bool *excluded, bool avoid)
{
    size_t bytes = (size_t)g->s->coop->staff.n * sizeof *excluded;
    for (int32_t k = 0; k < g->sets.n; k++) {
        if (g->sets.at[k].avoid == avoid &&
            !memcmp(g->sets.at[k].excluded, excluded, bytes)) {
            return k;
        }
    }
    struct clique set = {arena_copy(g->s->arena, excluded, bytes), avoid};
    vec_push(&g->sets, set);
    return g->sets.n - 1;
}

/* ---- claims --------------------------------------------------------- */

static bool external_on(const struct gathering *g, const struct moment *moment)
{
    for (int32_t k = 0; k < moment->n; k++) {
        const struct moment_slot *slot =
            &g->moments.slots.at[g->moments.on.at[moment->first + k]];
        if (duty_external(g->s->coop, slot->duty, slot->date) > 0) {
            return true;
        }
    }
    return false;
}

/* Keeps only claims that no other with the same set implies. */
static void claim(struct gathering *g, int32_t set, int32_t moment)
{
    const struct moment *at = g->moments.list.at;
    int32_t kept = 0;
    for (int32_t k = 0; k < g->claims.n; k++) {
        struct claim other = g->claims.at[k];
        if (other.set == set &&
            moment_within(&g->moments, &at[other.moment], &at[moment])) {
            return;
        }
    }
    for (int32_t k = 0; k < g->claims.n; k++) {
        struct claim other = g->claims.at[k];
        if (other.set != set ||
            !moment_within(&g->moments, &at[moment], &at[other.moment])) {
            g->claims.at[kept++] = other;
        }
    }
    g->claims.n = kept;
    struct claim made = {set, moment};
    vec_push(&g->claims, made);
}

/* The sets of one case at one moment: those who may not, and, when that is
 * more, those to be avoided too. */
static void claim_case(struct gathering *g, int32_t case_ref, int32_t moment,
                       bool *excluded)
{
    const struct coop *coop = g->s->coop;
    const struct case_ref *active = &coop->case_refs.at[case_ref];
    date_day date = local_date(g->moments.list.at[moment].from);
    if (date < active->from || date > active->to) {
        return;
    }
    int32_t n = case_set(coop, case_ref, date, false, excluded);
    if (n > 0) {
        claim(g, intern_set(g, excluded, false), moment);
    }
    if (case_set(coop, case_ref, date, true, excluded) > n) {
        claim(g, intern_set(g, excluded, true), moment);
    }
}

static void claim_all(struct gathering *g)
{
    const struct coop *coop = g->s->coop;
    bool *excluded = xcalloc((size_t)coop->staff.n + 1, sizeof *excluded);
    for (int32_t m = 0; m < g->moments.list.n; m++) {
        for (int32_t k = 0; k < coop->case_refs.n; k++) {
            if (!external_on(g, &g->moments.list.at[m])) {
                claim_case(g, k, m, excluded);
            }
        }
    }
    free(excluded);
}

/* ---- rows ----------------------------------------------------------- */

static bool is_free(const struct compile_state *s, int32_t person,
                    const void *context)
{
    return !((const bool *)context)[s->staff_of[person]];
}

static void add_row(struct gathering *g, const struct claim *made)
{
    struct compile_state *s = g->s;
    const struct clique *set = &g->sets.at[made->set];
    const struct moment *moment = &g->moments.list.at[made->moment];
    enum weight_key key = set->avoid ? WEIGHT_AVOID : WEIGHT_CONFLICT;
    struct hinge hinge = {.at = 1, .under = coop_weight(s->coop, key)};
    int32_t day = moment_day(s, &g->moments, moment);
    char date[DATE_TEXT];
    struct row row = row_soft(set->avoid ? "avoid" : RULES[RULE_CONFLICT].key,
                              state_text(s, "set %d@%s", (int)made->set + 1,
                                         date_format(state_date(s, day), date)),
                              key, &hinge, 1);
    row.day = day;
    row.constant = moment_known(s, &g->moments, moment, set->excluded);
    int32_t ix = problem_add_row(s->problem, &row);
    moment_count(s, ix, &g->moments, moment,
                 state_mask(s, is_free, set->excluded));
}

void conflicts_add(struct compile_state *s)
{
    struct gathering g = {.s = s};
    struct long_vec edges = {0};
    list_edges(s->coop, &edges);
    moments_make(s, is_conflict_duty, &edges, &g.moments);
    claim_all(&g);
    for (int32_t k = 0; k < g.claims.n; k++) {
        add_row(&g, &g.claims.at[k]);
    }
    vec_release(&edges);
    vec_release(&g.sets);
    vec_release(&g.claims);
    moments_release(&g.moments);
}
