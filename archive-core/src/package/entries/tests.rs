//! The rules of names that meet, and the table under load.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn entry(path: &str) -> Entry {
    let folder = path.ends_with('/');
    Entry {
        raw: path.as_bytes().to_vec(),
        path: path.trim_end_matches('/').to_owned(),
        kind: if folder { EntryKind::Folder } else { EntryKind::File },
        size: if folder { 0 } else { path.len() as u64 },
        modified: None,
        locator: Locator::default(),
    }
}

fn raw(bytes: &[u8]) -> Entry {
    let path = name::escape(bytes).into_owned();
    Entry { raw: bytes.to_vec(), ..entry(&path) }
}

struct Outcome {
    table: EntryTable,
    rows: Vec<Row>,
    findings: Findings,
}

fn table(entries: &[Entry], memory: usize) -> Outcome {
    let mut findings = Findings::new();
    let mut all = Entries::with_memory(memory);
    for entry in entries {
        all.push(entry).unwrap();
    }
    let table = all.finish(&mut findings).unwrap();
    let mut rows = Vec::new();
    let mut iter = table.iter().unwrap();
    while let Some(row) = iter.next().unwrap() {
        rows.push(row);
    }
    Outcome { table, rows, findings }
}

fn paths(names: &[&str]) -> Outcome {
    table(&names.iter().map(|name| entry(name)).collect::<Vec<_>>(), DEFAULT_MEMORY)
}

impl Outcome {
    fn logical(&self) -> Vec<&str> {
        self.rows.iter().map(|row| row.logical.as_str()).collect()
    }

    fn found(&self) -> Vec<(&str, &str)> {
        let finding = |f: &'static str, p| (f, p);
        self.findings
            .iter()
            .map(|f| finding(f.code.id, f.path.as_deref().unwrap_or_default()))
            .collect()
    }

    fn empty(&self) -> Vec<String> {
        let mut out = Vec::new();
        let mut take = |path: &str| {
            out.push(path.to_owned());
            Ok(())
        };
        self.table.empty_folders(&mut take).unwrap();
        out
    }
}

#[test]
fn counts_and_order() {
    let all = paths(&["b/c/d", "a", "b.txt", "e/", "b/", "a b/", "b/x", "a b/c/"]);
    assert_eq!(all.logical(), ["a", "a b", "a b/c", "b", "b.txt", "b/c/d", "b/x", "e"]);
    assert_eq!(all.empty(), ["a b/c", "e"]);
    let counts = all.table.counts();
    assert_eq!((counts.files, counts.folders), (4, 5));
    assert_eq!(counts.bytes, 5 + 1 + 5 + 3);
    assert!(all.findings.is_empty(), "{:?}", all.found());
}

#[test]
fn an_empty_package_is_told() {
    assert_eq!(paths(&[]).found(), [("W-PKG-005", "")]);
    assert_eq!(paths(&["a/"]).found(), [("W-PKG-005", "")]);
}

#[test]
fn the_same_path_twice_is_refused() {
    let all = paths(&["a", "b", "a"]);
    assert_eq!(all.found(), [("E-NAM-030", "a")]);
    assert_eq!(all.logical(), ["a", "b"]);
    assert_eq!(paths(&["a/", "a/", "a/b"]).found(), [("W-NAM-032", "a")]);
    assert_eq!(paths(&["a/", "a", "b"]).found(), [("E-NAM-031", "a")]);
}

#[test]
fn a_file_that_is_also_a_folder_is_refused() {
    for names in [["a", "a/b", "a.txt"], ["a/b/c", "a!", "a"]] {
        assert_eq!(paths(&names).found(), [("E-NAM-031", "a")], "{names:?}");
    }
    assert!(paths(&["a/", "a/b", "a.txt"]).findings.is_empty());
}

#[test]
fn the_normalised_name_keeps_its_place_in_any_order() {
    for names in [["a\u{308}", "\u{e4}"], ["\u{e4}", "a\u{308}"]] {
        let all = paths(&names);
        assert_eq!(all.logical(), ["a\u{308}", "\u{e4}"], "{names:?}");
        assert_eq!(all.found(), [("W-NAM-019", "\u{e4}")]);
        for row in &all.rows {
            assert_eq!(row.logical, row.entry.path);
            assert_eq!(row.entry.raw, row.logical.as_bytes());
        }
    }
}

#[test]
fn a_name_alone_is_normalised_and_its_bytes_are_kept() {
    let all = paths(&["x/a\u{308}"]);
    assert_eq!(all.logical(), ["x/\u{e4}"]);
    assert_eq!(all.rows[0].entry.path, "x/a\u{308}");
    assert_eq!(all.rows[0].entry.raw, "x/a\u{308}".as_bytes());
    assert!(all.findings.is_empty());
}

#[test]
fn folders_in_two_unicode_forms_are_told_once() {
    for names in [["\u{e4}/1", "a\u{308}/2", "a\u{308}/3"], ["a\u{308}/1", "\u{e4}/2", "\u{e4}/3"]]
    {
        let all = paths(&names);
        assert_eq!(all.logical(), ["\u{e4}/1", "\u{e4}/2", "\u{e4}/3"]);
        assert_eq!(all.found(), [("W-NAM-019", "\u{e4}")], "{names:?}");
    }
}

#[test]
fn an_escaped_name_gives_way_to_a_literal_one() {
    let all = table(&[raw(b"a\xFF"), raw(b"a%FF"), raw(b"b")], DEFAULT_MEMORY);
    assert_eq!(all.logical(), ["a%FF", "a%FF%00", "b"]);
    assert_eq!(all.rows[0].entry.raw, b"a%FF");
    assert_eq!(all.rows[1].entry.raw, b"a\xFF");
    assert_eq!(all.found(), [("W-NAM-019", "a%FF")]);
    let trap = table(&[raw(b"a\xFF"), raw(b"a%FF"), raw(b"a%FF%00")], DEFAULT_MEMORY);
    assert!(trap.findings.has(&nam::DUPLICATE));
}

#[test]
fn names_that_differ_by_case_are_told_where_they_part() {
    let all = paths(&["Akten/a", "akten/a", "akten/b", "x/README", "x/readme", "x/other"]);
    assert_eq!(all.found(), [("W-NAM-018", "akten"), ("W-NAM-018", "x/readme")]);
    assert_eq!(
        all.findings.iter().next().unwrap().message(crate::finding::Lang::En),
        "akten and Akten differ only by upper and lower case."
    );
}

fn any_entry() -> impl Strategy<Value = Entry> {
    let times = prop::option::of(-62_000_000_000_i64..200_000_000_000);
    (
        "[aAb\u{e4}]{1,2}(/[aAb]{1,2}){0,2}",
        any::<bool>(),
        any::<u64>(),
        times,
        any::<(u64, u64, u32, bool)>(),
    )
        .prop_map(|(path, folder, size, time, (offset, stored, method, crc))| Entry {
            raw: path.as_bytes().to_vec(),
            path,
            kind: if folder { EntryKind::Folder } else { EntryKind::File },
            size,
            modified: time.map(|t| jiff::Timestamp::new(t, 123_456_789).unwrap()),
            locator: Locator {
                offset,
                stored,
                method,
                crc: crc.then_some(method),
                state: offset ^ stored,
            },
        })
}

proptest! {
    #[test]
    fn entries_come_back_whole_and_in_order(
        entries in prop::collection::vec(any_entry(), 0..60),
        memory in prop_oneof![Just(1usize), Just(DEFAULT_MEMORY)],
    ) {
        let mut expected: BTreeMap<String, Entry> = BTreeMap::new();
        for entry in &entries {
            expected.entry(entry.path.clone()).or_insert_with(|| entry.clone());
        }
        let all = table(&entries, memory);
        let got: Vec<_> = all.rows.into_iter().map(|row| (row.logical, row.entry)).collect();
        prop_assert_eq!(got, expected.into_iter().collect::<Vec<_>>());
    }
}

/// Two hundred thousand entries in well under a second: bounds are wide for a busy machine in an
/// unoptimised build.
#[test]
fn many_entries_are_quick() {
    let start = std::time::Instant::now();
    let mut all = Entries::new();
    for number in 0..200_000_u64 {
        let number = number.wrapping_mul(7_919) % 200_000;
        let path = format!("Bestand/Akte-{:04}/Vorgang-{:06}/Dokument.pdf", number / 50, number);
        all.push(&entry(&path)).unwrap();
    }
    let table = all.finish(&mut Findings::new()).unwrap();
    let mut rows = 0;
    let mut iter = table.iter().unwrap();
    while iter.next().unwrap().is_some() {
        rows += 1;
    }
    println!("200,000 entries: {:?}", start.elapsed());
    assert_eq!((rows, table.counts().folders), (200_000, 204_001));
    assert!(start.elapsed().as_secs() < 10);
}
