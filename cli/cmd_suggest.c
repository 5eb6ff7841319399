/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_suggest.c - who could take what is open, and the risk of leaving it. */
#include <string.h>

#include "cli/table.h"
#include "cli/verbs.h"
#include "rota/ladder.h"
#include "rota/suggest.h"

#define AS                                                                     \
    {"--as", "manager|staff", "whose rights the answer respects", false}

const struct option_def SUGGEST_OPTIONS[] = {AS, {NULL, NULL, NULL, false}};
const struct option_def RISK_OPTIONS[] = {AS, {NULL, NULL, NULL, false}};

enum { NAME_COLUMNS = 22 };

struct words {
    const char *key, *en, *nb;
};
static const struct words CAUSES[] = {
    {"sudden", "unforeseen", "uforutsett"},
    {"known", "known in good time", "kjent i god tid"},
    {"standing", "a standing hole", "fast hull"},
    {"asked", "nothing has opened it", "ingenting har åpnet den"},
};
static const struct words OPTIONS[] = {
    {"leave-at-minimum", "leave it: cover stays at the minimum",
     "la den stå: dekningen er på minimum"},
    {"by-video", "hold it by video", "hold det på video"},
    {"call-off", "call it off", "avlys"},
    {"temporary-hire", "hire somebody for a time", "midlertidig ansettelse"},
    {"reduced-service", "reduce the service", "redusert tilbud"},
    {"record-uncovered", "record it as uncovered", "før den som udekket"},
};
static const struct words CONSENTS[] = {
    {"manager", "the manager decides", "leder avgjør"},
    {"inform", "to be told", "skal ha beskjed"},
    {"none", "planned", "planlagt"},
    {"accept", "must accept", "må si ja"},
    {"order", "must be ordered", "må pålegges"},
};

static const char *words_of(const struct invocation *v,
                            const struct words *rows, size_t n,
                            const char *key)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(rows[i].key, key) == 0) {
            return v->norwegian ? rows[i].nb : rows[i].en;
        }
    }
    return key;
}
#define WORDS_OF(v, rows, key) words_of(v, rows, COUNT_OF(rows), key)

static const char *action_of(const struct invocation *v, const char *route)
{
    enum ladder_step step = ladder_find(route);
    if (step == LADDER_STEPS) {
        return route;
    }
    return v->norwegian ? LADDER[step].action_nb : LADDER[step].action;
}

/* "a, b" after a heading; nothing for an empty list. */
static void print_list(const char *heading, const cJSON *list)
{
    const cJSON *item;
    const char *before = heading;
    cJSON_ArrayForEach(item, list)
    {
        printf("%s%s", before, cJSON_GetStringValue(item));
        before = ", ";
    }
}

/* ---- one duty ------------------------------------------------------------------ */

static void print_duty(const struct invocation *v, const cJSON *object)
{
    const cJSON *holder;
    printf("%s  %s, %s - %s\n", text_of(object, "slot"),
           text_of(object, "name"), text_of(object, "start"),
           text_of(object, "end"));
    print_list(v->norwegian ? "  sammen med " : "  together with ",
               list_of(object, "together"));
    if (cJSON_GetArraySize(list_of(object, "together")) > 0) {
        putchar('\n');
    }
    if (list_of(object, "cause")) {
        printf("  %s", WORDS_OF(v, CAUSES, text_of(object, "cause")));
        cJSON_ArrayForEach(holder, list_of(object, "held_by"))
        {
            printf("; %s %s", v->norwegian ? "hadde den:" : "held by",
                   text_of(holder, "name"));
        }
        putchar('\n');
    }
}

/* ---- candidates ------------------------------------------------------------------ */

static void print_finding(const struct invocation *v, const cJSON *effect)
{
    int32_t rule = rule_find(text_of(effect, "rule"));
    bool nb = v->norwegian && rule != NONE;
    printf("%s: %s\n", nb ? RULES[rule].summary_nb : text_of(effect, "rule"),
           text_of(effect, v->norwegian ? "words_nb" : "words"));
}

static void print_effects(const struct invocation *v, const cJSON *candidate)
{
    const cJSON *effect;
    cJSON_ArrayForEach(effect, list_of(candidate, "effects"))
    {
        printf("       %c ", int_of(effect, "change") > 0 ? '+' : '-');
        print_finding(v, effect);
    }
}

static void print_price(const struct invocation *v, const cJSON *candidate)
{
    const cJSON *price = list_of(candidate, "price");
    const cJSON *hours = list_of(candidate, "hours");
    bool nb = v->norwegian;
    printf("       %s: %s", nb ? "varsel" : "notice",
           text_of(price, "tier_words"));
    if (int_of(price, "pay_pct") > 0) {
        printf(", +%lld %%", (long long)int_of(price, "pay_pct"));
    }
    printf(nb ? "; timer %s -> %s av %s" : "; hours %s -> %s of %s",
           text_of(hours, "before"), text_of(hours, "after"),
           text_of(hours, "contract"));
    if (int_of(candidate, "travel_minutes") > 0) {
        printf(nb ? "; reise %lld min" : "; travel %lld min",
               (long long)int_of(candidate, "travel_minutes"));
    }
    putchar('\n');
}

static void print_more(const struct invocation *v, const cJSON *candidate)
{
    const cJSON *next = list_of(candidate, "next_start");
    const cJSON *line;
    bool nb = v->norwegian;
    cJSON_ArrayForEach(line, list_of(candidate, "fairness"))
    {
        printf(nb ? "       %s siste 52 uker: %lld (snitt %lld)\n"
                  : "       %s in 52 weeks: %lld (mean %lld)\n",
               text_of(line, "burden"),
               (long long)int_of(line, "carried_52_weeks"),
               (long long)int_of(line, "mean_of_candidates"));
    }
    cJSON_ArrayForEach(line, list_of(candidate, "ledger"))
    {
        printf(nb ? "       oppgjør: %s til %s, %+lld min\n"
                  : "       settlement: %s to %s, %+lld min\n",
               text_of(line, "from"), text_of(line, "to"),
               (long long)int_of(line, "minutes"));
    }
    if (next) {
        printf(nb ? "       neste start %s, tidligst %s\n"
                  : "       next start %s, earliest %s\n",
               text_of(next, "planned"), text_of(next, "earliest_legal"));
    }
}

static void print_candidate(const struct invocation *v,
                            const cJSON *candidate)
{
    const cJSON *partner = list_of(candidate, "partner");
    bool nb = v->norwegian;
    printf("  %lld  ", (long long)int_of(candidate, "step"));
    print_cell(text_of(candidate, "name"), NAME_COLUMNS);
    printf("%s; %s", action_of(v, text_of(candidate, "route")),
           WORDS_OF(v, CONSENTS, text_of(candidate, "consent")));
    print_list(nb ? "; gir fra seg " : "; gives up ",
               list_of(candidate, "gives"));
    if (partner) {
        printf(nb ? ", som %s tar" : ", which %s takes",
               text_of(partner, "name"));
    }
    print_list(nb ? "; da blir åpen " : "; then open ",
               list_of(candidate, "opens"));
    putchar('\n');
    if (list_of(candidate, "price")) {
        print_price(v, candidate);
        print_more(v, candidate);
        print_effects(v, candidate);
    }
}

/* Below manager rank there are names and no more. */
static void print_public(const struct invocation *v, const cJSON *object)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, list_of(object, "candidates"))
    {
        printf("     %s\n", text_of(item, "name"));
    }
    bool none = strcmp(text_of(object, "others"), "not eligible") != 0;
    printf("  %s\n", none ? (v->norwegian ? "ingen lokal kandidat"
                                          : "no local candidate")
                          : (v->norwegian ? "de andre er ikke aktuelle"
                                          : "the others are not eligible"));
}

static void print_externals(const struct invocation *v, const cJSON *object)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, list_of(object, "externals"))
    {
        printf("  %s %s, %s - %s (%s)\n",
               v->norwegian ? "utenfra:" : "outside:", text_of(item, "name"),
               text_of(item, "from"), text_of(item, "to"),
               text_of(item, "modality"));
    }
}

/* Step 0 comes before anybody is asked, the others after. */
static void print_options(const struct invocation *v, const cJSON *object,
                          bool first)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, list_of(object, "options"))
    {
        if ((int_of(item, "step") == STEP_LOWER_COVER) == first) {
            printf("  %lld  %s\n", (long long)int_of(item, "step"),
                   WORDS_OF(v, OPTIONS, text_of(item, "option")));
        }
    }
}

static void print_manager(const struct invocation *v, const cJSON *object)
{
    const cJSON *item;
    bool nb = v->norwegian;
    print_options(v, object, true);
    cJSON_ArrayForEach(item, list_of(object, "candidates"))
    {
        print_candidate(v, item);
    }
    if (cJSON_GetArraySize(list_of(object, "swaps")) > 0) {
        printf("  %s\n", nb ? "Ved et bytte:" : "By a swap:");
    }
    cJSON_ArrayForEach(item, list_of(object, "swaps"))
    {
        print_candidate(v, item);
    }
    print_options(v, object, false);
    print_externals(v, object);
    cJSON_ArrayForEach(item, list_of(object, "cannot"))
    {
        printf("  -  ");
        print_cell(text_of(item, "name"), NAME_COLUMNS);
        printf("%s\n", text_of(item, nb ? "reason_nb" : "reason"));
    }
}

static void print_suggest(const struct invocation *v, const cJSON *object)
{
    const cJSON *duty;
    if (cJSON_GetArraySize(list_of(object, "openings")) == 0) {
        printf("%s\n", v->norwegian ? "Ingenting er åpent."
                                    : "Nothing is open.");
    }
    cJSON_ArrayForEach(duty, list_of(object, "openings"))
    {
        print_duty(v, duty);
        if (list_of(duty, "others")) {
            print_public(v, duty);
        } else {
            print_manager(v, duty);
        }
    }
}

/* ---- risk -------------------------------------------------------------------------- */

static void print_one_risk(const struct invocation *v, const cJSON *risk)
{
    const cJSON *item;
    bool nb = v->norwegian;
    print_duty(v, risk);
    if (int_of(risk, "missing") == 0) {
        printf("  %s\n", nb ? "dekningen er på minimum uten den"
                            : "cover stays at the minimum without it");
    }
    cJSON_ArrayForEach(item, list_of(risk, "uncovered"))
    {
        printf(nb ? "  P%lld udekket %s - %s: mangler %lld\n"
                  : "  P%lld uncovered %s - %s: %lld missing\n",
               (long long)int_of(risk, "priority"), text_of(item, "from"),
               text_of(item, "to"), (long long)int_of(item, "missing"));
    }
    cJSON_ArrayForEach(item, list_of(risk, "effects"))
    {
        printf("  ! ");
        print_finding(v, item);
    }
    cJSON_ArrayForEach(item, list_of(risk, "competences"))
    {
        if (cJSON_IsTrue(list_of(item, "missing"))) {
            printf(nb ? "  ! ingen på vakt har %s\n"
                      : "  ! nobody on duty has %s\n",
                   text_of(item, "name"));
        }
    }
    print_externals(v, risk);
}

static void print_risk(const struct invocation *v, const cJSON *object)
{
    const cJSON *risk;
    if (cJSON_GetArraySize(list_of(object, "risks")) == 0) {
        printf("%s\n", v->norwegian ? "Ingenting er åpent."
                                    : "Nothing is open.");
    }
    cJSON_ArrayForEach(risk, list_of(object, "risks"))
    {
        print_one_risk(v, risk);
    }
}

/* ---- the verbs ----------------------------------------------------------------------- */

typedef enum status answer_verb(struct desk *desk, const char *slot,
                                cJSON **result, struct error *err);

static int answer(struct invocation *v, answer_verb *verb,
                  print_result *print)
{
    struct error err = {0};
    struct desk desk = {0};
    cJSON *object = NULL;
    enum status status = invocation_desk(v, &desk, &err);
    if (status == STATUS_OK) {
        status = option_rank(v, &desk, &err);
    }
    if (status == STATUS_OK) {
        const char *slot = v->n_operands > 1 ? v->operands[1] : NULL;
        status = verb(&desk, slot, &object, &err);
    }
    desk_close(&desk);
    return invocation_end(v, status, &err, object, print);
}

int cmd_suggest(struct invocation *v)
{
    return answer(v, rota_suggest, print_suggest);
}

int cmd_risk(struct invocation *v)
{
    return answer(v, rota_risk, print_risk);
}
