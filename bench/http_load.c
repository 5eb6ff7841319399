/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * http_load.c - asks one address of loopback for the same thing, over and over.
 *
 *   bench_http_load PORT PATH SECONDS CONNECTIONS [FIELD...]
 *
 * What wrk does, for answers that wrk can't read: its parser waits for the body
 * that the Content-Length of a 304 announces, which never comes (RFC 9110,
 * 8.6). One thread, connections kept alive, one request at a time on each.
 * Prints one JSON object.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/thread.h"

enum { HEAD_MAX = 8192, BLOCK = 1 << 18, CLASSES = 6, READY = 64 };

struct link {
    int fd;
    char head[HEAD_MAX];
    size_t head_length;
    int64_t body; /* bytes to come; -1: the fields have not all come */
    double asked;
};

struct load {
    const char *request;
    size_t length;
    int64_t classes[CLASSES], bytes;
    double waited, longest; /* seconds */
};

static void fail(const char *what)
{
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

static void ask(struct load *load, struct link *link)
{
    link->head_length = 0;
    link->body = -1;
    link->asked = thread_seconds();
    if (send(link->fd, load->request, load->length, MSG_NOSIGNAL) !=
        (ssize_t)load->length) {
        fail("send");
    }
}

static int64_t length_of(const char *head)
{
    static const char NAME[] = "\nContent-Length:";
    for (const char *at = head; (at = strchr(at, '\n')); at++) {
        if (strncasecmp(at, NAME, sizeof NAME - 1) == 0) {
            return strtoll(at + sizeof NAME - 1, NULL, 10);
        }
    }
    return 0;
}

/* Takes the fields, once they are whole; what of `n` bytes it took. */
static size_t take_head(struct load *load, struct link *link,
                        const char *data, size_t n)
{
    size_t before = link->head_length;
    size_t room = sizeof link->head - 1 - before;
    size_t part = n < room ? n : room;
    memcpy(link->head + before, data, part);
    link->head[before + part] = '\0';
    link->head_length = before + part;
    char *end = strstr(link->head, "\r\n\r\n");
    if (!end) {
        if (part < n) {
            fail("fields that never end");
        }
        return part;
    }
    int class = strncmp(link->head, "HTTP/1.1 ", 9) == 0
                    ? link->head[9] - '0'
                    : 0;
    load->classes[class > 0 && class < CLASSES ? class : 0]++;
    link->body = strncmp(link->head + 9, "304", 3) == 0
                     ? 0
                     : length_of(link->head);
    return (size_t)(end + 4 - link->head) - before;
}

/* True when the answer is whole. */
static bool take(struct load *load, struct link *link, const char *data,
                 size_t n)
{
    size_t used = link->body < 0 ? take_head(load, link, data, n) : 0;
    if (link->body < 0) {
        return false;
    }
    link->body -= (int64_t)(n - used);
    return link->body == 0;
}

static void receive(struct load *load, struct link *link)
{
    static char block[BLOCK];
    ssize_t n = recv(link->fd, block, sizeof block, 0);
    if (n <= 0) {
        fail("recv");
    }
    load->bytes += n;
    if (take(load, link, block, (size_t)n)) {
        double took = thread_seconds() - link->asked;
        load->waited += took;
        load->longest = took > load->longest ? took : load->longest;
        ask(load, link);
    }
}

static void connect_to(struct link *link, int port, int poll)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port)};
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = link};
    int yes = 1;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    link->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (link->fd < 0 ||
        connect(link->fd, (struct sockaddr *)&address, sizeof address) != 0 ||
        setsockopt(link->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes) != 0 ||
        epoll_ctl(poll, EPOLL_CTL_ADD, link->fd, &event) != 0) {
        fail("connect");
    }
}

static double run(struct load *load, int poll, double seconds)
{
    struct epoll_event ready[READY];
    double began = thread_seconds(), now = began;
    while (now - began < seconds) {
        int n = epoll_wait(poll, ready, READY, 100);
        for (int i = 0; i < n; i++) {
            receive(load, ready[i].data.ptr);
        }
        now = thread_seconds();
    }
    return now - began;
}

static void print(const struct load *load, double seconds)
{
    int64_t n = 0;
    for (int i = 0; i < CLASSES; i++) {
        n += load->classes[i];
    }
    printf("{\"requests\": %" PRId64 ", \"seconds\": %.3f, \"rate\": %.0f, "
           "\"2xx\": %" PRId64 ", \"3xx\": %" PRId64 ", \"bytes\": %" PRId64
           ", \"mean_ms\": %.3f, \"longest_ms\": %.3f}\n",
           n, seconds, (double)n / seconds, load->classes[2], load->classes[3],
           load->bytes, n > 0 ? load->waited / (double)n * 1e3 : 0,
           load->longest * 1e3);
}

int main(int argc, char **argv)
{
    struct text request;
    struct load load = {0};
    if (argc < 5) {
        fprintf(stderr, "expected PORT PATH SECONDS CONNECTIONS [FIELD...]\n");
        return 1;
    }
    text_init(&request, HEAD_MAX);
    text_printf(&request, "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n", argv[2]);
    for (int i = 5; i < argc; i++) {
        text_printf(&request, "%s\r\n", argv[i]);
    }
    text_str(&request, "\r\n");
    load.request = text_cstr(&request);
    load.length = request.length;
    long n = strtol(argv[4], NULL, 10);
    int poll = epoll_create1(0);
    struct link *links = xcalloc((size_t)n, sizeof *links);
    for (long i = 0; i < n; i++) {
        connect_to(&links[i], (int)strtol(argv[1], NULL, 10), poll);
        ask(&load, &links[i]);
    }
    print(&load, run(&load, poll, strtod(argv[3], NULL)));
    free(links);
    text_release(&request);
    return 0;
}
