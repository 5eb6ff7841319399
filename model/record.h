/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * record.h - the tables that describe every record of a co-operation.
 *
 * One table per record kind, one line per field: JSON/CSV key, C type, offset,
 * limits, whether required, default, help. Importers, exporters, the store, the
 * JSON Schema and docs/formats are walks over these tables, so a new field is
 * one line and a new record kind one table.
 *
 * How types are written in JSON / in one CSV cell:
 *   ID, TEXT "x"; REF "id"; INT 7; BOOL true; DATE "2027-03-28"; CLOCK "08:00"
 *   (ends after midnight: "08:00+1"); ENUM "standby"; RATIO "1/7"; HOURS 37.5
 *   as a string "37.5"; WEEKDAYS "mon-fri" or "mon,wed"; *_LIST a JSON list,
 *   in CSV joined by "|"; RECORD_LIST a list of objects, in CSV items joined by
 *   "|" and the item's fields, in table order, by ";" (a list inside an item is
 *   joined by ","; fields left out at the end of an item have their default).
 */
#ifndef MODEL_RECORD_H
#define MODEL_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "model/coop.h"

enum record_kind {
    RECORD_MEMBER,
    RECORD_LOCAL_DAY,
    RECORD_PLACE,
    RECORD_ROAD,
    RECORD_FERRY,
    RECORD_DISRUPTION,
    RECORD_COMPETENCE,
    RECORD_SERVICE,
    RECORD_STAFF,
    RECORD_ABSENCE,
    RECORD_SHIFT_TYPE,
    RECORD_DEMAND,
    RECORD_ACTIVITY,
    RECORD_CASE_REF,
    RECORD_EXCLUSION,
    RECORD_PIN,
    RECORD_WISH,
    RECORD_EXTERNAL,
    RECORD_AGREEMENT,
    RECORD_WEIGHT,
    RECORD_KINDS
};

enum field_type {
    FIELD_ID,
    FIELD_TEXT,
    FIELD_REF,
    FIELD_INT,
    FIELD_BOOL,
    FIELD_DATE,
    FIELD_CLOCK,
    FIELD_ENUM,
    FIELD_RATIO,
    FIELD_HOURS,
    FIELD_WEEKDAYS,
    FIELD_REF_LIST,
    FIELD_DATE_LIST,
    FIELD_CLOCK_LIST, /* struct int_vec of minutes, ascending */
    FIELD_RECORD_LIST,
    FIELD_TYPES
};

struct record_table;

struct field {
    const char *key;
    enum field_type type;
    size_t offset;        /* in the record's struct */
    bool required;
    const char *fallback; /* as in a CSV cell; NULL with required, or for a
                             ref/list/text that may be missing */
    int64_t low, high;    /* of INT, DATE, CLOCK (and each in a CLOCK_LIST),
                             HOURS (units); length of ID and TEXT in
                             characters */
    int32_t max;          /* of *_LIST: items */
    const char *const *names; /* ENUM: NULL-terminated, index = value */
    enum record_kind ref;     /* REF, REF_LIST */
    const struct record_table *items; /* RECORD_LIST */
    const char *help;
};

struct record_table {
    const char *name;      /* "staff": the JSON key, staff.json, staff.csv */
    size_t size;           /* sizeof the struct */
    const struct field *fields;
    int32_t n_fields;
    size_t vec_offset; /* of its vector in struct coop; unused for items */
    int32_t max;       /* records of this kind that are accepted */
    const char *help;
};

/* Indexed by enum record_kind. The first field of each is its ID. */
extern const struct record_table *const RECORD_TABLES[RECORD_KINDS];

/* The fields of the co-operation itself: cooperation.json. */
extern const struct record_table COOP_TABLE;

/* A new record at the end of its vector: every field at its default, required
 * ones zero, refs none. */
void *record_add(struct coop *coop, enum record_kind kind);
int32_t record_count(const struct coop *coop, enum record_kind kind);
void *record_at(const struct coop *coop, enum record_kind kind, int32_t ix);
/* NONE when there is no such id. */
int32_t record_find(const struct coop *coop, enum record_kind kind,
                    const char *id);
const char *record_id(enum record_kind kind, const void *record);
/* Every record of a co-operation (not items) begins with its origin. */
struct origin *record_origin(void *record);
/* Index in the table, or NONE. */
int32_t field_find(const struct record_table *table, const char *key);

/* The items of any *_LIST field: structs (RECORD_LIST), struct ref, date_day or
 * int32_t. field_item_add() works as record_add() does. */
int32_t field_item_count(const struct field *field, const void *record);
void *field_item_at(const struct field *field, const void *record, int32_t ix);
void *field_item_add(const struct field *field, void *record,
                     struct arena *arena);

/* Reads one value from text (the CSV form; JSON strings, and numbers printed
 * as such, have the same form) into the field of `record`. Lists are split at
 * "|". Strings are copied into `arena`. The message holds what was expected
 * and found, no place. */
enum status field_read(const struct field *field, const char *text,
                       void *record, struct arena *arena,
                       struct error *err) MUST_USE;
/* Reads one more item of a *_LIST and appends it. */
enum status field_read_item(const struct field *field, const char *text,
                            void *record, struct arena *arena,
                            struct error *err) MUST_USE;
/* Sets the default of a field that is not there, or STATUS_INPUT when it is
 * required ("missing"). */
enum status field_default(const struct field *field, void *record,
                          struct arena *arena, struct error *err) MUST_USE;
/* Writes the value in the CSV form; field_read() of it gives the same. */
struct text;
void field_write(const struct field *field, const void *record,
                 struct text *out);
/* Whether the value equals the default (writers leave it out). */
bool field_is_default(const struct field *field, const void *record);

/* The index of `name` in a NULL-terminated list, or NONE. */
int32_t names_find(const char *const *names, const char *name);

/* "mon-fri", "sat,sun", "mon-sun"; strict, lower case English. */
enum status weekdays_parse(const char *text, weekday_mask *result,
                           struct error *err) MUST_USE;
enum { WEEKDAYS_TEXT = 40 };
char *weekdays_format(weekday_mask mask, char out[WEEKDAYS_TEXT]);

#endif
