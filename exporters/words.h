/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words.h - the words of documents that people read, English and Bokmål, and
 * names that files for machines use.
 */
#ifndef EXPORTERS_WORDS_H
#define EXPORTERS_WORDS_H

#include "model/slot.h"

/* X(name, English, Bokmål) */
#define WORD_TABLE(X)                                                          \
    X(WORD_ROTA, "Rota", "Vaktplan")                                           \
    X(WORD_DUTIES, "Duties", "Vakter")                                         \
    X(WORD_TALLY, "Tally", "Oversikt")                                         \
    X(WORD_HOURS, "Hours", "Timer")                                            \
    X(WORD_DRAFT, "Draft", "Utkast")                                           \
    X(WORD_REVISION, "Revision", "Revisjon")                                   \
    X(WORD_WEEK, "Week", "Uke")                                                \
    X(WORD_WEEKS, "Weeks", "Uke")                                              \
    X(WORD_DATE, "Date", "Dato")                                               \
    X(WORD_WEEKDAY, "Day", "Dag")                                              \
    X(WORD_START, "Start", "Fra")                                              \
    X(WORD_END, "End", "Til")                                                  \
    X(WORD_NAME, "Name", "Navn")                                               \
    X(WORD_EMPLOYER, "Employer", "Arbeidsgiver")                               \
    X(WORD_CODE, "Code", "Kode")                                               \
    X(WORD_DUTY, "Duty", "Vakt")                                               \
    X(WORD_ROLE, "Role", "Rolle")                                              \
    X(WORD_SERVICE, "Service", "Tjeneste")                                     \
    X(WORD_PLACE, "Place", "Sted")                                             \
    X(WORD_MONTH, "Month", "Måned")                                            \
    X(WORD_STANDBY, "Standby", "Beredskap")                                    \
    X(WORD_WEEKENDS, "Weekends", "Helger")                                     \
    X(WORD_RED_DAYS, "Sundays and holidays", "Søn- og helligdager")            \
    X(WORD_COUNTED, "Hours counted", "Timer regnet")                           \
    X(WORD_WORKED, "Worked", "Arbeidet")                                       \
    X(WORD_UNCOVERED, "Uncovered", "Udekket")                                  \
    X(WORD_NOTHING_UNCOVERED, "Nothing is uncovered.",                         \
      "Ingenting er udekket.")                                                 \
    X(WORD_OF, "of", "av")                                                     \
    X(WORD_PEOPLE, "people", "personer")                                       \
    X(WORD_DUTIES_OF_WEEK, "duties of the week", "vakter i uken")              \
    X(WORD_HOLIDAYS, "Holidays", "Helligdager")                                \
    X(WORD_LEGEND, "Legend", "Tegnforklaring")                                 \
    X(WORD_LEGEND_SATURDAY, "Saturday", "lørdag")                              \
    X(WORD_LEGEND_RED, "Sunday or holiday", "søn- eller helligdag")            \
    X(WORD_LEGEND_ABSENT, "not at work", "ikke på jobb")                       \
    X(WORD_LEGEND_PARTLY, "partly away", "delvis borte")                       \
    X(WORD_LEGEND_NOT_EMPLOYED, "not employed", "ikke ansatt")                 \
    X(WORD_LEGEND_STANDBY, "underlined: standby",                              \
      "understreket: beredskap")

#define WORD_ENUM(name, ...) name,
enum word { WORD_TABLE(WORD_ENUM) WORDS };
#undef WORD_ENUM

const char *word(enum word which, bool norwegian);

/* As files of records write them: "standby", "office". */
const char *kind_key(enum shift_kind kind);
const char *modality_key(enum modality modality);

#endif
