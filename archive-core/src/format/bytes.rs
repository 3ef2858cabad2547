//! The bytes of a file as far as they are held: small files as a whole, of large ones the
//! beginning, the end, and what was found between them.

/// Bytes that can be looked at in any order.
pub trait Bytes {
    /// Size of the whole file in bytes, held or not.
    fn size(&self) -> u64;

    /// The bytes from `offset` on, as far as they are held in one piece from there: empty where
    /// nothing is held at this place.
    fn from(&self, offset: u64) -> &[u8];

    /// Exactly these bytes, where all of them are held.
    fn range(&self, offset: u64, length: usize) -> Option<&[u8]> {
        self.from(offset).get(..length)
    }

    /// Where the last piece begins that is held in one; 0 where the file is held as a whole.
    fn tail_offset(&self) -> u64 {
        0
    }

    /// Every piece that is held, in order: all bytes where the file is held as a whole. Only the
    /// last one may overlap another.
    fn pieces(&self) -> Vec<(u64, &[u8])> {
        vec![(0, self.from(0))]
    }

    /// Whether the whole file is held.
    fn is_whole(&self) -> bool {
        self.from(0).len() as u64 == self.size()
    }
}

/// A file held as a whole.
impl Bytes for [u8] {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn from(&self, offset: u64) -> &[u8] {
        usize::try_from(offset).ok().and_then(|at| self.get(at..)).unwrap_or_default()
    }
}

/// The beginning and the end of a file, and what is worth keeping between them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Window {
    /// The first bytes.
    pub head: Vec<u8>,
    /// The last bytes; they may overlap the first.
    pub tail: Vec<u8>,
    /// Pieces from between, with their places, in order.
    pub middle: Vec<(u64, Vec<u8>)>,
    /// Size of the file in bytes.
    pub size: u64,
}

impl Bytes for Window {
    fn size(&self) -> u64 {
        self.size
    }

    fn from(&self, offset: u64) -> &[u8] {
        match offset.checked_sub(self.tail_offset()) {
            Some(inside) if !self.is_head_whole() => Bytes::from(self.tail.as_slice(), inside),
            _ if offset < self.head.len() as u64 => Bytes::from(self.head.as_slice(), offset),
            _ => self.between(offset),
        }
    }

    fn pieces(&self) -> Vec<(u64, &[u8])> {
        let head = std::iter::once((0, &*self.head));
        if self.is_head_whole() {
            return head.collect();
        }
        let middle = self.middle.iter().map(|(at, piece)| (*at, &**piece));
        head.chain(middle).chain([(self.tail_offset(), &*self.tail)]).collect()
    }

    fn tail_offset(&self) -> u64 {
        if self.is_head_whole() { 0 } else { self.size - self.tail.len() as u64 }
    }

    fn is_whole(&self) -> bool {
        self.is_head_whole() || self.tail.len() as u64 == self.size
    }
}

impl Window {
    fn between(&self, offset: u64) -> &[u8] {
        let place = self.middle.partition_point(|(at, _)| *at <= offset);
        let piece = place.checked_sub(1).and_then(|place| self.middle.get(place));
        piece.map_or(&[], |(at, piece)| Bytes::from(piece.as_slice(), offset - at))
    }

    fn is_head_whole(&self) -> bool {
        self.head.len() as u64 == self.size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_has_a_hole() {
        let middle = vec![(4, b"mn".to_vec())];
        let window = Window { head: b"abc".to_vec(), middle, tail: b"xyz".to_vec(), size: 10 };
        assert_eq!(Bytes::from(&window, 1), b"bc");
        assert_eq!(Bytes::from(&window, 4), b"mn");
        assert_eq!((Bytes::from(&window, 3), Bytes::from(&window, 6)), (&b""[..], &b""[..]));
        assert_eq!(window.pieces(), [(0, &b"abc"[..]), (4, b"mn"), (7, b"xyz")]);
        assert_eq!(Bytes::from(&window, 8), b"yz");
        assert_eq!((Bytes::from(&window, 5), window.range(2, 2)), (&b"n"[..], None));
        assert!(!window.is_whole() && b"abc"[..].is_whole());
        let whole = Window { head: b"abc".to_vec(), size: 3, ..Window::default() };
        assert_eq!((Bytes::from(&whole, 1), whole.tail_offset()), (&b"bc"[..], 0));
    }
}
