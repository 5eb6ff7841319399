/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * record_table.h - how the tables of model/record_*.c are written.
 *
 * One line a field:
 *   FIELD(staff, position_pct, INT, REQUIRED, RANGE(0, 100), "pct of ...")
 * names the struct, the member (which is the JSON and CSV key too), the type,
 * REQUIRED / OPTIONAL / DEFAULT("as in a CSV cell"), what the type needs
 * besides, and the help.
 */
#ifndef MODEL_RECORD_TABLE_H
#define MODEL_RECORD_TABLE_H

#include "model/limits.h"
#include "model/record.h"

#define FIELD(record, member, kind, need, extra, words)                        \
    {                                                                          \
        .key = #member, .type = FIELD_##kind,                                  \
        .offset = offsetof(struct record, member), need, extra, .help = words  \
    }

#define REQUIRED .required = true
#define OPTIONAL .required = false
#define DEFAULT(text) .required = false, .fallback = text

#define RANGE(from, to) .low = (from), .high = (to)
#define ANY_DATE RANGE(DATE_MIN, DATE_MAX)
#define CHARS(n) RANGE(1, n)
#define OF(kind) .ref = kind
#define ANY_OF(kind, n) .ref = kind, .max = (n)
#define EACH_IN(from, to, n) RANGE(from, to), .max = (n)
#define UP_TO(n) .max = (n)
#define ONE_OF(list) .names = (list)
#define ITEMS(table, n) .items = &(table), .max = (n)
#define NOTHING .max = 0

/* Both ends of a period that is open unless said otherwise. */
#define OPEN_FROM DEFAULT("1970-01-01")
#define OPEN_TO DEFAULT("2199-12-31")

#define TABLE(key, record, list, vector, most, words)                          \
    {                                                                          \
        .name = key, .size = sizeof(struct record), .fields = list,            \
        .n_fields = (int32_t)COUNT_OF(list),                                   \
        .vec_offset = offsetof(struct coop, vector), .max = most,              \
        .help = words                                                          \
    }
#define ITEM_TABLE(key, record, list, words)                                   \
    {                                                                          \
        .name = key, .size = sizeof(struct record), .fields = list,            \
        .n_fields = (int32_t)COUNT_OF(list), .help = words                     \
    }

/* Names shared by several tables. */
extern const char *const SHIFT_KIND_NAMES[];
extern const char *const PARITY_NAMES[];
extern const char *const MODALITY_NAMES[];

extern const struct record_table MEMBER_TABLE, LOCAL_DAY_TABLE, PLACE_TABLE,
    ROAD_TABLE, FERRY_TABLE, DISRUPTION_TABLE, COMPETENCE_TABLE, SERVICE_TABLE,
    STAFF_TABLE, ABSENCE_TABLE, SHIFT_TYPE_TABLE, DEMAND_TABLE, ACTIVITY_TABLE,
    CASE_REF_TABLE, EXCLUSION_TABLE, PIN_TABLE, WISH_TABLE, EXTERNAL_TABLE,
    AGREEMENT_TABLE, WEIGHT_TABLE_OF_COOP;

/* A list of any type, as it lies in a record or in struct coop: VEC_OF() of
 * anything has this layout. Copied in and out, never cast. */
struct any_vec {
    void *at;
    int32_t n, room;
};
struct any_vec any_vec_get(const void *holder, size_t offset);
/* A zeroed item of `size` bytes at the end of the vector at `offset`. Grown
 * in the arena, which keeps the old block until it is freed. */
void *any_vec_add(void *holder, size_t offset, size_t size,
                  struct arena *arena);

#endif
