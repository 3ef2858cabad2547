//! The bytes of a file as far as they are held: small files as a whole, of large ones the
//! beginning and the end.

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

/// The beginning and the end of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Window {
    /// The first bytes.
    pub head: Vec<u8>,
    /// The last bytes; they may overlap the first.
    pub tail: Vec<u8>,
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
            _ => Bytes::from(self.head.as_slice(), offset),
        }
    }

    fn tail_offset(&self) -> u64 {
        if self.is_head_whole() { 0 } else { self.size - self.tail.len() as u64 }
    }

    fn is_whole(&self) -> bool {
        self.is_head_whole() || self.tail.len() as u64 == self.size
    }
}

impl Window {
    fn is_head_whole(&self) -> bool {
        self.head.len() as u64 == self.size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_has_a_hole() {
        let window = Window { head: b"abc".to_vec(), tail: b"xyz".to_vec(), size: 10 };
        assert_eq!(Bytes::from(&window, 1), b"bc");
        assert_eq!(Bytes::from(&window, 8), b"yz");
        assert_eq!((Bytes::from(&window, 5), window.range(2, 2)), (&b""[..], None));
        assert!(!window.is_whole() && b"abc"[..].is_whole());
        let whole = Window { head: b"abc".to_vec(), tail: Vec::new(), size: 3 };
        assert_eq!((Bytes::from(&whole, 1), whole.tail_offset()), (&b"bc"[..], 0));
    }
}
