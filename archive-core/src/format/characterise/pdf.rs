//! PDF (ISO 32000-1): header, cross-reference, catalog and what hangs on it. Objects are looked
//! up where they lie; the file is never read as a whole, so size does not matter.

mod objects;
mod xref;

use super::facts::{Characteristics, Damage, Fact, State, Unseen};
use super::view::{BROKEN, Looked, View};
use crate::xml::{Event, Reader};
use memchr::memmem;
use objects::{Dict, Object};
use xref::Document;

/// How far behind the first byte the header may stand.
const HEADER_BYTES: usize = 1_024;
/// Most form fields that are looked at for a signature.
const FIELDS: usize = 128;
/// Largest XMP packet read, in bytes.
const XMP_BYTES: usize = 1 << 20;
/// The namespace of PDF/A identification (ISO 19005-1, 6.7.11).
const PDFA: &str = "http://www.aiim.org/pdfa/ns/id/";

/// Looks at a PDF file.
pub fn read(view: View<'_>, found: &mut Characteristics) -> Looked {
    found.add(Fact::Kind, "pdf");
    match look(view, found) {
        // An object that ends where the held bytes end looks like one that is cut off.
        Err(State::Damaged(_)) if !view.is_whole() => Err(State::NotLooked(Unseen::Hole)),
        looked => looked,
    }
}

fn look(view: View<'_>, found: &mut Characteristics) -> Looked {
    let head = view.up_to(0, HEADER_BYTES + 16);
    let base = memmem::find(head, b"%PDF-").ok_or(BROKEN)?;
    if let Some(version) = version(&head[base + 5..]) {
        found.add(Fact::Version, version);
    }
    linearised(view, found);
    let mut document = Document::open(view, base as u64)?;
    let encrypted = document.trailer.contains("Encrypt");
    found.add(Fact::Encrypted, encrypted);
    let root = document.trailer.get("Root").cloned().ok_or(BROKEN)?;
    let catalog = match document.resolve(&root) {
        Ok(Object::Dict(catalog)) => catalog,
        // Object streams are encrypted like all others.
        Ok(_) | Err(State::Damaged(_)) if encrypted => {
            return Err(State::NotLooked(Unseen::Encrypted));
        }
        Ok(_) => return Err(BROKEN),
        Err(state) => return Err(state),
    };
    if let Some(Object::Name(version)) = catalog.get("Version") {
        found.add(Fact::CatalogVersion, String::from_utf8_lossy(version).into_owned());
    }
    pages(&mut document, &catalog, found)?;
    extras(&mut document, &catalog, found)?;
    if let Some(claim) = claim(&mut document, &catalog) {
        found.add(Fact::PdfA, claim);
    }
    Ok(())
}

/// `1.7` of `1.7\r\n…`.
fn version(text: &[u8]) -> Option<String> {
    match text.get(..3)? {
        [major @ b'0'..=b'9', b'.', minor @ b'0'..=b'9'] => {
            Some(format!("{}.{}", char::from(*major), char::from(*minor)))
        }
        _ => None,
    }
}

/// The first object of a linearised file says so, and how large the file was then (annex F).
fn linearised(view: View<'_>, found: &mut Characteristics) {
    let head = view.up_to(0, HEADER_BYTES);
    let Some(at) = memmem::find(head, b"/Linearized") else { return };
    let Some(open) = memmem::rfind(&head[..at], b"<<") else { return };
    let dict = objects::Parser::new(&head[open..]).object();
    let Ok(Object::Dict(dict)) = dict else { return };
    let unchanged = dict.get("L").and_then(Object::number) == Some(view.size());
    found.add(Fact::Linearised, unchanged);
}

fn pages(document: &mut Document<'_>, catalog: &Dict, found: &mut Characteristics) -> Looked {
    let pages = catalog.get("Pages").ok_or(BROKEN)?;
    let Object::Dict(pages) = document.resolve(pages)? else {
        return Err(State::Damaged(Damage::BadReference));
    };
    let count = pages.get("Count").ok_or(BROKEN)?;
    let count = document.resolve(count)?.number().ok_or(BROKEN)?;
    found.add(Fact::Pages, count);
    Ok(())
}

fn extras(document: &mut Document<'_>, catalog: &Dict, found: &mut Characteristics) -> Looked {
    let form = document.member(catalog, "AcroForm")?;
    let fields = match form {
        Some(form) => document.list(&form, "Fields")?,
        None => Vec::new(),
    };
    let mut signed = false;
    for field in fields.iter().take(FIELDS) {
        if let Object::Dict(field) = document.resolve(field)? {
            let is_signature = matches!(field.get("FT"), Some(Object::Name(n)) if n == b"Sig");
            signed |= is_signature && field.contains("V");
        }
    }
    found.add(Fact::Signature, signed);
    let names = document.member(catalog, "Names")?;
    let files = match names {
        Some(names) => document.member(&names, "EmbeddedFiles")?,
        None => None,
    };
    let mut attached = false;
    if let Some(files) = files {
        attached = !document.list(&files, "Names")?.is_empty();
        attached |= !document.list(&files, "Kids")?.is_empty();
    }
    found.add(Fact::Attachments, attached);
    Ok(())
}

/// The PDF/A claim in the XMP packet; an unreadable packet claims nothing.
fn claim(document: &mut Document<'_>, catalog: &Dict) -> Option<String> {
    let Object::Ref(number) = catalog.get("Metadata")? else { return None };
    let packet = document.stream(*number, XMP_BYTES).ok()?;
    memmem::find(&packet, b"pdfa/ns/id")?;
    let (mut part, mut level) = (None, None);
    let mut reader = Reader::new(packet.as_slice(), "XMP");
    loop {
        match reader.next() {
            Ok(Event::Start(element)) => {
                let attribute = |name| element.attribute_in(PDFA, name).map(str::to_owned);
                part = part.or_else(|| attribute("part"));
                level = level.or_else(|| attribute("conformance"));
                if element.namespace == PDFA {
                    match element.name.as_str() {
                        "part" => part = reader.leaf().ok(),
                        "conformance" => level = reader.leaf().ok(),
                        _ => {}
                    }
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    let part = part?.trim().to_owned();
    Some(part + &level.unwrap_or_default().trim().to_lowercase())
}
