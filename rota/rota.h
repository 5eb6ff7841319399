/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rota.h - the verbs: what people do with a co-operation.
 *
 * Every verb lives here once. It takes an opened `struct desk` and options, and
 * gives one JSON object: the command line prints it as text or, with --json, as
 * it is; the HTTP API sends it. Nothing here prints. A verb that changes
 * something writes its line to the audit log in the same transaction.
 *
 * The caller owns each result: cJSON_Delete().
 */
#ifndef ROTA_ROTA_H
#define ROTA_ROTA_H

#include "base/json.h"
#include "model/fault.h"
#include "model/plan.h"
#include "solver/compile.h"
#include "store/store.h"

/* An open co-operation: its store, its records and who sits at it. */
struct desk {
    struct store *store;
    struct coop *coop;
    struct act act;
    bool manager; /* explanations may name reasons (domain.md D5) */
    bool planner; /* may see what others' duties cost, but no reasons (D7) */
    int32_t reasons_of; /* a member whose people's reasons are told although
                           `manager` is not set; NONE: of nobody */
    bool norwegian; /* sentences in results; those of rules are English */
};

/* Opens the file and loads the records, with what events do to them
 * (rota/event.h). Release with desk_close(). */
enum status desk_open(const char *path, const struct act *act,
                      struct desk *desk, struct error *err) MUST_USE;
enum status desk_open_readonly(const char *path, const struct act *act,
                               struct desk *desk,
                               struct error *err) MUST_USE;
void desk_close(struct desk *desk);
/* Whether reasons about the person (an index) may be named. */
bool desk_tells(const struct desk *desk, int32_t staff);
/* Why the person may not take a slot, as far as it is told: what everybody
 * reads off the board, to whom reasons are told the rest; but personal limits
 * and exclusions stay one bucket that only `manager` looks into. */
const char *desk_refusal(const struct desk *desk, int32_t staff,
                         enum refusal refusal);
/* Loads the records again, events included, as of the desk's moment: after the
 * moment has moved (sickness without an end goes on by itself) or somebody else
 * has written. The old ones are freed. */
enum status desk_refresh(struct desk *desk, struct error *err) MUST_USE;

/* ---- records ------------------------------------------------------------- */

/* Replaces the records by those at `path` (any format of
 * importers/importer.h). When they are refused, `faults` holds every reason
 * and `err` the first. {"records": {kind: n}, "source": path, "dry": bool,
 * "changes": [...]} (rota/records.h). With `dry` nothing is stored. */
enum status rota_import(struct desk *desk, const char *path, bool dry,
                        cJSON **result, struct faults *faults,
                        struct error *err) MUST_USE;
/* Absences or local days from an iCalendar file: preview, then store. */
struct calendar_use {
    const char *staff;  /* whose absences; NULL: local days */
    const char *member; /* of local days: whose; "all": everybody's */
    const char *effect; /* of local days, as in records; NULL: closed */
    bool dry;
};
enum status rota_import_calendar(struct desk *desk, const char *path,
                                 const struct calendar_use *use,
                                 cJSON **result,
                                 struct error *err) MUST_USE;

/* ---- the weekly run --------------------------------------------------------- */

struct horizon {
    date_day from; /* DATE_NONE: first week the notice rule allows */
    int32_t weeks; /* 0: 8 */
};

/* Before solving: {"certain": [...], "likely": [...], "capacity": [...]}.
 * Certain impossibilities (nobody may take a slot, more demand than people,
 * quorum out of reach) apart from warnings (hours demanded near capacity);
 * each with rule, dates, slot and a sentence. Also what rules_check() finds in
 * the published plan of the horizon. */
enum status rota_check(struct desk *desk, const struct horizon *horizon,
                       cJSON **result, struct error *err) MUST_USE;

struct solve_options {
    struct horizon horizon;
    double seconds; /* 0: 60 */
    uint64_t ticks; /* 0: none */
    uint64_t seed;
    int32_t threads; /* 0: 2 */
    const struct opening_key *open;
    int32_t n_open;
    /* Called with progress objects {seconds, cost, bound, gap, uncovered,
     * phase, columns, levels}; NULL: not. Return false to stop, keeping the
     * best. */
    bool (*progress)(void *context, const cJSON *now);
    void *context;
};
/* Compiles, solves in a child process, stores the draft. The object is the one
 * `solve --json` prints: plan, status, cost, bound, gap, levels[], seconds,
 * seed, problem_sha256, uncovered[], cost_by_rule[], findings[]. */
enum status rota_solve(struct desk *desk, const struct solve_options *options,
                       cJSON **result, struct error *err) MUST_USE;

/* Without a database: the same object, less `plan`. The caller owns the
 * roster: roster_free(). */
enum status rota_solve_problem(const struct problem *problem,
                               const struct solve_options *options,
                               struct roster **roster, cJSON **result,
                               struct error *err) MUST_USE;

/* The plan (0: what is published, else a draft's id) as rows per person and
 * day for a table: {"from", "days", "dates": [{date, weekday, red, holiday,
 * week}], "people": [{id, name, member, cells: [{duties: [...], absent}],
 * tally: {...}}], "uncovered": [{slot, title, missing, priority, words}]}. */
enum status rota_show(struct desk *desk, int64_t plan,
                      const struct horizon *horizon, cJSON **result,
                      struct error *err) MUST_USE;

/* Two plans (0: published): per person gained and lost duties, per slot before
 * and after, cost by level of each, hours and fairness effects. */
enum status rota_compare(struct desk *desk, int64_t before, int64_t after,
                         cJSON **result, struct error *err) MUST_USE;

struct publish_options {
    int64_t plan;
    const char *reason;       /* needed inside the notice days */
    const char *consultation; /* reference of the discussion */
    const char *route;        /* NULL: "weekly"; else a step of domain.md 2.9 */
    int64_t expected;         /* revision seen; -1: any */
    bool accept_hard;         /* publish although a hard finding stands; the
                                 reason is needed then */
    const char *const *agreed; /* ids of those who said yes to their change,
                                  besides accepted offers and swaps */
    int32_t n_agreed;
};
/* {"revision", "from", "to", "notice_days", "route", "agreed": [],
 * "hard_findings", "hard_new", "changes": [{person, gained: [], lost: [],
 * "notice": [{slot, tier, pay_pct, consent}], "agreed"}]}. Each person whose
 * slots changed gets one message. STATUS_CONFLICT when notice is short and no
 * reason given, when the plan breaks a hard rule that what stands does not
 * break, or when the plan moved: then the sentence tells who moved it and what
 * changed since. Hard findings that lie wholly before today are facts, and
 * that notice is short is decided by the reason; neither stops it. */
enum status rota_publish(struct desk *desk,
                         const struct publish_options *options,
                         cJSON **result, struct error *err) MUST_USE;

/* ---- explanation --------------------------------------------------------------- */

/* Who holds the slot; for every other person the cost and rules of taking it
 * (alone or with the cheapest one-step repair), or why they can't. In `plan`
 * (0: published). If it is uncovered: the smallest set of rules, absences and
 * pins that force it, and the cheapest relaxations, as sentences. Without
 * `desk->manager` those who can't are one undifferentiated bucket. */
enum status rota_why(struct desk *desk, int64_t plan, const char *slot,
                     cJSON **result, struct error *err) MUST_USE;
enum status rota_why_not(struct desk *desk, int64_t plan, const char *person,
                         const char *slot, cJSON **result,
                         struct error *err) MUST_USE;

/* Per person and burden: {"shares": [{person, name, burden, due, got,
 * difference, carried_52_weeks, why}]} of a plan (0: published). */
enum status rota_balance(struct desk *desk, int64_t plan,
                         const struct horizon *horizon, cJSON **result,
                         struct error *err) MUST_USE;

/* What people bore, week by week, in the 52 weeks that end with the last that is
 * published: {"from", "weeks", "today", "people": [{person, name, "standby":
 * [n], "weekends": [n], "holidays": [n]}]}, counted as in the balance.
 * STATUS_CONFLICT when nothing is published. */
enum status rota_balance_weeks(struct desk *desk, cJSON **result,
                               struct error *err) MUST_USE;

/* The limits of the profile as they are today, read-only: {"profile", "title",
 * "limits": [{limit, summary, unit, value, law, reference, test, basis,
 * severity: {solver, manager, staff}, relaxed: [{basis, value}], agreements:
 * [{agreement, value, basis, reference, from, to, person}]}], "rules": [{rule,
 * id, summary, limit}], "notice": [{tier, days, pay_pct, consent}],
 * "ladder": [{step, route, action, consent, cost_class}]}. `law` is
 * what the profile says, `value` what holds with the agreement of `basis`. */
enum status rota_rules(struct desk *desk, cJSON **result,
                       struct error *err) MUST_USE;

/* ---- documents ------------------------------------------------------------------- */

struct export_options {
    int64_t plan;        /* 0: published */
    struct horizon horizon;
    const char *folder;
    const char *format;  /* one of EXPORTERS, "ics", NULL: all */
    bool norwegian;
};
/* Writes the files; {"files": [{format, path, bytes}]}. Calendars only of what
 * is published. */
enum status rota_export(struct desk *desk,
                        const struct export_options *options, cJSON **result,
                        struct error *err) MUST_USE;

/* ---- care -------------------------------------------------------------------------- */

enum status rota_doctor(struct desk *desk, cJSON **result,
                        struct error *err) MUST_USE;
/* The last `count` lines (0: all); with verify the chain is recomputed. */
enum status rota_audit(struct desk *desk, bool verify, int32_t count,
                       cJSON **result, struct error *err) MUST_USE;

#endif
