//! A bag in a plain folder, checked completely: walk, tag files, digests, join. Everything is
//! held in memory here, which the real pipeline does not do.

use archive_core::digest::{Digest, MultiHasher};
use archive_core::finding::{Findings, Severity};
use archive_core::limits::Limits;
use archive_core::package::bagit::{
    Bag, Claim, Present, Profile, TagFiles, explain_missing, join, read_manifest,
};
use archive_core::package::container::ContainerKind;
use archive_core::package::name;
use archive_core::{Result, fs};
use std::borrow::Cow;
use std::ffi::OsStr;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// The logical form of a name: NFC.
fn logical(path: &str) -> String {
    name::nfc(path).into_owned()
}

/// A folder and everything in it.
pub struct Folder {
    root: PathBuf,
    items: Vec<Item>,
}

struct Item {
    raw: Vec<u8>,
    path: String,
    folder: bool,
    size: u64,
}

impl Folder {
    pub fn walk(root: &Path) -> Result<Self> {
        let mut folder = Self { root: root.to_owned(), items: Vec::new() };
        folder.descend(root, &[])?;
        folder.items.sort_by_key(|item| logical(&item.path));
        Ok(folder)
    }

    fn descend(&mut self, at: &Path, prefix: &[u8]) -> Result<()> {
        for entry in fs::read_folder(at)? {
            let mut raw = prefix.to_vec();
            raw.extend_from_slice(entry.name.as_encoded_bytes());
            let place = at.join(&entry.name);
            let folder = entry.kind == fs::Kind::Folder;
            let size = if folder { 0 } else { fs::stat(&place)?.size };
            let path = name::escape(&raw).into_owned();
            self.items.push(Item { raw: raw.clone(), path, folder, size });
            if folder {
                raw.push(b'/');
                self.descend(&place, &raw)?;
            }
        }
        Ok(())
    }

    fn digests(&self, bag: &Bag, item: &Item) -> Result<Vec<Digest>> {
        let mut hasher = MultiHasher::new(bag.algorithms());
        let mut file = fs::open(&self.root.join(OsStr::from_bytes(&item.raw)))?;
        let mut buffer = vec![0; 64 << 10];
        loop {
            let count = file.read(&mut buffer).expect("the file can be read");
            if count == 0 {
                return Ok(hasher.finish());
            }
            hasher.update(&buffer[..count]);
        }
    }

    fn present(&self, bag: &Bag, item: &Item) -> Result<Present<'_>> {
        let digests = if item.folder { Vec::new() } else { self.digests(bag, item)? };
        Ok(Present {
            key: logical(&item.path).into(),
            raw: item.raw.clone().into(),
            path: item.path.clone().into(),
            folder: item.folder,
            size: item.size,
            digests: digests.into(),
        })
    }
}

impl TagFiles for Folder {
    fn list(&self, each: &mut dyn FnMut(&str, u64) -> Result<()>) -> Result<()> {
        let tag = |item: &&Item| !item.folder && !item.path.starts_with("data/");
        self.items.iter().filter(tag).try_for_each(|item| each(&item.path, item.size))
    }

    fn open(&self, name: &str) -> Result<Box<dyn Read + '_>> {
        Ok(Box::new(fs::open(&self.root.join(name))?))
    }

    fn exists(&self, path: &str) -> Result<bool> {
        Ok(self.items.iter().any(|item| item.path == path))
    }
}

/// The claims of all lists, in the order the join wants.
fn claims(bag: &Bag, folder: &Folder, findings: &mut Findings) -> Result<Vec<Claim<'static>>> {
    let limits = Limits::default();
    let mut records: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
    for (index, manifest) in bag.manifests.iter().enumerate() {
        let context = bag.context(index, &limits).expect("the index is one of the bag's");
        let reader = folder.open(&manifest.name)?;
        read_manifest(reader, &context, findings, &mut |claim| {
            let mut record = Vec::new();
            claim.encode(&mut record);
            records.push((claim.sort_key(&logical(&claim.path())), record));
            Ok(())
        })?;
    }
    records.sort_by(|a, b| a.0.cmp(&b.0));
    let decode = |(_, record): &(Vec<u8>, Vec<u8>)| Claim::decode(record).map(Claim::into_owned);
    Ok(records.iter().filter_map(decode).collect())
}

/// Everything there is to say about a bag.
pub struct Verdict {
    pub findings: Findings,
    pub bag: Bag,
}

impl Verdict {
    pub fn is_valid(&self) -> bool {
        !self.findings.has_errors()
    }

    pub fn warnings(&self) -> usize {
        self.findings.count(Severity::Warning)
    }

    /// The codes found, each once, sorted.
    pub fn codes(&self) -> Vec<&'static str> {
        let mut codes: Vec<_> = self.findings.iter().map(|f| f.code.id).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}

/// Checks a bag completely, and against a profile where one is given.
pub fn check(root: &Path, profile: Option<&Profile>) -> Result<Verdict> {
    let folder = Folder::walk(root)?;
    let mut findings = Findings::new();
    let bag = Bag::read(&folder, &mut findings)?;
    let claims = claims(&bag, &folder, &mut findings)?;
    let claims = claims.into_iter().map(|claim| {
        let key = logical(&claim.path()).into_bytes();
        Ok((Cow::Owned(key), claim))
    });
    let present = folder.items.iter().map(|item| folder.present(&bag, item));
    let outcome = join(&bag, present, claims, &mut findings, &mut |_, _| Ok(()))?;
    let keys = folder.items.iter().filter(|i| !i.folder).map(|i| Ok(logical(&i.path)));
    explain_missing(&bag, &outcome.missing, keys, &mut findings)?;
    bag.check_oxum(outcome.payload_files, outcome.payload_bytes, &mut findings);
    if let Some(profile) = profile {
        profile.judge(&bag, &folder, &mut findings)?;
        profile.judge_container(ContainerKind::Folder, &mut findings);
        let mut judge = profile.payload_judge();
        for item in folder.items.iter().filter(|i| !i.folder && i.path.starts_with("data/")) {
            judge.see(&item.path, item.size, &mut findings);
        }
        judge.finish(&mut findings);
    }
    Ok(Verdict { findings, bag })
}
