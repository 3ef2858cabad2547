//! Looking at the watched folders again and again: network shares tell nobody what comes.

use super::super::sources;
use super::ledger::{Ledger, Taken};
use super::{Post, signature};
use crate::context::Context;
use archive_core::finding::Finding;
use archive_core::finding::codes::cli;
use archive_core::fs::{self, Kind};
use std::collections::{HashSet, VecDeque};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// What the names of files end in that somebody is still writing.
const UNFINISHED: [&str; 4] = [".part", ".tmp", ".filepart", ".crdownload"];
/// Descriptions that never are packages: they wait for theirs.
const WAITING: [&str; 3] = [".dc.xml", ".ead.xml", ".metadata.csv"];
/// How often the folders are looked at, at least and at most.
const LOOK: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(5));
/// How soon the wish to stop is heard.
const HEAR: Duration = Duration::from_millis(100);

/// The packages that come, one by one; ends when somebody wants it to.
pub struct Watch<'a> {
    posts: &'a [Post],
    ledger: &'a Ledger,
    context: &'a Context,
    broken: &'a AtomicBool,
    /// Folders that are no packages, by their real paths.
    left_out: HashSet<PathBuf>,
    ready: VecDeque<Taken>,
    /// Watched folders that could not be read at the last look.
    lost: HashSet<usize>,
    next_look: Instant,
}

impl<'a> Watch<'a> {
    /// Looks at the folders for the first time when a package is asked for. `broken` ends it too.
    pub fn new(
        posts: &'a [Post],
        ledger: &'a Ledger,
        context: &'a Context,
        broken: &'a AtomicBool,
    ) -> Self {
        // A watched folder in another one is no package there either.
        let own = |post: &'a Post| post.places().chain([&post.folder]);
        let places = posts.iter().flat_map(own);
        let left_out = places.filter_map(|place| fs::canonical(place).ok()).collect();
        let (ready, lost) = (VecDeque::new(), HashSet::new());
        let next_look = Instant::now();
        Self { posts, ledger, context, broken, left_out, ready, lost, next_look }
    }

    fn ended(&self) -> bool {
        self.context.stopped() || self.broken.load(Ordering::Relaxed)
    }

    fn look(&mut self) {
        let mut there = HashSet::new();
        for number in 0..self.posts.len() {
            let Some(packages) = self.packages(number) else { continue };
            for path in packages {
                if self.ended() {
                    return;
                }
                if !self.ledger.in_work(&path) {
                    let taken = self.ledger.seen(&path, number, signature::of(&path));
                    self.ready.extend(taken);
                }
                there.insert(path);
            }
        }
        if self.lost.is_empty() {
            self.ledger.keep(|path| there.contains(path));
        }
    }

    /// What may be a package in a watched folder. A folder that cannot be read is told once; the
    /// share it lies on may come back.
    fn packages(&mut self, number: usize) -> Option<Vec<PathBuf>> {
        let post = &self.posts[number];
        let entries = match fs::read_folder(&post.folder) {
            Ok(entries) => entries,
            Err(failure) => {
                if self.lost.insert(number) {
                    let finding = Finding::new(&cli::WATCH_UNREADABLE);
                    let finding = finding.at(post.folder.display().to_string());
                    self.context.remark(&finding.with("reason", &failure.source));
                }
                return None;
            }
        };
        self.lost.remove(&number);
        let whole = |name: &OsString| -> OsString {
            let text = name.to_str().unwrap_or_default();
            let stem = UNFINISHED.iter().find_map(|suffix| text.strip_suffix(suffix));
            stem.map_or_else(|| name.clone(), OsString::from)
        };
        // What describes a package that is still coming describes it already.
        let names: Vec<OsString> = entries.iter().map(|entry| whole(&entry.name)).collect();
        let names: HashSet<&OsStr> = names.iter().map(OsString::as_os_str).collect();
        let packages = entries.iter().filter(|entry| {
            !is_passing(&entry.name) && !sources::accompanies(&entry.name, entry.kind, &names)
        });
        let paths = packages.map(|entry| (post.folder.join(&entry.name), entry.kind));
        Some(paths.filter(|(path, kind)| !self.is_aside(path, *kind)).map(|(p, _)| p).collect())
    }

    fn is_aside(&self, path: &Path, kind: Kind) -> bool {
        kind == Kind::Folder && fs::canonical(path).is_ok_and(|real| self.left_out.contains(&real))
    }

    /// A package that waited for its turn must look as it did when it was found ready.
    fn stands(&self, taken: &Taken) -> bool {
        let stands = signature::of(&taken.path) == taken.signature;
        if !stands {
            self.ledger.forget(&taken.path);
        }
        stands
    }
}

/// Hidden, unfinished, or a description that waits for its package.
fn is_passing(name: &OsStr) -> bool {
    let bytes = fs::raw_bytes(name).to_ascii_lowercase();
    let ends = |suffix: &&str| bytes.ends_with(suffix.as_bytes());
    bytes.starts_with(b".") || UNFINISHED.iter().chain(&WAITING).any(ends)
}

impl Iterator for Watch<'_> {
    type Item = Taken;

    fn next(&mut self) -> Option<Taken> {
        while !self.ended() {
            if let Some(taken) = self.ready.pop_front() {
                if self.stands(&taken) {
                    return Some(taken);
                }
            } else if Instant::now() >= self.next_look {
                self.look();
                let pause = (self.ledger.settling() / 4).clamp(LOOK.0, LOOK.1);
                self.next_look = Instant::now() + pause;
            } else {
                std::thread::sleep(HEAR);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_passing_are_no_packages() {
        for name in [".hidden", "a.part", "a.zip.PART", "b.tmp", "c.filepart", "d.crdownload"] {
            assert!(is_passing(OsStr::new(name)), "{name}");
        }
        assert!(is_passing(OsStr::new("akte.zip.dc.xml")));
        for name in ["a", "part", "a.part.zip", "tabelle.csv"] {
            assert!(!is_passing(OsStr::new(name)), "{name}");
        }
    }
}
