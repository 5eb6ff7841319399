/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines.c - problems and lines written down as text, for tests. */
#include "tests/solver/lines.h"

#include <stdio.h>
#include <string.h>

static int32_t find_letter(const struct problem *p, char letter)
{
    for (int32_t q = 0; q < p->n_patterns; q++) {
        if (p->patterns[q][0] == letter) {
            return q;
        }
    }
    fail_msg("no pattern '%c'", letter);
    return OFF;
}

struct problem *lines_problem(const char *alphabet, int32_t n_people,
                              int32_t n_days)
{
    int32_t n = (int32_t)strlen(alphabet);
    struct problem *p = problem_new("text", n_people, n_days, n);
    problem_add_level(p, "all", 1);
    for (int32_t q = 0; q < n; q++) {
        problem_name_pattern(p, q, (char[]){alphabet[q], '\0'});
    }
    return p;
}

void lines_finish(struct problem *problem)
{
    struct error err = {0};
    if (problem_finish(problem, &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
}

struct roster *lines_roster(const struct problem *problem,
                            const char *const *lines)
{
    struct roster *roster = roster_new(problem);
    for (int32_t i = 0; i < problem->n_people; i++) {
        assert_int_equal(strlen(lines[i]), problem->n_days);
        for (int32_t d = 0; d < problem->n_days; d++) {
            roster_line(roster, i)[d] =
                (int16_t)find_letter(problem, lines[i][d]);
        }
    }
    return roster;
}

struct pattern_set lines_set(const struct problem *problem, const char *letters)
{
    struct pattern_set set = {{0}};
    for (; *letters; letters++) {
        int32_t q = find_letter(problem, *letters);
        set.bits[q >> 6] |= (uint64_t)1 << (q & 63);
    }
    return set;
}

struct gauge lines_gauge(struct problem *problem, int64_t low, int64_t high,
                         struct hinge one, struct hinge two)
{
    const struct hinge both[] = {one, two};
    struct hinge kept[2];
    struct gauge gauge = {low, high, NULL, 0};
    for (size_t k = 0; k < COUNT_OF(both); k++) {
        if (both[k].under > 0 || both[k].over > 0) {
            kept[gauge.n_hinges++] = both[k];
        }
    }
    gauge.hinges =
        problem_keep(problem, kept, (size_t)gauge.n_hinges, sizeof *kept);
    return gauge;
}

char *lines_verdict(cost points, int32_t breach, char out[VERDICT_MAX])
{
    snprintf(out, VERDICT_MAX, "%lld%s", (long long)points,
             breach ? " broken" : "");
    return out;
}

void lines_expect(const char *row, const char *actual, const char *expected)
{
    if (strcmp(actual, expected) != 0) {
        fail_msg("%s: got '%s', wanted '%s'", row, actual, expected);
    }
}
