//! Describing a stored package anew: a version that has the files of the one before, with the
//! description changed and an event that tells it. The bytes of the files are not touched.

use super::commit::{Committed, commit};
use super::describe::{Anew, OcflFacts, describe_anew};
use super::journal::{Begun, Journal};
use super::recorder::Record;
use super::session::{Goal, Session};
use super::stages::Stages;
use crate::aip::AipId;
use crate::aip::premis::{self, PackageFacts};
use crate::aip::read::{self, StoredAip, VersionHead, is_own_fact};
use crate::aip::schemas::Schemas;
use crate::archive::TenantCopy;
use crate::catalog::VersionRow;
use crate::error::{Error, Result};
use crate::finding::codes::{dsc, ing};
use crate::metadata::description::{Description, Field, Level};
use crate::metadata::premis::{Entry, FileObject, Object, ObjectKind, Writer, property};
use crate::package::Area;
use crate::xml::readable;
use jiff::Timestamp;
use std::io::{self, BufWriter, Write};
use std::sync::Arc;

/// What the journal of a description that is being written names as its source.
pub(super) const SOURCE: &str = "description of ";

/// Why a description is changed, and by whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Why {
    /// The reason, in free words.
    pub reason: Option<String>,
    /// Who changes it, as people call them.
    pub by: Option<String>,
}

/// A description that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redescribed {
    /// The package.
    pub aip: AipId,
    /// Its newest version: a new one where anything changed.
    pub version: u32,
    /// The names of the fields that changed; none where there is no new version.
    pub changed: Vec<String>,
}

/// How a package is described now: its newest version, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    /// The newest version.
    pub version: VersionRow,
    /// Its description.
    pub description: Description,
}

impl Session<'_> {
    /// Changes the description of a package as `change` says. Where it comes out as it was, no
    /// version is made; with `dry_run` neither.
    ///
    /// # Errors
    /// Where `change` fails, where the description cannot be kept as a whole, where a version of
    /// the package waits for its source, and where copies fail, as in taking in.
    pub fn describe(
        &self,
        aip: AipId,
        change: &dyn Fn(&Description) -> Result<Description>,
        why: &Why,
        dry_run: bool,
    ) -> Result<Redescribed> {
        // Made, where need be, before this package is locked: it may be the one.
        let schemas = if dry_run { None } else { self.schemas()? };
        let goal = self.next_version(aip)?;
        let present = present(self, aip)?;
        let mut description = clean(change(&present.description)?);
        if description.unit.text(Field::Title).is_none() {
            // A package is always called something: what it came as, where nobody says more.
            description.unit.say(Field::Title, &present.version.source_name);
        }
        if !description.is_keepable() {
            return Err(Error::new(&dsc::NOT_KEEPABLE).at(aip.to_string()));
        }
        let changed = present.description.differing(&description);
        let version = present.version.number;
        if changed.is_empty() || dry_run {
            return Ok(Redescribed { aip, version, changed });
        }
        let schemas = schemas.filter(|schemas| schemas.aip != aip);
        let event = Event::new(&changed, why);
        self.write(&goal, &present.version, &description, &event, schemas)?;
        Ok(Redescribed { aip, version: goal.version, changed })
    }

    fn write(
        &self,
        goal: &Goal,
        old: &VersionRow,
        description: &Description,
        event: &Event,
        schemas: Option<Arc<Schemas>>,
    ) -> Result<()> {
        let tenant = self.tenant();
        let (copy, entity) = self.good_copy(goal, old)?;
        let stored = open(copy, goal.aip)?;
        let now = tenant.clock().now();
        let now = now.round(jiff::Unit::Second).unwrap_or(now);
        let head = head(old, description, now, &entity);
        let facts = PackageFacts { schemas, ..self.facts_of(goal, &head, &entity) };
        let writer = crate::random::uuid_v4().to_string();
        let begun = Begun {
            aip: goal.aip.to_string(),
            version: goal.version,
            source: format!("{SOURCE}{}", goal.aip),
            writer,
            time: crate::clock::rfc3339(now),
            formats: None,
        };
        // The journal first: what is staged without one would be nobody's.
        let journal = Journal::begin(tenant, &begun, goal.aip)?;
        let stages = match Stages::begin(tenant, goal.aip, goal.version, &begun.writer) {
            Err(error) if error.is(&ing::VERSION_THERE) => {
                journal.remove()?;
                return Err(error);
            }
            other => other?,
        };
        let previous = goal.previous.as_ref().expect("a package that is described has a version");
        let catalog = tenant.catalog();
        let anew = Anew {
            stages,
            journal,
            state: stored.state(old.number)?,
            sizes: &catalog.document_sizes(goal.aip, old.number)?,
            submission: &catalog.files_by_id(goal.aip, old.number, Area::Submission)?,
            premis: &mut |out| {
                let rewritten = Rewriting::new(&mut *out, &facts, event)
                    .and_then(|rewriting| rewriting.copy(&stored, old.number));
                rewritten.map_err(io::Error::other)
            },
        };
        let ocfl = OcflFacts {
            created: crate::clock::rfc3339(now),
            message: event.message(),
            user_name: tenant.name().to_owned(),
            user_address: tenant.config().archive.contact.clone(),
        };
        let described = describe_anew(anew, &facts, &head.description, &ocfl, previous)?;
        let Committed { journal, rows, contents, confirmed } = commit(tenant, described, 1)?;
        let head = head.with_inventory(confirmed.inventory());
        let (aip, version) = (goal.aip, goal.version);
        self.recorder()
            .record(tenant, Record { aip, version, head, confirmed, contents, rows, journal })
    }

    /// The first copy that has the version before as the catalog knows it and whose PREMIS is
    /// proven to its end, so that what is copied from it needs no second try; and the entity that
    /// stands in it.
    fn good_copy(&self, goal: &Goal, old: &VersionRow) -> Result<(&TenantCopy, Object)> {
        let aip = goal.aip;
        let unreadable = |reason: String| {
            let error = Error::new(&ing::UNREADABLE_AIP).at(aip.to_string());
            error.with("reason", reason)
        };
        let (name, entity) = self.tenant().from_any_copy(|copy| {
            let stored = open(copy, aip)?;
            if stored.head()? != old.number || stored.digest != old.inventory {
                return Err(unreadable(format!(
                    "on {} it is not as the catalog knows it",
                    copy.name
                )));
            }
            let mut entity = None;
            stored.premis(old.number, &mut |entry| {
                if let Entry::Object(object) = entry
                    && object.kind == ObjectKind::Entity
                {
                    entity = Some(*object);
                }
                Ok(())
            })?;
            let entity = entity.ok_or_else(|| unreadable("no intellectual entity".into()))?;
            Ok((copy.name.clone(), entity))
        })?;
        let copy = self.tenant().copies().iter().find(|copy| copy.name == name);
        Ok((copy.expect("it was one of them"), entity))
    }

    fn facts_of(&self, goal: &Goal, head: &VersionHead<()>, entity: &Object) -> PackageFacts {
        let folders =
            [property::EMPTY_FOLDER, property::EMPTY_FOLDER_B64, property::EMPTY_FOLDER_RAW];
        let kept = entity.facts.iter().filter(|(name, _)| {
            is_own_fact(name) && !folders.contains(&name.as_str()) && name != property::RECEIVED
        });
        let mut facts: Vec<(String, String)> = kept.cloned().collect();
        facts.push((property::RECEIVED.to_owned(), head.received.to_string()));
        facts.extend(head.description.iter().cloned());
        let tenant = self.tenant();
        PackageFacts {
            aip: goal.aip,
            version: goal.version,
            received: head.received,
            title: head.title.clone(),
            facts,
            empty_folders: head.empty_folders.clone(),
            time: head.created,
            tenant: (tenant.id().to_string(), tenant.name().to_owned()),
            notes: Vec::new(),
            formats: None,
            schemas: None,
            scanned: None,
        }
    }
}

fn open(copy: &TenantCopy, aip: AipId) -> Result<StoredAip<'_>> {
    let root = copy.holdings.object_key(&aip.to_string());
    StoredAip::open(&**copy.folder.store(), &root)
}

/// How a package is described now.
pub(super) fn present(session: &Session<'_>, aip: AipId) -> Result<Present> {
    let version = session.tenant().catalog().versions(aip)?.pop();
    let version = version.expect("the catalog gives at least one version, or fails");
    let description = Description::of(&version.description, &version.title);
    Ok(Present { version, description })
}

fn head(
    old: &VersionRow,
    description: &Description,
    created: Timestamp,
    entity: &Object,
) -> VersionHead<()> {
    VersionHead {
        created,
        kind: old.kind.clone(),
        container: old.container.clone(),
        source_name: old.source_name.clone(),
        title: description.unit.text(Field::Title).unwrap_or(&old.title).to_owned(),
        files: old.files,
        bytes: old.bytes,
        fingerprint: old.fingerprint,
        payload_fingerprint: old.payload_fingerprint,
        received: old.received,
        inventory: (),
        description: description.pairs(&old.description),
        empty_folders: read::empty_folders(&entity.facts),
    }
}

/// What XML cannot carry would come back changed from storage: it is changed now.
fn clean(mut description: Description) -> Description {
    let units = description.above.iter_mut().chain([&mut description.unit]);
    for unit in units.chain(description.below.iter_mut().map(|placed| &mut placed.unit)) {
        unit.level = Level::from_word(&readable(unit.level.word()));
        for value in &mut unit.values {
            value.text = readable(&value.text).into_owned();
            value.normal = value.normal.take().map(|normal| readable(&normal).into_owned());
        }
        for (name, text) in &mut unit.other {
            *name = readable(name).into_owned();
            *text = readable(text).into_owned();
        }
    }
    description
}

/// The event of a change.
struct Event {
    detail: String,
    notes: Vec<String>,
    reason: Option<String>,
}

/// Most names of fields in the event of a change; the versions themselves tell the rest.
const NAMED: usize = 50;

impl Event {
    fn new(changed: &[String], why: &Why) -> Self {
        let named = changed.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = changed.len().saturating_sub(NAMED);
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let reason = why.reason.as_deref().map(line).filter(|text| !text.is_empty());
        let by = why.by.as_deref().map(line).filter(|text| !text.is_empty());
        let notes =
            [reason.as_ref().map(|r| format!("reason: {r}")), by.map(|b| format!("by: {b}"))];
        Self {
            detail: format!("Description changed: {named}{rest}"),
            notes: notes.into_iter().flatten().collect(),
            reason,
        }
    }

    /// What the inventory says of the version.
    fn message(&self) -> String {
        match &self.reason {
            Some(reason) => format!("Description changed: {reason}"),
            None => "Description changed".to_owned(),
        }
    }
}

/// Writes the PREMIS of the version before anew: another entity, one more event, the rights as
/// they are now; everything else as it was.
struct Rewriting<'a, W: Write> {
    writer: Writer<BufWriter<W>>,
    facts: &'a PackageFacts,
    event: &'a Event,
    /// Whether the new event is written; it comes after the old ones, before all agents.
    told: bool,
    agents: Vec<String>,
}

impl<'a, W: Write> Rewriting<'a, W> {
    fn new(out: W, facts: &'a PackageFacts, event: &'a Event) -> Result<Self> {
        let writer = Writer::new(BufWriter::with_capacity(64 << 10, out)).map_err(failed)?;
        Ok(Self { writer, facts, event, told: false, agents: Vec::new() })
    }

    fn copy(mut self, aip: &StoredAip<'_>, version: u32) -> Result<()> {
        aip.premis(version, &mut |entry| self.entry(&entry).map_err(failed))?;
        self.end().map_err(failed)
    }

    fn entry(&mut self, entry: &Entry) -> io::Result<()> {
        match entry {
            Entry::Object(object) => self.object(object),
            // A time that was lost is not replaced by another one.
            Entry::Event(event) if event.time.is_none() => {
                Err(io::Error::other(format!("event {} has no readable time", event.id)))
            }
            Entry::Event(event) => event.with(self.facts.time, |event| self.writer.event(event)),
            Entry::Agent(actor) => {
                self.tell()?;
                self.agents.push(actor.id.clone());
                self.writer.agent(&actor.agent())
            }
            Entry::Rights => Ok(()),
        }
    }

    fn object(&mut self, object: &Object) -> io::Result<()> {
        match object.kind {
            // Entity and representation stand together, at the beginning.
            ObjectKind::Entity => premis::write_head(&mut self.writer, self.facts),
            ObjectKind::Representation | ObjectKind::Bitstream => Ok(()),
            ObjectKind::File => {
                let name = object.exact_name().unwrap_or_default();
                let modified = object.fact(property::MODIFIED).and_then(|text| text.parse().ok());
                self.writer.file(&FileObject {
                    id: &object.id,
                    name: &name,
                    raw: object.raw_name().as_deref(),
                    size: object.size.unwrap_or_default(),
                    digests: &object.digests,
                    modified,
                    location: object.location.as_ref().map(|(k, p)| (k.as_str(), p.as_str())),
                    known: object.known.as_ref(),
                })
            }
        }
    }

    fn tell(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.told, true) {
            return Ok(());
        }
        let (software, organisation) = premis::agent_ids(self.facts);
        let aip = self.facts.aip.to_string();
        self.writer.event(&crate::metadata::premis::Event {
            id: &format!("v{}/mem", self.facts.version),
            kind: "metadata modification",
            code: "mem",
            time: self.facts.time,
            detail: &self.event.detail,
            outcome: "success",
            notes: &self.event.notes,
            agents: &[&software, &organisation],
            objects: &[("URN", &aip)],
        })
    }

    fn end(mut self) -> io::Result<()> {
        self.tell()?;
        let (software, _) = premis::agent_ids(self.facts);
        if !self.agents.contains(&software) {
            premis::write_software(&mut self.writer, &software)?;
        }
        premis::write_rights(&mut self.writer, self.facts, &self.facts.aip.to_string())?;
        self.writer.finish()?.flush()
    }
}

/// Why a document of the archive could not be written, on the way through a reader.
fn failed(error: io::Error) -> Error {
    let place = std::path::Path::new("(premis.xml)");
    crate::fs::Failure::of("write", place)(error).into()
}
