/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_settings.c - settings are read from private files, strictly. */
#include "messages/settings.h"
#include "tests/importers/scratch.h"

static const char FULL[] =
    "{\"mail\": {\"host\": \"smtp.example.org\", \"tls\": \"tls\",\n"
    "  \"from\": \"vakt@example.org\", \"user\": \"vakt\",\n"
    "  \"password_file\": \"mail.secret\", \"ca_file\": \"/etc/ca.pem\"},\n"
    " \"webhook\": {\"url\": \"https://sms.example.org/send\",\n"
    "  \"secret_file\": \"hook.secret\"},\n"
    " \"link\": \"https://vakt.example.org/svar/\", \"seconds\": 5}\n";

static void put_private(const struct scratch *scratch, const char *name,
                        const char *words)
{
    char path[256];
    scratch_put(scratch, name, words);
    assert_int_equal(chmod(scratch_path(scratch, name, path), 0600), 0);
}

static struct scratch folder(void)
{
    struct scratch scratch = scratch_new();
    put_private(&scratch, "mail.secret", "hemmelig nok\n");
    put_private(&scratch, "hook.secret", "0123456789abcdef\n");
    put_private(&scratch, "coded.secret",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
    put_private(&scratch, "short.secret", "abc\n");
    put_private(&scratch, "bad.secret", "whsec_%%%\n");
    put_private(&scratch, "empty.secret", "\n");
    return scratch;
}

static enum status load(const struct scratch *scratch, const char *words,
                        struct message_settings *settings, struct error *err)
{
    char path[256];
    put_private(scratch, "messages.json", words);
    return message_settings_load(scratch_path(scratch, "messages.json", path),
                                 settings, err);
}

static void everything_is_read(void **state)
{
    (void)state;
    struct scratch scratch = folder();
    struct message_settings s;
    struct error err = {0};
    assert_int_equal(load(&scratch, FULL, &s, &err), STATUS_OK);
    assert_string_equal(s.mail.host, "smtp.example.org");
    assert_int_equal(s.mail.port, 465); /* that of tls */
    assert_int_equal(s.mail.tls, MAIL_TLS);
    assert_string_equal(s.mail.from, "vakt@example.org");
    assert_string_equal(s.mail.user, "vakt");
    assert_string_equal(s.mail.password, "hemmelig nok");
    assert_string_equal(s.mail.ca_file, "/etc/ca.pem");
    assert_string_equal(s.webhook.url, "https://sms.example.org/send");
    assert_int_equal(s.webhook.secret_length, 16);
    assert_memory_equal(s.webhook.secret, "0123456789abcdef", 16);
    assert_string_equal(s.link, "https://vakt.example.org/svar/");
    assert_int_equal(s.seconds, 5);
    message_settings_release(&s);
    scratch_free(&scratch);
}

static void what_is_left_out_has_its_default(void **state)
{
    (void)state;
    struct scratch scratch = folder();
    struct message_settings s;
    struct error err = {0};
    assert_int_equal(
        load(&scratch,
             "{\"mail\": {\"host\": \"h\", \"from\": \"a@b\"}, \"webhook\": "
             "{\"url\": \"http://localhost:1/x\", \"secret_file\": "
             "\"coded.secret\"}}",
             &s, &err),
        STATUS_OK);
    assert_int_equal(s.mail.port, 587);
    assert_int_equal(s.mail.tls, MAIL_STARTTLS);
    assert_null(s.mail.user);
    assert_int_equal(s.webhook.secret_length, 24); /* decoded */
    assert_null(s.link);
    assert_int_equal(s.seconds, 30);
    message_settings_release(&s);
    assert_int_equal(load(&scratch, "{}", &s, &err), STATUS_OK);
    assert_null(s.mail.host);
    assert_null(s.webhook.url);
    message_settings_release(&s);
    scratch_free(&scratch);
}

#define MAIL(more) "{\"mail\": {\"host\": \"h\", \"from\": \"a@b\"" more "}}"
#define HOOK(url, file)                                                        \
    "{\"webhook\": {\"url\": \"" url "\", \"secret_file\": \"" file "\"}}"

static void bad_settings_are_refused_with_their_place(void **state)
{
    (void)state;
    static const struct {
        const char *words, *fault;
    } ROWS[] = {
        {"[]", "expected an object"},
        {"{\n\"smtp\": {}}", "messages.json:2: smtp: no such setting"},
        {"{\"mail\": {\"from\": \"a@b\"}}", "mail: expected \"host\""},
        {"{\"mail\": {\"host\": \"h\"}}", "mail: expected \"from\""},
        {"{\"mail\": {\"host\": \"h\", \"from\": \"vakt\"}}",
         "mail.from: expected an address, found \"vakt\""},
        {"{\"mail\": {\"host\": \"h\\r\\nX\", \"from\": \"a@b\"}}",
         "mail.host: expected letters without blanks"},
        {MAIL(", \"tls\": \"ssl\""), "mail.tls: expected \"starttls\""},
        {MAIL(", \"port\": 0"), "mail.port: expected"},
        {MAIL(", \"user\": \"u\""), "expected \"password_file\""},
        {MAIL(", \"user\": \"u\", \"password_file\": \"gone\""),
         "gone: cannot be opened"},
        {MAIL(", \"user\": \"u\", \"password_file\": \"empty.secret\""),
         "empty.secret:1: expected a secret, found nothing"},
        {MAIL(", \"tls\": \"none\", \"user\": \"u\", \"password_file\": "
              "\"mail.secret\""),
         "mail.user: expected \"starttls\" or \"tls\" with a user"},
        {HOOK("http://sms.example.org/", "hook.secret"),
         "webhook.url: expected https, or http to this machine"},
        {HOOK("http://localhost.example.org/", "hook.secret"),
         "webhook.url: expected https"},
        {HOOK("http://localhost@example.org/", "hook.secret"),
         "webhook.url: expected https"},
        {HOOK("http://localhost:x@example.org/", "hook.secret"),
         "webhook.url: expected https"},
        {HOOK("file:///etc/passwd", "hook.secret"), "webhook.url"},
        {HOOK("https://x/", "short.secret"),
         "short.secret:1: expected a secret of 16 bytes or more, found 3"},
        {HOOK("https://x/", "bad.secret"), "expected base64 behind whsec_"},
        {"{\"webhook\": {\"url\": \"https://x/\"}}",
         "webhook: expected \"secret_file\""},
        {"{\"seconds\": 61}", "seconds: expected"},
    };
    struct scratch scratch = folder();
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct message_settings s;
        struct error err = {0};
        expect_int(ROWS[i].words,
                   load(&scratch, ROWS[i].words, &s, &err) == STATUS_OK, 0);
        expect_words(ROWS[i].words, err.text, ROWS[i].fault);
        assert_null(s.mail.host);
        assert_null(s.webhook.secret);
    }
    scratch_free(&scratch);
}

static void a_file_that_others_may_read_is_refused(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"messages.json", "mail.secret",
                                        "hook.secret"};
    struct scratch scratch = folder();
    for (size_t i = 0; i < COUNT_OF(NAMES); i++) {
        struct message_settings s;
        struct error err = {0};
        char path[256], settings[256];
        put_private(&scratch, "messages.json", FULL);
        scratch_path(&scratch, NAMES[i], path);
        assert_int_equal(chmod(path, 0640), 0);
        expect_int(
            NAMES[i],
            message_settings_load(
                scratch_path(&scratch, "messages.json", settings), &s, &err),
            STATUS_FILE);
        expect_words(NAMES[i], err.text, NAMES[i]);
        expect_words(NAMES[i], err.text, "(mode 0600), found mode 0640");
        assert_int_equal(chmod(path, 0600), 0);
    }
    scratch_free(&scratch);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(everything_is_read),
        cmocka_unit_test(what_is_left_out_has_its_default),
        cmocka_unit_test(bad_settings_are_refused_with_their_place),
        cmocka_unit_test(a_file_that_others_may_read_is_refused),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
