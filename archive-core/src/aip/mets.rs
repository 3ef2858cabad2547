//! What METS says of an AIP (`docs/format.md`, section 6): the root lists metadata, what
//! accompanied the submission and the representation; the representation lists its files.

use super::layout::{FileId, METS, REPRESENTATION_METS};
use super::premis::PackageFacts;
use crate::digest::Digest;
use crate::format::{ANY_BYTES, Known};
use crate::metadata::mets::{Agent, Document, FileEntry, Header, Link, Place, Writer, href};
use crate::package::Area;
use crate::package::reading::FileRead;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

/// The profile our packages follow.
const PROFILE: &str = "https://earkaip.dilcis.eu/profile/E-ARK-AIP-v2-2-0.xml";
/// Category of the content: a package may hold everything.
const CATEGORY: &str = "Mixed";
const CONTENT_INFORMATION: &str = "MIXED";
/// Kind of the content of a group of files, in our own words (CSIP63).
const AS_RECEIVED: &str = "as received";
const XML: &str = "application/xml";
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

/// Gives the files of an area in order: those that lie by themselves, and members of bundles.
pub type Files<'a> = &'a dyn Fn(&mut dyn FnMut(&FileRead) -> io::Result<()>) -> io::Result<()>;

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
    let mut mets = begin(out, parts.facts, area.as_str())?;
    let up = "../../";
    let ids = provenance(&mut mets, parts, |of| of == area, up, None)?;
    mets.begin_files("files")?;
    mets.begin_group("data", "Data", Some(AS_RECEIVED))?;
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
    let mut mets = begin(out, facts, &facts.aip.to_string())?;
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
        mets.begin_group("submission", "Documentation", None)?;
        list(&mut mets, parts, submission, &href)?;
        mets.end()?;
    }
    let usage = format!("Representations/{}", Area::Original.as_str());
    mets.begin_group("original", &usage, Some(AS_RECEIVED))?;
    let mets_of = href(root.representation.logical);
    mets.file("original-mets", &link(&root.representation, &mets_of, XML, facts.time))?;
    mets.end()?;
    mets.end()?;
    mets.begin_structure("structure", "package", &facts.aip.to_string())?;
    mets.metadata_division("division-metadata", &ids, &described)?;
    if accompanied {
        mets.group_division("division-submission", "Documentation", "submission")?;
    }
    mets.document_division("division-original", &usage, "original", &mets_of)?;
    mets.end()?;
    mets.end()?;
    mets.finish()?.flush()
}

type Mets<'a> = Writer<BufWriter<&'a mut dyn Write>>;

/// Begins a document: root and header.
fn begin<'a>(out: &'a mut dyn Write, facts: &PackageFacts, id: &str) -> io::Result<Mets<'a>> {
    let mut mets = Writer::new(
        BufWriter::with_capacity(64 << 10, out),
        &Document {
            id,
            label: &facts.title,
            profile: PROFILE,
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
            name: &facts.tenant.1,
            note: Some(("IDENTIFICATIONCODE", &facts.tenant.0)),
        },
    ];
    mets.header(&Header {
        created: facts.time,
        status: if facts.version == 1 { "NEW" } else { "VERSION" },
        package: "AIP",
        agents: &agents,
    })?;
    Ok(mets)
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
    (parts.files)(&mut |read| {
        any |= read.file.area == area;
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
    (parts.files)(&mut |read| {
        if read.file.area != area {
            return Ok(());
        }
        let bundle = read.file.slot.bundle;
        if open != bundle {
            if open.take().is_some() {
                mets.end()?;
            }
            open = bundle;
            if let Some(number) = bundle {
                begin_bundle(mets, parts, area, number, place)?;
            }
        }
        let id = FileId::of(&read.file, parts.facts.version).to_string().replace('/', ".");
        let known = read.known.as_deref();
        match bundle {
            Some(_) => member(mets, &id, read, known),
            None => loose(mets, &id, read, known, parts.facts.time, place),
        }
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

fn member(mets: &mut Mets<'_>, id: &str, read: &FileRead, known: Option<&Known>) -> io::Result<()> {
    let path = href(&format!("{}{}", super::bundle::FOLDER, read.file.path));
    mets.member(&FileEntry {
        id,
        mime: known.map_or(ANY_BYTES, Known::mime),
        size: read.file.entry.size,
        place: Place::Member(&path),
    })
}

fn loose(
    mets: &mut Mets<'_>,
    id: &str,
    read: &FileRead,
    known: Option<&Known>,
    received: Timestamp,
    place: &dyn Fn(&str) -> String,
) -> io::Result<()> {
    let file = &read.file;
    let modified = file
        .entry
        .modified
        .filter(|at| YEARS.contains(&at.to_zoned(jiff::tz::TimeZone::UTC).year()));
    mets.file(
        id,
        &Link {
            href: &place(&file.area.loose(&file.path)),
            mime: known.map_or(ANY_BYTES, Known::mime),
            size: file.entry.size,
            created: modified.unwrap_or(received),
            digest: &read.digests[0],
        },
    )
}

fn link<'a>(part: &Part<'a>, href: &'a str, mime: &'a str, created: Timestamp) -> Link<'a> {
    Link { href, mime, size: part.size, created, digest: part.digest }
}
