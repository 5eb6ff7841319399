/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * feed_uncovered.c - what nobody holds, as a calendar for managers.
 *
 * Only dates that some revision has decided are judged: later ones have no plan
 * yet. A demand of a week is an all-day event over the week, others take the
 * duty's hours.
 */
#include "model/rule.h"
#include "rota/feed_parts.h"

/* The last revision that decides some of [from, to], or NULL. */
static const struct revision *last_touching(const struct revision_vec *all,
                                            date_day from, date_day to)
{
    for (int32_t i = all->n - 1; i >= 0; i--) {
        if (all->at[i].from <= to && all->at[i].to >= from) {
            return &all->at[i];
        }
    }
    return NULL;
}

/* Whether each date is decided, and not just around a change of one day. */
static bool decided(const struct revision_vec *all, date_day from,
                    date_day to)
{
    for (date_day date = from; date <= to; date++) {
        if (!last_touching(all, date, date)) {
            return false;
        }
    }
    return true;
}

static const char *uncovered_words(const struct building *b,
                                   const struct finding *finding)
{
    bool norwegian = b->request->norwegian;
    return arena_printf(b->arena, norwegian ? "%d av %d" : "%d of %d",
                        (int)finding->value, (int)finding->limit);
}

static void add_uncovered(struct building *b, const struct finding *finding,
                          const struct revision *revision)
{
    char key[SLOT_KEY];
    duty_ix duty = finding->duty;
    struct feed_event event = {
        .uid = arena_printf(b->arena, "u-%s@samvakt",
                            slot_key(b->coop, duty, finding->from, key)),
        .sequence = (int32_t)revision->number,
        .created = revision->at,
        .changed = revision->at,
        .all_day = finding->to > finding->from,
        .start = zone_instant(finding->from, duty_start(b->coop, duty)),
        .end = zone_instant(finding->from, duty_end(b->coop, duty)),
        .start_date = finding->from,
        .end_date = finding->to,
        .title = arena_printf(b->arena, "%s: %s",
                              b->request->norwegian ? "Udekket"
                                                    : "Uncovered",
                              duty_title(b->coop, duty)),
        .location = event_location(b, duty),
        .description =
            event_description(b, duty, uncovered_words(b, finding)),
        .category = "UNCOVERED",
        .transparent = true,
    };
    vec_push(&b->feed->events, event);
}

static void judge(struct building *b, const struct revision_vec *revisions)
{
    struct timeline *timeline = timeline_new(b->coop, NULL, &b->published);
    struct finding_vec findings = {0};
    RULES[RULE_COVER].check(timeline, &findings);
    for (int32_t i = 0; i < findings.n; i++) {
        const struct finding *finding = &findings.at[i];
        if (decided(revisions, finding->from, finding->to)) {
            add_uncovered(
                b, finding,
                last_touching(revisions, finding->from, finding->to));
        }
    }
    vec_release(&findings);
    timeline_free(timeline);
}

enum status uncovered_build(struct building *b, struct error *err)
{
    struct revision_vec revisions = {0};
    date_day from, to;
    b->feed->name =
        b->request->norwegian ? "Udekkede vakter" : "Uncovered duties";
    roster_dates(b->request, &from, &to);
    TRY(store_list_revisions(b->desk->store, &revisions, err));
    /* Whole weeks, so that a demand of a week sees all of it. */
    enum status status =
        load_published(b, date_monday(from), date_monday(to) + 6, err);
    if (status == STATUS_OK && revisions.n > 0) {
        judge(b, &revisions);
    }
    vec_release(&revisions);
    return status;
}
