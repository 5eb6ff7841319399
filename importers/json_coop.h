/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * json_coop.h - a co-operation in JSON: a folder or one file.
 *
 * Folder: cooperation.json {id, name, zone, profile} and one NAME.json per
 * record table, each a list of objects; a missing file is an empty list.
 * README files, hidden files and the folder `profiles` are passed over, any
 * other name is refused.
 * One file: an object with id, name, zone, profile and a list per table.
 */
#ifndef IMPORTERS_JSON_COOP_H
#define IMPORTERS_JSON_COOP_H

#include "base/json.h"
#include "model/fault.h"

bool json_folder_recognise(const char *path);
bool json_file_recognise(const char *path);

/* Fill `coop`. Faults of the content are added to `faults`; a file that cannot
 * be read at all is STATUS_FILE. */
enum status json_folder_read(const char *path, struct coop *coop,
                             struct faults *faults, struct error *err) MUST_USE;
enum status json_file_read(const char *path, struct coop *coop,
                           struct faults *faults, struct error *err) MUST_USE;
/* The one file, already parsed. `name` lives as long as the co-operation. */
void json_coop_read(const struct json_doc *doc, const char *name,
                    struct coop *coop, struct faults *faults);

#endif
