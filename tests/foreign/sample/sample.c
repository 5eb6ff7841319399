/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sample.c - writes what the foreign readers of tests/foreign are tried with.
 *
 *   foreign_sample FOLDER
 *
 * person.ics with expected.json (the instants as numbers, written without any
 * of the exporters), and a small rota in every format of EXPORTERS.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "exporters/exporter.h"
#include "tests/exporters/calendars.h"
#include "tests/model/scene.h"

enum { PATH_BYTES = 4096, ROOM = 1 << 20 };

static void must(enum status status, const struct error *err)
{
    if (status != STATUS_OK) {
        fprintf(stderr, "sample: %s\n", err->text);
        exit(1);
    }
}

static char *path_in(const char *folder, const char *name,
                     char out[PATH_BYTES])
{
    snprintf(out, PATH_BYTES, "%s/%s", folder, name);
    return out;
}

static void expect_event(const struct feed_event *event, FILE *file)
{
    fprintf(file, "  \"%s\": {\"all_day\": %s, \"cancelled\": %s, ",
            event->uid, event->all_day ? "true" : "false",
            event->cancelled ? "true" : "false");
    fprintf(file, "\"sequence\": %d, \"start\": %" PRId64 ", ",
            (int)event->sequence,
            event->all_day ? (int64_t)event->start_date * 86400
                           : event->start);
    fprintf(file, "\"end\": %" PRId64 ", \"title\": \"",
            event->all_day ? ((int64_t)event->end_date + 1) * 86400
                           : event->end);
    for (const char *c = event->title; *c; c++) {
        fprintf(file, *c == '"' || *c == '\\' ? "\\%c" : "%c", *c);
    }
    fprintf(file, "\"}");
}

static void write_calendar(const char *folder)
{
    struct error err = {0};
    char path[PATH_BYTES];
    struct feed feed;
    struct text text;
    calendar_of_person(&feed);
    text_init(&text, ROOM);
    must(feed_render_ics(&feed, &text, &err), &err);
    must(file_write(path_in(folder, "person.ics", path), text_cstr(&text),
                    text.length, &err),
         &err);
    FILE *file = fopen(path_in(folder, "expected.json", path), "w");
    if (!file) {
        perror(path);
        exit(1);
    }
    fprintf(file, "{\n");
    for (int32_t i = 0; i < feed.events.n; i++) {
        expect_event(&feed.events.at[i], file);
        fprintf(file, i + 1 < feed.events.n ? ",\n" : "\n}\n");
    }
    fclose(file);
    text_release(&text);
    vec_release(&feed.events);
}

/* Ten weeks over the clock change of 2027 and Easter: three pages. */
static void write_rota(const char *folder)
{
    struct error err = {0};
    struct scene *scene = scene_new("2027-03-01");
    struct plan plan;
    struct finding_vec findings = {0};
    scene_coop(scene)->id = "sample";
    scene_coop(scene)->name = "Sør & Nord";
    scene_add(scene, RECORD_STAFF, "id=kari name==HYPERLINK(\"x\")");
    scene_add(scene, RECORD_STAFF, "id=ola name=<b>Ola</b>&Søn position_pct=50");
    scene_work(scene, "kari", "work mon 08:00 mon 15:30, "
                              "standby sat 22:00 sun 08:00");
    scene_work(scene, "ola", "standby 2027-03-27 20:00 2027-03-28 08:00, "
                             "work 2027-04-30 22:00 2027-05-01 07:00");
    struct timeline *timeline =
        scene_timeline(scene, scene_day("2027-03-01"), 70);
    plan_init(&plan, scene_day("2027-03-01"), 70);
    for (int32_t i = 0; i < timeline->items.n; i++) {
        const struct work_item *item = &timeline->items.at[i];
        plan_add(&plan, item->staff, item->duty, item->date);
    }
    plan_sort(&plan);
    rules_check(timeline, &findings);
    struct export_input input = {.coop = scene_coop(scene),
                                 .plan = &plan,
                                 .findings = &findings,
                                 .revision = 7,
                                 .made = 1803000000,
                                 .norwegian = true};
    for (int32_t i = 0; i < N_EXPORTERS; i++) {
        char path[PATH_BYTES];
        must(exporter_run(&EXPORTERS[i], &input,
                          path_in(folder, EXPORTERS[i].file_name, path),
                          &err),
             &err);
    }
    vec_release(&findings);
    plan_release(&plan);
    scene_free(scene);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: foreign_sample FOLDER\n");
        return 1;
    }
    write_calendar(argv[1]);
    write_rota(argv[1]);
    return 0;
}
