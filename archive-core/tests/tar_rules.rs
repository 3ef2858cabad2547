//! One TAR for every rule, built byte by byte; plain and compressed must be judged alike.
#![expect(clippy::unwrap_used, reason = "tests may")]

mod support;

use archive_core::finding::Lang;
use proptest::prelude::*;
use std::collections::BTreeMap;
use support::{
    Verdict, gzip, judge_bytes, pax, put, seal, survives_damage, tar_entry, tar_header, tar_of,
};

#[track_caller]
fn expect(bytes: &[u8], codes: &[&str]) -> Verdict {
    let plain = judge_bytes(bytes);
    assert_eq!(plain.codes(), codes, "plain");
    let packed = judge_bytes(&gzip(bytes));
    assert_eq!(packed.codes(), codes, "compressed");
    assert_eq!(packed.contents, plain.contents);
    plain
}

/// A TAR with something between two good files.
fn between(parts: &[Vec<u8>]) -> Vec<u8> {
    let mut all = vec![tar_entry(b"a.txt", b'0', b"first")];
    all.extend_from_slice(parts);
    all.push(tar_entry(b"z.txt", b'0', b"last"));
    tar_of(&all)
}

#[test]
fn good_ones_are_read() {
    let folder = tar_header(b"./b/", b'5', 0);
    let verdict = expect(&between(&[folder, tar_entry(b"./b/c", 0, &[7; 600])]), &[]);
    assert_eq!(verdict.kind, "tar");
    assert_eq!(verdict.contents["b/c"], [7; 600]);
    assert_eq!(verdict.entries.len(), 4);
    assert_eq!(verdict.entries[0].modified.unwrap().as_second(), 0o14_544_617_600);
    assert_eq!(judge_bytes(&gzip(&between(&[]))).kind, "tgz");
    expect(&[0; 10_240], &["W-PKG-005"]);
}

#[test]
fn long_names_and_sizes_in_every_dialect() {
    let long = "ordner/".repeat(20) + "minutes.pdf";
    let gnu = [
        tar_entry(b"././@LongLink", b'L', &[long.as_bytes(), b"\0"].concat()),
        tar_entry(&long.as_bytes()[..100], b'0', b"A"),
    ];
    assert_eq!(expect(&between(&gnu), &[]).contents[&long], b"A");
    let ext = [
        tar_entry(b"PaxHeader", b'x', &pax("path", long.as_bytes())),
        tar_entry(b"short", b'0', b"A"),
    ];
    assert_eq!(expect(&between(&ext), &[]).contents[&long], b"A");
    let mut block = tar_header(b"minutes.pdf", b'0', 1);
    put(&mut block, 345, b"council");
    put(&mut block, 124, &[0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    seal(&mut block);
    block.extend([b'A']);
    block.resize(1024, 0);
    assert_eq!(expect(&between(&[block]), &[]).contents["council/minutes.pdf"], b"A");
    let times = [
        tar_entry(b"g", b'g', &pax("mtime", b"5")),
        tar_entry(b"x", b'x', &pax("mtime", b"1.5")),
        tar_entry(b"y", b'0', b""),
    ];
    let verdict = expect(&between(&times), &[]);
    assert_eq!(verdict.entries[1].modified.unwrap().as_millisecond(), 1_500);
    assert_eq!(verdict.entries[2].modified.unwrap().as_second(), 5);
}

#[test]
fn everything_but_files_and_folders_is_refused() {
    for (kind, code) in [
        (b'1', "E-PKG-002"),
        (b'2', "E-PKG-002"),
        (b'3', "E-PKG-003"),
        (b'4', "E-PKG-003"),
        (b'6', "E-PKG-003"),
        (b'S', "E-TAR-006"),
        (b'M', "E-TAR-007"),
        (b'?', "E-TAR-007"),
    ] {
        let verdict = expect(&between(&[tar_header(b"odd", kind, 0)]), &[code]);
        assert_eq!(verdict.contents.len(), 2, "{kind}");
    }
    let sparse =
        [tar_entry(b"x", b'x', &pax("GNU.sparse.major", b"1")), tar_entry(b"s", b'0', b"")];
    expect(&between(&sparse), &["E-TAR-006"]);
    expect(&between(&[tar_header(b"folder/", b'5', 512)]), &["E-TAR-013"]);
}

#[test]
fn the_root_of_the_package_holds_no_content() {
    for name in [&b"."[..], b"./", b"./.", b".//"] {
        for kind in [b'0', 0, b'7'] {
            if kind != b'7' || !name.ends_with(b"/") {
                expect(&between(&[tar_entry(name, kind, b"")]), &[]);
            }
        }
        let verdict = expect(&between(&[tar_entry(name, b'0', b"hidden")]), &["E-TAR-013"]);
        assert_eq!(verdict.contents.len(), 2);
    }
}

#[test]
fn what_belongs_to_no_file_is_told() {
    let mut padded = tar_entry(b"b", b'0', b"B");
    padded[600] = b'x';
    let mut more = tar_entry(b"c", b'0', b"C");
    more[1023] = b'x';
    let verdict = expect(&between(&[padded, more]), &["W-TAR-014"]);
    let told: Vec<_> = verdict.findings.iter().map(|f| f.message(Lang::En)).collect();
    assert!(told[0].starts_with("1022 bytes of ") && told[0].contains("at byte 1537"), "{told:?}");
    let mut refused = tar_entry(b"../b", b'0', b"B");
    refused[600] = b'x';
    expect(&between(&[refused]), &["E-NAM-001", "W-TAR-014"]);
    expect(&between(&[tar_entry(b"label", b'V', b"hidden")]), &["W-TAR-014"]);
    expect(&between(&[tar_header(b"label", b'V', 0)]), &[]);
    expect(&between(&[tar_entry(b"link", b'K', b"hidden")]), &["W-TAR-014"]);
    let link = [tar_entry(b"link", b'K', b"target"), tar_header(b"b", b'2', 0)];
    expect(&between(&link), &["E-PKG-002"]);
    let verdict = expect(&between(&[tar_entry(b"acl", b'A', b"user::rw-")]), &[]);
    assert!(verdict.findings.iter().any(|finding| finding.code.id == "I-TAR-011"));
    for kind in [b'V', b'A', b'K'] {
        expect(&between(&[tar_entry(b"x", kind, &vec![0; (1 << 20) + 1])]), &["E-TAR-008"]);
    }
    // One within its limit is harmless, many are a bomb.
    let mebibyte = tar_entry(b"acl", b'A', &vec![0; 1 << 20]);
    assert_eq!(judge_bytes(&gzip(&between(&vec![mebibyte; 40]))).codes(), ["E-LIM-003"]);
}

#[test]
fn names_are_judged() {
    for (name, code) in [
        (&b"../a"[..], "E-NAM-001"),
        (b"a/../../b", "E-NAM-001"),
        (b"..\\a", "E-NAM-001"),
        (b"/a", "E-NAM-002"),
        (b"C:\\a", "E-NAM-003"),
        (b"~/a", "E-NAM-004"),
        (b"", "E-NAM-006"),
        (b"a.txt", "E-NAM-030"),
        (b"a.txt/b", "E-NAM-031"),
        (b"nul", "W-NAM-013"),
        (b"M\xFCller", "W-NAM-020"),
    ] {
        expect(&between(&[tar_entry(name, b'0', b"A")]), &[code]);
    }
}

#[test]
fn structure_must_be_sound() {
    let mut wrong = tar_header(b"b", b'0', 0);
    wrong[0] = b'c';
    expect(&between(&[wrong]), &["E-TAR-001"]);
    let mut number = tar_header(b"b", b'0', 0);
    put(&mut number, 124, b"0000000000x\0");
    seal(&mut number);
    expect(&between(&[number]), &["E-TAR-002"]);
    let mut negative = tar_header(b"b", b'0', 0);
    put(&mut negative, 124, &[0xFF; 12]);
    seal(&mut negative);
    expect(&between(&[negative]), &["E-TAR-002"]);
    let mut huge = tar_header(b"b", b'0', 0);
    put(&mut huge, 124, &[0x80, 0, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
    seal(&mut huge);
    assert!(judge_bytes(&between(&[huge])).findings.has_errors());
    let lie = [tar_entry(b"x", b'x', &pax("size", b"1024")), tar_entry(b"b", b'0', b"A")];
    expect(&between(&lie), &["E-TAR-009"]);
    for content in [&b"no record"[..], b"5 a=b\n", b"12 path=a\0b\n", b"9 size=x\n"] {
        expect(&between(&[tar_entry(b"x", b'x', content)]), &["E-TAR-008"]);
    }
    let two = [tar_entry(b"x", b'x', b""), tar_entry(b"x", b'x', b"")];
    expect(&between(&two), &["E-TAR-008"]);
    expect(&between(&[tar_entry(b"g", b'g', &pax("path", b"same"))]), &["E-TAR-008"]);
    let names = |gnu: &[u8]| {
        let gnu = tar_entry(b"././@LongLink", b'L', gnu);
        let pax = tar_entry(b"x", b'x', &pax("path", b"name"));
        [
            [gnu.clone(), pax.clone(), tar_entry(b"y", b'0', b"")],
            [pax, gnu, tar_entry(b"y", 0, b"")],
        ]
    };
    for parts in names(b"other\0") {
        expect(&between(&parts), &["E-TAR-008"]);
    }
    for parts in names(b"name\0") {
        assert!(expect(&between(&parts), &[]).contents.contains_key("name"));
    }
    let long = tar_header(b"L", b'L', 1 << 30);
    expect(&between(&[long]), &["E-TAR-008"]);
}

#[test]
fn the_end_must_be_the_end() {
    let good = between(&[]);
    let end = good.len();
    expect(&[&good[..], &[0; 9_000]].concat(), &[]);
    expect(&good[..end - 512], &["W-TAR-010"]);
    expect(&good[..end - 1024], &["E-TAR-004"]);
    // Cut in the padding of the last file: a stream has given it out by then.
    assert_eq!(judge_bytes(&good[..end - 1025]).codes(), ["E-TAR-003"]);
    assert_eq!(judge_bytes(&gzip(&good[..end - 1025])).codes(), ["E-TAR-003"]);
    expect(&good[..end - 1024 - 512 - 10], &["E-TAR-003"]);
    expect(&[&good[..], &good[..]].concat(), &["E-TAR-005"]);
    expect(&[&good[..], b"x"].concat(), &["E-TAR-005"]);
}

#[test]
fn gzip_members_and_what_follows_them() {
    let plain = between(&[tar_entry(b"b", b'0', &[1; 5_000])]);
    let (front, back) = plain.split_at(700);
    let members = [gzip(front), gzip(back)].concat();
    assert_eq!(judge_bytes(&members).codes(), [""; 0]);
    assert_eq!(judge_bytes(&members).contents.len(), 3);
    let with = |more: &[u8]| judge_bytes(&[&gzip(&plain)[..], more].concat()).codes();
    assert_eq!(with(&[0; 500]), [""; 0]);
    assert_eq!(with(b"garbage"), ["E-TAR-022"]);
    assert_eq!(with(b"\0\0garbage"), ["E-TAR-022"]);
    assert_eq!(with(&[0x1F, 0x8B, 8]), ["E-TAR-020"]);
    let mut wrong = gzip(&plain);
    let crc = wrong.len() - 8;
    wrong[crc] ^= 1;
    assert_eq!(judge_bytes(&wrong).codes(), ["E-TAR-021"]);
    let cut = gzip(&plain);
    assert_eq!(judge_bytes(&cut[..cut.len() - 3]).codes(), ["E-TAR-020"]);
    assert_eq!(judge_bytes(&gzip(b"just a text")).kind, "file");
}

#[test]
fn a_compressed_bomb_is_refused() {
    let bomb = tar_of(&[tar_entry(b"zeros", b'0', &vec![0; 40 << 20])]);
    assert_eq!(judge_bytes(&gzip(&bomb)).codes(), ["E-LIM-003"]);
}

#[test]
fn damage_never_goes_unnoticed() {
    let good = between(&[tar_entry(b"x", b'x', &pax("path", b"b/c")), tar_entry(b"y", b'0', b"C")]);
    // Content has no checksum in a TAR, nor has the content of extended headers.
    let header = |at: usize| matches!(at / 512, 0 | 2 | 4 | 6 | 8 | 9);
    survives_damage(&good, &|at| !header(at));
    survives_damage(&gzip(&good), &|_| false);
}

fn any_files() -> impl Strategy<Value = BTreeMap<String, Vec<u8>>> {
    let content = prop::collection::vec(any::<u8>(), 0..2_000);
    prop::collection::btree_map("[a-zäöü]{1,80}(/[A-Z ]{1,80}x){0,3}\\.txt", content, 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_another_writer_writes_is_read(files in any_files()) {
        let mut builder = tar::Builder::new(Vec::new());
        for (name, content) in &files {
            let mut header = tar::Header::new_gnu();
            header.set_size(content.len() as u64);
            header.set_mode(0o644);
            builder.append_data(&mut header, name, content.as_slice()).unwrap();
        }
        let bytes = builder.into_inner().unwrap();
        let verdict = judge_bytes(&gzip(&bytes));
        prop_assert!(!verdict.findings.has_errors(), "{:?}", verdict.codes());
        prop_assert_eq!(&verdict.contents, &files);
        prop_assert_eq!(judge_bytes(&bytes).contents, files);
    }
}
