#!/usr/bin/env bash
# A run of integrity checks is told once: by mail, by webhook with a signature, and as figures that
# a client of Prometheus reads. What cannot be told changes nothing of what the run came to.
. "$(dirname "$0")/lib.sh"
need python3 jq xmllint
python3 -c 'import prometheus_client' 2> /dev/null || skip "prometheus_client is not installed"
town="$work/town"
"$archive" init "$town" --name 'Archiv Mitte' --copy a=copies/a --copy b=copies/b > /dev/null
in_town() { "$archive" --archive "$town" "$@"; }
in_town tenant add chemnitz --name Chemnitz > /dev/null
mkdir "$work/akte"
echo geheim > "$work/akte/Personalakte.txt"
in_town ingest "$work/akte" > /dev/null

cat > "$work/sendmail" <<'MAIL'
#!/bin/sh
printf '%s\n' "$*" > "$(dirname "$0")/arguments"
cat > "$(dirname "$0")/mail"
echo x >> "$(dirname "$0")/mails"
MAIL
chmod +x "$work/sendmail"

cat > "$work/hook.py" <<'HOOK'
import hashlib, hmac, http.server, pathlib, sys
place = pathlib.Path(sys.argv[1])
answers = [int(word) for word in sys.argv[2:]]
class Hook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        expected = "sha256=" + hmac.new(b"geheimnis", body, hashlib.sha256).hexdigest()
        good = hmac.compare_digest(expected, self.headers["X-Archive-Signature"] or "")
        (place / "body.json").write_bytes(body)
        with open(place / "calls", "a") as calls:
            print("good" if good else "forged", file=calls)
        self.send_response(answers.pop(0) if answers else 200)
        if answers == [302]:
            self.send_header("Location", "/elsewhere")
        self.end_headers()
    def log_message(self, *_):
        pass
server = http.server.HTTPServer(("127.0.0.1", 0), Hook)
(place / "port").write_text(str(server.server_port))
server.serve_forever()
HOOK
listen() {
    rm -f "$work/port" "$work/calls"
    python3 "$work/hook.py" "$work" "$@" &
    hook=$!
    for _ in $(seq 100); do [ -s "$work/port" ] && break; sleep 0.1; done
}
trap 'kill "$hook" 2> /dev/null || true' EXIT

# The report of a year, from either copy, as its schema says; xmllint reads the page.
reports() {
    "$archive" --archive "$town" fixity report --year "$(date -u +%Y)" "$@" > /dev/null
}

set_key() {
    sed -i "s|^#*$1 = .*|$1 = $2|" "$town/archive.toml"
}
listen 503
printf 'geheimnis\n' > "$town/webhook.secret"
set_key mail '["archiv@example.org", "amt@example.org"]'
set_key from '"pruefung@example.org"'
set_key sendmail "[\"$work/sendmail\", \"-t\", \"-i\"]"
set_key webhook "\"http://127.0.0.1:$(cat "$work/port")/hook?token=verborgen\""
set_key secret '"webhook.secret"'
set_key language '"de"'
set_key metrics '"metrics.prom"'

# Nothing to tell: no message, figures all the same.
in_town fixity run > /dev/null
[ ! -e "$work/mail" ] && [ ! -e "$work/calls" ] || fail "a run without a finding was told"
figures() {
    python3 - "$town/metrics.prom" "$@" <<'READ'
import sys
from prometheus_client.parser import text_string_to_metric_families
text = open(sys.argv[1], encoding="utf-8").read()
values = {}
for family in text_string_to_metric_families(text):
    assert family.documentation and family.type == "gauge", family
    for sample in family.samples:
        values[(sample.name, *sorted(sample.labels.values()))] = sample.value
for wanted in sys.argv[2:]:
    *key, value = wanted.split()
    assert values[tuple(key)] == float(value), (wanted, values)
READ
}
figures 'archive_fixity_packages b chemnitz 2' 'archive_fixity_packages_checked a chemnitz 2' \
    'archive_fixity_damaged_files a chemnitz corrupt 0' 'archive_tenant_readable chemnitz 1' \
    'archive_fixity_max_age_seconds a chemnitz 7776000'

# Damage is told once, whatever the webhook says the first time; no name of a file leaves.
file=$(find "$town/copies/b/chemnitz/holdings" -path '*/v1/content/*' -type f -size +1k | head -n 1)
printf 'X' | dd of="$file" bs=1 seek=200 conv=notrunc 2> /dev/null
status=0
in_town fixity run > /dev/null 2> "$work/said" || status=$?
[ "$status" = 7 ] || fail "exit code $status for damage"
[ "$(cat "$work/mails")" = x ] || fail "not one mail"
[ "$(cat "$work/calls")" = $'good\ngood' ] || fail "the webhook was not asked twice"
[ "$(cat "$work/arguments")" = '-t -i' ] || fail "other arguments for sendmail"
grep -q '^To: archiv@example.org,$' "$work/mail" || fail "no recipients in the mail"
grep -q '^Subject: =?UTF-8?Q?' "$work/mail" || fail "a subject that is not encoded"
python3 - "$work/mail" <<'READ' || fail "the mail cannot be read"
import email, email.policy, sys
mail = email.message_from_file(open(sys.argv[1], encoding="utf-8"), policy=email.policy.default)
assert mail["subject"] == "Integritätsprüfung chemnitz: 1 beschädigt", mail["subject"]
body = mail.get_content() if mail.get_content_charset() == "utf-8" else ""
assert mail["date"].datetime and mail["auto-submitted"] == "auto-generated"
READ
grep -q 'verändert: 1' "$work/mail" && grep -q 'repair --all' "$work/mail" || fail "no damage told"
jq -e '.exit_code == 7 and .damages[0].state == "corrupt" and .damages[0].copy == "b"
    and (.copies | map(.damaged.corrupt) | add) == 1' "$work/body.json" > /dev/null ||
    fail "the webhook was told something else"
python3 -c 'import json, sys, jsonschema
jsonschema.validate(*(json.load(open(name)) for name in sys.argv[1:]))' \
    "$work/body.json" "$here/schemas/run-message.schema.json" || fail "not as the schema says"
! grep -q 'Personalakte\|premis' "$work/mail" "$work/body.json" || fail "a name of a file left"
figures 'archive_fixity_damaged_files b chemnitz corrupt 1' \
    'archive_fixity_last_run_damaged_files b chemnitz 1'

# Who cannot be told changes nothing, and is named without the address.
kill "$hook"
printf '#!/bin/sh\necho "queue is full" >&2\nexit 75\n' > "$work/sendmail"
set_key metrics '"no/such/folder/metrics.prom"'
status=0
in_town fixity run > /dev/null 2> "$work/said" || status=$?
[ "$status" = 7 ] || fail "exit code $status where nobody could be told"
for code in W-NTF-001 W-NTF-002 W-NTF-003; do
    grep -q "$code" "$work/said" || fail "$code is not said"
done
grep -q 'queue is full' "$work/said" || fail "what sendmail said is lost"
! grep -q verborgen "$work/said" || fail "the address of the webhook was said"
in_town fixity run --repair --metrics "$work/own.prom" > /dev/null 2>&1 || fail "not repaired"
grep -q '^archive_fixity_damaged_files{.*state="corrupt"} 0$' "$work/own.prom" ||
    fail "no figures where asked for"
reports --to "$work/from-a" --copy a --lang de
reports --to "$work/from-b" --copy b --lang de
page=$(echo "$work"/from-a/integrity-chemnitz-*.html)
xmllint --noout "$page" || fail "the page is not well-formed"
grep -q 'lang="de"' "$page" || fail "the page is not German"
python3 -c 'import json, sys, jsonschema
report, schema = (json.load(open(name)) for name in sys.argv[1:])
jsonschema.validate(report, schema)
a, b = report["copies"]
assert (a["copy"], a["packages"], a["checked"], a["found"]["corrupt"]) == ("a", 2, 2, 0), a
assert (b["found"]["corrupt"], b["repaired"]["corrupt"], b["open"]["corrupt"]) == (1, 1, 0), b
assert sum(month["runs"] for month in b["months"]) == 4, b' \
    "$work"/from-a/*.json "$here/schemas/integrity-year.schema.json" || fail "another year"
# The copies say the same but for their own name and the moment.
plain() {
    sed 's/"until": .*//; s/"source": .*//; s/[0-9-]*T[0-9:]*Z//; s/Kopie [ab]\.//' "$1"
}
for end in csv html json; do
    cmp -s <(plain "$work"/from-a/*."$end") <(plain "$work"/from-b/*."$end") ||
        fail "the copies give different reports ($end)"
done
status=0
in_town fixity report --year 2126 --to "$work/never" 2> "$work/said" || status=$?
[ "$status" = 2 ] && grep -q E-FIX-040 "$work/said" || fail "a report of a year to come"
