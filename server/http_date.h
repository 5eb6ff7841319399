/* SPDX-License-Identifier: GPL-3.0-or-later */
/* http_date.h - dates and validators of HTTP (RFC 9110 5.6.7, 8.8, 13.1). */
#ifndef SERVER_HTTP_DATE_H
#define SERVER_HTTP_DATE_H

#include "base/zone.h"

enum { HTTP_DATE_TEXT = 48 };
/* "Sun, 06 Nov 1994 08:49:37 GMT". Returns `out`. */
char *http_date_format(instant at, char out[HTTP_DATE_TEXT]);
/* The three forms that RFC 9110 asks for; false for anything else. */
bool http_date_parse(const char *text, instant *result);

/* Whether a list of entity tags ("*", weak ones too) names `etag`, by weak
 * comparison. */
bool http_tags_match(const char *list, const char *etag);
/* Whether 304 is the answer: If-None-Match decides alone when it is there
 * (RFC 9110 13.2.2). Either may be NULL. */
bool http_unchanged(const char *if_none_match, const char *if_modified_since,
                    const char *etag, instant changed);

#endif
