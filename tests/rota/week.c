/* SPDX-License-Identifier: GPL-3.0-or-later */
/* week.c - a small co-operation in a real file. */
#include "tests/rota/week.h"

#include <ftw.h>
#include <stdio.h>
#include <unistd.h>

static const char RECORDS[] =
    "{\"id\": \"week\", \"name\": \"Nord & Sør\", \"profile\": \"no_aml\",\n"
    " \"members\": [{\"id\": \"steigen\", \"name\": \"Steigen\"},\n"
    "  {\"id\": \"hamaroy\", \"name\": \"Hamarøy\"}],\n"
    " \"places\": [{\"id\": \"leines\", \"name\": \"Leinesfjord\",\n"
    "   \"member\": \"steigen\"},\n"
    "  {\"id\": \"oppeid\", \"name\": \"Oppeid\", \"member\": \"hamaroy\"}],\n"
    " \"services\": [{\"id\": \"fact\", \"name\": \"FACT-team\"},\n"
    "  {\"id\": \"rph\", \"name\": \"RPH\"}],\n"
    " \"staff\": [\n"
    "  {\"id\": \"anne\", \"name\": \"Anne Syk\", \"member\": \"steigen\",\n"
    "   \"base\": \"leines\", \"position_pct\": 100},\n"
    "  {\"id\": \"bjoern\", \"name\": \"Bjørn Ås\", \"member\": \"steigen\",\n"
    "   \"base\": \"leines\", \"position_pct\": 100},\n"
    "  {\"id\": \"carl\", \"name\": \"Carl Vik\", \"member\": \"hamaroy\",\n"
    "   \"base\": \"oppeid\", \"position_pct\": 100}],\n"
    " \"shift_types\": [\n"
    "  {\"id\": \"day\", \"name\": \"Dag\", \"title\": \"Oppdrag Steigen\",\n"
    "   \"kind\": \"work\", \"start\": \"08:00\", \"end\": \"15:30\"},\n"
    "  {\"id\": \"half\", \"name\": \"Besøk\", \"title\": \"Besøk\",\n"
    "   \"kind\": \"work\", \"start\": \"08:00\", \"end\": \"12:00\"},\n"
    "  {\"id\": \"wait\", \"name\": \"Natt\", \"title\": \"Beredskap\",\n"
    "   \"kind\": \"standby\", \"start\": \"15:30\", \"end\": \"08:00+1\",\n"
    "   \"factor\": \"1/7\"}],\n"
    " \"demands\": [\n"
    "  {\"id\": \"errand\", \"name\": \"Oppdrag\", \"shift_type\": \"day\",\n"
    "   \"service\": \"fact\", \"member\": \"steigen\",\n"
    "   \"place\": \"leines\", \"weekdays\": \"mon-fri\", \"low\": 1,\n"
    "   \"target\": 1, \"high\": 2, \"priority\": 1},\n"
    "  {\"id\": \"night\", \"name\": \"Natt\", \"shift_type\": \"wait\",\n"
    "   \"service\": \"rph\", \"role\": \"bakvakt\", \"weekdays\": \"sat\",\n"
    "   \"low\": 1, \"target\": 1, \"high\": 1, \"priority\": 1},\n"
    "  {\"id\": \"visits\", \"name\": \"Besøk\", \"shift_type\": \"half\",\n"
    "   \"service\": \"rph\", \"per\": \"week\", \"low\": 2, \"target\": 2,\n"
    "   \"high\": 3, \"priority\": 2, \"weekdays\": \"mon-fri\"}],\n"
    " \"activities\": [\n"
    "  {\"id\": \"board\", \"name\": \"Tavle\", \"title\": \"FACT-tavle\",\n"
    "   \"service\": \"fact\", \"kind\": \"meeting\",\n"
    "   \"recurrence\": \"weekly\", \"weekdays\": \"sun\",\n"
    "   \"start\": \"18:00\", \"end\": \"19:00\", \"inside\": false,\n"
    "   \"modality\": \"video\", \"priority\": 2}]}\n";

static void must(enum status status, const struct error *err)
{
    if (status != STATUS_OK) {
        fail_msg("%s", err->text);
    }
}

void week_open(struct week *week)
{
    struct error err = {0};
    struct faults faults = {0};
    cJSON *said = NULL;
    char json[96];
    struct act act = {.actor = "test", .at = WEEK_NOW};
    snprintf(week->folder, sizeof week->folder, "/tmp/samvakt-week-XXXXXX");
    assert_non_null(mkdtemp(week->folder));
    snprintf(week->path, sizeof week->path, "%s/week.db", week->folder);
    snprintf(json, sizeof json, "%s/week.json", week->folder);
    must(file_write(json, RECORDS, strlen(RECORDS), &err), &err);
    must(store_create(week->path, "week", "Week", &act, &err), &err);
    must(desk_open(week->path, &act, &week->desk, &err), &err);
    must(rota_import(&week->desk, json, false, &said, &faults, &err), &err);
    faults_release(&faults);
    cJSON_Delete(said);
}

void week_replace(struct week *week, const char *records)
{
    struct error err = {0};
    struct faults faults = {0};
    cJSON *said = NULL;
    char json[96];
    snprintf(json, sizeof json, "%s/other.json", week->folder);
    must(file_write(json, records, strlen(records), &err), &err);
    must(rota_import(&week->desk, json, false, &said, &faults, &err), &err);
    faults_release(&faults);
    week->desk.manager = true;
    cJSON_Delete(said);
}

static int remove_one(const char *path, const struct stat *info, int type,
                      struct FTW *walk)
{
    (void)info;
    (void)type;
    (void)walk;
    return remove(path);
}

void week_close(struct week *week)
{
    desk_close(&week->desk);
    assert_int_equal(nftw(week->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS),
                     0);
}

void week_publish(struct week *week, date_day from, int32_t days,
                  const struct held *held, instant at)
{
    struct error err = {0};
    struct desk *desk = &week->desk;
    struct plan_record record = {.created = at};
    struct revision revision;
    struct publication what = {
        .from = from, .to = from + days - 1, .route = "weekly"};
    desk->act.at = at;
    plan_init(&record.plan, from, days);
    for (; held->slot; held++) {
        duty_ix duty;
        date_day date;
        must(slot_parse(desk->coop, held->slot, &duty, &date, &err), &err);
        plan_add(&record.plan, held->staff, duty, date);
    }
    plan_sort(&record.plan);
    must(store_put_plan(desk->store, desk->coop, &record, &desk->act, &err),
         &err);
    must(store_publish(desk->store, desk->coop, record.id, &what, -1,
                       &desk->act, &revision, &err),
         &err);
    plan_record_release(&record);
}
