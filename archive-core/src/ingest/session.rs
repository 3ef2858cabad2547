//! Taking in one package after the other, or several at once: [`Session::ingest`] is the way of a
//! package, step by step.

use super::commit::{Committed, commit};
use super::container::{self, ContainerFacts};
use super::describe::{Described, OcflFacts, describe};
use super::journal::{Begun, Journal, Story, journal_name};
use super::outcome::{Outcome, Status, judge};
use super::own::Keeper;
use super::receive::{Received, Receiving};
use super::recorder::{Record, Recorder};
use super::stages::{Stages, check_space};
use super::turns::{Turn, Turns};
use super::{recover, redescribe};
use crate::aip::AipId;
use crate::aip::premis::PackageFacts;
use crate::aip::read::{StoredAip, VersionHead, earlier_content};
use crate::aip::schemas::Schemas;
use crate::archive::{Lock, TenantArchive, TenantCopy, package_lock};
use crate::digest::Digest;
use crate::error::{Error, Result};
use crate::finding::codes::{cat, cpy, ing, scn, sto};
use crate::finding::{Class, Finding, Findings, Lang, Severity};
use crate::format::policy::Policy;
use crate::metadata::description::{Description, Field};
use crate::metadata::premis::property;
use crate::metadata::schema::Library;
use crate::ocfl::inventory::Inventory;
use crate::package::Examiners;
use crate::package::check::Discard;
use crate::package::reading::Progress;
use crate::package::{Kind, Options, Package, Profile};
use crate::scan::{Clamd, Scanner, Screening, VirusPolicy};
use crate::xml::readable;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Instant;

/// Packages smaller than this are read again from the start after an interruption: writing a
/// journal line for each group would cost more than it saves.
const JOURNAL_GROUPS_FROM: u64 = 64 << 20;

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
    /// The kind it is said to be, whatever it looks like.
    pub kind: Option<Kind>,
    /// The schemas by which METS and PREMIS of an E-ARK package are judged.
    pub schemas: Option<Arc<Library>>,
}

/// Taking packages into one tenant's archive. Shared by all threads of a bulk ingest.
pub struct Session<'a> {
    tenant: &'a TenantArchive,
    recorder: Recorder,
    /// Interrupted work by its source, to be continued when the same source comes again.
    unfinished: Mutex<HashMap<String, PathBuf>>,
    told: Vec<Finding>,
    turns: Turns,
    journal_groups_from: u64,
    /// Nothing is stored, whatever is requested.
    only_trying: bool,
    /// The schemas that packages refer to; none where they are taken in without.
    keeper: Option<Keeper>,
    /// The virus scanner of all packages, once one was asked for.
    scanner: OnceLock<Option<Arc<Clamd>>>,
}

/// Interrupted work that is taken up again, or new work.
struct Work {
    goal: Goal,
    writer: String,
    journal: Journal,
    /// What an earlier run has done of it.
    story: Option<Story>,
    /// What METS refers to.
    schemas: Option<Arc<Schemas>>,
    /// The virus scan, where one is wanted.
    screening: Option<Arc<Screening>>,
}

/// The version that is being made.
pub(super) struct Goal {
    pub aip: AipId,
    pub version: u32,
    /// The inventory of the version before.
    pub previous: Option<Inventory>,
    /// Held while a package is changed that is there already.
    _lock: Option<Lock>,
}

impl<'a> Session<'a> {
    /// Opens a session. Interrupted work that came as far as committing is finished first.
    ///
    /// Before the first package is stored, the schemas that packages refer to are, as a package of
    /// the archive's own; when they have changed, as a new version of it.
    pub fn open(tenant: &'a TenantArchive) -> Result<Self> {
        Ok(Self { keeper: Some(Keeper::default()), ..Self::without_schemas(tenant)? })
    }

    /// The same for packages that refer to no schemas in the archive, as before there were any.
    pub fn without_schemas(tenant: &'a TenantArchive) -> Result<Self> {
        if !tenant.copies().iter().any(|copy| copy.required) {
            return Err(Error::new(&cpy::NO_REQUIRED).with("tenant", tenant.id()));
        }
        let mut away = Vec::new();
        for copy in tenant.copies() {
            match check_writable(copy) {
                Err(error) if copy.required => return Err(error),
                Err(error) => {
                    tenant.absences().note(&copy.name, &error);
                    let finding = Finding::new(&cpy::AWAY).with("copy", &copy.name);
                    away.push(finding.with_reason(error.finding()));
                }
                Ok(()) => {}
            }
        }
        let mut session = Self::after(tenant, recover::recover(tenant)?);
        session.told.extend(away);
        Ok(session)
    }

    /// A session in which everything is a dry run. Interrupted work stays as it is.
    #[must_use]
    pub fn for_trying(tenant: &'a TenantArchive) -> Self {
        Self { only_trying: true, ..Self::after(tenant, recover::Recovered::default()) }
    }

    fn after(tenant: &'a TenantArchive, recovered: recover::Recovered) -> Self {
        Self {
            tenant,
            recorder: Recorder::new(),
            unfinished: Mutex::new(recovered.waiting),
            told: recovered.told,
            turns: Turns::default(),
            journal_groups_from: JOURNAL_GROUPS_FROM,
            only_trying: false,
            keeper: None,
            scanner: OnceLock::new(),
        }
    }

    /// The same with another size, in bytes, from which on the journal of a package tells which
    /// of its groups are staged, so that they need not be read again after an interruption.
    #[must_use]
    pub fn journal_groups_from(mut self, bytes: u64) -> Self {
        self.journal_groups_from = bytes;
        self
    }

    /// What somebody should know of who takes in packages: copies that are not there, interrupted
    /// work that could not be taken up.
    #[must_use]
    pub fn told(&self) -> &[Finding] {
        &self.told
    }

    /// The tenant.
    pub(super) fn tenant(&self) -> &'a TenantArchive {
        self.tenant
    }

    /// The schemas that packages refer to, made or renewed where need be.
    pub(super) fn schemas(&self) -> Result<Option<Arc<Schemas>>> {
        self.keeper.as_ref().map(|keeper| keeper.schemas(self)).transpose()
    }

    /// Who records what is confirmed.
    pub(super) fn recorder(&self) -> &Recorder {
        &self.recorder
    }

    /// Whether a package may end in quarantine: files are scanned, and the tenant wants that.
    #[must_use]
    pub fn quarantines(&self) -> bool {
        let settings = self.tenant.config().virus_settings(Some(self.tenant.id()));
        !settings.clamd.is_empty() && settings.policy == VirusPolicy::Quarantine
    }

    /// Looks for interrupted work again, as after opening: what a failure left behind is finished,
    /// or continued when its source comes again. For sessions that live long.
    pub fn refresh(&self) -> Result<()> {
        self.keeper.iter().for_each(Keeper::forget);
        self.look_for_unfinished()
    }

    pub(super) fn look_for_unfinished(&self) -> Result<()> {
        let mut unfinished = self.unfinished.lock().unwrap_or_else(PoisonError::into_inner);
        *unfinished = recover::recover(self.tenant)?.waiting;
        Ok(())
    }

    /// Takes in what lies at a path. Never fails as a whole: everything that goes wrong is told
    /// in the outcome.
    pub fn ingest(&self, path: &Path, request: &Request, progress: &Progress) -> Outcome {
        let mut outcome = self.ingest_as(None, path, request, progress);
        let told = self.keeper.iter().flat_map(Keeper::told);
        told.for_each(|finding| outcome.findings.push(finding));
        outcome
    }

    /// Takes in a package that the archive has made for itself, as a new version of an earlier one
    /// where there is one.
    pub(super) fn ingest_own(&self, path: &Path, kind: Kind, earlier: Option<AipId>) -> Outcome {
        let request = Request { as_version_of: earlier, threads: 1, ..Request::default() };
        self.ingest_as(Some(kind), path, &request, &Progress::default())
    }

    fn ingest_as(
        &self,
        own: Option<Kind>,
        path: &Path,
        request: &Request,
        progress: &Progress,
    ) -> Outcome {
        let begun = Instant::now();
        let mut outcome = Outcome::new(path.to_owned(), Status::Failed);
        if let Err(error) = self.steps(own, path, request, progress, &mut outcome) {
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
        own: Option<Kind>,
        path: &Path,
        request: &Request,
        progress: &Progress,
        outcome: &mut Outcome,
    ) -> Result<()> {
        if own.is_none() && self.tenant.is_own_place(path) {
            return Err(Error::new(&ing::OWN_PLACE).at(path.display().to_string()));
        }
        let config = self.tenant.config();
        let options = Options {
            limits: config.limits(),
            // Files that others refer to lie by themselves.
            bundle: config.archive.bundle && own.is_none(),
            profile: request.profile.clone(),
            kind: own.or(request.kind),
            schemas: request.schemas.clone(),
        };
        let screening = self.screening()?;
        let mut package = Package::open(path, &options)?;
        let totals = package.plan().totals();
        (outcome.kind, outcome.container) = (Some(package.kind()), Some(package.container()));
        (outcome.files, outcome.bytes) = (totals.files, totals.bytes);
        outcome.findings = std::mem::take(&mut package.findings);
        if request.dry_run || self.only_trying || outcome.findings.has_errors() {
            // Nothing is written for a package that is refused already; the rest is still read,
            // so that everything wrong is told at once.
            let policy = config.format_policy(Some(self.tenant.id()));
            let scanner = screening.map(Screening::parts);
            let discard = Discard::examining(self.tenant.formats()?, policy, scanner);
            outcome.findings.append(package.read(&discard, request.threads, progress)?);
            outcome.findings.append(discard.findings());
            outcome.class = judge(&outcome.findings);
            outcome.status = verdict(outcome.class, &outcome.findings, Status::Valid);
            return Ok(());
        }
        let keeper = self.keeper.as_ref().filter(|_| own.is_none());
        let schemas = keeper.map(|keeper| keeper.schemas(self)).transpose()?;
        let work = Work { schemas, screening, ..self.begin(path, request, totals.bytes, outcome)? };
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
        let Work { goal, writer, journal, story, schemas, screening } = work;
        let stages = match Stages::begin(self.tenant, goal.aip, goal.version, &writer) {
            Err(error) if error.is(&ing::VERSION_THERE) => {
                journal.remove()?;
                return Err(error);
            }
            other => other?,
        };
        let receiving = self.receiving(package, &goal, stages, (journal, story), screening)?;
        let received = self.receive(package, receiving, request, progress, outcome)?;
        let Some((received, container)) = received else { return Ok(()) };
        let _lock = self.fingerprint_lock(&received.fingerprint)?;
        let own = package.kind().is_own();
        if let Some((aip, version)) = self.known(&received, &goal)?.filter(|_| !own) {
            outcome
                .findings
                .push(Finding::new(&ing::DUPLICATE).with("aip", aip).with("version", version));
            (outcome.aip, outcome.version) = (Some(aip), Some(version));
            outcome.status = Status::Duplicate;
            return give_up(received);
        }
        if !own {
            self.tell_same_payload(&received, goal.aip, outcome)?;
        }
        let head = self.version_head(package, &received, &goal)?;
        let (mut facts, ocfl) = self.facts(&goal, &head, container.as_ref(), &outcome.findings);
        facts.formats = Some(self.tenant.formats()?.version().to_owned());
        facts.schemas = schemas;
        facts.scanned.clone_from(&received.scanned);
        let previous = goal.previous.as_ref();
        let described = describe(received, &facts, &head.description, &ocfl, previous)?;
        self.store(described, &goal, head, request, outcome)
    }

    fn store(
        &self,
        described: Described,
        goal: &Goal,
        head: VersionHead<()>,
        request: &Request,
        outcome: &mut Outcome,
    ) -> Result<()> {
        let (aip, version) = (goal.aip, goal.version);
        let Committed { journal, rows, contents, confirmed } =
            commit(self.tenant, described, request.threads)?;
        let copies = confirmed.copies().to_vec();
        confirmed.left_out().iter().for_each(|finding| outcome.findings.push(finding.clone()));
        let head = head.with_inventory(confirmed.inventory());
        let record = Record { aip, version, head, confirmed, contents, rows, journal };
        self.recorder.record(self.tenant, record)?;
        (outcome.aip, outcome.version) = (Some(aip), Some(version));
        outcome.copies = copies;
        outcome.status = Status::Stored;
        Ok(())
    }

    /// Takes up interrupted work on the same source, or begins new work, for which every copy
    /// must have space for so many bytes.
    fn begin(
        &self,
        path: &Path,
        request: &Request,
        bytes: u64,
        outcome: &mut Outcome,
    ) -> Result<Work> {
        let source = source_of(path)?;
        let journal = {
            let mut unfinished = self.unfinished.lock().unwrap_or_else(PoisonError::into_inner);
            unfinished.remove(&source)
        };
        if let Some(journal) = journal
            && let Some(work) = self.take_up(&journal, request)?
        {
            outcome.findings.push(Finding::new(&ing::CONTINUED).with("aip", work.goal.aip));
            return Ok(work);
        }
        // A copy that may be absent is left out once it is full.
        for copy in self.tenant.copies().iter().filter(|copy| copy.required) {
            check_space(&copy.name, &**copy.folder.store(), bytes)?;
        }
        let goal = match request.as_version_of {
            None => Goal::new_package(AipId::new(self.tenant.clock())),
            Some(aip) => self.next_version(aip)?,
        };
        let begun = Begun {
            aip: goal.aip.to_string(),
            version: goal.version,
            source,
            writer: crate::random::uuid_v4().to_string(),
            time: crate::clock::rfc3339(self.tenant.clock().now()),
            formats: Some(self.tenant.formats()?.version().to_owned()),
        };
        let journal = Journal::begin(self.tenant, &begun, goal.aip)?;
        let (story, schemas, screening) = (None, None, None);
        Ok(Work { goal, writer: begun.writer, journal, story, schemas, screening })
    }

    fn take_up(&self, journal: &Path, request: &Request) -> Result<Option<Work>> {
        let Some((journal, story)) = recover::take_up(self.tenant, journal)? else {
            return Ok(None);
        };
        let (aip, version) = (recover::aip_of(&story.begun.aip)?, story.begun.version);
        let goal = match request.as_version_of {
            None if version == 1 => Some(Goal::new_package(aip)),
            Some(wanted) if wanted == aip => {
                Some(self.next_version(aip)?).filter(|goal| goal.version == version)
            }
            _ => None,
        };
        let Some(goal) = goal else {
            recover::abandon(self.tenant, &story)?;
            journal.remove()?;
            return Ok(None);
        };
        let writer = story.begun.writer.clone();
        let story = Some(story);
        Ok(Some(Work { goal, writer, journal, story, schemas: None, screening: None }))
    }

    /// The version after the newest one of a package that is stored.
    pub(super) fn next_version(&self, aip: AipId) -> Result<Goal> {
        let lock = self.tenant.locks().take(&package_lock(aip), self.tenant.wait())?;
        let newest = || match self.tenant.catalog().package(aip) {
            Err(error) if error.is(&cat::UNKNOWN_PACKAGE) => {
                Err(Error::new(&ing::NO_SUCH_VERSION).with("aip", aip))
            }
            found => Ok(found?.version),
        };
        let mut head = newest()?;
        if self.clear_way(aip, head + 1)? {
            head = newest()?;
        }
        let previous = self.tenant.from_any_copy(|copy| {
            let root = copy.holdings.object_key(&aip.to_string());
            let inventory = StoredAip::open(&**copy.folder.store(), &root)?.inventory;
            if inventory.head_number() == Some(head) {
                return Ok(inventory);
            }
            let reason = format!("on {} its newest version is not {head}", copy.name);
            Err(Error::new(&ing::UNREADABLE_AIP).at(aip.to_string()).with("reason", reason))
        })?;
        Ok(Goal { aip, version: head + 1, previous: Some(previous), _lock: Some(lock) })
    }

    /// Finishes an interrupted version that is in the way, or gives it up where it was only a
    /// description. Whether there was anything.
    fn clear_way(&self, aip: AipId, version: u32) -> Result<bool> {
        let path = self.tenant.journal_folder().join(journal_name(aip, version));
        if !crate::fs::exists(&path) {
            return Ok(false);
        }
        let Some((journal, story)) = recover::take_up(self.tenant, &path)? else {
            return Ok(true);
        };
        if !story.begun.source.starts_with(redescribe::SOURCE) {
            return Err(Error::new(&ing::VERSION_WAITS)
                .with("aip", aip)
                .with("version", version)
                .with("source", &story.begun.source));
        }
        recover::abandon(self.tenant, &story)?;
        journal.remove()?;
        Ok(true)
    }

    /// Makes ready to receive into stages; what an earlier run has done is taken over.
    fn receiving(
        &self,
        package: &Package,
        goal: &Goal,
        stages: Stages,
        (journal, story): (Journal, Option<Story>),
        screening: Option<Arc<Screening>>,
    ) -> Result<Receiving> {
        let plan = package.plan();
        let bytes = plan.totals().bytes;
        if story.is_some() {
            stages.check_space(bytes)?;
        }
        // What the archive needs itself is welcome, whatever the tenant thinks of its formats.
        let policy = if package.kind().is_own() {
            Policy::default()
        } else {
            self.tenant.config().format_policy(Some(self.tenant.id()))
        };
        let mut receiving = Receiving::new(
            stages,
            goal.version,
            package.kind(),
            goal.previous.as_ref().map(earlier_content).unwrap_or_default(),
            journal,
            bytes >= self.journal_groups_from,
            plan.ordinals(),
        )
        .examined_by(Arc::new(self.examiners(screening.clone())?), policy)
        .screened(screening);
        receiving.empty_folders(&package.empty_folders)?;
        if let Some(story) = story {
            let formats = self.tenant.formats()?;
            let groups = if package.is_stream() {
                HashMap::new()
            } else {
                story.groups_with(formats.version())
            };
            receiving.resume(groups)?;
        }
        Ok(receiving)
    }

    /// Reads the package into the stages. `None` where it turned out not to be valid: then
    /// nothing of it is left. Where something else failed, what was staged waits for the next
    /// try.
    fn receive(
        &self,
        package: &Package,
        receiving: Receiving,
        request: &Request,
        progress: &Progress,
        outcome: &mut Outcome,
    ) -> Result<Option<(Received, Option<ContainerFacts>)>> {
        let wanted = self.tenant.config().archive.container_digest;
        let (found, container) = container::beside(package, wanted, || {
            package.read(&receiving, request.threads, progress)
        })?;
        outcome.findings.append(found);
        outcome.findings.append(receiving.findings());
        let received = receiving.finish()?;
        if outcome.findings.has_errors() {
            outcome.class = judge(&outcome.findings);
            outcome.status = verdict(outcome.class, &outcome.findings, Status::Rejected);
            if outcome.status != Status::Failed {
                give_up(received)?;
            }
            return Ok(None);
        }
        let container = match container {
            None => container::of_single_file(package, &received)?,
            some => some,
        };
        Ok(Some((received, container)))
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
    fn known(&self, received: &Received, goal: &Goal) -> Result<Option<(AipId, u32)>> {
        let known = self.tenant.catalog().by_fingerprint(&received.fingerprint)?;
        Ok(if goal.version == 1 {
            known.into_iter().next_back()
        } else {
            known.into_iter().find(|found| *found == (goal.aip, goal.version - 1))
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

    /// Who looks at the bytes of files while they are read.
    fn examiners(&self, screening: Option<Arc<Screening>>) -> Result<Examiners> {
        let scanner = screening.map(|screening| screening as Arc<dyn Scanner>);
        Ok(Examiners::new(Some(self.tenant.formats()?), scanner))
    }

    /// The virus scan of a package, where the configuration names a scanner. It is asked before
    /// anything is read: where nothing may be taken without it, nothing need be.
    fn screening(&self) -> Result<Option<Arc<Screening>>> {
        let settings = self.tenant.config().virus_settings(Some(self.tenant.id()));
        let scanner = if let Some(scanner) = self.scanner.get() {
            scanner
        } else {
            let scanner = Clamd::new(&settings)?.map(Arc::new);
            self.scanner.get_or_init(|| scanner)
        };
        let begin = |scanner: &Arc<Clamd>| Screening::of(Arc::clone(scanner), settings);
        Ok(scanner.as_ref().map(begin).transpose()?.map(Arc::new))
    }

    fn version_head(
        &self,
        package: &Package,
        received: &Received,
        goal: &Goal,
    ) -> Result<VersionHead<()>> {
        let totals = package.plan().totals();
        // What XML cannot carry would come back changed from storage: it is changed now.
        let clean = |text: &str| readable(text).into_owned();
        let created = self.tenant.clock().now();
        let created = created.round(jiff::Unit::Second).unwrap_or(created);
        let received_pairs = package.description.iter();
        let description = received_pairs.map(|(name, value)| (clean(name), clean(value))).collect();
        let (title, description) = self.described(goal, clean(&package.title()), description)?;
        Ok(VersionHead {
            created,
            kind: package.kind().as_str().to_owned(),
            container: package.container().as_str().to_owned(),
            source_name: clean(&package.source_name()),
            title,
            files: totals.files,
            bytes: totals.bytes,
            fingerprint: received.fingerprint,
            payload_fingerprint: received.payload_fingerprint,
            received: goal.version,
            inventory: (),
            description,
            empty_folders: package.empty_folders.clone(),
        })
    }

    /// Title and description of a version: what archivists said of the package before stays.
    fn described(
        &self,
        goal: &Goal,
        title: String,
        received: Vec<(String, String)>,
    ) -> Result<(String, Vec<(String, String)>)> {
        if goal.version == 1 {
            return Ok((title, received));
        }
        let present = redescribe::present(self, goal.aip)?;
        if !Description::is_own(&present.version.description) {
            return Ok((title, received));
        }
        let title = present.description.unit.text(Field::Title).map_or(title, str::to_owned);
        Ok((title, present.description.pairs(&received)))
    }

    fn facts(
        &self,
        goal: &Goal,
        head: &VersionHead<()>,
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
        // What the virus scan said has an event of its own.
        let own = |f: &Finding| !f.code.id.contains("-SCN-");
        let worth = |f: &&Finding| f.severity() >= Severity::Warning && own(f);
        let package = PackageFacts {
            aip: goal.aip,
            version: goal.version,
            received: head.received,
            title: head.title.clone(),
            facts,
            empty_folders: head.empty_folders.clone(),
            time: head.created,
            tenant: (self.tenant.id().to_string(), self.tenant.name().to_owned()),
            notes: findings.iter().filter(worth).map(note).collect(),
            formats: None,
            schemas: None,
            scanned: None,
        };
        let what = if goal.version == 1 { "Package taken in" } else { "New version taken in" };
        let ocfl = OcflFacts {
            created: crate::clock::rfc3339(head.created),
            message: format!("{what} ({} in {})", head.kind, head.container),
            user_name: self.tenant.name().to_owned(),
            user_address: self.tenant.config().archive.contact.clone(),
        };
        (package, ocfl)
    }
}

impl Goal {
    fn new_package(aip: AipId) -> Self {
        Self { aip, version: 1, previous: None, _lock: None }
    }
}

/// Removes what was staged of a package that is not stored after all.
fn give_up(received: Received) -> Result<()> {
    received.stages.abandon()?;
    received.journal.remove()
}

/// Refuses a copy whose root is damaged: it must be mended before anything is added to it.
fn check_writable(copy: &TenantCopy) -> Result<()> {
    copy.holdings.check()?;
    match copy.folder.record()? {
        Some(_) => Ok(()),
        None => Err(Error::new(&sto::NOT_FOUND).at(format!("{}: tenant.json", copy.name))),
    }
}

/// Invalid packages are rejected, or kept aside where a virus is a reason to; where something
/// else failed, the package failed.
fn verdict(class: Option<Class>, findings: &Findings, good: Status) -> Status {
    match class {
        None => good,
        Some(Class::Invalid) if findings.has(&scn::QUARANTINED) => Status::Quarantined,
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
