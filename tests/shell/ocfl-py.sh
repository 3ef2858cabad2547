#!/usr/bin/env bash
# ocfl-py accepts every object without warnings. It does not know the layout of our roots, so the
# objects are given one by one.
. "$(dirname "$0")/lib.sh"
need ocfl-validate.py jq
make_world

mapfile -t objects < <(objects)
verdict=$(ocfl-validate.py --verbose "${objects[@]}" 2>&1) || fail "ocfl-py: $verdict"
if grep -E '\b[EW][0-9]{3}[a-z]?\b' <<< "$verdict"; then
    fail "ocfl-py is not content: $verdict"
fi
valid=$(grep -c 'OCFL v1.1 Object at .* is VALID' <<< "$verdict")
[ "$valid" = "${#objects[@]}" ] || fail "ocfl-py took $valid of ${#objects[@]} objects: $verdict"
