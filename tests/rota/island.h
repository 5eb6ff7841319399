/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * island.h - an island and a town with a ferry between, a plan published in
 * their file, and what may happen to it.
 *
 * Anne and Bjørn live on the island (vega), Carl, Dina and Eva in the town
 * (bronnoy). Duties: "office" in the town and "visits" on the island Monday to
 * Friday, "night" standby Monday to Thursday, the weekend's standby "fri",
 * "sat", "sun" as one block, a seminar of its own on Wednesday evenings. One
 * case, K7-M3Q9; standby is conflict cover.
 */
#ifndef TESTS_ROTA_ISLAND_H
#define TESTS_ROTA_ISLAND_H

#include "rota/event.h"
#include "tests/rota/week.h"

enum { CARL_OF_TOWN = 2, DINA, EVA, ISLANDERS };
/* The weeks of a plan that breaks no rule, from WEEK_MONDAY; each weekend
 * somebody else's: Anne has the second's. */
enum { ISLAND_WEEKS = 3 };

/* Opens the file with the records of the island; the desk is a manager's. */
void island_open(struct week *week);
/* Publishes the plan by rota_publish(), three weeks ahead. */
void island_publish(struct week *week);
/* The plan itself. Release it. */
void island_plan(const struct coop *coop, struct plan *plan);

/* Sets the desk's moment, "2027-03-01T07:10", and loads the records again. */
void island_at(struct week *week, const char *moment);
/* Files an event from words as on a command line: "sick anne from=2027-03-01".
 * The result, or NULL with the sentence in `said`. */
cJSON *island_file(struct week *week, const char *words, struct error *said);
/* The same, but it must succeed. */
cJSON *island_must_file(struct week *week, const char *words);
/* A field of a result; NULL when missing. */
cJSON *island_get(const cJSON *object, const char *key);
/* The keys and holders of a list of opened slots, "visits@2027-03-01 anne, ...",
 * without "2027-". */
char *island_slots(const cJSON *list, char *out, size_t room);

#endif
