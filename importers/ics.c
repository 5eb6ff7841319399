/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ics.c - absences or local days from an iCalendar file. */
#include "importers/ics.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/digest.h"
#include "base/text.h"
#include "importers/folder.h"
#include "importers/ics_child.h"
#include "importers/ics_event.h"
#include "importers/ics_scan.h"
#include "model/limits.h"
#include "model/record.h"

enum { SOURCE_HEX = 8, EVENT_HEX = 16, ID_TEXT = 40 };

/* An absence or a local day, as far as calendars tell of it. */
struct span {
    const char *id;
    date_day from, to;
    int32_t grade;
    bool approved;
};
struct span_vec VEC_OF(struct span);

/* ---- the two kinds of record --------------------------------------------- */

static bool same_owner(const struct coop *coop, enum record_kind kind,
                       int32_t ix, const struct ics_options *options)
{
    return kind == RECORD_ABSENCE
               ? coop->absences.at[ix].staff.ix == options->staff
               : coop->local_days.at[ix].member.ix == options->member;
}

static struct span get_span(const struct coop *coop, enum record_kind kind,
                            int32_t ix)
{
    if (kind == RECORD_ABSENCE) {
        const struct absence *absence = &coop->absences.at[ix];
        return (struct span){absence->id, absence->from, absence->to,
                             absence->grade, absence->approved};
    }
    const struct local_day *day = &coop->local_days.at[ix];
    return (struct span){day->id, day->from, day->to, 100, true};
}

static struct ref ref_to(const struct coop *coop, enum record_kind kind,
                         int32_t ix)
{
    struct ref none = {.id = NULL, .ix = NONE};
    if (ix == NONE) {
        return none;
    }
    return (struct ref){record_id(kind, record_at(coop, kind, ix)), ix};
}

static void add_record(struct coop *coop, enum record_kind kind,
                       const struct span *span, const char *file,
                       const struct ics_options *options)
{
    void *record = record_add(coop, kind);
    record_origin(record)->file = file;
    if (kind == RECORD_ABSENCE) {
        struct absence *absence = record;
        absence->id = span->id;
        absence->staff = ref_to(coop, RECORD_STAFF, options->staff);
        absence->kind = options->kind;
        absence->from = span->from;
        absence->to = span->to;
        absence->grade = span->grade;
        absence->approved = span->approved;
        return;
    }
    struct local_day *day = record;
    day->id = span->id;
    day->member = ref_to(coop, RECORD_MEMBER, options->member);
    day->effect = options->effect;
    day->from = span->from;
    day->to = span->to;
}

/* ---- identity ------------------------------------------------------------ */

/* "ics-1a2b3c4d-": the same for the same calendar and owner. */
static const char *id_prefix(const struct coop *coop, enum record_kind kind,
                             const struct ics_options *options)
{
    char hex[DIGEST_HEX];
    struct ref owner = kind == RECORD_ABSENCE
                           ? ref_to(coop, RECORD_STAFF, options->staff)
                           : ref_to(coop, RECORD_MEMBER, options->member);
    const char *words =
        arena_printf(coop->arena, "%s\n%s", options->source,
                     owner.id ? owner.id : "");
    digest_sha256(words, strlen(words), hex);
    return arena_printf(coop->arena, "ics-%.*s-", SOURCE_HEX, hex);
}

static const char *make_id(const struct coop *coop, const char *prefix,
                           const struct ics_period *period, int32_t part)
{
    char hex[DIGEST_HEX];
    const char *words = arena_printf(
        coop->arena, "%s\n%" PRId32 "\n%" PRId32 "\n%" PRId32, period->uid,
        period->occurrence, period->piece, part);
    digest_sha256(words, strlen(words), hex);
    return arena_printf(coop->arena, "%s%.*s", prefix, EVENT_HEX, hex);
}

static bool has_prefix(const struct span *span, const char *prefix)
{
    return strncmp(span->id, prefix, strlen(prefix)) == 0;
}

static bool touches(const struct span *span, const struct ics_options *options)
{
    return span->from <= options->to && options->from <= span->to;
}

/* ---- days ---------------------------------------------------------------- */

static bool day_taken(const struct span_vec *taken, date_day date)
{
    for (int32_t i = 0; i < taken->n; i++) {
        const struct span *span = &taken->at[i];
        if (span->grade == 100 && span->approved && date >= span->from &&
            date <= span->to) {
            return true;
        }
    }
    return false;
}

/* Adds what is left of the period to `wanted`, and to `taken`. */
static void add_period(const struct coop *coop, const char *prefix,
                       const struct ics_period *period,
                       struct span_vec *taken, struct span_vec *wanted,
                       struct ics_preview *preview)
{
    int32_t first = wanted->n;
    for (date_day date = period->from; date <= period->to; date++) {
        if (day_taken(taken, date)) {
            continue;
        }
        if (wanted->n > first && wanted->at[wanted->n - 1].to == date - 1) {
            wanted->at[wanted->n - 1].to = date;
            continue;
        }
        struct span span = {.from = date, .to = date, .grade = period->grade,
                            .approved = !period->tentative};
        span.id = make_id(coop, prefix, period, wanted->n - first);
        vec_push(wanted, span);
    }
    preview->covered += wanted->n == first;
    for (int32_t i = first; i < wanted->n; i++) {
        vec_push(taken, wanted->at[i]);
    }
}

/* Days of the owner by records that this calendar did not make, or made
 * outside the window. */
static void list_taken(const struct coop *coop, enum record_kind kind,
                       const char *prefix, const struct ics_options *options,
                       struct span_vec *taken)
{
    for (int32_t ix = 0; ix < record_count(coop, kind); ix++) {
        struct span span = get_span(coop, kind, ix);
        if (same_owner(coop, kind, ix, options) &&
            !(has_prefix(&span, prefix) && touches(&span, options))) {
            vec_push(taken, span);
        }
    }
}

/* ---- old and new --------------------------------------------------------- */

static const struct span *find_span(const struct span_vec *spans,
                                    const char *id)
{
    for (int32_t i = 0; i < spans->n; i++) {
        if (strcmp(spans->at[i].id, id) == 0) {
            return &spans->at[i];
        }
    }
    return NULL;
}

static bool spans_equal(const struct span *a, const struct span *b)
{
    return a->from == b->from && a->to == b->to && a->grade == b->grade &&
           a->approved == b->approved;
}

static void count(const struct span_vec *old, const struct span_vec *wanted,
                  struct ics_preview *preview)
{
    for (int32_t i = 0; i < wanted->n; i++) {
        const struct span *before = find_span(old, wanted->at[i].id);
        if (!before) {
            preview->added++;
        } else if (spans_equal(before, &wanted->at[i])) {
            preview->unchanged++;
        } else {
            preview->changed++;
        }
    }
    for (int32_t i = 0; i < old->n; i++) {
        preview->removed += !find_span(wanted, old->at[i].id);
    }
}

static void *vec_of(struct coop *coop, enum record_kind kind)
{
    return (char *)coop + RECORD_TABLES[kind]->vec_offset;
}

/* The same records without those of this calendar in the window, which go to
 * `old`. The array is a new one: the caller may put the former back. */
static void drop_old(struct coop *coop, enum record_kind kind,
                     const char *prefix, const struct ics_options *options,
                     struct span_vec *old)
{
    struct coop before = *coop;
    int32_t n = record_count(coop, kind);
    memset(vec_of(coop, kind), 0, sizeof(struct int_vec));
    for (int32_t ix = 0; ix < n; ix++) {
        struct span span = get_span(&before, kind, ix);
        if (has_prefix(&span, prefix) && touches(&span, options)) {
            vec_push(old, span);
        } else {
            memcpy(record_add(coop, kind), record_at(&before, kind, ix),
                   RECORD_TABLES[kind]->size);
        }
    }
}

static enum status check_room(const struct coop *coop, enum record_kind kind,
                              int32_t more, struct error *err)
{
    int32_t max = RECORD_TABLES[kind]->max;
    if (record_count(coop, kind) + more > max) {
        return error_set(err, STATUS_INPUT,
                         "expected at most %" PRId32 " %s in all", max,
                         RECORD_TABLES[kind]->name);
    }
    return STATUS_OK;
}

/* Puts the calendar's records in the place of its earlier ones. */
static enum status replace(struct coop *coop, enum record_kind kind,
                           const char *file, const char *prefix,
                           const struct span_vec *wanted,
                           const struct ics_options *options,
                           struct ics_preview *preview, struct error *err)
{
    const struct coop before = *coop;
    struct span_vec old = {0};
    drop_old(coop, kind, prefix, options, &old);
    enum status status = check_room(coop, kind, wanted->n, err);
    for (int32_t i = 0; status == STATUS_OK && i < wanted->n; i++) {
        add_record(coop, kind, &wanted->at[i], file, options);
    }
    if (status == STATUS_OK) {
        status = coop_validate(coop, err);
    }
    if (status == STATUS_OK) {
        count(&old, wanted, preview);
    } else {
        *coop = before;
    }
    vec_release(&old);
    return status;
}

/* ---- the file ------------------------------------------------------------ */

static enum status read_periods(const char *path, struct arena *arena,
                                const struct ics_options *options,
                                struct ics_period_vec *periods,
                                struct ics_preview *preview,
                                struct error *err)
{
    char *bytes = NULL, *json = NULL;
    size_t length = 0;
    struct ics_counts counts = {0};
    TRY(file_read(path, ICS_BYTES_MAX, &bytes, &length, err));
    enum status status = ics_scan(bytes, length, err);
    if (status == STATUS_OK) {
        status = ics_read_child(bytes, length, &json, err);
    }
    if (status == STATUS_OK) {
        status = ics_periods(json, options->from, options->to, arena, periods,
                             &counts, &preview->reasons, err);
    }
    free(bytes);
    free(json);
    preview->events = counts.events;
    preview->free = counts.free;
    preview->brief = counts.brief;
    preview->refused = counts.refused;
    return error_in(status, err, "%s: ", path_base(path));
}

enum status ics_import(struct coop *coop, const char *path,
                       const struct ics_options *options,
                       struct ics_preview *preview, struct error *err)
{
    enum record_kind kind =
        options->staff == NONE ? RECORD_LOCAL_DAY : RECORD_ABSENCE;
    const char *prefix = id_prefix(coop, kind, options);
    struct ics_period_vec periods = {0};
    struct span_vec taken = {0}, wanted = {0};
    *preview = (struct ics_preview){0};
    enum status status =
        read_periods(path, coop->arena, options, &periods, preview, err);
    if (status == STATUS_OK) {
        list_taken(coop, kind, prefix, options, &taken);
        for (int32_t i = 0; i < periods.n; i++) {
            const struct ics_period *period = &periods.at[i];
            /* Local days are whole and certain. */
            if (kind == RECORD_LOCAL_DAY &&
                (period->grade < 100 || period->tentative)) {
                preview->brief++;
            } else {
                add_period(coop, prefix, period, &taken, &wanted, preview);
            }
        }
        status = replace(coop, kind,
                         arena_strdup(coop->arena, path_base(path)), prefix,
                         &wanted, options, preview, err);
    }
    vec_release(&periods);
    vec_release(&taken);
    vec_release(&wanted);
    return status;
}

void ics_preview_release(struct ics_preview *preview)
{
    faults_release(&preview->reasons);
}
