//! Finding the index in the last bytes of a bundle, without reading the rest.

use super::INDEX;
use crate::error::{Error, Result};
use crate::finding::codes::bun;

/// How many of the last bytes of a bundle hold index and central directory almost always.
pub const TAIL_BYTES: u64 = 4 << 20;
const END_RECORD: usize = 22;
const CENTRAL_HEADER: usize = 46;
const LOCAL_HEADER: u64 = 30;

/// What the last bytes of a bundle told.
#[derive(Debug, PartialEq, Eq)]
pub enum Tail {
    /// The index, proven by its CRC-32.
    Index(Vec<u8>),
    /// The bytes from this offset on are needed too.
    NeedFrom(u64),
}

/// Finds the index in `tail`, the last bytes of a bundle of `size` bytes. `place` is named in
/// errors.
pub fn locate_index(tail: &[u8], size: u64, place: &str) -> Result<Tail> {
    let broken = |reason: &str| Error::new(&bun::NO_END).at(place).with("reason", reason);
    let start = size - tail.len() as u64;
    let Some(end) = tail.len().checked_sub(END_RECORD).map(|at| &tail[at..]) else {
        return Err(broken("the file is too short"));
    };
    if &end[..4] != b"PK\x05\x06" {
        return Err(broken("the signature is missing"));
    }
    let directory = u64::from(le32(&end[16..]));
    let directory_end = size - END_RECORD as u64;
    if directory + u64::from(le32(&end[12..])) != directory_end {
        return Err(broken("the central directory does not end at the end record"));
    }
    if directory < start {
        // The index stands right before the directory and is about as long.
        let guess = directory.saturating_sub(2 * (directory_end - directory) + TAIL_BYTES);
        return Ok(Tail::NeedFrom(guess));
    }
    let central = &tail[offset(directory - start)..offset(directory_end - start)];
    let (crc, length, header) =
        last_entry(central).ok_or_else(|| broken("the last member is not the index"))?;
    let content = header + LOCAL_HEADER + INDEX.len() as u64;
    if content + length != directory {
        return Err(broken("the index does not end at the central directory"));
    }
    if content < start {
        return Ok(Tail::NeedFrom(content));
    }
    let index = &tail[offset(content - start)..offset(directory - start)];
    if crc32fast::hash(index) != crc {
        return Err(Error::new(&bun::INDEX_DAMAGED).at(place));
    }
    Ok(Tail::Index(index.to_vec()))
}

/// CRC-32, size and header offset of the last entry of a central directory, if it is the index.
fn last_entry(central: &[u8]) -> Option<(u32, u64, u64)> {
    let at = central.len().checked_sub(CENTRAL_HEADER + INDEX.len())?;
    let entry = &central[at..];
    let is_index = &entry[..4] == b"PK\x01\x02"
        && usize::from(u16::from_le_bytes([entry[28], entry[29]])) == INDEX.len()
        && &entry[CENTRAL_HEADER..] == INDEX.as_bytes();
    is_index.then(|| (le32(&entry[16..]), le32(&entry[24..]).into(), le32(&entry[42..]).into()))
}

fn le32(bytes: &[u8]) -> u32 {
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}

fn offset(value: u64) -> usize {
    usize::try_from(value).expect("an offset inside a buffer fits")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aip::bundle::{Composer, Member, read_index};
    use crate::digest::{Algorithm, Hasher};
    use std::io::Read;

    fn compose(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut composer = Composer::new();
        let mut out = Vec::new();
        for (path, content) in files {
            let digests = [Hasher::digest(Algorithm::Sha512, content)];
            let member = Member {
                path,
                raw: Some(b"raw\xff"),
                modified: Some("2024-05-01T09:00:00.5Z".parse().unwrap()),
                digests: &digests,
            };
            let start = out.len();
            let offset = usize::try_from(composer.member(&mut out, &member, content)).unwrap();
            assert!(offset >= start && out[offset..] == **content);
        }
        composer.finish(&mut out);
        out
    }

    #[test]
    fn any_zip_reader_opens_a_bundle() {
        let files: [(&str, &[u8]); 3] = [("a.txt", b"one"), ("ä/b\u{1}.txt", b""), ("c", b"three")];
        let bundle = compose(&files);
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bundle)).unwrap();
        assert_eq!(zip.len(), 4);
        for (path, content) in files {
            let mut out = Vec::new();
            zip.by_name(&format!("data/{path}")).unwrap().read_to_end(&mut out).unwrap();
            assert_eq!(out, content);
        }
        assert_eq!(bundle, compose(&files), "the same members give the same bytes");
    }

    #[test]
    fn the_index_is_found_from_the_tail() {
        let files: [(&str, &[u8]); 2] = [("a.txt", b"one"), ("ä/b\u{1}.txt", b"two")];
        let bundle = compose(&files);
        let size = bundle.len() as u64;
        let Tail::Index(index) = locate_index(&bundle, size, "x").unwrap() else { panic!() };
        let mut seen = Vec::new();
        read_index(&index[..], "x", &mut |listed| {
            let at = usize::try_from(listed.offset).unwrap();
            let end = at + usize::try_from(listed.size).unwrap();
            seen.push((listed.path, bundle[at..end].to_vec()));
            assert_eq!(listed.raw.as_deref(), Some(&b"raw\xff"[..]));
            Ok(())
        })
        .unwrap();
        let expected: Vec<_> = files.iter().map(|(p, c)| ((*p).to_owned(), c.to_vec())).collect();
        assert_eq!(seen, expected);
        let tail = &bundle[bundle.len() - 30..];
        let Tail::NeedFrom(from) = locate_index(tail, size, "x").unwrap() else { panic!() };
        assert!(from < size - 30);
    }

    #[test]
    fn damage_is_told() {
        let good = compose(&[("a.txt", b"one")]);
        let size = good.len() as u64;
        let mut bad = good.clone();
        let at = good.windows(6).position(|w| w == b"bundle").unwrap();
        bad[at] ^= 1;
        assert!(locate_index(&bad, size, "x").unwrap_err().is(&bun::INDEX_DAMAGED));
        bad = good[..good.len() - 1].to_vec();
        assert!(locate_index(&bad, size - 1, "x").unwrap_err().is(&bun::NO_END));
    }
}
