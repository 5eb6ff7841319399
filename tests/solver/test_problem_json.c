/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_problem_json.c - problems and rosters come back from their files as the
 * same bytes; what is wrong with a file is said with its place.
 */
#include "tests/solver/lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "solver/problem_json.h"
#include "tests/solver/random_problem.h"

/* tests/solver/data/problem.json is this problem: check_problem_schema.py
 * looks at it, so it must have rules of every kind. */
enum { GOLDEN_SEED = 107 };

static struct problem *read_text(const char *text)
{
    struct problem *p = NULL;
    struct error err = {0};
    if (problem_read("p.json", text, strlen(text), &p, &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
    return p;
}

/* Writes, reads, writes again; the problem read must score the same. */
static void expect_round_trip(const struct problem *p, uint64_t seed)
{
    char *first = problem_write(p);
    struct problem *again = read_text(first);
    char *second = problem_write(again);
    assert_string_equal(first, second);
    struct random random;
    random_seed(&random, seed);
    for (int32_t k = 0; k < 5; k++) {
        struct roster *roster = random_roster(p, &random);
        struct score one = roster_score(p, roster);
        struct score other = roster_score(again, roster);
        assert_memory_equal(&one, &other, sizeof one);
        roster_free(roster);
    }
    problem_free(again);
    free(first);
    free(second);
}

static void random_problems_come_back_as_the_same_bytes(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 100; seed++) {
        struct problem *p = random_problem_tiny(seed);
        expect_round_trip(p, seed);
        problem_free(p);
    }
    for (uint64_t seed = 0; seed < 3; seed++) {
        struct problem *p = random_problem_medium(seed);
        expect_round_trip(p, seed);
        problem_free(p);
    }
}

static void odd_names_come_back(void **state)
{
    (void)state;
    struct problem *p = lines_problem(".E", 2, 1);
    problem_name_person(p, 0, "Kari \"K\" \\ Nordås\n\x01");
    problem_name_person(p, 1, "Gárasavvon");
    lines_finish(p);
    char *bytes = problem_write(p);
    struct problem *again = read_text(bytes);
    assert_string_equal(again->people[0], p->people[0]);
    assert_string_equal(again->people[1], p->people[1]);
    problem_free(again);
    problem_free(p);
    free(bytes);
}

static void a_large_co_operation_stays_small(void **state)
{
    (void)state;
    struct problem *p = random_problem_coop(1, 20, 12, 40);
    char *bytes = problem_write(p);
    assert_in_range(strlen(bytes), 1, 5 * 1000 * 1000);
    free(bytes);
    problem_free(p);
}

static void golden_path(char *path, size_t size)
{
    const char *source = getenv("SAMVAKT_SOURCE");
    snprintf(path, size, "%s/tests/solver/data/problem.json",
             source ? source : ".");
}

static void the_format_is_the_golden_one(void **state)
{
    (void)state;
    char path[4096];
    char *golden = NULL;
    size_t length;
    struct error err = {0};
    golden_path(path, sizeof path);
    assert_int_equal(file_read(path, 1 << 20, &golden, &length, &err),
                     STATUS_OK);
    struct problem *p = random_problem_tiny(GOLDEN_SEED);
    char *bytes = problem_write(p);
    bool kinds[LINE_GAP + 1] = {false};
    for (int32_t k = 0; k < p->n_rules; k++) {
        kinds[p->rules[k].kind] = true;
    }
    for (size_t k = 0; k < COUNT_OF(kinds); k++) {
        assert_true(kinds[k]);
    }
    assert_string_equal(bytes, golden);
    free(bytes);
    free(golden);
    problem_free(p);
}

static void the_digest_tells_problems_apart(void **state)
{
    (void)state;
    char one[65], same[65], other[65];
    struct problem *p = random_problem_tiny(1);
    problem_digest(p, one);
    assert_int_equal(strlen(one), 64);
    assert_string_equal(one, problem_digest(p, same));
    problem_free(p);
    p = random_problem_tiny(2);
    assert_string_not_equal(one, problem_digest(p, other));
    problem_free(p);
}

/* ---- what is refused ----------------------------------------------------- */

#define HEAD                                                                   \
    "{\"format\":\"samvakt-problem-1\",\"name\":\"n\",\n"                      \
    "\"levels\":[{\"name\":\"l\",\"unit\":1}],\n"                              \
    "\"people\":[\"a\",\"b\"],\"days\":[\"1\",\"2\"],"                         \
    "\"patterns\":[\"off\",\"E\"],\n"
#define POOL                                                                   \
    "\"masks\":[[0,1],[0]],\"sets\":[[0,1],[1]],\n"                            \
    "\"tables\":[[0,1],[0,0,0,0]],\n"
#define ALLOWED "\"allowed\":[[0,0],[0,0]],\n"
#define CHARGES                                                                \
    "\"reasons\":[{\"name\":\"w\",\"source\":\"s\",\"level\":0}],"             \
    "\"charges\":[[0,0,0,5,1]],\n"
#define ORIGIN "\"name\":\"r\",\"source\":\"s\",\"level\":0"
#define RULES(item) "\"rules\":[" item "],\n"
#define ROWS(item) "\"rows\":[" item "]}\n"
#define WITH_RULE(item) HEAD POOL ALLOWED CHARGES RULES(item) ROWS("")
#define WITH_ROW(item) HEAD POOL ALLOWED CHARGES RULES("") ROWS(item)
#define ROW(gauge, terms)                                                      \
    WITH_ROW("{" ORIGIN ",\"constant\":0," gauge "\"hinges\":[[1,2,0]],"       \
             "\"terms\":[" terms "]}")
#define RULE(kind, rest)                                                       \
    WITH_RULE("{\"kind\":\"" kind "\",\"person\":0," ORIGIN "," rest "}")
#define WINDOW(first, last, weights, rest)                                     \
    RULE("window",                                                             \
         "\"first\":" first ",\"last\":" last ",\"weights\":" weights          \
         ",\"by_day\":false,\"history\":0," rest "\"hinges\":[]")
#define GAP(need, rest)                                                        \
    RULE("gap",                                                                \
         "\"busy_from\":1,\"busy_to\":1,\"first\":0,\"last\":1,"               \
         "\"open\":5,\"close\":2880,\"busy_until\":0,\"need\":" need rest)

static const char *const GOOD[] = {
    WITH_RULE(""),
    ROW("", "[0,0,1,1],[1,1,-2,0,1]"),
    ROW("\"day\":1,\"low\":0,\"high\":2,", ""),
    WINDOW("0", "1", "0", ""),
    RULE("transition", "\"tables\":[1]"),
    RULE("run", "\"set\":1,\"history\":-1,\"hinges\":[]"),
    RULE("groups", "\"set\":1,\"start\":[0],\"end\":[1],\"history\":0,"
                   "\"hinges\":[]"),
    GAP("60", ""),
    GAP("60", ",\"cost_missing\":7"),
};

static void what_is_right_is_read(void **state)
{
    (void)state;
    for (size_t k = 0; k < COUNT_OF(GOOD); k++) {
        problem_free(read_text(GOOD[k]));
    }
}

static const struct {
    const char *text, *message;
} BAD[] = {
    {"[]", "p.json:1: expected the field 'format', a text"},
    {"{\"format\":\"other\"}",
     "p.json:1: format: expected 'samvakt-problem-1', found 'other'"},
    {"{\"format\":\"samvakt-problem-1\",\"name\":\"n\",\n\"people\":[]}",
     "p.json:2: people: expected 1 to 512 names, found 0"},
    {"{\"format\":\"samvakt-problem-1\",\"name\":\"n\",\n\"people\":[\"\"]}",
     "p.json:2: people[0]: expected a name, found \"\""},
    {HEAD "\"other\":1}", "p.json:4: other: expected no field of this name"},
    {HEAD "\"masks\":[[0],[0,2]]}",
     "p.json:4: masks[1][1]: expected a whole number from 0 to 1, found 2"},
    {HEAD "\"masks\":[0]}", "p.json:4: masks[0]: expected a list of whole "
                            "numbers, found 0"},
    {HEAD "\"masks\":[],\"sets\":[[1.5]]}",
     "p.json:4: sets[0][0]: expected a whole number from 0 to 1, found 1.5"},
    {HEAD POOL "\"allowed\":[[0,0]]}",
     "p.json:6: allowed: expected one list for each of 2 people, found 1"},
    {HEAD POOL "\"allowed\":[[0,0],[0]]}",
     "p.json:6: allowed[1]: expected one set for each of 2 days, found 1"},
    {HEAD POOL "\"allowed\":[[0,0],[0,2]]}",
     "p.json:6: allowed[1][1]: expected a whole number from 0 to 1, found 2"},
    {HEAD POOL ALLOWED "\"reasons\":[{\"name\":\"w\",\"source\":\"s\"}]}",
     "p.json:7: reasons[0]: expected the field 'level', a whole number from 0 "
     "to 0"},
    {HEAD POOL ALLOWED "\"reasons\":[],\"charges\":[[0,0,0,5,1]]}",
     "p.json:7: charges[0]: expected [person, day, reason, points, pattern, "
     "...]"},
    {WITH_RULE("7"), "p.json:8: rules[0]: expected the field 'kind', a text"},
    {RULE("other", "\"set\":1"),
     "p.json:8: rules[0].kind: expected transition, window, groups, run or "
     "gap, found 'other'"},
    {RULE("run", "\"set\":1,\"table\":1"),
     "p.json:8: rules[0].table: expected no field of this name"},
    {WINDOW("1", "0", "0", ""), "p.json:8: rules[0].last: expected a whole "
                                "number from 1 to 1, found 0"},
    {WINDOW("0", "1", "1", ""), "p.json:8: rules[0].weights: expected a table "
                                "of 2 numbers, found one of 4"},
    {WINDOW("0", "1", "0", "\"low\":2,\"high\":1,"),
     "p.json: rule 'r' (s) of a: bounds: expected low <= high, both within "
     "2^50, found 2 and 1"},
    {RULE("transition", "\"tables\":[1,1]"),
     "p.json:8: rules[0].tables: expected one table for each of 1 nights, "
     "found 2"},
    {RULE("transition", "\"tables\":[0]"),
     "p.json:8: rules[0].tables[0]: expected a table of 4 numbers, found one "
     "of 2"},
    {RULE("run", "\"set\":1,\"history\":-2,\"hinges\":[]"),
     "p.json:8: rules[0].history: expected a whole number from -1 to 1000, "
     "found -2"},
    {RULE("groups", "\"set\":1,\"start\":[0],\"end\":[],\"history\":0,"
                    "\"hinges\":[]"),
     "p.json:8: rules[0].end: expected 1 days as in 'start', found 0"},
    {GAP("0", ""), "p.json:8: rules[0].need: expected a whole number from 1 "
                   "to 2147483647, found 0"},
    {GAP("60", ",\"cost_missing\":-1"),
     "p.json:8: rules[0].cost_missing: expected a whole number from 0 to "
     "1125899906842624, found -1"},
    {ROW("", "[0,0,1]"), "p.json:9: rows[0].terms[0]: expected [day, mask, "
                         "coefficient, pattern, ...]"},
    {ROW("", "[2,0,1,1]"), "p.json:9: rows[0].terms[0]: expected [day, mask, "
                           "coefficient, pattern, ...]"},
    {ROW("", "[0,0,1,2]"), "p.json:9: rows[0].terms[0]: expected [day, mask, "
                           "coefficient, pattern, ...]"},
    {ROW("\"day\":2,", ""), "p.json:9: rows[0].day: expected a whole number "
                            "from 0 to 1, found 2"},
    {WITH_ROW("{" ORIGIN ",\"constant\":0,\"hinges\":[[1,2]],\"terms\":[]}"),
     "p.json:9: rows[0].hinges[0]: expected [mark, cost under it, cost over "
     "it]"},
};

static void what_is_wrong_is_refused_with_its_place(void **state)
{
    (void)state;
    for (size_t k = 0; k < COUNT_OF(BAD); k++) {
        struct problem *p = NULL;
        struct error err = {0};
        assert_int_equal(
            problem_read("p.json", BAD[k].text, strlen(BAD[k].text), &p, &err),
            STATUS_INPUT);
        assert_null(p);
        lines_expect(BAD[k].text, err.text, BAD[k].message);
    }
}

/* ---- rosters --------------------------------------------------------------
 */

static void rosters_come_back_as_the_same_bytes(void **state)
{
    (void)state;
    struct problem *p = random_problem_medium(4);
    struct random random;
    random_seed(&random, 4);
    struct roster *roster = random_roster(p, &random), *again = NULL;
    char *first = roster_write(p, roster);
    struct error err = {0};
    assert_int_equal(
        roster_read(p, "r.json", first, strlen(first), &again, &err),
        STATUS_OK);
    char *second = roster_write(p, again);
    assert_string_equal(first, second);
    assert_memory_equal(roster->pattern, again->pattern,
                        (size_t)(p->n_people * p->n_days) * sizeof(int16_t));
    free(first);
    free(second);
    roster_free(roster);
    roster_free(again);
    problem_free(p);
}

static void a_wrong_roster_is_refused_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } ROWS[] = {
        {"{}", "r.json:1: expected the field 'lines', an object"},
        {"{\"lines\":{\"a\":[\"E\",\".\"]}}",
         "r.json:1: lines: expected the field 'b', a list"},
        {"{\"lines\":{\"a\":[\"E\"],\n\"b\":[]}}",
         "r.json:1: lines.a: expected 2 patterns, found 1"},
        {"{\"lines\":{\"a\":[\"E\",\".\"],\n\"b\":[\"E\",\"N\"]}}",
         "r.json:2: lines.b[1]: expected the name of a pattern, found \"N\""},
        {"{\"lines\":{\"a\":[\"E\",\".\"],\n\"b\":[\".\",1]}}",
         "r.json:2: lines.b[1]: expected the name of a pattern, found 1"},
        {"{\"lines\":{\"a\":[\"E\",\".\"],\"b\":[\".\",\".\"],\"c\":[]}}",
         "r.json:1: lines: expected 2 people, found 1 others"},
    };
    struct problem *p = lines_problem(".E", 2, 2);
    problem_name_person(p, 0, "a");
    problem_name_person(p, 1, "b");
    lines_finish(p);
    for (size_t k = 0; k < COUNT_OF(ROWS); k++) {
        struct roster *roster = NULL;
        struct error err = {0};
        assert_int_equal(roster_read(p, "r.json", ROWS[k].text,
                                     strlen(ROWS[k].text), &roster, &err),
                         STATUS_INPUT);
        assert_null(roster);
        lines_expect(ROWS[k].text, err.text, ROWS[k].message);
    }
    problem_free(p);
}

static void numbers_are_written_to_their_ends(void **state)
{
    (void)state;
    static const int32_t VALUES[] = {0, 7, -7, 10, 1020, INT32_MIN, INT32_MAX};
    struct text out;
    text_init(&out, 1000);
    json_text_ints(&out, VALUES, (int32_t)COUNT_OF(VALUES));
    assert_string_equal(text_cstr(&out),
                        "[0,7,-7,10,1020,-2147483648,2147483647]");
    text_clear(&out);
    json_text_ints(&out, VALUES, 0);
    assert_string_equal(text_cstr(&out), "[]");
    text_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_written_to_their_ends),
        cmocka_unit_test(random_problems_come_back_as_the_same_bytes),
        cmocka_unit_test(odd_names_come_back),
        cmocka_unit_test(a_large_co_operation_stays_small),
        cmocka_unit_test(the_format_is_the_golden_one),
        cmocka_unit_test(the_digest_tells_problems_apart),
        cmocka_unit_test(what_is_right_is_read),
        cmocka_unit_test(what_is_wrong_is_refused_with_its_place),
        cmocka_unit_test(rosters_come_back_as_the_same_bytes),
        cmocka_unit_test(a_wrong_roster_is_refused_with_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
