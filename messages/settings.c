/* SPDX-License-Identifier: GPL-3.0-or-later */
/* settings.c - reads how messages leave. */
#include "messages/settings.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/json.h"

enum {
    SETTINGS_MAX = 1 << 16,
    SECRET_MAX = 1024,
    SECRET_MIN = 16, /* bytes; fewer sign nothing worth the name */
    SECONDS_DEFAULT = 30,
    SECONDS_MAX = 60
};

/* One reading of the file. */
struct reader {
    struct json_doc doc;
    char *folder;
    struct message_settings *out;
};

/* ---- files that only their owner reads
 * ------------------------------------------ */

static enum status check_private(const char *path, struct error *err)
{
    struct stat info;
    if (stat(path, &info) != 0) {
        return error_set(err, STATUS_FILE, "%s: cannot be opened: %s", path,
                         strerror(errno));
    }
    if (!S_ISREG(info.st_mode) || (info.st_mode & 077) != 0 ||
        info.st_uid != geteuid()) {
        return error_set(err, STATUS_FILE,
                         "%s: expected a file of ours that nobody else may "
                         "read (mode 0600), found mode %04o of user %ld",
                         path, (unsigned)(info.st_mode & 07777),
                         (long)info.st_uid);
    }
    return STATUS_OK;
}

static char *beside(const struct reader *reader, const char *name)
{
    struct text path;
    text_init(&path, SIZE_MAX);
    if (name[0] != '/') {
        text_str(&path, reader->folder);
    }
    text_str(&path, name);
    return text_take(&path);
}

/* The first line of a private file. The caller owns it. */
static enum status read_secret(const struct reader *reader, const char *name,
                               char **secret, struct error *err)
{
    char *path = beside(reader, name), *bytes = NULL;
    size_t length = 0;
    enum status status = check_private(path, err);
    if (status == STATUS_OK) {
        status = file_read(path, SECRET_MAX, &bytes, &length, err);
    }
    if (status == STATUS_OK) {
        bytes[strcspn(bytes, "\r\n")] = '\0';
        if (!*bytes) {
            status = error_set(err, STATUS_INPUT,
                               "%s:1: expected a secret, found nothing", path);
        }
    }
    if (status == STATUS_OK) {
        *secret = bytes;
    } else {
        free(bytes);
    }
    free(path);
    return status;
}

/* ---- fields
 * ------------------------------------------------------------------------ */

static enum status known_keys(const struct reader *reader, const cJSON *object,
                              const char *const *keys, struct error *err)
{
    const cJSON *field;
    cJSON_ArrayForEach (field, object) {
        const char *const *key = keys;
        while (*key && strcmp(*key, field->string) != 0) {
            key++;
        }
        if (!*key) {
            return json_fail(&reader->doc, field, err,
                             "no such setting; known here: %s, ...", keys[0]);
        }
    }
    return STATUS_OK;
}

/* Text without controls or blanks; untouched when there is no such field. */
static enum status read_word(const struct reader *reader, const cJSON *object,
                             const char *key, char **result, struct error *err)
{
    const char *text;
    const cJSON *field = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!field) {
        return STATUS_OK;
    }
    TRY(json_get_string(&reader->doc, object, key, &text, err));
    for (const char *c = text; *c; c++) {
        if (*c <= ' ' || *c > '~') {
            return json_fail(&reader->doc, field, err,
                             "expected letters without blanks, found "
                             "something else");
        }
    }
    if (!*text) {
        return json_fail(&reader->doc, field, err,
                         "expected a word, found \"\"");
    }
    *result = xstrdup(text);
    return STATUS_OK;
}

static enum status need_word(const struct reader *reader, const cJSON *object,
                             const char *key, char **result, struct error *err)
{
    TRY(read_word(reader, object, key, result, err));
    return *result ? STATUS_OK
                   : json_fail(&reader->doc, object, err,
                               "expected \"%s\", found none", key);
}

static enum status read_number(const struct reader *reader, const cJSON *object,
                               const char *key, int64_t high, int32_t *result,
                               struct error *err)
{
    int64_t value;
    if (!cJSON_GetObjectItemCaseSensitive(object, key)) {
        return STATUS_OK;
    }
    TRY(json_get_int(&reader->doc, object, key, 1, high, &value, err));
    *result = (int32_t)value;
    return STATUS_OK;
}

static enum status read_path(const struct reader *reader, const cJSON *object,
                             const char *key, char **result, struct error *err)
{
    char *name = NULL;
    TRY(read_word(reader, object, key, &name, err));
    if (name) {
        *result = beside(reader, name);
        free(name);
    }
    return STATUS_OK;
}

/* ---- mail
 * -------------------------------------------------------------------------- */

static bool this_machine(const char *host)
{
    static const char *const NAMES[] = {"localhost", "127.0.0.1", "::1"};
    for (size_t i = 0; i < COUNT_OF(NAMES); i++) {
        if (strcmp(host, NAMES[i]) == 0) {
            return true;
        }
    }
    return false;
}

static enum status read_tls(const struct reader *reader, const cJSON *object,
                            enum mail_tls *result, struct error *err)
{
    static const char *const NAMES[] = {[MAIL_STARTTLS] = "starttls",
                                        [MAIL_TLS] = "tls",
                                        [MAIL_PLAIN] = "none"};
    const char *text;
    if (!cJSON_GetObjectItemCaseSensitive(object, "tls")) {
        return STATUS_OK;
    }
    TRY(json_get_string(&reader->doc, object, "tls", &text, err));
    for (size_t i = 0; i < COUNT_OF(NAMES); i++) {
        if (strcmp(text, NAMES[i]) == 0) {
            *result = (enum mail_tls)i;
            return STATUS_OK;
        }
    }
    return json_fail(&reader->doc,
                     cJSON_GetObjectItemCaseSensitive(object, "tls"), err,
                     "expected \"starttls\", \"tls\" or \"none\", found "
                     "\"%.40s\"",
                     text);
}

static enum status read_user(const struct reader *reader, const cJSON *object,
                             struct mail_settings *mail, struct error *err)
{
    char *name = NULL;
    TRY(read_word(reader, object, "user", &mail->user, err));
    if (!mail->user) {
        return STATUS_OK;
    }
    if (mail->tls == MAIL_PLAIN && !this_machine(mail->host)) {
        return json_fail(&reader->doc,
                         cJSON_GetObjectItemCaseSensitive(object, "user"), err,
                         "expected \"starttls\" or \"tls\" with a user, found "
                         "\"none\"");
    }
    TRY(need_word(reader, object, "password_file", &name, err));
    enum status status = read_secret(reader, name, &mail->password, err);
    free(name);
    return status;
}

static enum status read_mail(const struct reader *reader, const cJSON *object,
                             struct error *err)
{
    static const char *const KEYS[] = {"host",          "port", "tls",
                                       "from",          "user", "ca_file",
                                       "password_file", NULL};
    static const int32_t PORTS[] = {
        [MAIL_STARTTLS] = 587, [MAIL_TLS] = 465, [MAIL_PLAIN] = 25};
    struct mail_settings *mail = &reader->out->mail;
    TRY(known_keys(reader, object, KEYS, err));
    TRY(need_word(reader, object, "host", &mail->host, err));
    TRY(read_tls(reader, object, &mail->tls, err));
    mail->port = PORTS[mail->tls];
    TRY(read_number(reader, object, "port", 65535, &mail->port, err));
    TRY(need_word(reader, object, "from", &mail->from, err));
    if (!strchr(mail->from, '@') || strpbrk(mail->from, "<>,;\"\\")) {
        return json_fail(&reader->doc,
                         cJSON_GetObjectItemCaseSensitive(object, "from"), err,
                         "expected an address, found \"%.60s\"", mail->from);
    }
    TRY(read_path(reader, object, "ca_file", &mail->ca_file, err));
    return read_user(reader, object, mail, err);
}

/* ---- webhook
 * ------------------------------------------------------------------------ */

/* https, or http to this machine. */
static bool url_allowed(const char *url)
{
    static const char PLAIN[] = "http://";
    char host[64];
    if (strncmp(url, "https://", 8) == 0) {
        return url[8] != '\0';
    }
    if (strncmp(url, PLAIN, strlen(PLAIN)) != 0) {
        return false;
    }
    url += strlen(PLAIN);
    if (strchr(url, '@')) { /* "localhost:x@elsewhere" */
        return false;
    }
    size_t length = strcspn(url, ":/?#");
    if (length >= sizeof host) {
        return false;
    }
    memcpy(host, url, length);
    host[length] = '\0';
    return this_machine(host);
}

static enum status take_secret(struct webhook_settings *hook, char *secret,
                               const char *name, struct error *err)
{
    static const char PREFIX[] = "whsec_";
    size_t length = strlen(secret);
    hook->secret = xcalloc(length + 1, 1);
    if (strncmp(secret, PREFIX, strlen(PREFIX)) != 0) {
        memcpy(hook->secret, secret, length);
        hook->secret_length = length;
    } else if (!base64_decode(secret + strlen(PREFIX), hook->secret, length,
                              &hook->secret_length)) {
        return error_set(err, STATUS_INPUT,
                         "%s:1: expected base64 behind whsec_, found "
                         "something else",
                         name);
    }
    if (hook->secret_length < SECRET_MIN) {
        return error_set(err, STATUS_INPUT,
                         "%s:1: expected a secret of %d bytes or more, found "
                         "%zu",
                         name, SECRET_MIN, hook->secret_length);
    }
    return STATUS_OK;
}

static enum status read_webhook(const struct reader *reader,
                                const cJSON *object, struct error *err)
{
    static const char *const KEYS[] = {"url", "secret_file", "ca_file", NULL};
    struct webhook_settings *hook = &reader->out->webhook;
    char *name = NULL, *secret = NULL;
    TRY(known_keys(reader, object, KEYS, err));
    TRY(need_word(reader, object, "url", &hook->url, err));
    if (!url_allowed(hook->url)) {
        return json_fail(&reader->doc,
                         cJSON_GetObjectItemCaseSensitive(object, "url"), err,
                         "expected https, or http to this machine, found "
                         "\"%.60s\"",
                         hook->url);
    }
    TRY(read_path(reader, object, "ca_file", &hook->ca_file, err));
    TRY(need_word(reader, object, "secret_file", &name, err));
    enum status status = read_secret(reader, name, &secret, err);
    if (status == STATUS_OK) {
        status = take_secret(hook, secret, name, err);
    }
    free(secret);
    free(name);
    return status;
}

/* ---- the file
 * ------------------------------------------------------------------------ */

static enum status read_all(struct reader *reader, struct error *err)
{
    static const char *const KEYS[] = {"mail", "webhook", "link", "seconds",
                                       NULL};
    const cJSON *root = reader->doc.root, *part;
    if (!cJSON_IsObject(root)) {
        return json_fail(&reader->doc, NULL, err,
                         "expected an object with \"mail\" or \"webhook\"");
    }
    TRY(known_keys(reader, root, KEYS, err));
    if (cJSON_GetObjectItemCaseSensitive(root, "mail")) {
        TRY(json_get_object(&reader->doc, root, "mail", &part, err));
        TRY(read_mail(reader, part, err));
    }
    if (cJSON_GetObjectItemCaseSensitive(root, "webhook")) {
        TRY(json_get_object(&reader->doc, root, "webhook", &part, err));
        TRY(read_webhook(reader, part, err));
    }
    TRY(read_word(reader, root, "link", &reader->out->link, err));
    reader->out->seconds = SECONDS_DEFAULT;
    return read_number(reader, root, "seconds", SECONDS_MAX,
                       &reader->out->seconds, err);
}

enum status message_settings_load(const char *path,
                                  struct message_settings *settings,
                                  struct error *err)
{
    struct reader reader = {.out = settings};
    const char *slash = strrchr(path, '/');
    memset(settings, 0, sizeof *settings);
    TRY(check_private(path, err));
    reader.folder = xstrdup(path);
    reader.folder[slash ? slash - path + 1 : 0] = '\0';
    enum status status = json_parse_file(&reader.doc, path, SETTINGS_MAX, err);
    if (status == STATUS_OK) {
        status = read_all(&reader, err);
    }
    json_doc_release(&reader.doc);
    free(reader.folder);
    if (status != STATUS_OK) {
        message_settings_release(settings);
    }
    return status;
}

static void forget(void *secret, size_t length)
{
    volatile unsigned char *byte = secret;
    for (size_t i = 0; i < length; i++) {
        byte[i] = 0;
    }
    free(secret);
}

void message_settings_release(struct message_settings *settings)
{
    struct mail_settings *mail = &settings->mail;
    struct webhook_settings *hook = &settings->webhook;
    free(mail->host);
    free(mail->from);
    free(mail->user);
    forget(mail->password, mail->password ? strlen(mail->password) : 0);
    free(mail->ca_file);
    free(hook->url);
    forget(hook->secret, hook->secret_length);
    free(hook->ca_file);
    free(settings->link);
    memset(settings, 0, sizeof *settings);
}
