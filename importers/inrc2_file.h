/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inrc2_file.h - the files of an INRC-II instance as plain tables.
 */
#ifndef IMPORTERS_INRC2_FILE_H
#define IMPORTERS_INRC2_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/vec.h"

enum { INRC2_SHIFTS_MAX = 16, INRC2_SKILLS_MAX = 15, INRC2_WEEKS_MAX = 52 };

struct inrc2_shift {
    const char *name;
    int32_t run[2];
};

struct inrc2_contract {
    const char *name;
    int32_t assignments[2], work_run[2], off_run[2];
    int32_t weekends;
    bool complete_weekends;
};

struct inrc2_history {
    int32_t assignments, weekends;
    int32_t last_shift; /* -1: none */
    int32_t shift_run, work_run, off_run;
};

struct inrc2_nurse {
    const char *name;
    int32_t contract;
    bool skills[INRC2_SKILLS_MAX];
    struct inrc2_history history;
};

struct inrc2_cover {
    int32_t day, shift, skill, minimum, optimal;
};

struct inrc2_request { /* not to work */
    int32_t nurse, day;
    int32_t shift; /* -1: any */
};

struct name_vec VEC_OF(const char *);
struct inrc2_shift_vec VEC_OF(struct inrc2_shift);
struct inrc2_contract_vec VEC_OF(struct inrc2_contract);
struct inrc2_nurse_vec VEC_OF(struct inrc2_nurse);
struct inrc2_cover_vec VEC_OF(struct inrc2_cover);
struct inrc2_request_vec VEC_OF(struct inrc2_request);

struct inrc2 {
    struct arena *arena; /* owns the strings */
    const char *name;
    int32_t weeks;
    struct name_vec skills;
    struct inrc2_shift_vec shifts;
    bool never_follows[INRC2_SHIFTS_MAX][INRC2_SHIFTS_MAX]; /* [first][next] */
    struct inrc2_contract_vec contracts;
    struct inrc2_nurse_vec nurses;
    struct inrc2_cover_vec covers;
    struct inrc2_request_vec requests;
};

/* "DIR/n030w4_1_6-2-9-1": set, history number, week numbers. The set's files
 * are in DIR/n030w4/ or in DIR itself. The caller owns it: inrc2_free(). */
enum status inrc2_load(const char *path, struct inrc2 **result,
                       struct error *err) MUST_USE;
void inrc2_free(struct inrc2 *in); /* accepts NULL */

#endif
