#!/usr/bin/env bash
# rocfl accepts the storage root and every object without errors and without warnings.
. "$(dirname "$0")/lib"
need rocfl jq
make_samples
make_archive building-file bag-1.0 bag-0.97-zip.zip notices names-odd names-nfd names-latin1.tar

verdict=$(rocfl -r "$(holdings)" validate 2>&1) || fail "rocfl: $verdict"
if grep -qE 'Warnings:|Errors:|is invalid' <<< "$verdict"; then
    fail "rocfl is not content: $verdict"
fi
grep -qE 'Total objects: +7$' <<< "$verdict" || fail "rocfl saw other objects: $verdict"
