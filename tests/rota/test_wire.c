/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_wire.c - the solver's lines, whole and cut off. */
#include "rota/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/json_print.h"

enum { PEOPLE = 2, DAYS = 3, PATTERNS = 4 };

static struct problem *small_problem(void)
{
    struct problem *p = problem_new("wire", PEOPLE, DAYS, PATTERNS);
    struct error err = {0};
    problem_add_level(p, "cover", 100);
    problem_add_level(p, "wish", 1);
    assert_int_equal(problem_finish(p, &err), STATUS_OK);
    return p;
}

static struct roster *some_roster(const struct problem *p)
{
    struct roster *roster = roster_new(p);
    for (int16_t k = 0; k < PEOPLE * DAYS; k++) {
        roster->pattern[k] = k % PATTERNS;
    }
    return roster;
}

/* NULL when the bytes are no whole line. */
static cJSON *parsed(const char *bytes, size_t length, struct json_doc *doc)
{
    struct error err = {0};
    return json_parse(doc, "solver", bytes, length, &err) == STATUS_OK
               ? doc->root
               : NULL;
}

static struct solver_result some_result(const struct problem *p)
{
    return (struct solver_result){
        .outcome = OUTCOME_OPTIMAL,
        .roster = some_roster(p),
        .score = {.total = 1234567890123, .level = {1200, 34}},
        .bound = 1234567890122,
        .level_bound = {1200, 30},
        .level_proven = {true, false},
        .seconds = 2.5,
        .seconds_first = 0.25,
        .ticks = 987654321,
    };
}

static void a_result_comes_back_as_it_was_sent(void **state)
{
    (void)state;
    struct problem *p = small_problem();
    struct solver_result sent = some_result(p), got = {0};
    cJSON *object = wire_result(&sent);
    char *line = json_print(object, false);
    struct json_doc doc;
    assert_string_equal(wire_type(parsed(line, strlen(line), &doc)),
                        "result");
    assert_true(wire_read_result(p, doc.root, &got));
    assert_memory_equal(got.roster->pattern, sent.roster->pattern,
                        sizeof(int16_t) * PEOPLE * DAYS);
    assert_memory_equal(&got.score, &sent.score, sizeof sent.score);
    assert_memory_equal(got.level_bound, sent.level_bound,
                        sizeof sent.level_bound);
    assert_memory_equal(got.level_proven, sent.level_proven,
                        sizeof sent.level_proven);
    assert_int_equal(got.outcome, sent.outcome);
    assert_int_equal(got.bound, sent.bound);
    assert_true(got.ticks == sent.ticks);
    assert_true(got.seconds > 2.49 && got.seconds < 2.51);
    assert_true(got.seconds_first > 0.24 && got.seconds_first < 0.26);
    json_doc_release(&doc);
    free(line);
    cJSON_Delete(object);
    solver_result_release(&sent);
    solver_result_release(&got);
    problem_free(p);
}

static void a_line_cut_off_anywhere_is_no_line(void **state)
{
    (void)state;
    struct problem *p = small_problem();
    struct solver_result sent = some_result(p);
    cJSON *object = wire_result(&sent);
    char *line = json_print(object, false);
    for (size_t length = 0; length < strlen(line); length++) {
        struct json_doc doc;
        assert_null(parsed(line, length, &doc));
        json_doc_release(&doc);
    }
    free(line);
    cJSON_Delete(object);
    solver_result_release(&sent);
    problem_free(p);
}

static void a_result_whose_lines_do_not_fit_is_refused(void **state)
{
    static const char *const ROWS[] = {
        "{\"type\": \"result\"}",
        "{\"type\": \"result\", \"lines\": 3}",
        "{\"type\": \"result\", \"lines\": []}",
        "{\"type\": \"result\", \"lines\": [[0, 1, 2]]}",
        "{\"type\": \"result\", \"lines\": [[0, 1, 2], [0, 1]]}",
        "{\"type\": \"result\", \"lines\": [[0, 1, 2], 5]}",
        "{\"type\": \"result\", \"lines\": [[0, 1, 2], [0, 1, 2, 3]]}",
        "{\"type\": \"result\", \"lines\": [[0, 1, 2], [0, 1, 4]]}",
        "{\"type\": \"result\", \"lines\": [[0, 1, 2], [0, -1, 2]]}",
        "{\"type\": \"result\", \"lines\": [[0, 1, 2], [0, \"1\", 2]]}",
        "{\"type\": \"result\", \"lines\": [[0, 1, 2], [0, 1.5, 2]]}",
    };
    (void)state;
    struct problem *p = small_problem();
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct solver_result kept = some_result(p);
        int16_t *pattern = kept.roster->pattern;
        struct json_doc doc;
        assert_non_null(parsed(ROWS[i], strlen(ROWS[i]), &doc));
        if (wire_read_result(p, doc.root, &kept)) {
            fail_msg("%s was taken", ROWS[i]);
        }
        wire_read_progress(p, doc.root, &kept);
        assert_ptr_equal(kept.roster->pattern, pattern);
        assert_int_equal(kept.score.total, 1234567890123);
        json_doc_release(&doc);
        solver_result_release(&kept);
    }
    problem_free(p);
}

static void progress_replaces_the_roster_only_when_one_comes(void **state)
{
    (void)state;
    struct problem *p = small_problem();
    struct roster *roster = some_roster(p);
    struct solver_result kept = {0};
    struct solver_progress now = {.seconds = 1.5,
                                  .ticks = 10,
                                  .has_roster = true,
                                  .score = {.total = 70, .breaches = 1},
                                  .bound = 40,
                                  .phase = "improve"};
    cJSON *object = wire_progress(p, &now, roster);
    wire_read_progress(p, object, &kept);
    assert_null(kept.roster);
    assert_int_equal(kept.bound, 40);
    wire_add_roster(object, roster);
    wire_read_progress(p, object, &kept);
    assert_non_null(kept.roster);
    assert_int_equal(kept.score.total, 70);
    assert_int_equal(kept.outcome, OUTCOME_NONE);
    cJSON_Delete(object);
    now.score = (struct score){.total = 60};
    object = wire_progress(p, &now, roster);
    wire_read_progress(p, object, &kept);
    assert_int_equal(kept.score.total, 70);
    wire_add_roster(object, roster);
    wire_read_progress(p, object, &kept);
    assert_int_equal(kept.score.total, 60);
    assert_int_equal(kept.outcome, OUTCOME_FEASIBLE);
    cJSON_Delete(object);
    solver_result_release(&kept);
    roster_free(roster);
    problem_free(p);
}

static void a_failure_keeps_its_status_and_words(void **state)
{
    (void)state;
    struct error sent = {0}, got = {0};
    enum status status = error_set(&sent, STATUS_USAGE, "no limit, 100 %%");
    cJSON *object = wire_failure(status, &sent);
    assert_string_equal(wire_type(object), "failure");
    assert_int_equal(wire_read_failure(object, &got), STATUS_USAGE);
    assert_string_equal(got.text, "no limit, 100 %");
    cJSON_Delete(object);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_result_comes_back_as_it_was_sent),
        cmocka_unit_test(a_line_cut_off_anywhere_is_no_line),
        cmocka_unit_test(a_result_whose_lines_do_not_fit_is_refused),
        cmocka_unit_test(progress_replaces_the_roster_only_when_one_comes),
        cmocka_unit_test(a_failure_keeps_its_status_and_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
