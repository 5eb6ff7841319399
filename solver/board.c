/* SPDX-License-Identifier: GPL-3.0-or-later */
/* board.c - clocks, news and waiting, behind one lock. */
#include "solver/board.h"

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

struct board {
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

struct board *board_new(int32_t n_streams, uint64_t origin, uint64_t lag)
{
    CHECK(n_streams > 0 && n_streams <= STREAMS_MAX);
    struct board *board = xcalloc(1, sizeof *board);
    board->lock = thread_lock_new();
    board->n_streams = n_streams;
    board->origin = origin;
    board->lag = lag;
    for (int32_t s = 0; s < n_streams; s++) {
        board->stream[s].clock = origin;
    }
    return board;
}

void board_free(struct board *board)
{
    if (board) {
        for (int32_t s = 0; s < board->n_streams; s++) {
            for (int32_t k = 0; k < board->stream[s].news.n; k++) {
                news_free(board->stream[s].news.at[k]);
            }
            vec_release(&board->stream[s].news);
        }
        thread_lock_free(board->lock);
        free(board);
    }
}

void board_set(struct board *board, int32_t stream, uint64_t clock,
               uint64_t promise)
{
    board->stream[stream].clock = clock;
    board->stream[stream].promise = promise;
}

/* A piece that begins then may know of stamps up to this. */
static uint64_t known_until(const struct board *board, uint64_t now)
{
    uint64_t early = (now - board->origin) / EARLY_SHARE;
    return now - (early < board->lag ? early : board->lag);
}

/* ---- taking a piece ------------------------------------------------------- */

/* Nothing that the piece should know can still be published. */
static bool knows_enough(const struct board *board, int32_t reader)
{
    uint64_t until = known_until(board, board->stream[reader].clock);
    bool enough = true;
    for (int32_t s = 0; s < board->n_streams; s++) {
        const struct stream *other = &board->stream[s];
        enough = enough && (s == reader || other->ended ||
                            other->clock + other->promise >= until);
    }
    return enough;
}

static int32_t farthest_behind(const struct board *board, uint32_t mask)
{
    int32_t best = -1;
    for (int32_t s = 0; s < board->n_streams; s++) {
        const struct stream *stream = &board->stream[s];
        if ((mask >> s & 1U) && !stream->busy && !stream->ended &&
            (best < 0 || stream->clock < board->stream[best].clock) &&
            knows_enough(board, s)) {
            best = s;
        }
    }
    return best;
}

static bool all_ended(const struct board *board, uint32_t mask)
{
    bool ended = true;
    for (int32_t s = 0; s < board->n_streams; s++) {
        ended = ended && (!(mask >> s & 1U) || board->stream[s].ended);
    }
    return ended || board->closed;
}

int32_t board_take(struct board *board, uint32_t mask)
{
    int32_t taken = -1;
    thread_lock_take(board->lock);
    double began = thread_seconds();
    while (!all_ended(board, mask)) {
        taken = farthest_behind(board, mask);
        if (taken >= 0) {
            board->stream[taken].busy = true;
            break;
        }
        thread_lock_wait(board->lock, NAP);
    }
    board->waited += thread_seconds() - began;
    thread_lock_give(board->lock);
    return taken;
}

uint64_t board_clock(const struct board *board, int32_t stream)
{
    return board->stream[stream].clock;
}

/* ---- news ----------------------------------------------------------------- */

const struct news *board_read(struct board *board, int32_t reader,
                              int32_t source)
{
    const struct news *found = NULL;
    thread_lock_take(board->lock);
    struct stream *of = &board->stream[source];
    struct stream *by = &board->stream[reader];
    if (by->seen[source] < of->news.n &&
        of->news.at[by->seen[source]]->stamp <=
            known_until(board, by->clock)) {
        found = of->news.at[by->seen[source]++];
    }
    thread_lock_give(board->lock);
    return found;
}

const struct news *board_own(struct board *board, int32_t stream, int32_t back)
{
    thread_lock_take(board->lock);
    const struct stream *s = &board->stream[stream];
    const struct news *found = back < OWN_KEPT && back < s->news.n
                                   ? s->news.at[s->news.n - 1 - back]
                                   : NULL;
    thread_lock_give(board->lock);
    return found;
}

/* What everybody has read and its stream will not ask for; news that a piece
 * is at work with are the last it read. */
static void drop_old(struct board *board, int32_t source)
{
    struct stream *of = &board->stream[source];
    int32_t keep = of->news.n - OWN_KEPT - 1;
    for (int32_t s = 0; s < board->n_streams; s++) {
        const struct stream *by = &board->stream[s];
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

void board_publish(struct board *board, int32_t stream, struct news *news,
                   uint64_t clock, uint64_t promise)
{
    struct news *kept = xmalloc(sizeof *kept);
    *kept = *news;
    thread_lock_take(board->lock);
    struct stream *s = &board->stream[stream];
    uint64_t promised = s->clock + s->promise + 1;
    kept->stamp = clock > promised ? clock : promised;
    if (s->news.n > 0 && s->news.at[s->news.n - 1]->stamp > kept->stamp) {
        kept->stamp = s->news.at[s->news.n - 1]->stamp;
    }
    vec_push(&s->news, kept);
    drop_old(board, stream);
    s->clock = clock > s->clock ? clock : s->clock + 1;
    s->promise = promise;
    s->busy = false;
    thread_wake(board->lock);
    thread_lock_give(board->lock);
}

void board_end(struct board *board, int32_t stream)
{
    thread_lock_take(board->lock);
    board->stream[stream].ended = true;
    board->stream[stream].busy = false;
    thread_wake(board->lock);
    thread_lock_give(board->lock);
}

void board_close(struct board *board)
{
    thread_lock_take(board->lock);
    board->closed = true;
    thread_wake(board->lock);
    thread_lock_give(board->lock);
}

bool board_closed(const struct board *board)
{
    thread_lock_take(board->lock);
    bool closed = board->closed;
    thread_lock_give(board->lock);
    return closed;
}

double board_waited(struct board *board)
{
    thread_lock_take(board->lock);
    double waited = board->waited;
    thread_lock_give(board->lock);
    return waited;
}
