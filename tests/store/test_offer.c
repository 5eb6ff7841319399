/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_offer.c - rounds, offers and swaps are kept; one acceptance a round. */
#include "tests/model/expect.h"

#include "store/store_offer.h"
#include "store/store_swap.h"
#include "tests/store/scene.h"

static void ok(enum status status, const struct error *err)
{
    if (status != STATUS_OK) {
        fail_msg("%s", err->text);
    }
}

/* A round about the first day's standby in which everybody has an offer. */
static struct ask_record ask_all(struct scene *scene)
{
    struct error err = {0};
    struct ask_record ask = {.duty = 0,
                             .date = SCENE_MONDAY,
                             .order = ASK_BROADCAST,
                             .timeout = 600};
    ok(store_put_ask(scene->store, scene->coop, &ask, &scene->act, &err), &err);
    for (int32_t i = 0; i < 3; i++) {
        struct offer_record offer = {
            .ask = ask.id, .staff = i, .rank = 3 - i, .changed = scene->act.at};
        ok(store_put_offer(scene->store, scene->coop, &offer, &err), &err);
    }
    return ask;
}

static struct offer_vec offers(struct scene *scene, int64_t ask)
{
    struct offer_vec result = {0};
    struct error err = {0};
    ok(store_list_offers(scene->store, scene->coop, ask, &result, &err), &err);
    return result;
}

static void a_round_is_read_back_as_it_was_written(void **state)
{
    (void)state;
    struct scene scene;
    struct error err = {0};
    struct ask_record back;
    scene_open(&scene);
    struct ask_record ask = ask_all(&scene);
    ok(store_get_ask(scene.store, scene.coop, ask.id, &back, &err), &err);
    assert_int_equal(back.duty, 0);
    assert_int_equal(back.date, SCENE_MONDAY);
    assert_int_equal(back.order, ASK_BROADCAST);
    assert_int_equal(back.timeout, 600);
    assert_int_equal(back.closed, INSTANT_NONE);
    struct offer_vec all = offers(&scene, ask.id);
    assert_int_equal(all.n, 3);
    assert_int_equal(all.at[0].staff, 2); /* by rank */
    assert_int_equal(all.at[0].state, OFFER_WAITING);
    assert_int_equal(all.at[0].due, INSTANT_NONE);
    assert_int_equal(all.at[0].replaces, NONE);
    vec_release(&all);
    ok(store_close_ask(scene.store, ask.id, SCENE_NOW + 5, &err), &err);
    ok(store_close_ask(scene.store, ask.id, SCENE_NOW + 9, &err), &err);
    ok(store_get_ask(scene.store, scene.coop, ask.id, &back, &err), &err);
    assert_int_equal(back.closed, SCENE_NOW + 5);
    assert_int_equal(store_get_ask(scene.store, scene.coop, 99, &back, &err),
                     STATUS_USAGE);
    scene_close(&scene);
}

static void only_one_offer_of_a_round_is_accepted(void **state)
{
    (void)state;
    struct scene scene;
    struct error err = {0};
    scene_open(&scene);
    struct ask_record ask = ask_all(&scene);
    struct offer_vec all = offers(&scene, ask.id);
    for (int32_t i = 0; i < 2; i++) {
        all.at[i].state = OFFER_ACCEPTED;
        all.at[i].replaces = 0;
        expect_int("offer",
                   store_set_offer(scene.store, scene.coop, &all.at[i], &err),
                   i == 0 ? STATUS_OK : STATUS_CONFLICT);
    }
    expect_words("the second", err.text, "somebody else has taken the slot");
    vec_release(&all);
    all = offers(&scene, 0); /* accepted, not published */
    assert_int_equal(all.n, 1);
    assert_int_equal(all.at[0].replaces, 0);
    vec_release(&all);
    scene_close(&scene);
}

/* Person 1 takes the standby of day 0, and swaps that of day 1 with 2. */
static void a_publication_settles_what_it_holds(void **state)
{
    (void)state;
    static const int32_t BEFORE[7] = {0, 1, 2, NONE, NONE, NONE, NONE};
    static const int32_t AFTER[7] = {1, 2, 1, NONE, NONE, NONE, NONE};
    struct scene scene;
    struct error err = {0};
    struct ask_record ask;
    struct swap_record swap = {.staff = 1,
                               .other = 2,
                               .date = SCENE_MONDAY + 1,
                               .other_date = SCENE_MONDAY + 2,
                               .state = SWAP_OFFERED};
    scene_open(&scene);
    ask = ask_all(&scene);
    scene_publish(&scene, scene_draft(&scene, SCENE_MONDAY, BEFORE),
                  SCENE_MONDAY);
    struct offer_vec all = offers(&scene, ask.id);
    all.at[1].state = OFFER_ACCEPTED;
    ok(store_set_offer(scene.store, scene.coop, &all.at[1], &err), &err);
    vec_release(&all);
    ok(store_put_swap(scene.store, scene.coop, &swap, &scene.act, &err), &err);
    swap.state = SWAP_APPROVED;
    ok(store_set_swap(scene.store, &swap, &err), &err);
    int64_t revision = scene_publish(
        &scene, scene_draft(&scene, SCENE_MONDAY, AFTER), SCENE_MONDAY);
    all = offers(&scene, ask.id);
    assert_int_equal(all.at[1].revision, revision);
    assert_int_equal(all.at[0].revision, 0);
    vec_release(&all);
    ok(store_get_ask(scene.store, scene.coop, ask.id, &ask, &err), &err);
    assert_int_not_equal(ask.closed, INSTANT_NONE);
    ok(store_get_swap(scene.store, scene.coop, swap.id, &swap, &err), &err);
    assert_int_equal(swap.state, SWAP_PUBLISHED);
    assert_int_equal(swap.revision, revision);
    scene_close(&scene);
}

static void answers_are_kept_by_who_gave_them(void **state)
{
    (void)state;
    struct scene scene;
    struct error err = {0};
    struct swap_record swap = {.staff = 1,
                               .other = 2,
                               .date = SCENE_MONDAY,
                               .other_date = SCENE_MONDAY + 1};
    bool yes;
    scene_open(&scene);
    ok(store_put_swap(scene.store, scene.coop, &swap, &scene.act, &err), &err);
    ok(store_put_swap_answer(scene.store, swap.id, SWAP_APPROVE, "manager:vega",
                             &scene.act, &err),
       &err);
    static const struct {
        enum swap_answer answer;
        const char *filed_by;
        bool yes;
    } ROWS[] = {
        {SWAP_APPROVE, "manager:vega", true},
        {SWAP_APPROVE, "manager:somna", false},
        {SWAP_ACCEPT, "manager:vega", false},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        ok(store_swap_answered(scene.store, swap.id, ROWS[i].answer,
                               ROWS[i].filed_by, &yes, &err),
           &err);
        expect_int(ROWS[i].filed_by, yes, ROWS[i].yes);
    }
    scene_close(&scene);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(a_round_is_read_back_as_it_was_written),
        cmocka_unit_test(only_one_offer_of_a_round_is_accepted),
        cmocka_unit_test(a_publication_settles_what_it_holds),
        cmocka_unit_test(answers_are_kept_by_who_gave_them),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
