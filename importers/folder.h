/* SPDX-License-Identifier: GPL-3.0-or-later */
/* folder.h - folders of input: which files are there and which should not be.
 */
#ifndef IMPORTERS_FOLDER_H
#define IMPORTERS_FOLDER_H

#include "model/fault.h"

enum { FOLDER_PATH = 4096 };

/* Whether a regular file of that name is there: reading a pipe or a device
 * could take for ever. */
bool folder_has(const char *folder, const char *name);
bool path_is_folder(const char *path);
bool path_is_file(const char *path); /* regular */
bool path_ends(const char *path, const char *ending);
/* What follows the last slash. */
const char *path_base(const char *path);

/* A fault for each entry of the folder that is not a regular file named
 * cooperation.EXT or TABLE.EXT, a README, hidden, or the folder `profiles`; the
 * nearest known name is suggested. */
enum status folder_check(const char *folder, const char *extension,
                         struct faults *faults, struct error *err) MUST_USE;

#endif
