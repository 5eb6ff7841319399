/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libc_zone.h - Europe/Oslo as the C library and the system's tzdata see it. */
#ifndef TESTS_BASE_LIBC_ZONE_H
#define TESTS_BASE_LIBC_ZONE_H

#include "base/zone.h"

/* Wall clock seconds since 1970-01-01T00:00 local time: instant + offset. */
int64_t libc_civil_seconds(instant at);

#endif
