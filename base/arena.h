/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arena.h - memory that is built up and freed in one call.
 *
 * A problem, a co-operation, a request each own one arena. Out of memory means
 * one message and abort: every input has a limit (model/limits.h) instead.
 * Not thread safe; one arena belongs to one thread at a time.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena); /* accepts NULL */

/* Zeroed, aligned for any type; lives until arena_free(). Never NULL. */
void *arena_alloc(struct arena *arena, size_t size);
/* As above for count * size, aborting on overflow. */
void *arena_array(struct arena *arena, size_t count, size_t size);
/* A copy; `text` NULL gives NULL. */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t length);
/* A copy of `size` bytes. */
void *arena_copy(struct arena *arena, const void *source, size_t size);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Bytes handed out so far. */
size_t arena_used(const struct arena *arena);

/* malloc family that aborts with one message instead of returning NULL. */
void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *block, size_t size);
/* realloc(block, count * size), aborting on overflow. */
void *xreallocarray(void *block, size_t count, size_t size);
char *xstrdup(const char *text);

#endif
