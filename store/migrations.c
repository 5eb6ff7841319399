/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * migrations.c - the schema, step by step. A step that was ever released is
 * never edited; a change is a new step. The tables of records are not here:
 * records_sync() derives them from RECORD_TABLES.
 *
 * Instants are seconds since the epoch, dates YYYY-MM-DD.
 */
#include "store/sql.h"

static const char FIRST[] =
    "CREATE TABLE coop ("
    " one INTEGER PRIMARY KEY CHECK (one = 1),"
    " id TEXT NOT NULL, name TEXT NOT NULL, zone TEXT NOT NULL,"
    " profile TEXT, version INTEGER NOT NULL) STRICT;"

    "CREATE TABLE profile_limit ("
    " key TEXT PRIMARY KEY, value INTEGER NOT NULL,"
    " relaxed TEXT NOT NULL, severity TEXT NOT NULL,"
    " test TEXT, reference TEXT,"
    " valid_from INTEGER NOT NULL, valid_to INTEGER NOT NULL) STRICT;"
    "CREATE TABLE profile_tier ("
    " position INTEGER PRIMARY KEY, days INTEGER NOT NULL,"
    " cutoff INTEGER NOT NULL, weight INTEGER NOT NULL,"
    " pay_pct INTEGER NOT NULL, consent INTEGER NOT NULL,"
    " name TEXT NOT NULL) STRICT;"
    "CREATE TABLE profile_value ("
    " key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;"

    "CREATE TABLE plan ("
    " id INTEGER PRIMARY KEY, state INTEGER NOT NULL,"
    " first_date TEXT NOT NULL, days INTEGER NOT NULL,"
    " created INTEGER NOT NULL, seed INTEGER NOT NULL,"
    " ticks INTEGER NOT NULL, problem_sha256 TEXT NOT NULL,"
    " cost INTEGER NOT NULL, bound INTEGER NOT NULL,"
    " optimal INTEGER NOT NULL, seconds REAL NOT NULL,"
    " report TEXT) STRICT;"
    "CREATE TABLE assignment ("
    " plan INTEGER NOT NULL REFERENCES plan(id),"
    " date TEXT NOT NULL, staff TEXT NOT NULL, duty TEXT NOT NULL,"
    " overtime INTEGER NOT NULL, pinned INTEGER NOT NULL,"
    " PRIMARY KEY (plan, date, staff, duty)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE revision ("
    " number INTEGER PRIMARY KEY, plan INTEGER NOT NULL REFERENCES plan(id),"
    " at INTEGER NOT NULL, first_date TEXT NOT NULL, last_date TEXT NOT NULL,"
    " actor TEXT NOT NULL, reason TEXT, consultation TEXT,"
    " route TEXT NOT NULL) STRICT;"
    /* In force from revision `since` to `until` - 1 (NULL: still). */
    "CREATE TABLE published ("
    " id INTEGER PRIMARY KEY,"
    " since INTEGER NOT NULL REFERENCES revision(number),"
    " until INTEGER REFERENCES revision(number),"
    " date TEXT NOT NULL, staff TEXT NOT NULL, duty TEXT NOT NULL,"
    " overtime INTEGER NOT NULL, pinned INTEGER NOT NULL) STRICT;"
    "CREATE INDEX published_date ON published(date, until);"

    "CREATE TABLE event ("
    " uid TEXT PRIMARY KEY, staff TEXT, duty TEXT NOT NULL,"
    " date TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,"
    " sequence INTEGER NOT NULL, created INTEGER NOT NULL,"
    " changed INTEGER NOT NULL, cancelled INTEGER NOT NULL) STRICT;"
    "CREATE INDEX event_staff ON event(staff, stop);"

    "CREATE TABLE callout ("
    " id INTEGER PRIMARY KEY, staff TEXT NOT NULL,"
    " start INTEGER NOT NULL, stop INTEGER NOT NULL,"
    " UNIQUE (staff, start)) STRICT;"

    "CREATE TABLE audit ("
    " number INTEGER PRIMARY KEY, at INTEGER NOT NULL,"
    " actor TEXT NOT NULL, action TEXT NOT NULL, object TEXT NOT NULL,"
    " reason TEXT, detail TEXT, hash TEXT NOT NULL) STRICT;"

    "CREATE TRIGGER audit_stands BEFORE UPDATE ON audit BEGIN"
    " SELECT RAISE(ABORT, 'the audit log is append-only'); END;"
    "CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN"
    " SELECT RAISE(ABORT, 'the audit log is append-only'); END;"
    "CREATE TRIGGER revision_stands BEFORE UPDATE ON revision BEGIN"
    " SELECT RAISE(ABORT, 'a revision is never changed'); END;"
    "CREATE TRIGGER revision_stays BEFORE DELETE ON revision BEGIN"
    " SELECT RAISE(ABORT, 'a revision is never deleted'); END;"
    "CREATE TRIGGER published_stays BEFORE DELETE ON published BEGIN"
    " SELECT RAISE(ABORT, 'what was published is never deleted'); END;"
    /* The only change: the revision that ends it, once. */
    "CREATE TRIGGER published_stands BEFORE UPDATE ON published"
    " WHEN OLD.until IS NOT NULL OR NEW.until IS NULL"
    " OR (OLD.id, OLD.since, OLD.date, OLD.staff, OLD.duty, OLD.overtime,"
    " OLD.pinned) IS NOT (NEW.id, NEW.since, NEW.date, NEW.staff, NEW.duty,"
    " NEW.overtime, NEW.pinned) BEGIN"
    " SELECT RAISE(ABORT, 'what was published is never changed'); END;"
    "CREATE TRIGGER plan_assignments_stand BEFORE UPDATE ON assignment BEGIN"
    " SELECT RAISE(ABORT, 'a stored plan is never changed'); END;"
    "CREATE TRIGGER plan_assignments_stay BEFORE DELETE ON assignment"
    " WHEN (SELECT state FROM plan WHERE id = OLD.plan) = 1 BEGIN"
    " SELECT RAISE(ABORT, 'a published plan is never changed'); END;";

const struct migration MIGRATIONS[] = {
    {1, FIRST},
};
const int32_t N_MIGRATIONS = COUNT_OF(MIGRATIONS);
