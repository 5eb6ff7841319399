/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * agreed.h - who has said yes to the change that a publication makes for them.
 */
#ifndef ROTA_AGREED_H
#define ROTA_AGREED_H

#include "rota/rota.h"

struct agreed_vec VEC_OF(const char *); /* ids, borrowed from the records */

/* Adds those who gain or give a slot among `changes` by an offer that they have
 * accepted or a swap that is approved, and who are not in the list. */
enum status agreed_add(struct desk *desk, const struct change_vec *changes,
                       struct agreed_vec *people, struct error *err) MUST_USE;

#endif
