/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * problem_check.c - a draft is refused unless all its indices, amounts and
 * names make sense. What a single rule must look like: problem_check_rule.c.
 */
#include <string.h>

#include "solver/problem_parts.h"

static enum status check_index(int32_t index, int32_t n, const char *what,
                               struct error *err)
{
    if (index < 0 || index >= n) {
        return error_set(err, STATUS_INPUT, "%s: expected 0 to %d, found %d",
                         what, n - 1, index);
    }
    return STATUS_OK;
}

static bool amount_fits(int64_t amount)
{
    return amount >= -AMOUNT_MAX && amount <= AMOUNT_MAX;
}

enum status problem_check_gauge(const struct gauge *gauge, struct error *err)
{
    if ((gauge->low != BOUND_NONE_LOW && !amount_fits(gauge->low)) ||
        (gauge->high != BOUND_NONE_HIGH && !amount_fits(gauge->high)) ||
        gauge->low > gauge->high) {
        return error_set(err, STATUS_INPUT,
                         "bounds: expected low <= high, both within 2^50, "
                         "found %lld and %lld",
                         (long long)gauge->low, (long long)gauge->high);
    }
    for (int32_t i = 0; i < gauge->n_hinges; i++) {
        const struct hinge *h = &gauge->hinges[i];
        if (!amount_fits(h->at) || h->under < 0 || h->over < 0 ||
            h->under > COST_MAX || h->over > COST_MAX) {
            return error_set(err, STATUS_INPUT,
                             "hinge %d: expected a mark within 2^50 and costs "
                             "of 0 to 2^50, found at %lld, %lld, %lld",
                             i, (long long)h->at, (long long)h->under,
                             (long long)h->over);
        }
    }
    return STATUS_OK;
}

static enum status check_names(const char *what, const char *const *names,
                               int32_t n, struct error *err)
{
    for (int32_t i = 0; i < n; i++) {
        if (!names[i] || !names[i][0]) {
            return error_set(err, STATUS_INPUT, "%s %d has no name", what, i);
        }
        for (int32_t j = 0; j < i; j++) {
            if (!strcmp(names[i], names[j])) {
                return error_set(err, STATUS_INPUT,
                                 "%ss %d and %d are both named '%s'", what, j,
                                 i, names[i]);
            }
        }
    }
    return STATUS_OK;
}

static enum status check_all_names(const struct problem *p, struct error *err)
{
    if (!p->name || p->n_levels < 1) {
        return error_set(err, STATUS_INPUT,
                         "expected a name and at least one level");
    }
    TRY(check_names("person", (const char *const *)p->people, p->n_people,
                    err));
    TRY(check_names("day", (const char *const *)p->days, p->n_days, err));
    return check_names("pattern", (const char *const *)p->patterns,
                       p->n_patterns, err);
}

static enum status check_allowed(const struct problem *p, struct error *err)
{
    for (int32_t c = 0; c < p->n_people * p->n_days; c++) {
        uint64_t any = 0;
        for (int32_t w = 0; w < PATTERN_MAX / 64; w++) {
            any |= p->allowed[c].bits[w];
        }
        if (!any) {
            return error_set(err, STATUS_INPUT,
                             "%s on %s: expected an allowed pattern, found "
                             "none",
                             p->people[c / p->n_days], p->days[c % p->n_days]);
        }
    }
    return STATUS_OK;
}

static enum status check_charges(const struct problem *p, struct error *err)
{
    const struct problem_draft *draft = p->draft;
    for (int32_t i = 0; i < draft->reasons.n; i++) {
        const struct charge_reason *reason = &draft->reasons.at[i];
        if (!reason->name || !reason->source) {
            return error_set(err, STATUS_INPUT,
                             "reason %d has no name or "
                             "source",
                             i);
        }
        TRY(error_in(check_index(reason->level, p->n_levels, "level", err), err,
                     "reason '%s': ", reason->name));
    }
    for (int32_t i = 0; i < draft->charges.n; i++) {
        const struct charge *c = &draft->charges.at[i];
        TRY(check_index(c->person, p->n_people, "a charge's person", err));
        TRY(check_index(c->day, p->n_days, "a charge's day", err));
        TRY(check_index(c->reason, draft->reasons.n, "a charge's reason", err));
        if (c->points < 0) {
            return error_set(err, STATUS_INPUT,
                             "charge '%s' of %s on %s: expected points >= 0, "
                             "found %d",
                             draft->reasons.at[c->reason].name,
                             p->people[c->person], p->days[c->day], c->points);
        }
    }
    return STATUS_OK;
}

static enum status check_row(const struct problem *p, const struct row *row,
                             struct error *err)
{
    TRY(check_index(row->level, p->n_levels, "level", err));
    if (row->day != NONE_DAY) {
        TRY(check_index(row->day, p->n_days, "day", err));
    }
    if (!amount_fits(row->constant)) {
        return error_set(err, STATUS_INPUT,
                         "constant: expected within 2^50, found %lld",
                         (long long)row->constant);
    }
    return problem_check_gauge(&row->gauge, err);
}

static enum status check_rows(const struct problem *p, struct error *err)
{
    const struct problem_draft *draft = p->draft;
    for (int32_t r = 0; r < draft->rows.n; r++) {
        const struct row *row = &draft->rows.at[r];
        if (!row->name || !row->source) {
            return error_set(err, STATUS_INPUT, "row %d has no name or source",
                             r);
        }
        TRY(error_in(check_row(p, row, err), err, "row '%s' (%s): ", row->name,
                     row->source));
    }
    for (int32_t t = 0; t < draft->terms.n; t++) {
        const struct draft_term *term = &draft->terms.at[t];
        TRY(check_index(term->row, draft->rows.n, "a term's row", err));
        TRY(error_in(
            check_index(term->term.day, p->n_days, "a term's day", err), err,
            "row '%s' (%s): ", draft->rows.at[term->row].name,
            draft->rows.at[term->row].source));
    }
    return STATUS_OK;
}

static enum status check_rules(const struct problem *p, struct error *err)
{
    for (int32_t i = 0; i < p->draft->rules.n; i++) {
        const struct line_rule *rule = &p->draft->rules.at[i];
        if (!rule->name || !rule->source) {
            return error_set(err, STATUS_INPUT, "rule %d has no name or source",
                             i);
        }
        TRY(error_in(check_index(rule->person, p->n_people, "person", err), err,
                     "rule '%s' (%s): ", rule->name, rule->source));
        enum status status =
            check_index(rule->level, p->n_levels, "level", err);
        if (status == STATUS_OK) {
            status = problem_check_rule(p, rule, err);
        }
        TRY(error_in(status, err, "rule '%s' (%s) of %s: ", rule->name,
                     rule->source, p->people[rule->person]));
    }
    return STATUS_OK;
}

enum status problem_check(const struct problem *problem, struct error *err)
{
    TRY(check_all_names(problem, err));
    TRY(check_allowed(problem, err));
    TRY(check_charges(problem, err));
    TRY(check_rules(problem, err));
    return check_rows(problem, err);
}
