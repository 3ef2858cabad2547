//! The contract with programs: every object that `--json` prints fits its schema, and every
//! schema is printed by something.
#![cfg(feature = "installation")]

mod support;

use serde_json::Value;
use std::collections::BTreeSet;
use support::authority::Authority;
use support::{Place, Run, schema};

/// Holds output against the schemas of a command and remembers which were met.
#[derive(Default)]
struct Contract {
    met: BTreeSet<String>,
    faults: Vec<String>,
}

impl Contract {
    /// Every object must fit the schema `group.event`, or that of the event alone.
    fn hold(&mut self, group: &str, run: &Run) {
        let known = schema::names();
        assert!(!run.out.is_empty(), "{group}: nothing was printed: {}", run.err);
        for event in run.events() {
            let name = event["event"].as_str().expect("every object has its event");
            let own = format!("{group}.{name}");
            let name = if known.contains(&own) { own } else { name.to_owned() };
            let faults = schema::faults(&schema::read(&name), &event);
            self.faults.extend(faults.into_iter().map(|fault| format!("{name}{fault}")));
            self.met.insert(name);
        }
    }
}

/// Packages of which two are good, one is bad and one is not there.
fn packages(place: &Place) {
    place.write("in/akte/Bescheid.txt", b"Bescheid");
    place.write("in/akte/leer/.keep", b"");
    place.write("in/bild.txt", "Größe".as_bytes());
    place.write("in/metadata.csv", b"filename,title\nakte,Bauakte\n");
    place.write("in/bag/bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    place.write("in/bag/manifest-md5.txt", b"00000000000000000000000000000000  data/a\n");
    place.write("in/bag/data/a", b"a");
}

const SCHEMA: &str = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' \
    targetNamespace='urn:b'><xs:element name='b' type='xs:int'/></xs:schema>";

fn aip(listing: &Run) -> String {
    let first: &Value = &listing.of("package")[0];
    first["aip"].as_str().expect("an id").to_owned()
}

#[test]
fn everything_printed_for_programs_fits_its_schema() {
    let place = Place::new();
    packages(&place);
    let mut contract = Contract::default();
    let mut hold = |group: &str, words: &[&str]| {
        let run = place.run(&[&["--archive", "arc", "--json"], words].concat());
        contract.hold(group, &run);
        run
    };
    hold("init", &["init", "arc", "--dry-run"]);
    hold("init", &["init", "arc", "--name", "Mitte"]);
    hold("tenant", &["tenant", "add", "chemnitz", "--name", "Stadt Chemnitz", "--dry-run"]);
    hold("tenant", &["tenant", "add", "chemnitz", "--name", "Stadt Chemnitz"]);
    hold("tenant", &["tenant", "list"]);
    hold("packages", &["check", "in", "--each", "in/nichts"]);
    hold("packages", &["check", "in/akte", "in/nichts"]);
    hold("packages", &["ingest", "in", "--each"]);
    hold("packages", &["ingest", "in/akte", "--dry-run"]);
    hold("packages", &["ingest", "in/akte"]);
    hold("tenant", &["tenant", "show"]);
    let id = aip(&hold("holdings", &["list"]));
    hold("holdings", &["search", "Bauakte"]);
    hold("show", &["show", &id, "--files"]);
    hold("show", &["show", &id, "--events"]);
    hold("describe", &["describe", &id]);
    hold("describe", &["describe", &id, "--set", "Titel=Neu", "--add", "other:Farbe=rot"]);
    hold("describe", &["describe", &id, "--history"]);
    hold("describe", &["describe", "--to", "findbuch.csv"]);
    hold("describe", &["describe", "--from", "findbuch.csv", "--dry-run"]);
    hold("identify", &["identify", "in"]);
    hold("formats", &["formats", "list"]);
    hold("formats", &["formats", "report"]);
    hold("ocfl", &["ocfl", "validate", "arc/copies/main/chemnitz/holdings", "in"]);
    place.write("b.xsd", SCHEMA.as_bytes());
    place.write("b.xml", b"<b xmlns='urn:b'>x</b>");
    place.write("schemas/.keep", b"");
    hold("schemas", &["schemas", "add", "b.xsd", "--schemas", "schemas"]);
    hold("schemas", &["schemas", "check", "b.xml", "--schemas", "schemas"]);
    hold("schemas", &["schemas", "check", "--schemas", "schemas"]);
    hold("schemas", &["schemas", "list", "--schemas", "schemas"]);
    hold("export", &["export", &id, "--to", "out"]);
    hold("export", &["export", &id, "--to", "out"]);
    place.write("arc/copies/main/chemnitz/holdings/fremd.txt", b"nobody put this here");
    checks(&mut hold);
    ledger(&id, &mut hold);
    dates(&place, &id, &mut hold);
    hold("ledger", &["ledger", "verify"]);
    hold("rebuild", &["rebuild"]);
    place.write("arc/copies/main/chemnitz/holdings/stray/file.txt", b"nobody put this here");
    hold("doctor", &["doctor", "--full"]);
    hold("copies", &["copies", "list"]);
    hold("copies", &["copies", "add", "zweite=copies/zweite"]);
    hold("copies", &["copies", "list"]);
    hold("copies", &["copies", "require", "zweite", "--off"]);
    hold("copies", &["copies", "sync", "zweite", "--dry-run"]);
    repairs(&place, &id, &mut hold);
    let file = place.read("arc/archive.toml");
    let prices = "cost = { currency = \"EUR\", per_gib = 0.09, per_1000_requests = 0.004 }";
    let file = file.replacen("name = \"main\"\n", &format!("name = \"main\"\n{prices}\n"), 1);
    place.write("arc/archive.toml", file.as_bytes());
    hold("fixity", &["copies", "verify", "main", "--dry-run"]);
    hold("copies", &["copies", "retire", "zweite", "--yes", "--reason", "x"]);
    hold("config", &["config", "show"]);
    hold("demo", &["demo", "demo"]);
    hold("explain", &["explain", "E-BAG-012", "E023"]);
    hold("show", &["show", "urn:uuid:00000000-0000-7000-8000-000000000000"]);
    assert!(contract.faults.is_empty(), "{}", contract.faults.join("\n"));
    let all: BTreeSet<_> = schema::names().into_iter().collect();
    assert_eq!(contract.met, all, "a schema that nothing fulfils, or none for an event");
}

/// Checks, and what is told about them.
fn checks(hold: &mut impl FnMut(&str, &[&str]) -> Run) {
    hold("fixity", &["fixity", "run", "--dry-run"]);
    hold("fixity", &["fixity", "run"]);
    hold("fixity", &["fixity", "status"]);
    let runs = hold("fixity", &["fixity", "history"]);
    let begun = runs.of("run")[0]["begun"].as_str().expect("a time").to_owned();
    hold("fixity", &["fixity", "report", "--year", &begun[..4], "--to", "jahr"]);
}

/// The ledger and its keys.
fn ledger(id: &str, hold: &mut impl FnMut(&str, &[&str]) -> Run) {
    hold("ledger", &["ledger", "show"]);
    hold("ledger", &["ledger", "verify"]);
    hold("ledger", &["ledger", "prove", id, "--to", "receipts"]);
    hold("ledger", &["ledger", "checkpoint"]);
    hold("key", &["key", "show"]);
    hold("key", &["key", "rotate"]);
    hold("key", &["key", "lost"]);
}

/// The ledger dated, by an authority on loopback.
fn dates(place: &Place, id: &str, hold: &mut impl FnMut(&str, &[&str]) -> Run) {
    let authority = Authority::begin(&place.path("authority"));
    let sections = place.read("arc/archive.toml") + &authority.section();
    place.write("arc/archive.toml", sections.as_bytes());
    hold("ledger", &["ledger", "timestamp"]);
    hold("ledger", &["ledger", "timestamp"]);
    hold("ledger", &["ledger", "evidence", id, "--to", "evidence"]);
}

/// Repairs, and what they keep.
fn repairs(place: &Place, id: &str, hold: &mut impl FnMut(&str, &[&str]) -> Run) {
    hold("repair", &["repair", id]);
    place.write("arc/copies/main/chemnitz/holdings/stray/file.txt", b"nobody put this here");
    hold("fixity", &["fixity", "run", "--repair"]);
    hold("repair", &["repair", "--all", "--strays"]);
    let kept = hold("evidence", &["evidence", "list"]);
    let run = kept.of("evidence")[0]["run"].as_str().expect("an id").to_owned();
    hold("evidence", &["evidence", "release", &run, "--yes", "--reason", "x"]);
}

#[test]
fn words_for_programs_are_the_same_in_every_language() {
    let place = Place::new();
    packages(&place);
    let words = ["check", "in/bag", "--json"];
    let (english, german) = (place.run(&words), place.german(&words));
    let findings = |run: &Run| run.of("package")[0]["findings"].clone();
    assert!(!findings(&english).as_array().expect("a list").is_empty());
    assert_eq!(findings(&english), findings(&german));
}

#[test]
fn results_are_the_next_input() {
    let place = Place::new();
    packages(&place);
    let first = place.run(&["check", "in", "--each", "--json"]);
    place.write("run.jsonl", first.out.as_bytes());
    let again = place.run(&["check", "--from-file", "run.jsonl", "--only", "invalid", "--json"]);
    let paths: Vec<_> = again.of("package").iter().map(|e| e["path"].clone()).collect();
    assert_eq!(paths, ["in/bag"]);
    assert_eq!(again.code, 6);
    let all = place.run(&["check", "--from-file", "run.jsonl", "--json"]);
    assert_eq!(all.of("package").len(), first.of("package").len());
}
