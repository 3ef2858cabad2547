//! Comparing the names that lie in an object with those that must lie there.

use super::knowledge::Item;
use crate::catalog::DamageState;
use crate::store::proof::Expected;
use crate::store::{Key, ObjectFiles, Oddity};
use std::collections::BTreeMap;

/// Something that may be damage: a second look decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Suspect {
    /// Where, in the copy, in readable form.
    pub place: String,
    /// The path in the object, where it must be there.
    pub path: Option<Key>,
    /// What it seems to be.
    pub state: DamageState,
}

/// A file that is there and must be read.
#[derive(Debug, Clone)]
pub(super) struct Present {
    /// Path in the object.
    pub path: Key,
    /// What it must be.
    pub expected: Expected,
}

/// What a comparison of names gives.
#[derive(Debug, Default)]
pub(super) struct Compared {
    /// Files to be read, in the order of their paths.
    pub present: Vec<Present>,
    /// What is wrong already.
    pub suspects: Vec<Suspect>,
    /// Temporary files that a crash left behind: readable places.
    pub leftovers: Vec<String>,
}

/// Compares what must be there with a listing; both in the order of their paths.
pub(super) fn compare(items: &[Item], root: &Key, listing: Option<&ObjectFiles>) -> Compared {
    let mut out = Compared::default();
    let files = listing.map_or(&[][..], |listing| &listing.files[..]);
    let mut odd = Odd::of(listing);
    let mut files = files.iter().peekable();
    for item in items {
        while let Some((path, _)) = files.next_if(|(path, _)| *path < item.path) {
            out.suspects.push(unexpected(format!("{root}/{path}")));
        }
        match files.next_if(|(path, _)| *path == item.path) {
            Some((path, size)) => {
                let size = item.size.unwrap_or(*size);
                let expected = Expected { size, digest: item.digest };
                out.present.push(Present { path: path.clone(), expected });
            }
            None => out.suspects.push(odd.absent(root, item)),
        }
    }
    out.suspects.extend(files.map(|(path, _)| unexpected(format!("{root}/{path}"))));
    for (place, oddity) in odd.rest() {
        match oddity {
            Oddity::Leftover => out.leftovers.push(place),
            _ => out.suspects.push(unexpected(place)),
        }
    }
    out
}

fn unexpected(place: String) -> Suspect {
    Suspect { place, path: None, state: DamageState::Unexpected }
}

/// What lies in an object and is no file, by place; with whether it explains a missing file.
struct Odd<'a>(BTreeMap<&'a str, (Oddity, bool)>);

impl<'a> Odd<'a> {
    fn of(listing: Option<&'a ObjectFiles>) -> Self {
        let odd = listing.map_or(&[][..], |listing| &listing.odd[..]);
        Self(odd.iter().map(|(place, oddity)| (place.as_str(), (*oddity, false))).collect())
    }

    /// What a file is that the listing does not name as a file.
    fn absent(&mut self, root: &Key, item: &Item) -> Suspect {
        let place = format!("{root}/{}", item.path);
        let mut state = DamageState::Missing;
        let mut at = place.as_str();
        while !self.0.is_empty() && at.len() > root.as_str().len() {
            if let Some((oddity, explains)) = self.0.get_mut(at) {
                match oddity {
                    Oddity::Unreadable => state = DamageState::Unreadable,
                    _ if at.len() == place.len() => state = DamageState::Corrupt,
                    _ => {}
                }
                *explains |= at.len() == place.len()
                    || matches!(oddity, Oddity::Unreadable | Oddity::EmptyFolder);
            }
            at = at.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
        Suspect { place, path: Some(item.path.clone()), state }
    }

    /// What explains no missing file.
    fn rest(self) -> impl Iterator<Item = (String, Oddity)> {
        let alone = self.0.into_iter().filter(|(_, (_, explains))| !explains);
        alone.map(|(place, (oddity, _))| (place.to_owned(), oddity))
    }
}
