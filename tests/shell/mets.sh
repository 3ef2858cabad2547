#!/usr/bin/env bash
# METS of packages as they are stored and as they are handed out: valid by the official schema,
# and every file they list is there, with the size and the digest they say.
. "$(dirname "$0")/lib.sh"
need xmllint jq python3
xsd="${ARCHIVE_SHARED:-$here/../shared}/xsd"
schema=$(find "$xsd/mets" "$here/schemas" -name 'mets-1*.xsd' 2> /dev/null | sort | tail -n 1) ||
    true
[ -n "$schema" ] || skip "no METS schema in $xsd or schemas/"
[ ! -f "$xsd/catalog.xml" ] || export XML_CATALOG_FILES="$xsd/catalog.xml"
make_world

ours list --json | jq -r 'select(.event == "package") | .aip' > "$work/ids"
[ -s "$work/ids" ] || fail "nothing is stored"
mapfile -t ids < "$work/ids"
for form in eark-aip eark-dip; do
    ours export "${ids[@]}" --to "$work/$form" --as "$form" > /dev/null
    find "$work/$form" -name METS.xml -not -path '*/submission/*' -not -path '*/data/*' \
        > "$work/paths"
    [ "$(wc -l < "$work/paths")" = "$((2 * ${#ids[@]}))" ] || fail "$form: METS is missing"
    xargs -d '\n' xmllint --nonet --noout --schema "$schema" < "$work/paths" 2> "$work/said" ||
        fail "$(grep -v 'validates$' "$work/said" | head -n 20)"
    xargs -d '\n' python3 "$here/tests/shell/mets.py" < "$work/paths" || fail "$form: see above"
done
