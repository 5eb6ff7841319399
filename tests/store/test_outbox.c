/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_outbox.c - a message exists once, and is tried until it has left. */
#include "tests/model/expect.h"

#include "store/store_outbox.h"
#include "tests/store/scene.h"

enum { LEASE = 300 };

static void ok(enum status status, const struct error *err)
{
    if (status != STATUS_OK) {
        fail_msg("%s", err->text);
    }
}

static bool put(struct scene *scene, const char *key, instant at)
{
    struct error err = {0};
    bool fresh = false;
    const struct message_draft draft = {
        .key = key, .recipient = "kari", .text = "words", .about = "offer 1"};
    ok(store_put_message(scene->store, &draft, at, &fresh, &err), &err);
    return fresh;
}

/* The number of the claimed message, 0 when none is due. */
static int64_t claim(struct scene *scene, instant now,
                     struct outbox_message *message)
{
    struct error err = {0};
    bool found;
    ok(store_claim_message(scene->store, now, LEASE, message, &found, &err),
       &err);
    return found ? message->id : 0;
}

static int64_t claim_only(struct scene *scene, instant now)
{
    struct outbox_message message = {0};
    int64_t id = claim(scene, now, &message);
    outbox_message_release(&message);
    return id;
}

static void the_same_key_is_the_same_message(void **state)
{
    (void)state;
    struct scene scene;
    scene_open(&scene);
    assert_true(put(&scene, "a", SCENE_NOW));
    assert_false(put(&scene, "a", SCENE_NOW + 5));
    assert_int_equal(claim_only(&scene, SCENE_NOW), 1);
    assert_int_equal(claim_only(&scene, SCENE_NOW), 0);
    scene_close(&scene);
}

static void whoever_claimed_it_has_it_until_the_lease_ends(void **state)
{
    (void)state;
    struct scene scene;
    scene_open(&scene);
    put(&scene, "a", SCENE_NOW);
    put(&scene, "b", SCENE_NOW);
    assert_int_equal(claim_only(&scene, SCENE_NOW - 1), 0); /* not due */
    assert_int_equal(claim_only(&scene, SCENE_NOW), 1);
    assert_int_equal(claim_only(&scene, SCENE_NOW + 1), 2);
    assert_int_equal(claim_only(&scene, SCENE_NOW + LEASE - 1), 0);
    scene_reopen(&scene);
    assert_int_equal(claim_only(&scene, SCENE_NOW + LEASE), 1);
    scene_close(&scene);
}

static void missed_tries_back_off_and_end(void **state)
{
    (void)state;
    struct scene scene;
    struct error err = {0};
    struct outbox_message message = {0};
    instant now = SCENE_NOW;
    scene_open(&scene);
    put(&scene, "a", now);
    for (int32_t i = 0; i < MESSAGE_TRIES; i++) {
        assert_int_equal(claim(&scene, now, &message), 1);
        assert_int_equal(message.tries, i + 1);
        ok(store_message_missed(scene.store, &message, now, false, "busy",
                                &err),
           &err);
        outbox_message_release(&message);
        if (i < MESSAGE_TRIES - 1) {
            now += MESSAGE_DELAYS[i];
            assert_int_equal(claim_only(&scene, now - 1), 0);
        }
    }
    assert_int_equal(claim_only(&scene, now + 1000000), 0);
    struct outbox_vec left = {0};
    ok(store_list_messages(scene.store, true, &left, &err), &err);
    assert_int_equal(left.n, 1);
    assert_int_equal(left.at[0].state, MESSAGE_FAILED);
    assert_string_equal(left.at[0].note, "busy");
    outbox_release(&left);
    int32_t n = 0;
    ok(store_retry_messages(scene.store, now, &n, &err), &err);
    assert_int_equal(n, 1);
    assert_int_equal(claim_only(&scene, now), 1);
    scene_close(&scene);
}

static void what_was_sent_or_refused_is_not_tried_again(void **state)
{
    (void)state;
    struct scene scene;
    struct error err = {0};
    struct outbox_message message = {0};
    scene_open(&scene);
    put(&scene, "a", SCENE_NOW);
    put(&scene, "b", SCENE_NOW);
    assert_int_equal(claim(&scene, SCENE_NOW, &message), 1);
    ok(store_message_sent(scene.store, 1, "mail", &err), &err);
    outbox_message_release(&message);
    assert_int_equal(claim(&scene, SCENE_NOW, &message), 2);
    ok(store_message_missed(scene.store, &message, SCENE_NOW, true,
                            "no such "
                            "mailbox",
                            &err),
       &err);
    outbox_message_release(&message);
    assert_int_equal(claim_only(&scene, SCENE_NOW + 10000000), 0);
    scene_close(&scene);
}

static void an_acknowledgement_counts_once_and_leaves_no_token(void **state)
{
    (void)state;
    struct scene scene;
    struct error err = {0};
    struct outbox_vec all = {0};
    struct act act;
    scene_open(&scene);
    act = scene.act;
    put(&scene, "a", SCENE_NOW);
    ok(store_list_messages(scene.store, false, &all, &err), &err);
    assert_int_equal(all.at[0].acknowledged, INSTANT_NONE);
    act.at = SCENE_NOW + 60;
    ok(store_acknowledge(scene.store, all.at[0].token, &act, &err), &err);
    act.at = SCENE_NOW + 90;
    ok(store_acknowledge(scene.store, all.at[0].token, &act, &err), &err);
    outbox_release(&all);
    ok(store_list_messages(scene.store, false, &all, &err), &err);
    assert_int_equal(all.at[0].acknowledged, SCENE_NOW + 60);
    outbox_release(&all);
    assert_int_equal(store_acknowledge(scene.store, "guess", &act, &err),
                     STATUS_USAGE);
    assert_null(strstr(err.text, "guess"));
    scene_close(&scene);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(the_same_key_is_the_same_message),
        cmocka_unit_test(whoever_claimed_it_has_it_until_the_lease_ends),
        cmocka_unit_test(missed_tries_back_off_and_end),
        cmocka_unit_test(what_was_sent_or_refused_is_not_tried_again),
        cmocka_unit_test(an_acknowledgement_counts_once_and_leaves_no_token),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
