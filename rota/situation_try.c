/* SPDX-License-Identifier: GPL-3.0-or-later */
/* situation_try.c - what a change does, by the definitions of the rules. */
#include "rota/situation.h"

enum { NEAR_DAYS = 7 }; /* no duty of a team's week reaches further out */

/* Which rules speak of several people at once; the others are asked of each
 * person alone. Whether a block may part depends on who else holds some of it.
 * Rules that speak of duties or of a plan's date of publication say nothing
 * about a change. */
enum reach { REACH_PERSON, REACH_TEAM, REACH_BLOCK, REACH_NEITHER };
static const enum reach REACH[RULE_KINDS] = {
    [RULE_COVER] = REACH_TEAM,       [RULE_QUORUM] = REACH_TEAM,
    [RULE_CONFLICT] = REACH_TEAM,    [RULE_BLOCK] = REACH_BLOCK,
    [RULE_STANDBY] = REACH_NEITHER,  [RULE_BREAKS] = REACH_NEITHER,
    [RULE_NOTICE] = REACH_NEITHER,
};

static void check(const struct timeline *timeline, enum reach reach,
                  struct finding_vec *out)
{
    for (int32_t rule = 0; rule < RULE_KINDS; rule++) {
        if (REACH[rule] == reach) {
            RULES[rule].check(timeline, out);
        }
    }
}

/* ---- differences ------------------------------------------------------------ */

static bool same_finding(const struct finding *a, const struct finding *b)
{
    return a->rule == b->rule && a->grade == b->grade &&
           a->staff == b->staff && a->duty == b->duty && a->from == b->from &&
           a->to == b->to && a->value == b->value && a->limit == b->limit &&
           strcmp(a->words, b->words) == 0;
}

static bool among(const struct finding *finding,
                  const struct finding_vec *list)
{
    for (int32_t i = 0; i < list->n; i++) {
        if (same_finding(finding, &list->at[i])) {
            return true;
        }
    }
    return false;
}

/* Those of `a` that are not among `b`. */
static void subtract(const struct finding_vec *a, const struct finding_vec *b,
                     struct finding_vec *out)
{
    for (int32_t i = 0; i < a->n; i++) {
        if (!among(&a->at[i], b)) {
            vec_push(out, a->at[i]);
        }
    }
}

/* ---- a person ------------------------------------------------------------------ */

const struct person_days *situation_person(struct situation *s, int32_t staff)
{
    struct person_days *person = &s->people[staff];
    if (!person->timeline) {
        person->timeline =
            timeline_new(s->coop, &person->past, &person->plan);
        person->timeline->one_person = true;
        person->timeline->person = staff;
        check(person->timeline, REACH_PERSON, &person->findings);
    }
    return person;
}

static void drop(struct plan *plan, const struct edit *edit)
{
    int32_t n = 0;
    for (int32_t i = 0; i < plan->assignments.n; i++) {
        const struct assignment *a = &plan->assignments.at[i];
        if (a->staff != edit->staff || a->duty != edit->duty ||
            a->date != edit->date) {
            plan->assignments.at[n++] = *a;
        }
    }
    plan->assignments.n = n;
}

static void take(struct plan *plan, const struct edit *edit)
{
    struct assignment a = {.staff = edit->staff,
                           .duty = edit->duty,
                           .date = edit->date,
                           .overtime = edit->overtime};
    vec_push(&plan->assignments, a);
}

static void call_out(const struct coop *coop, struct plan *plan,
                     const struct edit *edit)
{
    struct callout callout = {
        .staff = edit->staff,
        .from = zone_instant(edit->date, duty_start(coop, edit->duty)),
        .to = zone_instant(edit->date, duty_end(coop, edit->duty)),
    };
    vec_push(&plan->callouts, callout);
}

/* `staff` NONE: everybody's edits. */
static void apply(const struct coop *coop, struct plan *plan, int32_t staff,
                  const struct edit_vec *edits)
{
    for (int32_t i = 0; i < edits->n; i++) {
        const struct edit *edit = &edits->at[i];
        if (staff != NONE && edit->staff != staff) {
            continue;
        }
        if (edit->kind == EDIT_GIVE) {
            drop(plan, edit);
        } else if (edit->kind == EDIT_TAKE) {
            take(plan, edit);
        } else {
            call_out(coop, plan, edit);
        }
    }
    plan_sort(plan);
}

static void copy(struct plan *to, const struct plan *from, date_day first,
                 int32_t days)
{
    plan_init(to, first, days);
    plan_copy_range(to, from, first, first + days - 1);
}

/* The Monday weeks that the edits touch. */
static void edit_weeks(const struct situation *s,
                       const struct edit_vec *edits, date_day *from,
                       int32_t *days)
{
    date_day first = DATE_MAX, last = DATE_MIN;
    for (int32_t i = 0; i < edits->n; i++) {
        date_day date = edits->at[i].date;
        first = date < first ? date : first;
        last = date > last ? date : last;
    }
    *from = date_monday(first);
    *days = date_monday(last) + 7 - *from;
    if (*from + *days - 1 > s->to) {
        *days = s->to - *from + 1;
    }
}

static void check_team(const struct situation *s, const struct plan *plan,
                       enum reach reach, struct finding_vec *out)
{
    struct timeline *timeline;
    struct plan near;
    copy(&near, &s->plan, plan->from - NEAR_DAYS,
         plan->days + 2 * NEAR_DAYS);
    timeline = timeline_new(s->coop, &near, plan);
    check(timeline, reach, out);
    timeline_free(timeline);
    plan_release(&near);
}

/* What the edits do to what several people share, in the weeks they touch. */
static void compare_team(const struct situation *s,
                         const struct edit_vec *edits, enum reach reach,
                         struct finding_vec *gained,
                         struct finding_vec *healed)
{
    struct finding_vec before = {0}, after = {0};
    struct plan plan;
    date_day from;
    int32_t days;
    edit_weeks(s, edits, &from, &days);
    copy(&plan, &s->plan, from, days);
    check_team(s, &plan, reach, &before);
    apply(s->coop, &plan, NONE, edits);
    check_team(s, &plan, reach, &after);
    subtract(&after, &before, gained);
    subtract(&before, &after, healed);
    vec_release(&before);
    vec_release(&after);
    plan_release(&plan);
}

static bool has_block(const struct coop *coop, const struct edit_vec *edits)
{
    for (int32_t i = 0; i < edits->n; i++) {
        const struct shift_type *shift = duty_shift(coop, edits->at[i].duty);
        if (shift && shift->block) {
            return true;
        }
    }
    return false;
}

/* What the dates [from, to] show beyond what was found before. */
static void look(const struct person_days *before, date_day from, date_day to,
                 struct finding_vec *after, struct outlook *trial)
{
    trial->timeline->from = from;
    trial->timeline->to = to;
    vec_clear(after);
    vec_clear(&trial->gained);
    check(trial->timeline, REACH_PERSON, after);
    subtract(after, &before->findings, &trial->gained);
}

/* The week of the change first: most of what cannot be shows there already,
 * and then nothing else matters. */
void situation_try(struct situation *s, int32_t staff,
                   const struct edit_vec *edits, struct outlook *trial)
{
    const struct person_days *before = situation_person(s, staff);
    struct finding_vec after = {0};
    struct plan plan;
    date_day from;
    int32_t days;
    memset(trial, 0, sizeof *trial);
    copy(&plan, &before->plan, before->plan.from, before->plan.days);
    apply(s->coop, &plan, staff, edits);
    trial->timeline = timeline_new(s->coop, &before->past, &plan);
    trial->timeline->one_person = true;
    trial->timeline->person = staff;
    edit_weeks(s, edits, &from, &days);
    look(before, from, from + days - 1, &after, trial);
    if (findings_hard(&trial->gained) == 0) {
        look(before, s->from, s->to, &after, trial);
        subtract(&before->findings, &after, &trial->healed);
    }
    if (has_block(s->coop, edits)) {
        compare_team(s, edits, REACH_BLOCK, &trial->gained, &trial->healed);
    }
    vec_release(&after);
    plan_release(&plan);
}

void outlook_release(struct outlook *trial)
{
    timeline_free(trial->timeline);
    vec_release(&trial->gained);
    vec_release(&trial->healed);
    memset(trial, 0, sizeof *trial);
}

/* ---- the team ------------------------------------------------------------------ */

void situation_lacks(const struct situation *s, date_day date,
                     struct finding_vec *out)
{
    date_day from = date_monday(date);
    int32_t days = from + 6 > s->to ? s->to - from + 1 : 7;
    struct plan plan;
    copy(&plan, &s->plan, from, days);
    check_team(s, &plan, REACH_TEAM, out);
    plan_release(&plan);
}

void situation_try_team(const struct situation *s,
                        const struct edit_vec *edits,
                        struct finding_vec *gained,
                        struct finding_vec *healed)
{
    compare_team(s, edits, REACH_TEAM, gained, healed);
}
