/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * daily.h - what the server does by itself: once when it starts and then on
 * each new day, what is too old goes (rota/tidy.h). On a thread of its own.
 */
#ifndef SERVER_DAILY_H
#define SERVER_DAILY_H

#include "base/status.h"

struct server;
struct daily;
/* NULL when there is no thread to be had. */
struct daily *daily_new(struct server *server);
/* Waits for what runs. */
void daily_free(struct daily *daily); /* accepts NULL */

#endif
