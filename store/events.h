/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * events.h - what publication does to feed events (feeds.md, "What we do" 3, 4).
 * Only for store/.
 *
 * A person's event belongs to one assignment: it keeps its UID while the same
 * person holds the slot, also when the times move; somebody who gets a slot
 * back after losing it gets a new one. A slot's event keeps its UID for ever.
 * SEQUENCE grows by one and `changed` strictly with each published change.
 */
#ifndef STORE_EVENTS_H
#define STORE_EVENTS_H

#include "store/sql.h"

struct event_move {
    struct store *store;
    const struct coop *coop;
    const struct plan *before, *after;
    const struct change_vec *changes;
    instant at;
};
enum status events_move(const struct event_move *move,
                        struct error *err) MUST_USE;

#endif
