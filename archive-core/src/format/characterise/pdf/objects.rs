//! The objects of PDF (ISO 32000-1, 7.3), as far as facts need them: the content of strings is
//! passed over. Depth and number are bounded.

use crate::format::characterise::view::{BROKEN, LIMIT, Looked};

/// Deepest nesting of arrays and dictionaries.
const DEPTH: u32 = 32;
/// Most objects parsed in one go.
const OBJECTS: u32 = 50_000;

/// One object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Object {
    /// Null, booleans, negative and broken numbers, strings, and key words.
    Other,
    /// A number that counts something.
    Number(u64),
    Name(Vec<u8>),
    Array(Vec<Object>),
    Dict(Dict),
    /// An indirect reference, by object number.
    Ref(u64),
}

impl Object {
    pub fn number(&self) -> Option<u64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }
}

/// A dictionary in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dict(Vec<(Vec<u8>, Object)>);

impl Dict {
    pub fn get(&self, key: &str) -> Option<&Object> {
        self.0.iter().find(|(name, _)| name == key.as_bytes()).map(|(_, value)| value)
    }

    pub fn contains(&self, key: &str) -> bool {
        self.get(key).is_some()
    }
}

/// Reads objects from bytes.
pub struct Parser<'a> {
    pub data: &'a [u8],
    pub at: usize,
    left: u32,
}

impl<'a> Parser<'a> {
    pub fn new(data: &'a [u8]) -> Self {
        Self { data, at: 0, left: OBJECTS }
    }

    fn peek(&self) -> Option<u8> {
        self.data.get(self.at).copied()
    }

    /// Passes over white space and comments.
    pub fn blanks(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b'\0' | b'\t' | b'\n' | b'\x0c' | b'\r' | b' ' => self.at += 1,
                b'%' => {
                    let rest = &self.data[self.at..];
                    self.at += memchr::memchr2(b'\r', b'\n', rest).unwrap_or(rest.len());
                }
                _ => return,
            }
        }
    }

    /// Takes a key word or a number up to the next delimiter; may be empty.
    pub fn word(&mut self) -> &'a [u8] {
        self.blanks();
        let rest = &self.data[self.at..];
        let length = rest.iter().position(|b| !is_regular(*b)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// Takes an unsigned number.
    pub fn number(&mut self) -> Option<u64> {
        std::str::from_utf8(self.word()).ok()?.parse().ok()
    }

    /// Takes this key word or leaves everything as it is.
    pub fn keyword(&mut self, word: &[u8]) -> bool {
        let before = self.at;
        let fits = self.word() == word;
        if !fits {
            self.at = before;
        }
        fits
    }

    pub fn object(&mut self) -> Looked<Object> {
        self.nested(0)
    }

    fn nested(&mut self, depth: u32) -> Looked<Object> {
        if depth > DEPTH || self.left == 0 {
            return Err(LIMIT);
        }
        self.left -= 1;
        self.blanks();
        match self.peek().ok_or(BROKEN)? {
            b'/' => Ok(Object::Name(self.name())),
            b'(' => self.string(),
            b'[' => self.array(depth),
            b'<' if self.data.get(self.at + 1) == Some(&b'<') => self.dict(depth),
            b'<' => {
                let rest = &self.data[self.at..];
                self.at += memchr::memchr(b'>', rest).ok_or(BROKEN)? + 1;
                Ok(Object::Other)
            }
            b')' | b'>' | b']' | b'{' | b'}' => Err(BROKEN),
            _ => Ok(self.plain()),
        }
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let rest = &self.data[self.at..];
        let length = rest.iter().position(|b| !is_regular(*b)).unwrap_or(rest.len());
        self.at += length;
        unescaped(&rest[..length])
    }

    fn string(&mut self) -> Looked<Object> {
        let mut open = 0_u32;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'(' => open += 1,
                b')' => open -= 1,
                _ => {}
            }
            if open == 0 {
                return Ok(Object::Other);
            }
        }
        Err(BROKEN)
    }

    fn array(&mut self, depth: u32) -> Looked<Object> {
        self.at += 1;
        let mut out = Vec::new();
        loop {
            self.blanks();
            if self.peek() == Some(b']') {
                self.at += 1;
                return Ok(Object::Array(out));
            }
            out.push(self.nested(depth + 1)?);
        }
    }

    fn dict(&mut self, depth: u32) -> Looked<Object> {
        self.at += 2;
        let mut out = Vec::new();
        loop {
            self.blanks();
            match self.peek().ok_or(BROKEN)? {
                b'/' => {
                    let name = self.name();
                    out.push((name, self.nested(depth + 1)?));
                }
                b'>' if self.data.get(self.at + 1) == Some(&b'>') => {
                    self.at += 2;
                    return Ok(Object::Dict(Dict(out)));
                }
                _ => return Err(BROKEN),
            }
        }
    }

    /// A number, a reference (two numbers and `R`), or a key word.
    fn plain(&mut self) -> Object {
        let Some(number) = self.number() else { return Object::Other };
        let after = self.at;
        if self.number().is_some() && self.keyword(b"R") {
            return Object::Ref(number);
        }
        self.at = after;
        Object::Number(number)
    }
}

fn is_regular(byte: u8) -> bool {
    !matches!(
        byte,
        b'\0'
            | b'\t'
            | b'\n'
            | b'\x0c'
            | b'\r'
            | b' '
            | b'('
            | b')'
            | b'<'
            | b'>'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'/'
            | b'%'
    )
}

/// A name without its escapes (`#41`).
fn unescaped(name: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len());
    let mut at = 0;
    while let Some(byte) = name.get(at) {
        let digits = name.get(at + 1..at + 3).and_then(|d| std::str::from_utf8(d).ok());
        let escaped = digits.and_then(|d| u8::from_str_radix(d, 16).ok());
        let escaped = escaped.filter(|_| *byte == b'#');
        out.push(escaped.unwrap_or(*byte));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_read() {
        let text = b"<</A#42 12 0 R/C[1 (x\\)(y)) -3 <41>]/D true>> rest";
        let Object::Dict(dict) = Parser::new(text).object().unwrap() else { panic!() };
        assert_eq!(dict.get("AB"), Some(&Object::Ref(12)));
        let numbers = vec![Object::Number(1), Object::Other, Object::Other, Object::Other];
        assert_eq!(dict.get("C"), Some(&Object::Array(numbers)));
    }

    #[test]
    fn hostile_objects_end() {
        let deep = b"[".repeat(100_000);
        assert_eq!(Parser::new(&deep).object(), Err(LIMIT));
        let many = [b"[".as_slice(), &b"1 ".repeat(100_000)].concat();
        assert_eq!(Parser::new(&many).object(), Err(LIMIT));
        for broken in ["<</A", "(((", "<41", "[1 2", "<</A 1", ">>", ""] {
            assert!(Parser::new(broken.as_bytes()).object().is_err(), "{broken}");
        }
    }
}
