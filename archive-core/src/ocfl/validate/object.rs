//! One object, from its declaration to the digests of its content (OCFL 1.1 §3).

use super::content::{self, Disk};
use super::digests::{self, Work};
use super::history::{Claim, Claims, Prior};
use super::inventory::{self, Context, FILE, FixityAlgorithm, Inventory};
use super::notes::{NOTHING, Notes};
use super::{ObjectReport, Options, declaration, extensions, sequence, sidecar};
use crate::digest::{Algorithm, Digest};
use crate::finding::Finding;
use crate::finding::codes::ocfl as codes;
use crate::limits::INVENTORY_BYTES;
use crate::ocfl::spec::SpecVersion;
use crate::ocfl::tree::{Entry, Kind, Tree, join, readable};
use crate::ocfl::version::VersionName;
use std::collections::HashSet;
use std::io::Read;

/// The folder for records of actions (§3.8).
const LOGS: &str = "logs";

/// Validates the object at a path; `entries` are its children where they are known already.
pub(super) fn validate(
    tree: &dyn Tree,
    path: &[u8],
    entries: Option<Vec<Entry>>,
    options: &Options<'_>,
) -> ObjectReport {
    let mut notes = Notes::new(path);
    let listed = entries.map_or_else(|| tree.list(path), Ok);
    let entries = match listed {
        Ok(entries) => entries,
        Err(error) => {
            notes.add_error("", &error);
            return report(path, None, None, notes, 0);
        }
    };
    let declared = declaration::check(&declaration::OBJECT, tree, path, &entries, &mut notes);
    let bytes = main_inventory(tree, path, &entries, &mut notes);
    let spec = declared.unwrap_or_else(|| guess(bytes.as_deref()));
    let context = Context { file: FILE, spec, main: true };
    let inventory = bytes.as_deref().and_then(|b| inventory::read(b, &context, &mut notes));
    let mut object = Object {
        tree,
        path,
        spec,
        entries: &entries,
        main_bytes: bytes.as_deref(),
        notes,
        disk: Disk::default(),
    };
    let usable = inventory.is_some();
    let mut inventory = inventory.unwrap_or_default();
    object.check_root(&inventory);
    let folders = object.version_folders(&inventory, usable);
    let bytes_read = object.check_content(&mut inventory, &folders, usable, options);
    let id = inventory.id.map(std::borrow::Cow::into_owned);
    report(path, id, declared, object.notes, bytes_read)
}

fn report(
    path: &[u8],
    id: Option<String>,
    version: Option<SpecVersion>,
    notes: Notes,
    bytes: u64,
) -> ObjectReport {
    ObjectReport { path: readable(path), id, version, findings: notes.findings, bytes }
}

/// The version to judge by where none is declared: the one the inventory names.
fn guess(inventory: Option<&[u8]>) -> SpecVersion {
    let name = SpecVersion::V1_0.inventory_type().as_bytes();
    let is_1_0 = inventory.is_some_and(|b| b.windows(name.len()).any(|part| part == name));
    if is_1_0 { SpecVersion::V1_0 } else { SpecVersion::V1_1 }
}

fn main_inventory(
    tree: &dyn Tree,
    path: &[u8],
    entries: &[Entry],
    notes: &mut Notes,
) -> Option<Vec<u8>> {
    match entries.iter().find(|e| e.name == FILE.as_bytes()) {
        Some(entry) if entry.kind == Kind::File => read_file(tree, path, FILE, entry.size, notes),
        _ => {
            notes.add(&codes::E063, "");
            None
        }
    }
}

/// Reads an inventory whole, within the limit.
fn read_file(
    tree: &dyn Tree,
    object: &[u8],
    inside: &str,
    size: u64,
    notes: &mut Notes,
) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let limit = INVENTORY_BYTES;
    if size > limit {
        notes.add_value(&codes::TOO_LARGE, inside, &size.to_string());
        return None;
    }
    let file = tree.open(&join(object, inside.as_bytes()));
    let _ = out.try_reserve(usize::try_from(size).unwrap_or(0));
    match file.map(|file| file.take(limit + 1).read_to_end(&mut out)) {
        Err(error) => notes.add_error(inside, &error),
        Ok(Err(error)) => notes.add_io(inside, &error),
        Ok(Ok(_)) if out.len() as u64 > limit => {
            notes.add_value(&codes::TOO_LARGE, inside, &size.to_string());
        }
        Ok(Ok(_)) => return Some(out),
    }
    None
}

/// A version folder found.
struct VersionFolder {
    name: VersionName,
    entries: Vec<Entry>,
}

struct Object<'o> {
    tree: &'o dyn Tree,
    path: &'o [u8],
    spec: SpecVersion,
    entries: &'o [Entry],
    main_bytes: Option<&'o [u8]>,
    notes: Notes,
    disk: Disk,
}

impl Object<'_> {
    /// What stands in the object root (§3.1), with the sidecar of its inventory.
    fn check_root(&mut self, inventory: &Inventory<'_>) {
        let place = sidecar::Place {
            tree: self.tree,
            folder: self.path,
            inside: "",
            entries: self.entries,
        };
        let algorithm = inventory.algorithm_name.as_deref();
        let sidecar = self
            .main_bytes
            .and_then(|bytes| sidecar::check(&place, bytes, algorithm, &mut self.notes));
        let entries = self.entries;
        for entry in entries {
            let name = readable(&entry.name);
            content::report_kind(entry.kind, &name, &mut self.notes);
            match entry.kind {
                Kind::File => self.check_root_file(entry, &name, sidecar.as_deref()),
                Kind::Folder => self.check_root_folder(entry, &name),
                Kind::Link | Kind::Special | Kind::Unreadable => {}
            }
        }
    }

    fn check_root_file(&mut self, entry: &Entry, name: &str, sidecar: Option<&str>) {
        self.disk.check_shared(entry, name, &mut self.notes);
        // Without an inventory, a sidecar has nothing to be judged by.
        let without = self.main_bytes.is_none() && sidecar::suffix(&entry.name).is_some();
        let known = name == FILE || Some(name) == sidecar || without;
        if known || declaration::in_object(&entry.name) {
            return;
        }
        self.notes.add_value(&codes::E001, name, name);
        if name.eq_ignore_ascii_case(FILE) {
            self.notes.add_value(&codes::E034, name, name);
        }
    }

    fn check_root_folder(&mut self, entry: &Entry, name: &str) {
        let folder = join(self.path, &entry.name);
        match (name, VersionName::parse(name)) {
            (_, Ok(_)) => {}
            (LOGS, _) => content::report_links(self.tree, &folder, name, &mut self.notes),
            (extensions::FOLDER, _) => {
                extensions::check(self.tree, &folder, &extensions::OBJECT, &mut self.notes);
            }
            (_, Err(fault)) => {
                self.notes.add_value(&codes::E001, name, name);
                let digits = name.strip_prefix(['v', 'V']).unwrap_or(name);
                if digits.starts_with(|c: char| c.is_ascii_digit()) {
                    sequence::report_fault(fault, self.spec, name, "", name, &mut self.notes);
                }
                let nested = self.tree.list(&folder).unwrap_or_default();
                if nested.iter().any(|e| declaration::of_object(&e.name)) {
                    self.notes.add(&codes::E082, name);
                }
            }
        }
    }

    /// Checks the version folders against the inventory and takes in their content (§3.3).
    fn version_folders(&mut self, inventory: &Inventory<'_>, usable: bool) -> Vec<VersionFolder> {
        let mut names: Vec<VersionName> = self
            .entries
            .iter()
            .filter(|e| e.kind == Kind::Folder)
            .filter_map(|e| VersionName::parse(std::str::from_utf8(&e.name).ok()?).ok())
            .collect();
        names.sort_unstable();
        if names.is_empty() {
            self.notes.add(&codes::E008, "");
        }
        sequence::check(&names, "", "", &mut self.notes);
        if usable {
            self.compare_versions(inventory, &names);
        }
        let filled = versions_with_content(inventory);
        let mut out = Vec::with_capacity(names.len());
        for name in names {
            let inside = name.to_string();
            match self.tree.list(&join(self.path, inside.as_bytes())) {
                Ok(entries) => {
                    let folder = VersionFolder { name, entries };
                    let has_content = self.check_folder(&folder, inventory);
                    if !has_content && filled.contains(inside.as_str()) {
                        self.notes.add_value(&codes::E016, &inside, inventory.content.name());
                    }
                    out.push(folder);
                }
                Err(error) => self.notes.add_error(&inside, &error),
            }
        }
        out
    }

    /// The names in the inventory must be the names of the folders, and the other way round.
    fn compare_versions(&mut self, inventory: &Inventory<'_>, folders: &[VersionName]) {
        let Some(versions) = &inventory.versions else { return };
        let last = folders.last().map_or(0, |name| name.number);
        for name in versions.values().map(|v| v.name) {
            if folders.binary_search(&name).is_err() {
                let text = name.to_string();
                self.notes.add_place(&codes::E046, FILE, "versions", &text);
                if name.number > last {
                    self.notes.add_place(&codes::E010, "", "", &text);
                }
            }
        }
        for name in folders {
            if versions.get(&name.number).is_none_or(|v| v.name != *name) {
                let text = name.to_string();
                self.notes.add_place(&codes::E046, FILE, "versions", &text);
            }
        }
    }

    /// The children of a version folder (§3.3, §3.3.1); whether it has a content folder. Sidecars
    /// are judged with their inventory.
    fn check_folder(&mut self, folder: &VersionFolder, inventory: &Inventory<'_>) -> bool {
        let content = inventory.content.name();
        let inside = folder.name.to_string();
        let mut has_content = false;
        for entry in &folder.entries {
            let name = readable(&entry.name);
            let path = format!("{inside}/{name}");
            content::report_kind(entry.kind, &path, &mut self.notes);
            match entry.kind {
                Kind::Folder if name == content => {
                    has_content = true;
                    let place = join(self.path, path.as_bytes());
                    let number = folder.name.number;
                    self.disk.walk(self.tree, &place, &path, number, &mut self.notes);
                }
                Kind::Folder => {
                    self.notes.add_value(&codes::W002, &path, &name);
                    let place = join(self.path, &join(inside.as_bytes(), &entry.name));
                    content::report_links(self.tree, &place, &path, &mut self.notes);
                }
                Kind::File => {
                    self.disk.check_shared(entry, &path, &mut self.notes);
                    if name != FILE && sidecar::suffix(&entry.name).is_none() {
                        self.notes.add_value(&codes::E015, &path, &name);
                    }
                }
                Kind::Link | Kind::Special | Kind::Unreadable => {}
            }
        }
        has_content
    }

    /// Everything about content: the manifests against the files, older inventories, digests.
    fn check_content(
        &mut self,
        inventory: &mut Inventory<'_>,
        folders: &[VersionFolder],
        usable: bool,
        options: &Options<'_>,
    ) -> u64 {
        let unlisted = self.mark_seen(inventory);
        let mut claims = Claims::of_main(inventory);
        let mut earlier = None;
        for folder in folders {
            self.check_inventory(folder, inventory, &unlisted, &mut claims, &mut earlier);
        }
        if !usable {
            return 0;
        }
        let disk = std::mem::take(&mut self.disk);
        self.report_missing(inventory, &claims, &disk);
        let (base, read) = (&self.notes, options.digests);
        let work = ContentWork { inventory, claims: &claims, disk: &disk, base, read };
        let mut findings = Vec::new();
        let bytes =
            digests::compute(self.tree, self.path, &work, options, &mut |f| findings.push(f));
        for finding in findings {
            self.notes.findings.push(finding);
        }
        bytes
    }

    /// Marks the files the manifest lists and reports the others; gives those by number.
    fn mark_seen(&mut self, inventory: &mut Inventory<'_>) -> HashSet<usize> {
        let mut out = HashSet::new();
        let Some(manifest) = inventory.manifest.as_mut() else { return out };
        for (index, file) in self.disk.files.iter().enumerate() {
            if let Some(entry) = manifest.paths.get_mut(file.path.as_str()) {
                entry.seen = true;
            } else {
                self.notes.add_value(&codes::E023, &file.path, FILE);
                out.insert(index);
            }
        }
        out
    }

    /// The inventory of a version folder, with its sidecar.
    fn check_inventory(
        &mut self,
        folder: &VersionFolder,
        main: &Inventory<'_>,
        unlisted: &HashSet<usize>,
        claims: &mut Claims<'_>,
        earlier: &mut Option<SpecVersion>,
    ) {
        let inside = folder.name.to_string();
        let file = format!("{inside}/{FILE}");
        let entry = folder.entries.iter().find(|e| e.name == FILE.as_bytes());
        let Some(entry) = entry.filter(|e| e.kind == Kind::File) else {
            self.notes.add(&codes::W010, &inside);
            return self.stray_sidecars(folder, None);
        };
        let bytes = read_file(self.tree, self.path, &file, entry.size, &mut self.notes);
        let Some(bytes) = bytes else { return };
        let is_head = main.head == Some(folder.name);
        let same = is_head && self.main_bytes == Some(bytes.as_slice());
        if is_head && !same {
            self.notes.add(&codes::E064, &file);
        }
        if same {
            self.check_sidecar(folder, &bytes, main.algorithm_name.as_deref());
            if let (Some(spec), Some(before)) = (main.spec, *earlier)
                && spec < before
                && self.spec >= SpecVersion::V1_1
            {
                self.notes.add_place(&codes::E103, &file, "type", spec.number());
            }
            *earlier = main.spec.or(*earlier);
            return;
        }
        let context = Context { file: &file, spec: self.spec, main: false };
        let prior = inventory::read(&bytes, &context, &mut self.notes);
        let algorithm = prior.as_ref().and_then(|p| p.algorithm_name.as_deref());
        self.check_sidecar(folder, &bytes, algorithm);
        let Some(prior) = prior else { return };
        let name = folder.name;
        let check = Prior { main, older: &prior, name, file: &file, spec: self.spec };
        check.check(*earlier, &mut self.notes);
        check.check_content(&self.disk, unlisted, claims, &mut self.notes);
        *earlier = prior.spec.or(*earlier);
    }

    fn check_sidecar(&mut self, folder: &VersionFolder, bytes: &[u8], algorithm: Option<&str>) {
        let inside = folder.name.to_string();
        let path = join(self.path, inside.as_bytes());
        let place = sidecar::Place {
            tree: self.tree,
            folder: &path,
            inside: &inside,
            entries: &folder.entries,
        };
        let sidecar = sidecar::check(&place, bytes, algorithm, &mut self.notes);
        self.stray_sidecars(folder, sidecar.as_deref());
    }

    /// Sidecars that belong to no inventory are files that must not be there.
    fn stray_sidecars(&mut self, folder: &VersionFolder, sidecar: Option<&str>) {
        for entry in folder.entries.iter().filter(|e| e.kind == Kind::File) {
            let name = readable(&entry.name);
            if sidecar::suffix(&entry.name).is_some() && Some(name.as_str()) != sidecar {
                self.notes.add_value(&codes::E015, &format!("{}/{name}", folder.name), &name);
            }
        }
    }

    /// Content that inventories list and that is not there.
    fn report_missing(&mut self, inventory: &Inventory<'_>, claims: &Claims<'_>, disk: &Disk) {
        let manifest = inventory.manifest.as_ref();
        let mut missing: Vec<&str> = manifest
            .iter()
            .flat_map(|m| &m.paths)
            .filter(|(_, entry)| !entry.seen && !entry.misplaced)
            .map(|(path, _)| path.as_ref())
            .collect();
        missing.sort_unstable();
        for path in missing {
            let digest = manifest.and_then(|m| m.digest_of(path)).unwrap_or_default();
            let shown = self.notes.full(path);
            self.notes.findings.push(main_claim(inventory, digest).broken(shown, NOTHING));
            self.notes.add_value(&codes::E023, path, FILE);
        }
        let claimed = !claims.by_path.is_empty();
        let files = disk.files.iter().filter(|_| claimed);
        let there: HashSet<&str> = files.map(|f| f.path.as_str()).collect();
        let mut absent: Vec<_> =
            claims.by_path.iter().filter(|(path, _)| !there.contains(path.as_ref())).collect();
        absent.sort_unstable_by(|a, b| a.0.cmp(b.0));
        for (path, list) in absent {
            for claim in list {
                self.notes.findings.push(claim.broken(self.notes.full(path), NOTHING));
            }
        }
    }
}

/// The names of the version folders below which the manifest lists content.
fn versions_with_content<'i>(inventory: &'i Inventory<'_>) -> HashSet<&'i str> {
    let paths = inventory.manifest.iter().flat_map(|m| m.paths.keys());
    paths.filter_map(|path| path.split_once('/')).map(|(version, _)| version).collect()
}

/// What the manifest of the object's own inventory states.
fn main_claim<'a>(inventory: &Inventory<'_>, digest: &'a str) -> Claim<'a> {
    let algorithm = inventory.algorithm.unwrap_or(Algorithm::Sha512);
    Claim {
        algorithm: FixityAlgorithm::Digest(algorithm),
        expected: digest.into(),
        code: &codes::E092,
        from: None,
    }
}

/// The content files of one object and all that is claimed of them.
struct ContentWork<'w> {
    inventory: &'w Inventory<'w>,
    claims: &'w Claims<'w>,
    disk: &'w Disk,
    base: &'w Notes,
    /// Whether files are read; sizes are judged without.
    read: bool,
}

impl ContentWork<'_> {
    fn main_digest(&self, path: &str) -> Option<(Algorithm, &str)> {
        let manifest = self.inventory.manifest.as_ref()?;
        Some((self.inventory.algorithm?, manifest.digest_of(path)?))
    }

    fn claims(&self, path: &str) -> &[Claim<'_>] {
        self.claims.by_path.get(path).map_or(&[], Vec::as_slice)
    }
}

impl Work for ContentWork<'_> {
    fn len(&self) -> usize {
        self.disk.files.len()
    }

    fn file(&self, index: usize) -> (&str, u64) {
        let file = &self.disk.files[index];
        (&file.path, file.size)
    }

    fn shown(&self, index: usize) -> String {
        self.base.full(&self.disk.files[index].path)
    }

    fn algorithms(&self, index: usize) -> Vec<Algorithm> {
        if !self.read {
            return Vec::new();
        }
        let path = &self.disk.files[index].path;
        let main = self.main_digest(path).map(|(algorithm, _)| algorithm);
        let others = self.claims(path).iter().filter_map(|claim| match claim.algorithm {
            FixityAlgorithm::Digest(algorithm) => Some(algorithm),
            FixityAlgorithm::Size => None,
        });
        main.into_iter().chain(others).collect()
    }

    fn judge(&self, index: usize, digests: &[Digest]) -> Vec<Finding> {
        let file = &self.disk.files[index];
        let computed = |algorithm| match algorithm {
            FixityAlgorithm::Size => Some(file.size.to_string()),
            FixityAlgorithm::Digest(algorithm) => {
                digests.iter().find(|d| d.algorithm() == algorithm).map(Digest::hex)
            }
        };
        let mut out = Vec::new();
        let mut compare = |claim: &Claim<'_>| {
            if let Some(found) = computed(claim.algorithm)
                && !found.eq_ignore_ascii_case(&claim.expected)
            {
                out.push(claim.broken(self.shown(index), &found));
            }
        };
        if let Some((_, digest)) = self.main_digest(&file.path) {
            compare(&main_claim(self.inventory, digest));
        }
        self.claims(&file.path).iter().for_each(compare);
        out
    }
}
