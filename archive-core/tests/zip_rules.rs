//! One ZIP for every rule, built byte by byte.
#![expect(clippy::unwrap_used, reason = "tests may")]

mod support;

use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use support::{Records, Verdict, Zip, deflate, judge_bytes, put, survives_damage};

#[track_caller]
fn expect(bytes: &[u8], codes: &[&str]) -> Verdict {
    let verdict = judge_bytes(bytes);
    assert_eq!(verdict.codes(), codes);
    verdict
}

/// A ZIP with one spoilt entry between two good ones.
fn spoilt(spoil: impl FnOnce(&mut Records)) -> Vec<u8> {
    let content = b"minutes of the council, minutes of the council";
    Zip::default()
        .stored("a.txt", b"first")
        .entry("b.txt", 8, content, spoil)
        .stored("c.txt", b"third")
        .finish()
}

#[test]
fn good_ones_are_read() {
    let zip = Zip::default().stored("a.txt", b"A").deflated("b/c.txt", b"BBBB").stored("d/", b"");
    let verdict = expect(&zip.finish(), &[]);
    assert_eq!(verdict.contents["a.txt"], b"A");
    assert_eq!(verdict.contents["b/c.txt"], b"BBBB");
    assert_eq!(verdict.entries.len(), 3);
    let time = verdict.entries[0].modified.unwrap();
    assert_eq!(time.to_string(), "2024-01-01T00:00:00Z");
    expect(&Zip::default().finish(), &["W-PKG-005"]);
}

#[test]
fn descriptors_in_every_form_are_read() {
    for (marked, wide) in [(false, false), (true, false), (false, true), (true, true)] {
        let verdict = expect(
            &spoilt(|r| {
                let [crc, stored, size] = [14, 18, 22].map(|at| r.local[at..at + 4].to_vec());
                r.both(6, &[8, 0]);
                put(&mut r.local, 14, &[0; 12]);
                if wide {
                    put(&mut r.local, 18, &[0xFF; 8]);
                    r.local_extra(&[&[1, 0, 16, 0][..], &[0; 16]].concat());
                }
                let pad: &[u8] = if wide { &[0; 4] } else { &[] };
                let mark: &[u8] = if marked { b"PK\x07\x08" } else { b"" };
                r.content.extend([mark, &crc, &stored, pad, &size, pad].concat());
            }),
            &[],
        );
        assert_eq!(verdict.contents.len(), 3, "{marked} {wide}");
    }
    let lie = spoilt(|r| {
        r.both(6, &[8, 0]);
        r.content.extend(b"PK\x07\x08 another thing");
    });
    expect(&lie, &["E-ZIP-009"]);
}

#[test]
fn entries_that_cannot_be_read_are_named() {
    let flags = |bits: u16| spoilt(move |r| r.both(6, &bits.to_le_bytes()));
    for bits in [1, 1 | 1 << 6, 1 << 13 | 1] {
        expect(&flags(bits), &["E-ZIP-015"]);
    }
    expect(&spoilt(|r| r.central_extra(&[0x01, 0x99, 1, 0, 0])), &["E-ZIP-015"]);
    for method in [1, 6, 9, 12, 14, 93, 95, 98, 1_000_u16] {
        expect(&spoilt(|r| r.both(8, &method.to_le_bytes())), &["E-ZIP-016"]);
    }
    expect(&flags(1 << 5), &["E-ZIP-016"]);
    let mode = |mode: u32| spoilt(move |r| put(&mut r.central, 38, &(mode << 16).to_le_bytes()));
    expect(&mode(0o120_777), &["E-PKG-002"]);
    for special in [0o020_644, 0o060_644, 0o010_644, 0o140_644] {
        expect(&mode(special), &["E-PKG-003"]);
    }
    let dos = spoilt(|r| {
        put(&mut r.central, 5, &[0]);
        put(&mut r.central, 38, &(0o120_777_u32 << 16).to_le_bytes());
    });
    expect(&dos, &[]);
}

#[test]
fn header_and_directory_must_agree() {
    for (at, bytes) in
        [(30, &b"x"[..]), (8, &[0]), (14, &[1, 2, 3, 4]), (18, &[1]), (22, &[1]), (6, &[1])]
    {
        expect(&spoilt(|r| put(&mut r.local, at, bytes)), &["E-ZIP-009"]);
    }
    expect(&spoilt(|r| put(&mut r.local, 0, b"PX")), &["E-ZIP-010"]);
    expect(&spoilt(|r| put(&mut r.central, 42, &[0xFE; 4])), &["E-ZIP-010"]);
}

#[test]
fn sizes_and_checksums_must_be_true() {
    expect(&spoilt(|r| r.both(14, &[1, 2, 3, 4])), &["E-ZIP-019"]);
    expect(&spoilt(|r| r.both(22, &45_u32.to_le_bytes())), &["E-ZIP-018"]);
    expect(&spoilt(|r| r.both(22, &47_u32.to_le_bytes())), &["E-ZIP-018"]);
    expect(&spoilt(|r| r.content[0] = 0xFF), &["E-ZIP-020"]);
    let more = spoilt(|r| {
        r.content.push(0);
        let length = u32::try_from(r.content.len()).unwrap();
        r.both(18, &length.to_le_bytes());
    });
    expect(&more, &["E-ZIP-020"]);
    let zip = Zip::default().entry("a", 0, b"abc", |r| r.both(22, &[9]));
    expect(&zip.finish(), &["E-ZIP-017"]);
    expect(&Zip::default().stored("a/", b"content").finish(), &["E-ZIP-017"]);
}

#[test]
fn nothing_hides_behind_a_folder() {
    let folder = |name: &str, method, content: &[u8], mode: u32| {
        let zip = Zip::default().stored("z", b"Z").entry(name, method, content, |r| {
            r.both(22, &[0; 4]);
            put(&mut r.central, 38, &(mode << 16).to_le_bytes());
        });
        zip.finish()
    };
    for (name, mode) in [("a/", 0o40_755), ("a", 0o40_755), ("a/", 0), (".", 0o40_755)] {
        expect(&folder(name, 8, &b"SECRET".repeat(10), mode), &["E-ZIP-018"]);
        let letters: Vec<u8> = (0..=255).collect();
        expect(&folder(name, 8, &letters, mode), &["E-ZIP-017"]);
        expect(&folder(name, 0, b"SECRET", mode), &["E-ZIP-017"]);
        expect(&folder(name, 8, b"", mode), &[]);
    }
    let crc = |r: &mut Records| r.both(14, &[1, 2, 3, 4]);
    expect(&Zip::default().stored("z", b"Z").entry("a/", 0, b"", crc).finish(), &["E-ZIP-019"]);
    let junk = |r: &mut Records| r.content = b"AB".to_vec();
    expect(&Zip::default().stored("z", b"Z").entry("a/", 8, b"", junk).finish(), &["E-ZIP-020"]);
    // What another compressor makes of nothing: an empty stored block.
    let block = |r: &mut Records| {
        r.content = vec![1, 0, 0, 0xFF, 0xFF];
        r.both(18, &[5]);
    };
    expect(&Zip::default().stored("z", b"Z").entry("a/", 8, b"", block).finish(), &[]);
}

#[test]
fn the_root_of_the_package_holds_no_content() {
    for name in [".", "./", "./.", ".//"] {
        let zip = |content| Zip::default().stored("a", b"A").stored(name, content).finish();
        assert_eq!(expect(&zip(b""), &[]).entries.len(), 1, "{name}");
        expect(&zip(b"hidden"), &["E-ZIP-017"]);
        let packed = Zip::default().stored("a", b"A").deflated(name, b"hidden");
        expect(&packed.finish(), &["E-ZIP-017"]);
    }
}

#[test]
fn the_end_must_be_the_end() {
    let good = || Zip::default().stored("a.txt", b"A");
    let with = |spoil: fn(&mut Vec<u8>)| good().finish_with(spoil);
    expect(&[good().finish(), vec![0]].concat(), &["E-ZIP-002"]);
    expect(&with(|end| put(end, 8, &[2, 0, 2, 0])), &["E-ZIP-007"]);
    expect(&with(|end| put(end, 8, &[0, 0, 0, 0])), &["E-ZIP-007"]);
    expect(&with(|end| put(end, 8, &[0xFE, 0xFF, 0xFE, 0xFF])), &["E-ZIP-007"]);
    expect(&with(|end| put(end, 4, &[1, 0])), &["E-ZIP-005"]);
    expect(&with(|end| put(end, 16, &[0xFE; 4])), &["E-ZIP-004"]);
    let mut end = None;
    good().finish_with(|record| end = Some(record.clone()));
    let fake = with(|end| {
        let copy = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
        put(end, 20, &[22, 0]);
        end.extend(copy);
    });
    expect(&fake, &["E-ZIP-003"]);
    // Ends that reach neither to the end of the file nor only to it, in the comment.
    let evil = Zip::default().stored("evil", b"EVIL").directory;
    for (length, tail) in [(0_u16, &b"tail"[..]), (9, b"tail"), (0xFFFF, b""), (4, b"tail")] {
        let hidden = good().finish_with(|end| {
            let mut inner = b"PK\x05\x06\0\0\0\0\x01\0\x01\0".to_vec();
            inner.extend(u32::try_from(evil.len()).unwrap().to_le_bytes());
            inner.extend([31, 0, 0, 0]);
            inner.extend(length.to_le_bytes());
            let comment = [&evil[..], &inner, tail].concat();
            put(end, 20, &u16::try_from(comment.len()).unwrap().to_le_bytes());
            end.extend(comment);
        });
        expect(&hidden, &["E-ZIP-003"]);
    }
    // A ZIP in a ZIP is nothing odd: its end stands before the directory of the outer one.
    let inner = good().finish();
    expect(&Zip::default().stored("inner.zip", &inner).finish(), &[]);
    let comment = with(|end| {
        put(end, 20, &[5, 0]);
        end.extend(b"hello");
    });
    let verdict = expect(&comment, &[]);
    assert!(verdict.findings.iter().any(|finding| finding.code.id == "I-ZIP-022"));
}

#[test]
fn bytes_beside_the_entries() {
    let good = Zip::default().stored("a.txt", b"A").finish();
    expect(&[b"hidden".to_vec(), good.clone()].concat(), &["E-ZIP-012"]);
    expect(&[b"MZ stub".to_vec(), good.clone()].concat(), &["W-ZIP-013"]);
    expect(&[b"#!/bin/sh\n".to_vec(), good.clone()].concat(), &["W-ZIP-013"]);
    expect(&[good.clone(), good].concat(), &["E-ZIP-004"]);
    expect(&spoilt(|r| r.content.extend(b"left over")), &["W-ZIP-014"]);
}

#[test]
fn overlapping_entries_are_refused() {
    let nested = spoilt(|r| {
        let inner = Zip::default().stored("c.txt", b"third");
        r.content = inner.out;
    });
    assert!(judge_bytes(&nested).findings.has_errors());
    // Many directory entries that all point to one file header.
    let mut zip = Zip::default().stored("a", &[0; 1000]);
    let record = zip.directory.clone();
    for _ in 0..9_999 {
        zip.directory.extend_from_slice(&record);
        zip.count += 1;
    }
    let verdict = judge_bytes(&zip.finish());
    assert_eq!(verdict.codes(), ["E-NAM-030", "E-ZIP-011"]);
}

#[test]
fn a_bomb_of_overlapping_headers_is_refused() {
    // Each entry's content begins with the header of the next: the bytes are used twice.
    let mut zip = Zip::default();
    let inner = Zip::default().stored("b", b"kernel");
    let (inner_out, inner_directory) = (inner.out, inner.directory);
    zip = zip.stored("a", &inner_out);
    let mut second = inner_directory;
    put(&mut second, 42, &31_u32.to_le_bytes());
    zip.directory.extend(second);
    zip.count += 1;
    expect(&zip.finish(), &["E-ZIP-011"]);
}

#[test]
fn bombs_are_refused_by_their_ratio() {
    let zeros = vec![0; 11 << 20];
    let verdict = judge_bytes(&Zip::default().deflated("zeros", &zeros).finish());
    assert_eq!(verdict.codes(), ["E-LIM-003", "E-LIM-004"]);
    assert!(verdict.contents.is_empty());
    expect(&Zip::default().deflated("zeros", &zeros[..1 << 20]).finish(), &[]);
}

#[test]
fn names_are_judged_and_read() {
    let name = |name: &str| judge_bytes(&Zip::default().stored(name, b"A").finish());
    assert_eq!(name("../a").codes(), ["E-NAM-001"]);
    assert_eq!(name("/a").codes(), ["E-NAM-002"]);
    assert_eq!(name("C:/a").codes(), ["E-NAM-003"]);
    assert_eq!(name("~/a").codes(), ["E-NAM-004"]);
    assert_eq!(name("a\0b").codes(), ["E-NAM-005"]);
    assert_eq!(name("").codes(), ["E-NAM-006"]);
    assert_eq!(name("a//b").contents.keys().collect::<Vec<_>>(), ["a/b"]);
    let twice = Zip::default().stored("a", b"A").stored("a", b"B");
    expect(&twice.finish(), &["E-NAM-030"]);
    let both = Zip::default().stored("a", b"A").stored("a/b", b"B");
    expect(&both.finish(), &["E-NAM-031"]);
    let old = Zip::default().entry("?", 0, b"A", |r| r.both(30, &[]));
    let mut old = old.finish();
    let at = |n| old.iter().enumerate().filter(|(_, b)| **b == b'?').map(|(i, _)| i).nth(n);
    let places = [at(0).unwrap(), at(1).unwrap()];
    for place in places {
        old[place] = 0x81;
    }
    let verdict = expect(&old, &["W-NAM-022"]);
    assert_eq!(verdict.contents["ü"], b"A");
    assert_eq!(verdict.entries[0].raw, [0x81]);
}

#[test]
fn a_second_name_must_be_the_same() {
    let field = |raw: &str, name: &str| {
        let mut field = vec![1];
        field.extend(crc32fast::hash(raw.as_bytes()).to_le_bytes());
        field.extend(name.as_bytes());
        [b"\x75\x70", &u16::try_from(field.len()).unwrap().to_le_bytes()[..], &field].concat()
    };
    let zip = |raw: &str, central: &[&str], local: &[&str]| {
        let entry = Zip::default().stored("z", b"Z").entry(raw, 0, b"A", |r| {
            for name in central {
                r.central_extra(&field(raw, name));
            }
            for name in local {
                r.local_extra(&field(raw, name));
            }
        });
        entry.finish()
    };
    for fields in [(&["ž.txt"][..], &["ž.txt"][..]), (&["ž.txt"], &[])] {
        let verdict = expect(&zip("?.txt", fields.0, fields.1), &[]);
        assert_eq!(verdict.contents["ž.txt"], b"A");
    }
    expect(&zip("a.txt", &[], &["a.txt"]), &[]);
    expect(&zip("?.txt", &["ž.txt"], &["ä.txt"]), &["E-ZIP-009"]);
    expect(&zip("a.txt", &[], &["b.txt"]), &["E-ZIP-009"]);
    expect(&zip("a.txt", &[], &["a.txt", "b.txt"]), &["E-ZIP-009"]);
    expect(&zip("a.txt", &["b.txt"], &["b.txt"]), &["E-NAM-033"]);
    expect(&zip("?", &["ž", "ä/ö"], &[]), &["E-NAM-033"]);
    expect(&zip("a", &["dir/"], &["dir/"]), &["E-NAM-033"]);
    let long = "ž".repeat(2_500);
    expect(&zip("a", &[&long], &[]), &["E-LIM-006"]);
    expect(&zip("a", &["ž/../ž"], &[]), &["E-NAM-001"]);
}

#[test]
fn times_come_from_the_best_field() {
    let unix = [&b"UT\x05\0\x01"[..], &1_700_000_001_u32.to_le_bytes()].concat();
    let verdict = expect(&spoilt(|r| r.central_extra(&unix)), &[]);
    assert_eq!(verdict.entries[1].modified.unwrap().as_second(), 1_700_000_001);
    let ticks = (1_700_000_002_u64 + 11_644_473_600) * 10_000_000 + 5;
    let ntfs = [&[0x0a, 0, 32, 0, 0, 0, 0, 0, 1, 0, 24, 0][..], &ticks.to_le_bytes(), &[0; 16]];
    let verdict = expect(&spoilt(|r| r.central_extra(&[&unix, &ntfs.concat()[..]].concat())), &[]);
    let time = verdict.entries[1].modified.unwrap();
    assert_eq!(time.as_nanosecond(), 1_700_000_002_000_000_500);
    expect(&spoilt(|r| r.central_extra(b"UT\x02\0\x01\0")), &["W-ZIP-021"]);
    expect(&spoilt(|r| r.central_extra(b"UT\xFF\0\x01\0")), &["W-ZIP-021"]);
}

#[test]
fn zip64_figures_must_be_there_and_true() {
    let wide = |r: &mut Records| {
        let sizes = [22, 18].map(|at| r.local[at..at + 4].to_vec());
        let [size, stored] = sizes.map(|bytes| [&bytes[..], &[0; 4]].concat());
        let field = [&[1, 0, 16, 0][..], &size, &stored].concat();
        r.both(18, &[0xFF; 8]);
        r.local_extra(&field);
        r.central_extra(&field);
    };
    assert_eq!(expect(&spoilt(wide), &[]).contents.len(), 3);
    expect(&spoilt(|r| put(&mut r.central, 24, &[0xFF; 4])), &["E-ZIP-006"]);
    expect(&spoilt(|r| put(&mut r.central, 42, &[0xFF; 4])), &["E-ZIP-006"]);
    let end64 = |entries: u64, shift: u64| {
        let zip = Zip::default().stored("a.txt", b"A");
        let (start, size) = (zip.out.len() as u64, zip.directory.len() as u64);
        zip.finish_with(|end| {
            let mut record = b"PK\x06\x06".to_vec();
            record.extend(44_u64.to_le_bytes());
            record.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            for number in [entries, entries, size, start] {
                record.extend(number.to_le_bytes());
            }
            record.extend(b"PK\x06\x07\0\0\0\0");
            record.extend((start + size + shift).to_le_bytes());
            record.extend([1, 0, 0, 0]);
            put(end, 8, &[0xFF; 12]);
            end.splice(0..0, record);
        })
    };
    assert_eq!(expect(&end64(1, 0), &[]).contents.len(), 1);
    expect(&end64(2, 0), &["E-ZIP-007"]);
    expect(&end64(10_000_000, 0), &["E-ZIP-007"]);
    expect(&end64(u64::MAX, 0), &["E-ZIP-007"]);
}

#[test]
fn documents_are_single_files() {
    let kind = |zip: Zip| judge_bytes(&zip.finish()).kind;
    let odt = Zip::default().stored("mimetype", b"application/vnd.oasis.opendocument.text");
    assert_eq!(kind(odt.stored("content.xml", b"")), "file");
    let typed = Zip::default().stored("more", b"").stored("[Content_Types].xml", b"").finish();
    let verdict = judge_bytes(&typed);
    assert_eq!((verdict.kind, verdict.bytes()), ("file", typed.len()));
    let ids: Vec<_> = verdict.findings.iter().map(|finding| finding.code.id).collect();
    assert_eq!(ids, ["I-PKG-007"]);
    assert_eq!(kind(Zip::default().stored("META-INF/MANIFEST.MF", b"")), "file");
    let siard = Zip::default().stored("content/a", b"").stored("header/metadata.xml", b"");
    assert_eq!(kind(siard), "file");
    let other = Zip::default().stored("content/a", b"").stored("header/metadata.xml", b"");
    assert_eq!(kind(other.stored("more", b"")), "zip");
    assert_eq!(kind(Zip::default().stored("mimetype", b"what?")), "zip");
}

#[test]
fn damage_never_goes_unnoticed() {
    let good = Zip::default()
        .stored("a.txt", b"first")
        .deflated("b/c.txt", b"minutes minutes minutes")
        .stored("d/", b"")
        .finish();
    survives_damage(&good, &|_| false);
}

fn any_files() -> impl Strategy<Value = BTreeMap<String, Vec<u8>>> {
    let content = prop::collection::vec(any::<u8>(), 0..2_000);
    prop::collection::btree_map("[a-zäöü]{1,8}(/[A-Z ]{1,8}x){0,2}\\.txt", content, 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_another_writer_writes_is_read(files in any_files(), large: bool, pack: bool) {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let method = if pack {
            zip::CompressionMethod::Deflated
        } else {
            zip::CompressionMethod::Stored
        };
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(method)
            .large_file(large);
        for (name, content) in &files {
            writer.start_file(name.as_str(), options).unwrap();
            writer.write_all(content).unwrap();
        }
        let bytes = writer.finish().unwrap().into_inner();
        let verdict = judge_bytes(&bytes);
        prop_assert!(!verdict.findings.has_errors(), "{:?}", verdict.codes());
        prop_assert_eq!(verdict.contents, files);
    }
}

#[test]
fn deflate_of_the_builder_is_deflate() {
    assert!(deflate(&[7; 5_000]).len() < 100);
}
