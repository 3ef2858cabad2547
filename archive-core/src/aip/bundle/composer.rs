//! Composing a bundle: the same members give the same bytes, always.

use super::{FOLDER, INDEX, Member, NAMESPACE, index};
use crate::xml::Writer;

/// Version needed and version made by: 2.0; made on Unix, so that readers take names as UTF-8.
const VERSION_NEEDED: u16 = 20;
const VERSION_MADE_BY: u16 = (3 << 8) + VERSION_NEEDED;
/// Bit 11: names are UTF-8 (APPNOTE 4.4.4).
const FLAG_UTF8: u16 = 1 << 11;
/// 1980-01-01 00:00:00, the beginning of ZIP time.
const DOS_DATE: u16 = 1 << 5 | 1;
/// A regular file with mode 0644.
const UNIX_MODE: u32 = 0o100_644 << 16;
/// Bytes of a local header without its name.
const LOCAL_HEADER: u64 = 30;

/// Composes one bundle. Bytes are appended to a buffer of the caller, who hashes and stores them
/// as they come; nothing written is ever touched again.
#[derive(Debug, Default)]
pub struct Composer {
    offset: u64,
    central: Vec<u8>,
    entries: u16,
    index: Vec<u8>,
    files: u64,
    bytes: u64,
}

impl Composer {
    /// A bundle without members.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a member. Returns the offset of its first content byte in the bundle.
    ///
    /// The caller keeps the limits of a bundle (64 MiB, 4,096 files): sizes and offsets then
    /// always fit the fields of ZIP, and zip64 is never needed.
    pub fn member(&mut self, out: &mut Vec<u8>, member: &Member<'_>, content: &[u8]) -> u64 {
        let name = [FOLDER.as_bytes(), member.path.as_bytes()].concat();
        let offset = self.entry(out, &name, content);
        self.files += 1;
        self.bytes += content.len() as u64;
        let mut xml = Writer::fragment(&mut self.index);
        index::write_file(&mut xml, member, content.len() as u64, offset)
            .expect("writing to memory does not fail");
        offset
    }

    /// Appends index and central directory: the bundle is complete.
    pub fn finish(mut self, out: &mut Vec<u8>) {
        let head = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <bundle xmlns=\"{NAMESPACE}\" files=\"{}\" bytes=\"{}\">\n",
            self.files, self.bytes
        );
        let index = [head.as_bytes(), &self.index, b"</bundle>\n"].concat();
        self.entry(out, INDEX.as_bytes(), &index);
        let directory = self.offset;
        out.extend_from_slice(&self.central);
        self.end_record(out, directory);
    }

    fn entry(&mut self, out: &mut Vec<u8>, name: &[u8], content: &[u8]) -> u64 {
        let crc = crc32fast::hash(content);
        let common = common_fields(crc, content.len(), name.len());
        out.reserve(30 + name.len() + content.len());
        out.extend_from_slice(b"PK\x03\x04");
        out.extend_from_slice(&common);
        out.extend_from_slice(name);
        out.extend_from_slice(content);
        self.central_entry(&common, name);
        let content_offset = self.offset + LOCAL_HEADER + name.len() as u64;
        self.offset = content_offset + content.len() as u64;
        content_offset
    }

    fn central_entry(&mut self, common: &[u8], name: &[u8]) {
        let offset = u32::try_from(self.offset).expect("a bundle stays below 4 GiB");
        let central = &mut self.central;
        central.extend_from_slice(b"PK\x01\x02");
        central.extend_from_slice(&VERSION_MADE_BY.to_le_bytes());
        central.extend_from_slice(common);
        // Comment length, disk number, internal attributes: none.
        central.extend_from_slice(&[0; 6]);
        central.extend_from_slice(&UNIX_MODE.to_le_bytes());
        central.extend_from_slice(&offset.to_le_bytes());
        central.extend_from_slice(name);
        self.entries += 1;
    }

    fn end_record(&self, out: &mut Vec<u8>, directory: u64) {
        let size = u32::try_from(self.central.len()).expect("a bundle stays below 4 GiB");
        let directory = u32::try_from(directory).expect("a bundle stays below 4 GiB");
        out.extend_from_slice(b"PK\x05\x06");
        out.extend_from_slice(&[0; 4]);
        out.extend_from_slice(&self.entries.to_le_bytes());
        out.extend_from_slice(&self.entries.to_le_bytes());
        out.extend_from_slice(&size.to_le_bytes());
        out.extend_from_slice(&directory.to_le_bytes());
        out.extend_from_slice(&[0; 2]);
    }
}

/// The fields that local header and central directory share, from "version needed" to "extra
/// field length" (APPNOTE 4.3.7).
fn common_fields(crc: u32, size: usize, name: usize) -> [u8; 26] {
    let size = u32::try_from(size).expect("a member stays below 4 GiB").to_le_bytes();
    let name = u16::try_from(name).expect("a path stays below 64 KiB").to_le_bytes();
    let mut out = [0; 26];
    out[0..2].copy_from_slice(&VERSION_NEEDED.to_le_bytes());
    out[2..4].copy_from_slice(&FLAG_UTF8.to_le_bytes());
    out[8..10].copy_from_slice(&DOS_DATE.to_le_bytes());
    out[10..14].copy_from_slice(&crc.to_le_bytes());
    out[14..18].copy_from_slice(&size);
    out[18..22].copy_from_slice(&size);
    out[22..24].copy_from_slice(&name);
    out
}
