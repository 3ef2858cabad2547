#!/usr/bin/env bash
# The units for systemd and the lines for cron: systemd-analyze finds nothing wrong with them, and
# what they start does its work with what a service has: no environment but its file, and no folder.
. "$(dirname "$0")/lib.sh"
need systemd-analyze jq
units="$here/packaging/systemd"
mkdir "$work/units"
for unit in "$units"/*; do
    name=$(basename "$unit")
    case $name in *@.service | *@.timer) ;; *) fail "a unit of no tenant: $name" ;; esac
    sed "s|/usr/bin/archive|$archive|" "$unit" > "$work/units/${name/@./@chemnitz.}"
done
(cd "$work/units" && SYSTEMD_LOG_LEVEL=warning systemd-analyze verify --man=no ./*) \
    > "$work/verify" 2>&1 || true
# What concerns other units of this machine is none of ours.
! grep 'archive-' "$work/verify" || fail "systemd-analyze finds something"
systemd-analyze security --offline=yes --threshold=40 "$work"/units/*.service > "$work/security" ||
    fail "the services may do too much: $(tail -n 1 "$work/security")"
systemd-analyze calendar "$(sed -n 's/^OnCalendar=//p' "$units/archive-fixity@.timer")" \
    > /dev/null || fail "no time of the calendar"

town="$work/town"
"$archive" init "$town" --name Mitte --copy a=copies/a --copy b=copies/b > /dev/null
"$archive" --archive "$town" tenant add chemnitz --name Chemnitz > /dev/null
mkdir "$work/akte"
head -c 3000000 /dev/urandom > "$work/akte/a.bin"
"$archive" --archive "$town" ingest "$work/akte" > /dev/null
# As systemd would start it: words as they stand, the tenant for %i.
start() {
    local line
    line=$(sed -n 's/^ExecStart=//p' "$work/units/$1")
    (cd / && exec env -i ARCHIVE_DIR="$town" sh -c "exec ${line//%i/chemnitz}")
}
start archive-fixity@chemnitz.service > "$work/said" 2>&1 || fail "the check: $(cat "$work/said")"
[ "$("$archive" --archive "$town" fixity history --json | jq -s length)" = 2 ] || fail "no two runs"
start archive-sync@chemnitz.service > "$work/said" 2>&1 || fail "the sync: $(cat "$work/said")"

# Never two at once on a copy: while somebody holds both, a run ends with 11, which is no failure
# of the unit; while somebody holds one, the other is checked.
locks="$town/state/tenants/chemnitz/locks"
exec 8> "$locks/fixity-a.lock" 9> "$locks/fixity-b.lock"
flock 8 && flock 9
status=0
start archive-fixity@chemnitz.service > /dev/null 2>&1 || status=$?
[ "$status" = 11 ] || fail "exit code $status while another run is at work"
grep -q '^SuccessExitStatus=5 11$' "$units/archive-fixity@.service" || fail "11 fails the unit"
exec 9>&-
start archive-fixity@chemnitz.service > "$work/said" 2>&1 || fail "the free copy was not checked"

# The lines for cron have seven fields, whose command is ours and whose words are understood.
grep -v '^#' "$here/packaging/cron/archive" | grep -v = | while read -r _ _ _ _ _ user command; do
    [ "$user" = archive ] || fail "another user: $user"
    env -i ARCHIVE_DIR="$town" sh -c "${command/#\/usr\/bin\/archive/$archive}" 8>&- ||
        [ $? = 11 ] || fail "cron: $command"
done
