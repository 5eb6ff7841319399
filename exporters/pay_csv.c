/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pay_csv.c - hours by pay class as a table for payroll: minutes, RFC 4180.
 *
 * The column `standby_counted` is the standby by its factor, in decimal hours.
 */
#include "exporters/duty.h"
#include "exporters/formats.h"
#include "exporters/pay.h"

static void write_head(struct text *out)
{
    text_str(out, "person,name,employer,year,month,worked");
    for (int i = 0; i < PAY_CLASSES; i++) {
        text_printf(out, ",%s", pay_class_name((enum pay_class)i));
    }
    text_str(out, ",standby_counted\r\n");
}

static void write_line(const struct coop *coop, const struct pay_line *line,
                       struct text *out)
{
    char hours[UNITS_TEXT];
    text_csv(out, coop->staff.at[line->staff].id);
    text_str(out, ",");
    text_csv(out, coop->staff.at[line->staff].name);
    text_str(out, ",");
    text_csv(out, staff_employer(coop, line->staff));
    text_printf(out, ",%d,%d,%lld", (int)line->year, (int)line->month,
                (long long)line->worked_minutes);
    for (int i = 0; i < PAY_CLASSES; i++) {
        text_printf(out, ",%lld", (long long)line->minutes[i]);
    }
    text_printf(out, ",%s\r\n", units_hours(line->counted_standby, hours));
}

enum status pay_csv_write(const struct export_input *input, struct text *out,
                          struct error *err)
{
    (void)err; /* nothing that can fail but memory */
    struct timeline *timeline =
        timeline_new(input->coop, input->history, input->plan);
    struct pay_vec lines = {0};
    pay_account(timeline, input->moved, &lines);
    write_head(out);
    for (int32_t i = 0; i < lines.n; i++) {
        write_line(input->coop, &lines.at[i], out);
    }
    vec_release(&lines);
    timeline_free(timeline);
    return STATUS_OK;
}
