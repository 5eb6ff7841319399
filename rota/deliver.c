/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deliver.c - messages leave the outbox. */
#include "rota/deliver.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/digest.h"
#include "base/text.h"
#include "messages/courier.h"
#include "rota/letter.h"
#include "store/store_outbox.h"

enum {
    /* Longer than a run of DELIVER_SECONDS and one more try (twice a minute,
     * messages/courier.h) can take. */
    LEASE_SECONDS = 300,
    DELIVER_SECONDS = 120,
    TEXT_MAX = 4000,
    MESSAGE_ID = 32
};

struct delivering {
    struct desk *desk;
    struct message_settings settings;
    struct courier *courier;
};

/* How a message can go to somebody. */
enum channel { CHANNEL_NONE, CHANNEL_MAIL, CHANNEL_WEBHOOK, CHANNELS };
static const char *const CHANNEL_NAMES[CHANNELS] = {
    [CHANNEL_NONE] = "none",
    [CHANNEL_MAIL] = "mail",
    [CHANNEL_WEBHOOK] = "webhook",
};

/* Questions go to the telephone first, because somebody waits for the answer;
 * news go by mail first. */
static enum channel choose_channel(const struct delivering *d,
                                   const struct outbox_message *message,
                                   const struct staff *staff)
{
    bool mail = d->settings.mail.host && staff->email;
    bool hook = d->settings.webhook.url && staff->phone;
    bool news = strncmp(message->about, "revision", strlen("revision")) == 0;
    for (int32_t i = CHANNEL_MAIL; i < CHANNELS; i++) {
        if (strcmp(message->channel, CHANNEL_NAMES[i]) == 0) {
            mail = mail && i == CHANNEL_MAIL;
            hook = hook && i == CHANNEL_WEBHOOK;
        }
    }
    if (mail && hook) {
        return news ? CHANNEL_MAIL : CHANNEL_WEBHOOK;
    }
    return mail ? CHANNEL_MAIL : hook ? CHANNEL_WEBHOOK : CHANNEL_NONE;
}

/* Known to nobody but us and the reader, and the same at each try. */
static void make_id(const struct outbox_message *message, char out[DIGEST_HEX])
{
    struct text text;
    text_init(&text, TEXT_MAX);
    text_printf(&text, "%s\n%s", message->key, message->token);
    digest_sha256(text_cstr(&text), text.length, out);
    out[MESSAGE_ID] = '\0';
    text_release(&text);
}

static void make_text(const struct delivering *d,
                      const struct outbox_message *message, struct text *out)
{
    size_t length = strlen(message->text);
    text_str(out, message->text);
    if (length > 0 && message->text[length - 1] != '\n') {
        text_char(out, '\n');
    }
    if (d->settings.link) {
        text_printf(out, "%s%s\n", d->settings.link, message->token);
    }
}

static struct attempt no_way(void)
{
    struct attempt attempt = {.delivery = DELAYED};
    snprintf(attempt.words, sizeof attempt.words,
             "no address of the person fits the settings");
    return attempt;
}

static struct attempt send(const struct delivering *d,
                           const struct outbox_message *outgoing,
                           const struct staff *staff, enum channel channel)
{
    char id[DIGEST_HEX], kind[40];
    struct text text;
    bool mail = channel == CHANNEL_MAIL;
    text_init(&text, TEXT_MAX);
    make_id(outgoing, id);
    make_text(d, outgoing, &text);
    const struct message message = {
        .id = id,
        .to = mail ? staff->email : staff->phone,
        .subject = letter_subject(outgoing->about, staff->language),
        .text = text_cstr(&text),
        .kind = letter_code(outgoing->about, kind, sizeof kind),
        .language = staff->language == LANGUAGE_NB ? "nb" : "en",
        .at = outgoing->created,
    };
    struct attempt attempt =
        mail ? courier_mail(d->courier, &message)
             : courier_post(d->courier, &message, d->desk->act.at);
    text_release(&text);
    return attempt;
}

static enum status note(const struct delivering *d,
                        const struct outbox_message *message,
                        enum channel channel, const struct attempt *attempt,
                        struct delivered *result, struct error *err)
{
    struct store *store = d->desk->store;
    if (attempt->delivery == DELIVERED) {
        result->sent++;
        return store_message_sent(store, message->id, CHANNEL_NAMES[channel],
                                  err);
    }
    bool final = attempt->delivery == REFUSED;
    if (final || message->tries >= MESSAGE_TRIES) {
        result->failed++;
    } else {
        result->delayed++;
    }
    return store_message_missed(store, message, d->desk->act.at, final,
                                attempt->words, err);
}

static enum status deliver_one(const struct delivering *d,
                               const struct outbox_message *message,
                               struct delivered *result, struct error *err)
{
    const struct coop *coop = d->desk->coop;
    int32_t staff = coop_find_staff(coop, message->recipient);
    enum channel channel =
        staff == NONE ? CHANNEL_NONE
                      : choose_channel(d, message, &coop->staff.at[staff]);
    struct attempt attempt =
        channel == CHANNEL_NONE
            ? no_way()
            : send(d, message, &coop->staff.at[staff], channel);
    return note(d, message, channel, &attempt, result, err);
}

/* Only the outermost limit; what is due is by the desk's clock. */
static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static enum status deliver_all(const struct delivering *d, double seconds,
                               struct delivered *result, struct error *err)
{
    double stop = seconds_now() + seconds;
    while (seconds_now() < stop) {
        struct outbox_message message;
        bool found;
        TRY(store_claim_message(d->desk->store, d->desk->act.at, LEASE_SECONDS,
                                &message, &found, err));
        if (!found) {
            break;
        }
        enum status status = deliver_one(d, &message, result, err);
        outbox_message_release(&message);
        TRY(status);
    }
    return STATUS_OK;
}

enum status deliver_messages(struct desk *desk, const char *settings,
                             double seconds, struct delivered *result,
                             struct error *err)
{
    struct delivering d = {.desk = desk};
    TRY(message_settings_load(settings, &d.settings, err));
    enum status status = courier_new(&d.settings, &d.courier, err);
    if (status == STATUS_OK) {
        status = deliver_all(
            &d, seconds < DELIVER_SECONDS ? seconds : DELIVER_SECONDS, result,
            err);
        courier_free(d.courier);
    }
    message_settings_release(&d.settings);
    return status;
}
