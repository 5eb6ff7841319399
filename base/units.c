/* SPDX-License-Identifier: GPL-3.0-or-later */
/* units.c - exact working time in 1/420 minute. */
#include "base/units.h"

#include <inttypes.h>
#include <stdio.h>

enum {
    RATIO_DIGITS_MAX = 4,
    HOURS_DIGITS_MAX = 6,
    DECIMALS_MAX = 3,
    UNITS_PER_SECOND = 7
};

bool ratio_exact(struct ratio factor)
{
    return factor.num >= 0 && factor.den > 0 &&
           UNITS_PER_MINUTE % factor.den == 0;
}

units units_per_minute(struct ratio factor)
{
    CHECK(ratio_exact(factor));
    return UNITS_PER_MINUTE / factor.den * factor.num;
}

/* Reads 1 to `max` digits without a needless leading zero and moves `*text`
 * behind them. -1 when there are none, too many, or a leading zero. */
static int32_t read_digits(const char **text, int max)
{
    int32_t value = 0;
    int n = 0;
    const char *at = *text;
    for (; at[n] >= '0' && at[n] <= '9'; n++) {
        if (n == max) {
            return -1;
        }
        value = value * 10 + (at[n] - '0');
    }
    if (n == 0 || (n > 1 && at[0] == '0')) {
        return -1;
    }
    *text = at + n;
    return value;
}

enum status ratio_parse(const char *text, struct ratio *result,
                        struct error *err)
{
    const char *at = text;
    struct ratio read = {.den = 1};
    read.num = read_digits(&at, RATIO_DIGITS_MAX);
    if (read.num >= 0 && *at == '/') {
        at++;
        read.den = read_digits(&at, RATIO_DIGITS_MAX);
    }
    if (*at || !ratio_exact(read)) {
        return error_set(err, STATUS_INPUT,
                         "expected a fraction such as 1/7 whose denominator "
                         "divides 420, found '%.40s'",
                         text);
    }
    *result = read;
    return STATUS_OK;
}

/* Up to three digits as thousandths, "5" = 500; -1 when there are none or
 * more. */
static int32_t read_thousandths(const char **text)
{
    const char *at = *text;
    int32_t value = 0;
    int n = 0;
    for (; at[n] >= '0' && at[n] <= '9'; n++) {
        if (n == DECIMALS_MAX) {
            return -1;
        }
        value = value * 10 + (at[n] - '0');
    }
    *text = at + n;
    if (n == 0) {
        return -1;
    }
    for (; n < DECIMALS_MAX; n++) {
        value *= 10;
    }
    return value;
}

enum status hours_parse(const char *text, units *result, struct error *err)
{
    const char *at = text;
    int32_t whole = read_digits(&at, HOURS_DIGITS_MAX);
    int32_t thousandths = 0;
    if (whole >= 0 && *at == '.') {
        at++;
        thousandths = read_thousandths(&at);
    }
    if (whole < 0 || thousandths < 0 || *at) {
        return error_set(err, STATUS_INPUT,
                         "expected hours such as 37.5 with at most %d "
                         "decimals, found '%.40s'",
                         DECIMALS_MAX, text);
    }
    units parts = thousandths * UNITS_PER_HOUR;
    if (parts % 1000) {
        return error_set(err, STATUS_INPUT,
                         "expected hours that are a whole number of 1/420 "
                         "minutes, found '%s'",
                         text);
    }
    *result = whole * UNITS_PER_HOUR + parts / 1000;
    return STATUS_OK;
}

static uint64_t magnitude(units amount)
{
    return amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
}

char *units_format(units amount, char out[UNITS_TEXT])
{
    uint64_t size = magnitude(amount);
    uint64_t hours = size / (uint64_t)UNITS_PER_HOUR;
    unsigned rest = (unsigned)(size % (uint64_t)UNITS_PER_HOUR);
    unsigned minutes = rest / (unsigned)UNITS_PER_MINUTE;
    rest %= (unsigned)UNITS_PER_MINUTE;
    /* Tenths of a second, rounded; 419 units are 59.86 s, never 60.0. */
    unsigned tenths =
        (rest * 10 * 2 + UNITS_PER_SECOND) / (2 * UNITS_PER_SECOND);
    int used = snprintf(out, UNITS_TEXT, "%s%" PRIu64 " h",
                        amount < 0 ? "-" : "", hours);
    if (minutes || tenths) {
        used +=
            snprintf(out + used, UNITS_TEXT - (size_t)used, " %u min", minutes);
    }
    if (tenths) {
        snprintf(out + used, UNITS_TEXT - (size_t)used,
                 tenths % 10 ? " %u.%u s" : " %u s", tenths / 10, tenths % 10);
    }
    return out;
}

char *units_hours(units amount, char out[UNITS_TEXT])
{
    const uint64_t hundredth = (uint64_t)UNITS_PER_HOUR / 100;
    uint64_t hundredths = (magnitude(amount) + hundredth / 2) / hundredth;
    snprintf(out, UNITS_TEXT, "%s%" PRIu64 ".%02u",
             amount < 0 && hundredths ? "-" : "", hundredths / 100,
             (unsigned)(hundredths % 100));
    return out;
}
