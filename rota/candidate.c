/* SPDX-License-Identifier: GPL-3.0-or-later */
/* candidate.c - the steps of the ladder, tried one by one for a person. */
#include "rota/candidate.h"

#include <stdio.h>

#include "model/finding_words.h"

/* ---- openings -------------------------------------------------------------- */

static bool has_part(const struct open_duty *o, const struct hole *hole)
{
    for (int32_t i = 0; i < o->parts.n; i++) {
        const struct hole *part = &o->parts.at[i];
        if (part->duty == hole->duty && part->date == hole->date) {
            return true;
        }
    }
    return false;
}

static int by_date(const void *left, const void *right)
{
    const struct hole *a = left, *b = right;
    return a->date != b->date ? (a->date < b->date ? -1 : 1)
                              : (a->duty > b->duty) - (a->duty < b->duty);
}

void open_duty_make(struct situation *s, int32_t group, struct open_duty *o)
{
    const struct hole *first = situation_first(s, group);
    memset(o, 0, sizeof *o);
    o->s = s;
    o->group = group;
    o->kind = first->kind;
    o->member = duty_member(s->coop, first->duty);
    for (int32_t i = 0; i < s->holes.n; i++) {
        if (s->holes.at[i].group == group && !has_part(o, &s->holes.at[i])) {
            vec_push(&o->parts, s->holes.at[i]);
        }
    }
    qsort(o->parts.at, (size_t)o->parts.n, sizeof *o->parts.at, by_date);
}

void open_duty_release(struct open_duty *o)
{
    vec_release(&o->parts);
}

/* ---- one attempt ------------------------------------------------------------- */

struct attempt {
    const struct open_duty *o;
    struct situation *s;
    int32_t staff;
    struct candidate *c;
    struct edit_vec edits;
};

bool candidate_lawful(const struct outlook *trial)
{
    return findings_hard(&trial->gained) == 0;
}

static void say(struct candidate *c, const char *en, const char *nb)
{
    snprintf(c->why, sizeof c->why, "%s", en);
    snprintf(c->why_nb, sizeof c->why_nb, "%s", nb);
}

static void note_reason(struct candidate *c, const struct outlook *trial)
{
    for (int32_t i = 0; i < trial->gained.n; i++) {
        const struct finding *f = &trial->gained.at[i];
        if (f->grade == FINDING_HARD) {
            const char *source = f->reference && *f->reference
                                     ? f->reference
                                     : RULES[f->rule].id;
            snprintf(c->why, sizeof c->why, "%s (%s)", f->words, source);
            char words[FINDING_WORDS];
            snprintf(c->why_nb, sizeof c->why_nb, "%.260s (%s)",
                     finding_words(f, true, words), source);
            return;
        }
    }
}

/* Whether the rules let the edits pass; the trial is the candidate's then. */
static bool passes(struct attempt *t)
{
    struct outlook trial;
    situation_try(t->s, t->staff, &t->edits, &trial);
    if (!candidate_lawful(&trial)) {
        outlook_release(&trial);
        return false;
    }
    outlook_release(&t->c->trial);
    t->c->trial = trial;
    candidate_hours(t->o, &t->c->trial, t->staff, t->c);
    return true;
}

static void edit(struct attempt *t, int kind, duty_ix duty, date_day date)
{
    struct edit e = {.staff = t->staff, .duty = duty, .date = date};
    e.kind = kind;
    vec_push(&t->edits, e);
}

static void take_parts(struct attempt *t, bool overtime)
{
    vec_clear(&t->edits);
    for (int32_t i = 0; i < t->o->parts.n; i++) {
        const struct hole *part = &t->o->parts.at[i];
        edit(t, EDIT_TAKE, part->duty, part->date);
        t->edits.at[t->edits.n - 1].overtime = overtime;
    }
}

/* Somebody can be spared there. */
static bool spare(const struct situation *s, const struct assignment *a)
{
    return situation_cover(s, a->duty, a->date) - 1 >=
           situation_low(s, a->duty, a->date);
}

static bool no_more_hours(const struct candidate *c)
{
    return c->overtime <= 0 &&
           (c->after <= c->contract || c->after <= c->before);
}

/* ---- the steps ------------------------------------------------------------------ */

/* Whether the two are on at the same time, so that one excludes the other. */
static bool at_once(const struct coop *coop, const struct assignment *a,
                    const struct hole *part)
{
    return !duty_standby(coop, a->duty) &&
           !duty_standby(coop, part->duty) &&
           duty_start(coop, a->duty) < duty_end(coop, part->duty) &&
           duty_start(coop, part->duty) < duty_end(coop, a->duty);
}

/* 1: from another duty of that day, where one can be spared. */
static bool try_same_day(struct attempt *t)
{
    const struct hole *part = &t->o->parts.at[0];
    const struct plan *own = &t->s->people[t->staff].plan;
    for (int32_t i = plan_seek(own, part->date);
         t->o->parts.n == 1 && i < own->assignments.n &&
         own->assignments.at[i].date == part->date;
         i++) {
        const struct assignment *a = &own->assignments.at[i];
        if (duty_demand(t->s->coop, a->duty) == NONE || a->pinned ||
            a->overtime || !at_once(t->s->coop, a, part) ||
            !spare(t->s, a)) {
            continue;
        }
        take_parts(t, false);
        edit(t, EDIT_GIVE, a->duty, a->date);
        if (passes(t) && no_more_hours(t->c)) {
            return true;
        }
    }
    return false;
}

/* The standby that the person holds while the part is on; NULL. */
static const struct assignment *standby_at(const struct attempt *t,
                                           const struct hole *part)
{
    const struct coop *coop = t->s->coop;
    const struct plan *own = &t->s->people[t->staff].plan;
    instant from = zone_instant(part->date, duty_start(coop, part->duty));
    instant to = zone_instant(part->date, duty_end(coop, part->duty));
    for (int32_t i = plan_seek(own, part->date - 1);
         i < own->assignments.n && own->assignments.at[i].date <= part->date;
         i++) {
        const struct assignment *a = &own->assignments.at[i];
        if (duty_standby(coop, a->duty) && a->duty != part->duty &&
            duty_service(coop, a->duty) == duty_service(coop, part->duty) &&
            zone_instant(a->date, duty_start(coop, a->duty)) <= from &&
            zone_instant(a->date, duty_end(coop, a->duty)) >= to) {
            return a;
        }
    }
    return NULL;
}

/* Leaving the second line for the first is no loss; the other way is. */
static bool may_leave(const struct situation *s, const struct assignment *a,
                      const struct hole *part)
{
    return spare(s, a) || duty_priority(s->coop, a->duty) >
                              duty_priority(s->coop, part->duty);
}

/* 2: the second line takes the first, or goes out from standby. */
static bool try_backup(struct attempt *t)
{
    bool callout = false;
    vec_clear(&t->edits);
    for (int32_t i = 0; i < t->o->parts.n; i++) {
        const struct hole *part = &t->o->parts.at[i];
        const struct assignment *a = standby_at(t, part);
        bool steps_up = a && duty_standby(t->s->coop, part->duty);
        if (!a || (steps_up && !may_leave(t->s, a, part)) ||
            (!steps_up && t->o->parts.n > 1)) {
            return false;
        }
        callout = !steps_up;
        edit(t, callout ? EDIT_CALLOUT : EDIT_TAKE, part->duty, part->date);
        if (steps_up) {
            edit(t, EDIT_GIVE, a->duty, a->date);
        }
    }
    t->c->callout = callout;
    return passes(t);
}

/* 3: hours that the contract still owes. */
static bool try_ordinary(struct attempt *t)
{
    take_parts(t, false);
    return passes(t) && no_more_hours(t->c);
}

/* 4: a part-timer's hours up to the full-time week. */
static bool try_extra(struct attempt *t)
{
    const struct staff *person = &t->s->coop->staff.at[t->staff];
    if (person->position_pct >= 100 ||
        !candidate_asks_more(t->o, t->staff)) {
        return false;
    }
    take_parts(t, false);
    return passes(t) && t->c->overtime <= 0 &&
           t->c->after <= person->week_norm * t->c->weeks;
}

/* 5: another duty of the week is dropped for it. A local agreement must allow
 * that; told on the day itself it is overtime, not moved hours. */
static bool try_moved(struct attempt *t)
{
    const struct coop *coop = t->s->coop;
    const struct hole *part = &t->o->parts.at[0];
    const struct plan *own = &t->s->people[t->staff].plan;
    const struct notice_tier *tier =
        notice_tier(coop->profile, t->s->now, part->date);
    date_day monday = date_monday(part->date);
    if (!profile_limit(coop, LIMIT_MOVED_HOURS, t->staff, part->date) ||
        !tier || tier->days < 1) {
        return false;
    }
    for (int32_t i = plan_seek(own, monday);
         i < own->assignments.n && own->assignments.at[i].date < monday + 7;
         i++) {
        const struct assignment *a = &own->assignments.at[i];
        if (a->date <= t->s->today || duty_demand(coop, a->duty) == NONE ||
            !situation_movable(t->s, a) || !spare(t->s, a)) {
            continue;
        }
        take_parts(t, false);
        edit(t, EDIT_GIVE, a->duty, a->date);
        if (passes(t) && no_more_hours(t->c)) {
            return true;
        }
    }
    return false;
}

static bool beyond_plan(struct attempt *t)
{
    take_parts(t, true);
    return passes(t);
}

/* 6: who has said yes to be asked. */
static bool try_overtime(struct attempt *t)
{
    return candidate_asks_more(t->o, t->staff) && beyond_plan(t);
}

/* 7: only for what nobody could foresee, only by the own employer, never
 * against a personal limit. */
static bool try_ordered(struct attempt *t)
{
    const struct staff *person = &t->s->coop->staff.at[t->staff];
    const struct hole *part = &t->o->parts.at[0];
    if (person->extra_hours || t->o->kind != HOLE_SUDDEN ||
        candidate_foreign(t->o, t->staff) ||
        coop_absence_grade(t->s->coop, t->staff, part->date) > 0 ||
        staff_limited(person, LIMIT_NO_OVERTIME, part->date)) {
        return false;
    }
    return beyond_plan(t);
}

static const struct {
    enum ladder_step step;
    bool (*try)(struct attempt *t);
} MANNERS[] = {
    {STEP_SAME_DAY, try_same_day}, {STEP_BACKUP, try_backup},
    {STEP_ORDINARY, try_ordinary}, {STEP_EXTRA, try_extra},
    {STEP_MOVED, try_moved},       {STEP_OVERTIME, try_overtime},
    {STEP_ORDERED, try_ordered},
};

/* ---- who may not at all --------------------------------------------------------- */

bool candidate_sick(const struct situation *s, int32_t staff, date_day date)
{
    for (int32_t i = 0; i < s->coop->absences.n; i++) {
        const struct absence *a = &s->coop->absences.at[i];
        bool sick = a->kind == ABSENCE_SICK_SELF ||
                    a->kind == ABSENCE_SICK_NOTE || a->kind == ABSENCE_CHILD;
        bool then = date >= a->from && date <= a->to;
        bool today = s->today >= a->from && s->today <= a->to;
        if (a->staff.ix == staff && sick && a->grade == 100 &&
            (then || today)) {
            return true;
        }
    }
    return false;
}

bool candidate_foreign(const struct open_duty *o, int32_t staff)
{
    return o->member != NONE &&
           o->s->coop->staff.at[staff].member.ix != o->member;
}

bool candidate_asks_more(const struct open_duty *o, int32_t staff)
{
    const struct staff *person = &o->s->coop->staff.at[staff];
    for (int32_t i = 0; i < o->parts.n; i++) {
        date_day date = o->parts.at[i].date;
        if (coop_absence_grade(o->s->coop, staff, date) > 0 ||
            staff_limited(person, LIMIT_NO_OVERTIME, date)) {
            return false;
        }
    }
    return person->extra_hours;
}

/* Says why in the candidate. */
static bool barred(const struct open_duty *o, int32_t staff,
                   struct candidate *c)
{
    struct situation *s = o->s;
    for (int32_t i = 0; i < o->parts.n; i++) {
        const struct hole *part = &o->parts.at[i];
        enum refusal refusal =
            slot_refusal(s->coop, staff, part->duty, part->date);
        if (refusal == REFUSE_NOT &&
            candidate_sick(s, staff, part->date)) {
            refusal = REFUSE_ABSENT;
        }
        if (refusal != REFUSE_NOT) {
            say(c, refusal_text(refusal, false), refusal_text(refusal, true));
            return true;
        }
        if (situation_holds(s, staff, part->duty, part->date)) {
            say(c, "holds it already", "har den allerede");
            return true;
        }
    }
    return false;
}

/* What stands in the way of more hours than the contract's, where the rules do
 * not. */
static void say_lacking(const struct open_duty *o, struct candidate *c)
{
    const struct coop *coop = o->s->coop;
    date_day date = o->parts.at[0].date;
    if (staff_limited(&coop->staff.at[c->staff], LIMIT_NO_OVERTIME, date) ||
        coop_absence_grade(coop, c->staff, date) > 0) {
        say(c, "it would be more than ordinary hours, which they may not work",
            "det blir mer enn ordinær tid, og det kan de ikke arbeide");
    } else if (o->kind == HOLE_SUDDEN) {
        say(c, "it would be more than ordinary hours, and they have not "
               "agreed to be asked",
            "det blir mer enn ordinær tid, og de har ikke sagt ja til å bli "
            "spurt");
    } else {
        say(c, "it would be more than ordinary hours, and they have not "
               "agreed to be asked; a foreseen hole is no ground to order "
               "overtime",
            "det blir mer enn ordinær tid, og de har ikke sagt ja til å bli "
            "spurt; et kjent hull gir ikke grunn til å pålegge overtid");
    }
}

/* Why not: the rules, if they forbid it even as overtime; else consent. */
static void note_why(struct attempt *t)
{
    struct outlook trial;
    take_parts(t, true);
    situation_try(t->s, t->staff, &t->edits, &trial);
    if (candidate_lawful(&trial)) {
        say_lacking(t->o, t->c);
    } else {
        note_reason(t->c, &trial);
    }
    outlook_release(&trial);
}

void candidate_find(const struct open_duty *o, int32_t staff,
                    struct candidate *c)
{
    memset(c, 0, sizeof *c);
    c->staff = staff;
    c->partner = NONE;
    c->next_planned = c->next_earliest = INSTANT_NONE;
    if (barred(o, staff, c)) {
        return;
    }
    struct attempt t = {.o = o, .s = o->s, .staff = staff, .c = c};
    bool foreign = candidate_foreign(o, staff);
    for (size_t i = 0; i < COUNT_OF(MANNERS) && !c->able; i++) {
        c->callout = false;
        c->able = MANNERS[i].try(&t);
        c->manner = MANNERS[i].step;
    }
    c->step = foreign && c->manner != STEP_BACKUP ? STEP_LOAN : c->manner;
    if (c->able) {
        c->edits = t.edits;
    } else {
        note_why(&t);
        vec_release(&t.edits);
        outlook_release(&c->trial);
    }
}

void candidate_release(struct candidate *candidate)
{
    vec_release(&candidate->edits);
    outlook_release(&candidate->trial);
    vec_release(&candidate->gained);
    vec_release(&candidate->healed);
}

void candidates_release(struct candidate_vec *candidates)
{
    for (int32_t i = 0; i < candidates->n; i++) {
        candidate_release(&candidates->at[i]);
    }
    vec_release(candidates);
}
