//! Files that are looked into, while they pass: more is held of them than of others. In memory as
//! long as the budget of all files lasts, else in a temporary file, so that neither the number of
//! files nor their size matters, and the verdict never depends on what else is going on.

use super::budget::{Budget, Grant};
use super::{CONTAINER_BYTES, HEAD_BYTES};
use crate::fs::{self, Failure};
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// Bytes of all files that are looked into, beyond the first ones of each.
pub static BEYOND: Budget = Budget::new(24 << 20);
/// Bytes brought back from temporary files: those of one file at a time.
static BROUGHT_BACK: Budget = Budget::new(CONTAINER_BYTES);
/// Bytes of memory asked for at a time.
const STEP: usize = 1 << 20;

/// What is held beyond the first bytes.
#[derive(Debug)]
pub struct Holding {
    memory: Grant,
    spilled: Option<Spilled>,
}

/// Bytes in a temporary file, which has no name and goes with the program.
#[derive(Debug, Default)]
struct Spilled {
    file: Option<File>,
    bytes: usize,
    failed: bool,
    back: Option<Grant>,
}

impl Holding {
    /// Holds nothing yet.
    pub fn new() -> Self {
        Self { memory: BEYOND.nothing(), spilled: None }
    }

    /// Takes bytes that follow those in `head` and those taken before; gives back what is beyond
    /// [`CONTAINER_BYTES`].
    pub fn take<'b>(&mut self, head: &mut Vec<u8>, bytes: &'b [u8]) -> &'b [u8] {
        let so_far = head.len() + self.spilled.as_ref().map_or(0, |spilled| spilled.bytes);
        let (now, rest) = bytes.split_at(bytes.len().min(CONTAINER_BYTES - so_far));
        if self.spilled.is_none() && !self.has_room(head, now.len()) {
            self.spilled = Some(Spilled::default());
        }
        match &mut self.spilled {
            Some(spilled) => spilled.take(now),
            None => head.extend_from_slice(now),
        }
        rest
    }

    /// Whether all bytes lie in memory up to [`CONTAINER_BYTES`], or the file has ended.
    pub fn bring_back(&mut self, head: &mut Vec<u8>) {
        if let Some(spilled) = &mut self.spilled {
            spilled.bring_back(head);
        }
    }

    fn has_room(&mut self, head: &mut Vec<u8>, more: usize) -> bool {
        let wanted = head.len() + more;
        while HEAD_BYTES + self.memory.bytes() < wanted {
            if !self.memory.grow(STEP) {
                return false;
            }
        }
        // Memory as granted: left to itself, it would double.
        head.reserve_exact(HEAD_BYTES + self.memory.bytes() - head.len());
        true
    }
}

impl Spilled {
    /// What cannot be written is not held: then the file is not looked into, and told so.
    fn take(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len();
        let written = match &mut self.file {
            _ if self.failed => return,
            Some(file) => write(file, bytes),
            None => fs::temporary_file().and_then(|file| {
                let file = self.file.insert(file);
                write(file, bytes)
            }),
        };
        self.failed = written.is_err();
    }

    fn bring_back(&mut self, head: &mut Vec<u8>) {
        let Some(file) = self.file.take().filter(|_| !self.failed) else { return };
        self.back = Some(BROUGHT_BACK.wait(self.bytes));
        let begin = head.len();
        head.reserve_exact(self.bytes);
        head.resize(begin + self.bytes, 0);
        let mut at = 0;
        while at < self.bytes {
            match fs::read_at(&file, &mut head[begin + at..], at as u64) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Ok(read) if read > 0 => at += read,
                _ => return head.truncate(begin),
            }
        }
    }
}

fn write(file: &mut File, bytes: &[u8]) -> Result<(), Failure> {
    file.write_all(bytes).map_err(Failure::of("write", Path::new("(temporary file)")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_memory_cannot_hold_comes_back_from_the_disk() {
        let bytes: Vec<u8> = (0..5_000_000u32).flat_map(u32::to_le_bytes).collect();
        let follow = |all: &mut Vec<Holding>| {
            let mut holding = Holding::new();
            let mut head = bytes[..HEAD_BYTES].to_vec();
            let mut rest = 0;
            for piece in bytes[HEAD_BYTES..].chunks(300_000) {
                rest += holding.take(&mut head, piece).len();
            }
            assert_eq!(rest, bytes.len() - CONTAINER_BYTES);
            holding.bring_back(&mut head);
            assert!(head == bytes[..CONTAINER_BYTES], "{} bytes are held", head.len());
            let spilled = holding.spilled.take().is_some();
            all.push(holding);
            spilled
        };
        let mut all = Vec::new();
        let spilled: Vec<bool> = (0..4).map(|_| follow(&mut all)).collect();
        assert!(spilled.contains(&true), "the budget never ran out");
        assert!(all.iter().map(|holding| holding.memory.bytes()).sum::<usize>() <= 24 << 20);
    }
}
