/* SPDX-License-Identifier: GPL-3.0-or-later */
/* webhook.c - a message as a signed JSON document. */
#include "messages/webhook.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/json_print.h"

enum { SIGNED_MAX = 1 << 16 };

void webhook_body(const struct message *message, struct text *out)
{
    char written[INSTANT_TEXT];
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "id", message->id);
    json_add_string(object, "to", message->to);
    json_add_string(object, "text", message->text);
    json_add_string(object, "kind", message->kind);
    json_add_string(object, "language", message->language);
    json_add_string(object, "written", instant_format(message->at, written));
    json_print_into(out, object, false);
    cJSON_Delete(object);
}

char *webhook_signature(const void *secret, size_t secret_length,
                        const char *id, instant at, const char *body,
                        char out[WEBHOOK_SIGNATURE])
{
    struct text text;
    char code[HMAC_BASE64];
    text_init(&text, SIGNED_MAX);
    text_printf(&text, "%s.%" PRId64 ".%s", id, at, body);
    digest_hmac(secret, secret_length, text_cstr(&text), text.length, code);
    text_release(&text);
    snprintf(out, WEBHOOK_SIGNATURE, "v1,%s", code);
    return out;
}
