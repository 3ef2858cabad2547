//! A package as an E-ARK DIP (E-ARK DIP 2.2): the payload unpacked, and METS, PREMIS and Dublin
//! Core that describe what is handed out. Written while the names are settled, as streams; the
//! digests are those of the catalog, and a file that turns out different lets the export fail.

use super::schemas::Along;
use super::table::Hashing;
use super::target::{Folders, Target};
use super::{Events, Export};
use crate::aip::StoredFile;
use crate::aip::descriptive::{self, About};
use crate::aip::layout::{DUBLIN_CORE, EAD, METS, PREMIS, REPRESENTATION_METS};
use crate::aip::mets::{self, AS_RECEIVED, Shared, Subject, XML};
use crate::aip::premis::{self, PackageFacts};
use crate::archive::TenantArchive;
use crate::catalog::VersionRow;
use crate::digest::Digest;
use crate::error::Result;
use crate::format::Registry;
use crate::metadata::mets::href;
use crate::metadata::mets::{Link, Writer as MetsWriter, href_bytes};
use crate::metadata::premis::{Event, Writer as PremisWriter, property};
use crate::package::{Area, Kind};
use crate::sorter::{Spool, put_bytes, take_bytes};
use jiff::Timestamp;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::sync::Arc;

/// Memory of what accompanied the submission, until it is listed, in bytes.
const SPOOLING: usize = 1 << 20;
/// The folder that the paths in the METS of the representation start from.
const BASE: &str = "representations/original/";

type Sink = Hashing<BufWriter<File>>;

/// A DIP while the names of its files are settled.
pub struct Dip<'a> {
    target: &'a Target,
    facts: PackageFacts,
    /// Time of the version: stands for times that are not known.
    received: Timestamp,
    mets: MetsWriter<Sink>,
    premis: PremisWriter<Sink>,
    /// Files of the submission with their places: METS lists them behind what is known later.
    submission: Spool,
    record: Vec<u8>,
    types: MimeTypes,
}

/// The MIME types of formats: neither PREMIS nor the catalog has a place for them.
struct MimeTypes {
    registry: Arc<Registry>,
    known: HashMap<String, String>,
}

impl MimeTypes {
    /// The file with the MIME types of its formats, as far as the table in use knows them.
    fn named(&mut self, file: &StoredFile) -> StoredFile {
        let mut file = file.clone();
        for format in file.known.iter_mut().flat_map(|known| &mut known.formats) {
            if !self.known.contains_key(&format.puid) {
                let found = self.registry.find(&format.puid);
                let mime = found.map_or("", |id| self.registry.format(id).usual_mime());
                self.known.insert(format.puid.clone(), mime.to_owned());
            }
            if let Some(mime) = self.known.get(&format.puid) {
                mime.clone_into(&mut format.mime);
            }
        }
        file
    }
}

/// A document of the DIP that was written.
struct Written {
    size: u64,
    digest: Digest,
}

impl<'a> Dip<'a> {
    /// Begins METS of the representation and PREMIS.
    pub fn new(
        tenant: &TenantArchive,
        request: &Export,
        version: &VersionRow,
        target: &'a Target,
        events: &'a dyn Events,
    ) -> Result<Self> {
        let mut facts = facts(tenant, request, version);
        let own = Kind::ALL.iter().any(|kind| kind.is_own() && kind.as_str() == version.kind);
        if !own {
            let along = Along { tenant, aip: request.aip, target, events };
            facts.schemas = along.newest(described_as(&version.description))?.map(Arc::new);
        }
        let mut folders = Folders::default();
        for path in [REPRESENTATION_METS, PREMIS, DUBLIN_CORE] {
            folders.above(target, path.as_bytes(), path)?;
        }
        let out = sink(target, REPRESENTATION_METS)?;
        let begun = begin_representation(out, &facts);
        let mets = begun.map_err(|e| failed(target, REPRESENTATION_METS, e))?;
        let out = sink(target, PREMIS)?;
        let begun = begin_premis(out, &facts).map_err(|e| failed(target, PREMIS, e));
        Ok(Self {
            target,
            received: version.created.parse().unwrap_or(facts.time),
            premis: begun?,
            facts,
            mets,
            submission: Spool::new(SPOOLING),
            record: Vec::new(),
            types: MimeTypes {
                // A table that cannot be read must not stand in the way of what is handed out.
                registry: tenant.formats().unwrap_or_else(|_| Registry::builtin()),
                known: HashMap::new(),
            },
        })
    }

    /// Enters a file and its place in the target.
    pub fn file(&mut self, place: &[u8], file: &StoredFile) -> Result<()> {
        let (target, version) = (self.target, self.facts.received);
        let readable = String::from_utf8_lossy(place);
        let written = premis::write_stored(&mut self.premis, version, file, &readable);
        written.map_err(|e| failed(target, PREMIS, e))?;
        let file = &self.types.named(file);
        if file.area == Area::Submission {
            self.record.clear();
            put_bytes(&mut self.record, place);
            let row = serde_json::to_vec(file).expect("rows are JSON");
            self.record.extend_from_slice(&row);
            return self.submission.push(&self.record);
        }
        let place = href_bytes(place.strip_prefix(BASE.as_bytes()).unwrap_or(place));
        let written = mets::write_file(&mut self.mets, file, version, &place, self.received);
        written.map_err(|e| failed(target, REPRESENTATION_METS, e))
    }

    /// After the last file: ends the documents and writes the METS of the package.
    pub fn finish(self) -> Result<()> {
        let Self { target, facts, received, mets, premis, submission, .. } = self;
        let ended = end_representation(mets).map_err(|e| failed(target, REPRESENTATION_METS, e));
        let representation = ended?;
        let premis = end_premis(premis, &facts).map_err(|e| failed(target, PREMIS, e))?;
        let descriptive = descriptive(target, &facts)?;
        let documents = Documents { descriptive, premis, representation };
        let submission = submission.finish()?;
        let listed = &mut |each: Each<'_>| -> io::Result<()> {
            let mut iter = submission.iter();
            while let Some(mut record) = iter.next().map_err(io::Error::other)? {
                let place = take_bytes(&mut record).unwrap_or_default();
                let file = serde_json::from_slice(record).map_err(io::Error::other)?;
                each(place, &file)?;
            }
            Ok(())
        };
        let accompanied = !submission.is_empty();
        let out = sink(target, METS)?;
        write_root(out, &facts, received, &documents, accompanied.then_some(listed))
            .map_err(|e| failed(target, METS, e))
    }
}

type Each<'e> = &'e mut dyn FnMut(&[u8], &StoredFile) -> io::Result<()>;
type Listed<'l> = &'l mut dyn FnMut(Each<'_>) -> io::Result<()>;

/// What the METS of the package refers to.
struct Documents {
    descriptive: Vec<Descriptive>,
    premis: Written,
    representation: Written,
}

fn failed(target: &Target, name: &str, error: io::Error) -> crate::error::Error {
    target.failed("write", name.as_bytes(), error)
}

fn sink(target: &Target, name: &str) -> Result<Sink> {
    let file = target.create(name.as_bytes(), name)?;
    Ok(Hashing::new(BufWriter::with_capacity(64 << 10, file)))
}

fn end(sink: Sink) -> io::Result<Written> {
    let Hashing { mut inner, hasher, bytes } = sink;
    inner.flush()?;
    Ok(Written { size: bytes, digest: hasher.finish() })
}

/// The facts of the version as the package handed out has them.
fn facts(tenant: &TenantArchive, request: &Export, version: &VersionRow) -> PackageFacts {
    let own = [
        (property::KIND, version.kind.clone()),
        (property::SOURCE_NAME, version.source_name.clone()),
        (property::FINGERPRINT, version.fingerprint.hex()),
    ];
    let own = own.into_iter().map(|(name, value)| (name.to_owned(), value));
    let facts: Vec<(String, String)> = own.chain(version.description.clone()).collect();
    let now = tenant.clock().now();
    PackageFacts {
        aip: request.aip,
        version: version.number,
        received: version.received,
        title: version.title.clone(),
        facts,
        empty_folders: Vec::new(),
        time: now.round(jiff::Unit::Second).unwrap_or(now),
        tenant: (tenant.id().to_string(), tenant.name().to_owned()),
        notes: Vec::new(),
        formats: None,
        schemas: None,
        scanned: None,
    }
}

/// Kinds of descriptive metadata that [`descriptive()`] writes, in the words of METS.
fn described_as(description: &[(String, String)]) -> &'static [&'static str] {
    if descriptive::has_ead(description) { &["DC", "EAD"] } else { &["DC"] }
}

/// A descriptive document: what was written, its place and its type in METS.
type Descriptive = (Written, &'static str, &'static str);

/// Writes the descriptive documents.
fn descriptive(target: &Target, facts: &PackageFacts) -> Result<Vec<Descriptive>> {
    let (title, tenant) = (facts.title.as_str(), facts.tenant.1.as_str());
    let about = About { aip: facts.aip, title, tenant, time: facts.time };
    let described = &facts.facts;
    let write = |place: &'static str,
                 kind: &'static str,
                 body: &dyn Fn(&mut dyn Write) -> io::Result<()>|
     -> Result<Descriptive> {
        let mut out = sink(target, place)?;
        let written = body(&mut out).and_then(|()| end(out));
        Ok((written.map_err(|e| failed(target, place, e))?, place, kind))
    };
    let dc = |out: &mut dyn Write| descriptive::write_dublin_core(out, described, &about);
    let mut written = vec![write(DUBLIN_CORE, "DC", &dc)?];
    if descriptive::has_ead(described) {
        let ead = |out: &mut dyn Write| descriptive::write_ead(out, described, &about);
        written.push(write(EAD, "EAD", &ead)?);
    }
    Ok(written)
}

fn begin<W: Write>(out: W, facts: &PackageFacts, id: &str) -> io::Result<MetsWriter<W>> {
    let subject = Subject {
        id,
        label: &facts.title,
        package: "DIP",
        version: facts.version,
        time: facts.time,
        tenant: (&facts.tenant.0, &facts.tenant.1),
    };
    mets::begin(out, &subject)
}

fn begin_representation(out: Sink, facts: &PackageFacts) -> io::Result<MetsWriter<Sink>> {
    let mut mets = begin(out, facts, Area::Original.as_str())?;
    mets.begin_files("files")?;
    mets.begin_group("data", "Data", AS_RECEIVED)?;
    Ok(mets)
}

fn end_representation(mut mets: MetsWriter<Sink>) -> io::Result<Written> {
    mets.end()?;
    mets.end()?;
    mets.begin_structure("structure", "representation", Area::Original.as_str())?;
    mets.metadata_division("division-metadata", &[], &[])?;
    mets.group_division("division-data", "Data", "data")?;
    mets.end()?;
    mets.end()?;
    end(mets.finish()?)
}

fn begin_premis(out: Sink, facts: &PackageFacts) -> io::Result<PremisWriter<Sink>> {
    let mut premis = PremisWriter::new(out)?;
    premis::write_head(&mut premis, facts)?;
    Ok(premis)
}

fn end_premis(mut premis: PremisWriter<Sink>, facts: &PackageFacts) -> io::Result<Written> {
    let aip = facts.aip.to_string();
    let (software, organisation) = premis::agent_ids(facts);
    premis.event(&Event {
        id: &format!("v{}/dis", facts.version),
        kind: "dissemination",
        code: "dis",
        time: facts.time,
        detail: "Package handed out; every byte compared with the digest taken when it came in",
        outcome: "success",
        notes: &[],
        agents: &[&software, &organisation],
        objects: &[("URN", &aip)],
    })?;
    premis::write_agents(&mut premis, facts)?;
    end(premis.finish()?)
}

fn link<'a>(href: &'a str, of: &'a Written, facts: &PackageFacts) -> Link<'a> {
    Link { href, mime: XML, size: of.size, created: facts.time, digest: &of.digest }
}

/// Writes the METS of the package.
fn write_root(
    out: Sink,
    facts: &PackageFacts,
    received: Timestamp,
    documents: &Documents,
    submission: Option<Listed<'_>>,
) -> io::Result<()> {
    let aip = facts.aip.to_string();
    let mut mets = begin(out, facts, &aip)?;
    let mut described = Vec::new();
    for (number, (written, place, kind)) in documents.descriptive.iter().enumerate() {
        let id = format!("descriptive-{}", number + 1);
        mets.descriptive(&id, kind, &link(place, written, facts))?;
        described.push(id);
    }
    mets.begin_administrative("administrative")?;
    mets.provenance("premis", &link(PREMIS, &documents.premis, facts))?;
    mets.end()?;
    mets.begin_files("files")?;
    let accompanied = submission.is_some();
    if let Some(listed) = submission {
        mets.begin_group("submission", "Documentation", AS_RECEIVED)?;
        listed(&mut |place, file| {
            mets::write_file(&mut mets, file, facts.received, &href_bytes(place), received)
        })?;
        mets.end()?;
    }
    let kinds: Vec<_> = documents.descriptive.iter().map(|(_, _, kind)| *kind).collect();
    let shared = facts.schemas.as_deref().map(|schemas| Shared {
        schemas,
        kinds: &kinds,
        explain: !accompanied,
        handed_out: true,
    });
    shared.iter().try_for_each(|shared| shared.groups(&mut mets))?;
    let usage = format!("Representations/{}", Area::Original.as_str());
    let place = href(REPRESENTATION_METS);
    mets.begin_group("original", &usage, AS_RECEIVED)?;
    mets.file("original-mets", &link(&place, &documents.representation, facts))?;
    mets.end()?;
    mets.end()?;
    mets.begin_structure("structure", "package", &aip)?;
    mets.metadata_division("division-metadata", &["premis".to_owned()], &described)?;
    if accompanied {
        mets.group_division("division-submission", "Documentation", "submission")?;
    }
    shared.iter().try_for_each(|shared| shared.divisions(&mut mets))?;
    mets.document_division("division-original", &usage, "original", &place)?;
    mets.end()?;
    mets.end()?;
    end(mets.finish()?).map(drop)
}
