//! BagIt 0.93 to 1.0 (RFC 8493 and its drafts): declaration, manifests, bag-info, fetch.txt,
//! completeness, profiles, and writing bags.
//!
//! The way of a bag: [`Bag::read`] reads the small tag files and names the lists of the bag
//! ([`Bag::manifests`]); [`read_manifest`] turns each list into [`Claim`]s, line by line; the
//! caller sorts the claims by [`Claim::sort_key`] and gives them, beside the files that are
//! there, to [`join()`], which judges completeness and digests; [`Bag::check_oxum`] compares the
//! counts. Nothing here grows with the number of files.
//!
//! This room must not know in what container a bag came: it sees tag files through [`TagFiles`]
//! and everything else through sorted streams. It never follows a URL.

mod declaration;
mod encoding;
mod glob;

mod info;
mod join;
mod lines;
mod manifest;
mod path;
mod profile;

mod read;
mod version;
mod write;

pub use encoding::TextEncoding;
pub use info::{BagInfo, Field, Oxum};
pub use join::{EachFile, Missing, Outcome, Present, explain_missing, join};
pub use manifest::{Claim, ManifestContext, judge_duplicate, read_manifest};
pub use path::is_system_file;
pub use profile::{PayloadJudge, Profile};

pub use read::{Bag, Manifest, ManifestKind};
pub use version::Version;
pub use write::{BagWriter, DECLARATION, fold, manifest_line};

use crate::error::{Error, Result};
use crate::finding::codes::sys;
use std::io::{self, Read};

/// The folder of the payload, with the slash that ends it (RFC 8493 §2.1.2).
pub const PAYLOAD: &str = "data/";

/// The files of a bag outside its payload, as the container gives them.
pub trait TagFiles {
    /// Names every file outside `data/`, relative to the bag's base folder and `/`-separated,
    /// with its size in bytes, in any order.
    fn list(&self, each: &mut dyn FnMut(&str, u64) -> Result<()>) -> Result<()>;

    /// The content of one of the files named by [`TagFiles::list`].
    fn open(&self, name: &str) -> Result<Box<dyn Read + '_>>;

    /// Whether a file or folder is there, in the payload too. A folder is there when the
    /// container names it or anything below it.
    fn exists(&self, path: &str) -> Result<bool>;
}

/// What a failed read of a tag file means: the container's own error where it sent one, else
/// what the system said.
fn read_failure(name: &str, failure: io::Error) -> Error {
    match failure.downcast::<Error>() {
        Ok(error) => error,
        Err(failure) => Error::new(&sys::UNREADABLE)
            .at(name)
            .with("action", "read")
            .with("reason", &failure)
            .because(failure),
    }
}

/// A value from a bag for a message: whole where it is short, else its beginning.
fn short(value: &str) -> String {
    const CHARS: usize = 200;
    match value.char_indices().nth(CHARS) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}
