/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pay.c - hours by pay class per person and month.
 *
 * Time is laid on an axis of minutes: by the wall clock, on which each day has
 * 1440, or elapsed, where the profile says so and for call-outs always: they
 * are facts, not agreed hours. Windows of the agreement are laid on the same
 * axis and overlaps counted, date by date.
 */
#include "exporters/pay.h"

#include "base/arena.h"
#include "model/overtime.h"

enum {
    DAY = 1440,
    OVERTIME_NIGHT_FROM = 21 * 60, /* domain.md 2.6, from memory there */
    OVERTIME_NIGHT_TO = 6 * 60
};

struct account {
    const struct timeline *timeline;
    const struct coop *coop;
    const struct moved_vec *moved; /* NULL: nothing */
    int32_t first_month, n_months; /* months since year 0 */
    struct pay_line *lines;        /* staff x months */
};

/* A piece of somebody's time on the axis, less its unpaid break. */
struct stretch {
    int32_t staff;
    bool elapsed;
    int64_t from, to, pause_from, pause_to;
    date_day date; /* on which it begins */
};

static int64_t at_minute(bool elapsed, date_day date, int32_t minute)
{
    return elapsed ? zone_instant(date, minute) / 60
                   : (int64_t)date * DAY + minute;
}

static int64_t of_instant(bool elapsed, instant at)
{
    date_day date;
    int32_t minute;
    zone_local(at, &date, &minute);
    return elapsed ? at / 60 : at_minute(false, date, minute);
}

static int64_t overlap(int64_t a, int64_t b, int64_t c, int64_t d)
{
    int64_t from = a > c ? a : c, to = b < d ? b : d;
    return to > from ? to - from : 0;
}

/* Minutes of the stretch that lie in [low, high) of the date. */
static int64_t part(const struct stretch *s, date_day date, int32_t low,
                    int32_t high)
{
    int64_t from = at_minute(s->elapsed, date, low);
    int64_t to = at_minute(s->elapsed, date, high);
    return low >= high ? 0
                       : overlap(s->from, s->to, from, to) -
                             overlap(s->pause_from, s->pause_to, from, to);
}

/* The line of the date's month, or NULL when it is not accounted for. */
static struct pay_line *line_of(const struct account *account, int32_t staff,
                                date_day date)
{
    int year, month, day;
    if (date < account->timeline->from || date > account->timeline->to) {
        return NULL;
    }
    date_split(date, &year, &month, &day);
    int32_t at = year * 12 + month - 1 - account->first_month;
    return &account->lines[staff * account->n_months + at];
}

/* ---- stretches ------------------------------------------------------------------ */

/* Planned duties have agreed clock hours, also where the clock does not. */
static struct stretch item_stretch(const struct coop *coop,
                                   const struct work_item *item)
{
    struct stretch s = {.staff = item->staff, .date = item->date};
    s.elapsed = item->kind == SHIFT_CALLOUT ||
                profile_limit(coop, LIMIT_DST_PAY_ELAPSED, item->staff,
                              item->date) == 1;
    if (item->duty != NONE && !s.elapsed) {
        s.from = at_minute(false, item->date, duty_start(coop, item->duty));
        s.to = at_minute(false, item->date, duty_end(coop, item->duty));
    } else {
        s.from = of_instant(s.elapsed, item->from);
        s.to = of_instant(s.elapsed, item->to);
    }
    s.pause_from = s.from + (s.to - s.from - item->unpaid_break) / 2;
    s.pause_to = s.pause_from + item->unpaid_break;
    return s;
}

/* Dates on which the stretch has minutes: its own and the following ones. */
static bool reaches(const struct stretch *s, date_day date)
{
    return at_minute(s->elapsed, date, 0) < s->to;
}

/* ---- classes ------------------------------------------------------------------------ */

static int64_t evening_minutes(const struct account *account,
                               const struct stretch *s, date_day date)
{
    int32_t start = account->coop->profile->pay_evening_start;
    int32_t end = account->coop->profile->pay_evening_end;
    return start <= end
               ? part(s, date, start, end)
               : part(s, date, 0, end) + part(s, date, start, DAY);
}

/* Holiday replaces weekend; evening and night come beside either. */
static void count_ordinary(const struct account *account,
                           const struct stretch *s)
{
    for (date_day date = s->date; reaches(s, date); date++) {
        struct pay_line *line = line_of(account, s->staff, date);
        int32_t holiday = calendar_pay133_from(date);
        if (line) {
            int64_t all = part(s, date, 0, DAY);
            line->worked_minutes += all;
            line->minutes[PAY_ORDINARY] += all;
            line->minutes[PAY_HOLIDAY133] += part(s, date, holiday, DAY);
            line->minutes[PAY_EVENING_NIGHT] +=
                evening_minutes(account, s, date);
            if (date_weekday(date) >= SATURDAY) {
                line->minutes[PAY_SAT_SUN] += part(s, date, 0, holiday);
            }
        }
    }
}

/* Weekends and the days before Sundays and holidays are 100 % all day. */
static int64_t overtime100(const struct stretch *s, date_day date,
                           int32_t holiday)
{
    if (date_weekday(date) >= SATURDAY || calendar_red(date) ||
        calendar_red(date + 1)) {
        return part(s, date, 0, holiday);
    }
    int32_t night_to =
        holiday < OVERTIME_NIGHT_TO ? holiday : OVERTIME_NIGHT_TO;
    return part(s, date, 0, night_to) +
           part(s, date, OVERTIME_NIGHT_FROM, holiday);
}

/* Overtime has its own percentages; supplements do not come on top. */
static void count_overtime(const struct account *account,
                           const struct stretch *s)
{
    for (date_day date = s->date; reaches(s, date); date++) {
        struct pay_line *line = line_of(account, s->staff, date);
        int32_t holiday = calendar_pay133_from(date);
        if (line) {
            int64_t all = part(s, date, 0, DAY);
            int64_t by133 = part(s, date, holiday, DAY);
            int64_t by100 = overtime100(s, date, holiday);
            line->worked_minutes += all;
            line->minutes[PAY_OVERTIME133] += by133;
            line->minutes[PAY_OVERTIME100] += by100;
            line->minutes[PAY_OVERTIME50] += all - by133 - by100;
        }
    }
}

/* ---- moved hours ------------------------------------------------------------- */

enum { PAID_AS_OVERTIME = 100 }; /* supplement of a tier, per cent */

static bool is_of(const struct moved *moved, const struct work_item *item)
{
    return moved->staff == item->staff && moved->date == item->date &&
           moved->duty == item->duty;
}

/* The supplement on time outside the person's own, by the notice; 0 of what
 * was not moved. `*first` gets where its entries begin, `*n` how many. */
static int32_t moved_pct(const struct account *account,
                         const struct work_item *item, int32_t *first,
                         int32_t *n)
{
    const struct moved_vec *all = account->moved;
    *n = 0;
    for (int32_t i = 0; all && item->duty != NONE && i < all->n; i++) {
        if (is_of(&all->at[i], item)) {
            *first = *n == 0 ? i : *first;
            ++*n;
        }
    }
    const struct notice_tier *tier =
        *n == 0 ? NULL
                : notice_tier(account->coop->profile, all->at[*first].told,
                              item->date);
    return tier ? tier->pay_pct : 0;
}

static void count_supplement(const struct account *account,
                             const struct stretch *s)
{
    for (date_day date = s->date; reaches(s, date); date++) {
        struct pay_line *line = line_of(account, s->staff, date);
        if (line) {
            line->minutes[PAY_MOVED50] += part(s, date, 0, DAY);
        }
    }
}

/* A duty in the place of others: its pieces within and outside their time. */
static void count_moved(const struct account *account,
                        const struct stretch *whole,
                        const struct moved *moved, int32_t n, int32_t pct)
{
    struct stretch piece = *whole;
    if (pct < PAID_AS_OVERTIME) {
        count_ordinary(account, whole);
    }
    for (piece.from = whole->from; piece.from < whole->to;
         piece.from = piece.to) {
        bool own = false;
        piece.to = whole->to;
        for (int32_t i = 0; i < n; i++) {
            duty_ix duty = moved[i].before;
            int64_t from = at_minute(whole->elapsed, moved[i].date,
                                     duty_start(account->coop, duty));
            int64_t to = at_minute(whole->elapsed, moved[i].date,
                                   duty_end(account->coop, duty));
            bool inside = from <= piece.from && piece.from < to;
            int64_t turn = inside ? to : from;
            own = own || inside;
            if (turn > piece.from && turn < piece.to) {
                piece.to = turn;
            }
        }
        if (pct >= PAID_AS_OVERTIME) {
            (own ? count_ordinary : count_overtime)(account, &piece);
        } else if (!own) {
            count_supplement(account, &piece);
        }
    }
}

static void count_planned(const struct account *account,
                          const struct work_item *item)
{
    struct stretch s = item_stretch(account->coop, item);
    int32_t first = 0, n;
    int32_t pct = moved_pct(account, item, &first, &n);
    if (pct > 0) {
        count_moved(account, &s, &account->moved->at[first], n, pct);
    } else {
        count_ordinary(account, &s);
    }
}

/* ---- standby and call-outs -------------------------------------------------------------- */

/* Minutes of the standby on the date that are call-out or journey instead. */
static int64_t replaced(const struct account *account,
                        const struct work_item *standby,
                        const struct stretch *s, date_day date)
{
    const struct timeline *timeline = account->timeline;
    int64_t minutes = 0;
    if (!profile_limit(account->coop, LIMIT_CALLOUT_REPLACES, s->staff,
                       s->date)) {
        return 0;
    }
    for (int32_t i = timeline->first[s->staff];
         i < timeline->first[s->staff + 1]; i++) {
        const struct work_item *other = &timeline->items.at[i];
        if (other->kind == SHIFT_CALLOUT || other->kind == SHIFT_TRAVEL) {
            instant from =
                other->from > standby->from ? other->from : standby->from;
            instant to = other->to < standby->to ? other->to : standby->to;
            struct stretch inside = {
                .elapsed = s->elapsed,
                .from = of_instant(s->elapsed, from),
                .to = from < to ? of_instant(s->elapsed, to)
                                : of_instant(s->elapsed, from),
            };
            minutes += part(&inside, date, 0, DAY);
        }
    }
    return minutes;
}

static void count_standby(const struct account *account,
                          const struct work_item *item)
{
    struct stretch s = item_stretch(account->coop, item);
    for (date_day date = s.date; reaches(&s, date); date++) {
        struct pay_line *line = line_of(account, s.staff, date);
        if (line) {
            int64_t minutes =
                part(&s, date, 0, DAY) - replaced(account, item, &s, date);
            line->minutes[PAY_STANDBY] += minutes;
            line->counted_standby += minutes * item->per_minute;
        }
    }
}

/* Paid for the shortest call-out at least; another one within the time that is
 * paid already only adds what goes beyond. `*paid_until` is elapsed. */
static void count_callout(const struct account *account,
                          const struct work_item *item, int64_t *paid_until)
{
    struct stretch s = item_stretch(account->coop, item);
    int64_t shortest = profile_limit(account->coop, LIMIT_CALLOUT_MIN,
                                     item->staff, item->date);
    struct stretch paid = s;
    paid.from = s.from > *paid_until ? s.from : *paid_until;
    if (s.from >= *paid_until && s.to < s.from + shortest) {
        paid.to = s.from + shortest;
    }
    for (date_day date = s.date; reaches(&paid, date); date++) {
        struct pay_line *line = line_of(account, s.staff, date);
        if (line) {
            line->worked_minutes += part(&s, date, 0, DAY);
            line->minutes[PAY_CALLOUT] += part(&paid, date, 0, DAY);
        }
    }
    *paid_until = paid.to > *paid_until ? paid.to : *paid_until;
}

/* ---- overtime of part-timers --------------------------------------------------------------- */

/* Minutes of overtime that are left of each date, for one person. A full-timer's
 * ordered work beyond the plan is overtime in whole; a part-timer's only where
 * model/overtime.h says so, the rest is extra work at ordinary pay. Call-outs
 * have a class of their own and are taken off first. */
static int64_t *overtime_left(const struct account *account, int32_t staff)
{
    const struct timeline *timeline = account->timeline;
    size_t n = (size_t)(timeline->to - timeline->from) + 1;
    units *left = xcalloc(n, sizeof *left);
    overtime_days(timeline, staff, timeline->from, timeline->to, left);
    for (size_t i = 0; i < n; i++) {
        left[i] /= UNITS_PER_MINUTE;
    }
    for (int32_t i = timeline->first[staff]; i < timeline->first[staff + 1];
         i++) {
        const struct work_item *item = &timeline->items.at[i];
        int32_t day = item->date - timeline->from;
        if (item->kind == SHIFT_CALLOUT && day >= 0 && day < (int32_t)n) {
            int64_t minutes = (item->to - item->from) / 60;
            left[day] = left[day] > minutes ? left[day] - minutes : 0;
        }
    }
    return left;
}

/* The end of what is ordered counts as overtime, the beginning as extra. */
static void count_extra(const struct account *account,
                        const struct work_item *item, int64_t *left)
{
    struct stretch extra = item_stretch(account->coop, item);
    struct stretch overtime = extra;
    date_day first = account->timeline->from, last = account->timeline->to;
    bool within = item->date >= first && item->date <= last;
    if (account->coop->staff.at[item->staff].position_pct < 100 && within) {
        int64_t minutes = extra.to - extra.from;
        int64_t *of_day = &left[item->date - first];
        int64_t over = minutes < *of_day ? minutes : *of_day;
        *of_day -= over;
        extra.to -= over;
        overtime.from = extra.to;
    } else {
        extra.to = extra.from;
    }
    if (extra.to > extra.from) {
        count_ordinary(account, &extra);
    }
    count_overtime(account, &overtime);
}

/* ---- all of it ------------------------------------------------------------- */

static void count_person(const struct account *account, int32_t staff)
{
    const struct timeline *timeline = account->timeline;
    int64_t *left = overtime_left(account, staff);
    int64_t paid_until = INT64_MIN;
    for (int32_t i = timeline->first[staff]; i < timeline->first[staff + 1];
         i++) {
        const struct work_item *item = &timeline->items.at[i];
        if (item->kind == SHIFT_STANDBY) {
            count_standby(account, item);
        } else if (item->kind == SHIFT_CALLOUT) {
            count_callout(account, item, &paid_until);
        } else if (work_blocks_rest(item) && !item->overtime) {
            count_planned(account, item);
        }
    }
    /* Backwards: the last hours of a day are the overtime. */
    for (int32_t i = timeline->first[staff + 1] - 1;
         i >= timeline->first[staff]; i--) {
        const struct work_item *item = &timeline->items.at[i];
        if (work_blocks_rest(item) && item->overtime &&
            item->kind != SHIFT_CALLOUT) {
            count_extra(account, item, left);
        }
    }
    free(left);
}

static bool is_empty(const struct pay_line *line)
{
    int64_t sum = line->worked_minutes;
    for (int i = 0; i < PAY_CLASSES; i++) {
        sum += line->minutes[i];
    }
    return sum == 0;
}

static int32_t month_of(date_day date)
{
    int year, month, day;
    date_split(date, &year, &month, &day);
    return year * 12 + month - 1;
}

void pay_account(const struct timeline *timeline,
                 const struct moved_vec *moved, struct pay_vec *out)
{
    struct account account = {
        .timeline = timeline, .coop = timeline->coop, .moved = moved};
    int32_t n_staff = timeline->coop->staff.n;
    account.first_month = month_of(timeline->from);
    account.n_months = month_of(timeline->to) - account.first_month + 1;
    account.lines = xcalloc((size_t)n_staff * (size_t)account.n_months + 1,
                            sizeof *account.lines);
    for (int32_t staff = 0; staff < n_staff; staff++) {
        count_person(&account, staff);
        for (int32_t month = 0; month < account.n_months; month++) {
            struct pay_line *line =
                &account.lines[staff * account.n_months + month];
            line->staff = staff;
            line->year = (account.first_month + month) / 12;
            line->month = (account.first_month + month) % 12 + 1;
            if (!is_empty(line)) {
                vec_push(out, *line);
            }
        }
    }
    free(account.lines);
}

const char *pay_class_name(enum pay_class pay_class)
{
    static const char *const NAMES[PAY_CLASSES] = {
        [PAY_ORDINARY] = "ordinary",
        [PAY_SAT_SUN] = "sat_sun",
        [PAY_EVENING_NIGHT] = "eve_night",
        [PAY_HOLIDAY133] = "holiday133",
        [PAY_OVERTIME50] = "overtime50",
        [PAY_OVERTIME100] = "overtime100",
        [PAY_OVERTIME133] = "overtime133",
        [PAY_MOVED50] = "moved50",
        [PAY_STANDBY] = "standby",
        [PAY_CALLOUT] = "callout",
    };
    return NAMES[pay_class];
}
