#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include whom: docs/architecture.md, "Layers", as a test.

Prints `file:line: ...` for each include that the table forbids. Before that it
tries itself on a small bad tree, so that a silent checker is noticed.
"""

import fnmatch
import os
import re
import sys
import tempfile

# Folder: the folders it may include besides itself, or single headers.
LAYERS = {
    "base": [],
    "model": ["base"],
    "solver": ["base", "model"],
    # Public benchmark files become a problem, their solutions a roster.
    "importers": ["base", "model", "solver/problem.h", "solver/roster.h"],
    "exporters": ["base", "model"],
    "store": ["base", "model"],
    "messages": ["base"],
    "rota": ["base", "model", "solver", "importers", "exporters", "store",
             "messages"],
    "server": ["base", "model", "rota", "store/store_event.h"],
    "cli": ["base", "model", "rota", "server"],
}

# Foreign header: where it may stand.
FOREIGN = {
    "glpk.h": ["solver/lp_glpk.c"],
    "sqlite3.h": ["store/*"],
    "libical/*": ["importers/ics*.c", "exporters/ics*.c"],
    "cjson/*": ["base/json.h"],
    "malloc.h": ["base/json.c"],  # glibc: gives memory back
    "sodium.h": ["base/digest.c", "base/secret.c"],
    "liboath/*": ["base/secret.c"],
    "pthread.h": ["base/thread.c"],
    "threads.h": [],
    "semaphore.h": [],
    "xlsxwriter.h": ["exporters/xlsx.c"],
    "curl/*": ["messages/courier.c"],
    "microhttpd.h": ["server/http*"],
    "qrencode.h": ["server/*.c"],
}

# Of these, one file in all may include the header.
SINGLE = ["glpk.h", "xlsxwriter.h", "curl/*", "microhttpd.h", "qrencode.h"]

# C11 and POSIX.1-2008: free for all.
SYSTEM = set("""
    assert.h complex.h ctype.h errno.h fenv.h float.h inttypes.h iso646.h
    limits.h locale.h math.h setjmp.h signal.h stdalign.h stdarg.h stdatomic.h
    stdbool.h stddef.h stdint.h stdio.h stdlib.h stdnoreturn.h string.h time.h
    wchar.h wctype.h
    arpa/inet.h dirent.h fcntl.h ftw.h getopt.h glob.h langinfo.h netdb.h
    netinet/in.h poll.h pwd.h spawn.h strings.h sys/file.h sys/ioctl.h
    sys/mman.h sys/prctl.h sys/resource.h sys/select.h sys/socket.h
    sys/stat.h sys/statvfs.h sys/time.h sys/types.h sys/uio.h sys/un.h
    sys/wait.h termios.h unistd.h
""".split())

INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')


def includes(path):
    """Yields (line number, '<' or '"', header) of one file."""
    with open(path, encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            match = INCLUDE.match(line)
            if match:
                yield number, match.group(1), match.group(2)


def sources(root, folder):
    """Names relative to root of the C files of one folder, sorted."""
    top = os.path.join(root, folder)
    for place, folders, names in os.walk(top):
        folders.sort()
        for name in sorted(names):
            if name.endswith((".c", ".h")):
                yield os.path.relpath(os.path.join(place, name), root)


def own_fault(root, folder, header):
    """What is wrong with including one of our own headers, or None."""
    target = header.split("/")[0]
    if target not in LAYERS or not header.endswith(".h"):
        return "no header of a layer"
    if not os.path.exists(os.path.join(root, header)):
        return "there is no such header"
    if target == folder or target in LAYERS[folder]:
        return None
    if header in LAYERS[folder]:
        return None
    return f"{folder}/ may not include {target}/"


def foreign_fault(name, header):
    """What is wrong with including a foreign header in a file, or None."""
    for pattern, places in FOREIGN.items():
        if fnmatch.fnmatch(header, pattern):
            if any(fnmatch.fnmatch(name, place) for place in places):
                return None
            where = " or ".join(places) if places else "no file at all"
            return f"belongs to {where}"
    if header in SYSTEM:
        return None
    return "is in no table of tests/layers/check_layers.py"


def faults(root):
    """All complaints about the tree at root, in order."""
    found = []
    seen = {}  # pattern of SINGLE -> the file that has it
    for folder in LAYERS:
        for name in sources(root, folder):
            for number, kind, header in includes(os.path.join(root, name)):
                if kind == '"':
                    fault = own_fault(root, folder, header)
                else:
                    fault = foreign_fault(name, header)
                    for pattern in SINGLE:
                        if not fault and fnmatch.fnmatch(header, pattern):
                            first = seen.setdefault(pattern, name)
                            if first != name:
                                fault = f"stands in {first} already"
                if fault:
                    found.append(f"{name}:{number}: {header}: {fault}")
    return found


SAMPLE = {
    "base/a.h": "#include <stdint.h>\n",
    "base/b.c": '#include "model/m.h"\n#include <pthread.h>\n',
    "base/thread.c": "#include <pthread.h>\n",
    "base/json.h": "#include <cjson/cJSON.h>\n",
    "model/m.h": '#include "base/a.h"\n',
    "model/m.c": '\n#include "m.h"\n# include "solver/problem.h"\n',
    "solver/problem.h": '#include "model/m.h"\n#include "base/gone.h"\n',
    "solver/inner.h": "#include <glpk.h>\n",
    "solver/lp_glpk.c": "#include <glpk.h>\n",
    "importers/ics_read.c": "#include <libical/ical.h>\n",
    "importers/bench.c": '#include "solver/problem.h"\n'
                         '#include "solver/inner.h"\n',
    "exporters/ics.c": '#include "solver/problem.h"\n',
    "store/db.c": '#include <sqlite3.h>\n#include "rota/r.h"\n',
    "rota/r.h": '#include "store/../store/db.h"\n',
    "rota/r.c": "#include <sqlite3.h>\n#include <windows.h>\n",
    "messages/courier.c": "#include <curl/curl.h>\n",
    "server/http.c": "#include <microhttpd.h>\n#include <curl/curl.h>\n",
    "server/http_more.c": "#include <microhttpd.h>\n",
    "cli/main.c": '#include "rota/r.h"\n#include "store/db.h"\n',
    "store/db.h": "",
}
WANTED = [
    "base/b.c:1: model/m.h: base/ may not include model/",
    "base/b.c:2: pthread.h: belongs to base/thread.c",
    "model/m.c:2: m.h: no header of a layer",
    "model/m.c:3: solver/problem.h: model/ may not include solver/",
    "solver/inner.h:1: glpk.h: belongs to solver/lp_glpk.c",
    "solver/problem.h:2: base/gone.h: there is no such header",
    "importers/bench.c:2: solver/inner.h: importers/ may not include solver/",
    "exporters/ics.c:1: solver/problem.h: exporters/ may not include solver/",
    "store/db.c:2: rota/r.h: store/ may not include rota/",
    "rota/r.c:1: sqlite3.h: belongs to store/*",
    "rota/r.c:2: windows.h: is in no table of tests/layers/check_layers.py",
    "server/http.c:2: curl/curl.h: belongs to messages/courier.c",
    "server/http_more.c:1: microhttpd.h: stands in server/http.c already",
    "cli/main.c:2: store/db.h: cli/ may not include store/",
]


def try_on_bad_sample():
    """Exits unless the sample gives exactly the wanted complaints."""
    with tempfile.TemporaryDirectory() as root:
        for name, text in SAMPLE.items():
            path = os.path.join(root, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        found = faults(root)
    if found != WANTED:
        print("the checker does not see what it should; got:")
        print("\n".join(found))
        sys.exit(1)


def main():
    try_on_bad_sample()
    root = os.environ["SAMVAKT_SOURCE"]
    found = faults(root)
    for line in found:
        print(line)
    checked = sum(1 for folder in LAYERS for _ in sources(root, folder))
    print(f"{checked} files checked, {len(found)} bad includes")
    sys.exit(1 if found or checked == 0 else 0)


if __name__ == "__main__":
    main()
