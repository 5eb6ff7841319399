/* SPDX-License-Identifier: GPL-3.0-or-later */
/* random_team.c - draws members, people, duties, activities and limits. */
#include "tests/solver/random_team.h"

#include <stdio.h>

/* Mondays around holidays, both clock changes and in between. */
static const char *const MONDAYS[] = {"2027-01-11", "2027-03-22", "2026-10-19",
                                      "2027-05-03", "2026-12-21"};

static const struct {
    const char *shift, *weekdays;
    bool standby;
} DUTIES[] = {
    {"kind=work start=08:00 end=15:30", "mon-fri", false},
    {"kind=work start=07:00 end=15:00 unpaid_break=30", "mon-sun", false},
    {"kind=work start=14:00 end=22:00", "mon-sun", false},
    {"kind=work start=22:00 end=07:00+1", "mon-sun", false},
    {"kind=work start=21:00 end=05:30+1 high_strain=true", "mon-fri", false},
    {"kind=work start=08:00 end=12:00", "mon-fri", false},
    {"kind=work start=12:30 end=16:00", "mon-fri", false},
    {"kind=work start=08:00 end=18:00", "mon-sat", false},
    {"kind=duty-rest start=15:00 end=08:00+1", "sat,sun", false},
    {"kind=standby start=15:30 end=08:00+1 factor=1/7", "mon-thu", true},
    {"kind=standby start=15:30 end=08:00+1 factor=1/5", "mon-sun", true},
    {"kind=standby start=15:30 end=08:00+1 factor=1/7 block=b", "fri", true},
    {"kind=standby start=08:00 end=08:00+1 factor=1/7 block=b", "sat,sun",
     true},
};
enum { DUTY_KINDS = (int)COUNT_OF(DUTIES), BLOCK_FRIDAY = 11, BLOCK_WEEKEND };

static const struct {
    enum limit_key key;
    const char *value;
} LIMITS[] = {
    {LIMIT_STANDBY_IN_WEEKLY_REST, "no"},  {LIMIT_REST_WEEKLY_ROLLING, "yes"},
    {LIMIT_STANDBY_IS_SUNDAY_WORK, "yes"}, {LIMIT_WEEK_NORMAL, "24"},
    {LIMIT_SUNDAYS_OF_26W, "12"},          {LIMIT_SUNDAY_FREE_WEEKS, "2"},
    {LIMIT_WEEK_TOTAL_WEEKS, "2"},         {LIMIT_WEEK_TOTAL, "30"},
    {LIMIT_STANDBY_FACTOR, "1/6"},         {LIMIT_DAY_TOTAL, "10"},
};

static const char *const AGREEMENTS[] = {
    "rest_daily=8 union_local", "averaging_weeks=4 individual_written",
    "day_normal=10 individual_written", "week_cap=54 union_local",
    "rest_weekly=28 union_local"};

static const char *const ACTIVITIES[] = {
    "recurrence=weekly weekdays=mon,wed start=09:00 end=09:30 quorum_pct=60",
    "recurrence=weekly weekdays=tue start=13:00 end=14:00 min_per_member=1 "
    "stay_out=1 cancellable=below-minimum",
    "recurrence=weekly weekdays=thu start=14:00 end=15:00 inside=false "
    "quorum_pct=50 max_share_pct=75 each_attends=1",
    "recurrence=weekly weekdays=fri start=10:00 end=11:00 "
    "roles=lead;1;1 min_attendance=2 each_attends=2",
    "recurrence=weekly weekdays=wed start=12:00 end=13:00 inside=false "
    "stay_out=1 roles=lead;0;1",
};

struct drawing {
    struct team *team;
    struct random random;
    int32_t n_staff, n_demands;
};

static bool chance(struct drawing *d, int32_t pct)
{
    return random_below(&d->random, 100) < pct;
}

/* A date of the horizon or the week after, as text. */
static char *some_date(struct drawing *d, char out[DATE_TEXT])
{
    return date_format(
        d->team->from + random_below(&d->random, d->team->days + 7), out);
}

__attribute__((format(printf, 3, 4))) static void
add(struct drawing *d, enum record_kind kind, const char *format, ...)
{
    char fields[600];
    va_list words;
    va_start(words, format);
    (void)vsnprintf(fields, sizeof fields, format, words);
    va_end(words);
    scene_add(d->team->scene, kind, fields);
}

/* ---- people --------------------------------------------------------- */

static void draw_person(struct drawing *d, int32_t i)
{
    static const char *const EXTRAS[] = {
        "",
        "limits=no-standby;100;2026-12-28;2027-03-28",
        "limits=no-night",
        "limits=no-weekend",
        "competences=lead",
        "competences=lead|skill",
        "competences=skill",
        "aml_exempt=true"};
    char hired[DATE_TEXT], leaves[DATE_TEXT];
    date_format(d->team->from - random_below(&d->random, 30), hired);
    some_date(d, leaves);
    bool recent = chance(d, 25), leaving = chance(d, 15);
    bool averaged = chance(d, 10), turnus = chance(d, 10);
    d->team->exact = d->team->exact && !averaged && !turnus;
    add(d, RECORD_STAFF,
        "id=p%d member=%s base=%s position_pct=%d sunday_basis=%s "
        "single_standby_weeks=%d from=%s to=%s shift_class=%s %s",
        i, i % 2 ? "bronnoy" : "vega", i % 2 ? "far" : "office",
        chance(d, 50) ? 100 : 60, averaged ? "averaged26" : "next-off",
        recent ? 4 : 0, recent ? hired : "1970-01-01",
        leaving ? leaves : "2199-12-31", turnus ? "turnus" : "day",
        EXTRAS[random_below(&d->random, (int32_t)COUNT_OF(EXTRAS))]);
}

static void draw_absences(struct drawing *d)
{
    for (int32_t i = 0; i < d->n_staff; i++) {
        if (chance(d, 30)) {
            char from[DATE_TEXT], to[DATE_TEXT];
            date_day first =
                d->team->from + random_below(&d->random, d->team->days);
            add(d, RECORD_ABSENCE,
                "id=x%d staff=p%d kind=leave from=%s "
                "to=%s grade=%d",
                i, i, date_format(first, from),
                date_format(first + random_below(&d->random, 6), to),
                chance(d, 50) ? 100 : 50);
        }
    }
}

/* ---- duties --------------------------------------------------------- */

static void draw_demand(struct drawing *d, int32_t kind, const char *role)
{
    int32_t n = d->n_demands++, low = random_below(&d->random, 3);
    const char *holiday = DUTIES[kind].standby ? "any"
                          : chance(d, 30)      ? "ordinary"
                                               : "any";
    bool travel = !DUTIES[kind].standby && chance(d, 6);
    d->team->exact = d->team->exact && !travel;
    add(d, RECORD_SHIFT_TYPE, "id=s%d %s", n, DUTIES[kind].shift);
    add(d, RECORD_DEMAND,
        "id=d%d shift_type=s%d weekdays=%s holiday=%s low=%d target=%d "
        "high=%d priority=%d per=%s conflict_cover=%s %s %s %s",
        n, n, DUTIES[kind].weekdays, holiday, low,
        low + random_below(&d->random, 2), low + 1,
        1 + random_below(&d->random, 3),
        DUTIES[kind].standby || chance(d, 80) ? "day" : "week",
        DUTIES[kind].standby && chance(d, 70) ? "true" : "false", role,
        travel ? "place=far" : "", chance(d, 15) ? "competences=skill" : "");
}

static void draw_demands(struct drawing *d)
{
    int32_t n = 2 + random_below(&d->random, 3);
    for (int32_t k = 0; k < n; k++) {
        draw_demand(d, random_below(&d->random, BLOCK_FRIDAY), "");
    }
    for (int32_t k = 0; k < 2 && chance(d, 40); k++) {
        const char *role = k == 0 ? "role=primary" : "role=backup";
        draw_demand(d, BLOCK_FRIDAY, role);
        draw_demand(d, BLOCK_WEEKEND, role);
    }
}

static void draw_activities(struct drawing *d)
{
    for (size_t k = 0; k < COUNT_OF(ACTIVITIES); k++) {
        if (chance(d, 25)) {
            char last[DATE_TEXT];
            add(d, RECORD_ACTIVITY, "id=a%d from=1970-01-01 to=%s %s", (int)k,
                chance(d, 60) ? some_date(d, last) : "2199-12-31",
                ACTIVITIES[k]);
        }
    }
}

/* ---- conflicts, pins, limits ---------------------------------------- */

static void draw_conflicts(struct drawing *d)
{
    static const char *const DEGREES[] = {"never", "not-alone", "avoid"};
    int32_t cases = random_below(&d->random, 3);
    char date[DATE_TEXT];
    for (int32_t k = 0; k < cases; k++) {
        add(d, RECORD_CASE_REF, "id=c%d from=1970-01-01 to=%s", k,
            chance(d, 30) ? some_date(d, date) : "2199-12-31");
    }
    for (int32_t k = 0; k < 2 * cases; k++) {
        add(d, RECORD_EXCLUSION, "id=e%d staff=p%d degree=%s case_ref=c%d", k,
            random_below(&d->random, d->n_staff),
            DEGREES[random_below(&d->random, 3)], k / 2);
    }
    if (chance(d, 30)) {
        add(d, RECORD_EXCLUSION, "id=task staff=p0 degree=%s demand=d0",
            DEGREES[random_below(&d->random, 3)]);
    }
}

static void draw_pins(struct drawing *d)
{
    char date[DATE_TEXT];
    for (int32_t k = 0; k < 2; k++) {
        if (chance(d, 25)) {
            add(d, RECORD_PIN, "id=pin%d staff=p%d demand=d%d date=%s on=%s", k,
                random_below(&d->random, d->n_staff),
                random_below(&d->random, d->n_demands), some_date(d, date),
                chance(d, 40) ? "true" : "false");
        }
    }
}

static void draw_limits(struct drawing *d)
{
    struct scene *scene = d->team->scene;
    for (size_t k = 0; k < COUNT_OF(LIMITS); k++) {
        if (chance(d, 15)) {
            scene_limit(scene, LIMITS[k].key, LIMITS[k].value);
        }
    }
    for (size_t k = 0; k < COUNT_OF(AGREEMENTS); k++) {
        char who[8];
        (void)snprintf(who, sizeof who, "p%d",
                       random_below(&d->random, d->n_staff));
        if (chance(d, 15)) {
            scene_agree(scene, chance(d, 50) ? who : NULL, AGREEMENTS[k]);
        }
    }
    if (chance(d, 20)) {
        scene_severity(scene, LIMIT_STANDBY_RUN, SEVERITY_FORBID);
        scene_severity(scene, LIMIT_WORK_RUN, SEVERITY_FORBID);
        scene_severity(scene, LIMIT_STANDBY_WEEKENDS, SEVERITY_FORBID);
    }
    bool nights = chance(d, 10);
    scene_limit(scene, LIMIT_NIGHT_REGULAR, nights ? "1" : "99");
    scene_limit(scene, LIMIT_NIGHT_AVG, nights ? "40" : "177:20");
    d->team->exact = d->team->exact && !nights;
}

/* ---- history -------------------------------------------------------- */

/* A few duties in the two weeks before, with a day off after each. */
static void draw_history(struct drawing *d)
{
    struct plan *plan = &d->team->history;
    const struct coop *coop = d->team->coop;
    int32_t density = chance(d, 50) ? 40 : 0;
    plan_init(plan, d->team->from - 14, 14);
    for (int32_t i = 0; i < d->n_staff; i++) {
        for (int32_t day = -14; day < 0; day++) {
            duty_ix duty = random_below(&d->random, d->n_demands);
            date_day date = d->team->from + day;
            if (chance(d, density) && !duty_shift(coop, duty)->block &&
                slot_refusal(coop, i, duty, date) == REFUSE_NOT) {
                plan_add(plan, i, duty, date);
                day++;
            }
        }
    }
    plan_sort(plan);
}

void team_draw(struct team *team, uint64_t seed)
{
    struct drawing d = {.team = team};
    random_seed(&d.random, seed);
    const char *monday =
        MONDAYS[random_below(&d.random, (int32_t)COUNT_OF(MONDAYS))];
    *team = (struct team){.scene = scene_new(monday), .exact = true};
    team->coop = scene_coop(team->scene);
    team->from = scene_monday(team->scene) + (chance(&d, 15) ? 2 : 0);
    team->days = chance(&d, 80) ? 14 : 9;
    add(&d, RECORD_MEMBER, "id=bronnoy kind=municipality code=1813");
    add(&d, RECORD_PLACE, "id=far member=bronnoy");
    add(&d, RECORD_ROAD, "id=road from=office to=far minutes=55");
    add(&d, RECORD_COMPETENCE, "id=lead");
    add(&d, RECORD_COMPETENCE, "id=skill");
    d.n_staff = 2 + random_below(&d.random, 3);
    for (int32_t i = 0; i < d.n_staff; i++) {
        draw_person(&d, i);
    }
    draw_absences(&d);
    draw_demands(&d);
    draw_activities(&d);
    draw_conflicts(&d);
    draw_pins(&d);
    if (chance(&d, 25)) {
        add(&d, RECORD_EXTERNAL,
            "id=ext provider=bronnoy demand=d1 "
            "start=00:00 end=12:00+1 modality=ambulatory weekdays=fri,sat");
    }
    draw_limits(&d);
    scene_resolve(team->scene);
    draw_history(&d);
}

void team_release(struct team *team)
{
    plan_release(&team->history);
    scene_free(team->scene);
}
