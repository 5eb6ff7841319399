/* SPDX-License-Identifier: GPL-3.0-or-later */
/* asking.c - a co-operation in which people can be asked. */
#include "tests/rota/asking.h"

#include <stdio.h>

#include "rota/event.h"
#include "store/store_outbox.h"

static const char RECORDS[] =
    "{\"id\": \"ask\", \"name\": \"Ask\", \"profile\": \"no_aml\",\n"
    " \"members\": [\n"
    "  {\"id\": \"vega\", \"name\": \"Vega\", \"swaps\": \"automatic\"},\n"
    "  {\"id\": \"somna\", \"name\": \"Sømna\"}],\n"
    " \"services\": [{\"id\": \"acute\", \"name\": \"Akutt-team\"}],\n"
    " \"staff\": [\n"
    "  {\"id\": \"anne\", \"name\": \"Anne Ask\", \"member\": \"vega\",\n"
    "   \"email\": \"anne@vega.example\", \"language\": \"en\"},\n"
    "  {\"id\": \"bo\", \"name\": \"Bo Berg\", \"member\": \"vega\",\n"
    "   \"phone\": \"+4791234567\"},\n"
    "  {\"id\": \"carl\", \"name\": \"Carl Vik\", \"member\": \"vega\"},\n"
    "  {\"id\": \"dora\", \"name\": \"Dora Dal\", \"member\": \"vega\"},\n"
    "  {\"id\": \"eva\", \"name\": \"Eva Eng\", \"member\": \"somna\"}],\n"
    " \"shift_types\": [\n"
    "  {\"id\": \"day\", \"name\": \"Dag\", \"title\": \"Oppdrag\",\n"
    "   \"kind\": \"work\", \"start\": \"08:00\", \"end\": \"15:30\"},\n"
    "  {\"id\": \"wait\", \"name\": \"Natt\", \"title\": \"Beredskap\",\n"
    "   \"kind\": \"standby\", \"start\": \"16:00\", \"end\": \"08:00+1\",\n"
    "   \"factor\": \"1/7\"}],\n"
    " \"demands\": [\n"
    "  {\"id\": \"errand\", \"name\": \"Oppdrag\", \"shift_type\": \"day\",\n"
    "   \"service\": \"acute\", \"weekdays\": \"mon-fri\", \"low\": 1,\n"
    "   \"target\": 1, \"high\": 2, \"priority\": 1},\n"
    "  {\"id\": \"night\", \"name\": \"Natt\", \"shift_type\": \"wait\",\n"
    "   \"service\": \"acute\", \"weekdays\": \"mon-fri\", \"low\": 1,\n"
    "   \"target\": 1, \"high\": 1, \"priority\": 1}]}\n";

static void must(enum status status, const struct error *err)
{
    if (status != STATUS_OK) {
        fail_msg("%s", err->text);
    }
}

void asking_open(struct week *week)
{
    struct held held[21] = {{0, NULL}};
    char keys[20][40], date[DATE_TEXT];
    int32_t n = 0;
    week_open(week);
    week_replace(week, RECORDS);
    for (int32_t day = 0; day < 12; day++) {
        int32_t weekday = day % 7;
        if (weekday > 4) {
            continue;
        }
        date_format(WEEK_MONDAY + day, date);
        for (int32_t duty = 0; duty < 2; duty++) {
            snprintf(keys[n], sizeof keys[n], "%s@%s",
                     duty == 0 ? "errand" : "night", date);
            held[n].staff = (weekday + duty) % ASKING_PEOPLE;
            held[n].slot = keys[n];
            n++;
        }
    }
    week_publish(week, WEEK_MONDAY, 14, held, WEEK_NOW);
}

void asking_away(struct week *week, const char *person, const char *from,
                 const char *to)
{
    struct error err = {0};
    cJSON *said = NULL;
    const struct event_value values[] = {{"from", from}, {"to", to}};
    const struct event_request request = {
        .kind = "sick", .person = person, .values = values, .n_values = 2};
    must(rota_event(&week->desk, &request, &said, &err), &err);
    cJSON_Delete(said);
}

int64_t asking_ask(struct week *week, const char *slot, enum ask_order order,
                   const char *const *people, struct error *err)
{
    cJSON *said = NULL;
    struct ask_options options = {
        .slot = slot, .order = order, .timeout = 30, .people = people};
    while (people[options.n_people]) {
        options.n_people++;
    }
    memset(err, 0, sizeof *err);
    if (rota_ask(&week->desk, &options, &said, err) != STATUS_OK) {
        return 0;
    }
    int64_t ask = json_int(cJSON_GetObjectItemCaseSensitive(said, "ask"));
    cJSON_Delete(said);
    return ask;
}

static struct offer_vec offers_of(struct week *week, int64_t ask)
{
    struct error err = {0};
    struct offer_vec offers = {0};
    must(store_list_offers(week->desk.store, week->desk.coop, ask, &offers,
                           &err),
         &err);
    return offers;
}

const char *asking_states(struct week *week, int64_t ask)
{
    static char out[400];
    size_t used = 0;
    struct offer_vec offers = offers_of(week, ask);
    out[0] = '\0';
    for (int32_t i = 0; i < offers.n; i++) {
        int n = snprintf(out + used, sizeof out - used, "%s%s:%s", i ? " " : "",
                         week->desk.coop->staff.at[offers.at[i].staff].id,
                         OFFER_STATE_NAMES[offers.at[i].state]);
        used += n > 0 ? (size_t)n : 0;
    }
    vec_release(&offers);
    return out;
}

int64_t asking_offer(struct week *week, int64_t ask, const char *person)
{
    struct offer_vec offers = offers_of(week, ask);
    int64_t id = 0;
    for (int32_t i = 0; i < offers.n; i++) {
        if (strcmp(week->desk.coop->staff.at[offers.at[i].staff].id, person) ==
            0) {
            id = offers.at[i].id;
        }
    }
    vec_release(&offers);
    return id;
}

enum status asking_answer(struct week *week, int64_t ask, const char *person,
                          enum offer_answer answer, const char *by,
                          int64_t *plan, struct error *err)
{
    cJSON *said = NULL;
    const struct answer_options options = {
        .offer = asking_offer(week, ask, person), .answer = answer, .by = by};
    memset(err, 0, sizeof *err);
    enum status status = rota_answer(&week->desk, &options, &said, err);
    if (status == STATUS_OK) {
        const cJSON *node = cJSON_GetObjectItemCaseSensitive(said, "plan");
        *plan = node ? json_int(node) : 0;
        cJSON_Delete(said);
    }
    return status;
}

int32_t asking_messages(struct week *week, const char *person,
                        const char *words)
{
    struct error err = {0};
    struct outbox_vec all = {0};
    int32_t n = 0;
    must(store_list_messages(week->desk.store, false, &all, &err), &err);
    for (int32_t i = 0; i < all.n; i++) {
        n += strcmp(all.at[i].recipient, person) == 0 &&
             (!words || strstr(all.at[i].text, words));
    }
    outbox_release(&all);
    return n;
}

void asking_send(struct week *week)
{
    struct error err = {0};
    struct outbox_vec all = {0};
    must(store_list_messages(week->desk.store, true, &all, &err), &err);
    for (int32_t i = 0; i < all.n; i++) {
        must(store_message_sent(week->desk.store, all.at[i].id, "mail", &err),
             &err);
    }
    outbox_release(&all);
}

int64_t asking_publish(struct week *week, int64_t plan, struct error *err)
{
    cJSON *said = NULL;
    const struct publish_options options = {
        .plan = plan, .reason = "sick", .route = "ladder-4", .expected = -1};
    memset(err, 0, sizeof *err);
    if (rota_publish(&week->desk, &options, &said, err) != STATUS_OK) {
        return 0;
    }
    int64_t revision =
        json_int(cJSON_GetObjectItemCaseSensitive(said, "revision"));
    cJSON_Delete(said);
    return revision;
}

bool asking_published(struct week *week, int32_t staff, const char *slot)
{
    struct error err = {0};
    struct plan plan;
    duty_ix duty;
    date_day date;
    must(slot_parse(week->desk.coop, slot, &duty, &date, &err), &err);
    plan_init(&plan, date, 1);
    must(store_published(week->desk.store, week->desk.coop, 0, date, date,
                         &plan, &err),
         &err);
    bool holds = plan_holds(&plan, staff, duty, date);
    plan_release(&plan);
    return holds;
}

void asking_close(struct week *week, int64_t ask)
{
    struct error err = {0};
    cJSON *said = NULL;
    must(rota_ask_close(&week->desk, ask, NULL, &said, &err), &err);
    cJSON_Delete(said);
}

void asking_tick(struct week *week, int64_t minutes)
{
    struct error err = {0};
    cJSON *said = NULL;
    const struct tick_options options = {.settings = NULL};
    week->desk.act.at += 60 * minutes;
    must(rota_tick(&week->desk, &options, &said, &err), &err);
    cJSON_Delete(said);
}
