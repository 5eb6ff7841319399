/* SPDX-License-Identifier: GPL-3.0-or-later */
/* role.c - in whose name something is done. */
#include "rota/role.h"

#include <stdio.h>
#include <string.h>

enum status role_parse(const struct coop *coop, const char *by,
                       struct role *role, struct error *err)
{
    static const char MANAGER[] = "manager", OF[] = "manager:";
    const char *name = by ? by : MANAGER;
    *role = (struct role){.member = NONE, .staff = NONE};
    snprintf(role->name, sizeof role->name, "%s", name);
    if (strcmp(name, MANAGER) == 0) {
        role->kind = ROLE_IN_CHARGE;
        return STATUS_OK;
    }
    if (strncmp(name, OF, strlen(OF)) == 0) {
        role->kind = ROLE_MANAGER;
        role->member = coop_find_member(coop, name + strlen(OF));
    } else {
        role->kind = ROLE_PERSON;
        role->staff = coop_find_staff(coop, name);
    }
    if (role->member == NONE && role->staff == NONE) {
        return error_set(err, STATUS_USAGE,
                         "by: expected manager, manager:MEMBER or the id of a "
                         "person, found '%s'",
                         name);
    }
    return STATUS_OK;
}

bool role_speaks_for(const struct coop *coop, const struct role *role,
                     int32_t staff)
{
    if (role->kind == ROLE_IN_CHARGE) {
        return true;
    }
    return role->kind == ROLE_MANAGER
               ? coop->staff.at[staff].member.ix == role->member
               : role->staff == staff;
}

enum status role_check(const struct coop *coop, const struct role *role,
                       int32_t staff, const char *doing, struct error *err)
{
    if (role_speaks_for(coop, role, staff)) {
        return STATUS_OK;
    }
    return error_set(err, STATUS_CONFLICT, "%s may not %s %s: that is for "
                     "themself or a manager of %s",
                     role->name, doing, coop->staff.at[staff].id,
                     coop->staff.at[staff].member.id);
}

enum status role_check_manager(const struct role *role, const char *doing,
                               struct error *err)
{
    return role->kind == ROLE_PERSON
               ? error_set(err, STATUS_CONFLICT,
                           "%s may not %s: that is for a manager", role->name,
                           doing)
               : STATUS_OK;
}
