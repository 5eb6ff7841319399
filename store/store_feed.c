/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store_feed.c - calendar links and when their bytes changed. */
#include "store/store_feed.h"

#include <stdio.h>
#include <string.h>

#include "store/sql.h"

#define LINK_COLUMNS                                                           \
    "l.id, l.digest, l.hint, l.kind, l.subject, l.detail, l.norwegian, "       \
    "l.label, l.created, l.used, l.client, l.days_used, l.revoked"

static enum status read_link(struct statement *s, struct feed_link *link,
                             struct error *err)
{
    memset(link, 0, sizeof *link);
    link->id = sql_column_int(s, 0);
    sql_column_copy(s, 1, link->digest, sizeof link->digest);
    sql_column_copy(s, 2, link->hint, sizeof link->hint);
    link->kind = (int32_t)sql_column_int(s, 3);
    sql_column_copy(s, 4, link->subject, sizeof link->subject);
    link->detail = (int32_t)sql_column_int(s, 5);
    link->norwegian = sql_column_int(s, 6) != 0;
    sql_column_copy(s, 7, link->label, sizeof link->label);
    link->created = sql_column_int(s, 8);
    sql_column_copy(s, 10, link->client, sizeof link->client);
    link->days_used = sql_column_int(s, 11);
    link->revoked =
        sql_column_null(s, 12) ? INSTANT_NONE : sql_column_int(s, 12);
    link->used = DATE_NONE;
    return sql_column_null(s, 9) ? STATUS_OK
                                 : read_date(s, 9, &link->used, err);
}

/* ---- making and ending ------------------------------------------------------------- */

static enum status insert_link(struct store *store, struct feed_link *link,
                               struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "INSERT INTO feed_link(digest, hint, kind, subject, "
                    "detail, norwegian, label, created, days_used) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0)",
                    &s, err));
    sql_text(&s, 1, link->digest);
    sql_text(&s, 2, link->hint);
    sql_int(&s, 3, link->kind);
    sql_text(&s, 4, link->subject);
    sql_int(&s, 5, link->detail);
    sql_int(&s, 6, link->norwegian);
    sql_text(&s, 7, link->label);
    sql_int(&s, 8, link->created);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    link->id = sqlite3_last_insert_rowid(store->db);
    return status;
}

static enum status audit_link(struct store *store, const struct act *act,
                              const char *action, int64_t id,
                              struct error *err)
{
    char object[40];
    snprintf(object, sizeof object, "feed-link:%lld", (long long)id);
    return store_audit(store, act, action, object, NULL, err);
}

enum status store_put_feed_link(struct store *store, struct feed_link *link,
                                const struct act *act, struct error *err)
{
    bool mine;
    TRY(sql_begin(store, &mine, err));
    enum status status = insert_link(store, link, err);
    if (status == STATUS_OK) {
        status = audit_link(store, act, "feed-link-new", link->id, err);
    }
    return sql_end(store, mine, status, err);
}

static enum status end_link(struct store *store, int64_t id, instant at,
                            struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "UPDATE feed_link SET revoked = ?2 "
                    "WHERE id = ?1 AND revoked IS NULL",
                    &s, err));
    sql_int(&s, 1, id);
    sql_int(&s, 2, at);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

enum status store_revoke_feed_link(struct store *store, int64_t id,
                                   const struct act *act, struct error *err)
{
    bool mine, found = false;
    struct feed_link link;
    TRY(sql_begin(store, &mine, err));
    enum status status = store_get_feed_link(store, id, &link, &found, err);
    if (status == STATUS_OK && !found) {
        status = error_set(err, STATUS_USAGE,
                           "expected the number of a calendar link, found "
                           "%lld",
                           (long long)id);
    } else if (status == STATUS_OK && link.revoked != INSTANT_NONE) {
        status = error_set(err, STATUS_CONFLICT,
                           "calendar link %lld was ended before",
                           (long long)id);
    }
    if (status == STATUS_OK) {
        status = end_link(store, id, act->at, err);
    }
    if (status == STATUS_OK) {
        status = audit_link(store, act, "feed-link-end", id, err);
    }
    return sql_end(store, mine, status, err);
}

/* ---- reading ------------------------------------------------------------------------ */

enum status store_list_feed_links(struct store *store, int32_t kind,
                                  const char *subject,
                                  struct feed_link_vec *result,
                                  struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "SELECT " LINK_COLUMNS " FROM feed_link l WHERE "
                    "?2 IS NULL OR (l.kind = ?1 AND l.subject = ?2) "
                    "ORDER BY l.id",
                    &s, err));
    sql_int(&s, 1, kind);
    sql_text(&s, 2, subject);
    while (status == STATUS_OK && sql_row(&s, &status, err)) {
        struct feed_link link;
        status = read_link(&s, &link, err);
        vec_push(result, link);
    }
    sql_done(&s);
    return status;
}

enum status store_get_feed_link(struct store *store, int64_t id,
                                struct feed_link *result, bool *found,
                                struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "SELECT " LINK_COLUMNS " FROM feed_link l WHERE l.id = ?1",
                    &s, err));
    sql_int(&s, 1, id);
    *found = sql_row(&s, &status, err);
    if (*found) {
        status = read_link(&s, result, err);
    }
    sql_done(&s);
    return status;
}

enum status store_look_at_feed(struct store *store, const char *digest,
                               struct feed_look *look, struct error *err)
{
    enum status status = STATUS_OK;
    struct statement s;
    memset(look, 0, sizeof *look);
    TRY(sql_keep(store, KEPT_FEED_LOOK,
                 "SELECT " LINK_COLUMNS ", (SELECT version FROM coop), "
                 "(SELECT coalesce(max(number), 0) FROM revision) "
                 "FROM feed_link l WHERE l.digest = ?1",
                 &s, err));
    sql_text(&s, 1, digest);
    look->found = sql_row(&s, &status, err);
    if (look->found) {
        status = read_link(&s, &look->link, err);
        look->coop_version = sql_column_int(&s, 13);
        look->revision = sql_column_int(&s, 14);
    }
    sql_reset(&s);
    return status;
}

/* ---- what fetching changes ----------------------------------------------------------- */

static enum status read_state(struct store *store, int64_t link,
                              const char *form, char sha256[DIGEST_HEX],
                              instant *changed, struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "SELECT sha256, changed FROM feed_state "
                    "WHERE link = ?1 AND form = ?2",
                    &s, err));
    sql_int(&s, 1, link);
    sql_text(&s, 2, form);
    sha256[0] = '\0';
    *changed = 0;
    if (sql_row(&s, &status, err)) {
        sql_column_copy(&s, 0, sha256, DIGEST_HEX);
        *changed = sql_column_int(&s, 1);
    }
    sql_done(&s);
    return status;
}

static enum status write_state(struct store *store, int64_t link,
                               const char *form, const char *sha256,
                               instant changed, struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "INSERT INTO feed_state(link, form, sha256, changed) "
                    "VALUES (?1, ?2, ?3, ?4) ON CONFLICT(link, form) "
                    "DO UPDATE SET sha256 = ?3, changed = ?4",
                    &s, err));
    sql_int(&s, 1, link);
    sql_text(&s, 2, form);
    sql_text(&s, 3, sha256);
    sql_int(&s, 4, changed);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

enum status store_feed_changed(struct store *store, int64_t link,
                               const char *form, const char *sha256,
                               instant now, instant *changed,
                               struct error *err)
{
    bool mine;
    char stored[DIGEST_HEX];
    TRY(read_state(store, link, form, stored, changed, err));
    if (strcmp(stored, sha256) == 0) {
        return STATUS_OK;
    }
    TRY(sql_begin(store, &mine, err));
    /* Once more, now that nobody else can write. */
    enum status status =
        read_state(store, link, form, stored, changed, err);
    if (status == STATUS_OK && strcmp(stored, sha256) != 0) {
        *changed = now > *changed ? now : *changed + 1;
        status = write_state(store, link, form, sha256, *changed, err);
    }
    return sql_end(store, mine, status, err);
}

enum status store_note_feed_use(struct store *store, int64_t link,
                                date_day today, const char *client,
                                struct error *err)
{
    struct statement s;
    char date[DATE_TEXT];
    TRY(sql_prepare(store,
                    "UPDATE feed_link SET days_used = days_used + "
                    "(used IS NULL OR used <> ?2), used = ?2, client = ?3 "
                    "WHERE id = ?1 AND (used IS NOT ?2 OR client IS NOT ?3)",
                    &s, err));
    sql_int(&s, 1, link);
    sql_text(&s, 2, date_format(today, date));
    sql_text(&s, 3, client);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}
