//! Writing PREMIS: objects first, then events, agents and rights, as the schema orders them.

use super::{AGENT_TYPES, CHARACTERISTICS, EVENT_TYPES, NAMESPACE, RIGHTS_BASES, property};
use crate::digest::{Algorithm, Digest};
use crate::format::Known;
use crate::metadata::encoding::base64;
use crate::xml::{self, is_xml};
use jiff::Timestamp;
use std::io::{self, Write};

const LOCAL: &str = "local";
/// The name of the registry of formats.
const PRONOM: &str = "PRONOM";
const SCHEMA_INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// A file, as PREMIS describes it.
#[derive(Debug, Clone, Copy)]
pub struct FileObject<'a> {
    /// Its id inside the AIP.
    pub id: &'a str,
    /// Its name as the package had it, readable.
    pub name: &'a str,
    /// The bytes of the name as received, where they differ.
    pub raw: Option<&'a [u8]>,
    /// Size in bytes.
    pub size: u64,
    /// SHA-512 first, computed here; then the claims of the sender that proved true.
    pub digests: &'a [Digest],
    /// Modification time, where known.
    pub modified: Option<Timestamp>,
    /// The kind of its place, and the place; none where the document as a whole says it.
    pub location: Option<(&'a str, &'a str)>,
    /// What was found out about it.
    pub known: Option<&'a Known>,
}

/// Something that happened.
#[derive(Debug, Clone)]
pub struct Event<'a> {
    /// Its id inside the AIP.
    pub id: &'a str,
    /// Its type, in the words of the vocabulary.
    pub kind: &'a str,
    /// The three letters of the type in the vocabulary.
    pub code: &'a str,
    /// When.
    pub time: Timestamp,
    /// What was done.
    pub detail: &'a str,
    /// How it ended.
    pub outcome: &'a str,
    /// More about how it ended, one note each.
    pub notes: &'a [String],
    /// Ids of the agents.
    pub agents: &'a [&'a str],
    /// Types and values of the identifiers of the objects.
    pub objects: &'a [(&'a str, &'a str)],
}

/// Somebody or something that acted.
#[derive(Debug, Clone, Copy)]
pub struct Agent<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// `software`, `organization` or `person`.
    pub kind: &'a str,
    /// The three letters of the kind in the vocabulary.
    pub code: &'a str,
    /// Version of a software.
    pub version: Option<&'a str>,
}

/// What is said of rights, on no other basis than that somebody says so (PREMIS 3, 4.1:
/// `otherRightsInformation`).
#[derive(Debug, Clone, Copy)]
pub struct Rights<'a> {
    /// Its id inside the AIP.
    pub id: &'a str,
    /// On what the statements rest.
    pub basis: &'a str,
    /// The statements, as they were made.
    pub notes: &'a [&'a str],
    /// The type and value of the identifier of the object that they are about.
    pub object: (&'a str, &'a str),
}

/// Writes one PREMIS document.
pub struct Writer<W: Write>(xml::Writer<W>);

impl<W: Write> Writer<W> {
    /// Begins a document.
    pub fn new(out: W) -> io::Result<Self> {
        let mut xml = xml::Writer::new(out)?;
        // Declared once: there may be a million files.
        let attributes = [
            ("xmlns", NAMESPACE),
            ("xmlns:xsi", SCHEMA_INSTANCE),
            ("xmlns:c", CHARACTERISTICS),
            ("version", "3.0"),
        ];
        xml.open("premis", &attributes)?;
        Ok(Self(xml))
    }

    /// Writes the intellectual entity or a representation: an id, facts, and a name.
    ///
    /// `kind` is `intellectualEntity` or `representation`.
    pub fn abstract_object(
        &mut self,
        kind: &str,
        id: (&str, &str),
        facts: &mut dyn Iterator<Item = (&str, String)>,
        name: Option<&str>,
    ) -> io::Result<()> {
        self.begin_object(kind, id)?;
        for (key, value) in facts {
            self.fact(key, &value)?;
        }
        if let Some(name) = name {
            self.0.text("originalName", name)?;
        }
        self.0.close()
    }

    /// Writes a file.
    pub fn file(&mut self, file: &FileObject<'_>) -> io::Result<()> {
        self.begin_object("file", (LOCAL, file.id))?;
        if let Some(modified) = file.modified {
            self.fact(property::MODIFIED, &modified.to_string())?;
        }
        if let Some(raw) = file.raw {
            self.fact(property::PATH_B64, &base64(raw))?;
        }
        if !is_xml(file.name) {
            self.fact(property::LOGICAL_B64, &base64(file.name.as_bytes()))?;
        }
        self.0.open("objectCharacteristics", &[])?;
        for (index, digest) in file.digests.iter().enumerate() {
            // Where all digests are the archive's own, nobody needs to be told whose they are.
            let originator = (file.digests.len() > 1).then_some(if index == 0 {
                "archive"
            } else {
                "submission"
            });
            self.fixity(digest, originator)?;
        }
        self.0.text("size", &file.size.to_string())?;
        self.formats(file.known)?;
        self.characteristics(file.known)?;
        self.0.close()?;
        self.0.text("originalName", file.name)?;
        if let Some((kind, place)) = file.location {
            self.0.open("storage", &[])?;
            self.0.open("contentLocation", &[])?;
            self.0.text("contentLocationType", kind)?;
            self.0.text("contentLocationValue", place)?;
            self.0.close()?;
            self.0.close()?;
        }
        self.0.close()
    }

    /// The formats of a file (PREMIS 3, 1.5.4), or that none is known. By what it was recognised
    /// and what is to be said of it stands with the first.
    fn formats(&mut self, known: Option<&Known>) -> io::Result<()> {
        let formats = known.map_or(&[][..], |known| &known.formats);
        if formats.is_empty() {
            self.0.open("format", &[])?;
            self.0.open("formatDesignation", &[])?;
            self.0.text("formatName", "unknown")?;
            self.0.close()?;
            self.format_notes(known)?;
            return self.0.close();
        }
        for (index, format) in formats.iter().enumerate() {
            self.0.open("format", &[])?;
            self.0.open("formatDesignation", &[])?;
            self.0.text("formatName", &format.name)?;
            if !format.version.is_empty() {
                self.0.text("formatVersion", &format.version)?;
            }
            self.0.close()?;
            self.0.open("formatRegistry", &[])?;
            self.0.text("formatRegistryName", PRONOM)?;
            self.0.text("formatRegistryKey", &format.puid)?;
            self.0.close()?;
            if index == 0 {
                self.format_notes(known)?;
            }
            self.0.close()?;
        }
        Ok(())
    }

    fn format_notes(&mut self, known: Option<&Known>) -> io::Result<()> {
        let Some(known) = known else { return Ok(()) };
        if !known.basis.is_empty() {
            self.0.text("formatNote", &known.basis)?;
        }
        for warning in &known.warnings {
            self.0.text("formatNote", warning)?;
        }
        Ok(())
    }

    /// What else was found out, in a form of our own (`schemas/characteristics.xsd`).
    fn characteristics(&mut self, known: Option<&Known>) -> io::Result<()> {
        let Some(known) = known else { return Ok(()) };
        if known.characteristics.is_empty() && known.state.is_empty() {
            return Ok(());
        }
        self.0.open("objectCharacteristicsExtension", &[])?;
        let mut attributes = vec![("state", known.state.as_str())];
        if let Some(reason) = &known.reason {
            attributes.push(("reason", reason));
        }
        self.0.open("c:characteristics", &attributes)?;
        for (name, value) in &known.characteristics {
            self.0.leaf("c:fact", &[("name", name)], value)?;
        }
        self.0.close()?;
        self.0.close()
    }

    /// Writes an event. All objects must have been written.
    pub fn event(&mut self, event: &Event<'_>) -> io::Result<()> {
        self.0.open("event", &[])?;
        self.identifier("event", event.id)?;
        self.term("eventType", "eventType", EVENT_TYPES, event.code, event.kind)?;
        self.0.text("eventDateTime", &crate::clock::rfc3339(event.time))?;
        self.0.open("eventDetailInformation", &[])?;
        self.0.text("eventDetail", event.detail)?;
        self.0.close()?;
        self.0.open("eventOutcomeInformation", &[])?;
        self.0.text("eventOutcome", event.outcome)?;
        for note in event.notes {
            self.0.open("eventOutcomeDetail", &[])?;
            self.0.text("eventOutcomeDetailNote", note)?;
            self.0.close()?;
        }
        self.0.close()?;
        for agent in event.agents {
            self.linking("Agent", (LOCAL, agent))?;
        }
        for object in event.objects {
            self.linking("Object", *object)?;
        }
        self.0.close()
    }

    /// Writes an agent. All events must have been written.
    pub fn agent(&mut self, agent: &Agent<'_>) -> io::Result<()> {
        self.0.open("agent", &[])?;
        self.identifier("agent", agent.id)?;
        self.0.text("agentName", agent.name)?;
        self.term("agentType", "agentType", AGENT_TYPES, agent.code, agent.kind)?;
        if let Some(version) = agent.version {
            self.0.text("agentVersion", version)?;
        }
        self.0.close()
    }

    /// Writes rights. All agents must have been written.
    pub fn rights(&mut self, rights: &Rights<'_>) -> io::Result<()> {
        self.0.open("rights", &[])?;
        self.0.open("rightsStatement", &[])?;
        self.0.open("rightsStatementIdentifier", &[])?;
        self.0.text("rightsStatementIdentifierType", LOCAL)?;
        self.0.text("rightsStatementIdentifierValue", rights.id)?;
        self.0.close()?;
        self.term("rightsBasis", "rightsBasis", RIGHTS_BASES, "oth", "other")?;
        self.0.open("otherRightsInformation", &[])?;
        self.0.text("otherRightsBasis", rights.basis)?;
        for note in rights.notes {
            self.0.text("otherRightsNote", note)?;
        }
        self.0.close()?;
        self.linking("Object", rights.object)?;
        self.0.close()?;
        self.0.close()
    }

    /// Ends the document.
    pub fn finish(mut self) -> io::Result<W> {
        self.0.close()?;
        self.0.finish()
    }

    fn begin_object(&mut self, kind: &str, (id_type, id): (&str, &str)) -> io::Result<()> {
        self.0.open("object", &[("xsi:type", kind)])?;
        self.0.open("objectIdentifier", &[])?;
        self.0.text("objectIdentifierType", id_type)?;
        self.0.text("objectIdentifierValue", id)?;
        self.0.close()
    }

    fn fact(&mut self, key: &str, value: &str) -> io::Result<()> {
        self.0.open("significantProperties", &[])?;
        self.0.text("significantPropertiesType", key)?;
        self.0.text("significantPropertiesValue", value)?;
        self.0.close()
    }

    fn fixity(&mut self, digest: &Digest, originator: Option<&str>) -> io::Result<()> {
        self.0.open("fixity", &[])?;
        self.0.text("messageDigestAlgorithm", premis_name(digest.algorithm()))?;
        self.0.text("messageDigest", &digest.hex())?;
        if let Some(originator) = originator {
            self.0.text("messageDigestOriginator", originator)?;
        }
        self.0.close()
    }

    fn identifier(&mut self, what: &str, value: &str) -> io::Result<()> {
        let (outer, kind, inner) = match what {
            "event" => ("eventIdentifier", "eventIdentifierType", "eventIdentifierValue"),
            _ => ("agentIdentifier", "agentIdentifierType", "agentIdentifierValue"),
        };
        self.0.open(outer, &[])?;
        self.0.text(kind, LOCAL)?;
        self.0.text(inner, value)?;
        self.0.close()
    }

    fn linking(&mut self, what: &str, (id_type, id): (&str, &str)) -> io::Result<()> {
        let (outer, kind, inner) = match what {
            "Agent" => (
                "linkingAgentIdentifier",
                "linkingAgentIdentifierType",
                "linkingAgentIdentifierValue",
            ),
            _ => (
                "linkingObjectIdentifier",
                "linkingObjectIdentifierType",
                "linkingObjectIdentifierValue",
            ),
        };
        self.0.open(outer, &[])?;
        self.0.text(kind, id_type)?;
        self.0.text(inner, id)?;
        self.0.close()
    }

    fn term(
        &mut self,
        element: &'static str,
        authority: &str,
        uri: &str,
        code: &str,
        text: &str,
    ) -> io::Result<()> {
        let value = format!("{uri}/{code}");
        let attributes = [("authority", authority), ("authorityURI", uri), ("valueURI", &value)];
        self.0.leaf(element, &attributes, text)
    }
}

/// The name of an algorithm in PREMIS (id.loc.gov, cryptographicHashFunctions).
pub(super) const fn premis_name(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Md5 => "MD5",
        Algorithm::Sha1 => "SHA-1",
        Algorithm::Sha224 => "SHA-224",
        Algorithm::Sha256 => "SHA-256",
        Algorithm::Sha384 => "SHA-384",
        Algorithm::Sha512 => "SHA-512",
        Algorithm::Sha512_256 => "SHA-512/256",
        Algorithm::Blake2b160 => "BLAKE2b-160",
        Algorithm::Blake2b256 => "BLAKE2b-256",
        Algorithm::Blake2b384 => "BLAKE2b-384",
        Algorithm::Blake2b512 => "BLAKE2b-512",
    }
}
