#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check_banned.sh - each function that base/banned.h bans does not compile.
set -eu

compile() { # compile <body>: whether a function with that body compiles
    printf 'void f(void);\nvoid f(void)\n{\n    %s\n}\n' "$1" |
        "${SAMVAKT_CC:-cc}" -std=c11 -D_XOPEN_SOURCE=700 -fsyntax-only \
            -include "$SAMVAKT_SOURCE/base/banned.h" -x c - 2>"$errors"
}

errors=$(mktemp)
trap 'rm -f "$errors"' EXIT
failed=0

# What is allowed compiles, so that a refusal means something.
for body in 'char b[9]; snprintf(b, sizeof b, "x");' '(void)strtol("7", NULL, 10);' \
    '(void)memcpy; (void)time; (void)malloc;'; do
    if ! compile "$body"; then
        printf 'expected to compile: %s\n' "$body"
        cat "$errors"
        failed=1
    fi
done

for name in strcpy stpcpy strcat strncat sprintf vsprintf gets strtok strtok_r \
    localtime localtime_r gmtime ctime ctime_r asctime asctime_r mktime \
    atoi atol atoll atof sscanf fscanf scanf rand srand rand_r \
    drand48 lrand48 mrand48 tmpnam mktemp; do
    if compile "(void)$name;"; then
        printf 'expected to be refused: %s\n' "$name"
        failed=1
    elif ! grep -q poison "$errors"; then
        printf 'refused for another reason: %s\n' "$name"
        cat "$errors"
        failed=1
    fi
done
exit "$failed"
