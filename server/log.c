/* SPDX-License-Identifier: GPL-3.0-or-later */
/* log.c - log lines without secrets. */
#include "server/log.h"

#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "base/json.h"
#include "server/server_parts.h"

enum { HINT = 8 };

/* Prefixes behind which a secret stands, and what is kept of them. */
static const char *const SECRET[] = {"/cal/", "/api/v1/invitations/",
                                     "/api/v1/acknowledge/", "/api/v1/answer/", "/invite/"};

char *log_path(const char *path, char out[LOG_PATH])
{
    for (size_t i = 0; i < COUNT_OF(SECRET); i++) {
        size_t length = strlen(SECRET[i]);
        if (strncmp(path, SECRET[i], length) == 0) {
            char digest[DIGEST_HEX];
            const char *token = path + length;
            digest_sha256(token, strcspn(token, "."), digest);
            digest[HINT] = '\0';
            snprintf(out, LOG_PATH, "%s%s", SECRET[i], digest);
            return out;
        }
    }
    snprintf(out, LOG_PATH, "%s", path);
    return out;
}

static void write_line(const struct server *server, cJSON *object)
{
    char at[INSTANT_TEXT];
    json_add_string(object, "at", instant_format(server_now(server), at));
    char *words = json_print(object, false);
    fprintf(stderr, "%s\n", words);
    free(words);
    cJSON_Delete(object);
}

void log_request(const struct server *server,
                 const struct http_request *request, int status,
                 double seconds)
{
    char path[LOG_PATH];
    if (server->options.quiet) {
        return;
    }
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "method", request->method);
    json_add_string(object, "path", log_path(request->path, path));
    json_add_int(object, "status", status);
    json_add_int(object, "microseconds", (int64_t)(seconds * 1e6));
    write_line(server, object);
}

void log_failure(const struct server *server, const char *what,
                 const struct error *err)
{
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "failed", what);
    json_add_string(object, "why", err->text);
    write_line(server, object);
}
