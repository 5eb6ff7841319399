/* SPDX-License-Identifier: GPL-3.0-or-later */
/* feed_route.c - calendars over HTTP. */
#include "server/feed_route.h"

#include <stdio.h>
#include <string.h>

#include "server/http_date.h"
#include "server/log.h"
#include "server/misses.h"
#include "server/problem_reply.h"

static const struct {
    const char *ending, *type, *file;
} FORMS[] = {
    [FORM_ICS] = {".ics", "text/calendar; charset=utf-8", "vakter.ics"},
    [FORM_JSON] = {".json", "application/json", "vakter.json"},
};

struct fetch {
    struct server *server;
    const struct http_request *request;
    struct http_reply *reply;
    struct worker *worker;
    instant now;
    enum feed_form form;
    char digest[DIGEST_HEX];
    struct feed_look look;
    struct feed_stamp stamp;
};

/* False when the path is not one of ours. */
static bool parse_path(const char *path, struct fetch *fetch)
{
    char token[TOKEN_TEXT];
    const char *name = path + strlen(FEED_PREFIX);
    const char *dot = strchr(name, '.');
    if (!dot || dot - name != TOKEN_TEXT - 1) {
        return false;
    }
    memcpy(token, name, TOKEN_TEXT - 1);
    token[TOKEN_TEXT - 1] = '\0';
    for (size_t i = 0; i < COUNT_OF(FORMS); i++) {
        if (strcmp(dot, FORMS[i].ending) == 0 && token_shaped(token)) {
            fetch->form = (enum feed_form)i;
            token_digest(token, fetch->digest);
            return true;
        }
    }
    return false;
}

static struct http_fixed *make_fixed(const struct fetch *fetch,
                                     const struct feed_bytes *bytes)
{
    char etag[DIGEST_HEX + 2], date[HTTP_DATE_TEXT], place[80];
    snprintf(etag, sizeof etag, "\"%s\"", bytes->sha256);
    snprintf(place, sizeof place, "inline; filename=\"%s\"",
             FORMS[fetch->form].file);
    const struct http_pair fields[] = {
        {"Content-Type", FORMS[fetch->form].type},
        {"Content-Disposition", place},
        {"ETag", etag},
        {"Last-Modified", http_date_format(bytes->changed, date)},
        {"Cache-Control", "private, no-cache"},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "no-referrer"},
        {"X-Robots-Tag", "noindex"},
        {NULL, NULL},
    };
    return http_fixed_new(bytes->bytes, bytes->length, fields);
}

static enum status build(struct fetch *fetch, struct feed_entry **entry,
                         struct error *err)
{
    struct feed_bytes bytes = {0};
    fetch->worker->desk.act =
        (struct act){.actor = "feed", .at = fetch->now};
    TRY(worker_refresh(fetch->worker, err));
    TRY(rota_feed_fetch(&fetch->worker->desk, &fetch->look, fetch->form,
                        fetch->now, &bytes, err));
    *entry = feed_cache_put(fetch->server->feeds, fetch->digest,
                            &fetch->stamp, &bytes, make_fixed(fetch, &bytes));
    metrics_count(fetch->server->metrics, COUNT_FEED_BUILT);
    free(bytes.bytes);
    return STATUS_OK;
}

struct held_entry {
    struct feed_cache *cache;
    struct feed_entry *entry;
};

static void release_entry(void *held)
{
    struct held_entry *h = held;
    feed_cache_done(h->cache, h->entry);
    free(h);
}

static void send_entry(struct fetch *fetch, struct feed_entry *entry)
{
    struct held_entry *held = xmalloc(sizeof *held);
    *held = (struct held_entry){fetch->server->feeds, entry};
    bool same = http_unchanged(
        http_field(fetch->request, "If-None-Match"),
        http_field(fetch->request, "If-Modified-Since"), entry->etag,
        entry->changed);
    fetch->reply->status = same ? 304 : 200;
    fetch->reply->fixed = entry->fixed;
    fetch->reply->held = held;
    fetch->reply->release = release_entry;
    metrics_count(fetch->server->metrics,
                  same ? COUNT_FEED_SAME : COUNT_FEED_FRESH);
}

/* The first words of a User-Agent, printable ones only: what kind of client. */
static void client_name(const char *agent, char out[FEED_CLIENT])
{
    size_t n = 0;
    for (const char *at = agent ? agent : ""; *at && n < 60; at++) {
        if (*at >= ' ' && *at < 0x7f) {
            out[n++] = *at;
        }
    }
    out[n] = '\0';
}

static enum status note_use(struct fetch *fetch, struct feed_entry *entry,
                            struct error *err)
{
    char client[FEED_CLIENT];
    if (!feed_cache_note(fetch->server->feeds, entry, fetch->now)) {
        return STATUS_OK;
    }
    client_name(http_field(fetch->request, "User-Agent"), client);
    return store_note_feed_use(fetch->worker->desk.store,
                               fetch->look.link.id, fetch->stamp.today,
                               client, err);
}

static void set_stamp(struct fetch *fetch)
{
    int32_t minute;
    fetch->stamp = (struct feed_stamp){
        .coop_version = fetch->look.coop_version,
        .revision = fetch->look.revision,
        .ended = fetch->look.link.revoked,
        .form = fetch->form,
    };
    zone_local(fetch->now, &fetch->stamp.today, &minute);
}

static enum status serve(struct fetch *fetch, struct error *err)
{
    set_stamp(fetch);
    struct feed_entry *entry =
        feed_cache_find(fetch->server->feeds, fetch->digest, &fetch->stamp);
    if (!entry) {
        TRY(build(fetch, &entry, err));
    }
    enum status status = note_use(fetch, entry, err);
    send_entry(fetch, entry);
    return status;
}

static void miss(struct fetch *fetch)
{
    struct server *server = fetch->server;
    metrics_count(server->metrics, COUNT_FEED_MISS);
    bool full =
        misses_full(server->misses, fetch->request->peer, fetch->now);
    misses_add(server->misses, fetch->request->peer, fetch->now);
    problem_reply(fetch->reply, full ? 429 : 404, NULL);
}

static enum status answer(struct fetch *fetch, struct error *err)
{
    TRY(store_look_at_feed(fetch->worker->desk.store, fetch->digest,
                           &fetch->look, err));
    switch (feed_standing(&fetch->look, fetch->now)) {
    case FEED_SERVED:
        return serve(fetch, err);
    case FEED_GONE:
        problem_reply(fetch->reply, 410, NULL);
        break;
    case FEED_UNKNOWN:
        miss(fetch);
        break;
    }
    return STATUS_OK;
}

void feed_route(struct server *server, const struct http_request *request,
                struct http_reply *reply)
{
    struct error err = {0};
    struct fetch fetch = {.server = server,
                          .request = request,
                          .reply = reply,
                          .now = server_now(server)};
    if (strcmp(request->method, "GET") != 0) {
        problem_reply(reply, 405, NULL);
        http_reply_field(reply, "Allow", "GET, HEAD");
        return;
    }
    if (!parse_path(request->path, &fetch)) {
        miss(&fetch);
        return;
    }
    enum status status = worker_take(server->workers, &fetch.worker, &err);
    if (status == STATUS_OK) {
        status = answer(&fetch, &err);
        worker_give(server->workers, fetch.worker);
    }
    if (status != STATUS_OK) {
        log_failure(server, "feed", &err);
        if (!reply->fixed) {
            problem_of_error(reply, status, &err);
        }
    }
}
