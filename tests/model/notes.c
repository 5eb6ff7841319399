/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notes.c - a co-operation out of a few lines of text, for tests. */
#include "tests/model/notes.h"

#include "model/record.h"
#include "tests/model/expect.h"

static enum record_kind kind_of(const char *word, size_t length)
{
    for (enum record_kind kind = 0; kind < RECORD_KINDS; kind++) {
        const char *name = RECORD_TABLES[kind]->name;
        if (strlen(name) == length && strncmp(name, word, length) == 0) {
            return kind;
        }
    }
    fail_msg("notes: no table '%.*s'", (int)length, word);
    return RECORD_KINDS;
}

static void read_pair(struct coop *coop, const struct record_table *table,
                      void *record, const char *pair)
{
    size_t key_length = strcspn(pair, "=");
    char *key = arena_strndup(coop->arena, pair, key_length);
    struct error err = {0};
    int32_t ix = field_find(table, key);
    if (ix == NONE) {
        fail_msg("notes: %s has no '%s'", table->name, key);
    }
    if (field_read(&table->fields[ix], pair + key_length + 1, record,
                   coop->arena, &err) != STATUS_OK) {
        fail_msg("notes: %s.%s: %s", table->name, key, err.text);
    }
}

static void fill_name(const struct record_table *table, void *record)
{
    int32_t ix = field_find(table, "name");
    const char *name, *id;
    if (ix != NONE) {
        char *at = (char *)record + table->fields[ix].offset;
        memcpy(&name, at, sizeof name);
        memcpy(&id, (char *)record + table->fields[0].offset, sizeof id);
        name = name ? name : id;
        memcpy(at, &name, sizeof name);
    }
}

static void add_line(struct coop *coop, const char *line, int32_t number)
{
    size_t length = strcspn(line, " ");
    enum record_kind kind = kind_of(line, length);
    void *record = record_add(coop, kind);
    *record_origin(record) = (struct origin){.file = "notes", .line = number};
    for (const char *at = line + length; *at;) {
        at += strspn(at, " ");
        size_t pair = strcspn(at, " ");
        if (pair) {
            read_pair(coop, RECORD_TABLES[kind], record,
                      arena_strndup(coop->arena, at, pair));
        }
        at += pair;
    }
    fill_name(RECORD_TABLES[kind], record);
}

void notes_add(struct coop *coop, const char *notes)
{
    int32_t number = 0;
    while (*notes) {
        size_t length = strcspn(notes, "\n");
        number++;
        if (length) {
            add_line(coop, arena_strndup(coop->arena, notes, length), number);
        }
        notes += length;
        notes += *notes == '\n';
    }
}
