/* SPDX-License-Identifier: GPL-3.0-or-later */
/* problem_reply.c - errors as problem details. */
#include "server/problem_reply.h"

#include "base/json.h"

static const struct {
    int status;
    const char *title;
} TITLES[] = {
    {400, "The request makes no sense"},
    {401, "Please sign in"},
    {403, "Not allowed"},
    {404, "There is nothing here"},
    {405, "Not with this method"},
    {409, "It changed meanwhile, or a rule forbids it"},
    {410, "Gone"},
    {412, "It changed meanwhile"},
    {413, "Too much at once"},
    {415, "Another kind of content is expected"},
    {422, "Something in it was refused"},
    {428, "Say which version you mean"},
    {429, "Too many wrong tries"},
    {500, "The server failed"},
    {503, "Not now"},
};

const char *problem_title(int status)
{
    for (size_t i = 0; i < COUNT_OF(TITLES); i++) {
        if (TITLES[i].status == status) {
            return TITLES[i].title;
        }
    }
    return "It did not work";
}

void problem_reply(struct http_reply *reply, int status, const char *detail)
{
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "type", "about:blank");
    json_add_string(object, "title", problem_title(status));
    json_add_int(object, "status", status);
    if (detail) {
        json_add_string(object, "detail", detail);
    }
    char *words = json_print(object, false);
    text_clear(&reply->body);
    text_str(&reply->body, words);
    free(words);
    cJSON_Delete(object);
    reply->status = status;
    reply->fixed = NULL;
    reply->n_fields = 0;
    http_reply_field(reply, "Content-Type", "application/problem+json");
    http_reply_field(reply, "Cache-Control", "no-store");
}

void problem_of_error(struct http_reply *reply, enum status status,
                      const struct error *err)
{
    static const int CODES[STATUS_COUNT] = {
        [STATUS_OK] = 500,       [STATUS_USAGE] = 400,
        [STATUS_INPUT] = 422,    [STATUS_FILE] = 500,
        [STATUS_STORE] = 500,    [STATUS_CONFLICT] = 409,
        [STATUS_INTERNAL] = 500,
    };
    int code = CODES[status];
    problem_reply(reply, code, code == 500 ? NULL : err->text);
}
