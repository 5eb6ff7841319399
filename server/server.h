/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * server.h - the service: calendar feeds, JSON API, pages, on one port.
 *
 * Listens on loopback; a reverse proxy does TLS (docs/deploy.md). Nothing is
 * written to standard output; log lines go to standard error, one JSON object
 * each, without tokens, names or addresses of people.
 */
#ifndef SERVER_SERVER_H
#define SERVER_SERVER_H

#include "base/zone.h"

struct server;

struct server_options {
    const char *database;
    const char *address;    /* "127.0.0.1" */
    int port;               /* 0: any free one */
    int threads;            /* 0: 2 */
    int request_seconds;    /* for a whole request to arrive; 0: 20 */
    const char *web_folder; /* the built pages; NULL: none */
    const char *public_url; /* "https://vakt.example.no": for links, and says
                               that a proxy on this machine hands requests on
                               (X-Forwarded-For); NULL */
    const char *program;    /* of children: this executable */
    int children;           /* runs at once; 0: 1 */
    bool quiet;             /* no log lines */
    instant ahead;          /* seconds that its clock is ahead of the system's:
                               to try another day */
};

enum status server_open(const struct server_options *options,
                        struct server **result, struct error *err) MUST_USE;
int server_port(const struct server *server);
/* Lets running requests end, stops children keeping their best (10 seconds,
 * then they are ended), closes. */
void server_close(struct server *server); /* accepts NULL */

#endif
