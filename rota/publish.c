/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * publish.c - a draft becomes what stands.
 *
 * Refused, unless told why by a reason code: a plan that begins inside the
 * notice days (§ 10-3), and one that breaks a hard rule. Both the reason and
 * the reference of the discussion with the representatives are kept.
 */
#include "rota/weekly.h"

#include <stdio.h>
#include <string.h>

#include "model/profile.h"

enum { FINDINGS_MAX = 50 };

struct publishing {
    struct desk *desk;
    const struct publish_options *options;
    struct plan_record record;
    struct plan before, history;
    struct change_vec changes;
    date_day from, to;
    int32_t notice; /* days from today to the first changed date */
};

/* The first date on which something changes decides the notice. */
static void find_notice(struct publishing *p)
{
    date_day today, first = p->to + 1;
    int32_t minute;
    zone_local(p->desk->act.at, &today, &minute);
    for (int32_t i = 0; i < p->changes.n; i++) {
        date_day date = p->changes.at[i].what.date;
        first = date < first ? date : first;
    }
    p->notice = first - today;
}

static enum status load(struct publishing *p, struct error *err)
{
    struct desk *desk = p->desk;
    TRY(store_get_plan(desk->store, desk->coop, p->options->plan, &p->record,
                       err));
    p->from = p->record.plan.from;
    p->to = p->from + p->record.plan.days - 1;
    plan_init(&p->before, p->from, p->record.plan.days);
    plan_init(&p->history, p->from - HISTORY_DAYS, HISTORY_DAYS);
    TRY(store_published(desk->store, desk->coop, 0, p->from, p->to,
                        &p->before, err));
    TRY(store_published(desk->store, desk->coop, 0, p->from - HISTORY_DAYS,
                        p->from - 1, &p->history, err));
    plan_diff(&p->before, &p->record.plan, p->from, p->to, &p->changes);
    find_notice(p);
    return STATUS_OK;
}

static enum status check_notice(const struct publishing *p,
                                struct error *err)
{
    int64_t wanted = profile_limit(p->desk->coop, LIMIT_NOTICE_DAYS, NONE,
                                   p->from);
    if (p->changes.n == 0 || p->notice >= wanted || p->options->reason) {
        return STATUS_OK;
    }
    return error_set(err, STATUS_CONFLICT,
                     "the first change is %d days away and %lld days of "
                     "notice are due (AML § 10-3); give a reason code",
                     p->notice, (long long)wanted);
}

/* Hard findings stop a publication that nobody decided to make anyway. */
static enum status check_rules(const struct publishing *p, cJSON *object,
                               struct error *err)
{
    const struct coop *coop = p->desk->coop;
    struct timeline *timeline =
        timeline_new(coop, &p->history, &p->record.plan);
    struct finding_vec findings = {0};
    rules_check(timeline, &findings);
    int32_t hard = findings_hard(&findings);
    enum status status = STATUS_OK;
    if (hard > 0 && !(p->options->accept_hard && p->options->reason)) {
        const struct finding *f = &findings.at[0];
        char date[DATE_TEXT];
        status = error_set(
            err, STATUS_CONFLICT,
            "%d hard findings stand; the first: %s %s, %s: %s (%s)", hard,
            f->staff == NONE ? "" : coop->staff.at[f->staff].name,
            date_format(f->from, date), RULES[f->rule].key, f->words,
            f->reference ? f->reference : "");
    }
    json_add_int(object, "hard_findings", hard);
    run_add_findings(coop, &findings, hard < FINDINGS_MAX ? hard
                                                          : FINDINGS_MAX,
                     object);
    vec_release(&findings);
    timeline_free(timeline);
    return status;
}

static void add_keys(const struct publishing *p, int32_t staff,
                     enum change_kind kind, cJSON *list)
{
    char key[SLOT_KEY];
    for (int32_t i = 0; i < p->changes.n; i++) {
        const struct plan_change *change = &p->changes.at[i];
        if (change->what.staff == staff && change->kind == kind) {
            cJSON_AddItemToArray(
                list, cJSON_CreateString(slot_key(p->desk->coop,
                                                  change->what.duty,
                                                  change->what.date, key)));
        }
    }
}

/* One entry a person who gains or loses something. */
static void add_changes(const struct publishing *p, cJSON *object)
{
    cJSON *list = json_add_list(object, "changes");
    for (int32_t i = 0; i < p->desk->coop->staff.n; i++) {
        cJSON *entry = cJSON_CreateObject();
        json_add_string(entry, "person", p->desk->coop->staff.at[i].id);
        json_add_string(entry, "name", p->desk->coop->staff.at[i].name);
        cJSON *gained = json_add_list(entry, "gained");
        cJSON *lost = json_add_list(entry, "lost");
        add_keys(p, i, CHANGE_GAINED, gained);
        add_keys(p, i, CHANGE_LOST, lost);
        if (cJSON_GetArraySize(gained) + cJSON_GetArraySize(lost) > 0) {
            cJSON_AddItemToArray(list, entry);
        } else {
            cJSON_Delete(entry);
        }
    }
}

static enum status publish(struct publishing *p, cJSON *object,
                           struct error *err)
{
    TRY(check_notice(p, err));
    TRY(check_rules(p, object, err));
    struct publication what = {.from = p->from,
                               .to = p->to,
                               .reason = p->options->reason,
                               .consultation = p->options->consultation,
                               .route = p->options->route};
    struct revision revision;
    struct act act = p->desk->act;
    act.reason = p->options->reason;
    TRY(store_publish(p->desk->store, p->desk->coop, p->options->plan, &what,
                      p->options->expected, &act, &revision, err));
    char date[DATE_TEXT];
    json_add_int(object, "revision", revision.number);
    json_add_string(object, "from", date_format(p->from, date));
    json_add_string(object, "to", date_format(p->to, date));
    json_add_int(object, "notice_days", p->notice);
    add_changes(p, object);
    return STATUS_OK;
}

enum status rota_publish(struct desk *desk,
                         const struct publish_options *options,
                         cJSON **result, struct error *err)
{
    struct publishing p = {.desk = desk, .options = options};
    cJSON *object = cJSON_CreateObject();
    enum status status = load(&p, err);
    if (status == STATUS_OK) {
        status = publish(&p, object, err);
    }
    if (status == STATUS_OK) {
        *result = object;
    } else {
        cJSON_Delete(object);
    }
    plan_record_release(&p.record);
    plan_release(&p.before);
    plan_release(&p.history);
    vec_release(&p.changes);
    return status;
}
