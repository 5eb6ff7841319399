/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metrics.c - counters, one lock. */
#include "server/metrics.h"

#include "base/arena.h"
#include "base/thread.h"

enum { CLASSES = 6, BUCKETS = 7 };

static const double BUCKET_SECONDS[BUCKETS] = {0.001, 0.005, 0.025, 0.1,
                                               0.5,   2.5,   10};
static const struct {
    const char *name, *help;
} COUNTER_TEXTS[COUNTERS] = {
    [COUNT_FEED_FRESH] = {"samvakt_feed_sent_total", "Calendars sent whole."},
    [COUNT_FEED_SAME] = {"samvakt_feed_unchanged_total",
                         "Calendars answered with 304."},
    [COUNT_FEED_BUILT] = {"samvakt_feed_built_total",
                          "Calendars built anew."},
    [COUNT_FEED_MISS] = {"samvakt_feed_unknown_total",
                         "Requests with an unknown token."},
    [COUNT_RUNS] = {"samvakt_runs_total", "Optimisations started."},
    [COUNT_RUNS_LOST] = {"samvakt_runs_lost_total",
                         "Optimisations whose process died."},
    [COUNT_SIGN_IN] = {"samvakt_sign_in_total", "Sign-ins."},
    [COUNT_SIGN_IN_REFUSED] = {"samvakt_sign_in_refused_total",
                               "Sign-ins refused."},
};

struct metrics {
    struct thread_lock *lock;
    int64_t counters[COUNTERS];
    int64_t classes[CLASSES]; /* by hundreds of the status */
    int64_t buckets[BUCKETS]; /* cumulative */
    int64_t requests;
    double seconds;
};

struct metrics *metrics_new(void)
{
    struct metrics *metrics = xcalloc(1, sizeof *metrics);
    metrics->lock = thread_lock_new();
    return metrics;
}

void metrics_free(struct metrics *metrics)
{
    if (metrics) {
        thread_lock_free(metrics->lock);
        free(metrics);
    }
}

void metrics_count(struct metrics *metrics, enum metric metric)
{
    thread_lock_take(metrics->lock);
    metrics->counters[metric]++;
    thread_lock_give(metrics->lock);
}

void metrics_request(struct metrics *metrics, int status, double seconds)
{
    int class = status / 100;
    thread_lock_take(metrics->lock);
    metrics->classes[class > 0 && class < CLASSES ? class : 0]++;
    for (int i = 0; i < BUCKETS; i++) {
        metrics->buckets[i] += seconds <= BUCKET_SECONDS[i];
    }
    metrics->requests++;
    metrics->seconds += seconds;
    thread_lock_give(metrics->lock);
}

static void write_one(struct text *out, const char *name, const char *kind,
                      const char *help, int64_t value)
{
    text_printf(out, "# HELP %s %s\n# TYPE %s %s\n%s %lld\n", name, help, name,
                kind, name, (long long)value);
}

static void write_requests(const struct metrics *m, struct text *out)
{
    static const char NAME[] = "samvakt_http_request_seconds";
    text_str(out, "# HELP samvakt_http_requests_total Requests by status "
                  "class.\n# TYPE samvakt_http_requests_total counter\n");
    for (int i = 1; i < CLASSES; i++) {
        text_printf(out, "samvakt_http_requests_total{class=\"%dxx\"} %lld\n",
                    i, (long long)m->classes[i]);
    }
    text_printf(out, "# HELP %s Time of a request.\n# TYPE %s histogram\n",
                NAME, NAME);
    for (int i = 0; i < BUCKETS; i++) {
        text_printf(out, "%s_bucket{le=\"%g\"} %lld\n", NAME,
                    BUCKET_SECONDS[i], (long long)m->buckets[i]);
    }
    text_printf(out, "%s_bucket{le=\"+Inf\"} %lld\n%s_sum %.6f\n"
                     "%s_count %lld\n",
                NAME, (long long)m->requests, NAME, m->seconds, NAME,
                (long long)m->requests);
}

void metrics_write(struct metrics *metrics, const struct http_counts *now,
                   struct text *out)
{
    thread_lock_take(metrics->lock);
    for (int i = 0; i < COUNTERS; i++) {
        write_one(out, COUNTER_TEXTS[i].name, "counter",
                  COUNTER_TEXTS[i].help, metrics->counters[i]);
    }
    write_requests(metrics, out);
    thread_lock_give(metrics->lock);
    write_one(out, "samvakt_http_connections", "gauge", "Open connections.",
              now->connections);
    write_one(out, "samvakt_http_streams", "gauge", "Open event streams.",
              now->streams);
    write_one(out, "samvakt_http_shut_total", "counter",
              "Connections ended by a deadline.", now->shut);
}
