#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check_install.sh - what cmake installs: everything docs/deploy.md names is
# there, the units are ones that systemd takes, backups are made and end.
set -eu

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
fail() {
    echo "FAILED: $*" >&2
    exit 1
}

DESTDIR="$scratch" cmake --install "$SAMVAKT_BUILD" >/dev/null
prefix="$scratch$(sed -n 's/^CMAKE_INSTALL_PREFIX:PATH=//p' \
    "$SAMVAKT_BUILD/CMakeCache.txt")"
for file in bin/samvakt share/man/man1/samvakt.1 \
    share/bash-completion/completions/samvakt \
    share/samvakt/profiles/no_aml.json \
    share/samvakt/examples/first-steps/staff.json \
    share/doc/samvakt/examples/nginx.conf \
    share/doc/samvakt/examples/Caddyfile share/doc/samvakt/LICENSE \
    libexec/samvakt/backup lib/sysusers.d/samvakt.conf; do
    [ -s "$prefix/$file" ] || fail "$file is missing"
done

# Every unit has the hardening, and names programs that are installed.
units="$prefix/lib/systemd/system"
for unit in samvakt@.service samvakt-tick@.service samvakt-backup@.service; do
    grep -v '^#' "$SAMVAKT_SOURCE/deploy/hardening.conf" | while read -r line; do
        grep -qxF -- "$line" "$units/$unit" || fail "$unit: no '$line'"
    done
    ! grep -n '@[A-Z_]*@' "$units/$unit" || fail "$unit: not filled in"
    sed -n 's/^ExecStart=//p' "$units/$unit" |
        grep -o '[^ ]*/bin/samvakt\|[^ ]*/libexec/[^ ]*' |
        while read -r program; do
            [ -x "$scratch$program" ] || fail "$unit: no $program"
        done
done
if command -v systemd-analyze >/dev/null 2>&1; then
    # It looks for programs at their final place: that is said, and no more.
    for unit in "$units"/*; do
        systemd-analyze verify --man=no "$unit" 2>&1 |
            grep -v 'is not executable: No such file' >"$scratch/said" || :
        [ ! -s "$scratch/said" ] || fail "$unit: $(cat "$scratch/said")"
    done
fi

# The installed command finds its profiles beside itself or in the source.
folder="$scratch/data"
mkdir "$folder"
"$prefix/bin/samvakt" init "$folder/coop.db" \
    "$prefix/share/samvakt/examples/first-steps" >/dev/null
backup="$prefix/libexec/samvakt/backup"
"$backup" "$prefix/bin/samvakt" "$folder" coop 30 >/dev/null
set -- "$folder"/backup/coop-*.db
[ -s "$1" ] || fail 'no backup was made'
"$prefix/bin/samvakt" doctor "$1" >/dev/null || fail 'the backup is not sound'
touch -d '40 days ago' "$1"
sleep 1 # its name is made of seconds
"$backup" "$prefix/bin/samvakt" "$folder" coop 30 >/dev/null
[ ! -e "$1" ] || fail 'an old backup is kept'
touch -d '40 days ago' "$folder"/backup/coop-*.db
echo broken >"$folder/coop.db"
sleep 1
! "$backup" "$prefix/bin/samvakt" "$folder" coop 30 >/dev/null 2>&1 ||
    fail 'a broken database is taken for a backup'
set -- "$folder"/backup/coop-*.db
[ -s "$1" ] || fail 'the last good backup was removed'
echo ok
