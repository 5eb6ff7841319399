/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run_child.c - a process, its two pipes, its end. */
#include "server/run_child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"

enum { OUT, LOG, PIPES };
enum { OUTPUT_MAX = 16 << 20, LINE_MAX = 1 << 20, NUMBER = 24, WORDS = 20,
       ACTOR_MAX = 128 };

struct process {
    const struct run_child *child;
    pid_t pid;
    int fd[PIPES];             /* our ends; -1: at its end */
    struct text text[PIPES];   /* all of OUT, the unfinished line of LOG */
    struct text complaint;     /* lines of LOG that are no progress */
};

/* ---- starting ----------------------------------------------------------------------- */

/* No other process may inherit our ends. */
static bool open_pipe(int ends[2])
{
    if (pipe(ends) != 0) {
        return false;
    }
    (void)fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    (void)fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return true;
}

struct words {
    char *at[WORDS];
    char numbers[3][NUMBER];
    char now[INSTANT_TEXT];
};

static void fill_words(const struct run_child *child, struct words *w)
{
    int n = 0;
    const char *fixed[] = {child->program, child->verb,  child->database,
                           "--json",       "--progress", "json"};
    int n_fixed = child->horizon ? (int)COUNT_OF(fixed) : 4;
    for (int i = 0; i < n_fixed; i++) {
        w->at[n++] = (char *)(uintptr_t)fixed[i];
    }
    static const char *const NAMES[] = {"--time", "--weeks", "--seed"};
    const long long values[] = {child->seconds, child->weeks, child->seed};
    for (int i = 0; i < (child->horizon ? 3 : 1); i++) {
        snprintf(w->numbers[i], NUMBER, "%lld", values[i]);
        w->at[n++] = (char *)(uintptr_t)NAMES[i];
        w->at[n++] = w->numbers[i];
    }
    if (child->from && child->horizon) {
        w->at[n++] = (char *)(uintptr_t) "--from";
        w->at[n++] = (char *)(uintptr_t)child->from;
    }
    w->at[n++] = (char *)(uintptr_t) "--lang";
    w->at[n++] = (char *)(uintptr_t)(child->norwegian ? "nb" : "en");
    if (child->ahead != 0) {
        instant_format((instant)time(NULL) + child->ahead, w->now);
        w->at[n++] = (char *)(uintptr_t) "--now";
        w->at[n++] = w->now;
    }
    w->at[n] = NULL;
}

/* Ours, and who asked: for the audit log. */
static char **environment(const char *actor, char *name, size_t room)
{
    extern char **environ;
    size_t n = 0;
    while (environ[n]) {
        n++;
    }
    char **list = xcalloc(n + 2, sizeof *list);
    memcpy(list, environ, n * sizeof *list);
    snprintf(name, room, "SAMVAKT_ACTOR=%s", actor);
    list[n] = name;
    return list;
}

/* The server's threads block signals; its children must not. */
static int spawn(const struct run_child *child, const int out[2],
                 const int log[2], pid_t *pid)
{
    struct words words;
    char actor[ACTOR_MAX];
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    fill_words(child, &words);
    sigemptyset(&none);
    (void)posix_spawn_file_actions_init(&actions);
    (void)posix_spawn_file_actions_addopen(&actions, STDIN_FILENO,
                                           "/dev/null", O_RDONLY, 0);
    (void)posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    (void)posix_spawn_file_actions_adddup2(&actions, log[1], STDERR_FILENO);
    (void)posix_spawnattr_init(&attributes);
    (void)posix_spawnattr_setsigmask(&attributes, &none);
    /* A group of its own, so that its solver can be ended with it. */
    (void)posix_spawnattr_setpgroup(&attributes, 0);
    (void)posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    char **list = environment(child->actor, actor, sizeof actor);
    int code = posix_spawn(pid, child->program, &actions, &attributes,
                           words.at, list);
    free(list);
    (void)posix_spawn_file_actions_destroy(&actions);
    (void)posix_spawnattr_destroy(&attributes);
    return code;
}

static bool start(struct process *p, char *failure, size_t room)
{
    int out[2], log[2];
    if (!open_pipe(out)) {
        snprintf(failure, room, "no pipe: %s", strerror(errno));
        return false;
    }
    if (!open_pipe(log)) {
        snprintf(failure, room, "no pipe: %s", strerror(errno));
        (void)close(out[0]);
        (void)close(out[1]);
        return false;
    }
    int code = spawn(p->child, out, log, &p->pid);
    (void)close(out[1]);
    (void)close(log[1]);
    p->fd[OUT] = out[0];
    p->fd[LOG] = log[0];
    if (code != 0) {
        snprintf(failure, room, "the optimisation could not be started: %s",
                 strerror(code));
    }
    return code == 0;
}

/* ---- reading ------------------------------------------------------------------------- */

/* A line of its standard error: progress, or a complaint. */
static void take_line(struct process *p, const char *line)
{
    cJSON *object = *line == '{' ? cJSON_Parse(line) : NULL;
    if (object) {
        p->child->progress(p->child->context, object);
        cJSON_Delete(object);
    } else if (*line) {
        text_str(&p->complaint, p->complaint.length ? " " : "");
        text_str(&p->complaint, line);
    }
}

static void take_lines(struct process *p)
{
    struct text *text = &p->text[LOG];
    char *end;
    while (text->length > 0 &&
           (end = memchr(text->bytes, '\n', text->length)) != NULL) {
        size_t used = (size_t)(end - text->bytes) + 1;
        *end = '\0';
        take_line(p, text->bytes);
        memmove(text->bytes, text->bytes + used, text->length - used + 1);
        text->length -= used;
    }
}

static void read_some(struct process *p, int which)
{
    char block[8192];
    ssize_t n = read(p->fd[which], block, sizeof block);
    if (n > 0) {
        text_bytes(&p->text[which], block, (size_t)n);
        if (which == LOG) {
            take_lines(p);
        }
    } else if (n == 0 || errno != EINTR) {
        (void)close(p->fd[which]);
        p->fd[which] = -1;
    }
}

static void read_all(struct process *p)
{
    while (p->fd[OUT] >= 0 || p->fd[LOG] >= 0) {
        struct pollfd wait[PIPES] = {{.fd = p->fd[OUT], .events = POLLIN},
                                     {.fd = p->fd[LOG], .events = POLLIN}};
        if (poll(wait, PIPES, -1) < 0) {
            continue; /* interrupted */
        }
        for (int i = 0; i < PIPES; i++) {
            if (wait[i].revents) {
                read_some(p, i);
            }
        }
    }
}

/* ---- ending --------------------------------------------------------------------------- */

static void say_end(const struct process *p, int code, char *failure,
                    size_t room)
{
    if (WIFSIGNALED(code)) {
        snprintf(failure, room,
                 "the optimisation was ended by signal %d; what was published "
                 "stands as it was",
                 WTERMSIG(code));
    } else if (p->complaint.length > 0) {
        snprintf(failure, room, "%s", p->complaint.bytes);
    } else {
        snprintf(failure, room, "the optimisation ended without an answer");
    }
}

/* {"error": {"kind", "text"}}: it said why it would not. */
static bool refused(const cJSON *result, char *failure, size_t room)
{
    const char *words = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(
        cJSON_GetObjectItemCaseSensitive(result, "error"), "text"));
    if (words) {
        snprintf(failure, room, "%s", words);
    }
    return words != NULL;
}

cJSON *run_child_work(const struct run_child *child, char *failure,
                      size_t room)
{
    struct process p = {.child = child, .fd = {-1, -1}};
    cJSON *result = NULL;
    text_init(&p.text[OUT], OUTPUT_MAX);
    text_init(&p.text[LOG], LINE_MAX);
    text_init(&p.complaint, LINE_MAX);
    if (start(&p, failure, room)) {
        int code = 0;
        siginfo_t info;
        child->started(child->context, p.pid);
        read_all(&p);
        /* Waits, but leaves it to be reaped: its number stays taken. */
        (void)waitid(P_PID, (id_t)p.pid, &info, WEXITED | WNOWAIT);
        child->ended(child->context);
        (void)waitpid(p.pid, &code, 0);
        result = cJSON_Parse(text_cstr(&p.text[OUT]));
        if (!result) {
            say_end(&p, code, failure, room);
        } else if (refused(result, failure, room)) {
            cJSON_Delete(result);
            result = NULL;
        }
    }
    for (int i = 0; i < PIPES; i++) {
        if (p.fd[i] >= 0) {
            (void)close(p.fd[i]);
        }
        text_release(&p.text[i]);
    }
    text_release(&p.complaint);
    return result;
}
