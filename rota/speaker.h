/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * speaker.h - in whose name something is done, and for whom that may speak.
 *
 * "manager" is whoever is in charge of the whole co-operation, "manager:ID" a
 * member's own manager, else it is the id of a person who speaks for themself.
 * A neighbour's manager may ask anybody and offer their own people; they never
 * decide for other members' people (domain.md D7).
 */
#ifndef ROTA_SPEAKER_H
#define ROTA_SPEAKER_H

#include "model/coop.h"

enum speaker_kind { SPEAKER_IN_CHARGE, SPEAKER_MANAGER, SPEAKER_PERSON };

struct speaker {
    enum speaker_kind kind;
    int32_t member; /* of SPEAKER_MANAGER */
    int32_t staff;  /* of SPEAKER_PERSON */
    char name[80];  /* as written, for the log */
};

/* NULL is "manager". STATUS_USAGE naming what was expected. */
enum status speaker_parse(const struct coop *coop, const char *by,
                          struct speaker *speaker, struct error *err) MUST_USE;
bool speaker_for(const struct coop *coop, const struct speaker *speaker,
                 int32_t staff);
/* STATUS_CONFLICT when the speaker does not speak for the person; `doing` is
 * what was wanted: "answer for". */
enum status speaker_check(const struct coop *coop,
                          const struct speaker *speaker, int32_t staff,
                          const char *doing, struct error *err) MUST_USE;
/* Likewise for what only managers do, of any member. */
enum status speaker_check_manager(const struct speaker *speaker,
                                  const char *doing,
                                  struct error *err) MUST_USE;

#endif
