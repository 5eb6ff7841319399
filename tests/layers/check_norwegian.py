#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever a page can be refused with has Norwegian words.

Walks the C sources behind the API: every sentence of an error of kind USAGE,
INPUT or CONFLICT, every fault of a record, every detail of a problem reply,
and the words that they are put together from, must stand in
base/norwegian_forms.c, with a star for each value, and the help of every field
of a record and the references of limits in base/norwegian_helps.c; the values of enums have names in
web/src/names_records.ts. What only stands there and nowhere in the sources is
refused too. Tries itself on a bad sample first.
"""
import os
import pathlib
import re
import sys
import tempfile

FORMS = "base/norwegian_forms.c"
HELPS = "base/norwegian_helps.c"
VALUES = "web/src/names_records.ts"  # of enums, in the forms of the pages
HIDDEN = {"record_case.c"}  # no form shows these
FOLDERS = ("base", "model", "store", "importers", "rota", "server")
# Met at a command line or in a file of somebody's own system only: for whoever
# runs the service, with the place in the file; no nurse sees them.
ENGLISH = {
    "base/json_scan.c": "grammar of a file",
    "base/text.c": "files",
    "importers/csv.c": "files of tables", "importers/csv_cell.c": "the same",
    "importers/csv_coop.c": "the same", "importers/folder.c": "folders",
    "importers/importer.c": "file formats",
    "importers/ics.c": "calendar files", "importers/ics_child.c": "the same",
    "importers/ics_event.c": "the same", "importers/ics_scan.c": "the same",
    "importers/ics_time.c": "the same", "importers/recur.c": "the same",
    "importers/recur_parse.c": "the same",
    "importers/curtois.c": "public benchmarks",
    "importers/inrc2.c": "the same", "importers/inrc2_file.c": "the same",
    "importers/lines.c": "the same", "importers/problem_format.c": "the same",
    "importers/profile_body.c": "profiles", "importers/profile_json.c": "the same",
    "rota/export.c": "command line", "rota/import_calendar.c": "command line",
    "rota/open_key.c": "command line", "rota/problem_file.c": "command line",
    "rota/tidy.c": "command line",
    "server/http.c": "starting the server", "server/pages.c": "the same",
}
# Function: how many arguments stand before the sentence.
SAYING = {"error_set": 2, "json_fail": 3, "faults_add": 1, "faults_add_at": 3,
          "validate_fault": 5, "json_source_fault": 2, "error_in": 2,
          "problem_reply": 2, "fault_of_type": 2, "reading_refuse": 1,
          "refuse": 1, "field_fail": 3, "unknown": 0, "pass_by": 2,
          "speaker_check": 3, "speaker_check_manager": 1}
# Tables whose words stand in such sentences.
NAMES = re.compile(r"(?:OFFER_STATE|SWAP_STATE|SWAP_ANSWER|OFFER_EVENT|FEED_KIND)"
                   r"_NAMES\[[^\]]*\] = \{(.*?)\};", re.S)
DAYS = re.compile(r"const char \*weekday_name\(.*?\{.*?\{\s*\{(.*?)\}", re.S)
EVENT_HELP = re.compile(r'\{"\w+",\s*EVENT_\w+,\s*[^,]+,\s*("[^"]*")\}')
OURS = {"STATUS_FILE", "STATUS_STORE", "STATUS_INTERNAL"}
SPEC = re.compile(r'%[-+ #0]*(?:\*|\d+)?(?:\.(?:\*|\d+))?(?:hh|h|ll|l|z|j)?[a-zA-Z]')
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|/\*.*?\*/|\'(?:[^\'\\]|\\.)\'', re.S)


def arguments(text, start):
    """The arguments of the call whose bracket is at `start`."""
    depth, parts, begun, at = 0, [], start + 1, start
    while at < len(text):
        token = TOKEN.match(text, at)
        if token:
            at = token.end()
            continue
        char = text[at]
        depth += (char in "([{") - (char in ")]}")
        if (char == "," and depth == 1) or depth == 0:
            parts.append(text[begun:at].strip())
            begun = at + 1
        if depth == 0:
            return parts
        at += 1
    return parts


def starred(sentence):
    """A format as a form: "%s: expected %d" is "*: expected *"."""
    form = SPEC.sub("*", sentence.replace("%%", "\0")).replace("\0", "%")
    form = re.sub(r"\*+", "*", form)
    return re.sub(r"^(?:\*:(?:\*:)* )+", "", form)  # places stay in front


def literals(argument):
    """The texts in an argument: those of a condition are two."""
    argument = re.sub(r'"\s*PRI[dux](?:32|64)\s*"', "d", argument)
    argument = re.sub(r'"\s*PRI[dux](?:32|64)', 'd"', argument)
    argument = re.sub(r'ZONE_NAME', '"Europe/Oslo"', argument)
    joined = re.sub(r'"\s*"', "", argument)
    return [one.encode().decode("unicode_escape").encode("latin-1").decode()
            for one in LITERAL.findall(joined)]


def worded(form):
    """Whether there is anything to translate: place and value have nothing."""
    return re.search(r"[a-z]{2}", form.replace("*", " ")) is not None


def sentences(text):
    """(form, line) of what the calls in a source say."""
    for call in re.finditer(r"\b(\w+)\s*\(", text):
        before = SAYING.get(call.group(1))
        if before is None or text[:call.start()].rstrip().endswith("void"):
            continue
        parts = arguments(text, call.end() - 1)
        if len(parts) <= before or OURS & set(parts) or "const char *format" in parts:
            continue
        line = text.count("\n", 0, call.start()) + 1
        said = parts[before:]
        for i, part in enumerate(said):
            bare = re.sub(r"\w+\s*\((?:[^()]|\([^()]*\))*\)", "", part)
            for one in literals(part if i == 0 else bare):
                form = starred(one)
                if call.group(1) == "error_in":  # "slot '*': " in front
                    if re.fullmatch(r"(?:[\w*]+: )*", form):
                        continue  # a field's key
                    form += "*"
                if worded(form):
                    yield form, line
    for words in re.finditer(r'snprintf\((?:expected|reason|(?:run->)?failure),'
                             r'(.*?)\);\n', text, re.S):
        line = text.count("\n", 0, words.start()) + 1
        for one in literals(words.group(1)):
            if worded(starred(one)):
                yield starred(one), line


def names(text):
    """(word, line) of the tables whose words stand in sentences."""
    for field in re.finditer(r"\bFIELD\(|\.help =", text):
        at = text.count("\n", 0, field.start()) + 1
        if field.group().endswith("="):
            end = text.index("}", field.end())
            yield from ((one, at) for one in literals(text[field.end():end]))
        else:
            parts = arguments(text, field.end() - 1)
            yield from ((one, at) for one in literals(parts[-1]))
    for pattern in (NAMES, EVENT_HELP, DAYS):
        for table in pattern.finditer(text):
            for one in LITERAL.findall(table.group(1)):
                yield one, text.count("\n", 0, table.start()) + 1


def known(root):
    """English form to Norwegian, of the table."""
    text = "".join((root / one).read_text(encoding="utf-8")
                   for one in (FORMS, HELPS))
    table = {}
    for row in re.finditer(r'\{((?:"(?:[^"\\]|\\.)*"\s*)+),\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\}', text):
        english, norwegian = ("".join(LITERAL.findall(one)).replace('\\"', '"')
                              for one in row.groups())
        table[english] = norwegian
    return table


def enum_faults(root):
    """Values of the forms' enums without a name, and names of none."""
    names = (root / VALUES).read_text(encoding="utf-8")
    table = re.search(r"const VALUES\b.*?\{(.*?)\n\};", names, re.S).group(1)
    named = {quoted or bare for quoted, bare in
             re.findall(r"^ *(?:'([^']+)'|(\w+)): \[", table, re.M)}
    values = set()
    for path in sorted((root / "model").glob("record_*.c")):
        text = path.read_text(encoding="utf-8")
        for one in re.findall(r"ONE_OF\((\w+)\)", text):
            if path.name not in HIDDEN and one != "ABSENCE_NAMES":
                array = re.search(rf"\b{one}\[\] = \{{(.*?)\}};", text, re.S)
                values |= set(LITERAL.findall(array.group(1)))
    for value in sorted(values - named):
        yield f"{VALUES}: no name for: {value}"
    for name in sorted(named - values):
        if name.rpartition(".")[2] not in values:
            yield f"{VALUES}: no field has: {name}"


def faults(root):
    table = known(root)
    said = {}
    for folder in FOLDERS:
        for path in sorted((root / folder).glob("*.c")):
            name = f"{folder}/{path.name}"
            if name in ENGLISH or name in (FORMS, HELPS):
                continue
            text = path.read_text(encoding="utf-8")
            for form, line in (*sentences(text), *names(text)):
                said.setdefault(form, f"{name}:{line}")
    for path in sorted((root / "data/profiles").glob("*.json")):
        for one in re.findall(r'"reference": "([^"]*\b[a-z]{3,}\b[^"]*)"',
                              path.read_text(encoding="utf-8")):
            said.setdefault(one, f"data/profiles/{path.name}")
    for form, place in said.items():
        if form not in table:
            yield f"{place}: no Norwegian for: {form}"
    for form in table:
        if form not in said:
            yield f"{FORMS}: nothing says: {form}"
    for form, words in table.items():
        if form.count("*") != words.count("*"):
            yield f"{FORMS}: values lost or added: {form}"


def try_itself():
    with tempfile.TemporaryDirectory() as place:
        root = pathlib.Path(place)
        for folder in FOLDERS:
            (root / folder).mkdir()
        (root / HELPS).write_text("")
        (root / FORMS).write_text('{"known *", "kjent *"},\n{"old", "x *"},\n')
        (root / "rota/a.c").write_text(
            'error_set(err, STATUS_CONFLICT, "known %s", x);\n'
            'error_set(err, STATUS_INPUT,\n "new %" PRId32\n " things", n);\n'
            'error_set(err, STATUS_FILE, "ours");\n'
            'error_set(err, STATUS_USAGE, "%s: %s", a, b ? "either" : f("c d"));\n')
        found = list(faults(root))
        assert found == [
            "rota/a.c:2: no Norwegian for: new * things",
            "rota/a.c:6: no Norwegian for: either",
            f"{FORMS}: nothing says: old",
            f"{FORMS}: values lost or added: old"], found


def main():
    try_itself()
    root = pathlib.Path(os.environ["SAMVAKT_SOURCE"])
    found = [*faults(root), *enum_faults(root)]
    for fault in found:
        print(fault)
    sys.exit(1 if found else 0)


main()
