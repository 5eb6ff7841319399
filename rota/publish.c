/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * publish.c - a draft becomes what stands.
 *
 * Refused, unless told why by a reason code: a change inside the notice days
 * (§ 10-3), and a plan that breaks a hard rule which what stands does not break.
 * Reason, reference of the discussion with the representatives, route and who
 * agreed are kept. Whose slots change gets a message.
 */
#include "rota/weekly.h"

#include <stdio.h>
#include <string.h>

#include "model/finding_words.h"
#include "model/notice.h"
#include "rota/agreed.h"
#include "store/store_outbox.h"

/* Rest and hours reach a few weeks into what is published behind the plan. */
enum { DAYS_BEHIND = 63 };
enum { FINDINGS_MAX = 50, MESSAGE_KEY = 256 };

struct publishing {
    struct desk *desk;
    const struct publish_options *options;
    struct plan_record record;
    struct plan before, history;
    struct change_vec changes;
    date_day from, to;
    int32_t notice; /* days from today to the first changed date */
    struct agreed_vec agreed; /* those named and those who said so */
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
    TRY(store_published(desk->store, desk->coop, 0, p->to + 1,
                        p->to + DAYS_BEHIND, &p->history, err));
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

/* ---- findings ----------------------------------------------------------------- */

/* A plan of new dates is known from today on; of dates that were published
 * before, from then on. */
static enum status date_known(const struct publishing *p, date_day *known,
                              struct error *err)
{
    int32_t minute;
    TRY(store_made_known(p->desk->store, p->from, known, err));
    if (*known == DATE_NONE) {
        zone_local(p->desk->act.at, known, &minute);
    }
    return STATUS_OK;
}

static enum status find_all(const struct publishing *p,
                            const struct plan *plan,
                            struct finding_vec *findings, struct error *err)
{
    struct timeline *timeline =
        timeline_new(p->desk->coop, &p->history, plan);
    enum status status = date_known(p, &timeline->published, err);
    if (status == STATUS_OK) {
        rules_check(timeline, findings);
    }
    timeline_free(timeline);
    return status;
}

/* The same trouble, though its numbers may have moved. */
static bool stands_already(const struct finding_vec *before,
                           const struct finding *f)
{
    for (int32_t i = 0; i < before->n; i++) {
        const struct finding *b = &before->at[i];
        if (b->rule == f->rule && b->grade == f->grade &&
            b->staff == f->staff && b->duty == f->duty && b->from <= f->to &&
            f->from <= b->to) {
            return true;
        }
    }
    return false;
}

/* Whether the publication itself makes it: it is not over, no decision about
 * notice (check_notice), and does not stand in what is published. */
static bool is_new(const struct publishing *p, const struct finding *f,
                   const struct finding_vec *before)
{
    date_day today;
    int32_t minute;
    zone_local(p->desk->act.at, &today, &minute);
    return f->grade == FINDING_HARD && f->rule != RULE_NOTICE &&
           f->to >= today && !stands_already(before, f);
}

static enum status refuse_hard(const struct publishing *p,
                               const struct finding *f, int32_t n,
                               struct error *err)
{
    char date[DATE_TEXT], words[FINDING_WORDS];
    return error_set(
        err, STATUS_CONFLICT,
        "%d hard findings stand; the first: %s %s, %s: %s (%s)", n,
        f->staff == NONE ? "" : p->desk->coop->staff.at[f->staff].name,
        date_format(f->from, date), RULES[f->rule].key,
        finding_words(f, p->desk->norwegian, words),
        f->reference ? f->reference : "");
}

/* New hard findings stop a publication that nobody decided to make anyway. */
static enum status judge(const struct publishing *p,
                         const struct finding_vec *findings,
                         const struct finding_vec *before, cJSON *object,
                         struct error *err)
{
    const struct finding *first = NULL;
    int32_t hard = findings_hard(findings), fresh = 0;
    for (int32_t i = 0; i < hard; i++) {
        bool counts = is_new(p, &findings->at[i], before);
        first = counts && !first ? &findings->at[i] : first;
        fresh += counts;
    }
    if (first && !(p->options->accept_hard && p->options->reason)) {
        return refuse_hard(p, first, fresh, err);
    }
    json_add_int(object, "hard_findings", hard);
    json_add_int(object, "hard_new", fresh);
    run_add_findings(p->desk->coop, findings,
                     hard < FINDINGS_MAX ? hard : FINDINGS_MAX, object);
    return STATUS_OK;
}

static enum status check_rules(const struct publishing *p, cJSON *object,
                               struct error *err)
{
    struct finding_vec findings = {0}, before = {0};
    enum status status = find_all(p, &p->record.plan, &findings, err);
    if (status == STATUS_OK && findings_hard(&findings) > 0 &&
        p->before.assignments.n > 0) {
        status = find_all(p, &p->before, &before, err);
    }
    if (status == STATUS_OK) {
        status = judge(p, &findings, &before, object, err);
    }
    vec_release(&findings);
    vec_release(&before);
    return status;
}

/* ---- what changes for whom ----------------------------------------------------- */

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

static bool agreed(const struct publishing *p, int32_t staff)
{
    const char *id = p->desk->coop->staff.at[staff].id;
    for (int32_t i = 0; i < p->agreed.n; i++) {
        if (strcmp(p->agreed.at[i], id) == 0) {
            return true;
        }
    }
    return false;
}

/* The tier of notice of each change of a person (domain.md 2.9). */
static void add_tiers(const struct publishing *p, int32_t staff, cJSON *list)
{
    char key[SLOT_KEY];
    for (int32_t i = 0; i < p->changes.n; i++) {
        const struct assignment *what = &p->changes.at[i].what;
        const struct notice_tier *tier = notice_tier(
            p->desk->coop->profile, p->desk->act.at, what->date);
        if (what->staff == staff && tier) {
            cJSON *entry = json_push_object(list);
            json_add_string(entry, "slot",
                            slot_key(p->desk->coop, what->duty, what->date,
                                     key));
            json_add_string(entry, "tier", tier->name);
            json_add_int(entry, "pay_pct", tier->pay_pct);
            json_add_bool(entry, "consent", tier->consent);
        }
    }
}

static bool has_changes(const struct publishing *p, int32_t staff)
{
    for (int32_t i = 0; i < p->changes.n; i++) {
        if (p->changes.at[i].what.staff == staff) {
            return true;
        }
    }
    return false;
}

/* One entry a person who gains or loses something. */
static void add_changes(const struct publishing *p, cJSON *object)
{
    cJSON *list = json_add_list(object, "changes");
    for (int32_t i = 0; i < p->desk->coop->staff.n; i++) {
        if (!has_changes(p, i)) {
            continue;
        }
        cJSON *entry = json_push_object(list);
        json_add_string(entry, "person", p->desk->coop->staff.at[i].id);
        json_add_string(entry, "name", p->desk->coop->staff.at[i].name);
        add_keys(p, i, CHANGE_GAINED, json_add_list(entry, "gained"));
        add_keys(p, i, CHANGE_LOST, json_add_list(entry, "lost"));
        json_add_bool(entry, "agreed", agreed(p, i));
        if (p->desk->coop->profile) {
            add_tiers(p, i, json_add_list(entry, "notice"));
        }
    }
}

/* ---- publishing ---------------------------------------------------------------- */

static enum status find_agreed(struct publishing *p, struct error *err)
{
    for (int32_t i = 0; i < p->options->n_agreed; i++) {
        if (coop_find_staff(p->desk->coop, p->options->agreed[i]) == NONE) {
            return error_set(err, STATUS_USAGE,
                             "agreed: expected the id of a person, found '%s'",
                             p->options->agreed[i]);
        }
        vec_push(&p->agreed, p->options->agreed[i]);
    }
    return agreed_add(p->desk, &p->changes, &p->agreed, err);
}

/* Neutral, the same for everybody (domain.md D14). */
static enum status tell(const struct publishing *p, int64_t revision,
                        struct error *err)
{
    static const char TEXT[] =
        "Vaktplanen din er endret. Logg inn for å se den.\n"
        "Your rota has changed. Sign in to see it.";
    char about[40], key[MESSAGE_KEY];
    snprintf(about, sizeof about, "revision %lld", (long long)revision);
    for (int32_t i = 0; i < p->desk->coop->staff.n; i++) {
        const char *id = p->desk->coop->staff.at[i].id;
        struct message_draft draft = {
            .key = key, .recipient = id, .text = TEXT, .about = about};
        snprintf(key, sizeof key, "publish:%lld:%s", (long long)revision, id);
        if (has_changes(p, i)) {
            TRY(store_put_message(p->desk->store, &draft, p->desk->act.at,
                                  NULL, err));
        }
    }
    return STATUS_OK;
}

static void describe(const struct publishing *p,
                     const struct revision *revision, cJSON *object)
{
    char date[DATE_TEXT];
    json_add_int(object, "revision", revision->number);
    json_add_string(object, "from", date_format(p->from, date));
    json_add_string(object, "to", date_format(p->to, date));
    json_add_int(object, "notice_days", p->notice);
    json_add_string(object, "route", revision->route);
    cJSON *list = json_add_list(object, "agreed");
    for (int32_t i = 0; i < p->agreed.n; i++) {
        cJSON_AddItemToArray(list, cJSON_CreateString(p->agreed.at[i]));
    }
    add_changes(p, object);
}

static enum status publish(struct publishing *p, cJSON *object,
                           struct error *err)
{
    struct revision revision;
    struct act act = p->desk->act;
    struct publication what = {.reason = p->options->reason,
                               .consultation = p->options->consultation,
                               .route = p->options->route};
    TRY(desk_refresh(p->desk, err)); /* nobody writes from here on */
    TRY(load(p, err));
    TRY(find_agreed(p, err));
    TRY(check_notice(p, err));
    TRY(check_rules(p, object, err));
    what.from = p->from;
    what.to = p->to;
    what.agreed = p->agreed.at;
    what.n_agreed = p->agreed.n;
    act.reason = p->options->reason;
    TRY(store_publish(p->desk->store, p->desk->coop, p->options->plan, &what,
                      p->options->expected, &act, &revision, err));
    TRY(tell(p, revision.number, err));
    describe(p, &revision, object);
    return STATUS_OK;
}

/* The checks look at the plan that the new one replaces: one transaction, so
 * that nobody moves it in between. */
static enum status publish_at_once(struct publishing *p, cJSON *object,
                                   struct error *err)
{
    struct store *store = p->desk->store;
    TRY(store_begin(store, err));
    enum status status = publish(p, object, err);
    if (status != STATUS_OK) {
        store_rollback(store);
        return status;
    }
    return store_commit(store, err);
}

enum status rota_publish(struct desk *desk,
                         const struct publish_options *options,
                         cJSON **result, struct error *err)
{
    struct publishing p = {.desk = desk, .options = options};
    cJSON *object = cJSON_CreateObject();
    enum status status = publish_at_once(&p, object, err);
    if (status == STATUS_OK) {
        *result = object;
    } else {
        cJSON_Delete(object);
    }
    plan_record_release(&p.record);
    plan_release(&p.before);
    plan_release(&p.history);
    vec_release(&p.changes);
    vec_release(&p.agreed);
    return status;
}
