/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_care.c - the audit log, doctor, backup and restore. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "scene.h"

static const int32_t WEEK[7] = {0, 1, 2, 0, 1, 2, 0};

static int setup(void **state)
{
    static struct scene scene;
    scene_open(&scene);
    scene_publish(&scene, scene_draft(&scene, SCENE_MONDAY, WEEK),
                  SCENE_MONDAY);
    *state = &scene;
    return 0;
}

static int teardown(void **state)
{
    scene_close(*state);
    return 0;
}

/* What somebody with a SQLite shell could do to the file. */
static int tamper(struct scene *scene, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(scene->path, &db), SQLITE_OK);
    int code = sqlite3_exec(db, sql, NULL, NULL, NULL);
    sqlite3_close(db);
    return code;
}

struct heard {
    int32_t n;
    char last[400];
};

static void hear(void *context, const char *line)
{
    struct heard *heard = context;
    heard->n++;
    snprintf(heard->last, sizeof heard->last, "%s", line);
}

static struct heard examine(struct scene *scene)
{
    struct heard heard = {0};
    struct error err = {0};
    int32_t faults = -1;
    assert_int_equal(
        store_doctor(scene->store, hear, &heard, &faults, &err), STATUS_OK);
    assert_int_equal(faults, heard.n);
    return heard;
}

static void a_sound_file_has_no_faults(void **state)
{
    struct heard heard = examine(*state);
    assert_int_equal(heard.n, 0);
}

static void the_log_holds_every_act_and_verifies(void **state)
{
    struct scene *scene = *state;
    struct error err = {0};
    int64_t lines = 0;
    assert_int_equal(store_audit_verify(scene->store, &lines, &err),
                     STATUS_OK);
    assert_int_equal(lines, 4); /* init, records, plan, publish */
}

static void published_things_and_the_log_resist_change(void **state)
{
    static const char *const ATTEMPTS[] = {
        "UPDATE audit SET actor = 'x' WHERE number = 2",
        "DELETE FROM audit WHERE number = 2",
        "UPDATE revision SET actor = 'x'",
        "DELETE FROM revision",
        "DELETE FROM published",
        "UPDATE published SET staff = 'siv'",
        "UPDATE published SET until = NULL",
        "UPDATE assignment SET staff = 'siv'",
        "DELETE FROM assignment",
    };
    for (size_t i = 0; i < COUNT_OF(ATTEMPTS); i++) {
        print_message("%s\n", ATTEMPTS[i]);
        assert_int_not_equal(tamper(*state, ATTEMPTS[i]), SQLITE_OK);
    }
}

static void an_edited_log_line_is_found(void **state)
{
    struct scene *scene = *state;
    struct error err = {0};
    int64_t lines = 0;
    assert_int_equal(tamper(scene, "DROP TRIGGER audit_stands;"
                                   "UPDATE audit SET actor = 'x' "
                                   "WHERE number = 2"),
                     SQLITE_OK);
    assert_int_equal(store_audit_verify(scene->store, &lines, &err),
                     STATUS_STORE);
    assert_int_equal(lines, 1);
    assert_non_null(strstr(err.text, "audit line 2"));
    assert_int_equal(examine(scene).n, 1);
}

static void a_removed_log_line_is_found(void **state)
{
    struct scene *scene = *state;
    struct error err = {0};
    int64_t lines = 0;
    assert_int_equal(tamper(scene, "DROP TRIGGER audit_stays;"
                                   "DELETE FROM audit WHERE number = 3"),
                     SQLITE_OK);
    assert_int_equal(store_audit_verify(scene->store, &lines, &err),
                     STATUS_STORE);
    assert_int_equal(lines, 2);
}

static void a_missing_feed_event_is_found(void **state)
{
    struct scene *scene = *state;
    assert_int_equal(
        tamper(scene, "DELETE FROM event WHERE staff = 'siv'"), SQLITE_OK);
    struct heard heard = examine(scene);
    assert_int_equal(heard.n, 2);
    assert_non_null(strstr(heard.last, "no feed event"));
}

static void a_dangling_reference_is_found(void **state)
{
    struct scene *scene = *state;
    assert_int_equal(tamper(scene, "PRAGMA foreign_keys=OFF;"
                                   "DELETE FROM services"),
                     SQLITE_OK);
    assert_true(examine(scene).n > 0);
}

/* Overwrites bytes in the middle of a table's page. */
static void a_flipped_page_is_found(void **state)
{
    struct scene *scene = *state;
    struct error err = {0};
    store_close(scene->store);
    scene->store = NULL;
    char *bytes = NULL;
    size_t length = 0;
    assert_int_equal(
        file_read(scene->path, (size_t)1 << 26, &bytes, &length, &err),
        STATUS_OK);
    for (size_t page = 1; page * 4096 < length; page++) {
        memset(bytes + page * 4096, 0x5A, 8); /* page headers */
    }
    FILE *file = fopen(scene->path, "r+b");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
    free(bytes);
    if (store_open(scene->path, &scene->store, &err) == STATUS_OK) {
        assert_true(examine(scene).n > 0);
    } else {
        assert_int_equal(err.status, STATUS_STORE);
    }
}

static void a_newer_schema_is_refused(void **state)
{
    struct scene *scene = *state;
    struct error err = {0};
    store_close(scene->store);
    scene->store = NULL;
    assert_int_equal(tamper(scene, "PRAGMA user_version=999"), SQLITE_OK);
    assert_int_equal(store_open(scene->path, &scene->store, &err),
                     STATUS_STORE);
    assert_non_null(strstr(err.text, "newer samvakt"));
}

static void a_column_that_is_missing_is_added(void **state)
{
    struct scene *scene = *state;
    struct error err = {0};
    struct coop *coop = NULL;
    assert_int_equal(tamper(scene, "ALTER TABLE staff DROP COLUMN aml_exempt"),
                     SQLITE_OK);
    scene_reopen(scene);
    assert_int_equal(store_load_coop(scene->store, &coop, &err), STATUS_OK);
    assert_false(coop->staff.at[0].aml_exempt);
    coop_free(coop);
}

/* ---- backup and restore ------------------------------------------------------ */

static void beside(const struct scene *scene, char *out, size_t room)
{
    snprintf(out, room, "%s.backup", scene->path);
}

static void a_backup_restores_what_stood(void **state)
{
    struct scene *scene = *state;
    static const int32_t OTHER[7] = {2, 2, 2, 2, 2, 2, 2};
    struct error err = {0};
    char backup[SCENE_PATH + 16];
    beside(scene, backup, sizeof backup);
    assert_int_equal(store_backup(scene->store, backup, &err), STATUS_OK);
    scene_publish(scene, scene_draft(scene, SCENE_MONDAY, OTHER),
                  SCENE_MONDAY);
    store_close(scene->store);
    scene->store = NULL;
    assert_int_equal(store_restore(backup, scene->path, &scene->act, &err),
                     STATUS_OK);
    assert_int_equal(store_open(scene->path, &scene->store, &err), STATUS_OK);
    int64_t revision = 0, lines = 0;
    assert_int_equal(store_current_revision(scene->store, &revision, &err),
                     STATUS_OK);
    assert_int_equal(revision, 1);
    assert_int_equal(store_audit_verify(scene->store, &lines, &err),
                     STATUS_OK);
    assert_int_equal(lines, 5); /* and the restore itself */
    char before[SCENE_PATH + 16];
    snprintf(before, sizeof before, "%s.before", scene->path);
    assert_int_equal(access(before, R_OK), 0);
}

static void a_backup_never_overwrites(void **state)
{
    struct scene *scene = *state;
    struct error err = {0};
    char backup[SCENE_PATH + 16];
    beside(scene, backup, sizeof backup);
    assert_int_equal(store_backup(scene->store, backup, &err), STATUS_OK);
    assert_int_equal(store_backup(scene->store, backup, &err), STATUS_FILE);
    assert_non_null(strstr(err.text, "found one"));
}

static void a_damaged_backup_is_not_restored(void **state)
{
    struct scene *scene = *state;
    struct error err = {0};
    char backup[SCENE_PATH + 16];
    beside(scene, backup, sizeof backup);
    assert_int_equal(store_backup(scene->store, backup, &err), STATUS_OK);
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(backup, &db), SQLITE_OK);
    sqlite3_exec(db, "DELETE FROM event", NULL, NULL, NULL);
    sqlite3_close(db);
    assert_int_equal(store_restore(backup, scene->path, &scene->act, &err),
                     STATUS_STORE);
    int64_t revision = 0;
    assert_int_equal(store_current_revision(scene->store, &revision, &err),
                     STATUS_OK);
    assert_int_equal(revision, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_sound_file_has_no_faults),
        TEST(the_log_holds_every_act_and_verifies),
        TEST(published_things_and_the_log_resist_change),
        TEST(an_edited_log_line_is_found),
        TEST(a_removed_log_line_is_found),
        TEST(a_missing_feed_event_is_found),
        TEST(a_dangling_reference_is_found),
        TEST(a_flipped_page_is_found),
        TEST(a_newer_schema_is_refused),
        TEST(a_column_that_is_missing_is_added),
        TEST(a_backup_restores_what_stood),
        TEST(a_backup_never_overwrites),
        TEST(a_damaged_backup_is_not_restored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
