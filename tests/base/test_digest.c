/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_digest.c - SHA-256 by the vectors of FIPS 180-4; random identifiers. */
#include "tests/base/harness.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"

static void sha256_gives_the_published_values(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *digest;
    } ROWS[] = {
        {"",
         "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc",
         "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };
    char hex[DIGEST_HEX];
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        digest_sha256(ROWS[i].bytes, strlen(ROWS[i].bytes), hex);
        expect_text(ROWS[i].bytes, hex, ROWS[i].digest);
    }
    size_t million = 1000000;
    char *letters = xmalloc(million);
    memset(letters, 'a', million);
    assert_string_equal(
        digest_sha256(letters, million, hex),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(letters);
}

static void identifiers_are_hex_and_differ(void **state)
{
    (void)state;
    char ids[50][RANDOM_ID_HEX];
    for (size_t i = 0; i < COUNT_OF(ids); i++) {
        assert_ptr_equal(random_id(ids[i]), ids[i]);
        assert_int_equal(strlen(ids[i]), 32);
        assert_int_equal(strspn(ids[i], "0123456789abcdef"), 32);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(ids[i], ids[j]);
        }
    }
}

/* RFC 4231, cases 1, 2 and 6; as base64. */
static void hmac_gives_the_published_values(void **state)
{
    (void)state;
    static const struct {
        const char *why;
        char byte; /* the key is `length` of it, or "Jefe" */
        size_t length;
        const char *bytes, *code;
    } ROWS[] = {
        {"a short key", 0x0b, 20, "Hi There",
         "sDRMYdjbOFNcqK/OrwvxK4gdwgDJgz2nJuk3bC4yz/c="},
        {"shorter than the code", 0, 4, "what do ya want for nothing?",
         "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="},
        {"longer than a block", (char)0xaa, 131,
         "Test Using Larger Than Block-Size Key - Hash Key First",
         "YOQxWR7gtn8Niiaqy/W3f44LxiE3KMUUBUYEDw7jf1Q="},
    };
    char key[131], out[HMAC_BASE64];
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        memset(key, ROWS[i].byte, sizeof key);
        if (!ROWS[i].byte) {
            memcpy(key, "Jefe", 4);
        }
        digest_hmac(key, ROWS[i].length, ROWS[i].bytes, strlen(ROWS[i].bytes),
                    out);
        expect_text(ROWS[i].why, out, ROWS[i].code);
    }
}

static void base64_is_read_strictly(void **state)
{
    (void)state;
    static const struct {
        const char *text, *bytes; /* NULL: refused */
    } ROWS[] = {
        {"", ""},         {"Zg==", "f"},    {"Zm9vYmFy", "foobar"},
        {"Zg", NULL},     {"Zg=", NULL},    {"Zm9 v", NULL},
        {"Zm9v!", NULL},  {"_-8=", NULL},   {"Zm9vYmFyYg==", NULL},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        unsigned char out[6];
        size_t length = 0;
        bool read = base64_decode(ROWS[i].text, out, sizeof out, &length);
        expect_int(ROWS[i].text, read, ROWS[i].bytes != NULL);
        if (read) {
            expect_int(ROWS[i].text, (int64_t)length,
                       (int64_t)strlen(ROWS[i].bytes));
            assert_memory_equal(out, ROWS[i].bytes, length);
        }
    }
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(sha256_gives_the_published_values),
        cmocka_unit_test(hmac_gives_the_published_values),
        cmocka_unit_test(base64_is_read_strictly),
        cmocka_unit_test(identifiers_are_hex_and_differ),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
