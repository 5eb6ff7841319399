/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * runs.c - the queue of optimisations. One lock; one thread a running process,
 * which reads its lines (run_child.c) until it ends.
 */
#include "server/runs.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/norwegian.h"
#include "base/thread.h"
#include "server/run_child.h"

enum {
    WAITING_MAX = 20,
    KEPT_MAX = 50, /* ended ones that are still shown */
    STREAMS_MAX = 64,
    GRACE_SECONDS = 10, /* for what runs, when the server ends */
    EVENT_MAX = 1 << 20
};

enum run_state { RUN_QUEUED, RUN_RUNNING, RUN_DONE, RUN_FAILED };
static const char *const STATE_NAMES[] = {"queued", "running", "done",
                                          "failed"};

static const char *const KIND_NAMES[] = {"solve", "replan"};

struct run {
    struct run *next; /* newest first */
    enum run_kind kind;
    struct runs *runs;
    int64_t id;
    enum run_state state;
    bool stopping;
    char from[DATE_TEXT];
    int32_t weeks, seconds;
    int64_t seed;
    char *actor;
    bool norwegian;
    int64_t pid; /* 0: not running */
    cJSON *progress, *result;
    char failure[256];
    struct http_stream *streams[STREAMS_MAX];
    int32_t n_streams;
    struct thread *thread;
};

struct runs {
    struct runs_options options;
    char *program, *database;
    struct thread_lock *lock;
    struct run *first;
    int64_t last_id;
    int32_t running;
    bool closing;
};

struct runs *runs_new(const struct runs_options *options)
{
    struct runs *runs = xcalloc(1, sizeof *runs);
    runs->options = *options;
    if (runs->options.at_once <= 0) {
        runs->options.at_once = 1;
    }
    runs->program = xstrdup(options->program);
    runs->database = xstrdup(options->database);
    runs->lock = thread_lock_new();
    return runs;
}

/* ---- as JSON ------------------------------------------------------------------------ */

static int32_t position_of(const struct runs *runs, const struct run *run)
{
    int32_t position = 0;
    for (const struct run *r = runs->first; r; r = r->next) {
        position += r->state == RUN_QUEUED && r->id <= run->id;
    }
    return position;
}

static cJSON *run_json(const struct run *run)
{
    cJSON *object = cJSON_CreateObject();
    json_add_int(object, "run", run->id);
    json_add_string(object, "kind", KIND_NAMES[run->kind]);
    json_add_string(object, "state", STATE_NAMES[run->state]);
    if (run->state == RUN_QUEUED) {
        json_add_int(object, "position", position_of(run->runs, run));
    }
    json_add_bool(object, "stopping", run->stopping);
    json_add_string(object, "from", *run->from ? run->from : NULL);
    json_add_int(object, "weeks", run->weeks);
    json_add_int(object, "seconds", run->seconds);
    if (run->progress) {
        cJSON_AddItemToObject(object, "progress",
                              cJSON_Duplicate(run->progress, true));
    }
    if (run->result) {
        const cJSON *plan =
            cJSON_GetObjectItemCaseSensitive(run->result, "plan");
        if (cJSON_IsNumber(plan)) {
            json_add_int(object, "plan", (int64_t)plan->valuedouble);
        }
        cJSON_AddItemToObject(object, "result",
                              cJSON_Duplicate(run->result, true));
    }
    if (run->state == RUN_FAILED) {
        char *said = in_language(run->norwegian, run->failure);
        json_add_string(object, "failure", said);
        free(said);
    }
    return object;
}

/* ---- watching ------------------------------------------------------------------------ */

static bool send_event(struct http_stream *stream, const char *name,
                       const cJSON *object)
{
    struct text text;
    char *words = json_print(object, false);
    text_init(&text, EVENT_MAX);
    text_printf(&text, "event: %s\ndata: ", name);
    words[strcspn(words, "\n")] = '\0';
    text_str(&text, words);
    text_str(&text, "\n\n");
    bool fine = http_stream_write(stream, text_cstr(&text), text.length);
    free(words);
    text_release(&text);
    return fine;
}

/* With the lock held: to all who watch; those who are gone are let go. */
static void tell(struct run *run, const char *name, const cJSON *object)
{
    int32_t kept = 0;
    for (int32_t i = 0; i < run->n_streams; i++) {
        if (send_event(run->streams[i], name, object)) {
            run->streams[kept++] = run->streams[i];
        } else {
            http_stream_release(run->streams[i]);
        }
    }
    run->n_streams = kept;
}

static void tell_end(struct run *run)
{
    cJSON *object = run_json(run);
    tell(run, "end", object);
    cJSON_Delete(object);
    for (int32_t i = 0; i < run->n_streams; i++) {
        http_stream_release(run->streams[i]);
    }
    run->n_streams = 0;
}

/* ---- running -------------------------------------------------------------------------- */

static void run_free(struct run *run)
{
    thread_join(run->thread);
    cJSON_Delete(run->progress);
    cJSON_Delete(run->result);
    free(run->actor);
    free(run);
}

/* With the lock held: the oldest ended ones beyond what is kept go. */
static void forget_old(struct runs *runs)
{
    int32_t ended = 0;
    struct run **at = &runs->first;
    while (*at) {
        struct run *run = *at;
        ended += run->state >= RUN_DONE;
        if (run->state >= RUN_DONE && ended > KEPT_MAX) {
            *at = run->next;
            run_free(run);
        } else {
            at = &run->next;
        }
    }
}

static void on_progress(void *context, const cJSON *now)
{
    struct run *run = context;
    thread_lock_take(run->runs->lock);
    cJSON_Delete(run->progress);
    run->progress = cJSON_Duplicate(now, true);
    tell(run, "progress", now);
    thread_lock_give(run->runs->lock);
}

static void on_started(void *context, int64_t pid)
{
    struct run *run = context;
    thread_lock_take(run->runs->lock);
    run->pid = pid;
    if (run->stopping) { /* asked before there was a process */
        (void)kill((pid_t)pid, SIGINT);
    }
    thread_lock_give(run->runs->lock);
}

/* The process is about to be reaped: its number must not be used after. */
static void on_ended(void *context)
{
    struct run *run = context;
    thread_lock_take(run->runs->lock);
    run->pid = 0;
    thread_lock_give(run->runs->lock);
}

static void start_waiting(struct runs *runs);

static void run_main(void *context)
{
    struct run *run = context;
    struct runs *runs = run->runs;
    struct run_child child = {
        .program = runs->program,
        .database = runs->database,
        .verb = KIND_NAMES[run->kind],
        .horizon = run->kind == RUN_SOLVE,
        .from = *run->from ? run->from : NULL,
        .weeks = run->weeks,
        .seconds = run->seconds,
        .seed = run->seed,
        .ahead = runs->options.ahead,
        .actor = run->actor,
        .norwegian = run->norwegian,
        .progress = on_progress,
        .started = on_started,
        .ended = on_ended,
        .context = run,
    };
    cJSON *result = run_child_work(&child, run->failure,
                                   sizeof run->failure);
    thread_lock_take(runs->lock);
    run->result = result;
    run->state = result ? RUN_DONE : RUN_FAILED;
    runs->running--;
    if (!result) {
        metrics_count(runs->options.metrics, COUNT_RUNS_LOST);
    }
    tell_end(run);
    start_waiting(runs);
    thread_wake(runs->lock);
    thread_lock_give(runs->lock);
}

static void start_one(struct run *run)
{
    run->state = RUN_RUNNING;
    run->runs->running++;
    metrics_count(run->runs->options.metrics, COUNT_RUNS);
    run->thread = thread_start(run_main, run);
    if (!run->thread) {
        run->state = RUN_FAILED;
        run->runs->running--;
        snprintf(run->failure, sizeof run->failure, "no thread to be had");
        tell_end(run);
    }
}

/* With the lock held: as many as may run, oldest first. */
static void start_waiting(struct runs *runs)
{
    while (!runs->closing && runs->running < runs->options.at_once) {
        struct run *oldest = NULL;
        for (struct run *r = runs->first; r; r = r->next) {
            oldest = r->state == RUN_QUEUED ? r : oldest;
        }
        if (!oldest) {
            return;
        }
        start_one(oldest);
    }
}

/* ---- what the API asks ------------------------------------------------------------------ */

static struct run *find(struct runs *runs, int64_t id)
{
    struct run *run = runs->first;
    while (run && run->id != id) {
        run = run->next;
    }
    return run;
}

static int32_t count_waiting(const struct runs *runs)
{
    int32_t n = 0;
    for (const struct run *r = runs->first; r; r = r->next) {
        n += r->state == RUN_QUEUED;
    }
    return n;
}

static struct run *add_run(struct runs *runs,
                           const struct run_request *request)
{
    enum { SECONDS = 60, WEEKS = 8 };
    struct run *run = xcalloc(1, sizeof *run);
    run->runs = runs;
    run->kind = request->kind;
    run->id = ++runs->last_id;
    snprintf(run->from, sizeof run->from, "%s",
             request->from ? request->from : "");
    run->weeks = request->weeks > 0 ? request->weeks : WEEKS;
    run->seconds = request->seconds > 0 ? request->seconds : SECONDS;
    run->seed = request->seed;
    run->actor = xstrdup(request->actor);
    run->norwegian = request->norwegian;
    run->next = runs->first;
    runs->first = run;
    return run;
}

cJSON *runs_start(struct runs *runs, const struct run_request *request)
{
    cJSON *object = NULL;
    thread_lock_take(runs->lock);
    if (!runs->closing && count_waiting(runs) < WAITING_MAX) {
        forget_old(runs);
        struct run *run = add_run(runs, request);
        start_waiting(runs);
        object = run_json(run);
    }
    thread_lock_give(runs->lock);
    return object;
}

cJSON *runs_show(struct runs *runs, int64_t id)
{
    thread_lock_take(runs->lock);
    const struct run *run = find(runs, id);
    cJSON *object = run ? run_json(run) : NULL;
    thread_lock_give(runs->lock);
    return object;
}

cJSON *runs_list(struct runs *runs)
{
    cJSON *object = cJSON_CreateObject();
    cJSON *list = json_add_list(object, "runs");
    thread_lock_take(runs->lock);
    for (const struct run *run = runs->first; run; run = run->next) {
        cJSON_AddItemToArray(list, run_json(run));
    }
    thread_lock_give(runs->lock);
    return object;
}

/* With the lock held. */
static void stop(struct run *run)
{
    run->stopping = run->state <= RUN_RUNNING;
    if (run->state == RUN_QUEUED) {
        run->state = RUN_FAILED;
        snprintf(run->failure, sizeof run->failure,
                 "stopped while it waited");
        tell_end(run);
    } else if (run->pid > 0) {
        (void)kill((pid_t)run->pid, SIGINT);
    }
}

cJSON *runs_stop(struct runs *runs, int64_t id)
{
    thread_lock_take(runs->lock);
    struct run *run = find(runs, id);
    if (run) {
        stop(run);
    }
    cJSON *object = run ? run_json(run) : NULL;
    thread_lock_give(runs->lock);
    return object;
}

bool runs_watch(struct runs *runs, int64_t id, struct http_stream *stream)
{
    thread_lock_take(runs->lock);
    struct run *run = find(runs, id);
    bool over = !run || run->state >= RUN_DONE ||
                run->n_streams == STREAMS_MAX;
    if (run) {
        cJSON *object = run_json(run);
        (void)send_event(stream, run->state >= RUN_DONE ? "end" : "state",
                         object);
        cJSON_Delete(object);
    }
    if (over) {
        http_stream_release(stream);
    } else {
        run->streams[run->n_streams++] = stream;
    }
    thread_lock_give(runs->lock);
    return run != NULL;
}

/* With the lock held: waits until all have ended; whoever does not in time,
 * with a model too large to be asked in between, ends without an answer. */
static void wait_for_all(struct runs *runs)
{
    enum { PATIENCE = 1 };
    double until = thread_seconds() + GRACE_SECONDS;
    while (runs->running > 0) {
        thread_lock_wait(runs->lock, PATIENCE);
        for (struct run *run = runs->first; run; run = run->next) {
            if (run->pid > 0 && thread_seconds() > until) {
                (void)kill(-(pid_t)run->pid, SIGKILL);
            }
        }
    }
}

void runs_free(struct runs *runs)
{
    if (!runs) {
        return;
    }
    thread_lock_take(runs->lock);
    runs->closing = true;
    for (struct run *run = runs->first; run; run = run->next) {
        stop(run);
    }
    wait_for_all(runs);
    thread_lock_give(runs->lock);
    while (runs->first) {
        struct run *run = runs->first;
        runs->first = run->next;
        run_free(run);
    }
    thread_lock_free(runs->lock);
    free(runs->program);
    free(runs->database);
    free(runs);
}
