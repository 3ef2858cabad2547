//! The schemas that a tenant's archive keeps as a package of its own: which version of them is in
//! use. The catalog knows the package; which of its files a kind of metadata needs is remembered
//! beside it, since only the files themselves could tell.

use super::TenantArchive;
use crate::aip::AipId;
use crate::aip::schemas::{OURS, README, Schema, Schemas};
use crate::error::Result;
use crate::fs;
use crate::package::{Area, Kind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

/// The folder for the archive's own packages in the tenant's folder of `state/`.
const FOLDER: &str = "own";
/// What is remembered of the schemas.
const SEEN: &str = "schemas.json";
/// Largest of these files read, in bytes.
const SEEN_BYTES: u64 = 1 << 20;

/// What was found when schemas were looked for last. It can be lost: then they are looked at anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seen {
    /// What sizes and times of all sources amounted to.
    pub stamp: String,
    /// The package that holds what they held.
    pub aip: String,
    /// The version of it.
    pub version: u32,
    /// Files of the package and the kinds of metadata they are needed for, in the words of METS.
    pub needed_for: BTreeMap<String, Vec<String>>,
}

impl TenantArchive {
    /// The newest schemas that the archive keeps; none before the first package.
    pub fn schemas(&self) -> Result<Option<Schemas>> {
        let Some(row) = self.catalog().own(Kind::Schemas)? else { return Ok(None) };
        let needed_for = self.seen_schemas().filter(|seen| seen.is_of(row.aip, row.version));
        let mut schemas = Schemas {
            aip: row.aip,
            version: row.version,
            time: row.stored_at.parse().unwrap_or_default(),
            files: Vec::new(),
        };
        let needed_for = needed_for.map(|seen| seen.needed_for).unwrap_or_default();
        self.catalog().files_by_path(row.aip, row.version, Area::Original, "", &mut |file| {
            let known = needed_for.get(&file.path);
            let ours = file.path == README || file.path.split('/').next() == Some(OURS);
            if ours || known.is_some() {
                let needed_for = known.cloned().unwrap_or_default();
                schemas.files.push(Schema { file, needed_for });
            }
            Ok(())
        })?;
        Ok(Some(schemas))
    }

    /// Where the archive composes its own packages.
    pub(crate) fn own_folder(&self) -> PathBuf {
        self.state_folder().join(FOLDER)
    }

    /// What is remembered of the schemas.
    pub(crate) fn seen_schemas(&self) -> Option<Seen> {
        let bytes = fs::read(&self.own_folder().join(SEEN), SEEN_BYTES).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// Remembers it, until it is lost.
    pub(crate) fn remember_schemas(&self, seen: &Seen) -> Result<()> {
        let folder = self.own_folder();
        fs::create_folders(&folder)?;
        let path = folder.join(SEEN);
        let text = serde_json::to_vec(seen).expect("made of texts and numbers");
        let written = fs::create_or_truncate(&path)?.write_all(&text);
        Ok(written.map_err(fs::Failure::of("write", &path))?)
    }
}

impl Seen {
    /// Whether it speaks of this version.
    pub fn is_of(&self, aip: AipId, version: u32) -> bool {
        self.aip == aip.to_string() && self.version == version
    }
}
