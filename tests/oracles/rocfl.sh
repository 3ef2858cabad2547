#!/usr/bin/env bash
# rocfl accepts the storage root and every object without errors and without warnings.
#
# One package is an exception: rocfl 1.7.0 takes an inventory for invalid if JSON must escape a
# logical path in it (E051; ocfl-py and the specification have nothing against such names). It is
# held here that this is all that it says of that package, and that it is still so.
. "$(dirname "$0")/../shell/lib.sh"
need rocfl jq
make_world

escaped=$(newest | awk -F '\t' '$1 == "escaped" { print $2 }')
rocfl -S -r "$(holdings)" validate > "$work/said" 2>&1 || true
verdict=$(cat "$work/said")
count=$(objects | wc -l)
grep -qE "Total objects: +$count\$" <<< "$verdict" || fail "rocfl saw other objects: $verdict"
grep -qE '^Storage root is valid$' <<< "$verdict" || fail "rocfl on the root: $verdict"
grep -qE '^Storage hierarchy is valid$' <<< "$verdict" || fail "rocfl on the root: $verdict"
grep -qE 'Storage issues: +0$' <<< "$verdict" || fail "rocfl on the root: $verdict"
! grep -q 'Warnings:' <<< "$verdict" || fail "rocfl warns: $verdict"
invalid=$(grep -E '^Object .* is invalid$' <<< "$verdict" || true)
[ "$invalid" = "Object $escaped is invalid" ] || fail "rocfl is not content: $verdict"
codes=$(grep -oE '\[[EW][0-9]{3}\]' <<< "$verdict" | sort -u)
[ "$codes" = '[E051]' ] || fail "rocfl is not content: $verdict"

while IFS=$'\t' read -r name aip version; do
    [ "$name" != escaped ] || continue
    verdict=$(rocfl -S -r "$(holdings)" validate "$aip" 2>&1) || fail "rocfl on $name: $verdict"
    [ "$verdict" = "Object $aip is valid" ] || fail "rocfl on $name: $verdict"
    [ "$(rocfl -S -r "$(holdings)" log "$aip" | grep -c '^Version')" = "$version" ] ||
        fail "rocfl does not see $version versions of $name"
done < <(newest)
