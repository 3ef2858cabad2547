//! One file on its way out. Items are many, so they wait in a sorter as compact records, in the
//! order in which their bytes lie.

use crate::aip::StoredFile;
use crate::aip::layout::content_path;
use crate::digest::{Algorithm, Digest};
use crate::error::{Error, Result};
use crate::finding::codes::sys;
use crate::package::planned::{decode_time, encode_time};
use crate::sorter::{Sorter, put_bytes, put_varint, take_bytes, take_varint};
use jiff::Timestamp;

/// One file on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Version and ordinal of the content file that holds the bytes.
    pub content: (u32, u64),
    /// Whether other files lie in the same content file.
    pub bundled: bool,
    /// Where the bytes begin in it.
    pub offset: u64,
    /// Size in bytes.
    pub size: u64,
    /// The SHA-512 they must have.
    pub digest: Digest,
    /// Modification time to restore.
    pub modified: Option<Timestamp>,
    /// Path in the target, `/`-separated; proven safe.
    pub target: Vec<u8>,
    /// What findings call the file.
    pub name: String,
}

impl Item {
    /// The item of a row of the catalog.
    pub fn of(row: StoredFile, target: Vec<u8>) -> Self {
        Self {
            content: (row.content_version, row.content_ordinal),
            bundled: row.bundle.is_some(),
            offset: row.offset,
            size: row.size,
            digest: row.digest,
            modified: row.modified,
            target,
            name: row.path,
        }
    }

    /// The content file, relative to the object root.
    pub fn content_path(&self) -> String {
        content_path(self.content.0, self.content.1)
    }

    /// Gives the item to a sorter that orders by place in the storage.
    pub fn push(&self, sorter: &mut Sorter) -> Result<()> {
        let mut key = [0; 20];
        key[..4].copy_from_slice(&self.content.0.to_be_bytes());
        key[4..12].copy_from_slice(&self.content.1.to_be_bytes());
        key[12..].copy_from_slice(&self.offset.to_be_bytes());
        let mut value = Vec::with_capacity(128 + self.target.len() + self.name.len());
        value.extend_from_slice(self.digest.as_bytes());
        value.push(u8::from(self.bundled));
        put_varint(&mut value, self.size);
        encode_time(&mut value, self.modified);
        put_bytes(&mut value, &self.target);
        put_bytes(&mut value, self.name.as_bytes());
        sorter.push(&key, &value)
    }

    /// The item that [`Item::push`] gave away.
    pub fn read(key: &[u8], value: &[u8]) -> Result<Self> {
        Self::decode(key, value).ok_or_else(|| {
            Error::new(&sys::UNREADABLE)
                .at("(temporary file)")
                .with("action", "read")
                .with("reason", "a record is not whole")
        })
    }

    fn decode(mut key: &[u8], mut value: &[u8]) -> Option<Self> {
        let (key, value) = (&mut key, &mut value);
        let version = u32::from_be_bytes(key.split_off(..4)?.try_into().ok()?);
        let ordinal = u64::from_be_bytes(key.split_off(..8)?.try_into().ok()?);
        let offset = u64::from_be_bytes((*key).try_into().ok()?);
        let digest = Digest::from_bytes(Algorithm::Sha512, value.split_off(..64)?)?;
        Some(Self {
            content: (version, ordinal),
            bundled: *value.split_off_first()? != 0,
            offset,
            size: take_varint(value)?,
            digest,
            modified: decode_time(value)?,
            target: take_bytes(value)?.to_vec(),
            name: String::from_utf8(take_bytes(value)?.to_vec()).ok()?,
        })
    }
}
