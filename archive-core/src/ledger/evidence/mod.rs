//! Evidence records (RFC 4998): one timestamp for many packages, and what each of them needs to
//! show that it was among them.
//!
//! A [`Tree`] gathers the digests of a run, its root is dated, and each package gets an
//! [`EvidenceRecord`] of its own. Records are renewed before certificates or algorithms age. We
//! write and read neither attributes nor encryption, and refuse records that have them.

mod record;
#[cfg(test)]
mod tests;
mod tree;

pub use record::{ArchiveTimestamp, EvidenceRecord};
pub use tree::{Lists, Tree, climb};

/// Largest record in bytes: a token of 10 KiB each few years, for centuries.
pub const RECORD_BYTES: usize = 16 << 20;
/// Most chains of a record: a new one when an algorithm ages, every twenty years perhaps.
pub const CHAINS: usize = 64;
/// Most timestamps of a chain: one a year for longer than any algorithm lives.
pub const TIMESTAMPS: usize = 256;
/// Most levels of a reduced tree: a tree of 2^64 groups.
pub const LEVELS: usize = 65;
/// Most digests in a list: the data objects of one group and a sibling.
pub const LIST: usize = 1025;
