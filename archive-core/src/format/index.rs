//! Signatures made ready for searching: which of them are worth trying on a file.
//!
//! Most signatures begin with fixed bytes at a fixed place: they are found in a table by that
//! place and its byte. Those that float are found by one fixed piece of each: few pieces one after
//! the other, many in one pass. Only what is found so is laid over the file as a whole.

use super::Bytes;
use super::pattern::{Anchor, Item, Sequence, Signature};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind, packed};
use memchr::memmem::Finder;
use std::collections::BTreeMap;

/// How far from the beginning signatures are searched that must lie near it, in bytes.
const NEAR: u64 = 8 << 10;
/// Shortest piece that is looked for, in bytes: shorter ones are everywhere.
const PIECE: usize = 2;
/// Most pieces looked for one after the other, each at the speed of memory.
const FEW: usize = 8;
/// Pieces below this length, in bytes, are found soon or never: among others in one pass, each of
/// their many places would cost.
const SHORT: usize = 4;

/// Which signatures are worth trying.
#[derive(Debug, Default)]
pub struct Index {
    places: Vec<Place>,
    near: Option<Floating>,
    anywhere: Option<Floating>,
    always: Vec<u32>,
    count: usize,
}

/// Signatures with fixed bytes at one place, in the order of the first of these bytes.
#[derive(Debug)]
struct Place {
    at: u64,
    starts: Box<[u32; 257]>,
    entries: Vec<(Box<[u8]>, u32)>,
}

/// Signatures with a fixed piece somewhere.
#[derive(Debug)]
struct Floating {
    single: Vec<(Finder<'static>, Vec<u32>)>,
    together: Option<Together>,
}

/// Pieces that are looked for in one pass.
#[derive(Debug)]
struct Together {
    searcher: Searcher,
    pieces: Vec<(Box<[u8]>, Vec<u32>)>,
}

/// What finds the places where pieces are.
#[derive(Debug)]
enum Searcher {
    Packed(packed::Searcher),
    Automaton(AhoCorasick),
}

/// A set of signatures by number.
#[derive(Debug)]
pub struct Candidates(Vec<u64>);

impl Candidates {
    fn add(&mut self, number: u32) {
        self.0[number as usize / 64] |= 1 << (number % 64);
    }

    fn add_all(&mut self, numbers: &[u32]) {
        for number in numbers {
            self.add(*number);
        }
    }

    /// The numbers, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(index, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros() as usize;
                (left != 0).then(|| {
                    left &= left - 1;
                    index * 64 + bit
                })
            })
        })
    }
}

impl Index {
    /// Makes signatures ready.
    pub fn new(signatures: &[Signature]) -> Self {
        let mut fixed: Vec<(u64, Box<[u8]>, u32)> = Vec::new();
        let (mut near, mut anywhere) = (Vec::new(), Vec::new());
        let mut index = Self { count: signatures.len(), ..Self::default() };
        for (number, signature) in (0u32..).zip(signatures) {
            let sequences = &signature.sequences;
            if let Some((at, bytes)) = best(sequences.iter().filter_map(at_fixed_place)) {
                fixed.push((at, bytes.into(), number));
            } else if let Some((_, bytes)) = best(sequences.iter().filter_map(piece_nearby)) {
                near.push((bytes, number));
            } else if let Some((_, bytes)) = best(sequences.iter().filter_map(piece_anywhere)) {
                anywhere.push((bytes, number));
            } else {
                index.always.push(number);
            }
        }
        fixed.sort_unstable();
        index.places = fixed.chunk_by(|a, b| a.0 == b.0).map(Place::new).collect();
        index.near = Floating::new(&near);
        index.anywhere = Floating::new(&anywhere);
        index
    }

    /// The signatures that a file may have.
    pub fn candidates<B: Bytes + ?Sized>(&self, bytes: &B) -> Candidates {
        let mut found = self.begun(bytes.from(0));
        self.always.iter().for_each(|number| found.add(*number));
        if let Some(anywhere) = &self.anywhere {
            for (_, piece) in bytes.pieces() {
                anywhere.look(piece, &mut found);
            }
        }
        found
    }

    /// Those of them that are told by the beginning of a file.
    pub fn begun(&self, head: &[u8]) -> Candidates {
        let mut found = Candidates(vec![0; self.count.div_ceil(64)]);
        for place in &self.places {
            let rest = usize::try_from(place.at).ok().and_then(|at| head.get(at..));
            place.look(rest.unwrap_or_default(), &mut found);
        }
        if let Some(near) = &self.near {
            let reach = usize::try_from(NEAR).unwrap_or(usize::MAX).min(head.len());
            near.look(&head[..reach], &mut found);
        }
        found
    }
}

impl Place {
    fn new(sorted: &[(u64, Box<[u8]>, u32)]) -> Self {
        let entries: Vec<_> = sorted.iter().map(|(_, bytes, n)| (bytes.clone(), *n)).collect();
        let mut starts = Box::new([0; 257]);
        for (byte, start) in (0u16..).zip(starts.iter_mut()) {
            let before = entries.partition_point(|(bytes, _)| u16::from(bytes[0]) < byte);
            *start = u32::try_from(before).unwrap_or(u32::MAX);
        }
        Self { at: sorted.first().map_or(0, |first| first.0), starts, entries }
    }

    fn look(&self, bytes: &[u8], found: &mut Candidates) {
        let Some(first) = bytes.first().map(|byte| usize::from(*byte)) else { return };
        let (from, to) = (self.starts[first] as usize, self.starts[first + 1] as usize);
        for (wanted, number) in &self.entries[from..to] {
            if bytes.starts_with(wanted) {
                found.add(*number);
            }
        }
    }
}

impl Floating {
    fn new(pieces: &[(&[u8], u32)]) -> Option<Self> {
        let mut owners: BTreeMap<&[u8], Vec<u32>> = BTreeMap::new();
        for (bytes, number) in pieces {
            owners.entry(bytes).or_default().push(*number);
        }
        let few = owners.len() <= FEW;
        let (short, long): (Vec<_>, Vec<_>) =
            owners.into_iter().partition(|(bytes, _)| few || bytes.len() < SHORT);
        let single: Vec<_> =
            short.into_iter().map(|(bytes, n)| (Finder::new(bytes).into_owned(), n)).collect();
        let together = Together::new(&long);
        (!single.is_empty() || together.is_some()).then_some(Self { single, together })
    }

    fn look(&self, bytes: &[u8], found: &mut Candidates) {
        for (finder, numbers) in &self.single {
            if finder.find(bytes).is_some() {
                found.add_all(numbers);
            }
        }
        if let Some(together) = &self.together {
            together.look(bytes, found);
        }
    }
}

impl Together {
    fn new(pieces: &[(&[u8], Vec<u32>)]) -> Option<Self> {
        let bytes: Vec<&[u8]> = pieces.iter().map(|(bytes, _)| *bytes).collect();
        let packed = packed::Config::new().builder().extend(&bytes).build();
        let searcher = match packed.map(Searcher::Packed) {
            Some(packed) => packed,
            None if pieces.is_empty() => return None,
            None => Searcher::Automaton(automaton(&bytes)?),
        };
        let pieces = pieces.iter().map(|(bytes, n)| ((*bytes).into(), n.clone())).collect();
        Some(Self { searcher, pieces })
    }

    /// Pieces may overlap, and several may begin at one place.
    fn look(&self, bytes: &[u8], found: &mut Candidates) {
        match &self.searcher {
            Searcher::Packed(packed) => {
                let mut at = 0;
                while let Some(hit) = packed.find_in(bytes, (at..bytes.len()).into()) {
                    let here = &bytes[hit.start()..];
                    let begin = |(piece, _): &&(Box<[u8]>, _)| here.starts_with(piece);
                    for (_, numbers) in self.pieces.iter().filter(begin) {
                        found.add_all(numbers);
                    }
                    at = hit.start() + 1;
                }
            }
            Searcher::Automaton(automaton) => {
                for hit in automaton.find_overlapping_iter(bytes) {
                    found.add_all(&self.pieces[hit.pattern().as_usize()].1);
                }
            }
        }
    }
}

/// What finds more pieces than vector registers have room for.
fn automaton(pieces: &[&[u8]]) -> Option<AhoCorasick> {
    // Dense for few pieces; for very many that would take too much memory.
    let dense = pieces.iter().map(|bytes| bytes.len()).sum::<usize>() < 32 << 10;
    let kind = if dense { AhoCorasickKind::DFA } else { AhoCorasickKind::ContiguousNFA };
    let mut builder = AhoCorasick::builder();
    builder.match_kind(MatchKind::Standard).kind(Some(kind)).build(pieces).ok()
}

/// The longest piece of those given; of equal ones the first.
fn best<'a>(pieces: impl Iterator<Item = (u64, &'a [u8])>) -> Option<(u64, &'a [u8])> {
    pieces.reduce(|best, piece| if piece.1.len() > best.1.len() { piece } else { best })
}

/// Bytes of a sequence that stand at a fixed distance from the beginning of the file.
fn at_fixed_place(sequence: &Sequence) -> Option<(u64, &[u8])> {
    let Anchor::Beginning { min, max } = sequence.anchor else { return None };
    if max != Some(min) {
        return None;
    }
    let mut at = min;
    let pieces = sequence.items.iter().map_while(move |item| {
        let here = at;
        at = at.checked_add(item.fixed_length()?)?;
        Some((here, item))
    });
    best(pieces.filter_map(|(at, item)| Some((at, plain(item)?))))
}

/// Bytes of a sequence that can only end within [`NEAR`].
fn piece_nearby(sequence: &Sequence) -> Option<(u64, &[u8])> {
    let Anchor::Beginning { max, .. } = sequence.anchor else { return None };
    let mut end = max?;
    let pieces = sequence.items.iter().map_while(move |item| {
        end = end.checked_add(longest(item)?)?;
        (end <= NEAR).then_some((0, item))
    });
    best(pieces.filter_map(|(at, item)| Some((at, plain(item)?))).filter(long_enough))
}

fn piece_anywhere(sequence: &Sequence) -> Option<(u64, &[u8])> {
    best(sequence.items.iter().filter_map(|item| Some((0, plain(item)?))).filter(long_enough))
}

fn long_enough(piece: &(u64, &[u8])) -> bool {
    piece.1.len() >= PIECE
}

fn plain(item: &Item) -> Option<&[u8]> {
    match item {
        Item::Bytes(bytes) => Some(bytes),
        _ => None,
    }
}

/// The most bytes an item covers, where there is a bound.
fn longest(item: &Item) -> Option<u64> {
    match item {
        Item::Gap { max, .. } => *max,
        Item::Either(branches) => {
            let sum = |branch: &Vec<Item>| branch.iter().map(longest).sum::<Option<u64>>();
            branches.iter().map(sum).max_by_key(|sum| sum.unwrap_or(u64::MAX))?
        }
        other => other.fixed_length(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::syntax::parse;
    use super::*;

    fn signature(text: &str, min: u64, max: Option<u64>) -> Signature {
        let items = parse(text).unwrap();
        Signature { sequences: vec![Sequence { anchor: Anchor::Beginning { min, max }, items }] }
    }

    #[test]
    fn only_what_may_match_is_tried() {
        let index = Index::new(&[
            signature("'PK' 0304", 0, Some(0)),
            signature("{4} 'ftyp'", 0, Some(0)),
            signature("'<html'", 0, Some(1_000)),
            signature("'SECTION' * 'ENDSEC'", 0, None),
            signature("'x'", 0, None),
            signature("['a'-'c'] 'PK'", 0, Some(0)),
        ]);
        let tried = |bytes: &[u8]| index.candidates(bytes).iter().collect::<Vec<_>>();
        assert_eq!(tried(b""), [4]);
        assert_eq!(tried(b"PK\x03\x04ftyp"), [0, 1, 4]);
        assert_eq!(tried(b"  <html>ENDSEC SECTION"), [2, 3, 4]);
        assert_eq!(tried(b"aPK"), [4, 5]);
    }

    #[test]
    fn many_pieces_are_found_though_they_overlap() {
        let words = ["abcd", "bcde", "abcdef", "def ", "zz", "zzz", "\\x", "end."];
        let more = (0..60).map(|number| format!("piece {number:02}"));
        for words in [
            words.map(str::to_owned).to_vec(),
            words.map(str::to_owned).into_iter().chain(more.clone().take(9)).collect(),
            words.map(str::to_owned).into_iter().chain(more).collect(),
        ] {
            let signatures: Vec<Signature> =
                words.iter().map(|word| signature(&format!("'{word}'"), 9_000, None)).collect();
            let index = Index::new(&signatures);
            let text = format!("{}abcdef zzz piece 08end.", "abc ".repeat(100));
            let wanted: Vec<usize> =
                (0..words.len()).filter(|n| text.contains(&words[*n])).collect();
            let found: Vec<usize> = index.candidates(text.as_bytes()).iter().collect();
            assert_eq!(found, wanted, "{}", words.len());
        }
    }
}
