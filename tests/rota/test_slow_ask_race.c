/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_slow_ask_race.c - several processes answer at once, and are killed at any
 * moment: one acceptance wins, the others are told, and each answer has
 * happened wholly or not at all.
 */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/random.h"
#include "store/store_outbox.h"
#include "tests/rota/asking.h"

#define SLOT "errand@2027-03-01"
enum { RACES = 8, TRIES = 100, LATEST_US = 60000, SLOWEST_US = 900000 };

static const char *const PEOPLE[] = {"bo", "carl", "dora", NULL};

static void must(enum status status, const struct error *err)
{
    if (status != STATUS_OK) {
        fail_msg("%s", err->text);
    }
}

static void open_hole(struct week *week)
{
    asking_open(week);
    asking_away(week, "anne", "2027-03-01", "2027-03-01");
}

/* A process of its own, with its own connection, that says "take". Its exit
 * code is the status. */
static pid_t start_taker(struct week *week, int64_t offer)
{
    struct act act = week->desk.act;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        struct error err = {0};
        struct desk desk;
        cJSON *said = NULL;
        const struct answer_options options = {.offer = offer,
                                               .answer = ANSWER_TAKE};
        if (desk_open(week->path, &act, &desk, &err) != STATUS_OK) {
            _exit(STATUS_COUNT);
        }
        enum status status = rota_answer(&desk, &options, &said, &err);
        _exit((int)status);
    }
    return pid;
}

static void of_two_who_accept_at_once_one_wins(void **state)
{
    (void)state;
    for (int32_t race = 0; race < RACES; race++) {
        struct week week;
        struct error err;
        pid_t pids[3];
        int32_t won = 0, told = 0, taken = 0;
        open_hole(&week);
        int64_t ask = asking_ask(&week, SLOT, ASK_BROADCAST, PEOPLE, &err);
        asking_send(&week); /* who never heard of it is not told that it is off */
        for (int32_t i = 0; i < 3; i++) {
            pids[i] = start_taker(&week, asking_offer(&week, ask, PEOPLE[i]));
        }
        for (int32_t i = 0; i < 3; i++) {
            int status;
            waitpid(pids[i], &status, 0);
            assert_true(WIFEXITED(status));
            won += WEXITSTATUS(status) == STATUS_OK;
            told += WEXITSTATUS(status) == STATUS_CONFLICT;
            taken += asking_messages(&week, PEOPLE[i], "ikke å svare lenger");
        }
        assert_int_equal(won, 1);
        assert_int_equal(told, 2);
        assert_int_equal(taken, 2);
        week_close(&week);
    }
}

/* ---- kill -9
 * --------------------------------------------------------------------- */

static const char *const BOTH[] = {"carl", "dora", NULL};

/* Asks, takes, takes back and closes without end, from whatever state the file
 * is in. */
static void work(struct week *week)
{
    struct error err;
    int64_t plan, ask;
    struct act act = week->desk.act;
    if (desk_open(week->path, &act, &week->desk, &err) != STATUS_OK) {
        _exit(1);
    }
    for (;;) {
        ask = asking_ask(week, SLOT, ASK_BROADCAST, BOTH, &err);
        struct ask_vec asks = {0};
        must(store_list_asks(week->desk.store, week->desk.coop, true, &asks,
                             &err),
             &err);
        ask = asks.n > 0 ? asks.at[0].id : ask;
        vec_release(&asks);
        /* Said before, perhaps, by the one who was killed. */
        if (asking_answer(week, ask, "carl", ANSWER_TAKE, "carl", &plan,
                          &err) != STATUS_OK ||
            asking_answer(week, ask, "carl", ANSWER_UNDO, "carl", &plan,
                          &err) != STATUS_OK) {
            asking_tick(week, 1);
        }
        asking_close(week, ask);
    }
}

static int32_t letters(const struct outbox_vec *all, int64_t offer,
                       const char *code)
{
    char key[80];
    int32_t n = 0;
    snprintf(key, sizeof key, "offer:%lld:%s:", (long long)offer, code);
    for (int32_t i = 0; i < all->n; i++) {
        n += strncmp(all->at[i].key, key, strlen(key)) == 0;
    }
    return n;
}

/* State, draft and letters of an offer belong together. */
static void check_offer(const struct offer_record *o,
                        const struct outbox_vec *all)
{
    int32_t thanks = letters(all, o->id, "thanks");
    int32_t undone = letters(all, o->id, "undone");
    assert_int_equal(o->plan != 0, o->state == OFFER_ACCEPTED);
    assert_int_equal(thanks - undone, o->state == OFFER_ACCEPTED);
    assert_int_equal(letters(all, o->id, "offer"), o->turn);
    assert_true(o->turn > 0 || o->state == OFFER_WAITING);
}

static int32_t check_file(struct week *week)
{
    struct error err = {0};
    struct ask_vec asks = {0};
    struct outbox_vec all = {0};
    int64_t lines;
    must(desk_open(week->path, &week->desk.act, &week->desk, &err), &err);
    must(store_audit_verify(week->desk.store, &lines, &err), &err);
    must(store_list_messages(week->desk.store, false, &all, &err), &err);
    must(store_list_asks(week->desk.store, week->desk.coop, false, &asks, &err),
         &err);
    for (int32_t i = 0; i < asks.n; i++) {
        struct offer_vec offers = {0};
        must(store_list_offers(week->desk.store, week->desk.coop, asks.at[i].id,
                               &offers, &err),
             &err);
        assert_int_equal(offers.n, 2); /* a round is there with its offers */
        for (int32_t k = 0; k < offers.n; k++) {
            check_offer(&offers.at[k], &all);
        }
        vec_release(&offers);
    }
    int32_t n = asks.n;
    outbox_release(&all);
    vec_release(&asks);
    return n;
}

static void a_killed_answer_has_happened_wholly_or_not_at_all(void **state)
{
    (void)state;
    struct week week;
    struct random random;
    int32_t rounds = 0, latest = LATEST_US;
    open_hole(&week);
    random_seed(&random, 3);
    for (int32_t i = 0; i < TRIES; i++) {
        struct act act = week.desk.act;
        desk_close(&week.desk);
        week.desk.act = act;
        pid_t pid = fork();
        assert_true(pid >= 0);
        if (pid == 0) {
            work(&week);
        }
        struct timespec pause = {.tv_nsec =
                                     1000L * random_below(&random, latest)};
        nanosleep(&pause, NULL);
        kill(pid, SIGKILL);
        int status = 0;
        waitpid(pid, &status, 0);
        assert_true(WIFSIGNALED(status));
        /* However slow the machine is, some tries get something done. */
        int32_t now = check_file(&week);
        latest = now > rounds              ? LATEST_US
                 : 2 * latest < SLOWEST_US ? 2 * latest
                                           : SLOWEST_US;
        rounds = now;
    }
    assert_true(rounds > 1);
    week_close(&week);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(of_two_who_accept_at_once_one_wins),
        cmocka_unit_test(a_killed_answer_has_happened_wholly_or_not_at_all),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
