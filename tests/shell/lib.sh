# Shared by the shell tests; sourced, not run. scripts/shell-tests says what a test is given.
# shellcheck shell=bash
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
archive="${ARCHIVE_BIN:?names the program under test; run scripts/shell-tests}"
work="${WORK:?run by scripts/shell-tests}"
world="${WORLD:?run by scripts/shell-tests}"
export LC_ALL=C.UTF-8

skip() {
    printf 'SKIPPED %s: %s\n' "$(basename "$0")" "$*" >&2
    exit 77
}

fail() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

# The named programs must be there.
need() {
    local program
    for program in "$@"; do
        command -v "$program" > /dev/null ||
            skip "$program is not installed; scripts/install-test-tools installs it"
    done
}

# The archive of the world.
ours() {
    "$archive" --archive "$world/archive" "$@"
}

# Small files with difficult names, some of them empty, and one large file.
write_mixed() {
    local folder=$1 count=$2 number
    mkdir -p "$folder/Straßen/Höhe" "$folder/leer/auch leer" "$folder/Anlagen"
    for number in $(seq "$count"); do
        echo "$folder $number" > "$folder/Straßen/Höhe/Bescheid $number.txt"
    done
    head -c 3000000 /dev/zero > "$folder/Anlagen/Plan.bin"
    echo "$folder" >> "$folder/Anlagen/Plan.bin"
    : > "$folder/Anlagen/leer.txt"
    : > "$folder/Straßen/auch leer.txt"
    echo "$folder 1" > "$folder/Anlagen/version;1"
    echo "$folder 2" > "$folder/Anlagen/it's [1] \$HOME *?.txt"
    echo "$folder 3" > "$folder/Anlagen/-rf"
    echo "$folder 5" > "$folder/Anlagen/100%25 %C3"
    echo "$folder 6" > "$folder/Anlagen/Gru"$'\u0308'"n.txt"
    touch -d '1987-06-05 04:03:02.123456789' "$folder/Anlagen/-rf"
    touch -d '1969-01-01 00:00:00' "$folder/Anlagen/version;1"
}

# Names that JSON must escape.
write_escaped() {
    mkdir "$1"
    echo 'strich' > "$1/Rück\\strich.txt"
    echo 'zeichen' > "$1/\"Entwurf\".txt"
    echo 'Zeile' > "$1/zwei"$'\n'"Zeilen.txt"
}

# A bag with more tag files than lie by themselves, some of them with difficult names.
write_tagged_bag() (
    local count=$2 number
    mkdir -p "$1/data/Akte" "$1/tags/Prüfung"
    cd "$1"
    printf 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n' > bagit.txt
    for number in $(seq "$count"); do
        echo "Vermerk $number zu $1" > "tags/Prüfung/Vermerk;$number"
    done
    : > data/leer
    echo "$1" > 'data/Akte/Übersicht 1.txt'
    find data -type f -exec sha512sum {} + > manifest-sha512.txt
    find bagit.txt manifest-sha512.txt tags -type f -exec sha512sum {} + > tagmanifest-sha512.txt
)

# Packages that have versions: the second one lacks a file, has others, and keeps the rest.
write_second_versions() {
    cp -a mixed mixed-2
    rm 'mixed-2/Straßen/Höhe/Bescheid 7.txt'
    echo neu > 'mixed-2/Straßen/Höhe/Bescheid neu.txt'
    : > 'mixed-2/Anlagen/leer 2.txt'
    cp -a few few-2
    echo neu > few-2/Anlagen/neu.txt
    write_tagged_bag tags-2 310
}

write_packages() (
    mkdir "$world/packages"
    cd "$world/packages"
    "$(dirname "$archive")/archive-fixtures" "$world/samples" > /dev/null
    local sample
    for sample in building-file registers registers.dc.xml notices names-odd names-nfd bag-1.0 \
        bag-0.97 names-nfd-bag bag-notices bag-0.97-zip.zip bag-1.0-tar.tar names-latin1.tar \
        names-cp437.zip names-pax-tar.tar notices-tgz.tgz
    do
        cp -a "$world/samples/good/$sample" .
    done
    # The same files in another container are the same package.
    rm names-odd/leer.txt "$(find notices -type f | sort | tail -n 1)"
    echo anders > bag-0.97/data/anders.txt
    sed -i d bag-0.97/tagmanifest-*
    (cd bag-0.97 && md5sum data/anders.txt >> manifest-md5.txt &&
        sha1sum data/anders.txt >> manifest-sha1.txt && rm tagmanifest-*)
    sed -i '/Payload-Oxum/d' bag-0.97/bag-info.txt
    write_mixed mixed 300
    write_mixed few 3
    write_mixed mixed-tar 280 && tar -cf mixed-tar.tar mixed-tar && rm -r mixed-tar
    write_mixed mixed-tgz 20 && tar -czf mixed-tgz.tgz mixed-tgz && rm -r mixed-tgz
    write_mixed mixed-zip 290 && zip -qr mixed-zip.zip mixed-zip && rm -r mixed-zip
    write_tagged_bag tags 300
    write_escaped escaped
)

ingest_packages() {
    local aip name
    (
        cd "$world/packages"
        find . -mindepth 1 -maxdepth 1 ! -name '*.dc.xml' -printf '%P\0' | sort -z |
            xargs -0 "$archive" --archive "$world/archive" ingest --json --no-progress \
                > "$world/results.jsonl" || true
        write_second_versions
        for name in mixed few tags; do
            aip=$(jq -r --arg name "$name" 'select(.path == $name) | .aip' "$world/results.jsonl")
            ours ingest "$name-2" --as-version-of "$aip" --json --no-progress \
                >> "$world/results.jsonl" || true
        done
    )
    jq -c 'select(.event == "package")' "$world/results.jsonl" > "$world/packages.jsonl"
    jq -c 'select(.status != "stored")' "$world/packages.jsonl" > "$world/refused.jsonl"
    [ ! -s "$world/refused.jsonl" ] || fail "not stored: $(cat "$world/refused.jsonl")"
}

# An archive with one tenant that holds packages of every kind, with bundles of payload and of tag
# files, second versions, empty files, empty folders and difficult names. Made once for all tests,
# which only read it. `packages.jsonl` has a line for each version, `packages/` what was given.
# Options go to `archive init`.
make_world() {
    need jq zip tar python3
    [ ! -e "$world/made" ] || return 0
    [ ! -e "$world/begun" ] || fail 'an earlier test could not make the world'
    touch "$world/begun"
    [ -x "$(dirname "$archive")/archive-fixtures" ] ||
        fail "no archive-fixtures beside $archive; run cargo build -p archive-fixtures"
    write_packages
    "$archive" init "$world/archive" --name Orakel "$@" > /dev/null
    ours tenant add orakel --name 'Stadt Orakel' > /dev/null
    ingest_packages
    jq -s 'group_by(.aip) | map(max_by(.version)) | .[]' -c "$world/packages.jsonl" \
        > "$world/newest.jsonl"
    [ "$(wc -l < "$world/newest.jsonl")" -ge 20 ] || fail 'the world has too few packages'
    touch "$world/made"
}

# Compares what came back with what was given: compare KIND PACKAGE RESTORED.
compare() {
    python3 "$here/tests/shell/compare.py" "$1" "$world/packages/$2" "$3" || fail "$1 of $2 differs"
}

# Lines of package, id and version: of the newest versions, or of all.
newest() {
    jq -r '[.path, .aip, .version] | @tsv' "$world/newest.jsonl"
}
versions() {
    jq -r '[.path, .aip, .version] | @tsv' "$world/packages.jsonl"
}

# The storage root of the only copy.
holdings() {
    echo "$world/archive/copies/main/orakel/holdings"
}

# The folders of all objects.
objects() {
    find "$(holdings)" -name '0=ocfl_object_1.1' -exec dirname {} \; | sort
}

# The folder of the object with an id, in a storage root, else that of the only copy.
object_of() {
    local sum root=${2:-$(holdings)}
    sum=$(printf %s "$1" | sha256sum | cut -d ' ' -f 1)
    echo "$root/${sum:0:3}/${sum:3:3}/${sum:6:3}/$sum"
}
