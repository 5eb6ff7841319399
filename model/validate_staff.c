/* SPDX-License-Identifier: GPL-3.0-or-later */
/* validate_staff.c - checks of people and their absences. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "model/validate.h"

void check_shares(const struct coop *coop, struct faults *faults)
{
    for (int32_t ix = 0; ix < coop->staff.n; ix++) {
        const struct share_list *shares = &coop->staff.at[ix].services;
        int32_t sum = 0;
        for (int32_t i = 0; i < shares->n; i++) {
            sum += shares->at[i].pct;
            for (int32_t j = 0; j < i; j++) {
                if (shares->at[i].service.ix == shares->at[j].service.ix) {
                    validate_fault(coop, faults, RECORD_STAFF, ix, "services",
                                   "expected each service once, found '%s' "
                                   "again",
                                   shares->at[i].service.id);
                }
            }
        }
        if (sum > 100) {
            validate_fault(coop, faults, RECORD_STAFF, ix, "services",
                           "expected shares of at most 100 pct together, "
                           "found %" PRId32,
                           sum);
        }
    }
}

void check_competences(const struct coop *coop, struct faults *faults)
{
    for (int32_t ix = 0; ix < coop->staff.n; ix++) {
        const struct held_list *held = &coop->staff.at[ix].competences;
        for (int32_t i = 1; i < held->n; i++) {
            for (int32_t j = 0; j < i; j++) {
                const struct held_competence *a = &held->at[i];
                const struct held_competence *b = &held->at[j];
                if (a->competence.ix == b->competence.ix &&
                    periods_meet(a->from, a->to, b->from, b->to)) {
                    validate_fault(coop, faults, RECORD_STAFF, ix,
                                   "competences",
                                   "expected '%s' once at a time, found items "
                                   "%" PRId32 " and %" PRId32,
                                   a->competence.id, j, i);
                }
            }
        }
    }
}

void check_histories(const struct coop *coop, struct faults *faults)
{
    for (int32_t ix = 0; ix < coop->staff.n; ix++) {
        const struct counter_list *history = &coop->staff.at[ix].history;
        for (int32_t i = 1; i < history->n; i++) {
            for (int32_t j = 0; j < i; j++) {
                if (history->at[i].kind == history->at[j].kind &&
                    history->at[i].as_of == history->at[j].as_of) {
                    validate_fault(coop, faults, RECORD_STAFF, ix, "history",
                                   "expected one counter of a kind for a day, "
                                   "found items %" PRId32 " and %" PRId32,
                                   j, i);
                }
            }
        }
    }
}

/* One @ between printable ASCII that needs no quotes (RFC 5321 4.1.2, the
 * plain form), so that an address can't change a header or a command. */
static bool is_email(const char *text)
{
    static const char PLAIN[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "abcdefghijklmnopqrstuvwxyz"
                                "0123456789!#$%&'*+-/=?^_`{|}~.";
    size_t local = strspn(text, PLAIN);
    if (local == 0 || local > 64 || text[local] != '@') {
        return false;
    }
    const char *domain = text + local + 1;
    size_t length = strspn(domain, PLAIN);
    return length > 0 && domain[length] == '\0' && domain[0] != '.' &&
           domain[length - 1] != '.';
}

/* E.164: a plus sign and at most 15 digits. */
static bool is_phone(const char *text)
{
    size_t digits = text[0] == '+' ? strspn(text + 1, "0123456789") : 0;
    return digits >= 8 && digits <= 15 && text[1 + digits] == '\0';
}

void check_addresses(const struct coop *coop, struct faults *faults)
{
    for (int32_t ix = 0; ix < coop->staff.n; ix++) {
        const struct staff *staff = &coop->staff.at[ix];
        if (staff->email && !is_email(staff->email)) {
            validate_fault(coop, faults, RECORD_STAFF, ix, "email",
                           "expected an address as name@example.org, found "
                           "'%.60s'",
                           staff->email);
        }
        if (staff->phone && !is_phone(staff->phone)) {
            validate_fault(coop, faults, RECORD_STAFF, ix, "phone",
                           "expected + and 8 to 15 digits, found '%.20s'",
                           staff->phone);
        }
    }
}

/* ---- absences ------------------------------------------------------------ */

struct absence_line {
    const struct absence *absence;
    int32_t ix;
};

static int by_staff_and_day(const void *left, const void *right)
{
    const struct absence_line *a = left, *b = right;
    const struct absence *x = a->absence, *y = b->absence;
    if (x->staff.ix != y->staff.ix) {
        return x->staff.ix < y->staff.ix ? -1 : 1;
    }
    if (x->from != y->from) {
        return x->from < y->from ? -1 : 1;
    }
    return (a->ix > b->ix) - (a->ix < b->ix);
}

/* Full ones only: a holiday inside a graded sick note is daily life. */
static void check_overlaps(const struct coop *coop,
                           const struct absence_line *lines, int32_t n,
                           struct faults *faults)
{
    const struct absence *before = NULL; /* the one that ends last so far */
    for (int32_t i = 0; i < n; i++) {
        const struct absence *absence = lines[i].absence;
        bool same = before && before->staff.ix == absence->staff.ix;
        if (same && absence->from <= before->to) {
            validate_fault(coop, faults, RECORD_ABSENCE, lines[i].ix, "from",
                           "expected a period apart from that of '%s': both "
                           "are full absences of '%s'",
                           before->id, absence->staff.id);
        }
        if (!same || absence->to > before->to) {
            before = absence;
        }
    }
}

static void check_employed(const struct coop *coop, int32_t ix,
                           struct faults *faults)
{
    const struct absence *absence = &coop->absences.at[ix];
    const struct staff *staff = &coop->staff.at[absence->staff.ix];
    if (!periods_meet(absence->from, absence->to, staff->from, staff->to)) {
        char first[DATE_TEXT], last[DATE_TEXT];
        validate_fault(coop, faults, RECORD_ABSENCE, ix, "from",
                       "expected a day on which '%s' is employed (%s to %s)",
                       staff->id, date_format(staff->from, first),
                       date_format(staff->to, last));
    }
}

void check_absences(const struct coop *coop, struct faults *faults)
{
    int32_t n = coop->absences.n, full = 0;
    struct absence_line *lines = xcalloc((size_t)n, sizeof *lines);
    for (int32_t ix = 0; ix < n; ix++) {
        const struct absence *absence = &coop->absences.at[ix];
        check_employed(coop, ix, faults);
        if (absence->grade == 100 && absence->approved) {
            lines[full++] = (struct absence_line){absence, ix};
        }
    }
    qsort(lines, (size_t)full, sizeof *lines, by_staff_and_day);
    check_overlaps(coop, lines, full, faults);
    free(lines);
}
