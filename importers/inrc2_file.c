/* SPDX-License-Identifier: GPL-3.0-or-later */
/* inrc2_file.c - scenario, history and weeks as tables. */
#include "importers/inrc2_file.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "importers/lines.h"

enum { PATH_BYTES = 4096, COUNT_MAX = 1000000 };

static const char *const DAYS[] = {"Mon", "Tue", "Wed", "Thu",
                                   "Fri", "Sat", "Sun"};

struct reading {
    struct inrc2 *in;
    struct lines lines;
    char folder[PATH_BYTES], set[64];
    int32_t week; /* of the week file being read */
};

/* ---- small pieces ------------------------------------------------------------- */

/* "(2,5)" */
static enum status read_pair(struct reading *r, const char *text,
                             int32_t pair[2], struct error *err)
{
    char copy[40], *parts[2 + 1];
    size_t length = strlen(text);
    bool framed = length > 2 && length < sizeof copy && text[0] == '(' &&
                  text[length - 1] == ')' && !strchr(text, ' ');
    snprintf(copy, sizeof copy, "%.*s", framed ? (int)length - 2 : 0,
             text + 1);
    char *comma = strchr(copy, ',');
    if (!framed || !comma || strchr(comma + 1, ',')) {
        return lines_fail(&r->lines, err, "expected (MIN,MAX), found '%.60s'",
                          text);
    }
    (void)line_split(copy, ",", parts);
    for (int32_t k = 0; k < 2; k++) {
        TRY(lines_int(&r->lines, "pair", parts[k], 0, COUNT_MAX, &pair[k],
                      err));
    }
    return STATUS_OK;
}

static enum status want(struct reading *r, int32_t n, int32_t wanted,
                        struct error *err)
{
    return n >= wanted ? STATUS_OK
                       : lines_fail(&r->lines, err,
                                    "expected %d words, found %d", wanted, n);
}

static int32_t find_skill(const struct inrc2 *in, const char *name)
{
    for (int32_t k = 0; k < in->skills.n; k++) {
        if (strcmp(in->skills.at[k], name) == 0) {
            return k;
        }
    }
    return -1;
}

static int32_t find_shift(const struct inrc2 *in, const char *name)
{
    for (int32_t s = 0; s < in->shifts.n; s++) {
        if (strcmp(in->shifts.at[s].name, name) == 0) {
            return s;
        }
    }
    return -1;
}

static int32_t find_nurse(const struct inrc2 *in, const char *name)
{
    for (int32_t i = 0; i < in->nurses.n; i++) {
        if (strcmp(in->nurses.at[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

static enum status found(struct reading *r, int32_t index, const char *what,
                         const char *name, int32_t *result,
                         struct error *err)
{
    if (index < 0) {
        return lines_fail(&r->lines, err, "expected %s, found '%.60s'", what,
                          name);
    }
    *result = index;
    return STATUS_OK;
}

/* ---- scenario ------------------------------------------------------------------- */

static enum status take_skill(struct reading *r, char **f, int32_t n,
                              struct error *err)
{
    (void)n;
    if (r->in->skills.n == INRC2_SKILLS_MAX) {
        return lines_fail(&r->lines, err, "expected at most %d skills",
                          INRC2_SKILLS_MAX);
    }
    const char *name = arena_strdup(r->in->arena, f[0]);
    vec_push(&r->in->skills, name);
    return STATUS_OK;
}

static enum status take_shift(struct reading *r, char **f, int32_t n,
                              struct error *err)
{
    struct inrc2_shift shift = {.name = arena_strdup(r->in->arena, f[0])};
    TRY(want(r, n, 2, err));
    if (r->in->shifts.n == INRC2_SHIFTS_MAX) {
        return lines_fail(&r->lines, err, "expected at most %d shift types",
                          INRC2_SHIFTS_MAX);
    }
    TRY(read_pair(r, f[1], shift.run, err));
    vec_push(&r->in->shifts, shift);
    return STATUS_OK;
}

static enum status take_succession(struct reading *r, char **f, int32_t n,
                                   struct error *err)
{
    int32_t first = 0;
    TRY(want(r, n, 2, err));
    TRY(found(r, find_shift(r->in, f[0]), "a shift type", f[0], &first, err));
    for (int32_t k = 2; k < n; k++) {
        int32_t next = 0;
        TRY(found(r, find_shift(r->in, f[k]), "a shift type", f[k], &next,
                  err));
        r->in->never_follows[first][next] = true;
    }
    return STATUS_OK;
}

static enum status take_contract(struct reading *r, char **f, int32_t n,
                                 struct error *err)
{
    struct inrc2_contract c = {.name = arena_strdup(r->in->arena, f[0])};
    int32_t complete = 0;
    TRY(want(r, n, 6, err));
    TRY(read_pair(r, f[1], c.assignments, err));
    TRY(read_pair(r, f[2], c.work_run, err));
    TRY(read_pair(r, f[3], c.off_run, err));
    TRY(lines_int(&r->lines, "weekends", f[4], 0, COUNT_MAX, &c.weekends,
                  err));
    TRY(lines_int(&r->lines, "complete weekends", f[5], 0, 1, &complete,
                  err));
    c.complete_weekends = complete == 1;
    vec_push(&r->in->contracts, c);
    return STATUS_OK;
}

static enum status take_nurse(struct reading *r, char **f, int32_t n,
                              struct error *err)
{
    struct inrc2_nurse nurse = {.name = arena_strdup(r->in->arena, f[0]),
                                .contract = -1,
                                .history = {.last_shift = -1}};
    TRY(want(r, n, 3, err));
    for (int32_t c = 0; c < r->in->contracts.n; c++) {
        if (strcmp(r->in->contracts.at[c].name, f[1]) == 0) {
            nurse.contract = c;
        }
    }
    TRY(found(r, nurse.contract, "a contract", f[1], &nurse.contract, err));
    for (int32_t k = 3; k < n; k++) {
        int32_t skill = 0;
        TRY(found(r, find_skill(r->in, f[k]), "a skill", f[k], &skill, err));
        nurse.skills[skill] = true;
    }
    vec_push(&r->in->nurses, nurse);
    return STATUS_OK;
}

/* ---- history and weeks ------------------------------------------------------------- */

static enum status take_history(struct reading *r, char **f, int32_t n,
                                struct error *err)
{
    int32_t i = 0;
    TRY(want(r, n, 7, err));
    TRY(found(r, find_nurse(r->in, f[0]), "a nurse", f[0], &i, err));
    struct inrc2_history *h = &r->in->nurses.at[i].history;
    if (strcmp(f[3], "None") != 0) {
        TRY(found(r, find_shift(r->in, f[3]), "a shift type or None", f[3],
                  &h->last_shift, err));
    }
    TRY(lines_int(&r->lines, "assignments", f[1], 0, COUNT_MAX,
                  &h->assignments, err));
    TRY(lines_int(&r->lines, "weekends", f[2], 0, COUNT_MAX, &h->weekends,
                  err));
    TRY(lines_int(&r->lines, "shift run", f[4], 0, COUNT_MAX, &h->shift_run,
                  err));
    TRY(lines_int(&r->lines, "work run", f[5], 0, COUNT_MAX, &h->work_run,
                  err));
    return lines_int(&r->lines, "days off", f[6], 0, COUNT_MAX, &h->off_run,
                     err);
}

static enum status take_cover(struct reading *r, char **f, int32_t n,
                              struct error *err)
{
    struct inrc2_cover cover = {0};
    TRY(want(r, n, 9, err));
    TRY(found(r, find_shift(r->in, f[0]), "a shift type", f[0], &cover.shift,
              err));
    TRY(found(r, find_skill(r->in, f[1]), "a skill", f[1], &cover.skill,
              err));
    for (int32_t d = 0; d < 7; d++) {
        int32_t pair[2];
        TRY(read_pair(r, f[2 + d], pair, err));
        cover.day = 7 * r->week + d;
        cover.minimum = pair[0];
        cover.optimal = pair[1];
        vec_push(&r->in->covers, cover);
    }
    return STATUS_OK;
}

static enum status take_request(struct reading *r, char **f, int32_t n,
                                struct error *err)
{
    struct inrc2_request request = {.shift = -1};
    int32_t day = -1;
    TRY(want(r, n, 3, err));
    TRY(found(r, find_nurse(r->in, f[0]), "a nurse", f[0], &request.nurse,
              err));
    if (strcmp(f[1], "Any") != 0) {
        TRY(found(r, find_shift(r->in, f[1]), "a shift type or Any", f[1],
                  &request.shift, err));
    }
    for (int32_t d = 0; d < 7; d++) {
        day = strcmp(f[2], DAYS[d]) == 0 ? d : day;
    }
    TRY(found(r, day, "a weekday Mon..Sun", f[2], &day, err));
    request.day = 7 * r->week + day;
    vec_push(&r->in->requests, request);
    return STATUS_OK;
}

/* ---- files ---------------------------------------------------------------------------- */

typedef enum status take_line(struct reading *r, char **fields, int32_t n,
                              struct error *err);
static const struct {
    const char *heading;
    take_line *take; /* NULL: the lines below are passed over */
} SECTIONS[] = {
    {"SKILLS", take_skill},
    {"SHIFT_TYPES", take_shift},
    {"FORBIDDEN_SHIFT_TYPES_SUCCESSIONS", take_succession},
    {"CONTRACTS", take_contract},
    {"NURSES", take_nurse},
    {"NURSE_HISTORY", take_history},
    {"REQUIREMENTS", take_cover},
    {"SHIFT_OFF_REQUESTS", take_request},
    {"SCENARIO", NULL},
    {"HISTORY", NULL},
    {"WEEK_DATA", NULL},
};

/* A heading's row in SECTIONS, -1 when the line is none. */
static int32_t heading(const char *word)
{
    for (size_t s = 0; s < COUNT_OF(SECTIONS); s++) {
        if (strcmp(word, SECTIONS[s].heading) == 0) {
            return (int32_t)s;
        }
    }
    return -1;
}

static enum status read_lines(struct reading *r, struct error *err)
{
    take_line *take = NULL;
    char *line;
    while ((line = lines_next(&r->lines))) {
        char *fields[LINE_FIELDS_MAX];
        int32_t n = line_split(line, " \t", fields);
        if (n == 0) {
            continue;
        }
        if (strcmp(fields[0], "WEEKS") == 0) {
            TRY(want(r, n, 3, err));
            TRY(lines_int(&r->lines, "weeks", fields[2], 1, INRC2_WEEKS_MAX,
                          &r->in->weeks, err));
            continue;
        }
        int32_t section = heading(fields[0]);
        if (section >= 0) {
            take = SECTIONS[section].take;
        } else if (take) {
            TRY(take(r, fields, n, err));
        }
    }
    return STATUS_OK;
}

static enum status read_file(struct reading *r, const char *prefix,
                             const char *suffix, struct error *err)
{
    char path[PATH_BYTES + 160];
    snprintf(path, sizeof path, "%s/%s-%s%s.txt", r->folder, prefix, r->set,
             suffix);
    TRY(lines_open(path, &r->lines, err));
    r->lines.file = path;
    enum status status = read_lines(r, err);
    lines_close(&r->lines);
    return status;
}

/* Copies up to the `stop` character, which must follow; the rest behind it, or
 * NULL when the piece is empty, too long or has other characters. */
static const char *take_piece(const char *text, const char *allowed,
                              char stop, char *out, size_t room)
{
    size_t n = allowed ? strspn(text, allowed) : strcspn(text, "_");
    if (n == 0 || n >= room || text[n] != stop) {
        return NULL;
    }
    memcpy(out, text, n);
    out[n] = '\0';
    return text + n + 1;
}

enum { HISTORY_ROOM = 32, WEEKS_ROOM = 304 };

/* "n030w4_1_6-2-9-1" behind the last slash; the folder in front of it. */
static enum status read_path(struct reading *r, const char *path,
                             char *history, char *weeks, struct error *err)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    int32_t length = slash ? (int32_t)(slash - path) : 1;
    name = take_piece(name, NULL, '_', r->set, sizeof r->set);
    name = name ? take_piece(name, "0123456789", '_', history, HISTORY_ROOM)
                : NULL;
    name = name ? take_piece(name, "0123456789-", '\0', weeks, WEEKS_ROOM)
                : NULL;
    if (length > PATH_BYTES - 80 || !name) {
        return error_set(err, STATUS_INPUT,
                         "%s: expected FOLDER/SET_HISTORY_WEEKS such as "
                         "n030w4_1_6-2-9-1",
                         path);
    }
    snprintf(r->folder, sizeof r->folder, "%.*s/%s", length,
             slash ? path : ".", r->set);
    if (access(r->folder, R_OK) != 0) {
        snprintf(r->folder, sizeof r->folder, "%.*s", length,
                 slash ? path : ".");
    }
    r->in->name = arena_strdup(r->in->arena, r->set);
    return STATUS_OK;
}

static enum status read_instance(struct reading *r, const char *path,
                                 struct error *err)
{
    char history[HISTORY_ROOM], weeks[WEEKS_ROOM], suffix[340];
    TRY(read_path(r, path, history, weeks, err));
    TRY(read_file(r, "Sc", "", err));
    snprintf(suffix, sizeof suffix, "-%s", history);
    TRY(read_file(r, "H0", suffix, err));
    char *numbers[LINE_FIELDS_MAX];
    int32_t n = line_split(weeks, "-", numbers);
    if (n != r->in->weeks) {
        return error_set(err, STATUS_INPUT,
                         "%s: expected %d week numbers, found %d", path,
                         r->in->weeks, n);
    }
    for (r->week = 0; r->week < n; r->week++) {
        snprintf(suffix, sizeof suffix, "-%s", numbers[r->week]);
        TRY(read_file(r, "WD", suffix, err));
    }
    return STATUS_OK;
}

enum status inrc2_load(const char *path, struct inrc2 **result,
                       struct error *err)
{
    struct reading r = {.in = xcalloc(1, sizeof *r.in)};
    r.in->arena = arena_new();
    enum status status = read_instance(&r, path, err);
    if (status == STATUS_OK && (r.in->nurses.n == 0 || r.in->shifts.n == 0 ||
                                r.in->skills.n == 0)) {
        status = error_set(err, STATUS_INPUT,
                           "%s: expected nurses, shift types and skills",
                           path);
    }
    if (status == STATUS_OK) {
        *result = r.in;
    } else {
        inrc2_free(r.in);
    }
    return status;
}

void inrc2_free(struct inrc2 *in)
{
    if (in) {
        vec_release(&in->skills);
        vec_release(&in->shifts);
        vec_release(&in->contracts);
        vec_release(&in->nurses);
        vec_release(&in->covers);
        vec_release(&in->requests);
        arena_free(in->arena);
        free(in);
    }
}
