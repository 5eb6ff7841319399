/* SPDX-License-Identifier: GPL-3.0-or-later */
/* exporter.c - the table of formats, and files out of them. */
#include "exporters/exporter.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "exporters/formats.h"

/* More than any rota within model/limits.h takes. */
enum { DOCUMENT_MAX = 64 << 20, PATH_BYTES = 4096 };

#define EXPORTER_LINE(name, file, media, write, write_file, help)              \
    {name, file, media, help, write, write_file},
const struct exporter EXPORTERS[] = {EXPORTER_TABLE(EXPORTER_LINE)};
#undef EXPORTER_LINE

const int32_t N_EXPORTERS = (int32_t)COUNT_OF(EXPORTERS);

const struct exporter *exporter_find(const char *name)
{
    for (int32_t i = 0; i < N_EXPORTERS; i++) {
        if (strcmp(EXPORTERS[i].name, name) == 0) {
            return &EXPORTERS[i];
        }
    }
    return NULL;
}

static enum status run_text(const struct exporter *exporter,
                            const struct export_input *input,
                            const char *path, struct error *err)
{
    struct text text;
    text_init(&text, DOCUMENT_MAX);
    enum status status = exporter->write(input, &text, err);
    if (status == STATUS_OK && text.overflow) {
        status = error_set(err, STATUS_INPUT,
                           "%s: expected at most %d bytes, found more", path,
                           DOCUMENT_MAX);
    }
    if (status == STATUS_OK) {
        status = file_write(path, text_cstr(&text), text.length, err);
    }
    text_release(&text);
    return status;
}

/* On the disk before it gets its name, as file_write() does. */
static enum status settle(const char *part, const char *path,
                          struct error *err)
{
    int file = open(part, O_RDONLY | O_CLOEXEC);
    bool safe = file >= 0 && fsync(file) == 0;
    if (file >= 0) {
        close(file);
    }
    if (!safe || rename(part, path) != 0) {
        return error_set(err, STATUS_FILE, "%s: %s", path, strerror(errno));
    }
    return STATUS_OK;
}

static enum status run_binary(const struct exporter *exporter,
                              const struct export_input *input,
                              const char *path, struct error *err)
{
    char part[PATH_BYTES];
    int length = snprintf(part, sizeof part, "%s.%ld.part", path,
                          (long)getpid());
    if (length < 0 || (size_t)length >= sizeof part) {
        return error_set(err, STATUS_FILE, "%s: the path is too long", path);
    }
    enum status status =
        error_in(exporter->write_file(input, part, err), err, "%s: ", path);
    if (status == STATUS_OK) {
        status = settle(part, path, err);
    }
    if (status != STATUS_OK) {
        (void)unlink(part);
    }
    return status;
}

enum status exporter_run(const struct exporter *exporter,
                         const struct export_input *input, const char *path,
                         struct error *err)
{
    return exporter->write ? run_text(exporter, input, path, err)
                           : run_binary(exporter, input, path, err);
}
