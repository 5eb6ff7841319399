/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_arena.c - zeroed, aligned, apart from each other, freed together. */
#include "tests/base/harness.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static void pieces_are_zeroed_aligned_and_do_not_overlap(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    enum { PIECES = 2000 };
    unsigned char *pieces[PIECES];
    for (size_t i = 0; i < PIECES; i++) {
        size_t size = i * 37 % 1500;
        pieces[i] = arena_alloc(arena, size);
        assert_int_equal((uintptr_t)pieces[i] % alignof(max_align_t), 0);
        for (size_t b = 0; b < size; b++) {
            assert_int_equal(pieces[i][b], 0);
        }
        memset(pieces[i], (int)(i % 251), size);
    }
    for (size_t i = 0; i < PIECES; i++) {
        for (size_t b = 0; b < i * 37 % 1500; b++) {
            assert_int_equal(pieces[i][b], i % 251);
        }
    }
    arena_free(arena);
}

static void large_pieces_do_not_waste_the_block_in_use(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    char *first = arena_alloc(arena, 16);
    char *large = arena_alloc(arena, 1 << 20);
    char *second = arena_alloc(arena, 16);
    large[0] = large[(1 << 20) - 1] = 'x';
    assert_ptr_equal(second, first + 16);
    arena_free(arena);

    arena = arena_new();
    large = arena_alloc(arena, 1 << 20);
    large[(1 << 20) - 1] = 'x';
    arena_free(arena);
}

static void pieces_of_size_zero_are_distinct(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_ptr_not_equal(arena_alloc(arena, 0), arena_alloc(arena, 0));
    assert_non_null(arena_array(arena, 0, 8));
    assert_non_null(arena_copy(arena, NULL, 0));
    arena_free(arena);
    arena_free(NULL);
}

static void copies_are_copies(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    char words[] = "Vevelstad";
    char *copy = arena_strdup(arena, words);
    char *part = arena_strndup(arena, words, 4);
    char *all = arena_strndup(arena, words, 400);
    char *raw = arena_copy(arena, words, 3);
    words[0] = 'x';
    assert_string_equal(copy, "Vevelstad");
    assert_string_equal(part, "Veve");
    assert_string_equal(all, "Vevelstad");
    assert_memory_equal(raw, "Vev", 3);
    assert_null(arena_strdup(arena, NULL));
    assert_null(arena_strndup(arena, NULL, 3));
    arena_free(arena);
}

static void printf_takes_any_length(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_string_equal(arena_printf(arena, "%s-%02d", "uke", 7), "uke-07");
    char *long_text = arena_printf(arena, "%100000d", 5);
    assert_int_equal(strlen(long_text), 100000);
    assert_int_equal(long_text[99999], '5');
    arena_free(arena);
}

static void used_counts_what_was_handed_out(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_int_equal(arena_used(arena), 0);
    arena_alloc(arena, 1000);
    assert_true(arena_used(arena) >= 1000);
    assert_true(arena_used(arena) < 1000 + alignof(max_align_t));
    arena_free(arena);
}

static void ask_for_too_many(void *unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    arena_array(arena, SIZE_MAX / 2, 3);
    arena_free(arena);
}

static void ask_for_too_much(void *unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    arena_alloc(arena, SIZE_MAX - 3);
    arena_free(arena);
}

static void reallocate_too_much(void *unused)
{
    (void)unused;
    free(xreallocarray(NULL, SIZE_MAX / 4, 5));
}

static void sizes_that_overflow_abort(void **state)
{
    (void)state;
    assert_true(dies(ask_for_too_many, NULL));
    assert_true(dies(ask_for_too_much, NULL));
    assert_true(dies(reallocate_too_much, NULL));
}

static void the_malloc_family_never_returns_null(void **state)
{
    (void)state;
    void *blocks[] = {xmalloc(0), xcalloc(0, 0), xrealloc(NULL, 0),
                      xreallocarray(NULL, 0, 9), xstrdup("")};
    for (size_t i = 0; i < COUNT_OF(blocks); i++) {
        assert_non_null(blocks[i]);
        free(blocks[i]);
    }
    char *zeroed = xcalloc(100, 3);
    for (int i = 0; i < 300; i++) {
        assert_int_equal(zeroed[i], 0);
    }
    memcpy(zeroed, "Sømna", sizeof "Sømna");
    zeroed = xrealloc(zeroed, 5000);
    assert_string_equal(zeroed, "Sømna");
    free(zeroed);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(pieces_are_zeroed_aligned_and_do_not_overlap),
        cmocka_unit_test(large_pieces_do_not_waste_the_block_in_use),
        cmocka_unit_test(pieces_of_size_zero_are_distinct),
        cmocka_unit_test(copies_are_copies),
        cmocka_unit_test(printf_takes_any_length),
        cmocka_unit_test(used_counts_what_was_handed_out),
        cmocka_unit_test(sizes_that_overflow_abort),
        cmocka_unit_test(the_malloc_family_never_returns_null),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
