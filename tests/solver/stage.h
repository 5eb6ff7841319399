/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stage.h - a scene, compiled, and what a plan written as text costs in it.
 *
 *   struct stage *s = stage_new("2027-01-11", 14);
 *   scene_add(s->scene, RECORD_STAFF, "id=kari");
 *   stage_compile(s);
 *   stage_expect(s, "nobody there", "", "cover", 1000000);
 *   stage_expect(s, "kari comes", "kari office@2027-01-11", "cover", 0);
 *
 * Plans are "STAFF SLOT, STAFF SLOT"; a slot is "DUTY@DAY", DAY a date or
 * "mon".."sun" with the week's number behind it, "tue2".
 */
#ifndef TESTS_SOLVER_STAGE_H
#define TESTS_SOLVER_STAGE_H

#include "solver/compile.h"
#include "tests/model/scene.h"

struct stage {
    struct scene *scene;
    struct compile_input input;
    struct plan history, published;
    struct opening_key open[4];
    struct compiled *compiled;
    const struct problem *problem;
};

/* An empty scene, horizon from its Monday. The caller owns it. */
struct stage *stage_new(const char *monday, int32_t days);
void stage_free(struct stage *stage);
/* Ordinary people, office and standby: kari and ola, "office" mon-fri 08:00 to
 * 15:30, "phone" every night 15:30 to 08:00 at 1/7; nothing wanted of either.
 */
void stage_office(struct stage *stage);

/* Adds to the history or the publication; resolves the scene first. */
void stage_history(struct stage *stage, const char *plan);
void stage_publish(struct stage *stage, const char *plan);
void stage_open(struct stage *stage, struct opening_key key);

/* Fails the test unless it compiles. May be called again. */
void stage_compile(struct stage *stage);
/* Fails the test unless it is refused with `status` and these words. */
void stage_refused(struct stage *stage, enum status status, const char *words);

/* The roster of a plan; the caller owns it. */
struct roster *stage_roster(const struct stage *stage, const char *plan);
/* Sum of what items (rules, rows, reasons) of that name cost. */
cost stage_points(const struct stage *stage, const char *plan,
                  const char *name);
void stage_expect(const struct stage *stage, const char *why, const char *plan,
                  const char *name, cost points);
/* The name of the rule or row that is broken, "choice", or "" for none; of
 * several the first. */
const char *stage_broken(const struct stage *stage, const char *plan);
void stage_expect_broken(const struct stage *stage, const char *why,
                         const char *plan, const char *name);
/* Words of the note for the person ("" none) and rule, or NULL. */
const char *stage_note(const struct stage *stage, const char *staff,
                       const char *rule);
/* How many rules or rows have the name. */
int32_t stage_count(const struct stage *stage, const char *name);

#endif
