/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scene.c - see scene.h. */
#include "scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void read_field(const struct record_table *table, struct coop *coop,
                       void *record, char *pair)
{
    struct error err = {0};
    char *equals = strchr(pair, '=');
    CHECK(equals);
    *equals = '\0';
    int32_t f = field_find(table, pair);
    CHECK(f != NONE);
    enum status status = field_read(&table->fields[f], equals + 1, record,
                                    coop->arena, &err);
    if (status != STATUS_OK) {
        fprintf(stderr, "%s.%s: %s\n", table->name, pair, err.text);
    }
    CHECK(status == STATUS_OK);
}

void scene_record(struct coop *coop, enum record_kind kind, const char *text)
{
    const struct record_table *table = RECORD_TABLES[kind];
    void *record = record_add(coop, kind);
    char *copy = arena_strdup(coop->arena, text);
    while (copy && *copy) {
        char *end = strchr(copy, ';');
        if (end) {
            *end++ = '\0';
        }
        read_field(table, coop, record, copy);
        copy = end;
    }
}

struct coop *scene_coop(void)
{
    struct coop *coop = coop_new();
    struct error err = {0};
    coop->id = "scene";
    coop->name = "Scene";
    coop->zone = "Europe/Oslo";
    scene_record(coop, RECORD_MEMBER, "id=vega;name=Vega");
    scene_record(coop, RECORD_PLACE, "id=gladstad;name=Gladstad;member=vega");
    scene_record(coop, RECORD_SERVICE, "id=akutt;name=Akutt");
    scene_record(coop, RECORD_STAFF,
                 "id=kari;name=Kari O'Brien & Sønn, Ås;member=vega");
    scene_record(coop, RECORD_STAFF, "id=ola;name=Ola;member=vega");
    scene_record(coop, RECORD_STAFF, "id=siv;name=Siv;member=vega");
    scene_record(coop, RECORD_SHIFT_TYPE,
                 "id=natt;name=Natt;title=Beredskap;kind=standby;"
                 "start=15:30;end=08:00+1;factor=1/7");
    scene_record(coop, RECORD_SHIFT_TYPE,
                 "id=dag;name=Dag;title=Vakt;kind=work;start=08:00;"
                 "end=15:30");
    scene_record(coop, RECORD_DEMAND,
                 "id=beredskap;name=Beredskap;shift_type=natt;service=akutt;"
                 "weekdays=mon-sun;low=1;target=1;high=1;priority=1");
    scene_record(coop, RECORD_DEMAND,
                 "id=kontor;name=Kontor;shift_type=dag;service=akutt;"
                 "weekdays=mon-fri;low=1;target=2;high=3;priority=2");
    CHECK(coop_resolve(coop, &err) == STATUS_OK);
    return coop;
}

static void new_path(char path[SCENE_PATH])
{
    const char *folder = getenv("TMPDIR");
    snprintf(path, SCENE_PATH, "%s/samvakt-store-XXXXXX",
             folder && *folder ? folder : "/tmp");
    int fd = mkstemp(path);
    CHECK(fd >= 0);
    close(fd);
    unlink(path); /* the name is ours now; store_create wants no file */
}

void scene_open(struct scene *scene)
{
    struct error err = {0};
    memset(scene, 0, sizeof *scene);
    scene->act = (struct act){.actor = "test", .at = SCENE_NOW};
    new_path(scene->path);
    scene->coop = scene_coop();
    CHECK(store_create(scene->path, "scene", "Scene", &scene->act, &err) ==
          STATUS_OK);
    CHECK(store_open(scene->path, &scene->store, &err) == STATUS_OK);
    CHECK(store_save_coop(scene->store, scene->coop, &scene->act, &err) ==
          STATUS_OK);
}

void scene_reopen(struct scene *scene)
{
    struct error err = {0};
    store_close(scene->store);
    scene->store = NULL;
    CHECK(store_open(scene->path, &scene->store, &err) == STATUS_OK);
}

void scene_close(struct scene *scene)
{
    static const char *const SUFFIXES[] = {"",        "-wal",    "-shm",
                                           ".before", ".backup", "-journal"};
    store_close(scene->store);
    coop_free(scene->coop);
    for (size_t i = 0; i < COUNT_OF(SUFFIXES); i++) {
        char name[SCENE_PATH + 16];
        snprintf(name, sizeof name, "%s%s", scene->path, SUFFIXES[i]);
        unlink(name);
    }
}

int64_t scene_draft(struct scene *scene, date_day from,
                    const int32_t holders[7])
{
    struct error err = {0};
    struct plan_record record = {.created = scene->act.at};
    plan_init(&record.plan, from, 7);
    for (int32_t day = 0; day < 7; day++) {
        if (holders[day] >= 0) {
            plan_add(&record.plan, holders[day],
                     duty_of_demand(scene->coop, 0), from + day);
        }
    }
    plan_sort(&record.plan);
    CHECK(store_put_plan(scene->store, scene->coop, &record, &scene->act,
                         &err) == STATUS_OK);
    int64_t id = record.id;
    plan_record_release(&record);
    return id;
}

int64_t scene_publish(struct scene *scene, int64_t plan, date_day from)
{
    struct error err = {0};
    struct publication what = {.from = from, .to = from + 6};
    struct revision revision;
    CHECK(store_publish(scene->store, scene->coop, plan, &what, -1,
                        &scene->act, &revision, &err) == STATUS_OK);
    return revision.number;
}
