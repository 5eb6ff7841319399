/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import_calendar.c - absences and local days from an iCalendar file. */
#include <string.h>

#include "importers/ics.h"
#include "model/record.h"
#include "rota/rota.h"

/* What a calendar says is free of titles; it may reach a year ahead. */
enum { DAYS_BACK = 31, DAYS_AHEAD = 400 };

/* The file's name is the source: reading it again updates. */
static const char *source_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static cJSON *preview_object(const struct ics_preview *preview,
                             const char *path, bool dry)
{
    const struct {
        const char *key;
        int32_t n;
    } counts[] = {
        {"events", preview->events},       {"added", preview->added},
        {"changed", preview->changed},     {"unchanged", preview->unchanged},
        {"removed", preview->removed},     {"free", preview->free},
        {"brief", preview->brief},         {"covered", preview->covered},
        {"refused", preview->refused},
    };
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "source", path);
    json_add_bool(object, "dry", dry);
    cJSON *records = json_add_object(object, "records");
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        json_add_int(records, counts[i].key, counts[i].n);
    }
    cJSON *reasons = json_add_list(object, "reasons");
    for (int32_t i = 0; i < preview->reasons.n; i++) {
        cJSON_AddItemToArray(
            reasons, cJSON_CreateString(preview->reasons.at[i].text));
    }
    return object;
}

/* Whose calendar it is. */
static enum status find_owner(const struct desk *desk,
                              const struct calendar_use *use,
                              struct ics_options *options, struct error *err)
{
    if (use->staff) {
        options->staff = coop_find_staff(desk->coop, use->staff);
        return options->staff != NONE
                   ? STATUS_OK
                   : error_set(err, STATUS_USAGE,
                               "expected the id of a person, found '%s'",
                               use->staff);
    }
    if (strcmp(use->member, "all") != 0) {
        options->member = coop_find_member(desk->coop, use->member);
        if (options->member == NONE) {
            return error_set(err, STATUS_USAGE,
                             "expected the id of a member or 'all', found '%s'",
                             use->member);
        }
    }
    return STATUS_OK;
}

/* In the words of the records. */
static enum status find_effect(const struct desk *desk, const char *words,
                               enum local_effect *result, struct error *err)
{
    const struct record_table *table = RECORD_TABLES[RECORD_LOCAL_DAY];
    struct local_day day = {.effect = LOCAL_OFFICE_CLOSED};
    enum status status = STATUS_OK;
    if (words) {
        status = field_read(&table->fields[field_find(table, "effect")], words,
                            &day, desk->coop->arena, err);
    }
    *result = day.effect;
    if (status == STATUS_INPUT) {
        status = err->status = STATUS_USAGE;
    }
    return error_in(status, err, "effect of local days: ");
}

enum status rota_import_calendar(struct desk *desk, const char *path,
                                 const struct calendar_use *use,
                                 cJSON **result, struct error *err)
{
    date_day today;
    int32_t minute;
    struct ics_preview preview = {0};
    zone_local(desk->act.at, &today, &minute);
    struct ics_options options = {
        .source = source_of(path),
        .staff = NONE,
        .member = NONE,
        .kind = ABSENCE_LEAVE,
        .from = today - DAYS_BACK,
        .to = today + DAYS_AHEAD,
    };
    TRY(find_owner(desk, use, &options, err));
    TRY(find_effect(desk, use->effect, &options.effect, err));
    struct coop *coop = NULL; /* as stored, without what events lay over it */
    TRY(store_load_coop(desk->store, &coop, err));
    enum status status = ics_import(coop, path, &options, &preview, err);
    if (status == STATUS_OK && !use->dry) {
        status = store_save_coop(desk->store, coop, &desk->act, err);
    }
    if (status == STATUS_OK && !use->dry) {
        status = desk_refresh(desk, err);
    }
    if (status == STATUS_OK) {
        *result = preview_object(&preview, path, use->dry);
    }
    coop_free(coop);
    ics_preview_release(&preview);
    return status;
}
