//! Writing METS: header, descriptive and administrative metadata, files, structure; in the order
//! that the schema wants.

use super::names::{CSIP, METS, XLINK};
use crate::digest::{Algorithm, Digest};
use crate::xml;
use jiff::Timestamp;
use std::io::{self, Write};

/// What stands at the root.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// Identifier of the package, or of the representation (CSIP1).
    pub id: &'a str,
    /// What people call it.
    pub label: &'a str,
    /// The profile it follows, a URL (CSIP6).
    pub profile: &'a str,
    /// Category of the content (CSIP2).
    pub category: &'a str,
    /// Kind of the content information (CSIP4).
    pub content_information: &'a str,
}

/// What stands in the header.
#[derive(Debug, Clone, Copy)]
pub struct Header<'a> {
    /// When the document was made (CSIP7).
    pub created: Timestamp,
    /// `NEW`, `VERSION` …
    pub status: &'a str,
    /// `AIP` or `DIP` (CSIP9).
    pub package: &'a str,
    /// Who made it; the software comes first (CSIP10 to CSIP16).
    pub agents: &'a [Agent<'a>],
}

/// Somebody or something that has to do with the package.
#[derive(Debug, Clone, Copy)]
pub struct Agent<'a> {
    /// `CREATOR`, `ARCHIVIST` …
    pub role: &'a str,
    /// `ORGANIZATION`, `OTHER` …
    pub kind: &'a str,
    /// What kind it is, where `kind` is `OTHER`.
    pub other_kind: Option<&'a str>,
    /// Its name.
    pub name: &'a str,
    /// A note and its kind in the vocabulary of CSIP.
    pub note: Option<(&'a str, &'a str)>,
}

/// A file outside the document, with what proves that it is the right one.
#[derive(Debug, Clone, Copy)]
pub struct Link<'a> {
    /// Where it lies: a relative URL ([`super::href`]).
    pub href: &'a str,
    /// Its MIME type.
    pub mime: &'a str,
    /// Size in bytes.
    pub size: u64,
    /// When it was made.
    pub created: Timestamp,
    /// Its digest.
    pub digest: &'a Digest,
}

/// Where a member of another file is found.
#[derive(Debug, Clone, Copy)]
pub enum Place<'a> {
    /// A relative URL.
    Url(&'a str),
    /// The name of a member of the file around it.
    Member(&'a str),
}

/// A file inside another one.
#[derive(Debug, Clone, Copy)]
pub struct FileEntry<'a> {
    /// Its id, unique in the document.
    pub id: &'a str,
    /// Its MIME type.
    pub mime: &'a str,
    /// Size in bytes.
    pub size: u64,
    /// Where it lies.
    pub place: Place<'a>,
}

/// Writes one METS document.
pub struct Writer<W: Write>(xml::Writer<W>);

impl<W: Write> Writer<W> {
    /// Begins a document.
    pub fn new(out: W, document: &Document<'_>) -> io::Result<Self> {
        let mut xml = xml::Writer::new(out)?;
        let attributes = [
            ("xmlns", METS),
            ("xmlns:xlink", XLINK),
            ("xmlns:csip", CSIP),
            ("OBJID", document.id),
            ("LABEL", document.label),
            ("TYPE", document.category),
            ("PROFILE", document.profile),
            ("csip:CONTENTINFORMATIONTYPE", document.content_information),
        ];
        xml.open("mets", &attributes)?;
        Ok(Self(xml))
    }

    /// Writes the header.
    pub fn header(&mut self, header: &Header<'_>) -> io::Result<()> {
        let created = crate::clock::rfc3339(header.created);
        let attributes = [
            ("CREATEDATE", created.as_str()),
            ("LASTMODDATE", &created),
            ("RECORDSTATUS", header.status),
            ("csip:OAISPACKAGETYPE", header.package),
        ];
        self.0.open("metsHdr", &attributes)?;
        for agent in header.agents {
            let mut attributes = vec![("ROLE", agent.role), ("TYPE", agent.kind)];
            attributes.extend(agent.other_kind.map(|kind| ("OTHERTYPE", kind)));
            self.0.open("agent", &attributes)?;
            self.0.text("name", agent.name)?;
            if let Some((kind, note)) = agent.note {
                self.0.leaf("note", &[("csip:NOTETYPE", kind)], note)?;
            }
            self.0.close()?;
        }
        self.0.close()
    }

    /// Writes a reference to descriptive metadata; `kind` is `DC`, `EAD` …
    pub fn descriptive(&mut self, id: &str, kind: &str, link: &Link<'_>) -> io::Result<()> {
        let created = crate::clock::rfc3339(link.created);
        let attributes = [("ID", id), ("CREATED", created.as_str()), ("STATUS", "CURRENT")];
        self.0.open("dmdSec", &attributes)?;
        self.metadata(kind, link)?;
        self.0.close()
    }

    /// Begins the administrative metadata.
    pub fn begin_administrative(&mut self, id: &str) -> io::Result<()> {
        self.0.open("amdSec", &[("ID", id)])
    }

    /// Writes a reference to a PREMIS document.
    pub fn provenance(&mut self, id: &str, link: &Link<'_>) -> io::Result<()> {
        self.0.open("digiprovMD", &[("ID", id), ("STATUS", "CURRENT")])?;
        self.metadata("PREMIS", link)?;
        self.0.close()
    }

    /// Begins the list of files.
    pub fn begin_files(&mut self, id: &str) -> io::Result<()> {
        self.0.open("fileSec", &[("ID", id)])
    }

    /// Begins a group of files; `content_information` says of what kind they are (CSIP62, CSIP63).
    pub fn begin_group(
        &mut self,
        id: &str,
        usage: &str,
        content_information: &str,
    ) -> io::Result<()> {
        let attributes = [
            ("ID", id),
            ("USE", usage),
            ("csip:CONTENTINFORMATIONTYPE", "OTHER"),
            ("csip:OTHERCONTENTINFORMATIONTYPE", content_information),
        ];
        self.0.open("fileGrp", &attributes)
    }

    /// Writes a file.
    pub fn file(&mut self, id: &str, link: &Link<'_>) -> io::Result<()> {
        self.begin_file(id, link)?;
        self.0.close()
    }

    /// Begins a file that has others in it. `unpack` says how they are taken out.
    pub fn begin_container(
        &mut self,
        id: &str,
        link: &Link<'_>,
        unpack: &'static str,
    ) -> io::Result<()> {
        self.begin_file(id, link)?;
        let attributes = [
            ("TRANSFORMTYPE", "decompression"),
            ("TRANSFORMALGORITHM", unpack),
            ("TRANSFORMORDER", "1"),
        ];
        self.0.empty("transformFile", &attributes)
    }

    /// Writes a file that is a member of the one begun.
    pub fn member(&mut self, member: &FileEntry<'_>) -> io::Result<()> {
        let size = member.size.to_string();
        let attributes = [("ID", member.id), ("MIMETYPE", member.mime), ("SIZE", size.as_str())];
        self.0.open("file", &attributes)?;
        self.location(member.place)?;
        self.0.close()
    }

    /// Begins the one structure that CSIP wants, and its root division.
    pub fn begin_structure(&mut self, id: &str, division: &str, label: &str) -> io::Result<()> {
        let attributes = [("ID", id), ("TYPE", "PHYSICAL"), ("LABEL", "CSIP")];
        self.0.open("structMap", &attributes)?;
        self.0.open("div", &[("ID", division), ("LABEL", label)])
    }

    /// Writes the division that names metadata by their ids.
    pub fn metadata_division(
        &mut self,
        id: &str,
        administrative: &[String],
        descriptive: &[String],
    ) -> io::Result<()> {
        let (administrative, descriptive) = (administrative.join(" "), descriptive.join(" "));
        let mut attributes = vec![("ID", id), ("LABEL", "Metadata")];
        for (name, ids) in [("ADMID", &administrative), ("DMDID", &descriptive)] {
            if !ids.is_empty() {
                attributes.push((name, ids.as_str()));
            }
        }
        self.0.empty("div", &attributes)
    }

    /// Writes a division that stands for a group of files.
    pub fn group_division(&mut self, id: &str, label: &str, group: &str) -> io::Result<()> {
        self.0.open("div", &[("ID", id), ("LABEL", label)])?;
        self.0.empty("fptr", &[("FILEID", group)])?;
        self.0.close()
    }

    /// Writes a division that is described by a METS document of its own.
    pub fn document_division(
        &mut self,
        id: &str,
        label: &str,
        group: &str,
        href: &str,
    ) -> io::Result<()> {
        self.0.open("div", &[("ID", id), ("LABEL", label)])?;
        let attributes = [
            ("LOCTYPE", "URL"),
            ("xlink:type", "simple"),
            ("xlink:href", href),
            ("xlink:title", group),
        ];
        self.0.empty("mptr", &attributes)?;
        self.0.close()
    }

    /// Ends what was begun last.
    pub fn end(&mut self) -> io::Result<()> {
        self.0.close()
    }

    /// Ends the document.
    pub fn finish(mut self) -> io::Result<W> {
        self.0.close()?;
        self.0.finish()
    }

    fn metadata(&mut self, kind: &str, link: &Link<'_>) -> io::Result<()> {
        let (size, created, digest) = proofs(link);
        let mut attributes = vec![
            ("LOCTYPE", "URL"),
            ("xlink:type", "simple"),
            ("xlink:href", link.href),
            ("MDTYPE", kind),
            ("MIMETYPE", link.mime),
            ("SIZE", &size),
            ("CREATED", &created),
            ("CHECKSUM", &digest),
            ("CHECKSUMTYPE", mets_name(link.digest.algorithm())),
        ];
        // AIPM7 asks for the version of PREMIS; the others say theirs in their namespace.
        if kind == "PREMIS" {
            attributes.push(("MDTYPEVERSION", "3.0"));
        }
        self.0.empty("mdRef", &attributes)
    }

    fn begin_file(&mut self, id: &str, link: &Link<'_>) -> io::Result<()> {
        let (size, created, digest) = proofs(link);
        let attributes = [
            ("ID", id),
            ("MIMETYPE", link.mime),
            ("SIZE", &size),
            ("CREATED", &created),
            ("CHECKSUM", &digest),
            ("CHECKSUMTYPE", mets_name(link.digest.algorithm())),
        ];
        self.0.open("file", &attributes)?;
        self.location(Place::Url(link.href))
    }

    fn location(&mut self, place: Place<'_>) -> io::Result<()> {
        match place {
            Place::Url(href) => {
                let attributes =
                    [("LOCTYPE", "URL"), ("xlink:type", "simple"), ("xlink:href", href)];
                self.0.empty("FLocat", &attributes)
            }
            Place::Member(name) => {
                let attributes =
                    [("LOCTYPE", "OTHER"), ("OTHERLOCTYPE", "member"), ("xlink:href", name)];
                self.0.empty("FLocat", &attributes)
            }
        }
    }
}

/// Size, time and digest of a file as attributes have them.
fn proofs(link: &Link<'_>) -> (String, String, String) {
    (link.size.to_string(), crate::clock::rfc3339(link.created), link.digest.hex())
}

/// The name of an algorithm in METS 1.12 (`CHECKSUMTYPE`); others than SHA and MD5 have none.
const fn mets_name(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Md5 => "MD5",
        Algorithm::Sha1 => "SHA-1",
        Algorithm::Sha256 => "SHA-256",
        Algorithm::Sha384 => "SHA-384",
        _ => "SHA-512",
    }
}
