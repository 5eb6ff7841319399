/* SPDX-License-Identifier: GPL-3.0-or-later */
/* island.c - see island.h. */
#include "tests/rota/island.h"

#include <stdio.h>

static const char ISLAND[] =
    "{\"id\": \"island\", \"name\": \"Island\", \"profile\": \"no_aml\",\n"
    " \"members\": [{\"id\": \"vega\", \"name\": \"Vega\"},\n"
    "  {\"id\": \"bronnoy\", \"name\": \"Brønnøy\"}],\n"
    " \"places\": [{\"id\": \"gladstad\", \"name\": \"Gladstad\",\n"
    "   \"member\": \"vega\"},\n"
    "  {\"id\": \"town\", \"name\": \"Brønnøysund\",\n"
    "   \"member\": \"bronnoy\"}],\n"
    " \"ferries\": [\n"
    "  {\"id\": \"out\", \"from\": \"town\", \"to\": \"gladstad\",\n"
    "   \"crossing\": 50, \"timetables\": [{\"day_type\": \"weekday\",\n"
    "    \"departures\": [\"06:00\", \"06:50\", \"16:00\"]}]},\n"
    "  {\"id\": \"home\", \"from\": \"gladstad\", \"to\": \"town\",\n"
    "   \"crossing\": 50, \"timetables\": [{\"day_type\": \"weekday\",\n"
    "    \"departures\": [\"06:00\", \"15:45\", \"17:00\"]}]}],\n"
    " \"services\": [{\"id\": \"akutt\", \"name\": \"Akutt\"}],\n"
    " \"staff\": [\n"
    "  {\"id\": \"anne\", \"name\": \"Anne\", \"member\": \"vega\",\n"
    "   \"base\": \"gladstad\"},\n"
    "  {\"id\": \"bjorn\", \"name\": \"Bjørn\", \"member\": \"vega\",\n"
    "   \"base\": \"gladstad\"},\n"
    "  {\"id\": \"carl\", \"name\": \"Carl\", \"member\": \"bronnoy\",\n"
    "   \"base\": \"town\"},\n"
    "  {\"id\": \"dina\", \"name\": \"Dina\", \"member\": \"bronnoy\",\n"
    "   \"base\": \"town\"},\n"
    "  {\"id\": \"eva\", \"name\": \"Eva\", \"member\": \"bronnoy\",\n"
    "   \"base\": \"town\"}],\n"
    " \"shift_types\": [\n"
    "  {\"id\": \"day\", \"name\": \"Dag\", \"kind\": \"work\",\n"
    "   \"start\": \"08:00\", \"end\": \"15:30\", \"unpaid_break\": 30},\n"
    "  {\"id\": \"wait\", \"name\": \"Natt\", \"kind\": \"standby\",\n"
    "   \"start\": \"15:30\", \"end\": \"08:00+1\", \"factor\": \"1/7\",\n"
    "   \"phone_only\": true},\n"
    "  {\"id\": \"begin\", \"name\": \"Fredag\", \"kind\": \"standby\",\n"
    "   \"start\": \"15:30\", \"end\": \"08:00+1\", \"factor\": \"1/7\",\n"
    "   \"phone_only\": true, \"block\": \"weekend\"},\n"
    "  {\"id\": \"whole\", \"name\": \"Helg\", \"kind\": \"standby\",\n"
    "   \"start\": \"08:00\", \"end\": \"08:00+1\", \"factor\": \"1/7\",\n"
    "   \"phone_only\": true, \"block\": \"weekend\"}],\n"
    " \"demands\": [\n"
    "  {\"id\": \"office\", \"name\": \"Kontor\", \"shift_type\": \"day\",\n"
    "   \"service\": \"akutt\", \"member\": \"bronnoy\",\n"
    "   \"place\": \"town\", \"weekdays\": \"mon-fri\", \"low\": 1,\n"
    "   \"target\": 1, \"high\": 2, \"priority\": 1},\n"
    "  {\"id\": \"visits\", \"name\": \"Besøk\", \"shift_type\": \"day\",\n"
    "   \"service\": \"akutt\", \"member\": \"vega\",\n"
    "   \"place\": \"gladstad\", \"weekdays\": \"mon-fri\", \"low\": 1,\n"
    "   \"target\": 1, \"high\": 2, \"priority\": 2},\n"
    "  {\"id\": \"night\", \"name\": \"Natt\", \"shift_type\": \"wait\",\n"
    "   \"service\": \"akutt\", \"weekdays\": \"mon-thu\", \"low\": 1,\n"
    "   \"target\": 1, \"high\": 1, \"priority\": 1,\n"
    "   \"conflict_cover\": true},\n"
    "  {\"id\": \"fri\", \"name\": \"Fredag\", \"shift_type\": \"begin\",\n"
    "   \"service\": \"akutt\", \"weekdays\": \"fri\", \"low\": 1,\n"
    "   \"target\": 1, \"high\": 1, \"priority\": 1,\n"
    "   \"conflict_cover\": true},\n"
    "  {\"id\": \"sat\", \"name\": \"Lørdag\", \"shift_type\": \"whole\",\n"
    "   \"service\": \"akutt\", \"weekdays\": \"sat\", \"low\": 1,\n"
    "   \"target\": 1, \"high\": 1, \"priority\": 1,\n"
    "   \"conflict_cover\": true},\n"
    "  {\"id\": \"sun\", \"name\": \"Søndag\", \"shift_type\": \"whole\",\n"
    "   \"service\": \"akutt\", \"weekdays\": \"sun\", \"low\": 1,\n"
    "   \"target\": 1, \"high\": 1, \"priority\": 1,\n"
    "   \"conflict_cover\": true}],\n"
    " \"activities\": [\n"
    "  {\"id\": \"seminar\", \"name\": \"Seminar\", \"kind\": \"training\",\n"
    "   \"recurrence\": \"weekly\", \"weekdays\": \"wed\",\n"
    "   \"people\": [\"dina\", \"eva\"], \"start\": \"17:00\",\n"
    "   \"end\": \"18:00\", \"inside\": false, \"modality\": \"video\"},\n"
    "  {\"id\": \"fixed\", \"name\": \"Fast\", \"kind\": \"meeting\",\n"
    "   \"recurrence\": \"weekly\", \"weekdays\": \"thu\",\n"
    "   \"start\": \"09:00\", \"end\": \"10:00\", \"modality\": \"video\",\n"
    "   \"cancellable\": \"never\"}],\n"
    " \"case_refs\": [{\"id\": \"K7-M3Q9\", \"member\": \"vega\"}]}\n";

static void must(enum status status, const struct error *err)
{
    if (status != STATUS_OK) {
        fail_msg("%s", err->text);
    }
}

void island_open(struct week *week)
{
    week_open(week);
    week_replace(week, ISLAND);
}

static void give(const struct coop *coop, struct plan *plan, int32_t staff,
                 const char *demand, date_day date)
{
    int32_t ix = coop_find_demand(coop, demand);
    CHECK(ix != NONE);
    plan_add(plan, staff, duty_of_demand(coop, ix), date);
}

/* Monday to Thursday somebody who has neither the weekend before nor after. */
static void give_week(const struct coop *coop, struct plan *plan, int32_t w)
{
    date_day monday = plan->from + 7 * w;
    int32_t weekend = (w + ISLANDERS - 1) % ISLANDERS;
    for (int32_t day = 0; day < 5; day++) {
        give(coop, plan, CARL_OF_TOWN + (day + w) % 3, "office",
             monday + day);
        give(coop, plan, (day / 2 + w) % 2, "visits", monday + day);
    }
    for (int32_t day = 0; day < 4; day++) {
        give(coop, plan, (weekend + 1 + day) % ISLANDERS, "night",
             monday + day);
    }
    give(coop, plan, weekend, "fri", monday + 4);
    give(coop, plan, weekend, "sat", monday + 5);
    give(coop, plan, weekend, "sun", monday + 6);
    plan_add(plan, w == 1 ? EVA : DINA, duty_of_activity(coop, 0),
             monday + 2);
}

void island_plan(const struct coop *coop, struct plan *plan)
{
    plan_init(plan, WEEK_MONDAY, 7 * ISLAND_WEEKS);
    for (int32_t w = 0; w < ISLAND_WEEKS; w++) {
        give_week(coop, plan, w);
    }
    plan_sort(plan);
}

void island_publish(struct week *week)
{
    struct error err = {0};
    struct plan_record record = {.created = week->desk.act.at};
    cJSON *said = NULL;
    island_plan(week->desk.coop, &record.plan);
    must(store_put_plan(week->desk.store, week->desk.coop, &record,
                        &week->desk.act, &err),
         &err);
    struct publish_options options = {.plan = record.id, .expected = 0};
    must(rota_publish(&week->desk, &options, &said, &err), &err);
    cJSON_Delete(said);
    plan_record_release(&record);
}

void island_at(struct week *week, const char *moment)
{
    struct error err = {0};
    must(moment_parse(moment, &week->desk.act.at, &err), &err);
    must(desk_refresh(&week->desk, &err), &err);
}

/* "kind person key=value ...", taken apart in place. */
static void read_words(char *words, struct event_request *request,
                       struct event_value values[8])
{
    char *rest = words;
    request->values = values;
    for (int32_t n = 0; *rest; n++) {
        char *word = rest, *equals;
        rest += strcspn(rest, " ");
        rest += *rest ? (*rest = '\0', 1) : 0;
        equals = strchr(word, '=');
        if (n == 0) {
            request->kind = word;
        } else if (!equals) {
            request->person = word;
        } else {
            *equals = '\0';
            const char *value = equals + 1;
            if (strcmp(word, "by") == 0) {
                request->by = value;
            } else if (strcmp(word, "idem") == 0) {
                request->key = value;
            } else if (strcmp(word, "corrects") == 0) {
                request->replaces = strtoll(value, NULL, 10);
            } else {
                values[request->n_values++] =
                    (struct event_value){word, value};
            }
        }
    }
}

cJSON *island_file(struct week *week, const char *words, struct error *said)
{
    char copy[300];
    struct event_value values[8];
    struct event_request request = {0};
    cJSON *object = NULL;
    snprintf(copy, sizeof copy, "%s", words);
    read_words(copy, &request, values);
    *said = (struct error){0};
    return rota_event(&week->desk, &request, &object, said) == STATUS_OK
               ? object
               : NULL;
}

char *island_slots(const cJSON *list, char *out, size_t room)
{
    const cJSON *slot;
    size_t used = 0;
    out[0] = '\0';
    cJSON_ArrayForEach(slot, list)
    {
        char key[SLOT_KEY];
        snprintf(key, sizeof key, "%s",
                 cJSON_GetStringValue(
                     cJSON_GetObjectItemCaseSensitive(slot, "slot")));
        char *year = strstr(key, "@2027-");
        CHECK(year && used < room);
        memmove(year + 1, year + 6, strlen(year + 6) + 1);
        int n = snprintf(out + used, room - used, "%s%s %s",
                         used ? ", " : "", key,
                         cJSON_GetStringValue(
                             cJSON_GetObjectItemCaseSensitive(slot,
                                                              "person")));
        used += n > 0 ? (size_t)n : 0;
    }
    return out;
}

cJSON *island_must_file(struct week *week, const char *words)
{
    struct error err = {0};
    cJSON *object = island_file(week, words, &err);
    if (!object) {
        fail_msg("%s: %s", words, err.text);
    }
    return object;
}

cJSON *island_get(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}
