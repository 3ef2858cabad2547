//! Merkle trees over entries (RFC 6962 §2.1): tree heads, proofs, and their verification.
//!
//! Making a proof reads hashes of complete subtrees from [`Subtrees`]; verifying one needs
//! nothing but the proof, and shares only the two hash functions with the making.

use crate::error::Result;
use sha2::{Digest, Sha256};

/// A hash of the tree: SHA-256.
pub type Hash = [u8; 32];

/// Most hashes of a proof: an inclusion proof has one a level, a consistency proof one more.
pub const PROOF_HASHES: usize = 65;

/// The hash of an entry (RFC 6962 §2.1).
#[must_use]
pub fn leaf_hash(entry: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(entry).finalize().into()
}

/// The hash of a node above two others (RFC 6962 §2.1).
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// The head of a tree without entries.
#[must_use]
pub fn empty_head() -> Hash {
    Sha256::digest([]).into()
}

/// Gives the hashes of complete subtrees: number `index` of those over `2^level` entries.
pub trait Subtrees {
    /// The hash of one. It is asked only for subtrees inside the tree.
    fn subtree(&self, level: u32, index: u64) -> Result<Hash>;
}

impl<T: Subtrees + ?Sized> Subtrees for &T {
    fn subtree(&self, level: u32, index: u64) -> Result<Hash> {
        (**self).subtree(level, index)
    }
}

/// The head of the tree over the first `size` entries.
pub fn tree_head(tree: &dyn Subtrees, size: u64) -> Result<Hash> {
    if size == 0 { Ok(empty_head()) } else { range_hash(tree, 0, size) }
}

/// The proof that entry `index` is in the tree over the first `size` (RFC 6962 §2.1.1), from the
/// sibling of the entry up. `index` is less than `size`.
pub fn inclusion(tree: &dyn Subtrees, index: u64, size: u64) -> Result<Vec<Hash>> {
    let (mut begin, mut end) = (0, size);
    let mut proof = Vec::new();
    while end - begin > 1 {
        let middle = begin + split(end - begin);
        if index < middle {
            proof.push(range_hash(tree, middle, end)?);
            end = middle;
        } else {
            proof.push(range_hash(tree, begin, middle)?);
            begin = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// The proof that the tree over the first `old` entries is a prefix of that over the first `new`
/// (RFC 6962 §2.1.2). Empty where either is trivial: `old` is 0 or equals `new`.
pub fn consistency(tree: &dyn Subtrees, old: u64, new: u64) -> Result<Vec<Hash>> {
    let mut proof = Vec::new();
    if old == 0 || old >= new {
        return Ok(proof);
    }
    let (mut begin, mut end) = (0, new);
    while old != end {
        let middle = begin + split(end - begin);
        if old <= middle {
            proof.push(range_hash(tree, middle, end)?);
            end = middle;
        } else {
            proof.push(range_hash(tree, begin, middle)?);
            begin = middle;
        }
    }
    // The old head itself is known to whoever asks; any other subtree is not.
    if begin > 0 {
        proof.push(range_hash(tree, begin, end)?);
    }
    proof.reverse();
    Ok(proof)
}

/// The largest power of two below `size`, which is at least 2.
fn split(size: u64) -> u64 {
    1 << (u64::BITS - 1 - (size - 1).leading_zeros())
}

/// The hash over the entries from `begin` up to `end`, where `begin` is a multiple of the largest
/// subtree in it.
fn range_hash(tree: &dyn Subtrees, begin: u64, end: u64) -> Result<Hash> {
    let size = end - begin;
    let mut at = end;
    let mut hash: Option<Hash> = None;
    for level in (0..u64::BITS).filter(|level| size >> level & 1 == 1) {
        at -= 1 << level;
        let left = tree.subtree(level, at >> level)?;
        hash = Some(hash.map_or(left, |right| node_hash(&left, &right)));
    }
    Ok(hash.unwrap_or_else(empty_head))
}

/// Whether a proof shows that an entry with this hash is number `index` of the tree of this size
/// and head. Follows the algorithm of RFC 9162 §2.1.3.2.
#[must_use]
pub fn verify_inclusion(leaf: &Hash, index: u64, size: u64, proof: &[Hash], head: &Hash) -> bool {
    if index >= size || proof.len() > PROOF_HASHES {
        return false;
    }
    let (mut node, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && hash == *head
}

/// A tree as somebody has seen it: how many entries, and its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Number of entries.
    pub size: u64,
    /// The hash over all of them.
    pub hash: Hash,
}

/// Whether a proof shows that one tree is a prefix of another. Follows RFC 9162 §2.1.4.2; a tree
/// without entries is a prefix of every other, and each tree of itself, with an empty proof.
#[must_use]
pub fn verify_consistency(old: &Head, new: &Head, proof: &[Hash]) -> bool {
    if old.size > new.size || proof.len() > PROOF_HASHES {
        return false;
    }
    if old.size == new.size {
        return proof.is_empty() && old.hash == new.hash;
    }
    if old.size == 0 {
        return proof.is_empty() && old.hash == empty_head();
    }
    let (first, rest) = if old.size.is_power_of_two() {
        (old.hash, proof)
    } else {
        match proof.split_first() {
            Some((first, rest)) => (*first, rest),
            None => return false,
        }
    };
    let (mut node, mut last) = (old.size - 1, new.size - 1);
    let shift = node.trailing_ones();
    node >>= shift;
    last >>= shift;
    let (mut old_hash, mut new_hash) = (first, first);
    for hash in rest {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            old_hash = node_hash(hash, &old_hash);
            new_hash = node_hash(hash, &new_hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = node_hash(&new_hash, hash);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && old_hash == old.hash && new_hash == new.hash
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition of RFC 6962 as it stands there, over the hashes of entries.
    fn naive(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => empty_head(),
            [one] => *one,
            _ => {
                let mut half = 1;
                while half * 2 < leaves.len() {
                    half *= 2;
                }
                node_hash(&naive(&leaves[..half]), &naive(&leaves[half..]))
            }
        }
    }

    /// All complete subtrees, level by level.
    struct Full(Vec<Vec<Hash>>);

    impl Full {
        fn of(leaves: Vec<Hash>) -> Self {
            let mut levels = vec![leaves];
            while levels[levels.len() - 1].len() > 1 {
                let below = &levels[levels.len() - 1];
                let above = below.chunks_exact(2).map(|p| node_hash(&p[0], &p[1])).collect();
                levels.push(above);
            }
            Self(levels)
        }
    }

    impl Subtrees for Full {
        fn subtree(&self, level: u32, index: u64) -> Result<Hash> {
            Ok(self.0[level as usize][usize::try_from(index).unwrap()])
        }
    }

    fn leaves(count: u64) -> Vec<Hash> {
        (0..count).map(|n| leaf_hash(&n.to_be_bytes())).collect()
    }

    /// `PATH(m, D[n])` of RFC 6962 §2.1.1, by its recursion.
    fn naive_path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
        if leaves.len() == 1 {
            return Vec::new();
        }
        let half = leaves.len().next_power_of_two() / 2;
        let (left, right) = leaves.split_at(half);
        let (mut path, other) = if index < half {
            (naive_path(index, left), naive(right))
        } else {
            (naive_path(index - half, right), naive(left))
        };
        path.push(other);
        path
    }

    /// `SUBPROOF(m, D[n], b)` of RFC 6962 §2.1.2, by its recursion.
    fn naive_subproof(old: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
        if old == leaves.len() {
            return if whole { Vec::new() } else { vec![naive(leaves)] };
        }
        let half = leaves.len().next_power_of_two() / 2;
        let (left, right) = leaves.split_at(half);
        let (mut proof, other) = if old <= half {
            (naive_subproof(old, left, whole), naive(right))
        } else {
            (naive_subproof(old - half, right, false), naive(left))
        };
        proof.push(other);
        proof
    }

    #[test]
    fn known_answers_of_the_rfc() {
        use crate::digest::{Algorithm, Digest};
        let hex = |hash: Hash| Digest::from_bytes(Algorithm::Sha256, &hash).unwrap().hex();
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(hex(empty_head()), empty);
        let leaf = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
        assert_eq!(hex(leaf_hash(b"")), leaf);
    }

    #[test]
    fn proofs_are_those_of_the_recursion_in_the_rfc() {
        for size in 1..=70 {
            let leaves = leaves(size as u64);
            let tree = Full::of(leaves.clone());
            assert_eq!(tree_head(&tree, size as u64).unwrap(), naive(&leaves));
            for n in 0..size {
                let proof = inclusion(&tree, n as u64, size as u64).unwrap();
                assert_eq!(proof, naive_path(n, &leaves), "{n} of {size}");
                let proof = consistency(&tree, n as u64 + 1, size as u64).unwrap();
                assert_eq!(proof, naive_subproof(n + 1, &leaves, true), "{} to {size}", n + 1);
            }
        }
    }

    #[test]
    fn every_proof_up_to_1024_verifies_and_no_changed_one() {
        let leaves = leaves(1024);
        let tree = Full::of(leaves.clone());
        let heads: Vec<Hash> = (0..=1024).map(|n| tree_head(&tree, n).unwrap()).collect();
        for size in 1..=1024u64 {
            let new = Head { size, hash: heads[usize::try_from(size).unwrap()] };
            for n in 0..size {
                let at = usize::try_from(n).unwrap();
                let proof = inclusion(&tree, n, size).unwrap();
                assert!(verify_inclusion(&leaves[at], n, size, &proof, &new.hash), "{n}/{size}");
                assert!(
                    !verify_inclusion(&leaves[at], n ^ 1, size, &proof, &new.hash) || size == 1
                );
                let old = Head { size: n, hash: heads[at] };
                let proof = consistency(&tree, n, size).unwrap();
                assert!(verify_consistency(&old, &new, &proof), "{n} to {size}");
                let forked = Head { size: n, hash: leaf_hash(b"other") };
                assert!(!verify_consistency(&forked, &new, &proof), "{n} to {size}");
            }
        }
    }

    #[test]
    fn a_proof_with_any_change_is_refused() {
        let leaves = leaves(200);
        let tree = Full::of(leaves.clone());
        for size in [1u64, 2, 3, 7, 8, 100, 200] {
            let new = Head { size, hash: tree_head(&tree, size).unwrap() };
            for n in 0..size {
                let leaf = &leaves[usize::try_from(n).unwrap()];
                let old = Head { size: n, hash: tree_head(&tree, n).unwrap() };
                let within = inclusion(&tree, n, size).unwrap();
                let between = consistency(&tree, n, size).unwrap();
                for changed in changes(&within) {
                    assert!(!verify_inclusion(leaf, n, size, &changed, &new.hash));
                }
                for changed in changes(&between) {
                    assert!(!verify_consistency(&old, &new, &changed), "{n} to {size}");
                }
            }
        }
    }

    /// A proof with a hash too many, one too few, and each hash changed.
    fn changes(proof: &[Hash]) -> Vec<Vec<Hash>> {
        let mut out = vec![[proof, &[[7; 32]]].concat()];
        for n in 0..proof.len() {
            let mut changed = proof.to_vec();
            changed[n][31] ^= 1;
            out.push(changed);
            out.push([&proof[..n], &proof[n + 1..]].concat());
        }
        out
    }
}
