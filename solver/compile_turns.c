/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_turns.c - how often: floating activities take place `count` times,
 * and each one attends so many of the times (model/rule_quorum.c).
 *
 * Both are window sums over the activity's period: of the calendar line, and of
 * each person's line. What is too few counts in the horizon in which the period
 * ends. How often each one attends a floating activity from inside day duties
 * would multiply two choices; it is checked, but not planned for.
 */
#include "solver/compile_parts.h"

#include "model/attendance.h"
#include "solver/compile_cell.h"
#include "solver/compile_sum.h"
#include "solver/compile_turns.h"

enum weight_key activity_weight(const struct activity *activity)
{
    return activity->cancellable == CANCEL_BELOW_MINIMUM ? WEIGHT_TARGET
           : activity->priority <= 1                     ? WEIGHT_UNCOVERED1
           : activity->priority == 2                     ? WEIGHT_UNCOVERED2
                                                         : WEIGHT_UNCOVERED3;
}

int32_t floating_line(const struct compile_state *s, int32_t activity)
{
    for (int32_t line = s->n_people; line < s->n_lines; line++) {
        if (s->activity_of[line] == activity) {
            return line;
        }
    }
    return NONE;
}

int32_t state_line_mask(struct compile_state *s, int32_t line)
{
    bool lines[PEOPLE_MAX] = {false};
    lines[line] = true;
    return problem_add_mask(s->problem, lines);
}

/* ---- history -------------------------------------------------------- */

/* The first date outside on which anything was done. */
static date_day first_known(const struct compile_state *s)
{
    date_day first = s->from;
    for (int32_t k = 0; k < s->outside->items.n; k++) {
        date_day date = s->outside->items.at[k].date;
        first = date < first ? date : first;
    }
    return first;
}

/* Somebody's turns before the horizon: attended, and possible. */
struct turns {
    int32_t times, possible;
};

/* How often it took place before the horizon, and the turns of each one. */
static int32_t held_before(const struct compile_state *s, int32_t activity,
                           struct turns *turns)
{
    const struct activity *what = &s->coop->activities.at[activity];
    duty_ix duty = duty_of_activity(s->coop, activity);
    date_day known = first_known(s);
    struct meeting meeting = {
        .timeline = s->outside,
        .activity = activity,
        .what = what,
        .attends = xcalloc((size_t)s->coop->staff.n + 1, sizeof(bool)),
    };
    int32_t held = 0;
    for (date_day date = what->from > known ? what->from : known;
         date < s->from; date++) {
        if (!duty_on(s->coop, duty, date)) {
            continue;
        }
        meeting_open(&meeting, date);
        if (what->recurrence == RECUR_FLOATING &&
            !(what->inside ? meeting_check(&meeting, NULL)
                           : meeting.present > 0)) {
            continue;
        }
        held++;
        for (int32_t k = 0; k < s->coop->staff.n; k++) {
            turns[k].times += meeting.attends[k];
            turns[k].possible +=
                slot_refusal(s->coop, k, duty, date) == REFUSE_NOT;
        }
    }
    free(meeting.attends);
    return held;
}

/* ---- count ---------------------------------------------------------- */

static int64_t held_amount(const struct compile_state *s, int32_t line,
                           int32_t day, int32_t pattern, const void *context)
{
    (void)line;
    (void)day;
    (void)context;
    return pattern == s->held;
}

static bool ends_here(const struct compile_state *s, int32_t activity)
{
    date_day last = activity_last(s->coop, activity);
    return last >= s->from && last <= s->to;
}

/* How many people a time lacks that does not take place, at least one. */
static int64_t people_needed(const struct compile_state *s, int32_t activity)
{
    duty_ix duty = duty_of_activity(s->coop, activity);
    int64_t people = 1;
    for (int32_t day = 0; day < s->n_days; day++) {
        const struct slot *slot = state_slot(s, duty, day);
        people = slot && slot->low > people ? slot->low : people;
    }
    return people;
}

static void add_count(struct compile_state *s, int32_t activity, int32_t before)
{
    const struct activity *what = &s->coop->activities.at[activity];
    enum weight_key key = activity_weight(what);
    int64_t wanted = what->count > before ? what->count - before : 0;
    cost points = coop_weight(s->coop, key) * people_needed(s, activity);
    struct hinge hinge = {.at = wanted,
                          .under = ends_here(s, activity) ? points : 0};
    struct window_draft draft = {
        .person = floating_line(s, activity),
        .last = s->n_days - 1,
        .level = weight_level(key),
        .name = RULES[RULE_QUORUM].key,
        .source = state_text(s, "%s, %d times", what->id, (int)what->count),
        .amount = held_amount,
        .low = BOUND_NONE_LOW,
        .high = wanted,
        .hinges = &hinge,
        .n_hinges = 1,
    };
    window_add(s, &draft);
}

/* ---- turns ---------------------------------------------------------- */

static int64_t attends_amount(const struct compile_state *s, int32_t person,
                              int32_t day, int32_t pattern, const void *context)
{
    int32_t activity = *(const int32_t *)context;
    return state_slot(s, duty_of_activity(s->coop, activity), day) &&
           pattern_attends(s, pattern, activity) &&
           activity_expects(s->coop, activity, s->staff_of[person],
                            state_date(s, day));
}

/* Dates of the horizon on which the person could attend. */
static int32_t possible_dates(const struct compile_state *s, int32_t person,
                              int32_t activity)
{
    duty_ix duty = duty_of_activity(s->coop, activity);
    int32_t dates = 0;
    for (int32_t day = 0; day < s->n_days; day++) {
        dates += slot_refusal(s->coop, s->staff_of[person], duty,
                              state_date(s, day)) == REFUSE_NOT;
    }
    return dates;
}

static void add_turns(struct compile_state *s, int32_t person, int32_t activity,
                      const struct turns *before)
{
    const struct activity *what = &s->coop->activities.at[activity];
    enum weight_key key = activity_weight(what);
    cost points = coop_weight(s->coop, key);
    int32_t possible = before->possible + possible_dates(s, person, activity);
    int32_t wanted = what->each_attends;
    bool floats = what->recurrence == RECUR_FLOATING;
    possible = floats && possible > what->count ? what->count : possible;
    wanted = wanted < possible ? wanted : possible;
    const struct hinge hinges[] = {
        {wanted, ends_here(s, activity) ? points : 0, 0},
        {what->each_attends, 0, what->inside ? 0 : points},
    };
    struct window_draft draft = {
        .person = person,
        .last = s->n_days - 1,
        .level = weight_level(key),
        .name = RULES[RULE_QUORUM].key,
        .source = state_text(s, "%s, each %d times", what->id,
                             (int)what->each_attends),
        .amount = attends_amount,
        .context = &activity,
        .history = before->times,
        .low = BOUND_NONE_LOW,
        .high = BOUND_NONE_HIGH,
        .hinges = hinges,
        .n_hinges = (int32_t)COUNT_OF(hinges),
    };
    window_add(s, &draft);
}

void turns_add(struct compile_state *s)
{
    struct turns *turns = xcalloc((size_t)s->coop->staff.n + 1, sizeof *turns);
    for (int32_t a = 0; a < s->coop->activities.n; a++) {
        const struct activity *what = &s->coop->activities.at[a];
        bool floats = floating_line(s, a) != NONE;
        bool taken = what->each_attends > 0 &&
                     !(what->inside && what->recurrence == RECUR_FLOATING);
        memset(turns, 0, (size_t)s->coop->staff.n * sizeof *turns);
        int32_t before = floats || taken ? held_before(s, a, turns) : 0;
        if (floats) {
            add_count(s, a, before);
        }
        for (int32_t i = 0; i < s->n_people && taken; i++) {
            add_turns(s, i, a, &turns[s->staff_of[i]]);
        }
    }
    free(turns);
}
