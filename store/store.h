/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store.h - one SQLite file per co-operation.
 *
 * WAL, foreign keys, STRICT tables, numbered migrations. One table per record
 * kind with one TEXT column a field (the CSV form of model/record.h), so an
 * auditor reads it with any SQLite tool. Everything that changes something is
 * one transaction together with its line in the audit log; a crash at any
 * moment leaves it done or not done. Published revisions and the audit log
 * can't be changed (triggers).
 *
 * One struct store belongs to one thread; several processes may have the same
 * file open.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/zone.h"
#include "model/notice.h"
#include "model/plan.h"

struct store;

/* Who does something, and when; goes into the audit log. */
struct act {
    const char *actor;  /* account or "cli:USER" */
    const char *reason; /* code, or NULL */
    instant at;
};

/* Creates the file with an empty co-operation, or STATUS_STORE when there is
 * one already. */
enum status store_create(const char *path, const char *coop_id,
                         const char *name, const struct act *act,
                         struct error *err) MUST_USE;
/* Opens, migrating when the schema is older; refuses a newer one and files
 * that are not ours. The caller owns it: store_close(). */
enum status store_open(const char *path, struct store **result,
                       struct error *err) MUST_USE;
enum status store_open_readonly(const char *path, struct store **result,
                                struct error *err) MUST_USE;
void store_close(struct store *store); /* accepts NULL; rolls back */

/* Groups calls into one transaction (immediate). Calls outside one have their
 * own. Rolled back by store_rollback() or store_close(). */
enum status store_begin(struct store *store, struct error *err) MUST_USE;
enum status store_commit(struct store *store, struct error *err) MUST_USE;
void store_rollback(struct store *store);

/* ---- the co-operation (store_coop.c) ----------------------------------- */

/* Replaces all records, the profile included. `coop` is resolved and valid.
 * Refused with STATUS_CONFLICT when a record that published plans refer to
 * would vanish (a person, demand or activity: end it by date instead). */
enum status store_save_coop(struct store *store, const struct coop *coop,
                            const struct act *act,
                            struct error *err) MUST_USE;
/* Resolved, with its profile. The caller owns it: coop_free(). */
enum status store_load_coop(struct store *store, struct coop **result,
                            struct error *err) MUST_USE;
/* Grows with each change of the records; for If-Match and caches. */
enum status store_coop_version(struct store *store, int64_t *version,
                               struct error *err) MUST_USE;

/* ---- draft plans (store_plan.c) ------------------------------------------ */

enum plan_state { PLAN_DRAFT, PLAN_PUBLISHED, PLAN_DISCARDED };

struct plan_record {
    int64_t id; /* set by store_put_plan */
    enum plan_state state;
    struct plan plan;
    instant created;
    uint64_t seed, ticks;
    char problem_sha256[65];
    int64_t cost, bound;
    bool optimal;
    double seconds;
    char *report; /* JSON of the run as `solve --json` prints it; may be NULL */
};
void plan_record_release(struct plan_record *record);

enum status store_put_plan(struct store *store, const struct coop *coop,
                           struct plan_record *record, const struct act *act,
                           struct error *err) MUST_USE;
enum status store_get_plan(struct store *store, const struct coop *coop,
                           int64_t id, struct plan_record *result,
                           struct error *err) MUST_USE;
/* Newest first; ids only. Caller releases the vector. */
enum status store_list_plans(struct store *store, struct long_vec *ids,
                             struct error *err) MUST_USE;

/* ---- publication (store_publish.c) --------------------------------------- */

struct publication {
    date_day from, to;        /* dates it decides, both included */
    const char *reason;       /* code when notice is short; NULL */
    const char *consultation; /* reference of the discussion, §10-3 */
    const char *route;        /* step of domain.md 2.9; "weekly" */
    const char *const *agreed; /* ids of those who said yes to their change */
    int32_t n_agreed;
};

struct revision {
    int64_t number; /* 1, 2, ... */
    int64_t plan;
    instant at;
    date_day from, to;
    char actor[64], reason[64], consultation[128], route[64];
};
struct revision_vec VEC_OF(struct revision);

/* Makes the plan's assignments in [from, to] the published ones as a new
 * revision: gives each kept assignment its feed event unchanged, new ones a new
 * event, lost ones a tombstone (feeds.md 1.2, 1.3). STATUS_CONFLICT when
 * `expected` (>= 0) is not the current revision: the plan moved meanwhile. */
enum status store_publish(struct store *store, const struct coop *coop,
                          int64_t plan_id, const struct publication *what,
                          int64_t expected, const struct act *act,
                          struct revision *result,
                          struct error *err) MUST_USE;
/* Who agreed to the revision: ids joined by ", ", cut at `room`. */
enum status store_revision_agreed(struct store *store, int64_t number,
                                  char *out, size_t room,
                                  struct error *err) MUST_USE;
/* 0 when nothing was published. */
enum status store_current_revision(struct store *store, int64_t *number,
                                   struct error *err) MUST_USE;
enum status store_list_revisions(struct store *store,
                                 struct revision_vec *result,
                                 struct error *err) MUST_USE;
/* What was in force as of revision `number` (0: the current one) for dates in
 * [from, to]; call-outs included. */
enum status store_published(struct store *store, const struct coop *coop,
                            int64_t number, date_day from, date_day to,
                            struct plan *result,
                            struct error *err) MUST_USE;
/* What stands in place of other duties of the same people on the same dates,
 * by the revision that changed it. Sorted by staff, date, duty. */
enum status store_moved(struct store *store, const struct coop *coop,
                        date_day from, date_day to, struct moved_vec *result,
                        struct error *err) MUST_USE;
/* The last date with a published assignment; DATE_NONE when there is none. */
enum status store_last_published(struct store *store, date_day *last,
                                 struct error *err) MUST_USE;
/* The civil date on which somebody first published the plan of `date`;
 * DATE_NONE when nobody has. */
enum status store_made_known(struct store *store, date_day date,
                             date_day *known, struct error *err) MUST_USE;
/* Records active work during standby. */
enum status store_add_callout(struct store *store, const struct coop *coop,
                              const struct callout *callout,
                              const struct act *act,
                              struct error *err) MUST_USE;

/* One event of somebody's feed. */
struct event_record {
    char uid[80];      /* "a-<32 hex>@samvakt", "s-..." for slots */
    int32_t staff;     /* NONE for slot events */
    duty_ix duty;
    date_day date;
    instant start, end;
    int32_t sequence;
    instant created, changed; /* changed grows strictly per uid */
    bool cancelled;
};
struct event_vec VEC_OF(struct event_record);
/* Events of one person (staff >= 0) or of all slots (NONE) whose end is after
 * `since` and start before `until`; cancelled ones until 14 days after the
 * cancellation or the event's end, whichever is first, seen from `now`. */
enum status store_events(struct store *store, const struct coop *coop,
                         int32_t staff, instant since, instant until,
                         instant now, struct event_vec *result,
                         struct error *err) MUST_USE;

/* ---- audit log (store_audit.c) -------------------------------------------- */

/* Appends a line: hash = SHA-256(previous hash, line). `detail` holds ids and
 * numbers only, as JSON. */
enum status store_audit(struct store *store, const struct act *act,
                        const char *action, const char *object,
                        const char *detail, struct error *err) MUST_USE;
struct audit_line {
    int64_t number;
    instant at;
    const char *actor, *action, *object, *reason, *detail, *hash;
};
typedef enum status audit_visit(void *context, const struct audit_line *line,
                                struct error *err);
/* Calls `visit` for each line from `first` on, in order. */
enum status store_audit_walk(struct store *store, int64_t first,
                             audit_visit *visit, void *context,
                             struct error *err) MUST_USE;
/* Recomputes the chain; `*lines` gets how many are sound. STATUS_STORE naming
 * the first line that does not fit. */
enum status store_audit_verify(struct store *store, int64_t *lines,
                               struct error *err) MUST_USE;

/* ---- care (store_care.c) ---------------------------------------------------- */

/* integrity_check, foreign_key_check, schema version, audit chain, published
 * plans against records. Each fault is one line through `say`. */
enum status store_doctor(struct store *store,
                         void (*say)(void *context, const char *line),
                         void *context, int32_t *faults,
                         struct error *err) MUST_USE;
/* Online backup to a new file, verified before it gets its name. */
enum status store_backup(struct store *store, const char *path,
                         struct error *err) MUST_USE;
/* Checks the backup, then puts it in place of `path` (kept as PATH.before). */
enum status store_restore(const char *backup, const char *path,
                          const struct act *act,
                          struct error *err) MUST_USE;

#endif
