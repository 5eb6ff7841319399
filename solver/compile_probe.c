/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compile_probe.c - two days of one person, judged by the rules' own checks. */
#include "solver/compile_probe.h"

#include "model/profile.h"

const enum rule_kind PROBE_RULE[PROBE_RULES] = {RULE_OVERLAP, RULE_REST_DAILY,
                                                RULE_DAY_TOTAL, RULE_DAY_NORMAL,
                                                RULE_NIGHT_HARD};

enum { SEAM_DAYS = 3 };

/* ---- shapes and limits, told apart once ----------------------------- */

/* An item as seconds from local midnight of its date. Both structs have no
 * padding: they are compared byte by byte. */
struct shape_item {
    int64_t from, to, per_minute;
    int32_t kind, unpaid_break, flags, response;
};

struct shape {
    int32_t day_minutes; /* of the date: 1380, 1440, 1500 */
    int32_t first, n;
};

/* What the law says of one person on one date. */
struct terms {
    int64_t value[LIMIT_KEYS];
    int32_t shift_class, sunday_basis, aml_exempt, unused;
};

struct answer {
    uint64_t cells, terms; /* packed question; cells 0: unused */
    int32_t rule;
};

struct probe {
    const struct compile_state *s;
    struct VEC_OF(struct shape_item) items;
    struct VEC_OF(struct shape) shapes;
    struct VEC_OF(struct terms) terms;
    int32_t *terms_of; /* [person * n_days + day] */
    struct answer *answers;
    int32_t n_answers, room; /* room: a power of two */
    struct timeline timeline;
    struct finding_vec findings;
};

static int32_t intern_terms(struct probe *probe, int32_t person, int32_t day)
{
    const struct compile_state *s = probe->s;
    const struct staff *staff = state_staff(s, person);
    struct terms terms = {
        .shift_class = (int32_t)staff->shift_class,
        .sunday_basis = (int32_t)staff->sunday_basis,
        .aml_exempt = staff->aml_exempt,
    };
    for (int32_t k = 0; k < LIMIT_KEYS; k++) {
        terms.value[k] = profile_limit(s->coop, (enum limit_key)k,
                                       s->staff_of[person], state_date(s, day));
    }
    for (int32_t k = 0; k < probe->terms.n; k++) {
        if (!memcmp(&probe->terms.at[k], &terms, sizeof terms)) {
            return k;
        }
    }
    vec_push(&probe->terms, terms);
    return probe->terms.n - 1;
}

struct probe *probe_new(const struct compile_state *s)
{
    struct probe *probe = xcalloc(1, sizeof *probe);
    probe->s = s;
    int32_t n = s->n_people * s->n_days;
    probe->terms_of = xcalloc((size_t)n, sizeof *probe->terms_of);
    for (int32_t k = 0; k < n; k++) {
        probe->terms_of[k] = intern_terms(probe, k / s->n_days, k % s->n_days);
    }
    probe->room = 1024;
    probe->answers = xcalloc((size_t)probe->room, sizeof *probe->answers);
    probe->timeline = (struct timeline){
        .coop = s->coop,
        .first = xcalloc((size_t)s->coop->staff.n + 1, sizeof(int32_t)),
        .published = DATE_NONE,
    };
    return probe;
}

void probe_free(struct probe *probe)
{
    if (!probe) {
        return;
    }
    vec_release(&probe->items);
    vec_release(&probe->shapes);
    vec_release(&probe->terms);
    vec_release(&probe->findings);
    vec_release(&probe->timeline.items);
    free(probe->timeline.first);
    free(probe->terms_of);
    free(probe->answers);
    free(probe);
}

static struct shape_item shape_item(const struct coop *coop,
                                    const struct work_item *item,
                                    instant midnight)
{
    return (struct shape_item){
        .from = item->from - midnight,
        .to = item->to - midnight,
        .per_minute = item->per_minute,
        .kind = (int32_t)item->kind,
        .unpaid_break = item->unpaid_break,
        .flags =
            item->main_period | item->high_strain << 1 | item->overtime << 2,
        .response = work_response(coop, item),
    };
}

int32_t probe_shape(struct probe *probe, int32_t day,
                    const struct work_item *items, int32_t n)
{
    date_day date = state_date(probe->s, day);
    struct shape shape = {zone_day_minutes(date), probe->items.n, n};
    for (int32_t k = 0; k < n; k++) {
        vec_push(&probe->items, shape_item(probe->s->coop, &items[k],
                                          zone_instant(date, 0)));
    }
    for (int32_t k = 0; k < probe->shapes.n; k++) {
        const struct shape *other = &probe->shapes.at[k];
        if (other->day_minutes == shape.day_minutes && other->n == n &&
            (n == 0 || !memcmp(&probe->items.at[other->first],
                               &probe->items.at[shape.first],
                               (size_t)n * sizeof *probe->items.at))) {
            probe->items.n = shape.first;
            return k;
        }
    }
    vec_push(&probe->shapes, shape);
    return probe->shapes.n - 1;
}

/* ---- asking --------------------------------------------------------- */

/* Keeps the order of a timeline: by start, then end. */
static void add_items(struct probe *probe, const struct work_item *items,
                      int32_t n)
{
    struct work_vec *all = &probe->timeline.items;
    for (int32_t k = 0; k < n; k++) {
        vec_push(all, items[k]);
        int32_t at = all->n - 1;
        for (; at > 0 && (all->at[at - 1].from > items[k].from ||
                          (all->at[at - 1].from == items[k].from &&
                           all->at[at - 1].to > items[k].to));
             at--) {
            all->at[at] = all->at[at - 1];
        }
        all->at[at] = items[k];
    }
}

static void set_timeline(struct probe *probe, int32_t person, date_day from,
                         date_day to)
{
    struct timeline *timeline = &probe->timeline;
    int32_t staff = probe->s->staff_of[person];
    timeline->from = from;
    timeline->to = to;
    for (int32_t k = 0; k <= probe->s->coop->staff.n; k++) {
        timeline->first[k] = k <= staff ? 0 : timeline->items.n;
    }
    for (int32_t k = 0; k < timeline->items.n; k++) {
        timeline->items.at[k].staff = staff;
    }
}

static int32_t hard_findings(struct probe *probe, int32_t rule)
{
    vec_clear(&probe->findings);
    RULES[PROBE_RULE[rule]].check(&probe->timeline, &probe->findings);
    return findings_hard(&probe->findings);
}

static int32_t first_broken(struct probe *probe)
{
    for (int32_t rule = 0; rule < PROBE_RULES; rule++) {
        if (hard_findings(probe, rule) > 0) {
            return rule;
        }
    }
    return NONE;
}

static uint64_t hash(uint64_t a, uint64_t b)
{
    uint64_t h = (a ^ (b << 1)) * 0x9E3779B97F4A7C15U;
    return h ^ (h >> 29);
}

/* The place of the question, found or free. */
static struct answer *find_answer(const struct probe *probe, uint64_t cells,
                                  uint64_t terms)
{
    uint64_t mask = (uint64_t)probe->room - 1;
    uint64_t at = hash(cells, terms) & mask;
    while (probe->answers[at].cells != 0 &&
           (probe->answers[at].cells != cells ||
            probe->answers[at].terms != terms)) {
        at = (at + 1) & mask;
    }
    return &probe->answers[at];
}

static void grow_answers(struct probe *probe)
{
    struct answer *old = probe->answers;
    int32_t n = probe->room;
    probe->room *= 2;
    probe->answers = xcalloc((size_t)probe->room, sizeof *probe->answers);
    for (int32_t k = 0; k < n; k++) {
        if (old[k].cells != 0) {
            *find_answer(probe, old[k].cells, old[k].terms) = old[k];
        }
    }
    free(old);
}

int32_t probe_terms(const struct probe *probe, int32_t person, int32_t day)
{
    return probe->terms_of[person * probe->s->n_days + day];
}

int32_t probe_cells(struct probe *probe, int32_t person, int32_t day,
                    const struct cell *cell, const struct cell *next)
{
    const struct compile_state *s = probe->s;
    const int32_t *terms = &probe->terms_of[person * s->n_days + day];
    uint64_t cells = (uint64_t)(cell->shape + 1) << 32 |
                     (uint32_t)(next ? next->shape + 1 : 0);
    uint64_t both =
        (uint64_t)terms[0] << 32 | (uint32_t)(next ? terms[1] + 1 : 0);
    struct answer *answer = find_answer(probe, cells, both);
    if (answer->cells == 0) {
        vec_clear(&probe->timeline.items);
        add_items(probe, cell_items(s, cell), cell->n);
        add_items(probe, next ? cell_items(s, next) : NULL, next ? next->n : 0);
        set_timeline(probe, person, state_date(s, day), state_date(s, day + 1));
        *answer = (struct answer){cells, both, first_broken(probe)};
        if (++probe->n_answers * 2 > probe->room) {
            int32_t rule = answer->rule;
            grow_answers(probe);
            return rule;
        }
    }
    return answer->rule;
}

/* ---- seams ---------------------------------------------------------- */

static void add_outside(struct probe *probe, int32_t person, date_day date)
{
    const struct timeline *outside = probe->s->outside;
    int32_t staff = probe->s->staff_of[person];
    for (int32_t k = outside->first[staff]; k < outside->first[staff + 1];
         k++) {
        const struct work_item *item = &outside->items.at[k];
        if (item->date >= date - SEAM_DAYS && item->date <= date + SEAM_DAYS) {
            add_items(probe, item, 1);
        }
    }
}

int32_t probe_seam(struct probe *probe, int32_t person, int32_t day,
                   const struct cell *cell)
{
    const struct compile_state *s = probe->s;
    vec_clear(&probe->timeline.items);
    add_outside(probe, person, state_date(s, day));
    if (probe->timeline.items.n == 0) {
        return NONE;
    }
    add_items(probe, cell_items(s, cell), cell->n);
    set_timeline(probe, person, s->from, s->to);
    return first_broken(probe);
}
