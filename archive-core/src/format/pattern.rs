//! What a signature looks for: bytes, kinds of bytes, gaps, alternatives. A pattern is read from
//! text (`syntax`) and laid over bytes (`search`); it knows neither.

/// Which of the 256 bytes are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ByteSet([u64; 4]);

impl ByteSet {
    /// The bytes for which a rule holds.
    pub fn of(rule: impl Fn(u8) -> bool) -> Self {
        let mut set = Self::default();
        (0..=u8::MAX).filter(|byte| rule(*byte)).for_each(|byte| set.add(byte));
        set
    }

    /// Adds a byte.
    pub fn add(&mut self, byte: u8) {
        self.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
    }

    /// Whether a byte is meant.
    #[must_use]
    pub fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1
    }

    /// All other bytes.
    #[must_use]
    pub fn inverted(&self) -> Self {
        Self(self.0.map(|word| !word))
    }

    /// These bytes and those.
    #[must_use]
    pub fn and_also(&self, other: &Self) -> Self {
        Self([0, 1, 2, 3].map(|i| self.0[i] | other.0[i]))
    }

    /// How many bytes are meant.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// The byte, where exactly one is meant.
    #[must_use]
    pub fn single(&self) -> Option<u8> {
        (self.count() == 1).then(|| (0..=u8::MAX).find(|byte| self.has(*byte)))?
    }
}

/// One piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// Exactly these bytes; never empty.
    Bytes(Box<[u8]>),
    /// One byte of a set.
    Set(Box<ByteSet>),
    /// As many bytes as these, but other ones.
    Not(Box<[u8]>),
    /// As many bytes as the bounds have, between them as big-endian numbers; or, negated, not.
    Range {
        /// The smallest value.
        low: Box<[u8]>,
        /// The largest value, of the same length.
        high: Box<[u8]>,
        /// Whether values between are those not meant.
        negated: bool,
    },
    /// Any bytes, so many.
    Gap {
        /// At least.
        min: u64,
        /// At most; no end where absent.
        max: Option<u64>,
    },
    /// One of several continuations.
    Either(Box<[Vec<Item>]>),
}

impl Item {
    /// The number of bytes it covers, where that is fixed.
    #[must_use]
    pub fn fixed_length(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) | Self::Not(bytes) => Some(bytes.len() as u64),
            Self::Set(_) => Some(1),
            Self::Range { low, .. } => Some(low.len() as u64),
            Self::Gap { min, max } => max.filter(|max| max == min),
            Self::Either(branches) => {
                let mut lengths = branches.iter().map(|branch| fixed_length(branch));
                let first = lengths.next()??;
                lengths.all(|length| length == Some(first)).then_some(first)
            }
        }
    }
}

/// The number of bytes a pattern covers, where that is fixed.
#[must_use]
pub fn fixed_length(items: &[Item]) -> Option<u64> {
    items.iter().try_fold(0u64, |sum, item| sum.checked_add(item.fixed_length()?))
}

/// Appends an item, joined with the one before where both are plain bytes or gaps.
pub fn push(items: &mut Vec<Item>, item: Item) {
    let item = match item {
        Item::Set(set) => match set.single() {
            Some(byte) => Item::Bytes(Box::new([byte])),
            None if set.count() == 256 => Item::Gap { min: 1, max: Some(1) },
            None => Item::Set(set),
        },
        other => other,
    };
    match (items.last_mut(), item) {
        (_, Item::Gap { min: 0, max: Some(0) }) => {}
        (Some(Item::Bytes(before)), Item::Bytes(more)) => {
            *before = [&before[..], &more[..]].concat().into();
        }
        (Some(Item::Gap { min, max }), Item::Gap { min: more, max: most }) => {
            *min = min.saturating_add(more);
            *max = max.zip(most).map(|(a, b)| a.saturating_add(b));
        }
        (_, item) => items.push(item),
    }
}

/// Where a sequence may lie in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// It begins so many bytes after the beginning.
    Beginning {
        /// At least.
        min: u64,
        /// At most; no end where absent.
        max: Option<u64>,
    },
    /// It ends so many bytes before the end.
    End {
        /// At least.
        min: u64,
        /// At most; no end where absent.
        max: Option<u64>,
    },
}

/// A sequence of bytes at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sequence {
    /// Where it lies.
    pub anchor: Anchor,
    /// What it is.
    pub items: Vec<Item>,
}

/// A signature: a file has it where every sequence is found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signature {
    /// The sequences.
    pub sequences: Vec<Sequence>,
}

impl Signature {
    /// Whether every file that has this signature has the other one too, as far as that shows
    /// without searching, and not the other way around.
    #[must_use]
    pub fn says_more_than(&self, other: &Self) -> bool {
        let extends = |less: &Sequence| self.sequences.iter().any(|more| more.extends(less));
        !other.sequences.is_empty() && self != other && other.sequences.iter().all(extends)
    }
}

impl Sequence {
    /// Whether it begins where another does, with all that the other asks for.
    fn extends(&self, other: &Self) -> bool {
        let Anchor::Beginning { min, max } = self.anchor else { return self == other };
        let within = match other.anchor {
            Anchor::Beginning { min: least, max: most } => {
                least <= min && most.is_none_or(|most| max.is_some_and(|max| max <= most))
            }
            Anchor::End { .. } => false,
        };
        let Some((last, before)) = other.items.split_last() else { return false };
        let same = self.items.get(..before.len()).is_some_and(|items| items == before);
        let goes_on = match (self.items.get(before.len()), last) {
            (Some(Item::Bytes(more)), Item::Bytes(less)) => more.starts_with(less),
            (Some(Item::Either(more)), Item::Either(less)) => {
                more.iter().all(|more| less.iter().any(|less| more.starts_with(less)))
            }
            (more, less) => more == Some(less),
        };
        within && same && goes_on
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_joined() {
        let mut items = Vec::new();
        push(&mut items, Item::Bytes(b"ab".as_slice().into()));
        push(&mut items, Item::Set(Box::new(ByteSet::of(|b| b == b'c'))));
        push(&mut items, Item::Gap { min: 1, max: Some(2) });
        push(&mut items, Item::Set(Box::new(ByteSet::of(|_| true))));
        push(&mut items, Item::Gap { min: 0, max: Some(0) });
        let gap = Item::Gap { min: 2, max: Some(3) };
        assert_eq!(items, [Item::Bytes(b"abc".as_slice().into()), gap]);
        assert_eq!(fixed_length(&items), None);
        assert_eq!(fixed_length(&items[..1]), Some(3));
    }

    #[test]
    fn sets_know_their_bytes() {
        let set = ByteSet::of(|b| b < 3 || b == 255);
        assert!(set.has(0) && set.has(255) && !set.has(3));
        assert_eq!((set.count(), set.inverted().count()), (4, 252));
        assert_eq!(set.and_also(&set.inverted()).count(), 256);
        assert_eq!(ByteSet::of(|b| b == 77).single(), Some(77));
    }

    #[test]
    fn a_signature_that_goes_on_says_more() {
        let signature = |anchor, items: &[Item]| Signature {
            sequences: vec![Sequence { anchor, items: items.to_vec() }],
        };
        let at = |min, max| Anchor::Beginning { min, max };
        let bytes = |bytes: &[u8]| Item::Bytes(bytes.into());
        let tiff = signature(at(0, Some(0)), &[bytes(b"II*\0")]);
        let gap = Item::Gap { min: 12, max: Some(12) };
        let kodak = signature(at(0, Some(0)), &[bytes(b"II*\0"), gap, bytes(b"KODAK")]);
        let longer = signature(at(0, Some(0)), &[bytes(b"II*\0more")]);
        assert!(kodak.says_more_than(&tiff) && longer.says_more_than(&tiff));
        assert!(!tiff.says_more_than(&kodak) && !tiff.says_more_than(&tiff));
        assert!(!longer.says_more_than(&kodak));
        let either = |branches: [&[Item]; 2]| Item::Either(branches.map(<[Item]>::to_vec).into());
        let (one, two) = (bytes(b"\""), bytes(b"'"));
        let far = Item::Gap { min: 0, max: Some(320) };
        let xml = either([std::slice::from_ref(&one), std::slice::from_ref(&two)]);
        let xml = signature(at(0, Some(3)), &[bytes(b"<?xml"), xml]);
        let kind = either([&[one.clone(), far.clone()], &[two, far]]);
        let kind = signature(at(0, Some(0)), &[bytes(b"<?xml"), kind, one]);
        assert!(kind.says_more_than(&xml) && !xml.says_more_than(&kind));
        let (anywhere, near) = (signature(at(0, None), &[bytes(b"II*\0")]), tiff);
        assert!(near.says_more_than(&anywhere) && !anywhere.says_more_than(&near));
        let end = signature(Anchor::End { min: 0, max: None }, &[bytes(b"II*\0")]);
        assert!(!end.says_more_than(&near) && !near.says_more_than(&end));
    }
}
