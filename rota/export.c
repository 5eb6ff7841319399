/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * export.c - a plan as files: every format of EXPORTERS, and one calendar per
 * person, member and service (calendars only of what is published).
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "exporters/exporter.h"
#include "rota/feeds.h"
#include "rota/pick.h"
#include "rota/weekly.h"

enum { PATH_BYTES = 4096, NAME_BYTES = 256, ICS_MAX = 1 << 20 };

struct exporting {
    struct desk *desk;
    const struct export_options *options;
    struct picked picked;
    struct export_input input;
    struct finding_vec findings;
    struct moved_vec moved;
    struct arena *arena; /* of what the report's lines point at */
    cJSON *report;
    cJSON *files;
};

static enum status make_folder(const char *path, struct error *err)
{
    if (mkdir(path, 0777) != 0 && errno != EEXIST) {
        return error_set(err, STATUS_FILE, "%s: %s", path, strerror(errno));
    }
    return STATUS_OK;
}

static void note_file(struct exporting *x, const char *format,
                      const char *path)
{
    struct stat info = {0};
    (void)stat(path, &info); /* just written */
    cJSON *file = json_push_object(x->files);
    json_add_string(file, "format", format);
    json_add_string(file, "path", path);
    json_add_int(file, "bytes", (int64_t)info.st_size);
}

/* ---- what the run said -------------------------------------------------------------- */

static const char *string_of(const cJSON *object, const char *key)
{
    const char *text = cJSON_GetStringValue(
        cJSON_GetObjectItemCaseSensitive(object, key));
    return text ? text : "";
}

static int64_t whole_of(const cJSON *object, const char *key)
{
    const cJSON *node = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsNumber(node) ? (int64_t)node->valuedouble : 0;
}

static void read_levels(struct exporting *x)
{
    const cJSON *list =
        cJSON_GetObjectItemCaseSensitive(x->report, "levels");
    int32_t n = cJSON_GetArraySize(list);
    struct level_line *lines =
        arena_array(x->arena, (size_t)n + 1, sizeof *lines);
    for (int32_t i = 0; i < n; i++) {
        const cJSON *level = cJSON_GetArrayItem(list, i);
        lines[i] = (struct level_line){
            .name = string_of(level, "name"),
            .cost = whole_of(level, "cost"),
            .bound = whole_of(level, "bound"),
            .proven = cJSON_IsTrue(
                cJSON_GetObjectItemCaseSensitive(level, "proven")),
        };
    }
    x->input.levels = lines;
    x->input.n_levels = n;
}

static void read_costs(struct exporting *x)
{
    const cJSON *list =
        cJSON_GetObjectItemCaseSensitive(x->report, "cost_by_rule");
    int32_t n = cJSON_GetArraySize(list);
    struct cost_line *lines =
        arena_array(x->arena, (size_t)n + 1, sizeof *lines);
    for (int32_t i = 0; i < n; i++) {
        const cJSON *line = cJSON_GetArrayItem(list, i);
        lines[i] = (struct cost_line){
            .name = string_of(line, "rule"),
            .source = "",
            .level = string_of(line, "level"),
            .points = whole_of(line, "points"),
        };
    }
    x->input.cost_by_rule = lines;
    x->input.n_cost_by_rule = n;
}

/* A draft carries its run's report; what is published does not cost anything
 * by itself. */
static void read_report(struct exporting *x)
{
    const struct plan_record *record = &x->picked.record;
    if (record->report) {
        x->report = cJSON_Parse(record->report);
        x->input.has_cost = true;
        x->input.cost = record->cost;
        x->input.bound = record->bound;
        read_levels(x);
        read_costs(x);
    }
}

static void fill_input(struct exporting *x)
{
    struct timeline *timeline = timeline_new(
        x->desk->coop, &x->picked.history, x->picked.plan);
    rules_check(timeline, &x->findings);
    timeline_free(timeline);
    x->input = (struct export_input){
        .coop = x->desk->coop,
        .plan = x->picked.plan,
        .history = &x->picked.history,
        .findings = &x->findings,
        .moved = &x->moved,
        .revision = x->options->plan == 0 ? x->picked.revision : 0,
        .made = x->picked.made,
        .norwegian = x->options->norwegian,
    };
    read_report(x);
}

/* ---- documents ------------------------------------------------------------------------ */

static enum status export_documents(struct exporting *x, struct error *err)
{
    const char *wanted = x->options->format;
    for (int32_t i = 0; i < N_EXPORTERS; i++) {
        char path[PATH_BYTES];
        const struct exporter *exporter = &EXPORTERS[i];
        if (wanted && strcmp(wanted, exporter->name) != 0) {
            continue;
        }
        snprintf(path, sizeof path, "%s/%s", x->options->folder,
                 exporter->file_name);
        TRY(exporter_run(exporter, &x->input, path, err));
        note_file(x, exporter->name, path);
    }
    return STATUS_OK;
}

/* ---- calendars -------------------------------------------------------------------------- */

static enum status export_calendar(struct exporting *x, enum feed_kind kind,
                                   int32_t index, const char *prefix,
                                   const char *id, struct error *err)
{
    struct feed_request request = {.kind = kind,
                                   .index = index,
                                   .detail = DETAIL_FULL,
                                   .now = x->desk->act.at,
                                   .norwegian = x->options->norwegian};
    struct arena *arena = arena_new();
    struct text text;
    struct feed feed;
    char path[PATH_BYTES];
    text_init(&text, ICS_MAX);
    enum status status = feed_build(x->desk, &request, arena, &feed, err);
    if (status == STATUS_OK) {
        status = feed_render_ics(&feed, &text, err);
        vec_release(&feed.events);
    }
    if (status == STATUS_OK) {
        snprintf(path, sizeof path, "%s/calendars/%s-%s.ics",
                 x->options->folder, prefix, id);
        status = file_write(path, text_cstr(&text), text.length, err);
    }
    if (status == STATUS_OK) {
        note_file(x, "ics", path);
    }
    text_release(&text);
    arena_free(arena);
    return status;
}

static enum status export_calendars(struct exporting *x, struct error *err)
{
    const struct coop *coop = x->desk->coop;
    char folder[PATH_BYTES];
    snprintf(folder, sizeof folder, "%s/calendars", x->options->folder);
    TRY(make_folder(folder, err));
    for (int32_t i = 0; i < coop->staff.n; i++) {
        TRY(export_calendar(x, FEED_PERSON, i, "person",
                            coop->staff.at[i].id, err));
    }
    for (int32_t i = 0; i < coop->members.n; i++) {
        TRY(export_calendar(x, FEED_MEMBER, i, "member",
                            coop->members.at[i].id, err));
    }
    for (int32_t i = 0; i < coop->services.n; i++) {
        TRY(export_calendar(x, FEED_SERVICE, i, "service",
                            coop->services.at[i].id, err));
    }
    return export_calendar(x, FEED_UNCOVERED, NONE, "all", "uncovered", err);
}

/* ---- all of it --------------------------------------------------------------------------- */

/* Every path is the folder, "calendars", a word and an id. */
static enum status check_folder(const struct export_options *options,
                                struct error *err)
{
    if (strlen(options->folder) >= PATH_BYTES - NAME_BYTES) {
        return error_set(err, STATUS_USAGE,
                         "folder: expected at most %d bytes, found %zu",
                         PATH_BYTES - NAME_BYTES - 1,
                         strlen(options->folder));
    }
    return STATUS_OK;
}

static enum status check_format(const struct export_options *options,
                                struct error *err)
{
    const char *format = options->format;
    bool calendars = format && strcmp(format, "ics") == 0;
    if (calendars && options->plan != 0) {
        return error_set(err, STATUS_USAGE,
                         "format: calendars are only of what is published, "
                         "not of draft %lld",
                         (long long)options->plan);
    }
    if (!format || calendars || exporter_find(format)) {
        return STATUS_OK;
    }
    return error_set(err, STATUS_USAGE,
                     "format: expected one of the exporters or ics, found "
                     "'%s'",
                     format);
}

/* A draft has moved nobody yet. */
static enum status load_moved(struct exporting *x, struct error *err)
{
    const struct picked *picked = &x->picked;
    return x->options->plan != 0
               ? STATUS_OK
               : store_moved(x->desk->store, x->desk->coop, picked->from,
                             picked->from + picked->days - 1, &x->moved, err);
}

static enum status export_all(struct exporting *x, struct error *err)
{
    const char *format = x->options->format;
    bool calendars = !format || strcmp(format, "ics") == 0;
    TRY(load_moved(x, err));
    TRY(make_folder(x->options->folder, err));
    TRY(export_documents(x, err));
    if (calendars && x->options->plan == 0 && x->picked.revision > 0) {
        TRY(export_calendars(x, err));
    }
    return STATUS_OK;
}

enum status rota_export(struct desk *desk,
                        const struct export_options *options, cJSON **result,
                        struct error *err)
{
    struct exporting x = {.desk = desk, .options = options};
    TRY(check_format(options, err));
    TRY(check_folder(options, err));
    TRY(plan_pick(desk, options->plan, &options->horizon, &x.picked, err));
    x.arena = arena_new();
    fill_input(&x);
    cJSON *object = cJSON_CreateObject();
    x.files = json_add_list(object, "files");
    enum status status = export_all(&x, err);
    if (status == STATUS_OK) {
        *result = object;
    } else {
        cJSON_Delete(object);
    }
    cJSON_Delete(x.report);
    vec_release(&x.findings);
    vec_release(&x.moved);
    arena_free(x.arena);
    picked_release(&x.picked);
    return status;
}
