/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rungs.h - a small co-operation for each step of the decision ladder
 * (domain.md 2.9), and what must never be proposed.
 */
#ifndef TESTS_ROTA_RUNGS_H
#define TESTS_ROTA_RUNGS_H

#include "tests/rota/island.h"

#define BO(fields) "{\"id\": \"bo\", \"name\": \"Bo\", \"member\": \"town\"" fields "}"
#define CARL(fields)                                                           \
    "{\"id\": \"carl\", \"name\": \"Carl\", \"member\": \"town\"" fields "}"
#define ISLE_DORA(fields)                                                      \
    "{\"id\": \"dora\", \"name\": \"Dora\", \"member\": \"isle\"" fields "}"
#define HALF ", \"position_pct\": 50"
#define MOST ", \"position_pct\": 80"
#define ASKED ", \"extra_hours\": true"
#define NO_OVERTIME                                                            \
    ", \"limits\": [{\"kind\": \"no-overtime\", \"from\": \"2027-01-01\"}]"
#define AGREED                                                                 \
    ", \"agreements\": [{\"id\": \"a\", \"limit\": \"moved_hours\", "          \
    "\"value\": \"yes\", \"basis\": \"union_local\", \"reference\": \"x\", "   \
    "\"entered_by\": \"y\", \"from\": \"2027-01-01\", "                       \
    "\"to\": \"2027-12-31\"}]"
#define AWAY(kind, fields)                                                     \
    ", \"absences\": [{\"id\": \"w\", \"staff\": \"bo\", \"kind\": \"" kind    \
    "\", \"from\": \"2027-03-01\", \"approved\": true, " fields "}]"

#define TUESDAY_MORNING "2027-03-02T06:30"
#define ANNE_SICK "sick anne from=2027-03-02 to=2027-03-02"
#define ANNE_GONE "resignation anne last=2027-03-01"

/* Anne's errand on Tuesday comes open in each row, unless it names another
 * slot. `staff` and `more` are the row's own records. */
struct rung_row {
    const char *name, *staff, *more;
    struct held held[8]; /* beside Anne's errand; 1: Bo or Dora, 2: Carl */
    const char *event, *now, *slot;
    const char *expected; /* "id:step ... - who can't" */
};
extern const struct rung_row RUNG_ROWS[];
extern const int32_t N_RUNG_ROWS;

/* Opens the file with the row's records, published and after its event. */
void rung_open(struct week *week, const struct rung_row *row);
/* The row whose name begins so. */
const struct rung_row *rung_named(const char *name);

#endif
