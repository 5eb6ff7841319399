/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import.c - records from files into the store: all of them or none. */
#include "importers/importer.h"
#include "model/record.h"
#include "rota/records.h"

static cJSON *count_records(const struct coop *coop, const char *path,
                            bool dry)
{
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "source", path);
    json_add_bool(object, "dry", dry);
    cJSON *records = json_add_object(object, "records");
    for (int32_t kind = 0; kind < RECORD_KINDS; kind++) {
        json_add_int(records, RECORD_TABLES[kind]->name,
                     record_count(coop, (enum record_kind)kind));
    }
    return object;
}

/* The desk goes on with what is stored now. Records that no longer fit an event
 * that stands are refused with it. */
static enum status store_imported(struct desk *desk, const struct coop *coop,
                                  struct error *err)
{
    TRY(store_begin(desk->store, err));
    enum status status = store_save_coop(desk->store, coop, &desk->act, err);
    if (status == STATUS_OK) {
        status = desk_refresh(desk, err);
    }
    if (status != STATUS_OK) {
        store_rollback(desk->store);
        return status;
    }
    return store_commit(desk->store, err);
}

enum status rota_import(struct desk *desk, const char *path, bool dry,
                        cJSON **result, struct faults *faults,
                        struct error *err)
{
    struct coop *coop = NULL;
    TRY(import_coop(path, &coop, faults, err));
    struct coop *before = NULL;
    enum status status = store_load_coop(desk->store, &before, err);
    if (status == STATUS_OK && !dry) {
        status = store_imported(desk, coop, err);
    }
    if (status == STATUS_OK) {
        *result = count_records(coop, path, dry);
        records_add_changes(before, coop, *result);
    }
    coop_free(before);
    coop_free(coop);
    return status;
}
