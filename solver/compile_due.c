/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compile_due.c - shares of a burden by position, availability and history. */
#include "solver/compile_due.h"

#include "solver/compile_sum.h"

/* Shares are reckoned in thousandths before they are rounded. */
enum { YEAR_DAYS = 364, FINE = 1000 };

/* Somebody's part in the reckoning. */
struct part {
    int64_t now, past; /* position x dates: in the horizon, in 52 weeks */
    int64_t share;     /* in thousandths */
};

/* ---- what they could bear ------------------------------------------- */

static bool bears(const struct compile_state *s, const struct burden *burden,
                  int32_t person, int32_t day)
{
    for (int32_t p = 0; p < s->n_patterns; p++) {
        if (state_cell(s, person, day, p)->open &&
            burden->amount(s, person, day, p, NULL) > 0) {
            return true;
        }
    }
    return false;
}

static int64_t weight_now(const struct compile_state *s,
                          const struct burden *burden, int32_t person)
{
    int64_t dates = 0;
    for (int32_t day = 0; day < s->n_days; day++) {
        dates += bears(s, burden, person, day);
    }
    return dates * state_staff(s, person)->position_pct;
}

static int64_t weight_past(const struct compile_state *s, int32_t person)
{
    int64_t dates = 0;
    for (date_day date = s->from - YEAR_DAYS; date < s->from; date++) {
        dates += staff_employed(state_staff(s, person), date) &&
                 coop_absence_grade(s->coop, s->staff_of[person], date) < 100;
    }
    return dates * state_staff(s, person)->position_pct;
}

/* ---- what they have borne ------------------------------------------- */

/* Minutes of one unit of the burden, on average over the horizon's slots. */
static int64_t mean_minutes(const struct compile_state *s,
                            const struct burden *burden)
{
    int64_t minutes = 0, n = 0;
    for (int32_t k = 0; k < s->slots.n; k++) {
        const struct slot *slot = &s->slots.at[k];
        int64_t need = burden->need(s, slot);
        minutes += need * ((slot->end - slot->start) / 60);
        n += need;
    }
    return n > 0 ? minutes / n : 60;
}

/* What of a counter still lies in the 52 weeks, in thousandths. */
static int64_t counted(const struct compile_state *s,
                       const struct burden *burden,
                       const struct counter *counter)
{
    int64_t age = s->from - counter->as_of;
    age = age < 0 ? 0 : age > YEAR_DAYS ? YEAR_DAYS : age;
    int64_t value =
        (int64_t)counter->value * FINE * (YEAR_DAYS - age) / YEAR_DAYS;
    return burden->in_hours ? value * 60 / mean_minutes(s, burden) : value;
}

static int64_t carried_by(const struct compile_state *s,
                          const struct burden *burden, int32_t person)
{
    const struct counter_list *history = &state_staff(s, person)->history;
    date_day since = s->from - YEAR_DAYS;
    int64_t sum = 0;
    for (int32_t k = 0; k < history->n; k++) {
        if (history->at[k].kind == burden->counter) {
            sum += counted(s, burden, &history->at[k]);
            since = history->at[k].as_of >= since ? history->at[k].as_of + 1
                                                  : since;
        }
    }
    int32_t n;
    const struct work_item *items = outside_items(s, person, &n);
    for (int32_t k = 0; k < n; k++) {
        if (items[k].date >= since && items[k].date < s->from &&
            burden->carried(s, &items[k])) {
            sum += FINE;
        }
    }
    return sum;
}

/* ---- shares --------------------------------------------------------- */

static int64_t total_need(const struct compile_state *s,
                          const struct burden *burden)
{
    int64_t need = 0;
    for (int32_t k = 0; k < s->slots.n; k++) {
        need += burden->need(s, &s->slots.at[k]);
    }
    return need;
}

/* Part of `whole` by weights; 0 when there are none. */
static int64_t portion(int64_t whole, int64_t weight, int64_t weights)
{
    return weights > 0 ? whole * weight / weights : 0;
}

static int64_t clamp(int64_t value, int64_t low, int64_t high)
{
    return value < low ? low : value > high ? high : value;
}

/* Thousandths down to whole numbers that add up to `need`. */
static void round_shares(const struct compile_state *s,
                         const struct part *parts, int64_t need,
                         struct due *due)
{
    int64_t given = 0, sum = 0;
    int64_t *rest = xcalloc((size_t)s->n_people, sizeof *rest);
    for (int32_t i = 0; i < s->n_people; i++) {
        sum += parts[i].share;
    }
    for (int32_t i = 0; i < s->n_people && sum > 0; i++) {
        due[i].share = parts[i].share * need / sum;
        rest[i] = parts[i].share * need % sum;
        given += due[i].share;
    }
    for (; sum > 0 && given < need; given++) {
        int32_t best = 0;
        for (int32_t i = 1; i < s->n_people; i++) {
            best = rest[i] > rest[best] ? i : best;
        }
        due[best].share++;
        rest[best] = -1;
    }
    free(rest);
}

int32_t dues_make(const struct compile_state *s, const struct burden *burden,
                  struct due *due)
{
    struct part *parts = xcalloc((size_t)s->n_people, sizeof *parts);
    int64_t now = 0, past = 0, carried = 0, need = total_need(s, burden);
    int32_t able = 0;
    for (int32_t i = 0; i < s->n_people; i++) {
        int64_t borne = carried_by(s, burden, i);
        parts[i].now = weight_now(s, burden, i);
        parts[i].past = parts[i].now > 0 ? weight_past(s, i) : 0;
        due[i] = (struct due){parts[i].now > 0, 0, (borne + FINE / 2) / FINE};
        parts[i].share = borne; /* until the sums are known */
        carried += due[i].able ? borne : 0;
        now += parts[i].now;
        past += parts[i].past;
        able += due[i].able;
    }
    for (int32_t i = 0; i < s->n_people; i++) {
        int64_t own = portion(need * FINE, parts[i].now, now);
        int64_t debt = portion(carried, parts[i].past, past) - parts[i].share;
        parts[i].share = due[i].able ? own + clamp(debt, -own / 2, own / 2) : 0;
    }
    round_shares(s, parts, need, due);
    free(parts);
    return able;
}
