/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_ask_model.c - random rounds of asking against a slow model of them.
 *
 * The model knows each person's state as a letter and says what every step must
 * do, in its own words; it shares nothing with the table of ask_state.h. What
 * holds of every round (who was written to how often, at most one acceptance,
 * who is asked when) is looked at in the store after each step. A sequence that
 * fails is made shorter before it is shown.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/random.h"
#include "store/store_outbox.h"
#include "tests/rota/asking.h"

#define SLOT "errand@2027-03-01"
enum { SEQUENCES = 60, STEPS = 14, ASKED = 4, TIMEOUT = 30 };

static const char *const PEOPLE[] = {"bo", "carl", "dora", "eva", NULL};

enum step_kind { STEP_ANSWER, STEP_TIME };
struct step {
    enum step_kind kind;
    int32_t person;           /* of an answer */
    enum offer_answer answer; /* never "swap": that has its own test */
    int32_t minutes;          /* of time */
};
struct sequence {
    enum ask_order order;
    int32_t n;
    struct step steps[STEPS];
};

/* ---- the model
 * ------------------------------------------------------------------ */

/* w not asked, o asked, a has it, n said no, l later, s silent, g not needed.
 */
struct model {
    bool ranked;
    char state[ASKED];
    int32_t left[ASKED];  /* minutes, of those who are asked */
    int32_t asked[ASKED]; /* how often */
};

static int32_t model_taker(const struct model *m)
{
    for (int32_t i = 0; i < ASKED; i++) {
        if (m->state[i] == 'a') {
            return i;
        }
    }
    return NONE;
}

static bool model_asking(const struct model *m)
{
    for (int32_t i = 0; i < ASKED; i++) {
        if (m->state[i] == 'o') {
            return true;
        }
    }
    return false;
}

static void model_ask_next(struct model *m)
{
    for (int32_t i = 0; i < ASKED; i++) {
        if (model_taker(m) != NONE || (m->ranked && model_asking(m))) {
            return;
        }
        if (m->state[i] == 'w') {
            m->state[i] = 'o';
            m->left[i] = TIMEOUT;
            m->asked[i]++;
        }
    }
}

static void model_start(struct model *m, enum ask_order order)
{
    memset(m, 0, sizeof *m);
    memset(m->state, 'w', sizeof m->state);
    m->ranked = order == ASK_RANKED;
    model_ask_next(m);
}

static bool model_take(struct model *m, int32_t p)
{
    if (m->state[p] == 'a') {
        return true;
    }
    if (!strchr("ols", m->state[p])) {
        return false;
    }
    for (int32_t i = 0; i < ASKED; i++) {
        if (m->state[i] != 'n') {
            m->state[i] = i == p ? 'a' : 'g';
        }
    }
    return true;
}

static bool model_undo(struct model *m, int32_t p)
{
    if (m->state[p] == 'n') {
        return true; /* as if said before */
    }
    if (m->state[p] != 'a') {
        return false;
    }
    m->state[p] = 'n';
    for (int32_t i = 0; i < ASKED; i++) {
        m->state[i] = m->state[i] == 'g' ? 'w' : m->state[i];
    }
    model_ask_next(m);
    return true;
}

static bool model_no(struct model *m, int32_t p)
{
    if (m->state[p] == 'a') {
        return false;
    }
    if (m->state[p] != 'g') {
        m->state[p] = 'n';
        model_ask_next(m);
    }
    return true;
}

static bool model_later(struct model *m, int32_t p)
{
    if (!strchr("ols", m->state[p])) {
        return false;
    }
    m->state[p] = 'l';
    model_ask_next(m);
    return true;
}

static void model_time(struct model *m, int32_t minutes)
{
    for (int32_t i = 0; i < ASKED; i++) {
        m->left[i] -= minutes;
        if (m->state[i] == 'o' && m->left[i] <= 0) {
            m->state[i] = 's';
        }
    }
    model_ask_next(m);
}

/* Whether the step is allowed; then it is done. */
static bool model_step(struct model *m, const struct step *step)
{
    if (step->kind == STEP_TIME) {
        model_time(m, step->minutes);
        return true;
    }
    switch (step->answer) {
    case ANSWER_TAKE:
        return model_take(m, step->person);
    case ANSWER_UNDO:
        return model_undo(m, step->person);
    case ANSWER_NO:
        return model_no(m, step->person);
    case ANSWER_LATER:
    case ANSWER_SWAP:
    case ANSWERS:
        break;
    }
    return model_later(m, step->person);
}

/* ---- what must hold
 * ---------------------------------------------------------------- */

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

static void must(enum status status, const struct error *err)
{
    if (status != STATUS_OK) {
        fail_msg("%s", err->text);
    }
}

/* Compares the round with the model; what is different, or NULL. */
static const char *different(struct week *week, int64_t ask,
                             const struct model *m)
{
    static const char LETTERS[OFFER_STATES + 1] = "woanlsg";
    struct error err = {0};
    struct offer_vec offers = {0};
    struct outbox_vec all = {0};
    const char *what = NULL;
    must(store_list_offers(week->desk.store, week->desk.coop, ask, &offers,
                           &err),
         &err);
    must(store_list_messages(week->desk.store, false, &all, &err), &err);
    for (int32_t i = 0; i < offers.n; i++) {
        const struct offer_record *o = &offers.at[i];
        bool has = o->state == OFFER_ACCEPTED;
        if (LETTERS[o->state] != m->state[i]) {
            what = "a state";
        } else if (o->turn != m->asked[i] ||
                   letters(&all, o->id, "offer") != m->asked[i]) {
            what = "how often somebody was asked";
        } else if (letters(&all, o->id, "thanks") -
                       letters(&all, o->id, "undone") !=
                   has) {
            what = "the letters of an acceptance";
        } else if ((o->plan != 0) != has) {
            what = "the draft";
        }
    }
    outbox_release(&all);
    vec_release(&offers);
    return what;
}

/* ---- running
 * -------------------------------------------------------------------- */

static bool do_step(struct week *week, int64_t ask, const struct step *step)
{
    struct error err;
    int64_t plan;
    if (step->kind == STEP_TIME) {
        asking_tick(week, step->minutes);
        return true;
    }
    const char *person = PEOPLE[step->person];
    return asking_answer(week, ask, person, step->answer, person, &plan,
                         &err) == STATUS_OK;
}

/* Ends the round, so that the slot can be asked for anew. */
static void clear(struct week *week, int64_t ask, const struct model *m)
{
    struct error err = {0};
    int32_t taker = model_taker(m);
    int64_t plan;
    if (taker != NONE) {
        must(asking_answer(week, ask, PEOPLE[taker], ANSWER_UNDO, NULL, &plan,
                           &err),
             &err);
    }
    asking_close(week, ask);
}

/* What went wrong, at the step of `*at`; NULL when the model agrees. */
static const char *play(struct week *week, const struct sequence *s,
                        int32_t *at)
{
    struct error err;
    struct model m;
    const char *wrong = NULL;
    int64_t ask = asking_ask(week, SLOT, s->order, PEOPLE, &err);
    assert_int_not_equal(ask, 0);
    model_start(&m, s->order);
    for (*at = 0; *at < s->n && !wrong; ++*at) {
        struct model before = m;
        bool allowed = model_step(&m, &s->steps[*at]);
        if (do_step(week, ask, &s->steps[*at]) != allowed) {
            m = before;
            wrong = allowed ? "it was refused" : "it was allowed";
        } else {
            wrong = different(week, ask, &m);
        }
    }
    if (wrong) { /* the model can't tell how to end it */
        week_close(week);
        asking_open(week);
        asking_away(week, "anne", "2027-03-01", "2027-03-01");
    } else {
        clear(week, ask, &m);
    }
    return wrong;
}

/* Leaves out steps as long as what is left still fails. */
static void shrink(struct week *week, struct sequence *s)
{
    int32_t at;
    for (int32_t i = s->n - 1; i >= 0; i--) {
        struct sequence shorter = *s;
        memmove(&shorter.steps[i], &shorter.steps[i + 1],
                (size_t)(s->n - i - 1) * sizeof shorter.steps[0]);
        shorter.n--;
        if (play(week, &shorter, &at)) {
            *s = shorter;
        }
    }
}

static void show(const struct sequence *s)
{
    print_error("%s:\n", ASK_ORDER_NAMES[s->order]);
    for (int32_t i = 0; i < s->n; i++) {
        const struct step *step = &s->steps[i];
        if (step->kind == STEP_TIME) {
            print_error("  %d minutes\n", step->minutes);
        } else {
            print_error("  %s: %s\n", PEOPLE[step->person],
                        ANSWER_NAMES[step->answer]);
        }
    }
}

static struct sequence random_sequence(struct random *random)
{
    static const enum offer_answer ANSWER_BAG[] = {
        ANSWER_TAKE, ANSWER_TAKE,  ANSWER_LATER, ANSWER_NO,
        ANSWER_UNDO, ANSWER_LATER, ANSWER_NO};
    struct sequence s = {.order = random_below(random, 2) ? ASK_RANKED
                                                          : ASK_BROADCAST,
                         .n = 1 + random_below(random, STEPS)};
    for (int32_t i = 0; i < s.n; i++) {
        s.steps[i] = (struct step){
            .kind = random_below(random, 4) ? STEP_ANSWER : STEP_TIME,
            .person = random_below(random, ASKED),
            .answer = ANSWER_BAG[random_below(random, COUNT_OF(ANSWER_BAG))],
            .minutes = 1 + random_below(random, TIMEOUT + 10)};
    }
    return s;
}

static void rounds_do_what_the_model_says(void **state)
{
    (void)state;
    struct week week;
    struct random random;
    const char *seed = getenv("SAMVAKT_SEED");
    random_seed(&random, seed ? strtoull(seed, NULL, 10) : 1);
    asking_open(&week);
    asking_away(&week, "anne", "2027-03-01", "2027-03-01");
    for (int32_t i = 0; i < SEQUENCES; i++) {
        struct sequence s = random_sequence(&random);
        int32_t at;
        const char *wrong = play(&week, &s, &at);
        if (wrong) {
            shrink(&week, &s);
            show(&s);
            wrong = play(&week, &s, &at);
            fail_msg("sequence %d, step %d: %s", i, at, wrong ? wrong : "?");
        }
    }
    week_close(&week);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(rounds_do_what_the_model_says),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
