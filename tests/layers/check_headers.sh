#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check_headers.sh - each of our headers compiles alone, so that the order of
# includes never matters.
set -eu

alone() { # alone <header>: whether it compiles as the only thing in a file
    "${SAMVAKT_CC:-cc}" -std=c11 -D_XOPEN_SOURCE=700 -Wall -Wextra -Werror \
        -fsyntax-only -I "$SAMVAKT_SOURCE" -x c "$1"
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# A header that leans on others is noticed.
echo 'uint32_t needs_stdint(void);' >"$scratch/bad.h"
if alone "$scratch/bad.h" 2>/dev/null; then
    echo 'a header without its own includes was not noticed'
    exit 1
fi

count=0
failed=0
for header in "$SAMVAKT_SOURCE"/*/*.h "$SAMVAKT_SOURCE"/tests/*/*.h; do
    [ -e "$header" ] || continue
    alone "$header" || failed=1
    count=$((count + 1))
done
echo "$count headers compiled"
[ "$count" -gt 0 ] && [ "$failed" -eq 0 ]
