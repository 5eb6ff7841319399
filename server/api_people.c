/* SPDX-License-Identifier: GPL-3.0-or-later */
/* api_people.c - one person's own: duties, calendar links. */
#include <string.h>

#include "rota/subscribe.h"
#include "server/api.h"
#include "server/problem_reply.h"
#include "server/qr.h"

static enum status read_subscription(const struct call *call,
                                     struct subscription *wanted,
                                     struct error *err)
{
    const char *detail, *language;
    TRY(call_text(call, "detail", &detail, err));
    TRY(call_text(call, "language", &language, err));
    TRY(call_text(call, "label", &wanted->label, err));
    int32_t found = detail ? feed_detail_find(detail) : DETAIL_FULL;
    if (found == NONE) {
        return error_set(err, STATUS_INPUT,
                         "detail: expected full, role or busy, found '%.40s'",
                         detail);
    }
    wanted->detail = (enum feed_detail)found;
    wanted->norwegian = !language || strcmp(language, "en") != 0;
    return STATUS_OK;
}

static enum status list_links(struct call *call, cJSON **result,
                              struct error *err)
{
    return rota_feed_list(call->desk, FEED_PERSON, call->values[0], result,
                          err);
}

static enum status new_link(struct call *call, cJSON **result,
                            struct error *err)
{
    struct subscription wanted = {.kind = FEED_PERSON,
                                  .subject = call->values[0]};
    TRY(read_subscription(call, &wanted, err));
    return rota_feed_new(call->desk, &wanted, result, err);
}

/* Of members, services and what is uncovered; people's own are theirs. */
static enum status list_roster_links(struct call *call, cJSON **result,
                                     struct error *err)
{
    TRY(rota_feed_list(call->desk, FEED_MEMBER, NULL, result, err));
    cJSON *links = cJSON_GetObjectItemCaseSensitive(*result, "links");
    for (int i = cJSON_GetArraySize(links) - 1; i >= 0; i--) {
        const char *kind = cJSON_GetStringValue(
            cJSON_GetObjectItemCaseSensitive(cJSON_GetArrayItem(links, i),
                                             "kind"));
        if (kind && strcmp(kind, FEED_KIND_NAMES[FEED_PERSON]) == 0) {
            cJSON_DeleteItemFromArray(links, i);
        }
    }
    return STATUS_OK;
}

static enum status new_roster_link(struct call *call, cJSON **result,
                                   struct error *err)
{
    const char *kind;
    struct subscription wanted = {0};
    TRY(call_need_text(call, "kind", &kind, err));
    TRY(call_text(call, "subject", &wanted.subject, err));
    int32_t found = feed_kind_find(kind);
    if (found == NONE || found == FEED_PERSON) {
        return error_set(err, STATUS_INPUT,
                         "kind: expected member, service or uncovered, found "
                         "'%.40s'",
                         kind);
    }
    wanted.kind = (enum feed_kind)found;
    TRY(read_subscription(call, &wanted, err));
    return rota_feed_new(call->desk, &wanted, result, err);
}

/* A link of a person is theirs and their manager's, a roster's of whoever may
 * have rosters. `*known` false: there is none. */
static enum status may_link(const struct call *call, int64_t *id,
                            bool *known, bool *may, struct error *err)
{
    struct feed_link link;
    TRY(call_number(call->values[0], "link", id, err));
    TRY(store_get_feed_link(call->desk->store, *id, &link, known, err));
    if (*known) {
        *may = link.kind == FEED_PERSON
                   ? call_may(call, PERMIT_FEED, link.subject)
                   : caller_reach(&call->who.caller, PERMIT_ROSTER) ==
                         REACH_ALL;
    }
    return STATUS_OK;
}

typedef enum status change_link(struct desk *desk, int64_t id, cJSON **result,
                                struct error *err);

static enum status with_link(struct call *call, change_link *change,
                             cJSON **result, struct error *err)
{
    int64_t id;
    bool known, may = false;
    TRY(may_link(call, &id, &known, &may, err));
    return may ? change(call->desk, id, result, err) : call_refuse(call, err);
}

static enum status rotate_link(struct call *call, cJSON **result,
                               struct error *err)
{
    return with_link(call, rota_feed_rotate, result, err);
}

static enum status end_link(struct call *call, cJSON **result,
                            struct error *err)
{
    return with_link(call, rota_feed_revoke, result, err);
}

/* The picture is made of what the page sends, so that the address with its
 * token stands in no log and no query. Also for who is invited and has no
 * session yet: it tells nobody anything. */
static enum status draw_code(struct call *call, cJSON **result,
                             struct error *err)
{
    const char *text;
    (void)result;
    TRY(call_need_text(call, "text", &text, err));
    if (!qr_draw(text, &call->reply->body)) {
        return error_set(err, STATUS_INPUT,
                         "text: expected at most %d bytes", QR_BYTES_MAX);
    }
    call->reply->status = 200;
    http_reply_field(call->reply, "Content-Type", "image/svg+xml");
    http_reply_field(call->reply, "Cache-Control", "no-store");
    return STATUS_OK;
}

const struct route PEOPLE_ROUTES[] = {
    {"GET", "/people/{person}/feeds", PERMIT_FEED, ROUTE_PERSON, list_links,
     "A person's calendar links", NULL},
    {"POST", "/people/{person}/feeds", PERMIT_FEED,
     ROUTE_BODY | ROUTE_PERSON | ROUTE_CREATED, new_link,
     "A new calendar link; its address is shown once",
     "detail? language? label?"},
    {"GET", "/feeds", PERMIT_ROSTER, 0, list_roster_links,
     "Links of members, services and what is uncovered", NULL},
    {"POST", "/feeds", PERMIT_ROSTER, ROUTE_BODY | ROUTE_CREATED,
     new_roster_link, "A new link of a member, a service, the holes",
     "kind subject? detail? language? label?"},
    {"POST", "/feeds/{link}/rotate", PERMIT_SIGNED_IN, ROUTE_CREATED,
     rotate_link, "End a link and make one in its place", NULL},
    {"DELETE", "/feeds/{link}", PERMIT_SIGNED_IN, 0, end_link, "End a link",
     NULL},
    {"POST", "/qr", PERMIT_ANYBODY, ROUTE_BODY | ROUTE_NO_SESSION, draw_code,
     "A text as a QR code (SVG)", "text"},
    {NULL, NULL, PERMIT_ANYBODY, 0, NULL, NULL, NULL},
};
