#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check_icaljs.sh - ical.js, Thunderbird's parser, reads our calendar: the same
# events at the same instants. scripts/test installs it by npm ci.
set -eu

here="$SAMVAKT_SOURCE/tests/foreign"
if ! command -v node >/dev/null 2>&1; then
    echo 'There is no node: install nodejs and npm.' >&2
    exit 1
fi
if [ ! -d "$here/node_modules/ical.js" ]; then
    echo "ical.js is missing: run 'npm ci' in tests/foreign." >&2
    exit 1
fi
# Host names of a registry do not belong into the lock file.
if grep -n '"resolved"' "$here/package-lock.json" >&2; then
    echo 'package-lock.json: expected no "resolved" (see .npmrc)' >&2
    exit 1
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$SAMVAKT_BUILD/tests/foreign/foreign_sample" "$folder"
for zone in UTC Europe/Oslo America/New_York; do
    TZ=$zone node "$here/read_icaljs.mjs" "$folder"
done
