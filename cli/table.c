/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table.c - columns and colours. */
#include "cli/table.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/text.h"

void print_cell(const char *words, int32_t width)
{
    char piece[8];
    int32_t used = 0;
    while (*words) {
        size_t n = 1;
        while (((unsigned char)words[n] & 0xC0) == 0x80) {
            n++;
        }
        snprintf(piece, sizeof piece, "%.*s", (int)n, words);
        int32_t columns = utf8_width(piece);
        if (used + columns > width) {
            break;
        }
        fputs(piece, stdout);
        used += columns;
        words += n;
    }
    for (; used < width; used++) {
        putchar(' ');
    }
}

int32_t terminal_columns(void)
{
    struct winsize size = {0};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        return size.ws_col;
    }
    return 100;
}

void ink_on(const struct invocation *invocation, enum ink ink)
{
    static const char *const CODES[] = {"", "\033[31m", "\033[2m", "\033[1m"};
    if (invocation->colour) {
        fputs(CODES[ink], stdout);
    }
}

void ink_off(const struct invocation *invocation)
{
    if (invocation->colour) {
        fputs("\033[0m", stdout);
    }
}
