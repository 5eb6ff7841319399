/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rule_tools.h - what the definitions of the rules share.
 *
 * How a rule speaks of the horizon: it looks at everything, history included,
 * and reports a breach only when something that is dated in the horizon has a
 * part in it. What history alone broke is not the plan's fault.
 */
#ifndef MODEL_RULE_TOOLS_H
#define MODEL_RULE_TOOLS_H

#include "model/rule.h"

enum { HOUR_SECONDS = 3600, DAY_SECONDS = 24 * HOUR_SECONDS };

/* Copies `found` with the sentence. */
void finding_add(struct finding_vec *out, const struct finding *found,
                 const char *format, ...) PRINTF_LIKE(3, 4);

/* The grade of a breach, by what the profile lets the solver do: forbidden and
 * to be confirmed by a person are hard, a warning warns, silence is a note. */
enum finding_grade limit_grade(const struct coop *coop, enum limit_key key);
/* The profile's reference, "" when it has none. */
const char *limit_reference(const struct coop *coop, enum limit_key key);

/* Whether findings of the person are wanted. */
bool staff_asked(const struct timeline *timeline, int32_t staff);
/* Leading positions are outside most of chapter 10 (domain.md 2.1); so are, for
 * a timeline of one person, the others. */
bool staff_exempt(const struct timeline *timeline, int32_t staff);
bool in_horizon(const struct timeline *timeline, date_day date);
/* Whether something of theirs that is dated in the horizon lies in [from, to).
 * Leave does not count. */
bool horizon_has_part(const struct timeline *timeline, int32_t staff,
                      instant from, instant to);

/* Whether item `ix` begins a stretch of active work: nothing active of the same
 * person runs up to its start. */
bool begins_work(const struct timeline *timeline, int32_t ix);
/* The longest stretch within [from, to) without anything that blocks rest;
 * passive standby blocks it too when asked. Seconds. */
instant longest_free(const struct timeline *timeline, int32_t staff,
                     instant from, instant to, bool standby_blocks);

/* Civil date of an instant. */
date_day local_date(instant at);
enum { MOMENT_TEXT = 24 };
/* "2027-03-28 13:00" by the wall clock. Returns `out`. */
char *moment_format(instant at, char out[MOMENT_TEXT]);

#endif
