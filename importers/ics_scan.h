/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ics_scan.h - refuses calendars that no library should be shown.
 *
 * One pass in linear time, before libical sees a byte (feeds.md 2.6): UTF-8,
 * no control characters, bounded lines, nesting, components, properties and
 * parameters, values of dates that are digits, zone names that are no paths,
 * rules that end. LF line ends are accepted.
 */
#ifndef IMPORTERS_ICS_SCAN_H
#define IMPORTERS_ICS_SCAN_H

#include <stddef.h>

#include "base/status.h"

enum {
    ICS_BYTES_MAX = 4 * 1024 * 1024,
    ICS_LINE_MAX = 16 * 1024,
    ICS_CONTENT_MAX = 64 * 1024, /* an unfolded line */
    ICS_DEPTH_MAX = 6,
    ICS_COMPONENTS_MAX = 20000,
    ICS_PROPERTIES_MAX = 2000, /* of one component */
    ICS_PARAMETERS_MAX = 32,   /* of one property */
    ICS_VALUES_MAX = 500       /* EXDATE and RDATE values of one component */
};

/* STATUS_INPUT with the line. `bytes` need not end in NUL. */
enum status ics_scan(const char *bytes, size_t length,
                     struct error *err) MUST_USE;

#endif
