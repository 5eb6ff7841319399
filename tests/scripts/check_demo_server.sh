#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check_demo_server.sh - scripts/lib/server.sh: what scripts/demo leaves running
# answers, lets both people in, holds no pipe of ours, and can be stopped.
set -eu

out=$(mktemp -d)
db="$out/coop.db"
samvakt=$SAMVAKT_BIN
pages="$out/pages"
port=0
now=2027-03-01T06:00:00Z
export SAMVAKT_DATA="$SAMVAKT_SOURCE/data"
# shellcheck source=scripts/lib/server.sh
. "$SAMVAKT_SOURCE/scripts/lib/server.sh"
# The first server's number is put aside for a while below.
trap 'server_stop; mv -f "$out/first.pid" "$out/server.pid" 2>/dev/null || :
    server_stop; rm -rf "$out"' EXIT

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

mkdir "$pages"
echo '<p>pages</p>' >"$pages/index.html"
"$samvakt" init "$db" "$SAMVAKT_SOURCE/examples/first-steps" >/dev/null

# Whoever reads what the script says sees its end, though the server goes on.
said=$(server_start && echo "$url")
[ -n "$said" ] || fail 'it does not say where it is'
url=$said
ahead=$(($(date -d "$now" +%s) - $(date +%s)))
pid=$(cat "$out/server.pid")
[ "$(curl -fsS "$url/")" = '<p>pages</p>' ] || fail 'no pages'

server_people anja || fail 'somebody cannot sign in'
server_try leder "$("$out/code")" || fail 'the code that is printed is wrong'
! server_try leder 000000 2>/dev/null || fail 'any code will do'
! server_try leder '' 2>/dev/null || fail 'a manager needs no code'

# Another server may have the port: then any free one is taken.
port=${url##*:}
first=$url
mv "$out/server.pid" "$out/first.pid"
server_start || fail 'a taken port stops it'
[ "$url" != "$first" ] || fail 'two have one address'
server_stop
mv "$out/first.pid" "$out/server.pid"

server_stop
[ ! -e "/proc/$pid/exe" ] || fail 'it goes on after server_stop'
# A number that became somebody else's is left alone.
echo $$ >"$out/server.pid"
server_stop
echo 'ok'
