/* SPDX-License-Identifier: GPL-3.0-or-later */
/* show_why.c - counts who could and could not have taken an uncovered slot. */
#include "rota/show_why.h"

#include <stdio.h>

struct chances {
    int32_t cannot, busy, free;
};

static bool meets(const struct coop *coop, const struct assignment *a,
                  duty_ix duty, date_day date)
{
    return zone_instant(a->date, duty_start(coop, a->duty)) <
               zone_instant(date, duty_end(coop, duty)) &&
           zone_instant(date, duty_start(coop, duty)) <
               zone_instant(a->date, duty_end(coop, a->duty));
}

/* Duties of the day before may last into it. */
static bool busy(const struct coop *coop, const struct plan *plan,
                 int32_t staff, duty_ix duty, date_day date)
{
    for (int32_t i = plan_seek(plan, date - 1);
         i < plan->assignments.n && plan->assignments.at[i].date <= date + 1;
         i++) {
        const struct assignment *a = &plan->assignments.at[i];
        if (a->staff == staff && meets(coop, a, duty, date)) {
            return true;
        }
    }
    return false;
}

static struct chances count(const struct coop *coop, const struct plan *plan,
                            duty_ix duty, date_day date)
{
    struct chances n = {0};
    for (int32_t i = 0; i < coop->staff.n; i++) {
        if (!staff_employed(&coop->staff.at[i], date) ||
            plan_holds(plan, i, duty, date)) {
            continue;
        }
        if (slot_refusal(coop, i, duty, date) != REFUSE_NOT) {
            n.cannot++;
        } else if (busy(coop, plan, i, duty, date)) {
            n.busy++;
        } else {
            n.free++;
        }
    }
    return n;
}

static void add_words(const struct chances *n, bool norwegian, cJSON *line)
{
    char words[240];
    if (n->busy + n->free == 0) {
        snprintf(words, sizeof words, "%s",
                 norwegian ? "ingen andre kan ta den den dagen"
                           : "nobody else may take it that day");
    } else if (n->free == 0) {
        snprintf(words, sizeof words,
                 norwegian ? "%d kan ikke ta den, %d har annen vakt da"
                           : "%d may not take it, %d are on other duty then",
                 n->cannot, n->busy);
    } else {
        snprintf(words, sizeof words,
                 norwegian
                     ? "%d kan ikke ta den, %d har annen vakt da, %d er "
                       "ledige, men hvile, timer eller andre hensyn holder dem "
                       "igjen"
                     : "%d may not take it, %d are on other duty then, %d are "
                       "free, but rest, hours or other concerns hold them back",
                 n->cannot, n->busy, n->free);
    }
    json_add_string(line, "why", words);
}

void show_add_why(const struct desk *desk, const struct plan *plan,
                  cJSON *object)
{
    cJSON *line;
    if (!desk->manager && !desk->planner) {
        return;
    }
    cJSON_ArrayForEach(line,
                       cJSON_GetObjectItemCaseSensitive(object, "uncovered"))
    {
        struct error none = {0};
        duty_ix duty;
        date_day date;
        const char *slot = cJSON_GetStringValue(
            cJSON_GetObjectItemCaseSensitive(line, "slot"));
        if (slot &&
            slot_parse(desk->coop, slot, &duty, &date, &none) == STATUS_OK &&
            duty_demand(desk->coop, duty) != NONE) {
            struct chances n = count(desk->coop, plan, duty, date);
            add_words(&n, desk->norwegian, line);
        }
    }
}
