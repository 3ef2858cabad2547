//! Reading the objects of a PREMIS document, one after the other.

use super::{CHARACTERISTICS, Entry, property};
use crate::digest::{Algorithm, Digest};
use crate::error::Result;
use crate::format::{Known, KnownFormat};
use crate::metadata::encoding::from_base64;
use crate::xml::{Element, Reader, Token};
use std::io::BufRead;

/// What an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ObjectKind {
    /// The package as an intellectual entity.
    #[default]
    Entity,
    /// A representation.
    Representation,
    /// A file.
    File,
    /// A bitstream inside a file.
    Bitstream,
}

/// An object as described.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Object {
    /// What it is.
    pub kind: ObjectKind,
    /// The value of its first identifier.
    pub id: String,
    /// Facts in `significantProperties`.
    pub facts: Vec<(String, String)>,
    /// Its digests with known algorithms, in order.
    pub digests: Vec<Digest>,
    /// Size in bytes.
    pub size: Option<u64>,
    /// Its original name.
    pub name: Option<String>,
    /// Kind and value of its place.
    pub location: Option<(String, String)>,
    /// What was found out about it; none where nobody looked.
    pub known: Option<Known>,
}

impl Object {
    /// The first fact with a name.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<&str> {
        self.facts.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The name in full, also where XML could not carry it.
    #[must_use]
    pub fn exact_name(&self) -> Option<String> {
        match self.fact(property::LOGICAL_B64) {
            Some(coded) => String::from_utf8(from_base64(coded)?).ok(),
            None => self.name.clone(),
        }
    }

    /// The bytes of the name as received, where they differ.
    #[must_use]
    pub fn raw_name(&self) -> Option<Vec<u8>> {
        self.fact(property::PATH_B64).and_then(from_base64)
    }
}

/// Reads a document and gives each object; events, agents and rights are passed over, but the
/// document must be well-formed to its end. `place` is named in errors.
pub fn read(
    source: impl BufRead,
    place: &str,
    each: &mut dyn FnMut(Object) -> Result<()>,
) -> Result<()> {
    super::read_all(source, place, &mut |entry| match entry {
        Entry::Object(object) => each(*object),
        Entry::Event(_) | Entry::Agent(_) | Entry::Rights => Ok(()),
    })
}

/// What an element says of the object that it begins, or the word that it says instead.
pub(super) fn kind_of(element: &Element) -> std::result::Result<ObjectKind, String> {
    let kind = element.attribute("xsi:type").unwrap_or_default();
    match kind.rsplit(':').next().unwrap_or_default() {
        "intellectualEntity" => Ok(ObjectKind::Entity),
        "representation" => Ok(ObjectKind::Representation),
        "file" => Ok(ObjectKind::File),
        "bitstream" => Ok(ObjectKind::Bitstream),
        other => Err(other.to_owned()),
    }
}

/// Reads an object of a kind whose element was begun last.
pub(super) fn read_object<R: BufRead>(xml: &mut Reader<R>, kind: ObjectKind) -> Result<Object> {
    let mut object = Object { kind, ..Object::default() };
    let mut collect = Collect::default();
    let mut path = Path::default();
    loop {
        match xml.token()? {
            Token::Start(element) => {
                collect.start(element);
                path.enter(&element.name);
            }
            Token::Text(text) => {
                if let Some(name) = path.last() {
                    collect.text(&mut object, name, text);
                }
            }
            Token::End => {
                let Some(name) = path.last() else {
                    object.known = collect.known;
                    return Ok(object);
                };
                collect.end(&mut object, name);
                path.leave();
            }
            Token::Eof => return Err(xml.unexpected("the end of the document")),
        }
    }
}

/// The names of the elements around a place, in memory that is used again.
#[derive(Default)]
struct Path {
    names: String,
    starts: Vec<usize>,
}

impl Path {
    fn enter(&mut self, name: &str) {
        self.starts.push(self.names.len());
        self.names.push_str(name);
    }

    fn last(&self) -> Option<&str> {
        self.starts.last().map(|start| &self.names[*start..])
    }

    fn leave(&mut self) {
        if let Some(start) = self.starts.pop() {
            self.names.truncate(start);
        }
    }
}

/// Leaf values whose meaning is complete only when their parent ends.
#[derive(Default)]
struct Collect {
    key: String,
    value: String,
    algorithm: Option<Algorithm>,
    location_type: String,
    known: Option<Known>,
    format: KnownFormat,
    fact: String,
}

impl Collect {
    fn start(&mut self, element: &Element) {
        if element.namespace != CHARACTERISTICS {
            return;
        }
        match element.name.as_str() {
            "characteristics" => {
                let known = self.known.get_or_insert_default();
                element.attribute("state").unwrap_or_default().clone_into(&mut known.state);
                known.reason = element.attribute("reason").map(str::to_owned);
            }
            "fact" => {
                element.attribute("name").unwrap_or_default().clone_into(&mut self.fact);
            }
            _ => {}
        }
    }

    /// What is said of the format. Its name comes first; only what has a key in the registry is
    /// a format that was recognised.
    fn format(&mut self, name: &str, text: &str) {
        match name {
            "formatName" => text.clone_into(&mut self.format.name),
            "formatVersion" => text.clone_into(&mut self.format.version),
            "formatRegistryKey" => {
                let format = std::mem::take(&mut self.format);
                let format = KnownFormat { puid: text.to_owned(), ..format };
                self.known.get_or_insert_default().formats.push(format);
            }
            _ => {
                let known = self.known.get_or_insert_default();
                if known.basis.is_empty() {
                    text.clone_into(&mut known.basis);
                } else {
                    known.warnings.push(text.to_owned());
                }
            }
        }
    }

    fn text(&mut self, object: &mut Object, name: &str, text: &str) {
        match name {
            "objectIdentifierValue" if object.id.is_empty() => text.clone_into(&mut object.id),
            "significantPropertiesType" => text.clone_into(&mut self.key),
            "significantPropertiesValue" => text.clone_into(&mut self.value),
            "messageDigestAlgorithm" => self.algorithm = text.trim().parse().ok(),
            "messageDigest" => {
                let digest = self.algorithm.and_then(|a| Digest::from_hex(a, text.trim()));
                object.digests.extend(digest);
            }
            "size" => object.size = text.trim().parse().ok(),
            "formatName" | "formatVersion" | "formatRegistryKey" | "formatNote" => {
                self.format(name, text);
            }
            "fact" => {
                let fact = (std::mem::take(&mut self.fact), text.to_owned());
                self.known.get_or_insert_default().characteristics.push(fact);
            }
            "originalName" => object.name = Some(text.to_owned()),
            "contentLocationType" => text.clone_into(&mut self.location_type),
            "contentLocationValue" => {
                object.location = Some((std::mem::take(&mut self.location_type), text.to_owned()));
            }
            _ => {}
        }
    }

    fn end(&mut self, object: &mut Object, name: &str) {
        if name == "format" {
            self.format = KnownFormat::default();
        }
        if name == "significantProperties" {
            let fact = (std::mem::take(&mut self.key), std::mem::take(&mut self.value));
            object.facts.push(fact);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Hasher;
    use crate::metadata::premis::{Agent, Event as Happened, FileObject, Writer};

    #[test]
    fn what_is_written_reads_back() {
        let digests =
            [Hasher::digest(Algorithm::Sha512, b"x"), Hasher::digest(Algorithm::Md5, b"x")];
        let time = "2026-01-01T12:00:00.25Z".parse().unwrap();
        let known = Known {
            formats: vec![
                KnownFormat {
                    puid: "fmt/18".into(),
                    name: "PDF".into(),
                    version: "1.4".into(),
                    mime: String::new(),
                },
                KnownFormat { puid: "fmt/19".into(), name: "PDF".into(), ..KnownFormat::default() },
            ],
            basis: "signature".into(),
            warnings: vec!["several".into()],
            characteristics: vec![("pages".into(), "3".into())],
            state: "damaged".into(),
            reason: Some("bad \"end\"".into()),
        };
        let mut writer = Writer::new(Vec::new()).unwrap();
        let mut facts = [("files", "1".to_owned()), ("bag-info A&B", String::new())].into_iter();
        writer.abstract_object("intellectualEntity", ("URI", "urn:x"), &mut facts, None).unwrap();
        writer
            .file(&FileObject {
                id: "original/000001",
                name: "Ä\u{1}.txt",
                raw: Some(b"\xc4\x01.txt"),
                size: 1,
                digests: &digests,
                modified: Some(time),
                location: Some(("logical path", "x/y")),
                known: Some(&known),
            })
            .unwrap();
        writer
            .event(&Happened {
                id: "e1",
                kind: "ingestion",
                code: "ing",
                time,
                detail: "taken in",
                outcome: "success",
                notes: &["W-BAG-001: …".into()],
                agents: &["a1"],
                objects: &[("URN", "urn:x")],
            })
            .unwrap();
        let agent =
            Agent { id: "a1", name: "archive", kind: "software", code: "sof", version: Some("1") };
        writer.agent(&agent).unwrap();
        let bytes = writer.finish().unwrap();
        let mut objects = Vec::new();
        read(&bytes[..], "premis.xml", &mut |object| {
            objects.push(object);
            Ok(())
        })
        .unwrap();
        assert_eq!(objects[0].fact("files"), Some("1"));
        assert_eq!(objects[0].fact("bag-info A&B"), Some(""));
        assert_eq!(objects[1].digests, digests);
        assert_eq!(objects[1].exact_name().as_deref(), Some("Ä\u{1}.txt"));
        assert_eq!(objects[1].raw_name().as_deref(), Some(&b"\xc4\x01.txt"[..]));
        assert_eq!(objects[1].known.as_ref(), Some(&known));
        assert_eq!(objects[0].known, None);
        assert_eq!(objects[1].location.as_ref().unwrap().1, "x/y");
    }
}
