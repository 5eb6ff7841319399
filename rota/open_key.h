/* SPDX-License-Identifier: GPL-3.0-or-later */
/* open_key.h - "SLOT", "person:ID", "week:DATE": what a run may change. */
#ifndef ROTA_OPEN_KEY_H
#define ROTA_OPEN_KEY_H

#include "solver/compile.h"

/* STATUS_USAGE naming what was expected. A week's date may be any of its
 * days. */
enum status open_key_parse(const struct coop *coop, const char *text,
                           struct opening_key *key,
                           struct error *err) MUST_USE;

#endif
