/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_store.c - files, records, plans, revisions, feed events. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/text.h"
#include "scene.h"

static int setup(void **state)
{
    static struct scene scene;
    scene_open(&scene);
    *state = &scene;
    return 0;
}

static int teardown(void **state)
{
    scene_close(*state);
    return 0;
}

/* Every record of every kind as text, in order. */
static char *dump(const struct coop *coop)
{
    struct text text;
    text_init(&text, (size_t)1 << 24);
    for (int32_t k = 0; k < RECORD_KINDS; k++) {
        for (int32_t i = 0; i < record_count(coop, (enum record_kind)k);
             i++) {
            const struct record_table *table = RECORD_TABLES[k];
            text_printf(&text, "%s:", table->name);
            for (int32_t f = 0; f < table->n_fields; f++) {
                text_str(&text, " ");
                field_write(&table->fields[f],
                            record_at(coop, (enum record_kind)k, i), &text);
            }
            text_str(&text, "\n");
        }
    }
    return text_take(&text);
}

static void records_come_back_as_they_were_saved(void **state)
{
    struct scene *scene = *state;
    struct error err = {0};
    struct coop *loaded = NULL;
    scene_reopen(scene);
    assert_int_equal(store_load_coop(scene->store, &loaded, &err), STATUS_OK);
    char *before = dump(scene->coop), *after = dump(loaded);
    assert_string_equal(before, after);
    assert_string_equal(loaded->name, "Scene");
    free(before);
    free(after);
    coop_free(loaded);
}

static void saving_again_grows_the_version(void **state)
{
    struct scene *scene = *state;
    struct error err = {0};
    int64_t first = 0, second = 0;
    assert_int_equal(store_coop_version(scene->store, &first, &err),
                     STATUS_OK);
    assert_int_equal(
        store_save_coop(scene->store, scene->coop, &scene->act, &err),
        STATUS_OK);
    assert_int_equal(store_coop_version(scene->store, &second, &err),
                     STATUS_OK);
    assert_true(second > first);
}

static void an_existing_file_is_not_made_anew(void **state)
{
    struct scene *scene = *state;
    struct error err = {0};
    assert_int_equal(
        store_create(scene->path, "x", "X", &scene->act, &err),
        STATUS_STORE);
    assert_non_null(strstr(err.text, scene->path));
}

static void a_file_that_is_not_ours_is_refused(void **state)
{
    struct scene *scene = *state;
    struct error err = {0};
    struct store *other = NULL;
    static const char JUNK[] = "this is not a database, just some text";
    char path[SCENE_PATH + 16];
    snprintf(path, sizeof path, "%s.backup", scene->path);
    assert_int_equal(file_write(path, JUNK, sizeof JUNK, &err), STATUS_OK);
    assert_int_equal(store_open(path, &other, &err), STATUS_STORE);
    assert_non_null(strstr(err.text, path));
    assert_int_equal(store_open("/nowhere/x.db", &other, &err), STATUS_FILE);
}

static void a_draft_comes_back(void **state)
{
    struct scene *scene = *state;
    struct error err = {0};
    struct plan_record record;
    int64_t id = scene_draft(scene, SCENE_MONDAY,
                             (int32_t[]){0, 1, 2, 0, 1, -1, 2});
    assert_int_equal(
        store_get_plan(scene->store, scene->coop, id, &record, &err),
        STATUS_OK);
    assert_int_equal(record.plan.assignments.n, 6);
    assert_true(plan_holds(&record.plan, 1, 0, SCENE_MONDAY + 4));
    assert_false(plan_holds(&record.plan, 1, 0, SCENE_MONDAY + 5));
    plan_record_release(&record);
    assert_int_equal(
        store_get_plan(scene->store, scene->coop, id + 1, &record, &err),
        STATUS_USAGE);
}

static struct plan published(struct scene *scene, int64_t revision)
{
    struct error err = {0};
    struct plan plan;
    plan_init(&plan, SCENE_MONDAY, 7);
    assert_int_equal(store_published(scene->store, scene->coop, revision,
                                     SCENE_MONDAY, SCENE_MONDAY + 6, &plan,
                                     &err),
                     STATUS_OK);
    return plan;
}

static void an_old_revision_can_still_be_read(void **state)
{
    struct scene *scene = *state;
    static const int32_t FIRST[7] = {0, 0, 0, 0, 0, 0, 0};
    static const int32_t SECOND[7] = {0, 1, 0, 0, 0, 0, -1};
    int64_t one = scene_publish(
        scene, scene_draft(scene, SCENE_MONDAY, FIRST), SCENE_MONDAY);
    int64_t two = scene_publish(
        scene, scene_draft(scene, SCENE_MONDAY, SECOND), SCENE_MONDAY);
    assert_int_equal(one + 1, two);
    struct plan before = published(scene, one), now = published(scene, 0);
    assert_int_equal(before.assignments.n, 7);
    assert_true(plan_holds(&before, 0, 0, SCENE_MONDAY + 1));
    assert_int_equal(now.assignments.n, 6);
    assert_true(plan_holds(&now, 1, 0, SCENE_MONDAY + 1));
    plan_release(&before);
    plan_release(&now);
}

static void two_managers_do_not_overwrite_each_other(void **state)
{
    struct scene *scene = *state;
    static const int32_t WEEK[7] = {0, 0, 0, 0, 0, 0, 0};
    struct error err = {0};
    struct publication what = {.from = SCENE_MONDAY, .to = SCENE_MONDAY + 6};
    struct revision revision;
    int64_t mine = scene_draft(scene, SCENE_MONDAY, WEEK);
    int64_t theirs = scene_draft(scene, SCENE_MONDAY, WEEK);
    assert_int_equal(store_publish(scene->store, scene->coop, theirs, &what,
                                   0, &scene->act, &revision, &err),
                     STATUS_OK);
    assert_int_equal(store_publish(scene->store, scene->coop, mine, &what, 0,
                                   &scene->act, &revision, &err),
                     STATUS_CONFLICT);
    assert_non_null(strstr(err.text, "expected revision 0, found 1"));
}

static void a_published_plan_is_not_published_twice(void **state)
{
    struct scene *scene = *state;
    static const int32_t WEEK[7] = {0, 0, 0, 0, 0, 0, 0};
    struct error err = {0};
    struct publication what = {.from = SCENE_MONDAY, .to = SCENE_MONDAY + 6};
    struct revision revision;
    int64_t plan = scene_draft(scene, SCENE_MONDAY, WEEK);
    scene_publish(scene, plan, SCENE_MONDAY);
    assert_int_equal(store_publish(scene->store, scene->coop, plan, &what, -1,
                                   &scene->act, &revision, &err),
                     STATUS_CONFLICT);
}

static void records_of_published_people_must_stay(void **state)
{
    struct scene *scene = *state;
    static const int32_t WEEK[7] = {0, 0, 0, 0, 0, 0, 0};
    struct error err = {0};
    scene_publish(scene, scene_draft(scene, SCENE_MONDAY, WEEK),
                  SCENE_MONDAY);
    struct coop *without = scene_coop();
    without->staff.at[0].id = "berit";
    assert_int_equal(
        store_save_coop(scene->store, without, &scene->act, &err),
        STATUS_CONFLICT);
    assert_non_null(strstr(err.text, "kari"));
    coop_free(without);
    struct coop *loaded = NULL;
    assert_int_equal(store_load_coop(scene->store, &loaded, &err), STATUS_OK);
    assert_int_equal(coop_find_staff(loaded, "kari"), 0);
    coop_free(loaded);
}

/* ---- feed events ------------------------------------------------------------ */

static struct event_vec events_of(struct scene *scene, int32_t staff,
                                  instant now)
{
    struct error err = {0};
    struct event_vec events = {0};
    assert_int_equal(store_events(scene->store, scene->coop, staff, 0,
                                  INT64_MAX, now, &events, &err),
                     STATUS_OK);
    return events;
}

static const struct event_record *event_on(const struct event_vec *events,
                                           date_day date)
{
    for (int32_t i = 0; i < events->n; i++) {
        if (events->at[i].date == date) {
            return &events->at[i];
        }
    }
    return NULL;
}

static void a_swap_leaves_a_tombstone_and_a_new_uid(void **state)
{
    struct scene *scene = *state;
    static const int32_t FIRST[7] = {0, 0, 0, 0, 0, 0, 0};
    static const int32_t SECOND[7] = {0, 1, 0, 0, 0, 0, 0};
    scene_publish(scene, scene_draft(scene, SCENE_MONDAY, FIRST),
                  SCENE_MONDAY);
    struct event_vec before = events_of(scene, 0, SCENE_NOW);
    scene->act.at += 60;
    scene_publish(scene, scene_draft(scene, SCENE_MONDAY, SECOND),
                  SCENE_MONDAY);
    struct event_vec kari = events_of(scene, 0, SCENE_NOW + 60);
    struct event_vec ola = events_of(scene, 1, SCENE_NOW + 60);
    const struct event_record *old = event_on(&before, SCENE_MONDAY + 1);
    const struct event_record *lost = event_on(&kari, SCENE_MONDAY + 1);
    const struct event_record *kept = event_on(&kari, SCENE_MONDAY + 2);
    const struct event_record *won = event_on(&ola, SCENE_MONDAY + 1);
    assert_true(lost->cancelled);
    assert_int_equal(lost->sequence, old->sequence + 1);
    assert_true(lost->changed > old->changed);
    assert_string_equal(lost->uid, old->uid);
    assert_false(kept->cancelled);
    assert_int_equal(kept->sequence, 0);
    assert_int_equal(kept->changed, SCENE_NOW);
    assert_string_not_equal(won->uid, old->uid);
    assert_int_equal(ola.n, 1);
    vec_release(&before);
    vec_release(&kari);
    vec_release(&ola);
}

static void a_slot_keeps_its_uid_when_the_holder_changes(void **state)
{
    struct scene *scene = *state;
    static const int32_t FIRST[7] = {0, 0, 0, 0, 0, 0, 0};
    static const int32_t SECOND[7] = {0, 1, 0, 0, 0, 0, -1};
    scene_publish(scene, scene_draft(scene, SCENE_MONDAY, FIRST),
                  SCENE_MONDAY);
    struct event_vec before = events_of(scene, NONE, SCENE_NOW);
    scene_publish(scene, scene_draft(scene, SCENE_MONDAY, SECOND),
                  SCENE_MONDAY);
    struct event_vec after = events_of(scene, NONE, SCENE_NOW);
    assert_int_equal(before.n, 7);
    assert_int_equal(after.n, 7);
    assert_string_equal(event_on(&before, SCENE_MONDAY + 1)->uid,
                        event_on(&after, SCENE_MONDAY + 1)->uid);
    assert_int_equal(event_on(&after, SCENE_MONDAY + 1)->sequence, 1);
    assert_int_equal(event_on(&after, SCENE_MONDAY)->sequence, 0);
    assert_true(event_on(&after, SCENE_MONDAY + 6)->cancelled);
    vec_release(&before);
    vec_release(&after);
}

/* Published in the same second or with the clock set back: still growing. */
static void changes_grow_even_when_the_clock_stands(void **state)
{
    struct scene *scene = *state;
    static const int32_t FIRST[7] = {0, -1, -1, -1, -1, -1, -1};
    static const int32_t SECOND[7] = {-1, -1, -1, -1, -1, -1, -1};
    scene_publish(scene, scene_draft(scene, SCENE_MONDAY, FIRST),
                  SCENE_MONDAY);
    scene->act.at -= 3600;
    scene_publish(scene, scene_draft(scene, SCENE_MONDAY, SECOND),
                  SCENE_MONDAY);
    struct event_vec events = events_of(scene, 0, SCENE_NOW);
    assert_int_equal(events.n, 1);
    assert_true(events.at[0].changed > SCENE_NOW);
    vec_release(&events);
}

static void a_moved_shift_keeps_the_uid(void **state)
{
    struct scene *scene = *state;
    static const int32_t WEEK[7] = {0, -1, -1, -1, -1, -1, -1};
    scene_publish(scene, scene_draft(scene, SCENE_MONDAY, WEEK),
                  SCENE_MONDAY);
    struct event_vec before = events_of(scene, 0, SCENE_NOW);
    scene->coop->shift_types.at[0].start = 16 * 60;
    scene_publish(scene, scene_draft(scene, SCENE_MONDAY, WEEK),
                  SCENE_MONDAY);
    struct event_vec after = events_of(scene, 0, SCENE_NOW);
    assert_int_equal(after.n, 1);
    assert_string_equal(before.at[0].uid, after.at[0].uid);
    assert_int_equal(after.at[0].sequence, 1);
    assert_int_equal(after.at[0].start, before.at[0].start + 1800);
    vec_release(&before);
    vec_release(&after);
}

/* What calendars show comes from the records: a new name is a change of every
 * event of the duty, and of no other; saving the same again is none. */
static void a_renamed_duty_moves_its_events_once(void **state)
{
    struct scene *scene = *state;
    static const int32_t WEEK[7] = {0, 1, -1, -1, -1, -1, -1};
    struct error err = {0};
    scene_publish(scene, scene_draft(scene, SCENE_MONDAY, WEEK),
                  SCENE_MONDAY);
    for (int32_t sequence = 0; sequence < 3; sequence++) {
        scene->coop->shift_types.at[0].title =
            sequence == 0   ? "Beredskap"
            : sequence == 1 ? "Bakvakt"
                            : "Beredskap igjen";
        scene->act.at = SCENE_NOW; /* the clock stands: still growing */
        for (int32_t twice = 0; twice < 2; twice++) {
            assert_int_equal(store_save_coop(scene->store, scene->coop,
                                             &scene->act, &err),
                             STATUS_OK);
        }
        struct event_vec kari = events_of(scene, 0, SCENE_NOW);
        struct event_vec slots = events_of(scene, NONE, SCENE_NOW);
        assert_int_equal(kari.n, 1);
        assert_int_equal(slots.n, 2);
        assert_int_equal(kari.at[0].sequence, sequence);
        assert_int_equal(slots.at[1].sequence, sequence);
        assert_int_equal(kari.at[0].changed, SCENE_NOW + sequence);
        vec_release(&kari);
        vec_release(&slots);
    }
    scene->coop->shift_types.at[1].title = "Another duty's";
    assert_int_equal(
        store_save_coop(scene->store, scene->coop, &scene->act, &err),
        STATUS_OK);
    struct event_vec kari = events_of(scene, 0, SCENE_NOW);
    assert_int_equal(kari.at[0].sequence, 2);
    vec_release(&kari);
}

/* Rosters list who holds a slot; somebody's own calendar does not. */
static void a_renamed_person_moves_the_slots_held(void **state)
{
    struct scene *scene = *state;
    static const int32_t WEEK[7] = {0, 1, -1, -1, -1, -1, -1};
    struct error err = {0};
    scene_publish(scene, scene_draft(scene, SCENE_MONDAY, WEEK),
                  SCENE_MONDAY);
    scene->coop->staff.at[0].name = "Kari Gift";
    for (int32_t twice = 0; twice < 2; twice++) {
        assert_int_equal(store_save_coop(scene->store, scene->coop,
                                         &scene->act, &err),
                         STATUS_OK);
        struct event_vec slots = events_of(scene, NONE, SCENE_NOW);
        struct event_vec kari = events_of(scene, 0, SCENE_NOW);
        assert_int_equal(event_on(&slots, SCENE_MONDAY)->sequence, 1);
        assert_true(event_on(&slots, SCENE_MONDAY)->changed > SCENE_NOW);
        assert_int_equal(event_on(&slots, SCENE_MONDAY + 1)->sequence, 0);
        assert_int_equal(event_on(&kari, SCENE_MONDAY)->sequence, 0);
        vec_release(&slots);
        vec_release(&kari);
    }
}

static void a_tombstone_ends_after_fourteen_days(void **state)
{
    struct scene *scene = *state;
    static const int32_t FIRST[7] = {0, -1, -1, -1, -1, -1, -1};
    static const int32_t NOBODY[7] = {-1, -1, -1, -1, -1, -1, -1};
    scene_publish(scene, scene_draft(scene, SCENE_MONDAY, FIRST),
                  SCENE_MONDAY);
    scene_publish(scene, scene_draft(scene, SCENE_MONDAY, NOBODY),
                  SCENE_MONDAY);
    struct event_vec soon = events_of(scene, 0, SCENE_NOW + 13 * 86400);
    struct event_vec late = events_of(scene, 0, SCENE_NOW + 15 * 86400);
    assert_int_equal(soon.n, 1);
    assert_int_equal(late.n, 0);
    vec_release(&soon);
    vec_release(&late);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(records_come_back_as_they_were_saved),
        TEST(saving_again_grows_the_version),
        TEST(an_existing_file_is_not_made_anew),
        TEST(a_file_that_is_not_ours_is_refused),
        TEST(a_draft_comes_back),
        TEST(an_old_revision_can_still_be_read),
        TEST(two_managers_do_not_overwrite_each_other),
        TEST(a_published_plan_is_not_published_twice),
        TEST(records_of_published_people_must_stay),
        TEST(a_swap_leaves_a_tombstone_and_a_new_uid),
        TEST(a_slot_keeps_its_uid_when_the_holder_changes),
        TEST(changes_grow_even_when_the_clock_stands),
        TEST(a_moved_shift_keeps_the_uid),
        TEST(a_renamed_duty_moves_its_events_once),
        TEST(a_renamed_person_moves_the_slots_held),
        TEST(a_tombstone_ends_after_fourteen_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
