/* SPDX-License-Identifier: GPL-3.0-or-later */
/* secret.c - tokens, passwords and one-time codes. */
#include "base/secret.h"

#include <liboath/oath.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"

enum { TOKEN_BYTES = 32, TOTP_DIGITS = 6, TOTP_WINDOW = 1 };

static void start_sodium(void)
{
    int started = sodium_init();
    CHECK(started >= 0);
}

char *token_new(char out[TOKEN_TEXT])
{
    unsigned char bits[TOKEN_BYTES];
    start_sodium();
    randombytes_buf(bits, sizeof bits);
    sodium_bin2base64(out, TOKEN_TEXT, bits, sizeof bits,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bits, sizeof bits);
    return out;
}

bool token_shaped(const char *text)
{
    return strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                        "0123456789-_") == TOKEN_TEXT - 1 &&
           text[TOKEN_TEXT - 1] == '\0';
}

char *token_digest(const char *token, char out[DIGEST_HEX])
{
    return digest_sha256(token, strlen(token), out);
}

bool password_hash(const char *password, char out[PASSWORD_TEXT])
{
    _Static_assert(PASSWORD_TEXT >= crypto_pwhash_STRBYTES, "room");
    start_sodium();
    return crypto_pwhash_str_alg(out, password, strlen(password),
                                 crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                 crypto_pwhash_MEMLIMIT_INTERACTIVE,
                                 crypto_pwhash_ALG_ARGON2ID13) == 0;
}

/* Argon2id of something nobody knows, at the same cost. */
static const char *decoy(char out[PASSWORD_TEXT])
{
    char token[TOKEN_TEXT];
    return password_hash(token_new(token), out) ? out : "";
}

bool password_fits(const char *stored, const char *password)
{
    char scratch[PASSWORD_TEXT];
    start_sodium();
    if (!stored || !*stored) {
        (void)decoy(scratch);
        return false;
    }
    return crypto_pwhash_str_verify(stored, password, strlen(password)) == 0;
}

bool secret_equal(const char *a, const char *b)
{
    size_t length = strlen(a);
    start_sodium();
    return length == strlen(b) && sodium_memcmp(a, b, length) == 0;
}

char *totp_key_new(char out[TOTP_KEY_TEXT])
{
    static const char LETTERS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    start_sodium();
    /* 32 letters of 5 random bits each: 20 bytes. */
    for (int i = 0; i < TOTP_KEY_TEXT - 1; i++) {
        out[i] = LETTERS[randombytes_uniform(sizeof LETTERS - 1)];
    }
    out[TOTP_KEY_TEXT - 1] = '\0';
    return out;
}

static bool read_key(const char *key, char **bytes, size_t *length)
{
    return oath_base32_decode(key, strlen(key), bytes, length) == OATH_OK;
}

bool totp_digits(const char *key, int64_t step, char out[7])
{
    char *bytes;
    size_t length;
    if (!read_key(key, &bytes, &length)) {
        return false;
    }
    int code = oath_hotp_generate(bytes, length, (uint64_t)step, TOTP_DIGITS,
                                  false, OATH_HOTP_DYNAMIC_TRUNCATION, out);
    sodium_memzero(bytes, length);
    free(bytes);
    return code == OATH_OK;
}

bool totp_fits(const char *key, const char *digits, int64_t at, int64_t *step)
{
    int64_t now = at / TOTP_STEP_SECONDS;
    bool fits = false;
    for (int64_t s = now - TOTP_WINDOW; s <= now + TOTP_WINDOW; s++) {
        char expected[TOTP_DIGITS + 1];
        if (totp_digits(key, s, expected) && secret_equal(expected, digits)) {
            *step = s;
            fits = true;
        }
    }
    return fits;
}
