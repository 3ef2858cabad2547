#!/usr/bin/env bash
# Every PREMIS document of every version of every package validates against the official schema.
. "$(dirname "$0")/lib.sh"
need xmllint jq
xsd="${ARCHIVE_SHARED:-$here/../shared}/xsd"
schema=$(find "$xsd/premis" "$here/schemas" -name 'premis*v3*.xsd' 2> /dev/null | head -n 1) || true
[ -n "$schema" ] || skip "no PREMIS schema in $xsd or schemas/"
[ ! -f "$xsd/catalog.xml" ] || export XML_CATALOG_FILES="$xsd/catalog.xml"
make_world

# Logical path and content path of all PREMIS documents of an object, in every version.
documents() {
    jq -r '. as $i | .versions[].state | to_entries[] | .key as $digest | .value[]
        | select(test("^metadata/preservation/premis.*\\.xml$"))
        | [., $i.manifest[$digest][0]] | @tsv' "$1/inventory.json" | sort -u
}

while read -r object; do
    documents "$object" | sed "s|\t|\t$object/|"
done < <(objects) > "$work/documents"
cut -f 2 "$work/documents" > "$work/paths"
xargs -d '\n' xmllint --nonet --noout --schema "$schema" < "$work/paths" 2> "$work/said" ||
    fail "$(grep -v 'validates$' "$work/said" | head -n 20)"
validated=$(grep -c 'validates$' "$work/said")
[ "$validated" = "$(wc -l < "$work/paths")" ] || fail "only $validated documents were judged"
for part in premis premis-original-000001 premis-submission-000001; do
    grep -q "/$part.xml" "$work/documents" || fail "no package has $part.xml"
done
