//! The evidence record: its DER, its proof and its renewal (RFC 4998 §3 to §5).

use super::{CHAINS, LEVELS, LIST, Lists, RECORD_BYTES, TIMESTAMPS, climb};
use crate::clock::rfc3339;
use crate::digest::{Algorithm, Digest};
use crate::error::{Error, Result};
use crate::finding::codes::tsp;
use crate::ledger::asn1::{
    Element, Elements, Read, context, digest, digest_algorithm, digest_name, write,
};
use crate::ledger::timestamp::{Roots, Stamp, Token};
use der::Tag;
use jiff::Timestamp;

/// A timestamp, and what leads from the data to what it dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveTimestamp {
    /// The algorithm of the tree.
    pub algorithm: Algorithm,
    /// The reduced hash tree.
    pub lists: Lists,
    /// The token, in DER.
    pub token: Vec<u8>,
}

/// Chains of timestamps: within a chain each dates the one before it; each chain dates the data
/// anew, with a better algorithm, and all chains before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceRecord {
    pub(super) chains: Vec<Vec<ArchiveTimestamp>>,
}

impl EvidenceRecord {
    /// A new record with its first timestamp. `None` where the algorithm is none of SHA-2.
    #[must_use]
    pub fn new(first: ArchiveTimestamp) -> Option<Self> {
        digest_name(first.algorithm)?;
        Some(Self { chains: vec![vec![first]] })
    }

    /// The chains, oldest first; each has a timestamp.
    #[must_use]
    pub fn chains(&self) -> &[Vec<ArchiveTimestamp>] {
        &self.chains
    }

    /// Reads a record in DER. Nothing is verified yet.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let refused = |reason: &str| Error::new(&tsp::BAD_RECORD).with("reason", reason);
        if bytes.len() > RECORD_BYTES {
            return Err(refused("it is too long"));
        }
        let record = read(bytes).ok_or_else(|| refused("its form is another"))?;
        // What would be written otherwise could not be hashed for the next chain.
        if record.to_der() != bytes {
            return Err(refused("it is not written as DER asks"));
        }
        Ok(record)
    }

    /// The record in DER.
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        let mut kinds: Vec<Algorithm> = Vec::new();
        for kind in self.chains.iter().flatten().map(|one| one.algorithm) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        let names: Vec<_> =
            kinds.iter().map(|kind| write(Tag::Sequence, &[&name(*kind)])).collect();
        let version = write(Tag::Integer, &[&[1]]);
        let algorithms = sequence(&names);
        write(Tag::Sequence, &[&version, &algorithms, &sequence_of(&self.chains)])
    }

    /// What the next timestamp of the last chain has to date: its last token.
    #[must_use]
    pub fn to_renew(&self) -> Digest {
        let last = self.last();
        digest(last.algorithm, &[&last.token])
    }

    /// Adds a timestamp over [`to_renew`](Self::to_renew) (RFC 4998 §5.2, time-stamp renewal).
    /// `None` where the algorithm is another than that of the chain, or the chain is full.
    #[must_use]
    pub fn renewed(mut self, next: ArchiveTimestamp) -> Option<Self> {
        let chain = self.chains.last_mut()?;
        if next.algorithm != chain.first()?.algorithm || chain.len() == TIMESTAMPS {
            return None;
        }
        chain.push(next);
        Some(self)
    }

    /// What the first timestamp of a new chain has to date: for each digest of the data, made
    /// with the new algorithm, the digest of it and of all chains (RFC 4998 §5.2, hash-tree
    /// renewal).
    #[must_use]
    pub fn to_rehash(&self, data: &[Digest]) -> Vec<Digest> {
        rehashed(data, &self.chains)
    }

    /// Adds a chain with a first timestamp over [`to_rehash`](Self::to_rehash). `None` where the
    /// algorithm is none of SHA-2, or the record is full.
    #[must_use]
    pub fn rehashed(mut self, first: ArchiveTimestamp) -> Option<Self> {
        digest_name(first.algorithm)?;
        if self.chains.len() == CHAINS {
            return None;
        }
        self.chains.push(vec![first]);
        Some(self)
    }

    fn last(&self) -> &ArchiveTimestamp {
        let last = self.chains.last().and_then(|chain| chain.last());
        last.expect("a record is made with a timestamp, and reading refuses an empty chain")
    }

    /// Proves that the data were there when the first timestamp was given, and that each
    /// timestamp was renewed while it was valid, the last being valid at `now`. `data` gives the
    /// digests of the data objects with an algorithm. Says what the first and the last prove.
    pub fn verify(
        &self,
        mut data: impl FnMut(Algorithm) -> Result<Vec<Digest>>,
        roots: &Roots,
        now: Timestamp,
    ) -> Result<(Stamp, Stamp)> {
        let mut stamps: Vec<Stamp> = Vec::new();
        for (number, chain) in self.chains.iter().enumerate() {
            let kind = chain[0].algorithm;
            let mut group = data(kind)?;
            if number > 0 {
                group = rehashed(&group, &self.chains[..number]);
            }
            for one in chain {
                let stamp = one.verify(&group, roots)?;
                if let Some(before) = stamps.last() {
                    in_time(*before, stamp.time)?;
                }
                stamps.push(stamp);
                group = vec![digest(kind, &[&one.token])];
            }
        }
        let (Some(first), Some(last)) = (stamps.first(), stamps.last()) else {
            return Err(Error::new(&tsp::BAD_RECORD).with("reason", "it has no timestamp"));
        };
        in_time(*last, now)?;
        Ok((*first, *last))
    }
}

impl ArchiveTimestamp {
    fn verify(&self, group: &[Digest], roots: &Roots) -> Result<Stamp> {
        let root = climb(group, &self.lists).ok_or_else(|| {
            Error::new(&tsp::OTHER_DATA).with("reason", "its hash tree has other digests")
        })?;
        Token::parse(&self.token)?.verify(&root, roots)
    }

    fn to_der(&self) -> Vec<u8> {
        let algorithm = write(context(0, true), &[&name(self.algorithm)]);
        let list = |list: &Vec<Digest>| {
            let digests = list.iter().map(|one| write(Tag::OctetString, &[one.as_bytes()]));
            sequence(&digests.collect::<Vec<_>>())
        };
        let lists: Vec<u8> = self.lists.iter().flat_map(list).collect();
        let lists = if lists.is_empty() { lists } else { write(context(2, true), &[&lists]) };
        write(Tag::Sequence, &[&algorithm, &lists, &self.token])
    }
}

/// Refuses what came after the end of the certificate, or before the timestamp itself.
fn in_time(stamp: Stamp, next: Timestamp) -> Result<()> {
    if next > stamp.until {
        return Err(Error::new(&tsp::TOO_LATE).with("until", rfc3339(stamp.until)));
    }
    if next < stamp.time {
        let error = Error::new(&tsp::NOT_TRUSTED);
        return Err(error.with("reason", "it is younger than what dates it"));
    }
    Ok(())
}

/// For each digest of the data, the digest of it followed by that of the sequence of chains.
fn rehashed(data: &[Digest], chains: &[Vec<ArchiveTimestamp>]) -> Vec<Digest> {
    let sequence = sequence_of(chains);
    let one = |own: &Digest| {
        let kind = own.algorithm();
        digest(kind, &[own.as_bytes(), digest(kind, &[&sequence]).as_bytes()])
    };
    data.iter().map(one).collect()
}

fn name(kind: Algorithm) -> Vec<u8> {
    digest_name(kind).expect("a record is made and read with SHA-2 only")
}

fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    write(Tag::Sequence, &[&parts.concat()])
}

/// `ArchiveTimeStampSequence` in DER.
fn sequence_of(chains: &[Vec<ArchiveTimestamp>]) -> Vec<u8> {
    let chain = |chain: &Vec<ArchiveTimestamp>| {
        sequence(&chain.iter().map(ArchiveTimestamp::to_der).collect::<Vec<_>>())
    };
    sequence(&chains.iter().map(chain).collect::<Vec<_>>())
}

fn read(bytes: &[u8]) -> Read<EvidenceRecord> {
    let mut record = Element::only(bytes)?.inside(Tag::Sequence)?;
    (record.value(Tag::Integer)? == [1]).then_some(())?;
    record.value(Tag::Sequence)?;
    let chains = record.enter(Tag::Sequence)?.rest(CHAINS)?;
    record.end().then_some(())?;
    let chains: Vec<_> = chains.iter().map(read_chain).collect::<Read<_>>()?;
    (!chains.is_empty()).then_some(EvidenceRecord { chains })
}

fn read_chain(chain: &Element<'_>) -> Read<Vec<ArchiveTimestamp>> {
    let all = chain.inside(Tag::Sequence)?.rest(TIMESTAMPS)?;
    let all: Vec<_> = all.iter().map(read_timestamp).collect::<Read<_>>()?;
    let kind = all.first()?.algorithm;
    all.iter().all(|one| one.algorithm == kind).then_some(all)
}

fn read_timestamp(element: &Element<'_>) -> Read<ArchiveTimestamp> {
    let mut parts = element.inside(Tag::Sequence)?;
    let algorithm = digest_algorithm(parts.enter(context(0, true))?)?;
    let lists = match parts.optional(context(2, true)) {
        Some(lists) => {
            let lists = Elements::new(lists.body)?.rest(LEVELS)?;
            lists.iter().map(|list| read_list(list, algorithm)).collect::<Read<_>>()?
        }
        None => Lists::new(),
    };
    let token = parts.next()?.raw.to_vec();
    parts.end().then_some(ArchiveTimestamp { algorithm, lists, token })
}

fn read_list(list: &Element<'_>, kind: Algorithm) -> Read<Vec<Digest>> {
    let all = list.inside(Tag::Sequence)?.rest(LIST)?;
    let read = |one: &Element<'_>| Digest::from_bytes(kind, one.value(Tag::OctetString)?);
    all.iter().map(read).collect()
}
