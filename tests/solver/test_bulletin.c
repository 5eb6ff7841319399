/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_bulletin.c - what a piece knows follows from the clocks alone, and nobody
 * takes a piece that could still miss something.
 */
#include "solver/bulletin.h"

#include "base/arena.h"
#include "base/random.h"
#include "base/thread.h"
#include "tests/base/harness.h"

enum { LAG = 10, ALL = 7 };

static void publish(struct bulletin *bulletin, int32_t stream, uint64_t clock,
                    uint64_t promise, cost bound)
{
    struct news news = {.bound = bound};
    bulletin_publish(bulletin, stream, &news, clock, promise);
}

static void the_one_farthest_behind_is_next(void **state)
{
    (void)state;
    struct bulletin *bulletin = bulletin_new(3, 0, LAG);
    bulletin_set(bulletin, 0, 104, 0);
    bulletin_set(bulletin, 1, 102, 0);
    bulletin_set(bulletin, 2, 103, 0);
    assert_int_equal(bulletin_take(bulletin, ALL), 1);
    assert_int_equal(bulletin_take(bulletin, ALL), 2);
    assert_int_equal(bulletin_take(bulletin, ALL), 0);
    publish(bulletin, 2, 105, 0, 0);
    assert_int_equal(bulletin_take(bulletin, ALL), 2);
    bulletin_free(bulletin);
}

static void of_equal_clocks_the_first_goes_first(void **state)
{
    (void)state;
    struct bulletin *bulletin = bulletin_new(3, 0, LAG);
    assert_int_equal(bulletin_take(bulletin, ALL), 0);
    assert_int_equal(bulletin_take(bulletin, ALL), 1);
    bulletin_free(bulletin);
}

static void a_thread_takes_only_what_it_may(void **state)
{
    (void)state;
    struct bulletin *bulletin = bulletin_new(2, 0, LAG);
    bulletin_set(bulletin, 0, 50, 0);
    bulletin_set(bulletin, 1, 55, 0);
    assert_int_equal(bulletin_take(bulletin, 2), 1);
    bulletin_end(bulletin, 1);
    assert_int_equal(bulletin_take(bulletin, 2), -1);
    assert_int_equal(bulletin_take(bulletin, 1), 0);
    bulletin_close(bulletin);
    assert_true(bulletin_closed(bulletin));
    assert_int_equal(bulletin_take(bulletin, 3), -1);
    bulletin_free(bulletin);
}

static void news_are_known_when_the_lag_has_passed(void **state)
{
    (void)state;
    struct bulletin *bulletin = bulletin_new(2, 0, LAG);
    assert_int_equal(bulletin_take(bulletin, 1), 0);
    publish(bulletin, 0, 7, 0, 100);
    bulletin_set(bulletin, 1, 16, 0);
    assert_non_null(bulletin_read(bulletin, 1, 0)); /* early: a third of 16 */
    publish(bulletin, 0, 40, 0, 101);
    bulletin_set(bulletin, 1, 49, 0);
    assert_null(bulletin_read(bulletin, 1, 0));
    bulletin_set(bulletin, 1, 50, 0);
    const struct news *news = bulletin_read(bulletin, 1, 0);
    assert_non_null(news);
    assert_int_equal(news->bound, 101);
    assert_true(news->stamp == 40);
    assert_null(bulletin_read(bulletin, 1, 0)); /* once */
    bulletin_free(bulletin);
}

static void news_wait_for_as_long_as_was_promised(void **state)
{
    (void)state;
    struct bulletin *bulletin = bulletin_new(2, 0, LAG);
    bulletin_set(bulletin, 0, 0, 50);
    publish(bulletin, 0, 7, 0, 100); /* sooner than promised */
    publish(bulletin, 0, 8, 0, 101); /* never before the older ones */
    bulletin_set(bulletin, 1, 60, 0);
    assert_null(bulletin_read(bulletin, 1, 0));
    bulletin_set(bulletin, 1, 61, 0);
    assert_int_equal(bulletin_read(bulletin, 1, 0)->bound, 100);
    assert_int_equal(bulletin_read(bulletin, 1, 0)->bound, 101);
    bulletin_free(bulletin);
}

static void its_own_news_can_be_looked_up(void **state)
{
    (void)state;
    struct bulletin *bulletin = bulletin_new(2, 0, LAG);
    assert_null(bulletin_own(bulletin, 0, 0));
    for (int32_t k = 1; k <= 40; k++) {
        publish(bulletin, 0, (uint64_t)k, 0, k);
    }
    assert_int_equal(bulletin_own(bulletin, 0, 0)->bound, 40);
    assert_int_equal(bulletin_own(bulletin, 0, 3)->bound, 37);
    assert_null(bulletin_own(bulletin, 0, 40));
    bulletin_free(bulletin);
}

/* ---- two threads ------------------------------------------------------------- */

enum { STREAMS = 3, PIECES = 300 };

/* Streams whose clocks jump about and which mix all they read. */
struct play {
    struct bulletin *bulletin;
    uint64_t sum[STREAMS];
    int32_t pieces[STREAMS];
};

static void play_piece(struct play *play, int32_t s)
{
    uint64_t clock = bulletin_clock(play->bulletin, s);
    for (int32_t from = 0; from < STREAMS; from++) {
        const struct news *news;
        while (from != s &&
               (news = bulletin_read(play->bulletin, s, from)) != NULL) {
            assert_true(news->stamp + LAG <= clock || clock < 3 * LAG);
            play->sum[s] = play->sum[s] * 31 + (uint64_t)news->bound;
        }
    }
    struct random random;
    random_seed(&random, play->sum[s] + (uint64_t)s);
    uint64_t next = clock + 1 + (uint64_t)random_below(&random, 9);
    for (volatile int32_t k = random_below(&random, 2000); k > 0; k--) {
    }
    if (++play->pieces[s] == PIECES) {
        bulletin_end(play->bulletin, s);
        return;
    }
    publish(play->bulletin, s, next, s == 0 ? 20 : 0,
            (cost)(play->sum[s] & 0xFFFFFF));
}

static void play_thread(void *context, int32_t index)
{
    struct play *play = context;
    int32_t s;
    while ((s = bulletin_take(play->bulletin, index == 0 ? ALL : ALL - 1)) >= 0) {
        play_piece(play, s);
    }
}

static struct play play(int32_t threads)
{
    struct play play = {.bulletin = bulletin_new(STREAMS, 0, LAG), .sum = {1, 2, 3}};
    bulletin_set(play.bulletin, 0, 0, 20);
    thread_run(threads, play_thread, &play);
    assert_true(bulletin_waited(play.bulletin) >= 0);
    bulletin_free(play.bulletin);
    return play;
}

static void two_threads_tell_each_other_the_same_as_one(void **state)
{
    (void)state;
    struct play one = play(1);
    for (int32_t round = 0; round < 5; round++) {
        struct play two = play(2);
        for (int32_t s = 0; s < STREAMS; s++) {
            assert_true(one.sum[s] == two.sum[s]);
            assert_int_equal(two.pieces[s], PIECES);
        }
    }
    assert_true(one.sum[0] != one.sum[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_one_farthest_behind_is_next),
        cmocka_unit_test(of_equal_clocks_the_first_goes_first),
        cmocka_unit_test(a_thread_takes_only_what_it_may),
        cmocka_unit_test(news_are_known_when_the_lag_has_passed),
        cmocka_unit_test(news_wait_for_as_long_as_was_promised),
        cmocka_unit_test(its_own_news_can_be_looked_up),
        cmocka_unit_test(two_threads_tell_each_other_the_same_as_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
