/* SPDX-License-Identifier: GPL-3.0-or-later */
/* attempt_cost.c - what a change costs, by level and rule. */
#include <stdlib.h>
#include <string.h>

#include "rota/attempt_parts.h"
#include "solver/explain.h"

enum { EFFECTS_TOLD = 40 };

/* What exclusions cost is told as a sum, never of whom (domain.md D4). */
static bool of_exclusions(const char *name)
{
    static const enum weight_key KEYS[] = {WEIGHT_AVOID, WEIGHT_NOT_ALONE,
                                           WEIGHT_CONFLICT};
    for (size_t i = 0; i < COUNT_OF(KEYS); i++) {
        if (strcmp(name, weight_key_name(KEYS[i])) == 0) {
            return true;
        }
    }
    return strcmp(name, RULES[RULE_CONFLICT].key) == 0;
}

static void origin(const struct problem *p, const struct effect *e,
                   const char **name, const char **source)
{
    *name = *source = "";
    switch (e->kind) {
    case EFFECT_RULE:
        *name = p->rules[e->index].name;
        *source = p->rules[e->index].source;
        break;
    case EFFECT_ROW:
        *name = p->rows[e->index].name;
        *source = p->rows[e->index].source;
        break;
    case EFFECT_CHOICE: /* its source is the id of somebody's record */
        *name = p->reasons[e->index].name;
        break;
    }
}

static void add_line(const struct problem *p, const struct effect *e,
                     const char *name, const char *source, cJSON *list)
{
    cJSON *line = json_push_object(list);
    json_add_string(line, "rule", name);
    json_add_string(line, "source", source);
    json_add_string(line, "level", p->levels[e->level].name);
    json_add_string(line, "person",
                    e->person >= 0 ? p->people[e->person] : NULL);
    json_add_int(line, "points", e->points);
    json_add_int(line, "breach", e->breach);
}

static int by_points(const void *a, const void *b)
{
    const struct effect *x = a, *y = b;
    if (x->level != y->level) {
        return x->level < y->level ? -1 : 1;
    }
    cost p = llabs(x->points), q = llabs(y->points);
    return p != q ? (p > q ? -1 : 1) : x->index - y->index;
}

static void add_effects(const struct problem *p, struct effect_vec *effects,
                        cJSON *object)
{
    struct effect hidden = {.person = NONE, .level = LEVEL_CONFLICT};
    cJSON *list = json_add_list(object, "effects");
    if (effects->n > 0) {
        qsort(effects->at, (size_t)effects->n, sizeof *effects->at,
              by_points);
    }
    for (int32_t i = 0; i < effects->n; i++) {
        const struct effect *e = &effects->at[i];
        const char *name, *source;
        if (e->index < 0) {
            continue; /* a choice that is not open: among the refusals */
        }
        origin(p, e, &name, &source);
        if (of_exclusions(name)) {
            hidden.points += e->points;
            hidden.breach += e->breach;
        } else if (cJSON_GetArraySize(list) < EFFECTS_TOLD) {
            add_line(p, e, name, source, list);
        }
    }
    if (hidden.points != 0 || hidden.breach != 0) {
        add_line(p, &hidden, RULES[RULE_CONFLICT].key, "", list);
    }
}

static void add_change(cJSON *object, cost before, cost after)
{
    json_add_int(object, "before", before);
    json_add_int(object, "after", after);
    json_add_int(object, "change", after - before);
}

static cost add_scores(const struct problem *p, const struct roster *before,
                       const struct roster *after, cJSON *object)
{
    struct score x = roster_score(p, before), y = roster_score(p, after);
    struct effect_vec effects = {0};
    add_change(json_add_object(object, "cost"), x.total, y.total);
    cJSON *levels = json_add_list(object, "levels");
    for (int32_t k = 0; k < p->n_levels; k++) {
        cJSON *level = json_push_object(levels);
        json_add_string(level, "name", p->levels[k].name);
        add_change(level, x.level[k], y.level[k]);
    }
    explain_change(p, before, after, &effects);
    add_effects(p, &effects, object);
    vec_release(&effects);
    return y.total;
}

/* Everything is open: the change is asked for, not planned. A draft's notice
 * costs nothing, as when it was solved. */
static enum status compile_all(const struct attempting *a,
                               struct compiled **compiled, struct error *err)
{
    struct opening_key weeks[WEEKS_MAX];
    struct compile_input input = a->input.compile;
    int32_t n = 0;
    for (date_day d = input.from;
         d < input.from + input.days && n < WEEKS_MAX; d += 7) {
        weeks[n++] = (struct opening_key){.kind = OPEN_WEEK, .date = d};
    }
    input.open = weeks;
    input.n_open = n;
    if (a->what->plan == 0) {
        input.now = a->desk->act.at;
        input.price_changes = true;
    }
    return compile(&input, compiled, err);
}

static void add_no_pattern(const struct attempting *a, cJSON *object)
{
    cJSON *line = json_push_object(
        cJSON_GetObjectItemCaseSensitive(object, "refused"));
    json_add_string(line, "reason",
                    a->desk->norwegian
                        ? "vaktene kan ikke holdes sammen på én dag"
                        : "the duties cannot be held together on one day");
}

/* What was published by hand, or before the records changed, may be held by no
 * pattern: then there is no cost to compare with. */
static enum status compare(const struct attempting *a,
                           const struct compiled *compiled, cJSON *object,
                           cost *total, struct error *err)
{
    struct roster *before = NULL, *after = NULL;
    struct error misfit = {0};
    enum status known =
        compiled_encode(compiled, &a->before, &before, &misfit);
    enum status fits = known == STATUS_OK
                           ? compiled_encode(compiled, &a->after, &after,
                                             &misfit)
                           : known;
    *total = 0;
    if (fits == STATUS_OK) {
        *total =
            add_scores(compiled_problem(compiled), before, after, object);
    } else if (fits == STATUS_CONFLICT && known == STATUS_OK) {
        *total = -1;
        add_no_pattern(a, object);
    }
    roster_free(before);
    roster_free(after);
    if (fits != STATUS_OK && fits != STATUS_CONFLICT) {
        *err = misfit;
        return fits;
    }
    return STATUS_OK;
}

enum status attempt_add_cost(const struct attempting *a, cJSON *object,
                             cost *total, struct error *err)
{
    struct compiled *compiled = NULL;
    TRY(compile_all(a, &compiled, err));
    enum status status = compare(a, compiled, object, total, err);
    compiled_free(compiled);
    return status;
}
