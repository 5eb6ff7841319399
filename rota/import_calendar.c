/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import_calendar.c - somebody's absences from an iCalendar file. */
#include <string.h>

#include "importers/ics.h"
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

enum status rota_import_calendar(struct desk *desk, const char *path,
                                 const char *staff, bool dry, cJSON **result,
                                 struct error *err)
{
    date_day today;
    int32_t minute;
    struct ics_preview preview = {0};
    zone_local(desk->act.at, &today, &minute);
    struct ics_options options = {
        .source = source_of(path),
        .staff = coop_find_staff(desk->coop, staff),
        .member = NONE,
        .kind = ABSENCE_LEAVE,
        .from = today - DAYS_BACK,
        .to = today + DAYS_AHEAD,
    };
    if (options.staff == NONE) {
        return error_set(err, STATUS_USAGE,
                         "expected the id of a person, found '%s'", staff);
    }
    enum status status =
        ics_import(desk->coop, path, &options, &preview, err);
    if (status == STATUS_OK && !dry) {
        status =
            store_save_coop(desk->store, desk->coop, &desk->act, err);
    }
    if (status == STATUS_OK) {
        *result = preview_object(&preview, path, dry);
    }
    ics_preview_release(&preview);
    return status;
}
