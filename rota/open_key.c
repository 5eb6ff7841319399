/* SPDX-License-Identifier: GPL-3.0-or-later */
/* open_key.c - reads --open keys. */
#include "rota/open_key.h"

#include <string.h>

static enum status parse_person(const struct coop *coop, const char *id,
                                struct opening_key *key, struct error *err)
{
    key->kind = OPEN_PERSON;
    key->staff = coop_find_staff(coop, id);
    return key->staff == NONE
               ? error_set(err, STATUS_USAGE,
                           "person: expected the id of a person, found '%s'",
                           id)
               : STATUS_OK;
}

enum status open_key_parse(const struct coop *coop, const char *text,
                           struct opening_key *key, struct error *err)
{
    static const char PERSON[] = "person:", WEEK[] = "week:";
    memset(key, 0, sizeof *key);
    if (strncmp(text, PERSON, strlen(PERSON)) == 0) {
        return parse_person(coop, text + strlen(PERSON), key, err);
    }
    if (strncmp(text, WEEK, strlen(WEEK)) == 0) {
        date_day date = 0;
        TRY(error_in(date_parse(text + strlen(WEEK), &date, err), err,
                     "week: "));
        key->kind = OPEN_WEEK;
        key->date = date_monday(date);
        return STATUS_OK;
    }
    key->kind = OPEN_SLOT;
    return slot_parse(coop, text, &key->duty, &key->date, err);
}
