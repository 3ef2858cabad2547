//! Format identification, held against the test files that PRONOM's own tools use.
#![expect(clippy::print_stdout, reason = "what was skipped or differs is told")]

use archive_core::finding::codes::{fmt, xml};
use archive_core::format::{Basis, Follower, Identification, Registry, Warning, Window};
use archive_core::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

const SIGNATURES: &str =
    "corpora/pronom-signatures/droid/droid-results/src/main/resources/DROID_SignatureFile_V122.xml";
const CONTAINERS: &str = "corpora/pronom-signatures/droid/droid-container/src/main/resources/\
                          container-signature-20260119.xml";

/// The shared test data, where this machine has it.
fn shared() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let shared = std::env::var_os("ARCHIVE_SHARED").map_or(beside, PathBuf::from);
    if shared.join(SIGNATURES).is_file() && shared.join("corpora/pronom-skeletons").is_dir() {
        return Some(shared);
    }
    println!("SKIPPED: the signature files and skeletons of PRONOM are not on this machine");
    None
}

fn pronom(shared: &Path) -> Registry {
    Registry::open(&shared.join(SIGNATURES), Some(&shared.join(CONTAINERS)))
        .expect("the published files are read")
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_folder(folder).expect("a folder") {
        let path = folder.join(&entry.name);
        if path.is_dir() { files(&path, out) } else { out.push(path) }
    }
}

fn bytes_of(path: &Path) -> Vec<u8> {
    fs::read(path, 64 << 20).expect("a file of the corpus")
}

fn puids(registry: &Registry, found: &Identification) -> Vec<String> {
    found.formats.iter().map(|id| registry.format(*id).puid.clone()).collect()
}

/// The PUID in the name of a skeleton: `fmt-161-signature-id-…`.
fn expected(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let (kind, rest) = name.split_once("fmt-")?;
    let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
    Some(format!("{kind}fmt/{number}"))
}

#[test]
fn skeletons_are_recognised() {
    let Some(shared) = shared() else { return };
    let registry = pronom(&shared);
    let mut all = Vec::new();
    files(&shared.join("corpora/pronom-skeletons"), &mut all);
    let (mut judged, mut wrong) = (0, Vec::new());
    for path in &all {
        let Some(expected) = expected(path) else { continue };
        let bytes = bytes_of(path);
        let name = path.to_string_lossy();
        let found = registry.identify(&name, &bytes[..]);
        judged += 1;
        let found = puids(&registry, &found);
        if found != [expected.clone()] {
            wrong.push(format!("{expected}: {found:?} {name}"));
        }
    }
    println!("{judged} skeletons, {} not as named:\n{}", wrong.len(), wrong.join("\n"));
    assert!(judged > 1_000);
    assert!(wrong.len() * 100 <= judged, "less than 99 %:\n{}", wrong.join("\n"));
}

#[test]
fn a_file_that_passes_once_gets_the_same_verdict() {
    let Some(shared) = shared() else { return };
    let registry = pronom(&shared);
    let mut all = Vec::new();
    files(&shared.join("corpora/pronom-skeletons"), &mut all);
    let mut follower = Follower::new(&registry);
    for path in &all {
        let bytes = bytes_of(path);
        let name = path.to_string_lossy();
        follower.restart();
        bytes.chunks(1_000).for_each(|chunk| follower.update(chunk));
        assert_eq!(follower.finish(&name), registry.identify(&name, &bytes[..]), "{name}");
    }
}

#[test]
fn nothing_and_text_are_told() {
    let registry = Registry::builtin();
    let basis = |name: &str, bytes: &[u8]| registry.identify(name, bytes).basis;
    assert_eq!(basis("leer", b""), Basis::None);
    assert_eq!(basis("Notiz.txt", "Größe".as_bytes()), Basis::Extension);
    assert_eq!(basis("LIESMICH", b"Guten Tag"), Basis::Text);
    assert_eq!(basis("Daten", b"\0\x01\x02"), Basis::None);
}

#[test]
fn a_name_without_extension_contradicts_nothing() {
    let registry = Registry::builtin();
    let mismatch = |name: &str, bytes: &[u8]| registry.identify(name, bytes).has(Warning::Mismatch);
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice();
    assert!(!mismatch("x.d/a", b"Guten Tag") && mismatch("a.d", b"Guten Tag"));
    assert!(!mismatch("x.d/a", png) && mismatch("a.pdf", png) && !mismatch("a.png", png));
}

/// A registry of formats, each with the body of its only signature, the ending of its files and
/// the formats (by their place) that it is ranked above.
fn registry_of(formats: &[(&str, &str, &[usize])]) -> archive_core::Result<Registry> {
    let (mut signatures, mut all) = (String::new(), String::new());
    for (id, (sequences, extension, over)) in formats.iter().enumerate() {
        let signature = format!("<InternalSignature ID='{id}'>{sequences}</InternalSignature>");
        signatures.push_str(&signature);
        let over = over
            .iter()
            .map(|id| format!("<HasPriorityOverFileFormatID>{id}</HasPriorityOverFileFormatID>"));
        let over: String = over.collect();
        let format = format!(
            "<FileFormat ID='{id}' Name='F{id}' PUID='x/{id}'>\
             <InternalSignatureID>{id}</InternalSignatureID>\
             <Extension>{extension}</Extension>{over}</FileFormat>"
        );
        all.push_str(&format);
    }
    let text = format!(
        "<FFSignatureFile Version='1'><InternalSignatureCollection>{signatures}\
         </InternalSignatureCollection><FileFormatCollection>{all}</FileFormatCollection>\
         </FFSignatureFile>"
    );
    Registry::from_droid(text.as_bytes(), None::<&[u8]>)
}

/// A sequence in the compact form.
fn at(reference: &str, sequence: &str) -> String {
    format!("<ByteSequence Reference='{reference}' Sequence=\"{sequence}\"/>")
}

#[test]
fn the_name_decides_between_formats_without_rank() {
    let (gif, disk) = (at("BOFoffset", "'GIF89a'"), at("BOFoffset", "{8}'NSR02'"));
    let gif_and_more = at("BOFoffset", "'GIF89a'{2}'NSR'");
    let formats = [(&*gif, "gif", &[][..]), (&*disk, "iso", &[])];
    let registry = registry_of(&formats).expect("a signature file");
    let both = b"GIF89a..NSR02".as_slice();
    let found = |name: &str| puids(&registry, &registry.identify(name, both));
    assert_eq!(found("a.gif"), ["x/0"]);
    assert_eq!(found("a.ISO"), ["x/1"]);
    assert_eq!(found("a.txt"), ["x/0", "x/1"]);
    assert!(!registry.identify("a.gif", both).has(Warning::Several));
    // What says all that another says, and more, is the more exact answer.
    let formats = [(&*gif, "gif", &[][..]), (&*gif_and_more, "gif", &[])];
    let registry = registry_of(&formats).expect("a signature file");
    assert_eq!(puids(&registry, &registry.identify("a.gif", both)), ["x/1"]);
}

#[test]
fn ranks_in_a_ring_lose_no_format() {
    let begins = at("BOFoffset", "4D41");
    let one = |ranks: &[&[usize]]| {
        let formats: Vec<_> = ranks.iter().map(|over| (&*begins, "ma", *over)).collect();
        let registry = registry_of(&formats).expect("a signature file");
        puids(&registry, &registry.identify("x.ma", b"MA".as_slice()))
    };
    assert_eq!(one(&[&[1], &[0]]), ["x/0", "x/1"]);
    assert_eq!(one(&[&[1], &[2], &[0]]), ["x/0", "x/1", "x/2"]);
    assert_eq!(one(&[&[1, 2], &[0], &[]]), ["x/0", "x/1"]);
    assert_eq!(one(&[&[1], &[2], &[1]]), ["x/0"]);
    assert_eq!(one(&[&[1], &[2], &[]]), ["x/0"]);
}

#[test]
fn compact_sequences_are_compiled() {
    let has = |reference: &str, sequence: &str, bytes: &[u8]| {
        let sequence = at(reference, sequence);
        let registry = registry_of(&[(&sequence, "x", &[])]).expect("a signature file");
        registry.identify("a.x", bytes).basis == Basis::Signature
    };
    assert!(has("BOFoffset", "4D??41{1-2}(42|4343)", b"M.A..CC"));
    assert!(!has("BOFoffset", "4D??41{1-2}(42|4343)", b".M.A..CC"));
    assert!(has("BOFoffset", "{1-3}4D41", b"...MA") && !has("BOFoffset", "{1-3}4D41", b"MA"));
    assert!(has("BOFoffset", "4D*41", b"M.....A") && !has("BOFoffset", "4D*41", b".M...A"));
    assert!(has("EOFoffset", "4D41", b"....MA") && !has("EOFoffset", "4D41", b"....MA."));
    assert!(has("EOFoffset", "4D41{0-4}", b"....MA.") && has("Variable", "4D41", b"..MA.."));
    for (reference, sequence) in [("BOFoffset", "4G"), ("BOFoffset", ""), ("Middle", "4D")] {
        let sequence = at(reference, sequence);
        let refused = registry_of(&[(&sequence, "x", &[])]).expect_err("refused");
        assert!(refused.is(&fmt::BAD_PATTERN), "{sequence}");
    }
    for nothing in ["", "<ByteSequence Reference='BOFoffset'/>", &at("BOFoffset", "*")] {
        let refused = registry_of(&[(nothing, "x", &[])]).expect_err("refused");
        assert!(refused.is(&fmt::BAD_PATTERN), "{nothing}");
    }
}

#[test]
fn compact_sequences_stand_in_container_files_too() {
    let signatures = "<FFSignatureFile Version='1'><InternalSignatureCollection>\
         <InternalSignature ID='1'><ByteSequence Reference='BOFoffset' Sequence='504B0304'/>\
         </InternalSignature></InternalSignatureCollection><FileFormatCollection>\
         <FileFormat ID='1' Name='ZIP' PUID='x-fmt/263'><InternalSignatureID>1\
         </InternalSignatureID></FileFormat><FileFormat ID='2' Name='A' PUID='x/2'/>\
         </FileFormatCollection></FFSignatureFile>";
    let containers = "<ContainerSignatureMapping signatureVersion='1'><ContainerSignatures>\
         <ContainerSignature Id='1' ContainerType='ZIP'><Files><File><Path>akte.xml</Path>\
         <BinarySignatures><InternalSignatureCollection><InternalSignature ID='1'>\
         <ByteSequence Reference='BOFoffset' Sequence=\"'&lt;akte'\"/></InternalSignature>\
         </InternalSignatureCollection></BinarySignatures></File></Files></ContainerSignature>\
         </ContainerSignatures><FileFormatMappings>\
         <FileFormatMapping signatureId='1' Puid='x/2'/></FileFormatMappings><TriggerPuids>\
         <TriggerPuid ContainerType='ZIP' Puid='x-fmt/263'/></TriggerPuids>\
         </ContainerSignatureMapping>";
    let registry = Registry::from_droid(signatures.as_bytes(), Some(containers.as_bytes()));
    let registry = registry.expect("signature files");
    let found = |content: &str| {
        let zip = zip_of(&[("akte.xml", content)]);
        puids(&registry, &registry.identify("a", &zip[..]))
    };
    assert_eq!(found("<akte/>"), ["x/2"]);
    assert_eq!(found("<anders/>"), ["x-fmt/263"]);
}

/// A ZIP file with these files.
fn zip_of(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(*name, options).expect("a name");
        writer.write_all(content.as_bytes()).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

fn docx() -> Vec<u8> {
    let main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let types = format!("<Types><Override ContentType=\"{main}\"/></Types>");
    zip_of(&[("[Content_Types].xml", &types), ("_rels/.rels", "<x/>")])
}

#[test]
fn what_lies_inside_decides() {
    let registry = Registry::builtin();
    let tell = |name: &str, bytes: &[u8]| {
        let found = registry.identify(name, bytes);
        (puids(&registry, &found), found.basis)
    };
    let one = |puid: &str, basis| (vec![puid.to_owned()], basis);
    assert_eq!(tell("a.docx", &docx()), one("fmt/412", Basis::Container));
    let text = "application/vnd.oasis.opendocument.text";
    let odt = zip_of(&[("mimetype", text), ("content.xml", "<x office:version=\"1.3\"/>")]);
    assert_eq!(tell("a.odt", &odt), one("fmt/1756", Basis::Container));
    assert_eq!(tell("a.zip", &zip_of(&[("a", "b")])), one("x-fmt/263", Basis::Signature));
    // The same with something before it, and with a hole where nothing of use was.
    let (head, tail) = (docx(), docx()[40..].to_vec());
    let mut window = Window { head, tail, size: 1 << 30, ..Window::default() };
    window.head.truncate(40);
    assert!(registry.identify("a.docx", &window).has(Warning::NotInside));
}

#[test]
fn damaged_files_are_judged_quietly() {
    let registry = Registry::builtin();
    let mut state = 7u64;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040);
        usize::try_from(state >> 33).expect("31 bits")
    };
    let mut ole2 = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    ole2.resize(4_096, 0);
    ole2[30] = 9;
    ole2[32] = 6;
    for good in [docx(), ole2] {
        for _ in 0..1_000 {
            let mut bad = good.clone();
            for _ in 0..=random() % 8 {
                let (at, byte) = (8 + random() % (bad.len() - 8), random().to_le_bytes()[0]);
                bad[at] = if byte & 1 == 0 { byte } else { 0xFF };
            }
            bad.truncate(bad.len() - random() % 64);
            let found = registry.identify("a.bin", &bad[..]);
            assert!(found.formats.len() < 8, "{found:?}");
        }
    }
}

#[test]
fn hostile_signature_files_are_refused() {
    let read = |text: &str| Registry::from_droid(text.as_bytes(), None::<&[u8]>).map(|_| ());
    let file = |sequence: &str| {
        format!(
            "<FFSignatureFile Version='1'><InternalSignatureCollection><InternalSignature ID='1'>\
             <ByteSequence Reference='BOFoffset'><SubSequence>{sequence}</SubSequence>\
             </ByteSequence></InternalSignature></InternalSignatureCollection></FFSignatureFile>"
        )
    };
    assert!(read(&file("<Sequence>4D</Sequence>")).is_ok());
    assert!(read("<other/>").unwrap_err().is(&fmt::NOT_SIGNATURES));
    assert!(read(&file("<Sequence>4G</Sequence>")).unwrap_err().is(&fmt::BAD_PATTERN));
    let long = format!("<Sequence>{}</Sequence>", "(00|".repeat(50_000));
    assert!(read(&file(&long)).unwrap_err().is(&fmt::BAD_PATTERN));
    let many = "<RightFragment>00</RightFragment>".repeat(5_000);
    assert!(read(&file(&many)).unwrap_err().is(&fmt::LIMIT));
    assert!(read(&file("")[..120]).unwrap_err().is(&xml::NOT_WELL_FORMED));
    assert!(read(&file("<RightFragment MinOffset='-1'/>")).unwrap_err().is(&xml::UNEXPECTED));
}

#[test]
fn the_compact_table_agrees_with_pronom() {
    let Some(shared) = shared() else { return };
    let (builtin, pronom) = (Registry::builtin(), pronom(&shared));
    let mut all = Vec::new();
    files(&shared.join("corpora/format-corpus"), &mut all);
    files(&shared.join("corpora/verapdf-corpus"), &mut all);
    let (mut judged, mut wrong) = (0, Vec::new());
    for path in &all {
        let (bytes, name) = (bytes_of(path), path.to_string_lossy());
        let expected = puids(&pronom, &pronom.identify(&name, &bytes[..]));
        if expected.iter().all(|puid| builtin.find(puid).is_some()) {
            judged += 1;
            let found = puids(&builtin, &builtin.identify(&name, &bytes[..]));
            if found != expected {
                wrong.push(format!("{expected:?}: {found:?} {name}"));
            }
        }
    }
    println!("{judged} of {} files, {} not alike:\n{}", all.len(), wrong.len(), wrong.join("\n"));
    assert!(judged > 300 && wrong.len() * 100 <= 2 * judged, "{}", wrong.join("\n"));
}
