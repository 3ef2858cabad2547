//! Office files in ZIP: OOXML (ISO/IEC 29500) and `OpenDocument` (ISO/IEC 26300). Counts are those
//! that the writing program left; titles and people are not taken.

use super::facts::{Characteristics, Fact};
use super::view::Looked;
use super::zip::{Entry, List};
use crate::xml::{Event, Reader};

/// Largest part that is read, in bytes.
const PART_BYTES: usize = 1 << 20;
/// Namespace of the statistics of `OpenDocument`.
const META: &str = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0";

/// What the first entry says of a file: ODF and EPUB name their type there, unpacked.
pub fn kind_of_first(head: &[u8]) -> &'static str {
    let Some(named) = head.get(30..) else { return "zip" };
    if named.starts_with(b"mimetypeapplication/vnd.oasis.opendocument") {
        "odf"
    } else if named.starts_with(b"mimetypeapplication/epub+zip") {
        "epub"
    } else {
        "zip"
    }
}

/// The parts that tell something.
#[derive(Default)]
struct Parts<'a> {
    types: bool,
    macros: bool,
    app: Option<Entry<'a>>,
    meta: Option<Entry<'a>>,
    manifest: Option<Entry<'a>>,
}

/// Looks at the parts of a file whose kind may be `odf` already.
pub fn read(list: List<'_>, found: &mut Characteristics) -> Looked {
    let mut parts = Parts::default();
    for entry in list.entries() {
        let entry = entry?;
        match entry.name {
            b"[Content_Types].xml" => parts.types = true,
            b"docProps/app.xml" => parts.app = Some(entry),
            b"meta.xml" => parts.meta = Some(entry),
            b"META-INF/manifest.xml" => parts.manifest = Some(entry),
            name => parts.macros |= is_macro(name),
        }
    }
    let is_odf = found.facts.first().is_some_and(|(_, kind)| *kind == "odf".into());
    if is_odf {
        opendocument(list, &parts, found)
    } else if parts.types {
        ooxml(list, &parts, found)
    } else {
        Ok(())
    }
}

fn is_macro(name: &[u8]) -> bool {
    name.ends_with(b"vbaProject.bin")
        || (name.starts_with(b"Basic/") && name.ends_with(b".xml") && !name.ends_with(b"-lc.xml"))
        || (name.starts_with(b"Scripts/") && !name.ends_with(b"/"))
}

fn opendocument(list: List<'_>, parts: &Parts<'_>, found: &mut Characteristics) -> Looked {
    found.add(Fact::Macros, parts.macros);
    if let Some(manifest) = parts.manifest {
        let text = list.content(manifest, PART_BYTES)?;
        let encrypted = memchr::memmem::find(&text, b"encryption-data").is_some();
        found.add(Fact::Encrypted, encrypted);
        if encrypted {
            return Ok(());
        }
    }
    let Some(meta) = parts.meta else { return Ok(()) };
    let text = list.content(meta, PART_BYTES)?;
    each_element(&text, |element, _| {
        if element.namespace == META && element.name == "document-statistic" {
            for (name, fact) in [("page-count", Fact::Pages), ("word-count", Fact::Words)] {
                count(element.attribute_in(META, name), fact, found);
            }
        }
    });
    Ok(())
}

fn ooxml(list: List<'_>, parts: &Parts<'_>, found: &mut Characteristics) -> Looked {
    found.facts[0].1 = "ooxml".into();
    found.add(Fact::Encrypted, false);
    found.add(Fact::Macros, parts.macros);
    let Some(app) = parts.app else { return Ok(()) };
    let text = list.content(app, PART_BYTES)?;
    each_element(&text, |element, text| match element.name.as_str() {
        "Pages" | "Slides" => count(Some(text), Fact::Pages, found),
        "Words" => count(Some(text), Fact::Words, found),
        _ => {}
    });
    Ok(())
}

fn count(text: Option<&str>, fact: Fact, found: &mut Characteristics) {
    if let Some(number) = text.and_then(|text| text.trim().parse::<u64>().ok())
        && found.get(fact).is_none()
    {
        found.add(fact, number);
    }
}

/// Each element with the text that follows its start. What cannot be read ends quietly: these
/// parts describe the document, they are not it.
fn each_element(text: &[u8], mut look: impl FnMut(&crate::xml::Element, &str)) {
    let mut reader = Reader::new(text, "");
    let mut open = None;
    while let Ok(event) = reader.next() {
        let said = if let Event::Text(text) = &event { text.as_str() } else { "" };
        if let Some(element) = open.take() {
            look(&element, said);
        }
        match event {
            Event::Start(element) => open = Some(element),
            Event::Eof => return,
            _ => {}
        }
    }
}
