/* SPDX-License-Identifier: GPL-3.0-or-later */
/* digest.h - SHA-256, HMAC, base64 and random identifiers, by libsodium. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

enum { DIGEST_HEX = 65, RANDOM_ID_HEX = 33 };

/* Lower-case hex of SHA-256 over `length` bytes. Returns `out`. */
char *digest_sha256(const void *bytes, size_t length, char out[DIGEST_HEX]);
/* 128 random bits from the system as lower-case hex. Returns `out`. */
char *random_id(char out[RANDOM_ID_HEX]);

/* HMAC-SHA-256 (RFC 2104) over `length` bytes, as base64. Returns `out`. */
enum { HMAC_BASE64 = 45 };
char *digest_hmac(const void *key, size_t key_length, const void *bytes,
                  size_t length, char out[HMAC_BASE64]);
/* Decodes strict base64 with its padding into at most `room` bytes; false when
 * `text` is none or too long. */
bool base64_decode(const char *text, unsigned char *out, size_t room,
                   size_t *length);

#endif
