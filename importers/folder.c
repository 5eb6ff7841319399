/* SPDX-License-Identifier: GPL-3.0-or-later */
/* folder.c - folders of input: which files are there and which should not be.
 */
#include "importers/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "importers/suggest.h"
#include "model/record.h"

bool folder_has(const char *folder, const char *name)
{
    char path[FOLDER_PATH];
    int length = snprintf(path, sizeof path, "%s/%s", folder, name);
    return length < FOLDER_PATH && path_is_file(path);
}

bool path_is_file(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0 && S_ISREG(found.st_mode);
}

bool path_is_folder(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

bool path_ends(const char *path, const char *ending)
{
    size_t length = strlen(path), tail = strlen(ending);
    return length > tail && strcmp(path + length - tail, ending) == 0;
}

const char *path_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool passed_over(const char *name)
{
    return name[0] == '.' || strncmp(name, "README", 6) == 0 ||
           strcmp(name, "profiles") == 0;
}

/* Adds a fault unless the name is the `stem`.EXT of some table. */
static void check_name(const char *folder, const char *name,
                       const char *extension, struct faults *faults)
{
    char known[RECORD_KINDS + 1][40], words[SUGGEST_TEXT];
    struct suggestion suggestion;
    suggest_start(&suggestion, name);
    for (int kind = 0; kind <= RECORD_KINDS; kind++) {
        snprintf(known[kind], sizeof known[kind], "%s.%s",
                 kind < RECORD_KINDS ? RECORD_TABLES[kind]->name
                                     : COOP_TABLE.name,
                 extension);
        if (strcmp(known[kind], name) == 0) {
            if (!folder_has(folder, name)) {
                faults_add(faults, "%s: expected a regular file", name);
            }
            return;
        }
        suggest_try(&suggestion, known[kind]);
    }
    faults_add(faults, "%.100s: expected only files of a co-operation%s", name,
               suggest_words(&suggestion, words));
}

static int by_name(const void *left, const void *right)
{
    const struct fault *a = left, *b = right;
    return strcmp(a->text, b->text);
}

enum status folder_check(const char *folder, const char *extension,
                         struct faults *faults, struct error *err)
{
    DIR *dir = opendir(folder);
    if (!dir) {
        return error_set(err, STATUS_FILE, "%s: cannot be opened: %s", folder,
                         strerror(errno));
    }
    int32_t before = faults->n;
    for (const struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        if (!passed_over(entry->d_name)) {
            check_name(folder, entry->d_name, extension, faults);
        }
    }
    closedir(dir);
    if (faults->n > before) {
        /* The order of a folder is the file system's; messages have one. */
        qsort(faults->at + before, (size_t)(faults->n - before),
              sizeof *faults->at, by_name);
    }
    return STATUS_OK;
}
