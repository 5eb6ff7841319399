/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * deliver.h - messages leave the outbox.
 *
 * One at a time: claimed in a transaction, sent outside of any, noted in
 * another. Whoever dies in between gives the message back after LEASE_SECONDS;
 * it then leaves again under the same id, which is as good as "once" can be.
 */
#ifndef ROTA_DELIVER_H
#define ROTA_DELIVER_H

#include "rota/rota.h"

struct delivered {
    int32_t sent, delayed, failed;
};
/* Sends what is due at the desk's moment until nothing is, or `seconds` have
 * gone by. */
enum status deliver_messages(struct desk *desk, const char *settings,
                             double seconds, struct delivered *result,
                             struct error *err) MUST_USE;

#endif
