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

#[test]
fn the_state_says_what_is_late_and_until_when_a_rule_holds() {
    let place = checked();
    let state = |place: &Place| {
        let run =
            place.run(&["--archive", "arc", "--tenant", "chemnitz", "--json", "fixity", "status"]);
        assert_eq!(run.code, 0, "{}", run.err);
        run.of("copy")[0]["forecast"].clone()
    };
    let forecast = state(&place);
    assert_eq!((&forecast["due"], &forecast["late"]), (&0.into(), &0.into()));
    assert!(forecast["breaks"].is_null() && forecast["needed"].as_u64() > Some(0), "{forecast}");
    configure(&place, "#requests_per_day = 100000", "requests_per_day = 1\nslices = 2");
    configure(&place, "#per_day = \"500GiB\"", "per_day = \"1B\"");
    let forecast = state(&place);
    assert!(forecast["breaks"].is_string() && forecast["per_day"] == 1, "{forecast}");
    let told = place.run(&["--archive", "arc", "--tenant", "chemnitz", "fixity", "status"]);
    assert!(told.err.contains("W-FIX-030"), "{}{}", told.out, told.err);
    for (key, value) in [("slices", "0"), ("requests_per_day", "0"), ("slices", "-1")] {
        let place = checked();
        configure(&place, "[fixity]\n", &format!("[fixity]\n{key} = {value}\n"));
        let run = place.run(&["--archive", "arc", "--tenant", "chemnitz", "fixity", "status"]);
        assert!(run.code != 0 && run.err.contains(key), "{}", run.err);
    }
}

#[test]
fn runs_are_found_by_copy_and_day() {
    let place = checked();
    let count = |words: &str| {
        let line = format!("--archive arc --tenant chemnitz --json fixity history {words}");
        let run = place.run(&line.split_whitespace().collect::<Vec<_>>());
        (run.code, run.of("run").len())
    };
    assert_eq!(count(""), (0, 1));
    assert_eq!(count("--copy main --since 2020-01-01 --until 2999-12-31"), (0, 1));
    assert_eq!(count("--since 2999-12-31"), (0, 0));
    assert_eq!(count("--until 2020-01-01"), (0, 0));
    assert_eq!(count("--damaged"), (0, 0));
    assert_ne!(count("--copy elsewhere").0, 0);
    assert_eq!(count("--since yesterday").0, 2);
}
