/* SPDX-License-Identifier: GPL-3.0-or-later */
/* importer.c - the table of formats, and the stages after reading. */
#include "importers/importer.h"

#include "importers/csv_coop.h"
#include "importers/folder.h"
#include "importers/json_coop.h"
#include "importers/profile_json.h"

const struct importer IMPORTERS[] = {
    {"json-folder", "a folder with cooperation.json and a file per list",
     json_folder_recognise, json_folder_read},
    {"csv-folder", "a folder with cooperation.csv and a file per list",
     csv_folder_recognise, csv_folder_read},
    {"json-file", "one JSON object with all lists", json_file_recognise,
     json_file_read},
};
const int32_t N_IMPORTERS = (int32_t)COUNT_OF(IMPORTERS);

const struct importer *importer_for(const char *path)
{
    for (int32_t i = 0; i < N_IMPORTERS; i++) {
        if (IMPORTERS[i].recognise(path)) {
            return &IMPORTERS[i];
        }
    }
    return NULL;
}

enum status import_finish(struct coop *coop, const char *folder,
                          struct faults *faults, struct error *err)
{
    struct error fault = {0};
    if (!coop_resolve_all(coop, faults)) {
        return faults_status(faults, err);
    }
    if (profile_load(coop, folder, &fault) != STATUS_OK) {
        faults_take(faults, &fault);
        return faults_status(faults, err);
    }
    coop_validate_all(coop, faults);
    return faults_status(faults, err);
}

/* Reads and finishes `coop`, which the caller owns either way. */
static enum status import_into(const struct importer *importer,
                               const char *path, struct coop *coop,
                               struct faults *faults, struct error *err)
{
    TRY(importer->read(path, coop, faults, err));
    TRY(faults_status(faults, err));
    return import_finish(coop, path_is_folder(path) ? path : NULL, faults, err);
}

enum status import_coop(const char *path, struct coop **result,
                        struct faults *faults, struct error *err)
{
    const struct importer *importer = importer_for(path);
    if (!importer) {
        return error_set(err, STATUS_INPUT,
                         "%s: expected a folder with cooperation.json or "
                         "cooperation.csv, or a .json file",
                         path);
    }
    struct coop *coop = coop_new();
    enum status status = import_into(importer, path, coop, faults, err);
    if (status == STATUS_OK) {
        *result = coop;
    } else {
        coop_free(coop);
    }
    return status;
}

enum status import_folder(const char *path, struct coop **result,
                          struct error *err)
{
    struct faults faults = {0};
    enum status status = import_coop(path, result, &faults, err);
    faults_release(&faults);
    return status;
}
