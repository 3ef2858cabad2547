#!/usr/bin/env bash
# A person with jq, cp and unzip gets every file of every package back under its name by the steps
# of the copy's own README.txt, which are run as they stand there, in a shell without bash's help.
. "$(dirname "$0")/lib.sh"
need jq unzip sha512sum
make_world

readme="$world/archive/copies/main/README.txt"
sed -n '/^# BEGIN JQ/,/^# END JQ/p' "$readme" > "$work/unpack.sh"
grep -q unzip "$work/unpack.sh" || fail 'README.txt has no steps to be run'

number=0
while IFS=$'\t' read -r name aip _; do
    number=$((number + 1))
    env -i PATH=/usr/bin:/bin sh "$work/unpack.sh" "$(object_of "$aip")" "$work/$number" ||
        fail "the steps of README.txt fail for $name"
    compare logical "$name" "$work/$number"
done < <(newest)
# One more holds the schemas.
[ "$((number + 1))" = "$(objects | wc -l)" ] ||
    fail "$number packages, but $(objects | wc -l) objects"
for kind in representations/original/bundles submission-bundles; do
    [ -n "$(find "$work" -path "*/$kind/000001.zip")" ] || fail "no package has $kind"
done

# A flipped byte does not get past the steps.
object="$work/damaged"
cp -a "$(object_of "$(newest | sed -n 1p | cut -f 2)")" "$object"
content=$(find "$object" -path '*/content/*' -type f -size +0 | sed -n 1p)
printf '\377' | dd of="$content" conv=notrunc status=none
! sh "$work/unpack.sh" "$object" "$work/never" > "$work/said" 2>&1 ||
    fail 'the steps of README.txt take damage for good'
