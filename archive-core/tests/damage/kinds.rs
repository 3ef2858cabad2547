//! The kinds of damage: what each makes of the files of a package.

use super::random::Random;
use super::world::Files;
use archive_core::digest::{Algorithm, Hasher};

/// A kind of damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// One bit flipped.
    Bit,
    /// One byte changed.
    Byte,
    /// A sector of 512 bytes, or what there is of one, turned to zeros.
    Sector,
    /// The end cut off.
    Truncate,
    /// Bytes added.
    Extend,
    /// Removed.
    Delete,
    /// Exchanged with another file.
    Swap,
    /// The whole package as it was before its last version.
    Older,
    /// A content file and every inventory with it, so that the package is valid in itself.
    Together,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Bit,
        Self::Byte,
        Self::Sector,
        Self::Truncate,
        Self::Extend,
        Self::Delete,
        Self::Swap,
        Self::Older,
        Self::Together,
    ];

    /// The files of a package after this damage to one of them; `None` where it would change
    /// nothing.
    pub fn apply(
        self,
        files: &Files,
        older: Option<&Files>,
        name: &str,
        random: &mut Random,
    ) -> Option<Files> {
        let mut out = files.clone();
        let bytes = files[name].clone();
        let changed = match self {
            Self::Older => return older.cloned(),
            Self::Together => return together(files, random),
            Self::Delete => {
                out.remove(name);
                return Some(out);
            }
            Self::Swap => {
                let names: Vec<&String> = files.keys().collect();
                let other = names[random.below(names.len() as u64)];
                out.insert(other.clone(), bytes);
                files[other].clone()
            }
            Self::Bit | Self::Byte | Self::Sector => spoil(self, bytes, random),
            Self::Truncate => {
                let left = random.below(bytes.len().max(1) as u64);
                bytes[..left].to_vec()
            }
            Self::Extend => {
                let more = 1 + random.below(600);
                bytes.into_iter().chain((0..more).map(|_| random.byte())).collect()
            }
        };
        out.insert(name.to_owned(), changed);
        (out != *files).then_some(out)
    }
}

fn spoil(kind: Kind, mut bytes: Vec<u8>, random: &mut Random) -> Vec<u8> {
    if bytes.is_empty() {
        return bytes;
    }
    let at = random.below(bytes.len() as u64);
    match kind {
        Kind::Bit => bytes[at] ^= 1 << random.below(8),
        Kind::Byte => bytes[at] = random.byte(),
        _ => {
            let begin = at - at % 512;
            let end = bytes.len().min(begin + 512);
            bytes[begin..end].fill(0);
        }
    }
    bytes
}

/// Changes a content file and makes every inventory and sidecar agree with it.
fn together(files: &Files, random: &mut Random) -> Option<Files> {
    let digest = |bytes: &[u8]| Hasher::digest(Algorithm::Sha512, bytes).hex();
    let content: Vec<&String> = files.keys().filter(|name| name.contains("/content/")).collect();
    let name = content[random.below(content.len() as u64)];
    let changed = spoil(Kind::Bit, files[name].clone(), random);
    if changed == files[name] {
        return None;
    }
    let (old, new) = (digest(&files[name]), digest(&changed));
    let mut out = files.clone();
    out.insert(name.clone(), changed);
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with("inventory.json")) {
        let text = String::from_utf8(bytes.clone()).unwrap().replace(&old, &new);
        let side = format!("{} inventory.json\n", digest(text.as_bytes()));
        out.insert(format!("{name}.sha512"), side.into_bytes());
        out.insert(name.clone(), text.into_bytes());
    }
    Some(out)
}
