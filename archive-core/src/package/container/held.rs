//! The file of a container while it is in use: that it stays the one that was opened.
//!
//! Entries are listed first and read later, perhaps hours later. Somebody who writes to the file
//! in the meantime must not leave a mixture of old and new in the archive, so what the system
//! knows of the file is compared when everything was read.

use super::folder::timestamp;
use crate::error::{Error, Result};
use crate::finding::Findings;
use crate::finding::codes::pkg;
use crate::fs::{self, Stat};
use crate::package::name;
use jiff::Timestamp;
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The open file of a container.
pub(super) struct Held {
    /// For reading at positions.
    pub file: Arc<File>,
    /// Where it lies, for failures of the system.
    pub path: PathBuf,
    /// Its name for people.
    pub shown: String,
    /// Its size in bytes when it was opened.
    pub length: u64,
    stat: Stat,
}

impl Held {
    /// Takes an open file; `path` is where it lies.
    pub fn new(file: File, path: &Path) -> Result<Self> {
        let stat = fs::stat_open(&file, path)?;
        Ok(Self {
            file: Arc::new(file),
            path: path.to_owned(),
            shown: shown(path),
            length: stat.size,
            stat,
        })
    }

    /// A number that is another one once the file was changed.
    pub fn state(&self) -> u64 {
        state_of(&self.stat)
    }

    /// Says where the file is not the one that was opened any more.
    pub fn recheck(&self, findings: &mut Findings) -> Result<()> {
        let now = fs::stat_open(&self.file, &self.path)?;
        if let Some((en, de)) = difference(&self.stat, &now) {
            findings.push(changed(&self.shown, en, de).finding().clone());
            return Ok(());
        }
        let same = fs::stat(&self.path).is_ok_and(|there| there.identity == now.identity);
        if !same {
            let en = "another file stands in its place, or none".to_owned();
            let de = "an ihrer Stelle steht eine andere Datei oder keine".to_owned();
            findings.push(changed(&self.shown, en, de).finding().clone());
        }
        Ok(())
    }
}

/// The name of a path for people.
pub(super) fn shown(path: &Path) -> String {
    name::escape(&fs::raw_bytes(path.file_name().unwrap_or_default())).into_owned()
}

/// A number that is another one once a file or folder was changed: of size, modification and
/// change time, which nobody sets back.
pub(in crate::package) fn state_of(stat: &Stat) -> u64 {
    let mut hasher = DefaultHasher::new();
    (stat.size, stat.modified, stat.changed).hash(&mut hasher);
    hasher.finish()
}

/// In what two looks at a file differ, in English and German.
fn difference(before: &Stat, now: &Stat) -> Option<(String, String)> {
    let modified = [before, now].map(|stat| stat.modified.and_then(timestamp));
    difference_of([before.size, now.size], modified, [state_of(before), state_of(now)])
}

/// The same for what is left of the two looks: sizes in bytes, modification times and states.
pub(super) fn difference_of(
    sizes: [u64; 2],
    modified: [Option<Timestamp>; 2],
    states: [u64; 2],
) -> Option<(String, String)> {
    let [size, now] = sizes;
    if size != now {
        return Some((format!("{size} bytes, now {now}"), format!("{size} Bytes, jetzt {now}")));
    }
    let text = |time: Option<Timestamp>| time.map_or("?".to_owned(), |time| time.to_string());
    if modified[0] != modified[1] {
        let [before, now] = modified.map(text);
        let de = format!("geändert am {before}, jetzt {now}");
        return Some((format!("modified {before}, now {now}"), de));
    }
    (states[0] != states[1]).then(|| {
        let en = "it was written to, and its modification time set back".to_owned();
        (en, "es wurde hineingeschrieben und die Änderungszeit zurückgesetzt".to_owned())
    })
}

/// Something changed between listing and the end of reading; what, in English and German.
pub(in crate::package) fn changed(path: &str, en: String, de: String) -> Error {
    Error::new(&pkg::CHANGED).at(path).with_words("what", en, de)
}
