/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * api_describe.c - OpenAPI 3.1 from the routes: what is in the table is in the
 * document, and nothing else.
 */
#include "server/api_describe.h"

#include <stdio.h>
#include <string.h>

#include "server/api.h"

enum { NAME_MAX_BYTES = 64 };

static cJSON *child(cJSON *object, const char *key)
{
    cJSON *found = cJSON_GetObjectItemCaseSensitive(object, key);
    return found ? found : json_add_object(object, key);
}

static void add_type(cJSON *object, const char *type)
{
    json_add_string(json_add_object(object, "schema"), "type", type);
}

/* Each {name} of the path. */
static void add_path_parameters(const char *path, cJSON *list)
{
    for (const char *at = strchr(path, '{'); at; at = strchr(at + 1, '{')) {
        char name[NAME_MAX_BYTES];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(at + 1, "}"),
                 at + 1);
        cJSON *parameter = json_push_object(list);
        json_add_string(parameter, "name", name);
        json_add_string(parameter, "in", "path");
        json_add_bool(parameter, "required", true);
        add_type(parameter, "string");
    }
}

struct word {
    char name[NAME_MAX_BYTES];
    bool needed;
};

/* The next of "login password code?"; false at the end. */
static bool next_word(const char **fields, struct word *word)
{
    const char *at = *fields + strspn(*fields, " ");
    size_t length = strcspn(at, " ");
    if (length == 0) {
        return false;
    }
    *fields = at + length;
    word->needed = at[length - 1] != '?';
    snprintf(word->name, sizeof word->name, "%.*s",
             (int)(length - !word->needed), at);
    return true;
}

static void add_query(const char *fields, cJSON *list)
{
    struct word word;
    while (fields && next_word(&fields, &word)) {
        cJSON *parameter = json_push_object(list);
        json_add_string(parameter, "name", word.name);
        json_add_string(parameter, "in", "query");
        json_add_bool(parameter, "required", word.needed);
        add_type(parameter, "string");
    }
}

static void add_header(cJSON *list, const char *name, bool needed)
{
    cJSON *parameter = json_push_object(list);
    json_add_string(parameter, "name", name);
    json_add_string(parameter, "in", "header");
    json_add_bool(parameter, "required", needed);
    add_type(parameter, "string");
}

static void add_body(const char *fields, cJSON *operation)
{
    struct word word;
    cJSON *body = json_add_object(operation, "requestBody");
    json_add_bool(body, "required", true);
    cJSON *schema = json_add_object(
        json_add_object(json_add_object(body, "content"),
                        "application/json"),
        "schema");
    json_add_string(schema, "type", "object");
    cJSON *properties = json_add_object(schema, "properties");
    cJSON *needed = json_add_list(schema, "required");
    while (fields && next_word(&fields, &word)) {
        (void)json_add_object(properties, word.name);
        if (word.needed) {
            cJSON_AddItemToArray(needed, cJSON_CreateString(word.name));
        }
    }
}

static void add_response(cJSON *responses, const char *code,
                         const char *words, const char *type)
{
    cJSON *response = json_add_object(responses, code);
    json_add_string(response, "description", words);
    if (type) {
        (void)json_add_object(json_add_object(response, "content"), type);
    }
}

static void add_responses(const struct route *route, cJSON *operation)
{
    static const char PROBLEM[] = "application/problem+json";
    cJSON *responses = json_add_object(operation, "responses");
    add_response(responses, route->flags & ROUTE_CREATED ? "201" : "200",
                 "Done", "application/json");
    add_response(responses, "400", "The request makes no sense", PROBLEM);
    if (route->permission != PERMIT_ANYBODY) {
        add_response(responses, "401", "Nobody is signed in", PROBLEM);
        add_response(responses, "403", "Not allowed", PROBLEM);
    }
    if (route->flags & ROUTE_BODY) {
        add_response(responses, "415", "No JSON", PROBLEM);
        add_response(responses, "422", "Something was refused", PROBLEM);
    }
    if (route->flags & ROUTE_MATCH) {
        add_response(responses, "409", "It changed meanwhile", PROBLEM);
        add_response(responses, "428", "If-Match is missing", PROBLEM);
    }
}

static void describe_route(const struct route *route, cJSON *paths)
{
    char method[8];
    bool body = (route->flags & ROUTE_BODY) != 0;
    snprintf(method, sizeof method, "%s", route->method);
    for (char *at = method; *at != '\0'; at++) {
        *at = (char)(*at | 0x20);
    }
    cJSON *operation = json_add_object(child(paths, route->path), method);
    json_add_string(operation, "summary", route->summary);
    json_add_string(operation, "x-permission",
                    PERMISSION_NAMES[route->permission]);
    cJSON *parameters = json_add_list(operation, "parameters");
    add_path_parameters(route->path, parameters);
    if (!body) {
        add_query(route->fields, parameters);
    }
    if (strcmp(method, "get") != 0 && !(route->flags & ROUTE_NO_SESSION)) {
        add_header(parameters, "X-CSRF-Token", true);
    }
    if (route->flags & ROUTE_KEY) {
        add_header(parameters, "Idempotency-Key", false);
    }
    if (route->flags & ROUTE_MATCH) {
        add_header(parameters, "If-Match", true);
    }
    if (body) {
        add_body(route->fields, operation);
    }
    add_responses(route, operation);
}

cJSON *api_describe(void)
{
    cJSON *root = cJSON_CreateObject();
    json_add_string(root, "openapi", "3.1.0");
    cJSON *info = json_add_object(root, "info");
    json_add_string(info, "title", "Samvakt");
    json_add_string(info, "version", "1");
    cJSON *servers = json_add_list(root, "servers");
    json_add_string(json_push_object(servers), "url", API_PREFIX);
    cJSON *paths = json_add_object(root, "paths");
    for (int32_t g = 0; API_GROUPS[g]; g++) {
        for (const struct route *r = API_GROUPS[g]; r->method; r++) {
            describe_route(r, paths);
        }
    }
    return root;
}
