/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store_coop.c - records as rows: one table a kind, one TEXT column a field in
 * the CSV form of model/record.h, derived from RECORD_TABLES.
 */
#include "store/faces.h"
#include "store/sql.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "model/record.h"

enum { SQL_MAX = 1 << 16, VALUE_MAX = 1 << 20 };

/* ---- tables and columns -------------------------------------------------------- */

static void write_column(const struct field *field, struct text *sql)
{
    text_printf(sql, "\"%s\" TEXT", sql_name(field->key));
    if (field->type == FIELD_ID) {
        text_str(sql, " PRIMARY KEY NOT NULL");
    } else if (field->type == FIELD_REF) {
        text_printf(sql,
                    " REFERENCES \"%s\"(id) DEFERRABLE INITIALLY DEFERRED",
                    sql_name(RECORD_TABLES[field->ref]->name));
    }
}

static enum status create_table(struct store *store,
                                const struct record_table *table,
                                struct error *err)
{
    struct text sql;
    text_init(&sql, SQL_MAX);
    text_printf(&sql, "CREATE TABLE IF NOT EXISTS \"%s\" ("
                      "position INTEGER NOT NULL, origin TEXT",
                sql_name(table->name));
    for (int32_t f = 0; f < table->n_fields; f++) {
        text_str(&sql, ", ");
        write_column(&table->fields[f], &sql);
    }
    text_str(&sql, ") STRICT");
    enum status status = sql_run(store, text_cstr(&sql), err);
    text_release(&sql);
    return status;
}

static enum status has_column(struct store *store, const char *table,
                              const char *column, bool *has,
                              struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2", &s,
                    err));
    sql_text(&s, 1, table);
    sql_text(&s, 2, column);
    *has = sql_row(&s, &status, err);
    sql_done(&s);
    return status;
}

/* A field that is newer than the file gets its column; rows have NULL there,
 * which reads as the field's default. */
static enum status add_columns(struct store *store,
                               const struct record_table *table,
                               struct error *err)
{
    for (int32_t f = 0; f < table->n_fields; f++) {
        const struct field *field = &table->fields[f];
        bool has = false;
        TRY(has_column(store, table->name, field->key, &has, err));
        if (!has) {
            struct text sql;
            text_init(&sql, SQL_MAX);
            text_printf(&sql, "ALTER TABLE \"%s\" ADD COLUMN ",
                        sql_name(table->name));
            write_column(field, &sql);
            enum status status = sql_run(store, text_cstr(&sql), err);
            text_release(&sql);
            TRY(status);
        }
    }
    return STATUS_OK;
}

enum status records_sync(struct store *store, struct error *err)
{
    for (int32_t kind = 0; kind < RECORD_KINDS; kind++) {
        TRY(create_table(store, RECORD_TABLES[kind], err));
        TRY(add_columns(store, RECORD_TABLES[kind], err));
    }
    return STATUS_OK;
}

/* ---- saving ---------------------------------------------------------------------- */

static enum status prepare_insert(struct store *store,
                                  const struct record_table *table,
                                  struct statement *s, struct error *err)
{
    struct text sql;
    text_init(&sql, SQL_MAX);
    text_printf(&sql, "INSERT INTO \"%s\"(position, origin",
                sql_name(table->name));
    for (int32_t f = 0; f < table->n_fields; f++) {
        text_printf(&sql, ", \"%s\"", sql_name(table->fields[f].key));
    }
    text_str(&sql, ") VALUES (?1, ?2");
    for (int32_t f = 0; f < table->n_fields; f++) {
        text_printf(&sql, ", ?%d", f + 3);
    }
    text_str(&sql, ")");
    enum status status = sql_prepare(store, text_cstr(&sql), s, err);
    text_release(&sql);
    return status;
}

static void bind_record(struct statement *s, const struct record_table *table,
                        void *record, int32_t position)
{
    const struct origin *origin = record_origin(record);
    struct text value;
    text_init(&value, VALUE_MAX);
    sql_int(s, 1, position);
    if (origin->file) {
        text_printf(&value, "%s:%d", origin->file, origin->line);
        sql_text(s, 2, text_cstr(&value));
    }
    for (int32_t f = 0; f < table->n_fields; f++) {
        const struct field *field = &table->fields[f];
        text_clear(&value);
        if (field->type == FIELD_ID || !field_is_default(field, record)) {
            field_write(field, record, &value);
            CHECK(!value.overflow);
            sql_text(s, f + 3, text_cstr(&value));
        }
    }
    text_release(&value);
}

static enum status insert_kind(struct store *store, const struct coop *coop,
                               enum record_kind kind, struct error *err)
{
    const struct record_table *table = RECORD_TABLES[kind];
    struct statement s;
    enum status status = STATUS_OK;
    TRY(prepare_insert(store, table, &s, err));
    for (int32_t i = 0; i < record_count(coop, kind) && status == STATUS_OK;
         i++) {
        bind_record(&s, table, record_at(coop, kind, i), i);
        status = sql_step(&s, err);
    }
    sql_done(&s);
    return status;
}

static enum status save_head(struct store *store, const struct coop *coop,
                             struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "UPDATE coop SET id = ?1, name = ?2, zone = ?3, "
                    "profile = ?4, version = version + 1",
                    &s, err));
    sql_text(&s, 1, coop->id);
    sql_text(&s, 2, coop->name);
    sql_text(&s, 3, coop->zone);
    sql_text(&s, 4, coop->profile_name);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

/* The first of `ids` that no record has any more. */
static enum status check_kept(struct store *store, const struct coop *coop,
                              bool duties, struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    duties ? "SELECT DISTINCT duty FROM published"
                           : "SELECT DISTINCT staff FROM published",
                    &s, err));
    while (status == STATUS_OK && sql_row(&s, &status, err)) {
        const char *id = sql_column_text(&s, 0);
        bool kept = duties ? duty_of_key(coop, id) != NONE
                           : coop_find_staff(coop, id) != NONE;
        if (!kept) {
            status = error_set(err, STATUS_CONFLICT,
                               "%s '%s' stands in a published plan and must "
                               "stay in the records; end it by date instead",
                               duties ? "duty" : "person",
                               duties ? id + 2 : id);
        }
    }
    sql_done(&s);
    return status;
}

static enum status replace_records(struct store *store,
                                   const struct coop *coop,
                                   struct error *err)
{
    for (int32_t kind = 0; kind < RECORD_KINDS; kind++) {
        char sql[120];
        snprintf(sql, sizeof sql, "DELETE FROM \"%s\"",
                 sql_name(RECORD_TABLES[kind]->name));
        TRY(sql_run(store, sql, err));
    }
    for (int32_t kind = 0; kind < RECORD_KINDS; kind++) {
        TRY(insert_kind(store, coop, (enum record_kind)kind, err));
    }
    TRY(save_head(store, coop, err));
    return profile_save(store, coop, err);
}

enum status store_save_coop(struct store *store, const struct coop *coop,
                            const struct act *act, struct error *err)
{
    bool mine;
    TRY(sql_begin(store, &mine, err));
    enum status status = check_kept(store, coop, false, err);
    if (status == STATUS_OK) {
        status = check_kept(store, coop, true, err);
    }
    if (status == STATUS_OK) {
        status = sql_run(store, "PRAGMA defer_foreign_keys=ON", err);
    }
    if (status == STATUS_OK) {
        status = faces_rename(store, coop, act->at, err);
    }
    if (status == STATUS_OK) {
        status = replace_records(store, coop, err);
    }
    if (status == STATUS_OK) {
        status = faces_refresh(store, coop, act->at, err);
    }
    if (status == STATUS_OK) {
        status = store_audit(store, act, "records", coop->id, NULL, err);
    }
    return sql_end(store, mine, status, err);
}

/* ---- loading ---------------------------------------------------------------------- */

static enum status read_record(struct statement *s,
                               const struct record_table *table,
                               struct coop *coop, void *record,
                               struct error *err)
{
    for (int32_t f = 0; f < table->n_fields; f++) {
        const struct field *field = &table->fields[f];
        enum status status =
            sql_column_null(s, f)
                ? field_default(field, record, coop->arena, err)
                : field_read(field, sql_column_text(s, f), record,
                             coop->arena, err);
        if (status != STATUS_OK) {
            (void)error_in(status, err, "table %s, id '%s', column %s: ",
                           table->name, sql_column_text(s, 0), field->key);
            return STATUS_STORE; /* refused input would be somebody else's */
        }
    }
    return STATUS_OK;
}

static enum status prepare_select(struct store *store,
                                  const struct record_table *table,
                                  struct statement *s, struct error *err)
{
    struct text sql;
    text_init(&sql, SQL_MAX);
    text_str(&sql, "SELECT ");
    for (int32_t f = 0; f < table->n_fields; f++) {
        text_printf(&sql, "%s\"%s\"", f ? ", " : "",
                    sql_name(table->fields[f].key));
    }
    text_printf(&sql, " FROM \"%s\" ORDER BY position",
                sql_name(table->name));
    enum status status = sql_prepare(store, text_cstr(&sql), s, err);
    text_release(&sql);
    return status;
}

static enum status load_kind(struct store *store, struct coop *coop,
                             enum record_kind kind, struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(prepare_select(store, RECORD_TABLES[kind], &s, err));
    while (status == STATUS_OK && sql_row(&s, &status, err)) {
        void *record = record_add(coop, kind);
        status = read_record(&s, RECORD_TABLES[kind], coop, record, err);
    }
    sql_done(&s);
    return status;
}

static enum status load_head(struct store *store, struct coop *coop,
                             struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store, "SELECT id, name, zone, profile FROM coop", &s,
                    err));
    if (sql_row(&s, &status, err)) {
        coop->id = arena_strdup(coop->arena, sql_column_text(&s, 0));
        coop->name = arena_strdup(coop->arena, sql_column_text(&s, 1));
        coop->zone = arena_strdup(coop->arena, sql_column_text(&s, 2));
        coop->profile_name =
            sql_column_null(&s, 3)
                ? NULL
                : arena_strdup(coop->arena, sql_column_text(&s, 3));
    }
    sql_done(&s);
    return status;
}

static enum status load_all(struct store *store, struct coop *coop,
                            struct error *err)
{
    TRY(load_head(store, coop, err));
    for (int32_t kind = 0; kind < RECORD_KINDS; kind++) {
        TRY(load_kind(store, coop, (enum record_kind)kind, err));
    }
    TRY(coop_resolve(coop, err));
    return profile_read(store, coop, err);
}

enum status store_load_coop(struct store *store, struct coop **result,
                            struct error *err)
{
    struct coop *coop = coop_new();
    bool mine = store->depth == 0;
    /* One snapshot for all tables. */
    enum status status = mine ? sql_run(store, "BEGIN", err) : STATUS_OK;
    if (status == STATUS_OK) {
        status = load_all(store, coop, err);
        if (mine) {
            (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
        }
    }
    if (status != STATUS_OK) {
        coop_free(coop);
        return status;
    }
    *result = coop;
    return STATUS_OK;
}

enum status store_coop_version(struct store *store, int64_t *version,
                               struct error *err)
{
    return sql_number(store, "SELECT version FROM coop", 0, version, err);
}
