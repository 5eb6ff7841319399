/* SPDX-License-Identifier: GPL-3.0-or-later */
/* digest.c - SHA-256 and random identifiers, by libsodium. */
#include "base/digest.h"

#include <sodium.h>

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
