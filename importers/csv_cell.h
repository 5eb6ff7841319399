/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * csv_cell.h - what spreadsheets make of a value, put back into our form.
 *
 *   HOURS    37,5           37.5
 *   BOOL     TRUE, ja, 1    true        FALSE, nei, 0    false
 *   DATE     28.3.2027      2027-03-28
 *   CLOCK    8:00, 08:00:00 08:00
 * A text that begins as a formula does (= + @) is refused; '= in front of one
 * loses its quote (exports put it there).
 */
#ifndef IMPORTERS_CSV_CELL_H
#define IMPORTERS_CSV_CELL_H

#include "model/record.h"

/* The cell as field_read() takes it; copied into the arena where it changes. */
enum status csv_cell(const struct field *field, const char *cell,
                     struct arena *arena, const char **result,
                     struct error *err) MUST_USE;

#endif
