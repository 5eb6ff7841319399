/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pages.h - the built pages, read once at the start: nothing else of the disk
 * can be asked for. NAME.gz beside NAME is sent to who takes it.
 *
 * Files under assets/ have their digest in the name and never change; all
 * others are asked for anew. A path that is none of the API's, the feeds' or a
 * file's gets index.html: the pages know their own paths.
 */
#ifndef SERVER_PAGES_H
#define SERVER_PAGES_H

#include "server/http.h"

struct pages;
/* STATUS_FILE when there is no such folder or no index.html in it. */
enum status pages_new(const char *folder, struct pages **result,
                      struct error *err) MUST_USE;
void pages_free(struct pages *pages); /* accepts NULL */
void pages_serve(const struct pages *pages,
                 const struct http_request *request,
                 struct http_reply *reply);

#endif
