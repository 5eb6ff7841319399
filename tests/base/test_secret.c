/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_secret.c - tokens, passwords, one-time codes. */
#include <string.h>

#include "base/secret.h"
#include "tests/base/harness.h"

static void tokens_are_long_and_never_alike(void **state)
{
    char a[TOKEN_TEXT], b[TOKEN_TEXT], digest[DIGEST_HEX];
    (void)state;
    token_new(a);
    token_new(b);
    assert_int_equal(strlen(a), TOKEN_TEXT - 1);
    assert_string_not_equal(a, b);
    assert_true(token_shaped(a));
    token_digest("abc", digest); /* FIPS 180-2, appendix B.1 */
    assert_string_equal(digest, "ba7816bf8f01cfea414140de5dae2223b00361a39617"
                                "7a9cb410ff61f20015ad");
}

static void other_shapes_are_no_tokens(void **state)
{
    static const char *const ROWS[] = {
        "", "short", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        assert_false(token_shaped(ROWS[i]));
    }
}

static void a_password_fits_only_itself(void **state)
{
    char stored[PASSWORD_TEXT], again[PASSWORD_TEXT];
    (void)state;
    assert_true(password_hash("tolv tegn minst", stored));
    assert_true(password_hash("tolv tegn minst", again));
    assert_string_not_equal(stored, again); /* the salt */
    assert_int_equal(strncmp(stored, "$argon2id$", 10), 0);
    assert_true(password_fits(stored, "tolv tegn minst"));
    assert_false(password_fits(stored, "tolv tegn mins"));
    assert_false(password_fits(NULL, "tolv tegn minst"));
    assert_false(password_fits("", ""));
}

/* RFC 6238, appendix B, SHA-1, the last six of the eight digits. */
static void codes_are_those_of_the_standard(void **state)
{
    static const char KEY[] = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    static const struct {
        int64_t at;
        const char *digits;
    } ROWS[] = {
        {59, "287082"},          {1111111109, "081804"},
        {1111111111, "050471"},  {1234567890, "005924"},
        {2000000000, "279037"},  {20000000000, "353130"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        int64_t step;
        assert_true(totp_fits(KEY, ROWS[i].digits, ROWS[i].at, &step));
        assert_int_equal(step, ROWS[i].at / TOTP_STEP_SECONDS);
        assert_true(totp_fits(KEY, ROWS[i].digits, ROWS[i].at + 30, &step));
        assert_false(totp_fits(KEY, ROWS[i].digits, ROWS[i].at + 90, &step));
    }
}

static void new_keys_make_codes(void **state)
{
    char key[TOTP_KEY_TEXT], digits[7];
    int64_t step;
    (void)state;
    totp_key_new(key);
    assert_int_equal(strlen(key), TOTP_KEY_TEXT - 1);
    assert_true(totp_digits(key, 100, digits));
    assert_true(totp_fits(key, digits, 3000, &step));
    assert_false(totp_digits("no base32!", 100, digits));
    assert_false(totp_fits(key, "", 3000, &step));
    assert_false(totp_fits(key, "1234567", 3000, &step));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_are_long_and_never_alike),
        cmocka_unit_test(other_shapes_are_no_tokens),
        cmocka_unit_test(a_password_fits_only_itself),
        cmocka_unit_test(codes_are_those_of_the_standard),
        cmocka_unit_test(new_keys_make_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
