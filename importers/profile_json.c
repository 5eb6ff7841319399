/* SPDX-License-Identifier: GPL-3.0-or-later */
/* profile_json.c - rule profiles from data/profiles/NAME.json. */
#include "importers/profile_json.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "importers/folder.h"
#include "importers/profile_body.h"
#include "model/limits.h"

enum { CHAIN_MAX = 8, FOLDERS_MAX = 5 };

/* Profiles on the way from the one asked for to the first base. */
struct chain {
    const char *const *folders;
    const char *names[CHAIN_MAX];
    int n;
    struct arena *arena;
    struct profile *profile;
};

static bool name_allowed(const char *name)
{
    static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    return *name && strlen(name) <= MAX_ID &&
           strspn(name, LETTERS) == strlen(name);
}

static enum status find_profile(const struct chain *chain, const char *name,
                                char path[FOLDER_PATH], struct error *err)
{
    if (!name_allowed(name)) {
        return error_set(err, STATUS_INPUT,
                         "profile: expected a name of a-z, digits, _ and -, "
                         "found '%.40s'",
                         name);
    }
    for (int i = 0; chain->folders[i]; i++) {
        int length =
            snprintf(path, FOLDER_PATH, "%s/%s.json", chain->folders[i], name);
        if (length < FOLDER_PATH && access(path, R_OK) == 0) {
            return STATUS_OK;
        }
    }
    return error_set(err, STATUS_INPUT,
                     "profile: expected the name of a rule profile, found "
                     "'%s', which is in none of the folders for them",
                     name);
}

static enum status check_cycle(const struct chain *chain, const char *name,
                               struct error *err)
{
    for (int i = 0; i < chain->n; i++) {
        if (strcmp(chain->names[i], name) == 0) {
            return error_set(err, STATUS_INPUT,
                             "profile %s: extends itself by way of %s", name,
                             chain->names[chain->n - 1]);
        }
    }
    if (chain->n == CHAIN_MAX) {
        return error_set(err, STATUS_INPUT,
                         "profile %s: expected at most %d profiles that "
                         "extend each other",
                         name, CHAIN_MAX);
    }
    return STATUS_OK;
}

static enum status read_profile(struct chain *chain, const char *name,
                                struct error *err);

static enum status read_doc(struct chain *chain, const char *name,
                            const struct json_doc *doc, struct error *err)
{
    const struct profile_source source = {
        .doc = doc, .arena = chain->arena, .err = err};
    const char *own_name, *base;
    TRY(json_get_string(doc, doc->root, "name", &own_name, err));
    if (strcmp(own_name, name) != 0) {
        return json_fail(doc, NULL, err,
                         "expected the name '%s' as the file has, found "
                         "'%.40s'",
                         name, own_name);
    }
    if (cJSON_HasObjectItem(doc->root, "extends")) {
        TRY(json_get_string(doc, doc->root, "extends", &base, err));
        TRY(read_profile(chain, base, err));
    }
    return profile_body_read(&source, chain->profile);
}

static enum status read_profile(struct chain *chain, const char *name,
                                struct error *err)
{
    char path[FOLDER_PATH];
    struct json_doc doc;
    TRY(check_cycle(chain, name, err));
    TRY(find_profile(chain, name, path, err));
    chain->names[chain->n++] = arena_strdup(chain->arena, name);
    TRY(json_parse_file(&doc, path, MAX_FILE_BYTES, err));
    enum status status = read_doc(chain, name, &doc, err);
    json_doc_release(&doc);
    return status;
}

enum status profile_load_from(struct coop *coop, const char *const *folders,
                              struct error *err)
{
    struct chain chain = {.folders = folders,
                          .arena = coop->arena,
                          .profile =
                              arena_alloc(coop->arena, sizeof *chain.profile)};
    TRY(read_profile(&chain, coop->profile_name, err));
    chain.profile->name = coop->profile_name;
    coop->profile = chain.profile;
    return STATUS_OK;
}

enum status profile_load(struct coop *coop, const char *folder,
                         struct error *err)
{
    const char *folders[FOLDERS_MAX] = {NULL};
    const char *data = getenv("SAMVAKT_DATA");
    int n = 0;
    if (folder) {
        folders[n++] = arena_printf(coop->arena, "%s/profiles", folder);
    }
    if (data && *data) {
        folders[n++] = arena_printf(coop->arena, "%s/profiles", data);
    }
    folders[n++] = SAMVAKT_SOURCE_DATA "/profiles";
    folders[n++] = SAMVAKT_INSTALL_DATA "/profiles";
    return profile_load_from(coop, folders, err);
}
