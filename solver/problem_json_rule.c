/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * problem_json_rule.c - line rules as JSON, and what all of the file's parts
 * are written with.
 */
#include <inttypes.h>

#include "solver/problem_json.h"

const char *const LINE_KIND_KEYS[LINE_KINDS] = {
    [LINE_TRANSITION] = "transition",
    [LINE_WINDOW] = "window",
    [LINE_GROUPS] = "groups",
    [LINE_RUN] = "run",
    [LINE_GAP] = "gap",
};

void json_text_string(struct text *out, const char *words)
{
    text_char(out, '"');
    for (; *words; words++) {
        unsigned char byte = (unsigned char)*words;
        if (byte == '"' || byte == '\\') {
            text_char(out, '\\');
        }
        if (byte < ' ') {
            text_printf(out, "\\u%04x", byte);
        } else {
            text_char(out, *words);
        }
    }
    text_char(out, '"');
}

/* Tables have millions of them: printf took longer than all the rest. */
static void text_int(struct text *out, int32_t value)
{
    char digits[12];
    size_t at = sizeof digits;
    uint32_t left = value < 0 ? 0U - (uint32_t)value : (uint32_t)value;
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (value < 0) {
        digits[--at] = '-';
    }
    text_bytes(out, digits + at, sizeof digits - at);
}

void json_text_ints(struct text *out, const int32_t *values, int32_t n)
{
    text_char(out, '[');
    for (int32_t i = 0; i < n; i++) {
        if (i > 0) {
            text_char(out, ',');
        }
        text_int(out, values[i]);
    }
    text_char(out, ']');
}

/* ---- shared tables and sets -------------------------------------------- */

static int32_t pool_table(struct pool *pool, const int32_t *values, int32_t n)
{
    for (int32_t k = 0; k < pool->tables.n; k++) {
        const struct pool_table *known = &pool->tables.at[k];
        if (known->n == n && known->values == values) {
            return k; /* mostly: before any content is compared */
        }
    }
    for (int32_t k = 0; k < pool->tables.n; k++) {
        const struct pool_table *known = &pool->tables.at[k];
        if (known->n == n &&
            !memcmp(known->values, values, (size_t)n * sizeof *values)) {
            return k;
        }
    }
    struct pool_table table = {values, n};
    vec_push(&pool->tables, table);
    return pool->tables.n - 1;
}

int32_t pool_set(struct pool *pool, const struct pattern_set *set)
{
    for (int32_t k = 0; k < pool->sets.n; k++) {
        if (!memcmp(&pool->sets.at[k], set, sizeof *set)) {
            return k;
        }
    }
    vec_push(&pool->sets, *set);
    return pool->sets.n - 1;
}

/* ---- pieces ------------------------------------------------------------ */

void json_text_origin(struct text *out, const char *name, const char *source,
                      int32_t level)
{
    text_str(out, "\"name\":");
    json_text_string(out, name);
    text_str(out, ",\"source\":");
    json_text_string(out, source);
    text_printf(out, ",\"level\":%d", level);
}

/* Bounds that are not there are left out. */
void json_text_gauge(struct text *out, const struct gauge *gauge)
{
    if (gauge->low != BOUND_NONE_LOW) {
        text_printf(out, ",\"low\":%" PRId64, gauge->low);
    }
    if (gauge->high != BOUND_NONE_HIGH) {
        text_printf(out, ",\"high\":%" PRId64, gauge->high);
    }
    text_str(out, ",\"hinges\":[");
    for (int32_t i = 0; i < gauge->n_hinges; i++) {
        const struct hinge *h = &gauge->hinges[i];
        text_printf(out, "%s[%" PRId64 ",%" PRId64 ",%" PRId64 "]",
                    i > 0 ? "," : "", h->at, h->under, h->over);
    }
    text_char(out, ']');
}

/* ---- line rules -------------------------------------------------------- */

static void write_transition(struct text *out, const struct problem *p,
                             const struct line_rule *rule, struct pool *pool)
{
    text_str(out, ",\"tables\":[");
    for (int32_t d = 0; d + 1 < p->n_days; d++) {
        text_printf(out, "%s%d", d > 0 ? "," : "",
                    pool_table(pool, rule->u.transition.table_of_day[d],
                               p->n_patterns * p->n_patterns));
    }
    text_char(out, ']');
}

static void write_window(struct text *out, const struct problem *p,
                         const struct line_rule *rule, struct pool *pool)
{
    const struct window_sum *w = &rule->u.window;
    int32_t n = p->n_patterns * (w->weights.by_day ? p->n_days : 1);
    text_printf(out,
                ",\"first\":%d,\"last\":%d,\"weights\":%d,\"by_day\":%s,"
                "\"history\":%" PRId64,
                w->first, w->last, pool_table(pool, w->weights.weight, n),
                w->weights.by_day ? "true" : "false", w->history);
    json_text_gauge(out, &w->gauge);
}

static void write_groups(struct text *out, const struct problem *p,
                         const struct line_rule *rule, struct pool *pool)
{
    (void)p;
    const struct group_count *g = &rule->u.groups;
    text_printf(out, ",\"set\":%d,\"start\":", pool_set(pool, &g->set));
    json_text_ints(out, g->start, g->n_groups);
    text_str(out, ",\"end\":");
    json_text_ints(out, g->end, g->n_groups);
    text_printf(out, ",\"history\":%" PRId64, g->history);
    json_text_gauge(out, &g->gauge);
}

static void write_run(struct text *out, const struct problem *p,
                      const struct line_rule *rule, struct pool *pool)
{
    (void)p;
    const struct run_length *run = &rule->u.run;
    text_printf(out, ",\"set\":%d,\"history\":%d", pool_set(pool, &run->set),
                run->history);
    json_text_gauge(out, &run->gauge);
}

static void write_gap(struct text *out, const struct problem *p,
                      const struct line_rule *rule, struct pool *pool)
{
    const struct free_gap *gap = &rule->u.gap;
    int32_t n = p->n_days * p->n_patterns;
    int32_t from = pool_table(pool, gap->busy_from, n);
    int32_t to = pool_table(pool, gap->busy_to, n);
    text_printf(out,
                ",\"busy_from\":%d,\"busy_to\":%d,\"first\":%d,\"last\":%d,"
                "\"open\":%d,\"close\":%d,\"busy_until\":%d,\"need\":%d",
                from, to, gap->first, gap->last, gap->open, gap->close,
                gap->busy_until, gap->need);
    if (gap->cost_missing != GAP_HARD) {
        text_printf(out, ",\"cost_missing\":%" PRId64, gap->cost_missing);
    }
}

typedef void rule_writer(struct text *out, const struct problem *p,
                         const struct line_rule *rule, struct pool *pool);
static rule_writer *const WRITERS[LINE_KINDS] = {
    [LINE_TRANSITION] = write_transition,
    [LINE_WINDOW] = write_window,
    [LINE_GROUPS] = write_groups,
    [LINE_RUN] = write_run,
    [LINE_GAP] = write_gap,
};

void json_text_rules(struct text *out, const struct problem *p,
                     struct pool *pool)
{
    text_str(out, "\"rules\":[");
    for (int32_t k = 0; k < p->n_rules; k++) {
        const struct line_rule *rule = &p->rules[k];
        text_printf(out, "%s\n{\"kind\":\"%s\",\"person\":%d,",
                    k > 0 ? "," : "", LINE_KIND_KEYS[rule->kind], rule->person);
        json_text_origin(out, rule->name, rule->source, rule->level);
        WRITERS[rule->kind](out, p, rule, pool);
        text_char(out, '}');
    }
    text_str(out, "],\n");
}
