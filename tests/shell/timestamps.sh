#!/usr/bin/env bash
# The ledger is dated by authorities made with openssl; openssl and a script of its own judge the
# tokens and evidence records, renewed ones too, and nothing that was changed gets through.
. "$(dirname "$0")/lib.sh"
need python3 openssl jq
python3 -c 'import asn1crypto' 2> /dev/null || skip 'asn1crypto is not installed'
town="$work/town"
"$archive" init "$town" --copy a=copies/a --copy b=copies/b > /dev/null
in_town() { "$archive" --archive "$town" "$@"; }
in_town tenant add chemnitz --name Chemnitz > /dev/null
store() {
    mkdir "$work/akte-$1"
    echo "Akte $1" > "$work/akte-$1/a.txt"
    in_town ingest "$work/akte-$1" > /dev/null
}
for number in 1 2 3; do store "$number"; done
stamp() {
    in_town ledger timestamp --json "$@" > "$work/run" || fail "$(cat "$work/run")"
    jq -c 'select(.event == "timestamp")' "$work/run"
}
ends_with() {
    local expected=$1 code=0
    shift
    "$@" > "$work/said" 2>&1 || code=$?
    [ "$code" = "$expected" ] || { cat "$work/said"; fail "$* ended with $code, not $expected"; }
}
ends_with 1 in_town ledger timestamp

# Two authorities, one after the other.
servers=()
trap 'kill "${servers[@]}" 2> /dev/null || true' EXIT
begin() {
    python3 "$here/tests/shell/authority.py" "$work/$1" 3000 &
    servers+=($!)
    for _ in $(seq 100); do
        [ ! -e "$work/$1/url" ] || return 0
        sleep 0.1
    done
    fail "the authority $1 did not begin"
}
begin first
begin second
cp "$town/archive.toml" "$work/plain.toml"
# asks NAME[-]…: these are asked; those with a hyphen are retired.
asks() {
    local name
    for name in "$@"; do
        printf '[[timestamps.authorities]]\nurl = "%s"\nroots = "%s"\n' \
            "$(cat "$work/${name%-}/url")" "$work/${name%-}/ca.pem"
        [ "$name" = "${name%-}" ] || echo 'retired = true'
    done | cat "$work/plain.toml" - > "$town/archive.toml"
}
asks first
counts() { stamp "$@" | jq -c '[.versions, .renewed]'; }
# With the three packages that of the format signatures is dated.
[ "$(counts)" = '[4,0]' ] || fail "the first run dated other things"
[ "$(stamp | jq .size)" = null ] || fail "what was not new was dated"
folder="$town/copies/b/chemnitz/ledger/timestamps"

# As the unit of systemd does it, with nothing but its environment.
unit=$(sed -n 's/^ExecStart=//p' "$here/packaging/systemd/archive-timestamp@.service")
unit=${unit/#\/usr\/bin\/archive/$archive}
(cd / && env -i ARCHIVE_DIR="$town" sh -c "exec ${unit//%i/chemnitz}") > /dev/null ||
    fail "the unit does not date"

# An evidence record, judged by a script that shares no code with the archive, and by openssl.
judge() {
    local id=$1 count=$2 told
    ends_with 0 in_town ledger evidence "$id" --to "$work/evidence"
    set -- "$work/evidence/${id#urn:uuid:}.v1"
    told=$(python3 "$here/tests/oracles/evidence.py" "$1.ers" "$1.inventory.json" "$work/roots")
    [ "$told" = "$count" ] || fail "the record of $id has $told timestamps, not $count"
}
cat "$work/first/ca.pem" "$work/second/ca.pem" > "$work/roots"
ids() { in_town list --json | jq -r 'select(.event == "package") | .aip' | sort; }
ids > "$work/early"
while read -r id; do judge "$id" 1; done < "$work/early"
store 4
late=$(ids | comm -13 "$work/early" -)
ends_with 1 in_town ledger evidence "$late" --to "$work/evidence"

# A run without new versions dates the checkpoint alone, which openssl can judge by itself.
[ "$(counts)" = '[1,0]' ] || fail "the second run dated other things"
in_town fixity run > /dev/null
file=$(printf '%s/%020d' "$folder" "$(stamp | jq .size)")
openssl ts -verify -token_in -in "$file.tst" -data "$file.checkpoint" \
    -CAfile "$work/first/ca.pem" > /dev/null 2>&1 || fail "openssl refuses the token"

# Another authority takes over: it renews all that the first one has given, once.
asks first- second
[ "$(stamp | jq .size)" = null ] || fail "what was not new was dated"
[ "$(counts --renew)" = '[0,3]' ] || fail "not every token was renewed"
judge "$(head -n 1 "$work/early")" 2
judge "$late" 2
store 5
[ "$(counts --renew)" = '[1,1]' ] || fail "a token was renewed that had been renewed"
judge "$(head -n 1 "$work/early")" 3
in_town ledger verify --json | jq -e 'select(.event == "copy") | .timestamps == 5' > /dev/null ||
    fail "not every timestamp holds"
ends_with 0 in_town doctor --full

# What the state has lost is on the copies; a further copy gets all.
rm -r "$town/state/tenants/chemnitz/ledger"
judge "$late" 3
in_town copies add c=copies/c > /dev/null
cmp <(ls "$folder") <(ls "$town/copies/c/chemnitz/ledger/timestamps") || fail "c lacks timestamps"

# Without an authority nothing is written; the next run makes up for it.
kill "${servers[1]}" && wait "${servers[1]}" 2> /dev/null || true
store 6
before=$(ls "$folder")
ends_with 5 in_town ledger timestamp
[ "$before" = "$(ls "$folder")" ] || fail "a run that failed left something"
asks first second-
[ "$(counts)" = '[1,0]' ] || fail "the next run did not make up for it"

# What was changed is found, on the copy where it is.
changed() {
    ends_with 7 in_town ledger verify --copy b
    ends_with 0 in_town ledger verify --copy a
}
token=$(find "$folder" -name '*.tst' | sort | head -n 2 | tail -n 1)
cp "$token" "$work/kept"
printf x | dd of="$token" bs=1 seek=300 conv=notrunc status=none
changed
rm "$token"
changed
cp "$folder/$(ls "$folder" | grep tst | head -n 1)" "$token"
changed
cp "$work/kept" "$token"
checkpoint=${token%.tst}.checkpoint
cp "$checkpoint" "$work/kept"
sed -i '3s/./A/5' "$checkpoint"
changed
cp "$work/kept" "$checkpoint"
ends_with 0 in_town ledger verify
asks second-
ends_with 7 in_town ledger verify
