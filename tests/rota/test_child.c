/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_child.c - the solver's process: same result, stopped, killed, starved. */
#include "rota/child.h"

#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { TICKS = 20000 };

/* Two duties a day, each for one person, dear to one and cheap to another. Both
 * count double towards an odd mark, which no relaxation sees: such a run ends
 * at its limit, not with a proof. */
static struct problem *duty_problem(int32_t people, int32_t days)
{
    struct problem *p = problem_new("duties", people, days, 3);
    struct error err = {0};
    int32_t level = problem_add_level(p, "cover", 1000);
    int32_t reason = problem_add_reason(p, "wish", "record", level);
    const struct hinge one = {.at = 1, .under = 1000, .over = 400};
    const struct hinge odd = {.at = 3, .under = 7, .over = 7};
    for (int32_t d = 0; d < days; d++) {
        char parity[32];
        snprintf(parity, sizeof parity, "odd@%d", (int)d);
        const struct row both = {.name = "odd",
                                 .source = parity,
                                 .level = level,
                                 .day = d,
                                 .gauge = {BOUND_NONE_LOW, BOUND_NONE_HIGH,
                                           &odd, 1}};
        int32_t odd_row = problem_add_row(p, &both);
        for (int16_t q = 1; q < 3; q++) {
            char source[32];
            snprintf(source, sizeof source, "duty%d@%d", q, (int)d);
            const struct row row = {.name = "cover",
                                    .source = source,
                                    .level = level,
                                    .day = d,
                                    .gauge = {BOUND_NONE_LOW,
                                              BOUND_NONE_HIGH, &one, 1}};
            problem_add_term(p, problem_add_row(p, &row), d, q, 0, 1);
            problem_add_term(p, odd_row, d, q, 0, 2);
            for (int32_t i = 0; i < people; i++) {
                problem_charge(p, i, d, q, reason, (i * 7 + d * q * 5) % 13);
            }
        }
    }
    if (problem_finish(p, &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
    return p;
}

static void a_child_finds_what_the_solver_finds(void **state)
{
    (void)state;
    struct problem *p = duty_problem(5, 21);
    struct child_options options = {
        .solver = {.seed = 3, .ticks = TICKS, .threads = 2}};
    struct child_result child;
    struct solver_result here;
    struct error err = {0};
    assert_int_equal(solver_run(p, &options.solver, &here, &err), STATUS_OK);
    assert_int_equal(child_solve(p, &options, &child, &err), STATUS_OK);
    assert_false(child.ended_early);
    assert_string_equal(child.ending, "");
    assert_memory_equal(child.solved.roster->pattern, here.roster->pattern,
                        sizeof(int16_t) * 5 * 21);
    assert_memory_equal(&child.solved.score, &here.score, sizeof here.score);
    assert_memory_equal(child.solved.level_bound, here.level_bound,
                        sizeof here.level_bound);
    assert_int_equal(child.solved.bound, here.bound);
    assert_int_equal(child.solved.outcome, here.outcome);
    assert_true(child.solved.ticks == here.ticks);
    solver_result_release(&here);
    solver_result_release(&child.solved);
    problem_free(p);
}

/* ---- endings -------------------------------------------------------------- */

/* Of /proc/<name>/stat, "12 (name) S 10 ...": the parent; 0: no process. */
static long parent_of(const char *name)
{
    char path[300], stat[400] = "";
    snprintf(path, sizeof path, "/proc/%s/stat", name);
    FILE *file = fopen(path, "r");
    if (!file) {
        return 0;
    }
    const char *line = fgets(stat, sizeof stat, file);
    const char *end = line ? strrchr(stat, ')') : NULL;
    fclose(file);
    return end && strlen(end) > 4 ? strtol(end + 4, NULL, 10) : 0;
}

/* The one process whose parent this one is; 0: none. */
static pid_t only_child(void)
{
    DIR *all = opendir("/proc");
    pid_t found = 0;
    assert_non_null(all);
    for (struct dirent *e; !found && (e = readdir(all));) {
        if (strspn(e->d_name, "0123456789") == strlen(e->d_name) &&
            parent_of(e->d_name) == (long)getpid()) {
            found = (pid_t)strtol(e->d_name, NULL, 10);
        }
    }
    closedir(all);
    return found;
}

struct ending {
    bool kill;
    int32_t calls, calls_after;
    cost kept;
};

/* Ends the run when the first sound roster is told of. */
static bool end_it(void *context, const cJSON *now)
{
    struct ending *ending = context;
    const cJSON *breaches = cJSON_GetObjectItemCaseSensitive(now, "breaches");
    const cJSON *points = cJSON_GetObjectItemCaseSensitive(now, "cost");
    ending->calls++;
    ending->calls_after += ending->kept > 0;
    assert_null(cJSON_GetObjectItemCaseSensitive(now, "lines"));
    if (ending->kept > 0 || !cJSON_IsNumber(breaches) ||
        breaches->valueint > 0) {
        return true;
    }
    ending->kept = (cost)points->valuedouble;
    if (ending->kill) {
        assert_int_equal(kill(only_child(), SIGKILL), 0);
    }
    return ending->kill;
}

static void expect_sound(const struct problem *p,
                         const struct child_result *child)
{
    assert_non_null(child->solved.roster);
    struct score defined = roster_score(p, child->solved.roster);
    assert_memory_equal(&child->solved.score, &defined, sizeof defined);
    assert_int_equal(defined.breaches, 0);
}

static void a_child_that_is_asked_to_stop_keeps_its_best(void **state)
{
    (void)state;
    struct problem *p = duty_problem(14, 84);
    struct ending ending = {.kill = false};
    struct child_options options = {
        .solver = {.seed = 1, .seconds = 300, .threads = 1},
        .progress = end_it,
        .context = &ending};
    struct child_result child;
    struct error err = {0};
    assert_int_equal(child_solve(p, &options, &child, &err), STATUS_OK);
    assert_false(child.ended_early);
    expect_sound(p, &child);
    assert_true(child.solved.score.total <= ending.kept);
    assert_true(child.solved.seconds < 60);
    assert_int_equal(ending.calls_after, 0);
    solver_result_release(&child.solved);
    problem_free(p);
}

static void a_killed_child_leaves_the_best_that_arrived(void **state)
{
    (void)state;
    struct problem *p = duty_problem(14, 84);
    struct ending ending = {.kill = true};
    struct child_options options = {
        .solver = {.seed = 1, .seconds = 300, .threads = 2},
        .progress = end_it,
        .context = &ending};
    struct child_result child;
    struct error err = {0};
    assert_int_equal(child_solve(p, &options, &child, &err), STATUS_OK);
    assert_true(child.ended_early);
    assert_string_equal(child.ending, "signal 9 (Killed)");
    expect_sound(p, &child);
    assert_true(child.solved.score.total <= ending.kept);
    assert_int_equal(only_child(), 0);
    solver_result_release(&child.solved);
    problem_free(p);
}

static void too_little_memory_is_told_with_the_limit(void **state)
{
    (void)state;
    struct problem *p = duty_problem(400, 380);
    struct child_options options = {
        .solver = {.seed = 1, .ticks = TICKS, .threads = 1},
        .memory_bytes = 1 << 20};
    struct child_result child;
    struct error err = {0};
    assert_int_equal(child_solve(p, &options, &child, &err), STATUS_INTERNAL);
    assert_non_null(strstr(err.text, "before it had a plan"));
    assert_non_null(strstr(err.text, "1 MiB"));
    assert_null(child.solved.roster);
    assert_true(child.ended_early);
    problem_free(p);
}

static void a_failure_of_the_solver_comes_through(void **state)
{
    (void)state;
    struct problem *p = duty_problem(2, 7);
    struct child_options options = {.solver = {.threads = 1}};
    struct child_result child;
    struct error err = {0};
    assert_int_equal(child_solve(p, &options, &child, &err), STATUS_USAGE);
    assert_non_null(strstr(err.text, "limit"));
    assert_null(child.solved.roster);
    problem_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        /* First: what this process has freed, its child may use. */
        cmocka_unit_test(too_little_memory_is_told_with_the_limit),
        cmocka_unit_test(a_child_finds_what_the_solver_finds),
        cmocka_unit_test(a_child_that_is_asked_to_stop_keeps_its_best),
        cmocka_unit_test(a_killed_child_leaves_the_best_that_arrived),
        cmocka_unit_test(a_failure_of_the_solver_comes_through),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
