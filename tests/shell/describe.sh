#!/usr/bin/env bash
# Packages that were described anew: EAD, METS and PREMIS valid by the official schemas, the files
# as they were, the object valid, and the catalog the same after it was made from the copy.
. "$(dirname "$0")/lib.sh"
need xmllint jq python3 cp
xsd="${ARCHIVE_SHARED:-$here/../shared}/xsd"
[ -f "$xsd/ead3/ead3.xsd" ] || skip "no EAD schemas in $xsd"
export XML_CATALOG_FILES="$xsd/catalog.xml"
make_world
# The world is only read: a copy of it is described.
cp -a "$world/archive" "$work/archive"
ours() {
    "$archive" --archive "$work/archive" "$@"
}

# Says that XML documents are valid: valid SCHEMA, paths on standard input.
valid() {
    xargs -d '\n' xmllint --nonet --noout --schema "$1" 2> "$work/said" ||
        fail "$(grep -v 'validates$' "$work/said" | head -n 20)"
}

ours list --json | jq -r 'select(.event == "package") | .aip' > "$work/ids"
mapfile -t ids < "$work/ids"
# One with bundles, one of a bag with bundles of tag files, and some without.
for aip in "${ids[@]}"; do
    ours show --files --json "$aip" | jq -c 'select(.event == "file") | [.id, .path, .sha512]'
done > "$work/before"
ours describe "${ids[@]}" --set 'Titel=Bauakte <Umbau> & "Abriss"' --set 'Laufzeit=1990-1995' \
    --add 'Enthält=Pläne' --add 'Schutzfrist=2035-12-31' --add 'other:Maßstab=1:500' \
    --clear Urheber --set 'Provenienz=Bauamt' --set 'Umfang=3 cm' \
    --level Akte --reason 'Erschließung' --by 'Archivarin Muster' > /dev/null
number=0
for aip in "${ids[@]}"; do
    number=$((number + 1))
    ours describe "$aip" --set "Signatur=A 0215 Nr. $number" > /dev/null
done
for aip in "${ids[@]}"; do
    ours show --files --json "$aip" | jq -c 'select(.event == "file") | [.id, .path, .sha512]'
done > "$work/after"
diff "$work/before" "$work/after" > /dev/null || fail 'files are others than before'

# A finding aid comes in: units above and below.
ours describe --to "$work/all.csv" --lang de > /dev/null
python3 - "$work/all.csv" "$work/tree.csv" << 'END'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], encoding='utf-8'), delimiter=';'))
head = rows[0]
place = {name: index for index, name in enumerate(head)}
def row(**cells):
    out = [''] * len(head)
    for name, value in cells.items():
        out[place[name]] = value
    return out
out = [head, row(Signatur='A', Stufe='Bestand', Titel='Bauamt'),
       row(Signatur='A 1', Stufe='Klassifikation', Titel='Neubauten', Übergeordnet='A')]
for cells in rows[1:]:
    cells[place['Übergeordnet']] = 'A 1'
    out.append(cells)
    out.append(row(Stufe='Dokument', Titel='Bescheid',
                   Übergeordnet=cells[place['Signatur']]))
csv.writer(open(sys.argv[2], 'w', encoding='utf-8', newline=''), delimiter=';').writerows(out)
END
ours describe --from "$work/tree.csv" --json > "$work/changes"
[ "$(jq -r 'select(.event == "change") | .status' "$work/changes" | sort -u)" = changed ] ||
    fail "$(head -n 3 "$work/changes")"
for form in ead3 ead2002; do
    ours describe --to "$work/$form.xml" --as "$form" > /dev/null
    [ "$(grep -c '<c level="item"' "$work/$form.xml")" = "${#ids[@]}" ] || fail "$form: units"
    ours describe --from "$work/$form.xml" --json > "$work/changes"
    [ "$(jq -r 'select(.event == "change") | .status' "$work/changes" | sort -u)" = unchanged ] ||
        fail "$form does not come back: $(head -n 3 "$work/changes")"
done
echo "$work/ead3.xml" | valid "$xsd/ead3/ead3.xsd"
echo "$work/ead2002.xml" | valid "$xsd/ead2002/ead.xsd"

for form in eark-aip eark-dip; do
    ours export "${ids[@]}" --to "$work/$form" --as "$form" > /dev/null
    find "$work/$form" -name ead.xml -path '*/metadata/descriptive/*' > "$work/paths"
    [ "$(wc -l < "$work/paths")" = "${#ids[@]}" ] || fail "$form: EAD is missing"
    valid "$xsd/ead3/ead3.xsd" < "$work/paths"
    find "$work/$form" -name dc.xml -path '*/metadata/descriptive/*' > "$work/paths"
    valid "$xsd/oai-pmh/oai_dc.xsd" < "$work/paths"
    while read -r path; do
        grep -q '<dc:rights>Schutzfrist: 2035-12-31</dc:rights>' "$path" ||
            fail "$path does not tell the closure"
        grep -q '<dc:creator>Bauamt</dc:creator>' "$path" || fail "$path: no Provenienz"
        grep -q '<dc:format>3 cm</dc:format>' "$path" || fail "$path: no Umfang"
    done < "$work/paths"
    find "$work/$form" -name 'premis*.xml' -path '*/metadata/preservation/*' |
        valid "$(find "$xsd/premis" -name 'premis*v3*.xsd' | head -n 1)"
    find "$work/$form" -name METS.xml -not -path '*/submission/*' -not -path '*/data/*' \
        > "$work/paths"
    valid "$(find "$xsd/mets" -name 'mets-1*.xsd' | sort | tail -n 1)" < "$work/paths"
    xargs -d '\n' python3 "$here/tests/shell/mets.py" < "$work/paths" || fail "$form: see above"
done

root="$work/archive/copies/main/orakel/holdings"
ours ocfl validate "$root" > "$work/said" || fail "$(tail -n 5 "$work/said")"
ours fixity run > "$work/said" || fail "$(tail -n 5 "$work/said")"
ours doctor --full > "$work/said" || fail "$(tail -n 5 "$work/said")"
ours describe "${ids[@]}" --json > "$work/said-before"
ours rebuild > "$work/said" || fail "$(tail -n 5 "$work/said")"
ours describe "${ids[@]}" --json > "$work/said-after"
cmp -s "$work/said-before" "$work/said-after" || fail 'rebuilding changes descriptions'
