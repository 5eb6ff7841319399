/* SPDX-License-Identifier: GPL-3.0-or-later */
/* letter.c - neutral words about asking and swapping. */
#include "rota/letter.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "store/store_outbox.h"

enum { LETTER_MAX = 4000, LETTER_KEY = 160 };

/* {duty} what they would get, {other} what they would give, {due} by when,
 * {terms} what an offer asks besides: lines of their own, or nothing. */
static const struct {
    const char *code, *about;
    const char *words[2]; /* by enum language */
} LETTERS[LETTER_KINDS] = {
    [LETTER_OFFER] = {"offer",
                      "offer",
                      {"Kan du ta en vakt?\n{duty}\n{terms}Svar ja, bytte, senere "
                       "eller nei innen {due}.\n",
                       "Can you take a duty?\n{duty}\n{terms}Answer yes, swap, later "
                       "or no by {due}.\n"}},
    [LETTER_TAKEN] = {"taken",
                      "offer",
                      {"Du trenger ikke å svare lenger om denne vakten:\n"
                       "{duty}\nTakk.\n",
                       "No answer is needed any more about this duty:\n"
                       "{duty}\nThank you.\n"}},
    [LETTER_THANKS] = {"thanks",
                       "offer",
                       {"Takk, avtalt:\n{duty}\n{terms}Du får beskjed når planen er "
                        "publisert.\n",
                        "Thank you, agreed:\n{duty}\n{terms}You will be told when "
                        "the plan is published.\n"}},
    [LETTER_UNDONE] = {"undone",
                       "offer",
                       {"Avtalen om denne vakten gjelder ikke lenger:\n"
                        "{duty}\n",
                        "What was agreed about this duty is off:\n{duty}\n"}},
    [LETTER_SWAP_ASKED] = {"asked",
                           "swap",
                           {"Vil du bytte vakt?\nDu får: {duty}\n"
                            "Du gir fra deg: {other}\nSvar ja eller nei.\n",
                            "Would you swap duties?\nYou get: {duty}\n"
                            "You give: {other}\nAnswer yes or no.\n"}},
    [LETTER_SWAP_DONE] = {"done",
                          "swap",
                          {"Byttet er godkjent.\nDu får: {duty}\n"
                           "Du gir fra deg: {other}\nDu får beskjed når "
                           "planen er publisert.\n",
                           "The swap is approved.\nYou get: {duty}\n"
                           "You give: {other}\nYou will be told when the plan "
                           "is published.\n"}},
    [LETTER_SWAP_OFF] = {"off",
                         "swap",
                         {"Byttet blir ikke noe av. Du beholder:\n{other}\n",
                          "The swap is off. You keep:\n{other}\n"}},
};

/* ---- words ------------------------------------------------------------------
 */

static void put_day(struct text *out, date_day date, enum language language)
{
    int year, month, day;
    bool norwegian = language == LANGUAGE_NB;
    date_split(date, &year, &month, &day);
    text_printf(out, "%s ", weekday_name(date_weekday(date), norwegian));
    if (norwegian) {
        text_printf(out, "%d.%d.%d", day, month, year);
    } else {
        text_printf(out, "%04d-%02d-%02d", year, month, day);
    }
}

/* "Beredskap, søn 28.3.2027 15:30-08:00, Vega". */
static void put_duty(struct text *out, const struct coop *coop, duty_ix duty,
                     date_day date, enum language language)
{
    char start[CLOCK_TEXT], end[CLOCK_TEXT];
    int32_t member = duty == NONE ? NONE : duty_member(coop, duty);
    if (duty == NONE) {
        text_char(out, '-');
        return;
    }
    text_printf(out, "%s, ", duty_title(coop, duty));
    put_day(out, date, language);
    text_printf(out, " %s-%s", clock_format(duty_start(coop, duty), start),
                clock_format(duty_end(coop, duty), end));
    if (member != NONE) {
        text_printf(out, ", %s", coop->members.at[member].name);
    }
}

static void put_moment(struct text *out, instant at, enum language language)
{
    date_day date;
    int32_t minute;
    char clock[CLOCK_TEXT];
    zone_local(at, &date, &minute);
    put_day(out, date, language);
    text_printf(out, " %s", clock_format(minute, clock));
}

static void put_terms(struct text *out, const struct coop *coop,
                      const struct offer_record *offer, enum language language)
{
    static const char *const LEAVES[2] = {"Du går da fra: ",
                                          "You then leave: "};
    static const char *const OVERTIME[2] = {"Det regnes som overtid.\n",
                                            "It counts as overtime.\n"};
    for (int32_t i = 0; offer && i < offer->n_gives; i++) {
        text_str(out, LEAVES[language]);
        put_duty(out, coop, offer->gives[i].duty, offer->gives[i].date,
                 language);
        text_char(out, '\n');
    }
    if (offer && offer->overtime) {
        text_str(out, OVERTIME[language]);
    }
}

static bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static void put_field(struct text *out, const struct coop *coop,
                      const struct letter *letter, const char *field,
                      enum language language)
{
    if (starts(field, "{due}")) {
        put_moment(out, letter->due, language);
    } else if (starts(field, "{terms}")) {
        put_terms(out, coop, letter->offer, language);
    } else if (starts(field, "{other}")) {
        put_duty(out, coop, letter->other_duty, letter->other_date, language);
    } else {
        put_duty(out, coop, letter->duty, letter->date, language);
    }
}

static void write_letter(struct text *out, const struct coop *coop,
                         const struct letter *letter)
{
    enum language language = coop->staff.at[letter->staff].language;
    for (const char *c = LETTERS[letter->kind].words[language]; *c; c++) {
        if (*c != '{') {
            text_char(out, *c);
            continue;
        }
        put_field(out, coop, letter, c, language);
        c = strchr(c, '}');
    }
}

/* A second letter with the same key is the first. */
static void letter_key(const struct desk *desk, const struct letter *letter,
                       char out[LETTER_KEY])
{
    snprintf(out, LETTER_KEY, "%s:%lld:%s:%d:%s", LETTERS[letter->kind].about,
             (long long)letter->number, LETTERS[letter->kind].code,
             letter->turn, desk->coop->staff.at[letter->staff].id);
}

enum status letter_withdraw(struct desk *desk, const struct letter *letter,
                            bool *heard, struct error *err)
{
    char key[LETTER_KEY];
    letter_key(desk, letter, key);
    return store_withdraw_message(desk->store, key, desk->act.at, heard, err);
}

enum status letter_put(struct desk *desk, const struct letter *letter,
                       struct error *err)
{
    const struct staff *staff = &desk->coop->staff.at[letter->staff];
    char key[LETTER_KEY], about[60];
    struct text words;
    text_init(&words, LETTER_MAX);
    write_letter(&words, desk->coop, letter);
    letter_key(desk, letter, key);
    snprintf(about, sizeof about, "%s %lld", LETTERS[letter->kind].about,
             (long long)letter->number);
    const struct message_draft draft = {.key = key,
                                        .recipient = staff->id,
                                        .text = text_cstr(&words),
                                        .about = about};
    enum status status =
        store_put_message(desk->store, &draft, desk->act.at, NULL, err);
    text_release(&words);
    return status;
}

/* ---- subjects
 * ----------------------------------------------------------------- */

char *letter_code(const char *about, char *out, size_t room)
{
    size_t length = strcspn(about, " ");
    snprintf(out, room, "%.*s", (int)length, about);
    return out;
}

const char *letter_subject(const char *about, enum language language)
{
    static const struct {
        const char *code, *words[2];
    } SUBJECTS[] = {
        {"offer", {"Spørsmål om vakt", "About a duty"}},
        {"swap", {"Bytte av vakt", "A swap of duties"}},
        {"revision", {"Endring i vaktplanen", "The rota has changed"}},
    };
    char code[40];
    letter_code(about, code, sizeof code);
    for (size_t i = 0; i < COUNT_OF(SUBJECTS); i++) {
        if (strcmp(SUBJECTS[i].code, code) == 0) {
            return SUBJECTS[i].words[language];
        }
    }
    return language == LANGUAGE_NB ? "Melding fra vaktplanen"
                                   : "A message from the rota";
}
