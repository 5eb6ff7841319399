/* SPDX-License-Identifier: GPL-3.0-or-later */
/* describe.c - a solved problem and its findings as JSON. */
#include "rota/weekly.h"

#include <string.h>

#include "model/finding_words.h"
#include "model/rule.h"
#include "rota/wire.h"

/* ---- cost by rule ----------------------------------------------------------- */

struct tally {
    const char *name;
    int32_t level;
    cost points;
    int32_t times;
};
struct tally_vec VEC_OF(struct tally);

static void item_origin(const struct problem *p,
                        const struct score_item *item, const char **name,
                        int32_t *level)
{
    switch (item->kind) {
    case ITEM_RULE:
        *name = p->rules[item->index].name;
        *level = p->rules[item->index].level;
        break;
    case ITEM_ROW:
        *name = p->rows[item->index].name;
        *level = p->rows[item->index].level;
        break;
    case ITEM_CHOICE:
        *name = p->reasons[item->index].name;
        *level = p->reasons[item->index].level;
        break;
    }
}

static struct tally *tally_of(struct tally_vec *tallies, const char *name,
                              int32_t level)
{
    for (int32_t i = 0; i < tallies->n; i++) {
        struct tally *tally = &tallies->at[i];
        if (tally->level == level && strcmp(tally->name, name) == 0) {
            return tally;
        }
    }
    struct tally fresh = {.name = name, .level = level};
    vec_push(tallies, fresh);
    return &tallies->at[tallies->n - 1];
}

static int by_level_then_points(const void *a, const void *b)
{
    const struct tally *x = a, *y = b;
    if (x->level != y->level) {
        return x->level < y->level ? -1 : 1;
    }
    if (x->points != y->points) {
        return x->points > y->points ? -1 : 1;
    }
    return strcmp(x->name, y->name);
}

void run_add_cost_by_rule(const struct problem *problem,
                          const struct roster *roster, cJSON *object)
{
    struct item_vec items = {0};
    struct tally_vec tallies = {0};
    roster_items(problem, roster, &items);
    for (int32_t i = 0; i < items.n; i++) {
        const char *name = "";
        int32_t level = 0;
        if (items.at[i].index < 0) {
            continue; /* a closed choice costs nothing and has no reason */
        }
        item_origin(problem, &items.at[i], &name, &level);
        struct tally *tally = tally_of(&tallies, name, level);
        tally->points += items.at[i].points;
        tally->times++;
    }
    if (tallies.n > 0) {
        qsort(tallies.at, (size_t)tallies.n, sizeof *tallies.at,
              by_level_then_points);
    }
    cJSON *list = json_add_list(object, "cost_by_rule");
    for (int32_t i = 0; i < tallies.n; i++) {
        cJSON *line = json_push_object(list);
        json_add_string(line, "rule", tallies.at[i].name);
        json_add_string(line, "level",
                        problem->levels[tallies.at[i].level].name);
        json_add_int(line, "points", tallies.at[i].points);
        json_add_int(line, "times", tallies.at[i].times);
    }
    vec_release(&tallies);
    vec_release(&items);
}

void run_describe(const struct problem *problem,
                  const struct solver_result *solved, cJSON *object)
{
    static const char *const STATUS[] = {"optimal", "feasible", "none"};
    char digest[65];
    json_add_string(object, "status", STATUS[solved->outcome]);
    json_add_int(object, "cost", solved->score.total);
    json_add_int(object, "bound", solved->bound);
    cJSON_AddNumberToObject(object, "gap",
                            solver_gap(solved->score.total, solved->bound));
    cJSON_AddItemToObject(object, "levels",
                          wire_levels(problem, &solved->score,
                                      solved->level_bound,
                                      solved->level_proven));
    json_add_int(object, "breaches", solved->score.breaches);
    cJSON_AddNumberToObject(object, "seconds", solved->seconds);
    cJSON_AddNumberToObject(object, "seconds_first", solved->seconds_first);
    json_add_int(object, "ticks", (int64_t)solved->ticks);
    json_add_string(object, "problem_sha256",
                    problem_digest(problem, digest));
    run_add_cost_by_rule(problem, solved->roster, object);
}

/* ---- findings ---------------------------------------------------------------- */

static const char *const GRADES[] = {"note", "warn", "hard"};

static cJSON *finding_object(const struct coop *coop,
                             const struct finding *finding)
{
    char date[DATE_TEXT], key[SLOT_KEY], words[FINDING_WORDS];
    const struct rule_def *rule = &RULES[finding->rule];
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "rule", rule->key);
    json_add_string(object, "id", rule->id);
    json_add_string(object, "grade", GRADES[finding->grade]);
    if (finding->staff != NONE) {
        json_add_string(object, "person", coop->staff.at[finding->staff].id);
        json_add_string(object, "name", coop->staff.at[finding->staff].name);
    }
    if (finding->duty != NONE) {
        json_add_string(object, "slot",
                        slot_key(coop, finding->duty, finding->from, key));
    }
    json_add_string(object, "from", date_format(finding->from, date));
    json_add_string(object, "to", date_format(finding->to, date));
    json_add_int(object, "value", finding->value);
    json_add_int(object, "limit", finding->limit);
    json_add_string(object, "reference",
                    finding->reference ? finding->reference : "");
    json_add_string(object, "words", finding->words);
    json_add_string(object, "words_nb", finding_words(finding, true, words));
    return object;
}

void run_add_findings(const struct coop *coop,
                      const struct finding_vec *findings, int32_t max,
                      cJSON *object)
{
    cJSON *list = json_add_list(object, "findings");
    for (int32_t i = 0; i < findings->n && i < max; i++) {
        cJSON_AddItemToArray(list, finding_object(coop, &findings->at[i]));
    }
}

static bool says_uncovered(const struct finding *finding)
{
    return finding->rule == RULE_COVER || finding->rule == RULE_QUORUM;
}

static cJSON *uncovered_object(const struct coop *coop,
                               const struct finding *finding)
{
    char date[DATE_TEXT], key[SLOT_KEY], words[FINDING_WORDS];
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "slot",
                    slot_key(coop, finding->duty, finding->from, key));
    json_add_string(object, "name", duty_name(coop, finding->duty));
    json_add_string(object, "date", date_format(finding->from, date));
    json_add_int(object, "missing", finding->limit - finding->value);
    json_add_int(object, "priority", duty_priority(coop, finding->duty));
    json_add_string(object, "words", finding->words);
    json_add_string(object, "words_nb", finding_words(finding, true, words));
    return object;
}

void run_add_uncovered(const struct coop *coop, const struct plan *plan,
                       const struct plan *history, cJSON *object)
{
    struct timeline *timeline = timeline_new(coop, history, plan);
    struct finding_vec findings = {0};
    RULES[RULE_COVER].check(timeline, &findings);
    RULES[RULE_QUORUM].check(timeline, &findings);
    cJSON *list = json_add_list(object, "uncovered");
    for (int32_t priority = 1; priority <= 3; priority++) {
        for (int32_t i = 0; i < findings.n; i++) {
            const struct finding *f = &findings.at[i];
            if (says_uncovered(f) && f->duty != NONE &&
                duty_priority(coop, f->duty) == priority) {
                cJSON_AddItemToArray(list, uncovered_object(coop, f));
            }
        }
    }
    vec_release(&findings);
    timeline_free(timeline);
}
