//! A small archive made by hand, on a disk or in memory, for checks to run on.

use crate::aip::AipId;
use crate::aip::bundle::{Composer, Member};
use crate::aip::layout::content_path;
use crate::aip::{StoredContent, StoredFile};
use crate::archive::{Locks, TenantCopy};
use crate::catalog::{Catalog, Damage, NewVersion};
use crate::clock::Clock;
use crate::digest::{Algorithm, Digest, Hasher};
use crate::finding::Finding;
use crate::fixity::scene::{Scene, Turns};
use crate::fixity::{Events, RunOptions, RunSummary, run_in};
use crate::ocfl::inventory::{self, InventoryWriter, VersionFacts};
use crate::package::Area;
use crate::store::proof::Pace;
use crate::store::{Faulty, Installation, Key, Local, Object, StorageCopy, Store};
use std::borrow::Cow;
use std::io::Write;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

pub struct World {
    pub folder: tempfile::TempDir,
    pub catalog: Catalog,
    pub copies: Vec<TenantCopy>,
    pub faults: Option<Faulty<Object>>,
    pub locks: Locks,
    pub clock: Mutex<i64>,
}

/// What a check told while it ran.
#[derive(Default)]
pub struct Heard {
    pub damages: Mutex<Vec<Damage>>,
    pub findings: Mutex<Vec<Finding>>,
}

impl Events for Heard {
    fn damage(&self, damage: &Damage) {
        self.damages.lock().unwrap().push(damage.clone());
    }

    fn finding(&self, finding: &Finding) {
        self.findings.lock().unwrap().push(finding.clone());
    }
}

/// One content file of a version.
#[derive(Clone)]
pub enum Content {
    Loose(String, Vec<u8>),
    Bundle(Vec<(String, Vec<u8>)>),
}

pub fn loose(path: &str, bytes: &[u8]) -> Content {
    Content::Loose(path.into(), bytes.into())
}

pub fn bundle(files: &[(&str, &[u8])]) -> Content {
    Content::Bundle(files.iter().map(|(p, b)| ((*p).into(), (*b).into())).collect())
}

pub fn sha512(bytes: &[u8]) -> Digest {
    Hasher::digest(Algorithm::Sha512, bytes)
}

fn folder() -> tempfile::TempDir {
    let memory = std::path::Path::new("/dev/shm");
    if crate::fs::is_folder(memory) {
        return tempfile::tempdir_in(memory).unwrap();
    }
    tempfile::tempdir().unwrap()
}

impl World {
    pub fn on_disk(copies: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().to_owned();
        let open = |name: &&str| -> (String, Arc<dyn Store>) {
            ((*name).into(), Arc::new(Local::create(&at.join("copies").join(name)).unwrap()))
        };
        let stores = copies.iter().map(open).collect();
        Self::of(folder, stores, None)
    }

    pub fn in_memory() -> Self {
        let faults = Faulty::new(Object::memory().unwrap());
        let store: Arc<dyn Store> = Arc::new(faults.clone());
        Self::of(folder(), vec![("main".into(), store)], Some(faults))
    }

    /// Two copies in memory; the first one can fail.
    pub fn pair() -> Self {
        let faults = Faulty::new(Object::memory().unwrap());
        let first: Arc<dyn Store> = Arc::new(faults.clone());
        let second: Arc<dyn Store> = Arc::new(Object::memory().unwrap());
        let stores = vec![("main".into(), first), ("second".into(), second)];
        Self::of(folder(), stores, Some(faults))
    }

    /// Two copies: the first one in memory, the second one as given.
    pub fn with_second(second: Arc<dyn Store>) -> Self {
        let first: Arc<dyn Store> = Arc::new(Object::memory().unwrap());
        Self::of(folder(), vec![("main".into(), first), ("second".into(), second)], None)
    }

    fn of(
        folder: tempfile::TempDir,
        stores: Vec<(String, Arc<dyn Store>)>,
        faults: Option<Faulty<Object>>,
    ) -> Self {
        let tenant = "chemnitz".parse().unwrap();
        let now = jiff::Timestamp::from_second(1).unwrap();
        let whose = Installation { uuid: uuid::Uuid::nil(), name: "x".into() };
        let copies = stores.into_iter().map(|(name, store)| {
            let folder = StorageCopy::create(store, &whose, &name, now).unwrap().tenant(&tenant);
            let holdings = folder.create_holdings().unwrap();
            folder.add_record("Chemnitz", None, serde_json::Map::new(), now).unwrap();
            TenantCopy { name, required: true, folder, holdings }
        });
        let copies = copies.collect();
        for name in ["locks", "journal"] {
            crate::fs::create_folders(&folder.path().join(name)).unwrap();
        }
        let catalog = Catalog::create(&folder.path().join("catalog.sqlite")).unwrap();
        let locks = Locks::new(folder.path().join("locks"));
        Self { folder, catalog, copies, faults, locks, clock: Mutex::new(1_700_000_000) }
    }

    pub fn journals(&self) -> PathBuf {
        self.folder.path().join("journal")
    }

    pub fn scene(&self) -> Scene<'_> {
        let mut clock = self.clock.lock().unwrap();
        *clock += 60;
        Scene {
            catalog: &self.catalog,
            copies: Cow::Borrowed(&self.copies),
            locks: &self.locks,
            journals: self.journals(),
            clock: Clock::Fixed(jiff::Timestamp::from_second(*clock).unwrap()),
            tenant: None,
            zone: jiff::tz::TimeZone::UTC,
            turns: Turns::default(),
        }
    }

    pub fn run(&self, options: &RunOptions) -> crate::Result<(RunSummary, Heard)> {
        self.run_paced(options, &Pace::default())
    }

    pub fn run_paced(
        &self,
        options: &RunOptions,
        pace: &Pace,
    ) -> crate::Result<(RunSummary, Heard)> {
        let heard = Heard::default();
        let summary = run_in(&self.scene(), options, &heard, pace)?;
        Ok((summary, heard))
    }

    /// Checks everything and gives what is damaged: path below the package, state, files.
    pub fn check(&self) -> Vec<(String, &'static str, Vec<String>)> {
        let (summary, heard) = self.run(&RunOptions::default()).unwrap();
        let damages = heard.damages.into_inner().unwrap();
        assert_eq!(summary.damaged(), damages.len() as u64);
        assert_eq!(summary.damage().is_some(), !damages.is_empty());
        let root = format!("{}/", self.copies[0].holdings.root());
        let short = |path: &str| {
            let below = path.strip_prefix(&root).unwrap_or(path);
            below.splitn(5, '/').nth(4).unwrap_or(below).to_owned()
        };
        damages.into_iter().map(|d| (short(&d.path), d.state.as_str(), d.files)).collect()
    }

    /// The same without the files.
    pub fn states(&self) -> Vec<(String, &'static str)> {
        self.check().into_iter().map(|(path, state, _)| (path, state)).collect()
    }

    pub fn dump(&self) -> String {
        let mut out = Vec::new();
        self.catalog.dump(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    pub fn root(&self, aip: AipId) -> Key {
        self.copies[0].holdings.object_key(&aip.to_string())
    }

    pub fn key(&self, aip: AipId, path: &str) -> Key {
        self.root(aip).join(path).unwrap()
    }

    /// The path of something below the tenant on the first copy, where it lies on a disk.
    pub fn path(&self, key: &Key) -> PathBuf {
        self.folder.path().join("copies/main/chemnitz").join(key.as_str())
    }

    pub fn store(&self) -> &Arc<dyn Store> {
        self.copies[0].folder.store()
    }

    pub fn read(&self, key: &Key) -> Vec<u8> {
        self.store().read(key, 1 << 30).unwrap()
    }

    pub fn files(&self, aip: AipId) -> Vec<Key> {
        let root = self.root(aip);
        let found = self.copies[0].holdings.object_files(&root).unwrap().unwrap();
        found.files.iter().map(|(path, _)| root.join_key(path).unwrap()).collect()
    }

    /// A package of one loose file, one bundle and its metadata.
    pub fn sample(&self, number: i64) -> AipId {
        let aip = AipId::new(Clock::Fixed(jiff::Timestamp::from_second(number).unwrap()));
        self.store_version(aip, &[sample_contents(number)]);
        aip
    }

    /// Stores the last of these versions, and records it.
    pub fn store_version(&self, aip: AipId, versions: &[Vec<Content>]) {
        let made = self.commit(aip, versions);
        self.record(aip, versions, made);
    }

    /// Stores the last of these versions on every copy; gives the digest of its inventory.
    pub fn commit(&self, aip: AipId, versions: &[Vec<Content>]) -> Digest {
        let id = aip.to_string();
        let number = u32::try_from(versions.len()).unwrap();
        let inventory = inventory_of(&id, versions);
        let digest = sha512(&inventory);
        for copy in &self.copies {
            let object = copy.holdings.object_key(&id);
            let placement = copy.folder.placement(object, &id, number, "w");
            let stage = copy.folder.store().stage(&placement).unwrap();
            let put = |path: String, bytes: &[u8]| {
                let mut sink = stage.create(&Key::new(path).unwrap()).unwrap();
                sink.write_all(bytes).unwrap();
                sink.finish().unwrap();
            };
            for (ordinal, content) in (0..).zip(versions.last().unwrap()) {
                put(content_path(number, ordinal), &content.bytes());
            }
            put(format!("v{number}/inventory.json"), &inventory);
            let sidecar = inventory::sidecar(&digest);
            put(format!("v{number}/inventory.json.sha512"), sidecar.as_bytes());
            stage.sync().unwrap();
            stage.commit().unwrap();
        }
        digest
    }

    pub fn record(&self, aip: AipId, versions: &[Vec<Content>], inventory: Digest) {
        let number = u32::try_from(versions.len()).unwrap();
        let last = versions.last().unwrap();
        let rows: Vec<StoredFile> =
            (0..).zip(last).flat_map(|(ordinal, c)| c.rows(number, ordinal)).collect();
        self.catalog
            .record(&[NewVersion {
                aip,
                version: number,
                received: number,
                created: "2026-01-01T00:00:00Z".parse().unwrap(),
                kind: "folder",
                container: "dir",
                source_name: "Akte",
                title: "Akte",
                files: rows.len() as u64,
                bytes: rows.iter().map(|row| row.size).sum(),
                fingerprint: inventory,
                payload_fingerprint: inventory,
                inventory,
                description: &[],
                empty_folders: &[],
                confirmed: &[],
                content: &|each| {
                    (0..).zip(last).try_for_each(|(ordinal, content)| {
                        let bytes = content.bytes();
                        let (logical, size) = (content.logical(), bytes.len() as u64);
                        each(&StoredContent { ordinal, logical, size, digest: sha512(&bytes) })
                    })
                },
                file_rows: &|each| rows.iter().try_for_each(&mut *each),
            }])
            .unwrap();
    }
}

pub fn sample_contents(number: i64) -> Vec<Content> {
    vec![
        loose("Plan.pdf", format!("Plan {number}").as_bytes()),
        bundle(&[("a/eins.txt", b"one"), ("a/zwei.txt", b"two"), ("drei.txt", b"three")]),
        loose("premis", b"<premis/>"),
    ]
}

impl Content {
    pub fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Loose(_, bytes) => bytes.clone(),
            Self::Bundle(files) => compose(files).0,
        }
    }

    fn logical(&self) -> String {
        match self {
            Self::Loose(path, _) if path == "premis" => "metadata/preservation/premis.xml".into(),
            Self::Loose(path, _) => Area::Original.loose(path),
            Self::Bundle(_) => Area::Original.bundle(1),
        }
    }

    fn rows(&self, version: u32, ordinal: u64) -> Vec<StoredFile> {
        let row = |bundle, number, path: &str, bytes: &[u8], offset| StoredFile {
            area: Area::Original,
            bundle,
            number,
            path: path.into(),
            raw: None,
            size: bytes.len() as u64,
            modified: None,
            digest: sha512(bytes),
            content_version: version,
            content_ordinal: ordinal,
            offset,
            known: None,
        };
        match self {
            Self::Loose(path, _) if path == "premis" => Vec::new(),
            Self::Loose(path, bytes) => vec![row(None, ordinal + 1, path, bytes, 0)],
            Self::Bundle(files) => {
                let offsets = compose(files).1;
                let numbered = (1..).zip(files).zip(offsets);
                numbered.map(|((n, (path, b)), at)| row(Some(1), n, path, b, at)).collect()
            }
        }
    }
}

/// The bytes of a bundle, and where its members begin.
fn compose(files: &[(String, Vec<u8>)]) -> (Vec<u8>, Vec<u64>) {
    let (mut composer, mut out, mut offsets) = (Composer::new(), Vec::new(), Vec::new());
    for (path, content) in files {
        let digests = [sha512(content)];
        let member = Member { path, raw: None, modified: None, digests: &digests };
        offsets.push(composer.member(&mut out, &member, content));
    }
    composer.finish(&mut out);
    (out, offsets)
}

fn inventory_of(id: &str, versions: &[Vec<Content>]) -> Vec<u8> {
    let facts = VersionFacts {
        created: "2026-01-01T00:00:00Z",
        message: "x",
        user_name: "x",
        user_address: "urn:x",
    };
    let head = u32::try_from(versions.len()).unwrap();
    let mut writer = InventoryWriter::new(Vec::new(), id, Algorithm::Sha512, head).unwrap();
    let mut manifest = std::collections::BTreeMap::<String, Vec<String>>::new();
    for (number, contents) in (1..).zip(versions) {
        for (ordinal, content) in (0..).zip(contents) {
            let digest = sha512(&content.bytes()).hex();
            manifest.entry(digest).or_default().push(content_path(number, ordinal));
        }
    }
    for (digest, paths) in &manifest {
        writer.paths(digest, paths.iter().map(String::as_str)).unwrap();
    }
    writer.begin_versions().unwrap();
    for (number, contents) in (1..).zip(versions) {
        writer.begin_version(number, &facts).unwrap();
        let mut state = std::collections::BTreeMap::<String, Vec<String>>::new();
        for content in contents {
            let digest = sha512(&content.bytes()).hex();
            state.entry(digest).or_default().push(content.logical());
        }
        for (digest, paths) in &state {
            writer.paths(digest, paths.iter().map(String::as_str)).unwrap();
        }
        writer.end_version().unwrap();
    }
    writer.finish().unwrap()
}
