//! The digest file beside every inventory: `inventory.json.sha512` (OCFL 1.1 §3.6).

use super::inventory::FILE;
use super::notes::Notes;
use crate::digest::{Algorithm, Hasher};
use crate::finding::codes::ocfl as codes;
use crate::ocfl::spec::fixity_algorithm;
use crate::ocfl::tree::{Entry, Kind, Tree, join, readable};
use std::io::Read;

/// Longest sidecar read: a digest, white space and a name.
const SIDECAR_BYTES: u64 = 4_096;

/// The algorithm a sidecar's file name ends with, as text; `None` for other names.
pub(super) fn suffix(name: &[u8]) -> Option<&str> {
    let rest = name.strip_prefix(FILE.as_bytes())?.strip_prefix(b".")?;
    std::str::from_utf8(rest).ok().filter(|text| !text.is_empty())
}

/// An inventory with its sidecar, in one folder of an object.
pub(super) struct Place<'p> {
    pub tree: &'p dyn Tree,
    /// The folder in the tree.
    pub folder: &'p [u8],
    /// The folder inside the object: empty, or `v1`.
    pub inside: &'p str,
    pub entries: &'p [Entry],
}

impl Place<'_> {
    /// A file of this folder, as a path inside the object.
    pub fn inside(&self, name: &str) -> String {
        if self.inside.is_empty() { name.to_owned() } else { format!("{}/{name}", self.inside) }
    }
}

/// Checks the sidecar of an inventory and says which file it is. `declared` is the inventory's
/// `digestAlgorithm` as text, where it has one.
pub(super) fn check(
    place: &Place<'_>,
    bytes: &[u8],
    declared: Option<&str>,
    notes: &mut Notes,
) -> Option<String> {
    let present: Vec<&str> = place
        .entries
        .iter()
        .filter(|e| e.kind == Kind::File)
        .filter_map(|e| suffix(&e.name))
        .collect();
    let wanted = declared.unwrap_or_else(|| present.first().copied().unwrap_or_default());
    let inventory = place.inside(FILE);
    if present.contains(&wanted) {
        let name = format!("{FILE}.{wanted}");
        check_content(place, &name, bytes, fixity_algorithm(wanted), notes);
        return Some(name);
    }
    notes.add_value(&codes::E058, &inventory, &format!("{FILE}.{wanted}"));
    let other = present.first()?;
    notes.add_value(&codes::E059, &place.inside(&format!("{FILE}.{other}")), wanted);
    Some(format!("{FILE}.{other}"))
}

fn check_content(
    place: &Place<'_>,
    name: &str,
    bytes: &[u8],
    algorithm: Option<Algorithm>,
    notes: &mut Notes,
) {
    let path = place.inside(name);
    let mut text = Vec::new();
    let file = place.tree.open(&join(place.folder, name.as_bytes()));
    match file.map(|file| file.take(SIDECAR_BYTES + 1).read_to_end(&mut text)) {
        Err(error) => return notes.add_error(&path, &error),
        Ok(Err(error)) => return notes.add_io(&path, &error),
        Ok(Ok(_)) => {}
    }
    let text = readable(&text);
    let claimed = parse(&text);
    if claimed.is_none() {
        notes.add_value(&codes::E061, &path, &text);
    }
    let claimed = claimed.or_else(|| text.split_ascii_whitespace().next()).unwrap_or_default();
    let Some(algorithm) = algorithm else { return };
    let computed = Hasher::digest(algorithm, bytes).hex();
    if !computed.eq_ignore_ascii_case(claimed) {
        notes.add_place(&codes::E060, &path, claimed, &computed);
    }
}

/// The digest in `DIGEST inventory.json`; `None` where the form is another.
fn parse(text: &str) -> Option<&str> {
    let line = text.trim_end_matches(['\n', '\r']);
    let (digest, name) = line.split_once([' ', '\t'])?;
    let name = name.trim_start_matches([' ', '\t']);
    let plain = !digest.is_empty() && digest.bytes().all(|b| b.is_ascii_hexdigit());
    (plain && name == FILE).then_some(digest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_of_the_sidecar() {
        for good in ["ab inventory.json\n", "AB \t inventory.json", "ab  inventory.json\r\n"] {
            assert!(parse(good).is_some(), "{good:?}");
        }
        let bad =
            ["ab", " ab inventory.json", "ab *inventory.json", "ab inventory.json x", "", "xy z"];
        for bad in bad {
            assert!(parse(bad).is_none(), "{bad:?}");
        }
    }
}
