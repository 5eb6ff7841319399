/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store.c - creating, opening, migrating and closing the file. */
#include "store/sql.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/zone.h"

enum { BUSY_MS = 10000 };

/* synchronous=FULL: a published plan survives a power cut. */
static const char SETTINGS[] = "PRAGMA foreign_keys=ON;"
                               "PRAGMA synchronous=FULL;"
                               "PRAGMA trusted_schema=OFF;"
                               "PRAGMA cell_size_check=ON;";

static enum status connect(const char *path, int flags,
                           struct store **result, struct error *err)
{
    struct store *store = xcalloc(1, sizeof *store);
    store->path = xstrdup(path);
    store->readonly = (flags & SQLITE_OPEN_READONLY) != 0;
    enum status status = STATUS_OK;
    if (sqlite3_open_v2(path, &store->db, flags, NULL) != SQLITE_OK) {
        status = sql_fail(store, "open", err);
    } else {
        sqlite3_busy_timeout(store->db, BUSY_MS);
        (void)sqlite3_extended_result_codes(store->db, 1);
        status = sql_run(store, SETTINGS, err);
    }
    if (status != STATUS_OK) {
        store_close(store);
        return status;
    }
    *result = store;
    return STATUS_OK;
}

void store_close(struct store *store)
{
    if (store) {
        store_rollback(store);
        for (int32_t i = 0; i < KEPT_COUNT; i++) {
            (void)sqlite3_finalize(store->kept[i]);
        }
        (void)sqlite3_close(store->db); /* every statement is finalised */
        free(store->path);
        free(store);
    }
}

/* ---- migrations --------------------------------------------------------------- */

static enum status migrate_one(struct store *store,
                               const struct migration *step,
                               struct error *err)
{
    char sql[60];
    TRY(sql_run(store, step->sql, err));
    snprintf(sql, sizeof sql, "PRAGMA user_version=%d", step->number);
    return sql_run(store, sql, err);
}

static enum status migrate(struct store *store, int64_t version,
                           struct error *err)
{
    bool mine;
    TRY(sql_begin(store, &mine, err));
    enum status status = STATUS_OK;
    for (int32_t i = 0; i < N_MIGRATIONS && status == STATUS_OK; i++) {
        if (MIGRATIONS[i].number > version) {
            status = migrate_one(store, &MIGRATIONS[i], err);
        }
    }
    if (status == STATUS_OK) {
        status = records_sync(store, err);
    }
    return sql_end(store, mine, status, err);
}

/* Ours, and of a schema that this program knows. */
static enum status check_schema(struct store *store, int64_t *version,
                                struct error *err)
{
    int64_t id = 0;
    TRY(sql_number(store, "PRAGMA application_id", 0, &id, err));
    if (id != STORE_APPLICATION_ID) {
        return error_set(err, STATUS_STORE,
                         "%s: expected a Samvakt database, found another "
                         "SQLite file",
                         store->path);
    }
    TRY(sql_number(store, "PRAGMA user_version", 0, version, err));
    int32_t newest = MIGRATIONS[N_MIGRATIONS - 1].number;
    if (*version > newest) {
        return error_set(err, STATUS_STORE,
                         "%s: expected schema %d or older, found %lld: a newer "
                         "samvakt wrote it",
                         store->path, newest, (long long)*version);
    }
    return STATUS_OK;
}

/* ---- opening -------------------------------------------------------------------- */

static enum status open_checked(const char *path, int flags,
                                struct store **result, struct error *err)
{
    struct store *store = NULL;
    int64_t version = 0;
    if (access(path, R_OK) != 0) {
        return error_set(err, STATUS_FILE, "%s: %s", path, strerror(errno));
    }
    TRY(connect(path, flags, &store, err));
    enum status status = check_schema(store, &version, err);
    if (status == STATUS_OK && !store->readonly) {
        status = migrate(store, version, err);
    }
    if (status != STATUS_OK) {
        store_close(store);
        return status;
    }
    *result = store;
    return STATUS_OK;
}

enum status store_open(const char *path, struct store **result,
                       struct error *err)
{
    return open_checked(path, SQLITE_OPEN_READWRITE, result, err);
}

enum status store_open_readonly(const char *path, struct store **result,
                                struct error *err)
{
    return open_checked(path, SQLITE_OPEN_READONLY, result, err);
}

static enum status insert_coop(struct store *store, const char *coop_id,
                               const char *name, struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "INSERT INTO coop(one, id, name, zone, version) "
                    "VALUES (1, ?1, ?2, ?3, 0)",
                    &s, err));
    sql_text(&s, 1, coop_id);
    sql_text(&s, 2, name);
    sql_text(&s, 3, ZONE_NAME);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

static enum status fill_new(struct store *store, const char *coop_id,
                            const char *name, const struct act *act,
                            struct error *err)
{
    char sql[60];
    snprintf(sql, sizeof sql, "PRAGMA application_id=%d",
             STORE_APPLICATION_ID);
    TRY(sql_run(store, "PRAGMA journal_mode=WAL", err));
    TRY(sql_begin(store, &(bool){false}, err));
    enum status status = sql_run(store, sql, err);
    if (status == STATUS_OK) {
        status = migrate(store, 0, err);
    }
    if (status == STATUS_OK) {
        status = insert_coop(store, coop_id, name, err);
    }
    if (status == STATUS_OK) {
        status = store_audit(store, act, "init", coop_id, NULL, err);
    }
    return sql_end(store, true, status, err);
}

/* Made beside its place and linked there, which fails when a file is there: an
 * existing database is never touched and a half-made one never seen. */
static enum status create_at(const char *path, const char *draft,
                             const char *coop_id, const char *name,
                             const struct act *act, struct error *err)
{
    struct store *store = NULL;
    TRY(connect(draft, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &store,
                err));
    enum status status = fill_new(store, coop_id, name, act, err);
    store_close(store); /* the last connection folds the WAL in */
    if (status == STATUS_OK && link(draft, path) != 0) {
        status = error_set(err, STATUS_STORE, "%s: %s", path,
                           errno == EEXIST ? "expected no file, found one"
                                           : strerror(errno));
    }
    return status;
}

enum status store_create(const char *path, const char *coop_id,
                         const char *name, const struct act *act,
                         struct error *err)
{
    if (access(path, F_OK) == 0) {
        return error_set(err, STATUS_STORE,
                         "%s: expected no file, found one", path);
    }
    size_t room = strlen(path) + 32;
    char *draft = xmalloc(room);
    snprintf(draft, room, "%s.new-%ld", path, (long)getpid());
    enum status status = create_at(path, draft, coop_id, name, act, err);
    (void)unlink(draft); /* gone or linked by now */
    free(draft);
    return status;
}

/* ---- transactions ------------------------------------------------------------------ */

enum status store_begin(struct store *store, struct error *err)
{
    bool mine;
    CHECK(store->depth == 0);
    return sql_begin(store, &mine, err);
}

enum status store_commit(struct store *store, struct error *err)
{
    CHECK(store->depth == 1);
    return sql_end(store, true, STATUS_OK, err);
}

void store_rollback(struct store *store)
{
    if (store->depth > 0) {
        (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
        store->depth = 0;
    }
}
