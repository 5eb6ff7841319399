/* SPDX-License-Identifier: GPL-3.0-or-later */
/* status.c - errors as a status and one sentence. */
#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static const struct {
    const char *name;
    int exit_code;
} STATUSES[STATUS_COUNT] = {
    [STATUS_OK] = {"ok", 0},
    [STATUS_USAGE] = {"usage", 1},
    [STATUS_INPUT] = {"input", 2},
    [STATUS_FILE] = {"file", 4},
    [STATUS_STORE] = {"store", 4},
    [STATUS_CONFLICT] = {"conflict", 2},
    [STATUS_INTERNAL] = {"internal", 5},
};

/* Messages quote what people and files say. They stay on one line and valid
 * UTF-8 whatever that was, also where a quotation was cut inside a character:
 * each offending byte becomes '?'. */
static void clean(char *text)
{
    size_t length = strlen(text);
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte < ' ' || byte == 0x7f) {
            text[i] = '?';
        }
    }
    for (size_t at = 0; at < length;) {
        at += utf8_fault(text + at, length - at);
        if (at < length) {
            text[at] = '?';
        }
    }
}

enum status error_set(struct error *err, enum status status, const char *format,
                      ...)
{
    if (err) {
        va_list args;
        va_start(args, format);
        err->status = status;
        vsnprintf(err->text, sizeof err->text, format, args);
        va_end(args);
        clean(err->text);
    }
    return status;
}

enum status error_in(enum status status, struct error *err, const char *format,
                     ...)
{
    if (status == STATUS_OK || !err) {
        return status;
    }
    char sentence[ERROR_TEXT_MAX];
    memcpy(sentence, err->text, sizeof sentence);
    va_list args;
    va_start(args, format);
    int used = vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    CHECK(used >= 0);
    if ((size_t)used < sizeof err->text) {
        size_t room = sizeof err->text - (size_t)used - 1;
        size_t length = strlen(sentence);
        size_t kept = length < room ? length : room;
        memcpy(err->text + used, sentence, kept);
        err->text[(size_t)used + kept] = '\0';
    }
    clean(err->text);
    return status;
}

const char *status_name(enum status status)
{
    unsigned index = (unsigned)status;
    return index < STATUS_COUNT ? STATUSES[index].name : "unknown";
}

int status_exit_code(enum status status)
{
    unsigned index = (unsigned)status;
    return index < STATUS_COUNT ? STATUSES[index].exit_code : 5;
}

void check_failed(const char *file, int line, const char *condition)
{
    fprintf(stderr, "samvakt: internal error at %s:%d: %s\n", file, line,
            condition);
    abort();
}
