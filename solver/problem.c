/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * problem.c - building a problem piece by piece; problem_finish.c closes it.
 */
#include "solver/problem.h"

#include <string.h>

#include "solver/problem_parts.h"

static struct pattern_set set_of_all(int32_t n_patterns)
{
    struct pattern_set set = {{0}};
    for (int32_t p = 0; p < n_patterns; p++) {
        set.bits[p >> 6] |= (uint64_t)1 << (p & 63);
    }
    return set;
}

static const char **default_names(struct arena *arena, const char *prefix,
                                  int32_t n)
{
    const char **names = arena_array(arena, (size_t)n, sizeof *names);
    for (int32_t i = 0; i < n; i++) {
        names[i] = arena_printf(arena, "%s%d", prefix, i);
    }
    return names;
}

struct problem *problem_new(const char *name, int32_t n_people, int32_t n_days,
                            int32_t n_patterns)
{
    CHECK(n_people >= 1 && n_people <= PEOPLE_MAX);
    CHECK(n_days >= 1 && n_days <= DAYS_MAX);
    CHECK(n_patterns >= 1 && n_patterns <= PATTERN_MAX);
    struct arena *arena = arena_new();
    struct problem *p = arena_alloc(arena, sizeof *p);
    *p = (struct problem){
        .arena = arena,
        .name = arena_strdup(arena, name),
        .n_people = n_people,
        .n_days = n_days,
        .n_patterns = n_patterns,
        .people = default_names(arena, "person", n_people),
        .days = default_names(arena, "day", n_days),
        .patterns = default_names(arena, "p", n_patterns),
        .mask_words = (n_people + 63) / 64,
        .draft = xcalloc(1, sizeof *p->draft),
    };
    p->patterns[OFF] = "off";
    size_t cells = (size_t)n_people * (size_t)n_days;
    p->allowed = arena_array(arena, cells, sizeof *p->allowed);
    struct pattern_set all = set_of_all(n_patterns);
    for (size_t c = 0; c < cells; c++) {
        p->allowed[c] = all;
    }
    bool everybody[PEOPLE_MAX];
    memset(everybody, true, sizeof everybody);
    (void)problem_add_mask(p, everybody);
    return p;
}

void problem_draft_free(struct problem_draft *draft)
{
    if (!draft) {
        return;
    }
    vec_release(&draft->rules);
    vec_release(&draft->rows);
    vec_release(&draft->terms);
    vec_release(&draft->charges);
    vec_release(&draft->reasons);
    vec_release(&draft->masks);
    free(draft);
}

void problem_free(struct problem *problem)
{
    if (!problem) {
        return;
    }
    problem_draft_free(problem->draft);
    arena_free(problem->arena);
}

void problem_name_person(struct problem *p, int32_t person, const char *name)
{
    CHECK(person >= 0 && person < p->n_people);
    p->people[person] = arena_strdup(p->arena, name);
}

void problem_name_day(struct problem *p, int32_t day, const char *name)
{
    CHECK(day >= 0 && day < p->n_days);
    p->days[day] = arena_strdup(p->arena, name);
}

void problem_name_pattern(struct problem *p, int32_t pattern, const char *name)
{
    CHECK(pattern >= 0 && pattern < p->n_patterns);
    p->patterns[pattern] = arena_strdup(p->arena, name);
}

int32_t problem_add_level(struct problem *p, const char *name, cost unit)
{
    CHECK(p->n_levels < LEVEL_MAX && unit >= 1 && unit <= COST_MAX);
    p->levels[p->n_levels] =
        (struct level_info){.name = arena_strdup(p->arena, name), .unit = unit};
    return p->n_levels++;
}

void problem_forbid(struct problem *p, int32_t person, int32_t day,
                    int32_t pattern)
{
    CHECK(person >= 0 && person < p->n_people);
    CHECK(day >= 0 && day < p->n_days);
    CHECK(pattern >= 0 && pattern < p->n_patterns);
    struct pattern_set *set = &p->allowed[person * p->n_days + day];
    set->bits[pattern >> 6] &= ~((uint64_t)1 << (pattern & 63));
}

int32_t problem_add_reason(struct problem *p, const char *name,
                           const char *source, int32_t level)
{
    struct charge_reason reason = {arena_strdup(p->arena, name),
                                   arena_strdup(p->arena, source), level};
    vec_push(&p->draft->reasons, reason);
    return p->draft->reasons.n - 1;
}

void problem_charge(struct problem *p, int32_t person, int32_t day,
                    int32_t pattern, int32_t reason, int32_t points)
{
    CHECK(pattern >= 0 && pattern < p->n_patterns);
    CHECK(reason >= 0 && reason <= INT16_MAX);
    struct charge charge = {person, day, (int16_t)pattern, (int16_t)reason,
                            points};
    vec_push(&p->draft->charges, charge);
}

void *problem_keep(struct problem *p, const void *items, size_t count,
                   size_t size)
{
    void *copy = arena_array(p->arena, count, size);
    if (count > 0) {
        memcpy(copy, items, count * size);
    }
    return copy;
}

void problem_add_rule(struct problem *p, const struct line_rule *rule)
{
    vec_push(&p->draft->rules, *rule);
}

static int32_t find_mask(const struct problem *p, const uint64_t *words)
{
    size_t bytes = (size_t)p->mask_words * sizeof *words;
    for (int32_t m = 0; m < p->n_masks; m++) {
        if (!memcmp(&p->draft->masks.at[m * p->mask_words], words, bytes)) {
            return m;
        }
    }
    return p->n_masks;
}

int32_t problem_add_mask(struct problem *p, const bool *people)
{
    uint64_t words[PEOPLE_MAX / 64] = {0};
    for (int32_t i = 0; i < p->n_people; i++) {
        words[i >> 6] |= (uint64_t)people[i] << (i & 63);
    }
    int32_t mask = find_mask(p, words);
    if (mask < p->n_masks) {
        return mask;
    }
    CHECK(p->n_masks < INT16_MAX);
    for (int32_t w = 0; w < p->mask_words; w++) {
        vec_push(&p->draft->masks, words[w]);
    }
    return p->n_masks++;
}

int32_t problem_add_row(struct problem *p, const struct row *row)
{
    struct row copy = *row;
    copy.name = arena_strdup(p->arena, row->name);
    copy.source = arena_strdup(p->arena, row->source);
    copy.gauge.hinges =
        problem_keep(p, row->gauge.hinges, (size_t)row->gauge.n_hinges,
                     sizeof *row->gauge.hinges);
    copy.first_term = copy.n_terms = 0;
    vec_push(&p->draft->rows, copy);
    return p->draft->rows.n - 1;
}

void problem_add_term(struct problem *p, int32_t row, int32_t day,
                      int32_t pattern, int32_t mask, int32_t coef)
{
    CHECK(pattern >= 0 && pattern < p->n_patterns);
    CHECK(mask >= 0 && mask < p->n_masks);
    struct draft_term term = {row,
                              {day, (int16_t)pattern, (int16_t)mask, coef}};
    vec_push(&p->draft->terms, term);
}
