/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scratch.h - a folder of small files for one test, and its removal.
 */
#ifndef TESTS_IMPORTERS_SCRATCH_H
#define TESTS_IMPORTERS_SCRATCH_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "tests/model/expect.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

struct scratch {
    char path[64];
};

static inline struct scratch scratch_new(void)
{
    struct scratch scratch = {.path = "/tmp/samvakt-test-XXXXXX"};
    assert_non_null(mkdtemp(scratch.path));
    return scratch;
}

/* The path of `name` in the folder, in `out`. */
static inline char *scratch_path(const struct scratch *scratch,
                                 const char *name, char out[256])
{
    snprintf(out, 256, "%s/%s", scratch->path, name);
    return out;
}

static inline void scratch_bytes(const struct scratch *scratch,
                                 const char *name, const void *bytes,
                                 size_t length)
{
    char path[256];
    FILE *file = fopen(scratch_path(scratch, name, path), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static inline void scratch_put(const struct scratch *scratch,
                               const char *name, const char *words)
{
    scratch_bytes(scratch, name, words, strlen(words));
}

static inline void scratch_folder(const struct scratch *scratch,
                                  const char *name)
{
    char path[256];
    assert_int_equal(mkdir(scratch_path(scratch, name, path), 0700), 0);
}

/* Removes a folder with what is in it, folders of files included. */
static inline void scratch_remove(const char *path)
{
    DIR *dir = opendir(path);
    if (!dir) {
        (void)unlink(path);
        return;
    }
    for (const struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        char inner[512];
        if (strcmp(entry->d_name, ".") != 0 &&
            strcmp(entry->d_name, "..") != 0) {
            snprintf(inner, sizeof inner, "%.200s/%.255s", path,
                     entry->d_name);
            scratch_remove(inner);
        }
    }
    closedir(dir);
    (void)rmdir(path);
}

static inline void scratch_free(struct scratch *scratch)
{
    scratch_remove(scratch->path);
}

#endif
