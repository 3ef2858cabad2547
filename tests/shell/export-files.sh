#!/usr/bin/env bash
# An export as files is what came in, of every version of every package: content, the bytes of
# names, modification times, empty folders, and what accompanied the payload.
. "$(dirname "$0")/lib.sh"
need jq
make_world

number=0
while IFS=$'\t' read -r name aip version; do
    number=$((number + 1))
    out="$work/$number"
    mkdir "$out"
    ours export "$aip" --version "$version" --to "$out" --as files --with-submission > /dev/null
    compare files "$name" "$out/${aip#urn:uuid:}"
    rm -r "$out"
done < <(versions)
[ "$number" -ge 20 ] || fail "only $number packages"
