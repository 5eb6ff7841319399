/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * profile_body.h - limits, tiers and pay windows of one profile file.
 *
 * Serves importers/profile_json.c, which finds the files and describes them.
 */
#ifndef IMPORTERS_PROFILE_BODY_H
#define IMPORTERS_PROFILE_BODY_H

#include "base/json.h"
#include "model/profile.h"

/* One file of the chain that is being read. */
struct profile_source {
    const struct json_doc *doc;
    struct arena *arena;
    struct error *err;
};

/* Changes `profile` by what the file says. */
enum status profile_body_read(const struct profile_source *source,
                              struct profile *profile) MUST_USE;

#endif
