//! Samples of our own, made here; hostile changes of them must neither panic nor hang.

use super::*;
use crate::format::Window;
use std::fmt::Write as _;
use std::io::Write as _;

pub(super) fn facts(bytes: &[u8]) -> String {
    let found = characterise_slice(bytes);
    let mut out = found.state.as_str().to_owned();
    for (name, value) in found.pairs() {
        write!(out, " {name}={value}").unwrap();
    }
    out
}

fn chunk(kind: &[u8], body: &[u8]) -> Vec<u8> {
    let named = [kind, body].concat();
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    [length.as_slice(), &named, &crc32fast::hash(&named).to_be_bytes()].concat()
}

fn png() -> Vec<u8> {
    let head = chunk(b"IHDR", &[0, 0, 0, 3, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
    [b"\x89PNG\r\n\x1a\n".to_vec(), head, chunk(b"IDAT", b"data"), chunk(b"IEND", b"")].concat()
}

fn jpeg() -> Vec<u8> {
    let mut out = b"\xFF\xD8\xFF\xE0\0\x04JF\xFF\xC0\0\x11\x08\0\x02\0\x03\x03".to_vec();
    out.extend_from_slice(&[1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
    out.extend_from_slice(b"\xFF\xDA\0\x02\x12\x34\xFF\0\x56\xFF\xD0\x77\xFF\xD9");
    out
}

fn gif() -> Vec<u8> {
    let mut out = b"GIF89a\x03\0\x02\0\0\0\0".to_vec();
    for _ in 0..2 {
        out.extend_from_slice(b"!\xF9\x04\0\0\0\0\0,\0\0\0\0\x03\0\x02\0\0\x02\x01\x09\0");
    }
    out.push(b';');
    out
}

fn tiff() -> Vec<u8> {
    let mut out = b"II*\0\x08\0\0\0\x06\0".to_vec();
    for (tag, value) in [(256_u16, 3_u32), (257, 2), (258, 8), (262, 1), (273, 0), (279, 8)] {
        out.extend_from_slice(&tag.to_le_bytes());
        out.extend_from_slice(&[4, 0, 1, 0, 0, 0]);
        out.extend_from_slice(&value.to_le_bytes());
    }
    out.extend_from_slice(&[0; 4]);
    out
}

fn wav() -> Vec<u8> {
    let mut out = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
    out.extend_from_slice(&8_000_u32.to_le_bytes());
    out.extend_from_slice(&16_000_u32.to_le_bytes());
    out.extend_from_slice(b"\x02\0\x10\0data\x80\x3e\0\0");
    out.resize(out.len() + 16_000, 0);
    out
}

fn mp3() -> Vec<u8> {
    let mut frame = b"\xFF\xFB\x90\x00".to_vec();
    frame.resize(417, 0);
    frame.repeat(10)
}

fn boxed(kind: &[u8], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 8).unwrap().to_be_bytes();
    [length.as_slice(), kind, body].concat()
}

fn mp4() -> Vec<u8> {
    let mut times = vec![0; 12];
    times.extend_from_slice(&1_000_u32.to_be_bytes());
    times.extend_from_slice(&2_500_u32.to_be_bytes());
    let mut track = vec![0; 76];
    track.extend_from_slice(&[1, 64, 0, 0, 0, 240, 0, 0]);
    let entry = [&[0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 8], b"avc1".as_slice()].concat();
    let media = boxed(b"mdia", &boxed(b"minf", &boxed(b"stbl", &boxed(b"stsd", &entry))));
    let track = boxed(b"trak", &[boxed(b"tkhd", &track), media].concat());
    let movie = boxed(b"moov", &[boxed(b"mvhd", &times), track].concat());
    [boxed(b"ftyp", b"isom\0\0\0\0"), movie].concat()
}

fn matroska() -> Vec<u8> {
    let mut out = b"\x1A\x45\xDF\xA3\x87\x42\x82\x84webm\x18\x53\x80\x67\x01\xFF\xFF\xFF".to_vec();
    out.extend_from_slice(b"\xFF\xFF\xFF\xFF\x15\x49\xA9\x66\x87\x44\x89\x84\x44\x7A\0\0");
    out.extend_from_slice(b"\x16\x54\xAE\x6B\x91\xAE\x8F\x86\x85V_VP8\xE0\x86\xB0\x81\x40\xBA");
    out.extend_from_slice(b"\x81\x30\x1F\x43\xB6\x75\x80");
    out
}

fn pdf() -> Vec<u8> {
    let xmp = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><r xmlns:a='http://www.aiim.org/pdfa/ns/id/' \
               a:part='2'><a:conformance>B</a:conformance></r></x:xmpmeta>";
    let objects = [
        "<</Type/Catalog/Version/1.7/Pages 2 0 R/Metadata 3 0 R>>".to_owned(),
        "<</Type/Pages/Count 3/Kids[]>>".to_owned(),
        format!("<</Length {}>>\nstream\n{xmp}\nendstream", xmp.len()),
    ];
    let (mut out, mut places) = ("%PDF-1.4\n".to_owned(), Vec::new());
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        write!(out, "{} 0 obj\n{object}\nendobj\n", number + 1).unwrap();
    }
    let table = out.len();
    write!(out, "xref\n0 4\n0000000000 65535 f \n").unwrap();
    for at in places {
        writeln!(out, "{at:010} 00000 n ").unwrap();
    }
    write!(out, "trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").unwrap();
    out.into_bytes()
}

/// The same with everything in an object stream and a predicted cross-reference stream.
fn packed_pdf() -> Vec<u8> {
    let deflate = |bytes: &[u8]| {
        let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    };
    let mut out = b"%PDF-1.5\n".to_vec();
    let inside = deflate(b"1 0 2 17 <</Pages 2 0 R>> <</Count 7>>");
    let objects = out.len();
    let head = "3 0 obj<</Type/ObjStm/N 2/First 9/Filter/FlateDecode/Length";
    writeln!(out, "{head} {}>>stream", inside.len()).unwrap();
    out.extend_from_slice(&inside);
    out.extend_from_slice(b"\nendstream endobj\n");
    let at = u8::try_from(out.len()).unwrap();
    let rows =
        [[0, 0, 0], [2, 3, 0], [2, 3, 1], [1, u8::try_from(objects).unwrap(), 0], [1, at, 0]];
    let mut table = Vec::new();
    let mut above = [0_u8; 3];
    for row in rows {
        table.push(2);
        table.extend((0..3).map(|i| row[i].wrapping_sub(above[i])));
        above = row;
    }
    let table = deflate(&table);
    let parms = "/DecodeParms<</Predictor 12/Columns 3>>/Filter/FlateDecode";
    let head = format!("4 0 obj<</Type/XRef/W[1 1 1]/Size 5/Root 1 0 R{parms}/Length");
    writeln!(out, "{head} {}>>stream", table.len()).unwrap();
    out.extend_from_slice(&table);
    write!(out, "\nendstream endobj\nstartxref\n{at}\n%%EOF").unwrap();
    out
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut out = ::zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        let method = if *name == "mimetype" {
            ::zip::CompressionMethod::Stored
        } else {
            ::zip::CompressionMethod::Deflated
        };
        let options = ::zip::write::SimpleFileOptions::default().compression_method(method);
        out.start_file(*name, options).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn docm() -> Vec<u8> {
    zipped(&[
        ("[Content_Types].xml", "<Types/>"),
        ("docProps/app.xml", "<Properties><Pages>4</Pages><Words>99</Words></Properties>"),
        ("word/vbaProject.bin", "x"),
    ])
}

fn odt() -> Vec<u8> {
    let meta = "<m xmlns:meta='urn:oasis:names:tc:opendocument:xmlns:meta:1.0'>\
                <meta:document-statistic meta:page-count='2' meta:word-count='5'/></m>";
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("meta.xml", meta),
        ("META-INF/manifest.xml", "<manifest/>"),
    ])
}

fn samples() -> Vec<Vec<u8>> {
    let text = "<?xml version='1.0'?><a xmlns='urn:x'>ä</a>".as_bytes().to_vec();
    vec![
        png(),
        jpeg(),
        gif(),
        tiff(),
        wav(),
        mp3(),
        mp4(),
        matroska(),
        pdf(),
        packed_pdf(),
        docm(),
        odt(),
        text,
    ]
}

#[test]
fn images_have_size_and_colour() {
    let rgb = "width=3 height=2 bits=8 colour=rgb";
    assert_eq!(facts(&png()), format!("sound kind=png {rgb}"));
    assert_eq!(facts(&jpeg()), "sound kind=jpeg width=3 height=2 bits=8 colour=ycbcr");
    let gif = facts(&gif());
    assert_eq!(gif, "sound kind=gif version=89a width=3 height=2 colour=palette frames=2");
    let tiff = facts(&tiff());
    assert_eq!(tiff, "sound kind=tiff width=3 height=2 bits=8 colour=grey pages=1");
}

#[test]
fn documents_have_pages_and_claims() {
    let flags = "encrypted=false catalog-version=1.7 pages=3 signature=false attachments=false";
    assert_eq!(facts(&pdf()), format!("sound kind=pdf version=1.4 {flags} pdfa-claim=2b"));
    let packed = facts(&packed_pdf());
    assert!(packed.starts_with("sound kind=pdf version=1.5 encrypted=false pages=7"), "{packed}");
    let docm = facts(&docm());
    assert_eq!(docm, "sound kind=ooxml entries=3 encrypted=false macros=true pages=4 words=99");
    let odt = facts(&odt());
    assert_eq!(odt, "sound kind=odf entries=3 macros=false encrypted=false pages=2 words=5");
}

#[test]
fn sound_and_film_have_a_duration() {
    let wav = facts(&wav());
    assert_eq!(
        wav,
        "sound kind=wav codec=pcm channels=1 sample-rate=8000 bits=16 duration-ms=1000"
    );
    assert_eq!(facts(&mp3()), "sound kind=mp3 sample-rate=44100 channels=2 duration-ms=261");
    assert_eq!(
        facts(&mp4()),
        "sound kind=mp4 brand=isom duration-ms=2500 width=320 height=240 codec=avc1 tracks=1"
    );
    assert_eq!(
        facts(&matroska()),
        "sound codec=V_VP8 kind=webm width=64 height=48 tracks=1 duration-ms=1000"
            .replace("codec=V_VP8 kind=webm", "kind=webm codec=V_VP8")
    );
}

#[test]
fn texts_have_an_encoding() {
    assert_eq!(facts(b"a\nb\n"), "sound kind=text encoding=us-ascii line-ends=lf");
    assert_eq!(facts("ä\r\nb".as_bytes()), "sound kind=text encoding=utf-8 line-ends=crlf");
    assert_eq!(
        facts(b"Gr\xFC\xDFe\ran\nalle"),
        "sound kind=text encoding=windows-1252 encoding-guessed=true line-ends=mixed"
    );
    let wide = facts(b"\xFF\xFEa\0b\0");
    assert_eq!(wide, "sound byte-order-mark=true kind=text encoding=utf-16le");
    assert_eq!(facts(b""), "not-looked");
    assert_eq!(facts(b"a\0b"), "not-looked");
    let xml = facts(b"<?xml version='1.0' encoding='iso-8859-1'?><a xmlns='urn:x'>\xE4</a>");
    assert_eq!(xml, "sound kind=xml encoding=windows-1252 root=a namespace=urn:x");
    assert!(facts(b"<?xml version='1.0'?><a>").starts_with("damaged kind=xml"));
    let found = characterise_slice(b"<?xml version='1.0'?><!DOCTYPE a><a/>");
    assert_eq!(found.state, State::NotLooked(Unseen::Doctype));
}

#[test]
fn a_cut_file_is_damaged() {
    for sample in [png(), jpeg(), gif(), tiff(), wav(), mp3(), mp4(), pdf(), packed_pdf(), docm()] {
        let cut = &sample[..sample.len() * 3 / 4];
        let found = characterise_slice(cut);
        let damaged = matches!(found.state, State::Damaged(_));
        assert!(damaged, "{:?} of {:?}", found, &sample[..8]);
    }
}

#[test]
fn a_changed_checksum_is_noticed() {
    let mut png = png();
    let last = png.len() - 14;
    png[last] ^= 1;
    assert_eq!(characterise_slice(&png).state, State::Damaged(Damage::BadChecksum));
}

#[test]
fn facts_of_a_file_with_a_hole_are_those_of_its_ends() {
    let pdf = pdf();
    let head = pdf[..40].to_vec();
    let tail = pdf[pdf.len() - 200..].to_vec();
    let window = Window { head, tail, size: pdf.len() as u64, ..Window::default() };
    let found = characterise(&window);
    assert_eq!(found.get(Fact::Version), Some(&Value::from("1.4")));
    assert_eq!(found.state, State::NotLooked(Unseen::Hole));
    let (head, tail) = (b"abc\n".to_vec(), b"xyz".to_vec());
    let text = Window { head, tail, size: 100, ..Window::default() };
    assert_eq!(characterise(&text).state, State::NotLooked(Unseen::Hole));
}

#[test]
fn facts_are_kept_as_json() {
    let found = characterise_slice(&png());
    let text = serde_json::to_string(&found).unwrap();
    assert!(text.starts_with(r#"{"state":"sound","facts":[["kind","png"],["width",3]"#), "{text}");
    assert_eq!(serde_json::from_str::<Characteristics>(&text).unwrap(), found);
    for fact in Fact::ALL {
        assert_eq!(serde_json::to_value(fact).unwrap(), fact.as_str());
    }
    for state in [State::Damaged(Damage::NotWellFormed), State::NotLooked(Unseen::UnknownKind)] {
        let value = serde_json::to_value(state).unwrap();
        assert_eq!(value[state.as_str()], state.reason().unwrap());
    }
}

/// Small repeatable chance (xorshift64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 1).unwrap() % bound.max(1)
    }

    /// Changes some bytes, or cuts, doubles or fills a piece.
    fn spoil(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(4) {
            if bytes.is_empty() {
                return;
            }
            let at = self.below(bytes.len());
            let end = (at + 1 + self.below(8)).min(bytes.len());
            match self.below(6) {
                0 => bytes[at] ^= 1 << self.below(8),
                1 => bytes[at..end].fill(0xFF),
                2 => bytes[at..end].fill(0),
                3 => bytes.truncate(at),
                4 => drop(bytes.drain(at..end)),
                _ => {
                    let piece = bytes[at..end].to_vec();
                    let place = self.below(bytes.len());
                    bytes.splice(place..place, piece);
                }
            }
        }
    }
}

fn spoiled(samples: &[Vec<u8>], rounds: usize) {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for sample in samples {
        for _ in 0..rounds {
            let mut bytes = sample.clone();
            dice.spoil(&mut bytes);
            let begin = std::time::Instant::now();
            let found = characterise_slice(&bytes);
            assert!(begin.elapsed().as_secs() < 2, "{found:?}");
            let (head, tail) = (dice.below(bytes.len() + 1), dice.below(bytes.len() + 1));
            let window = Window {
                head: bytes[..head].to_vec(),
                tail: bytes[bytes.len() - tail..].to_vec(),
                size: bytes.len() as u64,
                ..Window::default()
            };
            std::hint::black_box(characterise(&window));
        }
    }
}

#[test]
fn spoiled_samples_harm_nothing() {
    spoiled(&samples(), 3_000);
    spoiled(&media_tests::samples(), 3_000);
}

#[test]
fn spoiled_files_of_others_harm_nothing() {
    let shared = std::env::var_os("ARCHIVE_SHARED").map_or_else(
        || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        Into::into,
    );
    let mut folders =
        vec![shared.join("corpora/format-corpus"), shared.join("corpora/verapdf-corpus")];
    let mut samples = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = crate::fs::read_folder(&folder) else { continue };
        for entry in entries {
            let path = folder.join(&entry.name);
            if crate::fs::is_folder(&path) {
                folders.push(path);
            } else if let Ok(bytes) = crate::fs::read(&path, 1 << 20) {
                samples.push(bytes);
            }
        }
    }
    if samples.is_empty() {
        println!("skipped: no corpora in {}", shared.display());
        return;
    }
    spoiled(&samples, 20);
}

/// Speed is told, not judged: `cargo test --release -- --ignored --nocapture facts_speed`.
#[test]
#[ignore = "a measurement, for an idle machine"]
fn facts_speed() {
    let text = "Der Bescheid vom gestrigen Tage.\n".repeat(1_250).into_bytes();
    let noise: Vec<u8> = (0..40_000_u32).map(|i| (i * 7 + i / 251).to_le_bytes()[0]).collect();
    for (name, bytes) in [("text", text), ("noise", noise), ("pdf", pdf()), ("docm", docm())] {
        let begin = std::time::Instant::now();
        for _ in 0..2_000 {
            std::hint::black_box(characterise_slice(std::hint::black_box(&bytes)));
        }
        println!("{name} ({} bytes): {:?}", bytes.len(), begin.elapsed() / 2_000);
    }
}
