//! Receipts: the durable word "stored" (`docs/format.md`, section 6). Segments are immutable and
//! lie on every copy, so that a rebuilt catalog knows what was confirmed, and from where.

use super::outcome::ConfirmedCopy;
use crate::aip::AipId;
use crate::aip::read::VersionHead;
use crate::archive::{TenantArchive, TenantCopy};
use crate::catalog::VersionRow;
use crate::digest::{Algorithm, Digest};
use crate::error::{Error, Result};
use crate::finding::codes::ing;
use crate::store::{Draft, Entry, Key, Pending, Store, StoreError, side_by_side};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::io::{BufRead, BufReader, Read};

/// The folder of the segments below the tenant.
pub const FOLDER: &str = "reports/ingest";

/// Most bytes read of one segment, which holds at most some dozens of receipts.
const SEGMENT_BYTES: u64 = 16 << 20;
/// Longest line of a segment, in bytes: a receipt with some hundreds of copies.
const LINE_BYTES: u64 = 64 << 10;

/// One receipt: one line of a segment (`schemas/receipt.schema.json`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Version of this form.
    pub schema_version: u32,
    /// The package.
    pub aip: String,
    /// Its version.
    pub version: u32,
    /// The earlier version whose files it has, where only the description changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub files_of_version: Option<u32>,
    /// When it was stored, RFC 3339.
    pub stored: String,
    /// `folder`, `bagit` …
    pub kind: String,
    /// Files received.
    pub files: u64,
    /// Bytes received.
    pub bytes: u64,
    /// SHA-512 over the lines of all received files.
    pub fingerprint: String,
    /// The same over the payload.
    pub payload_fingerprint: String,
    /// SHA-512 of the inventory.
    pub inventory: String,
    /// Every copy, and what its read-back came from.
    pub copies: Vec<ConfirmedCopy>,
}

impl Receipt {
    /// The receipt of a version that is confirmed on these copies.
    #[must_use]
    pub fn of(
        aip: AipId,
        version: u32,
        head: &VersionHead,
        copies: &[ConfirmedCopy],
        now: Timestamp,
    ) -> Self {
        Self {
            schema_version: 1,
            aip: aip.to_string(),
            version,
            files_of_version: Some(head.received).filter(|received| *received != version),
            stored: crate::clock::rfc3339(now),
            kind: head.kind.clone(),
            files: head.files,
            bytes: head.bytes,
            fingerprint: head.fingerprint.hex(),
            payload_fingerprint: head.payload_fingerprint.hex(),
            inventory: head.inventory.hex(),
            copies: copies.to_vec(),
        }
    }

    /// The receipt of a version, as the catalog knows it, that was confirmed on a further copy.
    #[must_use]
    pub fn of_row(aip: AipId, row: &VersionRow, copy: ConfirmedCopy, now: Timestamp) -> Self {
        Self {
            schema_version: 1,
            aip: aip.to_string(),
            version: row.number,
            files_of_version: Some(row.received).filter(|received| *received != row.number),
            stored: crate::clock::rfc3339(now),
            kind: row.kind.clone(),
            files: row.files,
            bytes: row.bytes,
            fingerprint: row.fingerprint.hex(),
            payload_fingerprint: row.payload_fingerprint.hex(),
            inventory: row.inventory.hex(),
            copies: vec![copy],
        }
    }

    /// Why no archive wrote this receipt.
    fn flaw(&self) -> Option<&'static str> {
        let digest = |text: &str| Digest::from_hex(Algorithm::Sha512, text).is_some();
        let digests = [&self.fingerprint, &self.payload_fingerprint, &self.inventory];
        if self.aip.parse::<AipId>().is_err() {
            return Some("a package without an id of this archive");
        }
        if self.version == 0 {
            return Some("a version 0");
        }
        (!digests.into_iter().all(|text| digest(text))).then_some("a digest that is no SHA-512")
    }
}

/// Writes receipts as one new segment to every copy, durable on return.
pub fn write_segment(tenant: &TenantArchive, receipts: &[Receipt], now: Timestamp) -> Result<()> {
    write_receipts(tenant.copies().iter(), receipts, now)
}

/// Writes receipts as one new segment of the same name to some copies, durable on return. A copy
/// that is not required gets it later, where it is not there now.
pub fn write_receipts<'a>(
    copies: impl Iterator<Item = &'a TenantCopy>,
    receipts: &[Receipt],
    now: Timestamp,
) -> Result<()> {
    Ok(Box::new(Segment::draft(copies, receipts, now)?).publish()?.settle()?)
}

/// A segment that is durable on some copies and not yet in its place.
pub struct Segment<'a> {
    drafts: Vec<(&'a TenantCopy, Box<dyn Draft + 'a>)>,
}

impl<'a> Segment<'a> {
    /// Writes receipts as one segment to some copies, at the same time.
    pub fn draft(
        copies: impl Iterator<Item = &'a TenantCopy>,
        receipts: &[Receipt],
        now: Timestamp,
    ) -> Result<Self> {
        let mut bytes = Vec::new();
        for receipt in receipts {
            serde_json::to_writer(&mut bytes, receipt).expect("a receipt is always JSON");
            bytes.push(b'\n');
        }
        let name = crate::random::uuid_v7(now);
        let year = now.strftime("%Y");
        let key = Key::new(format!("{FOLDER}/{year}/{name}.jsonl")).map_err(StoreError::from)?;
        let drafted = side_by_side(copies, |copy| {
            // Nobody else has this name, so nothing is overwritten.
            let draft = copy.folder.store().draft(&[], (&key, &bytes));
            Ok(later(copy.required, &copy.name, draft)?.map(|draft| (copy, draft)))
        });
        let drafts = drafted.into_iter().filter_map(Result::transpose).collect::<Result<_>>()?;
        Ok(Self { drafts })
    }
}

impl Draft for Segment<'_> {
    fn settle(&self) -> crate::store::Result<()> {
        let settled = side_by_side(&self.drafts, |(copy, draft)| {
            later(copy.required, &copy.name, draft.settle())
        });
        settled.into_iter().try_for_each(|done| done.map(drop))
    }

    fn publish(self: Box<Self>) -> crate::store::Result<Box<dyn Pending>> {
        let published = side_by_side(self.drafts, |(copy, draft)| {
            let (required, name) = (copy.required, copy.name.clone());
            let pending = later(required, &name, draft.publish())?;
            Ok(pending.map(|pending| (required, name, pending)))
        });
        let published = published.into_iter().filter_map(Result::transpose);
        Ok(Box::new(InPlace(published.collect::<crate::store::Result<_>>()?)))
    }
}

/// A segment in its place.
struct InPlace(Vec<(bool, String, Box<dyn Pending>)>);

impl Pending for InPlace {
    fn settle(self: Box<Self>) -> crate::store::Result<()> {
        let done = side_by_side(self.0, |(required, copy, pending)| {
            later(required, &copy, pending.settle())
        });
        done.into_iter().try_for_each(|done| done.map(drop))
    }
}

/// What a copy gave; none where it is not required and failed: `copies sync` brings it what it
/// lacks.
fn later<T>(
    required: bool,
    copy: &str,
    done: crate::store::Result<T>,
) -> crate::store::Result<Option<T>> {
    match done {
        Err(error) if required => Err(error),
        Err(error) => {
            tracing::debug!(copy, %error, "a receipt waits for sync");
            Ok(None)
        }
        Ok(done) => Ok(Some(done)),
    }
}

/// Reads every receipt on a copy. A segment that cannot be read to its end is told, and what
/// follows it is read all the same. Holds one line at a time.
pub fn read_receipts(
    copy: &TenantCopy,
    each: &mut dyn FnMut(Result<Receipt>) -> Result<()>,
) -> Result<()> {
    let store = copy.folder.store();
    let folder = Key::new(FOLDER).map_err(StoreError::from)?;
    crate::store::try_list(&**store, &folder, |entry| -> Result<()> {
        let Entry::File { key, meta } = entry else { return Ok(()) };
        if meta.size > SEGMENT_BYTES {
            let reason = format!("it has more than {SEGMENT_BYTES} bytes");
            return each(Err(broken(&key, &reason)));
        }
        match store.open(&key, None) {
            Err(error) if error.retryable() => Err(error.into()),
            Err(error) => each(Err(broken(&key, &error))),
            Ok(reader) => read_segment(&key, BufReader::new(reader.take(SEGMENT_BYTES)), each),
        }
    })
}

fn broken(key: &Key, reason: &dyn std::fmt::Display) -> Error {
    Error::new(&ing::BROKEN_RECEIPT).at(key.as_str()).with("reason", reason)
}

/// Reads the lines of a segment up to the first that is no receipt.
fn read_segment(
    key: &Key,
    mut reader: impl BufRead,
    each: &mut dyn FnMut(Result<Receipt>) -> Result<()>,
) -> Result<()> {
    let mut line = Vec::new();
    let mut lines = 0;
    loop {
        line.clear();
        let receipt = match reader.by_ref().take(LINE_BYTES + 1).read_until(b'\n', &mut line) {
            Ok(0) if lines == 0 => Err(broken(key, &"it is empty")),
            Ok(0) => return Ok(()),
            Err(error) => Err(broken(key, &error)),
            Ok(read) if read as u64 > LINE_BYTES => {
                Err(broken(key, &format!("a line of more than {LINE_BYTES} bytes")))
            }
            Ok(_) => match serde_json::from_slice::<Receipt>(&line) {
                Err(error) => Err(broken(key, &error)),
                Ok(receipt) => match receipt.flaw() {
                    Some(flaw) => Err(broken(key, &flaw)),
                    None => Ok(receipt),
                },
            },
        };
        lines += 1;
        let failed = receipt.is_err();
        each(receipt)?;
        if failed {
            return Ok(());
        }
    }
}
