//! A rebuild hears every witness: what is lost, damaged or forged on a copy is told by name, and
//! does not push a catalog aside that knows better.

use crate::house::{House, codes, id, ingest, write};
use archive_core::aip::AipId;
use archive_core::digest::{Algorithm, Digest, Hasher};
use archive_core::finding::{Finding, Lang};
use archive_core::fs;
use archive_core::ingest::Status;
use archive_core::rebuild::Rebuilt;
use std::path::PathBuf;
use std::sync::atomic::AtomicUsize;

const PREMIS: &str = "metadata/preservation/premis.xml";
const BUNDLE: &str = "representations/original/bundles/000001.zip";

fn rebuild(house: &House, despite_damage: bool) -> Rebuilt {
    let progress = AtomicUsize::new(0);
    house.archive.rebuild_catalog(&id(), "main", despite_damage, 2, &progress).unwrap()
}

fn said<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<String> {
    let mut said: Vec<_> =
        findings.map(|f| format!("{} {}", f.code.id, f.path.clone().unwrap_or_default())).collect();
    said.sort();
    said
}

/// What a rebuild finds, as codes and places; the catalog in use must stay.
fn damage(house: &House) -> Vec<String> {
    let before = house.packages();
    let rebuilt = rebuild(house, false);
    assert!(!rebuilt.exchanged, "{:?}", rebuilt.failed);
    assert_eq!(house.packages(), before, "a catalog that knows more was pushed aside");
    let mut said = said(rebuilt.failed.iter());
    let kept = said.iter().position(|line| line == "E-ARC-045 ").unwrap();
    said.remove(kept);
    said
}

fn stored(house: &House, name: &str) -> (AipId, Forger) {
    let aip = house.store(name).aip.unwrap();
    (aip, Forger::new(house, aip))
}

fn receipts(house: &House) -> Vec<PathBuf> {
    let reports = house.copy("reports/ingest");
    let year = reports.join(fs::read_folder(&reports).unwrap().remove(0).name);
    fs::read_folder(&year).unwrap().into_iter().map(|entry| year.join(entry.name)).collect()
}

/// Somebody who changes a stored package and makes its inventory fit.
struct Forger {
    root: PathBuf,
}

impl Forger {
    fn new(house: &House, aip: AipId) -> Self {
        let root = house.tenant().copies()[0].holdings.object_key(&aip.to_string());
        Self { root: house.copy(root.as_str()) }
    }

    fn inventory(&self) -> String {
        let bytes = fs::read(&self.root.join("inventory.json"), 1 << 20).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    fn set_inventory(&self, text: &str) {
        let sidecar = format!("{} inventory.json\n", sha512(text.as_bytes()));
        for folder in [self.root.clone(), self.root.join("v1")] {
            write(&folder.join("inventory.json"), text.as_bytes());
            write(&folder.join("inventory.json.sha512"), sidecar.as_bytes());
        }
    }

    /// The file that holds the bytes of a logical path.
    fn content(&self, logical: &str) -> PathBuf {
        let inventory: serde_json::Value = serde_json::from_str(&self.inventory()).unwrap();
        let state = inventory["versions"]["v1"]["state"].as_object().unwrap();
        let of = |paths: &serde_json::Value| paths.as_array().unwrap().contains(&logical.into());
        let digest = state.iter().find(|(_, paths)| of(paths)).unwrap().0;
        self.root.join(inventory["manifest"][digest][0].as_str().unwrap())
    }

    /// Changes the bytes behind a logical path, and every digest of them.
    fn edit(&self, logical: &str, change: impl FnOnce(Vec<u8>) -> Vec<u8>) {
        let path = self.content(logical);
        let before = fs::read(&path, 1 << 20).unwrap();
        let after = change(before.clone());
        write(&path, &after);
        let fitting = self.inventory().replace(&sha512(&before).hex(), &sha512(&after).hex());
        self.set_inventory(&fitting);
    }

    /// Puts another text in the place of one in PREMIS.
    fn edit_premis(&self, before: &str, after: &str) {
        self.edit(PREMIS, |bytes| {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains(before), "{before} is not in {text}");
            text.replace(before, after).into_bytes()
        });
    }

    /// Gives the only file of a package another name, wherever it stands.
    fn rename(&self, before: &str, after: &str) {
        self.set_inventory(&self.inventory().replace(before, after));
        self.edit_premis(before, after);
    }
}

fn sha512(bytes: &[u8]) -> Digest {
    Hasher::digest(Algorithm::Sha512, bytes)
}

#[test]
fn a_copy_in_order_gives_the_catalog_without_a_word() {
    let house = House::new();
    house.store("akte");
    let rebuilt = rebuild(&house, false);
    assert!(rebuilt.exchanged && rebuilt.failed.is_empty() && rebuilt.remarks.is_empty());
}

#[test]
fn a_package_without_inventory_is_named_and_stays_in_the_catalog() {
    let house = House::new();
    house.store("heil");
    let (aip, forger) = stored(&house, "akte");
    let root = house.tenant().copies()[0].holdings.object_key(&aip.to_string());
    for folder in [forger.root.clone(), forger.root.join("v1")] {
        fs::remove(&folder.join("inventory.json")).unwrap();
    }
    let expected = [format!("E-ARC-043 {aip}"), format!("E-ING-015 {root}")];
    assert_eq!(damage(&house), expected);
    assert_eq!(house.packages(), 2);
    let rebuilt = rebuild(&house, true);
    assert_eq!(said(rebuilt.failed.iter()), expected);
    assert!(rebuilt.exchanged);
    assert_eq!(house.packages(), 1, "it was asked for");
}

#[test]
fn a_package_that_is_gone_is_known_by_its_receipt() {
    let house = House::new();
    let (aip, forger) = stored(&house, "akte");
    fs::remove_tree(&forger.root).unwrap();
    assert_eq!(damage(&house), [format!("E-ARC-043 {aip}")]);
}

#[test]
fn without_a_readable_catalog_the_damaged_copy_gives_what_it_has() {
    for broken in [None, Some(&b""[..]), Some(b"SQLite format 3\0 and then nothing")] {
        let house = House::new();
        house.store("heil");
        let (aip, forger) = stored(&house, "akte");
        fs::remove_tree(&forger.root).unwrap();
        for suffix in ["", "-wal", "-shm"] {
            let _ = fs::remove(&house.state(&format!("catalog.sqlite{suffix}")));
        }
        if let Some(bytes) = broken {
            write(&house.state("catalog.sqlite"), bytes);
        }
        let rebuilt = rebuild(&house, false);
        assert!(rebuilt.exchanged);
        assert_eq!(said(rebuilt.failed.iter()), [format!("E-ARC-043 {aip}")]);
        assert_eq!(house.packages(), 1);
    }
}

#[test]
fn a_flipped_byte_in_premis_is_damage() {
    let house = House::new();
    let (aip, forger) = stored(&house, "akte");
    let premis = forger.content(PREMIS);
    let text = String::from_utf8(fs::read(&premis, 1 << 20).unwrap()).unwrap();
    // Another title, in XML that is well formed.
    write(&premis, text.replace(">akte<", ">bkte<").as_bytes());
    let found = damage(&house);
    assert_eq!(codes(&found), ["E-ARC-043", "E-ING-015"], "{found:?}");
    assert!(found[0].contains(&aip.to_string()));
}

#[test]
fn a_forged_name_contradicts_fingerprints_and_receipt() {
    let house = House::new();
    let (aip, forger) = stored(&house, "akte");
    forger.rename("a.txt", "b.txt");
    let rebuilt = rebuild(&house, false);
    let told: Vec<_> = rebuilt.failed.iter().map(|f| f.message(Lang::En)).collect();
    let real = sha512(format!("{} 4 a.txt\n", sha512(b"akte")).as_bytes()).hex();
    let false_one = sha512(format!("{} 4 b.txt\n", sha512(b"akte")).as_bytes()).hex();
    for words in
        [["files, fingerprint is", &false_one, &real], ["payload_fingerprint", &false_one, &real]]
    {
        assert!(told.iter().any(|told| words.iter().all(|word| told.contains(word))), "{told:#?}");
    }
    assert!(told.iter().any(|told| told.contains("its receipt: inventory is")), "{told:#?}");
    assert_eq!(codes(&damage(&house)), ["E-ARC-040", "E-ARC-041", "E-ARC-041"]);
    for said in [house.doctor(true, false, false), house.reconcile()] {
        assert!(said.contains(&format!("E-ARC-040 {aip}")), "{said:?}");
        assert!(said.contains(&format!("E-ARC-041 {aip}")), "{said:?}");
    }
}

/// As in an installation that never had a ledger.
fn without_ledger(house: &House) {
    for place in [house.copy("ledger"), house.state("ledger"), house.path("archive/keys")] {
        fs::remove_tree(&place).unwrap();
    }
}

#[test]
fn who_forges_premis_too_is_found_by_the_receipt() {
    let house = House::new();
    let (aip, forger) = stored(&house, "akte");
    forger.rename("a.txt", "b.txt");
    let line = |name: &str| sha512(format!("{} 4 {name}\n", sha512(b"akte")).as_bytes()).hex();
    forger.edit_premis(&line("a.txt"), &line("b.txt"));
    assert_eq!(damage(&house), [0; 3].map(|_| format!("E-ARC-040 {aip}")));
    // Without a receipt the ledger knows better, and without both nothing but the catalog does.
    fs::remove_tree(&house.copy("reports/ingest")).unwrap();
    assert_eq!(damage(&house), [format!("E-LED-031 {aip}")]);
    without_ledger(&house);
    let found = house.doctor(false, true, true);
    assert_eq!(codes(&found), ["E-ARC-018", "E-ARC-016"]);
    let found = house.reconcile();
    assert!(!codes(&found).contains(&"I-ARC-034"), "no receipt is given: {found:?}");
}

#[test]
fn a_receipt_of_another_copy_is_not_given_to_a_forged_package() {
    let house = House::with_copies(&["main", "second"]);
    let (aip, forger) = stored(&house, "akte");
    forger.edit_premis(">folder<", ">file<");
    fs::remove_tree(&house.copy("reports/ingest")).unwrap();
    let found = house.reconcile();
    assert_eq!(found, [format!("E-LED-031 {aip}")]);
    without_ledger(&house);
    let found = house.reconcile();
    assert!(found.contains(&format!("E-ARC-040 {aip}")), "{found:?}");
    assert!(found.contains(&format!("E-ARC-018 {aip}")), "{found:?}");
    assert!(!codes(&found).contains(&"I-ARC-034"), "{found:?}");
}

#[test]
fn names_that_lead_out_are_damage_wherever_they_stand() {
    let house = House::new();
    let (_aip, forger) = stored(&house, "akte");
    forger.rename("a.txt", "../a.txt");
    assert_eq!(codes(&damage(&house)), ["E-ARC-043", "E-ARC-046"]);
    let house = House::new();
    for number in 0..300 {
        house.write(&format!("akte/ab{number:04}"), b"x");
    }
    let outcome = ingest(&house.tenant(), &house.path("akte"));
    assert_eq!(outcome.status, Status::Stored);
    let forger = Forger::new(&house, outcome.aip.unwrap());
    forger.edit(BUNDLE, |bytes| in_index(bytes, "path=\"ab0007\"", "path=\"../007\""));
    assert_eq!(codes(&damage(&house)), ["E-ARC-043", "E-ARC-046"]);
    forger.edit(BUNDLE, |bytes| in_index(bytes, "path=\"../007\"", "path=\"ab0008\""));
    assert_eq!(codes(&damage(&house)), ["E-ARC-043", "E-ARC-046"], "a name that is there twice");
    forger.edit(BUNDLE, |bytes| in_index(bytes, "path=\"ab0008\" size", "path=\"ab9999\" size"));
    assert_eq!(codes(&damage(&house))[0], "E-ARC-040");
}

/// Puts a text of the same length into the index of a bundle, and its CRC-32 into both headers.
fn in_index(mut bytes: Vec<u8>, before: &str, after: &str) -> Vec<u8> {
    let find = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).position(|w| w == what);
    assert_eq!(before.len(), after.len());
    let header = bytes.windows(4).rposition(|w| w == b"PK\x03\x04").unwrap();
    let begin = header + 39;
    let end = begin + find(&bytes[begin..], b"PK\x01\x02").unwrap();
    let at = begin + find(&bytes[begin..end], before.as_bytes()).unwrap();
    bytes[at..at + after.len()].copy_from_slice(after.as_bytes());
    let crc = crc32fast::hash(&bytes[begin..end]).to_le_bytes();
    bytes[header + 14..header + 18].copy_from_slice(&crc);
    let entry = bytes.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    bytes[entry + 16..entry + 20].copy_from_slice(&crc);
    bytes
}

#[test]
fn an_object_in_the_place_of_another_is_damage() {
    let house = House::new();
    let (aip, forger) = stored(&house, "akte");
    let folder = forger.root.parent().unwrap();
    fs::rename(&forger.root, &folder.join("0".repeat(64))).unwrap();
    let found = damage(&house);
    assert_eq!(codes(&found), ["E-ARC-043", "E-ING-015"], "{found:?}");
    assert!(found[0].contains(&aip.to_string()));
}

#[test]
fn a_missing_receipt_is_a_remark() {
    let house = House::new();
    let (aip, _) = stored(&house, "akte");
    fs::remove(&receipts(&house)[0]).unwrap();
    let rebuilt = rebuild(&house, false);
    assert!(rebuilt.exchanged && rebuilt.failed.is_empty(), "{:?}", rebuilt.failed);
    assert_eq!(said(rebuilt.remarks.iter()), [format!("W-ARC-044 {aip}")]);
}

#[test]
fn receipts_that_cannot_be_read_are_damage_and_need_no_memory() {
    let house = House::new();
    stored(&house, "akte");
    let segment = receipts(&house).remove(0);
    let good = fs::read(&segment, 1 << 20).unwrap();
    let text = String::from_utf8(good.clone()).unwrap();
    let version = text.replace("\"version\":1", "\"version\":0");
    let digest = text.replace("\"inventory\":\"", "\"inventory\":\"x");
    for bad in [
        &good[..good.len() / 2],
        b"",
        b"{}\n",
        &vec![b' '; 70 << 10],
        &vec![b'\n'; 17 << 20],
        version.as_bytes(),
        digest.as_bytes(),
    ] {
        write(&segment, bad);
        assert_eq!(codes(&damage(&house)), ["E-ING-016"], "{} bytes", bad.len());
    }
    write(&segment, &good[..good.len() - 1]);
    assert!(rebuild(&house, false).failed.is_empty(), "a line feed is all that is missing");
}

#[test]
fn receipts_that_contradict_each_other_are_told() {
    let house = House::new();
    let (aip, _) = stored(&house, "akte");
    let segment = receipts(&house).remove(0);
    let text = String::from_utf8(fs::read(&segment, 1 << 20).unwrap()).unwrap();
    let later = segment.with_file_name("ffffffff-0000-7000-8000-000000000000.jsonl");
    write(&later, text.as_bytes());
    assert!(rebuild(&house, false).failed.is_empty(), "the same twice is no contradiction");
    write(&later, text.replace("\"files\":1", "\"files\":2").as_bytes());
    let rebuilt = rebuild(&house, false);
    assert_eq!(
        said(rebuilt.failed.iter()),
        ["E-ARC-042 ".to_owned() + &aip.to_string(), "E-ARC-045 ".into()]
    );
    let told = rebuilt.failed.iter().next().unwrap().message(Lang::En);
    assert!(told.contains("files is 1 in the first, 2 in a later one"), "{told}");
}

#[test]
fn the_doctor_names_the_packages_in_which_catalogs_differ() {
    let house = House::new();
    let (aip, forger) = stored(&house, "akte");
    house.store("andere");
    let text = forger.inventory();
    assert!(text.contains("\"created\""));
    forger.edit_premis(">akte<", ">Akte<");
    fs::remove_tree(&house.copy("reports/ingest")).unwrap();
    without_ledger(&house);
    let options =
        archive_core::doctor::Options { full: false, reconcile: true, dry_run: true, threads: 1 };
    let findings = archive_core::doctor::examine(&house.archive, options).unwrap();
    let told = findings.iter().find(|f| f.code.id == "E-ARC-016").unwrap().message(Lang::En);
    assert!(told.contains(&aip.to_string()), "{told}");
}
