//! Which packages a command shall work on: paths, entries of folders, lists.

use crate::args::Sources;
use crate::context::Context;
use archive_core::finding::Finding;
use archive_core::finding::codes::cli;
use archive_core::fs::{self, Kind};
use archive_core::metadata::encoding::from_base64;
use archive_core::metadata::schema::Library;
use archive_core::package::bagit::is_system_file;
use archive_core::package::{Kind as PackageKind, Profile};
use archive_core::{Error, Result};
use serde::Deserialize;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Longest line of a list, in bytes. A result of an earlier run holds all its findings.
const LINE_BYTES: usize = 64 << 20;
/// How descriptions beside a package are named after it.
pub const BESIDE: [&str; 4] = [".dc.xml", ".ead.xml", ".metadata.csv", ".csv"];
/// The description that serves a whole folder of packages.
const SHARED: &str = "metadata.csv";

/// The packages of a command, in order; a list gives them one by one.
pub struct Packages {
    /// How many there are, where that is known; else 0.
    pub total: u64,
    /// Their paths. An error ends the list.
    pub paths: Box<dyn Iterator<Item = Result<PathBuf>> + Send>,
}

/// Finds out which packages are meant.
pub fn packages(sources: &Sources, context: &Context) -> Result<Packages> {
    if let Some(list) = &sources.from_file {
        let list = List::open(list, sources.only.clone())?;
        return Ok(Packages { total: 0, paths: Box::new(list) });
    }
    let mut paths = Vec::new();
    for path in &sources.paths {
        if sources.each {
            let left_out = entries(path, &mut paths)?;
            if left_out > 0 {
                let finding = Finding::new(&cli::SKIPPED).at(path.display().to_string());
                context.remark(&finding.with("count", left_out));
            }
        } else {
            paths.push(path.clone());
        }
    }
    Ok(Packages { total: paths.len() as u64, paths: Box::new(paths.into_iter().map(Ok)) })
}

/// The entries of a folder that are packages, by name; gives the number of those that are not.
pub fn entries(folder: &Path, out: &mut Vec<PathBuf>) -> Result<usize> {
    if fs::stat(&fs::canonical(folder)?)?.kind != Kind::Folder {
        return Err(Error::new(&cli::NOT_A_FOLDER).at(folder.display().to_string()));
    }
    let entries = fs::read_folder(folder)?;
    let names: HashSet<&OsStr> = entries.iter().map(|entry| entry.name.as_os_str()).collect();
    let before = out.len();
    let packages = entries.iter().filter(|entry| !accompanies(&entry.name, entry.kind, &names));
    out.extend(packages.map(|entry| folder.join(&entry.name)));
    Ok(entries.len() - (out.len() - before))
}

/// Whether an entry only describes packages beside it, or belongs to the system. `names` are all
/// names of the folder.
pub fn accompanies(name: &OsStr, kind: Kind, names: &HashSet<&OsStr>) -> bool {
    let Some(text) = name.to_str().filter(|_| kind == Kind::File) else { return false };
    let described = |suffix: &&str| {
        let package = text.strip_suffix(*suffix).filter(|package| !package.is_empty());
        package.is_some_and(|package| names.contains(OsStr::new(package)))
    };
    text == SHARED || is_system_file(text) || BESIDE.iter().any(described)
}

/// A list of paths, read as it is needed.
struct List {
    shown: String,
    lines: Box<dyn BufRead + Send>,
    number: u64,
    only: Vec<String>,
    ended: bool,
}

/// What is used of a result of an earlier run.
#[derive(Deserialize)]
struct Earlier {
    event: String,
    #[serde(default)]
    path: String,
    path_b64: Option<String>,
    #[serde(default)]
    status: String,
}

impl List {
    fn open(path: &Path, only: Vec<String>) -> Result<Self> {
        let lines: Box<dyn BufRead + Send> = if path == Path::new("-") {
            Box::new(BufReader::new(std::io::stdin()))
        } else {
            Box::new(BufReader::new(fs::open(path)?))
        };
        Ok(Self { shown: path.display().to_string(), lines, number: 0, only, ended: false })
    }

    fn line(&mut self) -> Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let limit = LINE_BYTES as u64 + 1;
        let read = (&mut self.lines).take(limit).read_until(b'\n', &mut line);
        let read = read.map_err(fs::Failure::of("read", Path::new(&self.shown)))?;
        self.number += 1;
        if read == 0 {
            return Ok(None);
        }
        if line.len() > LINE_BYTES || line.contains(&0) {
            return Err(self.unusable());
        }
        for end in [b'\n', b'\r'] {
            line.pop_if(|last| *last == end);
        }
        Ok(Some(line))
    }

    fn unusable(&self) -> Error {
        Error::new(&cli::LIST_LINE).at(self.shown.clone()).with("line", self.number)
    }

    /// The path in a line; none in lines that name no package or one that is not wanted.
    fn path(&self, line: &[u8]) -> Result<Option<PathBuf>> {
        if line.is_empty() {
            return Ok(None);
        }
        if line[0] != b'{' {
            return Ok(Some(fs::path_from_bytes(line)?));
        }
        let earlier: Earlier = serde_json::from_slice(line).map_err(|_| self.unusable())?;
        let wanted = self.only.is_empty() || self.only.contains(&earlier.status);
        if earlier.event != "package" || !wanted {
            return Ok(None);
        }
        let raw = match &earlier.path_b64 {
            Some(coded) => from_base64(coded).ok_or_else(|| self.unusable())?,
            None => earlier.path.into_bytes(),
        };
        if raw.is_empty() {
            return Err(self.unusable());
        }
        Ok(Some(fs::path_from_bytes(&raw)?))
    }

    fn next_path(&mut self) -> Result<Option<PathBuf>> {
        while let Some(line) = self.line()? {
            if let Some(path) = self.path(&line)? {
                return Ok(Some(path));
            }
        }
        Ok(None)
    }
}

impl Iterator for List {
    type Item = Result<PathBuf>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = self.next_path().transpose();
        self.ended = !matches!(next, Some(Ok(_)));
        next
    }
}

/// The BagIt profile that the packages must fulfil.
pub fn profile(sources: &Sources) -> Result<Option<Arc<Profile>>> {
    Ok(sources.profile.as_deref().map(Profile::open).transpose()?.map(Arc::new))
}

/// The kind that the packages are said to be.
pub fn kind(sources: &Sources) -> Option<PackageKind> {
    let word = sources.kind.as_deref()?;
    PackageKind::ALL.into_iter().find(|kind| kind.as_str() == word)
}

/// The schemas that are configured, by which metadata of packages are judged.
pub fn schemas(context: &Context) -> Result<Option<Arc<Library>>> {
    let folder = super::schemas::configured(context)?;
    Ok(folder.map(|folder| Library::open(&folder)).transpose()?.map(Arc::new))
}

/// How many packages are worked on at the same time, and how many threads each one gets.
pub fn jobs(wished: Option<u16>, total: u64) -> (usize, usize) {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = wished.map_or_else(|| cores.max(2), usize::from);
    // Where the number is not known there may be many.
    let jobs = if total == 0 { jobs } else { jobs.min(usize::try_from(total).unwrap_or(jobs)) };
    (jobs.max(1), (cores / jobs.max(1)).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str, only: &[&str]) -> Vec<Result<PathBuf>> {
        let lines = Box::new(std::io::Cursor::new(text.as_bytes().to_vec()));
        let only = only.iter().map(|s| (*s).to_owned()).collect();
        List { shown: "list".into(), lines, number: 0, only, ended: false }.collect()
    }

    fn paths(text: &str, only: &[&str]) -> Vec<String> {
        let paths = list(text, only).into_iter().map(|path| path.unwrap().display().to_string());
        paths.collect()
    }

    #[test]
    fn a_list_holds_paths_or_earlier_results() {
        assert_eq!(paths("a b\r\n\nä.zip", &[]), ["a b", "ä.zip"]);
        let earlier = "{\"event\":\"package\",\"path\":\"x\",\"status\":\"valid\"}\n\
                       {\"event\":\"package\",\"path\":\"y\",\"status\":\"failed\"}\n\
                       {\"event\":\"package\",\"path\":\"?\",\"path_b64\":\"eg==\",\
                       \"status\":\"rejected\"}\n\
                       {\"event\":\"summary\",\"packages\":3}\n";
        assert_eq!(paths(earlier, &[]), ["x", "y", "z"]);
        assert_eq!(paths(earlier, &["failed", "rejected"]), ["y", "z"]);
    }

    #[test]
    fn what_is_no_list_is_said_once() {
        for bad in ["a\n{\"event\n", "a\n\u{0}PNG\nb\n", "a\n{\"event\":\"package\"}\nb"] {
            let read = list(bad, &[]);
            assert_eq!(read.len(), 2, "{bad:?}");
            let error = read.into_iter().next_back().unwrap().unwrap_err();
            assert!(error.is(&cli::LIST_LINE), "{error}");
            assert!(error.to_string().contains("Line 2 of list"), "{error}");
        }
    }

    #[test]
    fn descriptions_beside_packages_are_no_packages() {
        let names = ["akte.zip", "akte.zip.dc.xml", "metadata.csv", ".DS_Store", "table.csv"];
        let set: HashSet<&OsStr> = names.iter().map(|name| OsStr::new(*name)).collect();
        let kept: Vec<_> = names
            .into_iter()
            .filter(|name| !accompanies(OsStr::new(name), Kind::File, &set))
            .collect();
        assert_eq!(kept, ["akte.zip", "table.csv"]);
        assert!(!accompanies(OsStr::new("metadata.csv"), Kind::Folder, &set));
    }

    #[test]
    fn one_package_gets_all_threads() {
        let cores = std::thread::available_parallelism().unwrap().get();
        assert_eq!(jobs(None, 1), (1, cores));
        assert_eq!(jobs(Some(1), 100), (1, cores));
        assert!(jobs(None, 100).0 >= 2);
    }
}
