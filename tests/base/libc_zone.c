/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libc_zone.c - Europe/Oslo as the C library and the system's tzdata see it. */
#include "tests/base/libc_zone.h"

#include <stdlib.h>
#include <time.h>

int64_t libc_civil_seconds(instant at)
{
    struct tm local;
    time_t seconds = (time_t)at;
    setenv("TZ", ZONE_NAME, 1);
    tzset();
    CHECK(localtime_r(&seconds, &local));
    date_day date =
        date_of(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
    return (int64_t)date * 86400 + local.tm_hour * 3600 + local.tm_min * 60 +
           local.tm_sec;
}
