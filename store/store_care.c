/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store_care.c - doctor, backup, restore. */
#include "store/sql.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PAGES_A_STEP = 256, STEP_PAUSE_MS = 20, LINE_MAX_BYTES = 600 };

/* ---- doctor ------------------------------------------------------------------------- */

struct examination {
    struct store *store;
    void (*say)(void *context, const char *line);
    void *context;
    int32_t faults;
};

static void complain(struct examination *x, const char *words)
{
    x->faults++;
    x->say(x->context, words);
}

/* Each row but "ok" is a fault. */
static enum status examine_pragma(struct examination *x, const char *pragma,
                                  struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(x->store, pragma, &s, err));
    while (sql_row(&s, &status, err)) {
        char line[LINE_MAX_BYTES];
        if (strcmp(sql_column_text(&s, 0), "ok") != 0) {
            snprintf(line, sizeof line, "%s: %s", pragma + strlen("PRAGMA "),
                     sql_column_text(&s, 0));
            complain(x, line);
        }
    }
    sql_done(&s);
    return status;
}

/* Questions whose every row is a fault; the row's first column names it. */
static const struct {
    const char *sql, *words;
} QUESTIONS[] = {
    {"SELECT id FROM published WHERE until IS NOT NULL AND until <= since",
     "published row ends before it begins"},
    {"SELECT staff || ' ' || duty || ' ' || date FROM published "
     "WHERE until IS NULL GROUP BY staff, duty, date HAVING count(*) > 1",
     "assignment stands twice"},
    {"SELECT p.id FROM published p LEFT JOIN event e ON e.staff = p.staff "
     "AND e.duty = p.duty AND e.date = p.date AND e.cancelled = 0 "
     "WHERE p.until IS NULL AND e.uid IS NULL",
     "published row has no feed event"},
    {"SELECT number FROM revision r WHERE NOT EXISTS "
     "(SELECT 1 FROM plan WHERE id = r.plan AND state = 1)",
     "revision of a plan that is not published"},
    {"SELECT DISTINCT staff FROM published "
     "WHERE staff NOT IN (SELECT id FROM staff)",
     "published person is not in the records"},
};

static enum status examine_question(struct examination *x, size_t q,
                                    struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(x->store, QUESTIONS[q].sql, &s, err));
    while (sql_row(&s, &status, err)) {
        char line[LINE_MAX_BYTES];
        snprintf(line, sizeof line, "%s: %s", QUESTIONS[q].words,
                 sql_column_text(&s, 0));
        complain(x, line);
    }
    sql_done(&s);
    return status;
}

/* What can't be examined is a fault too, and the rest goes on. */
static void note(struct examination *x, enum status status,
                 const struct error *err)
{
    if (status != STATUS_OK) {
        complain(x, err->text);
    }
}

enum status store_doctor(struct store *store,
                         void (*say)(void *context, const char *line),
                         void *context, int32_t *faults, struct error *err)
{
    struct examination x = {store, say, context, 0};
    struct error found = {0};
    int64_t lines = 0;
    (void)err;
    note(&x, examine_pragma(&x, "PRAGMA integrity_check", &found), &found);
    note(&x, examine_pragma(&x, "PRAGMA foreign_key_check", &found), &found);
    for (size_t q = 0; q < COUNT_OF(QUESTIONS); q++) {
        note(&x, examine_question(&x, q, &found), &found);
    }
    note(&x, store_audit_verify(store, &lines, &found), &found);
    struct coop *coop = NULL;
    enum status status = store_load_coop(store, &coop, &found);
    note(&x, status, &found);
    if (status == STATUS_OK && coop->profile_name) {
        note(&x, coop_validate(coop, &found), &found);
    }
    coop_free(coop);
    *faults = x.faults;
    return STATUS_OK;
}

/* ---- backup ---------------------------------------------------------------------------- */

/* Page by page while others go on reading and writing. */
static enum status copy_pages(struct store *store, sqlite3 *target,
                              const char *path, struct error *err)
{
    sqlite3_backup *backup =
        sqlite3_backup_init(target, "main", store->db, "main");
    if (!backup) {
        return error_set(err, STATUS_STORE, "%s: %s", path,
                         sqlite3_errmsg(target));
    }
    int code;
    do {
        code = sqlite3_backup_step(backup, PAGES_A_STEP);
        if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
            sqlite3_sleep(STEP_PAUSE_MS);
        }
    } while (code == SQLITE_OK || code == SQLITE_BUSY ||
             code == SQLITE_LOCKED);
    sqlite3_backup_finish(backup);
    return code == SQLITE_DONE
               ? STATUS_OK
               : error_set(err, STATUS_STORE, "%s: %s", path,
                           sqlite3_errstr(code));
}

static void ignore_line(void *context, const char *line)
{
    (void)context;
    (void)line;
}

static enum status verify_file(const char *path, struct error *err)
{
    struct store *copy = NULL;
    int32_t faults = 0;
    TRY(store_open_readonly(path, &copy, err));
    enum status status = store_doctor(copy, ignore_line, NULL, &faults, err);
    store_close(copy);
    if (status == STATUS_OK && faults > 0) {
        status = error_set(err, STATUS_STORE,
                           "%s: expected a sound database, found %d faults "
                           "(samvakt doctor names them)",
                           path, faults);
    }
    return status;
}

static enum status write_copy(struct store *store, const char *draft,
                              struct error *err)
{
    sqlite3 *target = NULL;
    enum status status = STATUS_OK;
    if (sqlite3_open(draft, &target) != SQLITE_OK) {
        status = error_set(err, STATUS_FILE, "%s: %s", draft,
                           sqlite3_errmsg(target));
    } else {
        status = copy_pages(store, target, draft, err);
    }
    if (status == STATUS_OK &&
        sqlite3_exec(target, "PRAGMA journal_mode=DELETE", NULL, NULL,
                     NULL) != SQLITE_OK) {
        status = error_set(err, STATUS_STORE, "%s: %s", draft,
                           sqlite3_errmsg(target));
    }
    (void)sqlite3_close(target);
    return status;
}

static char *beside(const char *path, const char *suffix)
{
    size_t room = strlen(path) + 48;
    char *name = xmalloc(room);
    snprintf(name, room, "%s%s%ld", path, suffix, (long)getpid());
    return name;
}

enum status store_backup(struct store *store, const char *path,
                         struct error *err)
{
    char *draft = beside(path, ".new-");
    enum status status = write_copy(store, draft, err);
    if (status == STATUS_OK) {
        status = verify_file(draft, err);
    }
    if (status == STATUS_OK && link(draft, path) != 0) {
        status = error_set(err, STATUS_FILE, "%s: %s", path,
                           errno == EEXIST ? "expected no file, found one"
                                           : strerror(errno));
    }
    (void)unlink(draft); /* gone or linked by now */
    free(draft);
    return status;
}

/* ---- restore --------------------------------------------------------------------------- */

/* The old file is folded into one (no WAL left) and kept as PATH.before. */
static enum status set_aside(const char *path, struct error *err)
{
    size_t room = strlen(path) + 16;
    char *kept = xmalloc(room);
    enum status status = STATUS_OK;
    snprintf(kept, room, "%s.before", path);
    if (access(path, F_OK) == 0) {
        struct store *old = NULL;
        struct error ignored = {0};
        if (store_open(path, &old, &ignored) == STATUS_OK) {
            status = sql_run(old, "PRAGMA journal_mode=DELETE", err);
            store_close(old);
        }
        if (status == STATUS_OK && rename(path, kept) != 0) {
            status = error_set(err, STATUS_FILE, "%s: %s", kept,
                               strerror(errno));
        }
    }
    free(kept);
    return status;
}

/* A calendar client that has seen a later SEQUENCE than the copy's would take
 * no change any more: all of them go beyond what it can have seen. */
static enum status outrun_calendars(struct store *store, instant at,
                                    struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "UPDATE event SET sequence = sequence + 1000, "
                    "changed = max(changed + 1, ?1)",
                    &s, err));
    sql_int(&s, 1, at);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

static enum status take_over(const char *backup, const char *path,
                             const char *draft, const struct act *act,
                             struct error *err)
{
    struct store *source = NULL, *fresh = NULL;
    TRY(store_open_readonly(backup, &source, err));
    enum status status = write_copy(source, draft, err);
    store_close(source);
    TRY(status);
    TRY(store_open(draft, &fresh, err));
    status = sql_run(fresh, "PRAGMA journal_mode=WAL", err);
    if (status == STATUS_OK) {
        status = outrun_calendars(fresh, act->at, err);
    }
    if (status == STATUS_OK) {
        status = store_audit(fresh, act, "restore", "database", NULL, err);
    }
    store_close(fresh);
    TRY(status);
    TRY(set_aside(path, err));
    if (rename(draft, path) != 0) {
        return error_set(err, STATUS_FILE, "%s: %s", path, strerror(errno));
    }
    return STATUS_OK;
}

enum status store_restore(const char *backup, const char *path,
                          const struct act *act, struct error *err)
{
    TRY(verify_file(backup, err));
    char *draft = beside(path, ".restored-");
    enum status status = take_over(backup, path, draft, act, err);
    (void)unlink(draft); /* renamed when all went well */
    free(draft);
    return status;
}
