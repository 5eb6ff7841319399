/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * balance.c - who carries how much: due, got, and why, per burden (Q18).
 *
 * Due is what the compiler shares out (solver/compile_due.h): the horizon's
 * need by position and dates on which somebody could bear it, with part of the
 * difference of the last 52 weeks paid back.
 */
#include <stdio.h>

#include "model/calendar.h"
#include "rota/pick.h"
#include "rota/weekly.h"

static int64_t count_standby(const struct coop *coop,
                             const struct picked *picked, int32_t staff)
{
    int64_t n = 0;
    for (int32_t i = 0; i < picked->plan->assignments.n; i++) {
        const struct assignment *a = &picked->plan->assignments.at[i];
        n += a->staff == staff && duty_standby(coop, a->duty);
    }
    return n;
}

static int64_t count_weekends(const struct coop *coop,
                              const struct picked *picked, int32_t staff)
{
    int64_t n = 0;
    date_day last = DATE_NONE;
    (void)coop;
    for (int32_t i = 0; i < picked->plan->assignments.n; i++) {
        const struct assignment *a = &picked->plan->assignments.at[i];
        bool weekend = date_weekday(a->date) >= SATURDAY;
        if (a->staff == staff && weekend && date_monday(a->date) != last) {
            last = date_monday(a->date);
            n++;
        }
    }
    return n;
}

/* Dates, not duties: a red day is one however much is done on it. */
static int64_t count_holidays(const struct coop *coop,
                              const struct picked *picked, int32_t staff)
{
    int64_t n = 0;
    date_day last = DATE_NONE;
    (void)coop;
    for (int32_t i = 0; i < picked->plan->assignments.n; i++) {
        const struct assignment *a = &picked->plan->assignments.at[i];
        if (a->staff == staff && a->date != last &&
            calendar_holiday(a->date) != HOLIDAY_NONE) {
            last = a->date;
            n++;
        }
    }
    return n;
}

static const struct {
    enum weight_key burden;
    const char *name;
    int64_t (*count)(const struct coop *coop, const struct picked *picked,
                     int32_t staff);
} BURDENS[] = {
    {WEIGHT_FAIR_STANDBY, "standby", count_standby},
    {WEIGHT_FAIR_WEEKEND, "weekends", count_weekends},
    {WEIGHT_FAIR_HOLIDAY, "holidays", count_holidays},
};

static void add_share(const struct desk *desk, const struct picked *picked,
                      const struct compiled_share *share, size_t burden,
                      cJSON *list)
{
    const struct staff *staff = &desk->coop->staff.at[share->staff];
    int64_t got = BURDENS[burden].count(desk->coop, picked, share->staff);
    bool nb = desk->norwegian;
    char why[120];
    cJSON *line = json_push_object(list);
    json_add_string(line, "person", staff->id);
    json_add_string(line, "name", staff->name);
    json_add_string(line, "burden", BURDENS[burden].name);
    json_add_int(line, "got", got);
    json_add_int(line, "carried_52_weeks", share->carried);
    if (share->ceiling) {
        snprintf(why, sizeof why, "%s",
                 nb ? "tre personer eller færre: måles mot et tak, ikke en andel"
                    : "three people or fewer: held against a ceiling, not a "
                      "share");
    } else {
        json_add_int(line, "due", share->share);
        json_add_int(line, "difference", got - share->share);
        snprintf(why, sizeof why,
                 nb ? "stilling %d %%, båret %lld de 52 ukene før"
                    : "position %d %%, %lld carried in the 52 weeks before",
                 staff->position_pct, (long long)share->carried);
    }
    json_add_string(line, "why", why);
}

/* Pins say who holds what, not what is due: one that its holder cannot keep any
 * more (leave, sickness) does not stop the reckoning. */
static enum status compile_due(struct desk *desk,
                               const struct compile_input *input,
                               struct compiled **compiled, struct error *err)
{
    int32_t pins = desk->coop->pins.n;
    desk->coop->pins.n = 0;
    enum status status = compile(input, compiled, err);
    desk->coop->pins.n = pins;
    return status;
}

static enum status describe(struct desk *desk, const struct picked *picked,
                            cJSON **result, struct error *err)
{
    struct compile_input input = {.coop = desk->coop,
                                  .from = picked->from,
                                  .days = picked->days,
                                  .history = &picked->history,
                                  .now = INSTANT_NONE};
    struct compiled *compiled = NULL;
    TRY(compile_due(desk, &input, &compiled, err));
    const struct compiled_share *shares;
    int32_t n = compiled_shares(compiled, &shares);
    char date[DATE_TEXT];
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "from", date_format(picked->from, date));
    json_add_int(object, "days", picked->days);
    cJSON *list = json_add_list(object, "shares");
    for (size_t b = 0; b < COUNT_OF(BURDENS); b++) {
        for (int32_t i = 0; i < n; i++) {
            if (shares[i].burden == BURDENS[b].burden) {
                add_share(desk, picked, &shares[i], b, list);
            }
        }
    }
    compiled_free(compiled);
    *result = object;
    return STATUS_OK;
}

enum status rota_balance(struct desk *desk, int64_t plan,
                         const struct horizon *horizon, cJSON **result,
                         struct error *err)
{
    struct picked picked;
    TRY(plan_pick(desk, plan, horizon, &picked, err));
    enum status status = describe(desk, &picked, result, err);
    picked_release(&picked);
    return status;
}

/* ---- the last year, week by week ------------------------------------------- */

enum { WEEKS_TOLD = 52 };

/* What one person bears of a burden in each week. */
static void add_weeks(const struct desk *desk, const struct plan *weeks,
                      int32_t staff, size_t burden, cJSON *object)
{
    cJSON *list = json_add_list(object, BURDENS[burden].name);
    for (int32_t w = 0; w < WEEKS_TOLD; w++) {
        struct picked week = {.plan = &weeks[w]};
        cJSON_AddItemToArray(
            list, cJSON_CreateNumber((double)BURDENS[burden].count(
                      desk->coop, &week, staff)));
    }
}

static void add_people_weeks(const struct desk *desk,
                             const struct plan *weeks, cJSON *object)
{
    cJSON *list = json_add_list(object, "people");
    for (int32_t i = 0; i < desk->coop->staff.n; i++) {
        cJSON *person = json_push_object(list);
        json_add_string(person, "person", desk->coop->staff.at[i].id);
        json_add_string(person, "name", desk->coop->staff.at[i].name);
        for (size_t b = 0; b < COUNT_OF(BURDENS); b++) {
            add_weeks(desk, weeks, i, b, person);
        }
    }
}

/* The last week is the last that is published. */
static enum status first_week(struct desk *desk, date_day *from,
                              struct error *err)
{
    date_day last;
    TRY(store_last_published(desk->store, &last, err));
    if (last == DATE_NONE) {
        return error_set(err, STATUS_CONFLICT, "nothing is published yet");
    }
    *from = date_monday(last) - 7 * (WEEKS_TOLD - 1);
    return STATUS_OK;
}

enum status rota_balance_weeks(struct desk *desk, cJSON **result,
                               struct error *err)
{
    struct plan all, weeks[WEEKS_TOLD];
    date_day from = DATE_NONE, today;
    int32_t minute;
    char date[DATE_TEXT];
    TRY(first_week(desk, &from, err));
    plan_init(&all, from, 7 * WEEKS_TOLD);
    enum status status =
        store_published(desk->store, desk->coop, 0, from,
                        from + 7 * WEEKS_TOLD - 1, &all, err);
    if (status == STATUS_OK) {
        for (int32_t w = 0; w < WEEKS_TOLD; w++) {
            plan_init(&weeks[w], from + 7 * w, 7);
            plan_copy_range(&weeks[w], &all, from + 7 * w, from + 7 * w + 6);
        }
        zone_local(desk->act.at, &today, &minute);
        cJSON *object = *result = cJSON_CreateObject();
        json_add_string(object, "from", date_format(from, date));
        json_add_int(object, "weeks", WEEKS_TOLD);
        json_add_string(object, "today", date_format(today, date));
        add_people_weeks(desk, weeks, object);
        for (int32_t w = 0; w < WEEKS_TOLD; w++) {
            plan_release(&weeks[w]);
        }
    }
    plan_release(&all);
    return status;
}
