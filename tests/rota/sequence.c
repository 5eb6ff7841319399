/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sequence.c - see sequence.h. */
#include "tests/rota/sequence.h"

#include <stdio.h>

#include "base/random.h"
#include "rota/ask.h"
#include "tests/rota/mend.h"
#include "tests/rota/sequence_model.h"

enum { WORDS = 160, SAID = 600 };

/* What may be done; the words of an event, with %d day of March and names. */
enum doing { DO_TELL, DO_AGAIN, DO_UNDO, DO_MEND, DO_WAIT, DO_ASK };
struct step {
    enum doing doing;
    int32_t kind, person, day, length, extra;
};

static const char *const NAMES[ISLANDERS] = {"anne", "bjorn", "carl", "dina",
                                             "eva"};
static const char *const DEMANDS[] = {"office", "visits", "night"};

struct playing {
    struct week week;
    struct told_vec told;
    struct plan first; /* as published first */
    char last[WORDS];  /* event told last */
    int32_t filed, published, taken;
    char said[SAID]; /* what went wrong, "" nothing */
};

/* ---- words --------------------------------------------------------------------- */

static date_day day_of(const struct step *s)
{
    return WEEK_MONDAY + s->day;
}

/* Fills the words of the event and what the model keeps of it. */
static void words_of(const struct playing *p, const struct step *s,
                     char out[WORDS], struct told *told)
{
    char from[DATE_TEXT], to[DATE_TEXT];
    const char *who = NAMES[s->person];
    const struct coop *coop = p->week.desk.coop;
    *told = (struct told){.kind = TOLD_OTHER, .person = s->person,
                          .from = day_of(s), .to = day_of(s) + s->length,
                          .grade = 100, .stands = true};
    date_format(told->from, from);
    date_format(told->to, to);
    switch (s->kind) {
    case 0:
        told->kind = TOLD_SICK;
        told->to = s->extra % 2 ? DATE_MAX : told->to;
        snprintf(out, WORDS, "sick %s from=%s to=%s", who, from,
                 s->extra % 2 ? "open" : to);
        break;
    case 1:
        told->kind = TOLD_CHILD;
        snprintf(out, WORDS, "child-sick %s from=%s to=%s", who, from, to);
        break;
    case 2:
        told->kind = TOLD_NOTE;
        told->grade = s->extra % 2 ? 50 : 100;
        snprintf(out, WORDS, "sick-note %s from=%s to=%s grade=%d", who,
                 from, to, told->grade);
        break;
    case 3:
        told->kind = TOLD_BACK;
        snprintf(out, WORDS, "back %s from=%s", who, from);
        break;
    case 4:
        told->kind = TOLD_TIRED;
        snprintf(out, WORDS, "fatigue %s from=%s to=%s", who, from, to);
        break;
    case 5:
        told->kind = TOLD_NEVER;
        told->duty = coop_find_demand(coop, DEMANDS[s->extra % 3]);
        snprintf(out, WORDS, "conflict %s degree=never demand=%s from=%s "
                 "to=%s", who, DEMANDS[s->extra % 3], from, to);
        break;
    case 6:
        snprintf(out, WORDS, "conflict %s degree=not-alone case_ref=K7-M3Q9 "
                 "from=%s to=%s", who, from, to);
        break;
    case 7:
        told->kind = TOLD_OFF;
        told->from = date_monday(told->from) + 2;
        told->duty = duty_of_activity(coop, 0);
        snprintf(out, WORDS, "cancelled activity=seminar date=%s",
                 date_format(told->from, from));
        break;
    case 8:
        snprintf(out, WORDS, "link ferry=%s from=%s to=%s",
                 s->extra % 2 ? "out" : "home", from, to);
        break;
    case 9:
        snprintf(out, WORDS, "call-out %s start=%sT%02d:00 end=%sT%02d:30",
                 who, from, s->extra % 6 + 16, from, s->extra % 6 + 17);
        break;
    case 10:
        told->kind = TOLD_LEAVES;
        snprintf(out, WORDS, "resignation %s last=%s", who, to);
        break;
    default:
        snprintf(out, WORDS, "wish %s from=%s to=%s", who, from, to);
        break;
    }
}

static void step_words(const struct playing *p, const struct step *s,
                       char out[WORDS])
{
    static const char *const OTHERS[] = {"", "the same again", "undo",
                                         "mend and publish", "wait",
                                         "ask, take and publish"};
    struct told told;
    if (s->doing == DO_TELL) {
        words_of(p, s, out, &told);
    } else {
        snprintf(out, WORDS, "%s %d", OTHERS[s->doing], s->extra);
    }
}

/* ---- doing --------------------------------------------------------------------- */

static void wrong(struct playing *p, const char *what, const char *words)
{
    snprintf(p->said, sizeof p->said, "%.200s: %.380s", what, words);
}

/* A refusal leaves everything as it was; the model then has nothing new. */
static void tell(struct playing *p, const struct step *s)
{
    struct told told;
    struct error err = {0};
    char words[WORDS];
    words_of(p, s, words, &told);
    cJSON *object = island_file(&p->week, words, &err);
    if (!object) {
        return;
    }
    if (!cJSON_IsTrue(cJSON_GetObjectItem(object, "already"))) {
        told.number = (int64_t)cJSON_GetObjectItem(object, "event")
                          ->valuedouble;
        vec_push(&p->told, told);
        p->filed++;
        snprintf(p->last, sizeof p->last, "%s", words);
    }
    cJSON_Delete(object);
}

/* What stands is not told twice. */
static void tell_again(struct playing *p)
{
    struct error err = {0};
    if (p->told.n == 0 || !p->told.at[p->told.n - 1].stands) {
        return;
    }
    cJSON *object = island_file(&p->week, p->last, &err);
    if (!object || !cJSON_IsTrue(cJSON_GetObjectItem(object, "already"))) {
        wrong(p, "told twice", object ? p->last : err.text);
    }
    cJSON_Delete(object);
}

static void undo_at(struct playing *p, int32_t i)
{
    struct error err = {0};
    cJSON *object = NULL;
    if (rota_event_undo(&p->week.desk, p->told.at[i].number, NULL, &object,
                        &err) != STATUS_OK) {
        wrong(p, "undo", err.text);
    }
    p->told.at[i].stands = false;
    cJSON_Delete(object);
}

static void publish(struct playing *p, int64_t plan)
{
    struct error err = {0};
    cJSON *object = NULL;
    struct publish_options options = {.plan = plan,
                                      .expected = -1,
                                      .reason = "sickness",
                                      .route = "step-3"};
    if (rota_publish(&p->week.desk, &options, &object, &err) != STATUS_OK) {
        wrong(p, "publish", err.text);
        return;
    }
    p->published++;
    cJSON_Delete(object);
}

/* A mended plan breaks no rule that can still be kept: it is published without
 * anybody having to accept that, and nothing is void after it. */
static void mend(struct playing *p)
{
    date_day today;
    int32_t minute;
    struct opened_vec opened = {0};
    struct error err = {0};
    zone_local(p->week.desk.act.at, &today, &minute);
    publish(p, mend_draft(&p->week.desk, today));
    if (!p->said[0] &&
        rota_opened(&p->week.desk, &opened, &err) != STATUS_OK) {
        wrong(p, "opened", err.text);
    }
    for (int32_t i = 0; i < opened.n && !p->said[0]; i++) {
        char key[SLOT_KEY];
        instant start =
            zone_instant(opened.at[i].held.date,
                         duty_start(p->week.desk.coop,
                                    opened.at[i].held.duty));
        if (opened.at[i].rule != RULE_CONFLICT &&
            start > p->week.desk.act.at) {
            wrong(p, "still open after mending",
                  slot_key(p->week.desk.coop, opened.at[i].held.duty,
                           opened.at[i].held.date, key));
        }
    }
    vec_release(&opened);
}

/* The draft of the first who may take what was asked; 0 when nobody may. */
static int64_t take_offer(struct playing *p, const cJSON *round)
{
    const cJSON *offers = cJSON_GetObjectItem(round, "offers"), *offer;
    int64_t plan = 0;
    cJSON_ArrayForEach(offer, offers)
    {
        struct error err = {0};
        cJSON *object = NULL;
        struct answer_options options = {
            .offer = (int64_t)cJSON_GetObjectItem(offer, "offer")
                         ->valuedouble,
            .answer = ANSWER_TAKE,
            .by = cJSON_GetStringValue(cJSON_GetObjectItem(offer,
                                                           "person"))};
        if (plan == 0 && rota_answer(&p->week.desk, &options, &object,
                                     &err) == STATUS_OK) {
            plan = (int64_t)cJSON_GetNumberValue(
                cJSON_GetObjectItem(object, "plan"));
        }
        cJSON_Delete(object);
    }
    return plan;
}

/* Asks everybody for the first slot that is open and has not begun; what was
 * accepted is within the rules, so it is published as it is. */
static void ask(struct playing *p)
{
    struct desk *desk = &p->week.desk;
    struct opened_vec opened = {0};
    struct error err = {0};
    cJSON *round = NULL;
    char key[SLOT_KEY] = "";
    if (rota_opened(desk, &opened, &err) != STATUS_OK) {
        wrong(p, "opened", err.text);
    }
    for (int32_t i = 0; i < opened.n && !key[0]; i++) {
        const struct assignment *a = &opened.at[i].held;
        if (duty_demand(desk->coop, a->duty) != NONE &&
            zone_instant(a->date, duty_start(desk->coop, a->duty)) >
                desk->act.at) {
            slot_key(desk->coop, a->duty, a->date, key);
        }
    }
    struct ask_options options = {.slot = key,
                                  .order = ASK_BROADCAST,
                                  .people = NAMES,
                                  .n_people = ISLANDERS};
    int64_t plan = 0;
    if (key[0] && rota_ask(desk, &options, &round, &err) == STATUS_OK) {
        plan = take_offer(p, round);
    }
    if (plan > 0) {
        publish(p, plan);
        p->taken++;
    }
    cJSON_Delete(round);
    vec_release(&opened);
}

static void wait_hours(struct playing *p, int32_t hours)
{
    struct error err = {0};
    p->week.desk.act.at += 3600 * (instant)hours;
    if (desk_refresh(&p->week.desk, &err) != STATUS_OK) {
        wrong(p, "wait", err.text);
    }
}

static void do_step(struct playing *p, const struct step *s)
{
    switch (s->doing) {
    case DO_TELL:
        tell(p, s);
        break;
    case DO_AGAIN:
        tell_again(p);
        break;
    case DO_UNDO:
        for (int32_t i = 0; i < p->told.n; i++) {
            int32_t k = (s->extra + i) % p->told.n;
            if (p->told.at[k].stands) {
                undo_at(p, k);
                break;
            }
        }
        break;
    case DO_MEND:
        mend(p);
        break;
    case DO_WAIT:
        wait_hours(p, s->extra);
        break;
    case DO_ASK:
        ask(p);
        break;
    }
}

/* ---- looking ------------------------------------------------------------------- */

static bool opened_has(const struct opened_vec *opened,
                       const struct assignment *a)
{
    for (int32_t i = 0; i < opened->n; i++) {
        const struct opened_slot *o = &opened->at[i];
        if (o->rule == RULE_ELIGIBLE && o->refusal != REFUSE_REACH &&
            o->held.staff == a->staff && o->held.duty == a->duty &&
            o->held.date == a->date) {
            return o->event > 0;
        }
    }
    return false;
}

/* What is open is what the model says, slot by slot. */
static void compare(struct playing *p)
{
    struct desk *desk = &p->week.desk;
    struct opened_vec opened = {0};
    struct plan standing;
    struct error err = {0};
    if (rota_opened(desk, &opened, &err) != STATUS_OK ||
        rota_standing(desk, 2, &standing, &err) != STATUS_OK) {
        wrong(p, "opened", err.text);
        vec_release(&opened);
        return;
    }
    for (int32_t i = 0; i < standing.assignments.n && !p->said[0]; i++) {
        const struct assignment *a = &standing.assignments.at[i];
        bool over = zone_instant(a->date, duty_end(desk->coop, a->duty)) <=
                    desk->act.at;
        bool wanted = !over && model_void(&p->told, desk->coop, a,
                                          desk->act.at);
        if (wanted != opened_has(&opened, a)) {
            char key[SLOT_KEY];
            wrong(p, wanted ? "should be open" : "should not be open",
                  slot_key(desk->coop, a->duty, a->date, key));
        }
    }
    plan_release(&standing);
    vec_release(&opened);
}

/* Revision 1 is what it was, whatever came later. */
static void check_past(struct playing *p, int64_t revision)
{
    struct plan plan;
    struct change_vec changes = {0};
    struct error err = {0};
    date_day last = p->first.from + p->first.days - 1;
    plan_init(&plan, p->first.from, p->first.days);
    if (store_published(p->week.desk.store, p->week.desk.coop, revision,
                        p->first.from, last, &plan, &err) != STATUS_OK) {
        wrong(p, "published", err.text);
    } else {
        plan_diff(&p->first, &plan, p->first.from, last, &changes);
        if (changes.n > 0) {
            wrong(p, revision ? "the first revision changed"
                              : "not the first plan again", "");
        }
    }
    vec_release(&changes);
    plan_release(&plan);
}

static void shout(void *context, const char *line)
{
    wrong(context, "doctor", line);
}

/* Without events nothing is open, and the first plan may stand again. */
static void undo_all(struct playing *p)
{
    struct opened_vec opened = {0};
    struct error err = {0};
    int32_t faults = 0;
    for (int32_t i = p->told.n - 1; i >= 0 && !p->said[0]; i--) {
        if (p->told.at[i].stands) {
            undo_at(p, i);
        }
    }
    struct plan_record record = {.created = p->week.desk.act.at};
    plan_init(&record.plan, p->first.from, p->first.days);
    plan_copy_range(&record.plan, &p->first, p->first.from,
                    p->first.from + p->first.days - 1);
    if (!p->said[0] && store_put_plan(p->week.desk.store, p->week.desk.coop,
                                      &record, &p->week.desk.act,
                                      &err) != STATUS_OK) {
        wrong(p, "draft", err.text);
    }
    if (!p->said[0]) {
        publish(p, record.id);
    }
    if (!p->said[0]) {
        check_past(p, 0);
    }
    if (!p->said[0] && (rota_opened(&p->week.desk, &opened, &err) !=
                            STATUS_OK ||
                        opened.n > 0)) {
        wrong(p, "open without events", err.text);
    }
    if (!p->said[0]) {
        (void)!store_doctor(p->week.desk.store, shout, p, &faults, &err);
    }
    vec_release(&opened);
    plan_record_release(&record);
}

/* ---- a sequence ---------------------------------------------------------------- */

static void play(struct playing *p, const struct step *steps, int32_t n)
{
    memset(p, 0, sizeof *p);
    island_open(&p->week);
    island_publish(&p->week);
    island_plan(p->week.desk.coop, &p->first);
    island_at(&p->week, "2027-03-01T07:10");
    for (int32_t i = 0; i < n && !p->said[0]; i++) {
        do_step(p, &steps[i]);
        if (!p->said[0]) {
            compare(p);
        }
        if (!p->said[0]) {
            check_past(p, 1);
        }
    }
    if (!p->said[0]) {
        undo_all(p);
    }
}

static void stop(struct playing *p)
{
    week_close(&p->week);
    plan_release(&p->first);
    vec_release(&p->told);
}

static void draw(struct random *r, struct step *s)
{
    static const enum doing DOINGS[] = {
        DO_TELL, DO_TELL, DO_TELL, DO_TELL, DO_TELL, DO_TELL, DO_TELL,
        DO_UNDO, DO_MEND, DO_MEND, DO_WAIT, DO_AGAIN, DO_ASK};
    *s = (struct step){
        .doing = DOINGS[random_below(r, (int32_t)COUNT_OF(DOINGS))],
        .kind = random_below(r, 12),
        .person = random_below(r, ISLANDERS),
        .day = random_below(r, 14),
        .length = random_below(r, 5),
        .extra = 1 + random_below(r, 30)};
}

static bool fails(const struct step *steps, int32_t n, char said[SAID])
{
    struct playing p;
    play(&p, steps, n);
    bool failed = p.said[0] != '\0';
    snprintf(said, SAID, "%s", p.said);
    stop(&p);
    return failed;
}

/* Leaves out each step without which it fails as well, until none is left. */
static int32_t shrink(struct step *steps, int32_t n)
{
    char said[SAID];
    for (int32_t i = n - 1; i >= 0; i--) {
        struct step fewer[SEQUENCE_STEPS];
        memcpy(fewer, steps, (size_t)i * sizeof *steps);
        memcpy(fewer + i, steps + i + 1, (size_t)(n - i - 1) * sizeof *steps);
        if (fails(fewer, n - 1, said)) {
            memcpy(steps, fewer, sizeof fewer);
            n--;
        }
    }
    return n;
}

static void tell_failure(uint64_t seed, struct step *steps, int32_t n)
{
    struct playing p;
    n = shrink(steps, n);
    play(&p, steps, n);
    for (int32_t i = 0; i < n; i++) {
        char words[WORDS];
        step_words(&p, &steps[i], words);
        print_error("  %s\n", words);
    }
    char said[SAID];
    snprintf(said, sizeof said, "%s", p.said);
    stop(&p);
    fail_msg("seed %d: %s", (int)seed, said);
}

void sequences_play(uint64_t first_seed, int32_t n,
                    struct sequence_counts *counts)
{
    for (uint64_t seed = first_seed; seed < first_seed + (uint64_t)n;
         seed++) {
        struct random random;
        struct step steps[SEQUENCE_STEPS];
        struct playing p;
        random_seed(&random, seed);
        for (int32_t i = 0; i < SEQUENCE_STEPS; i++) {
            draw(&random, &steps[i]);
        }
        play(&p, steps, SEQUENCE_STEPS);
        bool failed = p.said[0] != '\0';
        counts->filed += p.filed;
        counts->published += p.published;
        counts->taken += p.taken;
        stop(&p);
        if (failed) {
            tell_failure(seed, steps, SEQUENCE_STEPS);
        }
    }
}
