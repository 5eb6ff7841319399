/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * candidate_swap.c - chains of one swap: "Ola takes Friday if Kari takes
 * Sunday". Only for people who could not take the opening cheaply by
 * themselves, and only duties within a week of it.
 */
#include "rota/candidate.h"

enum { REACH_DAYS = 7 };

struct search {
    const struct open_duty *o;
    struct situation *s;
    int32_t max;
    struct candidate_vec *out;
};

/* Taken within the ordinary hours, without anything new that is hard: of the
 * first person with the parts and without `a`, of the second with `a`. */
static bool first_may(const struct search *f, const struct assignment *a,
                      struct candidate *c)
{
    for (int32_t i = 0; i < f->o->parts.n; i++) {
        struct edit take = {EDIT_TAKE, a->staff, f->o->parts.at[i].duty,
                            f->o->parts.at[i].date, false};
        vec_push(&c->edits, take);
    }
    struct edit give = {EDIT_GIVE, a->staff, a->duty, a->date, false};
    vec_push(&c->edits, give);
    situation_try(f->s, a->staff, &c->edits, &c->trial);
    candidate_hours(f->o, &c->trial, a->staff, c);
    return candidate_lawful(&c->trial) && c->overtime <= 0 &&
           (c->after <= c->contract || c->after <= c->before);
}

static bool second_may(const struct search *f, const struct assignment *a,
                       int32_t staff)
{
    struct situation *s = f->s;
    struct edit_vec edits = {0};
    struct outlook trial = {0};
    struct candidate hours = {.staff = staff};
    struct hole hole = {.duty = a->duty, .date = a->date, .holder = a->staff};
    struct open_duty other = {.s = s, .kind = f->o->kind,
                            .member = duty_member(s->coop, a->duty)};
    if (slot_refusal(s->coop, staff, a->duty, a->date) != REFUSE_NOT ||
        candidate_sick(s, staff, a->date) ||
        situation_holds(s, staff, a->duty, a->date)) {
        return false;
    }
    struct edit take = {EDIT_TAKE, staff, a->duty, a->date, false};
    vec_push(&edits, take);
    vec_push(&other.parts, hole);
    situation_try(s, staff, &edits, &trial);
    candidate_hours(&other, &trial, staff, &hours);
    bool may = candidate_lawful(&trial) && hours.overtime <= 0 &&
               hours.after <= hours.contract;
    outlook_release(&trial);
    open_duty_release(&other);
    vec_release(&edits);
    return may;
}

/* The first person who can take it over; NONE. */
static int32_t find_second(const struct search *f,
                           const struct assignment *a)
{
    for (int32_t staff = 0; staff < f->s->coop->staff.n; staff++) {
        if (staff != a->staff && second_may(f, a, staff)) {
            return staff;
        }
    }
    return NONE;
}

static bool is_part(const struct open_duty *o, const struct assignment *a)
{
    for (int32_t i = 0; i < o->parts.n; i++) {
        if (o->parts.at[i].duty == a->duty &&
            o->parts.at[i].date == a->date) {
            return true;
        }
    }
    return false;
}

/* A demand that goes by itself: a block's do not, a meeting is everybody's own
 * to attend. */
static bool may_go(const struct search *f, const struct assignment *a)
{
    const struct coop *coop = f->s->coop;
    const struct shift_type *shift = duty_shift(coop, a->duty);
    return shift && !shift->block && situation_movable(f->s, a) &&
           !is_part(f->o, a);
}

/* `direct` is what the person could do alone. */
static void search_person(struct search *f, const struct candidate *direct)
{
    const struct plan *own = &f->s->people[direct->staff].plan;
    date_day first = f->o->parts.at[0].date - REACH_DAYS;
    date_day last = f->o->parts.at[f->o->parts.n - 1].date + REACH_DAYS;
    for (int32_t i = plan_seek(own, first);
         i < own->assignments.n && own->assignments.at[i].date <= last &&
         f->out->n < f->max;
         i++) {
        struct assignment a = own->assignments.at[i];
        if (!may_go(f, &a)) {
            continue;
        }
        struct candidate c = {.staff = direct->staff,
                              .able = true,
                              .step = STEP_ORDINARY,
                              .manner = STEP_ORDINARY,
                              .partner = NONE,
                              .next_planned = INSTANT_NONE,
                              .next_earliest = INSTANT_NONE};
        if (first_may(f, &a, &c)) {
            c.partner = find_second(f, &a);
        }
        if (c.partner == NONE) {
            candidate_release(&c);
            continue;
        }
        struct edit take = {EDIT_TAKE, c.partner, a.duty, a.date, false};
        vec_push(&c.edits, take);
        if (candidate_foreign(f->o, c.staff)) {
            c.step = STEP_LOAN;
        }
        vec_push(f->out, c);
        return; /* one a person is enough to choose from */
    }
}

/* Whether the person may hold all parts at all. */
static bool eligible(const struct open_duty *o, int32_t staff)
{
    for (int32_t i = 0; i < o->parts.n; i++) {
        const struct hole *part = &o->parts.at[i];
        if (slot_refusal(o->s->coop, staff, part->duty, part->date) !=
                REFUSE_NOT ||
            candidate_sick(o->s, staff, part->date) ||
            situation_holds(o->s, staff, part->duty, part->date)) {
            return false;
        }
    }
    return true;
}

void candidate_swaps(const struct open_duty *o, const struct candidate_vec *all,
                     int32_t max, struct candidate_vec *out)
{
    struct search f = {.o = o, .s = o->s, .max = max, .out = out};
    for (int32_t i = 0; i < all->n; i++) {
        const struct candidate *c = &all->at[i];
        bool cheap = c->able && c->manner <= STEP_ORDINARY;
        if (!cheap && eligible(o, c->staff)) {
            search_person(&f, c);
        }
    }
}
