//! Containers with very many entries: quick, and in bounded memory.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "tests may")]

mod support;

use archive_core::finding::Findings;
use archive_core::limits::Limits;
use archive_core::package::container::{Entry, EntryKind, Locator, Opened, open};
use archive_core::package::entries::Entries;
use std::io::Write;
use std::time::Instant;
use support::{pax, tar_entry};

const ENTRIES: usize = 200_000;

/// Largest memory this process has held, in KiB; 0 where the system does not tell.
fn peak() -> u64 {
    let bytes = archive_core::fs::read("/proc/self/status".as_ref(), 1 << 20).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let line = text.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// Lets the count begin again. Without such a call on a system there is nothing to measure.
fn forget_peak() {
    if let Ok(mut file) = archive_core::fs::append("/proc/self/clear_refs".as_ref()) {
        file.write_all(b"5").unwrap();
    }
}

fn name(number: usize) -> String {
    format!("Bestand/Akte-{:04}/Vorgang-{number:06}/Dokument.pdf", number / 50)
}

fn list(bytes: Vec<u8>, what: &str) {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&bytes).unwrap();
    drop(bytes);
    forget_peak();
    let before = peak();
    let start = Instant::now();
    let limits = Limits::default();
    let mut findings = Findings::new();
    let mut all = Entries::new();
    match open(file.path(), &limits).unwrap() {
        Opened::Random(zip) => {
            zip.list(&limits, &mut findings, &mut |entry| all.push(&entry)).unwrap();
        }
        Opened::Sequential(tar) => {
            tar.read(&limits, &mut findings, &mut |entry, _| all.push(&entry)).unwrap();
        }
    }
    let listed = start.elapsed();
    let table = all.finish(&mut findings).unwrap();
    let mut iter = table.iter().unwrap();
    while iter.next().unwrap().is_some() {}
    let taken = start.elapsed();
    println!("{what}: listed {listed:?}, table {taken:?}, peak {before} to {} KiB", peak());
    assert!(findings.is_empty());
    assert_eq!(table.counts().files, ENTRIES as u64);
    // Wide bounds: builds without optimisation, busy machines.
    assert!(taken.as_secs() < 20);
    assert!(peak() - before < 60 << 10);
}

#[test]
fn two_hundred_thousand_entries() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for number in 0..ENTRIES {
        zip.start_file(name(number), options).unwrap();
        zip.write_all(b"x").unwrap();
    }
    list(zip.finish().unwrap().into_inner(), "zip");
    let mut tar = Vec::new();
    for number in 0..ENTRIES {
        tar.extend(tar_entry(b"x", b'x', &pax("path", name(number).as_bytes())));
        tar.extend(tar_entry(b"y", b'0', b"y"));
    }
    tar.extend([0; 1024]);
    list(tar, "tar");
}

/// As many entries as the limits allow. Takes a minute and 2 GB of temporary files; run it with
/// `cargo test --release --test container_load -- --ignored --nocapture`.
#[test]
#[ignore = "large: a minute and 2 GB of temporary files"]
fn ten_million_entries_in_bounded_memory() {
    forget_peak();
    let (before, start) = (peak(), Instant::now());
    let mut all = Entries::new();
    for number in 0..10_000_000_usize {
        let path = name(number.wrapping_mul(7_919) % 10_000_000);
        let entry = Entry {
            raw: path.clone().into_bytes(),
            path,
            kind: EntryKind::File,
            size: 1,
            modified: None,
            locator: Locator::default(),
        };
        all.push(&entry).unwrap();
    }
    let table = all.finish(&mut Findings::new()).unwrap();
    let (mut rows, mut last) = (0, String::new());
    let mut iter = table.iter().unwrap();
    while let Some(row) = iter.next().unwrap() {
        assert!(last < row.logical);
        last = row.logical;
        rows += 1;
    }
    println!("10,000,000 entries: {:?}, {} KiB more", start.elapsed(), peak() - before);
    assert_eq!(rows, 10_000_000);
    assert!(peak() - before < 120 << 10);
}
