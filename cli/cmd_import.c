/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_import.c - records from files. */
#include "cli/verbs.h"

const struct option_def IMPORT_OPTIONS[] = {
    {"--dry", NULL, "read and check only, store nothing", false},
    {"--calendar-of", "PERSON",
     "PATH is an iCalendar file: its events are absences of this person",
     false},
    {NULL, NULL, NULL, false},
};

static void print(const struct invocation *invocation, const cJSON *object)
{
    (void)invocation;
    const cJSON *kind;
    printf("%s %s\n", cJSON_IsTrue(list_of(object, "dry")) ? "read" : "stored",
           text_of(object, "source"));
    cJSON_ArrayForEach(kind, list_of(object, "records"))
    {
        if (kind->valuedouble > 0) {
            printf("  %-12s %6.0f\n", kind->string, kind->valuedouble);
        }
    }
}

int cmd_import(struct invocation *invocation)
{
    struct error err = {0};
    struct desk desk = {0};
    struct faults faults = {0};
    cJSON *object = NULL;
    bool dry = option(invocation, "--dry") != NULL;
    const char *person = option(invocation, "--calendar-of");
    enum status status = invocation_desk(invocation, &desk, &err);
    if (status == STATUS_OK) {
        const char *path = invocation->operands[1];
        status = person ? rota_import_calendar(&desk, path, person, dry,
                                               &object, &err)
                        : rota_import(&desk, path, dry, &object, &faults,
                                      &err);
        desk_close(&desk);
    }
    print_faults(&faults);
    return invocation_end(invocation, status, &err, object, print);
}
