/* SPDX-License-Identifier: GPL-3.0-or-later */
/* care.c - the health of the file and its audit log. */
#include <string.h>

#include "rota/rota.h"

static void add_line(void *context, const char *line)
{
    cJSON_AddItemToArray(context, cJSON_CreateString(line));
}

enum status rota_doctor(struct desk *desk, cJSON **result, struct error *err)
{
    cJSON *object = cJSON_CreateObject();
    cJSON *list = json_add_list(object, "faults");
    int32_t faults = 0;
    enum status status =
        store_doctor(desk->store, add_line, list, &faults, err);
    if (status != STATUS_OK) {
        cJSON_Delete(object);
        return status;
    }
    json_add_bool(object, "sound", faults == 0);
    *result = object;
    return STATUS_OK;
}

struct listing {
    cJSON *lines;
    int32_t count; /* 0: all */
};

static enum status take_line(void *context, const struct audit_line *line,
                             struct error *err)
{
    struct listing *listing = context;
    char at[INSTANT_TEXT];
    (void)err;
    cJSON *entry = json_push_object(listing->lines);
    json_add_int(entry, "number", line->number);
    json_add_string(entry, "at", instant_format(line->at, at));
    json_add_string(entry, "actor", line->actor);
    json_add_string(entry, "action", line->action);
    json_add_string(entry, "object", line->object);
    json_add_string(entry, "reason", line->reason);
    json_add_string(entry, "detail", line->detail);
    json_add_string(entry, "hash", line->hash);
    if (listing->count > 0 &&
        cJSON_GetArraySize(listing->lines) > listing->count) {
        cJSON_DeleteItemFromArray(listing->lines, 0);
    }
    return STATUS_OK;
}

enum status rota_audit(struct desk *desk, bool verify, int32_t count,
                       cJSON **result, struct error *err)
{
    cJSON *object = cJSON_CreateObject();
    struct listing listing = {json_add_list(object, "lines"), count};
    enum status status =
        store_audit_walk(desk->store, 1, take_line, &listing, err);
    if (status == STATUS_OK && verify) {
        int64_t sound = 0;
        status = store_audit_verify(desk->store, &sound, err);
        json_add_int(object, "verified", sound);
    }
    if (status != STATUS_OK) {
        cJSON_Delete(object);
        return status;
    }
    *result = object;
    return STATUS_OK;
}
