/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_mail.c - the bytes of a mail. */
#include "messages/mail.h"
#include "tests/model/expect.h"

enum { MAIL_BYTES = 1 << 16 };

static void a_mail_has_these_bytes(void **state)
{
    (void)state;
    static const struct message MESSAGE = {
        .id = "offer-3.anne.1",
        .to = "anne@steigen.kommune.no",
        .subject = "Ledig vakt søndag",
        .text = "Hei! Kan du ta:\nBeredskap 28.03.2027 = 08:00\n",
        .kind = "offer",
        .language = "nb",
        .at = 1806212401, /* the morning after summer time began */
    };
    struct text out;
    text_init(&out, MAIL_BYTES);
    mail_compose(&MESSAGE, "vakt@helgeland.example", &out);
    assert_string_equal(text_cstr(&out),
                        "Date: Sun, 28 Mar 2027 07:40:01 +0200\r\n"
                        "From: vakt@helgeland.example\r\n"
                        "To: anne@steigen.kommune.no\r\n"
                        "Message-ID: <offer-3.anne.1@helgeland.example>\r\n"
                        "Subject: =?utf-8?Q?Ledig_vakt_s=C3=B8ndag?=\r\n"
                        "Auto-Submitted: auto-generated\r\n"
                        "Content-Language: nb\r\n"
                        "MIME-Version: 1.0\r\n"
                        "Content-Type: text/plain; charset=utf-8\r\n"
                        "Content-Transfer-Encoding: quoted-printable\r\n"
                        "\r\n"
                        "Hei! Kan du ta:\r\n"
                        "Beredskap 28.03.2027 =3D 08:00\r\n");
    text_release(&out);
}

struct row {
    const char *words, *bytes;
};

static void check_rows(const struct row *rows, size_t n,
                       void (*write)(const char *words, struct text *out))
{
    for (size_t i = 0; i < n; i++) {
        struct text out;
        text_init(&out, MAIL_BYTES);
        write(rows[i].words, &out);
        expect_text(rows[i].words, text_cstr(&out), rows[i].bytes);
        text_release(&out);
    }
}

static void header_words_are_ascii_and_short(void **state)
{
    (void)state;
    static const struct row ROWS[] = {
        {"Swap of a duty", "Swap of a duty"},
        {"", ""},
        {"a=?b", "=?utf-8?Q?a=3D=3Fb?="},
        {"evil\r\nBcc: x", "=?utf-8?Q?evil=0D=0ABcc=3A_x?="},
        /* A character stays in one piece, a piece within 75 columns. */
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaåb",
         "=?utf-8?Q?aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
         "aaaa?=\r\n =?utf-8?Q?=C3=A5b?="},
    };
    check_rows(ROWS, COUNT_OF(ROWS), mail_header_words);
}

static void a_body_survives_any_server(void **state)
{
    (void)state;
    static const struct row ROWS[] = {
        {"", ""},
        {"no end of line", "no end of line\r\n"},
        {"blank at the end \nx\t", "blank at the end=20\r\nx=09\r\n"},
        {"\n.\n", "\r\n.\r\n"},
        {"æ", "=C3=A6\r\n"},
        {"a\rb", "a=0Db\r\n"},
        {"12345678901234567890123456789012345678901234567890"
         "12345678901234567890123456",
         "12345678901234567890123456789012345678901234567890"
         "1234567890123456789012345=\r\n6\r\n"},
        {"12345678901234567890123456789012345678901234567890"
         "12345678901234567890123å",
         "12345678901234567890123456789012345678901234567890"
         "12345678901234567890123=\r\n=C3=A5\r\n"},
    };
    check_rows(ROWS, COUNT_OF(ROWS), mail_quoted_printable);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(a_mail_has_these_bytes),
        cmocka_unit_test(header_words_are_ascii_and_short),
        cmocka_unit_test(a_body_survives_any_server),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
