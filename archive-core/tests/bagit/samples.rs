//! One bag for every code, spoilt in one place; and good ones, odd ones too, of every version.

use crate::draft::{Draft, hex};
use crate::folder::{Verdict, check};
use archive_core::finding::{Findings, Lang, codes};
use archive_core::package::bagit::{BagWriter, Profile, Version};
use archive_core::{digest, fs};
use std::fmt::Write as _;
use std::io::Write as _;

/// A way to spoil a good bag.
type Spoil = fn(&mut Draft);

const INFO: &str = "bag-info.txt";
const LIST: &str = "manifest-sha256.txt";

/// Code, version of the bag, how it is spoilt. A warning alone leaves the bag valid.
pub const SAMPLES: &[(&str, &str, Spoil)] = &[
    ("E-BAG-001", "1.0", |d| drop(d.take("bagit.txt"))),
    ("E-BAG-002", "1.0", |d| d.edit("bagit.txt", "BagIt-V", "\u{FEFF}BagIt-V")),
    ("E-BAG-003", "1.0", |d| d.append("bagit.txt", "Note: a third line\n")),
    ("E-BAG-004", "0.97", |d| d.edit("bagit.txt", "0.97", ".97")),
    ("E-BAG-005", "1.0", |d| d.set("bagit.txt", "BagIt-Version: 1.0\n")),
    ("E-BAG-006", "0.97", |d| d.edit("bagit.txt", "UTF-8", "X-KLINGON")),
    ("E-BAG-007", "1.0", |d| d.edit("bagit.txt", ": 1.0", " : 1.0")),
    ("W-BAG-008", "0.97", |d| d.edit("bagit.txt", ": 0.97", " : 0.97")),
    ("E-BAG-009", "1.0", |d| d.set(INFO, vec![b'x'; (16 << 20) + 1])),
    ("E-BAG-010", "1.0", |d| drop(d.take("data/a.txt"))),
    ("E-BAG-011", "1.0", |d| d.set("data/new.txt", "")),
    ("E-BAG-012", "1.0", |d| d.set("data/a.txt", "aleph\n")),
    ("E-BAG-013", "1.0", |d| {
        d.list("sha512");
        let line = d.line("sha512", "data/a.txt");
        d.edit("manifest-sha512.txt", &line, "");
    }),
    ("E-BAG-014", "1.0", |d| {
        d.take("data/a.txt");
        d.take("data/dir/b.txt");
        d.set(LIST, "");
        d.set(INFO, "");
    }),
    ("E-BAG-015", "1.0", |d| drop(d.take(LIST))),
    ("E-BAG-016", "1.0", |d| {
        let list = d.take(LIST);
        d.set("manifest-whirlpool.txt", list);
    }),
    ("W-BAG-017", "1.0", |d| d.set("manifest-crc32.txt", "00000000  data/a.txt\n")),
    ("E-BAG-018", "1.0", |d| d.set("manifest-SHA-256.txt", "")),
    ("W-BAG-019", "1.0", |d| {
        let list = d.take(LIST);
        d.set("manifest-SHA-256.txt", list);
    }),
    ("W-BAG-020", "1.0", |d| {
        d.add("data/gru\u{308}n.txt", "");
        d.edit(LIST, "gru\u{308}n", "gr\u{fc}n");
    }),
    ("W-BAG-021", "1.0", |d| d.edit(LIST, "data/a.txt", "data/A.TXT")),
    ("E-BAG-022", "1.0", |d| d.append(LIST, format!("{}  data/dir\n", hex("sha256", b"")))),
    ("W-BAG-023", "1.0", |d| d.add("data/Thumbs.db", "")),
    ("E-BAG-025", "1.0", |d| {
        d.set("tagmanifest-sha256.txt", "");
        d.unsealed();
    }),
    ("E-BAG-026", "1.0", |d| {
        let lines = d.line("sha256", LIST) + &d.line("sha256", "tagmanifest-sha256.txt");
        d.set("tagmanifest-sha256.txt", lines);
        d.unsealed();
    }),
    ("W-BAG-027", "1.0", |d| {
        for algorithm in ["sha256", "sha512"] {
            let mut lines = d.line(algorithm, LIST);
            if algorithm == "sha512" {
                lines += &d.line(algorithm, INFO);
            }
            d.set(&format!("tagmanifest-{algorithm}.txt"), lines);
        }
        d.unsealed();
    }),
    ("W-BAG-029", "1.0", |d| d.add("data/100%25.txt", "")),
    ("E-BAG-030", "1.0", |d| d.append(LIST, "data/a.txt\n")),
    ("E-BAG-031", "1.0", |d| d.append(LIST, "0123456789abcdef  data/a.txt\n")),
    ("E-BAG-032", "1.0", |d| d.append(LIST, "x".repeat(100_000))),
    ("E-BAG-034", "0.97", |d| d.append(LIST, b"00  data/gr\xfcn\n")),
    ("E-BAG-035", "1.0", |d| d.edit(INFO, "Source", "\u{FEFF}Source")),
    ("W-BAG-036", "0.97", |d| d.edit(INFO, "Source", "\u{FEFF}Source")),
    ("W-BAG-037", "0.97", |d| d.edit(LIST, "  data/a", " *data/a")),
    ("W-BAG-038", "1.0", |d| d.edit(LIST, "  data/a", "  ./data/a")),
    ("W-BAG-039", "1.0", |d| d.add("data/a\\b.txt", "")),
    ("W-BAG-040", "1.0", |d| d.add("data/100%.txt", "")),
    ("E-BAG-041", "1.0", |d| d.append(LIST, format!("{}  data/../../x\n", hex("sha256", b"")))),
    ("E-BAG-042", "1.0", |d| d.append(LIST, format!("{}  /tmp/x\n", hex("sha256", b"")))),
    ("E-BAG-043", "1.0", |d| d.append(LIST, format!("{}  C:\\x\n", hex("sha256", b"")))),
    ("E-BAG-044", "1.0", |d| d.append(LIST, format!("{}  \\\\h\\x\n", hex("sha256", b"")))),
    ("E-BAG-045", "1.0", |d| d.append(LIST, format!("{}  ~/x\n", hex("sha256", b"")))),
    ("E-BAG-046", "1.0", |d| d.append(LIST, d.line("sha256", INFO))),
    ("E-BAG-047", "1.0", |d| {
        let lines = d.line("sha256", LIST) + &d.line("sha256", "data/a.txt");
        d.set("tagmanifest-sha256.txt", lines);
        d.unsealed();
    }),
    ("E-BAG-048", "1.0", |d| d.append(LIST, d.line("sha256", "data/a.txt"))),
    ("W-BAG-049", "0.97", |d| d.append(LIST, d.line("sha256", "data/a.txt"))),
    ("E-BAG-050", "0.97", |d| d.append(LIST, format!("{}  data/a.txt\n", hex("sha256", b"")))),
    ("W-BAG-051", "0.96", |d| d.append(LIST, d.line("sha256", "bag-info.txt"))),
    ("E-BAG-052", "0.97", |d| {
        let mut lines = String::new();
        for spelling in 0..512_u32 {
            let letter = |bit: u32| if spelling >> bit & 1 == 0 { "\u{e9}" } else { "e\u{301}" };
            let name: String = (0..9).map(letter).collect();
            writeln!(lines, "{}  data/{name}", hex("sha256", b"")).unwrap();
        }
        d.append(LIST, lines);
    }),
    ("W-BAG-053", "0.97", |d| {
        d.set("data/new.txt", "");
        d.set("manifest-crc32.txt", "00000000  data/new.txt\n");
        d.set(INFO, "");
    }),
    ("E-BAG-054", "1.0", |d| d.append(LIST, format!("{}  data/a\0b\n", hex("sha256", b"")))),
    ("E-BAG-055", "1.0", |d| {
        d.append(LIST, format!("{}  data/{}x\n", hex("sha256", b""), "d/".repeat(70)));
    }),
    ("W-BAG-056", "0.97", |d| {
        d.set("meta/dc.xml", "");
        let line = format!("{}  meta\n", hex("sha256", b""));
        d.set("tagmanifest-sha256.txt", line);
        d.unsealed();
    }),
    ("E-BAG-060", "1.0", |d| {
        d.take("data/a.txt");
        d.set("fetch.txt", "https://example.org/a 6 data/a.txt\n");
    }),
    ("W-BAG-061", "1.0", |d| d.set("fetch.txt", "https://example.org/a - data/a.txt\n")),
    ("E-BAG-062", "1.0", |d| d.set("fetch.txt", "https://example.org/a data/a.txt\n")),
    ("E-BAG-063", "1.0", |d| d.set("fetch.txt", "https://example.org/a 6 data/other.txt\n")),
    ("W-BAG-064", "1.0", |d| d.set("fetch.txt", "file:///etc/passwd 6 data/a.txt\n")),
    ("E-BAG-065", "1.0", |d| d.set("fetch.txt", "example.org/a 6 data/a.txt\n")),
    ("W-BAG-066", "1.0", |d| d.set("fetch.txt", "https://example.org/a 7 data/a.txt\n")),
    ("E-BAG-070", "1.0", |d| d.append(INFO, "Minutes of the council\n")),
    ("E-BAG-071", "1.0", |d| d.append(INFO, "Contact-Name : Weber\n")),
    ("W-BAG-072", "1.0", |d| d.append(INFO, "Contact-Name:Weber\n")),
    ("E-BAG-073", "1.0", |d| d.edit(INFO, "16.2", "16")),
    ("E-BAG-074", "1.0", |d| d.edit(INFO, "16.2", "17.2")),
    ("E-BAG-075", "1.0", |d| d.append(INFO, "Payload-Oxum: 16.2\n")),
    ("W-BAG-076", "1.0", |d| d.append(INFO, "Bag-Size: 1 kB\nBag-Size: 2 kB\n")),
    ("W-BAG-077", "1.0", |d| d.append(INFO, "Bagging-Date: 31.01.2026\n")),
    ("I-BAG-078", "1.0", |d| d.append(INFO, "BagIt-Profile-Identifier: urn:x\n")),
];

/// Bags that are odd and right, with the version.
pub const ODD_AND_VALID: &[(&str, Spoil)] = &[
    ("1.0", |d| d.add("data/Straßenbau Ä ö ü.txt", "x")),
    ("1.0", |d| d.add("data/~home/file", "x")),
    ("1.0", |d| d.add("data/..almost/file..", "x")),
    ("1.0", |d| d.add("data/ leading and trailing ", "x")),
    ("1.0", |d| d.add("data/bag/bagit.txt", "not a declaration")),
    ("1.0", |d| d.add("data/empty", "")),
    ("1.0", |d| d.set("data/dir/empty folder/", "")),
    ("1.0", |d| d.set("notes/free.txt", "a free tag file")),
    ("1.0", |d| d.edit(LIST, "\n", "\r")),
    ("1.0", |d| d.edit(LIST, "\n", "\r\n")),
    ("1.0", |d| d.edit(LIST, "  ", "\t")),
    ("1.0", |d| {
        d.add("data/line\nbreak\r", "x");
        d.edit(LIST, "line\nbreak\r", "line%0abreak%0D");
    }),
    ("1.0", |d| {
        d.add("data/100%.txt", "x");
        d.edit(LIST, "100%", "100%25");
    }),
    ("1.0", |d| d.list("sha512")),
    ("1.0", |d| drop(d.take("tagmanifest-sha256.txt"))),
    ("1.0", |d| drop(d.take(INFO))),
    ("1.0", |d| d.append(INFO, "External-Description: long\n  and\r\tlonger\n")),
    ("0.97", |d| d.add("data/%0A%25.txt", "x")),
    ("0.97", |d| d.append(INFO, "A : b\nC:d\nE   :   f\nE: g\n")),
    ("0.97", |d| {
        d.edit("bagit.txt", "UTF-8", "ISO-8859-1");
        d.set("data/gr\u{fc}n", "");
        d.set(INFO, b"Ort: K\xf6ln\n");
        let mut line = hex("sha256", b"").into_bytes();
        line.extend_from_slice(b"  data/gr\xfcn\n");
        d.append(LIST, line);
    }),
    ("0.97", |d| {
        d.list("md5");
        let line = d.line("md5", "data/a.txt");
        d.edit("manifest-md5.txt", &line, "");
    }),
];

pub fn bag(version: &str, spoil: Spoil) -> (tempfile::TempDir, Verdict) {
    let mut draft = Draft::good(version);
    spoil(&mut draft);
    let folder = tempfile::tempdir().unwrap();
    draft.write(folder.path());
    let verdict = check(folder.path(), None).unwrap();
    (folder, verdict)
}

#[test]
fn good_bags_of_every_version() {
    for version in Version::ALL {
        let verdict = bag(version.as_str(), |_| {}).1;
        assert!(verdict.findings.is_empty(), "{version}: {:?}", verdict.codes());
        assert_eq!(verdict.bag.version, version);
        assert_eq!(verdict.bag.info.fields.len(), 2, "{version}");
    }
}

#[test]
fn every_spoilt_bag_shows_its_code() {
    for (code, version, spoil) in SAMPLES {
        let verdict = bag(version, *spoil).1;
        assert!(verdict.codes().contains(code), "{code}: {:?}", verdict.codes());
        let explains = ["W-BAG-021", "W-BAG-029"].contains(code);
        assert_filled(&verdict);
        let valid = !code.starts_with('E') && !explains;
        assert_eq!(verdict.is_valid(), valid, "{code}: {:?}", verdict.codes());
    }
}

#[test]
fn odd_bags_are_valid() {
    for (at, (version, spoil)) in ODD_AND_VALID.iter().enumerate() {
        let verdict = bag(version, *spoil).1;
        assert!(verdict.findings.is_empty(), "{at}: {:?}", verdict.codes());
    }
}

const PROFILE: &str = r#"{
  "BagIt-Profile-Info": {
    "BagIt-Profile-Identifier": "urn:x", "Source-Organization": "Chemnitz", "Version": "1"
  },
  "Bag-Info": {
    "Contact-Email": {"required": true},
    "Source-Organization": {"values": ["Stadtarchiv"], "repeatable": "false"}
  },
  "Manifests-Required": ["sha256"], "Manifests-Allowed": ["sha256"],
  "Tag-Manifests-Required": ["sha256"], "Tag-Manifests-Allowed": ["sha256"],
  "Tag-Files-Required": ["meta/dc.xml"], "Tag-Files-Allowed": ["meta/*.xml"],
  "Payload-Files-Required": ["data/a.txt", "data/dir/"],
  "Payload-Files-Allowed": ["data/*.txt", "data/dir/*"],
  "Allow-Fetch.txt": false, "Serialization": "optional",
  "Accept-BagIt-Version": ["1.0"]
}"#;

/// A change of the profile's text, from and to.
type Change = (&'static str, &'static str);

/// Code, change of the profile, version of the bag, and how the fitting bag is spoilt.
const PROFILE_SAMPLES: &[(&str, Change, &str, Spoil)] = &[
    ("W-BAG-081", ("", ""), "1.0", |d| d.edit(INFO, "urn:x", "urn:y")),
    ("E-BAG-082", ("", ""), "1.0", |d| d.edit(INFO, "Contact-Email", "Contact-Name")),
    ("E-BAG-083", ("", ""), "1.0", |d| d.edit(INFO, "Stadtarchiv", "Landesarchiv")),
    ("E-BAG-084", ("", ""), "1.0", |d| d.append(INFO, "Source-Organization: Stadtarchiv\n")),
    (
        "E-BAG-085",
        ("[\"sha256\"], \"Manifests-A", "[\"sha384\"], \"Tag-Files-X\": [], \"X"),
        "1.0",
        |_| {},
    ),
    ("E-BAG-086", ("", ""), "1.0", |d| d.list("sha512")),
    ("E-BAG-087", ("", ""), "1.0", |d| drop(d.take("tagmanifest-sha256.txt"))),
    ("E-BAG-088", ("", ""), "1.0", |d| d.list("sha512")),
    ("E-BAG-089", ("", ""), "1.0", |d| drop(d.take("meta/dc.xml"))),
    ("E-BAG-090", ("", ""), "1.0", |d| d.set("meta/notes.txt", "")),
    ("E-BAG-091", ("", ""), "1.0", |d| d.set("fetch.txt", "http://h/a - data/a.txt\n")),
    (
        "E-BAG-092",
        ("Fetch.txt\": false", "Fetch.txt\": true, \"Fetch.txt-Required\": true"),
        "1.0",
        |_| {},
    ),
    ("E-BAG-093", ("optional", "required"), "1.0", |_| {}),
    ("E-BAG-095", ("", ""), "0.97", |_| {}),
    ("E-BAG-096", ("\"Serialization\"", "\"Data-Empty\": true, \"Serialization\""), "1.0", |_| {}),
    ("E-BAG-097", ("data/a.txt\", \"data/dir/", "data/z.txt"), "1.0", |_| {}),
    ("E-BAG-098", ("", ""), "1.0", |d| d.set("data/setup.exe", "")),
];

fn fitting(version: &str) -> Draft {
    let mut draft = Draft::good(version);
    draft.set("meta/dc.xml", "<dc/>");
    draft.append(INFO, "Contact-Email: a@example.org\nBagIt-Profile-Identifier: urn:x\n");
    draft
}

fn judged(profile: &str, draft: Draft) -> Verdict {
    let folder = tempfile::tempdir().unwrap();
    draft.write(folder.path());
    let profile = Profile::parse(profile.as_bytes(), "profile.json").unwrap();
    check(folder.path(), Some(&profile)).unwrap()
}

#[test]
fn profiles_judge_bags() {
    let verdict = judged(PROFILE, fitting("1.0"));
    assert_eq!(verdict.codes(), ["I-BAG-078"]);
    for (code, (from, to), version, spoil) in PROFILE_SAMPLES {
        let mut draft = fitting(version);
        spoil(&mut draft);
        let profile =
            if from.is_empty() { PROFILE.to_owned() } else { PROFILE.replacen(from, to, 1) };
        let verdict = judged(&profile, draft);
        assert!(verdict.codes().contains(code), "{code}: {:?}", verdict.codes());
        assert_filled(&verdict);
    }
}

#[test]
fn containers_are_judged_by_profiles() {
    use archive_core::package::container::ContainerKind::{Folder, Tar, Zip};
    for (rule, accepted, kind, code) in [
        ("required", "application/zip", Zip, None),
        ("required", "application/zip", Folder, Some("E-BAG-093")),
        ("forbidden", "", Zip, Some("E-BAG-093")),
        ("optional", "application/zip", Tar, Some("E-BAG-094")),
        ("optional", "application/x-tar", Tar, None),
    ] {
        let accept =
            format!("\"Serialization\": \"{rule}\", \"Accept-Serialization\": [\"{accepted}\"]");
        let profile = PROFILE.replace("\"Serialization\": \"optional\"", &accept);
        let profile = Profile::parse(profile.as_bytes(), "p").unwrap();
        let mut findings = Findings::new();
        profile.judge_container(kind, &mut findings);
        assert_eq!(findings.iter().next().map(|f| f.code.id), code, "{rule} {kind:?}");
    }
}

#[test]
fn profiles_that_contradict_themselves_are_refused() {
    for (from, to) in [
        ("{", "["),
        ("BagIt-Profile-Info", "Info"),
        ("\"Manifests-Allowed\": [\"sha256\"]", "\"Manifests-Allowed\": [\"md5\"]"),
        ("meta/*.xml", "other/*"),
        ("\"optional\"", "\"perhaps\""),
        ("\"false\"", "\"maybe\""),
    ] {
        let error = Profile::parse(PROFILE.replacen(from, to, 1).as_bytes(), "p").unwrap_err();
        assert!(error.is(&codes::bag::PROFILE_INVALID), "{from}: {error}");
    }
}

/// Codes that no bag of this table can show, and where they are shown.
const ELSEWHERE: [&str; 6] = [
    "E-BAG-033", // needs ten million lines: the unit test of the manifest reader
    "E-BAG-080", // profiles_that_contradict_themselves_are_refused
    "E-BAG-094", // containers_are_judged_by_profiles
    "E-BAG-099", // a profile is asked for and the package is no bag: the command line's tests
    "W-BAG-100", // tests/bags_in_containers.rs
    "E-BAG-101", // tests/bags_in_containers.rs
];

#[test]
fn no_code_is_without_a_sample() {
    for code in codes::bag::ALL {
        let shown = SAMPLES.iter().any(|(id, ..)| *id == code.id)
            || PROFILE_SAMPLES.iter().any(|(id, ..)| *id == code.id)
            || ELSEWHERE.contains(&code.id);
        assert!(shown, "{} has no sample", code.id);
    }
}

/// A placeholder without a fact becomes a question mark, and no text asks anything.
fn assert_filled(verdict: &Verdict) {
    for finding in verdict.findings.iter() {
        for lang in [Lang::En, Lang::De] {
            let text = finding.message(lang) + &finding.hint(lang);
            assert!(!text.contains('?'), "{}: {text}", finding.code.id);
        }
    }
}

/// What an export writes is a bag without any finding, odd names included.
pub fn export(root: &std::path::Path, names: &[&str]) {
    let mut writer = BagWriter::new(Vec::new());
    for name in names {
        let place = root.join("data").join(name);
        fs::create_folders(place.parent().unwrap()).unwrap();
        fs::create_new(&place).unwrap().write_all(name.as_bytes()).unwrap();
        let sum = digest::Hasher::digest(digest::Algorithm::Sha512, name.as_bytes());
        writer.payload(name.as_bytes(), &sum, name.len() as u64).unwrap();
    }
    let entries = [
        ("Source-Organization".to_owned(), "Stadtarchiv Chemnitz".to_owned()),
        ("External-Description".to_owned(), "Niederschriften und Anlagen ".repeat(9)),
    ];
    let day = jiff::civil::date(2026, 1, 31);
    let (manifest, files) = writer.finish(day, &entries, &[]);
    let manifest = [("manifest-sha512.txt", manifest)];
    for (name, content) in files.iter().chain(&manifest) {
        fs::create_new(&root.join(name)).unwrap().write_all(content).unwrap();
    }
}

#[test]
fn exports_are_without_findings() {
    let folder = tempfile::tempdir().unwrap();
    export(folder.path(), &["a", "b/c ä.txt", "100%25", "line\nbreak\r", " blank "]);
    let verdict = check(folder.path(), None).unwrap();
    assert!(verdict.findings.is_empty(), "{:?}", verdict.codes());
    assert_eq!(verdict.bag.info.oxum.unwrap().files, 5);
}
