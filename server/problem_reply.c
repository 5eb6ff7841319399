/* SPDX-License-Identifier: GPL-3.0-or-later */
/* problem_reply.c - errors as problem details. */
#include "server/problem_reply.h"

#include <stdlib.h>

#include "base/json.h"
#include "base/norwegian.h"

static const struct {
    int status;
    const char *title, *title_nb;
} TITLES[] = {
    {400, "The request makes no sense", "Forespørselen gir ikke mening"},
    {401, "Please sign in", "Logg inn først"},
    {403, "Not allowed", "Ikke tillatt"},
    {404, "There is nothing here", "Det er ingenting her"},
    {405, "Not with this method", "Ikke med denne metoden"},
    {409, "It changed meanwhile, or a rule forbids it",
     "Det ble endret imens, eller en regel forbyr det"},
    {410, "Gone", "Borte"},
    {412, "It changed meanwhile", "Det ble endret imens"},
    {413, "Too much at once", "For mye på én gang"},
    {415, "Another kind of content is expected", "Et annet slag innhold ventes"},
    {422, "Something in it was refused", "Noe i det ble avvist"},
    {428, "Say which version you mean", "Si hvilken utgave det gjelder"},
    {429, "Too many wrong tries", "For mange mislykkede forsøk"},
    {500, "The server failed", "Tjeneren sviktet"},
    {503, "Not now", "Ikke akkurat nå"},
};

static const char *problem_title(int status, bool norwegian)
{
    for (size_t i = 0; i < COUNT_OF(TITLES); i++) {
        if (TITLES[i].status == status) {
            return norwegian ? TITLES[i].title_nb : TITLES[i].title;
        }
    }
    return norwegian ? "Det gikk ikke" : "It did not work";
}

void problem_reply(struct http_reply *reply, int status, const char *detail)
{
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "type", "about:blank");
    json_add_string(object, "title", problem_title(status, reply->norwegian));
    json_add_int(object, "status", status);
    if (detail) {
        char *said = in_language(reply->norwegian, detail);
        json_add_string(object, "detail", said);
        free(said);
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
