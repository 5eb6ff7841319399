/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store_offer.c - rounds of asking, offers, answers and swaps. */
#include "store/store_offer.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "store/offer_row.h"

const char *const OFFER_STATE_NAMES[OFFER_STATES + 1] = {
    [OFFER_WAITING] = "waiting",     [OFFER_OFFERED] = "offered",
    [OFFER_ACCEPTED] = "accepted",   [OFFER_DECLINED] = "declined",
    [OFFER_DEFERRED] = "deferred",   [OFFER_TIMED_OUT] = "timed_out",
    [OFFER_WITHDRAWN] = "withdrawn", [OFFER_STATES] = NULL,
};
const char *const ANSWER_NAMES[ANSWERS + 1] = {
    [ANSWER_TAKE] = "take", [ANSWER_SWAP] = "swap", [ANSWER_LATER] = "later",
    [ANSWER_NO] = "no",     [ANSWER_UNDO] = "undo", [ANSWERS] = NULL,
};
const char *const ASK_ORDER_NAMES[3] = {
    [ASK_RANKED] = "ranked",
    [ASK_BROADCAST] = "broadcast",
};

/* ---- rounds -----------------------------------------------------------------
 */

#define ASK_COLUMNS "id, duty, date, ordering, timeout, at, revision, closed"

/* False when the records no longer know the duty. */
static bool read_ask(struct statement *s, const struct coop *coop,
                     struct ask_record *ask, enum status *status,
                     struct error *err)
{
    *ask = (struct ask_record){
        .id = sql_column_int(s, 0),
        .duty = duty_of_key(coop, sql_column_text(s, 1)),
        .order = (enum ask_order)row_name(s, 3, ASK_ORDER_NAMES),
        .timeout = (int32_t)sql_column_int(s, 4),
        .at = sql_column_int(s, 5),
        .revision = sql_column_int(s, 6),
        .closed = sql_column_null(s, 7) ? INSTANT_NONE : sql_column_int(s, 7),
    };
    *status = read_date(s, 2, &ask->date, err);
    return ask->duty != NONE;
}

static enum status insert_ask(struct store *store, const struct coop *coop,
                              struct ask_record *ask, const struct act *act,
                              struct error *err)
{
    struct statement s;
    char duty[DUTY_KEY], date[DATE_TEXT];
    TRY(sql_prepare(store,
                    "INSERT INTO ask(duty, date, ordering, timeout, actor, "
                    "at, revision) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    &s, err));
    sql_text(&s, 1, duty_key(coop, ask->duty, duty));
    sql_text(&s, 2, date_format(ask->date, date));
    sql_text(&s, 3, ASK_ORDER_NAMES[ask->order]);
    sql_int(&s, 4, ask->timeout);
    sql_text(&s, 5, act->actor);
    sql_int(&s, 6, act->at);
    sql_int(&s, 7, ask->revision);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    ask->id = sqlite3_last_insert_rowid(store->db);
    ask->at = act->at;
    ask->closed = INSTANT_NONE;
    return status;
}

enum status store_put_ask(struct store *store, const struct coop *coop,
                          struct ask_record *ask, const struct act *act,
                          struct error *err)
{
    bool mine;
    TRY(sql_begin(store, &mine, err));
    enum status status = insert_ask(store, coop, ask, act, err);
    if (status == STATUS_OK) {
        status = row_audit(store, act, "ask", "ask", ask->id, NULL, err);
    }
    return sql_end(store, mine, status, err);
}

enum status store_get_ask(struct store *store, const struct coop *coop,
                          int64_t id, struct ask_record *result,
                          struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store, "SELECT " ASK_COLUMNS " FROM ask WHERE id = ?1", &s,
                    err));
    sql_int(&s, 1, id);
    bool found =
        sql_row(&s, &status, err) && read_ask(&s, coop, result, &status, err);
    sql_done(&s);
    if (status == STATUS_OK && !found) {
        status = error_set(err, STATUS_USAGE,
                           "ask %lld: there is no such round", (long long)id);
    }
    return status;
}

enum status store_list_asks(struct store *store, const struct coop *coop,
                            bool open, struct ask_vec *result,
                            struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "SELECT " ASK_COLUMNS " FROM ask "
                    "WHERE ?1 = 0 OR closed IS NULL ORDER BY id",
                    &s, err));
    sql_int(&s, 1, open);
    while (status == STATUS_OK && sql_row(&s, &status, err)) {
        struct ask_record ask;
        if (read_ask(&s, coop, &ask, &status, err)) {
            vec_push(result, ask);
        }
    }
    sql_done(&s);
    return status;
}

enum status store_close_ask(struct store *store, int64_t id, instant at,
                            struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "UPDATE ask SET closed = ?2 WHERE id = ?1 AND closed IS "
                    "NULL",
                    &s, err));
    sql_int(&s, 1, id);
    sql_int(&s, 2, at);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

/* ---- offers -----------------------------------------------------------------
 */

#define OFFER_COLUMNS                                                          \
    "id, ask, staff, rank, state, due, changed, plan, turn, replaces, swap, "  \
    "revision, gives, overtime, route"

/* "demand:day@2027-03-01 ..." of what they leave; false when the records no
 * longer know one of them. */
static bool read_gives(const char *text, const struct coop *coop,
                       struct offer_record *offer)
{
    for (const char *item = text; *item;) {
        char key[DUTY_KEY + DATE_TEXT + 1];
        size_t length = strcspn(item, " ");
        snprintf(key, sizeof key, "%.*s", (int)length, item);
        char *at = strrchr(key, '@');
        struct error none = {0};
        int32_t n = offer->n_gives;
        if (!at || n == OFFER_GIVES ||
            date_parse(at + 1, &offer->gives[n].date, &none) != STATUS_OK) {
            return false;
        }
        *at = '\0';
        offer->gives[n].duty = duty_of_key(coop, key);
        if (offer->gives[n].duty == NONE) {
            return false;
        }
        offer->n_gives++;
        item += length + (item[length] == ' ');
    }
    return true;
}

static void write_gives(const struct coop *coop,
                        const struct offer_record *offer, struct text *out)
{
    for (int32_t i = 0; i < offer->n_gives; i++) {
        char duty[DUTY_KEY], date[DATE_TEXT];
        text_printf(out, "%s%s@%s", i ? " " : "",
                    duty_key(coop, offer->gives[i].duty, duty),
                    date_format(offer->gives[i].date, date));
    }
}

/* False when the records no longer know the person or what they leave. */
static bool read_offer(struct statement *s, const struct coop *coop,
                       struct offer_record *offer)
{
    *offer = (struct offer_record){
        .id = sql_column_int(s, 0),
        .ask = sql_column_int(s, 1),
        .staff = coop_find_staff(coop, sql_column_text(s, 2)),
        .rank = (int32_t)sql_column_int(s, 3),
        .state = (enum offer_state)row_name(s, 4, OFFER_STATE_NAMES),
        .due = sql_column_null(s, 5) ? INSTANT_NONE : sql_column_int(s, 5),
        .changed = sql_column_int(s, 6),
        .plan = sql_column_int(s, 7), /* NULL reads as 0 */
        .turn = (int32_t)sql_column_int(s, 8),
        .replaces = sql_column_null(s, 9)
                        ? NONE
                        : coop_find_staff(coop, sql_column_text(s, 9)),
        .swap = sql_column_int(s, 10),
        .revision = sql_column_int(s, 11),
        .overtime = sql_column_int(s, 13) != 0,
    };
    snprintf(offer->route, sizeof offer->route, "%s", sql_column_text(s, 14));
    return offer->staff != NONE &&
           read_gives(sql_column_text(s, 12), coop, offer);
}

enum status store_put_offer(struct store *store, const struct coop *coop,
                            struct offer_record *offer, struct error *err)
{
    struct statement s;
    struct text gives;
    TRY(sql_prepare(store,
                    "INSERT INTO offer(ask, staff, rank, state, changed, "
                    "gives, overtime, route) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                    &s, err));
    text_init(&gives, OFFER_GIVES * (DUTY_KEY + DATE_TEXT));
    write_gives(coop, offer, &gives);
    sql_int(&s, 1, offer->ask);
    sql_text(&s, 2, coop->staff.at[offer->staff].id);
    sql_int(&s, 3, offer->rank);
    sql_text(&s, 4, OFFER_STATE_NAMES[offer->state]);
    sql_int(&s, 5, offer->changed);
    sql_text(&s, 6, text_cstr(&gives));
    sql_int(&s, 7, offer->overtime);
    sql_text(&s, 8, offer->route);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    text_release(&gives);
    offer->id = sqlite3_last_insert_rowid(store->db);
    return status;
}

enum status store_get_offer(struct store *store, const struct coop *coop,
                            int64_t id, struct offer_record *result,
                            struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store, "SELECT " OFFER_COLUMNS " FROM offer WHERE id = ?1",
                    &s, err));
    sql_int(&s, 1, id);
    bool found = sql_row(&s, &status, err) && read_offer(&s, coop, result);
    sql_done(&s);
    if (status == STATUS_OK && !found) {
        status = error_set(err, STATUS_USAGE,
                           "offer %lld: there is no such offer", (long long)id);
    }
    return status;
}

enum status store_list_offers(struct store *store, const struct coop *coop,
                              int64_t ask, struct offer_vec *result,
                              struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    ask ? "SELECT " OFFER_COLUMNS " FROM offer "
                          "WHERE ask = ?1 ORDER BY rank"
                        : "SELECT " OFFER_COLUMNS " FROM offer WHERE "
                          "state = 'accepted' AND revision IS NULL "
                          "ORDER BY id",
                    &s, err));
    if (ask) {
        sql_int(&s, 1, ask);
    }
    while (sql_row(&s, &status, err)) {
        struct offer_record offer;
        if (read_offer(&s, coop, &offer)) {
            vec_push(result, offer);
        }
    }
    sql_done(&s);
    return status;
}

/* Whether another offer of the round is accepted: asked for before a state is
 * written, so that the loser hears of it in a sentence. */
static enum status check_free(struct store *store,
                              const struct offer_record *offer,
                              struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "SELECT 1 FROM offer WHERE ask = ?1 AND id <> ?2 AND "
                    "state = 'accepted'",
                    &s, err));
    sql_int(&s, 1, offer->ask);
    sql_int(&s, 2, offer->id);
    bool taken = sql_row(&s, &status, err);
    sql_done(&s);
    if (status == STATUS_OK && taken) {
        status = error_set(err, STATUS_CONFLICT,
                           "offer %lld: somebody else has taken the slot",
                           (long long)offer->id);
    }
    return status;
}

enum status store_set_offer(struct store *store, const struct coop *coop,
                            const struct offer_record *offer, struct error *err)
{
    struct statement s;
    if (offer->state == OFFER_ACCEPTED) {
        TRY(check_free(store, offer, err));
    }
    TRY(sql_prepare(store,
                    "UPDATE offer SET state = ?2, due = ?3, changed = ?4, "
                    "plan = ?5, turn = ?6, replaces = ?7, swap = ?8 "
                    "WHERE id = ?1",
                    &s, err));
    sql_int(&s, 1, offer->id);
    sql_text(&s, 2, OFFER_STATE_NAMES[offer->state]);
    row_bind(&s, 3, offer->due == INSTANT_NONE ? 0 : offer->due);
    sql_int(&s, 4, offer->changed);
    row_bind(&s, 5, offer->plan);
    sql_int(&s, 6, offer->turn);
    sql_text(&s, 7,
             offer->replaces == NONE ? NULL
                                     : coop->staff.at[offer->replaces].id);
    row_bind(&s, 8, offer->swap);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

static enum status insert_answer(struct store *store, int64_t offer,
                                 enum offer_answer answer, int64_t swap,
                                 const char *filed_by, const struct act *act,
                                 struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "INSERT INTO offer_answer(offer, answer, swap, actor, "
                    "at, filed_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    &s, err));
    sql_int(&s, 1, offer);
    sql_text(&s, 2, ANSWER_NAMES[answer]);
    row_bind(&s, 3, swap);
    sql_text(&s, 4, act->actor);
    sql_int(&s, 5, act->at);
    sql_text(&s, 6, filed_by);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

enum status store_put_answer(struct store *store, int64_t offer,
                             enum offer_answer answer, int64_t swap,
                             const char *filed_by, const struct act *act,
                             struct error *err)
{
    bool mine;
    TRY(sql_begin(store, &mine, err));
    enum status status =
        insert_answer(store, offer, answer, swap, filed_by, act, err);
    if (status == STATUS_OK) {
        status = row_audit(store, act, "answer", "offer", offer,
                           ANSWER_NAMES[answer], err);
    }
    return sql_end(store, mine, status, err);
}

/* ---- publication ------------------------------------------------------------
 */

/* In order: a swap's two slots are held as agreed; so is an offer's; the rounds
 * of such offers end. */
static const char *const SETTLE[] = {
    "UPDATE swap SET state = 'published', revision = ?1, changed = ?2 "
    "WHERE state = 'approved' AND EXISTS (SELECT 1 FROM published p WHERE "
    "p.until IS NULL AND p.staff = swap.other_staff AND p.duty = swap.duty "
    "AND p.date = swap.date) AND EXISTS (SELECT 1 FROM published p WHERE "
    "p.until IS NULL AND p.staff = swap.staff AND p.duty = swap.other_duty "
    "AND p.date = swap.other_date)",
    "UPDATE offer SET revision = ?1, changed = ?2 WHERE state = 'accepted' "
    "AND revision IS NULL AND EXISTS (SELECT 1 FROM published p, ask a WHERE "
    "a.id = offer.ask AND p.until IS NULL AND p.staff = offer.staff AND "
    "p.duty = a.duty AND p.date = a.date)",
    "UPDATE ask SET closed = ?2 WHERE closed IS NULL AND EXISTS (SELECT 1 "
    "FROM offer WHERE offer.ask = ask.id AND offer.revision = ?1)",
};

enum status store_settle(struct store *store, int64_t revision, instant at,
                         struct error *err)
{
    for (size_t i = 0; i < COUNT_OF(SETTLE); i++) {
        struct statement s;
        TRY(sql_prepare(store, SETTLE[i], &s, err));
        sql_int(&s, 1, revision);
        sql_int(&s, 2, at);
        enum status status = sql_step(&s, err);
        sql_done(&s);
        TRY(status);
    }
    return STATUS_OK;
}
