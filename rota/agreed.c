/* SPDX-License-Identifier: GPL-3.0-or-later */
/* agreed.c - who has said yes to the change that a publication makes. */
#include "rota/agreed.h"

#include <string.h>

#include "store/store_offer.h"
#include "store/store_swap.h"

static bool changes_to(const struct change_vec *changes, int32_t staff,
                       duty_ix duty, date_day date)
{
    for (int32_t i = 0; i < changes->n; i++) {
        const struct plan_change *change = &changes->at[i];
        if (change->kind == CHANGE_GAINED && change->what.staff == staff &&
            change->what.duty == duty && change->what.date == date) {
            return true;
        }
    }
    return false;
}

static void add_person(const struct coop *coop, int32_t staff,
                       struct agreed_vec *people)
{
    const char *id = coop->staff.at[staff].id;
    for (int32_t i = 0; i < people->n; i++) {
        if (strcmp(people->at[i], id) == 0) {
            return;
        }
    }
    vec_push(people, id);
}

static enum status add_offers(struct desk *desk,
                              const struct change_vec *changes,
                              struct agreed_vec *people, struct error *err)
{
    struct offer_vec offers = {0};
    enum status status =
        store_list_offers(desk->store, desk->coop, 0, &offers, err);
    for (int32_t i = 0; i < offers.n && status == STATUS_OK; i++) {
        struct ask_record ask;
        status =
            store_get_ask(desk->store, desk->coop, offers.at[i].ask, &ask, err);
        if (status == STATUS_OK &&
            changes_to(changes, offers.at[i].staff, ask.duty, ask.date)) {
            add_person(desk->coop, offers.at[i].staff, people);
        }
    }
    vec_release(&offers);
    return status;
}

/* Both sides, as soon as the plan does what they agreed to. */
static enum status add_swaps(struct desk *desk,
                             const struct change_vec *changes,
                             struct agreed_vec *people, struct error *err)
{
    struct swap_vec swaps = {0};
    enum status status =
        store_list_swaps(desk->store, desk->coop, true, &swaps, err);
    for (int32_t i = 0; i < swaps.n; i++) {
        const struct swap_record *s = &swaps.at[i];
        if (s->state == SWAP_APPROVED &&
            changes_to(changes, s->other, s->duty, s->date) &&
            changes_to(changes, s->staff, s->other_duty, s->other_date)) {
            add_person(desk->coop, s->staff, people);
            add_person(desk->coop, s->other, people);
        }
    }
    vec_release(&swaps);
    return status;
}

enum status agreed_add(struct desk *desk, const struct change_vec *changes,
                       struct agreed_vec *people, struct error *err)
{
    TRY(add_offers(desk, changes, people, err));
    return add_swaps(desk, changes, people, err);
}
