/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store_faces.c - renamed duties move their feed events. */
#include "store/faces.h"

#include "base/digest.h"
#include "base/text.h"

enum { FACE_MAX = 4000 };

static const char *or_nothing(const char *words)
{
    return words ? words : "";
}

/* Everything of a feed event that comes from the records, as a digest. */
static void face_of(const struct coop *coop, duty_ix duty,
                    char out[DIGEST_HEX])
{
    int32_t demand = duty_demand(coop, duty);
    int32_t place = duty_place(coop, duty);
    int32_t service = duty_service(coop, duty);
    int32_t member = duty_member(coop, duty);
    struct text text;
    text_init(&text, FACE_MAX);
    text_printf(
        &text, "%s\n%s\n%s\n%s\n%s\n%d %d", duty_title(coop, duty),
        or_nothing(demand == NONE ? NULL : coop->demands.at[demand].role),
        or_nothing(place == NONE ? NULL : coop->places.at[place].name),
        or_nothing(service == NONE ? NULL : coop->services.at[service].name),
        or_nothing(member == NONE ? NULL : coop->members.at[member].name),
        (int)duty_modality(coop, duty), (int)duty_kind(coop, duty));
    digest_sha256(text_cstr(&text), text.length, out);
    text_release(&text);
}

static enum status refresh_duty(struct statement *s, const struct coop *coop,
                                duty_ix duty, instant at, struct error *err)
{
    char key[DUTY_KEY], face[DIGEST_HEX];
    face_of(coop, duty, face);
    sql_text(s, 1, face);
    sql_int(s, 2, at);
    sql_text(s, 3, duty_key(coop, duty, key));
    return sql_step(s, err);
}

enum status faces_refresh(struct store *store, const struct coop *coop,
                          instant at, struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "UPDATE event SET face = ?1, "
                    "sequence = sequence + (face IS NOT NULL), "
                    "changed = CASE WHEN face IS NULL THEN changed "
                    "ELSE max(?2, changed + 1) END "
                    "WHERE duty = ?3 AND face IS NOT ?1",
                    &s, err));
    for (duty_ix duty = 0; duty < duty_count(coop) && status == STATUS_OK;
         duty++) {
        status = refresh_duty(&s, coop, duty, at, err);
    }
    sql_done(&s);
    return status;
}

enum status faces_rename(struct store *store, const struct coop *coop,
                         instant at, struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "UPDATE event SET sequence = sequence + 1, "
                    "changed = max(?3, changed + 1) WHERE staff IS NULL AND "
                    "EXISTS (SELECT 1 FROM staff WHERE id = ?1 AND "
                    "name IS NOT ?2) AND (duty, date) IN (SELECT duty, date "
                    "FROM published WHERE staff = ?1 AND until IS NULL)",
                    &s, err));
    for (int32_t i = 0; i < coop->staff.n && status == STATUS_OK; i++) {
        sql_text(&s, 1, coop->staff.at[i].id);
        sql_text(&s, 2, coop->staff.at[i].name);
        sql_int(&s, 3, at);
        status = sql_step(&s, err);
    }
    sql_done(&s);
    return status;
}
