/* SPDX-License-Identifier: GPL-3.0-or-later */
/* validate.c - runs the table of checks. */
#include "model/validate.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/zone.h"

void validate_fault(const struct coop *coop, struct faults *faults,
                    enum record_kind kind, int32_t ix, const char *field,
                    const char *format, ...)
{
    char words[ERROR_TEXT_MAX / 2], where[120];
    va_list args;
    va_start(args, format);
    vsnprintf(words, sizeof words, format, args);
    va_end(args);
    snprintf(where, sizeof where, "%s[%" PRId32 "]%s%s",
             RECORD_TABLES[kind]->name, ix, field ? "." : "",
             field ? field : "");
    faults_add_at(faults, record_origin(record_at(coop, kind, ix)), where, "%s",
                  words);
}

bool periods_meet(date_day from, date_day to, date_day other_from,
                  date_day other_to)
{
    return from <= other_to && other_from <= to;
}

void check_zone(const struct coop *coop, struct faults *faults)
{
    if (!coop->zone || strcmp(coop->zone, ZONE_NAME) != 0) {
        faults_add(faults,
                   "cooperation.zone: expected " ZONE_NAME ", found '%.40s'",
                   coop->zone ? coop->zone : "");
    }
}

bool coop_validate_all(const struct coop *coop, struct faults *faults)
{
#define CHECK_LINE(name, what) name,
    static validate_check *const CHECKS[] = {CHECK_TABLE(CHECK_LINE)};
#undef CHECK_LINE
    int32_t before = faults_count(faults);
    for (size_t i = 0; i < COUNT_OF(CHECKS); i++) {
        CHECKS[i](coop, faults);
    }
    return faults_count(faults) == before;
}

enum status coop_validate(const struct coop *coop, struct error *err)
{
    struct faults faults = {0};
    coop_validate_all(coop, &faults);
    enum status status = faults_status(&faults, err);
    faults_release(&faults);
    return status;
}
