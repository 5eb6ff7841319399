/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store_audit.c - the append-only log: each line's hash covers the line before.
 */
#include "store/sql.h"

#include <string.h>

#include "base/digest.h"
#include "base/text.h"

static const char GENESIS[] =
    "0000000000000000000000000000000000000000000000000000000000000000";

enum { LINE_BYTES_MAX = 1 << 20 };

/* Fields are separated by a byte that none may contain (text is UTF-8 without
 * controls below), so that no two different lines hash alike. */
static void hash_line(const char *previous, const struct audit_line *line,
                      char out[DIGEST_HEX])
{
    const char *const fields[] = {previous,     line->actor,
                                  line->action, line->object,
                                  line->reason, line->detail};
    struct text text;
    text_init(&text, LINE_BYTES_MAX);
    text_printf(&text, "%lld\x1f%lld", (long long)line->number,
                (long long)line->at);
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        text_char(&text, '\x1f');
        text_str(&text, fields[i] ? fields[i] : "");
    }
    digest_sha256(text_cstr(&text), text.length, out);
    text_release(&text);
}

static enum status last_line(struct store *store, int64_t *number,
                             char hash[DIGEST_HEX], struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "SELECT number, hash FROM audit "
                    "ORDER BY number DESC LIMIT 1",
                    &s, err));
    *number = 0;
    memcpy(hash, GENESIS, DIGEST_HEX);
    if (sql_row(&s, &status, err)) {
        *number = sql_column_int(&s, 0);
        const char *text = sql_column_text(&s, 1);
        size_t length = strlen(text);
        memcpy(hash, text, length < DIGEST_HEX ? length + 1 : DIGEST_HEX);
        hash[DIGEST_HEX - 1] = '\0';
    }
    sql_done(&s);
    return status;
}

static enum status append(struct store *store, const struct audit_line *line,
                          struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
                    "?8)",
                    &s, err));
    sql_int(&s, 1, line->number);
    sql_int(&s, 2, line->at);
    sql_text(&s, 3, line->actor);
    sql_text(&s, 4, line->action);
    sql_text(&s, 5, line->object);
    sql_text(&s, 6, line->reason);
    sql_text(&s, 7, line->detail);
    sql_text(&s, 8, line->hash);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

enum status store_audit(struct store *store, const struct act *act,
                        const char *action, const char *object,
                        const char *detail, struct error *err)
{
    bool mine;
    int64_t number;
    char previous[DIGEST_HEX], hash[DIGEST_HEX];
    TRY(sql_begin(store, &mine, err));
    enum status status = last_line(store, &number, previous, err);
    if (status == STATUS_OK) {
        struct audit_line line = {.number = number + 1,
                                  .at = act->at,
                                  .actor = act->actor,
                                  .action = action,
                                  .object = object,
                                  .reason = act->reason,
                                  .detail = detail,
                                  .hash = hash};
        hash_line(previous, &line, hash);
        status = append(store, &line, err);
    }
    return sql_end(store, mine, status, err);
}

enum status store_audit_walk(struct store *store, int64_t first,
                             audit_visit *visit, void *context,
                             struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "SELECT number, at, actor, action, object, reason, "
                    "detail, hash FROM audit WHERE number >= ?1 "
                    "ORDER BY number",
                    &s, err));
    sql_int(&s, 1, first);
    while (status == STATUS_OK && sql_row(&s, &status, err)) {
        struct audit_line line = {
            .number = sql_column_int(&s, 0),
            .at = sql_column_int(&s, 1),
            .actor = sql_column_text(&s, 2),
            .action = sql_column_text(&s, 3),
            .object = sql_column_text(&s, 4),
            .reason = sql_column_null(&s, 5) ? NULL : sql_column_text(&s, 5),
            .detail = sql_column_null(&s, 6) ? NULL : sql_column_text(&s, 6),
            .hash = sql_column_text(&s, 7),
        };
        status = visit(context, &line, err);
    }
    sql_done(&s);
    return status;
}

struct verifying {
    const char *path;
    int64_t lines;
    char previous[DIGEST_HEX];
};

static enum status verify_line(void *context, const struct audit_line *line,
                               struct error *err)
{
    struct verifying *v = context;
    char hash[DIGEST_HEX];
    hash_line(v->previous, line, hash);
    if (line->number != v->lines + 1 || strcmp(hash, line->hash) != 0) {
        return error_set(err, STATUS_STORE,
                         "%s: audit line %lld does not follow from line %lld",
                         v->path, (long long)line->number,
                         (long long)v->lines);
    }
    memcpy(v->previous, hash, DIGEST_HEX);
    v->lines = line->number;
    return STATUS_OK;
}

/* Where the chain begins: behind what became too old (store_tidy.h). */
static enum status line_before(struct store *store, struct verifying *v,
                               struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    int64_t known;
    memcpy(v->previous, GENESIS, DIGEST_HEX);
    /* A copy that an older version made is only looked at. */
    TRY(sql_number(store,
                   "SELECT count(*) FROM sqlite_master "
                   "WHERE name = 'audit_before'",
                   0, &known, err));
    if (known == 0) {
        return STATUS_OK;
    }
    TRY(sql_prepare(store, "SELECT number, hash FROM audit_before", &s, err));
    if (sql_row(&s, &status, err)) {
        v->lines = sql_column_int(&s, 0);
        sql_column_copy(&s, 1, v->previous, sizeof v->previous);
    }
    sql_done(&s);
    return status;
}

enum status store_audit_verify(struct store *store, int64_t *lines,
                               struct error *err)
{
    struct verifying v = {.path = store->path};
    TRY(line_before(store, &v, err));
    enum status status =
        store_audit_walk(store, v.lines + 1, verify_line, &v, err);
    *lines = v.lines;
    return status;
}
