#!/usr/bin/env bash
# Receipts and ledgers are verified by an independent script and by the procedure of docs/ledger.md,
# and nothing that was changed on purpose gets through.
. "$(dirname "$0")/lib.sh"
need python3 openssl jq sha256sum base64
town="$work/town"
"$archive" init "$town" --name 'Mitte Nord' --copy a=copies/a --copy b=copies/b > /dev/null
in_town() { "$archive" --archive "$town" "$@"; }
in_town tenant add chemnitz --name Chemnitz > /dev/null
for number in $(seq 5); do
    mkdir "$work/akte-$number"
    echo "Akte $number" > "$work/akte-$number/a.txt"
    in_town ingest "$work/akte-$number" > /dev/null
done
in_town ledger verify > /dev/null || fail "the ledger does not verify"
key=$(in_town ledger checkpoint --json | jq -r .key)
id=$(in_town list --json | jq -r 'select(.event == "package") | .aip' | head -n 1)
in_town ledger prove "$id" --to "$work/receipts" > /dev/null
receipt=$(echo "$work"/receipts/*.receipt.json)
log="$town/copies/b/chemnitz/ledger"
verify() { python3 "$here/docs/verify_receipt.py" "$@" --key "$key"; }
verify "$receipt" > /dev/null || fail "the receipt does not verify"
verify --log "$log" > /dev/null || fail "the ledger on the copy does not verify"

# The procedure by hand: the signature, and the hash of the entry is in the tile.
cd "$work"
jq -r .checkpoint "$receipt" | sed '/^$/,$d' > text
jq -r .checkpoint "$receipt" | awk '/^—/ {print $3}' | base64 -d | tail -c 64 > signature
{
    printf '\060\052\060\005\006\003\053\145\160\003\041\000'
    printf %s "$key" | cut -d+ -f3- | base64 -d | tail -c 32
} > key.der
openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in text -sigfile signature \
    > /dev/null || fail "the signature does not verify by hand"
hash=$( (printf '\000'; jq -j .entry "$receipt") | sha256sum | cut -c -64)
od -An -v -tx1 "$log"/tile/0/000.p/* | tr -d ' \n' | grep -q "$hash" ||
    fail "the hash of the entry is in no tile"

# Every member of a receipt that is changed is noticed.
refused() {
    if verify "$@" > /dev/null 2>&1; then fail "$* was taken for proven"; fi
}
for change in '.index += 1' '.version += 1' '.aip |= sub("0$|1$"; "2") | .aip += "0"' \
    '.inventory |= ("0" + .[1:]) + "0"' '.entry |= sub("stored"; "adopted")' '.proof |= .[1:]' \
    '.proof += [.proof[0]]' '.proof[0] = ("A" * 43 + "=")' \
    '.checkpoint |= sub("\n[0-9]+\n"; "\n9\n")' \
    '.checkpoint |= sub("Mitte"; "Mette")'; do
    jq "$change" "$receipt" > changed.json
    refused changed.json
done
other="$work/other"
"$archive" init "$other" --name 'Mitte Nord' > /dev/null
"$archive" --archive "$other" tenant add chemnitz --name Chemnitz > /dev/null
"$archive" --archive "$other" ingest "$work/akte-1" > /dev/null
key=$("$archive" --archive "$other" ledger checkpoint --json | jq -r .key)
refused "$receipt"
refused --log "$log"
key=$(in_town ledger checkpoint --json | jq -r .key)

# Every byte of the checkpoint and every tile of the ledger matters, to the script and to us.
find "$log" -type f | while read -r file; do
    size=$(stat -c %s "$file")
    for at in 0 $((size / 2)) $((size - 1)); do
        cp "$file" kept
        python3 -c 'import sys
path, at = sys.argv[1], int(sys.argv[2])
raw = bytearray(open(path, "rb").read())
raw[at] ^= 1
open(path, "wb").write(raw)' "$file" "$at"
        refused --log "$log"
        code=0
        in_town ledger verify --copy b > /dev/null 2>&1 || code=$?
        [ "$code" = 7 ] || fail "byte $at of $file was changed, and verify ends with $code"
        cp kept "$file"
    done
done
in_town ledger verify > /dev/null || fail "the ledger does not verify at the end"

# After a rotation any key of the ledger proves the whole of it, and the old receipt stays good.
first=$key
in_town key rotate > /dev/null
mkdir "$work/akte-6"
echo "Akte 6" > "$work/akte-6/a.txt"
in_town ingest "$work/akte-6" > /dev/null
second=$(in_town ledger checkpoint --json | jq -r .key)
[ "$first" != "$second" ] || fail "the key was not replaced"
verify "$receipt" > /dev/null || fail "the receipt of before does not verify any more"
verify --log "$log" > /dev/null || fail "the first key does not prove the ledger"
in_town ledger verify --key "$first" --key "$second" > /dev/null || fail "not both keys are known"
key=$second
verify --log "$log" > /dev/null || fail "the second key does not prove the ledger"
refused "$receipt"
code=0
stranger=$("$archive" --archive "$other" ledger checkpoint --json | jq -r .key)
in_town ledger verify --key "$stranger" > /dev/null 2>&1 || code=$?
[ "$code" = 7 ] || fail "the key of another ledger was taken, with $code"

# So does any key after one was lost, and the installation has signed for its successor.
rm "$town/keys/chemnitz.key"
mkdir "$work/akte-7"
echo "Akte 7" > "$work/akte-7/a.txt"
code=0
in_town ingest "$work/akte-7" > /dev/null 2>&1 || code=$?
[ "$code" != 0 ] || fail "the ledger was continued without its key"
in_town key lost --key "$first" > /dev/null
in_town key show --json | jq -se 'map(.recovered) == [false, false, true]' > /dev/null ||
    fail "the recovery is not shown"
for key in "$first" "$second" "$(in_town ledger checkpoint --json | jq -r .key)"; do
    verify --log "$log" > /dev/null || fail "a key does not prove the ledger after the recovery"
done
in_town ledger verify > /dev/null || fail "the ledger does not verify after the recovery"
