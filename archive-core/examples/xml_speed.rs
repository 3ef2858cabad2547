//! How fast XML is read: the guarded reader beside quick-xml alone, on a PREMIS document of our
//! own writing, in turn. `cargo run --release -p archive-core --example xml_speed [MiB] [rounds]`
#![allow(clippy::print_stdout, reason = "an example that measures")]

use archive_core::digest::{Algorithm, Hasher};
use archive_core::metadata::premis::{self, FileObject, Writer};
use archive_core::metadata::xml;
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
    let begun = Instant::now();
    let count = work();
    let seconds = begun.elapsed().as_secs_f64();
    let rate = f64::from(u32::try_from(bytes.len() >> 10).unwrap_or(u32::MAX)) / 1024.0 / seconds;
    println!("{name:>12} {seconds:7.3} s {rate:7.0} MiB/s ({count})");
}

fn main() {
    let number = |index, otherwise| {
        std::env::args().nth(index).and_then(|word| word.parse().ok()).unwrap_or(otherwise)
    };
    let bytes = document(number(1, 100) << 20);
    for _ in 0..number(2, 3) {
        timed("quick-xml", &bytes, || bare(&bytes));
        timed("check", &bytes, || {
            usize::try_from(xml::check(&bytes[..], "x").expect("well-formed")).unwrap_or(0)
        });
        timed("events", &bytes, || {
            let (mut reader, mut events) = (xml::Reader::new(&bytes[..], "x"), 0);
            while reader.next().expect("well-formed") != xml::Event::Eof {
                events += 1;
            }
            events
        });
        timed("premis", &bytes, || {
            let mut objects = 0;
            premis::read(&bytes[..], "x", &mut |_| {
                objects += 1;
                Ok(())
            })
            .expect("well-formed");
            objects
        });
    }
}
