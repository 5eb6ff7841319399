/* SPDX-License-Identifier: GPL-3.0-or-later */
/* subscribe.c - calendar links and what they answer. */
#include "rota/subscribe.h"

#include <stdio.h>
#include <string.h>

enum { EMPTY_DAYS = 90, SECONDS_OF_DAY = 86400, JSON_MAX = 4 * FEED_BYTES_MAX };

const char *const FEED_KIND_NAMES[FEED_KINDS] = {
    [FEED_PERSON] = "person",
    [FEED_MEMBER] = "member",
    [FEED_SERVICE] = "service",
    [FEED_UNCOVERED] = "uncovered",
};
const char *const FEED_DETAIL_NAMES[FEED_DETAILS] = {
    [DETAIL_FULL] = "full",
    [DETAIL_ROLE] = "role",
    [DETAIL_BUSY] = "busy",
};

static int32_t find_name(const char *const *names, int32_t n,
                         const char *name)
{
    for (int32_t i = 0; i < n; i++) {
        if (strcmp(names[i], name) == 0) {
            return i;
        }
    }
    return NONE;
}

int32_t feed_kind_find(const char *name)
{
    return find_name(FEED_KIND_NAMES, FEED_KINDS, name);
}

int32_t feed_detail_find(const char *name)
{
    return find_name(FEED_DETAIL_NAMES, FEED_DETAILS, name);
}

/* Index of the subject in the records; NONE when it is not there. */
static int32_t subject_index(const struct coop *coop, int32_t kind,
                             const char *subject)
{
    switch ((enum feed_kind)kind) {
    case FEED_PERSON:
        return coop_find_staff(coop, subject);
    case FEED_MEMBER:
        return coop_find_member(coop, subject);
    case FEED_SERVICE:
        return coop_find_service(coop, subject);
    case FEED_UNCOVERED:
        return 0;
    }
    return NONE;
}

/* ---- as JSON ------------------------------------------------------------------------- */

static void add_instant(cJSON *object, const char *key, instant at)
{
    char words[INSTANT_TEXT];
    json_add_string(object, key,
                    at == INSTANT_NONE ? NULL : instant_format(at, words));
}

static void add_link(cJSON *object, const struct feed_link *link)
{
    char words[DATE_TEXT];
    json_add_int(object, "id", link->id);
    json_add_string(object, "kind", FEED_KIND_NAMES[link->kind]);
    json_add_string(object, "subject", link->subject);
    json_add_string(object, "detail", FEED_DETAIL_NAMES[link->detail]);
    json_add_string(object, "language", link->norwegian ? "nb" : "en");
    json_add_string(object, "label", link->label);
    json_add_string(object, "hint", link->hint);
    add_instant(object, "created", link->created);
    json_add_string(object, "last_used",
                    link->used == DATE_NONE ? NULL
                                            : date_format(link->used, words));
    json_add_string(object, "client",
                    link->used == DATE_NONE ? NULL : link->client);
    json_add_int(object, "days_used", link->days_used);
    add_instant(object, "revoked", link->revoked);
}

/* ---- making, listing, ending -------------------------------------------------------- */

static enum status check_label(const char *label, struct error *err)
{
    if (strlen(label) >= FEED_LABEL) {
        return error_set(err, STATUS_INPUT,
                         "label: expected at most %d bytes, found %zu",
                         FEED_LABEL - 1, strlen(label));
    }
    for (const char *at = label; *at != '\0'; at++) {
        if ((unsigned char)*at < 0x20 || *at == 0x7f) {
            return error_set(err, STATUS_INPUT,
                             "label: expected text, found a control character");
        }
    }
    return utf8_valid(label, strlen(label))
               ? STATUS_OK
               : error_set(err, STATUS_INPUT,
                           "label: expected UTF-8, found other bytes");
}

static enum status make_link(struct desk *desk, struct feed_link *link,
                             cJSON **result, struct error *err)
{
    char token[TOKEN_TEXT], path[TOKEN_TEXT + 16];
    token_new(token);
    token_digest(token, link->digest);
    snprintf(link->hint, sizeof link->hint, "%s", token + TOKEN_TEXT - 5);
    link->created = desk->act.at;
    link->used = DATE_NONE;
    link->revoked = INSTANT_NONE;
    link->days_used = 0;
    TRY(store_put_feed_link(desk->store, link, &desk->act, err));
    cJSON *object = cJSON_CreateObject();
    add_link(object, link);
    json_add_string(object, "token", token);
    snprintf(path, sizeof path, "/cal/%s.ics", token);
    json_add_string(object, "path", path);
    snprintf(path, sizeof path, "/cal/%s.json", token);
    json_add_string(object, "json", path);
    *result = object;
    return STATUS_OK;
}

enum status rota_feed_new(struct desk *desk,
                          const struct subscription *wanted, cJSON **result,
                          struct error *err)
{
    const char *subject = wanted->subject ? wanted->subject : "";
    const char *label = wanted->label ? wanted->label : "";
    struct feed_link link = {.kind = (int32_t)wanted->kind,
                             .detail = (int32_t)wanted->detail,
                             .norwegian = wanted->norwegian};
    if (subject_index(desk->coop, link.kind, subject) == NONE) {
        return error_set(err, STATUS_USAGE,
                         "expected the id of a %s, found '%.60s'",
                         FEED_KIND_NAMES[link.kind], subject);
    }
    TRY(check_label(label, err));
    snprintf(link.subject, sizeof link.subject, "%s",
             wanted->kind == FEED_UNCOVERED ? "" : subject);
    snprintf(link.label, sizeof link.label, "%s", label);
    return make_link(desk, &link, result, err);
}

enum status rota_feed_list(struct desk *desk, enum feed_kind kind,
                           const char *subject, cJSON **result,
                           struct error *err)
{
    struct feed_link_vec links = {0};
    enum status status = store_list_feed_links(desk->store, (int32_t)kind,
                                               subject, &links, err);
    if (status == STATUS_OK) {
        cJSON *object = cJSON_CreateObject();
        cJSON *list = json_add_list(object, "links");
        for (int32_t i = 0; i < links.n; i++) {
            add_link(json_push_object(list), &links.at[i]);
        }
        *result = object;
    }
    vec_release(&links);
    return status;
}

enum status rota_feed_revoke(struct desk *desk, int64_t id, cJSON **result,
                             struct error *err)
{
    TRY(store_revoke_feed_link(desk->store, id, &desk->act, err));
    cJSON *object = cJSON_CreateObject();
    json_add_int(object, "id", id);
    add_instant(object, "revoked", desk->act.at);
    *result = object;
    return STATUS_OK;
}

enum status rota_feed_rotate(struct desk *desk, int64_t id, cJSON **result,
                             struct error *err)
{
    struct feed_link link;
    bool found;
    TRY(store_begin(desk->store, err));
    enum status status =
        store_revoke_feed_link(desk->store, id, &desk->act, err);
    if (status == STATUS_OK) {
        status = store_get_feed_link(desk->store, id, &link, &found, err);
    }
    if (status == STATUS_OK) {
        status = make_link(desk, &link, result, err);
    }
    if (status == STATUS_OK) {
        status = store_commit(desk->store, err);
    }
    if (status != STATUS_OK) {
        store_rollback(desk->store);
        cJSON_Delete(*result);
        *result = NULL;
    }
    return status;
}

/* ---- fetching ------------------------------------------------------------------------ */

enum feed_answer feed_standing(const struct feed_look *look, instant now)
{
    if (!look->found) {
        return FEED_UNKNOWN;
    }
    bool over = look->link.revoked != INSTANT_NONE &&
                now - look->link.revoked > (instant)EMPTY_DAYS * SECONDS_OF_DAY;
    return over ? FEED_GONE : FEED_SERVED;
}

/* Whether there is anything to show: the link stands, its subject is there, and
 * a person is still employed (a leaver's phone is emptied). */
static bool shows(const struct desk *desk, const struct feed_link *link,
                  int32_t index, instant now)
{
    date_day today;
    int32_t minute;
    if (link->revoked != INSTANT_NONE || index == NONE) {
        return false;
    }
    zone_local(now, &today, &minute);
    const struct staff *staff =
        link->kind == FEED_PERSON ? &desk->coop->staff.at[index] : NULL;
    return !staff || staff->to == DATE_NONE || staff->to >= today;
}

static enum status render(const struct feed *feed, enum feed_form form,
                          struct feed_bytes *result, struct error *err)
{
    struct text text;
    enum status status = STATUS_OK;
    text_init(&text, JSON_MAX);
    if (form == FORM_ICS) {
        status = feed_render_ics(feed, &text, err);
    } else {
        feed_render_json(feed, &text);
    }
    if (status == STATUS_OK) {
        digest_sha256(text_cstr(&text), text.length, result->sha256);
        result->length = text.length;
        result->bytes = text_take(&text);
    }
    text_release(&text);
    return status;
}

enum status rota_feed_fetch(struct desk *desk, const struct feed_look *look,
                            enum feed_form form, instant now,
                            struct feed_bytes *result, struct error *err)
{
    static const char *const FORM_NAMES[] = {"ics", "json"};
    const struct feed_link *link = &look->link;
    int32_t index = subject_index(desk->coop, link->kind, link->subject);
    struct arena *arena = arena_new();
    struct feed feed = {.kind = (enum feed_kind)link->kind,
                        .name = link->norwegian ? "Vakter" : "Duties"};
    struct feed_request request = {.kind = (enum feed_kind)link->kind,
                                   .index = index,
                                   .detail = (enum feed_detail)link->detail,
                                   .now = now,
                                   .norwegian = link->norwegian};
    enum status status = STATUS_OK;
    if (shows(desk, link, index, now)) {
        status = feed_build(desk, &request, arena, &feed, err);
    }
    if (status == STATUS_OK) {
        status = render(&feed, form, result, err);
    }
    if (status == STATUS_OK) {
        status = store_feed_changed(desk->store, link->id, FORM_NAMES[form],
                                    result->sha256, now, &result->changed,
                                    err);
        if (status != STATUS_OK) {
            free(result->bytes);
            result->bytes = NULL;
        }
    }
    vec_release(&feed.events);
    arena_free(arena);
    return status;
}
