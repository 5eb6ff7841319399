/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inrc2.h - Second International Nurse Rostering Competition (Ceschia et al.
 * 2015), static view: scenario, first history and all weeks at once.
 */
#ifndef IMPORTERS_INRC2_H
#define IMPORTERS_INRC2_H

#include "solver/roster.h"

enum status inrc2_read(const char *path, struct problem **result,
                       struct error *err) MUST_USE;
/* sol-week0.txt, sol-week1.txt, ... in the competition's form into a folder. */
enum status inrc2_write(const struct problem *problem,
                        const struct roster *roster, const char *path,
                        struct error *err) MUST_USE;

#endif
