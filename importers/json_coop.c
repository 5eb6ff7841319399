/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json_coop.c - a co-operation in JSON: a folder or one file. */
#include "importers/json_coop.h"

#include <stdio.h>

#include "importers/folder.h"
#include "importers/json_record.h"
#include "model/limits.h"

static const char HEAD_FILE[] = "cooperation.json";

bool json_folder_recognise(const char *path)
{
    return path_is_folder(path) && folder_has(path, HEAD_FILE);
}

bool json_file_recognise(const char *path)
{
    return !path_is_folder(path) && path_ends(path, ".json");
}

/* Parses `path`, known to messages as `name`. Bad JSON is a fault, and then
 * `*doc` is empty; what cannot be read is an error. */
static enum status open_doc(const char *path, const char *name,
                            struct json_doc *doc, struct faults *faults,
                            struct error *err)
{
    char *bytes = NULL;
    size_t length = 0;
    struct error fault = {0};
    *doc = (struct json_doc){0};
    enum status status =
        file_read(path, MAX_FILE_BYTES, &bytes, &length, &fault);
    if (status == STATUS_OK) {
        status = json_parse(doc, name, bytes, length, &fault);
        free(bytes);
    }
    if (status == STATUS_INPUT) {
        faults_take(faults, &fault);
        return STATUS_OK;
    }
    return status == STATUS_OK ? status
                               : error_set(err, status, "%s", fault.text);
}

/* ---- folder -------------------------------------------------------------- */

static void read_list(struct json_source *source, enum record_kind kind)
{
    struct int_vec lines = {0};
    json_item_lines(source->doc->bytes, 1, &lines);
    source->lines = &lines;
    json_read_records(source, kind, source->doc->root);
    source->lines = NULL;
    vec_release(&lines);
}

/* kind RECORD_KINDS: cooperation.json. */
static enum status read_one(const char *folder, enum record_kind kind,
                            struct coop *coop, struct faults *faults,
                            struct error *err)
{
    const struct record_table *table =
        kind == RECORD_KINDS ? &COOP_TABLE : RECORD_TABLES[kind];
    char path[FOLDER_PATH];
    const char *name = arena_printf(coop->arena, "%s.json", table->name);
    if (!folder_has(folder, name)) {
        return STATUS_OK;
    }
    snprintf(path, sizeof path, "%s/%s", folder, name);
    struct json_doc doc;
    TRY(open_doc(path, name, &doc, faults, err));
    struct json_source source = {.doc = &doc,
                                 .file = name,
                                 .root = table->name,
                                 .coop = coop,
                                 .faults = faults};
    if (doc.root && kind == RECORD_KINDS) {
        json_read_fields(&source, table, doc.root, coop, NULL);
    } else if (doc.root) {
        read_list(&source, kind);
    }
    json_doc_release(&doc);
    return STATUS_OK;
}

enum status json_folder_read(const char *path, struct coop *coop,
                             struct faults *faults, struct error *err)
{
    TRY(folder_check(path, "json", faults, err));
    TRY(read_one(path, RECORD_KINDS, coop, faults, err));
    for (enum record_kind kind = 0; kind < RECORD_KINDS; kind++) {
        TRY(read_one(path, kind, coop, faults, err));
    }
    return STATUS_OK;
}

/* ---- one file ------------------------------------------------------------ */

static enum record_kind kind_named(const char *name)
{
    enum record_kind kind = 0;
    while (kind < RECORD_KINDS &&
           strcmp(RECORD_TABLES[kind]->name, name) != 0) {
        kind++;
    }
    return kind;
}

static bool is_list_key(const char *key)
{
    return kind_named(key) < RECORD_KINDS;
}

static void read_lists(struct json_source *source)
{
    struct int_vec lines = {0};
    json_item_lines(source->doc->bytes, 2, &lines);
    source->lines = &lines;
    const cJSON *list;
    cJSON_ArrayForEach (list, source->doc->root) {
        enum record_kind kind = kind_named(list->string);
        if (kind < RECORD_KINDS) {
            json_read_records(source, kind, list);
        } else if (cJSON_IsArray(list)) {
            source->next_line += cJSON_GetArraySize(list); /* not ours */
        }
    }
    source->lines = NULL;
    vec_release(&lines);
}

void json_coop_read(const struct json_doc *doc, const char *name,
                    struct coop *coop, struct faults *faults)
{
    struct json_source source = {
        .doc = doc, .file = name, .coop = coop, .faults = faults};
    json_read_fields(&source, &COOP_TABLE, doc->root, coop, is_list_key);
    if (cJSON_IsObject(doc->root)) {
        read_lists(&source);
    }
}

enum status json_file_read(const char *path, struct coop *coop,
                           struct faults *faults, struct error *err)
{
    const char *name = arena_strdup(coop->arena, path_base(path));
    struct json_doc doc;
    if (!path_is_file(path)) {
        return error_set(err, STATUS_FILE, "%s: expected a regular file", path);
    }
    TRY(open_doc(path, name, &doc, faults, err));
    if (doc.root) {
        json_coop_read(&doc, name, coop, faults);
    }
    json_doc_release(&doc);
    return STATUS_OK;
}
