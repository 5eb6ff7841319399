/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_init.c - makes an empty co-operation. */
#include <string.h>

#include "cli/verbs.h"

const struct option_def INIT_OPTIONS[] = {
    {"--name", "NAME", "name of the co-operation", false},
    {"--id", "ID", "short id (default: the name of the file)", false},
    {NULL, NULL, NULL, false},
};

static void print(const struct invocation *invocation, const cJSON *object)
{
    (void)invocation;
    printf("made %s\n", text_of(object, "database"));
}

/* The file's name without folder and ending. */
static void id_of_path(const char *path, char *out, size_t room)
{
    const char *slash = strrchr(path, '/');
    snprintf(out, room, "%s", slash ? slash + 1 : path);
    char *dot = strrchr(out, '.');
    if (dot && dot != out) {
        *dot = '\0';
    }
}

int cmd_init(struct invocation *invocation)
{
    struct error err = {0};
    char id[120];
    const char *path = invocation->operands[0];
    id_of_path(path, id, sizeof id);
    const char *given = option(invocation, "--id");
    const char *name = option(invocation, "--name");
    enum status status =
        store_create(path, given ? given : id,
                     name ? name : given ? given : id, &invocation->act,
                     &err);
    cJSON *object = NULL;
    if (status == STATUS_OK) {
        object = cJSON_CreateObject();
        json_add_string(object, "database", path);
    }
    return invocation_end(invocation, status, &err, object, print);
}
