/* SPDX-License-Identifier: GPL-3.0-or-later */
/* child.c - both sides of the pipe to the solver. */
#include "rota/child.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "rota/wire.h"

enum { READ_CHUNK = 1 << 16, LINE_MAX_BYTES = 1 << 26 };

/* ---- the child's side ---------------------------------------------------- */

/* The one variable a signal handler needs; it exists in the child only. */
static volatile int stop_asked;

static void ask_stop(int signal_number)
{
    (void)signal_number;
    stop_asked = 1;
}

struct sender {
    const struct problem *problem;
    int fd;
    struct score sent;
    bool sent_any;
};

static void send_line(int fd, const cJSON *object)
{
    char *line = json_print(object, false);
    size_t length = strlen(line);
    line[length] = '\n'; /* in place of the NUL: written by length */
    size_t done = 0;
    while (done < length + 1) {
        ssize_t n = write(fd, line + done, length + 1 - done);
        if (n < 0 && errno != EINTR) {
            _exit(1); /* the parent is gone: nobody wants the rest */
        }
        done += n > 0 ? (size_t)n : 0;
    }
    free(line);
}

static void report(void *context, const struct solver_progress *now,
                   const struct roster *best)
{
    struct sender *sender = context;
    const struct score *score = &now->score;
    bool better = best && now->has_roster &&
                  (!sender->sent_any ||
                   score->breaches < sender->sent.breaches ||
                   (score->breaches == sender->sent.breaches &&
                    score->total < sender->sent.total));
    cJSON *object = wire_progress(sender->problem, now, best);
    if (better) {
        wire_add_roster(object, best);
        sender->sent_any = true;
        sender->sent = *score;
    }
    send_line(sender->fd, object);
    cJSON_Delete(object);
}

static void limit_memory(int64_t bytes)
{
    if (bytes > 0) {
        struct rlimit limit = {(rlim_t)bytes, (rlim_t)bytes};
        (void)setrlimit(RLIMIT_AS, &limit); /* best effort by intent */
    }
}

_Noreturn static void run_child(const struct problem *problem,
                                const struct child_options *options, int fd)
{
    struct sigaction action = {.sa_handler = ask_stop};
    (void)sigaction(SIGTERM, &action, NULL);
    signal(SIGINT, SIG_IGN); /* the terminal's ^C is the parent's to handle */
    limit_memory(options->memory_bytes);
    struct sender sender = {.problem = problem, .fd = fd};
    struct solver_options solver = options->solver;
    solver.report = report;
    solver.report_context = &sender;
    solver.stop = &stop_asked;
    struct solver_result result;
    struct error err = {0};
    child_run *run = options->run ? options->run : solver_run;
    enum status status = run(problem, &solver, &result, &err);
    cJSON *object = status == STATUS_OK ? wire_result(&result)
                                        : wire_failure(status, &err);
    send_line(fd, object);
    _exit(0);
}

/* ---- the parent's side ---------------------------------------------------- */

struct receiver {
    const struct problem *problem;
    const struct child_options *options;
    struct child_result *result;
    pid_t pid;
    bool finished; /* the result line arrived */
    bool stopping;
    enum status status;
    struct error *err;
};

static void take_line(struct receiver *r, const char *line, size_t length)
{
    struct json_doc doc;
    struct error ignored = {0};
    if (json_parse(&doc, "solver", line, length, &ignored) != STATUS_OK) {
        return; /* a line cut off by the child's death */
    }
    const char *type = wire_type(doc.root);
    if (strcmp(type, "failure") == 0) {
        r->status = wire_read_failure(doc.root, r->err);
        r->finished = true;
    } else if (strcmp(type, "result") == 0) {
        r->finished = wire_read_result(r->problem, doc.root,
                                       &r->result->solved);
    } else {
        wire_read_progress(r->problem, doc.root, &r->result->solved);
        cJSON_DeleteItemFromObjectCaseSensitive(doc.root, "lines");
        if (r->options->progress && !r->stopping &&
            !r->options->progress(r->options->context, doc.root)) {
            r->stopping = true;
            (void)kill(r->pid, SIGTERM);
        }
    }
    json_doc_release(&doc);
}

/* Cuts complete lines off the front of the buffer. */
static void take_lines(struct receiver *r, struct text *buffer)
{
    size_t start = 0;
    for (;;) {
        char *end = memchr(buffer->bytes + start, '\n',
                           buffer->length - start);
        if (!end) {
            break;
        }
        size_t at = (size_t)(end - buffer->bytes);
        take_line(r, buffer->bytes + start, at - start);
        start = at + 1;
    }
    if (start > 0) {
        memmove(buffer->bytes, buffer->bytes + start,
                buffer->length - start);
        buffer->length -= start;
    }
}

static void receive(struct receiver *r, int fd)
{
    struct text buffer;
    text_init(&buffer, LINE_MAX_BYTES);
    char chunk[READ_CHUNK];
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n == 0 || (n < 0 && errno != EINTR)) {
            break;
        }
        if (n < 0) { /* a signal, ^C in a terminal: ask once, keep reading */
            if (!r->stopping && r->options->progress &&
                !r->options->progress(r->options->context, NULL)) {
                r->stopping = true;
                (void)kill(r->pid, SIGTERM);
            }
            continue;
        }
        text_bytes(&buffer, chunk, (size_t)n);
        take_lines(r, &buffer);
    }
    text_release(&buffer);
}

static void note_ending(struct child_result *result, int wait_status)
{
    result->ended_early = true;
    if (WIFSIGNALED(wait_status)) {
        snprintf(result->ending, sizeof result->ending, "signal %d (%s)",
                 WTERMSIG(wait_status), strsignal(WTERMSIG(wait_status)));
    } else {
        snprintf(result->ending, sizeof result->ending, "exit status %d",
                 WEXITSTATUS(wait_status));
    }
}

static enum status conclude(struct receiver *r)
{
    int wait_status = 0;
    while (waitpid(r->pid, &wait_status, 0) < 0 && errno == EINTR) {
    }
    if (r->finished) {
        return r->status;
    }
    note_ending(r->result, wait_status);
    if (r->result->solved.roster) {
        return STATUS_OK;
    }
    int64_t limit = r->options->memory_bytes;
    if (limit > 0) {
        return error_set(r->err, STATUS_INTERNAL,
                         "the solver process ended by %s before it had a "
                         "plan; it may use at most %lld MiB of memory",
                         r->result->ending, (long long)(limit >> 20));
    }
    return error_set(r->err, STATUS_INTERNAL,
                     "the solver process ended by %s before it had a plan",
                     r->result->ending);
}

enum status child_solve(const struct problem *problem,
                        const struct child_options *options,
                        struct child_result *result, struct error *err)
{
    int ends[2];
    memset(result, 0, sizeof *result);
    if (pipe(ends) != 0) {
        return error_set(err, STATUS_INTERNAL, "pipe: %s", strerror(errno));
    }
    pid_t pid = fork();
    if (pid < 0) {
        close(ends[0]);
        close(ends[1]);
        return error_set(err, STATUS_INTERNAL, "fork: %s", strerror(errno));
    }
    if (pid == 0) {
        close(ends[0]);
        run_child(problem, options, ends[1]);
    }
    close(ends[1]);
    struct receiver receiver = {.problem = problem,
                                .options = options,
                                .result = result,
                                .pid = pid,
                                .err = err};
    receive(&receiver, ends[0]);
    close(ends[0]);
    enum status status = conclude(&receiver);
    if (status != STATUS_OK) {
        solver_result_release(&result->solved);
    }
    return status;
}
