//! Our own inventories: written as a stream, read as a whole (OCFL 1.1 §3.5).
//!
//! The validator has a parser of its own, since it must also make sense of broken inventories.

use crate::digest::{Algorithm, Digest};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The value of `type` in inventories we write.
pub const TYPE: &str = "https://ocfl.io/1.1/spec/#inventory";
/// The file name of an inventory.
pub const FILE: &str = "inventory.json";

/// The name of the sidecar of an inventory.
#[must_use]
pub fn sidecar_name(algorithm: Algorithm) -> String {
    format!("{FILE}.{}", algorithm.name())
}

/// The content of the sidecar of an inventory (OCFL 1.1 §3.7).
#[must_use]
pub fn sidecar(digest: &Digest) -> String {
    format!("{digest} {FILE}\n")
}

/// An inventory as read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Inventory {
    /// The id of the object.
    pub id: String,
    /// The specification it follows.
    pub r#type: String,
    /// The algorithm of manifest and states.
    pub digest_algorithm: String,
    /// The newest version, `v3`.
    pub head: String,
    /// Content paths by digest.
    pub manifest: BTreeMap<String, Vec<String>>,
    /// Every version by its name.
    pub versions: BTreeMap<String, Version>,
}

/// One version as an inventory describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// When it was made, RFC 3339.
    pub created: String,
    /// Logical paths by digest.
    pub state: BTreeMap<String, Vec<String>>,
    /// Why it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<User>,
}

/// Who made a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Name.
    pub name: String,
    /// A URI.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl Inventory {
    /// The number of the newest version.
    #[must_use]
    pub fn head_number(&self) -> Option<u32> {
        self.head.strip_prefix('v')?.parse().ok()
    }

    /// The content files that lie in the folder of a version, each with its SHA-512.
    pub fn content_of(&self, version: u32) -> impl Iterator<Item = (&str, Digest)> {
        let folder = format!("v{version}/");
        self.manifest.iter().flat_map(move |(digest, paths)| {
            let digest = Digest::from_hex(Algorithm::Sha512, digest);
            let own: Vec<_> = paths.iter().filter(|path| path.starts_with(&folder)).collect();
            own.into_iter().filter_map(move |path| Some((path.as_str(), digest?)))
        })
    }

    /// The newest version.
    #[must_use]
    pub fn head_version(&self) -> Option<&Version> {
        self.versions.get(&self.head)
    }

    /// Logical path to digest for the newest version.
    pub fn head_state(&self) -> impl Iterator<Item = (&str, &str)> {
        self.head_version().into_iter().flat_map(|version| {
            version
                .state
                .iter()
                .flat_map(|(digest, paths)| paths.iter().map(|p| (p.as_str(), digest.as_str())))
        })
    }
}

/// Writes an inventory piece by piece, so that its size does not matter.
pub struct InventoryWriter<W> {
    out: W,
    first: bool,
}

/// The facts of a version besides its state.
#[derive(Debug, Clone, Copy)]
pub struct VersionFacts<'a> {
    /// RFC 3339, UTC.
    pub created: &'a str,
    /// Why it was made.
    pub message: &'a str,
    /// Who made it.
    pub user_name: &'a str,
    /// A URI of who made it.
    pub user_address: &'a str,
}

impl<W: Write> InventoryWriter<W> {
    /// Begins the inventory of an object whose newest version is `head`.
    pub fn new(mut out: W, id: &str, algorithm: Algorithm, head: u32) -> io::Result<Self> {
        write!(
            out,
            "{{\n\"id\": {},\n\"type\": {},\n\"digestAlgorithm\": {},\n\"head\": \"v{head}\",\n\
             \"manifest\": {{",
            quoted(id),
            quoted(TYPE),
            quoted(algorithm.name())
        )?;
        Ok(Self { out, first: true })
    }

    /// Writes the next digest of the manifest or of a state, with its paths.
    pub fn paths<'a>(
        &mut self,
        digest: &str,
        paths: impl IntoIterator<Item = &'a str>,
    ) -> io::Result<()> {
        self.comma()?;
        write!(self.out, "\n{}: [", quoted(digest))?;
        for (i, path) in paths.into_iter().enumerate() {
            write!(self.out, "{}{}", if i == 0 { "" } else { ", " }, quoted(path))?;
        }
        self.out.write_all(b"]")
    }

    /// Ends the manifest; versions follow, each with [`Self::begin_version`].
    pub fn begin_versions(&mut self) -> io::Result<()> {
        self.first = true;
        self.out.write_all(b"\n},\n\"versions\": {")
    }

    /// Begins a version; its state follows with [`Self::paths`].
    pub fn begin_version(&mut self, number: u32, facts: &VersionFacts<'_>) -> io::Result<()> {
        self.comma()?;
        self.first = true;
        write!(
            self.out,
            "\n\"v{number}\": {{\n\"created\": {},\n\"message\": {},\n\"user\": {{\"name\": {}, \
             \"address\": {}}},\n\"state\": {{",
            quoted(facts.created),
            quoted(facts.message),
            quoted(facts.user_name),
            quoted(facts.user_address)
        )
    }

    /// Writes a version of an earlier inventory, unchanged in meaning.
    pub fn earlier_version(&mut self, number: u32, version: &Version) -> io::Result<()> {
        self.comma()?;
        let json = serde_json::to_string(version)?;
        write!(self.out, "\n\"v{number}\": {json}")
    }

    /// Ends a version.
    pub fn end_version(&mut self) -> io::Result<()> {
        self.first = false;
        self.out.write_all(b"\n}\n}")
    }

    /// Ends the inventory.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(b"\n}\n}\n")?;
        Ok(self.out)
    }

    fn comma(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.first) { Ok(()) } else { self.out.write_all(b",") }
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is always JSON")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let facts = VersionFacts {
            created: "2026-01-01T00:00:00Z",
            message: "Übernahme \"eins\"",
            user_name: "Archiv",
            user_address: "urn:uuid:0",
        };
        let mut writer =
            InventoryWriter::new(Vec::new(), "urn:uuid:1", Algorithm::Sha512, 2).unwrap();
        writer.paths("aa", ["v1/content/0000/0000", "v1/content/0000/0001"]).unwrap();
        writer.paths("bb", ["v2/content/0000/0000"]).unwrap();
        writer.begin_versions().unwrap();
        writer.begin_version(1, &facts).unwrap();
        writer.paths("aa", ["a/\u{1}ä.txt"]).unwrap();
        writer.end_version().unwrap();
        writer.begin_version(2, &facts).unwrap();
        writer.end_version().unwrap();
        let bytes = writer.finish().unwrap();
        let inventory: Inventory = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(inventory.head_number(), Some(2));
        assert_eq!(inventory.manifest["aa"].len(), 2);
        assert_eq!(inventory.versions["v1"].state["aa"], ["a/\u{1}ä.txt"]);
        assert_eq!(inventory.versions["v1"].message.as_deref(), Some("Übernahme \"eins\""));
        assert_eq!(inventory.head_state().count(), 0);
    }
}
