//! What the tests of containers share: judging a package as a whole, and building ZIP and TAR
//! files byte by byte, right or wrong.
#![allow(dead_code, clippy::allow_attributes, reason = "each test file uses a part of it")]

use archive_core::finding::{Findings, Severity};
use archive_core::limits::Limits;
use archive_core::package::container::{Entry, EntryKind, Opened, open, read_error};
use archive_core::package::entries::Entries;
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;

/// What became of a package.
pub struct Verdict {
    pub kind: &'static str,
    /// Every file that could be read to its end, by its logical path at the time of listing.
    pub contents: BTreeMap<String, Vec<u8>>,
    pub entries: Vec<Entry>,
    pub findings: Findings,
}

impl Verdict {
    /// The codes found, without infos, each once.
    pub fn codes(&self) -> Vec<&'static str> {
        let mut ids: Vec<_> = self
            .findings
            .iter()
            .filter(|finding| finding.severity() > Severity::Info)
            .map(|finding| finding.code.id)
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    pub fn word(&self) -> &'static str {
        if self.findings.has_errors() { "refused" } else { "taken" }
    }

    pub fn bytes(&self) -> usize {
        self.contents.values().map(Vec::len).sum()
    }
}

/// Lists a package and reads every entry to its end.
pub fn judge(path: &Path) -> Verdict {
    let limits = Limits::default();
    let mut findings = Findings::new();
    let mut inside = Findings::new();
    let mut all = Entries::new();
    let mut contents = BTreeMap::new();
    let mut entries = Vec::new();
    let mut read = |content: &mut dyn Read, path: &str| {
        let mut bytes = Vec::new();
        match content.read_to_end(&mut bytes) {
            Ok(_) => drop(contents.insert(path.to_owned(), bytes)),
            Err(failure) => inside.push(read_error(failure, path).finding().clone()),
        }
    };
    let kind = match open(path, &limits).unwrap_or_else(|e| panic!("{}: {e}", path.display())) {
        Opened::Random(container) => {
            let mut each = |entry| {
                all.push(&entry)?;
                entries.push(entry);
                Ok(())
            };
            container.list(&limits, &mut findings, &mut each).unwrap();
            for entry in entries.iter().filter(|entry| entry.kind == EntryKind::File) {
                match container.open(entry) {
                    Ok(mut content) => read(&mut content, &entry.path),
                    Err(error) => findings.push(error.finding().clone()),
                }
            }
            container.recheck(&mut findings).unwrap();
            container.kind()
        }
        Opened::Sequential(stream) => {
            let mut each = |entry: Entry, content: &mut dyn Read| {
                all.push(&entry)?;
                if entry.kind == EntryKind::File {
                    read(content, &entry.path);
                }
                entries.push(entry);
                Ok(())
            };
            stream.read(&limits, &mut findings, &mut each).unwrap();
            stream.recheck(&mut findings).unwrap();
            stream.kind()
        }
    };
    all.finish(&mut findings).unwrap();
    findings.append(inside);
    Verdict { kind: kind.as_str(), contents, entries, findings }
}

/// Judges a package that is these bytes.
pub fn judge_bytes(bytes: &[u8]) -> Verdict {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    judge(file.path())
}

/// Every truncation and every flipped bit is noticed, or changes nothing that is taken out.
/// Bytes for which `silent` is true carry no meaning the format could protect.
pub fn survives_damage(good: &[u8], silent: &dyn Fn(usize) -> bool) {
    let before = judge_bytes(good);
    assert_eq!(before.word(), "taken", "{:?}", before.codes());
    let check = |bytes: &[u8], what: &str| {
        let after = judge_bytes(bytes);
        // Without its mark, the file is a package of one file: taken, but visibly another.
        let noticed = after.findings.has_errors() || after.kind == "file";
        assert!(noticed || after.contents == before.contents, "{what}: {:?}", after.codes());
    };
    for length in 0..good.len() {
        check(&good[..length], &format!("cut to {length}"));
    }
    let mut bytes = good.to_vec();
    for at in (0..good.len()).filter(|at| !silent(*at)) {
        for bit in 0..8 {
            bytes[at] ^= 1 << bit;
            check(&bytes, &format!("bit {bit} of byte {at}"));
            bytes[at] ^= 1 << bit;
        }
    }
}

pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Overwrites bytes in place.
pub fn put(record: &mut [u8], at: usize, bytes: &[u8]) {
    record[at..at + bytes.len()].copy_from_slice(bytes);
}

/// Builds a ZIP file; local header and directory entry can be spoilt one by one.
#[derive(Default)]
pub struct Zip {
    pub out: Vec<u8>,
    pub directory: Vec<u8>,
    pub count: u16,
}

/// Local header and directory entry of an entry, to be changed before they are written.
pub struct Records {
    pub local: Vec<u8>,
    pub central: Vec<u8>,
    /// The content and what follows it.
    pub content: Vec<u8>,
}

impl Records {
    /// Changes both records in the same way: offsets are those of the local header; the
    /// directory entry has two more bytes in front of them.
    pub fn both(&mut self, at: usize, bytes: &[u8]) {
        put(&mut self.local, at, bytes);
        put(&mut self.central, at + 2, bytes);
    }

    /// Appends an extra field to the directory entry.
    pub fn central_extra(&mut self, field: &[u8]) {
        let length = u16::from_le_bytes([self.central[30], self.central[31]]);
        let length = length + u16::try_from(field.len()).unwrap();
        put(&mut self.central, 30, &length.to_le_bytes());
        self.central.extend_from_slice(field);
    }

    /// Appends an extra field to the local header.
    pub fn local_extra(&mut self, field: &[u8]) {
        let length = u16::from_le_bytes([self.local[28], self.local[29]]);
        let length = length + u16::try_from(field.len()).unwrap();
        put(&mut self.local, 28, &length.to_le_bytes());
        self.local.extend_from_slice(field);
    }
}

impl Zip {
    pub fn stored(self, name: &str, content: &[u8]) -> Self {
        self.entry(name, 0, content, |_| {})
    }

    pub fn deflated(self, name: &str, content: &[u8]) -> Self {
        self.entry(name, 8, content, |_| {})
    }

    pub fn entry(
        mut self,
        name: &str,
        method: u16,
        content: &[u8],
        spoil: impl FnOnce(&mut Records),
    ) -> Self {
        let stored = if method == 8 { deflate(content) } else { content.to_vec() };
        let number = |n: usize| u32::try_from(n).unwrap().to_le_bytes();
        let mut fields = vec![20, 0, 0, 0];
        fields.extend(method.to_le_bytes());
        fields.extend([0, 0, 0x21, 0x58]); // 2024-01-01 00:00
        fields.extend(crc32fast::hash(content).to_le_bytes());
        fields.extend(number(stored.len()));
        fields.extend(number(content.len()));
        fields.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        fields.extend([0, 0]);
        let local = [b"PK\x03\x04", fields.as_slice(), name.as_bytes()].concat();
        let mut central = [b"PK\x01\x02\x1e\x03", fields.as_slice()].concat();
        central.extend([0; 6]);
        central.extend((0o100_644_u32 << 16).to_le_bytes());
        central.extend(number(self.out.len()));
        central.extend(name.as_bytes());
        let mut records = Records { local, central, content: stored };
        spoil(&mut records);
        self.out.extend(records.local);
        self.out.extend(records.content);
        self.directory.extend(records.central);
        self.count += 1;
        self
    }

    pub fn finish(self) -> Vec<u8> {
        self.finish_with(|_| {})
    }

    pub fn finish_with(self, spoil: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
        let number = |n: usize| u32::try_from(n).unwrap().to_le_bytes();
        let mut end = b"PK\x05\x06\0\0\0\0".to_vec();
        end.extend(self.count.to_le_bytes());
        end.extend(self.count.to_le_bytes());
        end.extend(number(self.directory.len()));
        end.extend(number(self.out.len()));
        end.extend([0, 0]);
        spoil(&mut end);
        [self.out, self.directory, end].concat()
    }
}

/// A TAR header block with a right checksum.
pub fn tar_header(name: &[u8], kind: u8, size: u64) -> Vec<u8> {
    let mut block = vec![0; 512];
    put(&mut block, 0, name);
    put(&mut block, 100, b"0000644\0");
    put(&mut block, 124, format!("{size:011o}\0").as_bytes());
    put(&mut block, 136, b"14544617600\0");
    block[156] = kind;
    put(&mut block, 257, b"ustar\x0000");
    seal(&mut block);
    block
}

/// Writes the checksum of a changed header.
pub fn seal(block: &mut [u8]) {
    put(block, 148, b"        ");
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    put(block, 148, format!("{sum:06o}\0 ").as_bytes());
}

/// Header, content and padding.
pub fn tar_entry(name: &[u8], kind: u8, content: &[u8]) -> Vec<u8> {
    let mut out = tar_header(name, kind, content.len() as u64);
    out.extend_from_slice(content);
    out.resize(out.len().next_multiple_of(512), 0);
    out
}

/// Entries, end mark, nothing more.
pub fn tar_of(parts: &[Vec<u8>]) -> Vec<u8> {
    let mut out = parts.concat();
    out.extend([0; 1024]);
    out
}

/// A record of a pax header.
pub fn pax(key: &str, value: &[u8]) -> Vec<u8> {
    let rest = key.len() + value.len() + 3;
    let length = (1..6).map(|digits| rest + digits).find(|l| l.to_string().len() + rest == *l);
    let mut out = format!("{} {key}=", length.unwrap()).into_bytes();
    out.extend_from_slice(value);
    out.push(b'\n');
    out
}
