/* SPDX-License-Identifier: GPL-3.0-or-later */
/* courier.c - carries messages by SMTP and HTTP. */
#include "messages/courier.h"

#include <curl/curl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "messages/mail.h"
#include "messages/webhook.h"

enum {
    CONNECT_SECONDS = 10,
    BYTES_MAX = 1 << 18,  /* of one message */
    ANSWER_MAX = 1 << 16, /* bytes of an answer that are worth waiting for */
    HEADER_MAX = 200
};

struct courier {
    const struct message_settings *settings;
    CURL *mail, *post; /* one each, so that connections are kept */
};

enum status courier_new(const struct message_settings *settings,
                        struct courier **result, struct error *err)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return error_set(err, STATUS_INTERNAL, "libcurl did not start");
    }
    struct courier *courier = xcalloc(1, sizeof *courier);
    courier->settings = settings;
    courier->mail = curl_easy_init();
    courier->post = curl_easy_init();
    CHECK(courier->mail && courier->post);
    *result = courier;
    return STATUS_OK;
}

void courier_free(struct courier *courier)
{
    if (courier) {
        curl_easy_cleanup(courier->mail);
        curl_easy_cleanup(courier->post);
        free(courier);
        curl_global_cleanup();
    }
}

/* Each option here has a value that libcurl knows, so that a failure is ours:
 * the library is older than the one we were built with. */
#define SET(curl, option, value)                                               \
    CHECK(curl_easy_setopt(curl, option, value) == CURLE_OK)

static struct attempt attempt_of(enum delivery delivery, const char *format,
                                 ...) PRINTF_LIKE(2, 3);

static struct attempt attempt_of(enum delivery delivery, const char *format,
                                 ...)
{
    struct attempt attempt = {.delivery = delivery};
    va_list args;
    va_start(args, format);
    vsnprintf(attempt.words, sizeof attempt.words, format, args);
    va_end(args);
    return attempt;
}

/* What both ways have in common. */
static void set_common(const struct courier *courier, CURL *curl,
                       const char *ca_file)
{
    long seconds = courier->settings->seconds;
    curl_easy_reset(curl); /* options only; connections stay */
    SET(curl, CURLOPT_NOSIGNAL, 1L);
    SET(curl, CURLOPT_TIMEOUT, seconds);
    /* After a try has failed libcurl says QUIT and waits for an answer, which
     * the limit above does not cover. */
    SET(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, seconds);
    SET(curl, CURLOPT_CONNECTTIMEOUT,
        seconds < CONNECT_SECONDS ? seconds : CONNECT_SECONDS);
    SET(curl, CURLOPT_PROXY, ""); /* not by what the environment says */
    if (ca_file) {
        SET(curl, CURLOPT_CAINFO, ca_file);
    }
}

/* ---- mail ------------------------------------------------------------------
 */

struct reading {
    const char *bytes;
    size_t left;
};

static size_t read_bytes(char *buffer, size_t size, size_t n, void *context)
{
    struct reading *reading = context;
    size_t room = size * n;
    size_t take = reading->left < room ? reading->left : room;
    memcpy(buffer, reading->bytes, take);
    reading->bytes += take;
    reading->left -= take;
    return take;
}

static size_t drop_bytes(char *bytes, size_t size, size_t n, void *context)
{
    size_t *taken = context;
    (void)bytes;
    *taken += size * n;
    return *taken <= ANSWER_MAX ? size * n : 0;
}

/* These speak of the mailbox (RFC 5321 4.2.3). Others of the 5xx come from our
 * settings as well (530 sign in first, 535 wrong password, 552 full, 554
 * anything), so they are tried again: somebody may put them right. */
static bool mailbox_refused(long code)
{
    static const long CODES[] = {550, 551, 553, 556};
    for (size_t i = 0; i < COUNT_OF(CODES); i++) {
        if (CODES[i] == code) {
            return true;
        }
    }
    return false;
}

static struct attempt mail_outcome(CURL *curl, CURLcode result)
{
    long code = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
    if (result == CURLE_OK) {
        return attempt_of(DELIVERED, "the server took it (%ld)", code);
    }
    bool spoken = result == CURLE_SEND_ERROR || result == CURLE_RECV_ERROR;
    return attempt_of(spoken && mailbox_refused(code) ? REFUSED : DELAYED,
                      "%s (SMTP %ld)", curl_easy_strerror(result), code);
}

static void set_mail(const struct courier *courier, CURL *curl)
{
    static const long TLS[] = {[MAIL_STARTTLS] = CURLUSESSL_ALL,
                               [MAIL_TLS] = CURLUSESSL_ALL,
                               [MAIL_PLAIN] = CURLUSESSL_NONE};
    const struct mail_settings *mail = &courier->settings->mail;
    char url[HEADER_MAX + 300];
    const char *domain = strchr(mail->from, '@');
    bool bracket = strchr(mail->host, ':') != NULL; /* IPv6 */
    snprintf(url, sizeof url, "%s://%s%s%s:%" PRId32 "/%s",
             mail->tls == MAIL_TLS ? "smtps" : "smtp", bracket ? "[" : "",
             mail->host, bracket ? "]" : "", mail->port,
             domain ? domain + 1 : "localhost"); /* the path is our EHLO name */
    SET(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    SET(curl, CURLOPT_URL, url);
    SET(curl, CURLOPT_USE_SSL, TLS[mail->tls]);
    if (mail->user) {
        SET(curl, CURLOPT_USERNAME, mail->user);
        SET(curl, CURLOPT_PASSWORD, mail->password);
    }
}

static struct attempt mail_bytes(struct courier *courier, const char *to,
                                 const struct text *bytes)
{
    CURL *curl = courier->mail;
    const struct mail_settings *mail = &courier->settings->mail;
    struct reading reading = {text_cstr(bytes), bytes->length};
    struct curl_slist *people = curl_slist_append(NULL, to);
    CHECK(people);
    set_common(courier, curl, mail->ca_file);
    set_mail(courier, curl);
    SET(curl, CURLOPT_MAIL_FROM, mail->from);
    SET(curl, CURLOPT_MAIL_RCPT, people);
    SET(curl, CURLOPT_UPLOAD, 1L);
    SET(curl, CURLOPT_READFUNCTION, read_bytes);
    SET(curl, CURLOPT_READDATA, &reading);
    struct attempt attempt = mail_outcome(curl, curl_easy_perform(curl));
    curl_slist_free_all(people);
    return attempt;
}

struct attempt courier_mail(struct courier *courier,
                            const struct message *message)
{
    const struct mail_settings *mail = &courier->settings->mail;
    if (!mail->host) {
        return attempt_of(DELAYED, "the settings have no mail server");
    }
    struct text bytes;
    text_init(&bytes, BYTES_MAX);
    mail_compose(message, mail->from, &bytes);
    struct attempt attempt =
        bytes.overflow ? attempt_of(REFUSED, "the message is too long")
                       : mail_bytes(courier, message->to, &bytes);
    text_release(&bytes);
    return attempt;
}

/* ---- webhook ---------------------------------------------------------------
 */

/* These say that the same request will never do. */
static bool request_refused(long code)
{
    static const long CODES[] = {400, 410, 413, 422};
    for (size_t i = 0; i < COUNT_OF(CODES); i++) {
        if (CODES[i] == code) {
            return true;
        }
    }
    return false;
}

/* A 2xx is an answer, whatever becomes of the bytes behind it. */
static struct attempt post_outcome(CURL *curl, CURLcode result)
{
    long code = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
    if (code >= 200 && code < 300) {
        return attempt_of(DELIVERED, "the receiver took it (%ld)", code);
    }
    return attempt_of(request_refused(code) ? REFUSED : DELAYED,
                      "%s (HTTP %ld)",
                      result == CURLE_OK ? "the receiver did not take it"
                                         : curl_easy_strerror(result),
                      code);
}

static struct curl_slist *add_header(struct curl_slist *list,
                                     const char *format, ...) PRINTF_LIKE(2, 3);

static struct curl_slist *add_header(struct curl_slist *list,
                                     const char *format, ...)
{
    char line[HEADER_MAX + 100];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    struct curl_slist *longer = curl_slist_append(list, line);
    CHECK(longer);
    return longer;
}

static struct curl_slist *webhook_headers(const struct courier *courier,
                                          const char *id, instant now,
                                          const char *body)
{
    const struct webhook_settings *hook = &courier->settings->webhook;
    char signature[WEBHOOK_SIGNATURE];
    webhook_signature(hook->secret, hook->secret_length, id, now, body,
                      signature);
    struct curl_slist *list =
        add_header(NULL, "Content-Type: application/json");
    list = add_header(list, "Idempotency-Key: %s", id);
    list = add_header(list, "webhook-id: %s", id);
    list = add_header(list, "webhook-timestamp: %" PRId64, now);
    list = add_header(list, "webhook-signature: %s", signature);
    return add_header(list, "Expect:"); /* no waiting for 100 Continue */
}

static struct attempt post_bytes(struct courier *courier, const char *id,
                                 instant now, const struct text *body)
{
    CURL *curl = courier->post;
    const struct webhook_settings *hook = &courier->settings->webhook;
    struct curl_slist *headers =
        webhook_headers(courier, id, now, text_cstr(body));
    size_t taken = 0;
    set_common(courier, curl, hook->ca_file);
    SET(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    SET(curl, CURLOPT_URL, hook->url);
    SET(curl, CURLOPT_FOLLOWLOCATION, 0L);
    SET(curl, CURLOPT_POSTFIELDSIZE, (long)body->length);
    SET(curl, CURLOPT_POSTFIELDS, text_cstr(body));
    SET(curl, CURLOPT_HTTPHEADER, headers);
    SET(curl, CURLOPT_WRITEFUNCTION, drop_bytes);
    SET(curl, CURLOPT_WRITEDATA, &taken);
    struct attempt attempt = post_outcome(curl, curl_easy_perform(curl));
    curl_slist_free_all(headers);
    return attempt;
}

struct attempt courier_post(struct courier *courier,
                            const struct message *message, instant now)
{
    if (!courier->settings->webhook.url) {
        return attempt_of(DELAYED, "the settings have no webhook");
    }
    struct text body;
    text_init(&body, BYTES_MAX);
    webhook_body(message, &body);
    struct attempt attempt =
        body.overflow ? attempt_of(REFUSED, "the message is too long")
                      : post_bytes(courier, message->id, now, &body);
    text_release(&body);
    return attempt;
}
