/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ics_fold.h - the lines of a calendar, folded anew (RFC 5545 3.1).
 *
 * libical breaks a line at its last space or colon, which leaves odd lines, and
 * between the two characters of an escape, which some readers do not survive.
 */
#ifndef EXPORTERS_ICS_FOLD_H
#define EXPORTERS_ICS_FOLD_H

#include "base/text.h"

enum { ICS_LINE_OCTETS = 75 };

/* Appends the valid UTF-8 text `calendar` with lines of at most ICS_LINE_OCTETS
 * octets without the CRLF, never inside a character or an escape. */
void ics_fold(const char *calendar, struct text *out);

#endif
