/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_activity.c - what a meeting asks of its attendance, as rows
 * (model/attendance.c): quorum, minimum per member, roles, cover rule.
 *
 * On a fixed date a condition is a mark on the number who attend. A floating
 * activity asks it only of the days on which its calendar line holds `held`:
 * the mark moves to the other side as the weight of that pattern, so each
 * condition is still one linear row; and nobody attends a duty of its own on
 * other days, a hard row. How often it takes place is a window sum of the
 * calendar line (compile_turns.c).
 *
 * What an activity lacks costs as uncovered demand of its priority, unless it
 * is called off below its minimum: then as a shortage of the level of balance.
 */
#include "solver/compile_parts.h"

#include "model/attendance.h"
#include "solver/compile_cell.h"
#include "solver/compile_row.h"
#include "solver/compile_turns.h"

/* An activity on one day; `line` is its calendar line or NONE. */
struct gathering {
    int32_t activity, day, line;
    const struct activity *what;
    struct activity_need need;
    const char *source;
};

/* So many of the people of `mask`, beside those who stay out. */
struct condition {
    const char *name;
    int32_t mask;
    enum weight_key weight;
    int64_t low, high, stay_out; /* BOUND_NONE_...: no such mark */
    bool hard;                   /* `high` is a bound, not a price */
};

static bool test_attends(const struct compile_state *s, int32_t pattern,
                         const void *context)
{
    return pattern_attends(s, pattern, *(const int32_t *)context);
}

/* One mark as a row: amount less mark * held, or against the mark itself. */
static void add_mark(struct compile_state *s, const struct gathering *g,
                     const struct condition *c, struct hinge hinge)
{
    bool floats = g->line != NONE;
    int64_t mark = hinge.at;
    hinge.at = floats ? 0 : mark;
    struct row row =
        row_soft(c->name, g->source, c->weight, &hinge, c->hard ? 0 : 1);
    row.day = g->day;
    row.gauge.high = c->hard ? hinge.at : BOUND_NONE_HIGH;
    row.constant = floats ? 0 : -c->stay_out;
    int32_t ix = problem_add_row(s->problem, &row);
    struct row_part part = {g->day, c->mask, 1, test_attends, &g->activity};
    row_count(s, ix, &part);
    if (floats) {
        problem_add_term(s->problem, ix, g->day, s->held,
                         state_line_mask(s, g->line),
                         -(int32_t)(mark + c->stay_out));
    }
}

static void add_condition(struct compile_state *s, const struct gathering *g,
                          const struct condition *c)
{
    cost points = coop_weight(s->coop, c->weight);
    if (c->low != BOUND_NONE_LOW && c->low > 0) {
        add_mark(s, g, c, (struct hinge){.at = c->low, .under = points});
    }
    if (c->high < s->n_people || c->hard) {
        add_mark(s, g, c, (struct hinge){.at = c->high, .over = points});
    }
}

/* ---- who counts ----------------------------------------------------- */

/* Expected people, all or those with a member or competence. */
struct crowd {
    int32_t activity, member, competence;
    date_day date;
};

static bool is_expected(const struct compile_state *s, int32_t person,
                        const void *context)
{
    const struct crowd *crowd = context;
    const struct staff *staff = state_staff(s, person);
    return activity_expects(s->coop, crowd->activity, s->staff_of[person],
                            crowd->date) &&
           (crowd->member == NONE || staff->member.ix == crowd->member) &&
           (crowd->competence == NONE ||
            staff_holds(staff, crowd->competence, crowd->date));
}

static struct crowd crowd_of(const struct compile_state *s,
                             const struct gathering *g)
{
    return (struct crowd){g->activity, NONE, NONE, state_date(s, g->day)};
}

/* ---- the conditions ------------------------------------------------- */

static void add_people(struct compile_state *s, const struct gathering *g,
                       int32_t everybody)
{
    bool inside = g->what->inside;
    struct condition quorum = {
        .name = RULES[RULE_QUORUM].key,
        .mask = everybody,
        .weight = activity_weight(g->what),
        .low = g->need.low,
        .high = inside ? BOUND_NONE_HIGH : g->need.high,
        .stay_out = inside ? g->what->stay_out : 0,
    };
    add_condition(s, g, &quorum);
    struct condition wanted = {
        .name = weight_key_name(WEIGHT_ATTENDANCE),
        .mask = everybody,
        .weight = WEIGHT_ATTENDANCE,
        .low = inside ? g->need.present : g->need.high,
        .high = BOUND_NONE_HIGH,
    };
    if (g->what->each_attends == 0) {
        add_condition(s, g, &wanted);
    }
    struct condition nobody = {
        .name = "takes-place",
        .mask = everybody,
        .weight = activity_weight(g->what),
        .low = BOUND_NONE_LOW,
        .high = s->n_people,
        .hard = true,
    };
    if (g->line != NONE && !inside) {
        add_condition(s, g, &nobody);
    }
}

static bool belongs(const struct compile_state *s, const struct gathering *g,
                    int32_t member)
{
    duty_ix duty = duty_of_activity(s->coop, g->activity);
    date_day date = state_date(s, g->day);
    for (int32_t k = 0; k < s->coop->staff.n; k++) {
        const struct staff *staff = &s->coop->staff.at[k];
        if (staff->member.ix == member && staff_employed(staff, date) &&
            duty_belongs(s->coop, duty, k, date)) {
            return true;
        }
    }
    return false;
}

static void add_members(struct compile_state *s, const struct gathering *g)
{
    for (int32_t member = 0; member < s->coop->members.n; member++) {
        struct crowd crowd = crowd_of(s, g);
        crowd.member = member;
        struct condition condition = {
            .name = RULES[RULE_QUORUM].key,
            .mask = state_mask(s, is_expected, &crowd),
            .weight = activity_weight(g->what),
            .low = g->what->min_per_member,
            .high = BOUND_NONE_HIGH,
        };
        if (g->what->min_per_member > 0 && belongs(s, g, member)) {
            add_condition(s, g, &condition);
        }
    }
}

static void add_roles(struct compile_state *s, const struct gathering *g)
{
    for (int32_t k = 0; k < g->what->roles.n; k++) {
        const struct role_need *role = &g->what->roles.at[k];
        struct crowd crowd = crowd_of(s, g);
        crowd.competence = role->competence.ix;
        struct condition condition = {
            .name = RULES[RULE_QUORUM].key,
            .mask = state_mask(s, is_expected, &crowd),
            .weight = activity_weight(g->what),
            .low = role->min,
            .high = g->what->inside ? BOUND_NONE_HIGH : role->max,
        };
        add_condition(s, g, &condition);
    }
}

static void add_gathering(struct compile_state *s, const struct slot *slot,
                          int32_t activity)
{
    int32_t day = slot->date - s->from;
    struct gathering g = {
        .activity = activity,
        .day = day,
        .line = slot->floating ? floating_line(s, activity) : NONE,
        .what = &s->coop->activities.at[activity],
        .need = activity_need(s->coop, activity, slot->date),
        .source = slot_source(s, slot->duty, day),
    };
    struct crowd everybody = crowd_of(s, &g);
    add_people(s, &g, state_mask(s, is_expected, &everybody));
    add_members(s, &g);
    add_roles(s, &g);
}

void activities_add(struct compile_state *s)
{
    for (int32_t k = 0; k < s->slots.n; k++) {
        int32_t activity = duty_activity(s->coop, s->slots.at[k].duty);
        if (activity != NONE) {
            add_gathering(s, &s->slots.at[k], activity);
        }
    }
}
