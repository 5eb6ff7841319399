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

/* One import on its way. */
struct job {
    struct coop *coop;
    const struct ics_options *options;
    struct ics_preview *preview;
    enum record_kind kind;
    const char *prefix;     /* of the ids of this calendar */
    const char *file;       /* for origins */
    struct span_vec taken;  /* days the owner is away anyhow */
    struct span_vec wanted; /* what the calendar says beyond */
    struct span_vec old;    /* what it said before */
};

/* ---- the two kinds of record --------------------------------------------- */

static bool same_owner(const struct job *job, int32_t ix)
{
    const struct coop *coop = job->coop;
    return job->kind == RECORD_ABSENCE
               ? coop->absences.at[ix].staff.ix == job->options->staff
               : coop->local_days.at[ix].member.ix == job->options->member;
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

static void add_record(const struct job *job, const struct span *span)
{
    const struct ics_options *options = job->options;
    void *record = record_add(job->coop, job->kind);
    record_origin(record)->file = job->file;
    if (job->kind == RECORD_ABSENCE) {
        struct absence *absence = record;
        absence->id = span->id;
        absence->staff = ref_to(job->coop, RECORD_STAFF, options->staff);
        absence->kind = options->kind;
        absence->from = span->from;
        absence->to = span->to;
        absence->grade = span->grade;
        absence->approved = span->approved;
        return;
    }
    struct local_day *day = record;
    day->id = span->id;
    day->member = ref_to(job->coop, RECORD_MEMBER, options->member);
    day->effect = options->effect;
    day->from = span->from;
    day->to = span->to;
}

/* ---- identity ------------------------------------------------------------ */

/* "ics-1a2b3c4d-": the same for the same calendar and owner. */
static const char *id_prefix(const struct job *job)
{
    char hex[DIGEST_HEX];
    struct arena *arena = job->coop->arena;
    struct ref owner =
        job->kind == RECORD_ABSENCE
            ? ref_to(job->coop, RECORD_STAFF, job->options->staff)
            : ref_to(job->coop, RECORD_MEMBER, job->options->member);
    const char *words = arena_printf(arena, "%s\n%s", job->options->source,
                                     owner.id ? owner.id : "");
    digest_sha256(words, strlen(words), hex);
    return arena_printf(arena, "ics-%.*s-", SOURCE_HEX, hex);
}

static const char *make_id(const struct job *job,
                           const struct ics_period *period, int32_t part)
{
    char hex[DIGEST_HEX];
    const char *words =
        arena_printf(job->coop->arena, "%s\n%" PRId32 "\n%" PRId32 "\n%" PRId32,
                     period->uid, period->occurrence, period->piece, part);
    digest_sha256(words, strlen(words), hex);
    return arena_printf(job->coop->arena, "%s%.*s", job->prefix, EVENT_HEX,
                        hex);
}

/* Whether this calendar made it, within the days that are read. */
static bool made_here(const struct job *job, const struct span *span)
{
    return strncmp(span->id, job->prefix, strlen(job->prefix)) == 0 &&
           span->from <= job->options->to && job->options->from <= span->to;
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

/* Adds what is left of the period to what is wanted, and to what is taken. */
static void add_period(struct job *job, const struct ics_period *period)
{
    struct span_vec *wanted = &job->wanted;
    int32_t first = wanted->n;
    for (date_day date = period->from; date <= period->to; date++) {
        if (day_taken(&job->taken, date)) {
            continue;
        }
        if (wanted->n > first && wanted->at[wanted->n - 1].to == date - 1) {
            wanted->at[wanted->n - 1].to = date;
            continue;
        }
        struct span span = {.from = date,
                            .to = date,
                            .grade = period->grade,
                            .approved = !period->tentative};
        span.id = make_id(job, period, wanted->n - first);
        vec_push(wanted, span);
    }
    job->preview->covered += wanted->n == first;
    for (int32_t i = first; i < wanted->n; i++) {
        vec_push(&job->taken, wanted->at[i]);
    }
}

static void add_periods(struct job *job, const struct ics_period_vec *periods)
{
    for (int32_t i = 0; i < periods->n; i++) {
        const struct ics_period *period = &periods->at[i];
        /* Local days are whole and certain. */
        if (job->kind == RECORD_LOCAL_DAY &&
            (period->grade < 100 || period->tentative)) {
            job->preview->brief++;
        } else {
            add_period(job, period);
        }
    }
}

/* Days of the owner by records that this import does not replace. */
static void list_taken(struct job *job)
{
    for (int32_t ix = 0; ix < record_count(job->coop, job->kind); ix++) {
        struct span span = get_span(job->coop, job->kind, ix);
        if (same_owner(job, ix) && !made_here(job, &span)) {
            vec_push(&job->taken, span);
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

static void count(struct job *job)
{
    struct ics_preview *preview = job->preview;
    for (int32_t i = 0; i < job->wanted.n; i++) {
        const struct span *span = &job->wanted.at[i];
        const struct span *before = find_span(&job->old, span->id);
        if (!before) {
            preview->added++;
        } else if (spans_equal(before, span)) {
            preview->unchanged++;
        } else {
            preview->changed++;
        }
    }
    for (int32_t i = 0; i < job->old.n; i++) {
        preview->removed += !find_span(&job->wanted, job->old.at[i].id);
    }
}

/* The same records without those that are replaced, which go to `old`. The
 * array is a new one: the caller may put the former back. */
static void drop_old(struct job *job)
{
    const struct record_table *table = RECORD_TABLES[job->kind];
    const struct coop before = *job->coop;
    int32_t n = record_count(&before, job->kind);
    memset((char *)job->coop + table->vec_offset, 0, sizeof(struct int_vec));
    for (int32_t ix = 0; ix < n; ix++) {
        struct span span = get_span(&before, job->kind, ix);
        if (made_here(job, &span)) {
            vec_push(&job->old, span);
        } else {
            memcpy(record_add(job->coop, job->kind),
                   record_at(&before, job->kind, ix), table->size);
        }
    }
}

static enum status add_wanted(const struct job *job, struct error *err)
{
    const struct record_table *table = RECORD_TABLES[job->kind];
    if (record_count(job->coop, job->kind) + job->wanted.n > table->max) {
        return error_set(err, STATUS_INPUT,
                         "expected at most %" PRId32 " %s in all", table->max,
                         table->name);
    }
    for (int32_t i = 0; i < job->wanted.n; i++) {
        add_record(job, &job->wanted.at[i]);
    }
    return coop_validate(job->coop, err);
}

/* Puts the calendar's records in the place of its earlier ones. */
static enum status replace(struct job *job, struct error *err)
{
    const struct coop before = *job->coop;
    drop_old(job);
    enum status status = add_wanted(job, err);
    if (status == STATUS_OK) {
        count(job);
    } else {
        *job->coop = before;
    }
    return status;
}

/* ---- the file ------------------------------------------------------------ */

static enum status read_periods(const struct job *job, const char *path,
                                struct ics_found *found, struct error *err)
{
    const struct ics_window window = {job->options->from, job->options->to};
    char *bytes = NULL, *json = NULL;
    size_t length = 0;
    if (!path_is_file(path)) {
        return error_set(err, STATUS_FILE, "%s: expected a regular file", path);
    }
    TRY(file_read(path, ICS_BYTES_MAX, &bytes, &length, err));
    enum status status = ics_scan(bytes, length, err);
    if (status == STATUS_OK) {
        status = ics_read_child(bytes, length, &json, err);
    }
    if (status == STATUS_OK) {
        status = ics_periods(json, &window, job->coop->arena, found, err);
    }
    free(bytes);
    free(json);
    return error_in(status, err, "%s: ", job->file);
}

/* The counts and reasons become the preview's. */
static void take_counts(struct ics_preview *preview, struct ics_found *found)
{
    preview->events = found->counts.events;
    preview->free = found->counts.free;
    preview->brief = found->counts.brief;
    preview->refused = found->counts.refused;
    preview->reasons = found->reasons;
    found->reasons = (struct faults){0};
}

enum status ics_import(struct coop *coop, const char *path,
                       const struct ics_options *options,
                       struct ics_preview *preview, struct error *err)
{
    struct job job = {.coop = coop,
                      .options = options,
                      .preview = preview,
                      .kind = options->staff == NONE ? RECORD_LOCAL_DAY
                                                     : RECORD_ABSENCE,
                      .file = arena_strdup(coop->arena, path_base(path))};
    struct ics_found found = {0};
    *preview = (struct ics_preview){0};
    job.prefix = id_prefix(&job);
    enum status status = read_periods(&job, path, &found, err);
    take_counts(preview, &found);
    if (status == STATUS_OK) {
        list_taken(&job);
        add_periods(&job, &found.periods);
        status = replace(&job, err);
    }
    ics_found_release(&found);
    vec_release(&job.taken);
    vec_release(&job.wanted);
    vec_release(&job.old);
    return status;
}

void ics_preview_release(struct ics_preview *preview)
{
    faults_release(&preview->reasons);
}
