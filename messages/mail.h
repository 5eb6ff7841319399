/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mail.h - a message as the bytes of a mail (RFC 5322, MIME).
 *
 * Only ASCII in lines of at most 76 columns, whatever the text, so that every
 * server takes it. The same message gives the same bytes at each try.
 */
#ifndef MESSAGES_MAIL_H
#define MESSAGES_MAIL_H

#include "base/text.h"
#include "messages/message.h"

/* Appends the whole mail. `from` is the sender's address. */
void mail_compose(const struct message *message, const char *from,
                  struct text *out);
/* RFC 2047: the words as they are when they are plain ASCII, otherwise encoded
 * in pieces of at most 75 columns on lines of their own. */
void mail_header_words(const char *words, struct text *out);
/* RFC 2045 6.7, lines ended by CRLF. */
void mail_quoted_printable(const char *words, struct text *out);

#endif
