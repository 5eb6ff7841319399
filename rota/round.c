/* SPDX-License-Identifier: GPL-3.0-or-later */
/* round.c - one round of asking while something happens to it. */
#include "rota/round.h"

#include <string.h>

#include "rota/letter.h"

enum status round_load(struct desk *desk, int64_t ask, cJSON *moved,
                       struct round *round, struct error *err)
{
    const struct coop *coop = desk->coop;
    *round = (struct round){.desk = desk, .moved = moved};
    TRY(store_get_ask(desk->store, coop, ask, &round->ask, err));
    round->start =
        zone_instant(round->ask.date, duty_start(coop, round->ask.duty));
    round->end = zone_instant(round->ask.date, duty_end(coop, round->ask.duty));
    enum status status =
        store_list_offers(desk->store, coop, ask, &round->offers, err);
    if (status != STATUS_OK) {
        round_release(round);
    }
    return status;
}

void round_release(struct round *round)
{
    vec_release(&round->offers);
}

int32_t round_taker(const struct round *round)
{
    for (int32_t i = 0; i < round->offers.n; i++) {
        if (round->offers.at[i].state == OFFER_ACCEPTED) {
            return i;
        }
    }
    return NONE;
}

/* ---- letters ----------------------------------------------------------------
 */

static struct letter letter_about(const struct round *round,
                                  const struct offer_record *offer,
                                  enum letter_kind kind)
{
    return (struct letter){.kind = kind,
                           .number = offer->id,
                           .turn = offer->turn,
                           .staff = offer->staff,
                           .duty = round->ask.duty,
                           .date = round->ask.date,
                           .other_duty = NONE,
                           .due = offer->due,
                           .offer = offer};
}

/* What the person is told when their offer goes from one state to another;
 * LETTER_KINDS: nothing. Who was never asked hears of nothing. */
static enum letter_kind letter_of(enum offer_state from, enum offer_state to)
{
    static const struct {
        enum offer_state from, to;
        enum letter_kind letter;
    } ROWS[] = {
        {OFFER_WAITING, OFFER_OFFERED, LETTER_OFFER},
        {OFFER_OFFERED, OFFER_ACCEPTED, LETTER_THANKS},
        {OFFER_DEFERRED, OFFER_ACCEPTED, LETTER_THANKS},
        {OFFER_TIMED_OUT, OFFER_ACCEPTED, LETTER_THANKS},
        {OFFER_OFFERED, OFFER_WITHDRAWN, LETTER_TAKEN},
        {OFFER_DEFERRED, OFFER_WITHDRAWN, LETTER_TAKEN},
        {OFFER_TIMED_OUT, OFFER_WITHDRAWN, LETTER_TAKEN},
        {OFFER_ACCEPTED, OFFER_DECLINED, LETTER_UNDONE},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        if (ROWS[i].from == from && ROWS[i].to == to) {
            return ROWS[i].letter;
        }
    }
    return LETTER_KINDS;
}

static bool answered(enum offer_state state)
{
    return state == OFFER_ACCEPTED || state == OFFER_DECLINED ||
           state == OFFER_WITHDRAWN;
}

/* A question that has not left when nobody waits for its answer any more is not
 * sent; who has never heard of it is not told that it is off. */
static enum status write_letter(const struct round *round,
                                const struct offer_record *offer,
                                enum offer_state from, struct error *err)
{
    enum letter_kind kind = letter_of(from, offer->state);
    bool heard = true;
    if (offer->turn > 0 && answered(offer->state)) {
        struct letter question = letter_about(round, offer, LETTER_OFFER);
        TRY(letter_withdraw(round->desk, &question, &heard, err));
    }
    if (kind == LETTER_KINDS ||
        (kind == LETTER_TAKEN && !heard && from != OFFER_DEFERRED)) {
        return STATUS_OK;
    }
    struct letter letter = letter_about(round, offer, kind);
    return letter_put(round->desk, &letter, err);
}

/* ---- moving
 * ------------------------------------------------------------------ */

static void note_move(const struct round *round,
                      const struct offer_record *offer, enum offer_state from)
{
    if (round->moved && round->desk->manager) { /* no peer's business */
        cJSON *line = json_push_object(round->moved);
        json_add_int(line, "offer", offer->id);
        json_add_string(line, "person",
                        round->desk->coop->staff.at[offer->staff].id);
        json_add_string(line, "from", OFFER_STATE_NAMES[from]);
        json_add_string(line, "to", OFFER_STATE_NAMES[offer->state]);
    }
}

static void set_due(const struct round *round, struct offer_record *offer)
{
    instant now = round->desk->act.at;
    instant due = now + round->ask.timeout;
    offer->due = due < round->start ? due : round->start;
    offer->turn++;
}

enum status round_move(struct round *round, int32_t offer,
                       enum offer_event event, struct error *err)
{
    struct offer_record *o = &round->offers.at[offer];
    enum offer_state from = o->state, to = offer_next(from, event);
    if (to == OFFER_STATES) {
        return error_set(err, STATUS_CONFLICT,
                         "offer %lld is %s: '%s' cannot follow",
                         (long long)o->id, OFFER_STATE_NAMES[from],
                         OFFER_EVENT_NAMES[event]);
    }
    if (to == from) {
        return STATUS_OK;
    }
    o->state = to;
    o->changed = round->desk->act.at;
    if (to == OFFER_OFFERED) {
        set_due(round, o);
    }
    if (from == OFFER_ACCEPTED) {
        o->plan = 0;
        o->replaces = NONE;
    }
    TRY(store_set_offer(round->desk->store, round->desk->coop, o, err));
    note_move(round, o, from);
    return write_letter(round, o, from, err);
}

/* ---- the order
 * ----------------------------------------------------------------- */

static bool any_in(const struct round *round, enum offer_state state)
{
    for (int32_t i = 0; i < round->offers.n; i++) {
        if (round->offers.at[i].state == state) {
            return true;
        }
    }
    return false;
}

static bool may_have_it(const struct round *round, int32_t staff)
{
    return slot_refusal(round->desk->coop, staff, round->ask.duty,
                        round->ask.date) == REFUSE_NOT;
}

enum status round_advance(struct round *round, struct error *err)
{
    bool one = round->ask.order == ASK_RANKED;
    if (round->ask.closed != INSTANT_NONE || round_taker(round) != NONE) {
        return STATUS_OK;
    }
    for (int32_t i = 0; i < round->offers.n; i++) {
        if (one && any_in(round, OFFER_OFFERED)) {
            break;
        }
        if (round->offers.at[i].state != OFFER_WAITING) {
            continue;
        }
        /* Fallen ill since, for one: never asked (domain.md 2.9). */
        TRY(round_move(round, i,
                       may_have_it(round, round->offers.at[i].staff)
                           ? OFFER_TURN
                           : OFFER_CLOSE,
                       err));
    }
    return STATUS_OK;
}

static enum status move_all(struct round *round, enum offer_event event,
                            struct error *err)
{
    for (int32_t i = 0; i < round->offers.n; i++) {
        TRY(round_move(round, i, event, err));
    }
    return STATUS_OK;
}

enum status round_dismiss(struct round *round, struct error *err)
{
    return move_all(round, OFFER_CLOSE, err);
}

enum status round_reopen(struct round *round, struct error *err)
{
    TRY(move_all(round, OFFER_REOPEN, err));
    return round_advance(round, err);
}

enum status round_close(struct round *round, struct error *err)
{
    TRY(round_dismiss(round, err));
    round->ask.closed = round->desk->act.at;
    return store_close_ask(round->desk->store, round->ask.id, round->ask.closed,
                           err);
}

enum status round_time(struct round *round, struct error *err)
{
    for (int32_t i = 0; i < round->offers.n; i++) {
        const struct offer_record *offer = &round->offers.at[i];
        if (offer->state == OFFER_OFFERED &&
            offer->due <= round->desk->act.at) {
            TRY(round_move(round, i, OFFER_SILENT, err));
        }
    }
    return round_advance(round, err);
}

/* ---- as JSON
 * ------------------------------------------------------------------- */

static bool published(const struct round *round)
{
    for (int32_t i = 0; i < round->offers.n; i++) {
        if (round->offers.at[i].revision != 0) {
            return true;
        }
    }
    return false;
}

const char *round_state(const struct round *round)
{
    if (published(round)) {
        return "published";
    }
    if (round->ask.closed != INSTANT_NONE) {
        return "closed";
    }
    if (round_taker(round) != NONE) {
        return "taken";
    }
    return any_in(round, OFFER_WAITING) || any_in(round, OFFER_OFFERED) ||
                   any_in(round, OFFER_DEFERRED)
               ? "open"
               : "exhausted";
}

static void add_instant(cJSON *object, const char *key, instant at)
{
    char text[INSTANT_TEXT];
    json_add_string(object, key,
                    at == INSTANT_NONE ? NULL : instant_format(at, text));
}

static void add_number(cJSON *object, const char *key, int64_t number)
{
    if (number != 0) {
        json_add_int(object, key, number);
    }
}

static void add_terms(const struct round *round,
                      const struct offer_record *offer, cJSON *line)
{
    char key[SLOT_KEY];
    cJSON *gives = json_add_list(line, "gives");
    for (int32_t i = 0; i < offer->n_gives; i++) {
        cJSON_AddItemToArray(
            gives, cJSON_CreateString(slot_key(round->desk->coop,
                                               offer->gives[i].duty,
                                               offer->gives[i].date, key)));
    }
    json_add_bool(line, "overtime", offer->overtime);
    json_add_string(line, "route", offer->route[0] ? offer->route : NULL);
}

static void add_offers(const struct round *round, cJSON *object)
{
    cJSON *list = json_add_list(object, "offers");
    for (int32_t i = 0; i < round->offers.n; i++) {
        const struct offer_record *offer = &round->offers.at[i];
        const struct staff *staff = &round->desk->coop->staff.at[offer->staff];
        cJSON *line = json_push_object(list);
        json_add_int(line, "offer", offer->id);
        json_add_string(line, "person", staff->id);
        json_add_string(line, "name", staff->name);
        json_add_int(line, "rank", offer->rank);
        json_add_string(line, "state", OFFER_STATE_NAMES[offer->state]);
        json_add_int(line, "turn", offer->turn);
        add_instant(line, "due", offer->due);
        add_number(line, "plan", offer->plan);
        add_number(line, "swap", offer->swap);
        add_number(line, "revision", offer->revision);
        add_terms(round, offer, line);
    }
}

cJSON *round_object(const struct round *round)
{
    const struct coop *coop = round->desk->coop;
    char key[SLOT_KEY], date[DATE_TEXT];
    cJSON *object = cJSON_CreateObject();
    json_add_int(object, "ask", round->ask.id);
    json_add_string(object, "slot",
                    slot_key(coop, round->ask.duty, round->ask.date, key));
    json_add_string(object, "title", duty_title(coop, round->ask.duty));
    json_add_string(object, "date", date_format(round->ask.date, date));
    add_instant(object, "start", round->start);
    add_instant(object, "end", round->end);
    json_add_string(object, "order", ASK_ORDER_NAMES[round->ask.order]);
    json_add_int(object, "timeout", round->ask.timeout / 60);
    json_add_string(object, "state", round_state(round));
    add_instant(object, "asked", round->ask.at);
    if (round->desk->manager ||
        round->desk->planner) { /* who answered what is no peer's business */
        add_offers(round, object);
    }
    return object;
}
