/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ladder.h - the decision ladder of a re-plan (domain.md 2.9): in which order
 * a duty that has come open is filled, by cost to people and legal weight.
 *
 * One table for everybody who speaks of a step: the ranking, the route that a
 * publication is given, the words on the screen.
 */
#ifndef ROTA_LADDER_H
#define ROTA_LADDER_H

#include <stdbool.h>
#include <stdint.h>

/* Who must say yes. */
enum consent {
    CONSENT_MANAGER, /* the manager decides */
    CONSENT_INFORM,  /* nobody: they are told */
    CONSENT_NONE,    /* planned beforehand */
    CONSENT_ACCEPT,  /* whoever takes it, and whoever takes over from them */
    CONSENT_ORDER    /* the manager orders, and it is written down */
};

/* X(enum, key, consent, cost_class, action_en, action_nb, conditions). The key
 * is the route of a publication; the cost class is what it costs beyond the
 * plan, in the ladder's own words. */
#define LADDER_TABLE(X)                                                        \
    X(STEP_LOWER_COVER, "lower-cover", CONSENT_MANAGER, "0",                   \
      "accept lower cover, or phone or video instead",                         \
      "godta lavere dekning, eller telefon eller video i stedet",              \
      "cover stays at the minimum, or the activity may be called off")         \
    X(STEP_SAME_DAY, "same-day", CONSENT_INFORM, "0",                          \
      "somebody at work that day takes it",                                    \
      "en som er på jobb den dagen tar den",                                   \
      "competence, exclusions, hours of the day, travel; their own duty stays "\
      "at its minimum")                                                        \
    X(STEP_BACKUP, "backup", CONSENT_NONE, "standby",                          \
      "the designated backup steps up", "bakvakten rykker opp",                \
      "competence, response; the next start is reckoned anew")                 \
    X(STEP_ORDINARY, "ordinary-hours", CONSENT_ACCEPT, "0",                    \
      "within ordinary hours, by agreement or a swap",                         \
      "innenfor ordinær tid, etter avtale eller ved bytte",                    \
      "hours that the contract still owes; the rest of both")                  \
    X(STEP_EXTRA, "extra-hours", CONSENT_ACCEPT, "1.0",                        \
      "extra hours of a part-timer", "merarbeid for deltidsansatt",            \
      "part-timers come first; up to the full-time week")                      \
    X(STEP_MOVED, "moved-hours", CONSENT_ACCEPT, "+50 %",                      \
      "moved hours", "forskjøvet arbeidstid",                                  \
      "a local agreement; told a day before, at noon at the latest")           \
    X(STEP_OVERTIME, "overtime", CONSENT_ACCEPT, "+50/100/133 %",              \
      "voluntary overtime", "frivillig overtid",                               \
      "limits of overtime, daily and weekly rest, has said yes to be asked")   \
    X(STEP_ORDERED, "ordered-overtime", CONSENT_ORDER, "+50/100/133 %",        \
      "ordered overtime", "pålagt overtid",                                    \
      "an unforeseen, passing need; limits of overtime, rest, exemptions")     \
    X(STEP_LOAN, "loan", CONSENT_ACCEPT, "+ travel",                           \
      "a colleague from another municipality",                                 \
      "en kollega fra en annen kommune",                                       \
      "open to other employers, competence, travel, exclusions, settlement")   \
    X(STEP_ESCALATE, "escalate", CONSENT_MANAGER, "-",                         \
      "outside cover, or recorded as uncovered",                               \
      "ekstern dekning, eller ført som udekket",                               \
      "windows of the hospital or the emergency service")

#define LADDER_ENUM(name, ...) name,
enum ladder_step { LADDER_TABLE(LADDER_ENUM) LADDER_STEPS };
#undef LADDER_ENUM

struct ladder_rung {
    const char *key;
    enum consent consent;
    const char *cost_class;
    const char *action, *action_nb;
    const char *conditions;
};
extern const struct ladder_rung LADDER[LADDER_STEPS];

const char *consent_name(enum consent consent); /* "accept", ... */
/* "has to say yes", ...: for people. */
const char *consent_words(enum consent consent, bool norwegian);
/* LADDER_STEPS when there is no such route. */
enum ladder_step ladder_find(const char *key);

#endif
