/* SPDX-License-Identifier: GPL-3.0-or-later */
/* speaker.c - in whose name something is done. */
#include "rota/speaker.h"

#include <stdio.h>
#include <string.h>

enum status speaker_parse(const struct coop *coop, const char *by,
                          struct speaker *speaker, struct error *err)
{
    static const char MANAGER[] = "manager", OF[] = "manager:";
    const char *name = by ? by : MANAGER;
    *speaker = (struct speaker){.member = NONE, .staff = NONE};
    snprintf(speaker->name, sizeof speaker->name, "%s", name);
    if (strcmp(name, MANAGER) == 0) {
        speaker->kind = SPEAKER_IN_CHARGE;
        return STATUS_OK;
    }
    if (strncmp(name, OF, strlen(OF)) == 0) {
        speaker->kind = SPEAKER_MANAGER;
        speaker->member = coop_find_member(coop, name + strlen(OF));
    } else {
        speaker->kind = SPEAKER_PERSON;
        speaker->staff = coop_find_staff(coop, name);
    }
    if (speaker->member == NONE && speaker->staff == NONE) {
        return error_set(err, STATUS_USAGE,
                         "by: expected manager, manager:MEMBER or the id of a "
                         "person, found '%s'",
                         name);
    }
    return STATUS_OK;
}

bool speaker_for(const struct coop *coop, const struct speaker *speaker,
                 int32_t staff)
{
    if (speaker->kind == SPEAKER_IN_CHARGE) {
        return true;
    }
    return speaker->kind == SPEAKER_MANAGER
               ? coop->staff.at[staff].member.ix == speaker->member
               : speaker->staff == staff;
}

enum status speaker_check(const struct coop *coop,
                          const struct speaker *speaker, int32_t staff,
                          const char *doing, struct error *err)
{
    if (speaker_for(coop, speaker, staff)) {
        return STATUS_OK;
    }
    return error_set(err, STATUS_CONFLICT,
                     "%s may not %s %s: that is for "
                     "themself or a manager of %s",
                     speaker->name, doing, coop->staff.at[staff].id,
                     coop->staff.at[staff].member.id);
}

enum status speaker_check_manager(const struct speaker *speaker,
                                  const char *doing, struct error *err)
{
    return speaker->kind == SPEAKER_PERSON
               ? error_set(err, STATUS_CONFLICT,
                           "%s may not %s: that is for a manager",
                           speaker->name, doing)
               : STATUS_OK;
}
