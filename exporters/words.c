/* SPDX-License-Identifier: GPL-3.0-or-later */
/* words.c - the words of documents that people read. */
#include "exporters/words.h"

#include "model/record.h"

const char *word(enum word which, bool norwegian)
{
#define WORD_LINE(name, english, bokmaal) [name] = {english, bokmaal},
    static const char *const TEXTS[WORDS][2] = {WORD_TABLE(WORD_LINE)};
#undef WORD_LINE
    return TEXTS[which][norwegian];
}

static const char *enum_key(enum record_kind table, const char *field,
                            int value)
{
    const struct record_table *records = RECORD_TABLES[table];
    return records->fields[field_find(records, field)].names[value];
}

const char *kind_key(enum shift_kind kind)
{
    return enum_key(RECORD_SHIFT_TYPE, "kind", (int)kind);
}

const char *modality_key(enum modality modality)
{
    return enum_key(RECORD_DEMAND, "modality", (int)modality);
}
