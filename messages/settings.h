/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * settings.h - how messages leave: one JSON file that its owner alone can read.
 *
 *   {"mail": {"host": "smtp.example.org", "port": 587, "tls": "starttls",
 *             "from": "vakt@example.org", "user": "vakt",
 *             "password_file": "mail.secret", "ca_file": "ca.pem"},
 *    "webhook": {"url": "https://sms.example.org/send",
 *                "secret_file": "webhook.secret", "ca_file": "ca.pem"},
 *    "link": "https://vakt.example.org/svar/",
 *    "seconds": 30}
 *
 * Either of "mail" and "webhook" may be missing. Names of files are relative to
 * the folder of the settings. "tls" is "starttls" (default), "tls" from the
 * first byte, or "none", never with a user unless the host is this machine. A
 * webhook has https unless its host is this machine. Secrets stand in files of
 * their own; a secret that begins with "whsec_" is base64 behind that (Standard
 * Webhooks). Nothing of this is ever written to the database or the audit log.
 */
#ifndef MESSAGES_SETTINGS_H
#define MESSAGES_SETTINGS_H

#include <stdint.h>

#include "base/status.h"

enum mail_tls { MAIL_STARTTLS, MAIL_TLS, MAIL_PLAIN };

struct mail_settings {
    char *host; /* NULL: no mail */
    int32_t port;
    enum mail_tls tls;
    char *from;
    char *user, *password; /* NULL: no sign-in */
    char *ca_file;         /* NULL: the system's */
};

struct webhook_settings {
    char *url; /* NULL: no webhook */
    unsigned char *secret;
    size_t secret_length;
    char *ca_file;
};

struct message_settings {
    struct mail_settings mail;
    struct webhook_settings webhook;
    char *link;      /* in front of a message's token; NULL: none */
    int32_t seconds; /* longest time for one try */
};

/* Reads the file. Refused when others may read it or its secrets, or when it
 * says something unknown. On failure `*settings` is empty. Release with
 * message_settings_release() either way. */
enum status message_settings_load(const char *path,
                                  struct message_settings *settings,
                                  struct error *err) MUST_USE;
void message_settings_release(struct message_settings *settings);

#endif
