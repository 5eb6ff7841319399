/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * courier.h - carries messages by SMTP and HTTP; the one user of libcurl.
 *
 * Each try ends within the settings' seconds and the goodbye within as many
 * again, whatever the other side does. One courier keeps its connections open
 * between messages; it belongs to one thread.
 */
#ifndef MESSAGES_COURIER_H
#define MESSAGES_COURIER_H

#include "messages/message.h"
#include "messages/settings.h"

struct courier;

/* Borrows `settings` until courier_free(). */
enum status courier_new(const struct message_settings *settings,
                        struct courier **result, struct error *err) MUST_USE;
void courier_free(struct courier *courier); /* accepts NULL */

/* DELAYED with a reason, too, when the settings have no such channel. */
struct attempt courier_mail(struct courier *courier,
                            const struct message *message);
/* `now` goes into the signature. */
struct attempt courier_post(struct courier *courier,
                            const struct message *message, instant now);

#endif
