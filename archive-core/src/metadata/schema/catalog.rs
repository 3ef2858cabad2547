//! OASIS XML Catalogs 1.1: which file stands for an address or a namespace.
//!
//! Understood are `uri`, `system`, `rewriteURI`, `rewriteSystem`, `group`, `nextCatalog` and
//! `xml:base`. `public` and the `delegate…` entries have no use for schemas and are passed over.

use crate::error::{Error, Result};
use crate::finding::codes::sch;
use crate::xml::{Element, Event, Reader, Writer};
use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};

const NAMESPACE: &str = "urn:oasis:names:tc:entity:xmlns:xml:catalog";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// Largest catalog read, in bytes.
const CATALOG_BYTES: u64 = 4 << 20;
/// Most catalogs that name one another.
const CATALOGS: usize = 64;
/// Most entries of all catalogs together.
const ENTRIES: usize = 100_000;

/// Which file stands for which address.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    exact: HashMap<String, PathBuf>,
    rewrites: Vec<(String, PathBuf)>,
}

impl Catalog {
    /// Reads a catalog and those it goes on with; one that is not there has no entries.
    pub fn read(file: &Path) -> Result<Self> {
        let mut catalog = Self::default();
        let mut waiting = vec![file.to_path_buf()];
        let mut seen = HashSet::new();
        while let Some(file) = waiting.pop() {
            if !crate::fs::exists(&file) || !seen.insert(file.clone()) {
                continue;
            }
            if seen.len() > CATALOGS {
                return Err(unusable(
                    &file,
                    "it leads to too many others",
                    "er führt zu zu vielen anderen",
                ));
            }
            // The first catalog wins: the last one put aside is read last.
            let mut next = catalog.read_one(&file)?;
            next.reverse();
            waiting.extend(next);
        }
        // The longest prefix wins (XML Catalogs 1.1, section 7.2.2).
        catalog.rewrites.sort_by_key(|(prefix, _)| std::cmp::Reverse(prefix.len()));
        Ok(catalog)
    }

    /// The file that stands for an address or the name of a namespace.
    #[must_use]
    pub fn resolve(&self, address: &str) -> Option<PathBuf> {
        if let Some(file) = self.exact.get(address) {
            return Some(file.clone());
        }
        let rewritten = |(prefix, folder): &(String, PathBuf)| {
            let rest = address.strip_prefix(prefix.as_str())?;
            let file = normal(&folder.join(rest.trim_start_matches('/')));
            // The rest comes from a schema, which must not lead out of the folder of the catalog.
            file.starts_with(folder).then_some(file)
        };
        self.rewrites.iter().find_map(rewritten)
    }

    fn read_one(&mut self, file: &Path) -> Result<Vec<PathBuf>> {
        let place = file.display().to_string();
        let bytes = crate::fs::read(file, CATALOG_BYTES)?;
        let mut xml = Reader::new(&bytes[..], &place);
        let mut bases = vec![file.parent().unwrap_or(Path::new("")).to_path_buf()];
        let mut next = Vec::new();
        loop {
            let event = xml.next().map_err(|error| catalog(file).with_reason(&error))?;
            match event {
                Event::Start(element) => {
                    let base = bases.last().cloned().unwrap_or_default();
                    let base = match element.attribute_in(XML, "base") {
                        Some(own) => local(&base, own).unwrap_or(base),
                        None => base,
                    };
                    if element.namespace == NAMESPACE {
                        self.take(&element, &base, &mut next);
                    }
                    bases.push(base);
                }
                Event::End => {
                    bases.pop();
                }
                Event::Text(_) => {}
                Event::Eof => return Ok(next),
            }
            if self.exact.len() + self.rewrites.len() > ENTRIES {
                return Err(unusable(file, "it has too many entries", "er hat zu viele Einträge"));
            }
        }
    }

    fn take(&mut self, element: &Element, base: &Path, next: &mut Vec<PathBuf>) {
        let file = |name: &str| element.attribute(name).and_then(|place| local(base, place));
        let key = |name: &str| element.attribute(name).map(str::to_owned);
        match element.name.as_str() {
            kind @ ("uri" | "system") => {
                let name = if kind == "uri" { "name" } else { "systemId" };
                if let (Some(key), Some(file)) = (key(name), file("uri")) {
                    self.exact.entry(key).or_insert(file);
                }
            }
            kind @ ("rewriteURI" | "rewriteSystem") => {
                let uri = kind == "rewriteURI";
                let from = if uri { "uriStartString" } else { "systemIdStartString" };
                if let (Some(key), Some(file)) = (key(from), file("rewritePrefix")) {
                    self.rewrites.push((key, file));
                }
            }
            "nextCatalog" => next.extend(file("catalog")),
            _ => {}
        }
    }
}

/// The file of an address in a catalog; `None` for what lies on a network.
fn local(base: &Path, address: &str) -> Option<PathBuf> {
    let path = match address.strip_prefix("file://") {
        Some(path) => path,
        None if address.contains("://") || address.starts_with("urn:") => return None,
        None => address,
    };
    Some(normal(&base.join(path)))
}

/// The path without `.` and `..`.
pub(super) fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if out.file_name().is_some() => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

fn unusable(file: &Path, english: &str, german: &str) -> Error {
    catalog(file).with_words("reason", english, german)
}

fn catalog(file: &Path) -> Error {
    Error::new(&sch::CATALOG).at(file.display().to_string())
}

/// The catalog in `file` with more entries, as text: what stood in it stays, word for word.
/// Each entry is an address or namespace, and the file that stands for it.
pub(super) fn extended(file: &Path, entries: &[(String, String)]) -> Result<Vec<u8>> {
    let old = if crate::fs::exists(file) {
        crate::fs::read(file, CATALOG_BYTES)?
    } else {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <catalog xmlns=\"{NAMESPACE}\">\n</catalog>\n"
        )
        .into_bytes()
    };
    let mut added = Writer::fragment(Vec::new());
    for (name, uri) in entries {
        let written = added
            .empty("uri", &[("name", name), ("uri", uri)])
            .and_then(|()| added.empty("system", &[("systemId", name), ("uri", uri)]));
        written.expect("memory takes every byte");
    }
    let added = added.finish().expect("memory takes every byte");
    let end = memchr::memmem::rfind(&old, b"</catalog>");
    let end = end.ok_or_else(|| {
        unusable(file, "it does not end with </catalog>", "er endet nicht mit </catalog>")
    })?;
    Ok([&old[..end], &added, &old[end..]].concat())
}
