/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text.c - a bounded byte buffer, UTF-8 checks, whole files. */
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/digest.h"

enum { FIRST_ROOM = 256, READ_STEP = 64 * 1024 };

void text_init(struct text *text, size_t max)
{
    *text = (struct text){.max = max < SIZE_MAX / 4 ? max : SIZE_MAX / 4};
}

void text_release(struct text *text)
{
    free(text->bytes);
    *text = (struct text){.max = text->max};
}

void text_clear(struct text *text)
{
    text->length = 0;
    text->overflow = false;
    if (text->bytes) {
        text->bytes[0] = '\0';
    }
}

const char *text_cstr(const struct text *text)
{
    return text->bytes ? text->bytes : "";
}

char *text_take(struct text *text)
{
    char *bytes = text->bytes ? text->bytes : xstrdup("");
    text->bytes = NULL;
    text_release(text);
    return bytes;
}

/* Makes room for `more` bytes and the NUL; false, for good, past the maximum:
 * what comes after a hole would not be the text. */
static bool reserve(struct text *text, size_t more)
{
    if (text->overflow || more > text->max - text->length) {
        text->overflow = true;
        return false;
    }
    size_t needed = text->length + more + 1;
    if (needed > text->room) {
        size_t room = text->room ? text->room * 2 : FIRST_ROOM;
        text->room = room > needed ? room : needed;
        text->bytes = xrealloc(text->bytes, text->room);
        text->bytes[text->length] = '\0';
    }
    return true;
}

void text_bytes(struct text *text, const char *bytes, size_t length)
{
    if (length && reserve(text, length)) {
        memcpy(text->bytes + text->length, bytes, length);
        text->length += length;
        text->bytes[text->length] = '\0';
    }
}

void text_char(struct text *text, char byte)
{
    text_bytes(text, &byte, 1);
}

void text_str(struct text *text, const char *words)
{
    text_bytes(text, words, strlen(words));
}

void text_printf(struct text *text, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    CHECK(length >= 0);
    if (reserve(text, (size_t)length)) {
        vsnprintf(text->bytes + text->length, (size_t)length + 1, format,
                  again);
        text->length += (size_t)length;
    }
    va_end(again);
}

void text_html(struct text *text, const char *words)
{
    static const char SPECIAL[] = "&<>\"'";
    static const char *const ESCAPES[] = {"&amp;", "&lt;", "&gt;", "&quot;",
                                          "&#39;"};
    while (*words) {
        size_t plain = strcspn(words, SPECIAL);
        text_bytes(text, words, plain);
        words += plain;
        if (*words) {
            text_str(text, ESCAPES[strchr(SPECIAL, *words) - SPECIAL]);
            words++;
        }
    }
}

/* -12, +3.5, 0,25: what a spreadsheet reads as a number, not as a formula. */
static bool plain_number(const char *words)
{
    static const char DIGITS[] = "0123456789";
    words += *words == '-' || *words == '+';
    size_t whole = strspn(words, DIGITS);
    words += whole;
    if (*words == '.' || *words == ',') {
        words++;
        size_t decimals = strspn(words, DIGITS);
        words += decimals;
        whole = decimals ? whole : 0;
    }
    return whole && !*words;
}

void text_csv(struct text *text, const char *words)
{
    bool formula = *words && strchr("=+-@\t\r", *words) && !plain_number(words);
    bool quoted = formula || strpbrk(words, "\",;\t\r\n") || *words == ' ' ||
                  (*words && words[strlen(words) - 1] == ' ');
    if (!quoted) {
        text_str(text, words);
        return;
    }
    text_str(text, formula ? "\"'" : "\"");
    for (; *words; words++) {
        if (*words == '"') {
            text_char(text, '"');
        }
        text_char(text, *words);
    }
    text_char(text, '"');
}

/* Length of the code point at `bytes` and its value; 0 when it is faulty.
 * `length` > 0. The bounds are those of Unicode 15, table 3-7. */
static size_t code_point(const unsigned char *bytes, size_t length,
                         uint32_t *value)
{
    static const struct {
        unsigned char first, last, second_low, second_high, size, mask;
    } FORMS[] = {
        {0x00, 0x7f, 0x00, 0x00, 1, 0x7f}, {0xc2, 0xdf, 0x80, 0xbf, 2, 0x1f},
        {0xe0, 0xe0, 0xa0, 0xbf, 3, 0x0f}, {0xe1, 0xec, 0x80, 0xbf, 3, 0x0f},
        {0xed, 0xed, 0x80, 0x9f, 3, 0x0f}, {0xee, 0xef, 0x80, 0xbf, 3, 0x0f},
        {0xf0, 0xf0, 0x90, 0xbf, 4, 0x07}, {0xf1, 0xf3, 0x80, 0xbf, 4, 0x07},
        {0xf4, 0xf4, 0x80, 0x8f, 4, 0x07},
    };
    size_t form = 0;
    while (form < COUNT_OF(FORMS) &&
           !(bytes[0] >= FORMS[form].first && bytes[0] <= FORMS[form].last)) {
        form++;
    }
    if (form == COUNT_OF(FORMS) || FORMS[form].size > length) {
        return 0;
    }
    *value = bytes[0] & FORMS[form].mask;
    for (size_t i = 1; i < FORMS[form].size; i++) {
        unsigned low = i == 1 ? FORMS[form].second_low : 0x80;
        unsigned high = i == 1 ? FORMS[form].second_high : 0xbf;
        if (bytes[i] < low || bytes[i] > high) {
            return 0;
        }
        *value = *value << 6 | (bytes[i] & 0x3f);
    }
    return FORMS[form].size;
}

size_t utf8_fault(const char *bytes, size_t length)
{
    const unsigned char *at = (const unsigned char *)bytes;
    size_t offset = 0;
    uint32_t value;
    while (offset < length) {
        size_t size = code_point(at + offset, length - offset, &value);
        if (!size) {
            return offset;
        }
        offset += size;
    }
    return length;
}

bool utf8_valid(const char *bytes, size_t length)
{
    return utf8_fault(bytes, length) == length;
}

/* Combining marks and the zero-width space and joiners. */
static bool takes_no_column(uint32_t value)
{
    static const struct {
        uint32_t first, last;
    } RANGES[] = {
        {0x0300, 0x036f}, {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200b, 0x200d},
        {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xfeff, 0xfeff},
    };
    for (size_t i = 0; i < COUNT_OF(RANGES); i++) {
        if (value >= RANGES[i].first && value <= RANGES[i].last) {
            return true;
        }
    }
    return false;
}

int utf8_width(const char *words)
{
    const unsigned char *at = (const unsigned char *)words;
    size_t length = strlen(words);
    int columns = 0;
    while (length) {
        uint32_t value = 0;
        size_t size = code_point(at, length, &value);
        size = size ? size : 1; /* a faulty byte shows as one column */
        columns += !takes_no_column(value);
        at += size;
        length -= size;
    }
    return columns;
}

/* Reads to the end or one byte past `max`; false sets errno. */
static bool read_all(int fd, size_t max, struct text *text)
{
    ssize_t got;
    do {
        reserve(text, READ_STEP);
        got = read(fd, text->bytes + text->length, READ_STEP);
        if (got > 0) {
            text->length += (size_t)got;
            text->bytes[text->length] = '\0';
        }
    } while ((got > 0 && text->length <= max) || (got < 0 && errno == EINTR));
    return got >= 0;
}

enum status file_read(const char *path, size_t max, char **bytes,
                      size_t *length, struct error *err)
{
    struct text text;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return error_set(err, STATUS_FILE, "%s: cannot be opened: %s", path,
                         strerror(errno));
    }
    text_init(&text, SIZE_MAX);
    enum status status = STATUS_OK;
    if (!read_all(fd, max, &text)) {
        status = error_set(err, STATUS_FILE, "%s: cannot be read: %s", path,
                           strerror(errno));
    } else if (text.length > max) {
        status =
            error_set(err, STATUS_INPUT,
                      "%s: expected at most %zu bytes, found more", path, max);
    } else {
        *length = text.length;
        *bytes = text_take(&text);
    }
    close(fd);
    text_release(&text);
    return status;
}

static bool write_all(int fd, const char *bytes, size_t length)
{
    while (length) {
        ssize_t put = write(fd, bytes, length);
        if (put < 0 && errno != EINTR) {
            return false;
        }
        bytes += put > 0 ? put : 0;
        length -= put > 0 ? (size_t)put : 0;
    }
    return true;
}

/* Writes the new file `name`; `mode` 0 leaves the rights to the umask. */
static bool write_new(const char *name, mode_t mode, const char *bytes,
                      size_t length)
{
    int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) {
        return false;
    }
    bool done = (!mode || fchmod(fd, mode) == 0) &&
                write_all(fd, bytes, length) && fsync(fd) == 0;
    int why = errno;
    if (close(fd) != 0 && done) {
        return false;
    }
    errno = why;
    return done;
}

/* Makes the renaming itself durable. A file system that cannot do that for a
 * folder has still renamed, so a failure here is none. */
static void sync_folder_of(const char *path)
{
    char *folder = xstrdup(path);
    char *slash = strrchr(folder, '/');
    if (slash) {
        slash[slash == folder] = '\0';
    }
    int fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd);
        close(fd);
    }
    free(folder);
}

enum status file_write(const char *path, const char *bytes, size_t length,
                       struct error *err)
{
    struct stat old = {0};
    bool exists = stat(path, &old) == 0;
    if (exists && !S_ISREG(old.st_mode)) {
        return error_set(err, STATUS_FILE, "%s: expected a regular file", path);
    }
    /* Where `path` is a symbolic link, the file behind it is replaced. */
    char *target = exists ? realpath(path, NULL) : NULL;
    target = target ? target : xstrdup(path);
    char id[RANDOM_ID_HEX];
    struct text name;
    text_init(&name, SIZE_MAX);
    text_printf(&name, "%s.%.8s.tmp", target, random_id(id));

    enum status status = STATUS_OK;
    mode_t mode = exists ? old.st_mode & 0777 : 0;
    if (!write_new(text_cstr(&name), mode, bytes, length) ||
        rename(text_cstr(&name), target) != 0) {
        status = error_set(err, STATUS_FILE, "%s: cannot be written: %s", path,
                           strerror(errno));
        (void)unlink(text_cstr(&name));
    } else {
        sync_folder_of(target);
    }
    text_release(&name);
    free(target);
    return status;
}
