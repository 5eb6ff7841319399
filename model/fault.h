/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fault.h - every fault of an input, not just the first.
 *
 * Readers and checks add one sentence for each fault and go on. Past
 * FAULTS_MAX they are only counted. Zero-initialise a list; release it with
 * faults_release().
 */
#ifndef MODEL_FAULT_H
#define MODEL_FAULT_H

#include "base/status.h"
#include "base/vec.h"
#include "model/coop.h"

enum { FAULTS_MAX = 100 };

struct fault {
    char *text; /* "staff.json:14: staff[3].position_pct: expected ..." */
};

struct faults {
    struct fault *at;
    int32_t n, room; /* as VEC_OF */
    int32_t unkept;  /* more that were found but not kept */
};

/* Copies the sentence of `err`, and forgets it there. */
void faults_take(struct faults *faults, struct error *err);
void faults_add(struct faults *faults, const char *format, ...)
    PRINTF_LIKE(2, 3);
/* "file:line: " in front, without a line where it is 0 and nothing at all for
 * records made by the program; `where` names record and field. */
void faults_add_at(struct faults *faults, const struct origin *origin,
                   const char *where, const char *format, ...)
    PRINTF_LIKE(4, 5);
/* How many were found, kept or not. */
int32_t faults_count(const struct faults *faults);
/* STATUS_OK when there are none; else STATUS_INPUT with the first sentence and
 * how many more there are. */
enum status faults_status(const struct faults *faults,
                          struct error *err) MUST_USE;
void faults_release(struct faults *faults);

#endif
