/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * csv_coop.h - a co-operation as a folder of CSV files.
 *
 * cooperation.csv with the columns key and value (id, name, zone, profile), and
 * one NAME.csv per record table whose first row names the columns, in any
 * order. An empty cell is a value that is not there. Lists are written as
 * model/record.h says.
 */
#ifndef IMPORTERS_CSV_COOP_H
#define IMPORTERS_CSV_COOP_H

#include "model/fault.h"

bool csv_folder_recognise(const char *path);
enum status csv_folder_read(const char *path, struct coop *coop,
                            struct faults *faults, struct error *err) MUST_USE;

#endif
