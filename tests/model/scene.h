/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scene.h - small co-operations and rotas written down as text, for tests.
 *
 * A scene has the statutory limits (domain.md 2.2, 8.4) as its profile, one
 * member "vega" with the place "office", and whatever a test adds:
 *
 *   scene_add(s, RECORD_STAFF, "id=kari position_pct=50");
 *   scene_work(s, "kari", "work mon 08:00 mon 15:30, standby fri 15:30 mon 8");
 *   scene_give(s, "ola", "board@2027-01-11");
 *   struct timeline *t = scene_timeline(s, from, days);
 *
 * Records are read by the tables of model/record.h; a name, member or base that
 * is left out is filled in. Faults of the scene itself fail the test.
 */
#ifndef TESTS_MODEL_SCENE_H
#define TESTS_MODEL_SCENE_H

#include "model/record.h"
#include "model/rule.h"
#include "tests/model/expect.h"

struct scene;

/* Weekday words of scene_work() count from this Monday. The caller owns it. */
struct scene *scene_new(const char *monday);
void scene_free(struct scene *scene);
struct coop *scene_coop(struct scene *scene);

/* "key=value key=value"; no value holds a space. */
void scene_add(struct scene *scene, enum record_kind kind, const char *fields);
/* A limit of the profile, as a profile file writes it. */
void scene_limit(struct scene *scene, enum limit_key key, const char *value);
/* What the profile says about who may break the limit; FORBID unless said. */
void scene_severity(struct scene *scene, enum limit_key key,
                    enum severity severity);
/* "limit=value basis": "rest_daily=8 union_local". `staff` NULL: everybody. */
void scene_agree(struct scene *scene, const char *staff, const char *words);

/* What somebody does, items joined by ", ": "KIND DAY CLOCK DAY CLOCK". KIND is
 * a shift kind, or "overtime" (extra work), "strain" (strained work),
 * "callout". DAY is an ISO date, or "mon".."sun" with the week's number behind
 * it, "tue3". Standby longer than a duty may be is cut at 08:00. An item may
 * end in "break N". Makes the shift types and demands that it needs. */
void scene_work(struct scene *scene, const char *staff, const char *items);
/* Gives a slot of a demand or activity of the scene. */
void scene_give(struct scene *scene, const char *staff, const char *slot);
/* Forgets what everybody does, keeps the records. */
void scene_clear(struct scene *scene);

/* Resolves the records and builds the timeline of [from, from + days): what is
 * dated outside is history. Valid until the next call or scene_free(). */
struct timeline *scene_timeline(struct scene *scene, date_day from,
                                int32_t days);
/* Likewise from the scene's Monday. */
struct timeline *scene_weeks(struct scene *scene, int32_t weeks);
void scene_resolve(struct scene *scene);
date_day scene_monday(const struct scene *scene);
date_day scene_day(const char *iso);
int32_t scene_staff(const struct scene *scene, const char *id);
duty_ix scene_duty(const struct scene *scene, const char *id);

/* What one rule finds in a timeline; borrowed until the next call. */
const struct finding_vec *scene_check(struct scene *scene, enum rule_kind rule,
                                      const struct timeline *timeline);
/* How many of them have the grade. */
int32_t scene_count(struct scene *scene, enum rule_kind rule,
                    enum finding_grade grade, const struct timeline *timeline);

units scene_hours(int32_t hours, int32_t minutes);

/* One person, "kari", and how many findings of a rule there must be. */
struct scene_row {
    const char *why, *work;
    int32_t count;
    const char *staff;     /* more fields of hers */
    const char *agreement; /* words of scene_agree() */
    const char *monday;    /* NULL: 2027-01-11 */
    int32_t first, weeks;  /* the horizon's first week and length; 0: 1 */
};
/* ROW(why, work, count) or ROW(why, work, count, .staff = "...", ...) */
#define ROW(why_, work_, ...) {.why = why_, .work = work_, .count = __VA_ARGS__}
struct scene *scene_of(const struct scene_row *row);
struct timeline *scene_horizon(struct scene *scene,
                               const struct scene_row *row);
/* Every row: findings of `rule` with `grade` are as many as it says. */
void scene_rows(enum rule_kind rule, enum finding_grade grade,
                const struct scene_row *rows, size_t n);

#endif
