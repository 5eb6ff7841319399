/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * webhook.h - a message as a signed JSON document for an SMS gateway.
 *
 * Headers as in Standard Webhooks: webhook-id is the message's id, the same at
 * each try; webhook-timestamp the second of this try; webhook-signature "v1,"
 * and the base64 of HMAC-SHA-256 over "id.timestamp.body". Idempotency-Key is
 * the id again. The receiver refuses old timestamps and forgets repeated ids.
 */
#ifndef MESSAGES_WEBHOOK_H
#define MESSAGES_WEBHOOK_H

#include "base/digest.h"
#include "base/text.h"
#include "messages/message.h"

/* {"id", "to", "text", "kind", "language", "written"}, on one line. */
void webhook_body(const struct message *message, struct text *out);

enum { WEBHOOK_SIGNATURE = 3 + HMAC_BASE64 };
char *webhook_signature(const void *secret, size_t secret_length,
                        const char *id, instant at, const char *body,
                        char out[WEBHOOK_SIGNATURE]);

#endif
