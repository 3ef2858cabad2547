#!/usr/bin/env bash
# The whole main job on a copy in S3: every kind of package goes in, is found, checked, rebuilt from
# the bucket alone and handed out; the bucket, copied to a disk, is a copy like any other; damage in
# it is found and told apart; a killed ingest goes on. Credentials come from the environment alone.
. "$(dirname "$0")/lib.sh"
need jq unzip zip python3
if [ -z "${ARCHIVE_TEST_S3_URL:-}" ]; then
    exec "$here/scripts/with-moto" "$0"
fi
python="$here/.tools/venv/bin/python"
world="$work/world"
mkdir "$world"
url=s3://archive-test/haupt
catalog="$world/archive/state/tenants/orakel/catalog.sqlite"

bucket() {
    "$python" "$here/tests/shell/bucket.py" "$@"
}

# What the archive knows, asked through the program and read from the catalog.
knowledge() {
    local aip
    ours list --json
    ours search Bescheid --json
    ours search Übersicht --json
    while IFS=$'\t' read -r _ aip _; do
        ours show "$aip" --json
    done < <(newest)
    python3 "$here/tests/shell/knowledge.py" "$catalog"
}

check_secrets() {
    ! grep -rqF "$AWS_SECRET_ACCESS_KEY" "$world/archive" || fail 'the secret key lies on disk'
}

check_fixity() {
    ours fixity run --json > "$work/fixity"
    [ "$(ours fixity status --json | jq -s 'map(select(.copy == "main")) | length')" != 0 ] ||
        fail 'fixity status knows no copy'
}

check_rebuild() {
    knowledge > "$work/before"
    grep -q '^checked ' "$work/before" || fail 'the catalog knows of no check'
    rm "$catalog"*
    ours rebuild > /dev/null
    knowledge > "$work/after"
    diff "$work/before" "$work/after" || fail 'the rebuilt catalog knows something else'
}

check_exports() {
    local name aip version
    while IFS=$'\t' read -r name aip version; do
        ours export "$aip" --version "$version" --to "$work/out" --with-submission > /dev/null
        compare files "$name" "$work/out/${aip#urn:uuid:}"
        rm -r "$work/out"
    done < <(versions)
}

# The bucket on a disk: an OCFL root, and README.txt restores from it.
check_bucket_on_disk() {
    local name aip place readme="$work/disk/haupt/README.txt" number=0
    bucket fetch "$work/disk"
    "$archive" ocfl validate "$work/disk/haupt/orakel/holdings" > "$work/said" ||
        fail "the bucket is no valid storage root: $(cat "$work/said")"
    sed -n '/^# BEGIN JQ/,/^# END JQ/p' "$readme" > "$work/unpack.sh"
    mkdir "$work/by-hand"
    while IFS=$'\t' read -r name aip _; do
        number=$((number + 1))
        place=$(object_of "$aip" "$work/disk/haupt/orakel/holdings")
        sh "$work/unpack.sh" "$place" "$work/by-hand/$number"
        compare logical "$name" "$work/by-hand/$number"
    done < <(newest)
}

# More than one part, and killed in the middle.
check_kill() {
    mkdir -p "$work/large"
    head -c 40000000 /dev/urandom > "$work/large/Scan.tif"
    cp "$work/large/Scan.tif" "$work/large/Scan 2.tif"
    echo 2 >> "$work/large/Scan 2.tif"
    local pid journal="$world/archive/state/tenants/orakel/journal"
    "$archive" --archive "$world/archive" ingest "$work/large" --no-progress > "$work/said" 2>&1 &
    pid=$!
    until [ -n "$(find "$journal" -type f -size +0)" ] || ! kill -0 "$pid" 2> /dev/null; do
        sleep 0.02
    done
    sleep 0.2
    kill -KILL "$pid" 2> /dev/null || fail "it ended before it was killed: $(cat "$work/said")"
    wait "$pid" 2> /dev/null || true
    ours ingest "$work/large" --json --no-progress > "$work/said"
    [ "$(jq -r 'select(.event == "package") | .status' "$work/said")" = stored ] ||
        fail "after the kill: $(cat "$work/said")"
    ours doctor --full > "$work/said" || fail "after the kill: $(cat "$work/said")"
}

# One file flipped, one gone; the others are still good.
check_damage() {
    local flipped gone status=0
    (cd "$work/disk" && find haupt/orakel/holdings -path '*/v1/content/*' -type f -size +1k) |
        sort > "$work/contents"
    flipped=$(sed -n 1p "$work/contents")
    gone=$(sed -n '$p' "$work/contents")
    bucket damage "$flipped" || fail "no $flipped in the bucket"
    bucket remove "$gone"
    ours fixity run --json > "$work/fixity" || status=$?
    [ "$status" = 7 ] || fail "fixity run ended with $status after damage"
    for place in "${flipped#haupt/orakel/}" "${gone#haupt/orakel/}"; do
        grep -qF "$place" "$work/fixity" || fail "no word of $place: $(cat "$work/fixity")"
    done
    grep -q corrupt "$work/fixity" && grep -q missing "$work/fixity" ||
        fail "damage is not told apart: $(cat "$work/fixity")"
}

make_world --copy "main=$url"
[ "$(jq -r '.copies[].confirmed' "$world/packages.jsonl" | sort -u)" = remote ] ||
    fail 'the packages were not read back from the service'
check_secrets
check_fixity
ours doctor --full > "$work/said" || fail "doctor: $(cat "$work/said")"
check_rebuild
check_exports
check_bucket_on_disk
check_kill
check_damage
