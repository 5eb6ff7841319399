/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pool.c - rings of lines, one for each person. */
#include "solver/pool.h"

/* Lines of a person, fewer where lines are long: memory, not time. */
enum { LINES_MOST = 48, LINES_LEAST = 12, CELLS_A_PERSON = 4096 };

struct kept_line {
    cost own;
    uint64_t hash;
};

struct ring {
    int16_t *days; /* [room * n_days] */
    struct kept_line *lines;
    int32_t next, n;
};

struct pool {
    int32_t n_people, n_days, room;
    struct ring *rings;
};

struct pool *pool_new(const struct problem *problem)
{
    struct pool *pool = xcalloc(1, sizeof *pool);
    int32_t room = CELLS_A_PERSON / problem->n_days;
    room = room < LINES_LEAST ? LINES_LEAST : room;
    pool->room = room > LINES_MOST ? LINES_MOST : room;
    pool->n_people = problem->n_people;
    pool->n_days = problem->n_days;
    pool->rings = xcalloc((size_t)problem->n_people, sizeof *pool->rings);
    return pool;
}

void pool_free(struct pool *pool)
{
    if (!pool) {
        return;
    }
    for (int32_t i = 0; i < pool->n_people; i++) {
        free(pool->rings[i].days);
        free(pool->rings[i].lines);
    }
    free(pool->rings);
    free(pool);
}

static uint64_t hash_of(const int16_t *line, int32_t n)
{
    uint64_t h = 1;
    for (int32_t d = 0; d < n; d++) {
        h = (h ^ (uint16_t)line[d]) * 0x9E3779B97F4A7C15U;
        h ^= h >> 29;
    }
    return h;
}

void pool_add(struct pool *pool, int32_t person, const int16_t *line, cost own)
{
    struct ring *ring = &pool->rings[person];
    size_t n_days = (size_t)pool->n_days;
    uint64_t hash = hash_of(line, pool->n_days);
    if (!ring->lines) {
        ring->lines = xcalloc((size_t)pool->room, sizeof *ring->lines);
        ring->days = xcalloc((size_t)pool->room * n_days, sizeof *ring->days);
    }
    for (int32_t k = 0; k < ring->n; k++) {
        if (ring->lines[k].hash == hash) {
            return;
        }
    }
    ring->lines[ring->next] = (struct kept_line){own, hash};
    memcpy(&ring->days[(size_t)ring->next * n_days], line,
           n_days * sizeof *line);
    ring->next = (ring->next + 1) % pool->room;
    ring->n += ring->n < pool->room;
}

struct pool_line pool_line(const struct pool *pool, int32_t person, int32_t n)
{
    const struct ring *ring = &pool->rings[person];
    if (n >= ring->n) {
        return (struct pool_line){0};
    }
    int32_t at = (ring->next - 1 - n + 2 * pool->room) % pool->room;
    return (struct pool_line){&ring->days[(size_t)at * (size_t)pool->n_days],
                              ring->lines[at].own};
}
