/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * weights.h - what a violation of a wish costs, by level (solver.md).
 *
 * Uncovered demand and conflict cover stand far above the rest: by the default
 * points, all that fairness, balance and wishes can plausibly cost in twelve
 * weeks of a co-operation of twenty people stays below one unit of either, and
 * no change of one person's duty, whatever the notice, costs as much as one.
 * Below them levels are ordered by weight, but weighed against each other:
 * docs/weights.md has the arithmetic. A co-operation may set its own points
 * (weights.json).
 */
#ifndef MODEL_WEIGHTS_H
#define MODEL_WEIGHTS_H

#include "model/coop.h"

enum level {
    LEVEL_UNCOVERED, /* demand below its low mark, by priority */
    LEVEL_CONFLICT,  /* standby moments without a conflict-free person */
    LEVEL_CHANGE,    /* changes against the published plan, by notice */
    LEVEL_FAIRNESS,  /* ceilings and fairness */
    LEVEL_BALANCE,   /* hours between members, contract hours */
    LEVEL_WISH,      /* wishes, travel, preferences */
    LEVEL_COUNT
};

/* X(enum, key, level, points, summary) */
#define WEIGHT_TABLE(X)                                                        \
    X(WEIGHT_UNCOVERED1, "uncovered_priority1", LEVEL_UNCOVERED, 1000000,      \
      "a missing person, priority 1")                                          \
    X(WEIGHT_UNCOVERED2, "uncovered_priority2", LEVEL_UNCOVERED, 300000,       \
      "a missing person, priority 2")                                          \
    X(WEIGHT_UNCOVERED3, "uncovered_priority3", LEVEL_UNCOVERED, 100000,       \
      "a missing person, priority 3")                                          \
    X(WEIGHT_CONFLICT, "conflict_cover", LEVEL_CONFLICT, 50000,                \
      "a standby duty with nobody free of conflict for an exclusion set")      \
    X(WEIGHT_NOT_ALONE, "not_alone", LEVEL_CONFLICT, 20000,                    \
      "somebody alone on a task they may only share")                          \
    X(WEIGHT_CHANGE, "change", LEVEL_CHANGE, 20,                               \
      "a changed person-hour, times the weight of its notice tier")            \
    X(WEIGHT_STANDBY_RUN, "standby_run", LEVEL_FAIRNESS, 60,                   \
      "a standby night beyond the longest run")                                \
    X(WEIGHT_STANDBY_WEEKEND, "standby_weekend", LEVEL_FAIRNESS, 80,           \
      "a standby weekend too soon after the last")                             \
    X(WEIGHT_WORK_RUN, "work_run", LEVEL_FAIRNESS, 40,                         \
      "a day of work beyond the longest run")                                  \
    X(WEIGHT_FAIR_STANDBY, "fair_standby", LEVEL_FAIRNESS, 6,                  \
      "a standby duty away from the fair share, convex")                       \
    X(WEIGHT_FAIR_WEEKEND, "fair_weekend", LEVEL_FAIRNESS, 20,                 \
      "a weekend away from the fair share, convex")                            \
    X(WEIGHT_FAIR_HOLIDAY, "fair_holiday", LEVEL_FAIRNESS, 30,                 \
      "a red-day duty away from the fair share, convex")                       \
    X(WEIGHT_CONTRACT_HOUR, "contract_hour", LEVEL_BALANCE, 4,                 \
      "an hour away from the contract, per four weeks")                        \
    X(WEIGHT_SHARE, "service_share", LEVEL_BALANCE, 3,                         \
      "a day away from the share of a service, per four weeks")                \
    X(WEIGHT_MEMBER_HOUR, "member_balance", LEVEL_BALANCE, 2,                  \
      "an hour out of balance between two members beyond the free band")       \
    X(WEIGHT_TARGET, "below_target", LEVEL_BALANCE, 12,                        \
      "a person missing between low and target")                               \
    X(WEIGHT_OVER_HIGH, "above_high", LEVEL_BALANCE, 12,                       \
      "a person more than high")                                               \
    X(WEIGHT_AVOID, "avoid", LEVEL_WISH, 8, "an exclusion of degree avoid")    \
    X(WEIGHT_WISH, "wish", LEVEL_WISH, 1, "a wish, times its weight 1..10")    \
    X(WEIGHT_TRAVEL_HOUR, "travel_hour", LEVEL_WISH, 2, "an hour of travel")   \
    X(WEIGHT_ATTENDANCE, "attendance", LEVEL_WISH, 2,                          \
      "somebody who belongs missing from an activity above its minimum")       \
    X(WEIGHT_FATIGUE, "fatigue", LEVEL_WISH, 5, "a day after a long night")    \
    X(WEIGHT_LANGUAGE, "language", LEVEL_WISH, 3,                              \
      "a cover window without a speaker of a wanted language")

#define WEIGHT_ENUM(name, ...) name,
enum weight_key { WEIGHT_TABLE(WEIGHT_ENUM) WEIGHT_KEYS };
#undef WEIGHT_ENUM

const char *level_name(enum level level); /* "uncovered", ... */
const char *weight_key_name(enum weight_key key);
enum level weight_level(enum weight_key key);
const char *weight_summary(enum weight_key key);
int32_t weight_key_find(const char *name); /* NONE */
int64_t weight_default(enum weight_key key);
/* The co-operation's points, or the default. */
int64_t coop_weight(const struct coop *coop, enum weight_key key);

#endif
