//! The middle of large files. Where the beginning of a file leaves open whether a signature fits,
//! since a part of it may lie anywhere, the rest is searched for that part while it passes, and
//! the bytes around it are kept. Files whose beginning decides cost nothing.

use super::index::Index;
use super::pattern::{Anchor, Item, Sequence, Signature};
use super::search::Field;
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Shortest piece searched for, in bytes: shorter ones are everywhere.
const PIECE: usize = 6;
/// Most pieces searched for at once. Where more are open, as in XML, whose telling parts stand at
/// the beginning, nothing is.
const PIECES: usize = 32;
/// Bytes kept before and from the beginning of a piece on.
const BEFORE: usize = 2 << 10;
const AFTER: usize = 6 << 10;
/// Most places kept for each piece, and for all.
const EACH: usize = 4;
const PLACES: usize = 16;
/// Most sets of pieces remembered.
const SETS: usize = 64;

/// Pieces that may lie anywhere, by the signatures that ask for them.
#[derive(Debug)]
pub struct Open {
    pieces: Vec<(usize, Vec<Box<[u8]>>)>,
    sets: Mutex<HashMap<Vec<usize>, Option<Arc<Watch>>>>,
}

/// What is searched for in the rest of a file.
#[derive(Debug)]
pub struct Watch {
    automaton: AhoCorasick,
    longest: usize,
}

impl Open {
    /// The pieces of signatures that also have a part at the beginning: those without one would
    /// have to be searched for in every file.
    pub fn new(signatures: &[Signature]) -> Self {
        let pieces = signatures.iter().enumerate();
        let pieces = pieces.filter(|(_, signature)| signature.sequences.iter().any(is_bound));
        let pieces = pieces.filter_map(|(number, s)| Some((number, floating(s)?))).collect();
        Self { pieces, sets: Mutex::default() }
    }

    /// What to search for in the rest of a file that begins so; `None` where nothing is open.
    pub fn watch(
        &self,
        head: &[u8],
        index: &Index,
        signatures: &[Signature],
    ) -> Option<Arc<Watch>> {
        let mut field = Field::new(head);
        let begun = index.begun(head);
        let begun: Vec<usize> = begun.iter().collect();
        let open: Vec<usize> = (0..self.pieces.len())
            .filter(|place| {
                let number = self.pieces[*place].0;
                begun.binary_search(&number).is_ok() && field.begins(&signatures[number])
            })
            .collect();
        if open.is_empty() {
            return None;
        }
        let mut sets = self.sets.lock().unwrap_or_else(PoisonError::into_inner);
        if sets.len() >= SETS {
            sets.clear();
        }
        sets.entry(open).or_insert_with_key(|open| self.compile(open)).clone()
    }

    fn compile(&self, open: &[usize]) -> Option<Arc<Watch>> {
        let mut pieces: Vec<&[u8]> =
            open.iter().flat_map(|place| &self.pieces[*place].1).map(|piece| &**piece).collect();
        pieces.sort_unstable();
        pieces.dedup();
        let longest = pieces.iter().map(|piece| piece.len()).max().unwrap_or_default();
        let few = (1..=PIECES).contains(&pieces.len());
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(pieces);
        few.then(|| Some(Arc::new(Watch { automaton: automaton.ok()?, longest })))?
    }
}

/// Whether a sequence begins at a place near the beginning.
fn is_bound(sequence: &Sequence) -> bool {
    matches!(sequence.anchor, Anchor::Beginning { max: Some(_), .. })
}

/// A piece of each part of a signature that may lie anywhere; `None` where there is no such part,
/// or where one has no piece long enough.
fn floating(signature: &Signature) -> Option<Vec<Box<[u8]>>> {
    let mut all = Vec::new();
    for sequence in &signature.sequences {
        let parts = sequence.items.split(|item| matches!(item, Item::Gap { max: None, .. }));
        let parts: Vec<&[Item]> = parts.collect();
        let anywhere = match sequence.anchor {
            Anchor::Beginning { max: Some(_), .. } => &parts[1..],
            Anchor::End { max: Some(_), .. } => &parts[..parts.len() - 1],
            _ => &parts[..],
        };
        for part in anywhere.iter().filter(|part| !part.is_empty()) {
            all.push(longest(part).filter(|piece| piece.len() >= PIECE)?.into());
        }
    }
    (!all.is_empty()).then_some(all)
}

fn longest(items: &[Item]) -> Option<&[u8]> {
    let plain = items.iter().filter_map(|item| match item {
        Item::Bytes(bytes) => Some(&**bytes),
        _ => None,
    });
    plain.max_by_key(|bytes| bytes.len())
}

/// Searches the bytes of a file that come after its beginning.
#[derive(Debug)]
pub struct Scan {
    watch: Arc<Watch>,
    /// The last bytes that passed, and where the next ones begin.
    before: Vec<u8>,
    at: u64,
    kept: Vec<(u64, Vec<u8>)>,
    /// Up to where the last one of them goes.
    until: u64,
    places: usize,
    counts: Vec<usize>,
}

impl Scan {
    /// A search behind so many bytes of the file, of which these are the last.
    pub fn new(watch: Arc<Watch>, head: &[u8]) -> Self {
        let before = head[head.len().saturating_sub(BEFORE)..].to_vec();
        let counts = vec![0; watch.automaton.patterns_len()];
        Self { watch, before, at: head.len() as u64, kept: Vec::new(), until: 0, places: 0, counts }
    }

    /// The next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.fill(bytes);
        let watch = Arc::clone(&self.watch);
        // A piece may begin in the bytes before and end in these.
        let across = self.before.len().min(watch.longest - 1);
        let seam = [
            &self.before[self.before.len() - across..],
            &bytes[..bytes.len().min(watch.longest - 1)],
        ]
        .concat();
        let seam_at = self.at - across as u64;
        for hit in watch.automaton.find_iter(&seam).filter(|hit| hit.start() < across) {
            self.keep(hit.pattern().as_usize(), seam_at + hit.start() as u64, bytes);
        }
        for hit in watch.automaton.find_iter(bytes) {
            self.keep(hit.pattern().as_usize(), self.at + hit.start() as u64, bytes);
        }
        self.at += bytes.len() as u64;
        // What is found across two pieces is found late: its surroundings must still be there.
        let carried = BEFORE + watch.longest;
        if bytes.len() >= carried {
            self.before.clear();
        }
        self.before.extend_from_slice(&bytes[bytes.len().saturating_sub(carried)..]);
        let surplus = self.before.len().saturating_sub(carried);
        self.before.drain(..surplus);
    }

    /// The bytes around what was found, by their places.
    pub fn finish(self) -> Vec<(u64, Vec<u8>)> {
        self.kept
    }

    fn keep(&mut self, piece: usize, place: u64, bytes: &[u8]) {
        // Near the end of what is kept already, too little would be known of what follows.
        let known = place + (AFTER / 4) as u64 <= self.until;
        if known || self.counts[piece] == EACH || self.places == PLACES {
            return;
        }
        self.counts[piece] += 1;
        self.places += 1;
        if place >= self.until {
            let held = self.at - self.before.len() as u64;
            let from = place.saturating_sub(BEFORE as u64).max(held).max(self.until);
            self.kept.push((from, Vec::new()));
        }
        self.until = place + AFTER as u64;
        self.fill(bytes);
    }

    /// Goes on with what is kept last, as far as that is wanted and there are bytes.
    fn fill(&mut self, bytes: &[u8]) {
        let Some((start, kept)) = self.kept.last_mut() else { return };
        let held = self.at - self.before.len() as u64;
        for (begin, held) in [(held, &*self.before), (self.at, bytes)] {
            let cut = |at: u64| {
                let at = usize::try_from(at.saturating_sub(begin)).unwrap_or(usize::MAX);
                at.min(held.len())
            };
            let from = cut(*start + kept.len() as u64);
            kept.extend_from_slice(&held[from..cut(self.until).max(from)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::syntax::parse;
    use super::*;

    fn signature(text: &str, max: Option<u64>) -> Signature {
        let anchor = Anchor::Beginning { min: 0, max };
        Signature { sequences: vec![Sequence { anchor, items: parse(text).unwrap() }] }
    }

    fn watch(signatures: &[Signature], head: &[u8]) -> Option<Arc<Watch>> {
        Open::new(signatures).watch(head, &Index::new(signatures), signatures)
    }

    fn scan(watch: &Arc<Watch>, bytes: &[u8], step: usize) -> Vec<(u64, Vec<u8>)> {
        let mut scan = Scan::new(Arc::clone(watch), &bytes[..100]);
        bytes[100..].chunks(step).for_each(|piece| scan.update(piece));
        scan.finish()
    }

    #[test]
    fn only_files_whose_beginning_leaves_something_open_are_searched() {
        let signatures = [
            signature("'%PDF' * 'pdfaid:part'", Some(0)),
            signature("'%PDF' {4} 'obj'", Some(0)),
            signature("'somewhere'", None),
        ];
        assert!(watch(&signatures, b"%PDF-1.4").is_some());
        assert!(watch(&signatures, b"anything").is_none());
        assert!(watch(&signatures[1..], b"%PDF-1.4").is_none());
        let many: Vec<_> = (0..=PIECES).map(|n| format!("'<?xml' * 'word{n:03}'")).collect();
        let many: Vec<_> = many.iter().map(|text| signature(text, Some(0))).collect();
        assert!(watch(&many, b"<?xml").is_none());
    }

    #[test]
    fn what_is_found_is_kept_with_its_surroundings_wherever_pieces_are_cut() {
        let watch = watch(&[signature("'%PDF' * 'pdfaid:part'", Some(0))], b"%PDF").unwrap();
        let mut bytes = vec![b'.'; 200_000];
        for at in [99_995, 100_020, 150_000] {
            bytes[at..at + 11].copy_from_slice(b"pdfaid:part");
        }
        for step in [1, 7, 99_900, 100_000, 200_000] {
            let kept = scan(&watch, &bytes, step);
            let places: Vec<_> = kept.iter().map(|(at, held)| (*at, held.len())).collect();
            let both = [(99_995 - 2_048, 8_192), (150_000 - 2_048, 8_192)];
            assert_eq!(places, both, "{step}");
            for (at, held) in kept {
                let at = usize::try_from(at).unwrap();
                assert!(bytes[at..].starts_with(&held), "{step}");
            }
        }
        let crowded = b"pdfaid:part".repeat(10_000);
        let kept = scan(&watch, &crowded, 5_000);
        assert!(
            kept.len() <= EACH && kept.iter().all(|(_, held)| held.len() <= BEFORE + EACH * AFTER)
        );
    }
}
