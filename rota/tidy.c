/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tidy.c - applies the table, and blurs events whose end only we know. */
#include "rota/tidy.h"

#include <stdio.h>
#include <string.h>

#include "rota/event_effect.h"
#include "store/store_event.h"
#include "store/store_tidy.h"

enum { DETAIL_MAX = 1000 };

/* ---- events of sickness ---------------------------------------------------------- */

/* Absences by event whose kind says something about health. */
static bool tells_health(const char *kind)
{
    static const char *const KINDS[] = {"sick", "child-sick", "sick-note",
                                        "fatigue"};
    for (size_t i = 0; i < COUNT_OF(KINDS); i++) {
        if (strcmp(KINDS[i], kind) == 0) {
            return true;
        }
    }
    return false;
}

/* The last day of the absence that the event made, as it stands with those
 * that came after it: "back" ends it. The first day when nothing of it is
 * left, DATE_MAX while it goes on. */
static date_day last_day(const struct desk *desk,
                         const struct plan_event *event, const cJSON *fields)
{
    const struct absence_vec *all = &desk->coop->absences;
    date_day last = event_date(fields, "from");
    for (int32_t i = 0; i < all->n; i++) {
        if (event_of(&all->at[i].origin) == event->number &&
            all->at[i].to > last) {
            last = all->at[i].to;
        }
    }
    return last;
}

static enum status blur(struct desk *desk, const struct plan_event *event,
                        const cJSON *fields, date_day last, struct error *err)
{
    char day[DATE_TEXT];
    const char *grade = event_text(fields, "grade");
    cJSON *kept = cJSON_CreateObject();
    json_add_string(kept, "from", event_text(fields, "from"));
    json_add_string(kept, "to", date_format(last, day));
    json_add_string(kept, "grade", grade ? grade : "100");
    char *words = json_print(kept, false);
    cJSON_Delete(kept);
    enum status status =
        store_blur_event(desk->store, event->number, "away", words, err);
    free(words);
    return status;
}

static enum status blur_old(struct desk *desk, const struct plan_event *event,
                            date_day before, int64_t *rows, struct error *err)
{
    enum status status = STATUS_OK;
    cJSON *fields = tells_health(event->kind) ? cJSON_Parse(event->fields)
                                              : NULL;
    if (fields) {
        date_day last = last_day(desk, event, fields);
        if (last < before) {
            status = blur(desk, event, fields, last, err);
            ++*rows;
        }
    }
    cJSON_Delete(fields);
    return status;
}

static enum status blur_events(struct desk *desk,
                               const struct tidy_rule *rule, int64_t *rows,
                               struct error *err)
{
    struct plan_event_vec events = {0};
    date_day today;
    int32_t minute;
    zone_local(desk->act.at, &today, &minute);
    enum status status = store_list_events(desk->store, false, &events, err);
    for (int32_t i = 0; i < events.n && status == STATUS_OK; i++) {
        status =
            blur_old(desk, &events.at[i], today - rule->days, rows, err);
    }
    plan_events_release(&events);
    return status;
}

/* ---- the table --------------------------------------------------------------------- */

static enum status apply(struct desk *desk, const struct tidy_rule *rule,
                         int64_t *rows, struct error *err)
{
    TRY(store_tidy_apply(desk->store, rule, desk->act.at, rows, err));
    return strcmp(rule->key, "sickness") == 0
               ? blur_events(desk, rule, rows, err)
               : STATUS_OK;
}

static void add_rule(cJSON *list, const struct tidy_rule *rule, int64_t rows)
{
    cJSON *line = json_push_object(list);
    json_add_string(line, "rule", rule->key);
    json_add_int(line, "days", rule->days);
    json_add_string(line, "what", rule->what);
    json_add_string(line, "counted", rule->counted);
    json_add_string(line, "then", rule->then);
    json_add_int(line, "rows", rows);
}

static enum status apply_all(struct desk *desk, cJSON *list,
                             char detail[DETAIL_MAX], struct error *err)
{
    size_t length = 0;
    detail[0] = '\0';
    for (int32_t i = 0; i < N_TIDY_RULES; i++) {
        const struct tidy_rule *rule = &TIDY_RULES[i];
        int64_t rows;
        TRY(error_in(apply(desk, rule, &rows, err), err, "%s: ", rule->key));
        add_rule(list, rule, rows);
        if (rows > 0 && length < DETAIL_MAX) {
            length += (size_t)snprintf(
                detail + length, DETAIL_MAX - length, "%s%s %lld",
                length > 0 ? ", " : "", rule->key, (long long)rows);
        }
    }
    return STATUS_OK;
}

enum status rota_tidy(struct desk *desk, cJSON **result, struct error *err)
{
    char detail[DETAIL_MAX], at[INSTANT_TEXT];
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "at", instant_format(desk->act.at, at));
    cJSON *list = json_add_list(object, "rules");
    enum status status = store_tidy_open(desk->store, err);
    if (status == STATUS_OK) {
        status = apply_all(desk, list, detail, err);
        if (status == STATUS_OK) {
            status = store_tidy_close(desk->store, &desk->act,
                                      *detail ? detail : NULL, err);
        }
        if (status != STATUS_OK) {
            store_rollback(desk->store);
        }
    }
    if (status != STATUS_OK) {
        cJSON_Delete(object);
        return status;
    }
    *result = object;
    return STATUS_OK;
}
