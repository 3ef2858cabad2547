//! Storage roots: the hierarchy that holds the objects, and the objects in it (OCFL 1.1 §4).
//!
//! One thread walks the hierarchy, some validate objects, and the caller's thread takes the
//! reports in the order of the walk. Everything between them is bounded.

use super::notes::{NOTHING, Notes};
use super::{
    ObjectReport, Options, RootReport, content, declaration, extensions, is_object, object,
};
use crate::digest::{Algorithm, Hasher};
use crate::finding::codes::ocfl as codes;
use crate::finding::{Finding, Findings};
use crate::ocfl::json::{self, Json, shortened};
use crate::ocfl::layout::{Layout, LayoutError};
use crate::ocfl::spec::SpecVersion;
use crate::ocfl::tree::{Entry, Kind, Tree, join, readable};
use std::collections::{BTreeMap, HashSet};
use std::io::Read;
use std::panic::AssertUnwindSafe;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// The file that describes the layout (§4.1).
pub(super) const LAYOUT_FILE: &str = "ocfl_layout.json";
/// Largest layout description or configuration read, in bytes.
const LAYOUT_BYTES: u64 = 1 << 20;
/// Objects under way or waiting for their turn to be reported.
const OBJECTS_AHEAD: usize = 128;

/// Registered extensions that arrange objects; the other ones do other things.
const LAYOUTS: [&str; 8] = [
    "0002-flat-direct-storage-layout",
    "0003-hash-and-id-n-tuple-storage-layout",
    "0004-hashed-n-tuple-storage-layout",
    "0006-flat-omit-prefix-storage-layout",
    "0007-n-tuple-omit-prefix-storage-layout",
    "0010-differential-n-tuple-omit-prefix-storage-layout",
    "0011-direct-clean-path-layout",
    "0012-hash-and-no-prefix-id-n-tuple-storage-layout",
];

/// Validates the storage root at a path with all its objects. Each object is reported once, in
/// the order of the paths, as soon as its turn comes.
pub fn validate_root(
    tree: &dyn Tree,
    path: &[u8],
    options: &Options<'_>,
    each: &mut dyn FnMut(ObjectReport),
) -> RootReport {
    let mut notes = Notes::new(path);
    let entries = match tree.list(path) {
        Ok(entries) => entries,
        Err(error) => {
            notes.add_error("", &error);
            return RootReport::new(None, None, notes.findings);
        }
    };
    let declared = declaration::check(&declaration::ROOT, tree, path, &entries, &mut notes);
    let spec = declared.unwrap_or(SpecVersion::V1_1);
    let plan = Plan::read(tree, path, &entries, &mut notes);
    let mut judge = Judge { spec: declared, plan, path, ids: HashSet::new() };
    let walk = Walk { tree, path, spec, notes, depths: Depths::default() };
    let mut report = RootReport::new(declared, judge.plan.name.clone(), Findings::new());
    let walked = run(tree, options, walk, &entries, &mut |mut object| {
        judge.object(&mut object);
        report.objects += 1;
        report.valid += u64::from(object.is_valid());
        each(object);
    });
    let mut notes = walked.notes;
    walked.depths.check(&judge.plan, &mut notes);
    report.findings = notes.findings;
    report
}

impl RootReport {
    fn new(version: Option<SpecVersion>, layout: Option<String>, findings: Findings) -> Self {
        Self { version, layout, findings, objects: 0, valid: 0 }
    }
}

/// An object found, with its turn.
struct Task {
    turn: u64,
    path: Vec<u8>,
    entries: Vec<Entry>,
}

/// Walks and validates at the same time; `each` is called on this thread, in order.
fn run<'w>(
    tree: &dyn Tree,
    options: &Options<'_>,
    mut walk: Walk<'w>,
    entries: &[Entry],
    each: &mut dyn FnMut(ObjectReport),
) -> Walk<'w> {
    let (task_in, task_out) = sync_channel::<Task>(OBJECTS_AHEAD);
    let (report_in, report_out) = sync_channel::<(u64, Outcome)>(OBJECTS_AHEAD);
    // One token for each object under way: the walk waits while all are taken.
    let (token_in, token_out) = sync_channel::<()>(OBJECTS_AHEAD);
    let tasks = Mutex::new(task_out);
    std::thread::scope(|scope| {
        for _ in 0..options.threads.max(1) {
            let report_in = report_in.clone();
            let tasks = &tasks;
            scope.spawn(move || work(tree, options, tasks, &report_in));
        }
        drop(report_in);
        let walker = scope.spawn(move || {
            let mut turn = 0;
            let mut found = |path: Vec<u8>, entries: Vec<Entry>| {
                // The caller is gone only when it panicked: nobody waits for more.
                if !options.stopped() && token_in.send(()).is_ok() {
                    let _ = task_in.send(Task { turn, path, entries });
                    turn += 1;
                }
            };
            walk.root(entries, &mut found);
            walk
        });
        // Moved in here, so that a panic below ends the walk too.
        let token_out = token_out;
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        for (turn, outcome) in report_out {
            let report = outcome.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            waiting.insert(turn, report);
            while let Some(report) = waiting.remove(&next) {
                each(report);
                let _ = token_out.recv();
                next += 1;
            }
        }
        walker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// The report of one object, or the panic it ended with.
type Outcome = std::thread::Result<ObjectReport>;

/// Validates objects until there are no more.
fn work(
    tree: &dyn Tree,
    options: &Options<'_>,
    tasks: &Mutex<Receiver<Task>>,
    reports: &SyncSender<(u64, Outcome)>,
) {
    loop {
        let task = match tasks.lock() {
            Ok(tasks) => tasks.recv(),
            Err(_) => return,
        };
        let Ok(task) = task else { return };
        let validate = || object::validate(tree, &task.path, Some(task.entries), options);
        // A fault of ours must reach the caller; with its turn missing, all would wait for ever.
        let outcome = std::panic::catch_unwind(AssertUnwindSafe(validate));
        if reports.send((task.turn, outcome)).is_err() {
            return;
        }
    }
}

/// The declared arrangement of objects.
struct Plan {
    /// The extension's name, where one is declared.
    name: Option<String>,
    /// The mapping, where it is one known here.
    layout: Option<Layout>,
}

impl Plan {
    fn read(tree: &dyn Tree, root: &[u8], entries: &[Entry], notes: &mut Notes) -> Self {
        let mut out = Self { name: None, layout: None };
        let is_there =
            |name: &str, kind| entries.iter().any(|e| e.name == name.as_bytes() && e.kind == kind);
        if !is_there(LAYOUT_FILE, Kind::File) {
            return out;
        }
        let Some(bytes) = read_small(tree, root, LAYOUT_FILE, notes) else { return out };
        let Some(name) = layout_name(&bytes, notes) else { return out };
        if LAYOUTS.contains(&name.as_str()) {
            let folder = format!("{}/{name}", extensions::FOLDER);
            let configured = tree.list(&join(root, folder.as_bytes())).unwrap_or_default();
            let file = format!("{folder}/config.json");
            let config = configured.iter().any(|e| e.name == b"config.json");
            let config = if config { read_small(tree, root, &file, notes) } else { None };
            out.layout = configure(&name, config.as_deref(), &file, notes);
        } else {
            notes.add_place(&codes::E071, LAYOUT_FILE, "extension", &name);
        }
        out.name = Some(name);
        out
    }
}

fn configure(name: &str, config: Option<&[u8]>, file: &str, notes: &mut Notes) -> Option<Layout> {
    match Layout::from_config(name, config) {
        Ok(Some(layout)) => return Some(layout),
        Ok(None) => notes.add_place(&codes::LAYOUT_NOT_CHECKED, LAYOUT_FILE, "extension", name),
        Err(LayoutError::Parameter(key)) => {
            notes.add_place(&codes::LAYOUT_CONFIG, file, key, name);
        }
        Err(_) => notes.add_place(&codes::LAYOUT_CONFIG, file, "JSON", name),
    }
    None
}

fn read_small(tree: &dyn Tree, root: &[u8], inside: &str, notes: &mut Notes) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let file = tree.open(&join(root, inside.as_bytes()));
    match file.map(|file| file.take(LAYOUT_BYTES).read_to_end(&mut out)) {
        Ok(Ok(_)) => return Some(out),
        Ok(Err(error)) => notes.add_io(inside, &error),
        Err(error) => notes.add_error(inside, &error),
    }
    None
}

/// The `extension` of a layout description, with both its keys checked.
fn layout_name(bytes: &[u8], notes: &mut Notes) -> Option<String> {
    let members = match json::parse(bytes) {
        Ok(Json::Object(members)) => members,
        Ok(other) => {
            notes.add_place(&codes::E070, LAYOUT_FILE, "", &other.brief());
            return None;
        }
        Err(error) => {
            notes.add_place(&codes::E070, LAYOUT_FILE, "", &error.to_string());
            return None;
        }
    };
    let mut text = |key: &str| match members.iter().find(|(k, _)| k == key).map(|(_, v)| v) {
        Some(Json::String(text)) => Some(text.to_string()),
        other => {
            let value = other.map_or_else(|| NOTHING.to_owned(), Json::brief);
            notes.add_place(&codes::E070, LAYOUT_FILE, key, &value);
            None
        }
    };
    let _ = text("description");
    text("extension")
}

/// What is judged of an object by its root.
struct Judge<'j> {
    spec: Option<SpecVersion>,
    plan: Plan,
    path: &'j [u8],
    /// Halves of digests of the ids met, where no layout makes equal ids impossible.
    ids: HashSet<[u8; 16]>,
}

impl Judge<'_> {
    fn object(&mut self, report: &mut ObjectReport) {
        let place = report.path.clone();
        let mut add = |code, value: &str| {
            let finding = Finding::new(code).at(place.clone()).with("place", "id");
            report.findings.push(finding.with("value", shortened(value)));
        };
        if let (Some(root), Some(object)) = (self.spec, report.version)
            && object > root
        {
            add(&codes::E081, object.number());
        }
        let Some(id) = &report.id else { return };
        if let Some(layout) = &self.plan.layout {
            let expected = layout.path(id).ok();
            let full = expected.as_ref().map(|p| readable(&join(self.path, p.as_bytes())));
            if full.as_ref() != Some(&report.path) {
                add(&codes::E083, &expected.unwrap_or_else(|| NOTHING.to_owned()));
            }
            return;
        }
        let digest = Hasher::digest(Algorithm::Sha256, id.as_bytes());
        let half = digest.as_bytes().first_chunk::<16>().copied().unwrap_or_default();
        if !self.ids.insert(half) {
            add(&codes::E037, id);
            add(&codes::E083, id);
        }
    }
}

/// How deep the objects of a root lie.
#[derive(Default)]
struct Depths {
    top: bool,
    deeper: Option<usize>,
    mixed: bool,
}

impl Depths {
    fn take(&mut self, depth: usize) {
        if depth <= 1 {
            self.top = true;
        } else {
            self.mixed |= self.deeper.is_some_and(|known| known != depth);
            self.deeper = Some(depth);
        }
    }

    /// More than one arrangement in one root. A declared layout says where each object belongs,
    /// so that depths tell nothing more.
    fn check(&self, plan: &Plan, notes: &mut Notes) {
        if plan.name.is_some() {
            return;
        }
        if self.mixed {
            notes.add(&codes::W014, "");
        }
        if self.top && self.deeper.is_some() {
            notes.add(&codes::W015, "");
        }
    }
}

/// The walk through the hierarchy.
struct Walk<'w> {
    tree: &'w dyn Tree,
    path: &'w [u8],
    spec: SpecVersion,
    notes: Notes,
    depths: Depths,
}

type Found<'f> = &'f mut dyn FnMut(Vec<u8>, Vec<Entry>);

/// What lies under one folder of the hierarchy.
enum Listed {
    /// An object, handed on.
    Object,
    /// Folders still to be looked into.
    Folders(Vec<Vec<u8>>),
    /// Nothing to be looked into.
    Nothing,
}

impl Walk<'_> {
    fn root(&mut self, entries: &[Entry], found: Found<'_>) {
        if entries.iter().any(|e| e.kind == Kind::File && declaration::of_object(&e.name)) {
            self.notes.add(&codes::E082, "");
        }
        for entry in entries {
            let name = readable(&entry.name);
            content::report_kind(entry.kind, &name, &mut self.notes);
            if entry.kind != Kind::Folder {
                continue;
            }
            if name == extensions::FOLDER {
                let folder = join(self.path, &entry.name);
                let rules = extensions::of_root(self.spec);
                extensions::check(self.tree, &folder, rules, &mut self.notes);
            } else {
                self.top_folder(&entry.name, &name, found);
            }
        }
    }

    /// One branch of the hierarchy, without recursion: its depth is not ours to choose.
    fn top_folder(&mut self, name: &[u8], shown: &str, found: Found<'_>) {
        let mut objects = 0_u64;
        let mut empty = false;
        let mut stack = vec![(name.to_vec(), 1)];
        while let Some((inside, depth)) = stack.pop() {
            match self.folder(&inside, depth, found) {
                Listed::Object => objects += 1,
                Listed::Folders(names) => {
                    let below = names.into_iter().rev();
                    stack.extend(below.map(|n| (join(&inside, &n), depth + 1)));
                }
                Listed::Nothing => empty |= depth == 1,
            }
        }
        if objects == 0 && !empty {
            self.notes.add(&codes::E088, shown);
        }
    }

    fn folder(&mut self, inside: &[u8], depth: usize, found: Found<'_>) -> Listed {
        let shown = readable(inside);
        let path = join(self.path, inside);
        let entries = match self.tree.list(&path) {
            Ok(entries) => entries,
            Err(error) => {
                self.notes.add_error(&shown, &error);
                return Listed::Nothing;
            }
        };
        if entries.is_empty() {
            self.notes.add(&codes::E073, &shown);
            return Listed::Nothing;
        }
        if is_object(&entries) {
            if !entries.iter().any(|e| declaration::of_object(&e.name)) {
                self.notes.add(&codes::E085, &shown);
            }
            self.depths.take(depth);
            found(path, entries);
            return Listed::Object;
        }
        if entries.iter().any(|e| e.kind == Kind::File && declaration::of_root(&e.name)) {
            self.notes.add(&codes::E074, &shown);
            self.notes.add(&codes::E088, &shown);
            return Listed::Nothing;
        }
        self.intermediate(&shown, &entries)
    }

    /// A folder between the root and its objects: folders only, and at least one (§4.3).
    fn intermediate(&mut self, shown: &str, entries: &[Entry]) -> Listed {
        let mut folders = Vec::new();
        for entry in entries {
            let name = readable(&entry.name);
            let path = format!("{shown}/{name}");
            content::report_kind(entry.kind, &path, &mut self.notes);
            match entry.kind {
                Kind::Folder => folders.push(entry.name.clone()),
                Kind::File => {
                    self.notes.add(&codes::E072, &path);
                    self.notes.add(&codes::E084, &path);
                }
                Kind::Link | Kind::Special | Kind::Unreadable => {}
            }
        }
        if folders.is_empty() {
            self.notes.add(&codes::E085, shown);
        }
        Listed::Folders(folders)
    }
}
