//! `archive identify` and `archive formats`: what they print and what they keep.
#![cfg(feature = "installation")]

mod support;

use support::Place;

/// A signature file with one format, whose files begin with two letters.
const SIGNATURES: &str = r#"<?xml version="1.0"?>
<FFSignatureFile Version="7" xmlns="http://www.nationalarchives.gov.uk/pronom/SignatureFile">
<InternalSignatureCollection><InternalSignature ID="1">
<ByteSequence Reference="BOFoffset"><SubSequence Position="1" SubSeqMinOffset="0"
SubSeqMaxOffset="0"><Sequence>4D41</Sequence></SubSequence></ByteSequence>
</InternalSignature></InternalSignatureCollection>
<FileFormatCollection><FileFormat ID="5" Name="Akte" PUID="fmt/99999" Version="2">
<InternalSignatureID>1</InternalSignatureID><Extension>ma</Extension>
</FileFormat></FileFormatCollection></FFSignatureFile>"#;

const CONTAINERS: &str = "<ContainerSignatureMapping signatureVersion=\"3\"/>";

#[test]
fn files_are_named_in_order_and_folders_walked() {
    let place = Place::new();
    place.write("in/b/bild.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    place.write("in/a.txt", "Grüße".as_bytes());
    place.write("in/falsch.doc", b"%PDF-1.4\n%%EOF");
    let run = place.run(&["identify", "--json", "in", "fehlt"]);
    assert_eq!(run.code, 3, "{}", run.err);
    let files = run.of("file");
    let facts: Vec<_> = files
        .iter()
        .map(|f| (f["path"].as_str().unwrap(), f["puids"][0].as_str(), f["basis"].as_str()))
        .collect();
    let expected = [
        ("in/a.txt", Some("x-fmt/111"), Some("extension")),
        ("in/b/bild.png", Some("fmt/11"), Some("signature")),
        ("in/falsch.doc", Some("fmt/18"), Some("signature")),
    ];
    assert_eq!(facts, expected);
    assert_eq!(files[2]["warnings"][0], "extension mismatch");
    assert_eq!(run.of("error")[0]["code"], "E-SYS-001");
}

#[test]
fn signature_files_are_verified_and_installed() {
    let place = Place::new();
    place.write("signatures.xml", SIGNATURES.as_bytes());
    place.write("containers.xml", CONTAINERS.as_bytes());
    place.write("bad.xml", SIGNATURES.replace("4D41", "4G").as_bytes());
    place.write("x.ma", b"MA\0\x01");
    place.run(&["init", "arc"]);
    let archive = |words: &[&str]| place.run(&[&["--archive", "arc", "--json"], words].concat());
    let puids = |words: &[&str]| archive(words).of("file")[0]["puids"].clone();

    assert!(puids(&["identify", "x.ma"]).as_array().unwrap().is_empty());
    let given = ["identify", "x.ma", "--signatures", "signatures.xml"];
    assert_eq!(puids(&given)[0], "fmt/99999");
    let alone = archive(&["formats", "update", "containers.xml"]);
    assert_eq!(alone.of("error")[0]["code"], "E-FMT-004");
    let bad = archive(&["formats", "update", "bad.xml"]);
    assert_eq!((bad.code, &bad.of("error")[0]["code"]), (6, &"E-FMT-002".into()));
    archive(&["formats", "update", "signatures.xml", "--dry-run"]);
    assert_eq!(archive(&["formats", "list"]).of("table")[0]["source"], "builtin");

    let update = archive(&["formats", "update", "signatures.xml", "containers.xml"]);
    assert_eq!((update.code, &update.of("table")[0]["version"]), (0, &"7+3".into()));
    let list = archive(&["formats", "list"]);
    assert_eq!(list.of("table")[0]["source"], "installed");
    assert_eq!(list.of("format")[0]["extensions"][0], "ma");
    assert_eq!(puids(&["identify", "x.ma"])[0], "fmt/99999");
}
