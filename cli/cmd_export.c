/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_export.c - a plan as files. */
#include <string.h>

#include "cli/verbs.h"

const struct option_def EXPORT_OPTIONS[] = {
    {"--out", "FOLDER", "where the files go (default: export)", false},
    {"--format", "NAME", "one format only: json, csv, html, xlsx, pay, ics",
     false},
    {"--plan", "N", "a draft instead of what is published", false},
    {"--from", "DATE", "first Monday (default: the last publication's)",
     false},
    {"--weeks", "N", "how many weeks", false},
    {NULL, NULL, NULL, false},
};

static void print(const struct invocation *v, const cJSON *object)
{
    const cJSON *file;
    int32_t calendars = 0;
    cJSON_ArrayForEach(file, list_of(object, "files"))
    {
        if (strcmp(text_of(file, "format"), "ics") == 0) {
            calendars++;
        } else {
            printf("  %-6s %s\n", text_of(file, "format"),
                   text_of(file, "path"));
        }
    }
    if (calendars > 0) {
        printf(v->norwegian ? "  ics    %d kalendere\n"
                            : "  ics    %d calendars\n",
               calendars);
    }
}

int cmd_export(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    cJSON *object = NULL;
    const char *folder = option(v, "--out");
    struct export_options options = {.folder = folder ? folder : "export",
                                     .format = option(v, "--format"),
                                     .norwegian = v->norwegian};
    enum status status = option_horizon(v, &options.horizon, &err);
    if (status == STATUS_OK) {
        status = option_int(v, "--plan", 1, INT64_MAX, &options.plan, &err);
    }
    if (status == STATUS_OK) {
        status = invocation_desk(v, &desk, &err);
    }
    if (status == STATUS_OK) {
        status = rota_export(&desk, &options, &object, &err);
        desk_close(&desk);
    }
    return invocation_end(v, status, &err, object, print);
}
