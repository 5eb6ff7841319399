/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * choose.c - an answer of the ranking is taken: its edits become a draft.
 *
 * The ranking is made anew inside the transaction, so that what is chosen is
 * what holds now and not what was on the screen.
 */
#include <stdio.h>
#include <string.h>

#include "rota/ask_parts.h"
#include "rota/suggest_parts.h"

struct choosing {
    struct desk *desk;
    const struct choice *choice;
    int32_t staff, partner;
    struct situation s;
    struct open_duty o;
    struct candidate_vec all, swaps;
    const struct candidate *chosen;
    struct trial trial;
    struct change_vec changes;
};

/* ---- who and what --------------------------------------------------------- */

static enum status find_staff(const struct choosing *c, const char *key,
                              const char *id, int32_t *staff,
                              struct error *err)
{
    *staff = coop_find_staff(c->desk->coop, id);
    return *staff != NONE
               ? STATUS_OK
               : error_set(err, STATUS_USAGE,
                           "%s: expected the id of a person, found '%s'", key,
                           id);
}

static enum status read_choice(struct choosing *c, struct error *err)
{
    struct speaker speaker;
    TRY(speaker_parse(c->desk->coop, c->choice->by, &speaker, err));
    TRY(speaker_check_manager(&speaker, "choose who takes a slot", err));
    c->partner = NONE;
    TRY(find_staff(c, "person", c->choice->person, &c->staff, err));
    return c->choice->with
               ? find_staff(c, "with", c->choice->with, &c->partner, err)
               : STATUS_OK;
}

static const struct candidate *find_candidate(const struct choosing *c)
{
    const struct candidate_vec *list =
        c->partner == NONE ? &c->all : &c->swaps;
    for (int32_t i = 0; i < list->n; i++) {
        if (list->at[i].staff == c->staff &&
            list->at[i].partner == c->partner) {
            return &list->at[i];
        }
    }
    return NULL;
}

/* In the words of the ranking, to whoever may read them (domain.md D5). */
static enum status refuse(const struct choosing *c, struct error *err)
{
    const struct staff *person = &c->desk->coop->staff.at[c->staff];
    if (!c->chosen) {
        return error_set(err, STATUS_CONFLICT,
                         "%s: %s: no swap with %s is among the answers now",
                         c->choice->slot, person->name,
                         c->desk->coop->staff.at[c->partner].name);
    }
    if (!c->chosen->able) {
        return error_set(err, STATUS_CONFLICT, "%s: %s: %s", c->choice->slot,
                         person->name,
                         desk_tells(c->desk, c->staff) ? c->chosen->why
                                                       : "not eligible");
    }
    return error_set(err, STATUS_CONFLICT,
                     "%s: %s goes out from standby, which is no change of "
                     "the plan: file the event call-out when it is done",
                     c->choice->slot, person->name);
}

static enum status rank(struct choosing *c, struct error *err)
{
    int32_t group;
    TRY(situation_now(&c->s, c->desk, err));
    TRY(situation_ask(&c->s, c->choice->slot, &group, err));
    open_duty_make(&c->s, group, &c->o);
    suggest_rank(&c->o, &c->all);
    if (c->partner != NONE) {
        suggest_swaps(&c->o, &c->all, &c->swaps);
    }
    c->chosen = find_candidate(c);
    return c->chosen && c->chosen->able && !c->chosen->callout
               ? STATUS_OK
               : refuse(c, err);
}

/* ---- the change ----------------------------------------------------------- */

static enum consent consent_of(const struct choosing *c)
{
    return LADDER[c->chosen->step].consent;
}

/* The place of whoever cannot hold the part any more, or an empty one. */
static enum status free_place(struct choosing *c, const struct hole *part,
                              struct error *err)
{
    char key[SLOT_KEY];
    int32_t replaces;
    slot_key(c->desk->coop, part->duty, part->date, key);
    if (zone_instant(part->date, duty_start(c->desk->coop, part->duty)) <=
        c->desk->act.at) {
        return error_set(err, STATUS_CONFLICT, "%s: it has begun", key);
    }
    if (!trial_wanted(&c->trial, part->duty, part->date, &replaces)) {
        return error_set(err, STATUS_CONFLICT,
                         "%s: nobody is wanted in it as the plan stands", key);
    }
    if (replaces != NONE) {
        vec_push(&c->changes, trial_change(CHANGE_LOST, replaces, part->duty,
                                           part->date));
    }
    return STATUS_OK;
}

/* What somebody says yes to is pinned; what they are told or ordered is not. */
static void add_edit(struct choosing *c, const struct edit *edit)
{
    struct plan_change change = trial_change(
        edit->kind == EDIT_GIVE ? CHANGE_LOST : CHANGE_GAINED, edit->staff,
        edit->duty, edit->date);
    change.what.overtime = edit->kind == EDIT_TAKE && edit->overtime;
    change.what.pinned =
        change.what.pinned && consent_of(c) == CONSENT_ACCEPT;
    vec_push(&c->changes, change);
}

static enum status make_changes(struct choosing *c, struct error *err)
{
    for (int32_t i = 0; i < c->o.parts.n; i++) {
        TRY(free_place(c, &c->o.parts.at[i], err));
    }
    for (int32_t i = 0; i < c->chosen->edits.n; i++) {
        add_edit(c, &c->chosen->edits.at[i]);
    }
    return trial_fits_beside(&c->trial, &c->changes, &c->chosen->gained, err);
}

static enum status store_draft(struct choosing *c, int64_t *plan,
                               struct error *err)
{
    struct desk *desk = c->desk;
    TRY(make_changes(c, err));
    trial_apply(&c->trial, &c->changes);
    TRY(trial_draft(&c->trial, plan, err));
    return store_audit(desk->store, &desk->act, "choose", c->choice->slot,
                       NULL, err);
}

/* ---- the answer ----------------------------------------------------------- */

static void add_slots(const struct choosing *c, int32_t staff,
                      enum change_kind kind, cJSON *list)
{
    char key[SLOT_KEY];
    for (int32_t i = 0; i < c->changes.n; i++) {
        const struct plan_change *change = &c->changes.at[i];
        if (change->what.staff == staff && change->kind == kind) {
            cJSON_AddItemToArray(
                list, cJSON_CreateString(
                          slot_key(c->desk->coop, change->what.duty,
                                   change->what.date, key)));
        }
    }
}

static void add_people(const struct choosing *c, cJSON *list)
{
    for (int32_t staff = 0; staff < c->desk->coop->staff.n; staff++) {
        const struct staff *person = &c->desk->coop->staff.at[staff];
        cJSON *entry = cJSON_CreateObject();
        json_add_string(entry, "person", person->id);
        json_add_string(entry, "name", person->name);
        cJSON *gained = json_add_list(entry, "gained");
        cJSON *lost = json_add_list(entry, "lost");
        add_slots(c, staff, CHANGE_GAINED, gained);
        add_slots(c, staff, CHANGE_LOST, lost);
        if (cJSON_GetArraySize(gained) + cJSON_GetArraySize(lost) > 0) {
            cJSON_AddItemToArray(list, entry);
        } else {
            cJSON_Delete(entry);
        }
    }
}

static cJSON *describe(const struct choosing *c, int64_t plan)
{
    const struct candidate *chosen = c->chosen;
    const struct staff_vec *staff = &c->desk->coop->staff;
    cJSON *object = cJSON_CreateObject();
    json_add_int(object, "plan", plan);
    json_add_int(object, "revision", c->trial.revision);
    json_add_string(object, "slot", c->choice->slot);
    json_add_string(object, "person", staff->at[c->staff].id);
    json_add_string(object, "name", staff->at[c->staff].name);
    json_add_int(object, "step", chosen->step);
    json_add_string(object, "route", LADDER[chosen->step].key);
    json_add_string(object, "consent", consent_name(consent_of(c)));
    suggest_add_opens(&c->o, chosen, object);
    add_people(c, json_add_list(object, "people"));
    cJSON *yes = json_add_list(object, "needs_consent");
    if (consent_of(c) == CONSENT_ACCEPT) {
        cJSON_AddItemToArray(yes,
                             cJSON_CreateString(staff->at[c->staff].id));
        if (c->partner != NONE) {
            cJSON_AddItemToArray(
                yes, cJSON_CreateString(staff->at[c->partner].id));
        }
    }
    return object;
}

/* ---- the verb ------------------------------------------------------------- */

static enum status choose(struct choosing *c, cJSON **object,
                          struct error *err)
{
    int64_t plan = 0;
    TRY(read_choice(c, err));
    TRY(rank(c, err));
    TRY(trial_open(&c->trial, c->desk, err));
    enum status status = store_draft(c, &plan, err);
    if (status == STATUS_OK) {
        *object = describe(c, plan);
    }
    trial_release(&c->trial);
    return status;
}

static void release(struct choosing *c)
{
    candidates_release(&c->all);
    candidates_release(&c->swaps);
    open_duty_release(&c->o);
    situation_release(&c->s);
    vec_release(&c->changes);
}

enum status rota_choose(struct desk *desk, const struct choice *choice,
                        cJSON **result, struct error *err)
{
    struct choosing c = {.desk = desk, .choice = choice};
    cJSON *object = NULL;
    TRY(asking_begin(desk, err));
    enum status status = choose(&c, &object, err);
    release(&c);
    status = asking_end(desk, status, err);
    if (status == STATUS_OK) {
        *result = object;
    } else {
        cJSON_Delete(object);
    }
    return status;
}
