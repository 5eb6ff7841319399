# shellcheck shell=sh
# SPDX-License-Identifier: GPL-3.0-or-later
# server.sh - the demo's server: started in the background, two people who can
# sign in, both tried, stopped again. Read by scripts/demo after setup.sh.
#
# Uses $samvakt, $db, $out (a folder), $pages (the built ones), $port and $now
# (the moment that the server's clock begins at).
#
# shellcheck disable=SC2154 # set by who reads it

PASSWORD='tre vakter paa rad'

# server_stop: the one that $out/server.pid names, if it still is one of ours.
server_stop() {
    [ -f "$out/server.pid" ] || return 0
    pid=$(cat "$out/server.pid")
    if tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" |
        grep -qF " serve $db "; then
        kill "$pid"
        tries=0
        while [ -e "/proc/$pid/exe" ] && [ "$tries" -lt 300 ]; do
            sleep 0.1
            tries=$((tries + 1))
        done
    fi
    rm -f "$out/server.pid"
}

# try_port <port>: sets $url, or fails.
try_port() {
    rm -f "$out/server.out"
    # Nothing of it hangs on our terminal or pipes.
    setsid "$samvakt" serve "$db" --web "$pages" --port "$1" --now "$now" \
        >"$out/server.out" 2>"$out/server.log" </dev/null &
    pid=$!
    while kill -0 "$pid" 2>/dev/null; do
        url=$(sed -n 's#.*\(http://[^ ]*\)/$#\1#p' "$out/server.out" 2>/dev/null || :)
        if [ -n "$url" ]; then
            echo "$pid" >"$out/server.pid"
            return 0
        fi
        sleep 0.1
    done
    return 1
}

# server_start: on $port, or on any free one when that is taken.
server_start() {
    ahead=$(($(date -d "$now" +%s) - $(date +%s)))
    try_port "$port" || try_port 0 || {
        cat "$out/server.log" >&2
        return 1
    }
    [ "$(curl -fsS "$url/healthz")" = ok ]
}

value_of() { # value_of <key>: of a JSON object on standard input
    sed -n "s/.*\"$1\": *\"\\([^\"]*\\)\".*/\\1/p"
}

# server_join <login> <name> <account option>...: invites and accepts; prints
# the key of one-time codes, if the account has one.
server_join() {
    login=$1
    name=$2
    shift 2
    token=$("$samvakt" account "$db" invite --login "$login" --name "$name" \
        "$@" --now "$now" --json | value_of token)
    curl -fsS -H 'Content-Type: application/json' \
        -d "{\"password\": \"$PASSWORD\"}" \
        "$url/api/v1/invitations/$token" | value_of code_key
}

# server_code <key> <seconds from now>: at the server's time.
server_code() {
    oathtool --totp --base32 "$1" --now "@$(($(date +%s) + ahead + $2))"
}

# server_try <login> <code>: signs in and out of nothing, or fails.
server_try() {
    curl -fsS -o /dev/null -H 'Content-Type: application/json' \
        -d "{\"login\": \"$1\", \"password\": \"$PASSWORD\", \"code\": \"$2\"}" \
        "$url/api/v1/session"
}

# server_people <person>: a manager and that person, and the script that says
# the manager's one-time code.
server_people() {
    key=$(server_join leder Vaktleder --role coordinator --role admin)
    server_join "$1" "$1" --role staff --staff "$1" >/dev/null
    # What the script runs is not run here.
    # shellcheck disable=SC2016
    {
        echo '#!/bin/sh'
        echo "# The one-time code of leder, at the demo server's time."
        echo "exec oathtool --totp --base32 $key \\"
        printf '    --now "@$(($(date +%%s) + %s))"\n' "$ahead"
    } >"$out/code"
    chmod 700 "$out/code"
    # A code is good once: the one before stands for the trial.
    server_try leder "$(server_code "$key" -30)"
    server_try "$1" ''
}
