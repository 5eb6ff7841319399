/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_text.c - the buffer, its maximum, HTML and CSV escapes, UTF-8. */
#include "tests/base/harness.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static void pieces_are_joined_in_order(void **state)
{
    (void)state;
    struct text text;
    text_init(&text, 1000000);
    assert_string_equal(text_cstr(&text), "");
    text_str(&text, "uke ");
    text_printf(&text, "%d/%s", 13, "2027");
    text_char(&text, ':');
    text_bytes(&text, "abcdef", 3);
    text_bytes(&text, NULL, 0);
    text_printf(&text, "%s", "");
    assert_string_equal(text_cstr(&text), "uke 13/2027:abc");
    assert_int_equal(text.length, 15);
    for (int i = 0; i < 100000; i++) {
        text_str(&text, "0123456");
    }
    assert_int_equal(text.length, 700015);
    assert_int_equal(strlen(text_cstr(&text)), 700015);
    assert_false(text.overflow);
    text_clear(&text);
    assert_string_equal(text_cstr(&text), "");
    text_release(&text);
    assert_string_equal(text_cstr(&text), "");
}

static void bytes_may_be_zero(void **state)
{
    (void)state;
    struct text text;
    text_init(&text, 10);
    text_bytes(&text, "a\0b", 3);
    assert_int_equal(text.length, 3);
    assert_memory_equal(text.bytes, "a\0b", 4);
    text_release(&text);
}

static void taking_hands_the_bytes_over(void **state)
{
    (void)state;
    struct text text;
    text_init(&text, 100);
    char *nothing = text_take(&text);
    assert_string_equal(nothing, "");
    free(nothing);
    text_str(&text, "Vega");
    char *bytes = text_take(&text);
    assert_string_equal(bytes, "Vega");
    assert_string_equal(text_cstr(&text), "");
    text_str(&text, "again");
    assert_string_equal(text_cstr(&text), "again");
    assert_string_equal(bytes, "Vega");
    free(bytes);
    text_release(&text);
}

static void past_the_maximum_nothing_is_added(void **state)
{
    (void)state;
    struct text text;
    text_init(&text, 5);
    text_str(&text, "12345");
    assert_false(text.overflow);
    text_char(&text, '6');
    assert_true(text.overflow);
    assert_string_equal(text_cstr(&text), "12345");
    text_clear(&text);
    assert_false(text.overflow);
    text_str(&text, "1234");
    text_printf(&text, "%s", "56");
    assert_true(text.overflow);
    text_char(&text, '5');
    assert_string_equal(text_cstr(&text), "1234"); /* no text with a hole */
    text_release(&text);
    text_init(&text, 0);
    text_char(&text, 'x');
    assert_true(text.overflow);
    assert_string_equal(text_cstr(&text), "");
    text_release(&text);
}

static void html_is_escaped(void **state)
{
    (void)state;
    static const struct {
        const char *words, *html;
    } ROWS[] = {
        {"Bø & Løe", "Bø &amp; Løe"},
        {"<script>alert('x')</script>",
         "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"},
        {"\"a\"", "&quot;a&quot;"},
        {"&amp;", "&amp;amp;"},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct text text;
        text_init(&text, 1000);
        text_html(&text, ROWS[i].words);
        expect_text(ROWS[i].words, text_cstr(&text), ROWS[i].html);
        text_release(&text);
    }
}

static void csv_fields_are_quoted_and_never_formulas(void **state)
{
    (void)state;
    static const struct {
        const char *words, *field;
    } ROWS[] = {
        {"Sømna", "Sømna"},
        {"", ""},
        {"a b", "a b"},
        {"a,b", "\"a,b\""},
        {"a;b", "\"a;b\""},
        {"say \"hi\"", "\"say \"\"hi\"\"\""},
        {"two\nlines", "\"two\nlines\""},
        {"two\r\nlines", "\"two\r\nlines\""},
        {" leading", "\" leading\""},
        {"trailing ", "\"trailing \""},
        {"=1+1", "\"'=1+1\""},
        {"=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\""},
        {"+47 900 00 000", "\"'+47 900 00 000\""},
        {"-cmd|' /C calc'!A0", "\"'-cmd|' /C calc'!A0\""},
        {"@SUM(A1)", "\"'@SUM(A1)\""},
        {"\t=1", "\"'\t=1\""},
        {"\r=1", "\"'\r=1\""},
        {"-", "\"'-\""},
        {"-.", "\"'-.\""},
        {"-5.", "\"'-5.\""},
        {"-1-1", "\"'-1-1\""},
        {"-12.5", "-12.5"},
        {"-12", "-12"},
        {"+3", "+3"},
        {"-12,5", "\"-12,5\""},
        {"3=4", "3=4"},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct text text;
        text_init(&text, 1000);
        text_csv(&text, ROWS[i].words);
        expect_text(ROWS[i].words, text_cstr(&text), ROWS[i].field);
        text_release(&text);
    }
}

static void utf8_faults_are_found_where_they_are(void **state)
{
    (void)state;
    static const struct {
        const char *why, *bytes;
        int fault; /* -1: valid */
    } ROWS[] = {
        {"nothing", "", -1},
        {"Norwegian and Sami", "Hábmer æøå ŋ đ", -1},
        {"three and four bytes", "\xe2\x82\xac\xf0\x9f\x98\x80", -1},
        {"first and last of two bytes", "\xc2\x80\xdf\xbf", -1},
        {"first and last of three", "\xe0\xa0\x80\xef\xbf\xbf", -1},
        {"around the surrogates", "\xed\x9f\xbf\xee\x80\x80", -1},
        {"first and last of four", "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", -1},
        {"Latin-1", "S\xf8mna", 1},
        {"a continuation alone", "ab\x80", 2},
        {"overlong slash", "a\xc0\xaf", 1},
        {"overlong in two bytes", "\xc1\xbf", 0},
        {"overlong in three bytes", "\xe0\x9f\xbf", 0},
        {"overlong in four bytes", "\xf0\x8f\xbf\xbf", 0},
        {"a high surrogate", "\xed\xa0\x80", 0},
        {"a low surrogate", "\xed\xbf\xbf", 0},
        {"past the last code point", "\xf4\x90\x80\x80", 0},
        {"five bytes", "\xf8\x88\x80\x80\x80", 0},
        {"0xff", "abc\xff", 3},
        {"cut after one of two", "abc\xc3", 3},
        {"cut after two of three", "ab\xe2\x82", 2},
        {"cut after three of four", "\xf0\x9f\x98", 0},
        {"third byte wrong", "\xe2\x82(", 0},
        {"fourth byte wrong", "x\xf0\x9f\x98(", 1},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        size_t length = strlen(ROWS[i].bytes);
        size_t fault = ROWS[i].fault < 0 ? length : (size_t)ROWS[i].fault;
        expect_int(ROWS[i].why, (int64_t)utf8_fault(ROWS[i].bytes, length),
                   (int64_t)fault);
        expect_int(ROWS[i].why, utf8_valid(ROWS[i].bytes, length),
                   ROWS[i].fault < 0);
    }
    assert_true(utf8_valid("a\0b", 3));
}

/* By the definition: encode each code point, and only those are valid. */
static void every_code_point_is_valid_but_the_surrogates(void **state)
{
    (void)state;
    for (uint32_t c = 0x80; c < 0x110000; c++) {
        char bytes[4];
        size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        for (size_t i = n - 1; i > 0; i--) {
            bytes[i] = (char)(0x80 | (c >> (6 * (n - 1 - i)) & 0x3f));
        }
        unsigned lead = n == 2 ? 0xc0 : n == 3 ? 0xe0 : 0xf0;
        bytes[0] = (char)(lead | c >> (6 * (n - 1)));
        bool surrogate = c >= 0xd800 && c <= 0xdfff;
        if (utf8_valid(bytes, n) == surrogate || utf8_valid(bytes, n - 1)) {
            fail_msg("U+%04X", (unsigned)c);
        }
    }
}

static void widths_are_columns_not_bytes(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        int columns;
    } ROWS[] = {
        {"", 0},
        {"Vega", 4},
        {"Brønnøy", 7},
        {"e\xcc\x81", 1}, /* e and a combining acute */
        {"a\xe2\x80\x8d"
         "b",
         2},             /* a zero-width joiner */
        {"S\xf8mna", 5}, /* a broken byte is one column */
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        expect_int(ROWS[i].words, utf8_width(ROWS[i].words), ROWS[i].columns);
    }
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(pieces_are_joined_in_order),
        cmocka_unit_test(bytes_may_be_zero),
        cmocka_unit_test(taking_hands_the_bytes_over),
        cmocka_unit_test(past_the_maximum_nothing_is_added),
        cmocka_unit_test(html_is_escaped),
        cmocka_unit_test(csv_fields_are_quoted_and_never_formulas),
        cmocka_unit_test(utf8_faults_are_found_where_they_are),
        cmocka_unit_test(every_code_point_is_valid_but_the_surrogates),
        cmocka_unit_test(widths_are_columns_not_bytes),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
