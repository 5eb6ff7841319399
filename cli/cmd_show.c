/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_show.c - the rota as a table in the terminal: people by days, as many
 * weeks a block as fit; weekends and red days marked, absences as bands,
 * uncovered slots in words, a tally per person.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/table.h"
#include "cli/verbs.h"
#include "cli/words.h"

const struct option_def SHOW_OPTIONS[] = {
    {"--plan", "N", "a draft instead of what is published", false},
    {"--from", "DATE", "first Monday (default: the last publication's)",
     false},
    {"--weeks", "N", "how many weeks", false},
    {NULL, NULL, NULL, false},
};

enum { NAME_COLUMNS = 20, CELL_COLUMNS = 4, WEEK_DAYS = 7, CODES_MAX = 200 };

/* Short codes of duties: first letters of the id's parts, made distinct. */
struct code {
    const char *id, *name;
    char letters[CELL_COLUMNS];
};
struct codes {
    struct code at[CODES_MAX];
    int32_t n;
};

static bool taken(const struct codes *codes, const char *letters)
{
    for (int32_t i = 0; i < codes->n; i++) {
        if (strcmp(codes->at[i].letters, letters) == 0) {
            return true;
        }
    }
    return false;
}

static void make_letters(const struct codes *codes, const char *id,
                         char out[CELL_COLUMNS])
{
    const char *second = strchr(id, '-');
    out[0] = id[0] >= 'a' && id[0] <= 'z' ? (char)(id[0] - 32) : id[0];
    out[1] = second && second[1] ? second[1] : id[1] ? id[1] : ' ';
    out[2] = '\0';
    for (char c = '1'; taken(codes, out) && c <= '9'; c++) {
        out[1] = c;
    }
}

static const char *code_of(struct codes *codes, const cJSON *duty)
{
    const char *id = text_of(duty, "id");
    for (int32_t i = 0; i < codes->n; i++) {
        if (strcmp(codes->at[i].id, id) == 0) {
            return codes->at[i].letters;
        }
    }
    if (codes->n == CODES_MAX) {
        return "??";
    }
    struct code *code = &codes->at[codes->n];
    code->id = id;
    code->name = text_of(duty, "name");
    make_letters(codes, id, code->letters);
    codes->n++;
    return code->letters;
}

/* ---- one block of weeks -------------------------------------------------------- */

struct block {
    const struct invocation *v;
    const cJSON *object;
    struct codes *codes;
    int32_t first, end; /* days */
};

static const cJSON *date_at(const struct block *b, int32_t day)
{
    return cJSON_GetArrayItem(list_of(b->object, "dates"), day);
}

static bool is_red(const struct block *b, int32_t day)
{
    const cJSON *date = date_at(b, day);
    return cJSON_IsTrue(list_of(date, "red")) ||
           cJSON_IsTrue(list_of(date, "weekend"));
}

static void print_heads(const struct block *b)
{
    char week[40];
    print_cell("", NAME_COLUMNS);
    for (int32_t d = b->first; d < b->end; d += WEEK_DAYS) {
        snprintf(week, sizeof week, "%s %lld, %s",
                 b->v->norwegian ? "uke" : "week",
                 (long long)int_of(date_at(b, d), "week"),
                 text_of(date_at(b, d), "date"));
        /* Nothing behind the last: no blanks at the end of the line. */
        print_cell(week, d + WEEK_DAYS < b->end
                             ? CELL_COLUMNS * WEEK_DAYS + 1
                             : (int32_t)strlen(week));
    }
    putchar('\n');
    print_cell("", NAME_COLUMNS);
    for (int32_t d = b->first; d < b->end; d++) {
        const char *date = text_of(date_at(b, d), "date");
        bool holiday = list_of(date_at(b, d), "holiday") != NULL;
        char head[8];
        /* A red day reads without colour too: its number has a mark. */
        snprintf(head, sizeof head, "%.2s%s",
                 strlen(date) == 10 ? date + 8 : "",
                 holiday ? "*" : is_red(b, d) ? "'" : "");
        ink_on(b->v, is_red(b, d) ? INK_RED : INK_PLAIN);
        print_cell(head, CELL_COLUMNS);
        ink_off(b->v);
        fputs((d - b->first) % WEEK_DAYS == WEEK_DAYS - 1 ? "|" : "",
              stdout);
    }
    putchar('\n');
}

static void print_day(const struct block *b, const cJSON *cell, int32_t day)
{
    char words[16] = "";
    const cJSON *duty;
    size_t used = 0;
    cJSON_ArrayForEach(duty, list_of(cell, "duties"))
    {
        int n = snprintf(words + used, sizeof words - used, "%s",
                         code_of(b->codes, duty));
        used += n > 0 && used + (size_t)n < sizeof words ? (size_t)n : 0;
    }
    if (!words[0]) {
        snprintf(words, sizeof words, "%s",
                 !cJSON_IsTrue(list_of(cell, "employed")) ? "xxxx"
                 : int_of(cell, "absent") == 100          ? "----"
                 : int_of(cell, "absent") > 0             ? "-"
                                                          : ".");
    }
    ink_on(b->v, is_red(b, day) ? INK_RED : INK_PLAIN);
    print_cell(words, CELL_COLUMNS);
    ink_off(b->v);
}

static void print_block(const struct block *b)
{
    const cJSON *person;
    print_heads(b);
    cJSON_ArrayForEach(person, list_of(b->object, "people"))
    {
        print_cell(text_of(person, "name"), NAME_COLUMNS - 1);
        putchar(' ');
        for (int32_t d = b->first; d < b->end; d++) {
            print_day(b,
                      cJSON_GetArrayItem(list_of(person, "cells"), d), d);
            fputs((d - b->first) % WEEK_DAYS == WEEK_DAYS - 1 ? "|" : "",
                  stdout);
        }
        putchar('\n');
    }
    putchar('\n');
}

/* ---- below the table ---------------------------------------------------------------- */

static void print_legend(const struct invocation *v,
                         const struct codes *codes)
{
    for (int32_t i = 0; i < codes->n; i++) {
        printf("  %-3s ", codes->at[i].letters);
        print_cell(codes->at[i].id, NAME_COLUMNS);
        printf(" %s\n", codes->at[i].name);
    }
    printf(v->norwegian
               ? "  .   fri   ---- borte   -  delvis borte   xxxx ikke ansatt"
                 "   ' helg   * helligdag\n\n"
               : "  .   off   ---- away    -  partly away    xxxx not employed"
                 "  ' weekend  * holiday\n\n");
}

static void print_tally(const struct invocation *v, const cJSON *object)
{
    const cJSON *person;
    bool nb = v->norwegian;
    putchar('\n');
    print_cell(nb ? "Fordeling" : "Tally", NAME_COLUMNS);
    printf("%8s %8s %8s %8s %10s\n", nb ? "vakter" : "duties",
           nb ? "beredsk." : "standby", nb ? "helger" : "weekends",
           nb ? "røde" : "red days", nb ? "timer" : "hours");
    cJSON_ArrayForEach(person, list_of(object, "people"))
    {
        const cJSON *tally = list_of(person, "tally");
        print_cell(text_of(person, "name"), NAME_COLUMNS);
        printf("%8lld %8lld %8lld %8lld %10s\n",
               (long long)int_of(tally, "duties"),
               (long long)int_of(tally, "standby"),
               (long long)int_of(tally, "weekends"),
               (long long)int_of(tally, "red_days"),
               text_of(tally, "hours"));
    }
}

static int32_t block_days(void)
{
    int32_t weeks = (terminal_columns() - NAME_COLUMNS) /
                    (CELL_COLUMNS * WEEK_DAYS + 1);
    return WEEK_DAYS * (weeks < 1 ? 1 : weeks > 4 ? 4 : weeks);
}

static void print(const struct invocation *v, const cJSON *object)
{
    struct codes *codes = calloc(1, sizeof *codes);
    if (!codes) {
        return;
    }
    int32_t days = (int32_t)int_of(object, "days");
    ink_on(v, INK_BOLD);
    printf("%s%s\n\n", text_of(object, "name"),
           int_of(object, "plan") ? (v->norwegian ? " (utkast)" : " (draft)")
                                  : "");
    ink_off(v);
    int32_t step = block_days();
    for (int32_t first = 0; first < days; first += step) {
        int32_t end = first + step < days ? first + step : days;
        struct block block = {v, object, codes, first, end};
        print_block(&block);
    }
    print_legend(v, codes);
    print_uncovered(v, object);
    print_tally(v, object);
    free(codes);
}

int cmd_show(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    struct horizon horizon;
    cJSON *object = NULL;
    int64_t plan = 0;
    enum status status = option_horizon(v, &horizon, &err);
    if (status == STATUS_OK) {
        status = option_int(v, "--plan", 1, INT64_MAX, &plan, &err);
    }
    if (status == STATUS_OK) {
        status = invocation_desk(v, &desk, &err);
    }
    if (status == STATUS_OK) {
        status = rota_show(&desk, plan, &horizon, &object, &err);
        desk_close(&desk);
    }
    return invocation_end(v, status, &err, object, print);
}
