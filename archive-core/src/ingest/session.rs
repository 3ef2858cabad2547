//! Taking in one package after the other, or several at once: [`Session::ingest`] is the way of a
//! package, step by step.

use super::commit::commit;
use super::container::{self, ContainerFacts};
use super::describe::{Described, OcflFacts, describe};
use super::journal::{Begun, Journal, Story};
use super::outcome::{ConfirmedCopy, Outcome, Status, judge};
use super::receive::{Received, Receiving};
use super::recorder::{Record, Recorder};
use super::recover;
use super::stages::Stages;
use super::turns::{Turn, Turns};
use crate::aip::AipId;
use crate::aip::premis::PackageFacts;
use crate::aip::read::{StoredAip, VersionHead, earlier_content};
use crate::archive::{Lock, TenantArchive, TenantCopy};
use crate::digest::Digest;
use crate::error::{Error, Result};
use crate::finding::codes::{ing, sto};
use crate::finding::{Class, Finding, Findings, Lang, Severity};
use crate::metadata::premis::property;
use crate::metadata::xml::readable;
use crate::ocfl::inventory::Inventory;
use crate::package::check::Nobody;
use crate::package::reading::Progress;
use crate::package::{Options, Package, Profile};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// Space that must be free beside the package itself, for metadata and the catalog, in bytes.
const SPACE_RESERVE: u64 = 8 << 20;

/// What is asked for a package.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Make it a new version of this package.
    pub as_version_of: Option<AipId>,
    /// Check and tell, store nothing.
    pub dry_run: bool,
    /// Threads for this package.
    pub threads: usize,
    /// The BagIt profile that it must fulfil.
    pub profile: Option<Arc<Profile>>,
}

/// Taking packages into one tenant's archive. Shared by all threads of a bulk ingest.
pub struct Session<'a> {
    tenant: &'a TenantArchive,
    recorder: Recorder,
    /// Interrupted work by its source, to be continued when the same source comes again.
    unfinished: Mutex<HashMap<String, PathBuf>>,
    turns: Turns,
}

/// Interrupted work that is taken up again, or new work.
struct Work {
    aip: AipId,
    version: u32,
    writer: String,
    journal: Journal,
    story: Option<Story>,
    previous: Option<Inventory>,
    _lock: Option<Lock>,
}

impl<'a> Session<'a> {
    /// Opens a session. Interrupted work that came as far as committing is finished first.
    pub fn open(tenant: &'a TenantArchive) -> Result<Self> {
        for copy in tenant.copies() {
            check_writable(copy)?;
        }
        let unfinished = Mutex::new(recover::recover(tenant)?);
        Ok(Self { tenant, recorder: Recorder::new(), unfinished, turns: Turns::default() })
    }

    /// Looks for interrupted work again, as after opening: what a failure left behind is finished,
    /// or continued when its source comes again. For sessions that live long.
    pub fn refresh(&self) -> Result<()> {
        let mut unfinished = self.unfinished.lock().unwrap_or_else(PoisonError::into_inner);
        *unfinished = recover::recover(self.tenant)?;
        Ok(())
    }

    /// Takes in what lies at a path. Never fails as a whole: everything that goes wrong is told
    /// in the outcome.
    pub fn ingest(&self, path: &Path, request: &Request, progress: &Progress) -> Outcome {
        let begun = Instant::now();
        let mut outcome = Outcome::new(path.to_owned(), Status::Failed);
        if let Err(error) = self.steps(path, request, progress, &mut outcome) {
            outcome.class = Some(error.class());
            outcome.status =
                if error.class() == Class::Invalid { Status::Rejected } else { Status::Failed };
            outcome.findings.push(error.finding().clone());
        }
        outcome.elapsed = begun.elapsed();
        outcome
    }

    fn steps(
        &self,
        path: &Path,
        request: &Request,
        progress: &Progress,
        outcome: &mut Outcome,
    ) -> Result<()> {
        if self.tenant.is_own_place(path) {
            return Err(Error::new(&ing::OWN_PLACE).at(path.display().to_string()));
        }
        let config = self.tenant.config();
        let options = Options {
            limits: config.limits(),
            bundle: config.archive.bundle,
            profile: request.profile.clone(),
        };
        let mut package = Package::open(path, &options)?;
        let totals = package.plan().totals();
        (outcome.kind, outcome.container) = (Some(package.kind()), Some(package.container()));
        (outcome.files, outcome.bytes) = (totals.files, totals.bytes);
        outcome.findings = std::mem::take(&mut package.findings);
        if request.dry_run || outcome.findings.has_errors() {
            // Nothing is written for a package that is refused already; the rest is still read,
            // so that everything wrong is told at once.
            outcome.findings.append(package.read(&Nobody, request.threads, progress)?);
            outcome.class = judge(&outcome.findings);
            outcome.status = verdict(outcome.class, Status::Valid);
            return Ok(());
        }
        self.check_space(totals.bytes)?;
        let work = self.begin(path, request, outcome)?;
        self.take_in(&package, work, request, progress, outcome)
    }

    fn take_in(
        &self,
        package: &Package,
        work: Work,
        request: &Request,
        progress: &Progress,
        outcome: &mut Outcome,
    ) -> Result<()> {
        let facts = (work.aip, work.version, work.previous.clone());
        let received = self.receive(package, work, request, progress, outcome)?;
        let Some((received, container)) = received else { return Ok(()) };
        let _lock = self.fingerprint_lock(&received.fingerprint)?;
        if let Some((aip, version)) = self.known(&received, facts.0, facts.1)? {
            outcome
                .findings
                .push(Finding::new(&ing::DUPLICATE).with("aip", aip).with("version", version));
            (outcome.aip, outcome.version) = (Some(aip), Some(version));
            outcome.status = Status::Duplicate;
            return give_up(received);
        }
        self.tell_same_payload(&received, facts.0, outcome)?;
        let head = self.version_head(package, &received);
        let (package_facts, ocfl) =
            self.facts(facts.0, facts.1, &head, container.as_ref(), &outcome.findings);
        let described =
            describe(received, &package_facts, &head.description, &ocfl, facts.2.as_ref())?;
        self.store(described, facts.0, facts.1, head, request, outcome)
    }

    fn store(
        &self,
        described: Described,
        aip: AipId,
        version: u32,
        head: VersionHead,
        request: &Request,
        outcome: &mut Outcome,
    ) -> Result<()> {
        let committed = commit(self.tenant, described, version, request.threads)?;
        let copy = |(name, confirmed): &(String, String)| ConfirmedCopy {
            name: name.clone(),
            confirmed: confirmed.clone(),
        };
        let copies = committed.confirmed.iter().map(copy).collect();
        let head = VersionHead { inventory: committed.inventory, ..head };
        let record = Record {
            aip,
            version,
            head,
            confirmed: committed.confirmed,
            contents: committed.contents,
            rows: committed.rows,
            journal: committed.journal,
        };
        self.recorder.record(self.tenant, record)?;
        (outcome.aip, outcome.version) = (Some(aip), Some(version));
        outcome.copies = copies;
        outcome.status = Status::Stored;
        Ok(())
    }

    /// Refuses a package for which a copy has no space, before the first byte is written.
    fn check_space(&self, bytes: u64) -> Result<()> {
        for copy in self.tenant.copies() {
            let free = copy.folder.store().free_bytes()?;
            let needed = bytes.saturating_add(SPACE_RESERVE);
            if let Some(free) = free.filter(|free| *free < needed) {
                return Err(Error::new(&ing::NO_SPACE)
                    .with("needed", needed)
                    .with("copy", &copy.name)
                    .with("free", free));
            }
        }
        Ok(())
    }

    /// Takes up interrupted work on the same source, or begins new work.
    fn begin(&self, path: &Path, request: &Request, outcome: &mut Outcome) -> Result<Work> {
        let source = source_of(path)?;
        let journal = {
            let mut unfinished = self.unfinished.lock().unwrap_or_else(PoisonError::into_inner);
            unfinished.remove(&source)
        };
        if let Some(journal) = journal
            && let Some(work) = self.take_up(&journal, request)?
        {
            outcome.findings.push(Finding::new(&ing::CONTINUED).with("aip", work.aip));
            return Ok(work);
        }
        let (aip, version, previous, lock) = match request.as_version_of {
            None => (AipId::new(self.tenant.clock()), 1, None, None),
            Some(aip) => {
                let lock = self.aip_lock(aip)?;
                let previous = self.inventory(aip)?;
                let head = previous.head_number().unwrap_or(1);
                (aip, head + 1, Some(previous), Some(lock))
            }
        };
        let begun = Begun {
            aip: aip.to_string(),
            version,
            source,
            writer: crate::random::uuid_v4().to_string(),
            time: crate::clock::rfc3339(self.tenant.clock().now()),
        };
        let journal = Journal::begin(self.tenant, &begun, aip)?;
        let writer = begun.writer;
        Ok(Work { aip, version, writer, journal, story: None, previous, _lock: lock })
    }

    fn take_up(&self, journal: &Path, request: &Request) -> Result<Option<Work>> {
        let Some((journal, story)) = Journal::reopen(journal)? else { return Ok(None) };
        let Some(story) = story else {
            journal.remove()?;
            return Ok(None);
        };
        let Ok(aip) = story.begun.aip.parse::<AipId>() else { return Ok(None) };
        let version = story.begun.version;
        let fits = match request.as_version_of {
            None => version == 1,
            Some(wanted) => wanted == aip,
        };
        if !fits {
            recover::abandon(self.tenant, &story)?;
            journal.remove()?;
            return Ok(None);
        }
        let (previous, lock) = if version > 1 {
            let lock = self.aip_lock(aip)?;
            (Some(self.inventory(aip)?), Some(lock))
        } else {
            (None, None)
        };
        let writer = story.begun.writer.clone();
        Ok(Some(Work { aip, version, writer, journal, story: Some(story), previous, _lock: lock }))
    }

    fn inventory(&self, aip: AipId) -> Result<Inventory> {
        self.tenant
            .catalog()
            .package(aip)
            .map_err(|_| Error::new(&ing::NO_SUCH_VERSION).with("aip", aip))?;
        let copy = &self.tenant.copies()[0];
        let root = copy.holdings.object_key(&aip.to_string());
        Ok(StoredAip::open(&**copy.folder.store(), &root)?.inventory)
    }

    /// Reads the package into the stages. `None` where it turned out not to be valid: then
    /// nothing of it is left.
    fn receive(
        &self,
        package: &Package,
        work: Work,
        request: &Request,
        progress: &Progress,
        outcome: &mut Outcome,
    ) -> Result<Option<(Received, Option<ContainerFacts>)>> {
        let stages = Stages::open(self.tenant, work.aip, work.version, &work.writer)?;
        let earlier = work.previous.as_ref().map(earlier_content).unwrap_or_default();
        let plan = package.plan();
        let mut receiving = Receiving::new(
            stages,
            work.version,
            package.kind(),
            earlier,
            Some(work.journal),
            plan.totals().bytes,
            plan.ordinals(),
        );
        receiving.empty_folders(&package.empty_folders)?;
        if let Some(story) = work.story {
            let groups = if package.is_stream() { HashMap::new() } else { story.groups };
            receiving.resume(groups)?;
        }
        let wanted = self.tenant.config().archive.container_digest;
        let (found, container) = container::beside(package, wanted, || {
            package.read(&receiving, request.threads, progress)
        })?;
        let received = receiving.finish()?;
        outcome.findings.append(found);
        if outcome.findings.has_errors() {
            outcome.class = judge(&outcome.findings);
            outcome.status = verdict(outcome.class, Status::Rejected);
            give_up(received)?;
            return Ok(None);
        }
        let container = match container {
            None => container::of_single_file(package, &received)?,
            some => some,
        };
        Ok(Some((received, container)))
    }

    fn aip_lock(&self, aip: AipId) -> Result<Lock> {
        self.tenant.locks().take(&format!("aip-{}", aip.uuid()), self.tenant.wait())
    }

    /// Packages with the same fingerprint take their decisions one after the other: those of
    /// this session however long it takes, those of other processes for as long as was said.
    fn fingerprint_lock(&self, fingerprint: &Digest) -> Result<(Turn<'_>, Lock)> {
        let shard = &fingerprint.hex()[..3];
        let turn = self.turns.take(shard);
        let lock = format!("fingerprint-{shard}");
        Ok((turn, self.tenant.locks().take(&lock, self.tenant.wait())?))
    }

    /// The stored package that this one is the same as: any package for a new one, the newest
    /// version for a version.
    fn known(&self, received: &Received, aip: AipId, version: u32) -> Result<Option<(AipId, u32)>> {
        let known = self.tenant.catalog().by_fingerprint(&received.fingerprint)?;
        Ok(if version == 1 {
            known.into_iter().next_back()
        } else {
            known.into_iter().find(|found| *found == (aip, version - 1))
        })
    }

    fn tell_same_payload(
        &self,
        received: &Received,
        aip: AipId,
        outcome: &mut Outcome,
    ) -> Result<()> {
        let known = self.tenant.catalog().by_payload(&received.payload_fingerprint)?;
        if outcome.bytes > 0
            && let Some((other, version)) = known.into_iter().rfind(|found| found.0 != aip)
        {
            let finding = Finding::new(&ing::SAME_PAYLOAD);
            outcome.findings.push(finding.with("aip", other).with("version", version));
        }
        Ok(())
    }

    fn version_head(&self, package: &Package, received: &Received) -> VersionHead {
        let totals = package.plan().totals();
        // What XML cannot carry would come back changed from storage: it is changed now.
        let clean = |text: &str| readable(text).into_owned();
        let created = self.tenant.clock().now();
        let created = created.round(jiff::Unit::Second).unwrap_or(created);
        let description = package.description.iter();
        VersionHead {
            created,
            kind: package.kind().as_str().to_owned(),
            container: package.container().as_str().to_owned(),
            source_name: clean(&package.source_name()),
            title: clean(&package.title()),
            files: totals.files,
            bytes: totals.bytes,
            fingerprint: received.fingerprint,
            payload_fingerprint: received.payload_fingerprint,
            inventory: received.fingerprint,
            description: description.map(|(name, value)| (clean(name), clean(value))).collect(),
            empty_folders: package.empty_folders.clone(),
        }
    }

    fn facts(
        &self,
        aip: AipId,
        version: u32,
        head: &VersionHead,
        container: Option<&ContainerFacts>,
        findings: &Findings,
    ) -> (PackageFacts, OcflFacts) {
        let mut facts = vec![
            (property::KIND.to_owned(), head.kind.clone()),
            (property::CONTAINER.to_owned(), head.container.clone()),
            (property::SOURCE_NAME.to_owned(), head.source_name.clone()),
            (property::FILES.to_owned(), head.files.to_string()),
            (property::BYTES.to_owned(), head.bytes.to_string()),
            (property::FINGERPRINT.to_owned(), head.fingerprint.hex()),
            (property::PAYLOAD_FINGERPRINT.to_owned(), head.payload_fingerprint.hex()),
        ];
        facts.extend(container.into_iter().flat_map(ContainerFacts::properties));
        facts.extend(head.description.iter().cloned());
        let note = |f: &Finding| format!("{}: {}", f.code.id, f.message(Lang::En));
        let worth = |f: &&Finding| f.severity() >= Severity::Warning;
        let package = PackageFacts {
            aip,
            version,
            title: head.title.clone(),
            facts,
            empty_folders: head.empty_folders.clone(),
            time: head.created,
            tenant: (self.tenant.id().to_string(), self.tenant.name().to_owned()),
            notes: findings.iter().filter(worth).map(note).collect(),
        };
        let what = if version == 1 { "Package taken in" } else { "New version taken in" };
        let ocfl = OcflFacts {
            created: crate::clock::rfc3339(head.created),
            message: format!("{what} ({} in {})", head.kind, head.container),
            user_name: self.tenant.name().to_owned(),
            user_address: self.tenant.config().archive.contact.clone(),
        };
        (package, ocfl)
    }
}

/// Removes what was staged of a package that is not stored after all.
fn give_up(received: Received) -> Result<()> {
    received.stages.abandon()?;
    match received.journal {
        Some(journal) => journal.remove(),
        None => Ok(()),
    }
}

/// Refuses a copy whose root is damaged: it must be mended before anything is added to it.
fn check_writable(copy: &TenantCopy) -> Result<()> {
    copy.holdings.check()?;
    match copy.folder.record()? {
        Some(_) => Ok(()),
        None => Err(Error::new(&sto::NOT_FOUND).at(format!("{}: tenant.json", copy.name))),
    }
}

/// Invalid packages are rejected; where something else failed, the package failed.
fn verdict(class: Option<Class>, good: Status) -> Status {
    match class {
        None => good,
        Some(Class::Invalid) => Status::Rejected,
        Some(_) => Status::Failed,
    }
}

/// How a journal names where a package came from.
fn source_of(path: &Path) -> Result<String> {
    let full = crate::fs::canonical(path)?;
    let raw = crate::fs::raw_bytes(full.as_os_str()).into_owned();
    Ok(crate::package::name::escape(&raw).into_owned())
}
