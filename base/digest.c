/* SPDX-License-Identifier: GPL-3.0-or-later */
/* digest.c - SHA-256, HMAC, base64 and random identifiers, by libsodium. */
#include "base/digest.h"

#include <sodium.h>

#include <string.h>

#include "base/status.h"

/* Cheap after the first time, and safe from several threads. */
static void start_sodium(void)
{
    int started = sodium_init();
    CHECK(started >= 0);
}

char *digest_sha256(const void *bytes, size_t length, char out[DIGEST_HEX])
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    start_sodium();
    crypto_hash_sha256(digest, bytes, length);
    return sodium_bin2hex(out, DIGEST_HEX, digest, sizeof digest);
}

char *random_id(char out[RANDOM_ID_HEX])
{
    unsigned char bits[16];
    start_sodium();
    randombytes_buf(bits, sizeof bits);
    return sodium_bin2hex(out, RANDOM_ID_HEX, bits, sizeof bits);
}

char *digest_hmac(const void *key, size_t key_length, const void *bytes,
                  size_t length, char out[HMAC_BASE64])
{
    unsigned char code[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_state state;
    start_sodium();
    crypto_auth_hmacsha256_init(&state, key, key_length);
    crypto_auth_hmacsha256_update(&state, bytes, length);
    crypto_auth_hmacsha256_final(&state, code);
    return sodium_bin2base64(out, HMAC_BASE64, code, sizeof code,
                             sodium_base64_VARIANT_ORIGINAL);
}

bool base64_decode(const char *text, unsigned char *out, size_t room,
                   size_t *length)
{
    start_sodium();
    return sodium_base642bin(out, room, text, strlen(text), NULL, length, NULL,
                             sodium_base64_VARIANT_ORIGINAL) == 0;
}
