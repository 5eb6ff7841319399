/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mail.c - a message as the bytes of a mail. */
#include "messages/mail.h"

#include <stdio.h>
#include <string.h>

enum {
    LINE_COLUMNS = 76, /* RFC 2045 6.7 rule 5 */
    WORD_COLUMNS = 63, /* 75 less "=?utf-8?Q?" and "?=" */
    CLOCK_MINUTES = 60
};

static bool plain(const char *words)
{
    for (const char *c = words; *c; c++) {
        if (*c < ' ' || *c > '~') {
            return false;
        }
    }
    return strlen(words) <= LINE_COLUMNS - sizeof "Subject: " &&
           !strstr(words, "=?");
}

/* Bytes of the UTF-8 character at `c`, by its first byte. */
static size_t char_bytes(const char *c)
{
    unsigned char first = (unsigned char)*c;
    size_t bytes = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    return strnlen(c, bytes);
}

static void hex_byte(struct text *out, char byte)
{
    text_printf(out, "=%02X", (unsigned)(unsigned char)byte);
}

static bool word_safe(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || strchr("!*+-/", byte);
}

static void word_char(struct text *out, const char *c, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        if (c[i] == ' ') {
            text_char(out, '_');
        } else if (word_safe(c[i])) {
            text_char(out, c[i]);
        } else {
            hex_byte(out, c[i]);
        }
    }
}

/* A character is never split between two pieces (RFC 2047 5). */
void mail_header_words(const char *words, struct text *out)
{
    if (plain(words)) {
        text_str(out, words);
        return;
    }
    size_t used = 0, bytes;
    text_str(out, "=?utf-8?Q?");
    for (const char *c = words; *c; c += bytes) {
        bytes = char_bytes(c);
        size_t columns =
            bytes == 1 && (*c == ' ' || word_safe(*c)) ? 1 : 3 * bytes;
        if (used + columns > WORD_COLUMNS) {
            text_str(out, "?=\r\n =?utf-8?Q?");
            used = 0;
        }
        word_char(out, c, bytes);
        used += columns;
    }
    text_str(out, "?=");
}

static bool body_safe(const char *c)
{
    if (*c == ' ' || *c == '\t') { /* never the last of a line */
        return c[1] != '\n' && c[1] != '\0';
    }
    return *c > ' ' && *c <= '~' && *c != '=';
}

void mail_quoted_printable(const char *words, struct text *out)
{
    size_t used = 0;
    for (const char *c = words; *c; c++) {
        if (*c == '\n') {
            text_str(out, "\r\n");
            used = 0;
            continue;
        }
        bool safe = body_safe(c);
        size_t columns = safe ? 1 : 3;
        if (used + columns > LINE_COLUMNS - 1) { /* room for the "=" */
            text_str(out, "=\r\n");
            used = 0;
        }
        if (safe) {
            text_char(out, *c);
        } else {
            hex_byte(out, *c);
        }
        used += columns;
    }
    if (used > 0) {
        text_str(out, "\r\n");
    }
}

static void date_header(instant at, struct text *out)
{
    static const char *const MONTHS[] = {"Jan", "Feb", "Mar", "Apr",
                                         "May", "Jun", "Jul", "Aug",
                                         "Sep", "Oct", "Nov", "Dec"};
    date_day date;
    int32_t minute;
    int year, month, day, east = zone_offset(at) / CLOCK_MINUTES;
    zone_local(at, &date, &minute);
    date_split(date, &year, &month, &day);
    text_printf(out, "Date: %s, %d %s %04d %02d:%02d:%02d +%02d%02d\r\n",
                weekday_name(date_weekday(date), false), day, MONTHS[month - 1],
                year, minute / CLOCK_MINUTES, minute % CLOCK_MINUTES,
                (int)(((at % 60) + 60) % 60), east / CLOCK_MINUTES,
                east % CLOCK_MINUTES);
}

void mail_compose(const struct message *message, const char *from,
                  struct text *out)
{
    const char *domain = strchr(from, '@');
    date_header(message->at, out);
    text_printf(out, "From: %s\r\nTo: %s\r\n", from, message->to);
    text_printf(out, "Message-ID: <%s%s>\r\nSubject: ", message->id,
                domain ? domain : "@samvakt");
    mail_header_words(message->subject, out);
    /* No answering machine replies to it (RFC 3834), and no client asks its
     * user whether to confirm. */
    text_printf(out,
                "\r\nAuto-Submitted: auto-generated\r\n"
                "Content-Language: %s\r\n"
                "MIME-Version: 1.0\r\n"
                "Content-Type: text/plain; charset=utf-8\r\n"
                "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
                message->language);
    mail_quoted_printable(message->text, out);
}
