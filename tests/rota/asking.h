/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * asking.h - a co-operation in which people can be asked, and calls that say
 * what they gave in one line.
 *
 * Anne, Bo, Carl and Dora of Vega, whose swaps are approved by themselves; Eva
 * of Sømna, whose manager approves. Each weekday has an errand (08:00-15:30),
 * each night a standby (16:00-08:00). Published for two weeks from WEEK_MONDAY:
 * the errand of weekday k is held by person k (Anne on Monday), the standby of
 * that day by the next one. It is WEEK_NOW, three weeks before.
 */
#ifndef TESTS_ROTA_ASKING_H
#define TESTS_ROTA_ASKING_H

#include "rota/ask.h"
#include "tests/rota/week.h"

enum { A_ANNE, A_BO, A_CARL, A_DORA, A_EVA, ASKING_PEOPLE };

void asking_open(struct week *week);
/* The person is away on the date: what they hold is open. */
void asking_away(struct week *week, const char *person, const char *from,
                 const char *to);
/* Opens a round with everybody named (until NULL); its number, or 0 with the
 * reason in `err`. */
int64_t asking_ask(struct week *week, const char *slot, enum ask_order order,
                   const char *const *people, struct error *err);
/* "person:state person:state ..." of the round, by rank; borrowed until the
 * next call. */
const char *asking_states(struct week *week, int64_t ask);
/* The number of the person's offer in the round. */
int64_t asking_offer(struct week *week, int64_t ask, const char *person);
enum status asking_answer(struct week *week, int64_t ask, const char *person,
                          enum offer_answer answer, const char *by,
                          int64_t *plan, struct error *err);
/* How many messages there are for the person whose text has `words` (NULL:
 * any). */
int32_t asking_messages(struct week *week, const char *person,
                        const char *words);
/* Everything that waits has left. */
void asking_send(struct week *week);
/* Publishes the draft; the revision, or 0 with the reason in `err`. */
int64_t asking_publish(struct week *week, int64_t plan, struct error *err);
bool asking_published(struct week *week, int32_t staff, const char *slot);
void asking_close(struct week *week, int64_t ask);
void asking_tick(struct week *week, int64_t minutes);

#endif
