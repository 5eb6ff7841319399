/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store_profile.c - the rule profile as rows, so that the file stands alone:
 * the limits that held when a plan was made can be read from it for ever.
 */
#include "store/sql.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "model/profile.h"

enum { NUMBERS_MAX = 512 };

static void write_numbers(const int64_t *numbers, int32_t n, struct text *out)
{
    text_clear(out);
    for (int32_t i = 0; i < n; i++) {
        text_printf(out, "%s%lld", i ? "|" : "", (long long)numbers[i]);
    }
}

/* Reads up to n numbers; those missing keep their value. */
static void read_numbers(const char *text, int64_t *numbers, int32_t n)
{
    for (int32_t i = 0; i < n && *text; i++) {
        char *end;
        numbers[i] = strtoll(text, &end, 10);
        text = *end == '|' ? end + 1 : end;
    }
}

static void bind_limit(struct statement *s, enum limit_key key,
                       const struct limit *limit)
{
    struct text text;
    text_init(&text, NUMBERS_MAX);
    sql_text(s, 1, limit_key_name(key));
    sql_int(s, 2, limit->value);
    write_numbers(limit->relaxed, BASIS_COUNT, &text);
    sql_text(s, 3, text_cstr(&text));
    int64_t severity[ACTOR_COUNT];
    for (int32_t a = 0; a < ACTOR_COUNT; a++) {
        severity[a] = (int64_t)limit->severity[a];
    }
    write_numbers(severity, ACTOR_COUNT, &text);
    sql_text(s, 4, text_cstr(&text));
    sql_text(s, 5, limit->test);
    sql_text(s, 6, limit->reference);
    sql_int(s, 7, limit->from);
    sql_int(s, 8, limit->to);
    text_release(&text);
}

static enum status save_limits(struct store *store,
                               const struct profile *profile,
                               struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "INSERT INTO profile_limit VALUES "
                    "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                    &s, err));
    for (int32_t k = 0; k < LIMIT_KEYS && status == STATUS_OK; k++) {
        if (profile->limits[k].set) {
            bind_limit(&s, (enum limit_key)k, &profile->limits[k]);
            status = sql_step(&s, err);
        }
    }
    sql_done(&s);
    return status;
}

static enum status save_tiers(struct store *store,
                              const struct profile *profile,
                              struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "INSERT INTO profile_tier VALUES "
                    "(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    &s, err));
    for (int32_t i = 0; i < profile->tiers.n && status == STATUS_OK; i++) {
        const struct notice_tier *tier = &profile->tiers.at[i];
        sql_int(&s, 1, i);
        sql_int(&s, 2, tier->days);
        sql_int(&s, 3, tier->cutoff);
        sql_int(&s, 4, tier->weight);
        sql_int(&s, 5, tier->pay_pct);
        sql_int(&s, 6, tier->consent);
        sql_text(&s, 7, tier->name);
        status = sql_step(&s, err);
    }
    sql_done(&s);
    return status;
}

static enum status save_value(struct store *store, const char *key,
                              const char *value, struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store, "INSERT INTO profile_value VALUES (?1, ?2)", &s,
                    err));
    sql_text(&s, 1, key);
    sql_text(&s, 2, value ? value : "");
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

enum status profile_save(struct store *store, const struct coop *coop,
                         struct error *err)
{
    const struct profile *profile = coop->profile;
    char minutes[60];
    TRY(sql_run(store,
                "DELETE FROM profile_limit; DELETE FROM profile_tier; "
                "DELETE FROM profile_value;",
                err));
    if (!profile) {
        return STATUS_OK;
    }
    TRY(save_limits(store, profile, err));
    TRY(save_tiers(store, profile, err));
    TRY(save_value(store, "name", profile->name, err));
    TRY(save_value(store, "title", profile->title, err));
    snprintf(minutes, sizeof minutes, "%d|%d", profile->pay_evening_start,
             profile->pay_evening_end);
    return save_value(store, "pay_evening", minutes, err);
}

/* ---- reading --------------------------------------------------------------------- */

static void read_limit(struct statement *s, struct coop *coop,
                       struct limit *limit)
{
    int64_t severity[ACTOR_COUNT] = {0};
    limit->set = true;
    limit->value = sql_column_int(s, 1);
    read_numbers(sql_column_text(s, 2), limit->relaxed, BASIS_COUNT);
    read_numbers(sql_column_text(s, 3), severity, ACTOR_COUNT);
    for (int32_t a = 0; a < ACTOR_COUNT; a++) {
        limit->severity[a] = (enum severity)severity[a];
    }
    limit->test = arena_strdup(coop->arena, sql_column_text(s, 4));
    limit->reference = arena_strdup(coop->arena, sql_column_text(s, 5));
    limit->from = (date_day)sql_column_int(s, 6);
    limit->to = (date_day)sql_column_int(s, 7);
}

static enum status read_limits(struct store *store, struct coop *coop,
                               struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "SELECT key, value, relaxed, severity, test, reference, "
                    "valid_from, valid_to FROM profile_limit",
                    &s, err));
    while (status == STATUS_OK && sql_row(&s, &status, err)) {
        int32_t key = limit_key_find(sql_column_text(&s, 0));
        if (key == NONE) {
            status = error_set(err, STATUS_STORE,
                               "table profile_limit: unknown limit '%s'",
                               sql_column_text(&s, 0));
        } else {
            read_limit(&s, coop, &coop->profile->limits[key]);
        }
    }
    sql_done(&s);
    return status;
}

static enum status read_tiers(struct store *store, struct coop *coop,
                              struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    int64_t n = 0;
    TRY(sql_number(store, "SELECT count(*) FROM profile_tier", 0, &n, err));
    struct tier_list *tiers = &coop->profile->tiers;
    tiers->at = arena_array(coop->arena, (size_t)n + 1, sizeof *tiers->at);
    tiers->room = (int32_t)n;
    TRY(sql_prepare(store,
                    "SELECT days, cutoff, weight, pay_pct, consent, name "
                    "FROM profile_tier ORDER BY position",
                    &s, err));
    while (tiers->n < tiers->room && sql_row(&s, &status, err)) {
        tiers->at[tiers->n++] = (struct notice_tier){
            .days = (int32_t)sql_column_int(&s, 0),
            .cutoff = (int32_t)sql_column_int(&s, 1),
            .weight = (int32_t)sql_column_int(&s, 2),
            .pay_pct = (int32_t)sql_column_int(&s, 3),
            .consent = sql_column_int(&s, 4) != 0,
            .name = arena_strdup(coop->arena, sql_column_text(&s, 5)),
        };
    }
    sql_done(&s);
    return status;
}

static enum status read_values(struct store *store, struct coop *coop,
                               struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    struct profile *profile = coop->profile;
    TRY(sql_prepare(store, "SELECT key, value FROM profile_value", &s, err));
    while (sql_row(&s, &status, err)) {
        const char *key = sql_column_text(&s, 0);
        const char *value = sql_column_text(&s, 1);
        int64_t evening[2] = {0, 0};
        if (strcmp(key, "name") == 0) {
            profile->name = arena_strdup(coop->arena, value);
        } else if (strcmp(key, "title") == 0) {
            profile->title = arena_strdup(coop->arena, value);
        } else if (strcmp(key, "pay_evening") == 0) {
            read_numbers(value, evening, 2);
            profile->pay_evening_start = (int32_t)evening[0];
            profile->pay_evening_end = (int32_t)evening[1];
        }
    }
    sql_done(&s);
    return status;
}

enum status profile_read(struct store *store, struct coop *coop,
                         struct error *err)
{
    coop->profile = arena_alloc(coop->arena, sizeof *coop->profile);
    TRY(read_limits(store, coop, err));
    TRY(read_tiers(store, coop, err));
    return read_values(store, coop, err);
}
