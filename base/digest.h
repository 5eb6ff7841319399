/* SPDX-License-Identifier: GPL-3.0-or-later */
/* digest.h - SHA-256 and random identifiers, by libsodium. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>

enum { DIGEST_HEX = 65, RANDOM_ID_HEX = 33 };

/* Lower-case hex of SHA-256 over `length` bytes. Returns `out`. */
char *digest_sha256(const void *bytes, size_t length, char out[DIGEST_HEX]);
/* 128 random bits from the system as lower-case hex. Returns `out`. */
char *random_id(char out[RANDOM_ID_HEX]);

#endif
