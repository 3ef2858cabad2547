//! Which stream sits in which lane: keeps the lanes full while streams of different length end.
//! Knows blocks and states; nothing of the instructions that compress them.
#![cfg_attr(not(target_arch = "x86_64"), expect(dead_code, reason = "no kernel, no lanes"))]

use super::{Block, State};
use sha2::block_api::compress512;
use std::cmp::Reverse;

/// The states of `N` streams, word by word: `[word][lane]`.
pub(super) type Matrix<const N: usize> = [[u64; N]; 8];

/// Compresses one block of each of `N` streams at a time.
pub(super) trait Kernel<const N: usize> {
    /// From how many busy lanes on a step is faster than what comes after it in the engine.
    const WORTH: usize;

    /// Advances every lane by all its blocks; every lane has as many.
    fn compress(&self, states: &mut Matrix<N>, blocks: &[&[Block]; N]);
}

/// The blocks one stream has still to take.
pub(super) struct Work<'a> {
    state: &'a mut State,
    blocks: &'a [Block],
    then: &'a [Block],
}

impl<'a> Work<'a> {
    /// Work on two runs of blocks, one after the other; either may be empty.
    pub(super) fn new(state: &'a mut State, [first, second]: [&'a [Block]; 2]) -> Self {
        let mut work = Self { state, blocks: first, then: second };
        work.advance(0);
        work
    }

    /// Takes everything left, alone.
    pub(super) fn finish_alone(&mut self) {
        compress512(self.state, self.blocks);
        compress512(self.state, self.then);
        (self.blocks, self.then) = (&[], &[]);
    }

    fn advance(&mut self, count: usize) {
        self.blocks = &self.blocks[count..];
        if self.blocks.is_empty() {
            (self.blocks, self.then) = (self.then, &[]);
        }
    }

    fn is_done(&self) -> bool {
        self.blocks.is_empty()
    }

    fn left(&self) -> usize {
        self.blocks.len() + self.then.len()
    }
}

/// Puts long streams first: those that start last are short then, and the lanes end together.
pub(super) fn longest_first(work: &mut [Work<'_>]) {
    work.sort_unstable_by_key(|work| Reverse(work.left()));
}

/// Runs the work through `kernel` until too few lanes are busy to pay, and leaves in `work` what
/// is not done then.
pub(super) fn run<const N: usize, K: Kernel<N>>(kernel: &K, work: &mut Vec<Work<'_>>) {
    if work.len() < K::WORTH {
        return;
    }
    let mut lanes = Lanes { states: [[0; N]; 8], seats: [None; N] };
    let mut waiting = 0..work.len();
    loop {
        lanes.fill(work, &mut waiting);
        if lanes.busy() < K::WORTH {
            break;
        }
        lanes.step(kernel, work);
    }
    lanes.leave_all(work);
    work.retain(|work| !work.is_done());
}

/// The lanes, and for each the place in the list of the work that sits in it.
struct Lanes<const N: usize> {
    states: Matrix<N>,
    seats: [Option<usize>; N],
}

impl<const N: usize> Lanes<N> {
    /// Seats waiting work in the empty lanes.
    fn fill(&mut self, work: &[Work<'_>], waiting: &mut impl Iterator<Item = usize>) {
        for lane in 0..N {
            if self.seats[lane].is_some() {
                continue;
            }
            let Some(at) = waiting.next() else { return };
            self.seats[lane] = Some(at);
            for (words, word) in self.states.iter_mut().zip(&*work[at].state) {
                words[lane] = *word;
            }
        }
    }

    fn busy(&self) -> usize {
        self.seats.iter().flatten().count()
    }

    /// Advances all lanes until the first of them comes to the end of its blocks.
    fn step(&mut self, kernel: &impl Kernel<N>, work: &mut [Work<'_>]) {
        let shortest = self.seats.iter().flatten().map(|&at| work[at].blocks);
        let shortest = shortest.min_by_key(|blocks| blocks.len()).unwrap_or_default();
        let count = shortest.len();
        // An empty lane computes along with a busy one; nobody looks at its words.
        let blocks = self.seats.map(|seat| seat.map_or(shortest, |at| &work[at].blocks[..count]));
        kernel.compress(&mut self.states, &blocks);
        for lane in 0..N {
            let Some(at) = self.seats[lane] else { continue };
            work[at].advance(count);
            if work[at].is_done() {
                self.leave(lane, work);
            }
        }
    }

    /// Gives the stream in a lane its words back and empties the lane.
    fn leave(&mut self, lane: usize, work: &mut [Work<'_>]) {
        if let Some(at) = self.seats[lane].take() {
            for (word, words) in work[at].state.iter_mut().zip(&self.states) {
                *word = words[lane];
            }
        }
    }

    fn leave_all(&mut self, work: &mut [Work<'_>]) {
        for lane in 0..N {
            self.leave(lane, work);
        }
    }
}
