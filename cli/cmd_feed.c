/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_feed.c - calendar links: list, new, rotate, revoke. */
#include <stdlib.h>
#include <string.h>

#include "cli/verbs.h"
#include "rota/subscribe.h"

const struct option_def FEED_OPTIONS[] = {
    {"--person", "ID", "duties of a person", false},
    {"--member", "ID", "roster of a member", false},
    {"--service", "ID", "roster of a service", false},
    {"--uncovered", NULL, "what nobody holds, for managers", false},
    {"--detail", "full|role|busy", "how much it tells (full)", false},
    {"--label", "TEXT", "the device it is for", false},
    {NULL, NULL, NULL, false},
};

static void print_link(const struct invocation *v, const cJSON *link)
{
    bool nb = v->norwegian;
    const char *revoked = text_of(link, "revoked");
    const char *used = text_of(link, "last_used");
    printf("%4lld  %-9s %-20s %-5s ...%s  %s%s  %s%s%s\n",
           (long long)int_of(link, "id"), text_of(link, "kind"),
           text_of(link, "subject"), text_of(link, "detail"),
           text_of(link, "hint"),
           *used ? (nb ? "hentet " : "fetched ")
                 : (nb ? "aldri hentet" : "never fetched"),
           used, text_of(link, "label"),
           *revoked ? (nb ? "  avsluttet " : "  ended ") : "", revoked);
}

static void print(const struct invocation *v, const cJSON *object)
{
    const cJSON *link;
    cJSON_ArrayForEach(link, list_of(object, "links"))
    {
        print_link(v, link);
    }
    if (*text_of(object, "path")) {
        printf(v->norwegian
                   ? "Lenke %lld, vises bare nå:\n  %s\n  %s\n"
                   : "link %lld, shown only now:\n  %s\n  %s\n",
               (long long)int_of(object, "id"), text_of(object, "path"),
               text_of(object, "json"));
    } else if (*text_of(object, "revoked")) {
        printf(v->norwegian ? "Lenke %lld er avsluttet.\n"
                            : "link %lld has ended\n",
               (long long)int_of(object, "id"));
    }
}

/* What the options name; at most one. */
static enum status wanted_feed(const struct invocation *v,
                               struct subscription *wanted, bool *any,
                               struct error *err)
{
    static const char *const OPTIONS[] = {
        [FEED_PERSON] = "--person",
        [FEED_MEMBER] = "--member",
        [FEED_SERVICE] = "--service",
        [FEED_UNCOVERED] = "--uncovered",
    };
    const char *detail = option(v, "--detail");
    int32_t found = detail ? feed_detail_find(detail) : DETAIL_FULL;
    *any = false;
    if (found == NONE) {
        return error_set(err, STATUS_USAGE,
                         "--detail: expected full, role or busy, found '%s'",
                         detail);
    }
    wanted->detail = (enum feed_detail)found;
    wanted->label = option(v, "--label");
    wanted->norwegian = v->norwegian;
    for (size_t i = 0; i < COUNT_OF(OPTIONS); i++) {
        const char *subject = option(v, OPTIONS[i]);
        if (subject && *any) {
            return error_set(err, STATUS_USAGE,
                             "expected one kind of feed, found two");
        }
        if (subject) {
            wanted->kind = (enum feed_kind)i;
            wanted->subject = subject;
            *any = true;
        }
    }
    return STATUS_OK;
}

static enum status link_number(const struct invocation *v, int64_t *id,
                               struct error *err)
{
    char *end = NULL;
    const char *text = v->n_operands > 2 ? v->operands[2] : "nothing";
    *id = strtoll(text, &end, 10);
    return *end == '\0' && *id > 0
               ? STATUS_OK
               : error_set(err, STATUS_USAGE,
                           "expected the number of a calendar link, found "
                           "'%s'",
                           text);
}

static enum status list(const struct invocation *v, struct desk *desk,
                        cJSON **object, struct error *err)
{
    struct subscription wanted = {0};
    bool any;
    TRY(wanted_feed(v, &wanted, &any, err));
    return rota_feed_list(desk, wanted.kind, any ? wanted.subject : NULL,
                          object, err);
}

static enum status make(const struct invocation *v, struct desk *desk,
                        cJSON **object, struct error *err)
{
    struct subscription wanted = {0};
    bool any;
    TRY(wanted_feed(v, &wanted, &any, err));
    return any ? rota_feed_new(desk, &wanted, object, err)
               : error_set(err, STATUS_USAGE,
                           "expected --person, --member, --service or "
                           "--uncovered, found none");
}

static enum status rotate(const struct invocation *v, struct desk *desk,
                          cJSON **object, struct error *err)
{
    int64_t id;
    TRY(link_number(v, &id, err));
    return rota_feed_rotate(desk, id, object, err);
}

static enum status revoke(const struct invocation *v, struct desk *desk,
                          cJSON **object, struct error *err)
{
    int64_t id;
    TRY(link_number(v, &id, err));
    return rota_feed_revoke(desk, id, object, err);
}

static const struct {
    const char *name;
    enum status (*run)(const struct invocation *v, struct desk *desk,
                       cJSON **object, struct error *err);
} ACTIONS[] = {
    {"list", list}, {"new", make}, {"rotate", rotate}, {"revoke", revoke}};

int cmd_feed(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    cJSON *object = NULL;
    enum status status = error_set(
        &err, STATUS_USAGE, "expected list, new, rotate or revoke, found '%s'",
        v->operands[1]);
    for (size_t i = 0; i < COUNT_OF(ACTIONS); i++) {
        if (strcmp(ACTIONS[i].name, v->operands[1]) == 0) {
            status = invocation_desk(v, &desk, &err);
            if (status == STATUS_OK) {
                status = ACTIONS[i].run(v, &desk, &object, &err);
                desk_close(&desk);
            }
        }
    }
    return invocation_end(v, status, &err, object, print);
}
