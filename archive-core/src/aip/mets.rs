//! What METS says of an AIP (`docs/format.md`, section 5.1): the root lists metadata, what
//! accompanied the submission and the representation; the representation lists its files.

use super::StoredFile;
use super::layout::{METS, REPRESENTATION_METS};
use super::premis::PackageFacts;
use super::schemas::{self, Schemas};
use crate::digest::Digest;
use crate::format::{ANY_BYTES, Known};
use crate::metadata::mets::{Agent, Document, FileEntry, Header, Link, Place, Writer, href};
use crate::package::Area;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

/// The profiles our packages follow.
const AIP_PROFILE: &str = "https://earkaip.dilcis.eu/profile/E-ARK-AIP-v2-2-0.xml";
const DIP_PROFILE: &str = "https://earkdip.dilcis.eu/profile/E-ARK-DIP-v2-2-0.xml";
/// Category of the content: a package may hold everything.
const CATEGORY: &str = "Mixed";
const CONTENT_INFORMATION: &str = "MIXED";
/// Kind of the content of a group of files, in our own words (CSIP63).
pub const AS_RECEIVED: &str = "as received";
/// The same of what the archive keeps for all packages.
pub const OF_THE_ARCHIVE: &str = "schemas and documentation of the archive";
/// The MIME type of XML (RFC 7303).
pub const XML: &str = "application/xml";
const ZIP: &str = "application/zip";
/// Years that a time of METS can have (XML Schema 1.0 part 2, 3.2.7: four digits).
const YEARS: std::ops::RangeInclusive<i16> = 1..=9999;

/// A document or bundle of the AIP, where it lies and what proves it.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// Its logical path in the AIP.
    pub logical: &'a str,
    /// Size in bytes.
    pub size: u64,
    /// Its SHA-512.
    pub digest: &'a Digest,
}

/// Gives every file in order: those that lie by themselves, and members of bundles.
pub type Files<'a> = &'a dyn Fn(&mut dyn FnMut(&StoredFile) -> io::Result<()>) -> io::Result<()>;

/// What METS is made from.
pub struct Parts<'a> {
    /// The package.
    pub facts: &'a PackageFacts,
    /// Bundles by area and number.
    pub bundles: &'a BTreeMap<(Area, u32), Part<'a>>,
    /// The PREMIS part of each bundle.
    pub premis: &'a BTreeMap<(Area, u32), Part<'a>>,
    /// Every file.
    pub files: Files<'a>,
}

/// Writes the METS of the representation `original`.
pub fn write_representation(out: &mut dyn Write, parts: &Parts<'_>) -> io::Result<()> {
    let area = Area::Original;
    // Its label is not that of the package: describing anew leaves this document as it is.
    let mut mets = of_aip(out, parts.facts, area.as_str(), area.as_str())?;
    let up = "../../";
    let ids = provenance(&mut mets, parts, |of| of == area, up, None)?;
    mets.begin_files("files")?;
    mets.begin_group("data", "Data", AS_RECEIVED)?;
    let base = REPRESENTATION_METS.trim_end_matches(METS);
    list(&mut mets, parts, area, &|logical| href(logical.strip_prefix(base).unwrap_or(logical)))?;
    mets.end()?;
    mets.end()?;
    mets.begin_structure("structure", "representation", area.as_str())?;
    mets.metadata_division("division-metadata", &ids, &[])?;
    mets.group_division("division-data", "Data", "data")?;
    mets.end()?;
    mets.end()?;
    mets.finish()?.flush()
}

/// What the root lists besides bundles and files.
pub struct Root<'a> {
    /// Descriptive metadata and their kind in METS.
    pub descriptive: &'a [(Part<'a>, &'static str)],
    /// The PREMIS document of the package.
    pub premis: Part<'a>,
    /// The METS of the representation.
    pub representation: Part<'a>,
}

/// Writes the METS of the package.
pub fn write_root(out: &mut dyn Write, parts: &Parts<'_>, root: &Root<'_>) -> io::Result<()> {
    let facts = parts.facts;
    let mut mets = of_aip(out, facts, &facts.aip.to_string(), &facts.title)?;
    let mut described = Vec::new();
    for (number, (part, kind)) in root.descriptive.iter().enumerate() {
        let id = format!("descriptive-{}", number + 1);
        mets.descriptive(&id, kind, &link(part, &href(part.logical), XML, facts.time))?;
        described.push(id);
    }
    let submission = Area::Submission;
    let ids = provenance(&mut mets, parts, |of| of == submission, "", Some(&root.premis))?;
    mets.begin_files("files")?;
    let accompanied = has_files(parts, submission)?;
    if accompanied {
        mets.begin_group("submission", "Documentation", AS_RECEIVED)?;
        list(&mut mets, parts, submission, &href)?;
        mets.end()?;
    }
    let kinds: Vec<&str> = root.descriptive.iter().map(|(_, kind)| *kind).collect();
    let shared = facts.schemas.as_deref().map(|schemas| Shared {
        schemas,
        kinds: &kinds,
        explain: !accompanied,
        handed_out: false,
    });
    shared.iter().try_for_each(|shared| shared.groups(&mut mets))?;
    let usage = format!("Representations/{}", Area::Original.as_str());
    mets.begin_group("original", &usage, AS_RECEIVED)?;
    let mets_of = href(root.representation.logical);
    mets.file("original-mets", &link(&root.representation, &mets_of, XML, facts.time))?;
    mets.end()?;
    mets.end()?;
    mets.begin_structure("structure", "package", &facts.aip.to_string())?;
    mets.metadata_division("division-metadata", &ids, &described)?;
    if accompanied {
        mets.group_division("division-submission", "Documentation", "submission")?;
    }
    shared.iter().try_for_each(|shared| shared.divisions(&mut mets))?;
    mets.document_division("division-original", &usage, "original", &mets_of)?;
    mets.end()?;
    mets.end()?;
    mets.finish()?.flush()
}

/// What a package refers to of the archive's own package of schemas.
pub struct Shared<'a> {
    /// The schemas.
    pub schemas: &'a Schemas,
    /// The kinds of descriptive metadata the package has.
    pub kinds: &'a [&'a str],
    /// Whether the package has no documentation, so that the explanation of how packages are built
    /// stands for it (CSIP60).
    pub explain: bool,
    /// Whether the files lie beside the document, rather than in the archive alone.
    pub handed_out: bool,
}

impl Shared<'_> {
    /// Writes the groups of files (CSIP60, CSIP113).
    pub fn groups<W: Write>(&self, mets: &mut Writer<W>) -> io::Result<()> {
        if let Some(readme) = self.explanation() {
            mets.begin_group("documentation", "Documentation", OF_THE_ARCHIVE)?;
            self.file(mets, "documentation.0001", readme)?;
            mets.end()?;
        }
        if self.has_schemas() {
            mets.begin_group("schemas", "Schemas", OF_THE_ARCHIVE)?;
            for (number, file) in (1..).zip(self.schemas.needed(self.kinds)) {
                self.file(mets, &format!("schema.{number:04}"), file)?;
            }
            mets.end()?;
        }
        Ok(())
    }

    /// Writes the divisions of the structure that belong to them (CSIP95, CSIP99).
    pub fn divisions<W: Write>(&self, mets: &mut Writer<W>) -> io::Result<()> {
        if self.explanation().is_some() {
            mets.group_division("division-documentation", "Documentation", "documentation")?;
        }
        if self.has_schemas() {
            mets.group_division("division-schemas", "Schemas", "schemas")?;
        }
        Ok(())
    }

    fn explanation(&self) -> Option<&StoredFile> {
        self.schemas.readme().filter(|_| self.explain)
    }

    /// A group without files is none (CSIP66).
    fn has_schemas(&self) -> bool {
        self.schemas.needed(self.kinds).next().is_some()
    }

    fn file<W: Write>(&self, mets: &mut Writer<W>, id: &str, file: &StoredFile) -> io::Result<()> {
        let place = if self.handed_out {
            href(&schemas::handed_out(&file.path))
        } else {
            self.schemas.address(&file.path)
        };
        mets.file(
            id,
            &Link {
                href: &place,
                mime: schemas::mime(&file.path),
                size: file.size,
                created: modified(file).unwrap_or(self.schemas.time),
                digest: &file.digest,
            },
        )
    }
}

type Mets<'a> = Writer<BufWriter<&'a mut dyn Write>>;

/// What a METS document is about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Identifier of the package or the representation.
    pub id: &'a str,
    /// What people call it.
    pub label: &'a str,
    /// `AIP` or `DIP`.
    pub package: &'a str,
    /// The version of the package.
    pub version: u32,
    /// When the document is made.
    pub time: Timestamp,
    /// The tenant: id and name.
    pub tenant: (&'a str, &'a str),
}

/// Begins a document: root and header.
pub fn begin<W: Write>(out: W, subject: &Subject<'_>) -> io::Result<Writer<W>> {
    let mut mets = Writer::new(
        out,
        &Document {
            id: subject.id,
            label: subject.label,
            profile: if subject.package == "DIP" { DIP_PROFILE } else { AIP_PROFILE },
            category: CATEGORY,
            content_information: CONTENT_INFORMATION,
        },
    )?;
    let agents = [
        Agent {
            role: "CREATOR",
            kind: "OTHER",
            other_kind: Some("SOFTWARE"),
            name: "Municipal archive",
            note: Some(("SOFTWARE VERSION", env!("CARGO_PKG_VERSION"))),
        },
        Agent {
            role: "ARCHIVIST",
            kind: "ORGANIZATION",
            other_kind: None,
            name: subject.tenant.1,
            note: Some(("IDENTIFICATIONCODE", subject.tenant.0)),
        },
    ];
    mets.header(&Header {
        created: subject.time,
        // The vocabulary of E-ARK for RECORDSTATUS.
        status: if subject.version == 1 { "NEW" } else { "VERSION" },
        package: subject.package,
        agents: &agents,
    })?;
    Ok(mets)
}

/// Begins a document of the AIP.
fn of_aip<'a>(
    out: &'a mut dyn Write,
    facts: &PackageFacts,
    id: &str,
    label: &str,
) -> io::Result<Mets<'a>> {
    begin(
        BufWriter::with_capacity(64 << 10, out),
        &Subject {
            id,
            label,
            package: "AIP",
            version: facts.version,
            time: facts.time,
            tenant: (&facts.tenant.0, &facts.tenant.1),
        },
    )
}

/// Writes the references to PREMIS: that of the package, where it is given, and the parts of
/// the bundles of an area. Returns their ids.
fn provenance(
    mets: &mut Mets<'_>,
    parts: &Parts<'_>,
    of: impl Fn(Area) -> bool,
    up: &str,
    package: Option<&Part<'_>>,
) -> io::Result<Vec<String>> {
    let chosen = parts.premis.iter().filter(|((area, _), _)| of(*area));
    let named = chosen
        .map(|((area, number), part)| (format!("premis-{}-{number:06}", area.as_str()), part));
    let package = package.map(|part| ("premis".to_owned(), part));
    let all: Vec<_> = package.into_iter().chain(named).collect();
    if all.is_empty() {
        return Ok(Vec::new());
    }
    mets.begin_administrative("administrative")?;
    for (id, part) in &all {
        let place = format!("{up}{}", href(part.logical));
        mets.provenance(id, &link(part, &place, XML, parts.facts.time))?;
    }
    mets.end()?;
    Ok(all.into_iter().map(|(id, _)| id).collect())
}

/// Whether an area has any file.
fn has_files(parts: &Parts<'_>, area: Area) -> io::Result<bool> {
    let mut any = false;
    (parts.files)(&mut |file| {
        any |= file.area == area;
        Ok(())
    })?;
    Ok(any)
}

/// Lists the files of an area. Members of a bundle follow one another.
fn list(
    mets: &mut Mets<'_>,
    parts: &Parts<'_>,
    area: Area,
    place: &dyn Fn(&str) -> String,
) -> io::Result<()> {
    let mut open = None;
    (parts.files)(&mut |file| {
        if file.area != area {
            return Ok(());
        }
        if open != file.bundle {
            if open.take().is_some() {
                mets.end()?;
            }
            open = file.bundle;
            if let Some(number) = open {
                begin_bundle(mets, parts, area, number, place)?;
            }
        }
        if file.bundle.is_some() {
            return member(mets, file, parts.facts.received);
        }
        let place = place(&file.area.loose(&file.path));
        write_file(mets, file, parts.facts.received, &place, parts.facts.time)
    })?;
    if open.is_some() { mets.end() } else { Ok(()) }
}

fn begin_bundle(
    mets: &mut Mets<'_>,
    parts: &Parts<'_>,
    area: Area,
    number: u32,
    place: &dyn Fn(&str) -> String,
) -> io::Result<()> {
    let Some(part) = parts.bundles.get(&(area, number)) else {
        return Err(io::Error::other("a bundle that is not among the content"));
    };
    let id = format!("bundle.{}.{number:06}", area.as_str());
    let place = place(part.logical);
    mets.begin_container(&id, &link(part, &place, ZIP, parts.facts.time), "ZIP")
}

fn member(mets: &mut Mets<'_>, file: &StoredFile, version: u32) -> io::Result<()> {
    let path = href(&format!("{}{}", super::bundle::FOLDER, file.path));
    mets.member(&FileEntry {
        id: &id_of(file, version),
        mime: mime(file),
        size: file.size,
        place: Place::Member(&path),
    })
}

/// Writes a file that lies by itself at a place. Where its own time is not known, or none that
/// METS can have, `received` stands for it.
pub fn write_file<W: Write>(
    mets: &mut Writer<W>,
    file: &StoredFile,
    version: u32,
    place: &str,
    received: Timestamp,
) -> io::Result<()> {
    mets.file(
        &id_of(file, version),
        &Link {
            href: place,
            mime: mime(file),
            size: file.size,
            created: modified(file).unwrap_or(received),
            digest: &file.digest,
        },
    )
}

/// The time of a file, where METS can say it.
fn modified(file: &StoredFile) -> Option<Timestamp> {
    let year = |at: &Timestamp| at.to_zoned(jiff::tz::TimeZone::UTC).year();
    file.modified.filter(|at| YEARS.contains(&year(at)))
}

/// The id of a file as an XML id: no slashes.
fn id_of(file: &StoredFile, version: u32) -> String {
    file.id(version).to_string().replace('/', ".")
}

fn mime(file: &StoredFile) -> &str {
    file.known.as_deref().map_or(ANY_BYTES, Known::mime)
}

fn link<'a>(part: &Part<'a>, href: &'a str, mime: &'a str, created: Timestamp) -> Link<'a> {
    Link { href, mime, size: part.size, created, digest: part.digest }
}
