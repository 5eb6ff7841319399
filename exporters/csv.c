/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * csv.c - a rota as a table for machines: one row per assignment.
 *
 * RFC 4180: comma, CRLF, UTF-8 without a byte order mark; the workbook
 * (xlsx.c) is for spreadsheets. Cells that a spreadsheet would take for a
 * formula are guarded (text_csv). Times by the wall clock and in UTC.
 */
#include "exporters/duty.h"
#include "exporters/formats.h"
#include "exporters/words.h"

/* One row's assignment and what is worked out of it once. */
struct row {
    const struct coop *coop;
    const struct assignment *a;
    instant start, end;
};

typedef void write_cell(const struct row *row, struct text *out);

static void cell_date(const struct row *row, struct text *out)
{
    char date[DATE_TEXT];
    text_csv(out, date_format(row->a->date, date));
}

static void cell_weekday(const struct row *row, struct text *out)
{
    text_csv(out, weekday_name(date_weekday(row->a->date), false));
}

static void cell_clock(instant at, struct text *out)
{
    date_day date;
    int32_t minute;
    char clock[CLOCK_TEXT];
    zone_local(at, &date, &minute);
    text_csv(out, clock_format(minute, clock));
}

static void cell_start(const struct row *row, struct text *out)
{
    cell_clock(row->start, out);
}

static void cell_end(const struct row *row, struct text *out)
{
    cell_clock(row->end, out);
}

static void cell_start_utc(const struct row *row, struct text *out)
{
    char words[INSTANT_TEXT];
    text_csv(out, instant_format(row->start, words));
}

static void cell_end_utc(const struct row *row, struct text *out)
{
    char words[INSTANT_TEXT];
    text_csv(out, instant_format(row->end, words));
}

static void cell_minutes(const struct row *row, struct text *out)
{
    text_printf(out, "%d", (int)((row->end - row->start) / 60));
}

static void cell_person(const struct row *row, struct text *out)
{
    text_csv(out, row->coop->staff.at[row->a->staff].id);
}

static void cell_name(const struct row *row, struct text *out)
{
    text_csv(out, row->coop->staff.at[row->a->staff].name);
}

static void cell_employer(const struct row *row, struct text *out)
{
    text_csv(out, staff_employer(row->coop, row->a->staff));
}

static void cell_duty(const struct row *row, struct text *out)
{
    text_csv(out, duty_id(row->coop, row->a->duty));
}

static void cell_title(const struct row *row, struct text *out)
{
    text_csv(out, duty_title(row->coop, row->a->duty));
}

static void cell_role(const struct row *row, struct text *out)
{
    text_csv(out, duty_role(row->coop, row->a->duty));
}

static void cell_kind(const struct row *row, struct text *out)
{
    text_csv(out, kind_key(duty_kind(row->coop, row->a->duty)));
}

static void cell_modality(const struct row *row, struct text *out)
{
    text_csv(out, modality_key(duty_modality(row->coop, row->a->duty)));
}

static void cell_service(const struct row *row, struct text *out)
{
    text_csv(out, duty_service_name(row->coop, row->a->duty));
}

static void cell_member(const struct row *row, struct text *out)
{
    text_csv(out, duty_member_name(row->coop, row->a->duty));
}

static void cell_place(const struct row *row, struct text *out)
{
    text_csv(out, duty_place_name(row->coop, row->a->duty));
}

static void cell_overtime(const struct row *row, struct text *out)
{
    text_str(out, row->a->overtime ? "true" : "false");
}

static void cell_pinned(const struct row *row, struct text *out)
{
    text_str(out, row->a->pinned ? "true" : "false");
}

static const struct {
    const char *key;
    write_cell *write;
} COLUMNS[] = {
    {"date", cell_date},           {"weekday", cell_weekday},
    {"start", cell_start},         {"end", cell_end},
    {"start_utc", cell_start_utc}, {"end_utc", cell_end_utc},
    {"minutes", cell_minutes},     {"person", cell_person},
    {"name", cell_name},           {"employer", cell_employer},
    {"duty", cell_duty},           {"title", cell_title},
    {"role", cell_role},           {"kind", cell_kind},
    {"modality", cell_modality},   {"service", cell_service},
    {"member", cell_member},       {"place", cell_place},
    {"overtime", cell_overtime},   {"pinned", cell_pinned},
};

enum status csv_write(const struct export_input *input, struct text *out,
                      struct error *err)
{
    (void)err; /* nothing that can fail but memory */
    for (size_t c = 0; c < COUNT_OF(COLUMNS); c++) {
        text_str(out, c ? "," : "");
        text_str(out, COLUMNS[c].key);
    }
    text_str(out, "\r\n");
    for (int32_t i = 0; i < input->plan->assignments.n; i++) {
        const struct assignment *a = &input->plan->assignments.at[i];
        struct row row = {
            .coop = input->coop,
            .a = a,
            .start = zone_instant(a->date, duty_start(input->coop, a->duty)),
            .end = zone_instant(a->date, duty_end(input->coop, a->duty)),
        };
        for (size_t c = 0; c < COUNT_OF(COLUMNS); c++) {
            text_str(out, c ? "," : "");
            COLUMNS[c].write(&row, out);
        }
        text_str(out, "\r\n");
    }
    return STATUS_OK;
}
