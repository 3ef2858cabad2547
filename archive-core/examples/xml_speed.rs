//! How fast XML is read: the guarded reader beside quick-xml alone, on a METS of 200,000 files and
//! on a PREMIS document of our own writing, in turn.
//! `cargo run --release -p archive-core --example xml_speed [MiB] [rounds] [which]`
#![allow(clippy::print_stdout, reason = "an example that measures")]

use archive_core::digest::{Algorithm, Hasher};
use archive_core::metadata::mets;
use archive_core::metadata::premis::{self, FileObject, Writer};
use archive_core::xml;
use std::time::Instant;

fn document(bytes: usize) -> Vec<u8> {
    let digests = [Hasher::digest(Algorithm::Sha512, b"x")];
    let mut writer = Writer::new(Vec::with_capacity(bytes)).expect("memory takes every byte");
    let one = |number: usize, writer: &mut Writer<Vec<u8>>| {
        let id = format!("original/{number:06}");
        let location = format!("content/original/{number:06}.pdf");
        let file = FileObject {
            id: &id,
            name: "Bauakten/1990/Straße der Nationen/Bescheid vom 12. März.pdf",
            raw: None,
            size: 40_000 + number as u64,
            digests: &digests,
            modified: None,
            location: Some(("logical path", &location)),
            known: None,
        };
        writer.file(&file).expect("memory takes every byte");
    };
    let each = 1_000;
    (0..bytes / each).for_each(|number| one(number, &mut writer));
    writer.finish().expect("memory takes every byte")
}

/// The file section of a METS of so many files, as packages carry them.
fn listing_of(files: usize) -> Vec<u8> {
    let digest = Hasher::digest(Algorithm::Sha512, b"x");
    let mut out = br#"<?xml version="1.0" encoding="UTF-8"?>
<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink" OBJID="x">
  <fileSec>
    <fileGrp USE="Representations/original">
"#
    .to_vec();
    for number in 0..files {
        out.extend_from_slice(
            format!(
                "      <file ID=\"file-{number}\" MIMETYPE=\"application/pdf\" SIZE=\"{}\" \
                 CREATED=\"2026-01-01T12:00:00Z\" CHECKSUMTYPE=\"SHA-512\" \
                 CHECKSUM=\"{digest}\">\n        <FLocat LOCTYPE=\"URL\" \
                 xlink:type=\"simple\" xlink:href=\"data/Akte%20{number}/Bescheid.pdf\"/>\n      \
                 </file>\n",
                40_000 + number
            )
            .as_bytes(),
        );
    }
    out.extend_from_slice(b"    </fileGrp>\n  </fileSec>\n</mets>\n");
    out
}

fn bare(bytes: &[u8]) -> usize {
    let mut reader = quick_xml::NsReader::from_reader(bytes);
    let (mut buffer, mut events) = (Vec::new(), 0);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).expect("it is well-formed") {
            quick_xml::events::Event::Eof => return events,
            _ => events += 1,
        }
    }
}

fn timed(name: &str, bytes: &[u8], work: impl FnOnce() -> usize) {
    if std::env::args().nth(3).is_some_and(|which| which != name) {
        return;
    }
    let begun = Instant::now();
    let count = work();
    let seconds = begun.elapsed().as_secs_f64();
    let rate = f64::from(u32::try_from(bytes.len() >> 10).unwrap_or(u32::MAX)) / 1024.0 / seconds;
    println!("{name:>12} {seconds:7.3} s {rate:7.0} MiB/s ({count})");
}

fn events(bytes: &[u8]) -> usize {
    let (mut reader, mut events) = (xml::Reader::new(bytes, "x"), 0);
    while reader.token().expect("well-formed") != xml::Token::Eof {
        events += 1;
    }
    events
}

fn both(bytes: &[u8]) {
    timed("quick-xml", bytes, || bare(bytes));
    timed("check", bytes, || {
        usize::try_from(xml::check(bytes, "x").expect("well-formed")).unwrap_or(0)
    });
    timed("events", bytes, || events(bytes));
}

fn main() {
    let number = |index, otherwise| {
        std::env::args().nth(index).and_then(|word| word.parse().ok()).unwrap_or(otherwise)
    };
    let bytes = document(number(1, 100) << 20);
    let listing = listing_of(200_000);
    for _ in 0..number(2, 3) {
        println!("PREMIS, {} MiB", bytes.len() >> 20);
        both(&bytes);
        timed("premis", &bytes, || {
            let mut objects = 0;
            premis::read(&bytes[..], "x", &mut |_| {
                objects += 1;
                Ok(())
            })
            .expect("well-formed");
            objects
        });
        println!("METS, {} MiB", listing.len() >> 20);
        both(&listing);
        timed("mets", &listing, || {
            let mut files = 0;
            mets::reader::read(&listing[..], "x", &mut |_, _| {
                files += 1;
                Ok(())
            })
            .expect("well-formed");
            files
        });
    }
}
