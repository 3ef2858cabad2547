#!/usr/bin/env bash
# An export as files is byte for byte what came in: names, content, times, empty folders.
. "$(dirname "$0")/lib"
need jq diff
make_samples
samples=(building-file registers notices bag-1.0 bag-0.97 names-odd names-nfd)
make_archive "${samples[@]}"

# Name, kind, size and time of everything below a folder.
listing() {
    (cd "$1" && find . -mindepth 1 -printf '%P\t%y\t%s\t%T@\n' | awk -F '\t' -v OFS='\t' \
        '$2 == "d" { $3 = ""; $4 = "" } { print }' | sort)
}

for sample in "${samples[@]}"; do
    out="$work/out/$sample"
    mkdir -p "$work/out"
    ours export "$(id_of "$sample")" --tenant orakel --to "$out" --as files
    came="$work/samples/good/$sample"
    place=$out
    [ ! -d "$out/$sample" ] || place="$out/$sample"
    diff -r "$came" "$place" || fail "$sample came back with other content"
    diff <(listing "$came") <(listing "$place") ||
        fail "$sample came back with other names or times"
done
