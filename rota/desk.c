/* SPDX-License-Identifier: GPL-3.0-or-later */
/* desk.c - opening and closing a co-operation. */
#include "rota/rota.h"

#include <string.h>

#include "rota/event_effect.h"

typedef enum status store_opener(const char *path, struct store **result,
                                 struct error *err);

static enum status load(struct store *store, instant now,
                        struct coop **result, struct error *err)
{
    struct coop *coop = NULL;
    TRY(store_load_coop(store, &coop, err));
    enum status status = events_lay(store, coop, now, err);
    if (status != STATUS_OK) {
        coop_free(coop);
        return status;
    }
    *result = coop;
    return STATUS_OK;
}

static enum status open_with(store_opener *opener, const char *path,
                             const struct act *act, struct desk *desk,
                             struct error *err)
{
    struct desk draft = {.act = *act, .manager = true, .reasons_of = NONE};
    TRY(opener(path, &draft.store, err));
    enum status status = load(draft.store, act->at, &draft.coop, err);
    if (status != STATUS_OK) {
        store_close(draft.store);
        return error_in(status, err, "%s: ", path);
    }
    *desk = draft;
    return STATUS_OK;
}

enum status desk_open(const char *path, const struct act *act,
                      struct desk *desk, struct error *err)
{
    return open_with(store_open, path, act, desk, err);
}

enum status desk_open_readonly(const char *path, const struct act *act,
                               struct desk *desk, struct error *err)
{
    return open_with(store_open_readonly, path, act, desk, err);
}

bool desk_tells(const struct desk *desk, int32_t staff)
{
    return desk->manager ||
           (desk->reasons_of != NONE &&
            desk->coop->staff.at[staff].member.ix == desk->reasons_of);
}

const char *desk_refusal(const struct desk *desk, int32_t staff,
                         enum refusal refusal)
{
    bool personal = refusal == REFUSE_LIMIT || refusal == REFUSE_EXCLUDED;
    bool seen = refusal == REFUSE_NO_SUCH_SLOT ||
                refusal == REFUSE_NOT_EMPLOYED || refusal == REFUSE_ABSENT ||
                refusal == REFUSE_PINNED_OUT;
    if (seen || desk->manager || (!personal && desk_tells(desk, staff))) {
        return refusal_text(refusal, desk->norwegian);
    }
    return desk->norwegian ? "ikke aktuell" : "not eligible";
}

void desk_close(struct desk *desk)
{
    coop_free(desk->coop);
    store_close(desk->store);
    memset(desk, 0, sizeof *desk);
}

enum status desk_refresh(struct desk *desk, struct error *err)
{
    struct coop *coop = NULL;
    TRY(load(desk->store, desk->act.at, &coop, err));
    coop_free(desk->coop);
    desk->coop = coop;
    return STATUS_OK;
}
