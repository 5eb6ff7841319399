/* SPDX-License-Identifier: GPL-3.0-or-later */
/* access.c - the table of roles. */
#include "rota/access.h"

#include <string.h>

const char *const ROLE_NAMES[ROLE_KINDS] = {
    [ROLE_STAFF] = "staff",
    [ROLE_TEAM_LEAD] = "team-lead",
    [ROLE_MANAGER] = "manager",
    [ROLE_COORDINATOR] = "coordinator",
    [ROLE_SETTLEMENT] = "settlement",
    [ROLE_UNION_REP] = "union-rep",
    [ROLE_AUDITOR] = "auditor",
    [ROLE_ADMIN] = "admin",
    [ROLE_EXCLUSION_READ] = "exclusion-read",
};

const char *const PERMISSION_NAMES[PERMISSIONS] = {
    [PERMIT_ANYBODY] = "anybody",     [PERMIT_SIGNED_IN] = "signed-in",
    [PERMIT_PLAN] = "plan",           [PERMIT_DRAFT] = "draft",
    [PERMIT_RUN] = "run",             [PERMIT_PUBLISH] = "publish",
    [PERMIT_ABSENCE] = "absence",     [PERMIT_EVENT] = "event",
    [PERMIT_REPLACE] = "replace",     [PERMIT_OFFER] = "offer",
    [PERMIT_BALANCE] = "balance",     [PERMIT_HOURS] = "hours",
    [PERMIT_RECORDS] = "records",     [PERMIT_EDIT] = "edit",
    [PERMIT_EXCLUSION] = "exclusion", [PERMIT_FEED] = "feed",
    [PERMIT_ROSTER] = "roster",       [PERMIT_AUDIT] = "audit",
    [PERMIT_ACCOUNT] = "account",
};

#define OWN REACH_OWN
#define MEM REACH_MEMBER
#define ALL REACH_ALL

/* What is not named is not permitted. */
static const enum reach TABLE[ROLE_KINDS][PERMISSIONS] = {
    [ROLE_STAFF] = {[PERMIT_PLAN] = ALL, [PERMIT_EVENT] = OWN,
                    [PERMIT_OFFER] = OWN, [PERMIT_BALANCE] = OWN,
                    [PERMIT_HOURS] = OWN, [PERMIT_FEED] = OWN,
                    [PERMIT_ABSENCE] = OWN, [PERMIT_EXCLUSION] = OWN},
    [ROLE_TEAM_LEAD] = {[PERMIT_PLAN] = ALL, [PERMIT_DRAFT] = ALL,
                        [PERMIT_RECORDS] = ALL, [PERMIT_ROSTER] = ALL},
    [ROLE_MANAGER] = {[PERMIT_PLAN] = ALL, [PERMIT_DRAFT] = ALL,
                      [PERMIT_RUN] = ALL, [PERMIT_PUBLISH] = ALL,
                      [PERMIT_ABSENCE] = MEM, [PERMIT_EVENT] = MEM,
                      [PERMIT_REPLACE] = ALL, [PERMIT_OFFER] = MEM,
                      [PERMIT_BALANCE] = ALL, [PERMIT_HOURS] = MEM,
                      [PERMIT_RECORDS] = ALL, [PERMIT_EDIT] = ALL,
                      [PERMIT_FEED] = MEM, [PERMIT_ROSTER] = ALL,
                      [PERMIT_ACCOUNT] = MEM},
    [ROLE_COORDINATOR] = {[PERMIT_PLAN] = ALL, [PERMIT_DRAFT] = ALL,
                          [PERMIT_RUN] = ALL, [PERMIT_PUBLISH] = ALL,
                          [PERMIT_EVENT] = ALL, [PERMIT_REPLACE] = ALL,
                          [PERMIT_BALANCE] = ALL, [PERMIT_RECORDS] = ALL,
                          [PERMIT_EDIT] = ALL, [PERMIT_ROSTER] = ALL},
    [ROLE_SETTLEMENT] = {[PERMIT_HOURS] = ALL},
    [ROLE_UNION_REP] = {[PERMIT_PLAN] = ALL, [PERMIT_HOURS] = ALL,
                        [PERMIT_BALANCE] = ALL},
    [ROLE_AUDITOR] = {[PERMIT_AUDIT] = ALL},
    [ROLE_ADMIN] = {[PERMIT_ACCOUNT] = ALL, [PERMIT_AUDIT] = ALL},
    [ROLE_EXCLUSION_READ] = {[PERMIT_EXCLUSION] = MEM},
};

bool role_needs_code(enum role_kind role)
{
    return role != ROLE_STAFF;
}

bool role_is_of_member(enum role_kind role)
{
    return role == ROLE_MANAGER || role == ROLE_EXCLUSION_READ;
}

int32_t role_find(const char *name)
{
    for (int32_t i = 0; i < ROLE_KINDS; i++) {
        if (strcmp(ROLE_NAMES[i], name) == 0) {
            return i;
        }
    }
    return NONE;
}

enum reach role_reach(enum role_kind role, enum permission permission)
{
    return TABLE[role][permission];
}

enum reach caller_reach(const struct caller *caller,
                        enum permission permission)
{
    enum reach reach = REACH_NONE;
    if (permission == PERMIT_ANYBODY ||
        (permission == PERMIT_SIGNED_IN && caller->account)) {
        return REACH_ALL;
    }
    for (int32_t i = 0; caller->account && i < caller->n; i++) {
        enum reach one = TABLE[caller->roles[i].role][permission];
        /* Of no member in particular is of all of them. */
        if (one == REACH_MEMBER && caller->roles[i].member == NONE) {
            one = REACH_ALL;
        }
        reach = one > reach ? one : reach;
    }
    return reach;
}

bool caller_may_member(const struct caller *caller,
                       enum permission permission, int32_t member)
{
    if (caller_reach(caller, permission) == REACH_ALL) {
        return true;
    }
    for (int32_t i = 0; caller->account && i < caller->n; i++) {
        if (TABLE[caller->roles[i].role][permission] == REACH_MEMBER &&
            caller->roles[i].member == member) {
            return true;
        }
    }
    return false;
}

bool caller_may_person(const struct caller *caller, const struct coop *coop,
                       enum permission permission, int32_t staff)
{
    if (staff == NONE) {
        return caller_reach(caller, permission) == REACH_ALL;
    }
    bool own = caller->staff == staff &&
               caller_reach(caller, permission) >= REACH_OWN;
    return own || caller_may_member(caller, permission,
                                    coop->staff.at[staff].member.ix);
}
