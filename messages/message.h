/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * message.h - one message to one person, and what became of a try to send it.
 *
 * Whoever sends decides what is said; this folder only carries it. A message
 * may leave more than once (a connection that breaks after the last byte tells
 * nobody whether it arrived), always under the same id, by which the receiver
 * recognises a repetition.
 */
#ifndef MESSAGES_MESSAGE_H
#define MESSAGES_MESSAGE_H

#include "base/zone.h"

struct message {
    const char *id;       /* letters, digits, "-", "." and "_" only */
    const char *to;       /* an address, or a telephone number */
    const char *subject;  /* of mail */
    const char *text;     /* UTF-8, lines end with "\n" */
    const char *kind;     /* code, for a gateway's own priorities */
    const char *language; /* "nb", "en" */
    instant at;           /* when it was written */
};

enum delivery {
    DELIVERED,
    DELAYED, /* nobody took it, or nobody said so: worth another try */
    REFUSED  /* taken by nobody, ever: the address or the message is wrong */
};

/* One try. `words` say what went wrong, in English, without the address. */
struct attempt {
    enum delivery delivery;
    char words[160];
};

#endif
