/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_import.c - records from files. */
#include "cli/verbs.h"

const struct option_def IMPORT_OPTIONS[] = {
    {"--dry", NULL, "read and check only, store nothing", false},
    {"--calendar-of", "PERSON",
     "PATH is an iCalendar file: its events are absences of this person",
     false},
    {"--local-days", "MEMBER",
     "PATH is an iCalendar file: its whole days are local days of this member, "
     "or of 'all'",
     false},
    {"--effect", "EFFECT",
     "of local days: office-closed (default), min-cover or none", false},
    {NULL, NULL, NULL, false},
};

static void print(const struct invocation *invocation, const cJSON *object)
{
    const cJSON *kind, *reason;
    bool nb = invocation->norwegian;
    bool dry = cJSON_IsTrue(list_of(object, "dry"));
    printf("%s %s\n", dry ? (nb ? "lest" : "read") : (nb ? "lagret" : "stored"),
           text_of(object, "source"));
    cJSON_ArrayForEach(kind, list_of(object, "records"))
    {
        if (kind->valuedouble > 0) {
            printf("  %-12s %6.0f\n", kind->string, kind->valuedouble);
        }
    }
    cJSON_ArrayForEach(reason, list_of(object, "reasons"))
    {
        printf("  %s\n", cJSON_GetStringValue(reason));
    }
}

/* Whose calendar PATH is; a folder or file of records when nobody's. */
static enum status read_use(const struct invocation *invocation,
                            struct calendar_use *use, struct error *err)
{
    *use = (struct calendar_use){
        .staff = option(invocation, "--calendar-of"),
        .member = option(invocation, "--local-days"),
        .effect = option(invocation, "--effect"),
        .dry = option(invocation, "--dry") != NULL,
    };
    if (use->staff && use->member) {
        return error_set(err, STATUS_USAGE,
                         "--calendar-of and --local-days: expected one of "
                         "them, found both");
    }
    if (use->effect && !use->member) {
        return error_set(err, STATUS_USAGE,
                         "--effect: expected --local-days with it");
    }
    return STATUS_OK;
}

int cmd_import(struct invocation *invocation)
{
    struct error err = {0};
    struct desk desk = {0};
    struct faults faults = {0};
    cJSON *object = NULL;
    struct calendar_use use;
    enum status status = read_use(invocation, &use, &err);
    if (status == STATUS_OK) {
        status = invocation_desk(invocation, &desk, &err);
    }
    if (status == STATUS_OK) {
        const char *path = invocation->operands[1];
        status = use.staff || use.member
                     ? rota_import_calendar(&desk, path, &use, &object, &err)
                     : rota_import(&desk, path, use.dry, &object, &faults,
                                   &err);
        desk_close(&desk);
    }
    print_faults(&faults);
    return invocation_end(invocation, status, &err, object, print);
}
