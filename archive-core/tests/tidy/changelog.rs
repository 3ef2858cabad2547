//! Every visible change has a file of its own in `changelog/`, written for the archivist.

use crate::assert_none;
use crate::repository::files;

/// The kinds of change, as the first word of the file's first line.
const KINDS: [&str; 5] = ["New", "Change", "Fix", "Security", "Removal"];

/// What is wrong with the file of a change.
fn faults(text: &str) -> Vec<&'static str> {
    let mut out = Vec::new();
    let title = text.lines().next().unwrap_or_default();
    let (kind, rest) = title.split_once(": ").unwrap_or_default();
    if !KINDS.contains(&kind) {
        out.push("the first line starts with New:, Change:, Fix:, Security: or Removal:");
    }
    if rest.chars().count() < 10 || title.chars().count() > 80 {
        out.push("the first line says in at most 80 characters what changed");
    }
    if text.lines().nth(1) != Some("") {
        out.push("the second line is empty");
    }
    let german = text.lines().position(|line| line.starts_with("Deutsch: "));
    if german.is_none_or(|line| line < 3) {
        out.push("a paragraph in English and one that starts with `Deutsch: ` follow");
    }
    out
}

#[test]
fn changes_are_written_down_as_agreed() {
    let mut broken = Vec::new();
    let mut seen = 0;
    for file in files() {
        let parts = file.parts();
        if parts.len() != 3 || parts[0] != "changelog" || parts[2] == "README.md" {
            continue;
        }
        seen += 1;
        broken.extend(faults(&file.text).iter().map(|fault| format!("{}: {fault}", file.name)));
    }
    assert!(seen > 0, "changelog/ holds no change at all");
    assert_none("a change is written down as changelog/README.md says", &broken);
}

#[test]
fn a_bad_entry_is_noticed() {
    let good = "Fix: Tell damaged from missing files\n\nWhat and why.\n\nDeutsch: Was und warum.\n";
    assert!(faults(good).is_empty());
    assert_eq!(faults("Misc: x\ny\n").len(), 4);
}
