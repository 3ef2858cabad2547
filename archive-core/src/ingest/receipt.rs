//! Receipts: the durable word "stored" (`docs/format.md`, section 6). Segments are immutable and
//! lie on every copy, so that a rebuilt catalog knows what was confirmed, and from where.

use super::outcome::ConfirmedCopy;
use super::stages::Confirmed;
use crate::aip::AipId;
use crate::aip::read::VersionHead;
use crate::archive::{TenantArchive, TenantCopy};
use crate::error::{Error, Result};
use crate::finding::codes::ing;
use crate::store::{Entry, Key, Store, StoreError};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::io::{BufRead, BufReader, Read};

/// The folder of the segments below the tenant.
pub const FOLDER: &str = "reports/ingest";

/// Most bytes read of one segment, which holds at most some dozens of receipts.
const SEGMENT_BYTES: u64 = 16 << 20;

/// One receipt: one line of a segment (`schemas/receipt.schema.json`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Version of this form.
    pub schema_version: u32,
    /// The package.
    pub aip: String,
    /// Its version.
    pub version: u32,
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
    /// The receipt of a version that is confirmed.
    pub fn of<I>(
        (aip, version): (AipId, u32),
        head: &VersionHead<I>,
        confirmed: &Confirmed,
        now: Timestamp,
    ) -> Self {
        Self {
            schema_version: 1,
            aip: aip.to_string(),
            version,
            stored: crate::clock::rfc3339(now),
            kind: head.kind.clone(),
            files: head.files,
            bytes: head.bytes,
            fingerprint: head.fingerprint.hex(),
            payload_fingerprint: head.payload_fingerprint.hex(),
            inventory: confirmed.inventory().hex(),
            copies: confirmed.copies().to_vec(),
        }
    }
}

/// Writes receipts as one new segment to every copy, durable on return.
pub fn write_segment(tenant: &TenantArchive, receipts: &[Receipt], now: Timestamp) -> Result<()> {
    write_receipts(tenant.copies().iter(), receipts, now)
}

/// Writes receipts as one new segment of the same name to some copies, durable on return.
pub fn write_receipts<'a>(
    copies: impl Iterator<Item = &'a TenantCopy>,
    receipts: &[Receipt],
    now: Timestamp,
) -> Result<()> {
    let mut bytes = Vec::new();
    for receipt in receipts {
        serde_json::to_writer(&mut bytes, receipt).expect("a receipt is always JSON");
        bytes.push(b'\n');
    }
    let name = crate::random::uuid_v7(now);
    let year = now.strftime("%Y");
    let key = Key::new(format!("{FOLDER}/{year}/{name}.jsonl")).map_err(StoreError::from)?;
    for copy in copies {
        copy.folder.store().create(&key, &bytes)?;
    }
    Ok(())
}

/// Reads every receipt on a copy. A segment that cannot be read to its end is told, and what
/// follows it is read all the same.
pub fn read_receipts(
    copy: &TenantCopy,
    each: &mut dyn FnMut(Result<Receipt>) -> Result<()>,
) -> Result<()> {
    let store = copy.folder.store();
    let folder = Key::new(FOLDER).map_err(StoreError::from)?;
    crate::store::try_list(&**store, &folder, |entry| -> Result<()> {
        let Entry::File { key, .. } = entry else { return Ok(()) };
        let broken = |reason: &dyn std::fmt::Display| {
            Error::new(&ing::BROKEN_RECEIPT).at(key.as_str()).with("reason", reason)
        };
        let reader = match store.open(&key, None) {
            Err(error) if error.retryable() => return Err(error.into()),
            Err(error) => return each(Err(broken(&error))),
            Ok(reader) => reader,
        };
        for line in BufReader::new(reader.take(SEGMENT_BYTES)).lines() {
            let receipt = line
                .map_err(|e| broken(&e))
                .and_then(|line| serde_json::from_str(&line).map_err(|e| broken(&e)));
            let failed = receipt.is_err();
            each(receipt)?;
            if failed {
                break;
            }
        }
        Ok(())
    })
}
