/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bulletin.c - clocks, news and waiting, behind one lock. */
#include "solver/bulletin.h"

#include "base/arena.h"
#include "base/thread.h"

enum {
    OWN_KEPT = 8, /* news that their own stream may still ask for */
    EARLY_SHARE = 3
};
#define NAP 0.05 /* seconds between two looks, should a wake be missed */

struct stream {
    uint64_t clock, promise;
    bool busy, ended;
    struct VEC_OF(struct news *) news; /* those before `dropped` are gone */
    int32_t dropped;
    int32_t seen[STREAMS_MAX]; /* of each source: read so far */
};

struct bulletin {
    struct thread_lock *lock;
    struct stream stream[STREAMS_MAX];
    int32_t n_streams;
    uint64_t origin, lag;
    bool closed;
    double waited;
};

void patches_release(struct patches *patches)
{
    vec_release(&patches->list);
    vec_release(&patches->patterns);
    patches->groups = 0;
}

static void news_free(struct news *news)
{
    if (news) {
        roster_free(news->roster);
        patches_release(&news->patches);
        free(news->duals);
        free(news);
    }
}

struct bulletin *bulletin_new(int32_t n_streams, uint64_t origin, uint64_t lag)
{
    CHECK(n_streams > 0 && n_streams <= STREAMS_MAX);
    struct bulletin *bulletin = xcalloc(1, sizeof *bulletin);
    bulletin->lock = thread_lock_new();
    bulletin->n_streams = n_streams;
    bulletin->origin = origin;
    bulletin->lag = lag;
    for (int32_t s = 0; s < n_streams; s++) {
        bulletin->stream[s].clock = origin;
    }
    return bulletin;
}

void bulletin_free(struct bulletin *bulletin)
{
    if (bulletin) {
        for (int32_t s = 0; s < bulletin->n_streams; s++) {
            for (int32_t k = 0; k < bulletin->stream[s].news.n; k++) {
                news_free(bulletin->stream[s].news.at[k]);
            }
            vec_release(&bulletin->stream[s].news);
        }
        thread_lock_free(bulletin->lock);
        free(bulletin);
    }
}

void bulletin_set(struct bulletin *bulletin, int32_t stream, uint64_t clock,
               uint64_t promise)
{
    bulletin->stream[stream].clock = clock;
    bulletin->stream[stream].promise = promise;
}

/* A piece that begins then may know of stamps up to this. */
static uint64_t known_until(const struct bulletin *bulletin, uint64_t now)
{
    uint64_t early = (now - bulletin->origin) / EARLY_SHARE;
    return now - (early < bulletin->lag ? early : bulletin->lag);
}

/* ---- taking a piece ------------------------------------------------------- */

/* Nothing that the piece should know can still be published. */
static bool knows_enough(const struct bulletin *bulletin, int32_t reader)
{
    uint64_t until = known_until(bulletin, bulletin->stream[reader].clock);
    bool enough = true;
    for (int32_t s = 0; s < bulletin->n_streams; s++) {
        const struct stream *other = &bulletin->stream[s];
        enough = enough && (s == reader || other->ended ||
                            other->clock + other->promise >= until);
    }
    return enough;
}

static int32_t farthest_behind(const struct bulletin *bulletin, uint32_t mask)
{
    int32_t best = -1;
    for (int32_t s = 0; s < bulletin->n_streams; s++) {
        const struct stream *stream = &bulletin->stream[s];
        if ((mask >> s & 1U) && !stream->busy && !stream->ended &&
            (best < 0 || stream->clock < bulletin->stream[best].clock) &&
            knows_enough(bulletin, s)) {
            best = s;
        }
    }
    return best;
}

static bool all_ended(const struct bulletin *bulletin, uint32_t mask)
{
    bool ended = true;
    for (int32_t s = 0; s < bulletin->n_streams; s++) {
        ended = ended && (!(mask >> s & 1U) || bulletin->stream[s].ended);
    }
    return ended || bulletin->closed;
}

int32_t bulletin_take(struct bulletin *bulletin, uint32_t mask)
{
    int32_t taken = -1;
    thread_lock_take(bulletin->lock);
    double began = thread_seconds();
    while (!all_ended(bulletin, mask)) {
        taken = farthest_behind(bulletin, mask);
        if (taken >= 0) {
            bulletin->stream[taken].busy = true;
            break;
        }
        thread_lock_wait(bulletin->lock, NAP);
    }
    bulletin->waited += thread_seconds() - began;
    thread_lock_give(bulletin->lock);
    return taken;
}

uint64_t bulletin_clock(const struct bulletin *bulletin, int32_t stream)
{
    return bulletin->stream[stream].clock;
}

/* ---- news ----------------------------------------------------------------- */

const struct news *bulletin_read(struct bulletin *bulletin, int32_t reader,
                              int32_t source)
{
    const struct news *found = NULL;
    thread_lock_take(bulletin->lock);
    struct stream *of = &bulletin->stream[source];
    struct stream *by = &bulletin->stream[reader];
    if (by->seen[source] < of->news.n &&
        of->news.at[by->seen[source]]->stamp <=
            known_until(bulletin, by->clock)) {
        found = of->news.at[by->seen[source]++];
    }
    thread_lock_give(bulletin->lock);
    return found;
}

const struct news *bulletin_own(struct bulletin *bulletin, int32_t stream, int32_t back)
{
    thread_lock_take(bulletin->lock);
    const struct stream *s = &bulletin->stream[stream];
    const struct news *found = back < OWN_KEPT && back < s->news.n
                                   ? s->news.at[s->news.n - 1 - back]
                                   : NULL;
    thread_lock_give(bulletin->lock);
    return found;
}

/* What everybody has read and its stream will not ask for; news that a piece
 * is at work with are the last it read. */
static void drop_old(struct bulletin *bulletin, int32_t source)
{
    struct stream *of = &bulletin->stream[source];
    int32_t keep = of->news.n - OWN_KEPT - 1;
    for (int32_t s = 0; s < bulletin->n_streams; s++) {
        const struct stream *by = &bulletin->stream[s];
        int32_t needed = by->seen[source] - 1;
        if (s != source && !by->ended && needed < keep) {
            keep = needed;
        }
    }
    for (; of->dropped < keep; of->dropped++) {
        news_free(of->news.at[of->dropped]);
        of->news.at[of->dropped] = NULL;
    }
}

void bulletin_publish(struct bulletin *bulletin, int32_t stream, struct news *news,
                   uint64_t clock, uint64_t promise)
{
    struct news *kept = xmalloc(sizeof *kept);
    *kept = *news;
    thread_lock_take(bulletin->lock);
    struct stream *s = &bulletin->stream[stream];
    uint64_t promised = s->clock + s->promise + 1;
    kept->stamp = clock > promised ? clock : promised;
    if (s->news.n > 0 && s->news.at[s->news.n - 1]->stamp > kept->stamp) {
        kept->stamp = s->news.at[s->news.n - 1]->stamp;
    }
    vec_push(&s->news, kept);
    drop_old(bulletin, stream);
    s->clock = clock > s->clock ? clock : s->clock + 1;
    s->promise = promise;
    s->busy = false;
    thread_wake(bulletin->lock);
    thread_lock_give(bulletin->lock);
}

void bulletin_end(struct bulletin *bulletin, int32_t stream)
{
    thread_lock_take(bulletin->lock);
    bulletin->stream[stream].ended = true;
    bulletin->stream[stream].busy = false;
    thread_wake(bulletin->lock);
    thread_lock_give(bulletin->lock);
}

void bulletin_close(struct bulletin *bulletin)
{
    thread_lock_take(bulletin->lock);
    bulletin->closed = true;
    thread_wake(bulletin->lock);
    thread_lock_give(bulletin->lock);
}

bool bulletin_closed(const struct bulletin *bulletin)
{
    thread_lock_take(bulletin->lock);
    bool closed = bulletin->closed;
    thread_lock_give(bulletin->lock);
    return closed;
}

double bulletin_waited(struct bulletin *bulletin)
{
    thread_lock_take(bulletin->lock);
    double waited = bulletin->waited;
    thread_lock_give(bulletin->lock);
    return waited;
}
