#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check_setup.sh - scripts/lib/setup.sh with a pretended apt-get, sudo and
# cmake: it installs what is missing, says why, and otherwise asks nobody.
#
# shellcheck disable=SC2016 # what others expand stays in single quotes
set -eu

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
calls="$scratch/calls"
failed=0

# Only these commands exist in the tests below.
mkdir "$scratch/bin"
for tool in sh env cut cat touch rm grep mkdir; do
    ln -s "$(command -v "$tool")" "$scratch/bin/$tool"
done
pretend() { # pretend <command> <shell line>
    # Never through a link to the real one.
    rm -f "$scratch/bin/$1"
    printf '#!/bin/sh\necho "%s $*" >>"%s"\n%s\n' "$1" "$calls" "$2" \
        >"$scratch/bin/$1"
    chmod +x "$scratch/bin/$1"
}

# trial <what> <wanted exit> <wanted calls> <wanted words in the output>: runs
# $script in a shell of its own.
trial() {
    : >"$calls"
    code=0
    printf 'set -eu\n. "%s/scripts/lib/setup.sh"\nroot="%s/repo"\n%s\n' \
        "$SAMVAKT_SOURCE" "$scratch" "$script" |
        PATH="$scratch/bin" sh >"$scratch/out" 2>&1 || code=$?
    if [ "$code" -ne "$2" ] || [ "$(cat "$calls")" != "$3" ] ||
        ! grep -qF -- "$4" "$scratch/out"; then
        printf 'FAILED: %s\n exit %s, wanted %s\n calls:\n%s\n wanted:\n%s\n' \
            "$1" "$code" "$2" "$(cat "$calls")" "$3"
        printf ' output (wanted "%s"):\n%s\n' "$4" "$(cat "$scratch/out")"
        failed=1
    else
        printf 'ok: %s\n' "$1"
    fi
}

pretend id 'echo 0'
pretend apt-get "[ \"\$3\" = update ] || touch '$scratch/thing.h'"
here="$scratch/here.h"
touch "$here"
update='apt-get -q -y update'
install='apt-get -q -y install --no-install-recommends'

script="need_packages '
sh|shell|runs scripts
$scratch/he*.h|here-dev|a pattern
' '
$here|here-dev|a file
'; echo went on"
trial 'nothing is missing: nobody is asked' 0 '' 'went on'

script="need_packages '
sh|shell|runs scripts
$scratch/thing.h|libthing-dev|things with reasons
'; echo went on"
trial 'root installs what is missing' 0 "id -u
$update
id -u
$install libthing-dev" 'libthing-dev         things with reasons'
trial 'a second time nothing is missing' 0 '' 'went on'
rm "$scratch/thing.h"

pretend apt-get "[ \"\$3\" != update ] || exit 100; touch '$scratch/thing.h'"
trial 'old lists are better than none' 0 "id -u
$update
id -u
$install libthing-dev" 'went on'
rm "$scratch/thing.h"

pretend apt-get ':'
trial 'what is still missing is an error' 1 "id -u
$update
id -u
$install libthing-dev" 'Still missing after the installation: libthing-dev'

pretend id 'echo 1000'
trial 'without root and sudo it says what to run' 1 'id -u
id -u' "run 'env DEBIAN_FRONTEND=noninteractive apt-get -q -y install"

pretend sudo '[ "$1" != -n ] || shift; exec "$@"'
pretend apt-get "[ \"\$3\" = update ] || touch '$scratch/thing.h'"
trial 'sudo is asked without a prompt where there is no terminal' 0 "id -u
sudo -n env DEBIAN_FRONTEND=noninteractive $update
$update
id -u
sudo -n env DEBIAN_FRONTEND=noninteractive $install libthing-dev
$install libthing-dev" 'went on'
rm "$scratch/thing.h" "$scratch/bin/apt-get"
trial 'without apt-get it says what is missing' 1 '' 'install them by hand'

pretend cmake ':'
pretend getconf 'echo 2'
script='build dev -DX=1; [ -e "$root/build/dev/kept" ] || echo gone'
mkdir -p "$scratch/repo/build/dev"
touch "$scratch/repo/build/dev/kept"
cmakes="cmake --preset dev --log-level=WARNING -DX=1
getconf _NPROCESSORS_ONLN
cmake --build $scratch/repo/build/dev --parallel 2 -- --quiet"
echo "CMAKE_HOME_DIRECTORY:INTERNAL=$scratch/repo" \
    >"$scratch/repo/build/dev/CMakeCache.txt"
trial 'a build folder of this repository is kept' 0 "$cmakes" 'Building dev'
if [ ! -e "$scratch/repo/build/dev/kept" ]; then
    echo 'FAILED: the build folder was removed'
    failed=1
fi
echo "CMAKE_HOME_DIRECTORY:INTERNAL=$scratch/moved" \
    >"$scratch/repo/build/dev/CMakeCache.txt"
trial 'one of another place is made anew' 0 "$cmakes" 'gone'

readers="$scratch/readers"
script="node_packages '$readers'; echo went on"
fetch='npm ci --ignore-scripts --no-audit --no-fund --loglevel=error'
mkdir "$readers"
pretend npm 'exit 1'
trial 'node packages that cannot be fetched are an error' 1 "$fetch" Fetching
pretend npm 'mkdir node_modules && touch node_modules/.package-lock.json'
trial 'missing node packages are fetched' 0 "$fetch" 'went on'
trial 'once they are there nobody is asked' 0 '' 'went on'

# Pages: built when there are none, and again when a source is newer.
ln -s "$(command -v find)" "$scratch/bin/find"
web="$scratch/repo/web"
mkdir -p "$web/node_modules" "$web/src"
touch "$web/node_modules/.package-lock.json" "$web/src/main.tsx"
pretend npm 'mkdir -p dist && touch dist/index.html'
script="build_web; echo went on"
make='npm run --silent build'
trial 'pages that are not there are built' 0 "$make" Building
touch -d 2001-01-01 "$web/src/main.tsx" "$web/src"
trial 'pages that are newer than their sources are kept' 0 '' 'went on'
touch -d 2002-01-01 "$web/dist/index.html"
touch -d 2003-01-01 "$web/src/main.tsx" "$web/node_modules/x"
trial 'older pages are built again' 0 "$make" Building
exit "$failed"
