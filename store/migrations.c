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

/*
 * What happens to a plan that stands. An event is never edited; the one change
 * it may see is the number of the event that undoes or replaces it, once. What
 * it does to the records is laid over them when they are loaded
 * (rota/event_effect.c).
 */
static const char EVENTS[] =
    "CREATE TABLE plan_event ("
    " number INTEGER PRIMARY KEY, kind TEXT NOT NULL, person TEXT,"
    " fields TEXT NOT NULL," /* JSON, in the order of the kind's fields */
    " filed_by TEXT NOT NULL,"  /* a person's id, or 'manager' */
    " actor TEXT NOT NULL, at INTEGER NOT NULL,"
    " key TEXT UNIQUE," /* the caller's, so that a repeated call is one */
    " revision INTEGER NOT NULL," /* 1; a correction has one more */
    " replaces INTEGER REFERENCES plan_event(number),"
    " undone_by INTEGER REFERENCES plan_event(number)) STRICT;"
    "CREATE INDEX plan_event_standing ON plan_event(undone_by);"
    "CREATE TRIGGER plan_event_stays BEFORE DELETE ON plan_event BEGIN"
    " SELECT RAISE(ABORT, 'an event is never deleted'); END;"
    "CREATE TRIGGER plan_event_stands BEFORE UPDATE ON plan_event"
    " WHEN OLD.undone_by IS NOT NULL OR NEW.undone_by IS NULL"
    " OR (OLD.number, OLD.kind, OLD.person, OLD.fields, OLD.filed_by,"
    " OLD.actor, OLD.at, OLD.key, OLD.revision, OLD.replaces) IS NOT"
    " (NEW.number, NEW.kind, NEW.person, NEW.fields, NEW.filed_by,"
    " NEW.actor, NEW.at, NEW.key, NEW.revision, NEW.replaces) BEGIN"
    " SELECT RAISE(ABORT, 'an event is never changed'); END;"

    /* What an event was seen to open, and when; kept also when it is undone. */
    "CREATE TABLE opened ("
    " event INTEGER NOT NULL REFERENCES plan_event(number),"
    " duty TEXT NOT NULL, date TEXT NOT NULL, staff TEXT NOT NULL,"
    " rule TEXT NOT NULL, since INTEGER NOT NULL,"
    " PRIMARY KEY (event, duty, date, staff)) STRICT, WITHOUT ROWID;"
    "CREATE TRIGGER opened_stands BEFORE UPDATE ON opened BEGIN"
    " SELECT RAISE(ABORT, 'what was opened is never changed'); END;"
    "CREATE TRIGGER opened_stays BEFORE DELETE ON opened BEGIN"
    " SELECT RAISE(ABORT, 'what was opened is never deleted'); END;"

    /* The event that a call-out came with goes when that is undone. */
    "ALTER TABLE callout ADD COLUMN event INTEGER"
    " REFERENCES plan_event(number);";

/* Who is asked for what is open, and who changes with whom. */
static const char ROUNDS[] =
    /* One round of asking for one slot. */
    "CREATE TABLE ask ("
    " id INTEGER PRIMARY KEY, duty TEXT NOT NULL, date TEXT NOT NULL,"
    " event INTEGER REFERENCES plan_event(number),"
    " ordering TEXT NOT NULL CHECK (ordering IN ('ranked', 'broadcast')),"
    " timeout INTEGER NOT NULL," /* seconds a person has */
    " actor TEXT NOT NULL, at INTEGER NOT NULL,"
    " revision INTEGER NOT NULL," /* published when it was asked */
    " closed INTEGER) STRICT;" /* when nobody is asked any more */
    /* Two people change one slot each. */
    "CREATE TABLE swap ("
    " id INTEGER PRIMARY KEY,"
    " staff TEXT NOT NULL, duty TEXT NOT NULL, date TEXT NOT NULL,"
    " other_staff TEXT NOT NULL, other_duty TEXT NOT NULL,"
    " other_date TEXT NOT NULL,"
    " state TEXT NOT NULL CHECK (state IN ('offered', 'accepted', 'approved',"
    " 'published', 'declined', 'refused', 'withdrawn')),"
    " actor TEXT NOT NULL, at INTEGER NOT NULL, changed INTEGER NOT NULL,"
    " plan INTEGER REFERENCES plan(id)) STRICT;"
    "CREATE TABLE offer ("
    " id INTEGER PRIMARY KEY, ask INTEGER NOT NULL REFERENCES ask(id),"
    " staff TEXT NOT NULL, rank INTEGER NOT NULL,"
    " state TEXT NOT NULL CHECK (state IN ('waiting', 'offered', 'accepted',"
    " 'declined', 'deferred', 'timed_out', 'withdrawn')),"
    " due INTEGER," /* when it times out; NULL until it is offered */
    " changed INTEGER NOT NULL,"
    " plan INTEGER REFERENCES plan(id)," /* the draft an acceptance made */
    " UNIQUE (ask, staff)) STRICT;"
    /* At most one acceptance stands in a round. */
    "CREATE UNIQUE INDEX offer_taken ON offer(ask)"
    " WHERE state = 'accepted';"
    "CREATE TABLE offer_answer ("
    " id INTEGER PRIMARY KEY, offer INTEGER NOT NULL REFERENCES offer(id),"
    " answer TEXT NOT NULL CHECK (answer IN ('take', 'swap', 'later', 'no',"
    " 'undo')),"
    " swap INTEGER REFERENCES swap(id),"
    " actor TEXT NOT NULL, at INTEGER NOT NULL) STRICT;"
    "CREATE TRIGGER offer_answer_stands BEFORE UPDATE ON offer_answer BEGIN"
    " SELECT RAISE(ABORT, 'an answer is never changed'); END;"
    "CREATE TRIGGER offer_answer_stays BEFORE DELETE ON offer_answer BEGIN"
    " SELECT RAISE(ABORT, 'an answer is never deleted'); END;"
    "CREATE TRIGGER offer_stays BEFORE DELETE ON offer BEGIN"
    " SELECT RAISE(ABORT, 'an offer is never deleted'); END;"
    "CREATE TRIGGER ask_stays BEFORE DELETE ON ask BEGIN"
    " SELECT RAISE(ABORT, 'a round of asking is never deleted'); END;"
    "CREATE TRIGGER swap_stays BEFORE DELETE ON swap BEGIN"
    " SELECT RAISE(ABORT, 'a swap is never deleted'); END;";

/* Messages on their way. The key makes each one go out once. */
static const char MESSAGES[] =
    "CREATE TABLE outbox ("
    " id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,"
    " recipient TEXT NOT NULL," /* a person's id */
    " channel TEXT NOT NULL,"   /* 'any' until a sender decides */
    " text TEXT NOT NULL, about TEXT NOT NULL," /* 'revision 7', 'offer 3' */
    " token TEXT NOT NULL UNIQUE," /* by which it is acknowledged */
    " created INTEGER NOT NULL,"
    " state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),"
    " tries INTEGER NOT NULL, next_try INTEGER NOT NULL,"
    " acknowledged INTEGER) STRICT;"
    "CREATE INDEX outbox_due ON outbox(state, next_try);"
    "CREATE TRIGGER outbox_stays BEFORE DELETE ON outbox BEGIN"
    " SELECT RAISE(ABORT, 'a message is never deleted'); END;"
    "CREATE TRIGGER outbox_stands BEFORE UPDATE ON outbox"
    " WHEN (OLD.id, OLD.key, OLD.recipient, OLD.text, OLD.about, OLD.token,"
    " OLD.created) IS NOT (NEW.id, NEW.key, NEW.recipient, NEW.text,"
    " NEW.about, NEW.token, NEW.created) BEGIN"
    " SELECT RAISE(ABORT, 'a message is never changed'); END;";

/* What an event showed when it was last published (faces.h). */
static const char FACES[] = "ALTER TABLE event ADD COLUMN face TEXT";

/*
 * What asking and sending need besides: in whose name somebody answered, whom
 * an acceptance stands in for, which revision published it, why a message did
 * not leave.
 */
static const char ASKING[] =
    "ALTER TABLE offer ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE offer ADD COLUMN replaces TEXT;" /* who held the slot */
    "ALTER TABLE offer ADD COLUMN swap INTEGER REFERENCES swap(id);"
    "ALTER TABLE offer ADD COLUMN revision INTEGER"
    " REFERENCES revision(number);"
    "ALTER TABLE offer_answer ADD COLUMN filed_by TEXT;"
    /* The offer whose slot is the other one: nobody has to give that away. */
    "ALTER TABLE swap ADD COLUMN offer INTEGER REFERENCES offer(id);"
    "ALTER TABLE swap ADD COLUMN revision INTEGER"
    " REFERENCES revision(number);"
    "CREATE TABLE swap_answer ("
    " id INTEGER PRIMARY KEY, swap INTEGER NOT NULL REFERENCES swap(id),"
    " answer TEXT NOT NULL CHECK (answer IN ('accept', 'decline', 'approve',"
    " 'refuse', 'withdraw')),"
    " filed_by TEXT NOT NULL, actor TEXT NOT NULL,"
    " at INTEGER NOT NULL) STRICT;"
    "CREATE TRIGGER swap_answer_stands BEFORE UPDATE ON swap_answer BEGIN"
    " SELECT RAISE(ABORT, 'an answer is never changed'); END;"
    "CREATE TRIGGER swap_answer_stays BEFORE DELETE ON swap_answer BEGIN"
    " SELECT RAISE(ABORT, 'an answer is never deleted'); END;"
    "ALTER TABLE outbox ADD COLUMN note TEXT;";

/* Calendar links; only digests of tokens (feeds.md 3.3). */
static const char FEED_LINKS[] =
    "CREATE TABLE feed_link ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT, digest TEXT NOT NULL UNIQUE,"
    " hint TEXT NOT NULL, kind INTEGER NOT NULL, subject TEXT NOT NULL,"
    " detail INTEGER NOT NULL, norwegian INTEGER NOT NULL,"
    " label TEXT NOT NULL, created INTEGER NOT NULL, used TEXT,"
    " client TEXT, days_used INTEGER NOT NULL, revoked INTEGER) STRICT;"
    "CREATE TABLE feed_state ("
    " link INTEGER NOT NULL REFERENCES feed_link(id), form TEXT NOT NULL,"
    " sha256 TEXT NOT NULL, changed INTEGER NOT NULL,"
    " PRIMARY KEY (link, form)) STRICT, WITHOUT ROWID;";

/* Who said yes to what a revision changes for them. */
static const char AGREED[] =
    "CREATE TABLE revision_agreed ("
    " revision INTEGER NOT NULL REFERENCES revision(number),"
    " staff TEXT NOT NULL,"
    " PRIMARY KEY (revision, staff)) STRICT, WITHOUT ROWID;"
    "CREATE TRIGGER revision_agreed_stands BEFORE UPDATE ON revision_agreed"
    " BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END;"
    "CREATE TRIGGER revision_agreed_stays BEFORE DELETE ON revision_agreed"
    " BEGIN SELECT RAISE(ABORT, 'a revision is never deleted'); END;";
/* Who may sign in. Digests of tokens, Argon2id's text of passwords. */
static const char ACCOUNTS[] =
    "CREATE TABLE account ("
    " id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL,"
    " staff TEXT NOT NULL, password TEXT NOT NULL, totp TEXT NOT NULL,"
    " totp_step INTEGER NOT NULL, created INTEGER NOT NULL,"
    " disabled INTEGER) STRICT;"
    "CREATE TABLE account_role ("
    " account TEXT NOT NULL REFERENCES account(id), role TEXT NOT NULL,"
    " member TEXT NOT NULL,"
    " PRIMARY KEY (account, role, member)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE invitation ("
    " digest TEXT PRIMARY KEY, login TEXT NOT NULL, name TEXT NOT NULL,"
    " staff TEXT NOT NULL, created INTEGER NOT NULL,"
    " expires INTEGER NOT NULL, used INTEGER) STRICT;"
    "CREATE TABLE invitation_role ("
    " digest TEXT NOT NULL REFERENCES invitation(digest),"
    " role TEXT NOT NULL, member TEXT NOT NULL,"
    " PRIMARY KEY (digest, role, member)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE session ("
    " digest TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account(id),"
    " csrf TEXT NOT NULL, created INTEGER NOT NULL,"
    " seen INTEGER NOT NULL) STRICT;"
    "CREATE INDEX session_account ON session(account);"
    /* What a call with an idempotency key was answered. */
    "CREATE TABLE kept_answer ("
    " account TEXT NOT NULL, key TEXT NOT NULL, route TEXT NOT NULL,"
    " status INTEGER NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL,"
    " PRIMARY KEY (account, key)) STRICT, WITHOUT ROWID;";

/* What a question asks besides the slot; questions that never left. */
static const char LEAVING[] =
    "ALTER TABLE offer ADD COLUMN gives TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE offer ADD COLUMN overtime INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE offer ADD COLUMN route TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE outbox ADD COLUMN withdrawn INTEGER;";

/*
 * What is too old goes (store_tidy.h): the guards of what is never changed or
 * deleted let it through while `tidying` has its row, which is never committed.
 */
#define UNLESS_TIDYING "NOT EXISTS (SELECT 1 FROM tidying)"
static const char TIDYING[] =
    "CREATE TABLE tidying (one INTEGER PRIMARY KEY CHECK (one = 1)) STRICT;"
    /* The last line of the log that is gone: the chain goes on from it. */
    "CREATE TABLE audit_before ("
    " one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL,"
    " hash TEXT NOT NULL) STRICT;"
    "DROP TRIGGER audit_stays;"
    "CREATE TRIGGER audit_stays BEFORE DELETE ON audit WHEN " UNLESS_TIDYING
    " BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;"
    "DROP TRIGGER published_stays;"
    "CREATE TRIGGER published_stays BEFORE DELETE ON published WHEN " UNLESS_TIDYING
    " BEGIN SELECT RAISE(ABORT, 'what was published is never deleted'); END;"
    "DROP TRIGGER plan_assignments_stay;"
    "CREATE TRIGGER plan_assignments_stay BEFORE DELETE ON assignment WHEN " UNLESS_TIDYING
    " AND (SELECT state FROM plan WHERE id = OLD.plan) = 1"
    " BEGIN SELECT RAISE(ABORT, 'a published plan is never changed'); END;"
    "DROP TRIGGER offer_answer_stays;"
    "CREATE TRIGGER offer_answer_stays BEFORE DELETE ON offer_answer WHEN " UNLESS_TIDYING
    " BEGIN SELECT RAISE(ABORT, 'an answer is never deleted'); END;"
    "DROP TRIGGER swap_answer_stays;"
    "CREATE TRIGGER swap_answer_stays BEFORE DELETE ON swap_answer WHEN " UNLESS_TIDYING
    " BEGIN SELECT RAISE(ABORT, 'an answer is never deleted'); END;"
    "DROP TRIGGER offer_stays;"
    "CREATE TRIGGER offer_stays BEFORE DELETE ON offer WHEN " UNLESS_TIDYING
    " BEGIN SELECT RAISE(ABORT, 'an offer is never deleted'); END;"
    "DROP TRIGGER swap_stays;"
    "CREATE TRIGGER swap_stays BEFORE DELETE ON swap WHEN " UNLESS_TIDYING
    " BEGIN SELECT RAISE(ABORT, 'a swap is never deleted'); END;"
    "DROP TRIGGER outbox_stays;"
    "CREATE TRIGGER outbox_stays BEFORE DELETE ON outbox WHEN " UNLESS_TIDYING
    " BEGIN SELECT RAISE(ABORT, 'a message is never deleted'); END;"
    "DROP TRIGGER plan_event_stands;"
    "CREATE TRIGGER plan_event_stands BEFORE UPDATE ON plan_event"
    " WHEN " UNLESS_TIDYING " AND (OLD.undone_by IS NOT NULL"
    " OR NEW.undone_by IS NULL"
    " OR (OLD.number, OLD.kind, OLD.person, OLD.fields, OLD.filed_by,"
    " OLD.actor, OLD.at, OLD.key, OLD.revision, OLD.replaces) IS NOT"
    " (NEW.number, NEW.kind, NEW.person, NEW.fields, NEW.filed_by,"
    " NEW.actor, NEW.at, NEW.key, NEW.revision, NEW.replaces)) BEGIN"
    " SELECT RAISE(ABORT, 'an event is never changed'); END;";

const struct migration MIGRATIONS[] = {
    {1, FIRST},
    {2, EVENTS}, /* one step in three pieces */
    {2, ROUNDS},
    {2, MESSAGES},
    {3, FACES},
    {4, ASKING},
    {20, FEED_LINKS},
    {21, AGREED},
    {22, ACCOUNTS},
    {23, LEAVING},
    {24, TIDYING},
};
const int32_t N_MIGRATIONS = COUNT_OF(MIGRATIONS);
