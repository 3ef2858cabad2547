//! Laying sequences over bytes.
//!
//! A sequence is walked piece by piece with the set of all places where the next piece may
//! begin, kept as intervals. So nothing is tried twice: the work for a piece is at most one pass
//! over the bytes held, however the gaps and alternatives before it are nested. A budget for each
//! file bounds the rest.

use super::Bytes;
use super::pattern::{Anchor, Item, Sequence, Signature};
use memchr::memmem;
use std::collections::HashMap;

/// Places that a file may cost, together: enough for every real file, some tens of milliseconds
/// for one that was made to be slow.
const BUDGET: u64 = 4 << 20;
/// Bytes scanned that count as one place.
const SCAN: u64 = 64;
/// Most intervals kept between two pieces; beyond them the last ones are left out.
const SPANS: usize = 1 << 14;

/// Places in a file from the first to the last, both included.
type Span = (u64, u64);

/// The bytes of a file as far as they are held, and how much may still be searched.
pub struct Field<'a> {
    parts: Vec<(u64, &'a [u8])>,
    size: u64,
    budget: u64,
    /// First places of needles, since many signatures ask for the same.
    known: HashMap<Vec<u8>, First>,
}

/// What is known of a needle: the first place it has from a place on, if any.
#[derive(Clone, Copy)]
struct First {
    from: u64,
    hit: Option<u64>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Forward,
    Backward,
}

impl<'a> Field<'a> {
    /// The field of a file.
    pub fn new<B: Bytes + ?Sized>(bytes: &'a B) -> Self {
        Self { parts: bytes.pieces(), size: bytes.size(), budget: BUDGET, known: HashMap::new() }
    }

    /// Whether the budget was used up, so that something may have been missed.
    pub fn is_exhausted(&self) -> bool {
        self.budget == 0
    }

    /// Whether every sequence of a signature is found.
    pub fn matches(&mut self, signature: &Signature) -> bool {
        let found = signature.sequences.iter().all(|sequence| self.finds(sequence));
        found && !signature.sequences.is_empty()
    }

    /// Whether the beginning of every sequence that begins near the beginning of the file is
    /// found, up to where it may go on anywhere.
    pub fn begins(&mut self, signature: &Signature) -> bool {
        signature.sequences.iter().all(|sequence| {
            let Anchor::Beginning { min, max: Some(max) } = sequence.anchor else { return true };
            let endless = |item: &Item| matches!(item, Item::Gap { max: None, .. });
            let bound = sequence.items.split(endless).next().unwrap_or_default();
            let start = (min, max.min(self.size));
            start.0 <= start.1 && !self.walk(bound, vec![start], Way::Forward, true).is_empty()
        })
    }

    fn finds(&mut self, sequence: &Sequence) -> bool {
        let (way, start) = match sequence.anchor {
            Anchor::Beginning { min, max } => {
                (Way::Forward, (min, max.unwrap_or(self.size).min(self.size)))
            }
            Anchor::End { min, max } => {
                let last = self.size.checked_sub(min);
                let first = max.map_or(0, |max| self.size.saturating_sub(max));
                (Way::Backward, last.map_or((1, 0), |last| (first, last)))
            }
        };
        start.0 <= start.1 && !self.walk(&sequence.items, vec![start], way, true).is_empty()
    }

    /// The places where the pieces end that begin at the places given. Where nothing is asked of
    /// what follows (`last`), one place of the last piece is enough.
    fn walk(&mut self, items: &[Item], mut at: Vec<Span>, way: Way, last: bool) -> Vec<Span> {
        let count = items.len();
        for index in 0..count {
            if at.is_empty() {
                break;
            }
            let nth = |index: usize| match way {
                Way::Forward => items.get(index),
                Way::Backward => count.checked_sub(index + 1).map(|index| &items[index]),
            };
            let Some(item) = nth(index) else { break };
            let endless = matches!(nth(index + 1), Some(Item::Gap { max: None, .. }));
            // Before an endless gap the first place leaves the most room: others add nothing.
            let one = endless || (last && index + 1 == count);
            at = self.step(item, &at, way, one);
        }
        at
    }

    fn step(&mut self, item: &Item, at: &[Span], way: Way, one: bool) -> Vec<Span> {
        let mut out = Vec::new();
        match item {
            Item::Gap { min, max } => {
                for span in at {
                    join(&mut out, self.beyond(*span, *min, *max, way));
                }
                out.sort_unstable();
                merge(&mut out);
            }
            Item::Either(branches) => {
                for branch in branches {
                    out.extend(self.walk(branch, at.to_vec(), way, false));
                }
                out.sort_unstable();
                merge(&mut out);
            }
            Item::Bytes(needle) => {
                let first = one && way == Way::Forward;
                for span in at {
                    if !first {
                        self.find(needle, *span, way, &mut out);
                    } else if let Some(hit) = self.find_first(needle, *span) {
                        out.push((hit, hit));
                        break;
                    }
                }
            }
            Item::Set(set) => self.each(1, at, way, &mut out, |bytes| set.has(bytes[0])),
            Item::Not(not) => self.each(not.len(), at, way, &mut out, |bytes| bytes != &**not),
            Item::Range { low, high, negated } => {
                let inside = |bytes: &[u8]| (&**low <= bytes && bytes <= &**high) != *negated;
                self.each(low.len(), at, way, &mut out, inside);
            }
        }
        out
    }

    fn beyond(&self, (from, to): Span, min: u64, max: Option<u64>, way: Way) -> Span {
        match way {
            Way::Forward => {
                let end = max.map_or(self.size, |max| to.saturating_add(max).min(self.size));
                (from.saturating_add(min), end)
            }
            Way::Backward => {
                let start = max.map_or(0, |max| from.saturating_sub(max));
                to.checked_sub(min).map_or((1, 0), |end| (start, end))
            }
        }
    }

    fn pay(&mut self, places: u64) -> bool {
        self.budget = self.budget.saturating_sub(places);
        self.budget > 0
    }

    /// The first place after the needle, where the needle is at a place of the span.
    fn find_first(&mut self, needle: &[u8], span: Span) -> Option<u64> {
        let length = needle.len() as u64;
        let endless = span.1 >= self.size;
        let known = self.known.get(needle).filter(|known| endless && known.from <= span.0);
        match known.map(|known| known.hit) {
            Some(None) => return None,
            Some(Some(hit)) if hit >= span.0 => return Some(hit + length),
            _ => {}
        }
        if self.budget == 0 {
            return None;
        }
        let hit = self.scan(needle, span);
        if endless {
            self.known.insert(needle.to_vec(), First { from: span.0, hit });
        }
        hit.map(|hit| hit + length)
    }

    fn scan(&mut self, needle: &[u8], span: Span) -> Option<u64> {
        let finder = memmem::Finder::new(needle);
        for index in 0..self.parts.len() {
            let (start, bytes) = self.parts[index];
            let length = needle.len() as u64;
            let window = window(span, length, start, bytes.len(), Way::Forward);
            let Some((from, to)) = window else { continue };
            let found = finder.find(&bytes[from..to]);
            self.pay(found.unwrap_or(to - from) as u64 / SCAN);
            if let Some(found) = found {
                return Some(start + (from + found) as u64);
            }
        }
        None
    }

    /// Every place after (or before) the needle, where the needle is at a place of the span.
    fn find(&mut self, needle: &[u8], span: Span, way: Way, out: &mut Vec<Span>) {
        let length = needle.len() as u64;
        for index in 0..self.parts.len() {
            let (start, bytes) = self.parts[index];
            let Some((from, to)) = window(span, length, start, bytes.len(), way) else { continue };
            let finder = memmem::Finder::new(needle);
            let mut at = from;
            while let Some(found) = finder.find(&bytes[at..to]) {
                let hit = start + (at + found) as u64;
                let place = if way == Way::Forward { hit + length } else { hit };
                join(out, (place, place));
                at += found + 1;
                if !self.pay(1) || out.len() >= SPANS {
                    return;
                }
            }
            self.pay((to - from) as u64 / SCAN);
        }
    }

    /// The same for pieces of a length for which a rule decides.
    fn each(
        &mut self,
        length: usize,
        at: &[Span],
        way: Way,
        out: &mut Vec<Span>,
        rule: impl Fn(&[u8]) -> bool,
    ) {
        for span in at {
            for index in 0..self.parts.len() {
                let (start, bytes) = self.parts[index];
                let Some((from, to)) = window(*span, length as u64, start, bytes.len(), way) else {
                    continue;
                };
                for (offset, piece) in bytes[from..to].windows(length).enumerate() {
                    if !self.pay(1) || out.len() >= SPANS {
                        return;
                    }
                    if rule(piece) {
                        let hit = start + (from + offset) as u64;
                        let place = if way == Way::Forward { hit + length as u64 } else { hit };
                        join(out, (place, place));
                    }
                }
            }
        }
    }
}

/// The bytes of a part that pieces of a length may cover which begin (or end) in a span.
fn window(
    (from, to): Span,
    length: u64,
    start: u64,
    held: usize,
    way: Way,
) -> Option<(usize, usize)> {
    let end = start + held as u64;
    let (from, to) = match way {
        Way::Forward => (from.max(start), to.saturating_add(length).min(end)),
        Way::Backward => (from.saturating_sub(length).max(start), to.min(end)),
    };
    let fits = from <= to && to - from >= length;
    fits.then(|| Some((usize::try_from(from - start).ok()?, usize::try_from(to - start).ok()?)))?
}

/// Appends a span, joined with the last one where they touch.
fn join(spans: &mut Vec<Span>, span: Span) {
    if span.0 > span.1 {
        return;
    }
    match spans.last_mut() {
        Some(last) if last.0 <= span.0 && span.0 <= last.1.saturating_add(1) => {
            last.1 = last.1.max(span.1);
        }
        _ => spans.push(span),
    }
}

fn merge(spans: &mut Vec<Span>) {
    for span in std::mem::take(spans) {
        join(spans, span);
    }
}

#[cfg(test)]
mod tests {
    use super::super::Window;
    use super::super::syntax::parse;
    use super::*;

    fn begins(text: &str, min: u64, max: Option<u64>) -> Signature {
        let sequence =
            Sequence { anchor: Anchor::Beginning { min, max }, items: parse(text).unwrap() };
        Signature { sequences: vec![sequence] }
    }

    fn ends(text: &str, min: u64, max: Option<u64>) -> Signature {
        let sequence = Sequence { anchor: Anchor::End { min, max }, items: parse(text).unwrap() };
        Signature { sequences: vec![sequence] }
    }

    fn has(bytes: &[u8], signature: &Signature) -> bool {
        Field::new(bytes).matches(signature)
    }

    #[test]
    fn sequences_are_found_where_they_may_be() {
        let file = b"abcabd--xyz";
        for (text, min, max, expected) in [
            ("'abc'", 0, Some(0), true),
            ("'abd'", 0, Some(0), false),
            ("'abd'", 0, Some(3), true),
            ("'abd'", 4, None, false),
            ("'xyz'", 8, Some(8), true),
            ("'ab' ['c'-'d'] 'abd'", 0, Some(0), true),
            ("'ab' {1-4} 'd'", 0, Some(0), true),
            ("'a' * 'd' * 'z'", 0, Some(0), true),
            ("'a' * 'z' * 'd'", 0, Some(0), false),
            ("('abx'|'abc') 'abd'", 0, Some(0), true),
            ("('abca'|'abc') 'abd'", 0, Some(0), true),
            ("[!'abc'] 'abd'", 0, Some(0), false),
            ("[!'abd'] 'abd'", 0, Some(0), true),
            ("'xyz' ??", 0, None, false),
        ] {
            assert_eq!(has(file, &begins(text, min, max)), expected, "{text} {min} {max:?}");
        }
    }

    #[test]
    fn what_is_known_of_a_piece_holds_from_where_it_was_sought() {
        let mut field = Field::new(&b"--ab--ab--"[..]);
        for (min, max, expected) in [
            (0, None, true),
            (3, None, true),
            (7, None, false),
            (0, None, true),
            (0, Some(1), false),
            (3, Some(5), false),
            (6, Some(6), true),
        ] {
            assert_eq!(field.matches(&begins("'ab'", min, max)), expected, "{min} {max:?}");
        }
    }

    #[test]
    fn ends_are_searched_backwards() {
        let file = b"abcabd--xyz";
        for (text, min, max, expected) in [
            ("'xyz'", 0, Some(0), true),
            ("'abd'", 0, Some(4), false),
            ("'abd'", 0, Some(5), true),
            ("'abd'", 5, Some(5), true),
            ("'abd'", 6, None, false),
            ("'a' {0-9} 'xyz'", 0, Some(0), true),
            ("'c' * '-'", 0, Some(4), true),
            ("'abc'", 20, None, false),
        ] {
            assert_eq!(has(file, &ends(text, min, max)), expected, "{text} {min} {max:?}");
        }
    }

    #[test]
    fn an_endless_gap_spans_the_hole() {
        let window = Window {
            head: b"%PDF-1".to_vec(),
            tail: b"pdfaid".to_vec(),
            size: 1 << 40,
            middle: vec![(9_000, b"--middle--".to_vec())],
        };
        assert!(Field::new(&window).matches(&begins("'%PDF' * 'middle' * 'aid'", 0, Some(0))));
        assert!(!Field::new(&window).matches(&begins("'%PDF' * 'aid' * 'middle'", 0, Some(0))));
        assert!(Field::new(&window).matches(&begins("'%PDF' * 'aid'", 0, Some(0))));
        assert!(Field::new(&window).matches(&ends("'aid'", 0, Some(0))));
        assert!(!Field::new(&window).matches(&begins("'%PDF' {0-9} 'aid'", 0, Some(0))));
    }

    #[test]
    fn hostile_files_cost_little() {
        let zeros = vec![0; 1 << 20];
        let mut text = "00".to_owned();
        for _ in 0..200 {
            text.push_str("{0-60000}0000(00|0000)[00:01]");
        }
        let begun = std::time::Instant::now();
        let mut field = Field::new(&zeros[..]);
        field.matches(&begins(&format!("{text}01"), 0, None));
        assert!(field.is_exhausted());
        assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
    }
}
