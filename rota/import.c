/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import.c - records from files into the store: all of them or none. */
#include "importers/importer.h"
#include "model/record.h"
#include "rota/rota.h"

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

enum status rota_import(struct desk *desk, const char *path, bool dry,
                        cJSON **result, struct faults *faults,
                        struct error *err)
{
    struct coop *coop = NULL;
    TRY(import_coop(path, &coop, faults, err));
    enum status status =
        dry ? STATUS_OK
            : store_save_coop(desk->store, coop, &desk->act, err);
    if (status != STATUS_OK) {
        coop_free(coop);
        return status;
    }
    *result = count_records(coop, path, dry);
    if (dry) {
        coop_free(coop);
    } else { /* the desk goes on with what is stored now */
        coop_free(desk->coop);
        desk->coop = coop;
    }
    return STATUS_OK;
}
