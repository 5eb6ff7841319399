/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wide.h - loops that are compiled once more for wider registers.
 *
 * WIDE before a function makes it twice; which one runs is chosen when the
 * program starts. Sanitizers run before that choice can be made.
 */
#ifndef BASE_WIDE_H
#define BASE_WIDE_H

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&         \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

#endif
