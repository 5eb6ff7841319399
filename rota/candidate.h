/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * candidate.h - how one person could take what is open, at the first step of
 * the ladder (rota/ladder.h) that the rules and its own conditions let pass,
 * and what that does.
 *
 * What is ordinary, extra or overtime is told by the hours that the contract
 * still owes: in the week, or, for somebody whose hours are averaged by
 * agreement, in the four weeks from it.
 */
#ifndef ROTA_CANDIDATE_H
#define ROTA_CANDIDATE_H

#include "rota/ladder.h"
#include "rota/situation.h"

/* What somebody is to take: one slot, or the days of a block. */
struct open_duty {
    struct situation *s;
    int32_t group;
    struct hole_vec parts; /* no two alike, by date */
    enum hole_kind kind;
    int32_t member;        /* that benefits; NONE: all */
};
/* Release with open_duty_release(). */
void open_duty_make(struct situation *s, int32_t group, struct open_duty *o);
void open_duty_release(struct open_duty *o);

/* Burdens that are shared out fairly. */
enum burden_kind {
    BURDEN_STANDBY,
    BURDEN_WEEKEND,
    BURDEN_HOLIDAY,
    BURDEN_KINDS
};

struct candidate {
    int32_t staff;
    bool able;
    char why[300], why_nb[300]; /* for a manager: why not able */
    enum ladder_step step;   /* STEP_LOAN for people of another member */
    enum ladder_step manner; /* the step by itself */
    bool callout;            /* called out from standby, no duty of the plan */
    struct edit_vec edits;   /* theirs, and a partner's */
    int32_t partner;         /* who takes over what they give up; NONE */
    struct outlook trial;
    struct finding_vec gained, healed; /* all that the edits do */

    const struct notice_tier *tier; /* NULL: the profile has none */
    int64_t minutes;  /* of duties that somebody gets */
    int64_t points;   /* price of the change */
    int64_t pay[PAY_CLASSES]; /* minutes, after less before */
    int32_t pay_pct;          /* mean supplement of the slot's minutes */
    units contract, before, after; /* hours of the window */
    units overtime;                /* statutory, more than before */
    int32_t weeks;                 /* of the window */
    bool bears[BURDEN_KINDS];
    int64_t carried[BURDEN_KINDS]; /* in 52 weeks, without this */
    int32_t travel;                /* minutes more than before */
    instant next_planned, next_earliest; /* INSTANT_NONE: none planned */
};
struct candidate_vec VEC_OF(struct candidate);
void candidate_release(struct candidate *candidate);
void candidates_release(struct candidate_vec *candidates);

/* The first step at which `staff` can take all parts, or why none. */
void candidate_find(const struct open_duty *o, int32_t staff,
                    struct candidate *c);
/* Swaps of those in `all` who cannot take the parts cheaply by themselves: one
 * duty of theirs goes to somebody else, and both stay within the rules and
 * ordinary hours. At most one a person and `max` in all. */
void candidate_swaps(const struct open_duty *o, const struct candidate_vec *all,
                     int32_t max, struct candidate_vec *out);
/* Fills what follows from step, edits and trial. */
void candidate_weigh(const struct open_duty *o, struct candidate *c);

/* ---- shared by the files of candidate_*.c ------------------------------------ */

bool candidate_lawful(const struct outlook *trial);
/* Hours of the window around `date` before and after; overtime likewise. */
void candidate_hours(const struct open_duty *o, const struct outlook *trial,
                     int32_t staff, struct candidate *c);
/* Whether the person may be asked for more than the contract's hours. */
bool candidate_asks_more(const struct open_duty *o, int32_t staff);
/* Sick on the date or today: never called (domain.md 2.9 d). */
bool candidate_sick(const struct situation *s, int32_t staff, date_day date);
bool candidate_foreign(const struct open_duty *o, int32_t staff);

#endif
