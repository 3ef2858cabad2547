#!/usr/bin/env bash
# ocfl-py accepts every object without warnings. It does not know the layout of our roots, so the
# objects are given one by one.
. "$(dirname "$0")/lib"
need ocfl-validate.py jq
make_samples
make_archive building-file bag-1.0 notices names-odd registers-tar.tar

count=0
while read -r object; do
    verdict=$(ocfl-validate.py --very-verbose "$object" 2>&1) || fail "ocfl-py: $verdict"
    if grep -qE '\[?[EW][0-9]{3}' <<< "$verdict"; then
        fail "ocfl-py on $object: $verdict"
    fi
    count=$((count + 1))
done < <(objects)
[ "$count" = 5 ] || fail "$count objects instead of 5"
