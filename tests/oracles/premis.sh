#!/usr/bin/env bash
# PREMIS validates against the official schema, for every object.
. "$(dirname "$0")/lib"
need xmllint jq
xsd="${ARCHIVE_SHARED:-$here/../shared}/xsd"
schema=$(find "$xsd/premis" "$here/schemas" -name 'premis*v3*.xsd' 2> /dev/null | head -n 1)
[ -n "$schema" ] || skip "no PREMIS schema in $xsd or schemas/"
[ ! -f "$xsd/catalog.xml" ] || export XML_CATALOG_FILES="$xsd/catalog.xml"
make_samples
make_archive building-file bag-1.0 notices names-odd names-latin1.tar

count=0
while read -r object; do
    while read -r content; do
        xmllint --nonet --noout --schema "$schema" "$object/$content" 2> "$work/said" ||
            fail "$object: $(cat "$work/said")"
        count=$((count + 1))
    done < <(jq -r '.head as $h | . as $i | .versions[$h].state | to_entries[]
        | select(any(.value[]; test("^metadata/preservation/premis.*\\.xml$")))
        | $i.manifest[.key][0]' "$object/inventory.json")
done < <(objects)
[ "$count" -ge 5 ] || fail "only $count PREMIS files for 5 packages"
