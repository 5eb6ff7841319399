/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * faces.h - what a feed event shows beside its times. Only for store/.
 *
 * Title, role, place, service and municipality are the records', not the
 * publication's: an event whose records are renamed reads differently and must
 * therefore get the next SEQUENCE (feeds.md, "What we do" 4).
 */
#ifndef STORE_FACES_H
#define STORE_FACES_H

#include "store/sql.h"

/* Moves SEQUENCE and `changed` of the events that show something else than when
 * this was last called; new events only get their face. Part of saving records
 * and of publishing, inside their transaction. */
enum status faces_refresh(struct store *store, const struct coop *coop,
                          instant at, struct error *err) MUST_USE;

/* Likewise of the slots whose holders have another name than in the stored
 * records, which are about to be replaced: rosters list names. */
enum status faces_rename(struct store *store, const struct coop *coop,
                         instant at, struct error *err) MUST_USE;

#endif
