/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pieces.c - cuts lines, and writes the problem of the pieces. */
#include "solver/pieces_parts.h"

/* ---- where pieces are ------------------------------------------------------- */

int32_t piece_of(const struct pieces *pieces, int32_t day)
{
    int32_t shift = pieces->offset > 0 ? pieces->width - pieces->offset : 0;
    return (day + shift) / pieces->width;
}

int32_t piece_first(const struct pieces *pieces, int32_t piece)
{
    int32_t shift = pieces->offset > 0 ? pieces->width - pieces->offset : 0;
    return piece > 0 ? piece * pieces->width - shift : 0;
}

int32_t piece_end(const struct pieces *pieces, int32_t piece)
{
    int32_t end = piece_first(pieces, piece + 1);
    return end < pieces->problem->n_days ? end : pieces->problem->n_days;
}

int32_t piece_with_most(const struct pieces *pieces, int32_t first,
                        int32_t last)
{
    int32_t best = piece_of(pieces, first), most = 0;
    for (int32_t k = best; k <= piece_of(pieces, last); k++) {
        int32_t from = piece_first(pieces, k), end = piece_end(pieces, k);
        from = from > first ? from : first;
        end = end < last + 1 ? end : last + 1;
        if (end - from >= most) {
            most = end - from;
            best = k;
        }
    }
    return best;
}

int32_t days_cut_off(const struct pieces *pieces, int32_t first, int32_t last)
{
    int32_t k = piece_with_most(pieces, first, last);
    int32_t before = piece_first(pieces, k) - first;
    int32_t after = last + 1 - piece_end(pieces, k);
    return (before > 0 ? before : 0) + (after > 0 ? after : 0);
}

/* ---- where to cut ----------------------------------------------------------- */

/* What the cuts do to the rules: what is lost, then how many rows it takes. */
struct damage {
    int64_t lost, rows;
};

static void add_damage(const struct pieces *pieces,
                       const struct line_rule *rule, struct damage *sum)
{
    if (rule->kind == LINE_GAP) {
        sum->lost += days_cut_off(pieces, rule->u.gap.first, rule->u.gap.last);
    }
    for (int32_t g = 0; rule->kind == LINE_GROUPS && g < rule->u.groups.n_groups;
         g++) {
        sum->lost += !same_piece(pieces, rule->u.groups.start[g],
                                 rule->u.groups.end[g]);
    }
    if (rule->kind == LINE_WINDOW) {
        sum->rows += !same_piece(pieces, rule->u.window.first,
                                 rule->u.window.last);
    }
}

static int32_t count_pieces(const struct pieces *pieces)
{
    return piece_of(pieces, pieces->problem->n_days - 1) + 1;
}

static struct damage damage_of(const struct pieces *pieces)
{
    const struct problem *p = pieces->problem;
    struct damage sum = {0, (int64_t)count_pieces(pieces) * p->n_people};
    for (int32_t r = 0; r < p->n_rules; r++) {
        add_damage(pieces, &p->rules[r], &sum);
    }
    return sum;
}

/* The first cut is where least is lost. */
static void choose_offset(struct pieces *pieces)
{
    struct damage least = {INT64_MAX, INT64_MAX};
    int32_t best = 0;
    for (int32_t offset = 0; offset < pieces->width; offset++) {
        pieces->offset = offset;
        struct damage damage = damage_of(pieces);
        if (damage.lost < least.lost ||
            (damage.lost == least.lost && damage.rows < least.rows)) {
            least = damage;
            best = offset;
        }
    }
    pieces->offset = best;
    pieces->n_pieces = count_pieces(pieces);
}

/* False when pieces would be as long as the horizon. */
static bool choose_cuts(struct pieces *pieces, int32_t width)
{
    const struct problem *p = pieces->problem;
    for (pieces->width = width; pieces->width < p->n_days;
         pieces->width += width) {
        choose_offset(pieces);
        if (pieces->n_pieces * p->n_people <= PEOPLE_MAX) {
            return true;
        }
    }
    return false;
}

/* ---- tables ----------------------------------------------------------------- */

const void *piece_table_find(const struct pieces *pieces, const void *from,
                             int32_t key)
{
    for (int32_t i = 0; i < pieces->tables.n; i++) {
        const struct piece_table *table = &pieces->tables.at[i];
        if (table->from == from && table->key == key) {
            return table->to;
        }
    }
    return NULL;
}

const void *piece_table_put(struct pieces *pieces, const void *from,
                            int32_t key, const void *to)
{
    struct piece_table table = {from, key, to};
    vec_push(&pieces->tables, table);
    return to;
}

/* ---- costs ------------------------------------------------------------------ */

/* What would be beyond all costs is as much as they can be: less than it was. */
cost piece_scaled(struct piece_scale scale, cost points)
{
    cost whole = points / scale.divide, rest = points % scale.divide;
    if (scale.times > 0 &&
        (whole >= COST_MAX / scale.times || rest >= COST_MAX / scale.times)) {
        return COST_MAX;
    }
    return whole * scale.times + rest * scale.times / scale.divide;
}

/* TRANSITION_NEVER means something else. */
int32_t piece_points(const struct pieces *pieces, int32_t level, int32_t points)
{
    cost scaled = piece_scaled(pieces->scale[level], points);
    return scaled < TRANSITION_NEVER ? (int32_t)scaled : TRANSITION_NEVER - 1;
}

/* ---- choices ---------------------------------------------------------------- */

static void add_to(struct pattern_set *set, int32_t pattern)
{
    set->bits[pattern >> 6] |= (uint64_t)1 << (pattern & 63);
}

/* Days of the piece as they were, others with nothing to choose. */
static void write_allowed(struct pieces *pieces)
{
    const struct problem *p = pieces->problem;
    struct problem *cut = pieces->cut;
    struct pattern_set none = {{0}};
    add_to(&none, pieces->no);
    for (int32_t c = 0; c < cut->n_people * cut->n_days; c++) {
        cut->allowed[c] = none;
    }
    for (int32_t i = 0; i < p->n_people; i++) {
        for (int32_t d = 0; d < p->n_days; d++) {
            int32_t person = piece_person(pieces, i, d);
            cut->allowed[person * cut->n_days + piece_day(pieces, d)] =
                p->allowed[i * p->n_days + d];
        }
    }
    for (int32_t k = 0; k < pieces->indicators.n; k++) {
        const struct indicator *one = &pieces->indicators.at[k];
        int32_t person = piece_person(pieces, one->person, one->first);
        add_to(&cut->allowed[person * cut->n_days + pieces->width + one->nth],
               pieces->yes);
    }
}

static void write_charges(struct pieces *pieces)
{
    const struct problem *p = pieces->problem;
    for (int32_t r = 0; r < p->n_reasons; r++) {
        const struct charge_reason *reason = &p->reasons[r];
        problem_add_reason(pieces->cut, reason->name, reason->source,
                           reason->level);
    }
    for (int32_t c = 0; c < p->n_charges; c++) {
        const struct charge *charge = &p->charges[c];
        int32_t level = p->reasons[charge->reason].level;
        problem_charge(pieces->cut,
                       piece_person(pieces, charge->person, charge->day),
                       piece_day(pieces, charge->day), charge->pattern,
                       charge->reason,
                       piece_points(pieces, level, charge->points));
    }
}

static void write_levels(struct pieces *pieces)
{
    for (int32_t k = 0; k < pieces->problem->n_levels; k++) {
        const struct level_info *level = &pieces->problem->levels[k];
        cost unit = piece_scaled(pieces->scale[k], level->unit);
        problem_add_level(pieces->cut, level->name, unit > 1 ? unit : 1);
    }
}

/* ---- rules ------------------------------------------------------------------ */

typedef void rule_cutter(struct pieces *pieces, const struct line_rule *rule);

static rule_cutter *const CUTTERS[] = {
    [LINE_TRANSITION] = pieces_cut_transition,
    [LINE_WINDOW] = pieces_cut_window,
    [LINE_GROUPS] = pieces_cut_groups,
    [LINE_RUN] = pieces_cut_run,
    [LINE_GAP] = pieces_cut_gap,
};

static void write_rules(struct pieces *pieces)
{
    const struct problem *p = pieces->problem;
    for (int32_t r = 0; r < p->n_rules; r++) {
        CUTTERS[p->rules[r].kind](pieces, &p->rules[r]);
    }
    for (int32_t i = 0; i < p->n_people; i++) {
        pieces_forbid_pairs(pieces, i);
    }
    pieces_tie_indicators(pieces);
}

void piece_rule(struct pieces *pieces, const struct line_rule *rule,
                int32_t piece)
{
    struct line_rule copy = *rule;
    copy.person = rule->person * pieces->n_pieces + piece;
    problem_add_rule(pieces->cut, &copy);
}

/* ---- the whole -------------------------------------------------------------- */

static bool lay_out(struct pieces *pieces, int32_t width)
{
    const struct problem *p = pieces->problem;
    int32_t n_days = 0;
    if (p->n_patterns + 2 > PATTERN_MAX || !choose_cuts(pieces, width) ||
        (int64_t)p->n_masks * pieces->n_pieces +
                p->n_people * pieces->n_pieces >= INT16_MAX) {
        return false;
    }
    pieces->no = p->n_patterns;
    pieces->yes = p->n_patterns + 1;
    for (int32_t r = 0; r < p->n_rules; r++) {
        if (p->rules[r].kind == LINE_GROUPS) {
            pieces_note_groups(pieces, &p->rules[r]);
        }
    }
    for (int32_t k = 0; k < pieces->indicators.n; k++) {
        int32_t nth = pieces->indicators.at[k].nth;
        n_days = nth + 1 > n_days ? nth + 1 : n_days;
    }
    n_days += pieces->width;
    if (n_days > DAYS_MAX) {
        return false;
    }
    pieces->cut = problem_new(p->name, p->n_people * pieces->n_pieces, n_days,
                              p->n_patterns + 2);
    return true;
}

struct pieces *pieces_new(const struct problem *problem, int32_t width,
                          const struct piece_scale *scale)
{
    CHECK(width > 0);
    struct pieces *pieces = xcalloc(1, sizeof *pieces);
    pieces->problem = problem;
    memcpy(pieces->scale, scale, sizeof pieces->scale);
    if (!lay_out(pieces, width)) {
        pieces_free(pieces);
        return NULL;
    }
    write_levels(pieces);
    write_allowed(pieces);
    write_charges(pieces);
    pieces_write_rows(pieces);
    write_rules(pieces);
    struct error err = {0};
    if (problem_finish(pieces->cut, &err) != STATUS_OK) {
        pieces_free(pieces); /* sums that rows could take beyond all limits */
        return NULL;
    }
    return pieces;
}

void pieces_free(struct pieces *pieces)
{
    if (pieces) {
        problem_free(pieces->cut);
        vec_release(&pieces->indicators);
        vec_release(&pieces->tables);
        free(pieces->masks);
        free(pieces);
    }
}

const struct problem *pieces_problem(const struct pieces *pieces)
{
    return pieces->cut;
}

int32_t pieces_width(const struct pieces *pieces)
{
    return pieces->width;
}

int32_t pieces_lost(const struct pieces *pieces)
{
    return pieces->lost;
}

static bool any_in(const struct indicator *one, const int16_t *line)
{
    bool any = false;
    for (int32_t d = one->first; d <= one->last; d++) {
        any = any || SET_HAS(&one->set, line[d]);
    }
    return any;
}

struct roster *pieces_roster(const struct pieces *pieces,
                             const struct roster *roster)
{
    struct roster *cut = roster_new(pieces->cut);
    for (int32_t i = 0; i < roster->n_people; i++) {
        for (int32_t d = 0; d < roster->n_days; d++) {
            roster_line(cut, piece_person(pieces, i, d))[piece_day(pieces, d)] =
                roster_line(roster, i)[d];
        }
    }
    for (int32_t k = 0; k < pieces->indicators.n; k++) {
        const struct indicator *one = &pieces->indicators.at[k];
        bool yes = any_in(one, roster_line(roster, one->person));
        roster_line(cut, piece_person(pieces, one->person, one->first))
            [pieces->width + one->nth] =
                (int16_t)(yes ? pieces->yes : pieces->no);
    }
    return cut;
}
