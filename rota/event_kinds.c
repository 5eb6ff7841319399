/* SPDX-License-Identifier: GPL-3.0-or-later */
/* event_kinds.c - the kinds of events, and reading their fields. */
#include "rota/event_kinds.h"

#include <stdio.h>
#include <string.h>

#include "rota/event_effect.h"

/* Further off than this is a slip of the pen. */
enum { DAYS_OFF_MAX = 800 };

#define FROM_TODAY {"from", EVENT_DATE, "today", "first day"}
#define TO_OPEN {"to", EVENT_LAST, "open", "last day, or open"}
#define TO_FROM {"to", EVENT_LAST, "=from", "last day, or open"}

const struct event_kind EVENT_KINDS[] = {
    {"sick", "somebody is sick", "noen er syk", true, FILED_BY_ANYBODY,
     RECORD_ABSENCE, "kind=sick-self;grade=100;approved=true", true, NULL,
     "what the person holds, day by day when the end is open",
     {FROM_TODAY, TO_OPEN}},
    {"child-sick", "somebody's child is sick", "sykt barn", true,
     FILED_BY_ANYBODY, RECORD_ABSENCE, "kind=child;grade=100;approved=true",
     true, NULL, "what the person holds in the period",
     {FROM_TODAY, TO_FROM}},
    {"sick-note", "a sick note, whole or graded",
     "sykmelding, hel eller gradert", true, FILED_BY_ANYBODY, RECORD_ABSENCE,
     "kind=sick-note;approved=true", true, NULL,
     "standby and night when graded, everything when whole",
     {FROM_TODAY,
      {"to", EVENT_LAST, "!", "last day, or open"},
      {"grade", EVENT_WORD, "100", "pct of capacity lost, 1 to 100"}}},
    {"back", "somebody is back from sickness", "tilbake fra sykdom", true,
     FILED_BY_ANYBODY, NONE, NULL, false, change_back,
     "nothing; closes what the sickness opened",
     {{"from", EVENT_DATE, "today", "first day at work"}}},
    {"resignation", "somebody leaves", "noen slutter", true, FILED_BY_ANYBODY,
     NONE, NULL, false, change_resignation,
     "what the person holds after the last day",
     {{"last", EVENT_DATE, "!", "last working day"}}},
    {"conflict", "a new conflict of interest, without a reason",
     "ny inhabilitet, uten grunn", true, FILED_BY_ANYBODY, RECORD_EXCLUSION,
     NULL, false, NULL,
     "never: duties of that task; a case: standby with nobody free of it",
     {{"degree", EVENT_WORD, "!", "never, not-alone or avoid"},
      {"demand", EVENT_WORD, NULL, "from this demand"},
      {"activity", EVENT_WORD, NULL, "or from this activity"},
      {"case_ref", EVENT_WORD, NULL, "or from this case reference"},
      FROM_TODAY,
      TO_OPEN}},
    {"call-out", "work during standby", "utrykning på beredskap", true,
     FILED_BY_ANYBODY, NONE, NULL, false, NULL,
     "the next duty when the rest before it is broken, a duty of the week "
     "when the weekly rest is",
     {{"start", EVENT_MOMENT, "!", "when it began"},
      {"end", EVENT_MOMENT, "!", "when it ended, journeys included"}}},
    {"link", "a ferry is late or does not run",
     "ferje er forsinket eller innstilt", false, FILED_BY_ANYBODY,
     RECORD_DISRUPTION, NULL, true, NULL,
     "duties that can't be reached any more",
     {{"ferry", EVENT_WORD, "!", "the ferry"},
      FROM_TODAY,
      TO_FROM,
      {"status", EVENT_WORD, "down", "down, delayed or up"},
      {"delay", EVENT_WORD, NULL, "minutes, when delayed"}}},
    {"cancelled", "an activity does not take place",
     "en aktivitet er avlyst", false, FILED_BY_MANAGER, NONE, NULL, false,
     change_cancelled, "nothing to fill: those who held it are free",
     {{"activity", EVENT_WORD, "!", "which activity"},
      {"date", EVENT_DATE, "!", "the day it does not take place"}}},
    {"fatigue", "somebody is not rested enough to work",
     "noen er ikke uthvilt nok til å arbeide", true, FILED_BY_ANYBODY,
     RECORD_ABSENCE, "kind=welfare;grade=100;approved=true", false, NULL,
     "what the person holds in the period",
     {FROM_TODAY, {"to", EVENT_DATE, "=from", "last day"}}},
    {"away", "somebody is away, of no kind that is kept",
     "noen er borte, uten at grunnen tas vare på", true, FILED_BY_MANAGER,
     RECORD_ABSENCE, "kind=away;approved=true", false, NULL,
     "what the person holds in the period",
     {FROM_TODAY,
      {"to", EVENT_DATE, "=from", "last day"},
      {"grade", EVENT_WORD, "100", "pct of capacity lost, 1 to 100"}}},
    {"wish", "a late wish", "et sent ønske", true, FILED_BY_ANYBODY,
     RECORD_WISH, NULL, false, NULL, "nothing; counts in the next plan",
     {{"kind", EVENT_WORD, "off", "off, duty or not-duty"},
      {"demand", EVENT_WORD, NULL, "which duty"},
      {"from", EVENT_DATE, "!", "first day"},
      {"to", EVENT_DATE, "=from", "last day"},
      {"weight", EVENT_WORD, NULL, "1 to 10"}}},
    {"leave", "somebody asks for leave", "noen søker fri", true,
     FILED_BY_ANYBODY, RECORD_ABSENCE, "grade=100;approved=false", false,
     NULL, "nothing until it is approved",
     {{"kind", EVENT_WORD, "holiday", "holiday, leave, study, training, ..."},
      {"from", EVENT_DATE, "!", "first day"},
      {"to", EVENT_DATE, "=from", "last day"}}},
    {"leave-answer", "a manager decides about leave",
     "en leder avgjør en søknad om fri", true, FILED_BY_MANAGER, NONE, NULL,
     false, change_leave, "what the person holds in an approved leave",
     {{"leave", EVENT_WORD, "!", "number of the event that asked for it"},
      {"answer", EVENT_WORD, "!", "approve or refuse"}}},
    {"pin", "a duty is settled for somebody by hand",
     "en vakt er låst til noen", true, FILED_BY_MANAGER, RECORD_PIN, NULL,
     false, NULL,
     "on=false: what the person holds of it that day; else nothing: the next "
     "plan keeps to it",
     {{"demand", EVENT_WORD, NULL, "which demand"},
      {"activity", EVENT_WORD, NULL, "or which activity"},
      {"date", EVENT_DATE, "!", "the day"},
      {"on", EVENT_WORD, "true", "false: must not hold it"}}},
};
const int32_t N_EVENT_KINDS = COUNT_OF(EVENT_KINDS);

const struct event_kind *event_kind_find(const char *name)
{
    for (int32_t i = 0; i < N_EVENT_KINDS; i++) {
        if (strcmp(EVENT_KINDS[i].name, name) == 0) {
            return &EVENT_KINDS[i];
        }
    }
    return NULL;
}

/* ---- values ----------------------------------------------------------------- */

static enum status near_now(date_day date, instant now, struct error *err)
{
    date_day today;
    int32_t minute;
    char found[DATE_TEXT];
    zone_local(now, &today, &minute);
    if (date < today - DAYS_OFF_MAX || date > today + DAYS_OFF_MAX) {
        return error_set(err, STATUS_INPUT,
                         "expected a day within %d days of today, found %s",
                         DAYS_OFF_MAX, date_format(date, found));
    }
    return STATUS_OK;
}

static enum status read_day(const char *text, instant now, bool may_be_open,
                            struct text *out, struct error *err)
{
    static const struct {
        const char *word;
        int32_t days;
    } WORDS[] = {{"today", 0}, {"tomorrow", 1}};
    date_day date, today;
    int32_t minute;
    char day[DATE_TEXT];
    if (may_be_open && strcmp(text, "open") == 0) {
        text_str(out, "open");
        return STATUS_OK;
    }
    zone_local(now, &today, &minute);
    for (size_t i = 0; i < COUNT_OF(WORDS); i++) {
        if (strcmp(text, WORDS[i].word) == 0) {
            text_str(out, date_format(today + WORDS[i].days, day));
            return STATUS_OK;
        }
    }
    TRY(date_parse(text, &date, err));
    TRY(near_now(date, now, err));
    text_str(out, date_format(date, day));
    return STATUS_OK;
}

static enum status read_moment(const char *text, instant now,
                               struct text *out, struct error *err)
{
    instant at;
    char moment[INSTANT_TEXT];
    TRY(moment_parse(text, &at, err));
    TRY(near_now((date_day)(at / 86400), now, err));
    text_str(out, instant_format(at, moment));
    return STATUS_OK;
}

static enum status read_word(const char *text, struct text *out,
                             struct error *err)
{
    if (!*text || !utf8_valid(text, strlen(text))) {
        return error_set(err, STATUS_INPUT, "expected a word, found '%s'",
                         text);
    }
    text_str(out, text);
    return out->overflow ? error_set(err, STATUS_INPUT,
                                     "expected at most %d bytes, found more",
                                     EVENT_NAME)
                         : STATUS_OK;
}

static enum status read_value(const struct event_field *field,
                              const char *text, instant now, struct text *out,
                              struct error *err)
{
    switch (field->type) {
    case EVENT_DATE:
    case EVENT_LAST:
        return read_day(text, now, field->type == EVENT_LAST, out, err);
    case EVENT_MOMENT:
        return read_moment(text, now, out, err);
    case EVENT_WORD:
        break;
    }
    return read_word(text, out, err);
}

/* ---- a whole request -------------------------------------------------------- */

static const struct event_field *find_field(const struct event_kind *kind,
                                            const char *key)
{
    for (const struct event_field *f = kind->fields; f->key; f++) {
        if (strcmp(f->key, key) == 0) {
            return f;
        }
    }
    return NULL;
}

static enum status check_keys(const struct event_kind *kind,
                              const struct event_request *request,
                              struct error *err)
{
    for (int32_t i = 0; i < request->n_values; i++) {
        const char *key = request->values[i].key;
        if (!find_field(kind, key)) {
            return error_set(err, STATUS_USAGE,
                             "%s: expected a field of this event, found '%s'",
                             kind->name, key);
        }
        for (int32_t k = 0; k < i; k++) {
            if (strcmp(key, request->values[k].key) == 0) {
                return error_set(err, STATUS_USAGE,
                                 "%s: expected '%s' once, found it twice",
                                 kind->name, key);
            }
        }
    }
    return STATUS_OK;
}

/* What was given, or the default; NULL when there is neither. */
static enum status value_of(const struct event_kind *kind,
                            const struct event_field *field,
                            const struct event_request *request,
                            const cJSON *before, const char **text,
                            struct error *err)
{
    const char *fallback = field->fallback;
    for (int32_t i = 0; i < request->n_values; i++) {
        if (strcmp(request->values[i].key, field->key) == 0) {
            *text = request->values[i].text;
            return STATUS_OK;
        }
    }
    if (fallback && strcmp(fallback, "!") == 0) {
        return error_set(err, STATUS_USAGE, "%s: expected %s (%s), found "
                         "nothing", kind->name, field->key, field->help);
    }
    *text = fallback && *fallback == '='
                ? cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(
                      before, fallback + 1))
                : fallback;
    return STATUS_OK;
}

static enum status add_field(const struct event_kind *kind,
                             const struct event_field *field,
                             const struct event_request *request, instant now,
                             cJSON *object, struct error *err)
{
    const char *text = NULL;
    struct text value;
    TRY(value_of(kind, field, request, object, &text, err));
    if (!text) {
        return STATUS_OK;
    }
    text_init(&value, EVENT_NAME);
    enum status status = read_value(field, text, now, &value, err);
    if (status == STATUS_OK) {
        json_add_string(object, field->key, text_cstr(&value));
    }
    text_release(&value);
    return error_in(status, err, "%s: %s: ", kind->name, field->key);
}

enum status event_fields(const struct event_kind *kind,
                         const struct event_request *request, instant now,
                         cJSON **result, struct error *err)
{
    TRY(check_keys(kind, request, err));
    cJSON *object = cJSON_CreateObject();
    enum status status = STATUS_OK;
    for (const struct event_field *f = kind->fields;
         f->key && status == STATUS_OK; f++) {
        status = add_field(kind, f, request, now, object, err);
    }
    if (status != STATUS_OK) {
        cJSON_Delete(object);
        return status;
    }
    *result = object;
    return STATUS_OK;
}
