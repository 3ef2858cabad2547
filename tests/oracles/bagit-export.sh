#!/usr/bin/env bash
# bagit-python accepts an export as BagIt, and the payload is what came in.
. "$(dirname "$0")/lib"
need jq python3
python="$here/.tools/venv/bin/python"
[ -x "$python" ] || skip 'no .tools/venv; run scripts/install-test-tools'
make_samples
make_archive bag-1.0 building-file notices

for sample in bag-1.0 building-file notices; do
    out="$work/out/$sample"
    mkdir -p "$work/out"
    ours export "$(id_of "$sample")" --tenant orakel --to "$out" --as bagit
    bag=$(dirname "$(find "$out" -name bagit.txt | head -n 1)")
    "$python" -m bagit --quiet --validate "$bag" || fail "bagit-python refuses $sample"
done
