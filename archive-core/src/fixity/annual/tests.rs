//! Tests of the report of a year: what is counted, and how it is written.

use super::gather::Gather;
use super::{CopyYear, Month, Span, Year};
use crate::aip::AipId;
use crate::catalog::{Damage, DamageState};
use crate::finding::Lang;
use crate::fixity::report::{EndLine, RunLine};
use crate::fixity::{CheckedLine, Repaired, Segment};
use crate::ingest::{ConfirmedCopy, Receipt};
use std::time::Duration;
use uuid::Uuid;

const DAY: Duration = Duration::from_hours(24);

fn aip(number: u8) -> AipId {
    AipId::from_bytes([1, 0x9b, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, number])
}

fn span() -> Span {
    let time = |text: &str| text.parse().unwrap();
    Span { from: time("2025-01-01T00:00:00Z"), until: time("2026-01-01T00:00:00Z") }
}

fn segment(run: u128, begun: &str, bytes: u64) -> Segment {
    let mut run = RunLine::of_repair(Uuid::from_u128(run), "a", begun.to_owned());
    run.repair = false;
    let end = EndLine { packages: 1, files: 2, bytes, ..EndLine::default() };
    let (damages, checks, repaired) = (Vec::new(), Vec::new(), Vec::new());
    Segment { run, damages, checks, root: None, repaired, end }
}

fn checked(mut segment: Segment, number: u8, finished: &str) -> Segment {
    let finished = Some(finished.to_owned());
    let (aip, cursor) = (aip(number), None);
    let line = CheckedLine { aip, versions: 1, files: 2, bytes: 3, finished, cursor, good: true };
    segment.checks.push(line);
    segment
}

fn damaged(mut segment: Segment, number: Option<u8>, path: &str, found: &str) -> Segment {
    segment.damages.push(Damage {
        copy: "a".to_owned(),
        aip: number.map(aip),
        path: path.to_owned(),
        state: DamageState::Corrupt,
        found: found.to_owned(),
        files: Vec::new(),
    });
    segment
}

fn repaired(path: &str, time: &str) -> Segment {
    let line = Repaired {
        aip: None,
        path: path.to_owned(),
        state: DamageState::Corrupt,
        time: time.to_owned(),
        source: None,
        evidence: None,
    };
    let run = RunLine::of_repair(Uuid::from_u128(99), "a", time.to_owned());
    Segment::of_repairs(run, vec![line])
}

fn receipt(number: u8, stored: &str) -> Receipt {
    let confirmed = ["a", "b"]
        .map(|name| ConfirmedCopy { name: name.to_owned(), confirmed: "medium".to_owned() });
    Receipt {
        schema_version: 1,
        aip: aip(number).to_string(),
        version: 1,
        files_of_version: None,
        stored: stored.to_owned(),
        kind: "folder".to_owned(),
        files: 1,
        bytes: 1,
        fingerprint: String::new(),
        payload_fingerprint: String::new(),
        inventory: String::new(),
        copies: confirmed.to_vec(),
    }
}

/// What comes of copy `a` with a rule of so many days.
fn sum(receipts: &[Receipt], segments: &[Segment], days: u32) -> CopyYear {
    let mut gather = Gather::new(span());
    for receipt in receipts {
        gather.receipt(receipt);
    }
    for segment in segments {
        gather.segment(segment);
    }
    assert_eq!(gather.broken, 0);
    let copies = gather.copies(&["b", "a"], &|_| DAY * days);
    copies.into_iter().find(|copy| copy.copy == "a").unwrap()
}

#[test]
fn runs_count_in_the_month_in_which_they_began_by_their_last_segment() {
    let copy = sum(
        &[receipt(1, "2024-05-01T00:00:00Z")],
        &[
            segment(1, "2024-12-31T23:59:59Z", 1_000),
            segment(2, "2025-02-28T23:00:00Z", 5),
            segment(2, "2025-02-28T23:00:00Z", 7),
            segment(3, "2025-02-01T00:00:00Z", 10),
            segment(4, "2025-12-31T23:59:59Z", 100),
            segment(5, "2026-01-01T00:00:00Z", 1_000),
        ],
        30,
    );
    let bytes: Vec<u64> = copy.months.iter().map(|month| month.bytes).collect();
    assert_eq!(bytes, [0, 17, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100]);
    assert_eq!((copy.months[1].runs, copy.months[1].files), (2, 4));
    assert_eq!((copy.packages, copy.checked, copy.never_checked), (1, 0, 1));
}

#[test]
fn a_package_is_late_where_too_much_time_passed_in_the_year() {
    let stored = [receipt(1, "2025-01-01T00:00:00Z"), receipt(2, "2025-12-20T00:00:00Z")];
    let check = |run: u128, at: &str| checked(segment(run, at, 1), 1, at);
    let segments = [check(1, "2025-03-02T00:00:00Z"), check(2, "2025-12-01T00:00:00Z")];
    let copy = sum(&stored, &segments, 300);
    assert_eq!((copy.longest_days, copy.late, copy.kept()), (274, 0, true));
    assert_eq!(copy.oldest_check.as_deref(), Some("2025-12-01T00:00:00Z"));
    assert_eq!((copy.packages, copy.checked, copy.never_checked), (2, 1, 1));
    let firsts: u64 = copy.months.iter().map(|month| month.first_checks).sum();
    assert_eq!((copy.months[2].first_checks, firsts), (1, 1));
    assert_eq!(sum(&stored, &segments, 273).late, 1);
    // What lies after the end of the year is not told.
    let more = [segments[0].clone(), segments[1].clone(), check(3, "2026-01-01T00:00:00Z")];
    assert_eq!(sum(&stored, &more, 300), copy);
    // A gap that ended before the year is none of it.
    let old = [receipt(1, "2020-01-01T00:00:00Z")];
    let segments = [check(1, "2024-12-31T00:00:00Z"), check(2, "2025-06-01T00:00:00Z")];
    assert_eq!(sum(&old, &segments, 300).longest_days, 214);
}

#[test]
fn damage_is_found_once_and_ends_with_a_good_check_or_a_repair() {
    let stored = [receipt(1, "2024-01-01T00:00:00Z")];
    let (june, july) = ("2025-06-01T00:00:00Z", "2025-07-01T00:00:00Z");
    let bad = |run, at| damaged(checked(segment(run, at, 1), 1, at), Some(1), "x", at);
    let count = |segments: &[Segment]| {
        let copy = sum(&stored, segments, 300);
        let of = |counts: std::collections::BTreeMap<&str, u64>| counts["corrupt"];
        (of(copy.found), of(copy.repaired), of(copy.open))
    };
    assert_eq!(count(&[bad(1, june), bad(2, july)]), (1, 0, 1));
    assert_eq!(count(&[bad(1, june), checked(segment(2, july, 1), 1, july)]), (1, 0, 0));
    assert_eq!(count(&[bad(1, june), repaired("x", july)]), (1, 1, 0));
    assert_eq!(
        count(&[bad(1, june), repaired("x", july), bad(3, "2025-08-01T00:00:00Z")]),
        (2, 1, 1)
    );
    // Found before the year, and still there.
    assert_eq!(count(&[bad(1, "2024-06-01T00:00:00Z")]), (0, 0, 1));
    // An unfinished check adds; files of the root go with the next look at the root.
    let root = damaged(segment(1, june, 1), None, "root", june);
    assert_eq!(count(&[bad(1, june), root.clone()]), (2, 0, 2));
    let mut clean = segment(2, july, 1);
    clean.root = Some(july.to_owned());
    assert_eq!(count(&[root, clean]), (1, 0, 0));
}

#[test]
fn the_page_escapes_names_and_needs_nothing_from_elsewhere() {
    let month = |month| Month { month, bytes: 5 << 30, ..Month::default() };
    let counts = || super::by_state([1, 0, 0, 2]);
    let copy = CopyYear {
        copy: "a".into(),
        packages: 3,
        checked: 2,
        never_checked: 1,
        oldest_check: None,
        max_age_days: 90,
        longest_days: 91,
        late: 1,
        found: counts(),
        repaired: counts(),
        open: counts(),
        months: (1..=12).map(month).collect(),
    };
    let year = Year {
        schema_version: 1,
        archive: "<script>\"Mitte\" & Nord\u{7}</script>".into(),
        tenant: "chemnitz".into(),
        year: 2025,
        complete: true,
        until: "2026-01-01T00:00:00Z".into(),
        source: "a".into(),
        broken: 1,
        copies: vec![copy],
    };
    for (lang, words) in [(Lang::De, "verletzt"), (Lang::En, "not kept")] {
        let [json, csv, html] = year.files(lang);
        assert_eq!(html.0, "integrity-chemnitz-2025.html");
        assert!(html.1.contains(words) && html.1.contains("66 %"), "{}", html.1);
        for word in ["<script", "src=", "href=", "url(", "@import"] {
            assert!(!html.1.contains(word), "{word}");
        }
        assert_eq!(csv.1.lines().count(), 13);
        assert!(serde_json::from_str::<serde_json::Value>(&json.1).is_ok());
    }
}
