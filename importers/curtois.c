/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * curtois.c - text instances of schedulingbenchmarks.org to lines and rows.
 *
 * Read in two steps: the file into plain tables (struct instance), the tables
 * into a problem. Rules as published: forbidden sequences, minutes, shifts of a
 * type, runs of work and days off (favourable before the first and after the
 * last day), weekends, days off are hard; requests and cover are costs.
 */
#include "importers/curtois.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "importers/lines.h"

enum { SHIFTS_MAX = PATTERN_MAX - 1, MINUTES_MAX = 1 << 24, POINTS_MAX = 1 << 20 };

struct shift {
    const char *id;
    int32_t minutes;
    char *not_after; /* ids that can't follow, joined by | */
};

struct person {
    const char *id;
    int32_t cap[SHIFTS_MAX + 1]; /* by pattern */
    int32_t minutes_max, minutes_min, run_max, run_min, off_min, weekends_max;
};

struct request {
    int32_t person, day, pattern, points;
    bool on;
};

struct cover {
    int32_t day, pattern, wanted, under, over;
};

struct shift_vec VEC_OF(struct shift);
struct person_vec VEC_OF(struct person);
struct request_vec VEC_OF(struct request);
struct cover_vec VEC_OF(struct cover);

struct instance {
    struct lines lines;
    const char *section;
    int32_t days;
    struct shift_vec shifts;
    struct person_vec people;
    struct request_vec days_off, requests;
    struct cover_vec covers;
};

/* ---- the file into tables --------------------------------------------------- */

static enum status find_shift(struct instance *in, const char *id,
                              int32_t *pattern, struct error *err)
{
    for (int32_t s = 0; s < in->shifts.n; s++) {
        if (strcmp(in->shifts.at[s].id, id) == 0) {
            *pattern = s + 1;
            return STATUS_OK;
        }
    }
    return lines_fail(&in->lines, err, "expected a shift, found '%.60s'", id);
}

static enum status find_person(struct instance *in, const char *id,
                               int32_t *person, struct error *err)
{
    for (int32_t i = 0; i < in->people.n; i++) {
        if (strcmp(in->people.at[i].id, id) == 0) {
            *person = i;
            return STATUS_OK;
        }
    }
    return lines_fail(&in->lines, err, "expected a person, found '%.60s'",
                      id);
}

static enum status want_fields(struct instance *in, int32_t n, int32_t wanted,
                               struct error *err)
{
    return n >= wanted ? STATUS_OK
                       : lines_fail(&in->lines, err,
                                    "expected %d fields, found %d", wanted,
                                    n);
}

static enum status read_horizon(struct instance *in, char **f, int32_t n,
                                struct error *err)
{
    (void)n;
    return lines_int(&in->lines, "horizon", f[0], 1, DAYS_MAX, &in->days,
                     err);
}

static enum status read_shift(struct instance *in, char **f, int32_t n,
                              struct error *err)
{
    struct shift shift = {.id = f[0]};
    TRY(want_fields(in, n, 2, err));
    TRY(lines_int(&in->lines, "length", f[1], 1, MINUTES_MAX, &shift.minutes,
                  err));
    if (in->shifts.n == SHIFTS_MAX) {
        return lines_fail(&in->lines, err, "expected at most %d shifts",
                          SHIFTS_MAX);
    }
    shift.not_after = n > 2 ? f[2] : NULL;
    vec_push(&in->shifts, shift);
    return STATUS_OK;
}

/* "E=28|L=0" */
static enum status read_caps(struct instance *in, char *text,
                             struct person *person, struct error *err)
{
    char *parts[LINE_FIELDS_MAX];
    int32_t n = *text ? line_split(text, "|", parts) : 0;
    for (int32_t k = 0; k < n; k++) {
        char *equals = strchr(parts[k], '=');
        int32_t pattern = OFF;
        if (!equals) {
            return lines_fail(&in->lines, err,
                              "expected SHIFT=NUMBER, found '%.60s'",
                              parts[k]);
        }
        *equals = '\0';
        TRY(find_shift(in, parts[k], &pattern, err));
        TRY(lines_int(&in->lines, "shifts", equals + 1, 0, 1000000,
                      &person->cap[pattern], err));
    }
    return STATUS_OK;
}

static enum status read_person(struct instance *in, char **f, int32_t n,
                               struct error *err)
{
    TRY(want_fields(in, n, 8, err));
    struct person person = {.id = f[0]};
    TRY(read_caps(in, f[1], &person, err));
    int32_t *const numbers[] = {&person.minutes_max, &person.minutes_min,
                                &person.run_max,     &person.run_min,
                                &person.off_min,     &person.weekends_max};
    for (int32_t k = 0; k < 6; k++) {
        TRY(lines_int(&in->lines, "staff", f[2 + k], 0, MINUTES_MAX,
                      numbers[k], err));
    }
    vec_push(&in->people, person);
    return STATUS_OK;
}

static enum status read_days_off(struct instance *in, char **f, int32_t n,
                                 struct error *err)
{
    struct request off = {0};
    TRY(find_person(in, f[0], &off.person, err));
    for (int32_t k = 1; k < n; k++) {
        TRY(lines_int(&in->lines, "day", f[k], 0, in->days - 1, &off.day,
                      err));
        vec_push(&in->days_off, off);
    }
    return STATUS_OK;
}

static enum status read_request(struct instance *in, char **f, int32_t n,
                                bool on, struct error *err)
{
    struct request r = {.on = on};
    TRY(want_fields(in, n, 4, err));
    TRY(find_person(in, f[0], &r.person, err));
    TRY(lines_int(&in->lines, "day", f[1], 0, in->days - 1, &r.day, err));
    TRY(find_shift(in, f[2], &r.pattern, err));
    TRY(lines_int(&in->lines, "weight", f[3], 0, POINTS_MAX, &r.points, err));
    vec_push(&in->requests, r);
    return STATUS_OK;
}

static enum status read_on(struct instance *in, char **f, int32_t n,
                           struct error *err)
{
    return read_request(in, f, n, true, err);
}

static enum status read_off(struct instance *in, char **f, int32_t n,
                            struct error *err)
{
    return read_request(in, f, n, false, err);
}

static enum status read_cover(struct instance *in, char **f, int32_t n,
                              struct error *err)
{
    struct cover c = {0};
    TRY(want_fields(in, n, 5, err));
    TRY(lines_int(&in->lines, "day", f[0], 0, in->days - 1, &c.day, err));
    TRY(find_shift(in, f[1], &c.pattern, err));
    TRY(lines_int(&in->lines, "requirement", f[2], 0, 1000000, &c.wanted,
                  err));
    TRY(lines_int(&in->lines, "under", f[3], 0, POINTS_MAX, &c.under, err));
    TRY(lines_int(&in->lines, "over", f[4], 0, POINTS_MAX, &c.over, err));
    vec_push(&in->covers, c);
    return STATUS_OK;
}

typedef enum status read_line(struct instance *in, char **fields, int32_t n,
                              struct error *err);
static const struct {
    const char *name;
    read_line *read;
} SECTIONS[] = {
    {"SECTION_HORIZON", read_horizon},
    {"SECTION_SHIFTS", read_shift},
    {"SECTION_STAFF", read_person},
    {"SECTION_DAYS_OFF", read_days_off},
    {"SECTION_SHIFT_ON_REQUESTS", read_on},
    {"SECTION_SHIFT_OFF_REQUESTS", read_off},
    {"SECTION_COVER", read_cover},
};

static enum status read_all(struct instance *in, struct error *err)
{
    read_line *read = NULL;
    char *line;
    while ((line = lines_next(&in->lines))) {
        if (strncmp(line, "SECTION_", 8) == 0) {
            read = NULL;
            for (size_t s = 0; s < COUNT_OF(SECTIONS); s++) {
                read = strcmp(line, SECTIONS[s].name) == 0 ? SECTIONS[s].read
                                                           : read;
            }
            if (!read) {
                return lines_fail(&in->lines, err,
                                  "expected a section, found '%.60s'", line);
            }
            continue;
        }
        char *fields[LINE_FIELDS_MAX];
        int32_t n = line_split(line, ",", fields);
        if (!read || (read != read_horizon && in->days == 0)) {
            return lines_fail(&in->lines, err,
                              "expected SECTION_HORIZON first");
        }
        TRY(read(in, fields, n, err));
    }
    if (in->days == 0 || in->shifts.n == 0 || in->people.n == 0 ||
        in->people.n > PEOPLE_MAX) {
        return lines_fail(&in->lines, err,
                          "expected horizon, shifts and 1 to %d people",
                          PEOPLE_MAX);
    }
    return STATUS_OK;
}

/* ---- tables into a problem --------------------------------------------------- */

struct building {
    struct instance *in;
    struct problem *p;
    int32_t level;
    const int32_t *const *transitions; /* NULL: one day only */
    const int32_t *minutes;            /* [n_patterns] */
    const int32_t *ones;               /* per pattern s: ones + s * n */
    const int32_t *weekend_start, *weekend_end;
    int32_t n_weekends;
};

static enum status build_transitions(struct building *b, struct error *err)
{
    struct instance *in = b->in;
    size_t n = (size_t)b->p->n_patterns;
    if (in->days < 2) {
        return STATUS_OK;
    }
    int32_t *table = arena_array(b->p->arena, n * n, sizeof *table);
    for (int32_t s = 0; s < in->shifts.n; s++) {
        char *parts[LINE_FIELDS_MAX];
        char *text = in->shifts.at[s].not_after;
        int32_t k = text && *text ? line_split(text, "|", parts) : 0;
        while (k-- > 0) {
            int32_t pattern = OFF;
            TRY(find_shift(in, parts[k], &pattern, err));
            table[(size_t)(s + 1) * n + (size_t)pattern] = TRANSITION_NEVER;
        }
    }
    const int32_t **by_day = arena_array(b->p->arena, (size_t)in->days - 1,
                                          sizeof *by_day);
    for (int32_t d = 0; d + 1 < in->days; d++) {
        by_day[d] = table;
    }
    b->transitions = by_day;
    return STATUS_OK;
}

static void build_tables(struct building *b)
{
    struct instance *in = b->in;
    int32_t n = b->p->n_patterns;
    int32_t *minutes = arena_array(b->p->arena, (size_t)n, sizeof *minutes);
    int32_t *ones = arena_array(b->p->arena, (size_t)(n * n), sizeof *ones);
    for (int32_t s = 0; s < in->shifts.n; s++) {
        minutes[s + 1] = in->shifts.at[s].minutes;
        ones[(s + 1) * n + s + 1] = 1;
    }
    int32_t *start = arena_array(b->p->arena, (size_t)in->days / 7 + 1,
                                  sizeof *start);
    int32_t *end = arena_array(b->p->arena, (size_t)in->days / 7 + 1,
                                sizeof *end);
    for (int32_t d = 5; d < in->days; d += 7) { /* Saturdays */
        start[b->n_weekends] = d;
        end[b->n_weekends++] = d + 1 < in->days ? d + 1 : d;
    }
    b->minutes = minutes;
    b->ones = ones;
    b->weekend_start = start;
    b->weekend_end = end;
}

static struct line_rule rule_of(const struct building *b, int32_t person,
                                enum line_kind kind, const char *name)
{
    return (struct line_rule){.kind = kind,
                              .person = person,
                              .level = b->level,
                              .name = name,
                              .source = b->p->people[person]};
}

static void add_window(struct building *b, int32_t person, const char *name,
                       const int32_t *weight, int64_t low, int64_t high)
{
    struct line_rule rule = rule_of(b, person, LINE_WINDOW, name);
    rule.u.window = (struct window_sum){
        .first = 0,
        .last = b->in->days - 1,
        .weights = {weight, false},
        .gauge = {.low = low, .high = high},
    };
    problem_add_rule(b->p, &rule);
}

static void add_run(struct building *b, int32_t person, const char *name,
                    bool work, int64_t low, int64_t high)
{
    struct line_rule rule = rule_of(b, person, LINE_RUN, name);
    rule.u.run.gauge = (struct gauge){.low = low, .high = high};
    rule.u.run.history = RUN_FAVOURABLE;
    for (int32_t k = 0; k < b->p->n_patterns; k++) {
        if ((k != OFF) == work) {
            rule.u.run.set.bits[k >> 6] |= (uint64_t)1 << (k & 63);
        }
    }
    problem_add_rule(b->p, &rule);
}

static void add_weekends(struct building *b, int32_t person, int64_t most)
{
    struct line_rule rule = rule_of(b, person, LINE_GROUPS, "weekends");
    rule.u.groups = (struct group_count){
        .start = b->weekend_start,
        .end = b->weekend_end,
        .n_groups = b->n_weekends,
        .gauge = {.low = BOUND_NONE_LOW, .high = most},
    };
    for (int32_t k = 1; k < b->p->n_patterns; k++) {
        rule.u.groups.set.bits[k >> 6] |= (uint64_t)1 << (k & 63);
    }
    problem_add_rule(b->p, &rule);
}

static void add_person(struct building *b, int32_t i)
{
    const struct person *person = &b->in->people.at[i];
    int32_t n = b->p->n_patterns;
    problem_name_person(b->p, i, person->id);
    if (b->transitions) {
        struct line_rule rule = rule_of(b, i, LINE_TRANSITION, "sequence");
        rule.u.transition.table_of_day = b->transitions;
        problem_add_rule(b->p, &rule);
    }
    add_window(b, i, "minutes", b->minutes, person->minutes_min,
               person->minutes_max);
    for (int32_t k = 1; k < n; k++) {
        for (int32_t d = 0; person->cap[k] == 0 && d < b->in->days; d++) {
            problem_forbid(b->p, i, d, k);
        }
        if (person->cap[k] > 0 && person->cap[k] < b->in->days) {
            add_window(b, i, "shift-count", b->ones + k * n, BOUND_NONE_LOW,
                       person->cap[k]);
        }
    }
    add_run(b, i, "work-run", true, person->run_min, person->run_max);
    add_run(b, i, "off-run", false, person->off_min, BOUND_NONE_HIGH);
    if (person->weekends_max < b->n_weekends) {
        add_weekends(b, i, person->weekends_max);
    }
}

static void add_requests(struct building *b)
{
    struct instance *in = b->in;
    int32_t reason = problem_add_reason(b->p, "request", "request", b->level);
    for (int32_t k = 0; k < in->requests.n; k++) {
        const struct request *r = &in->requests.at[k];
        for (int32_t q = 0; q < b->p->n_patterns; q++) {
            if ((q == r->pattern) != r->on && r->points > 0) {
                problem_charge(b->p, r->person, r->day, q, reason, r->points);
            }
        }
    }
    for (int32_t k = 0; k < in->days_off.n; k++) {
        const struct request *off = &in->days_off.at[k];
        for (int32_t q = 1; q < b->p->n_patterns; q++) {
            problem_forbid(b->p, off->person, off->day, q);
        }
    }
}

static void add_cover(struct building *b, const struct cover *c)
{
    char source[80];
    struct hinge hinge = {c->wanted, c->under, c->over};
    snprintf(source, sizeof source, "%s@%d",
             b->in->shifts.at[c->pattern - 1].id, c->day);
    struct row row = {
        .name = "cover",
        .source = source,
        .level = b->level,
        .day = c->day,
        .gauge = {BOUND_NONE_LOW, BOUND_NONE_HIGH, &hinge, 1},
    };
    int32_t index = problem_add_row(b->p, &row);
    problem_add_term(b->p, index, c->day, c->pattern, 0, 1);
}

static enum status build(struct instance *in, struct problem **result,
                         struct error *err)
{
    struct building b = {.in = in};
    b.p = problem_new(in->lines.file, in->people.n, in->days,
                      in->shifts.n + 1);
    b.level = problem_add_level(b.p, "cost", 1);
    problem_name_pattern(b.p, OFF, "-");
    for (int32_t s = 0; s < in->shifts.n; s++) {
        problem_name_pattern(b.p, s + 1, in->shifts.at[s].id);
    }
    enum status status = build_transitions(&b, err);
    if (status == STATUS_OK) {
        build_tables(&b);
        for (int32_t i = 0; i < in->people.n; i++) {
            add_person(&b, i);
        }
        add_requests(&b);
        for (int32_t k = 0; k < in->covers.n; k++) {
            add_cover(&b, &in->covers.at[k]);
        }
        status = problem_finish(b.p, err);
    }
    if (status == STATUS_OK) {
        *result = b.p;
    } else {
        problem_free(b.p);
    }
    return status;
}

enum status curtois_read(const char *path, struct problem **result,
                         struct error *err)
{
    struct instance in = {0};
    TRY(lines_open(path, &in.lines, err));
    enum status status = read_all(&in, err);
    if (status == STATUS_OK) {
        status = build(&in, result, err);
    }
    vec_release(&in.shifts);
    vec_release(&in.people);
    vec_release(&in.days_off);
    vec_release(&in.requests);
    vec_release(&in.covers);
    lines_close(&in.lines);
    return status;
}

enum status curtois_write(const struct problem *problem,
                          const struct roster *roster, const char *path,
                          struct error *err)
{
    struct text text;
    text_init(&text, (size_t)64 << 20);
    for (int32_t i = 0; i < problem->n_people; i++) {
        text_csv(&text, problem->people[i]);
        for (int32_t d = 0; d < problem->n_days; d++) {
            int16_t k = roster_line(roster, i)[d];
            text_str(&text, ",");
            text_str(&text, problem->patterns[k]);
        }
        text_str(&text, "\n");
    }
    enum status status =
        text.overflow
            ? error_set(err, STATUS_FILE, "%s: roster too large", path)
            : file_write(path, text_cstr(&text), text.length, err);
    text_release(&text);
    return status;
}
