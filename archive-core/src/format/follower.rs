//! Files that pass once: their beginning and end are kept while they do.

use super::Window;
use super::holding::Holding;
use super::identification::Identification;
use super::registry::Registry;
use super::watch::Scan;

/// Bytes kept of the beginning. Of PRONOM's signatures, those with a bound end within 133 KiB.
pub const HEAD_BYTES: usize = 512 << 10;
/// Bytes kept of the end: the farthest signature of PRONOM begins 128 KiB before it.
pub const TAIL_BYTES: usize = 160 << 10;
/// Bytes kept of the beginning of ZIP and OLE2 files, whose parts lie in any order: office
/// documents as a whole, of larger files enough to meet what tells them.
pub const CONTAINER_BYTES: usize = 16 << 20;

/// How files begin that are looked into.
const CONTAINERS: [&[u8]; 3] = [b"PK\x03\x04", b"PK\x05\x06", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"];

/// Follows one file after the other. Memory: [`HEAD_BYTES`], twice [`TAIL_BYTES`] and the pieces
/// found between them; beyond that only what the budget of all followers allows.
#[derive(Debug)]
pub struct Follower<'a> {
    registry: &'a Registry,
    window: Window,
    middle: Middle,
}

/// What is done with the bytes behind the first ones.
#[derive(Debug)]
enum Middle {
    /// The beginning is not known yet.
    Unknown,
    /// They are let pass.
    Passing,
    /// They are searched.
    Searched(Scan),
    /// They are held, up to [`CONTAINER_BYTES`].
    Held(Holding),
}

impl<'a> Follower<'a> {
    /// A follower for a first file.
    #[must_use]
    pub fn new(registry: &'a Registry) -> Self {
        Self { registry, window: Window::default(), middle: Middle::Unknown }
    }

    /// The next bytes of the file.
    pub fn update(&mut self, bytes: &[u8]) {
        let window = &mut self.window;
        window.size += bytes.len() as u64;
        let mut rest = bytes;
        if let Middle::Unknown = self.middle {
            rest = take(&mut window.head, rest, HEAD_BYTES);
            if window.head.len() == HEAD_BYTES && !rest.is_empty() {
                self.middle = Middle::of(&window.head, self.registry);
            }
        }
        match &mut self.middle {
            Middle::Searched(scan) => scan.update(rest),
            Middle::Held(holding) if window.tail.is_empty() => {
                rest = holding.take(&mut window.head, rest);
            }
            Middle::Unknown | Middle::Passing | Middle::Held(_) => {}
        }
        keep_last(&mut window.tail, rest);
    }

    /// The file is at its end: which format it has. What was kept of it stays in
    /// [`Self::window`] until [`Self::restart`], or until the follower is dropped, which should be
    /// soon: others may wait for that.
    pub fn finish(&mut self, name: &str) -> Identification {
        let window = &mut self.window;
        match std::mem::replace(&mut self.middle, Middle::Passing) {
            Middle::Searched(scan) => window.middle = scan.finish(),
            Middle::Held(mut holding) => {
                holding.bring_back(&mut window.head);
                self.middle = Middle::Held(holding);
            }
            Middle::Unknown | Middle::Passing => {}
        }
        if (window.head.len() + window.tail.len()) as u64 == window.size {
            window.head.append(&mut window.tail);
        }
        self.registry.identify(name, &self.window)
    }

    /// What was kept of the file: all of it where it is small.
    #[must_use]
    pub const fn window(&self) -> &Window {
        &self.window
    }

    /// Makes ready for the next file. Memory is kept where it is not much.
    pub fn restart(&mut self) {
        self.window.size = 0;
        self.window.head.clear();
        self.window.head.shrink_to(2 * HEAD_BYTES);
        self.window.middle.clear();
        self.window.tail.clear();
        self.middle = Middle::Unknown;
    }
}

impl Middle {
    fn of(head: &[u8], registry: &Registry) -> Self {
        if is_container(head) {
            return Self::Held(Holding::new());
        }
        let watch = registry.watch(head);
        watch.map_or(Self::Passing, |watch| Self::Searched(Scan::new(watch, head)))
    }
}

/// Keeps the last bytes of all that pass.
fn keep_last(tail: &mut Vec<u8>, bytes: &[u8]) {
    if bytes.len() >= TAIL_BYTES {
        tail.clear();
        tail.extend_from_slice(&bytes[bytes.len() - TAIL_BYTES..]);
    } else if !bytes.is_empty() {
        if tail.len() + bytes.len() > 2 * TAIL_BYTES {
            let surplus = tail.len() + bytes.len() - TAIL_BYTES;
            tail.drain(..surplus);
        }
        tail.extend_from_slice(bytes);
    }
}

/// Whether a file that begins so is looked into.
pub(super) fn is_container(head: &[u8]) -> bool {
    CONTAINERS.iter().any(|magic| head.starts_with(magic))
}

/// Moves bytes over until so many are there; gives back the rest.
fn take<'b>(to: &mut Vec<u8>, from: &'b [u8], most: usize) -> &'b [u8] {
    let (now, rest) = from.split_at(most.saturating_sub(to.len()).min(from.len()));
    to.extend_from_slice(now);
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn follow(bytes: &[u8], step: usize) -> Window {
        let registry = Registry::builtin();
        let mut follower = Follower::new(&registry);
        bytes.chunks(step).for_each(|chunk| follower.update(chunk));
        follower.finish("x");
        follower.window().clone()
    }

    #[test]
    fn a_small_file_is_kept_whole_and_a_large_one_at_both_ends() {
        let bytes: Vec<u8> = (0..3_000_000u32).flat_map(u32::to_le_bytes).collect();
        for step in [1 << 10, 100_000, 1 << 20, bytes.len()] {
            for size in [0, 1_000, HEAD_BYTES, HEAD_BYTES + 5_000, HEAD_BYTES + TAIL_BYTES] {
                let window = follow(&bytes[..size], step);
                assert_eq!((&window.head[..], window.size), (&bytes[..size], size as u64));
                assert!(window.tail.is_empty());
            }
            let window = follow(&bytes, step);
            assert_eq!(window.head, bytes[..HEAD_BYTES]);
            assert!(window.tail.len() >= TAIL_BYTES && bytes.ends_with(&window.tail));
            let zip = [b"PK\x03\x04".as_slice(), &bytes].concat();
            assert_eq!(follow(&zip, step).head, zip, "containers are kept further");
        }
    }
}
