/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * record_read.h - a value on its way from text into a record.
 *
 * Shared by record_scalar.c (one value) and record_read.c (lists, defaults and
 * the choice by type); nobody else includes it.
 */
#ifndef MODEL_RECORD_READ_H
#define MODEL_RECORD_READ_H

#include "model/record_table.h"

/* One value to be read: where it goes and how lists in it are split. */
struct reading {
    const struct field *field;
    const char *text;
    char *record;
    struct arena *arena;
    char separator; /* '|', or ',' inside an item */
    struct error *err;
};

/* STATUS_INPUT with "expected ..., found '...'", the text cut short. */
enum status reading_refuse(const struct reading *reading, const char *expected);
/* Copies the value into the field of the record. */
void reading_put(const struct reading *reading, const void *value, size_t size);
/* Any type but the lists. */
enum status reading_scalar(const struct reading *reading) MUST_USE;
/* An id of another record; copied into the arena. */
enum status reading_id(const struct reading *reading, int64_t max,
                       const char **id) MUST_USE;
/* A clock time within the field's limits, in minutes. */
enum status reading_clock(const struct reading *reading,
                          int32_t *minutes) MUST_USE;

/* "08:00", "24:00", "08:00+1". Returns `out`. */
char *clock_words(int64_t minutes, char out[CLOCK_TEXT]);

#endif
