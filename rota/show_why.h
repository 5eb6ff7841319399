/* SPDX-License-Identifier: GPL-3.0-or-later */
/* show_why.h - why a slot of a plan is uncovered, in one sentence. */
#ifndef ROTA_SHOW_WHY_H
#define ROTA_SHOW_WHY_H

#include "rota/rota.h"

/* Adds "why" to each of object's "uncovered" that is a demand's: how many may
 * not take it, are on other duty then, are free. Numbers only, of everybody, so
 * that nobody's reason is in them (domain.md D5); to who plans. */
void show_add_why(const struct desk *desk, const struct plan *plan,
                  cJSON *object);

#endif
