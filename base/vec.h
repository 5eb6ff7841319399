/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vec.h - growing arrays with a type.
 *
 *   struct int_vec VEC_OF(int32_t);
 *   struct int_vec v = {0};
 *   vec_push(&v, 7);
 *   for (int32_t i = 0; i < v.n; i++) use(v.at[i]);
 *   vec_release(&v);
 *
 * Items may move at each push: keep indices, not pointers.
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define VEC_OF(type)                                                           \
    {                                                                          \
        type *at;                                                              \
        int32_t n, room;                                                       \
    }

/* Grows `block` so that one more item fits; aborts past INT32_MAX. */
void *vec_grow_(void *block, int32_t n, int32_t *room, size_t item_size);

#define vec_push(v, item)                                                      \
    do {                                                                       \
        if ((v)->n == (v)->room) {                                             \
            (v)->at = vec_grow_((v)->at, (v)->n, &(v)->room,                   \
                                sizeof *(v)->at);                              \
        }                                                                      \
        (v)->at[(v)->n++] = (item);                                            \
    } while (0)

/* Appends a zeroed item and gives its address, valid until the next push. */
#define vec_add(v)                                                             \
    ((v)->n == (v)->room                                                       \
         ? (void)((v)->at = vec_grow_((v)->at, (v)->n, &(v)->room,             \
                                      sizeof *(v)->at))                        \
         : (void)0,                                                            \
     memset(&(v)->at[(v)->n], 0, sizeof *(v)->at), &(v)->at[(v)->n++])

#define vec_clear(v) ((void)((v)->n = 0))
#define vec_release(v)                                                         \
    do {                                                                       \
        free((v)->at);                                                         \
        (v)->at = NULL;                                                        \
        (v)->n = (v)->room = 0;                                                \
    } while (0)

struct int_vec VEC_OF(int32_t);
struct long_vec VEC_OF(int64_t);

#endif
