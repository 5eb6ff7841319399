/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_serve.c - the service, until it is told to end. */
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/verbs.h"
#include "server/server.h"

enum { PORT = 8475, PORT_MAX = 65535, PROGRAM_PATH = 4096, SECONDS_MAX = 3600 };

const struct option_def SERVE_OPTIONS[] = {
    {"--address", "IP", "listen here (127.0.0.1)", false},
    {"--port", "N", "and on this port (8475; 0: any free one)", false},
    {"--web", "FOLDER", "the built pages", false},
    {"--public-url", "URL", "what links begin with, behind a proxy", false},
    {"--request-seconds", "S", "for a whole request to arrive (20)", false},
    {"--quiet", NULL, "no log lines", false},
    {NULL, NULL, NULL, false},
};

/* SIGINT and SIGTERM are blocked before any thread is made, so that this
 * thread alone gets them, in wait_for_end(). */
static void block_signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGTERM);
    (void)sigprocmask(SIG_BLOCK, set, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
}

static void wait_for_end(const sigset_t *set)
{
    int number;
    while (sigwait(set, &number) != 0) {
    }
}

static enum status serve(const struct invocation *v,
                         struct server_options *options, struct error *err)
{
    struct server *server = NULL;
    sigset_t set;
    block_signals(&set);
    TRY(server_open(options, &server, err));
    printf(v->norwegian ? "Tjener på http://%s:%d/\n"
                        : "serving http://%s:%d/\n",
           options->address, server_port(server));
    fflush(stdout);
    wait_for_end(&set);
    server_close(server);
    return STATUS_OK;
}

int cmd_serve(struct invocation *v)
{
    struct error err = {0};
    char program[PROGRAM_PATH];
    int64_t port = PORT, seconds = 0;
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    program[length > 0 ? length : 0] = '\0';
    const char *address = option(v, "--address");
    struct server_options options = {
        .database = v->operands[0],
        .address = address ? address : "127.0.0.1",
        .web_folder = option(v, "--web"),
        .public_url = option(v, "--public-url"),
        .program = program,
        .ahead = option(v, "--now") ? v->act.at - (instant)time(NULL) : 0,
        .quiet = option(v, "--quiet") != NULL,
    };
    enum status status =
        option_int(v, "--port", 0, PORT_MAX, &port, &err);
    if (status == STATUS_OK) {
        status = option_int(v, "--request-seconds", 1, SECONDS_MAX, &seconds,
                            &err);
    }
    options.port = (int)port;
    options.request_seconds = (int)seconds;
    if (status == STATUS_OK) {
        status = serve(v, &options, &err);
    }
    return invocation_end(v, status, &err, cJSON_CreateObject(), NULL);
}
