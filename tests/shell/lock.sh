#!/usr/bin/env bash
# A copy in a bucket that locks: what is stored there cannot be removed for good, locks are renewed
# by copies sync, and a place that cannot lock is refused before anything is written to it.
. "$(dirname "$0")/lib.sh"
need jq python3
if [ -z "${ARCHIVE_TEST_S3_LOCK_URL:-}" ]; then
    exec "$here/scripts/with-moto" "$0"
fi
python="$here/.tools/venv/bin/python"
town="$work/town"
place=sperre/chemnitz

bucket() {
    BUCKET=archive-lock "$python" "$here/tests/shell/bucket.py" "$@"
}

run() {
    "$archive" --archive "$town" "$@"
}

# One value of what copies list says of the locks of the bucket.
lock() {
    run copies list --json | jq -r "select(.name == \"ceph\") | .lock | $1"
}

# A command that must be refused with a code, and leave the configuration as it is.
refused() {
    local code=$1 before
    shift
    before=$(cat "$town/archive.toml")
    if run "$@" > "$work/said" 2>&1; then fail "$* was not refused"; fi
    grep -qF "$code" "$work/said" || fail "no $code: $(cat "$work/said")"
    [ "$before" = "$(cat "$town/archive.toml")" ] || fail "$*: archive.toml was changed"
}

mkdir -p "$work/in/a" "$work/in/b"
echo 'Guten Tag' > "$work/in/a/brief.txt"
echo 'Guten Abend' > "$work/in/b/brief.txt"
"$archive" init "$town" --name Mitte > /dev/null
run tenant add chemnitz --name 'Stadt Chemnitz' > /dev/null
run ingest "$work/in/a" > /dev/null

refused E-CPY-018 copies add ohne=s3://archive-test/ohne --lock 'governance 30d'
refused E-CPY-019 copies add ordner=copies/ordner --lock 'governance 30d'
refused 'at most 30 days' --lang en copies add lang=s3://archive-lock/lang --lock 'compliance 31d'

# Filled from the other copy, then written by an ingest: all of it is locked.
run copies add ceph=s3://archive-lock/sperre --lock 'governance 30d' > "$work/said" 2>&1 ||
    fail "copies add: $(cat "$work/said")"
run ingest "$work/in/b" > /dev/null
run ledger verify > /dev/null
for part in holdings reports; do
    bucket unlocked "$place/$part/" > "$work/unlocked"
    [ ! -s "$work/unlocked" ] || fail "not locked: $(cat "$work/unlocked")"
done
[ "$(lock '[.object_lock, .versioning, .due, .newest_mode] | @csv')" = \
    'true,true,false,"governance"' ] || fail "copies list: $(lock .)"
[ "$(lock .files)" -gt 10 ] || fail "only $(lock .files) files were locked"
[ "$(lock .until)" != null ] && [ "$(lock .newest_until)" != null ] || fail "no end: $(lock .)"

# The operator of the bucket can hide a file, not remove it; a repair puts a new one there.
bucket list "$place/holdings/" > "$work/keys"
key=$(grep -m 1 /content/ "$work/keys")
if bucket purge "$key" 2> "$work/said"; then fail "$key was removed for good"; fi
grep -q 'stays' "$work/said" || fail "$(cat "$work/said")"
bucket damage "$key"
run fixity run --copy ceph --repair > "$work/said" 2>&1 || fail "repair: $(cat "$work/said")"
bucket unlocked "$place/holdings/" > "$work/unlocked"
[ ! -s "$work/unlocked" ] || fail "a repair leaves unlocked: $(cat "$work/unlocked")"
run doctor --full > "$work/said" || fail "doctor: $(cat "$work/said")"

# Nothing is due; another rule is, and copies sync renews.
[ "$(run copies sync ceph --json | jq .locked)" = 0 ] || fail 'locks were renewed without need'
before=$(lock .until)
sed -i 's/governance 30d/governance 60d/' "$town/archive.toml"
[ "$(lock .due)" = true ] || fail "another rule is not due: $(lock .)"
[ "$(run copies sync ceph --json | jq .locked)" -gt 10 ] || fail 'locks were not renewed'
[ "$(lock .due)" = false ] && [[ "$(lock .until)" > "$before" ]] || fail "not renewed: $(lock .)"
# A rule that is shorter shortens nothing.
before=$(lock .newest_until)
sed -i 's/governance 60d/governance 20d/' "$town/archive.toml"
run copies sync ceph > "$work/said" 2>&1 || fail "a shorter rule: $(cat "$work/said")"
[ "$(lock .newest_until)" = "$before" ] || fail "a lock was shortened: $(lock .)"
