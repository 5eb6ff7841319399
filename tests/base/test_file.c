/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_file.c - files are read whole within a limit and replaced at once. */
#include "tests/base/harness.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/thread.h"

/* Each test runs in a fresh folder of its own. */
struct folder {
    char name[64];
    struct arena *arena;
};

static int make_folder(void **state)
{
    struct folder *folder = xcalloc(1, sizeof *folder);
    snprintf(folder->name, sizeof folder->name, "test_file.XXXXXX");
    folder->arena = arena_new();
    *state = folder;
    return mkdtemp(folder->name) ? 0 : -1;
}

static char *in_folder(void **state, const char *name)
{
    struct folder *folder = *state;
    return arena_printf(folder->arena, "%s/%s", folder->name, name);
}

static int count_files(void **state, bool remove)
{
    struct folder *folder = *state;
    int n = 0;
    DIR *dir = opendir(folder->name);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        if (entry->d_name[0] != '.') {
            n++;
            char *path = in_folder(state, entry->d_name);
            if (remove && unlink(path) != 0) {
                rmdir(path);
            }
        }
    }
    closedir(dir);
    return n;
}

static int remove_folder(void **state)
{
    struct folder *folder = *state;
    count_files(state, true);
    int failed = rmdir(folder->name);
    arena_free(folder->arena);
    free(folder);
    return failed;
}

static void expect_content(const char *path, const char *wanted)
{
    char *bytes = NULL;
    size_t length = 0;
    struct error err = {0};
    if (file_read(path, 1 << 20, &bytes, &length, &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
    assert_int_equal(length, strlen(wanted));
    assert_string_equal(bytes, wanted);
    free(bytes);
}

static void write_words(const char *path, const char *words)
{
    struct error err = {0};
    if (file_write(path, words, strlen(words), &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
}

static void what_is_written_is_read_back(void **state)
{
    char *path = in_folder(state, "plan.json");
    static const char *const CONTENTS[] = {"", "one\n", "shorter", "æøå"};
    for (size_t i = 0; i < COUNT_OF(CONTENTS); i++) {
        write_words(path, CONTENTS[i]);
        expect_content(path, CONTENTS[i]);
        assert_int_equal(count_files(state, false), 1);
    }
    size_t size = 3 << 20;
    char *large = xmalloc(size), *again = NULL;
    memset(large, 'x', size);
    assert_int_equal(file_write(path, large, size, NULL), STATUS_OK);
    size_t length = 0;
    assert_int_equal(file_read(path, size, &again, &length, NULL), STATUS_OK);
    assert_int_equal(length, size);
    assert_memory_equal(large, again, size);
    assert_int_equal(again[size], 0);
    free(large);
    free(again);
}

static void too_large_a_file_is_refused(void **state)
{
    char *path = in_folder(state, "big");
    char *bytes = NULL;
    size_t length = 7;
    struct error err = {0};
    write_words(path, "123456");
    assert_int_equal(file_read(path, 6, &bytes, &length, &err), STATUS_OK);
    free(bytes);
    bytes = NULL;
    length = 7;
    assert_int_equal(file_read(path, 5, &bytes, &length, &err), STATUS_INPUT);
    assert_null(bytes);
    assert_int_equal(length, 7);
    assert_non_null(strstr(err.text, "big: expected at most 5 bytes"));
    /* One without an end or a size. */
    assert_int_equal(file_read("/dev/zero", 100000, &bytes, &length, &err),
                     STATUS_INPUT);
}

static void what_cannot_be_read_is_named(void **state)
{
    static const char *const NAMES[] = {"missing", ""};
    for (size_t i = 0; i < COUNT_OF(NAMES); i++) {
        char *path = in_folder(state, NAMES[i]); /* "": the folder itself */
        char *bytes = NULL;
        size_t length = 0;
        struct error err = {0};
        expect_int(path, file_read(path, 100, &bytes, &length, &err),
                   STATUS_FILE);
        expect_int(path, strncmp(err.text, path, strlen(path)), 0);
        assert_null(bytes);
    }
}

static void a_failed_write_leaves_the_old_file_and_nothing_else(void **state)
{
    struct error err = {0};
    char *missing = in_folder(state, "no/such/folder");
    assert_int_equal(file_write(missing, "x", 1, &err), STATUS_FILE);
    assert_int_equal(strncmp(err.text, missing, strlen(missing)), 0);

    char *folder = in_folder(state, "folder");
    assert_int_equal(mkdir(folder, 0777), 0);
    assert_int_equal(file_write(folder, "x", 1, &err), STATUS_FILE);
    assert_non_null(strstr(err.text, "expected a regular file"));
    assert_int_equal(file_write("/dev/null", "x", 1, &err), STATUS_FILE);
    assert_int_equal(count_files(state, false), 1);
}

/* As on a full disk the write itself fails, half way: here by a limit on the
 * size of files, for this child process only. */
static void limit_and_write(void *path)
{
    const struct rlimit limit = {50000, 50000};
    char *bytes = xcalloc(1, 100000);
    signal(SIGXFSZ, SIG_IGN);
    CHECK(setrlimit(RLIMIT_FSIZE, &limit) == 0);
    CHECK(file_write(path, bytes, 100000, NULL) == STATUS_FILE);
    free(bytes);
}

static void a_full_disk_leaves_the_old_file_and_nothing_else(void **state)
{
    char *path = in_folder(state, "old");
    write_words(path, "old");
    assert_false(dies(limit_and_write, path));
    expect_content(path, "old");
    assert_int_equal(count_files(state, false), 1);
}

static void rights_follow_the_umask_or_the_old_file(void **state)
{
    struct stat info;
    char *path = in_folder(state, "rights");
    mode_t before = umask(027);
    write_words(path, "1");
    umask(before);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0640);
    assert_int_equal(chmod(path, 0604), 0);
    write_words(path, "2");
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0604);
}

static void a_symbolic_link_stays_and_its_target_is_replaced(void **state)
{
    struct stat info;
    char *path = in_folder(state, "target"), *link = in_folder(state, "link");
    write_words(path, "old");
    assert_int_equal(symlink("target", link), 0);
    write_words(link, "new");
    expect_content(path, "new");
    assert_int_equal(lstat(link, &info), 0);
    assert_true(S_ISLNK(info.st_mode));
}

static void a_bare_file_name_works(void **state)
{
    struct folder *folder = *state;
    int home = open(".", O_RDONLY | O_DIRECTORY);
    assert_int_equal(chdir(folder->name), 0);
    write_words("bare", "here");
    expect_content("bare", "here");
    assert_int_equal(fchdir(home), 0);
    close(home);
}

enum { SIZE = 1 << 16, ROUNDS = 50 };

struct race {
    const char *path;
    struct thread_lock *lock;
    bool done;
    int32_t torn, reads;
};

static bool is_done(struct race *race, bool now_done)
{
    thread_lock_take(race->lock);
    race->done = race->done || now_done;
    bool done = race->done;
    thread_lock_give(race->lock);
    return done;
}

static void write_rounds(struct race *race)
{
    char *bytes = xmalloc(SIZE);
    for (int round = 0; round < ROUNDS; round++) {
        size_t size = round % 2 ? SIZE : SIZE / 2;
        memset(bytes, 'a' + round % 26, size);
        CHECK(file_write(race->path, bytes, size, NULL) == STATUS_OK);
    }
    is_done(race, true);
    free(bytes);
}

static void read_rounds(struct race *race)
{
    while (!is_done(race, false)) {
        char *bytes = NULL;
        size_t length = 0;
        CHECK(file_read(race->path, SIZE, &bytes, &length, NULL) == STATUS_OK);
        char all[2] = {bytes[0], '\0'};
        bool whole = (length == SIZE || length == SIZE / 2) &&
                     strspn(bytes, all) == length;
        race->torn += !whole;
        race->reads++;
        free(bytes);
    }
}

static void race_job(void *context, int32_t index)
{
    (index == 0 ? write_rounds : read_rounds)(context);
}

static void readers_never_see_half_a_file(void **state)
{
    char *path = in_folder(state, "race");
    char *bytes = xmalloc(SIZE);
    memset(bytes, '0', SIZE);
    assert_int_equal(file_write(path, bytes, SIZE, NULL), STATUS_OK);
    free(bytes);
    struct race race = {.path = path, .lock = thread_lock_new()};
    thread_run(2, race_job, &race);
    thread_lock_free(race.lock);
    assert_int_equal(race.torn, 0);
    assert_true(race.reads > 0);
}

int main(void)
{
#define IN_FOLDER(test)                                                        \
    cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
    static const struct CMUnitTest TESTS[] = {
        IN_FOLDER(what_is_written_is_read_back),
        IN_FOLDER(too_large_a_file_is_refused),
        IN_FOLDER(what_cannot_be_read_is_named),
        IN_FOLDER(a_failed_write_leaves_the_old_file_and_nothing_else),
        IN_FOLDER(a_full_disk_leaves_the_old_file_and_nothing_else),
        IN_FOLDER(rights_follow_the_umask_or_the_old_file),
        IN_FOLDER(a_symbolic_link_stays_and_its_target_is_replaced),
        IN_FOLDER(a_bare_file_name_works),
        IN_FOLDER(readers_never_see_half_a_file),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
