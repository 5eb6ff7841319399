/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * problem_json.c - a problem as JSON: one rule, row or table a line.
 */
#include "solver/problem_json.h"

#include <inttypes.h>

#include "base/digest.h"

/* Far more than a year of the largest public instance needs. */
#define BYTES_MAX ((size_t)1 << 30)

static void write_names(struct text *out, const char *key,
                        const char *const *names, int32_t n)
{
    text_printf(out, "\"%s\":[", key);
    for (int32_t i = 0; i < n; i++) {
        text_str(out, i > 0 ? "," : "");
        json_text_string(out, names[i]);
    }
    text_str(out, "],\n");
}

/* ---- rows -------------------------------------------------------------- */

/* Terms that differ in the pattern only share an item: [day, mask, coef,
 * pattern, pattern, ...]. `done` marks terms that are written. */
static void write_terms(struct text *out, const struct problem *p,
                        const struct row *row, bool *done)
{
    const struct term *terms = &p->terms[row->first_term];
    const char *comma = "";
    memset(done, 0, (size_t)row->n_terms * sizeof *done);
    for (int32_t a = 0; a < row->n_terms; a++) {
        if (done[a]) {
            continue;
        }
        text_printf(out, "%s[%d,%d,%d", comma, terms[a].day, terms[a].mask,
                    terms[a].coef);
        comma = ",";
        for (int32_t b = a; b < row->n_terms && terms[b].day == terms[a].day;
             b++) {
            if (!done[b] && terms[b].mask == terms[a].mask &&
                terms[b].coef == terms[a].coef) {
                text_printf(out, ",%d", terms[b].pattern);
                done[b] = true;
            }
        }
        text_char(out, ']');
    }
}

static void write_rows(struct text *out, const struct problem *p)
{
    bool *done = xcalloc((size_t)p->n_terms, sizeof *done);
    text_str(out, "\"rows\":[");
    for (int32_t r = 0; r < p->n_rows; r++) {
        const struct row *row = &p->rows[r];
        text_printf(out, "%s\n{", r > 0 ? "," : "");
        json_text_origin(out, row->name, row->source, row->level);
        if (row->day != NONE_DAY) {
            text_printf(out, ",\"day\":%d", row->day);
        }
        text_printf(out, ",\"constant\":%" PRId64, row->constant);
        json_text_gauge(out, &row->gauge);
        text_str(out, ",\"terms\":[");
        write_terms(out, p, row, done);
        text_str(out, "]}");
    }
    text_str(out, "]\n");
    free(done);
}

/* ---- choices ----------------------------------------------------------- */

static void write_allowed(struct text *out, const struct problem *p,
                          struct pool *pool)
{
    text_str(out, "\"allowed\":[");
    for (int32_t i = 0; i < p->n_people; i++) {
        text_str(out, i > 0 ? ",\n[" : "\n[");
        for (int32_t d = 0; d < p->n_days; d++) {
            text_printf(out, "%s%d", d > 0 ? "," : "",
                        pool_set(pool, &p->allowed[i * p->n_days + d]));
        }
        text_char(out, ']');
    }
    text_str(out, "],\n");
}

static void write_reasons(struct text *out, const struct problem *p)
{
    text_str(out, "\"reasons\":[");
    for (int32_t k = 0; k < p->n_reasons; k++) {
        text_str(out, k > 0 ? ",\n{" : "\n{");
        json_text_origin(out, p->reasons[k].name, p->reasons[k].source,
                         p->reasons[k].level);
        text_char(out, '}');
    }
    text_str(out, "],\n");
}

static bool same_day(const struct charge *a, const struct charge *b)
{
    return a->person == b->person && a->day == b->day;
}

/* As terms: [person, day, reason, points, pattern, pattern, ...]. */
static void write_charges(struct text *out, const struct problem *p)
{
    bool *done = xcalloc((size_t)p->n_charges, sizeof *done);
    const char *comma = "";
    text_str(out, "\"charges\":[");
    for (int32_t a = 0; a < p->n_charges; a++) {
        const struct charge *one = &p->charges[a];
        if (done[a]) {
            continue;
        }
        text_printf(out, "%s\n[%d,%d,%d,%d", comma, one->person, one->day,
                    one->reason, one->points);
        comma = ",";
        for (int32_t b = a; b < p->n_charges && same_day(one, &p->charges[b]);
             b++) {
            const struct charge *other = &p->charges[b];
            if (!done[b] && other->reason == one->reason &&
                other->points == one->points) {
                text_printf(out, ",%d", other->pattern);
                done[b] = true;
            }
        }
        text_char(out, ']');
    }
    text_str(out, "],\n");
    free(done);
}

/* ---- the whole --------------------------------------------------------- */

static void write_head(struct text *out, const struct problem *p)
{
    text_str(out, "{\n\"format\":\"" PROBLEM_FORMAT "\",\n\"name\":");
    json_text_string(out, p->name);
    text_str(out, ",\n\"levels\":[");
    for (int32_t k = 0; k < p->n_levels; k++) {
        text_str(out, k > 0 ? "," : "");
        text_str(out, "{\"name\":");
        json_text_string(out, p->levels[k].name);
        text_printf(out, ",\"unit\":%" PRId64 "}", p->levels[k].unit);
    }
    text_str(out, "],\n");
    write_names(out, "people", (const char *const *)p->people, p->n_people);
    write_names(out, "days", (const char *const *)p->days, p->n_days);
    write_names(out, "patterns", (const char *const *)p->patterns,
                p->n_patterns);
}

static void write_masks(struct text *out, const struct problem *p)
{
    text_str(out, "\"masks\":[");
    for (int32_t m = 0; m < p->n_masks; m++) {
        int32_t people[PEOPLE_MAX];
        int32_t n = 0;
        for (int32_t i = 0; i < p->n_people; i++) {
            people[n] = i;
            n += problem_masked(p, m, i);
        }
        text_str(out, m > 0 ? ",\n" : "\n");
        json_text_ints(out, people, n);
    }
    text_str(out, "],\n");
}

static void write_pool(struct text *out, const struct problem *p,
                       const struct pool *pool)
{
    text_str(out, "\"sets\":[");
    for (int32_t k = 0; k < pool->sets.n; k++) {
        int32_t patterns[PATTERN_MAX];
        int32_t n = 0;
        for (int32_t q = 0; q < p->n_patterns; q++) {
            patterns[n] = q;
            n += SET_HAS(&pool->sets.at[k], q) ? 1 : 0;
        }
        text_str(out, k > 0 ? ",\n" : "\n");
        json_text_ints(out, patterns, n);
    }
    text_str(out, "],\n\"tables\":[");
    for (int32_t k = 0; k < pool->tables.n; k++) {
        text_str(out, k > 0 ? ",\n" : "\n");
        json_text_ints(out, pool->tables.at[k].values, pool->tables.at[k].n);
    }
    text_str(out, "],\n");
}

char *problem_write(const struct problem *problem)
{
    CHECK(!problem->draft);
    struct pool pool = {0};
    struct text out, rules;
    text_init(&out, BYTES_MAX);
    text_init(&rules, BYTES_MAX);
    write_allowed(&rules, problem, &pool); /* fill the pool, which goes first */
    json_text_rules(&rules, problem, &pool);
    write_head(&out, problem);
    write_masks(&out, problem);
    write_pool(&out, problem, &pool);
    text_bytes(&out, text_cstr(&rules), rules.length);
    write_reasons(&out, problem);
    write_charges(&out, problem);
    write_rows(&out, problem);
    text_str(&out, "}\n");
    CHECK(!out.overflow && !rules.overflow);
    vec_release(&pool.tables);
    vec_release(&pool.sets);
    text_release(&rules);
    return text_take(&out);
}

char *problem_digest(const struct problem *problem, char out[65])
{
    char *bytes = problem_write(problem);
    digest_sha256(bytes, strlen(bytes), out);
    free(bytes);
    return out;
}
