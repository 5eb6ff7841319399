/* SPDX-License-Identifier: GPL-3.0-or-later */
/* api_care.c - records, the log, the description of the API itself. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/norwegian.h"
#include "rota/records.h"
#include "server/api.h"
#include "server/api_describe.h"
#include "server/problem_reply.h"

/* People without anything personal, members, services, slots: what every page
 * needs to show names. */
static void add_named(cJSON *list, const char *id, const char *name)
{
    cJSON *object = json_push_object(list);
    json_add_string(object, "id", id);
    json_add_string(object, "name", name);
}

static enum status show_coop(struct call *call, cJSON **result,
                             struct error *err)
{
    const struct coop *coop = call->desk->coop;
    int64_t revision;
    TRY(store_current_revision(call->desk->store, &revision, err));
    cJSON *object = *result = cJSON_CreateObject();
    json_add_string(object, "id", coop->id);
    json_add_string(object, "name", coop->name);
    json_add_int(object, "revision", revision);
    cJSON *members = json_add_list(object, "members");
    for (int32_t i = 0; i < coop->members.n; i++) {
        add_named(members, coop->members.at[i].id, coop->members.at[i].name);
    }
    cJSON *services = json_add_list(object, "services");
    for (int32_t i = 0; i < coop->services.n; i++) {
        add_named(services, coop->services.at[i].id,
                  coop->services.at[i].name);
    }
    cJSON *people = json_add_list(object, "people");
    for (int32_t i = 0; i < coop->staff.n; i++) {
        const struct staff *staff = &coop->staff.at[i];
        add_named(people, staff->id, staff->name);
        json_add_string(cJSON_GetArrayItem(people, i), "member",
                        staff->member.id);
    }
    return STATUS_OK;
}

static enum status show_log(struct call *call, cJSON **result,
                            struct error *err)
{
    enum { LINES = 100, LINES_MAX = 1000 };
    int64_t count = LINES;
    const char *text = http_query(call->request, "last");
    if (text) {
        TRY(call_number(text, "last", &count, err));
    }
    count = count < 1 || count > LINES_MAX ? LINES_MAX : count;
    return rota_audit(call->desk, false, (int32_t)count, result, err);
}

static void send_faults(struct call *call, const struct faults *faults)
{
    problem_reply(call->reply, 422, NULL);
    cJSON *object = cJSON_Parse(text_cstr(&call->reply->body));
    cJSON *list = json_add_list(object, "errors");
    for (int32_t i = 0; i < faults->n; i++) {
        char *said = in_language(call->reply->norwegian, faults->at[i].text);
        cJSON_AddItemToArray(list, cJSON_CreateString(said));
        free(said);
    }
    char *words = json_print(object, false);
    text_clear(&call->reply->body);
    text_str(&call->reply->body, words);
    free(words);
    cJSON_Delete(object);
}

/* The importers read files: the body becomes one for the moment, in a folder
 * that only we can enter. */
static enum status import_body(struct call *call, bool dry, cJSON **result,
                               struct faults *faults, struct error *err)
{
    char folder[] = P_tmpdir "/samvakt-XXXXXX";
    char path[sizeof folder + 16];
    if (!mkdtemp(folder)) {
        return error_set(err, STATUS_FILE, "no temporary folder");
    }
    snprintf(path, sizeof path, "%s/coop.json", folder);
    enum status status = file_write(path, call->request->body,
                                    call->request->length, err);
    if (status == STATUS_OK) {
        status = rota_import(call->desk, path, dry, result, faults, err);
    }
    (void)unlink(path);
    (void)rmdir(folder);
    return status;
}

static enum status put_records(struct call *call, cJSON **result,
                               struct error *err)
{
    const char *dry = http_query(call->request, "dry");
    struct faults faults = {0};
    enum status status =
        import_body(call, dry && strcmp(dry, "1") == 0, result, &faults, err);
    if (status == STATUS_INPUT && faults.n > 0) {
        send_faults(call, &faults);
        status = STATUS_OK;
    }
    faults_release(&faults);
    return status;
}

static enum status show_records(struct call *call, cJSON **result,
                                struct error *err)
{
    return rota_records(call->desk, call->values[0], result, err);
}

static enum status put_record(struct call *call, cJSON **result,
                              struct error *err)
{
    struct faults faults = {0};
    struct record_change change = {.kind = call->values[0],
                                   .id = call->values[1],
                                   .fields = call->body.root,
                                   .version = call->if_match};
    enum status status =
        rota_record_put(call->desk, &change, result, &faults, err);
    if (status == STATUS_INPUT && faults.n > 0) {
        send_faults(call, &faults);
        status = STATUS_OK;
    }
    faults_release(&faults);
    return status;
}

static enum status describe(struct call *call, cJSON **result,
                            struct error *err)
{
    (void)call;
    (void)err;
    *result = api_describe();
    return STATUS_OK;
}

const struct route CARE_ROUTES[] = {
    {"GET", "/coop", PERMIT_SIGNED_IN, 0, show_coop,
     "Names of people, members, services; the revision that stands", NULL},
    {"PUT", "/records", PERMIT_EDIT, ROUTE_BODY, put_records,
     "Replace all records by those of a JSON document; dry=1: try only",
     "dry?"},
    {"GET", "/records/{kind}", PERMIT_RECORDS, 0, show_records,
     "One kind of records, with its fields and their version", NULL},
    {"PUT", "/records/{kind}/{id}", PERMIT_EDIT, ROUTE_BODY | ROUTE_MATCH,
     put_record,
     "Change one record, or add it; If-Match is the version of the records",
     NULL},
    {"GET", "/audit", PERMIT_AUDIT, 0, show_log, "The last lines of the log",
     "last?"},
    {"GET", "/openapi.json", PERMIT_ANYBODY, 0, describe,
     "This description", NULL},
    {NULL, NULL, PERMIT_ANYBODY, 0, NULL, NULL, NULL},
};
