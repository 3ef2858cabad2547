//! An archive with a copy in a folder and one in the service.

use super::bucket::Bucket;
use super::service::Service;
use archive_core::aip::AipId;
use archive_core::archive::{Archive, Founding, TenantArchive};
use archive_core::clock::Clock;
use archive_core::config::CopySection;
use archive_core::copies::{self, SyncOptions, SyncSummary, sync};
use archive_core::doctor;
use archive_core::error::Error;
use archive_core::finding::{Finding, Severity};
use archive_core::fixity::repair::{self, RepairOptions, RepairSummary};
use archive_core::fixity::{self, RunOptions, RunSummary};
use archive_core::fs;
use archive_core::ingest::{Outcome, Request, Session};
use archive_core::package::reading::Progress;
use archive_core::store::proof::Pace;
use archive_core::store::{Retry, Store};
use archive_core::tenant::TenantId;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Files with their bytes, by name.
pub type Files = BTreeMap<String, Vec<u8>>;

pub struct World {
    folder: tempfile::TempDir,
    archive: Archive,
    pub service: Service,
    /// The number of the package, or of the file, that is at work.
    pub number: u64,
    /// Requests of an ingest at which a failure leaves what is wanted, once they are known.
    pub points: Vec<u64>,
    /// The package that is at work.
    pub aip: Option<AipId>,
}

/// A folder in memory, where there is one: the disk is not what is tested.
fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if fs::is_folder(memory) {
        return tempfile::tempdir_in(memory).unwrap();
    }
    tempfile::tempdir().unwrap()
}

impl World {
    pub fn new(required: bool) -> Self {
        let (folder, service) = (folder(), Service::start());
        let copies = vec![("main".to_owned(), "copies/main".to_owned())];
        let founding = Founding { name: Some("test".into()), copies };
        let home = folder.path().join("archive");
        let archive = Archive::create(&home, &founding, Clock::System).unwrap();
        archive.add_tenant(&id(), "Stadt Chemnitz", None).unwrap();
        let archive = archive.add_copy(&section("ceph", "copy", &service)).unwrap();
        let mut world = Self { folder, archive, service, number: 0, points: Vec::new(), aip: None };
        world.sync().0.unwrap();
        if required {
            world.archive = world.archive.require_copy("ceph", true).unwrap();
        }
        world
    }

    /// Adds another copy in the service, to be forgotten.
    pub fn add(&self, name: &str) -> Result<Archive, Error> {
        self.archive.add_copy(&section(name, name, &self.service))
    }

    /// The codes of what the doctor says.
    pub fn doctor(&self) -> Vec<String> {
        let options = doctor::Options { threads: 1, ..doctor::Options::default() };
        match doctor::examine(&self.archive, options) {
            Ok(said) => said.iter().map(|finding| finding.code.id.to_owned()).collect(),
            Err(error) => vec![error.finding().code.id.to_owned()],
        }
    }

    /// The tenant; its copy in the service loses patience soon.
    pub fn tenant(&self) -> TenantArchive {
        self.archive.tenant(&id()).unwrap().behind(|name, store| match name {
            "ceph" => Arc::new(self.service.retrying("copy/chemnitz")),
            _ => store,
        })
    }

    /// A store that no archive uses.
    pub fn store(&self) -> Retry<Box<dyn Store>> {
        self.service.retrying("store")
    }

    /// A new package, not taken in yet.
    pub fn new_package(&mut self) {
        self.number += 1;
        self.aip = None;
        let name = format!("Blatt {}", self.number);
        for (file, bytes) in [("a.txt", name.as_bytes()), ("b.bin", &vec![7; 20_000])] {
            let path = self.source().join(file);
            fs::create_folders(path.parent().unwrap()).unwrap();
            fs::create_or_truncate(&path).unwrap().write_all(bytes).unwrap();
        }
    }

    /// Takes away what the package at work is made from.
    pub fn lose_source(&self) {
        fs::remove_tree(&self.source()).unwrap();
    }

    fn source(&self) -> PathBuf {
        self.folder.path().join(format!("akte-{}", self.number))
    }

    /// Takes the package in.
    pub fn ingest(&mut self) -> Outcome {
        let request = Request { threads: 1, ..Request::default() };
        let (tenant, source) = (self.tenant(), self.source());
        let session = match Session::without_schemas(&tenant) {
            Ok(session) => session,
            Err(error) => {
                let mut outcome = Outcome::new(source, archive_core::ingest::Status::Failed);
                outcome.findings.push(error.finding().clone());
                return outcome;
            }
        };
        let outcome = session.ingest(&source, &request, &Progress::default());
        self.aip = outcome.aip.or(self.aip);
        outcome
    }

    /// Brings the copy in the service up to date; with what was said.
    pub fn sync(&self) -> (Result<SyncSummary, Error>, Vec<Finding>) {
        let heard = Heard::default();
        let options = SyncOptions { jobs: 1, ..SyncOptions::default() };
        let done = sync(&self.tenant(), "ceph", &options, &heard, &Pace::default());
        (done, heard.errors())
    }

    /// Checks everything on the copy in the service; with what was said.
    pub fn check(&self) -> (Result<RunSummary, Error>, Vec<Finding>) {
        let heard = Heard::default();
        let copy = Some("ceph".to_owned());
        let options = RunOptions { threads: 1, copy, ..RunOptions::default() };
        let done = fixity::run(&self.tenant(), &options, &heard, &Pace::default());
        (done, heard.errors())
    }

    /// Repairs what is known to be damaged; with what was said.
    pub fn repair(&self) -> (Result<RepairSummary, Error>, Vec<Finding>) {
        let heard = Heard::default();
        let tenant = self.tenant();
        let options = RepairOptions::default();
        let done = repair::repair(&tenant, &options, &heard, &Pace::default());
        (done, heard.errors())
    }

    /// The object of the package at work, below the tenant.
    pub fn object(&self) -> String {
        let tenant = self.tenant();
        let aip = self.aip.expect("a package was taken in").to_string();
        format!("{}/", tenant.copies()[0].holdings.object_key(&aip))
    }

    /// What the copy in the folder holds below a place of the tenant.
    pub fn local(&self, place: &str) -> Files {
        let top = self.folder.path().join("archive/copies/main/chemnitz");
        let (mut out, mut open) = (Files::new(), vec![top.join(place)]);
        while let Some(at) = open.pop().filter(|at| fs::is_folder(at)) {
            for entry in fs::read_folder(&at).unwrap() {
                let path = at.join(&entry.name);
                if fs::is_folder(&path) {
                    open.push(path);
                    continue;
                }
                let name = path.strip_prefix(&top).unwrap().to_string_lossy().into_owned();
                out.insert(name, fs::read(&path, 1 << 30).unwrap());
            }
        }
        out
    }

    /// What the copy in the service holds below a place of the tenant.
    pub fn remote(&self, place: &str) -> Files {
        let top = "copy/chemnitz/";
        let from = format!("{top}{place}");
        let bucket = self.service.bucket();
        let below = bucket.objects().range(from.clone()..);
        let below = below.take_while(|(key, _)| key.starts_with(&from));
        below.map(|(key, stored)| (key[top.len()..].to_owned(), stored.bytes.to_vec())).collect()
    }

    /// Why the copies do not hold the same below a place; nothing where they do.
    pub fn difference(&self, place: &str) -> Option<String> {
        let (local, remote) = (self.local(place), self.remote(place));
        let names = local.keys().chain(remote.keys());
        let differs = |name: &&String| local.get(*name) != remote.get(*name);
        let place = |name| (name, local.contains_key(name), remote.contains_key(name));
        let different: Vec<_> = names.filter(differs).map(place).take(5).collect();
        (!different.is_empty()).then(|| format!("the copies differ in {different:?}"))
    }

    /// What is left of unfinished work.
    pub fn leftovers(&self) -> Option<String> {
        let left = ["staging/", "claims/"].map(|place| (self.local(place), self.remote(place)));
        let left = left.iter().flat_map(|(local, remote)| local.keys().chain(remote.keys()));
        let left: Vec<_> = left.collect();
        (!left.is_empty()).then(|| format!("left over: {left:?}"))
    }

    pub fn bucket(&self) -> std::sync::MutexGuard<'_, Bucket> {
        self.service.bucket()
    }
}

/// A copy in the service that nobody requires.
fn section(name: &str, prefix: &str, service: &Service) -> CopySection {
    let mut section = CopySection::new(name, &Service::url(prefix));
    section.required = false;
    section.credentials = Some(service.credentials());
    section
}

fn id() -> TenantId {
    "chemnitz".parse().unwrap()
}

/// What was said, and worse than a remark.
#[derive(Default)]
struct Heard(Mutex<Vec<Finding>>);

impl Heard {
    fn hear(&self, finding: Finding) {
        if finding.severity() == Severity::Error {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(finding);
        }
    }

    fn errors(self) -> Vec<Finding> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl copies::Events for Heard {
    fn finding(&self, finding: &Finding) {
        self.hear(finding.clone());
    }
}

impl fixity::Events for Heard {
    fn damage(&self, damage: &archive_core::catalog::Damage) {
        self.hear(fixity::damage_finding(damage));
    }

    fn finding(&self, finding: &Finding) {
        self.hear(finding.clone());
    }
}

impl repair::Events for Heard {
    fn repair(&self, _damage: &archive_core::catalog::Damage, outcome: &repair::Outcome) {
        if let repair::Outcome::Left(finding) = outcome {
            self.hear(finding.clone());
        }
    }

    fn finding(&self, finding: &Finding) {
        self.hear(finding.clone());
    }
}
