/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * formats.h - the formats of EXPORTERS and the functions that write them.
 *
 * One line each: X(name, file, media type, write, write_file, help). Text
 * formats append to a buffer; binary ones write a file themselves.
 */
#ifndef EXPORTERS_FORMATS_H
#define EXPORTERS_FORMATS_H

#include "exporters/exporter.h"

#define XLSX_MEDIA                                                             \
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#define EXPORTER_TABLE(X)                                                      \
    X("json", "rota.json", "application/json", json_write, NULL,               \
      "the rota, its cost by rule, its bound and all findings")                \
    X("csv", "rota.csv", "text/csv", csv_write, NULL,                          \
      "one row per assignment")                                                \
    X("html", "rota.html", "text/html", html_write, NULL,                      \
      "to print: a page per four weeks")                                       \
    X("xlsx", "rota.xlsx", XLSX_MEDIA, NULL, xlsx_write_file,                  \
      "a workbook: rota, duties, tally, hours")                                \
    X("pay", "pay.csv", "text/csv", pay_csv_write, NULL,                       \
      "hours by pay class per person and month")

enum status json_write(const struct export_input *input, struct text *out,
                       struct error *err) MUST_USE;
enum status csv_write(const struct export_input *input, struct text *out,
                      struct error *err) MUST_USE;
enum status html_write(const struct export_input *input, struct text *out,
                       struct error *err) MUST_USE;
enum status pay_csv_write(const struct export_input *input, struct text *out,
                          struct error *err) MUST_USE;
enum status xlsx_write_file(const struct export_input *input, const char *path,
                            struct error *err) MUST_USE;

#endif
