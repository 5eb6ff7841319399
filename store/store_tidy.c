/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store_tidy.c - the table of what is kept for how long, and its statements. */
#include "store/store_tidy.h"

#include "store/sql.h"

/* Nothing of it stands any more. */
#define SWAP_OVER "state IN ('declined', 'refused', 'withdrawn')"
#define CASE_OVER "(SELECT id FROM case_refs WHERE \"to\" < ?2)"
#define OLD_DRAFTS                                                           \
    "(SELECT id FROM plan p WHERE state <> 1 AND created < ?1 AND NOT "      \
    "EXISTS (SELECT 1 FROM revision WHERE plan = p.id) AND NOT EXISTS "      \
    "(SELECT 1 FROM offer WHERE plan = p.id) AND NOT EXISTS "                \
    "(SELECT 1 FROM swap WHERE plan = p.id))"

/*
 * Order matters: what refers to something goes before it. An event is never
 * removed, since others name its number; it says nothing any more ("removed"
 * is no kind that does anything).
 */
const struct tidy_rule TIDY_RULES[] = {
    {"exclusions", 30, "exclusions",
     "their last day, or the last day of their case", "removed",
     {"DELETE FROM exclusions WHERE \"to\" < ?2 OR case_ref IN " CASE_OVER,
      "UPDATE plan_event SET kind = 'removed', person = NULL, fields = '{}' "
      "WHERE kind = 'conflict' AND (json_extract(fields, '$.to') < ?2 OR "
      "json_extract(fields, '$.case_ref') IN " CASE_OVER
      " OR (undone_by IS NOT NULL AND at < ?1))"}},
    {"sickness", 62, "that an absence was sickness, a sick child or welfare",
     "its last day", "it becomes *away*",
     {"UPDATE absences SET kind = 'away' WHERE kind IN ('sick-self', "
      "'sick-note', 'child', 'welfare') AND \"to\" < ?2",
      "UPDATE plan_event SET fields = json_set(fields, '$.kind', 'away') "
      "WHERE kind = 'leave' AND json_extract(fields, '$.kind') = 'welfare' "
      "AND json_extract(fields, '$.to') < ?2"}},
    {"answers", 90, "who said what when asked; offers and swaps that came to "
     "nothing", "the answer", "removed",
     {"DELETE FROM offer_answer WHERE at < ?1",
      "DELETE FROM swap_answer WHERE at < ?1",
      "DELETE FROM offer WHERE state IN ('declined', 'deferred', "
      "'timed_out', 'withdrawn') AND changed < ?1 AND NOT EXISTS (SELECT 1 "
      "FROM offer_answer WHERE offer = offer.id) AND NOT EXISTS (SELECT 1 "
      "FROM swap WHERE offer = offer.id AND NOT " SWAP_OVER ")",
      "UPDATE swap SET offer = NULL WHERE offer NOT IN (SELECT id FROM offer)",
      "DELETE FROM swap WHERE " SWAP_OVER " AND changed < ?1 AND NOT EXISTS "
      "(SELECT 1 FROM swap_answer WHERE swap = swap.id) AND NOT EXISTS "
      "(SELECT 1 FROM offer WHERE swap = swap.id) AND NOT EXISTS "
      "(SELECT 1 FROM offer_answer WHERE swap = swap.id)"}},
    {"messages", 90, "messages that left or failed", "when they were written",
     "removed",
     {"DELETE FROM outbox WHERE created < ?1 AND (state <> 'waiting' "
      "OR withdrawn IS NOT NULL)"}},
    {"drafts", 90, "plans that were never published", "when they were made",
     "removed",
     {"DELETE FROM assignment WHERE plan IN " OLD_DRAFTS,
      "DELETE FROM plan WHERE id IN " OLD_DRAFTS}},
    {"sessions", 7, "sessions, invitations, answers kept for repeated calls",
     "their last use or end", "removed",
     {"DELETE FROM session WHERE seen < ?1",
      "DELETE FROM invitation_role WHERE digest IN "
      "(SELECT digest FROM invitation WHERE expires < ?1)",
      "DELETE FROM invitation WHERE expires < ?1",
      "DELETE FROM kept_answer WHERE at < ?1"}},
    {"links", 400, "calendar links that were ended", "their end", "removed",
     {"DELETE FROM feed_state WHERE link IN "
      "(SELECT id FROM feed_link WHERE revoked < ?1)",
      "DELETE FROM feed_link WHERE revoked < ?1"}},
    {"accounts", 731, "accounts that were ended", "their end", "removed",
     {"DELETE FROM session WHERE account IN "
      "(SELECT id FROM account WHERE disabled < ?1)",
      "DELETE FROM account_role WHERE account IN "
      "(SELECT id FROM account WHERE disabled < ?1)",
      "DELETE FROM account WHERE disabled < ?1"}},
    {"log", 731, "lines of the audit log", "their moment",
     "removed; the chain goes on from the hash of the last one",
     {"INSERT OR REPLACE INTO audit_before SELECT 1, number, hash FROM audit "
      "WHERE number = (SELECT min(number) - 1 FROM audit WHERE at >= ?1)",
      "DELETE FROM audit WHERE number <= (SELECT number FROM audit_before)"}},
    {"worked", 1827, "who held which duty, and call-outs", "the day",
     "removed",
     {"DELETE FROM published WHERE date < ?2",
      "DELETE FROM assignment WHERE date < ?2",
      "DELETE FROM event WHERE date < ?2",
      "DELETE FROM callout WHERE stop < ?1"}},
};
const int32_t N_TIDY_RULES = COUNT_OF(TIDY_RULES);

enum status store_tidy_open(struct store *store, struct error *err)
{
    TRY(store_begin(store, err));
    /* Rows that name each other may go in any order within a rule. */
    TRY(sql_run(store, "PRAGMA defer_foreign_keys = ON", err));
    return sql_run(store, "INSERT INTO tidying VALUES (1)", err);
}

static enum status apply_one(struct store *store, const char *sql,
                             instant before, date_day day, int64_t *rows,
                             struct error *err)
{
    struct statement s;
    char text[DATE_TEXT];
    TRY(sql_prepare(store, sql, &s, err));
    int n = sqlite3_bind_parameter_count(s.stmt); /* the largest number */
    if (n > 0) {
        sql_int(&s, 1, before);
    }
    if (n > 1) {
        sql_text(&s, 2, date_format(day, text));
    }
    enum status status = sql_step(&s, err);
    sql_done(&s);
    *rows += sqlite3_changes(store->db);
    return status;
}

enum status store_tidy_apply(struct store *store,
                             const struct tidy_rule *rule, instant now,
                             int64_t *rows, struct error *err)
{
    date_day today;
    int32_t minute;
    zone_local(now, &today, &minute);
    *rows = 0;
    for (int32_t i = 0; i < TIDY_STATEMENTS && rule->sql[i]; i++) {
        TRY(apply_one(store, rule->sql[i],
                      now - (instant)rule->days * 86400, today - rule->days,
                      rows, err));
    }
    return STATUS_OK;
}

enum status store_blur_event(struct store *store, int64_t number,
                             const char *kind, const char *fields,
                             struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "UPDATE plan_event SET kind = ?2, fields = ?3 "
                    "WHERE number = ?1",
                    &s, err));
    sql_int(&s, 1, number);
    sql_text(&s, 2, kind);
    sql_text(&s, 3, fields);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

enum status store_tidy_close(struct store *store, const struct act *act,
                             const char *detail, struct error *err)
{
    TRY(sql_run(store, "DELETE FROM tidying", err));
    if (detail) {
        /* Whoever holds the records loads them again. */
        TRY(sql_run(store, "UPDATE coop SET version = version + 1", err));
        TRY(store_audit(store, act, "tidy", "database", detail, err));
    }
    return store_commit(store, err);
}
