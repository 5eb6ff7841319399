/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_webhook.c - what a gateway is given, and how it is signed. */
#include "messages/webhook.h"
#include "tests/model/expect.h"

static void a_body_is_one_line_of_json(void **state)
{
    (void)state;
    static const struct message MESSAGE = {
        .id = "offer-3.anne.1",
        .to = "+4791234567",
        .subject = "of mail only",
        .text = "Kan du ta:\n\"Beredskap\" søndag?",
        .kind = "offer",
        .language = "nb",
        .at = 1806212400,
    };
    struct text out;
    text_init(&out, 1 << 16);
    webhook_body(&MESSAGE, &out);
    assert_string_equal(text_cstr(&out),
                        "{\"id\":\"offer-3.anne.1\",\"to\":\"+4791234567\","
                        "\"text\":\"Kan du ta:\\n\\\"Beredskap\\\" søndag?\","
                        "\"kind\":\"offer\",\"language\":\"nb\","
                        "\"written\":\"2027-03-28T05:40:00Z\"}");
    text_release(&out);
}

/* The example of the Standard Webhooks specification, its secret decoded. */
static void the_signature_is_that_of_standard_webhooks(void **state)
{
    (void)state;
    unsigned char secret[40];
    size_t length = 0;
    char out[WEBHOOK_SIGNATURE];
    assert_true(base64_decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", secret,
                              sizeof secret, &length));
    assert_string_equal(
        webhook_signature(secret, length, "msg_p5jXN8AQM9LWM0D4loKWxJek",
                          1614265330, "{\"test\": 2432232314}", out),
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(a_body_is_one_line_of_json),
        cmocka_unit_test(the_signature_is_that_of_standard_webhooks),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
