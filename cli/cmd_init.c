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
    const cJSON *records = list_of(object, "records");
    bool nb = invocation->norwegian;
    printf("%s %s", nb ? "laget" : "made", text_of(object, "database"));
    if (records) {
        printf(nb ? ": %lld personer, %lld behov, %lld aktiviteter"
                  : ": %lld people, %lld demands, %lld activities",
               (long long)int_of(records, "staff"),
               (long long)int_of(records, "demands"),
               (long long)int_of(records, "activities"));
    }
    printf("\n");
}

/* Records at once, when a folder or file is named. A file that is refused
 * leaves no database behind. */
static enum status import_too(const struct invocation *v, cJSON **object,
                              struct error *err)
{
    struct desk desk = {0};
    struct faults faults = {0};
    TRY(invocation_desk(v, &desk, err));
    enum status status =
        rota_import(&desk, v->operands[1], false, object, &faults, err);
    desk_close(&desk);
    print_faults(&faults);
    if (status != STATUS_OK) {
        (void)remove(v->operands[0]);
    }
    return status;
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
    if (status == STATUS_OK && invocation->n_operands > 1) {
        status = import_too(invocation, &object, &err);
    } else if (status == STATUS_OK) {
        object = cJSON_CreateObject();
    }
    if (status == STATUS_OK) {
        json_add_string(object, "database", path);
    }
    return invocation_end(invocation, status, &err, object, print);
}
