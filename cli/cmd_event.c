/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_event.c - what opens a published plan: filing, undoing, listing events.
 *
 * `sick` and `back` are events under their own names; `event` takes any kind.
 */
#include <stdlib.h>
#include <string.h>

#include "cli/verbs.h"
#include "rota/event.h"

#define FILING                                                                 \
    {"--by", "manager|PERSON", "who files it (default manager)", false},       \
        {"--key", "TEXT", "idempotency key: a repeated call is one", false},   \
        {"--corrects", "EVENT", "replace that event by this", false}

#define FIRST_DAY {"--from", "DATE", "first day (default today)", false}
#define LAST_DAY {"--to", "DATE|open", "last day", false}

const struct option_def SICK_OPTIONS[] = {
    FIRST_DAY, LAST_DAY, FILING, {NULL, NULL, NULL, false}};
const struct option_def BACK_OPTIONS[] = {
    FIRST_DAY, FILING, {NULL, NULL, NULL, false}};
const struct option_def EVENT_OPTIONS[] = {
    FIRST_DAY,
    LAST_DAY,
    {"--grade", "PCT", "sick-note: capacity lost", false},
    {"--last", "DATE", "resignation: last working day", false},
    {"--degree", "NAME", "conflict: never, not-alone or avoid", false},
    {"--demand", "ID", "conflict, wish, pin: the demand", false},
    {"--activity", "ID", "conflict, cancelled, pin: the activity", false},
    {"--case-ref", "ID", "conflict: the case reference", false},
    {"--start", "TIME", "call-out: 2027-03-02T01:30, or ...:00Z", false},
    {"--end", "TIME", "call-out: when it ended", false},
    {"--ferry", "ID", "link: the ferry", false},
    {"--status", "NAME", "link: down, delayed or up", false},
    {"--delay", "MINUTES", "link: how late", false},
    {"--date", "DATE", "cancelled, pin: the day", false},
    {"--kind", "NAME", "wish: off, duty or not-duty; leave: holiday, ...",
     false},
    {"--leave", "EVENT", "leave-answer: which leave", false},
    {"--answer", "NAME", "leave-answer: approve or refuse", false},
    {"--on", "true|false", "pin: false: must not hold it", false},
    {"--weight", "N", "wish: 1 to 10", false},
    FILING,
    {NULL, NULL, NULL, false}};
const struct option_def EVENTS_OPTIONS[] = {
    {"--all", NULL, "also those that are undone or replaced", false},
    {NULL, NULL, NULL, false}};
const struct option_def OPENED_OPTIONS[] = {{NULL, NULL, NULL, false}};
const struct option_def UNDO_OPTIONS[] = {
    {"--by", "manager|PERSON", "who undoes it (default manager)", false},
    {NULL, NULL, NULL, false}};

/* ---- printing ----------------------------------------------------------------- */

/* "2027-03-02 07:10" by the wall clock, of an instant in a document. */
static const char *wall_clock(const char *text, char out[32])
{
    instant at;
    date_day date;
    int32_t minute;
    char day[DATE_TEXT], clock[CLOCK_TEXT];
    if (instant_parse(text, &at, NULL) != STATUS_OK) {
        return "";
    }
    zone_local(at, &date, &minute);
    snprintf(out, 32, "%s %s", date_format(date, day),
             clock_format(minute, clock));
    return out;
}

static void print_slots(const struct invocation *v, const cJSON *list,
                        const char *heading)
{
    const cJSON *slot;
    if (cJSON_GetArraySize(list) > 0) {
        printf("%s:\n", heading);
    }
    cJSON_ArrayForEach(slot, list)
    {
        printf("  P%lld %s  %s (%s)\n",
               (long long)int_of(slot, "priority"), text_of(slot, "slot"),
               text_of(slot, "name"),
               text_of(slot, v->norwegian ? "why_nb" : "why"));
    }
}

static void print_rest(const struct invocation *v, const cJSON *rest)
{
    char when[32];
    if (!rest) {
        return;
    }
    printf(v->norwegian ? "Neste lovlige start: %s%s\n"
                        : "next legal start: %s%s\n",
           wall_clock(text_of(rest, "earliest"), when),
           cJSON_IsTrue(list_of(rest, "legal")) ? ""
           : v->norwegian                       ? " (planlagt er for tidlig)"
                                                : " (planned too early)");
    const cJSON *weekly = list_of(rest, "weekly");
    if (!cJSON_IsTrue(list_of(weekly, "kept"))) {
        printf(v->norwegian ? "Ukehvilen er brutt: %s t, %s t kreves\n"
                            : "weekly rest is broken: %s h, %s h are due\n",
               text_of(weekly, "longest"), text_of(weekly, "due"));
    }
}

static void print_event(const struct invocation *v, const cJSON *object)
{
    bool nb = v->norwegian;
    printf(nb ? "Hendelse %lld: %s %s%s\n" : "event %lld: %s %s%s\n",
           (long long)int_of(object, "event"), text_of(object, "kind"),
           text_of(object, "name"),
           !cJSON_IsTrue(list_of(object, "already")) ? ""
           : nb                                      ? " (fra før)"
                                                     : " (as before)");
    print_slots(v, list_of(object, "opened"), nb ? "Åpnet" : "opened");
    print_slots(v, list_of(object, "closed"),
                nb ? "Ikke lenger åpen" : "no longer open");
    print_rest(v, list_of(object, "rest"));
}

static void print_fields(const cJSON *fields)
{
    const cJSON *field;
    cJSON_ArrayForEach(field, fields)
    {
        if (cJSON_IsNumber(field)) {
            printf(" %s=%lld", field->string, (long long)field->valuedouble);
        } else {
            printf(" %s=%s", field->string, cJSON_GetStringValue(field));
        }
    }
}

static void print_events(const struct invocation *v, const cJSON *object)
{
    const cJSON *event;
    char when[32];
    cJSON_ArrayForEach(event, list_of(object, "events"))
    {
        printf("%4lld  %s  %s %s", (long long)int_of(event, "event"),
               wall_clock(text_of(event, "at"), when), text_of(event, "kind"),
               text_of(event, "person"));
        print_fields(list_of(event, "fields"));
        if (int_of(event, "undone_by") > 0) {
            printf(v->norwegian ? " (opphevet av %lld)" : " (undone by %lld)",
                   (long long)int_of(event, "undone_by"));
        }
        printf("\n");
    }
}

static void print_opened(const struct invocation *v, const cJSON *object)
{
    const cJSON *list = list_of(object, "opened");
    if (cJSON_GetArraySize(list) == 0) {
        printf(v->norwegian ? "Ingenting er åpent\n" : "nothing is open\n");
    }
    print_slots(v, list, v->norwegian ? "Åpent" : "open");
}

/* ---- running ------------------------------------------------------------------ */

enum { VALUES_MAX = 24 };

/* Options that are fields of an event: all but those of filing. "--case-ref" is
 * the field case_ref. */
static int32_t take_values(const struct invocation *v,
                           struct event_value values[VALUES_MAX],
                           char keys[VALUES_MAX][32])
{
    static const char *const FILING_ONLY[] = {"--by", "--key", "--corrects",
                                              "--json", "--lang", "--now"};
    int32_t n = 0;
    for (int32_t i = 0; i < v->n_given && n < VALUES_MAX; i++) {
        const char *name = v->given[i]->name;
        bool field = true;
        for (size_t k = 0; k < COUNT_OF(FILING_ONLY); k++) {
            field &= strcmp(name, FILING_ONLY[k]) != 0;
        }
        if (field) {
            snprintf(keys[n], sizeof keys[n], "%s", name + 2);
            char *dash = strchr(keys[n], '-');
            if (dash) {
                *dash = '_';
            }
            values[n] = (struct event_value){keys[n], v->values[i]};
            n++;
        }
    }
    return n;
}

static int file_event(struct invocation *v, const char *kind,
                      const char *person)
{
    struct error err = {0};
    struct desk desk = {0};
    struct event_value values[VALUES_MAX];
    char keys[VALUES_MAX][32];
    cJSON *object = NULL;
    struct event_request request = {.kind = kind,
                                    .person = person,
                                    .values = values,
                                    .by = option(v, "--by"),
                                    .key = option(v, "--key")};
    request.n_values = take_values(v, values, keys);
    enum status status =
        option_int(v, "--corrects", 1, INT64_MAX, &request.replaces, &err);
    if (status == STATUS_OK) {
        status = invocation_desk(v, &desk, &err);
    }
    if (status == STATUS_OK) {
        status = rota_event(&desk, &request, &object, &err);
        desk_close(&desk);
    }
    return invocation_end(v, status, &err, object, print_event);
}

int cmd_event(struct invocation *v)
{
    return file_event(v, v->operands[1],
                      v->n_operands > 2 ? v->operands[2] : NULL);
}

int cmd_event_named(struct invocation *v)
{
    return file_event(v, v->command->name, v->operands[1]);
}

int cmd_undo(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    cJSON *object = NULL;
    char *end;
    long long number = strtoll(v->operands[1], &end, 10);
    enum status status = STATUS_OK;
    if (*end || number <= 0) {
        status = error_set(&err, STATUS_USAGE,
                           "expected the number of an event, found '%s'",
                           v->operands[1]);
    }
    if (status == STATUS_OK) {
        status = invocation_desk(v, &desk, &err);
    }
    if (status == STATUS_OK) {
        status = rota_event_undo(&desk, number, option(v, "--by"), &object,
                                 &err);
        desk_close(&desk);
    }
    return invocation_end(v, status, &err, object, print_event);
}

int cmd_events(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    cJSON *object = NULL;
    enum status status = invocation_desk(v, &desk, &err);
    if (status == STATUS_OK) {
        status = rota_events(&desk, option(v, "--all") != NULL, &object,
                             &err);
        desk_close(&desk);
    }
    return invocation_end(v, status, &err, object, print_events);
}

int cmd_opened(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    cJSON *object = NULL;
    enum status status = invocation_desk(v, &desk, &err);
    if (status == STATUS_OK) {
        status = rota_list_opened(&desk, &object, &err);
        desk_close(&desk);
    }
    return invocation_end(v, status, &err, object, print_opened);
}
