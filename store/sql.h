/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sql.h - SQLite statements with our errors. Only for store/.
 *
 * A step that fails gives STATUS_STORE with the file, what was tried and what
 * SQLite says. Texts are always bound, never printed into SQL; table and column
 * names come from RECORD_TABLES and are checked by sql_name().
 */
#ifndef STORE_SQL_H
#define STORE_SQL_H

#include <sqlite3.h>

#include "store/store.h"

/* Statements that are kept prepared, since they run thousands of times a
 * second. */
enum kept_statement { KEPT_FEED_LOOK, KEPT_SESSION, KEPT_VERSION, KEPT_COUNT };

struct store {
    sqlite3 *db;
    char *path;
    bool readonly;
    int32_t depth; /* 1 inside store_begin() .. store_commit() */
    sqlite3_stmt *kept[KEPT_COUNT];
};

/* Finalised by sql_done(). */
struct statement {
    struct store *store;
    sqlite3_stmt *stmt;
    enum status status; /* of the preparation */
};

/* STATUS_STORE: "PATH: doing: what SQLite says". */
enum status sql_fail(struct store *store, const char *doing,
                     struct error *err);

enum status sql_run(struct store *store, const char *sql,
                    struct error *err) MUST_USE;
enum status sql_prepare(struct store *store, const char *sql,
                        struct statement *statement,
                        struct error *err) MUST_USE;
void sql_text(struct statement *s, int column, const char *text); /* NULL ok */
void sql_int(struct statement *s, int column, int64_t value);
void sql_real(struct statement *s, int column, double value);
/* True with a row; false at the end or on failure (then `*status` is set and
 * `err` filled). */
bool sql_row(struct statement *s, enum status *status, struct error *err);
/* Runs to the end and resets, so that it can be bound again. */
enum status sql_step(struct statement *s, struct error *err) MUST_USE;
void sql_done(struct statement *s);
const char *sql_column_text(struct statement *s, int column); /* "" for NULL */
/* The text in an array, cut at its room. */
void sql_column_copy(struct statement *s, int column, char *out, size_t room);
bool sql_column_null(struct statement *s, int column);
int64_t sql_column_int(struct statement *s, int column);
double sql_column_real(struct statement *s, int column);
/* As sql_prepare(), once for the store's life; end each use with sql_reset()
 * instead of sql_done(). */
enum status sql_keep(struct store *store, enum kept_statement which,
                     const char *sql, struct statement *statement,
                     struct error *err) MUST_USE;
void sql_reset(struct statement *s);
/* One number of one row; `fallback` when there is none. */
enum status sql_number(struct store *store, const char *sql,
                       int64_t fallback, int64_t *result,
                       struct error *err) MUST_USE;

/* Names that may stand in SQL: letters, digits, _; aborts otherwise. */
const char *sql_name(const char *name);

/* Begins a transaction unless one runs; *mine says which. sql_end() commits or
 * rolls back what it began, and gives `status` or the commit's failure. */
enum status sql_begin(struct store *store, bool *mine,
                      struct error *err) MUST_USE;
enum status sql_end(struct store *store, bool mine, enum status status,
                    struct error *err) MUST_USE;

/* Numbered migrations (migrations.c). */
struct migration {
    int32_t number;
    const char *sql;
};
extern const struct migration MIGRATIONS[];
extern const int32_t N_MIGRATIONS;
#define STORE_APPLICATION_ID 0x53616d76 /* "Samv" */

/* Creates missing tables and columns of RECORD_TABLES. */
enum status records_sync(struct store *store, struct error *err) MUST_USE;
/* The profile's rows (store_profile.c). */
enum status profile_save(struct store *store, const struct coop *coop,
                         struct error *err) MUST_USE;
enum status profile_read(struct store *store, struct coop *coop,
                         struct error *err) MUST_USE;
/* The id of a duty and back: demand or activity ids may be equal, so the key
 * has a letter in front, "d:" or "a:". */
enum { DUTY_KEY = 80 };
char *duty_key(const struct coop *coop, duty_ix duty, char out[DUTY_KEY]);
duty_ix duty_of_key(const struct coop *coop, const char *key); /* NONE */
/* A date column; columns date, staff, duty, overtime, pinned as 0..4. */
enum status read_date(struct statement *s, int column, date_day *date,
                      struct error *err) MUST_USE;
enum status read_assignment(struct statement *s, const struct coop *coop,
                            struct assignment *a,
                            struct error *err) MUST_USE;

#endif
