//! Hash trees over groups of data objects (RFC 4998 §4.2).

use super::{LEVELS, LIST};
use crate::digest::{Algorithm, Digest};
use crate::ledger::asn1::digest;

/// A reduced hash tree: the lists of digests that lead from a group to the root, from below.
/// Empty where the group is the root.
pub type Lists = Vec<Vec<Digest>>;

/// A binary hash tree over groups. A node is the digest of its two children, in binary ascending
/// order one after the other; a last node without a neighbour goes up as it is.
#[derive(Debug, Clone)]
pub struct Tree {
    groups: Vec<Vec<Digest>>,
    levels: Vec<Vec<Digest>>,
}

impl Tree {
    /// A tree over groups of digests of one algorithm; the order of the groups is kept. `None`
    /// where there is no group, one has no digest or too many ([`LIST`] less a sibling), or
    /// algorithms differ.
    #[must_use]
    pub fn new(groups: Vec<Vec<Digest>>) -> Option<Self> {
        let kind = groups.first()?.first()?.algorithm();
        let sound = |group: &Vec<Digest>| {
            (1..LIST).contains(&group.len()) && group.iter().all(|one| one.algorithm() == kind)
        };
        if !groups.iter().all(sound) {
            return None;
        }
        let mut levels = vec![groups.iter().map(|group| join(kind, group)).collect::<Vec<_>>()];
        while let Some(below) = levels.last().filter(|level| level.len() > 1) {
            levels.push(below.chunks(2).map(|pair| join(kind, pair)).collect());
        }
        Some(Self { groups, levels })
    }

    /// The digest that is to be dated.
    #[must_use]
    pub fn root(&self) -> Digest {
        let top = self.levels.last().and_then(|level| level.first());
        *top.expect("a tree has a group, so every level has a node")
    }

    /// How many groups there are.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.groups.len()
    }

    /// What leads from a group to the root; `None` where there is no such group.
    #[must_use]
    pub fn reduced(&self, group: usize) -> Option<Lists> {
        let mut first = self.groups.get(group)?.clone();
        let mut lists = Lists::new();
        if first.len() > 1 {
            lists.push(std::mem::take(&mut first));
        }
        let mut at = group;
        for level in &self.levels {
            if let Some(sibling) = level.get(at ^ 1) {
                first.push(*sibling);
                lists.push(std::mem::take(&mut first));
            }
            at /= 2;
        }
        for list in &mut lists {
            list.sort_unstable();
        }
        Some(lists)
    }
}

/// The digest of digests in binary ascending order; a single one stays what it is.
fn join(kind: Algorithm, parts: &[Digest]) -> Digest {
    if let [single] = parts {
        return *single;
    }
    let mut sorted: Vec<&[u8]> = parts.iter().map(Digest::as_bytes).collect();
    sorted.sort_unstable();
    digest(kind, &sorted)
}

/// The root to which the lists lead from a group, RFC 4998 §4.3; `None` where the group is not in
/// them. A group of several digests must be the whole first list, so that nothing can be left out
/// of it. A first list with a single digest is refused: readers disagree whether it is hashed.
#[must_use]
pub fn climb(group: &[Digest], lists: &[Vec<Digest>]) -> Option<Digest> {
    let kind = group.first()?.algorithm();
    let known = |one: &Digest| one.algorithm() == kind;
    if lists.len() > LEVELS || !lists.iter().flatten().chain(group).all(known) {
        return None;
    }
    let Some((first, others)) = lists.split_first() else {
        return (group.len() == 1).then(|| group[0]);
    };
    let whole = group.len() == 1 || first.len() == group.len();
    if first.len() < 2 || !whole || !group.iter().all(|one| first.contains(one)) {
        return None;
    }
    let mut reached = join(kind, first);
    for list in others {
        let mut list = list.clone();
        if list.is_empty() {
            return None;
        }
        list.push(reached);
        reached = join(kind, &list);
    }
    Some(reached)
}
