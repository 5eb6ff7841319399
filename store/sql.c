/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sql.c - SQLite statements with our errors. */
#include "store/sql.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum status sql_fail(struct store *store, const char *doing,
                     struct error *err)
{
    return error_set(err, STATUS_STORE, "%s: %s: %s", store->path, doing,
                     sqlite3_errmsg(store->db));
}

enum status sql_run(struct store *store, const char *sql, struct error *err)
{
    if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK) {
        char doing[60];
        snprintf(doing, sizeof doing, "%.50s", sql);
        doing[strcspn(doing, "\n")] = '\0';
        return sql_fail(store, doing, err);
    }
    return STATUS_OK;
}

enum status sql_prepare(struct store *store, const char *sql,
                        struct statement *statement, struct error *err)
{
    *statement = (struct statement){.store = store};
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement->stmt, NULL) !=
        SQLITE_OK) {
        return sql_fail(store, sql, err);
    }
    return STATUS_OK;
}

void sql_text(struct statement *s, int column, const char *text)
{
    CHECK(sqlite3_bind_text(s->stmt, column, text, -1, SQLITE_TRANSIENT) ==
          SQLITE_OK);
}

void sql_int(struct statement *s, int column, int64_t value)
{
    CHECK(sqlite3_bind_int64(s->stmt, column, value) == SQLITE_OK);
}

void sql_real(struct statement *s, int column, double value)
{
    CHECK(sqlite3_bind_double(s->stmt, column, value) == SQLITE_OK);
}

bool sql_row(struct statement *s, enum status *status, struct error *err)
{
    int code = sqlite3_step(s->stmt);
    if (code == SQLITE_ROW) {
        return true;
    }
    if (code != SQLITE_DONE) {
        *status = sql_fail(s->store, sqlite3_sql(s->stmt), err);
    }
    return false;
}

enum status sql_step(struct statement *s, struct error *err)
{
    enum status status = STATUS_OK;
    while (sql_row(s, &status, err)) {
    }
    (void)sqlite3_reset(s->stmt); /* its code repeats the step's */
    (void)sqlite3_clear_bindings(s->stmt);
    return status;
}

void sql_done(struct statement *s)
{
    (void)sqlite3_finalize(s->stmt); /* its code repeats the last step's */
    s->stmt = NULL;
}

enum status sql_keep(struct store *store, enum kept_statement which,
                     const char *sql, struct statement *statement,
                     struct error *err)
{
    *statement = (struct statement){.store = store, .stmt = store->kept[which]};
    if (!statement->stmt) {
        TRY(sql_prepare(store, sql, statement, err));
        store->kept[which] = statement->stmt;
    }
    return STATUS_OK;
}

void sql_reset(struct statement *s)
{
    (void)sqlite3_reset(s->stmt); /* its code repeats the last step's */
    (void)sqlite3_clear_bindings(s->stmt);
}

const char *sql_column_text(struct statement *s, int column)
{
    const unsigned char *text = sqlite3_column_text(s->stmt, column);
    return text ? (const char *)text : "";
}

void sql_column_copy(struct statement *s, int column, char *out, size_t room)
{
    snprintf(out, room, "%s", sql_column_text(s, column));
}

bool sql_column_null(struct statement *s, int column)
{
    return sqlite3_column_type(s->stmt, column) == SQLITE_NULL;
}

int64_t sql_column_int(struct statement *s, int column)
{
    return sqlite3_column_int64(s->stmt, column);
}

double sql_column_real(struct statement *s, int column)
{
    return sqlite3_column_double(s->stmt, column);
}

enum status sql_number(struct store *store, const char *sql,
                       int64_t fallback, int64_t *result, struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store, sql, &s, err));
    bool row = sql_row(&s, &status, err);
    *result = row && !sql_column_null(&s, 0) ? sql_column_int(&s, 0)
                                             : fallback;
    sql_done(&s);
    return status;
}

const char *sql_name(const char *name)
{
    for (const char *c = name; *c; c++) {
        CHECK(isalnum((unsigned char)*c) || *c == '_');
    }
    return name;
}

enum status sql_begin(struct store *store, bool *mine, struct error *err)
{
    *mine = store->depth == 0;
    if (*mine) {
        TRY(sql_run(store, "BEGIN IMMEDIATE", err));
        store->depth = 1;
    }
    return STATUS_OK;
}

enum status sql_end(struct store *store, bool mine, enum status status,
                    struct error *err)
{
    if (!mine) {
        return status;
    }
    if (status == STATUS_OK) {
        status = sql_run(store, "COMMIT", err);
    }
    if (status != STATUS_OK) {
        (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    }
    store->depth = 0;
    return status;
}
