/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * secret.h - tokens, passwords and one-time codes, by libsodium and liboath.
 *
 * A token is 256 random bits, shown once; what is stored is its SHA-256, since
 * guessing it is out of reach anyhow (feeds.md 3.3). A password is stored as
 * Argon2id says (RFC 9106), with its salt and cost in the text.
 */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"

enum {
    TOKEN_TEXT = 44,     /* 43 characters of base64url and the end */
    PASSWORD_TEXT = 128, /* crypto_pwhash_STRBYTES */
    TOTP_KEY_BYTES = 20, /* RFC 6238: as long as SHA-1 */
    TOTP_KEY_TEXT = 33,  /* base32 */
    PASSWORD_MIN = 12, PASSWORD_MAX = 256
};

/* A new token; returns `out`. */
char *token_new(char out[TOKEN_TEXT]);
/* Whether the text has a token's length and letters. */
bool token_shaped(const char *text);
/* What is stored of it. Returns `out`. */
char *token_digest(const char *token, char out[DIGEST_HEX]);

/* Takes about a tenth of a second and 64 MiB, on purpose. False when there is
 * no memory for it. */
bool password_hash(const char *password, char out[PASSWORD_TEXT]);
/* `stored` NULL or "": takes as long and gives false, so that nobody learns
 * which accounts exist. */
bool password_fits(const char *stored, const char *password);

/* Equal content in constant time for equal lengths. */
bool secret_equal(const char *a, const char *b);

/* A new key for one-time codes in base32, as authenticators take it. */
char *totp_key_new(char out[TOTP_KEY_TEXT]);
/* Whether the six digits are those of `at` (seconds since the epoch) or one
 * step of 30 seconds around it. `*step` is the step they belong to: a step not
 * above the last one used is to be refused by the caller (RFC 6238 5.2). */
bool totp_fits(const char *key, const char *digits, int64_t at,
               int64_t *step);
/* The six digits of a step, for tests and first sign-ins. */
bool totp_digits(const char *key, int64_t step, char out[7]);
enum { TOTP_STEP_SECONDS = 30 };

#endif
