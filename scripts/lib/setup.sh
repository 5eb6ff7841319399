# shellcheck shell=sh
# SPDX-License-Identifier: GPL-3.0-or-later
# setup.sh - what the scripts share: Debian packages, configuring, building.
# Read by scripts/build, scripts/test and scripts/demo, which set `root`.
#
# Nothing is asked of the network as long as nothing is missing.
#
# shellcheck disable=SC2034,SC2154 # shared with the scripts

# probe | package | why. A probe is a command's name, or a file (with / in it,
# * matches the machine's architecture folder).
PACKAGES_BUILD='
gcc|gcc|compiles C
/usr/include/*/sys/types.h|libc6-dev|headers of the C library
cmake|cmake|configures the build
ninja|ninja-build|runs the build
pkg-config|pkg-config|finds the libraries
/usr/include/glpk.h|libglpk-dev|linear and mixed-integer programs
/usr/include/sqlite3.h|libsqlite3-dev|the database file
/usr/include/libical/ical.h|libical-dev|calendar files
/usr/include/cjson/cJSON.h|libcjson-dev|JSON
/usr/include/sodium.h|libsodium-dev|digests and random identifiers
/usr/include/*/curl/curl.h|libcurl4-openssl-dev|mail and webhooks
/usr/include/xlsxwriter.h|libxlsxwriter-dev|spreadsheets
/usr/include/liboath/oath.h|liboath-dev|one-time codes for signing in
/usr/include/microhttpd.h|libmicrohttpd-dev|the server
/usr/include/qrencode.h|libqrencode-dev|feed addresses for phones
'
PACKAGES_WEB='
node|nodejs|builds the pages; in tests, runs ical.js and drives the browser
npm|npm|fetches what that needs
'
PACKAGES_DEMO='
curl|curl|signs in, to see that it works
oathtool|oathtool|one-time codes, which else come from a telephone
'
PACKAGES_TEST='
/usr/include/cmocka.h|libcmocka-dev|unit tests
/usr/bin/python3|python3|checks that are written in Python
/usr/lib/python3/dist-packages/icalendar|python3-icalendar|reads our calendars back
/usr/lib/python3/dist-packages/aiosmtpd|python3-aiosmtpd|a mail server that receives our messages
openssl|openssl|makes the certificate of that mail server
/usr/sbin/nginx|nginx|stands in front of the server, with TLS
caddy|caddy|takes the file that is shown for it
vdirsyncer|vdirsyncer|subscribes to our calendars
khal|khal|reads what it fetched
chromium|chromium|walks the pages as people do
/usr/share/zoneinfo/Europe/Oslo|tzdata|to compare our time zone with
valgrind|valgrind|finds memory errors
'

say() {
    printf '%s\n' "$*"
}

is_there() { # is_there <probe>
    case $1 in
    */*)
        # The probe is a pattern on purpose.
        # shellcheck disable=SC2086
        set -- $1
        [ -e "$1" ]
        ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
    esac
}

# missing_packages <table>...: one line "package|why" for each missing one.
missing_packages() {
    printf '%s\n' "$@" | while IFS='|' read -r probe package why; do
        if [ -n "$package" ] && ! is_there "$probe"; then
            printf '%s|%s\n' "$package" "$why"
        fi
    done
}

# as_root <command>...: by sudo where we are somebody else.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif ! command -v sudo >/dev/null 2>&1; then
        say "This needs root, and there is no sudo: run '$*' as root." >&2
        return 1
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

# need_packages <table>...: installs what is missing, from Debian.
need_packages() {
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    say 'These Debian packages are missing and will be installed:'
    printf '%s\n' "$missing" | while IFS='|' read -r package why; do
        printf '  %-20s %s\n' "$package" "$why"
    done
    if ! command -v apt-get >/dev/null 2>&1; then
        say 'There is no apt-get here: please install them by hand.' >&2
        return 1
    fi
    # Old lists may name packages that are gone; no list names none. When the
    # lists cannot be renewed the packages may still be in the local cache.
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y update ||
        say 'The package lists could not be renewed; trying with the old ones.'
    # shellcheck disable=SC2046 # a list of names
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y install \
        --no-install-recommends $(printf '%s\n' "$missing" | cut -d'|' -f1)
    missing=$(missing_packages "$@")
    if [ -n "$missing" ]; then
        say "Still missing after the installation: $missing" >&2
        return 1
    fi
}

# node_packages <folder>: what its package-lock.json names, fetched once. npm
# writes node_modules/.package-lock.json when everything is in place.
node_packages() {
    [ ! -e "$1/node_modules/.package-lock.json" ] || return 0
    say "Fetching the packages of $1/package-lock.json ..."
    (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
}

# build_web: the pages, into web/dist, unless they are newer than their sources.
build_web() {
    node_packages "$root/web"
    [ -e "$root/web/dist/index.html" ] &&
        [ -z "$(find "$root/web" -path '*/node_modules' -prune -o \
            -path '*/dist' -prune -o -type f \
            -newer "$root/web/dist/index.html" -print)" ] && return 0
    say 'Building the pages ...'
    (cd "$root/web" && npm run --silent build >/dev/null)
}

processors() {
    getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2
}

# build <preset> [cmake option]...: configures and builds into build/<preset>.
build() {
    preset=$1
    shift
    folder="$root/build/$preset"
    # A build folder does not survive being moved with its repository.
    if [ -f "$folder/CMakeCache.txt" ] &&
        ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" \
            "$folder/CMakeCache.txt"; then
        rm -rf "$folder"
    fi
    say "Building $preset ..."
    (cd "$root" && cmake --preset "$preset" --log-level=WARNING "$@" >/dev/null)
    cmake --build "$folder" --parallel "$(processors)" -- --quiet
}
