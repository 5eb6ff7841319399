/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * html.c - a rota to print: one A4 page across per four weeks, then a tally.
 *
 * Readable in black and white and without backgrounds, which many printers
 * leave out: weekends and holidays carry a sign beside their hatching, standby
 * is underlined, what is uncovered is said in words. Somebody who is away is
 * so without a kind or a reason (domain.md 5.4).
 */
#include <string.h>

#include "exporters/duty.h"
#include "exporters/formats.h"
#include "exporters/words.h"
#include "model/calendar.h"

enum { PAGE_DAYS = 28, WEEK_DAYS = 7 };

static const char STYLE[] =
    "@page{size:A4 landscape;margin:10mm}\n"
    "body{font:9pt/1.25 'DejaVu Sans',Arial,sans-serif;color:#000;"
    "background:#fff}\n"
    "section{break-after:page}\n"
    "section:last-child{break-after:auto}\n"
    "@media screen{body{margin:6mm auto;max-width:330mm}"
    "section+section{margin-top:12mm}}\n"
    "h1{font-size:13pt;margin:0}\n"
    "h2{font-size:10pt;margin:2mm 0 1mm}\n"
    "p,ul{margin:1mm 0}\n"
    "table{border-collapse:collapse}\n"
    "table.rota{table-layout:fixed;width:100%;font-size:7pt}\n"
    "th,td{border:.3pt solid #000;padding:.4mm;text-align:center;"
    "vertical-align:top}\n"
    "th.name,td.text{text-align:left}\n"
    "table.rota th.name{width:34mm;overflow-wrap:break-word}\n"
    "td.number{text-align:right}\n"
    ".monday{border-left:1.2pt solid #000}\n"
    ".saturday,.red{print-color-adjust:exact;"
    "-webkit-print-color-adjust:exact}\n"
    ".saturday{background:repeating-linear-gradient(45deg,#fff 0 1.2mm,"
    "#ddd 1.2mm 1.4mm)}\n"
    ".red{background:repeating-linear-gradient(45deg,#fff 0 .6mm,"
    "#bbb .6mm .8mm)}\n"
    ".standby{text-decoration:underline}\n"
    "tr{break-inside:avoid}\n"
    "thead{display:table-header-group}\n";

/* Signs that stand beside the hatching; the legend explains them. */
#define SIGN_SATURDAY "\xC2\xB7"     /* middle dot */
#define SIGN_RED "*"
#define SIGN_ABSENT "\xE2\x80\x93"   /* en dash */
#define SIGN_PARTLY "~"
#define SIGN_OUTSIDE "\xC3\x97"      /* times */

struct printing {
    const struct export_input *input;
    const struct coop *coop;
    const char **codes;
    struct text *out;
    date_day from, to; /* of the page */
};

static const char *say(const struct printing *p, enum word which)
{
    return word(which, p->input->norwegian);
}

static void add_date(struct text *out, date_day date)
{
    char words[DATE_TEXT];
    text_str(out, date_format(date, words));
}

static void add_heading(const struct printing *p)
{
    text_str(p->out, "<h1>");
    text_html(p->out, p->coop->name);
    text_str(p->out, "</h1>\n<p>");
    add_date(p->out, p->from);
    text_str(p->out, " \xE2\x80\x93 ");
    add_date(p->out, p->to);
    if (p->input->revision > 0) {
        text_printf(p->out, " &#183; %s %lld", say(p, WORD_REVISION),
                    (long long)p->input->revision);
    } else {
        text_printf(p->out, " &#183; <strong>%s</strong>",
                    say(p, WORD_DRAFT));
    }
    date_day made;
    int32_t minute;
    zone_local(p->input->made, &made, &minute);
    text_str(p->out, " &#183; ");
    add_date(p->out, made);
    text_str(p->out, "</p>\n");
}

/* ---- the grid ------------------------------------------------------------------ */

static void add_day_class(const struct printing *p, date_day date)
{
    const char *kind = calendar_red(date)                  ? "red"
                       : date_weekday(date) == SATURDAY    ? "saturday"
                                                           : "";
    bool monday = date_weekday(date) == MONDAY;
    if (*kind || monday) {
        text_printf(p->out, " class=\"%s%s%s\"", kind,
                    *kind && monday ? " " : "", monday ? "monday" : "");
    }
}

static void add_weeks(const struct printing *p)
{
    text_printf(p->out, "<tr><th class=\"name\" rowspan=\"2\">%s</th>",
                say(p, WORD_NAME));
    for (date_day date = p->from; date <= p->to;) {
        int year;
        date_day next = date_monday(date) + WEEK_DAYS;
        next = next > p->to ? p->to + 1 : next;
        text_printf(p->out, "<th class=\"monday\" colspan=\"%d\">%s %d</th>",
                    (int)(next - date), say(p, WORD_WEEK),
                    date_iso_week(date, &year));
        date = next;
    }
    text_str(p->out, "</tr>\n");
}

static void add_days(const struct printing *p)
{
    text_str(p->out, "<tr>");
    for (date_day date = p->from; date <= p->to; date++) {
        int year, month, day;
        enum weekday weekday = date_weekday(date);
        date_split(date, &year, &month, &day);
        text_str(p->out, "<th");
        add_day_class(p, date);
        text_printf(p->out, ">%s%s<br>%d.%d</th>",
                    weekday_name(weekday, p->input->norwegian),
                    calendar_red(date)       ? SIGN_RED
                    : weekday == SATURDAY    ? SIGN_SATURDAY
                                             : "",
                    day, month);
    }
    text_str(p->out, "</tr>\n");
}

static void add_code(const struct printing *p, duty_ix duty, bool first)
{
    text_str(p->out, first ? "" : "<br>");
    if (duty_standby(p->coop, duty)) {
        text_str(p->out, "<span class=\"standby\">");
        text_html(p->out, p->codes[duty]);
        text_str(p->out, "</span>");
    } else {
        text_html(p->out, p->codes[duty]);
    }
}

static void add_cell(const struct printing *p, int32_t staff, date_day date)
{
    const struct plan *plan = p->input->plan;
    bool first = true;
    int32_t grade = coop_absence_grade(p->coop, staff, date);
    text_str(p->out, "<td");
    add_day_class(p, date);
    text_str(p->out, ">");
    for (int32_t i = plan_seek(plan, date);
         i < plan->assignments.n && plan->assignments.at[i].date == date;
         i++) {
        if (plan->assignments.at[i].staff == staff) {
            add_code(p, plan->assignments.at[i].duty, first);
            first = false;
        }
    }
    if (!staff_employed(&p->coop->staff.at[staff], date)) {
        text_str(p->out, SIGN_OUTSIDE);
    } else if (grade > 0) {
        text_str(p->out, grade >= 100 ? SIGN_ABSENT : SIGN_PARTLY);
    }
    text_str(p->out, "</td>");
}

/* People who are employed on some day of the page. */
static bool on_page(const struct printing *p, int32_t staff)
{
    const struct staff *person = &p->coop->staff.at[staff];
    return person->from <= p->to && person->to >= p->from;
}

static void add_grid(const struct printing *p)
{
    text_str(p->out, "<table class=\"rota\">\n<thead>\n");
    add_weeks(p);
    add_days(p);
    text_str(p->out, "</thead>\n<tbody>\n");
    for (int32_t i = 0; i < p->coop->staff.n; i++) {
        if (on_page(p, i)) {
            text_str(p->out, "<tr><th class=\"name\">");
            text_html(p->out, p->coop->staff.at[i].name);
            text_str(p->out, "</th>");
            for (date_day date = p->from; date <= p->to; date++) {
                add_cell(p, i, date);
            }
            text_str(p->out, "</tr>\n");
        }
    }
    text_str(p->out, "</tbody>\n</table>\n");
}

/* ---- below the grid ---------------------------------------------------------------- */

static void add_holidays(const struct printing *p)
{
    bool any = false;
    for (date_day date = p->from; date <= p->to; date++) {
        enum holiday holiday = calendar_holiday(date);
        if (holiday != HOLIDAY_NONE) {
            text_printf(p->out, any ? "; " : "<p>%s: ",
                        say(p, WORD_HOLIDAYS));
            add_date(p->out, date);
            text_str(p->out, " ");
            text_html(p->out, holiday_name(holiday, p->input->norwegian));
            any = true;
        }
    }
    text_str(p->out, any ? "</p>\n" : "");
}

static void add_uncovered(const struct printing *p,
                          const struct finding *finding)
{
    char hours[HOURS_TEXT];
    const char *role = duty_role(p->coop, finding->duty);
    bool day = finding->from == finding->to;
    text_printf(p->out, "<li>%s ",
                weekday_name(date_weekday(finding->from),
                             p->input->norwegian));
    add_date(p->out, finding->from);
    if (!day) {
        text_str(p->out, " \xE2\x80\x93 ");
        add_date(p->out, finding->to);
    }
    text_str(p->out, ": ");
    text_html(p->out, duty_name(p->coop, finding->duty));
    if (*role) {
        text_str(p->out, " (");
        text_html(p->out, role);
        text_str(p->out, ")");
    }
    text_printf(p->out, ", %s: %lld %s %lld %s</li>\n",
                duty_hours(p->coop, finding->duty, hours),
                (long long)finding->value, say(p, WORD_OF),
                (long long)finding->limit,
                say(p, day ? WORD_PEOPLE : WORD_DUTIES_OF_WEEK));
}

static void add_all_uncovered(const struct printing *p)
{
    int32_t n = 0;
    text_printf(p->out, "<h2>%s</h2>\n", say(p, WORD_UNCOVERED));
    for (int32_t i = 0; i < p->input->findings->n; i++) {
        const struct finding *finding = &p->input->findings->at[i];
        if (finding->rule == RULE_COVER && finding->duty != NONE &&
            finding->from >= p->from && finding->from <= p->to) {
            text_str(p->out, n++ == 0 ? "<ul>\n" : "");
            add_uncovered(p, finding);
        }
    }
    if (n > 0) {
        text_str(p->out, "</ul>\n");
    } else {
        text_printf(p->out, "<p>%s</p>\n", say(p, WORD_NOTHING_UNCOVERED));
    }
}

static bool used_on_page(const struct printing *p, duty_ix duty)
{
    const struct plan *plan = p->input->plan;
    for (int32_t i = plan_seek(plan, p->from);
         i < plan->assignments.n && plan->assignments.at[i].date <= p->to;
         i++) {
        if (plan->assignments.at[i].duty == duty) {
            return true;
        }
    }
    return false;
}

static void add_sign(const struct printing *p, const char *sign,
                     enum word which)
{
    text_printf(p->out, "; <b>%s</b> %s", sign, say(p, which));
}

static void add_legend(const struct printing *p)
{
    const char *before = "";
    text_printf(p->out, "<h2>%s</h2>\n<p>", say(p, WORD_LEGEND));
    for (duty_ix duty = 0; duty < duty_count(p->coop); duty++) {
        char hours[HOURS_TEXT];
        if (used_on_page(p, duty)) {
            text_printf(p->out, "%s<b>", before);
            text_html(p->out, p->codes[duty]);
            text_str(p->out, "</b> ");
            text_html(p->out, duty_name(p->coop, duty));
            text_printf(p->out, " %s", duty_hours(p->coop, duty, hours));
            before = "; ";
        }
    }
    text_str(p->out, "</p>\n<p>");
    text_str(p->out, say(p, WORD_LEGEND_STANDBY));
    add_sign(p, SIGN_SATURDAY, WORD_LEGEND_SATURDAY);
    add_sign(p, SIGN_RED, WORD_LEGEND_RED);
    add_sign(p, SIGN_ABSENT, WORD_LEGEND_ABSENT);
    add_sign(p, SIGN_PARTLY, WORD_LEGEND_PARTLY);
    add_sign(p, SIGN_OUTSIDE, WORD_LEGEND_NOT_EMPLOYED);
    text_str(p->out, "</p>\n");
}

/* ---- the tally ------------------------------------------------------------------------ */

static void add_number(const struct printing *p, int32_t number)
{
    text_printf(p->out, "<td class=\"number\">%d</td>", (int)number);
}

static void add_tally(const struct printing *p)
{
    static const enum word HEADS[] = {
        WORD_NAME,     WORD_EMPLOYER, WORD_DUTIES, WORD_STANDBY,
        WORD_WEEKENDS, WORD_RED_DAYS, WORD_COUNTED};
    struct tally *tallies = tally_all(p->input);
    text_printf(p->out, "<h2>%s</h2>\n<table>\n<thead><tr>",
                say(p, WORD_TALLY));
    for (size_t i = 0; i < COUNT_OF(HEADS); i++) {
        text_printf(p->out, "<th>%s</th>", say(p, HEADS[i]));
    }
    text_str(p->out, "</tr></thead>\n<tbody>\n");
    for (int32_t i = 0; i < p->coop->staff.n; i++) {
        char hours[UNITS_TEXT];
        text_str(p->out, "<tr><td class=\"text\">");
        text_html(p->out, p->coop->staff.at[i].name);
        text_str(p->out, "</td><td class=\"text\">");
        text_html(p->out, staff_employer(p->coop, i));
        text_str(p->out, "</td>");
        add_number(p, tallies[i].duties);
        add_number(p, tallies[i].standby);
        add_number(p, tallies[i].weekends);
        add_number(p, tallies[i].red_days);
        text_printf(p->out, "<td class=\"number\">%s</td></tr>\n",
                    units_hours(tallies[i].counted, hours));
    }
    text_str(p->out, "</tbody>\n</table>\n");
    free(tallies);
}

/* ---- the document ------------------------------------------------------------------------ */

static void add_page(const struct printing *p)
{
    text_str(p->out, "<section>\n");
    add_heading(p);
    add_grid(p);
    add_holidays(p);
    add_all_uncovered(p);
    add_legend(p);
    text_str(p->out, "</section>\n");
}

static void add_head(const struct printing *p)
{
    text_printf(p->out,
                "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
                "<meta charset=\"utf-8\">\n<title>",
                p->input->norwegian ? "nb" : "en");
    text_html(p->out, p->coop->name);
    text_printf(p->out, " \xE2\x80\x93 %s</title>\n<style>\n%s</style>\n"
                        "</head>\n<body>\n",
                say(p, WORD_ROTA), STYLE);
}

enum status html_write(const struct export_input *input, struct text *out,
                       struct error *err)
{
    (void)err; /* nothing that can fail but memory */
    struct arena *arena = arena_new();
    date_day last = input->plan->from + input->plan->days - 1;
    struct printing p = {
        .input = input,
        .coop = input->coop,
        .codes = duty_codes(input->coop, input->plan, arena),
        .out = out,
    };
    p.from = input->plan->from;
    p.to = last;
    add_head(&p);
    for (date_day date = input->plan->from; date <= last; date += PAGE_DAYS) {
        p.from = date;
        p.to = date + PAGE_DAYS - 1 > last ? last : date + PAGE_DAYS - 1;
        add_page(&p);
    }
    p.from = input->plan->from;
    p.to = last;
    text_str(out, "<section>\n");
    add_heading(&p);
    add_tally(&p);
    text_str(out, "</section>\n</body>\n</html>\n");
    arena_free(arena);
    return STATUS_OK;
}
