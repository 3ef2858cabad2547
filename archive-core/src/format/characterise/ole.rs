//! OLE2 compound files ([MS-CFB]): which program's document it is, whether it is encrypted or has
//! macros, by the names in its directory.

use super::facts::{Characteristics, Fact};
use super::view::{BROKEN, LIMIT, Looked, View};

/// Most sectors of the directory that are followed.
const SECTORS: u32 = 1_024;
/// References to the allocation table in the header.
const IN_HEADER: u64 = 109;
/// The end of a chain.
const END: u32 = 0xFFFF_FFFE;

/// Looks at a compound file.
pub fn read(view: View<'_>, found: &mut Characteristics) -> Looked {
    found.add(Fact::Kind, "ole2");
    let shift = view.le16(30)?;
    if !matches!(shift, 9 | 12) {
        return Err(BROKEN);
    }
    let (mut encrypted, mut macros, mut kind) = (false, false, None);
    let mut sector = view.le32(48)?;
    for _ in 0..SECTORS {
        if sector == END {
            found.set(Fact::Kind, kind.unwrap_or("ole2"));
            found.add(Fact::Encrypted, encrypted);
            found.add(Fact::Macros, macros);
            return Ok(());
        }
        let at = place(sector, shift);
        for entry in view.take(at, 1 << shift)?.chunks_exact(128) {
            let name = name(entry);
            match name.as_str() {
                "WordDocument" => kind = Some("doc"),
                "Workbook" | "Book" => kind = Some("xls"),
                "PowerPoint Document" => kind = Some("ppt"),
                "EncryptedPackage" => (kind, encrypted) = (Some("ooxml"), true),
                "VBA" | "_VBA_PROJECT" | "_VBA_PROJECT_CUR" => macros = true,
                _ => {}
            }
        }
        sector = next(view, sector, shift)?;
    }
    Err(LIMIT)
}

fn place(sector: u32, shift: u16) -> u64 {
    (u64::from(sector) + 1) << shift
}

/// The sector that follows in a chain, by the allocation table.
fn next(view: View<'_>, sector: u32, shift: u16) -> Looked<u32> {
    let in_table = u64::from(sector) >> (shift - 2);
    if in_table >= IN_HEADER {
        return Err(LIMIT);
    }
    let table = view.le32(76 + 4 * in_table)?;
    let within = u64::from(sector) & ((1 << (shift - 2)) - 1);
    view.le32(place(table, shift) + 4 * within)
}

/// The name of an entry of the directory, UTF-16 with its size in bytes behind.
fn name(entry: &[u8]) -> String {
    let length = usize::from(u16::from_le_bytes([entry[64], entry[65]])).clamp(2, 64) - 2;
    let units = entry[..length].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or('?')).collect()
}
