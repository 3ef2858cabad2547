//! Describing: PREMIS, Dublin Core and the inventory, written as streams into the stages.

use super::receive::{Content, FileRecord, Received, key};
use super::stages::{HashedSink, Staged, Stages};
use crate::aip::layout::{DUBLIN_CORE, PREMIS, content_path};
use crate::aip::premis::{self, PackageFacts};
use crate::digest::Algorithm;
use crate::error::Result;
use crate::metadata::dublin_core;
use crate::metadata::premis::Writer;
use crate::ocfl::inventory::{self, Inventory, InventoryWriter, VersionFacts};
use crate::sorter::{DEFAULT_MEMORY, Sorted, Sorter, Spooled};
use crate::store::proof::Expected;
use crate::store::{At, StoreError};
use std::io::{self, BufWriter, Write};

/// A version that is staged as a whole: all that is left is to confirm and commit it.
pub struct Described {
    /// The stages.
    pub stages: Stages,
    /// The journal.
    pub journal: super::journal::Journal,
    /// Files.
    pub rows: Spooled,
    /// Content files.
    pub contents: Spooled,
    /// The inventory: path, size and SHA-512.
    pub inventory: Staged,
}

/// Facts of the OCFL version.
pub struct OcflFacts {
    /// RFC 3339.
    pub created: String,
    /// Why the version was made.
    pub message: String,
    /// Who made it.
    pub user_name: String,
    /// A URI of who made it.
    pub user_address: String,
}

/// Writes everything that describes a version. `previous` is the inventory so far.
pub fn describe(
    mut received: Received,
    facts: &PackageFacts,
    description: &[(String, String)],
    ocfl: &OcflFacts,
    previous: Option<&Inventory>,
) -> Result<Described> {
    if dublin_core::applies(description) {
        document(&mut received, facts.version, DUBLIN_CORE, &mut |out| {
            dublin_core::write(out, description)
        })?;
    }
    // The rows move out for the time of writing, since the document goes into the stages.
    let contents = std::mem::replace(&mut received.contents, crate::sorter::Spool::new(0));
    let contents = contents.finish()?;
    let bundles = Bundles::of(&contents)?;
    let rows = &received.rows;
    let (stages, next, earlier) = (&received.stages, received.next_ordinal, &received.earlier);
    let premis =
        put(stages, facts.version, next, &mut |out| write_premis(out, facts, rows, &bundles))?;
    let place = match earlier.get(&premis.digest) {
        Some(place) => {
            stages.remove(&key(&content_path(facts.version, next)))?;
            *place
        }
        None => (facts.version, next),
    };
    let premis = Content {
        logical: PREMIS.into(),
        version: place.0,
        ordinal: place.1,
        size: premis.size,
        digest: premis.digest,
    };
    let contents = with(&contents, &premis)?;
    let inventory = write_inventory(stages, facts, &contents, ocfl, previous)?;
    Ok(Described {
        stages: received.stages,
        journal: received.journal,
        rows: received.rows,
        contents,
        inventory,
    })
}

/// The same content files and one more.
fn with(contents: &Spooled, one: &Content) -> Result<Spooled> {
    let mut out = crate::sorter::Spool::new(DEFAULT_MEMORY / 4);
    let mut iter = contents.iter();
    while let Some(record) = iter.next()? {
        out.push(record)?;
    }
    let mut record = Vec::new();
    one.encode(&mut record);
    out.push(&record)?;
    out.finish()
}

type Body<'a> = &'a mut dyn FnMut(&mut dyn Write) -> io::Result<()>;

/// Writes a document as the next content file and records it.
fn document(received: &mut Received, version: u32, logical: &str, body: Body<'_>) -> Result<()> {
    let ordinal = received.next_ordinal;
    received.next_ordinal += 1;
    let file = put(&received.stages, version, ordinal, body)?;
    let place = match received.earlier.get(&file.digest) {
        Some(place) => {
            received.stages.remove(&key(&content_path(version, ordinal)))?;
            *place
        }
        None => (version, ordinal),
    };
    let content = Content {
        logical: logical.into(),
        version: place.0,
        ordinal: place.1,
        size: file.size,
        digest: file.digest,
    };
    let mut record = Vec::new();
    content.encode(&mut record);
    received.contents.push(&record)
}

/// Writes a document into the stages, in the place of one that an interrupted run left there.
fn put(stages: &Stages, version: u32, ordinal: u64, body: Body<'_>) -> Result<Expected> {
    write_at(stages, &content_path(version, ordinal), body)
}

fn write_at(stages: &Stages, path: &str, body: Body<'_>) -> Result<Expected> {
    let path = key(path);
    stages.remove(&path)?;
    let mut sink = HashedSink::new(stages.create(&path)?);
    let written = body(&mut sink);
    let expected = sink.finish()?;
    written.map_err(|e| StoreError::from_io(At::key("write", &path), e))?;
    Ok(expected)
}

/// The bundles of a version among its content files.
struct Bundles(Vec<Content>);

impl Bundles {
    fn of(contents: &Spooled) -> Result<Self> {
        let mut out = Vec::new();
        let mut iter = contents.iter();
        while let Some(record) = iter.next()? {
            let content = Content::decode(record).expect("made by encode");
            let inside = ["representations/original/bundles/", "submission-bundles/"];
            if inside.iter().any(|folder| content.logical.starts_with(folder)) {
                out.push(content);
            }
        }
        Ok(Self(out))
    }
}

fn write_premis(
    out: &mut dyn Write,
    facts: &PackageFacts,
    rows: &Spooled,
    bundles: &Bundles,
) -> io::Result<()> {
    let mut writer = Writer::new(BufWriter::with_capacity(64 << 10, out))?;
    premis::write_head(&mut writer, facts)?;
    let mut iter = rows.iter();
    while let Some(record) = iter.next().map_err(io::Error::other)? {
        let record = FileRecord::decode(record).expect("made by encode");
        let file = &record.read.file;
        if file.slot.bundle.is_none() {
            let place = file.area.loose(&file.path);
            premis::write_file(&mut writer, facts.version, &record.read, premis::AT_PATH, &place)?;
        }
    }
    for bundle in &bundles.0 {
        let name = bundle.logical.rsplit('/').next().unwrap_or_default();
        writer.file(&crate::metadata::premis::FileObject {
            id: &format!("bundle/{}", bundle.logical),
            name,
            raw: None,
            size: bundle.size,
            digests: &[bundle.digest],
            modified: None,
            location_type: premis::AT_PATH,
            location: &bundle.logical,
            format: Some("ZIP (ISO/IEC 21320-1)"),
        })?;
    }
    premis::write_tail(&mut writer, facts)?;
    writer.finish()?.flush()
}

/// Writes `vN/inventory.json`: the manifest of all versions, grouped by digest, then every
/// version with its state.
fn write_inventory(
    stages: &Stages,
    facts: &PackageFacts,
    contents: &Spooled,
    ocfl: &OcflFacts,
    previous: Option<&Inventory>,
) -> Result<Staged> {
    let mut manifest = Sorter::new(DEFAULT_MEMORY / 4);
    let mut state = Sorter::new(DEFAULT_MEMORY / 4);
    let mut iter = contents.iter();
    while let Some(record) = iter.next()? {
        let content = Content::decode(record).expect("made by encode");
        let digest = content.digest.hex();
        state.push(digest.as_bytes(), content.logical.as_bytes())?;
        if content.version == facts.version {
            manifest.push(digest.as_bytes(), content.path().as_bytes())?;
        }
    }
    for (digest, paths) in previous.iter().flat_map(|p| &p.manifest) {
        for path in paths {
            manifest.push(digest.to_ascii_lowercase().as_bytes(), path.as_bytes())?;
        }
    }
    let (manifest, state) = (manifest.finish()?, state.finish()?);
    let path = format!("v{}/{}", facts.version, inventory::FILE);
    let expected = write_at(stages, &path, &mut |out| {
        inventory_body(out, facts, ocfl, previous, &manifest, &state)
    })?;
    Ok(Staged { path: key(&path), expected })
}

fn inventory_body(
    out: &mut dyn Write,
    facts: &PackageFacts,
    ocfl: &OcflFacts,
    previous: Option<&Inventory>,
    manifest: &Sorted,
    state: &Sorted,
) -> io::Result<()> {
    let out = BufWriter::with_capacity(64 << 10, out);
    let id = facts.aip.to_string();
    let mut writer = InventoryWriter::new(out, &id, Algorithm::Sha512, facts.version)?;
    grouped(manifest, &mut writer)?;
    writer.begin_versions()?;
    for number in 1..facts.version {
        if let Some(version) = previous.and_then(|p| p.versions.get(&format!("v{number}"))) {
            writer.earlier_version(number, version)?;
        }
    }
    writer.begin_version(
        facts.version,
        &VersionFacts {
            created: &ocfl.created,
            message: &ocfl.message,
            user_name: &ocfl.user_name,
            user_address: &ocfl.user_address,
        },
    )?;
    grouped(state, &mut writer)?;
    writer.end_version()?;
    writer.finish()?.flush()
}

/// Writes each digest once, with all its paths.
fn grouped<W: Write>(sorted: &Sorted, writer: &mut InventoryWriter<W>) -> io::Result<()> {
    let mut iter = sorted.iter().map_err(io::Error::other)?;
    let mut digest = String::new();
    let mut paths: Vec<String> = Vec::new();
    while let Some((key, value)) = iter.next().map_err(io::Error::other)? {
        if key != digest.as_bytes() {
            if !paths.is_empty() {
                writer.paths(&digest, paths.iter().map(String::as_str))?;
            }
            paths.clear();
            digest = String::from_utf8_lossy(key).into_owned();
        }
        paths.push(String::from_utf8_lossy(value).into_owned());
    }
    if !paths.is_empty() {
        writer.paths(&digest, paths.iter().map(String::as_str))?;
    }
    Ok(())
}
