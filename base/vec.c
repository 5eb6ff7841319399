/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vec.c - the one growing step behind vec_push() and vec_add(). */
#include "base/vec.h"

#include "base/arena.h"
#include "base/status.h"

enum { FIRST_ROOM = 8 };

void *vec_grow_(void *block, int32_t n, int32_t *room, size_t item_size)
{
    CHECK(n < INT32_MAX);
    int32_t more = FIRST_ROOM;
    if (n >= FIRST_ROOM) {
        more = n <= INT32_MAX / 2 ? n * 2 : INT32_MAX;
    }
    block = xreallocarray(block, (size_t)more, item_size);
    *room = more;
    return block;
}
