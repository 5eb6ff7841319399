/* SPDX-License-Identifier: GPL-3.0-or-later */
/* attempt_words.c - who may not, what breaks, what notice is due. */
#include <stdlib.h>

#include "model/notice.h"
#include "rota/attempt_parts.h"

enum { FINDINGS_TOLD = 50 };

/* ---- refusals ---------------------------------------------------------------- */

static void add_who(const struct coop *coop, const struct assignment *what,
                    cJSON *line)
{
    char key[SLOT_KEY];
    json_add_string(line, "slot", slot_key(coop, what->duty, what->date, key));
    json_add_string(line, "person", coop->staff.at[what->staff].id);
    json_add_string(line, "name", coop->staff.at[what->staff].name);
}

int32_t attempt_add_refused(const struct attempting *a, cJSON *object)
{
    const struct coop *coop = a->desk->coop;
    cJSON *list = json_add_list(object, "refused");
    for (int32_t i = 0; i < a->changes.n; i++) {
        const struct assignment *what = &a->changes.at[i].what;
        enum refusal refusal =
            slot_refusal(coop, what->staff, what->duty, what->date);
        if (a->changes.at[i].kind == CHANGE_GAINED && refusal != REFUSE_NOT) {
            cJSON *line = json_push_object(list);
            add_who(coop, what, line);
            json_add_string(line, "reason",
                            desk_refusal(a->desk, what->staff, refusal));
        }
    }
    return cJSON_GetArraySize(list);
}

/* ---- findings ---------------------------------------------------------------- */

static void find_all(const struct attempting *a, const struct plan *plan,
                     struct finding_vec *out)
{
    struct timeline *timeline =
        timeline_new(a->desk->coop, &a->history, plan);
    rules_check(timeline, out);
    timeline_free(timeline);
}

/* Eligibility is told as a refusal, notice by its tier; conflicts of interest
 * are told by nobody's name. */
static bool told(const struct finding *f)
{
    return f->grade != FINDING_NOTE && f->rule != RULE_ELIGIBLE &&
           f->rule != RULE_NOTICE;
}

static bool known(const struct finding_vec *all, const struct finding *f)
{
    for (int32_t i = 0; i < all->n; i++) {
        const struct finding *b = &all->at[i];
        if (b->rule == f->rule && b->grade == f->grade &&
            b->staff == f->staff && b->duty == f->duty && b->from == f->from &&
            b->to == f->to &&
            llabs(f->value - f->limit) <= llabs(b->value - b->limit)) {
            return true;
        }
    }
    return false;
}

/* Of `all` what is not in `without`; how many are hard. */
static int32_t add_difference(const struct attempting *a, const char *key,
                              const struct finding_vec *all,
                              const struct finding_vec *without,
                              cJSON *object)
{
    struct finding_vec some = {0};
    cJSON *holder = cJSON_CreateObject();
    for (int32_t i = 0; i < all->n; i++) {
        if (told(&all->at[i]) && !known(without, &all->at[i])) {
            vec_push(&some, all->at[i]);
        }
    }
    run_add_findings(a->desk->coop, &some, FINDINGS_TOLD, holder);
    cJSON_AddItemToObject(
        object, key,
        cJSON_DetachItemFromObjectCaseSensitive(holder, "findings"));
    int32_t hard = findings_hard(&some);
    cJSON_Delete(holder);
    vec_release(&some);
    return hard;
}

int32_t attempt_add_findings(const struct attempting *a, cJSON *object)
{
    struct finding_vec before = {0}, after = {0};
    find_all(a, &a->before, &before);
    find_all(a, &a->after, &after);
    int32_t hard = add_difference(a, "broken", &after, &before, object);
    (void)add_difference(a, "healed", &before, &after, object);
    vec_release(&before);
    vec_release(&after);
    return hard;
}

/* ---- notice -------------------------------------------------------------------- */

static void add_tier(const struct attempting *a,
                     const struct plan_change *change, cJSON *list)
{
    const struct coop *coop = a->desk->coop;
    const struct notice_tier *tier = notice_tier(
        coop->profile, a->desk->act.at, change->what.date);
    if (!tier) {
        return;
    }
    cJSON *line = json_push_object(list);
    add_who(coop, &change->what, line);
    json_add_string(line, "kind",
                    change->kind == CHANGE_GAINED ? "gained" : "lost");
    json_add_string(line, "tier", tier->name);
    json_add_int(line, "pay_pct", tier->pay_pct);
    json_add_bool(line, "consent", tier->consent);
}

void attempt_add_notice(const struct attempting *a, cJSON *object)
{
    cJSON *list = json_add_list(object, "notice");
    for (int32_t i = 0; i < a->changes.n && a->what->plan == 0; i++) {
        add_tier(a, &a->changes.at[i], list);
    }
}
