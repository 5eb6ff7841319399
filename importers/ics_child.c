/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ics_child.c - libical at work in a process of its own. */
#include "importers/ics_child.h"

#include <errno.h>
#include <libical/ical.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/text.h"
#include "importers/ics_scan.h"

enum {
    CPU_SECONDS = 2,
    WALL_SECONDS = 5,
    MEMORY_BYTES = 256 * 1024 * 1024,
    ANSWER_BYTES_MAX = 32 * 1024 * 1024,
    CHILD_UNREADABLE = 3 /* exit code: libical made no calendar of it */
};

/* Sanitizers reserve far more addresses than any limit would leave. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define ADDRESSES_LIMITED false
#elif defined(__has_feature)
#define ADDRESSES_LIMITED                                                      \
    (!__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer))
#else
#define ADDRESSES_LIMITED true
#endif

/* ---- in the child -------------------------------------------------------- */

static void set_limit(int resource, rlim_t most)
{
    const struct rlimit limit = {.rlim_cur = most, .rlim_max = most};
    if (setrlimit(resource, &limit) != 0) {
        _exit(1);
    }
}

/* No file can be opened from here on; the pipe is open already. */
static void set_limits(void)
{
    set_limit(RLIMIT_CPU, CPU_SECONDS);
    set_limit(RLIMIT_NOFILE, 0);
    set_limit(RLIMIT_FSIZE, 0);
    set_limit(RLIMIT_CORE, 0);
    if (ADDRESSES_LIMITED) {
        set_limit(RLIMIT_AS, MEMORY_BYTES);
    }
    alarm(WALL_SECONDS);
}

/* The value as it stands in the file. Never a getter of a time: those look up
 * zones. */
static char *value_of(icalproperty *property)
{
    return icalproperty_get_value_as_string_r(property);
}

static void fill_stamp(cJSON *object, icalproperty *property)
{
    char *value = value_of(property);
    const icalparameter *zone =
        icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
    json_add_string(object, "value", value ? value : "");
    if (zone) {
        json_add_string(object, "tzid", icalparameter_get_tzid(zone));
    }
    icalmemory_free_buffer(value);
}

static void add_stamp(cJSON *event, const char *key, icalproperty *property)
{
    if (!cJSON_HasObjectItem(event, key)) {
        fill_stamp(json_add_object(event, key), property);
    }
}

static void push_stamp(cJSON *event, const char *key, icalproperty *property)
{
    cJSON *list = cJSON_GetObjectItem(event, key);
    if (!list) {
        list = json_add_list(event, key);
    }
    fill_stamp(json_push_object(list), property);
}

static void add_word(cJSON *event, const char *key, icalproperty *property)
{
    char *value = value_of(property);
    if (value && !cJSON_HasObjectItem(event, key)) {
        json_add_string(event, key, value);
    }
    icalmemory_free_buffer(value);
}

static void push_rule(cJSON *event, const char *key, icalproperty *property)
{
    cJSON *list = cJSON_GetObjectItem(event, key);
    char *value = value_of(property);
    if (!list) {
        list = json_add_list(event, key);
    }
    cJSON_AddItemToArray(list, cJSON_CreateString(value ? value : ""));
    icalmemory_free_buffer(value);
}

/* A property that libical could not read is gone, and an error stands in its
 * place that names it: without its rule or end an event would be another. */
static void note_lost(cJSON *event, const char *key, icalproperty *property)
{
    static const char *const NAMES[] = {"DTSTART",      "DTEND",  "DURATION",
                                        "RRULE",        "EXDATE", "RDATE",
                                        "RECURRENCE-ID"};
    char *value = value_of(property);
    const char *quoted = value ? strstr(value, "Removing") : NULL;
    for (size_t i = 0; quoted && i < COUNT_OF(NAMES); i++) {
        char words[40];
        snprintf(words, sizeof words, " in %s property", NAMES[i]);
        const char *found = strstr(value, words);
        if (found && found < quoted && !cJSON_HasObjectItem(event, key)) {
            json_add_string(event, key, NAMES[i]);
        }
    }
    icalmemory_free_buffer(value);
}

/* What is taken over; anything else stays behind. */
static const struct {
    icalproperty_kind kind;
    const char *x_name, *key;
    void (*add)(cJSON *event, const char *key, icalproperty *property);
} TAKEN[] = {
    {ICAL_UID_PROPERTY, NULL, "uid", add_word},
    {ICAL_DTSTART_PROPERTY, NULL, "start", add_stamp},
    {ICAL_DTEND_PROPERTY, NULL, "end", add_stamp},
    {ICAL_RECURRENCEID_PROPERTY, NULL, "id", add_stamp},
    {ICAL_DURATION_PROPERTY, NULL, "duration", add_word},
    {ICAL_RRULE_PROPERTY, NULL, "rules", push_rule},
    {ICAL_EXDATE_PROPERTY, NULL, "except", push_stamp},
    {ICAL_RDATE_PROPERTY, NULL, "also", push_stamp},
    {ICAL_TRANSP_PROPERTY, NULL, "transp", add_word},
    {ICAL_STATUS_PROPERTY, NULL, "status", add_word},
    {ICAL_XLICERROR_PROPERTY, NULL, "lost", note_lost},
    {ICAL_X_PROPERTY, "X-MICROSOFT-CDO-BUSYSTATUS", "busy", add_word},
};

static void take_property(cJSON *event, icalproperty *property)
{
    icalproperty_kind kind = icalproperty_isa(property);
    for (size_t i = 0; i < COUNT_OF(TAKEN); i++) {
        const char *x_name = TAKEN[i].x_name;
        if (TAKEN[i].kind == kind &&
            (!x_name ||
             strcmp(icalproperty_get_x_name(property), x_name) == 0)) {
            TAKEN[i].add(event, TAKEN[i].key, property);
        }
    }
}

static void take_event(cJSON *events, icalcomponent *component)
{
    cJSON *event = json_push_object(events);
    for (icalproperty *property =
             icalcomponent_get_first_property(component, ICAL_ANY_PROPERTY);
         property; property = icalcomponent_get_next_property(
                       component, ICAL_ANY_PROPERTY)) {
        take_property(event, property);
    }
}

/* Whole, or the parent reads half a document and refuses it. */
static void send(int pipe, const char *bytes)
{
    size_t left = strlen(bytes);
    while (left) {
        ssize_t sent = write(pipe, bytes, left);
        if (sent <= 0) {
            _exit(1);
        }
        bytes += sent;
        left -= (size_t)sent;
    }
}

static _Noreturn void work(const char *text, int pipe)
{
    set_limits();
    icalcomponent *calendar = icalparser_parse_string(text);
    if (!calendar || icalcomponent_isa(calendar) != ICAL_VCALENDAR_COMPONENT) {
        _exit(CHILD_UNREADABLE);
    }
    cJSON *root = cJSON_CreateObject();
    cJSON *events = json_add_list(root, "events");
    icalcompiter next =
        icalcomponent_begin_component(calendar, ICAL_VEVENT_COMPONENT);
    for (icalcomponent *event = icalcompiter_deref(&next); event;
         event = icalcompiter_next(&next)) {
        take_event(events, event);
    }
    send(pipe, json_print(root, false));
    _exit(0);
}

/* ---- in the parent ------------------------------------------------------- */

static void receive(int pipe, struct text *answer)
{
    char block[65536];
    for (;;) {
        ssize_t got = read(pipe, block, sizeof block);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0 || answer->overflow) {
            return;
        }
        text_bytes(answer, block, (size_t)got);
    }
}

static int wait_for(pid_t child)
{
    int how = 0;
    while (waitpid(child, &how, 0) < 0) {
        if (errno != EINTR) {
            return -1;
        }
    }
    return how;
}

static enum status judge(int how, struct text *answer, char **json,
                         struct error *err)
{
    if (WIFEXITED(how) && WEXITSTATUS(how) == CHILD_UNREADABLE) {
        return error_set(err, STATUS_INPUT,
                         "expected an iCalendar file with one calendar");
    }
    if (!WIFEXITED(how) || WEXITSTATUS(how) != 0 || answer->overflow) {
        return error_set(err, STATUS_INPUT,
                         "expected a calendar that can be read in %d seconds "
                         "and %d MB",
                         CPU_SECONDS, MEMORY_BYTES / 1024 / 1024);
    }
    *json = text_take(answer);
    return STATUS_OK;
}

enum status ics_read_child(const char *bytes, size_t length, char **json,
                           struct error *err)
{
    int ends[2];
    if (pipe(ends) != 0) {
        return error_set(err, STATUS_INTERNAL, "no pipe: %s", strerror(errno));
    }
    char *text = xmalloc(length + 1); /* libical wants a string */
    memcpy(text, bytes, length);
    text[length] = '\0';
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        work(text, ends[1]);
    }
    free(text);
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        return error_set(err, STATUS_INTERNAL, "no process: %s",
                         strerror(errno));
    }
    struct text answer;
    text_init(&answer, ANSWER_BYTES_MAX);
    receive(ends[0], &answer);
    close(ends[0]); /* a child that still writes ends by SIGPIPE */
    enum status status = judge(wait_for(child), &answer, json, err);
    text_release(&answer);
    return status;
}
