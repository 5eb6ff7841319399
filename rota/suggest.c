/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * suggest.c - who could take what is open, in the order of the ladder.
 *
 * Privacy (domain.md D5): managers read reasons and prices. Everybody else
 * reads who can, in order, and one bucket for the rest; a member whose bucket
 * would be a single person has nobody listed.
 */
#include "base/arena.h"
#include "rota/suggest_parts.h"

enum { SWAPS_MAX = 6, STANDING_MAX = 12 };

/* ---- the order ------------------------------------------------------------------ */

/* What a burden weighs for somebody, made comparable by position. */
static int64_t borne(const struct coop *coop, const struct candidate *c)
{
    int64_t sum = 0;
    int32_t position = coop->staff.at[c->staff].position_pct;
    for (int k = 0; k < BURDEN_KINDS; k++) {
        sum += c->bears[k] ? c->carried[k] : 0;
    }
    return position > 0 ? sum * 100 / position : sum;
}

static int32_t warnings(const struct candidate *c)
{
    int32_t n = 0;
    for (int32_t i = 0; i < c->gained.n; i++) {
        n += c->gained.at[i].grade == FINDING_WARN;
    }
    for (int32_t i = 0; i < c->healed.n; i++) {
        n -= c->healed.at[i].grade == FINDING_WARN;
    }
    return n;
}

struct rank {
    int64_t keys[9];
    int32_t index;
};

static struct rank rank_of(const struct open_duty *o,
                           const struct candidate *c, int32_t index)
{
    struct rank rank = {
        .keys = {!c->able, c->step, c->manner, warnings(c),
                 c->pay_pct, c->points, borne(o->s->coop, c), c->travel,
                 c->after - c->contract},
        .index = index,
    };
    return rank;
}

static int by_rank(const void *left, const void *right)
{
    const struct rank *a = left, *b = right;
    for (size_t k = 0; k < COUNT_OF(a->keys); k++) {
        if (a->keys[k] != b->keys[k]) {
            return a->keys[k] < b->keys[k] ? -1 : 1;
        }
    }
    return a->index < b->index ? -1 : a->index > b->index;
}

static void sort(const struct open_duty *o, struct candidate_vec *all)
{
    size_t n = (size_t)all->n;
    if (n == 0) {
        return; /* nothing was allocated to copy to */
    }
    struct rank *ranks = xcalloc(n, sizeof *ranks);
    struct candidate *sorted = xcalloc(n, sizeof *sorted);
    for (size_t i = 0; i < n; i++) {
        ranks[i] = rank_of(o, &all->at[i], (int32_t)i);
    }
    qsort(ranks, n, sizeof *ranks, by_rank);
    for (size_t i = 0; i < n; i++) {
        sorted[i] = all->at[ranks[i].index];
    }
    memcpy(all->at, sorted, n * sizeof *sorted);
    free(sorted);
    free(ranks);
}

void suggest_rank(const struct open_duty *o, struct candidate_vec *out)
{
    for (int32_t staff = 0; staff < o->s->coop->staff.n; staff++) {
        struct candidate *c = vec_add(out);
        candidate_find(o, staff, c);
        if (c->able) {
            candidate_weigh(o, c);
        }
    }
    sort(o, out);
}

void suggest_swaps(const struct open_duty *o, const struct candidate_vec *all,
                   struct candidate_vec *out)
{
    candidate_swaps(o, all, SWAPS_MAX, out);
    for (int32_t i = 0; i < out->n; i++) {
        candidate_weigh(o, &out->at[i]);
    }
    sort(o, out);
}

/* ---- for managers ------------------------------------------------------------------ */

static void add_able(const struct open_duty *o, const struct candidate_vec *all,
                     cJSON *object)
{
    cJSON *list = json_add_list(object, "candidates");
    for (int32_t i = 0; i < all->n && all->at[i].able; i++) {
        cJSON_AddItemToArray(list, suggest_candidate(o, &all->at[i], all));
    }
}

static void add_swaps(const struct open_duty *o, const struct candidate_vec *all,
                      cJSON *object)
{
    struct candidate_vec swaps = {0};
    suggest_swaps(o, all, &swaps);
    cJSON *list = json_add_list(object, "swaps");
    for (int32_t i = 0; i < swaps.n; i++) {
        cJSON_AddItemToArray(list,
                             suggest_candidate(o, &swaps.at[i], &swaps));
    }
    candidates_release(&swaps);
}

static void add_unable(const struct open_duty *o,
                       const struct candidate_vec *all, cJSON *object)
{
    bool all_told = true;
    cJSON *list = json_add_list(object, "cannot");
    for (int32_t i = 0; i < all->n; i++) {
        bool told = desk_tells(o->s->desk, all->at[i].staff);
        all_told = all_told && (told || all->at[i].able);
        if (!all->at[i].able && told) {
            const struct staff *staff =
                &o->s->coop->staff.at[all->at[i].staff];
            cJSON *line = json_push_object(list);
            json_add_string(line, "person", staff->id);
            json_add_string(line, "name", staff->name);
            json_add_string(line, "reason", all->at[i].why);
            json_add_string(line, "reason_nb", all->at[i].why_nb);
        }
    }
    if (!all_told) {
        json_add_string(object, "others", "not eligible");
    }
}

/* ---- for everybody else -------------------------------------------------------------- */

static int32_t bucket_size(const struct open_duty *o,
                           const struct candidate_vec *all, int32_t member)
{
    int32_t n = 0;
    for (int32_t i = 0; i < all->n; i++) {
        n += !all->at[i].able &&
             o->s->coop->staff.at[all->at[i].staff].member.ix == member;
    }
    return n;
}

static void add_public(const struct open_duty *o,
                       const struct candidate_vec *all, cJSON *object)
{
    cJSON *list = json_add_list(object, "candidates");
    for (int32_t i = 0; i < all->n && all->at[i].able; i++) {
        const struct staff *staff = &o->s->coop->staff.at[all->at[i].staff];
        if (bucket_size(o, all, staff->member.ix) != 1) {
            cJSON *line = json_push_object(list);
            json_add_string(line, "person", staff->id);
            json_add_string(line, "name", staff->name);
        }
    }
    json_add_string(object, "others",
                    cJSON_GetArraySize(list) ? "not eligible"
                                             : "no local candidate");
}

/* ---- the verb --------------------------------------------------------------------------- */

static void add_answer(struct situation *s, int32_t group, cJSON *list)
{
    struct open_duty o;
    struct candidate_vec all = {0};
    cJSON *object = json_push_object(list);
    open_duty_make(s, group, &o);
    suggest_add_duty(&o, object);
    suggest_rank(&o, &all);
    if (s->desk->manager || s->desk->planner) {
        add_able(&o, &all, object);
        add_swaps(&o, &all, object);
        suggest_add_options(&o, object);
        add_unable(&o, &all, object);
    } else {
        add_public(&o, &all, object);
    }
    candidates_release(&all);
    open_duty_release(&o);
}

/* What came open first; of the standing holes the next few. */
static void add_everything(struct situation *s, cJSON *list)
{
    int32_t opened = s->n_groups;
    for (int32_t group = 0; group < opened; group++) {
        add_answer(s, group, list);
    }
    situation_add_gaps(s);
    for (int32_t group = opened;
         group < s->n_groups && group < opened + STANDING_MAX; group++) {
        add_answer(s, group, list);
    }
}

enum status rota_suggest(struct desk *desk, const char *slot, cJSON **result,
                         struct error *err)
{
    struct situation s;
    int32_t group = NONE;
    enum status status = situation_now(&s, desk, err);
    if (status == STATUS_OK && slot) {
        status = situation_ask(&s, slot, &group, err);
    }
    if (status == STATUS_OK) {
        cJSON *object = cJSON_CreateObject();
        suggest_add_moment(object, "at", s.now);
        cJSON *list = json_add_list(object, "openings");
        if (slot) {
            add_answer(&s, group, list);
        } else {
            add_everything(&s, list);
        }
        *result = object;
    }
    situation_release(&s);
    return status;
}

/* ---- who in the ranking ------------------------------------------------------------------- */

/* Without being ordered: who may be asked at all. */
static bool may_be_asked(const struct candidate *c)
{
    return c->step != STEP_ORDERED;
}

void ranking_release(struct ranking *ranking)
{
    candidates_release(&ranking->all);
    open_duty_release(&ranking->o);
    situation_release(&ranking->s);
}

enum status ranking_open(struct ranking *ranking, struct desk *desk,
                         const char *slot, struct error *err)
{
    int32_t group;
    *ranking = (struct ranking){0};
    TRY(situation_now(&ranking->s, desk, err));
    TRY(situation_ask(&ranking->s, slot, &group, err));
    open_duty_make(&ranking->s, group, &ranking->o);
    suggest_rank(&ranking->o, &ranking->all);
    return STATUS_OK;
}

const struct candidate *ranking_find(const struct ranking *ranking,
                                     int32_t staff)
{
    for (int32_t i = 0; i < ranking->all.n; i++) {
        const struct candidate *c = &ranking->all.at[i];
        if (c->staff == staff) {
            return c->able && !c->callout ? c : NULL;
        }
    }
    return NULL;
}

void ranking_people(const struct ranking *ranking, struct int_vec *people)
{
    for (int32_t i = 0; i < ranking->all.n; i++) {
        const struct candidate *c = &ranking->all.at[i];
        if (c->able && may_be_asked(c)) {
            vec_push(people, c->staff);
        }
    }
}

enum status rota_ranking(struct desk *desk, const char *slot,
                         struct int_vec *people, struct error *err)
{
    struct ranking ranking;
    enum status status = ranking_open(&ranking, desk, slot, err);
    if (status == STATUS_OK) {
        ranking_people(&ranking, people);
    }
    ranking_release(&ranking);
    return status;
}
