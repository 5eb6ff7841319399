/* SPDX-License-Identifier: GPL-3.0-or-later */
/* csv_cell.c - what spreadsheets make of a value, put back into our form. */
#include "importers/csv_cell.h"

#include <string.h>
#include <strings.h>

static const char *hours_cell(const char *cell, struct arena *arena)
{
    const char *comma = strchr(cell, ',');
    if (!comma || strchr(cell, '.')) {
        return cell;
    }
    char *copy = arena_strdup(arena, cell);
    copy[comma - cell] = '.';
    return copy;
}

static const char *bool_cell(const char *cell, struct arena *arena)
{
    static const char *const WORDS[2][6] = {
        {"false", "usann", "nei", "no", "0", NULL},
        {"true", "sann", "ja", "yes", "1", NULL}};
    (void)arena;
    for (int truth = 0; truth < 2; truth++) {
        for (int i = 0; WORDS[truth][i]; i++) {
            if (strcasecmp(cell, WORDS[truth][i]) == 0) {
                return WORDS[truth][0];
            }
        }
    }
    return cell;
}

/* One or two digits, and moves `*text` behind them. -1: none. */
static int short_number(const char **text)
{
    int value = -1;
    for (int n = 0; n < 2 && **text >= '0' && **text <= '9'; n++) {
        value = (value < 0 ? 0 : value * 10) + (*(*text)++ - '0');
    }
    return value;
}

static const char *date_cell(const char *cell, struct arena *arena)
{
    const char *at = cell;
    int day = short_number(&at);
    if (day < 0 || *at++ != '.') {
        return cell;
    }
    int month = short_number(&at);
    if (month < 0 || *at++ != '.' || strlen(at) != 4) {
        return cell;
    }
    return arena_printf(arena, "%s-%02d-%02d", at, month, day);
}

static const char *clock_cell(const char *cell, struct arena *arena)
{
    const char *at = cell;
    int hour = short_number(&at);
    if (hour < 0 || *at++ != ':') {
        return cell;
    }
    int minute = short_number(&at);
    if (minute < 0 || at[-2] == ':') {
        return cell;
    }
    if (strncmp(at, ":00", 3) == 0) {
        at += 3;
    }
    return arena_printf(arena, "%02d:%02d%s", hour, minute, at);
}

static enum status text_cell(const char *cell, const char **result,
                             struct error *err)
{
    if (cell[0] == '\'' && cell[1] && strchr("=+-@\t\r", cell[1])) {
        *result = cell + 1;
        return STATUS_OK;
    }
    if (cell[0] && strchr("=+@\t\r", cell[0])) {
        return error_set(err, STATUS_INPUT,
                         "expected a text, found a formula '%.20s'", cell);
    }
    *result = cell;
    return STATUS_OK;
}

enum status csv_cell(const struct field *field, const char *cell,
                     struct arena *arena, const char **result,
                     struct error *err)
{
    static const char *(*const PUT_BACK[FIELD_TYPES])(const char *,
                                                      struct arena *) = {
        [FIELD_HOURS] = hours_cell,
        [FIELD_BOOL] = bool_cell,
        [FIELD_DATE] = date_cell,
        [FIELD_CLOCK] = clock_cell,
    };
    if (field->type == FIELD_TEXT) {
        return text_cell(cell, result, err);
    }
    *result = PUT_BACK[field->type] ? PUT_BACK[field->type](cell, arena) : cell;
    return STATUS_OK;
}
