/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * xlsx.c - a rota as a workbook: rota, duties, tally, hours.
 *
 * Text is always written as a string, so that nothing becomes a formula or a
 * link. The date of making is the revision's: the same rota gives the same
 * bytes.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

#include "exporters/duty.h"
#include "exporters/formats.h"
#include "exporters/pay.h"
#include "exporters/words.h"
#include "model/calendar.h"

enum {
    ROTA_HEAD = 2,    /* rows above the people: week, date */
    A4 = 9,           /* paper number of the format */
    MINUTES_AN_HOUR = 60
};

struct book {
    const struct export_input *input;
    const struct coop *coop;
    const char **codes;
    lxw_workbook *workbook;
    lxw_format *head, *red, *plain, *number;
    lxw_error error; /* the first one */
};

static const char *say(const struct book *b, enum word which)
{
    return word(which, b->input->norwegian);
}

static void note(struct book *b, lxw_error error)
{
    b->error = b->error == LXW_NO_ERROR ? error : b->error;
}

static void put_text(struct book *b, lxw_worksheet *sheet, int32_t row,
                     int32_t column, const char *words, lxw_format *format)
{
    note(b, worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)column,
                                   words, format));
}

static void put_number(struct book *b, lxw_worksheet *sheet, int32_t row,
                       int32_t column, double value)
{
    note(b, worksheet_write_number(sheet, (lxw_row_t)row, (lxw_col_t)column,
                                   value, b->number));
}

/* Shown to the hundredth by the format. */
static double whole_hours(int64_t minutes)
{
    return (double)minutes / MINUTES_AN_HOUR;
}

/* A sheet that prints on A4 across, its head on each page. */
static lxw_worksheet *add_sheet(struct book *b, enum word name,
                                int32_t head_rows, int32_t head_columns)
{
    lxw_worksheet *sheet = workbook_add_worksheet(b->workbook, say(b, name));
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, A4);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_freeze_panes(sheet, (lxw_row_t)head_rows,
                           (lxw_col_t)head_columns);
    note(b, worksheet_repeat_rows(sheet, 0, (lxw_row_t)head_rows - 1));
    return sheet;
}

static void put_heads(struct book *b, lxw_worksheet *sheet,
                      const enum word *heads, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        put_text(b, sheet, 0, (int32_t)i, say(b, heads[i]), b->head);
    }
}

static void set_filter(struct book *b, lxw_worksheet *sheet, int32_t rows,
                       int32_t columns)
{
    note(b, worksheet_autofilter(sheet, 0, 0, (lxw_row_t)rows,
                                 (lxw_col_t)(columns - 1)));
    note(b, worksheet_set_column(sheet, 0, (lxw_col_t)(columns - 1), 16,
                                 NULL));
}

/* ---- rota: people by days ---------------------------------------------------------- */

static void put_day(struct book *b, lxw_worksheet *sheet, date_day date)
{
    char words[32];
    int year, month, day;
    int32_t column = date - b->input->plan->from + 1;
    bool red = calendar_red(date);
    date_split(date, &year, &month, &day);
    if (column == 1 || date_weekday(date) == MONDAY) {
        int iso_year;
        snprintf(words, sizeof words, "%s %d", say(b, WORD_WEEK),
                 date_iso_week(date, &iso_year));
        put_text(b, sheet, 0, column, words, b->head);
    }
    /* The star says it where colours do not. */
    snprintf(words, sizeof words, "%s %d.%d%s",
             weekday_name(date_weekday(date), b->input->norwegian), day,
             month, red ? " *" : "");
    put_text(b, sheet, 1, column, words, red ? b->red : b->head);
}

/* Codes of everything the person holds that day, "" for nothing. */
static void cell_words(const struct book *b, int32_t staff, date_day date,
                       struct text *out)
{
    const struct plan *plan = b->input->plan;
    for (int32_t i = plan_seek(plan, date);
         i < plan->assignments.n && plan->assignments.at[i].date == date;
         i++) {
        const struct assignment *a = &plan->assignments.at[i];
        if (a->staff == staff) {
            text_str(out, out->length > 0 ? " " : "");
            text_str(out, b->codes[a->duty]);
        }
    }
    if (coop_absence_grade(b->coop, staff, date) > 0) {
        text_str(out, out->length > 0 ? " \xE2\x80\x93" : "\xE2\x80\x93");
    }
}

static void put_person(struct book *b, lxw_worksheet *sheet, int32_t staff)
{
    enum { CELL_MAX = 400 };
    const struct plan *plan = b->input->plan;
    put_text(b, sheet, ROTA_HEAD + staff, 0, b->coop->staff.at[staff].name,
             b->plain);
    for (date_day date = plan->from; date < plan->from + plan->days; date++) {
        struct text words;
        text_init(&words, CELL_MAX);
        cell_words(b, staff, date, &words);
        put_text(b, sheet, ROTA_HEAD + staff, date - plan->from + 1,
                 text_cstr(&words),
                 calendar_red(date) ? b->red : b->plain);
        text_release(&words);
    }
}

static void add_rota(struct book *b)
{
    const struct plan *plan = b->input->plan;
    lxw_worksheet *sheet = add_sheet(b, WORD_ROTA, ROTA_HEAD, 1);
    put_text(b, sheet, 1, 0, say(b, WORD_NAME), b->head);
    note(b, worksheet_set_column(sheet, 0, 0, 24, NULL));
    note(b, worksheet_set_column(sheet, 1, (lxw_col_t)plan->days, 9, NULL));
    for (date_day date = plan->from; date < plan->from + plan->days; date++) {
        put_day(b, sheet, date);
    }
    for (int32_t i = 0; i < b->coop->staff.n; i++) {
        put_person(b, sheet, i);
    }
    note(b, worksheet_autofilter(sheet, 1, 0,
                                 (lxw_row_t)(ROTA_HEAD + b->coop->staff.n - 1),
                                 (lxw_col_t)plan->days));
}

/* ---- duties: one row an assignment ----------------------------------------------------- */

static void put_duty(struct book *b, lxw_worksheet *sheet, int32_t row,
                     const struct assignment *a)
{
    char date[DATE_TEXT], start[CLOCK_TEXT], end[CLOCK_TEXT];
    const struct coop *coop = b->coop;
    const char *cells[] = {
        date_format(a->date, date),
        weekday_name(date_weekday(a->date), b->input->norwegian),
        clock_format(duty_start(coop, a->duty), start),
        clock_format(duty_end(coop, a->duty), end),
        coop->staff.at[a->staff].name,
        staff_employer(coop, a->staff),
        b->codes[a->duty],
        duty_title(coop, a->duty),
        duty_role(coop, a->duty),
        duty_service_name(coop, a->duty),
        duty_place_name(coop, a->duty),
    };
    for (size_t i = 0; i < COUNT_OF(cells); i++) {
        put_text(b, sheet, row, (int32_t)i, cells[i], b->plain);
    }
}

static void add_duties(struct book *b)
{
    static const enum word HEADS[] = {
        WORD_DATE,     WORD_WEEKDAY, WORD_START, WORD_END,
        WORD_NAME,     WORD_EMPLOYER, WORD_CODE, WORD_DUTY,
        WORD_ROLE,     WORD_SERVICE, WORD_PLACE};
    const struct plan *plan = b->input->plan;
    lxw_worksheet *sheet = add_sheet(b, WORD_DUTIES, 1, 0);
    put_heads(b, sheet, HEADS, COUNT_OF(HEADS));
    for (int32_t i = 0; i < plan->assignments.n; i++) {
        put_duty(b, sheet, i + 1, &plan->assignments.at[i]);
    }
    set_filter(b, sheet, plan->assignments.n, (int32_t)COUNT_OF(HEADS));
}

/* ---- tally and hours --------------------------------------------------------------------- */

static void add_tally(struct book *b)
{
    static const enum word HEADS[] = {
        WORD_NAME,     WORD_EMPLOYER, WORD_DUTIES, WORD_STANDBY,
        WORD_WEEKENDS, WORD_RED_DAYS, WORD_COUNTED};
    lxw_worksheet *sheet = add_sheet(b, WORD_TALLY, 1, 1);
    struct tally *tallies = tally_all(b->input);
    put_heads(b, sheet, HEADS, COUNT_OF(HEADS));
    for (int32_t i = 0; i < b->coop->staff.n; i++) {
        double values[] = {
            (double)tallies[i].duties, (double)tallies[i].standby,
            (double)tallies[i].weekends, (double)tallies[i].red_days,
            (double)tallies[i].counted / (double)UNITS_PER_HOUR};
        put_text(b, sheet, i + 1, 0, b->coop->staff.at[i].name, b->plain);
        put_text(b, sheet, i + 1, 1, staff_employer(b->coop, i), b->plain);
        for (size_t k = 0; k < COUNT_OF(values); k++) {
            put_number(b, sheet, i + 1, (int32_t)k + 2, values[k]);
        }
    }
    set_filter(b, sheet, b->coop->staff.n, (int32_t)COUNT_OF(HEADS));
    free(tallies);
}

/* Columns of the pay classes after the fixed ones; gives how many there are. */
static int32_t put_classes(struct book *b, lxw_worksheet *sheet, int32_t row,
                           const struct pay_line *line)
{
    int32_t column = 4;
    for (int i = 0; i < PAY_CLASSES; i++) {
        enum pay_class pay_class = (enum pay_class)i;
        if (line) {
            put_number(b, sheet, row, column,
                       whole_hours(line->minutes[pay_class]));
        } else {
            put_text(b, sheet, row, column, pay_class_name(pay_class),
                     b->head);
        }
        column++;
    }
    return column;
}

static void add_hours(struct book *b)
{
    static const enum word HEADS[] = {WORD_NAME, WORD_EMPLOYER, WORD_MONTH,
                                      WORD_WORKED};
    struct timeline *timeline =
        timeline_new(b->coop, b->input->history, b->input->plan);
    struct pay_vec lines = {0};
    pay_account(timeline, b->input->moved, &lines);
    lxw_worksheet *sheet = add_sheet(b, WORD_HOURS, 1, 1);
    put_heads(b, sheet, HEADS, COUNT_OF(HEADS));
    int32_t columns = put_classes(b, sheet, 0, NULL);
    for (int32_t i = 0; i < lines.n; i++) {
        char month[16];
        const struct pay_line *line = &lines.at[i];
        snprintf(month, sizeof month, "%04d-%02d", (int)line->year,
                 (int)line->month);
        put_text(b, sheet, i + 1, 0, b->coop->staff.at[line->staff].name,
                 b->plain);
        put_text(b, sheet, i + 1, 1, staff_employer(b->coop, line->staff),
                 b->plain);
        put_text(b, sheet, i + 1, 2, month, b->plain);
        put_number(b, sheet, i + 1, 3, whole_hours(line->worked_minutes));
        put_classes(b, sheet, i + 1, line);
    }
    set_filter(b, sheet, lines.n, columns);
    vec_release(&lines);
    timeline_free(timeline);
}

/* ---- the workbook --------------------------------------------------------------------------- */

static void add_formats(struct book *b)
{
    b->plain = workbook_add_format(b->workbook);
    b->number = workbook_add_format(b->workbook);
    b->head = workbook_add_format(b->workbook);
    b->red = workbook_add_format(b->workbook);
    format_set_border(b->plain, LXW_BORDER_HAIR);
    format_set_num_format(b->number, "0.##");
    format_set_border(b->number, LXW_BORDER_HAIR);
    format_set_bold(b->head);
    format_set_border(b->head, LXW_BORDER_THIN);
    format_set_border(b->red, LXW_BORDER_THIN);
    format_set_pattern(b->red, LXW_PATTERN_LIGHT_UP);
}

/* The library copies the strings, but asks for mutable ones. */
static void set_properties(struct book *b, struct arena *arena)
{
    char company[] = "Samvakt";
    lxw_doc_properties properties = {
        .title = arena_strdup(arena, b->coop->name),
        .company = company,
        .created = (time_t)b->input->made,
    };
    note(b, workbook_set_properties(b->workbook, &properties));
}

/* The library prints when it cannot make the file; this says so before. */
static enum status try_file(const char *path, struct error *err)
{
    FILE *file = fopen(path, "wb");
    if (!file || fclose(file) != 0) {
        return error_set(err, STATUS_FILE, "the workbook: %s",
                         strerror(errno));
    }
    return STATUS_OK;
}

enum status xlsx_write_file(const struct export_input *input, const char *path,
                            struct error *err)
{
    TRY(try_file(path, err));
    struct arena *arena = arena_new();
    struct book b = {.input = input,
                     .coop = input->coop,
                     .codes = duty_codes(input->coop, input->plan, arena),
                     .workbook = workbook_new(path),
                     .error = LXW_NO_ERROR};
    CHECK(b.workbook); /* NULL only without memory */
    set_properties(&b, arena);
    add_formats(&b);
    add_rota(&b);
    add_duties(&b);
    add_tally(&b);
    add_hours(&b);
    note(&b, workbook_close(b.workbook));
    arena_free(arena);
    return b.error == LXW_NO_ERROR
               ? STATUS_OK
               : error_set(err, STATUS_FILE, "the workbook: %s",
                           lxw_strerror(b.error));
}
