/* SPDX-License-Identifier: GPL-3.0-or-later */
/* desk.c - opening and closing a co-operation. */
#include "rota/rota.h"

#include <string.h>

typedef enum status store_opener(const char *path, struct store **result,
                                 struct error *err);

static enum status open_with(store_opener *opener, const char *path,
                             const struct act *act, struct desk *desk,
                             struct error *err)
{
    struct desk draft = {.act = *act, .manager = true};
    TRY(opener(path, &draft.store, err));
    enum status status = store_load_coop(draft.store, &draft.coop, err);
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

void desk_close(struct desk *desk)
{
    coop_free(desk->coop);
    store_close(desk->store);
    memset(desk, 0, sizeof *desk);
}
