/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * access.h - who may what: the roles of domain.md D7 as one table.
 *
 * A role is held for one member or for the whole co-operation. What it permits
 * reaches nobody, oneself, the member's people, or everybody. Whoever holds
 * several roles may what any of them permits.
 */
#ifndef ROTA_ACCESS_H
#define ROTA_ACCESS_H

#include "rota/rota.h"

enum role_kind {
    ROLE_STAFF,          /* own plan, everybody's names and times */
    ROLE_TEAM_LEAD,      /* quorum, activities: sees drafts */
    ROLE_MANAGER,        /* a member's people, kinds of absence too */
    ROLE_COORDINATOR,    /* the joint plan, no kinds of absence */
    ROLE_SETTLEMENT,     /* hours only */
    ROLE_UNION_REP,      /* the plan and everybody's working hours */
    ROLE_AUDITOR,        /* the log */
    ROLE_ADMIN,          /* accounts, no content */
    ROLE_EXCLUSION_READ, /* a member's exclusions (D4), besides another role */
    ROLE_KINDS
};

enum permission {
    PERMIT_ANYBODY,   /* also who has not signed in */
    PERMIT_SIGNED_IN,
    PERMIT_PLAN,      /* what is published: names and times */
    PERMIT_DRAFT,     /* drafts, check, compare, explanations */
    PERMIT_RUN,       /* start and stop optimisations */
    PERMIT_PUBLISH,
    PERMIT_ABSENCE,   /* kinds of absence, reasons */
    PERMIT_EVENT,     /* file what happened to a person */
    PERMIT_REPLACE,   /* suggest, re-plan, risk, ask */
    PERMIT_OFFER,     /* answer for a person, swap */
    PERMIT_BALANCE,   /* burdens of a person */
    PERMIT_HOURS,     /* hours of a person */
    PERMIT_RECORDS,   /* the records, without absences and exclusions */
    PERMIT_EDIT,      /* change them */
    PERMIT_EXCLUSION,
    PERMIT_FEED,      /* calendar links of a person */
    PERMIT_ROSTER,    /* calendar links of members, services, holes */
    PERMIT_AUDIT,
    PERMIT_ACCOUNT,   /* invite, change roles, end accounts */
    PERMISSIONS
};

enum reach { REACH_NONE, REACH_OWN, REACH_MEMBER, REACH_ALL };

extern const char *const ROLE_NAMES[ROLE_KINDS];
extern const char *const PERMISSION_NAMES[PERMISSIONS];
/* Roles whose accounts need a one-time code (domain.md D14). */
bool role_needs_code(enum role_kind role);
/* Whether the role is held for a member (true) or for all of them. */
bool role_is_of_member(enum role_kind role);
int32_t role_find(const char *name); /* NONE */
enum reach role_reach(enum role_kind role, enum permission permission);

/* Somebody who asks. */
enum { CALLER_ROLES = 8 };
struct caller {
    const char *account; /* id; NULL: not signed in */
    int32_t staff;       /* the person they are; NONE */
    int32_t n;
    struct {
        enum role_kind role;
        int32_t member; /* NONE: all */
    } roles[CALLER_ROLES];
};

/* The furthest that any of the caller's roles reaches. */
enum reach caller_reach(const struct caller *caller,
                        enum permission permission);
/* Whether it reaches that person (by index), or that member. */
bool caller_may_person(const struct caller *caller, const struct coop *coop,
                       enum permission permission, int32_t staff);
bool caller_may_member(const struct caller *caller,
                       enum permission permission, int32_t member);

#endif
