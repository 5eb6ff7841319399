/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scene.h - a small co-operation and a new database file for store tests. */
#ifndef TESTS_STORE_SCENE_H
#define TESTS_STORE_SCENE_H

#include "model/record.h"
#include "store/store.h"

enum { SCENE_PATH = 256 };

struct scene {
    char path[SCENE_PATH];
    struct coop *coop;
    struct store *store;
    struct act act;
};

/* Three people, a standby demand and a day demand, a meeting. Resolved; no
 * profile. The caller owns it: coop_free(). */
struct coop *scene_coop(void);
/* Adds a record from "key=value;key=value"; aborts on a fault. */
void scene_record(struct coop *coop, enum record_kind kind, const char *text);
/* A fresh file in the test's temporary folder, with the co-operation saved. */
void scene_open(struct scene *scene);
void scene_close(struct scene *scene); /* removes the files too */
/* Closes and opens the file again. */
void scene_reopen(struct scene *scene);
/* A stored draft of one week from `from` in which person p (or nobody, -1)
 * holds the standby of day k: holders[k]. Returns its id. */
int64_t scene_draft(struct scene *scene, date_day from,
                    const int32_t holders[7]);
int64_t scene_publish(struct scene *scene, int64_t plan, date_day from);

#define SCENE_MONDAY 20878 /* 2027-03-01 */
#define SCENE_NOW ((instant)1800000000)

#endif
