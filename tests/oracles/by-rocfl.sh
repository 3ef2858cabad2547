#!/usr/bin/env bash
# A person with only rocfl and unzip gets every file of every package back under its name by the
# steps of the copy's README.txt, run as they stand there.
. "$(dirname "$0")/../shell/lib.sh"
need jq rocfl unzip
make_world

sed -n '/^# BEGIN ROCFL/,/^# END ROCFL/p' "$world/archive/copies/main/README.txt" \
    > "$work/unpack.sh"
grep -q 'rocfl.* cat' "$work/unpack.sh" || fail 'README.txt has no steps with rocfl'

number=0
while IFS=$'\t' read -r name aip _; do
    # rocfl cannot read it; see rocfl.sh. README.txt says so.
    [ "$name" != escaped ] || continue
    number=$((number + 1))
    sh "$work/unpack.sh" "$(holdings)" "$aip" "$work/$number" > "$work/said" 2>&1 ||
        fail "the steps of README.txt fail for $name: $(tail -n 5 "$work/said")"
    compare logical "$name" "$work/$number"
done < <(newest)
[ "$number" -ge 20 ] || fail "only $number packages"
