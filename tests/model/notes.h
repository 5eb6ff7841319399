/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * notes.h - a co-operation out of a few lines of text, for tests.
 *
 *   staff id=kari name=Kari member=vega
 *   demands id=d name=D shift_type=night weekdays=mon-fri
 *
 * One record a line, by the name of its table, values without spaces. Names
 * that are left out are the id.
 */
#ifndef TESTS_MODEL_NOTES_H
#define TESTS_MODEL_NOTES_H

#include "model/coop.h"

/* Adds the records of `notes`; a line that cannot be read fails the test.
 * Origins are the file "notes" and the line. */
void notes_add(struct coop *coop, const char *notes);

#endif
