/* SPDX-License-Identifier: GPL-3.0-or-later */
/* weekly.c - the weekly run: horizon, compile, solve in a child, store. */
#include "rota/weekly.h"

#include <string.h>

#include "model/profile.h"

enum status horizon_resolve(const struct desk *desk,
                            const struct horizon *horizon, date_day *from,
                            int32_t *days, struct error *err)
{
    int32_t weeks = horizon->weeks ? horizon->weeks : WEEKS_DEFAULT;
    if (weeks < 1 || weeks > WEEKS_MAX) {
        return error_set(err, STATUS_USAGE,
                         "weeks: expected 1 to %d, found %d", WEEKS_MAX,
                         weeks);
    }
    date_day first = horizon->from;
    if (first == DATE_NONE) {
        date_day today;
        int32_t minute;
        zone_local(desk->act.at, &today, &minute);
        int64_t frozen = profile_limit(desk->coop, LIMIT_FREEZE_WEEKS, NONE,
                                       today);
        first = date_monday(today) + 7 * (int32_t)frozen;
    }
    char text[DATE_TEXT];
    if (date_weekday(first) != MONDAY) {
        return error_set(err, STATUS_USAGE,
                         "from: expected a Monday, found %s %s",
                         weekday_name(date_weekday(first), false),
                         date_format(first, text));
    }
    *from = first;
    *days = weeks * 7;
    return STATUS_OK;
}

enum status run_input_load(struct desk *desk, date_day from, int32_t days,
                           struct run_input *input, struct error *err)
{
    memset(input, 0, sizeof *input);
    plan_init(&input->history, from - HISTORY_DAYS, HISTORY_DAYS);
    plan_init(&input->published, from, days);
    enum status status =
        store_published(desk->store, desk->coop, 0, from - HISTORY_DAYS,
                        from - 1, &input->history, err);
    if (status == STATUS_OK) {
        status = store_published(desk->store, desk->coop, 0, from,
                                 from + days - 1, &input->published, err);
    }
    if (status != STATUS_OK) {
        run_input_release(input);
        return status;
    }
    input->compile = (struct compile_input){
        .coop = desk->coop,
        .from = from,
        .days = days,
        .history = &input->history,
        .published = &input->published,
        .now = INSTANT_NONE,
    };
    return STATUS_OK;
}

void run_input_release(struct run_input *input)
{
    plan_release(&input->history);
    plan_release(&input->published);
}

/* ---- the run -------------------------------------------------------------- */

struct run {
    struct desk *desk;
    const struct solve_options *options;
    struct run_input input;
    struct compiled *compiled;
    struct child_result child;
    struct plan_record record;
    cJSON *object;
};

static struct child_options child_options(const struct solve_options *options)
{
    bool limited = options->seconds > 0 || options->ticks > 0;
    return (struct child_options){
        .solver = {.seed = options->seed,
                   .ticks = options->ticks,
                   .seconds = limited ? options->seconds : 60.0,
                   .threads = options->threads ? options->threads : 2},
        .progress = options->progress,
        .context = options->context,
    };
}

/* Limits that could not be kept as they stand, from outside the horizon. */
static void add_notes(const struct run *run, cJSON *object)
{
    const struct compile_note *notes;
    int32_t n = compiled_notes(run->compiled, &notes);
    cJSON *list = json_add_list(object, "notes");
    for (int32_t i = 0; i < n; i++) {
        char date[DATE_TEXT];
        cJSON *note = json_push_object(list);
        json_add_string(note, "person",
                        run->desk->coop->staff.at[notes[i].staff].id);
        json_add_string(note, "from", date_format(notes[i].from, date));
        json_add_string(note, "to", date_format(notes[i].to, date));
        json_add_string(note, "rule", notes[i].rule);
        json_add_string(note, "words", notes[i].words);
    }
}

static void describe(struct run *run)
{
    const struct coop *coop = run->desk->coop;
    struct plan *plan = &run->record.plan;
    cJSON *object = run->object = cJSON_CreateObject();
    char date[DATE_TEXT];
    json_add_string(object, "from", date_format(plan->from, date));
    json_add_int(object, "weeks", plan->days / 7);
    json_add_int(object, "seed", (int64_t)run->options->seed);
    run_describe(compiled_problem(run->compiled), &run->child.solved, object);
    if (run->child.ended_early) {
        json_add_string(object, "solver_ended", run->child.ending);
    }
    run_add_uncovered(coop, plan, &run->input.history, object);
    add_notes(run, object);
    struct timeline *timeline =
        timeline_new(coop, &run->input.history, plan);
    struct finding_vec findings = {0};
    rules_check(timeline, &findings);
    json_add_int(object, "hard_findings", findings_hard(&findings));
    run_add_findings(coop, &findings, 200, object);
    vec_release(&findings);
    timeline_free(timeline);
}

static void fill_record(struct run *run)
{
    const struct solver_result *solved = &run->child.solved;
    struct plan_record *record = &run->record;
    record->state = PLAN_DRAFT;
    record->created = run->desk->act.at;
    record->seed = run->options->seed;
    record->ticks = solved->ticks;
    record->cost = solved->score.total;
    record->bound = solved->bound;
    record->optimal = solved->outcome == OUTCOME_OPTIMAL;
    record->seconds = solved->seconds;
    problem_digest(compiled_problem(run->compiled), record->problem_sha256);
    record->report = json_print(run->object, false);
}

static enum status solve_and_store(struct run *run, struct error *err)
{
    const struct compile_input *input = &run->input.compile;
    TRY(compile(input, &run->compiled, err));
    struct child_options options = child_options(run->options);
    TRY(child_solve(compiled_problem(run->compiled), &options, &run->child,
                    err));
    if (run->child.solved.outcome == OUTCOME_NONE) {
        return error_set(err, STATUS_CONFLICT,
                         "no plan keeps every hard rule; give more time, or "
                         "see what samvakt check says");
    }
    plan_init(&run->record.plan, input->from, input->days);
    compiled_decode(run->compiled, run->child.solved.roster,
                    &run->record.plan);
    describe(run);
    fill_record(run);
    TRY(store_put_plan(run->desk->store, run->desk->coop, &run->record,
                       &run->desk->act, err));
    json_add_int(run->object, "plan", run->record.id);
    return STATUS_OK;
}

enum status rota_solve(struct desk *desk, const struct solve_options *options,
                       cJSON **result, struct error *err)
{
    date_day from;
    int32_t days;
    TRY(horizon_resolve(desk, &options->horizon, &from, &days, err));
    struct run run = {.desk = desk, .options = options};
    TRY(run_input_load(desk, from, days, &run.input, err));
    run.input.compile.open = options->open;
    run.input.compile.n_open = options->n_open;
    enum status status = solve_and_store(&run, err);
    if (status == STATUS_OK) {
        *result = run.object;
        run.object = NULL;
    }
    cJSON_Delete(run.object);
    plan_record_release(&run.record);
    solver_result_release(&run.child.solved);
    compiled_free(run.compiled);
    run_input_release(&run.input);
    return status;
}

enum status rota_solve_problem(const struct problem *problem,
                               const struct solve_options *options,
                               struct roster **roster, cJSON **result,
                               struct error *err)
{
    struct child_options child = child_options(options);
    struct child_result solved;
    TRY(child_solve(problem, &child, &solved, err));
    cJSON *object = cJSON_CreateObject();
    json_add_int(object, "seed", (int64_t)options->seed);
    run_describe(problem, &solved.solved, object);
    if (solved.ended_early) {
        json_add_string(object, "solver_ended", solved.ending);
    }
    *roster = solved.solved.roster;
    solved.solved.roster = NULL;
    solver_result_release(&solved.solved);
    *result = object;
    return STATUS_OK;
}
