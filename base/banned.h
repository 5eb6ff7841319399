/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * banned.h - functions of the C library that do not compile here.
 *
 * Included in front of every source by the build (-include). The system's
 * headers come first, because they may name what is banned afterwards.
 *
 *   strcpy, strcat, sprintf, ...    write past the end: text.h, snprintf
 *   strtok, localtime, asctime, ... keep a hidden global state
 *   localtime_r, mktime, ...        depend on the machine's zone: zone.h
 *   atoi, atof, sscanf, ...         cannot report a fault: strtol and checks
 *   rand, drand48, ...              differ between machines: base/random.h
 *
 * (strncpy is missing: libxlsxwriter's headers use it.)
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#undef sprintf /* a macro where clang fortifies */
#undef vsprintf
#pragma GCC poison strcpy stpcpy strcat strncat sprintf vsprintf gets
#pragma GCC poison strtok strtok_r
#pragma GCC poison localtime gmtime ctime ctime_r asctime asctime_r mktime
#ifndef SAMVAKT_LIBC_ZONE /* the one test that compares zone.h with libc */
#pragma GCC poison localtime_r
#endif
#pragma GCC poison atoi atol atoll atof sscanf fscanf scanf
#pragma GCC poison rand srand rand_r drand48 lrand48 mrand48
#pragma GCC poison tmpnam mktemp

#endif
