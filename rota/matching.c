/* SPDX-License-Identifier: GPL-3.0-or-later */
/* matching.c - augmenting paths. */
#include "rota/matching.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/vec.h"

struct bool_vec VEC_OF(bool);

struct matching {
    int32_t n_people, n_seats;
    struct bool_vec allowed; /* [seat * n_people + person] */
    int32_t *seat_of;        /* per person, -1: free */
    bool *seen;              /* per person, within one search */
};

struct matching *matching_new(int32_t n_people)
{
    struct matching *m = xcalloc(1, sizeof *m);
    m->n_people = n_people;
    m->seat_of = xcalloc((size_t)n_people + 1, sizeof *m->seat_of);
    m->seen = xcalloc((size_t)n_people + 1, sizeof *m->seen);
    return m;
}

void matching_free(struct matching *matching)
{
    if (matching) {
        vec_release(&matching->allowed);
        free(matching->seat_of);
        free(matching->seen);
        free(matching);
    }
}

int32_t matching_add_seats(struct matching *matching, int32_t n)
{
    int32_t first = matching->n_seats;
    for (int32_t k = 0; k < n * matching->n_people; k++) {
        vec_push(&matching->allowed, false);
    }
    matching->n_seats += n > 0 ? n : 0;
    return first;
}

void matching_allow(struct matching *matching, int32_t seat, int32_t n,
                    int32_t person)
{
    for (int32_t s = seat; s < seat + n; s++) {
        matching->allowed.at[s * matching->n_people + person] = true;
    }
}

/* Finds somebody for `seat`, moving others on where that helps. */
static bool take_seat(struct matching *m, int32_t seat)
{
    for (int32_t i = 0; i < m->n_people; i++) {
        if (!m->allowed.at[seat * m->n_people + i] || m->seen[i]) {
            continue;
        }
        m->seen[i] = true;
        if (m->seat_of[i] < 0 || take_seat(m, m->seat_of[i])) {
            m->seat_of[i] = seat;
            return true;
        }
    }
    return false;
}

int32_t matching_lacking(struct matching *matching)
{
    int32_t lacking = 0;
    for (int32_t i = 0; i < matching->n_people; i++) {
        matching->seat_of[i] = -1;
    }
    for (int32_t seat = 0; seat < matching->n_seats; seat++) {
        memset(matching->seen, 0, (size_t)matching->n_people);
        lacking += !take_seat(matching, seat);
    }
    return lacking;
}
