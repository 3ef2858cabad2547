//! Three tenants with packages on two copies, and what every byte of them must be.

use archive_core::aip::AipId;
use archive_core::archive::{Archive, Founding, TenantArchive};
use archive_core::catalog::Damage;
use archive_core::clock::Clock;
use archive_core::fixity::repair::{self, RepairOptions, RepairSummary};
use archive_core::fixity::{self, RunOptions};
use archive_core::fs;
use archive_core::ingest::{Request, Session, Status};
use archive_core::package::reading::Progress;
use archive_core::store::proof::Pace;
use archive_core::tenant::TenantId;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The copies.
pub const COPIES: [&str; 2] = ["a", "b"];

/// Files by their path in the object.
pub type Files = BTreeMap<String, Vec<u8>>;

pub struct World {
    folder: tempfile::TempDir,
    pub tenants: Vec<TenantArchive>,
    pub packages: Vec<Package>,
}

pub struct Package {
    /// Number of the tenant.
    pub tenant: usize,
    pub aip: AipId,
    /// The object root below the tenant.
    pub object: String,
    /// Every file as it was stored.
    pub files: Files,
    /// The same before its last version, where it has several.
    pub older: Option<Files>,
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
    pub fn new(tenants: &[&str]) -> Self {
        let folder = folder();
        let copies = COPIES.map(|name| (name.to_owned(), format!("copies/{name}"))).to_vec();
        let founding = Founding { name: Some("test".into()), copies };
        let home = folder.path().join("archive");
        let archive = Archive::create(&home, &founding, Clock::System).unwrap();
        let open = |name: &&str| {
            let id: TenantId = name.parse().unwrap();
            archive.add_tenant(&id, name, None).unwrap();
            archive.tenant(&id).unwrap()
        };
        let tenants = tenants.iter().map(open).collect();
        Self { folder, tenants, packages: Vec::new() }
    }

    /// Takes in files as a package, or as a new version of one.
    pub fn store(
        &mut self,
        tenant: usize,
        files: &[(String, Vec<u8>)],
        of: Option<usize>,
    ) -> usize {
        let source = self.folder.path().join("source");
        for (path, bytes) in files {
            let path = source.join(path);
            fs::create_folders(path.parent().unwrap()).unwrap();
            fs::create_or_truncate(&path).unwrap().write_all(bytes).unwrap();
        }
        let as_version_of = of.map(|number| self.packages[number].aip);
        let request = Request { threads: 1, as_version_of, ..Request::default() };
        let session = Session::without_schemas(&self.tenants[tenant]).unwrap();
        let outcome = session.ingest(&source, &request, &Progress::default());
        assert_eq!(outcome.status, Status::Stored, "{:?}", outcome.findings);
        drop(session);
        fs::remove_tree(&source).unwrap();
        let aip = outcome.aip.unwrap();
        let copies = self.tenants[tenant].copies();
        let object = copies[0].holdings.object_key(&aip.to_string()).to_string();
        let at = self.at(tenant, COPIES[0], &object);
        let files = read(&at);
        assert!(files == read(&self.at(tenant, COPIES[1], &object)), "the copies are alike");
        if let Some(number) = of {
            let package = &mut self.packages[number];
            package.older = Some(std::mem::replace(&mut package.files, files));
            return number;
        }
        self.packages.push(Package { tenant, aip, object, files, older: None });
        self.packages.len() - 1
    }

    fn at(&self, tenant: usize, copy: &str, object: &str) -> PathBuf {
        let tenant = self.tenants[tenant].id().as_str();
        self.folder.path().join("archive/copies").join(copy).join(tenant).join(object)
    }

    /// The folder of a package on a copy.
    pub fn place(&self, package: &Package, copy: &str) -> PathBuf {
        self.at(package.tenant, copy, &package.object)
    }

    /// Checks one package of a tenant on both copies, or everything, and gives all damage that was
    /// found, as copy and path in the copy.
    pub fn check(&self, tenant: usize, aip: Option<AipId>) -> Vec<Damage> {
        let heard = Heard::default();
        let options = RunOptions { aip, threads: 2, ..RunOptions::default() };
        let tenant = &self.tenants[tenant];
        let summary = fixity::run(tenant, &options, &heard, &Pace::default()).unwrap();
        assert!(!summary.left_open(), "everything was looked at");
        heard.0.into_inner().unwrap()
    }

    /// Repairs what is known of a package.
    pub fn repair(&self, tenant: usize, aip: Option<AipId>, strays: bool) -> RepairSummary {
        let options = RepairOptions { aip, strays, ..RepairOptions::default() };
        let tenant = &self.tenants[tenant];
        repair::repair(tenant, &options, &fixity::Silent, &Pace::default()).unwrap()
    }

    /// Removes the evidence on a copy, which would fill the memory.
    pub fn release(&self, copy: &str) {
        for tenant in &self.tenants {
            let place = self.folder.path().join("archive/copies").join(copy);
            let place = place.join(tenant.id().as_str()).join("evidence");
            if fs::exists(&place) {
                fs::remove_tree(&place).unwrap();
            }
        }
    }

    /// Puts everything of a package on both copies back as it was stored.
    pub fn restore(&self, package: &Package) {
        for copy in COPIES {
            write(&self.place(package, copy), &package.files);
        }
    }
}

#[derive(Default)]
struct Heard(Mutex<Vec<Damage>>);

impl fixity::Events for Heard {
    fn damage(&self, damage: &Damage) {
        self.0.lock().unwrap().push(damage.clone());
    }
}

/// Every file below a folder.
pub fn read(folder: &Path) -> Files {
    let mut out = Files::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        if !fs::is_folder(&at) {
            continue;
        }
        for entry in fs::read_folder(&at).unwrap() {
            let path = at.join(&entry.name);
            if fs::is_folder(&path) {
                open.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            out.insert(name, fs::read(&path, 1 << 30).unwrap());
        }
    }
    out
}

/// Makes a folder hold these files and no others.
pub fn write(folder: &Path, files: &Files) {
    for (name, bytes) in read(folder) {
        if files.get(&name) != Some(&bytes) {
            fs::remove(&folder.join(&name)).unwrap();
        }
    }
    for (name, bytes) in files {
        let path = folder.join(name);
        if !fs::exists(&path) {
            fs::create_folders(path.parent().unwrap()).unwrap();
            fs::create_whole(&path, bytes).unwrap();
        }
    }
}
