//! What the rules of the archive call due is checked, and nothing else.
#![cfg(feature = "installation")]
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

mod support;

use archive_core::fs;
use support::Place;

/// An installation with two tenants that hold two packages each beside the schemas, all checked.
fn checked() -> Place {
    let place = Place::new();
    for name in ["eins", "zwei"] {
        place.write(&format!("in/{name}/{name}.txt"), name.as_bytes());
    }
    good(&place, "init arc");
    for tenant in ["chemnitz", "floeha"] {
        good(&place, &format!("--archive arc tenant add {tenant} --name {tenant}"));
        good(&place, &format!("--archive arc ingest in --each --tenant {tenant}"));
        assert_eq!(due(&place, tenant, ""), 3, "never checked is due, the schemas too");
    }
    place
}

#[track_caller]
fn good(place: &Place, words: &str) -> String {
    let run = place.run(&words.split_whitespace().collect::<Vec<_>>());
    assert_eq!(run.code, 0, "{words}: {}", run.err);
    run.out
}

/// Packages that a run of what is due checks.
#[track_caller]
fn due(place: &Place, tenant: &str, more: &str) -> u64 {
    let words = format!("--archive arc fixity run --due --json --tenant {tenant} {more}");
    let out = good(place, &words);
    let summary: serde_json::Value = serde_json::from_str(out.lines().last().unwrap()).unwrap();
    summary["packages"].as_u64().unwrap()
}

fn configure(place: &Place, from: &str, to: &str) {
    let text = fs::read(&place.path("arc/archive.toml"), 1 << 20).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(text.contains(from), "{text}");
    place.write("arc/archive.toml", text.replace(from, to).as_bytes());
}

#[test]
fn the_rule_of_the_archive_says_what_is_due() {
    let place = checked();
    assert_eq!(due(&place, "chemnitz", ""), 0, "checked a moment ago");
    configure(&place, "max_age = \"90d\"", "max_age = \"0s\"");
    assert_eq!(due(&place, "chemnitz", ""), 3);
    assert_eq!(due(&place, "chemnitz", "--max-age 1d"), 0, "the command line goes before");
    let aip = place.run(&["--archive", "arc", "list", "--tenant", "floeha", "--json"]);
    let aip = aip.of("package")[0]["aip"].as_str().unwrap().to_owned();
    assert_eq!(due(&place, "floeha", &format!("--id {aip}")), 1);
    assert_eq!(due(&place, "floeha", "--budget 1B"), 0, "a budget leaves the check unfinished");
}

#[test]
fn a_tenant_has_its_own_rule() {
    let place = checked();
    configure(&place, "#chemnitz = \"30d\"", "chemnitz = \"0s\"");
    assert_eq!(due(&place, "floeha", ""), 0);
    assert_eq!(due(&place, "chemnitz", ""), 3);
}

#[test]
fn what_came_in_since_is_due() {
    let place = checked();
    place.write("in/drei/drei.txt", b"drei");
    good(&place, "--archive arc ingest in/drei --tenant chemnitz");
    assert_eq!(due(&place, "chemnitz", ""), 1);
}

#[test]
fn a_day_that_is_spent_leaves_the_rest_for_the_next() {
    let place = checked();
    configure(&place, "max_age = \"90d\"", "max_age = \"0s\"");
    configure(&place, "#per_day = \"500GiB\"", "per_day = \"1B\"");
    assert_eq!(due(&place, "chemnitz", ""), 0, "the first check was on the same day");
    configure(&place, "[fixity.tenants]", "[fixity.tenants.chemnitz]\nper_day = \"1TB\"");
    assert_eq!(due(&place, "chemnitz", ""), 3);
    assert_eq!(due(&place, "floeha", ""), 0);
}
