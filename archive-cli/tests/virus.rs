//! The virus scan as somebody at a municipality meets it: settings, verdicts, folders, exit codes.
#![cfg(all(unix, feature = "installation"))]
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a failed step fails the test")]

#[path = "../../archive-core/tests/clamd/daemon.rs"]
#[expect(dead_code, reason = "the core's own tests use the rest of it")]
mod daemon;
mod support;

use archive_core::fs;
use daemon::{Daemon, eicar};
use support::{Place, Run};

/// An archive of one tenant, with two packages that wait.
fn place() -> Place {
    let place = Place::new();
    place.run(&["init", "arc"]);
    place.run(&["tenant", "add", "chemnitz", "--name", "Stadt Chemnitz", "--archive", "arc"]);
    place.write("in/gut/Bescheid.txt", b"Bescheid");
    place.write("in/schlecht/spiel.com", &eicar());
    place
}

/// Sets lines of `[virus]` in the place of those before.
fn configure(place: &Place, lines: &str) {
    let file = place.path("arc/archive.toml");
    let text = String::from_utf8(fs::read(&file, 1 << 20).unwrap()).unwrap();
    let (head, _) = text.split_once("[virus]\n").unwrap();
    let clamd = place.path("clamd.ctl");
    let text = format!("{head}[virus]\nclamd = \"unix:{}\"\n{lines}\n", clamd.display());
    fs::replace_durably(&file, text.as_bytes()).unwrap();
}

fn run(place: &Place, words: &[&str]) -> Run {
    place.run(&[&["--archive", "arc", "--json"], words].concat())
}

fn daemon(place: &Place) -> Option<Daemon> {
    let daemon = Daemon::start_in(&place.path(""), "10M");
    if daemon.is_none() {
        println!("skipped: no clamd here; scripts/install-test-tools unpacks one");
    }
    daemon
}

/// What came of the packages, by the ends of their names.
fn states(run: &Run) -> Vec<(String, String)> {
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    run.of("package").iter().map(|p| (text(&p["path"]), text(&p["status"]))).collect()
}

fn state(path: &str, status: &str) -> (String, String) {
    (path.to_owned(), status.to_owned())
}

#[test]
fn an_infected_package_is_refused_and_told() {
    let place = place();
    let Some(_daemon) = daemon(&place) else { return };
    configure(&place, "");
    let check = run(&place, &["check", "in", "--each"]);
    let expected = [state("in/gut", "valid"), state("in/schlecht", "invalid")];
    assert_eq!((check.code, states(&check)), (3, expected.into()), "{}", check.err);
    let ingest = run(&place, &["ingest", "in", "--each", "--rejected-to", "zurueck"]);
    let expected = [state("in/gut", "stored"), state("in/schlecht", "rejected")];
    assert_eq!((ingest.code, states(&ingest)), (3, expected.into()), "{}", ingest.err);
    let bad = &ingest.of("package")[1]["findings"][0];
    assert_eq!((&bad["code"], &bad["path"]), (&"E-SCN-001".into(), &"spiel.com".into()));
    assert!(fs::exists(&place.path("zurueck/schlecht/spiel.com")));

    let id = run(&place, &["list"]).of("package")[0]["aip"].as_str().unwrap().to_owned();
    let shown = run(&place, &["show", &id, "--events"]);
    let events = shown.of("event");
    let scan = events.iter().find(|event| event["type"] == "virus check").unwrap();
    assert_eq!((&scan["outcome"], &scan["notes"][0]), (&"clean".into(), &"clean: 1".into()));
    assert!(scan["agents"][0].as_str().unwrap().starts_with("ClamAV "), "{scan}");
    let human = place.german(&["show", &id, "--events", "--archive", "arc"]).out;
    assert!(human.contains("EREIGNIS") && human.contains("virus check"), "{human}");
}

#[test]
fn quarantine_is_a_folder_beside_the_others() {
    let place = place();
    let Some(_daemon) = daemon(&place) else { return };
    configure(&place, "policy = \"quarantine\"");
    let words = ["ingest", "in", "--each", "--move-to", "fertig"];
    let dry = run(&place, &["ingest", "in/schlecht", "--dry-run"]);
    assert_eq!((dry.code, states(&dry)), (6, vec![state("in/schlecht", "quarantined")]));
    let ingest = run(&place, &words);
    let expected = [state("in/gut", "stored"), state("in/schlecht", "quarantined")];
    assert_eq!((ingest.code, states(&ingest)), (3, expected.into()), "{}", ingest.err);
    assert_eq!(ingest.of("summary")[0]["quarantined"], 1);
    assert!(fs::exists(&place.path("quarantine/schlecht/spiel.com")));
    assert!(fs::exists(&place.path("fertig/gut")));
    assert_eq!(run(&place, &["list"]).of("package").len(), 1);

    let aside = ["ingest", "quarantine/schlecht", "--quarantine-to", "giftschrank"];
    assert_eq!(run(&place, &aside).code, 6);
    assert!(fs::exists(&place.path("giftschrank/schlecht/spiel.com")));
    configure(&place, "[virus.tenants.chemnitz]\npolicy = \"note\"");
    let noted = run(&place, &["ingest", "giftschrank/schlecht"]);
    assert_eq!((noted.code, noted.of("summary")[0]["stored"].as_u64()), (0, Some(1)));
    assert_eq!(noted.of("package")[0]["findings"][0]["code"], "W-SCN-003");
}

#[test]
fn without_its_daemon_nothing_is_taken_and_it_may_be_tried_again() {
    let place = place();
    configure(&place, "");
    let ingest = run(&place, &["ingest", "in/gut"]);
    assert_eq!((ingest.code, states(&ingest)), (5, vec![state("in/gut", "failed")]));
    assert_eq!(ingest.of("package")[0]["findings"][0]["code"], "E-SCN-006");
    assert_eq!(run(&place, &["check", "in/gut"]).code, 5);
    configure(&place, "unreachable = \"note\"");
    let ingest = run(&place, &["ingest", "in/gut"]);
    assert_eq!(ingest.of("package")[0]["findings"][0]["code"], "W-SCN-004");
    assert_eq!((ingest.code, states(&ingest)), (0, vec![state("in/gut", "stored")]));
}

#[test]
fn settings_of_the_scan_are_shown_and_held_to_sense() {
    let place = place();
    configure(&place, "max_bytes = 5\n[virus.tenants.floeha]\nunreachable = \"note\"");
    let settings = run(&place, &["config", "show", "--origin"]).of("setting");
    let value = |key: &str| {
        let found = settings.iter().find(|setting| setting["key"] == key);
        found.map(|setting| setting["value"].as_str().unwrap().to_owned())
    };
    assert_eq!(value("virus.policy").as_deref(), Some("refuse"));
    assert_eq!(value("virus.max_bytes").as_deref(), Some("5"));
    assert_eq!(value("virus.tenants.floeha.unreachable").as_deref(), Some("note"));
    let file = place.path("arc/archive.toml");
    let text = String::from_utf8(fs::read(&file, 1 << 20).unwrap()).unwrap();
    fs::replace_durably(&file, text.replace("unix:/", "tcp:example.org/").as_bytes()).unwrap();
    assert_eq!(run(&place, &["list"]).of("error")[0]["code"], "E-SCN-007");
}
