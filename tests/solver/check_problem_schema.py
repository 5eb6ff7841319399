#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/problem.schema.json admits what problem_write() writes, and not more.

The problem is tests/solver/data/problem.json, which test_problem_json compares
with the writer. A validator of the keywords that the schema uses is below, so
nothing has to be installed; where python3-jsonschema is, it must agree.
"""
import copy
import json
import os
import sys

SOURCE = os.environ.get("SAMVAKT_SOURCE", ".")

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool,
         "integer": int, "null": type(None)}
# Size keywords: when a value is out of size.
SIZES = {"minimum": lambda v, n: v < n, "maximum": lambda v, n: v > n,
         "minItems": lambda v, n: len(v) < n,
         "maxItems": lambda v, n: len(v) > n,
         "minLength": lambda v, n: len(v) < n}
KNOWN = set(SIZES) | {"type", "const", "required", "properties", "items",
                      "additionalProperties", "prefixItems", "oneOf", "$ref",
                      "description", "title", "$schema", "$id", "$defs"}


def faults(schema, value, root, place="problem"):
    """Yields a sentence for each way in which `value` is not as described."""
    for unknown in set(schema) - KNOWN:
        raise SystemExit(f"the schema uses '{unknown}', which is not checked")
    if "$ref" in schema:
        target = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
        yield from faults(target, value, root, place)
    kind = schema.get("type")
    if kind and (not isinstance(value, TYPES[kind]) or
                 kind == "integer" and isinstance(value, bool)):
        yield f"{place}: expected {kind}"
        return
    if "const" in schema and value != schema["const"]:
        yield f"{place}: expected {schema['const']}"
    for key, wrong in SIZES.items():
        if key in schema and wrong(value, schema[key]):
            yield f"{place}: {key} {schema[key]}"
    for key in schema.get("required", []):
        if key not in value:
            yield f"{place}: {key} is missing"
    if "properties" in schema:
        for key in value:
            if key in schema["properties"]:
                yield from faults(schema["properties"][key], value[key], root,
                                  f"{place}.{key}")
            elif schema.get("additionalProperties") is False:
                yield f"{place}: {key} is unknown"
    for i, item in enumerate(value if isinstance(value, list) else []):
        one = schema.get("prefixItems", [])[i:i + 1] or [schema.get("items")]
        if one[0]:
            yield from faults(one[0], item, root, f"{place}[{i}]")
    if "oneOf" in schema:
        fits = [s for s in schema["oneOf"]
                if not any(faults(s, value, root, place))]
        if len(fits) != 1:
            yield f"{place}: fits {len(fits)} of the kinds"


def spoilt(problem):
    """Yields (what was done, a problem that must be refused)."""
    def each(path, do):
        copied = copy.deepcopy(problem)
        node = copied
        for step in path:
            node = node[step]
        do(node)
        return copied

    for key in problem:
        yield f"no {key}", each([], lambda o, k=key: o.pop(k))
    yield "a new field", each([], lambda o: o.update(more=1))
    yield "format", each([], lambda o: o.update(format="other"))
    yield "unit 0", each(["levels", 0], lambda o: o.update(unit=0))
    yield "no name", each(["people"], lambda o: o.append(""))
    yield "half a day", each(["allowed", 0], lambda o: o.append(0.5))
    yield "a short charge", each(["charges"], lambda o: o.append([0, 0, 0, 1]))
    yield "a short term", each(["rows", 0, "terms"],
                               lambda o: o.append([0, 0, 1]))
    yield "a short hinge", each(["rows", 0, "hinges"],
                                lambda o: o.append([0, 1]))
    yield "a negative cost", each(["rows", 0, "hinges"],
                                  lambda o: o.append([0, -1, 0]))
    yield "too large", each(["rows", 0], lambda o: o.update(high=2**50 + 1))
    for i, rule in enumerate(problem["rules"]):
        for key in rule:
            if key not in ("low", "high", "cost_missing"):
                yield f"{rule['kind']} without {key}", each(
                    ["rules", i], lambda o, k=key: o.pop(k))
        yield f"{rule['kind']} with more", each(["rules", i],
                                                lambda o: o.update(more=1))


def main():
    with open(f"{SOURCE}/docs/problem.schema.json", encoding="utf-8") as file:
        schema = json.load(file)
    with open(f"{SOURCE}/tests/solver/data/problem.json",
              encoding="utf-8") as file:
        problem = json.load(file)
    try:
        import jsonschema
        other = jsonschema.Draft202012Validator(schema)
        jsonschema.Draft202012Validator.check_schema(schema)
    except (ImportError, AttributeError):
        other = None
    wrong = list(faults(schema, problem, schema))
    if other and not other.is_valid(problem):
        wrong.append("jsonschema refuses the problem")
    refused = 0
    for what, bad in spoilt(problem):
        refused += 1
        if not any(faults(schema, bad, schema)):
            wrong.append(f"{what}: not refused")
        if other and other.is_valid(bad):
            wrong.append(f"{what}: not refused by jsonschema")
    print("\n".join(wrong) or f"1 problem fits, {refused} spoilt ones do not")
    return 1 if wrong or refused < 50 else 0


if __name__ == "__main__":
    sys.exit(main())
