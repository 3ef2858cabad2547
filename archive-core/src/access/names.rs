//! Which path a file gets in the target: as received, or as every system can hold it.

use super::SORTING;
use crate::error::{Error, Result};
use crate::finding::codes::acc;
use crate::limits::NAME_BYTES;
use crate::package::name::{fold, marked, portable};
use crate::sorter::{Sorted, SortedIter, Sorter};

/// The path of a file in the target, as received.
#[derive(Debug, PartialEq, Eq)]
pub struct Exact {
    /// The bytes, `/`-separated.
    pub path: Vec<u8>,
    /// Whether the received bytes could not be given back.
    pub readable: bool,
}

/// The exact path of a file or an empty folder, with the bytes received where they are others than
/// those of the logical path. `utf8` says that the target holds UTF-8 only (manifests of a bag).
pub fn exact(path: &str, raw: Option<&[u8]>, utf8: bool) -> Result<Exact> {
    check(path.as_bytes(), path)?;
    let depth = |path: &[u8]| path.split(|b| *b == b'/').count();
    let readable = || Exact { path: path.as_bytes().to_vec(), readable: true };
    let exact = match raw {
        None => Exact { readable: false, ..readable() },
        Some(raw)
            if depth(raw) == depth(path.as_bytes())
                && raw.split(|b| *b == b'/').all(is_safe)
                && !(utf8 && std::str::from_utf8(raw).is_err()) =>
        {
            Exact { path: raw.to_vec(), readable: false }
        }
        Some(_) => readable(),
    };
    check_length(&exact.path, path)?;
    Ok(exact)
}

/// Names were judged when they came in; a catalog that says otherwise is not believed.
fn check(path: &[u8], name: &str) -> Result<()> {
    if path.split(|b| *b == b'/').all(is_safe) {
        return Ok(());
    }
    Err(Error::new(&acc::UNSAFE_NAME).at(name))
}

fn check_length(path: &[u8], name: &str) -> Result<()> {
    let longest = path.split(|b| *b == b'/').map(<[u8]>::len).max().unwrap_or(0);
    if longest <= NAME_BYTES {
        return Ok(());
    }
    let reason = format!("{longest} > {NAME_BYTES} bytes");
    Err(Error::new(&acc::NAME_REFUSED).at(name).with("reason", reason))
}

fn is_safe(element: &[u8]) -> bool {
    !matches!(element, b"" | b"." | b"..") && !element.contains(&0)
}

/// Finds siblings that some system takes for the same, among paths that come in order.
///
/// A folder counts as its path with `/`: then the elements of paths in byte order come in byte
/// order themselves, each once.
pub struct Twins {
    siblings: Sorter,
    last: Vec<String>,
}

impl Twins {
    /// Nothing seen yet.
    pub fn new() -> Self {
        Self { siblings: Sorter::new(SORTING), last: Vec::new() }
    }

    /// Takes a path: of a file, or of a folder where it ends in `/`.
    pub fn take(&mut self, path: &str) -> Result<()> {
        let elements: Vec<&str> = path.split_inclusive('/').collect();
        let known = shared(&self.last, &elements);
        self.last.truncate(known);
        for element in &elements[known..] {
            let bare = element.trim_end_matches('/');
            let parent = self.last.concat();
            // Altered names are different anyway.
            if portable(bare) == bare {
                let key = [parent.as_bytes(), b"\0", fold(bare).as_bytes()].concat();
                self.siblings.push(&key, [parent.as_str(), *element].concat().as_bytes())?;
            }
            self.last.push((*element).to_owned());
        }
        Ok(())
    }

    /// The elements that must give way, in order: of those that look the same all but the first.
    pub fn finish(self) -> Result<Sorted> {
        let mut marks = Sorter::new(SORTING);
        let siblings = self.siblings.finish()?;
        let mut iter = siblings.iter()?;
        let (mut group, mut first) = (Vec::new(), Vec::new());
        while let Some((key, element)) = iter.next()? {
            if key != group {
                group.clear();
                group.extend_from_slice(key);
                first.clear();
                first.extend_from_slice(element);
            } else if element != first {
                marks.push(element, b"")?;
            }
        }
        marks.finish()
    }
}

/// How many leading folders two paths share.
fn shared(last: &[String], elements: &[&str]) -> usize {
    last.iter().zip(elements).take_while(|(a, b)| a == b && a.ends_with('/')).count()
}

/// Gives portable paths for logical paths that come in order.
pub struct Portable<'a> {
    marks: SortedIter<'a>,
    mark: Option<Vec<u8>>,
    /// Names at the top that are not for files of the package.
    reserved: &'static [&'static str],
    last: Vec<String>,
    /// The portable forms of `last`.
    given: Vec<String>,
}

impl<'a> Portable<'a> {
    /// Portable paths, with the elements that [`Twins`] found.
    pub fn new(marks: &'a Sorted, reserved: &'static [&'static str]) -> Result<Self> {
        let mut marks = marks.iter()?;
        let mark = marks.next()?.map(|(key, _)| key.to_vec());
        Ok(Self { marks, mark, reserved, last: Vec::new(), given: Vec::new() })
    }

    /// The portable form of a path: of a file, or of a folder where it ends in `/`; the slash
    /// stays.
    pub fn path(&mut self, path: &str) -> Result<String> {
        check(path.trim_end_matches('/').as_bytes(), path)?;
        let elements: Vec<&str> = path.split_inclusive('/').collect();
        let known = shared(&self.last, &elements);
        self.last.truncate(known);
        self.given.truncate(known);
        for element in &elements[known..] {
            let bare = element.trim_end_matches('/');
            let whole = [self.last.concat().as_str(), *element].concat();
            let reserved = self.last.is_empty() && self.reserved.contains(&&*fold(bare));
            let marked_here = self.is_marked(whole.as_bytes())?;
            let mut given =
                if reserved || marked_here { marked(bare) } else { portable(bare).into_owned() };
            given.push_str(&element[bare.len()..]);
            self.last.push((*element).to_owned());
            self.given.push(given);
        }
        Ok(self.given.concat())
    }

    fn is_marked(&mut self, element: &[u8]) -> Result<bool> {
        while let Some(mark) = &self.mark {
            if mark.as_slice() >= element {
                return Ok(mark == element);
            }
            self.mark = self.marks.next()?.map(|(key, _)| key.to_vec());
        }
        Ok(false)
    }
}
