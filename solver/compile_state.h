/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_state.h - what the parts of the compiler share.
 *
 * Lines: one a person employed at some time of the horizon, then one a floating
 * activity: its *calendar line*, whose pattern `held` on a day says that the
 * activity takes place then. Days count from 0 at `from`.
 *
 * A *cell* is (line, day, pattern). The work items of a person's cell are those
 * that the definition (model/timeline.c) makes of the pattern's duties, travel
 * included, so limits are tested on the very same minutes.
 *
 * Parts run in the order of solver/compile.c; each comment says from when on a
 * field is there.
 */
#ifndef SOLVER_COMPILE_STATE_H
#define SOLVER_COMPILE_STATE_H

#include "model/rule.h"
#include "model/weights.h"
#include "solver/compile.h"

enum { SET_MAX = 4 }; /* duties in one day pattern */

/* Duties that start on one date, ascending. Empty = off. */
struct duty_set {
    duty_ix duty[SET_MAX];
    int32_t n;
};

/* What a person's day may become: all of `must`, nothing beyond `must` and
 * `may`, unless `free`: then anything. */
struct hold {
    bool free;
    struct duty_set must, may;
};

struct cell {
    int32_t first, n; /* its work items */
    int32_t shape;    /* of the items: solver/compile_probe.h */
    bool open;        /* may be chosen */
};

/* A table of the problem that rules share, found again by its content. */
struct kept_table {
    uint64_t print;
    size_t count;
    const int32_t *numbers;
};

struct kept_table_vec VEC_OF(struct kept_table);
struct duty_set_vec VEC_OF(struct duty_set);
struct note_vec VEC_OF(struct compile_note);
struct share_vec VEC_OF(struct compiled_share);

struct compile_state {
    const struct compile_input *input;
    const struct coop *coop;
    struct arena *arena; /* of the result */
    date_day from, to;   /* both included */
    int32_t n_days;
    instant start; /* local midnight of `from` */

    /* lines: compile_lines.c */
    int32_t n_people, n_lines;
    int32_t *staff_of;        /* per line; NONE for calendar lines */
    int32_t *line_of;         /* per staff; NONE */
    int32_t *activity_of;     /* per line; NONE for people */
    struct timeline *outside; /* history, and what is published after `to` */

    /* slots: compile_lines.c */
    struct slot_vec slots;
    int32_t *slot_at; /* [day * n_duties + duty], NONE */
    int32_t n_duties;
    bool *slot_open;    /* [person * slots.n + slot] */
    struct hold *holds; /* [person * n_days + day] */

    /* patterns and cells: compile_pattern.c, compile_items.c */
    struct duty_set_vec patterns; /* 0 = off; `held` is an empty set too */
    int32_t n_patterns;
    int32_t held;       /* NONE: no floating activity */
    struct cell *cells; /* [(line * n_days + day) * n_patterns + pattern] */
    struct work_vec items;
    int32_t *scratch_first; /* [n_staff + 1], for timelines of one cell */

    /* rules and rows */
    struct problem *problem;
    bool *day_open; /* [day * n_patterns + pattern]: open to somebody */
    struct kept_table_vec tables;
    int32_t everybody; /* mask of all people's lines */
    int32_t *slot_row; /* per slot: row of its low mark, NONE */
    struct note_vec notes;
    struct share_vec shares;
};

void state_init(struct compile_state *s, const struct compile_input *input);
/* Everything but the problem, the notes, the shares and the arena. */
void state_release(struct compile_state *s);

/* ---- days, slots, patterns ------------------------------------------ */

/* Day of the horizon, or NONE. */
int32_t state_day(const struct compile_state *s, date_day date);
static inline date_day state_date(const struct compile_state *s, int32_t day)
{
    return s->from + day;
}
/* Elapsed minutes since the horizon's first midnight; instants are whole
 * minutes. */
int32_t state_minute(const struct compile_state *s, instant at);
const struct slot *state_slot(const struct compile_state *s, duty_ix duty,
                              int32_t day); /* NULL: none */
static inline const struct staff *state_staff(const struct compile_state *s,
                                              int32_t person)
{
    return &s->coop->staff.at[s->staff_of[person]];
}

bool set_has(const struct duty_set *set, duty_ix duty);
bool set_equal(const struct duty_set *a, const struct duty_set *b);
/* Keeps the order; false when there is no room. Twice is once. */
bool set_add(struct duty_set *set, duty_ix duty);
void set_drop(struct duty_set *set, duty_ix duty);
bool set_within(const struct duty_set *inner, const struct duty_set *outer);

bool pattern_has(const struct compile_state *s, int32_t pattern, duty_ix duty);
/* Whether it holds a standby. */
bool pattern_standby(const struct compile_state *s, int32_t pattern);
/* Whether it holds a duty that is neither standby nor leave. */
bool pattern_works(const struct compile_state *s, int32_t pattern);

/* Sizes of tables by day and pattern, and by two patterns. */
static inline size_t size_by_day(const struct compile_state *s)
{
    return (size_t)s->n_days * (size_t)s->n_patterns;
}
static inline size_t size_by_pair(const struct compile_state *s)
{
    return (size_t)s->n_patterns * (size_t)s->n_patterns;
}

static inline struct cell *state_cell(const struct compile_state *s,
                                      int32_t line, int32_t day,
                                      int32_t pattern)
{
    return &s->cells[(int64_t)(line * s->n_days + day) * s->n_patterns +
                     pattern];
}
static inline const struct work_item *cell_items(const struct compile_state *s,
                                                 const struct cell *cell)
{
    return cell->n > 0 ? s->items.at + cell->first : NULL;
}

/* ---- names, sources, notes ------------------------------------------ */

/* Text that lives as long as the result. */
const char *state_text(struct compile_state *s, const char *format, ...)
    PRINTF_LIKE(2, 3);
/* The paragraph or agreement that gives a limit its value that day. */
const char *limit_source(struct compile_state *s, enum limit_key key,
                         int32_t staff, date_day date);
/* Something that could not be kept as it stands: `rule` by its key. */
void state_note(struct compile_state *s, int32_t staff, date_day from,
                date_day to, const char *rule, const char *format, ...)
    PRINTF_LIKE(6, 7);

/* ---- masks ---------------------------------------------------------- */

/* The mask of the people for whom test() holds; NONE when nobody does. */
typedef bool person_test(const struct compile_state *s, int32_t person,
                         const void *context);
int32_t state_mask(struct compile_state *s, person_test *test,
                   const void *context);

#endif
