/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay.c - feeds files to a fuzz target without libFuzzer.
 *
 * Linked with each fuzz/fuzz_*.c in ordinary builds: what a fuzzer once found
 * is tried again by every test run.
 *
 *   fuzz_NAME FILE-OR-FOLDER...
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/text.h"

enum { FILE_MAX = 1 << 26 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static int replay_file(const char *path)
{
    char *bytes = NULL;
    size_t length = 0;
    struct error err = {0};
    if (file_read(path, FILE_MAX, &bytes, &length, &err) != STATUS_OK) {
        fprintf(stderr, "%s\n", err.text);
        return -1;
    }
    /* A copy of the exact size, so that a sanitizer sees the first byte read
     * past the end, which in `bytes` is a NUL. */
    uint8_t *exact = malloc(length ? length : 1);
    CHECK(exact);
    memcpy(exact, bytes, length);
    LLVMFuzzerTestOneInput(exact, length);
    free(exact);
    free(bytes);
    return 1;
}

/* The number of files that were tried, -1 when one could not be read. */
static int replay_folder(const char *folder)
{
    int tried = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && tried >= 0 && (entry = readdir(dir));) {
        struct text path;
        text_init(&path, FILENAME_MAX);
        text_printf(&path, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] != '.') {
            tried = replay_file(text_cstr(&path)) < 0 ? -1 : tried + 1;
        }
        text_release(&path);
    }
    if (dir) {
        closedir(dir);
    }
    return tried;
}

int main(int argc, char **argv)
{
    int total = 0;
    for (int i = 1; i < argc; i++) {
        struct stat info;
        bool folder = stat(argv[i], &info) == 0 && S_ISDIR(info.st_mode);
        int tried = folder ? replay_folder(argv[i]) : replay_file(argv[i]);
        if (tried < 0) {
            return 1;
        }
        total += tried;
    }
    printf("%d inputs tried\n", total);
    /* An empty corpus tests nothing, and a test that tests nothing fails. */
    return total > 0 ? 0 : 1;
}
