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

#[test]
fn warnings_are_seen_and_names_cannot_write_to_the_terminal() {
    let place = Place::new();
    place.write("falsch.pdf", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    place.write("bild.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    place.write("ordner.d/a", b"Guten Tag");
    let said = |words: &[&str]| place.run(words).out;
    let mark = "  [W-FMT-010: The extension does not fit the format]\n";
    assert!(said(&["identify", "falsch.pdf"]).ends_with(mark), "{}", said(&["identify", "."]));
    assert!(!said(&["identify", "bild.png"]).contains("W-FMT"));
    assert!(!said(&["identify", "ordner.d/a"]).contains("W-FMT"));
    let german = place.german(&["identify", "falsch.pdf"]).out;
    assert!(german.contains("[W-FMT-010: Die Endung passt nicht zum Format]"), "{german}");

    let bad =
        SIGNATURES.replace("Akte\"", "A\u{9b}31m\u{202e}e\"").replace("\"2\"", "\"x\u{85}2\"");
    let bad =
        bad.replace("fmt/99999", "fmt/\u{200b}9").replace("PUID", "MIMEType=\"a/b, c/d\" PUID");
    place.write("bad.xml", bad.as_bytes());
    place.write("x.ma", b"MA");
    let words = ["identify", "x.ma", "--signatures", "bad.xml"];
    let shown = said(&words);
    assert!(shown.contains("A\\u{9b}31m\\u{202e}e x\\u{85}2"), "{shown}");
    assert!(shown.starts_with("fmt/\\u{200b}9"), "{shown}");
    let file = &place.run(&[&words[..], &["--json"]].concat()).of("file")[0];
    assert_eq!(file["mime"], "a/b", "that of the first format, and one of them");
}

/// An archive with a bag that another archive handed out: a PNG that says it is a PDF, one that
/// says what it is, and tag files.
fn with_a_bag() -> (Place, String) {
    let place = Place::new();
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    place.write("bilder/falsch.pdf", png);
    place.write("bilder/bild.png", png);
    place.run(&["init", "arc"]);
    place.run(&["--archive", "arc", "tenant", "add", "chemnitz", "--name", "Chemnitz"]);
    let run = place.run(&["--archive", "arc", "--json", "ingest", "bilder"]);
    let id = run.of("package")[0]["aip"].as_str().expect("stored").to_owned();
    let words = ["--archive", "arc", "export", &id, "--to", "out", "--as", "bagit"];
    assert_eq!(place.run(&words).code, 0);
    let bag = format!("out/{}", id.trim_start_matches("urn:uuid:"));
    place.run(&["init", "second"]);
    place.run(&["--archive", "second", "tenant", "add", "chemnitz", "--name", "Chemnitz"]);
    let run = place.run(&["--archive", "second", "--json", "ingest", &bag]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let id = run.of("package")[0]["aip"].as_str().expect("stored").to_owned();
    (place, id)
}

#[test]
fn the_report_tells_its_rows_apart_and_search_counts_the_same_files() {
    let (place, id) = with_a_bag();
    let archive = |words: &[&str]| place.run(&[&["--archive", "second"], words].concat());
    let report = archive(&["formats", "report"]).out;
    assert!(report.contains("OLDEST FILE") && report.contains("  NOTE\n"), "{report}");
    let png: Vec<_> = report.lines().filter(|line| line.starts_with("fmt/11")).collect();
    let marked = png.iter().filter(|line| line.contains("  extension mismatch")).count();
    assert_eq!((png.len(), marked), (2, 1), "{report}");
    let last = report.lines().last().expect("totals").split_whitespace().collect::<Vec<_>>();
    assert_eq!(last[..2], ["total", "2"], "{report}");
    let german = place.german(&["--archive", "second", "formats", "report"]).out;
    assert!(german.contains("ÄLTESTE DATEI") && german.contains("  warnen "), "{german}");
    assert!(
        german.contains("  Endung passt nicht; beschädigt\n") && german.contains("\ngesamt "),
        "{german}"
    );

    let files = archive(&["show", &id, "--files", "--json"]).of("file");
    let sent = files.iter().find(|file| file["part"] == "submission").expect("tag files");
    let tag = sent["puids"][0].as_str().expect("known");
    let found = |puid: &str| archive(&["search", "--format", puid, "--json"]).of("package").len();
    assert_eq!((found("fmt/11"), found(tag)), (1, 0), "what was sent along does not count");
    let listed = archive(&["show", &id, "--files"]).out;
    let line = listed.lines().find(|line| line.ends_with("bild.png")).expect("listed");
    assert!(line.contains("Z  fmt/11 ") && line.matches('.').count() == 1, "whole seconds: {line}");
}

#[test]
fn a_search_says_that_nothing_was_found_and_what_no_puid_is() {
    let (place, _) = with_a_bag();
    let words = ["--archive", "second", "search", "gibtsnicht"];
    assert_eq!(place.run(&words).out, "Nothing found.\n");
    assert_eq!(place.german(&words).out, "Nichts gefunden.\n");
    assert_eq!(place.run(&[&words[..], &["--json"]].concat()).out, "");
    let wrong = place.run(&["--archive", "second", "search", "--format", "foo"]);
    assert_eq!((wrong.code, wrong.err.contains("E-CLI-002")), (2, true), "{}", wrong.err);
    assert!(wrong.err.contains("a PUID such as fmt/95"), "{}", wrong.err);
}

#[test]
fn a_package_is_shown_as_it_is_described_now() {
    let (place, id) = with_a_bag();
    let archive = |words: &[&str]| place.run(&[&["--archive", "second"], words].concat());
    let set = ["describe", &id, "--set", "title=Großer Umbau", "--set", "reference=A 1"];
    assert_eq!(archive(&set).code, 0);
    let shown = archive(&["show", &id]).out;
    let at = |text: &str| shown.find(text).unwrap_or_else(|| panic!("{text} in {shown}"));
    assert!(at("title: Großer Umbau") < at("\nversion"), "{shown}");
    assert!(!shown.contains("unit:") && shown.matches("fingerprint").count() == 1, "{shown}");
    assert!(at("version               2\n") < at("version               1: 20"), "{shown}");
    let all = archive(&["show", &id, "-v"]).out;
    assert!(all.contains("unit:title") && all.matches("fingerprint").count() == 2, "{all}");
    let german = place.german(&["--archive", "second", "show", &id]).out;
    assert!(german.contains("Titel: Großer Umbau") && german.contains("Signatur: A 1"), "{german}");
}

#[test]
fn wrong_use_names_what_is_accepted_and_what_is_near() {
    let place = Place::new();
    let said = |words: &[&str]| {
        let (english, german) = (place.run(words), place.german(words));
        assert_eq!((english.code, german.code), (2, 2), "{}", english.err);
        (english.err, german.err)
    };
    let (en, de) = said(&["export", "x", "--to", "y", "--as", "folder"]);
    assert!(en.contains("; accepted: files, bagit, ocfl, eark-aip, eark-dip."), "{en}");
    assert!(de.contains("; zulässig: files, bagit, ocfl, eark-aip, eark-dip."), "{de}");
    let (en, _) = said(&["list", "--lang", "fr"]);
    assert!(en.contains("; accepted: de, en."), "{en}");
    let (en, de) = said(&["lst"]);
    assert!(en.contains("hint: Perhaps you mean list. "), "{en}");
    assert!(de.contains("Abhilfe: Vielleicht ist list gemeint. "), "{de}");
    let (en, de) = said(&["check", "--jobs", "900", "x"]);
    assert!(en.contains("; accepted: 1 to 256.") && de.contains("; zulässig: 1 bis 256."), "{en}");
    let (en, de) = said(&["check", "--jobs", "many", "x"]);
    assert!(en.contains("a whole number.") && de.contains("eine ganze Zahl."), "{en}");
    let (en, _) = said(&["check", "--jsno", "x"]);
    assert!(en.contains("Perhaps you mean --json. "), "{en}");
}
