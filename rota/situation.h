/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * situation.h - what stands and what is open, and what a change would do to it.
 *
 * The answers to an opened slot all begin here: the published plan without the
 * duties that nobody may hold any more, and the *holes* that these leave. A
 * change is tried by the slow definitions of model/rule.h, on the people it
 * touches and the days around it only, which is what makes a ranked list quick
 * enough to wait for.
 */
#ifndef ROTA_SITUATION_H
#define ROTA_SITUATION_H

#include "model/notice.h"
#include "rota/event.h"

/* Why a slot is open decides what may be asked of people (domain.md 2.9). */
enum hole_kind {
    HOLE_SUDDEN,   /* unforeseen and passing: sickness, a ferry, a call-out */
    HOLE_KNOWN,    /* away, but known for as long as a plan's notice */
    HOLE_STANDING, /* a vacancy, or a gap that was published as one */
    HOLE_ASKED,    /* nothing opened it: somebody asks what if */
    HOLE_KINDS
};
const char *hole_kind_name(enum hole_kind kind); /* "sudden", ... */

struct hole {
    duty_ix duty;
    date_day date;
    int32_t holder; /* who held it; NONE: nobody */
    enum hole_kind kind;
    int64_t event;  /* that opened it; 0: none */
    instant since;
    int32_t group;  /* holes of one number are one block: they go together */
};
struct hole_vec VEC_OF(struct hole);

/* One step of a change. */
struct edit {
    enum { EDIT_TAKE, EDIT_GIVE, EDIT_CALLOUT } kind;
    int32_t staff;
    duty_ix duty;
    date_day date;
    bool overtime; /* EDIT_TAKE: beyond the person's plan */
};
struct edit_vec VEC_OF(struct edit);

/* What one person holds, and how the rules find it as it is. */
struct person_days {
    struct plan past, plan;
    struct timeline *timeline; /* NULL until asked for */
    struct finding_vec findings;
};

struct situation {
    struct desk *desk;
    const struct coop *coop;
    instant now;
    date_day today, from, to; /* dates of `plan` */
    struct plan history, published;
    struct plan plan; /* published, less what is void */
    struct hole_vec holes;
    int32_t n_groups;
    struct person_days *people; /* [staff] */
};

/* `opened` as rota_opened() gives it. STATUS_CONFLICT when nothing is published
 * from today on. Release it either way. */
enum status situation_open(struct situation *s, struct desk *desk,
                           const struct opened_vec *opened,
                           struct error *err) MUST_USE;
/* With what rota_opened() says. */
enum status situation_now(struct situation *s, struct desk *desk,
                          struct error *err) MUST_USE;
void situation_release(struct situation *s);

/* Makes the slot a hole when it is none yet: the gap that it is, with the rest
 * of its block, or by taking it from all who hold it; returns its group.
 * STATUS_USAGE when it lies outside what is published. */
enum status situation_ask(struct situation *s, const char *slot,
                          int32_t *group, struct error *err) MUST_USE;
/* Gaps of the published plan from today on become standing holes. */
void situation_add_gaps(struct situation *s);

/* The first hole of a group. */
const struct hole *situation_first(const struct situation *s, int32_t group);
/* People in the slot, outside cover included, as the plan stands. */
int32_t situation_cover(const struct situation *s, duty_ix duty,
                        date_day date);
/* The least the slot may be left with: its low mark; an activity's need. */
int32_t situation_low(const struct situation *s, duty_ix duty, date_day date);
bool situation_holds(const struct situation *s, int32_t staff, duty_ix duty,
                     date_day date);
/* Whether the assignment may be moved: from now on, not acknowledged, not
 * pinned, no extra duty that was agreed (which binds both sides). */
bool situation_movable(const struct situation *s,
                       const struct assignment *a);

/* ---- trying a change --------------------------------------------------------- */

struct outlook {
    struct timeline *timeline; /* the person's days with the change */
    struct finding_vec gained, healed; /* findings after less before; before
                                          less after */
};
void outlook_release(struct outlook *trial);

/* How the rules about single people find `staff` before. */
const struct person_days *situation_person(struct situation *s,
                                           int32_t staff);
/* What the edits of `staff` among these do to them. When something hard comes
 * of it, `gained` may hold no more than that. */
void situation_try(struct situation *s, int32_t staff,
                   const struct edit_vec *edits, struct outlook *trial);
/* What lacks in the Monday week of the date, as the plan stands: cover, quorum,
 * freedom of conflict. */
void situation_lacks(const struct situation *s, date_day date,
                     struct finding_vec *out);
/* What they do to cover, quorum and freedom of conflict in the weeks they
 * touch: findings are added to both lists. */
void situation_try_team(const struct situation *s,
                        const struct edit_vec *edits,
                        struct finding_vec *gained,
                        struct finding_vec *healed);

#endif
