/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inrc2.c - INRC-II scenario, history and weeks to lines and rows.
 *
 * A pattern is a shift with the skill it is worked in. Hard: skills, sequences,
 * minimum cover. Costs (Ceschia et al. 2015, table 1): optimal cover 30,
 * consecutive assignments of a shift 15 and of work 30, days off 30, requests
 * 10, complete weekends 30, total assignments 20, working weekends 30.
 */
#include "importers/inrc2.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "importers/inrc2_file.h"

enum {
    COST_COVER = 30,
    COST_SHIFT_RUN = 15,
    COST_RUN = 30,
    COST_REQUEST = 10,
    COST_WEEKEND = 30,
    COST_TOTAL = 20
};

struct building {
    const struct inrc2 *in;
    struct problem *p;
    int32_t level, skills, shifts;
    const int32_t *const *transitions[2]; /* with complete weekends or not */
    const int32_t *worked; /* weight 1 but for OFF */
    const int32_t *weekend_start, *weekend_end;
    int32_t runs, requests; /* reasons */
};

static int32_t pattern_of(const struct building *b, int32_t shift,
                          int32_t skill)
{
    return 1 + shift * b->skills + skill;
}

static int32_t shift_of(const struct building *b, int32_t pattern)
{
    return pattern == OFF ? -1 : (pattern - 1) / b->skills;
}

static int32_t skill_of(const struct building *b, int32_t pattern)
{
    return (pattern - 1) % b->skills;
}

/* ---- shared tables ------------------------------------------------------------- */

static int32_t *pair_table(struct building *b, bool weekend)
{
    int32_t n = b->p->n_patterns;
    int32_t *table =
        arena_array(b->p->arena, (size_t)(n * n), sizeof *table);
    for (int32_t x = 0; x < n; x++) {
        for (int32_t y = 0; y < n; y++) {
            bool never = x != OFF && y != OFF &&
                         b->in->never_follows[shift_of(b, x)][shift_of(b, y)];
            table[x * n + y] = never ? TRANSITION_NEVER
                               : weekend && (x == OFF) != (y == OFF)
                                   ? COST_WEEKEND
                                   : 0;
        }
    }
    return table;
}

static void build_tables(struct building *b)
{
    int32_t days = b->p->n_days, weeks = days / 7;
    int32_t *plain = pair_table(b, false), *weekend = pair_table(b, true);
    for (int32_t kind = 0; kind < 2; kind++) {
        const int32_t **by_day = arena_array(b->p->arena, (size_t)days - 1,
                                             sizeof *by_day);
        for (int32_t d = 0; d + 1 < days; d++) {
            by_day[d] = kind == 1 && d % 7 == SATURDAY ? weekend : plain;
        }
        b->transitions[kind] = by_day;
    }
    int32_t *worked = arena_array(b->p->arena, (size_t)b->p->n_patterns,
                                  sizeof *worked);
    for (int32_t k = 1; k < b->p->n_patterns; k++) {
        worked[k] = 1;
    }
    int32_t *start = arena_array(b->p->arena, (size_t)weeks, sizeof *start);
    int32_t *end = arena_array(b->p->arena, (size_t)weeks, sizeof *end);
    for (int32_t w = 0; w < weeks; w++) {
        start[w] = 7 * w + SATURDAY;
        end[w] = 7 * w + SUNDAY;
    }
    b->worked = worked;
    b->weekend_start = start;
    b->weekend_end = end;
}

/* ---- lines ------------------------------------------------------------------------ */

static struct line_rule rule_of(const struct building *b, int32_t person,
                                enum line_kind kind, const char *name)
{
    return (struct line_rule){.kind = kind,
                              .person = person,
                              .level = b->level,
                              .name = name,
                              .source = b->p->people[person]};
}

/* Two hinges: below `low`, above `high`. */
static struct gauge soft(struct building *b, int64_t low, int64_t high,
                         cost points)
{
    struct hinge hinges[2] = {{low, points, 0}, {high, 0, points}};
    return (struct gauge){
        .low = BOUND_NONE_LOW,
        .high = BOUND_NONE_HIGH,
        .hinges = problem_keep(b->p, hinges, 2, sizeof *hinges),
        .n_hinges = 2,
    };
}

/* The set is a shift's patterns, OFF (shift -1) or all work (shift -2). */
enum { RUN_OFF = -1, RUN_WORK = -2 };

static struct pattern_set run_set(const struct building *b, int32_t shift)
{
    struct pattern_set set = {{0}};
    for (int32_t k = 0; k < b->p->n_patterns; k++) {
        bool in = shift == RUN_WORK ? k != OFF : shift_of(b, k) == shift;
        set.bits[k >> 6] |= (uint64_t)in << (k & 63);
    }
    return set;
}

/* A run that the history left too short costs when day 0 does not go on with
 * it. */
static void charge_cut_run(struct building *b, int32_t person,
                           const struct pattern_set *set, int32_t history,
                           int32_t low, int32_t points)
{
    for (int32_t k = 0; history > 0 && history < low && k < b->p->n_patterns;
         k++) {
        if (!SET_HAS(set, k)) {
            problem_charge(b->p, person, 0, k, b->runs,
                           (low - history) * points);
        }
    }
}

static void add_run(struct building *b, int32_t person, const char *name,
                    int32_t shift, const int32_t range[2], int32_t history,
                    int32_t points)
{
    struct line_rule rule = rule_of(b, person, LINE_RUN, name);
    rule.u.run.set = run_set(b, shift);
    rule.u.run.gauge = soft(b, range[0], range[1], points);
    rule.u.run.history = history;
    problem_add_rule(b->p, &rule);
    charge_cut_run(b, person, &rule.u.run.set, history, range[0], points);
}

static void add_counts(struct building *b, int32_t i,
                       const struct inrc2_contract *contract,
                       const struct inrc2_history *history)
{
    struct line_rule total = rule_of(b, i, LINE_WINDOW, "assignments");
    total.u.window = (struct window_sum){
        .first = 0,
        .last = b->p->n_days - 1,
        .weights = {b->worked, false},
        .gauge = soft(b, contract->assignments[0], contract->assignments[1],
                      COST_TOTAL),
        .history = history->assignments,
    };
    problem_add_rule(b->p, &total);
    struct line_rule weekends = rule_of(b, i, LINE_GROUPS, "weekends");
    weekends.u.groups = (struct group_count){
        .start = b->weekend_start,
        .end = b->weekend_end,
        .n_groups = b->p->n_days / 7,
        .set = run_set(b, RUN_WORK),
        .gauge = soft(b, 0, contract->weekends, COST_WEEKEND),
        .history = history->weekends,
    };
    problem_add_rule(b->p, &weekends);
}

static void add_person(struct building *b, int32_t i)
{
    const struct inrc2 *in = b->in;
    const struct inrc2_nurse *nurse = &in->nurses.at[i];
    const struct inrc2_contract *contract =
        &in->contracts.at[nurse->contract];
    const struct inrc2_history *h = &nurse->history;
    struct line_rule sequence = rule_of(b, i, LINE_TRANSITION, "sequence");
    sequence.u.transition.table_of_day =
        b->transitions[contract->complete_weekends];
    problem_add_rule(b->p, &sequence);
    for (int32_t s = 0; s < b->shifts; s++) {
        add_run(b, i, "shift-run", s, in->shifts.at[s].run,
                h->last_shift == s ? h->shift_run : 0, COST_SHIFT_RUN);
    }
    add_run(b, i, "work-run", RUN_WORK, contract->work_run, h->work_run,
            COST_RUN);
    add_run(b, i, "off-run", RUN_OFF, contract->off_run, h->off_run,
            COST_RUN);
    add_counts(b, i, contract, h);
}

static void close_choices(struct building *b, int32_t i)
{
    const struct inrc2_nurse *nurse = &b->in->nurses.at[i];
    for (int32_t k = 1; k < b->p->n_patterns; k++) {
        bool skilled = nurse->skills[skill_of(b, k)];
        for (int32_t d = 0; !skilled && d < b->p->n_days; d++) {
            problem_forbid(b->p, i, d, k);
        }
        int32_t last = nurse->history.last_shift;
        if (last >= 0 && b->in->never_follows[last][shift_of(b, k)]) {
            problem_forbid(b->p, i, 0, k);
        }
    }
}

/* ---- rows ----------------------------------------------------------------------------- */

static void add_requests(struct building *b)
{
    for (int32_t r = 0; r < b->in->requests.n; r++) {
        const struct inrc2_request *request = &b->in->requests.at[r];
        for (int32_t k = 1; k < b->p->n_patterns; k++) {
            if (request->shift < 0 || shift_of(b, k) == request->shift) {
                problem_charge(b->p, request->nurse, request->day, k,
                               b->requests, COST_REQUEST);
            }
        }
    }
}

static void add_cover(struct building *b, const struct inrc2_cover *cover)
{
    char source[120];
    struct hinge hinge = {cover->optimal, COST_COVER, 0};
    int32_t pattern = pattern_of(b, cover->shift, cover->skill);
    snprintf(source, sizeof source, "%s@%d", b->p->patterns[pattern],
             cover->day);
    struct row row = {
        .name = "cover",
        .source = source,
        .level = b->level,
        .day = cover->day,
        .gauge = {cover->minimum, BOUND_NONE_HIGH, &hinge, 1},
    };
    int32_t index = problem_add_row(b->p, &row);
    problem_add_term(b->p, index, cover->day, pattern, 0, 1);
}

static void name_patterns(struct building *b)
{
    char name[160];
    problem_name_pattern(b->p, OFF, "-");
    for (int32_t k = 1; k < b->p->n_patterns; k++) {
        snprintf(name, sizeof name, "%s %s",
                 b->in->shifts.at[shift_of(b, k)].name,
                 b->in->skills.at[skill_of(b, k)]);
        problem_name_pattern(b->p, k, name);
    }
}

static enum status build(const struct inrc2 *in, struct problem **result,
                         struct error *err)
{
    struct building b = {
        .in = in, .skills = in->skills.n, .shifts = in->shifts.n};
    b.p = problem_new(in->name, in->nurses.n, 7 * in->weeks,
                      1 + b.skills * b.shifts);
    b.level = problem_add_level(b.p, "cost", 1);
    b.runs = problem_add_reason(b.p, "cut-run", "history", b.level);
    b.requests = problem_add_reason(b.p, "request", "request", b.level);
    name_patterns(&b);
    build_tables(&b);
    for (int32_t i = 0; i < in->nurses.n; i++) {
        problem_name_person(b.p, i, in->nurses.at[i].name);
        close_choices(&b, i);
        add_person(&b, i);
    }
    add_requests(&b);
    for (int32_t c = 0; c < in->covers.n; c++) {
        add_cover(&b, &in->covers.at[c]);
    }
    enum status status = problem_finish(b.p, err);
    if (status == STATUS_OK) {
        *result = b.p;
    } else {
        problem_free(b.p);
    }
    return status;
}

enum status inrc2_read(const char *path, struct problem **result,
                       struct error *err)
{
    struct inrc2 *in = NULL;
    TRY(inrc2_load(path, &in, err));
    enum status status = build(in, result, err);
    inrc2_free(in);
    return status;
}

/* ---- rosters ----------------------------------------------------------------------------- */

static const char *const DAYS[] = {"Mon", "Tue", "Wed", "Thu",
                                   "Fri", "Sat", "Sun"};

static void write_week(const struct problem *p, const struct roster *roster,
                       int32_t week, struct text *out)
{
    int32_t n = 0;
    for (int32_t i = 0; i < p->n_people; i++) {
        for (int32_t d = 0; d < 7; d++) {
            n += roster_line(roster, i)[7 * week + d] != OFF;
        }
    }
    text_printf(out, "SOLUTION\n%d %s\n\nASSIGNMENTS = %d\n", week, p->name,
                n);
    for (int32_t i = 0; i < p->n_people; i++) {
        for (int32_t d = 0; d < 7; d++) {
            int16_t k = roster_line(roster, i)[7 * week + d];
            if (k != OFF) {
                text_printf(out, "%s %s %s\n", p->people[i], DAYS[d],
                            p->patterns[k]);
            }
        }
    }
}

enum status inrc2_write(const struct problem *problem,
                        const struct roster *roster, const char *path,
                        struct error *err)
{
    if (mkdir(path, 0777) != 0 && errno != EEXIST) {
        return error_set(err, STATUS_FILE, "%s: %s", path, strerror(errno));
    }
    for (int32_t week = 0; week < problem->n_days / 7; week++) {
        char file[4096];
        struct text text;
        snprintf(file, sizeof file, "%s/sol-week%d.txt", path, week);
        text_init(&text, (size_t)16 << 20);
        write_week(problem, roster, week, &text);
        enum status status =
            file_write(file, text_cstr(&text), text.length, err);
        text_release(&text);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}
