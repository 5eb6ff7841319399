/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * profile_json.h - rule profiles from data/profiles/NAME.json.
 *
 *   {"name": "no_ks_hta", "title": "...", "extends": "no_aml",
 *    "limits": {
 *      "rest_daily": {
 *        "value": "11",                       as limit_value_parse() reads it
 *        "relaxed": {"union_local": "8"},     furthest value a basis may reach
 *        "test": "forward_from_start",        how it is measured, see TESTS
 *        "severity": {"solver": "forbid", "manager": "confirm",
 *                     "staff": "forbid"},     silent | warn | confirm | forbid
 *        "reference": "AML § 10-8 (1)",
 *        "from": "2006-01-01", "to": "...",   in force; open when left out
 *        "note": "..."}},                     for readers of the file
 *    "tiers": [{"name": "...", "days": 15, "cutoff": "12:00", "weight": 1,
 *               "pay_pct": 0, "consent": false, "note": "..."}],
 *    "pay": {"evening_start": "17:00", "evening_end": "06:00"},
 *    "note": "..."}
 *
 * With "extends" the other profile is read first and this one changes what it
 * names: fields of a limit one by one (but a new value takes the relaxed values
 * with it, unless given again), the tiers as a whole. A profile that extends
 * nothing must give value, test, severity and reference of each limit it has.
 */
#ifndef IMPORTERS_PROFILE_JSON_H
#define IMPORTERS_PROFILE_JSON_H

#include "model/profile.h"

/* Sets coop->profile from coop->profile_name. Looked for in `folder`/profiles
 * (folder may be NULL), $SAMVAKT_DATA/profiles, the source tree the program was
 * built from, the place it is installed to; the first file found is taken. */
enum status profile_load(struct coop *coop, const char *folder,
                         struct error *err) MUST_USE;

/* The same with the folders to look in given, NULL-terminated. */
enum status profile_load_from(struct coop *coop, const char *const *folders,
                              struct error *err) MUST_USE;

#endif
