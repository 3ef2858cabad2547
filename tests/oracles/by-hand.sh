#!/usr/bin/env bash
# A person with jq, cp and unzip gets every file back from storage, by the steps of README.txt.
. "$(dirname "$0")/lib"
need jq unzip diff sha512sum
make_samples
make_archive building-file notices bag-1.0
[ -s "$(dirname "$(dirname "$(holdings)")")/README.txt" ] || fail 'the copy has no README.txt'

# Restores the newest version of an object: each logical path from its content path.
restore() {
    local object=$1 out=$2 logical content
    (cd "$object" && sha512sum --check --quiet inventory.json.sha512) || fail "$object: sidecar"
    while IFS=$'\t' read -r logical content; do
        mkdir -p "$out/$(dirname "$logical")"
        cp -p "$object/$content" "$out/$logical"
    done < <(jq -r '. as $i | .versions[.head].state | to_entries[] | .key as $digest
        | .value[] | [., $i.manifest[$digest][0]] | @tsv' "$object/inventory.json")
}

# Takes bundles apart; their members stand under data/ with their logical path.
unbundle() {
    local bundle representation
    while read -r bundle; do
        representation=$(dirname "$(dirname "$bundle")")
        mkdir -p "$representation/data"
        unzip -qo "$bundle" 'data/*' -d "$representation"
    done < <(find "$1" -path '*/bundles/*.zip' | sort)
}

# The digests of all files below a folder, without names.
digests() {
    find "$1" -type f -exec sha512sum {} + | cut -d ' ' -f 1 | sort -u
}

number=0
while read -r object; do
    number=$((number + 1))
    restore "$object" "$work/restored/$number"
    unbundle "$work/restored/$number"
done < <(objects)
[ "$number" = 3 ] || fail "$number objects instead of 3"

for sample in building-file notices bag-1.0; do
    missing=$(comm -23 <(digests "$work/samples/good/$sample") <(digests "$work/restored"))
    [ -z "$missing" ] || fail "files of $sample could not be restored by hand: $missing"
done
for file in 'Niederschrift.pdf' 'Grundriss Obergeschoß.png' 'Gewerbeanmeldung 0001.txt'; do
    [ -n "$(find "$work/restored" -name "$file")" ] || fail "$file came back under another name"
done
