#!/usr/bin/env bash
# Our own files fit our schemas, as foreign validators read them.
. "$(dirname "$0")/../shell/lib.sh"
need xmllint jq unzip python3
python3 -c 'import jsonschema' 2> /dev/null || skip 'python3 has no module jsonschema'
make_world
ours fixity run --tenant orakel > /dev/null
copy=$(dirname "$(dirname "$(holdings)")")

cat > "$work/judge.py" << 'PYTHON'
"""Judges JSON Lines by a schema in which every object is closed: an undeclared key is a fault."""
import json, sys
from jsonschema import Draft202012Validator, FormatChecker

def close(schema):
    if isinstance(schema, dict):
        if "properties" in schema:
            schema["additionalProperties"] = False
        for value in schema.values():
            close(value)
    elif isinstance(schema, list):
        for value in schema:
            close(value)
    return schema

schema = json.load(open(sys.argv[1], encoding="utf-8"))
Draft202012Validator.check_schema(schema)
judge = Draft202012Validator(close(schema), format_checker=FormatChecker())
count = 0
for name in sys.argv[2:]:
    text = open(name, encoding="utf-8").read()
    for line in text.splitlines() if name.endswith(".jsonl") else [text]:
        found = json.loads(line)
        judge.validate(found)
        assert not judge.is_valid({**found, "undeclared": 1}), "an undeclared key passes"
        count += 1
assert count, "nothing to judge"
PYTHON

judge() {
    local schema=$1
    shift
    python3 "$work/judge.py" "$here/schemas/$schema.schema.json" "$@" > "$work/said" 2>&1 ||
        fail "$schema: $(tail -n 12 "$work/said")"
}
judge copy "$copy/copy.json"
judge tenant "$copy/orakel/tenant.json"
judge receipt "$copy"/orakel/reports/ingest/*/*.jsonl
judge fixity-report "$copy"/orakel/reports/fixity/*/*.jsonl
for schema in "$here"/schemas/cli/*.schema.json; do
    python3 -c 'import json, sys; from jsonschema import Draft202012Validator as V
V.check_schema(json.load(open(sys.argv[1], encoding="utf-8")))' "$schema" || fail "$schema"
done

# The index of every bundle, and the same with an attribute that is not declared.
bundles=0
while read -r content; do
    unzip -p "$content" index.xml > "$work/index.xml" 2> /dev/null || continue
    xmllint --nonet --noout --schema "$here/schemas/bundle-index.xsd" "$work/index.xml" \
        2> "$work/said" || fail "$content: $(cat "$work/said")"
    sed 's/<file /<file undeclared="1" /' "$work/index.xml" > "$work/other.xml"
    ! xmllint --nonet --noout --schema "$here/schemas/bundle-index.xsd" "$work/other.xml" \
        2> /dev/null || fail 'bundle-index.xsd lets an undeclared attribute pass'
    bundles=$((bundles + 1))
done < <(find "$copy" -path '*/content/*' -type f)
[ "$bundles" -ge 1 ] || fail 'no sample has a bundle'
