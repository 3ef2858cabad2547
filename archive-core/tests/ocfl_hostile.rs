//! Hostile inventories and trees: whatever stands there, a verdict comes back, in bounded time.

#![expect(clippy::unwrap_used, reason = "a test fails where its own preparation does")]
#![expect(clippy::disallowed_methods, reason = "tests prepare their own files")]

use archive_core::digest::{Algorithm, Hasher};
use archive_core::error::Result;
use archive_core::finding::Findings;
use archive_core::fs::{Kind, path_from_bytes};
use archive_core::ocfl::validate::{Options, detect, validate_object, validate_root};
use archive_core::ocfl::{DiskTree, Entry, Tree};
use proptest::prelude::*;
use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// An object in memory: version folders with content, and any bytes as inventories.
struct Fake {
    inventory: Vec<u8>,
    older: Vec<u8>,
}

impl Fake {
    fn file(&self, path: &[u8]) -> Option<Vec<u8>> {
        let sidecar = |text: &[u8]| {
            format!("{} inventory.json\n", Hasher::digest(Algorithm::Sha512, text)).into_bytes()
        };
        Some(match path {
            b"0=ocfl_object_1.1" => b"ocfl_object_1.1\n".to_vec(),
            b"inventory.json" | b"v2/inventory.json" => self.inventory.clone(),
            b"v1/inventory.json" => self.older.clone(),
            b"inventory.json.sha512" | b"v2/inventory.json.sha512" => sidecar(&self.inventory),
            b"v1/inventory.json.sha512" => sidecar(&self.older),
            b"v1/content/a.txt" => b"a".to_vec(),
            b"v2/content/b.txt" => b"b".to_vec(),
            _ => return None,
        })
    }
}

impl Tree for Fake {
    fn list(&self, folder: &[u8]) -> Result<Vec<Entry>> {
        let names: &[(&str, Kind)] = match folder {
            b"" => &[
                ("0=ocfl_object_1.1", Kind::File),
                ("inventory.json", Kind::File),
                ("inventory.json.sha512", Kind::File),
                ("v1", Kind::Folder),
                ("v2", Kind::Folder),
            ],
            b"v1" | b"v2" => &[
                ("content", Kind::Folder),
                ("inventory.json", Kind::File),
                ("inventory.json.sha512", Kind::File),
            ],
            b"v1/content" => &[("a.txt", Kind::File)],
            b"v2/content" => &[("b.txt", Kind::File)],
            other => Err(archive_core::fs::stat(&path_from_bytes(other)?).unwrap_err())?,
        };
        let entry = |(name, kind): &(&str, Kind)| Entry {
            name: name.as_bytes().to_vec(),
            kind: *kind,
            size: 1,
            shared: None,
        };
        Ok(names.iter().map(entry).collect())
    }

    fn open(&self, file: &[u8]) -> Result<Box<dyn Read + Send + '_>> {
        match self.file(file) {
            Some(bytes) => Ok(Box::new(Cursor::new(bytes))),
            None => Err(archive_core::fs::stat(Path::new("/no/such/file")).unwrap_err())?,
        }
    }
}

fn inventory(versions: usize) -> String {
    let digest = |text: &[u8]| Hasher::digest(Algorithm::Sha512, text).hex();
    let (a, b) = (digest(b"a"), digest(b"b"));
    let version = |state: &str| {
        format!(
            r#"{{"created":"2026-01-31T12:00:00Z","message":"m","state":{{{state}}},
            "user":{{"name":"A","address":"mailto:a@example.org"}}}}"#
        )
    };
    let (mut manifest, state) =
        (format!(r#""{a}":["v1/content/a.txt"]"#), format!(r#""{a}":["a"]"#));
    let mut blocks = format!(r#""v1":{}"#, version(&state));
    if versions == 2 {
        manifest = format!(r#"{manifest},"{b}":["v2/content/b.txt"]"#);
        blocks = format!(r#"{blocks},"v2":{}"#, version(&format!(r#"{state},"{b}":["b"]"#)));
    }
    format!(
        r#"{{"id":"urn:x","type":"https://ocfl.io/1.1/spec/#inventory","digestAlgorithm":"sha512",
        "head":"v{versions}","manifest":{{{manifest}}},"versions":{{{blocks}}},
        "fixity":{{"md5":{{"{}":["v1/content/a.txt"]}}}}}}"#,
        Hasher::digest(Algorithm::Md5, b"a")
    )
}

fn judge(inventory: &[u8], older: &[u8]) -> Findings {
    let fake = Fake { inventory: inventory.to_vec(), older: older.to_vec() };
    validate_object(&fake, b"", &Options { threads: 1, ..Options::default() }).findings
}

#[test]
fn the_untouched_object_is_good() {
    let found = judge(inventory(2).as_bytes(), inventory(1).as_bytes());
    assert!(found.is_empty(), "{:?}", found.iter().collect::<Vec<_>>());
}

/// Texts that stand where others belong.
fn hostile_value() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("null".to_owned()),
        Just("[]".to_owned()),
        Just("{}".to_owned()),
        Just("1e400".to_owned()),
        Just("-0".to_owned()),
        Just("99999999999999999999999999".to_owned()),
        Just("\"\"".to_owned()),
        Just("\"\\ud800\"".to_owned()),
        Just("\"../../../../etc/passwd\"".to_owned()),
        Just("\"v18446744073709551616\"".to_owned()),
        Just("{\"a\":1,\"a\":2}".to_owned()),
        Just("[".repeat(500)),
        "\"[ -~]{0,40}\"",
        any::<i64>().prop_map(|n| n.to_string()),
    ]
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn flipped_bytes_give_a_verdict(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        older in any::<bool>(),
    ) {
        let mut texts = [inventory(2).into_bytes(), inventory(1).into_bytes()];
        let text = &mut texts[usize::from(older)];
        let before = text.clone();
        for (index, byte) in flips {
            let place = index.index(text.len());
            text[place] = byte;
        }
        let changed = *text != before;
        let found = judge(&texts[0], &texts[1]);
        // White space between values may change freely; all else in the text is meant.
        if changed && !older && serde_json::from_slice::<serde_json::Value>(&texts[0]).is_err() {
            prop_assert!(found.has_errors());
        }
    }

    #[test]
    fn cut_inventories_are_errors(cut in any::<prop::sample::Index>()) {
        let text = inventory(2);
        let end = cut.index(text.len());
        prop_assert!(judge(&text.as_bytes()[..end], inventory(1).as_bytes()).has_errors());
    }

    #[test]
    fn foreign_values_give_a_verdict(
        place in any::<prop::sample::Index>(), value in hostile_value(), older in any::<bool>(),
    ) {
        let text = inventory(if older { 1 } else { 2 });
        let places: Vec<usize> = text.match_indices(':').map(|(i, _)| i + 1).collect();
        let start = places[place.index(places.len())];
        let rest = &text[start..];
        let end = start + rest.find([',', '}']).unwrap_or(rest.len());
        let broken = format!("{}{value}{}", &text[..start], &text[end..]);
        let (two, one) = (inventory(2), inventory(1));
        if older {
            judge(two.as_bytes(), broken.as_bytes());
        } else {
            judge(broken.as_bytes(), one.as_bytes());
        }
    }

    #[test]
    fn any_text_gives_a_verdict(text in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(judge(&text, &text).has_errors());
    }
}

#[test]
fn a_flood_of_values_stays_small() {
    // Many version keys, gaps of astronomic size, and one digest ten thousand times.
    let versions: Vec<String> =
        (0..10_000_u64).map(|n| format!(r#""v{}":{{}}"#, 1 + n * 900_000_000_000)).collect();
    let digests = vec![r#""ab":["v1/content/a.txt"]"#; 10_000].join(",");
    let text = format!(
        r#"{{"id":"urn:x","type":"x","digestAlgorithm":"sha512","head":"v1",
        "manifest":{{{digests}}},"versions":{{{}}}}}"#,
        versions.join(",")
    );
    let found = judge(text.as_bytes(), text.as_bytes());
    assert!(found.has_errors());
    assert!(found.iter().count() < 40_000);
}

/// Looking up every folder of such a path in the inventory takes minutes here.
#[test]
fn a_path_of_a_million_folders_takes_no_longer_than_its_length() {
    let deep = "a/".repeat(1_000_000);
    let text = inventory(2).replace(r#":["a"]"#, &format!(r#":["{deep}x"]"#));
    let start = std::time::Instant::now();
    judge(text.as_bytes(), inventory(1).as_bytes());
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

/// A file with a hole costs its sender nothing: it is refused by its size, and never read.
#[test]
fn a_huge_inventory_is_not_read() {
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("0=ocfl_object_1.1"), "ocfl_object_1.1\n").unwrap();
    let folders = [place.path().to_owned(), place.path().join("v1")];
    for folder in &folders {
        std::fs::create_dir_all(folder).unwrap();
        let file = std::fs::File::create(folder.join("inventory.json")).unwrap();
        file.set_len(1 << 40).unwrap();
    }
    let tree = Counting(DiskTree::new(place.path()).unwrap(), AtomicUsize::new(0));
    let found = validate_object(&tree, b"", &Options::default()).findings;
    assert_eq!(found.iter().filter(|f| f.code.id == "E-OCF-001").count(), 2);
    assert_eq!(tree.1.load(Ordering::Relaxed), 0);
}

/// A tree that counts how often an inventory is opened.
struct Counting(DiskTree, AtomicUsize);

impl Tree for Counting {
    fn list(&self, folder: &[u8]) -> Result<Vec<Entry>> {
        self.0.list(folder)
    }

    fn open(&self, file: &[u8]) -> Result<Box<dyn Read + Send + '_>> {
        if file.ends_with(b"inventory.json") {
            self.1.fetch_add(1, Ordering::Relaxed);
        }
        self.0.open(file)
    }
}

#[test]
fn deep_trees_are_walked_without_recursion() {
    let place = tempfile::tempdir().unwrap();
    let mut deep = place.path().to_owned();
    std::fs::write(place.path().join("0=ocfl_1.1"), "ocfl_1.1\n").unwrap();
    while deep.as_os_str().len() < 3_500 {
        deep.push("d".repeat(10));
    }
    std::fs::create_dir_all(&deep).unwrap();
    let tree = DiskTree::new(place.path()).unwrap();
    assert!(detect(&tree, b"").is_ok());
    let report = validate_root(&tree, b"", &Options::default(), &mut |_| {});
    assert!(report.findings.has_errors());
}
