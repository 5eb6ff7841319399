/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * evaluate_audit.c - applied changes against the definition (roster.h): each
 * time what may have changed, now and then everything. Slow, which is why
 * audits are a build of their own.
 */
#include "solver/evaluate_parts.h"

#ifdef SAMVAKT_AUDIT
enum { WHOLE_AUDIT_EVERY = 64 }; /* applied changes */

/* All rules of a changed line, touched or not. */
static void audit_line(const struct evaluation *e, int32_t person)
{
    const struct problem *p = e->p;
    for (int32_t k = p->rules_of[person]; k < p->rules_of[person + 1]; k++) {
        int32_t breach;
        cost points = rule_score(p, &p->rules[k],
                                 roster_line(e->roster, person), &breach);
        AUDIT(points == e->rules[k].points);
        AUDIT(breach == (e->rules[k].broken > 0));
    }
}

static void audit_whole(const struct evaluation *e)
{
    struct score score = roster_score(e->p, e->roster);
    AUDIT(score.total == e->score.total);
    AUDIT(score.breaches == e->score.breaches);
    for (int32_t k = 0; k < e->p->n_levels; k++) {
        AUDIT(score.level[k] == e->score.level[k]);
    }
    for (int32_t r = 0; r < e->p->n_rows; r++) {
        AUDIT(row_amount(e->p, r, e->roster) == e->amounts[r]);
    }
}

void evaluation_audit(struct evaluation *e, const struct change *changes,
                      int32_t n)
{
    for (int32_t k = 0; k < n; k++) {
        audit_line(e, changes[k].person);
    }
    for (int32_t k = 0; k < e->n_touched_rows; k++) {
        int32_t r = e->touched_rows[k];
        AUDIT(row_amount(e->p, r, e->roster) == e->amounts[r]);
    }
    if (e->applied++ % WHOLE_AUDIT_EVERY == 0) {
        audit_whole(e);
    }
}
#else
void evaluation_audit(struct evaluation *e, const struct change *changes,
                      int32_t n)
{
    (void)e;
    (void)changes;
    (void)n;
}
#endif
