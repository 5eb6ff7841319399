/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arena.c - a chain of zeroed blocks, each handed out from front to back. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"

enum { BLOCK_SIZE = 64 * 1024 };

struct block {
    struct block *next;
    size_t size, used; /* of `bytes` */
    alignas(max_align_t) char bytes[];
};

struct arena {
    struct block *blocks; /* the newest first: only that one has room */
    size_t used;
};

static _Noreturn void die_of_memory(size_t size)
{
    fprintf(stderr, "samvakt: out of memory (%zu bytes wanted)\n", size);
    abort();
}

static size_t product(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size) {
        die_of_memory(SIZE_MAX);
    }
    return count * size;
}

struct arena *arena_new(void)
{
    return xcalloc(1, sizeof(struct arena));
}

void arena_free(struct arena *arena)
{
    if (!arena) {
        return;
    }
    for (struct block *block = arena->blocks, *next; block; block = next) {
        next = block->next;
        free(block);
    }
    free(arena);
}

static struct block *block_new(size_t size)
{
    if (size > SIZE_MAX - sizeof(struct block)) {
        die_of_memory(size);
    }
    struct block *block = xcalloc(1, sizeof *block + size);
    block->size = size;
    return block;
}

/* Something that needs over a quarter of a block gets one of its own, placed
 * behind the newest, which still has room. */
static void *alloc_large(struct arena *arena, size_t size)
{
    struct block *block = block_new(size);
    block->used = size;
    if (arena->blocks) {
        block->next = arena->blocks->next;
        arena->blocks->next = block;
    } else {
        arena->blocks = block;
    }
    return block->bytes;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    const size_t align = alignof(max_align_t);
    if (size > SIZE_MAX - align) {
        die_of_memory(size);
    }
    size = (size + align - 1) / align * align;
    size = size ? size : align;
    arena->used += size;
    if (size > BLOCK_SIZE / 4) {
        return alloc_large(arena, size);
    }
    struct block *block = arena->blocks;
    if (!block || block->size - block->used < size) {
        block = block_new(BLOCK_SIZE);
        block->next = arena->blocks;
        arena->blocks = block;
    }
    void *result = block->bytes + block->used;
    block->used += size;
    return result;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    return arena_alloc(arena, product(count, size));
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return text ? arena_copy(arena, text, strlen(text) + 1) : NULL;
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
    if (!text) {
        return NULL;
    }
    size_t kept = strnlen(text, length);
    char *copy = arena_alloc(arena, kept + 1);
    memcpy(copy, text, kept);
    return copy;
}

void *arena_copy(struct arena *arena, const void *source, size_t size)
{
    void *copy = arena_alloc(arena, size);
    if (size) {
        memcpy(copy, source, size);
    }
    return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    CHECK(length >= 0);
    char *result = arena_alloc(arena, (size_t)length + 1);
    vsnprintf(result, (size_t)length + 1, format, again);
    va_end(again);
    return result;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}

void *xmalloc(size_t size)
{
    return xrealloc(NULL, size);
}

void *xcalloc(size_t count, size_t size)
{
    void *block = calloc(count ? count : 1, size ? size : 1);
    if (!block) {
        die_of_memory(product(count, size));
    }
    return block;
}

void *xrealloc(void *block, size_t size)
{
    void *result = realloc(block, size ? size : 1);
    if (!result) {
        die_of_memory(size);
    }
    return result;
}

void *xreallocarray(void *block, size_t count, size_t size)
{
    return xrealloc(block, product(count, size));
}

char *xstrdup(const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(xmalloc(size), text, size);
}
