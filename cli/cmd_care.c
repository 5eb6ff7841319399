/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_care.c - doctor, audit, backup, restore. */
#include "cli/verbs.h"

const struct option_def DOCTOR_OPTIONS[] = {{NULL, NULL, NULL, false}};
const struct option_def BACKUP_OPTIONS[] = {{NULL, NULL, NULL, false}};
const struct option_def RESTORE_OPTIONS[] = {{NULL, NULL, NULL, false}};
const struct option_def AUDIT_OPTIONS[] = {
    {"--verify", NULL, "recompute the chain of hashes", false},
    {"--last", "N", "only the last N lines (default 20)", false},
    {NULL, NULL, NULL, false},
};

static void print_doctor(const struct invocation *v, const cJSON *object)
{
    const cJSON *fault;
    cJSON_ArrayForEach(fault, list_of(object, "faults"))
    {
        printf("%s\n", cJSON_GetStringValue(fault));
    }
    if (cJSON_IsTrue(list_of(object, "sound"))) {
        printf(v->norwegian ? "Databasen er i orden.\n"
                            : "the database is sound\n");
    }
}

int cmd_doctor(struct invocation *v)
{
    struct error err = {0};
    struct store *store = NULL;
    cJSON *object = NULL;
    /* No desk: the records of a damaged file may not load. */
    enum status status = store_open(v->operands[0], &store, &err);
    struct desk desk = {.store = store, .act = v->act};
    bool sound = true;
    if (status == STATUS_OK) {
        status = rota_doctor(&desk, &object, &err);
        sound = status != STATUS_OK ||
                cJSON_IsTrue(list_of(object, "sound"));
        store_close(store);
    }
    int code = invocation_end(v, status, &err, object, print_doctor);
    return code || sound ? code : status_exit_code(STATUS_STORE);
}

static void print_audit(const struct invocation *v, const cJSON *object)
{
    const cJSON *line;
    cJSON_ArrayForEach(line, list_of(object, "lines"))
    {
        const char *reason = text_of(line, "reason");
        printf("%6lld %s  %-12s %-10s %s%s%s\n",
               (long long)int_of(line, "number"), text_of(line, "at"),
               text_of(line, "actor"), text_of(line, "action"),
               text_of(line, "object"), *reason ? " " : "", reason);
    }
    if (list_of(object, "verified")) {
        printf(v->norwegian ? "%lld linjer henger sammen\n"
                            : "%lld lines, the chain is whole\n",
               (long long)int_of(object, "verified"));
    }
}

int cmd_audit(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    cJSON *object = NULL;
    int64_t last = 20;
    enum status status = option_int(v, "--last", 0, 1000000, &last, &err);
    if (status == STATUS_OK) {
        status = invocation_desk(v, &desk, &err);
    }
    if (status == STATUS_OK) {
        status = rota_audit(&desk, option(v, "--verify") != NULL,
                            (int32_t)last, &object, &err);
        desk_close(&desk);
    }
    return invocation_end(v, status, &err, object, print_audit);
}

static void print_path(const struct invocation *v, const cJSON *object)
{
    (void)v;
    printf("%s\n", text_of(object, "path"));
}

static cJSON *path_object(const char *path)
{
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "path", path);
    return object;
}

int cmd_backup(struct invocation *v)
{
    struct error err = {0};
    struct store *store = NULL;
    enum status status = store_open(v->operands[0], &store, &err);
    if (status == STATUS_OK) {
        status = store_backup(store, v->operands[1], &err);
        store_close(store);
    }
    return invocation_end(v, status, &err,
                          status == STATUS_OK ? path_object(v->operands[1])
                                              : NULL,
                          print_path);
}

int cmd_restore(struct invocation *v)
{
    struct error err = {0};
    enum status status =
        store_restore(v->operands[1], v->operands[0], &v->act, &err);
    return invocation_end(v, status, &err,
                          status == STATUS_OK ? path_object(v->operands[0])
                                              : NULL,
                          print_path);
}
