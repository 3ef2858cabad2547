//! Describing: PREMIS, Dublin Core and the inventory, written as streams into the stages.

use super::receive::{Content, Earlier, FileRecord, Received, key};
use super::stages::{HashedSink, Staged, Stages};
use crate::aip::StoredFile;
use crate::aip::descriptive::{self, About};
use crate::aip::layout::{
    DUBLIN_CORE, EAD, METS, PREMIS, REPRESENTATION_METS, bundle_of, content_path, premis_part_of,
};
use crate::aip::mets::{self, Part, Parts, Root};
use crate::aip::premis::{self, PackageFacts};
use crate::aip::read::earlier_content;
use crate::digest::{Algorithm, Digest};
use crate::error::{Error, Result};
use crate::finding::codes::ing;
use crate::metadata::premis::Writer;
use crate::ocfl::inventory::{self, Inventory, InventoryWriter, VersionFacts};
use crate::package::Area;
use crate::sorter::{DEFAULT_MEMORY, Sorted, Sorter, Spool, Spooled};
use crate::store::proof::Expected;
use crate::store::{At, StoreError};
use std::collections::{BTreeMap, HashMap};
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
    received: Received,
    facts: &PackageFacts,
    description: &[(String, String)],
    ocfl: &OcflFacts,
    previous: Option<&Inventory>,
) -> Result<Described> {
    let Received { stages, journal, rows, contents, next_ordinal, earlier, .. } = received;
    let contents = contents.finish()?;
    let mut documents = Documents {
        stages: &stages,
        version: facts.version,
        next: next_ordinal,
        earlier: &earlier,
        written: Vec::new(),
    };
    write_documents(&mut documents, facts, description, &rows, &Bundled::of(&contents)?)?;
    let contents = with(&contents, &documents.written)?;
    let inventory = write_inventory(&stages, facts, &contents, ocfl, previous)?;
    Ok(Described { stages, journal, rows, contents, inventory })
}

/// A version that has the content of the one before, and other documents about it.
pub struct Anew<'a> {
    /// Its stages.
    pub stages: Stages,
    /// Its journal.
    pub journal: super::journal::Journal,
    /// What the version before holds: logical path, version, ordinal and SHA-512.
    pub state: Vec<(String, (u32, u64), Digest)>,
    /// Sizes of bundles and documents, by version and ordinal.
    pub sizes: &'a HashMap<(u32, u64), u64>,
    /// The files that accompanied the submission, bundle by bundle, as JSON.
    pub submission: &'a Spooled,
    /// Writes PREMIS.
    pub premis: Body<'a>,
}

/// Writes what describes a version whose content stays: Dublin Core, EAD, PREMIS and the METS of
/// the package. The METS of the representation stays with the files that it lists.
pub fn describe_anew(
    anew: Anew<'_>,
    facts: &PackageFacts,
    description: &[(String, String)],
    ocfl: &OcflFacts,
    previous: &Inventory,
) -> Result<Described> {
    let Anew { stages, journal, state, sizes, submission, premis } = anew;
    let mut kept = Spool::new(DEFAULT_MEMORY / 4);
    let mut record = Vec::new();
    for (logical, (version, ordinal), digest) in state {
        if [DUBLIN_CORE, EAD, PREMIS, METS].contains(&logical.as_str()) {
            continue;
        }
        let size = sizes.get(&(version, ordinal)).copied();
        // METS repeats the sizes of these; nobody asks for that of another file here.
        if size.is_none() && is_named_in_mets(&logical) {
            let error = Error::new(&ing::UNREADABLE_AIP).at(facts.aip.to_string());
            return Err(error.with("reason", format!("the catalog does not know {logical}")));
        }
        let size = size.unwrap_or_default();
        Content { logical, version, ordinal, size, digest }.encode(&mut record);
        kept.push(&record)?;
    }
    let kept = kept.finish()?;
    let bundled = Bundled::of(&kept)?;
    let earlier = earlier_content(previous);
    let mut documents = Documents {
        stages: &stages,
        version: facts.version,
        next: 0,
        earlier: &earlier,
        written: Vec::new(),
    };
    let descriptive = documents.descriptive(description, facts)?;
    let premis = documents.put(PREMIS, premis)?;
    if let Some(representation) = &bundled.representation {
        let files = |each: &mut dyn FnMut(&StoredFile) -> io::Result<()>| {
            let mut iter = submission.iter();
            while let Some(row) = iter.next().map_err(io::Error::other)? {
                each(&serde_json::from_slice(row)?)?;
            }
            Ok(())
        };
        let parts = Parts {
            facts,
            bundles: &parts_of(&bundled.bundles),
            premis: &parts_of(&bundled.premis),
            files: &files,
        };
        let descriptive: Vec<_> = descriptive.iter().map(|(c, kind)| (part_of(c), *kind)).collect();
        let root = Root {
            descriptive: &descriptive,
            premis: part_of(&premis),
            representation: part_of(representation),
        };
        documents.put(METS, &mut |out| mets::write_root(out, &parts, &root))?;
    }
    let contents = with(&kept, &documents.written)?;
    let inventory = write_inventory(&stages, facts, &contents, ocfl, Some(previous))?;
    let rows = Spool::new(DEFAULT_MEMORY / 4).finish()?;
    Ok(Described { stages, journal, rows, contents, inventory })
}

/// Whether METS of the package names a content file besides those that are written anew.
fn is_named_in_mets(logical: &str) -> bool {
    logical == REPRESENTATION_METS
        || bundle_of(logical).is_some()
        || premis_part_of(logical).is_some()
}

/// Writes Dublin Core, PREMIS and METS, each after those that it names.
fn write_documents(
    documents: &mut Documents<'_>,
    facts: &PackageFacts,
    description: &[(String, String)],
    rows: &Spooled,
    bundled: &Bundled,
) -> Result<()> {
    let descriptive = documents.descriptive(description, facts)?;
    let premis =
        documents.put(PREMIS, &mut |out| write_premis(out, facts, rows, &bundled.bundles))?;
    let files = |each: &mut dyn FnMut(&StoredFile) -> io::Result<()>| each_row(rows, each);
    let parts = Parts {
        facts,
        bundles: &parts_of(&bundled.bundles),
        premis: &parts_of(&bundled.premis),
        files: &files,
    };
    let representation =
        documents.put(REPRESENTATION_METS, &mut |out| mets::write_representation(out, &parts))?;
    let root = Root {
        descriptive: &descriptive.iter().map(|(c, kind)| (part_of(c), *kind)).collect::<Vec<_>>(),
        premis: part_of(&premis),
        representation: part_of(&representation),
    };
    documents.put(METS, &mut |out| mets::write_root(out, &parts, &root))?;
    Ok(())
}

/// Gives every file in the order in which it was read.
fn each_row(rows: &Spooled, each: &mut dyn FnMut(&StoredFile) -> io::Result<()>) -> io::Result<()> {
    let mut iter = rows.iter();
    while let Some(record) = iter.next().map_err(io::Error::other)? {
        each(&FileRecord::decode(record).expect("made by encode").row())?;
    }
    Ok(())
}

/// The same content files and some more.
fn with(contents: &Spooled, more: &[Content]) -> Result<Spooled> {
    let mut out = Spool::new(DEFAULT_MEMORY / 4);
    let mut iter = contents.iter();
    while let Some(record) = iter.next()? {
        out.push(record)?;
    }
    let mut record = Vec::new();
    for content in more {
        content.encode(&mut record);
        out.push(&record)?;
    }
    out.finish()
}

/// Writes a document.
pub type Body<'a> = &'a mut dyn FnMut(&mut dyn Write) -> io::Result<()>;

/// The documents of the archive itself: the last content files of a version.
struct Documents<'a> {
    stages: &'a Stages,
    version: u32,
    /// The ordinal of the next one.
    next: u64,
    earlier: &'a Earlier,
    written: Vec<Content>,
}

impl Documents<'_> {
    /// Writes the descriptive documents; gives each with its type in METS.
    fn descriptive(
        &mut self,
        description: &[(String, String)],
        facts: &PackageFacts,
    ) -> Result<Vec<(Content, &'static str)>> {
        let about = About {
            aip: facts.aip,
            title: &facts.title,
            tenant: &facts.tenant.1,
            time: facts.time,
        };
        let dc = self.put(DUBLIN_CORE, &mut |out| {
            descriptive::write_dublin_core(out, description, &about)
        })?;
        let mut out = vec![(dc, "DC")];
        if descriptive::has_ead(description) {
            let ead = self.put(EAD, &mut |out| descriptive::write_ead(out, description, &about))?;
            out.push((ead, "EAD"));
        }
        Ok(out)
    }

    /// Writes a document as the next content file, in the place of one that an interrupted run
    /// left there. What an earlier version holds already is not kept again.
    fn put(&mut self, logical: &str, body: Body<'_>) -> Result<Content> {
        let ordinal = self.next;
        self.next += 1;
        let path = content_path(self.version, ordinal);
        let file = write_at(self.stages, &path, body)?;
        let place = match self.earlier.get(&file.digest) {
            Some(place) => {
                self.stages.remove(&key(&path))?;
                *place
            }
            None => (self.version, ordinal),
        };
        let content = Content {
            logical: logical.into(),
            version: place.0,
            ordinal: place.1,
            size: file.size,
            digest: file.digest,
        };
        self.written.push(content.clone());
        Ok(content)
    }
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

type ByBundle = BTreeMap<(Area, u32), Content>;

/// What is there once for each bundle of a version, among its content files.
#[derive(Default)]
struct Bundled {
    bundles: ByBundle,
    premis: ByBundle,
    /// The METS of the representation.
    representation: Option<Content>,
}

impl Bundled {
    fn of(contents: &Spooled) -> Result<Self> {
        let mut out = Self::default();
        let mut iter = contents.iter();
        while let Some(record) = iter.next()? {
            let content = Content::decode(record).expect("made by encode");
            if let Some(bundle) = bundle_of(&content.logical) {
                out.bundles.insert(bundle, content);
            } else if let Some(bundle) = premis_part_of(&content.logical) {
                out.premis.insert(bundle, content);
            } else if content.logical == REPRESENTATION_METS {
                out.representation = Some(content);
            }
        }
        Ok(out)
    }
}

fn part_of(content: &Content) -> Part<'_> {
    Part { logical: &content.logical, size: content.size, digest: &content.digest }
}

fn parts_of(contents: &ByBundle) -> BTreeMap<(Area, u32), Part<'_>> {
    contents.iter().map(|(bundle, content)| (*bundle, part_of(content))).collect()
}

fn write_premis(
    out: &mut dyn Write,
    facts: &PackageFacts,
    rows: &Spooled,
    bundles: &ByBundle,
) -> io::Result<()> {
    let mut writer = Writer::new(BufWriter::with_capacity(64 << 10, out))?;
    premis::write_head(&mut writer, facts)?;
    let mut iter = rows.iter();
    while let Some(record) = iter.next().map_err(io::Error::other)? {
        let record = FileRecord::decode(record).expect("made by encode");
        let file = &record.read.file;
        if file.slot.bundle.is_none() {
            let place = file.area.loose(&file.path);
            premis::write_file(&mut writer, facts.version, &record.read, &place)?;
        }
    }
    let container = premis::bundle_format();
    for bundle in bundles.values() {
        let name = bundle.logical.rsplit('/').next().unwrap_or_default();
        writer.file(&crate::metadata::premis::FileObject {
            id: &format!("bundle/{}", bundle.logical),
            name,
            raw: None,
            size: bundle.size,
            digests: &[bundle.digest],
            modified: None,
            location: Some((premis::AT_PATH, &bundle.logical)),
            known: Some(&container),
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
