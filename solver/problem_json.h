/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * problem_json.h - what writing and reading a problem's file have in common.
 *
 * Tables of numbers and sets of patterns that many rules share are written
 * once, in the order of first use, and named by their index. The format is
 * described in docs/problem.schema.json.
 */
#ifndef SOLVER_PROBLEM_JSON_H
#define SOLVER_PROBLEM_JSON_H

#include "base/json.h"
#include "solver/problem.h"

#define PROBLEM_FORMAT "samvakt-problem-1"

/* Keys of the kinds of rules, in the order of enum line_kind. */
enum { LINE_KINDS = LINE_GAP + 1 };
extern const char *const LINE_KIND_KEYS[LINE_KINDS];

/* Writing. Words as a JSON string. */
void json_text_string(struct text *out, const char *words);
/* [1,2,3] */
void json_text_ints(struct text *out, const int32_t *values, int32_t n);

/* While a file is written: tables and sets by content. */
struct pool_table {
    const int32_t *values;
    int32_t n;
};
struct pool {
    struct VEC_OF(struct pool_table) tables;
    struct VEC_OF(struct pattern_set) sets;
};

/* Index of the set, which is added when it is new. */
int32_t pool_set(struct pool *pool, const struct pattern_set *set);

/* "name":...,"source":...,"level":... */
void json_text_origin(struct text *out, const char *name, const char *source,
                      int32_t level);
/* ,"low":...,"high":...,"hinges":[...] */
void json_text_gauge(struct text *out, const struct gauge *gauge);
/* "rules":[...], */
void json_text_rules(struct text *out, const struct problem *p,
                     struct pool *pool);

/* While a file is read: what the indices in it mean. */
struct problem_reader {
    const struct json_doc *doc;
    struct problem *p;
    struct error *err;
    struct VEC_OF(struct pattern_set) sets;
    struct VEC_OF(struct int_table {
        const int32_t *values; /* in the problem's arena */
        int32_t n;
    }) tables;
    struct int_vec masks; /* the problem's index of each */
    struct int_vec ints;  /* for reader_ints() */
};

/* A list of whole numbers within [low, high], into r->ints. */
enum status reader_ints(struct problem_reader *r, const cJSON *list,
                        int64_t low, int64_t high) MUST_USE;
/* Refuses what is no object or has a field that is not in `keys`, which ends
 * with NULL. */
enum status reader_keys(struct problem_reader *r, const cJSON *object,
                        const char *const *keys) MUST_USE;
/* A whole number of 32 bits within [low, high]. */
enum status reader_int(struct problem_reader *r, const cJSON *object,
                       const char *key, int64_t low, int64_t high,
                       int32_t *result) MUST_USE;
/* "low" and "high", which may be absent, and "hinges". */
enum status reader_gauge(struct problem_reader *r, const cJSON *object,
                         struct gauge *gauge) MUST_USE;
/* "name", "source" (copied) and "level" of a rule, row or reason. */
enum status reader_origin(struct problem_reader *r, const cJSON *object,
                          const char **name, const char **source,
                          int32_t *level) MUST_USE;
/* One item of "rules". problem_read_rule.c */
enum status reader_rule(struct problem_reader *r, const cJSON *object) MUST_USE;

#endif
