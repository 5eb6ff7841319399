/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_event_crash.c - kill -9 while events are filed and undone, people asked,
 * answers taken and plans published: each step is there wholly or not at all,
 * and nobody is told twice or of what did not happen. And two who act at once:
 * one wins, the other is told what changed.
 */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/random.h"
#include "rota/ask.h"
#include "store/store_event.h"
#include "store/store_outbox.h"
#include "tests/rota/island.h"
#include "tests/rota/mend.h"

enum { TRIES = 200, LATEST_US = 200000, ROUNDS = 12 };

/* What is confirmed step by step. */
struct count {
    int64_t events, revisions;
};

static void must(enum status status, const struct error *err)
{
    if (status != STATUS_OK) {
        fail_msg("%s", err->text);
    }
}

static struct count count(struct desk *desk)
{
    struct count n = {0};
    struct error err = {0};
    struct plan_event_vec events = {0};
    must(store_list_events(desk->store, false, &events, &err), &err);
    must(store_current_revision(desk->store, &n.revisions, &err), &err);
    n.events = events.n;
    plan_events_release(&events);
    return n;
}

static cJSON *rounds(struct desk *desk, bool all)
{
    struct error err = {0};
    cJSON *object = NULL;
    must(rota_asks(desk, all, &object, &err), &err);
    return object;
}

static cJSON *get(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static const char *text(const cJSON *object, const char *key)
{
    return cJSON_GetStringValue(get(object, key));
}

static int64_t number(const cJSON *object, const char *key)
{
    return (int64_t)get(object, key)->valuedouble;
}

/* The offer of the round in that state, NULL when there is none. */
static const cJSON *offer_in(const cJSON *round, const char *state)
{
    const cJSON *offer;
    cJSON_ArrayForEach(offer, get(round, "offers"))
    {
        if (strcmp(text(offer, "state"), state) == 0) {
            return offer;
        }
    }
    return NULL;
}

/* ---- the child ------------------------------------------------------------------ */

static void tell(int fd, struct desk *desk)
{
    struct count n = count(desk);
    if (fd != NONE && write(fd, &n, sizeof n) != (ssize_t)sizeof n) {
        _exit(1);
    }
}

static void file_sick(struct desk *desk, const char *person)
{
    struct error err = {0};
    cJSON *object = NULL;
    struct event_value values[] = {{"to", "2027-03-02"}};
    struct event_request request = {
        .kind = "sick", .person = person, .values = values, .n_values = 1};
    must(rota_event(desk, &request, &object, &err), &err);
    cJSON_Delete(object);
}

static void publish(struct desk *desk, int64_t plan)
{
    struct error err = {0};
    cJSON *object = NULL;
    struct publish_options options = {.plan = plan,
                                      .expected = -1,
                                      .reason = "sickness"};
    must(rota_publish(desk, &options, &object, &err), &err);
    cJSON_Delete(object);
}

static void undo_last(struct desk *desk)
{
    struct error err = {0};
    cJSON *object = NULL;
    must(rota_event_undo(desk, count(desk).events, NULL, &object, &err),
         &err);
    cJSON_Delete(object);
}

static int64_t answer(struct desk *desk, const cJSON *offer,
                      enum offer_answer what)
{
    struct error err = {0};
    cJSON *object = NULL;
    struct answer_options options = {.offer = number(offer, "offer"),
                                     .answer = what,
                                     .by = text(offer, "person")};
    int64_t plan = 0;
    if (rota_answer(desk, &options, &object, &err) == STATUS_OK &&
        cJSON_IsNumber(get(object, "plan"))) {
        plan = number(object, "plan");
    } /* else the rules forbid it: the next one is tried */
    cJSON_Delete(object);
    return plan;
}

/* Asks everybody else for the first open slot; the draft of the first who may
 * take it, 0 when nobody may. */
static int64_t ask_and_take(struct desk *desk, int fd)
{
    static const char *const ALL[] = {"anne", "bjorn", "carl", "dina", "eva"};
    struct error err = {0};
    struct opened_vec opened = {0};
    cJSON *round = NULL;
    char key[SLOT_KEY];
    int64_t plan = 0;
    must(rota_opened(desk, &opened, &err), &err);
    if (opened.n > 0) {
        const struct assignment *a = &opened.at[0].held;
        struct ask_options options = {
            .slot = slot_key(desk->coop, a->duty, a->date, key),
            .order = ASK_BROADCAST,
            .people = ALL,
            .n_people = (int32_t)COUNT_OF(ALL)};
        if (rota_ask(desk, &options, &round, &err) == STATUS_OK) {
            tell(fd, desk);
        }
    }
    const cJSON *offer;
    const cJSON *offers = round ? get(round, "offers") : NULL;
    cJSON_ArrayForEach(offer, offers)
    {
        plan = plan ? plan : answer(desk, offer, ANSWER_TAKE);
    }
    cJSON_Delete(round);
    vec_release(&opened);
    return plan;
}

/* Rounds that a killed child left behind; what was accepted stays, and nobody
 * is asked about that slot again. */
static void close_rounds(struct desk *desk)
{
    struct error err = {0};
    cJSON *object = rounds(desk, false);
    const cJSON *round;
    cJSON_ArrayForEach(round, get(object, "asks"))
    {
        cJSON *closed = NULL;
        if (!offer_in(round, "accepted")) {
            must(rota_ask_close(desk, number(round, "ask"), NULL, &closed,
                                &err),
                 &err);
        }
        cJSON_Delete(closed);
    }
    cJSON_Delete(object);
}

static void undo_left_over(struct desk *desk)
{
    struct error err = {0};
    struct plan_event_vec events = {0};
    must(store_list_events(desk->store, true, &events, &err), &err);
    for (int32_t i = 0; i < events.n; i++) {
        cJSON *object = NULL;
        if (strcmp(events.at[i].kind, "undo") != 0) {
            must(rota_event_undo(desk, events.at[i].number, NULL, &object,
                                 &err),
                 &err);
        }
        cJSON_Delete(object);
    }
    plan_events_release(&events);
}

/* Somebody is sick, others are asked and stand in, it is undone. */
static void work_once(struct desk *desk, int fd, size_t who)
{
    static const char *const WHO[] = {"anne", "carl", "bjorn", "dina"};
    close_rounds(desk);
    undo_left_over(desk);
    tell(fd, desk);
    file_sick(desk, WHO[who % COUNT_OF(WHO)]);
    tell(fd, desk);
    int64_t plan = ask_and_take(desk, fd);
    tell(fd, desk);
    publish(desk, plan ? plan : mend_draft(desk, WEEK_MONDAY));
    tell(fd, desk);
    undo_last(desk);
    tell(fd, desk);
}

static void work(struct desk *desk, int fd)
{
    for (size_t i = 0;; i++) {
        work_once(desk, fd, i);
    }
}

/* ---- looking --------------------------------------------------------------------- */

static void shout(void *context, const char *line)
{
    (void)context;
    print_error("%s\n", line);
}

static int32_t changed_people(struct desk *desk, int64_t revision)
{
    struct plan before, after;
    struct change_vec changes = {0};
    struct error err = {0};
    date_day last = WEEK_MONDAY + 7 * ISLAND_WEEKS - 1;
    int32_t n = 0, staff = NONE;
    plan_init(&before, WEEK_MONDAY, 7 * ISLAND_WEEKS);
    plan_init(&after, WEEK_MONDAY, 7 * ISLAND_WEEKS);
    if (revision > 1) {
        must(store_published(desk->store, desk->coop, revision - 1,
                             WEEK_MONDAY, last, &before, &err),
             &err);
    }
    must(store_published(desk->store, desk->coop, revision, WEEK_MONDAY, last,
                         &after, &err),
         &err);
    plan_diff(&before, &after, WEEK_MONDAY, last, &changes);
    for (int32_t i = 0; i < changes.n; i++) { /* sorted by person */
        n += changes.at[i].what.staff != staff;
        staff = changes.at[i].what.staff;
    }
    plan_release(&before);
    plan_release(&after);
    vec_release(&changes);
    return n;
}

/* One message a changed person of the revision, no more, none of later ones. */
static void check_messages(struct desk *desk, int64_t revision)
{
    struct outbox_vec messages = {0};
    struct error err = {0};
    char about[40];
    int32_t n = 0;
    snprintf(about, sizeof about, "revision %d", (int)revision);
    must(store_list_messages(desk->store, false, &messages, &err), &err);
    for (int32_t i = 0; i < messages.n; i++) {
        const struct outbox_message *one = &messages.at[i];
        static const char OF[] = "revision ";
        if (strncmp(one->about, OF, strlen(OF)) == 0) {
            assert_true(strtoll(one->about + strlen(OF), NULL, 10) <=
                        revision);
        }
        n += strcmp(one->about, about) == 0;
        for (int32_t k = 0; k < i; k++) {
            const struct outbox_message *other = &messages.at[k];
            assert_false(strcmp(one->about, other->about) == 0 &&
                         strcmp(one->recipient, other->recipient) == 0 &&
                         strcmp(one->text, other->text) == 0);
        }
    }
    expect_int("messages", n, changed_people(desk, revision));
    outbox_release(&messages);
}

/* A round has all its offers; a taken one has asked nobody any more. */
static int32_t check_rounds(struct desk *desk)
{
    cJSON *object = rounds(desk, true);
    const cJSON *round;
    int32_t taken = 0;
    cJSON_ArrayForEach(round, get(object, "asks"))
    {
        const cJSON *accepted = offer_in(round, "accepted");
        assert_true(cJSON_GetArraySize(get(round, "offers")) > 0);
        if (accepted) {
            assert_true(number(accepted, "plan") > 0);
            assert_null(offer_in(round, "offered"));
            taken++;
        }
    }
    cJSON_Delete(object);
    return taken;
}

static struct count last_told(int fd, struct count known)
{
    struct count n;
    while (read(fd, &n, sizeof n) == (ssize_t)sizeof n) {
        known = n;
    }
    return known;
}

static void one_try(struct week *week, struct random *random,
                    struct count *known)
{
    int ends[2], status = 0, faults = -1;
    struct error err = {0};
    struct act act = week->desk.act;
    assert_int_equal(pipe(ends), 0);
    desk_close(&week->desk);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        close(ends[0]);
        must(desk_open(week->path, &act, &week->desk, &err), &err);
        work(&week->desk, ends[1]);
    }
    close(ends[1]);
    struct timespec pause = {
        .tv_nsec = 1000L * random_below(random, LATEST_US)};
    nanosleep(&pause, NULL);
    kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
    assert_true(WIFSIGNALED(status));
    *known = last_told(ends[0], *known);
    close(ends[0]);
    must(desk_open(week->path, &act, &week->desk, &err), &err);
    must(store_doctor(week->desk.store, shout, NULL, &faults, &err), &err);
    assert_int_equal(faults, 0);
}

static void a_kill_leaves_each_step_done_or_not(void **state)
{
    struct week week;
    struct random random;
    (void)state;
    island_open(&week);
    island_publish(&week);
    island_at(&week, "2027-03-01T07:10");
    random_seed(&random, 5);
    work_once(&week.desk, NONE, 0); /* whatever a slow machine gets done below */
    struct count known = count(&week.desk);
    int32_t taken = 0;
    for (int32_t i = 0; i < TRIES; i++) {
        one_try(&week, &random, &known);
        struct count now = count(&week.desk);
        /* The step under way may be committed and not told; the first of a
         * child undoes what is left. */
        assert_true(now.events - known.events <= 1 &&
                    now.revisions - known.revisions <= 1);
        assert_true(now.events + now.revisions - known.events -
                        known.revisions <=
                    1);
        check_messages(&week.desk, now.revisions);
        taken = check_rounds(&week.desk);
        known = now;
    }
    assert_true(taken > 0);
    print_message("%d events, %d revisions, %d rounds taken\n",
                  (int)known.events, (int)known.revisions, (int)taken);
    week_close(&week);
}

/* ---- two at once ------------------------------------------------------------------ */

/* Waits for the starting shot, then does one thing; the exit code says how it
 * went and the pipe what was said. */
static pid_t start(const struct week *week, const int shot[2], int said,
                   void (*what)(struct desk *desk, int said))
{
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        struct desk desk;
        struct error err = {0};
        char go;
        close(shot[1]);
        must(desk_open(week->path, &week->desk.act, &desk, &err), &err);
        (void)!read(shot[0], &go, 1); /* until the parent closes its end */
        what(&desk, said);
        _exit(0);
    }
    return pid;
}

static void publish_seen(struct desk *desk, int said)
{
    struct error err = {0};
    cJSON *object = NULL;
    struct long_vec plans = {0};
    must(store_list_plans(desk->store, &plans, &err), &err);
    struct publish_options options = {.plan = plans.at[getpid() % 2],
                                      .expected = 1,
                                      .reason = "sickness"};
    enum status status = rota_publish(desk, &options, &object, &err);
    if (status != STATUS_OK) {
        (void)!write(said, err.text, strlen(err.text));
    }
    _exit(status);
}

static void file_the_same(struct desk *desk, int said)
{
    (void)said;
    file_sick(desk, "anne");
    _exit(0);
}

/* Exit codes of the two, and what was said by whoever lost. */
static void race(struct week *week,
                 void (*what)(struct desk *desk, int said), int codes[2],
                 char *words, size_t room)
{
    int shot[2], said[2];
    pid_t pids[2];
    assert_int_equal(pipe(shot), 0);
    assert_int_equal(pipe(said), 0);
    for (int32_t i = 0; i < 2; i++) {
        pids[i] = start(week, shot, said[1], what);
    }
    close(shot[1]);
    close(shot[0]);
    close(said[1]);
    for (int32_t i = 0; i < 2; i++) {
        int status = 0;
        waitpid(pids[i], &status, 0);
        assert_true(WIFEXITED(status));
        codes[i] = WEXITSTATUS(status);
    }
    ssize_t n = read(said[0], words, room - 1);
    words[n > 0 ? n : 0] = '\0';
    close(said[0]);
}

static void of_two_publications_at_once_one_is_told_what_changed(void **state)
{
    (void)state;
    for (int32_t i = 0; i < ROUNDS; i++) {
        struct week week;
        int codes[2];
        char words[800];
        int64_t revision = 0;
        struct error err = {0};
        island_open(&week);
        island_publish(&week);
        island_at(&week, "2027-03-01T07:10");
        file_sick(&week.desk, "anne");
        (void)mend_draft(&week.desk, WEEK_MONDAY);
        (void)mend_draft(&week.desk, WEEK_MONDAY);
        race(&week, publish_seen, codes, words, sizeof words);
        assert_int_equal(codes[0] + codes[1], STATUS_CONFLICT);
        assert_true(codes[0] == STATUS_OK || codes[1] == STATUS_OK);
        must(store_current_revision(week.desk.store, &revision, &err), &err);
        assert_int_equal(revision, 2);
        check_messages(&week.desk, 2);
        /* Either the revision moved or, of the same plan, it is no draft. */
        if (!strstr(words, "is not a draft")) {
            expect_words("told", words, "expected revision 1, found 2");
            expect_words("told", words, "visits@2027-03-01");
        }
        week_close(&week);
    }
}

static void the_same_event_from_two_at_once_is_one(void **state)
{
    (void)state;
    for (int32_t i = 0; i < ROUNDS; i++) {
        struct week week;
        int codes[2];
        char words[800];
        island_open(&week);
        island_publish(&week);
        island_at(&week, "2027-03-01T07:10");
        race(&week, file_the_same, codes, words, sizeof words);
        assert_int_equal(codes[0] + codes[1], 0);
        assert_int_equal(count(&week.desk).events, 1);
        week_close(&week);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_kill_leaves_each_step_done_or_not),
        cmocka_unit_test(of_two_publications_at_once_one_is_told_what_changed),
        cmocka_unit_test(the_same_event_from_two_at_once_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
