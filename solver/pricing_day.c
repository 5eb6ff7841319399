/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_day.c - the choices of one person's day, as pricing sees them. */
#include "solver/pricing_day.h"

struct builder {
    struct arena *arena;
    const struct problem *problem;
    int32_t person;
    const struct parts *parts;
    struct pricing_day *days;
    /* One signature a pattern: what it does to the parts, then the costs of
     * its open predecessors and successors. */
    int32_t *signature;
    int32_t width;
};

int32_t transition_points(const struct problem *problem, int32_t person,
                          int32_t day, const int16_t pair[2])
{
    int64_t sum = 0;
    int32_t at = pair[0] * problem->n_patterns + pair[1];
    for (int32_t r = problem->rules_of[person];
         r < problem->rules_of[person + 1]; r++) {
        const struct line_rule *rule = &problem->rules[r];
        if (rule->kind != LINE_TRANSITION) {
            continue;
        }
        int32_t points = rule->u.transition.table_of_day[day][at];
        if (points == TRANSITION_NEVER) {
            return TRANSITION_NEVER;
        }
        sum += points;
    }
    return sum < TRANSITION_NEVER ? (int32_t)sum : TRANSITION_NEVER - 1;
}

static bool acts_on(const struct part *part, int32_t day)
{
    if (day < part->first || day > part->last) {
        return false;
    }
    return part->kind != PART_GROUPS || part->group[day - part->first] >= 0;
}

/* Kind by kind, so that the loops over them branch predictably. */
static void list_parts(struct builder *b, int32_t day)
{
    struct pricing_day *today = &b->days[day];
    today->parts = arena_array(b->arena, (size_t)b->parts->n + 1,
                               sizeof *today->parts);
    for (enum part_kind kind = PART_SUM; kind <= PART_GAP; kind++) {
        for (int32_t i = 0; i < b->parts->n; i++) {
            const struct part *part = &b->parts->at[i];
            if (part->kind == kind && acts_on(part, day)) {
                today->parts[today->n_parts++] = i;
            }
        }
    }
}

/* Costs to the patterns open tomorrow. Returns how many. */
static int32_t sign_successors(const struct builder *b, int32_t day,
                               int32_t pattern, int32_t *signature)
{
    const struct problem *p = b->problem;
    int32_t n = 0;
    for (int32_t q = 0; day + 1 < p->n_days && q < p->n_patterns; q++) {
        if (problem_allows(p, b->person, day + 1, q)) {
            signature[n++] =
                transition_points(p, b->person, day,
                                  (int16_t[2]){(int16_t)pattern, (int16_t)q});
        }
    }
    return n;
}

static int32_t sign_predecessors(const struct builder *b, int32_t day,
                                 int32_t pattern, int32_t *signature)
{
    const struct problem *p = b->problem;
    int32_t n = 0;
    for (int32_t q = 0; day > 0 && q < p->n_patterns; q++) {
        if (problem_allows(p, b->person, day - 1, q)) {
            signature[n++] =
                transition_points(p, b->person, day - 1,
                                  (int16_t[2]){(int16_t)q, (int16_t)pattern});
        }
    }
    return n;
}

static int32_t sign(const struct builder *b, int32_t day, int32_t pattern,
                    int32_t *signature)
{
    const struct pricing_day *today = &b->days[day];
    int32_t n = 0;
    for (int32_t k = 0; k < today->n_parts; k++) {
        signature[n++] = part_action(b->problem,
                                     &b->parts->at[today->parts[k]], day,
                                     pattern);
    }
    n += sign_predecessors(b, day, pattern, signature + n);
    return n + sign_successors(b, day, pattern, signature + n);
}

/* Index of `signature` among the first n kept; keeps it when it is new. */
static int32_t find_or_keep(struct builder *b, int32_t n, int32_t length)
{
    const int32_t *fresh = &b->signature[n * b->width];
    for (int32_t i = 0; i < n; i++) {
        if (memcmp(&b->signature[i * b->width], fresh,
                   (size_t)length * sizeof *fresh) == 0) {
            return i;
        }
    }
    return n;
}

static void form_groups(struct builder *b, int32_t day)
{
    struct pricing_day *today = &b->days[day];
    int32_t n_patterns = b->problem->n_patterns;
    today->group_of = arena_array(b->arena, (size_t)n_patterns,
                                  sizeof *today->group_of);
    for (int32_t p = 0; p < n_patterns; p++) {
        today->group_of[p] = -1;
        if (!problem_allows(b->problem, b->person, day, p)) {
            continue;
        }
        int32_t length =
            sign(b, day, p, &b->signature[today->n_groups * b->width]);
        int32_t group = find_or_keep(b, today->n_groups, length);
        today->group_of[p] = (int16_t)group;
        today->n_groups += group == today->n_groups;
    }
    today->action = arena_array(b->arena,
                                (size_t)today->n_groups *
                                        (size_t)today->n_parts + 1,
                                sizeof *today->action);
    for (int32_t g = 0; g < today->n_groups; g++) {
        memcpy(&today->action[g * today->n_parts],
               &b->signature[g * b->width],
               (size_t)today->n_parts * sizeof *today->action);
    }
}

/* Numbers the different actions of each part. */
static void form_choices(struct builder *b, int32_t day)
{
    struct pricing_day *today = &b->days[day];
    size_t n_parts = (size_t)today->n_parts;
    size_t n_groups = (size_t)today->n_groups;
    today->choice = arena_array(b->arena, n_parts * n_groups + 1,
                                sizeof *today->choice);
    today->n_choices =
        arena_array(b->arena, n_parts + 1, sizeof *today->n_choices);
    for (size_t k = 0; k < n_parts; k++) {
        int16_t *choice = &today->choice[k * n_groups];
        for (size_t g = 0; g < n_groups; g++) {
            size_t h = 0;
            while (today->action[h * n_parts + k] !=
                   today->action[g * n_parts + k]) {
                h++;
            }
            choice[g] = h < g ? choice[h] : today->n_choices[k]++;
        }
    }
}

static void form_classes(struct builder *b, int32_t day)
{
    struct pricing_day *today = &b->days[day];
    int32_t n_patterns = b->problem->n_patterns;
    today->class_of = arena_array(b->arena, (size_t)n_patterns,
                                  sizeof *today->class_of);
    today->class_of_group = arena_array(b->arena, (size_t)today->n_groups,
                                        sizeof *today->class_of_group);
    for (int32_t p = 0; p < n_patterns; p++) {
        int32_t length = sign_successors(
            b, day, p, &b->signature[today->n_classes * b->width]);
        int32_t class = find_or_keep(b, today->n_classes, length);
        today->class_of[p] = (int16_t)class;
        today->n_classes += class == today->n_classes;
        if (today->group_of[p] >= 0) {
            today->class_of_group[today->group_of[p]] = (int16_t)class;
        }
    }
}

/* After form_classes(day) the classes' rows stand in the signatures, a column
 * for each open pattern of tomorrow. */
static void fill_step(struct builder *b, int32_t day)
{
    struct pricing_day *today = &b->days[day];
    const struct pricing_day *next = today + 1;
    today->step = arena_array(b->arena,
                              (size_t)today->n_classes *
                                  (size_t)next->n_groups,
                              sizeof *today->step);
    for (int32_t c = 0; c < today->n_classes; c++) {
        int32_t column = 0;
        for (int32_t q = 0; q < b->problem->n_patterns; q++) {
            if (next->group_of[q] >= 0) {
                today->step[c * next->n_groups + next->group_of[q]] =
                    b->signature[c * b->width + column++];
            }
        }
    }
}

static double step_excess(const int32_t *a, const int32_t *b, int32_t n)
{
    double worst = 0;
    for (int32_t g = 0; g < n; g++) {
        if (b[g] == TRANSITION_NEVER) {
            continue;
        }
        double more = a[g] == TRANSITION_NEVER ? STEEP : a[g] - b[g];
        worst = more > worst ? more : worst;
    }
    return worst;
}

static void fill_excess(struct builder *b, int32_t day)
{
    struct pricing_day *today = &b->days[day];
    int32_t n = today->n_classes;
    int32_t groups = day + 1 < b->problem->n_days ? today[1].n_groups : 0;
    today->excess = arena_array(b->arena, (size_t)n * (size_t)n,
                                sizeof *today->excess);
    for (int32_t x = 0; x < n && groups > 0; x++) {
        for (int32_t y = 0; y < n; y++) {
            today->excess[x * n + y] =
                step_excess(&today->step[x * groups],
                            &today->step[y * groups], groups);
        }
    }
}

struct pricing_day *pricing_days_of(struct arena *arena,
                                    const struct problem *problem,
                                    int32_t person, const struct parts *parts)
{
    struct builder b = {
        .arena = arena,
        .problem = problem,
        .person = person,
        .parts = parts,
        .width = parts->n + 2 * problem->n_patterns,
    };
    size_t room = (size_t)(problem->n_patterns + 1) * (size_t)b.width;
    b.days = arena_array(arena, (size_t)problem->n_days, sizeof *b.days);
    b.signature = xcalloc(room, sizeof *b.signature);
    for (int32_t d = 0; d < problem->n_days; d++) {
        list_parts(&b, d);
        form_groups(&b, d);
        form_choices(&b, d);
    }
    for (int32_t d = 0; d < problem->n_days; d++) {
        form_classes(&b, d);
        if (d + 1 < problem->n_days) {
            fill_step(&b, d);
        }
        fill_excess(&b, d);
    }
    free(b.signature);
    return b.days;
}
