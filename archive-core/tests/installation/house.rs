//! An installation for tests, with what interrupts and inspects it.

use archive_core::archive::{Archive, Founding, TenantArchive};
use archive_core::clock::Clock;
use archive_core::doctor::{Options, examine};
use archive_core::fs;
use archive_core::ingest::{Outcome, Request, Session, Status};
use archive_core::package::reading::Progress;
use archive_core::tenant::TenantId;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tempfile::TempDir;

pub struct House {
    pub folder: TempDir,
    pub archive: Archive,
}

impl House {
    pub fn new() -> Self {
        Self::with_copies(&["main"])
    }

    pub fn with_copies(copies: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let copies = copies.iter().map(|n| ((*n).into(), format!("copies/{n}"))).collect();
        let founding = Founding { name: Some("test".into()), copies };
        let archive =
            Archive::create(&folder.path().join("archive"), &founding, Clock::System).unwrap();
        archive.add_tenant(&id(), "Stadt Chemnitz", None).unwrap();
        Self { folder, archive }
    }

    pub fn tenant(&self) -> TenantArchive {
        self.archive.tenant(&id()).unwrap()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn state(&self, name: &str) -> PathBuf {
        self.path("archive/state/tenants/chemnitz").join(name)
    }

    /// A place in the tenant's folder of the first copy.
    pub fn copy(&self, name: &str) -> PathBuf {
        self.path("archive/copies/main/chemnitz").join(name)
    }

    pub fn write(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.path(name);
        write(&path, content);
        path
    }

    pub fn rebuild(&self) {
        self.archive.rebuild_catalog(&id(), "main", false, 2, &AtomicUsize::new(0)).unwrap();
    }

    pub fn packages(&self) -> u64 {
        self.tenant().catalog().summary().unwrap().packages
    }

    /// Takes in a folder with one file of its own.
    pub fn store(&self, name: &str) -> Outcome {
        self.write(&format!("{name}/a.txt"), name.as_bytes());
        let outcome = ingest(&self.tenant(), &self.path(name));
        assert_eq!(outcome.status, Status::Stored);
        outcome
    }

    /// Takes in 300 small files and a large one, and stops in the midst of the large one. `None`
    /// where it was too late for that.
    pub fn interrupted_after_a_bundle(&self) -> Option<PathBuf> {
        for i in 0..300_u32 {
            self.write(&format!("akte/{i:04}.txt"), format!("Blatt {i}").as_bytes());
        }
        self.write("akte/film.bin", &vec![7; 80 << 20]);
        let akte = self.path("akte");
        let (tenant, progress) = (self.tenant(), Progress::default());
        let request = Request { threads: 1, ..Request::default() };
        let outcome = std::thread::scope(|scope| {
            scope.spawn(|| {
                while progress.bytes.load(Ordering::Relaxed) < 4 << 20 {
                    std::thread::sleep(Duration::from_millis(1));
                }
                progress.stop.store(true, Ordering::Relaxed);
            });
            Session::without_schemas(&tenant).unwrap().ingest(&akte, &request, &progress)
        });
        (outcome.status != Status::Stored).then_some(akte)
    }

    /// A house with interrupted work, and the source of it.
    pub fn interrupted() -> (Self, PathBuf) {
        let try_one = |_| {
            let house = Self::new();
            let akte = house.interrupted_after_a_bundle()?;
            Some((house, akte))
        };
        (0..5).find_map(try_one).unwrap()
    }

    /// What the doctor says, as codes and places.
    pub fn doctor(&self, full: bool, reconcile: bool, dry_run: bool) -> Vec<String> {
        let options = Options { full, reconcile, dry_run, threads: 2 };
        let findings = examine(&self.archive, options).unwrap();
        let said = findings.iter().map(|f| (f.code.id, f.path.clone().unwrap_or_default()));
        said.map(|(code, place)| format!("{code} {place}")).collect()
    }

    pub fn look(&self) -> Vec<String> {
        self.doctor(false, false, false)
    }

    pub fn reconcile(&self) -> Vec<String> {
        self.doctor(false, true, false)
    }

    pub fn assert_healthy(&self) {
        assert_eq!(self.doctor(true, true, true), [""; 0]);
    }
}

pub fn id() -> TenantId {
    "chemnitz".parse().unwrap()
}

pub fn write(path: &Path, content: &[u8]) {
    fs::create_folders(path.parent().unwrap()).unwrap();
    fs::create_or_truncate(path).unwrap().write_all(content).unwrap();
}

pub fn ingest(tenant: &TenantArchive, path: &Path) -> Outcome {
    let request = Request { threads: 1, ..Request::default() };
    Session::without_schemas(tenant).unwrap().ingest(path, &request, &Progress::default())
}

/// The codes alone of what the doctor said.
pub fn codes(said: &[String]) -> Vec<&str> {
    said.iter().filter_map(|line| line.split(' ').next()).collect()
}
