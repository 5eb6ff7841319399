/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scene.c - reads the little texts of the model's tests. */
#include "tests/model/scene.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/text.h"

/* domain.md 2.2 and 8.4: the statute, and how far each basis may go. */
static const struct {
    enum limit_key key;
    const char *value;
    enum basis basis; /* the lowest that may relax it; NONE: nobody */
    const char *furthest, *reference;
} STATUTE[] = {
    {LIMIT_DAY_NORMAL, "9", BASIS_INDIVIDUAL_WRITTEN, "12.5", "AML § 10-4 (1)"},
    {LIMIT_WEEK_NORMAL, "40", BASIS_NONE, "40", "AML § 10-4 (1)"},
    {LIMIT_WEEK_TURNUS, "38", BASIS_NONE, "38", "AML § 10-4 (4)"},
    {LIMIT_WEEK_CONTINUOUS, "36", BASIS_NONE, "36", "AML § 10-4 (5)"},
    {LIMIT_AVERAGING_WEEKS, "0", BASIS_INDIVIDUAL_WRITTEN, "52",
     "AML § 10-5 (1)"},
    {LIMIT_WEEK_CAP, "50", BASIS_UNION_LOCAL, "54", "AML § 10-5"},
    {LIMIT_WEEK_CAP8, "48", BASIS_NONE, "48", "AML § 10-5"},
    {LIMIT_SUNDAY_CREDIT, "7/6", BASIS_NONE, "7/6", "AML § 10-4 (6)"},
    {LIMIT_NIGHT_CREDIT, "5/4", BASIS_NONE, "5/4", "AML § 10-4 (6)"},
    {LIMIT_CREDIT_NORM, "40", BASIS_NONE, "40", "AML § 10-4 (6)"},
    {LIMIT_CREDIT_FLOOR, "36", BASIS_NONE, "36", "AML § 10-4 (6)"},
    {LIMIT_OT_7D, "10", BASIS_UNION_LOCAL, "20", "AML § 10-6 (4)"},
    {LIMIT_OT_4W, "25", BASIS_UNION_LOCAL, "50", "AML § 10-6 (4)"},
    {LIMIT_OT_52W, "200", BASIS_UNION_LOCAL, "300", "AML § 10-6 (4)"},
    {LIMIT_DAY_TOTAL, "13", BASIS_UNION_LOCAL, "16", "AML § 10-6 (8)"},
    {LIMIT_WEEK_TOTAL, "48", BASIS_NONE, "48", "AML § 10-6 (8)"},
    {LIMIT_WEEK_TOTAL_WEEKS, "8", BASIS_NONE, "8", "AML § 10-6 (8)"},
    {LIMIT_WEEK_TOTAL_CAP, "69", BASIS_NONE, "69", "AML § 10-6 (8)"},
    {LIMIT_REST_DAILY, "11", BASIS_UNION_LOCAL, "8", "AML § 10-8 (1)"},
    {LIMIT_REST_WEEKLY, "35", BASIS_UNION_LOCAL, "28", "AML § 10-8 (2)"},
    {LIMIT_REST_WEEKLY_ROLLING, "no", BASIS_NONE, "no", "AML § 10-8 (2)"},
    {LIMIT_STANDBY_IN_WEEKLY_REST, "yes", BASIS_NONE, "yes", "AML § 10-8 (2)"},
    {LIMIT_SUNDAYS_OF_26W, "50", BASIS_NONE, "50", "AML § 10-8 (4)"},
    {LIMIT_SUNDAY_FREE_WEEKS, "4", BASIS_NONE, "4", "AML § 10-8 (4)"},
    {LIMIT_STANDBY_IS_SUNDAY_WORK, "no", BASIS_NONE, "no", "AML § 10-10"},
    {LIMIT_NIGHT_AVG, "177:20", BASIS_NONE, "177:20", "AML § 10-11 (6)"},
    {LIMIT_NIGHT_AVG_DAYS, "28", BASIS_NONE, "28", "AML § 10-11 (6)"},
    {LIMIT_NIGHT_REGULAR, "4", BASIS_NONE, "4", "AML § 10-11 (6)"},
    {LIMIT_NIGHT_HARD, "8", BASIS_NONE, "8", "AML § 10-11 (7)"},
    {LIMIT_NIGHT_MIN, "3", BASIS_NONE, "3", "AML § 10-11 (6)"},
    {LIMIT_NIGHT_START, "21:00", BASIS_UNION_LOCAL, "23:00", "AML § 10-11 (1)"},
    {LIMIT_NIGHT_END, "06:00", BASIS_UNION_LOCAL, "07:00", "AML § 10-11 (1)"},
    {LIMIT_STANDBY_FACTOR, "1/7", BASIS_UNION_LOCAL, "1/14", "AML § 10-4 (3)"},
    {LIMIT_STANDBY_IN_DAY, "no", BASIS_NONE, "no", "AML § 10-4 (3)"},
    {LIMIT_CALLOUT_REPLACES, "yes", BASIS_NONE, "yes", "AML § 10-4 (3)"},
    {LIMIT_NOTICE_DAYS, "14", BASIS_NONE, "14", "AML § 10-3"},
    {LIMIT_STANDBY_RUN, "5", BASIS_NONE, "5", "AML § 10-2 (1)"},
    {LIMIT_STANDBY_WEEKENDS, "3", BASIS_NONE, "3", "AML § 10-2 (1)"},
    {LIMIT_WORK_RUN, "6", BASIS_NONE, "6", "AML § 10-2 (1)"},
    {LIMIT_FATIGUE_SLEEP, "5", BASIS_NONE, "5", "AML § 10-2 (1)"},
    {LIMIT_RESPONSE_WORK, "00:15", BASIS_NONE, "00:15", "AML § 10-4 (3)"},
    {LIMIT_RESPONSE_ASSESS, "00:45", BASIS_NONE, "00:45", "AML § 10-4 (3)"},
    {LIMIT_BREAK_AFTER, "5.5", BASIS_NONE, "5.5", "AML § 10-9"},
    {LIMIT_BREAK_LONG, "8", BASIS_NONE, "8", "AML § 10-9"},
};

struct pending {
    const char *staff, *duty;
    date_day date;
    bool overtime;
};
struct pending_vec VEC_OF(struct pending);
struct pending_call {
    const char *staff;
    instant from, to;
};
struct call_vec VEC_OF(struct pending_call);

struct scene {
    struct coop *coop;
    date_day monday;
    struct pending_vec pending;
    struct call_vec callouts;
    struct plan history, plan;
    struct timeline *timeline;
    struct finding_vec findings;
};

static void must(enum status status, const struct error *err, const char *what)
{
    if (status != STATUS_OK) {
        fail_msg("scene: %s: %s", what, err->text);
    }
}

/* ---- profile ------------------------------------------------------------ */

void scene_limit(struct scene *scene, enum limit_key key, const char *value)
{
    struct error err = {0};
    struct limit *limit = &scene->coop->profile->limits[key];

    must(limit_value_parse(key, value, &limit->value, &err), &err, value);
    limit->set = true;
    limit->from = DATE_MIN;
    limit->to = DATE_MAX;
    for (int32_t i = 0; i < BASIS_COUNT; i++) {
        limit->relaxed[i] = limit->value;
    }
}

void scene_severity(struct scene *scene, enum limit_key key,
                    enum severity severity)
{
    for (int32_t actor = 0; actor < ACTOR_COUNT; actor++) {
        scene->coop->profile->limits[key].severity[actor] = severity;
    }
}

static void set_statute(struct scene *scene)
{
    for (size_t i = 0; i < COUNT_OF(STATUTE); i++) {
        enum limit_key key = STATUTE[i].key;
        struct limit *limit = &scene->coop->profile->limits[key];
        struct error err = {0};
        scene_limit(scene, key, STATUTE[i].value);
        scene_severity(scene, key, SEVERITY_FORBID);
        limit->reference = STATUTE[i].reference;
        for (enum basis basis = STATUTE[i].basis;
             basis > BASIS_NONE && basis < BASIS_COUNT; basis++) {
            must(limit_value_parse(key, STATUTE[i].furthest,
                                   &limit->relaxed[basis], &err),
                 &err, STATUTE[i].furthest);
        }
    }
    const enum limit_key SOFT[] = {LIMIT_STANDBY_RUN, LIMIT_STANDBY_WEEKENDS,
                                   LIMIT_WORK_RUN, LIMIT_FATIGUE_SLEEP,
                                   LIMIT_RESPONSE_WORK};
    for (size_t i = 0; i < COUNT_OF(SOFT); i++) {
        scene_severity(scene, SOFT[i], SEVERITY_WARN);
    }
}

struct scene *scene_new(const char *monday)
{
    struct scene *scene = xcalloc(1, sizeof *scene);

    scene->coop = coop_new();
    scene->coop->profile =
        arena_alloc(scene->coop->arena, sizeof *scene->coop->profile);
    scene->coop->profile->name = "statute";
    scene->monday = scene_day(monday);
    set_statute(scene);
    scene_add(scene, RECORD_MEMBER, "id=vega kind=municipality code=1815");
    scene_add(scene, RECORD_PLACE, "id=office member=vega");
    return scene;
}

void scene_free(struct scene *scene)
{
    timeline_free(scene->timeline);
    plan_release(&scene->history);
    plan_release(&scene->plan);
    vec_release(&scene->pending);
    vec_release(&scene->callouts);
    vec_release(&scene->findings);
    coop_free(scene->coop);
    free(scene);
}

struct coop *scene_coop(struct scene *scene)
{
    return scene->coop;
}

/* ---- records ------------------------------------------------------------ */

static const char *field_value(struct scene *scene, const char *fields,
                               const char *key)
{
    size_t length = strlen(key);

    for (const char *at = fields; at && *at; at = strchr(at, ' ')) {
        at += strspn(at, " ");
        if (strncmp(at, key, length) == 0 && at[length] == '=') {
            const char *value = at + length + 1;
            return arena_strndup(scene->coop->arena, value,
                                 strcspn(value, " "));
        }
    }
    return NULL;
}

static const char *fallback(struct scene *scene, enum record_kind kind,
                            const char *fields, const char *key)
{
    if (strcmp(key, "name") == 0) {
        return field_value(scene, fields, "id");
    }
    if (kind == RECORD_STAFF && strcmp(key, "member") == 0) {
        return "vega";
    }
    return kind == RECORD_STAFF && strcmp(key, "base") == 0 ? "office" : NULL;
}

static void check_keys(const struct record_table *table, const char *fields)
{
    for (const char *at = fields; at && *at; at = strchr(at, ' ')) {
        char key[40];
        at += strspn(at, " ");
        if (!*at) {
            break;
        }
        snprintf(key, sizeof key, "%.*s", (int)strcspn(at, "="), at);
        if (field_find(table, key) == NONE) {
            fail_msg("scene: %s has no field '%s'", table->name, key);
        }
    }
}

void scene_add(struct scene *scene, enum record_kind kind, const char *fields)
{
    const struct record_table *table = RECORD_TABLES[kind];
    void *record = record_add(scene->coop, kind);
    struct error err = {0};

    check_keys(table, fields);
    for (int32_t i = 0; i < table->n_fields; i++) {
        const struct field *field = &table->fields[i];
        const char *value = field_value(scene, fields, field->key);
        value = value ? value : fallback(scene, kind, fields, field->key);
        must(value ? field_read(field, value, record, scene->coop->arena, &err)
                   : field_default(field, record, scene->coop->arena, &err),
             &err, fields);
    }
}

void scene_agree(struct scene *scene, const char *staff, const char *words)
{
    char fields[200], limit[40], value[20];
    const char *basis = strchr(words, ' ') + 1;
    size_t key = strcspn(words, "=");

    snprintf(limit, sizeof limit, "%.*s", (int)key, words);
    snprintf(value, sizeof value, "%.*s", (int)(basis - words - (int)key - 2),
             words + key + 1);
    snprintf(fields, sizeof fields,
             "id=a%" PRId32 " limit=%s value=%s basis=%s reference=A-1 "
             "entered_by=x from=1970-01-01 to=2199-12-31%s%s",
             scene->coop->agreements.n, limit, value, basis,
             staff ? " staff=" : "", staff ? staff : "");
    scene_add(scene, RECORD_AGREEMENT, fields);
}

/* ---- what people do ----------------------------------------------------- */

date_day scene_day(const char *iso)
{
    struct error err = {0};
    date_day date = DATE_NONE;

    must(date_parse(iso, &date, &err), &err, iso);
    return date;
}

date_day scene_monday(const struct scene *scene)
{
    return scene->monday;
}

static date_day read_day(const struct scene *scene, const char *word)
{
    static const char *const DAYS[] = {"mon", "tue", "wed", "thu",
                                       "fri", "sat", "sun"};

    for (int32_t i = 0; i < 7; i++) {
        if (strncmp(word, DAYS[i], 3) == 0) {
            long week = word[3] ? strtol(word + 3, NULL, 10) : 1;
            return scene->monday + 7 * ((int32_t)week - 1) + i;
        }
    }
    return scene_day(word);
}

/* One item, taken apart. */
struct doing {
    const char *kind;
    date_day day;
    int32_t start, end; /* minutes from midnight of `day` */
    const char *pause;
    int32_t weeks, days; /* how often */
};

enum { WORDS = 10, WORD = 20, LONGEST = 2220, CUT = 480, DAY_MINUTES = 1440 };

static int32_t read_clock(const char *word)
{
    struct error err = {0};
    int32_t minutes = 0;

    must(clock_parse(word, &minutes, &err), &err, word);
    return minutes;
}

static int32_t read_words(const char *text, char words[WORDS][WORD])
{
    int32_t n = 0;

    while (*text && *text != ',' && n < WORDS) {
        text += strspn(text, " ");
        size_t length = strcspn(text, " ,");
        snprintf(words[n++], WORD, "%.*s", (int)length, text);
        text += length;
    }
    return n;
}

/* "8w" is 8; 1 and no step when the word is none of that. */
static int32_t read_repeat(char words[WORDS][WORD], int32_t *at, char unit)
{
    char *end = words[*at];
    long times = strtol(words[*at], &end, 10);

    if (times <= 0 || *end != unit) {
        return 1;
    }
    (*at)++;
    return (int32_t)times;
}

static struct doing read_item(const struct scene *scene, const char *text,
                              char words[WORDS][WORD])
{
    int32_t n = read_words(text, words), at = 0;
    struct doing doing = {.weeks = read_repeat(words, &at, 'w')};

    doing.days = read_repeat(words, &at, 'd');
    if (n - at != 5 && n - at != 7) {
        fail_msg("scene: expected KIND DAY CLOCK DAY CLOCK, found '%s'", text);
    }
    doing.kind = words[at];
    doing.day = read_day(scene, words[at + 1]);
    doing.start = read_clock(words[at + 2]);
    doing.end = read_clock(words[at + 4]) +
                DAY_MINUTES * (read_day(scene, words[at + 3]) - doing.day);
    doing.pause = n - at == 7 ? words[at + 6] : "0";
    return doing;
}

/* The demand of that kind and those hours, made when it is not there. */
static const char *demand_for(struct scene *scene, const struct doing *doing)
{
    char id[60], fields[600], start[CLOCK_TEXT];
    int32_t end =
        doing->end > DAY_MINUTES ? doing->end - DAY_MINUTES : doing->end;
    bool extra = strcmp(doing->kind, "overtime") == 0;
    bool strain = strcmp(doing->kind, "strain") == 0;

    snprintf(id, sizeof id, "%.12s-%" PRId32 "-%" PRId32 "-%.5s", doing->kind,
             doing->start, doing->end, doing->pause);
    if (coop_find_demand(scene->coop, id) == NONE) {
        snprintf(fields, sizeof fields,
                 "id=%s kind=%s start=%s end=%02d:%02d%s factor=%s "
                 "unpaid_break=%s high_strain=%s",
                 id, extra || strain ? "work" : doing->kind,
                 clock_format(doing->start, start), (int)(end / 60),
                 (int)(end % 60), doing->end > DAY_MINUTES ? "+1" : "",
                 strcmp(doing->kind, "standby") == 0 ? "1/7" : "1",
                 doing->pause, strain ? "true" : "false");
        scene_add(scene, RECORD_SHIFT_TYPE, fields);
        snprintf(fields, sizeof fields, "id=%s shift_type=%s low=0 target=0",
                 id, id);
        scene_add(scene, RECORD_DEMAND, fields);
    }
    return arena_strdup(scene->coop->arena, id);
}

static void do_item(struct scene *scene, const char *staff, struct doing doing)
{
    while (doing.end > doing.start) {
        struct doing piece = doing;
        piece.end = doing.end > LONGEST ? DAY_MINUTES + CUT : doing.end;
        struct pending pending = {
            .staff = arena_strdup(scene->coop->arena, staff),
            .duty = demand_for(scene, &piece),
            .date = doing.day,
            .overtime = strcmp(doing.kind, "overtime") == 0,
        };
        vec_push(&scene->pending, pending);
        doing.start = piece.end;
        while (doing.start >= DAY_MINUTES) {
            doing.start -= DAY_MINUTES;
            doing.end -= DAY_MINUTES;
            doing.day++;
        }
    }
}

static void do_callout(struct scene *scene, const char *staff,
                       struct doing doing)
{
    struct pending_call call = {
        .staff = arena_strdup(scene->coop->arena, staff),
        .from = zone_instant(doing.day, doing.start),
        .to = zone_instant(doing.day, doing.end),
    };

    vec_push(&scene->callouts, call);
}

static void do_repeated(struct scene *scene, const char *staff,
                        struct doing doing)
{
    date_day first = doing.day;

    for (int32_t i = 0; i < doing.weeks * doing.days; i++) {
        doing.day = first + 7 * (i / doing.days) + i % doing.days;
        if (strcmp(doing.kind, "callout") == 0) {
            do_callout(scene, staff, doing);
        } else {
            do_item(scene, staff, doing);
        }
    }
}

void scene_work(struct scene *scene, const char *staff, const char *items)
{
    for (const char *at = items; at && *at;) {
        char words[WORDS][WORD];
        do_repeated(scene, staff, read_item(scene, at, words));
        at = strchr(at, ',');
        at = at ? at + 1 : NULL;
    }
}

void scene_give(struct scene *scene, const char *staff, const char *slot)
{
    const char *at = strchr(slot, '@');
    struct pending pending = {
        .staff = arena_strdup(scene->coop->arena, staff),
        .duty = arena_strndup(scene->coop->arena, slot, (size_t)(at - slot)),
        .date = scene_day(at + 1),
    };

    vec_push(&scene->pending, pending);
}

void scene_clear(struct scene *scene)
{
    vec_clear(&scene->pending);
    vec_clear(&scene->callouts);
}

/* ---- timelines ---------------------------------------------------------- */

int32_t scene_staff(const struct scene *scene, const char *id)
{
    int32_t staff = coop_find_staff(scene->coop, id);

    if (staff == NONE) {
        fail_msg("scene: nobody is called '%s'", id);
    }
    return staff;
}

duty_ix scene_duty(const struct scene *scene, const char *id)
{
    char key[SLOT_KEY];
    struct error err = {0};
    duty_ix duty = NONE;
    date_day date;

    snprintf(key, sizeof key, "%s@2027-01-01", id);
    must(slot_parse(scene->coop, key, &duty, &date, &err), &err, id);
    return duty;
}

void scene_resolve(struct scene *scene)
{
    struct error err = {0};

    must(coop_resolve(scene->coop, &err), &err, "resolve");
    must(profile_check_agreements(scene->coop, &err), &err, "agreements");
}

static void fill_plans(struct scene *scene, date_day from, int32_t days)
{
    for (int32_t i = 0; i < scene->pending.n; i++) {
        const struct pending *p = &scene->pending.at[i];
        bool inside = p->date >= from && p->date < from + days;
        struct plan *plan = inside ? &scene->plan : &scene->history;
        plan_add(plan, scene_staff(scene, p->staff), scene_duty(scene, p->duty),
                 p->date);
        plan->assignments.at[plan->assignments.n - 1].overtime = p->overtime;
    }
    for (int32_t i = 0; i < scene->callouts.n; i++) {
        const struct pending_call *call = &scene->callouts.at[i];
        struct callout callout = {.staff = scene_staff(scene, call->staff),
                                  .from = call->from,
                                  .to = call->to};
        vec_push(&scene->plan.callouts, callout);
    }
}

struct timeline *scene_timeline(struct scene *scene, date_day from,
                                int32_t days)
{
    scene_resolve(scene);
    timeline_free(scene->timeline);
    plan_release(&scene->history);
    plan_release(&scene->plan);
    plan_init(&scene->history, DATE_MIN, 0);
    plan_init(&scene->plan, from, days);
    fill_plans(scene, from, days);
    plan_sort(&scene->history);
    plan_sort(&scene->plan);
    scene->timeline = timeline_new(scene->coop, &scene->history, &scene->plan);
    return scene->timeline;
}

struct timeline *scene_weeks(struct scene *scene, int32_t weeks)
{
    return scene_timeline(scene, scene->monday, 7 * weeks);
}

const struct finding_vec *scene_check(struct scene *scene, enum rule_kind rule,
                                      const struct timeline *timeline)
{
    vec_clear(&scene->findings);
    RULES[rule].check(timeline, &scene->findings);
    return &scene->findings;
}

int32_t scene_count(struct scene *scene, enum rule_kind rule,
                    enum finding_grade grade, const struct timeline *timeline)
{
    const struct finding_vec *found = scene_check(scene, rule, timeline);
    int32_t n = 0;

    for (int32_t i = 0; i < found->n; i++) {
        n += found->at[i].grade == grade;
    }
    return n;
}

units scene_hours(int32_t hours, int32_t minutes)
{
    return hours * UNITS_PER_HOUR + minutes * UNITS_PER_MINUTE;
}

/* ---- tables ------------------------------------------------------------- */

struct scene *scene_of(const struct scene_row *row)
{
    struct scene *scene = scene_new(row->monday ? row->monday : "2027-01-11");
    char fields[200];

    snprintf(fields, sizeof fields, "id=kari %s", row->staff ? row->staff : "");
    scene_add(scene, RECORD_STAFF, fields);
    if (row->agreement) {
        scene_agree(scene, NULL, row->agreement);
    }
    scene_work(scene, "kari", row->work);
    return scene;
}

struct timeline *scene_horizon(struct scene *scene, const struct scene_row *row)
{
    int32_t first = row->first ? row->first : 1;
    int32_t weeks = row->weeks ? row->weeks : 1;

    return scene_timeline(scene, scene->monday + 7 * (first - 1), 7 * weeks);
}

void scene_rows(enum rule_kind rule, enum finding_grade grade,
                const struct scene_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct scene *scene = scene_of(&rows[i]);
        const struct timeline *timeline = scene_horizon(scene, &rows[i]);
        expect_int(rows[i].why, scene_count(scene, rule, grade, timeline),
                   rows[i].count);
        scene_free(scene);
    }
}
