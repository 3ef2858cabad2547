//! How byte sequences are written: the syntax of PRONOM ("Automatic Format Identification Using
//! PRONOM and DROID", appendix on internal signatures) together with the one that container
//! signatures use, of which that is a part:
//!
//! | written | meant |
//! | --- | --- |
//! | `4D5A`, `4D 5A`, `'text'` | these bytes |
//! | `??` | any byte |
//! | `{4}`, `{4-8}`, `{4-*}`, `*` | a gap |
//! | `[30:39]`, `['0'-'9']`, `[0000:01FF]` | a value between two, both included |
//! | `[30 31 'x']` | one of these bytes |
//! | `[!00]`, `[!0000]`, `[!30:39]`, `!00` | anything else of that length |
//! | `[&01]`, `&01`; `[~06]`, `~06` | all, or any, of these bits are set |
//! | <code>(22&#124;27)</code> | one of these |

use super::pattern::{ByteSet, Item, push};

/// Longest text of a pattern, in bytes.
const TEXT_BYTES: usize = 64 << 10;
/// Most pieces of a pattern, those of alternatives included.
const PIECES: usize = 4_096;
/// Deepest nesting of alternatives.
const DEPTH: usize = 8;
/// Largest gap, in bytes, that is not without end.
const GAP: u64 = 1 << 32;

/// Reads a pattern; in words what is wrong with it.
pub fn parse(text: &str) -> Result<Vec<Item>, String> {
    if text.len() > TEXT_BYTES {
        return Err(format!("longer than {TEXT_BYTES} bytes"));
    }
    let mut parser = Parser { text: text.as_bytes(), at: 0, pieces: 0 };
    let items = parser.items(0)?;
    match parser.peek() {
        Some(byte) => Err(parser.wrong(byte)),
        None if items.is_empty() => Err("empty".into()),
        None => Ok(items),
    }
}

struct Parser<'a> {
    text: &'a [u8],
    at: usize,
    pieces: usize,
}

impl Parser<'_> {
    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        while self.text.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        self.text.get(self.at).copied()
    }

    fn take(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, wanted: u8) -> Result<(), String> {
        match self.peek() {
            _ if self.take(wanted) => Ok(()),
            Some(byte) => Err(self.wrong(byte)),
            None => Err(format!("'{}' is missing at the end", char::from(wanted))),
        }
    }

    fn wrong(&self, byte: u8) -> String {
        format!("'{}' at character {}", byte.escape_ascii(), self.at + 1)
    }

    fn items(&mut self, depth: usize) -> Result<Vec<Item>, String> {
        let mut items = Vec::new();
        while let Some(byte) = self.peek() {
            if matches!(byte, b')' | b'|') {
                break;
            }
            self.pieces += 1;
            if self.pieces > PIECES {
                return Err(format!("more than {PIECES} pieces"));
            }
            let item = self.item(byte, depth)?;
            push(&mut items, item);
        }
        Ok(items)
    }

    fn item(&mut self, byte: u8, depth: usize) -> Result<Item, String> {
        match byte {
            b'?' => {
                self.at += 1;
                self.expect(b'?')?;
                Ok(Item::Gap { min: 1, max: Some(1) })
            }
            b'*' => {
                self.at += 1;
                Ok(Item::Gap { min: 0, max: None })
            }
            b'{' => self.gap(),
            b'[' => self.bracket(),
            b'(' => self.either(depth),
            b'!' | b'^' => {
                self.at += 1;
                let byte = self.hex()?;
                Ok(Item::Set(Box::new(ByteSet::of(|b| b != byte))))
            }
            b'&' | b'~' => Ok(Item::Set(Box::new(self.mask()?))),
            _ => Ok(Item::Bytes(self.literal()?.into())),
        }
    }

    fn either(&mut self, depth: usize) -> Result<Item, String> {
        if depth == DEPTH {
            return Err(format!("alternatives deeper than {DEPTH}"));
        }
        self.expect(b'(')?;
        let mut branches = vec![self.items(depth + 1)?];
        while self.take(b'|') {
            branches.push(self.items(depth + 1)?);
        }
        self.expect(b')')?;
        Ok(Item::Either(branches.into()))
    }

    fn gap(&mut self) -> Result<Item, String> {
        self.expect(b'{')?;
        let min = self.number()?;
        let max = if !self.take(b'-') {
            Some(min)
        } else if self.take(b'*') {
            None
        } else {
            Some(self.number()?)
        };
        self.expect(b'}')?;
        match max {
            Some(max) if max < min => Err(format!("the gap {min}-{max} is upside down")),
            _ => Ok(Item::Gap { min, max }),
        }
    }

    fn number(&mut self) -> Result<u64, String> {
        self.peek();
        let digits = self.text[self.at..].iter().take_while(|b| b.is_ascii_digit()).count();
        let text = &self.text[self.at..self.at + digits];
        self.at += digits;
        let number = std::str::from_utf8(text).ok().and_then(|text| text.parse().ok());
        number.filter(|number| *number <= GAP).ok_or_else(|| "no usable number in a gap".into())
    }

    fn hex(&mut self) -> Result<u8, String> {
        let digit = |byte: Option<&u8>| char::from(*byte?).to_digit(16);
        let high = self.peek().and_then(|byte| digit(Some(&byte)));
        match (high, digit(self.text.get(self.at + 1))) {
            (Some(high), Some(low)) => {
                self.at += 2;
                Ok(u8::try_from(high * 16 + low).unwrap_or_default())
            }
            _ => match self.peek() {
                Some(byte) => Err(self.wrong(byte)),
                None => Err("it ends in the middle".into()),
            },
        }
    }

    /// Quoted text, or as many hexadecimal bytes as follow each other without a blank.
    fn literal(&mut self) -> Result<Vec<u8>, String> {
        if let Some(quote) = self.peek().filter(|byte| matches!(byte, b'\'' | b'"' | b'`')) {
            let rest = &self.text[self.at + 1..];
            let end = rest.iter().position(|byte| *byte == quote);
            let end = end.filter(|end| *end > 0).ok_or("a quoted text without end or content")?;
            self.at += end + 2;
            return Ok(rest[..end].to_vec());
        }
        let mut bytes = vec![self.hex()?];
        while self.text.get(self.at).is_some_and(u8::is_ascii_hexdigit) {
            bytes.push(self.hex()?);
        }
        Ok(bytes)
    }

    fn mask(&mut self) -> Result<ByteSet, String> {
        let all = self.take(b'&');
        if !all {
            self.expect(b'~')?;
        }
        let mask = self.hex()?;
        Ok(ByteSet::of(|byte| if all { byte & mask == mask } else { byte & mask != 0 }))
    }

    /// What stands between brackets. Several bytes are a set; negated ones are a sequence that
    /// must not be there, since that is how PRONOM uses them.
    fn bracket(&mut self) -> Result<Item, String> {
        self.expect(b'[')?;
        let negated = self.take(b'!') || self.take(b'^');
        let (mut set, mut sequence) = (ByteSet::default(), Vec::new());
        let (mut plain, mut parts) = (true, 0);
        while !self.take(b']') {
            parts += 1;
            if matches!(self.peek(), Some(b'&' | b'~')) {
                (set, plain) = (set.and_also(&self.mask()?), false);
                continue;
            }
            let low = self.literal()?;
            if !(self.take(b':') || self.take(b'-')) {
                for byte in &low {
                    set.add(*byte);
                }
                sequence.extend(low);
                continue;
            }
            let high = self.literal()?;
            if low.len() != high.len() || low > high {
                return Err("a range whose ends do not fit".into());
            }
            if let ([low], [high]) = (&low[..], &high[..]) {
                set = set.and_also(&ByteSet::of(|byte| (*low..=*high).contains(&byte)));
                plain = false;
                continue;
            }
            self.expect(b']')?;
            return if parts == 1 {
                Ok(Item::Range { low: low.into(), high: high.into(), negated })
            } else {
                Err("a range of several bytes beside others".into())
            };
        }
        match (parts, negated) {
            (0, _) => Err("empty brackets".into()),
            (_, true) if plain && sequence.len() > 1 => Ok(Item::Not(sequence.into())),
            (_, true) => Ok(Item::Set(Box::new(set.inverted()))),
            (_, false) => Ok(Item::Set(Box::new(set))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(bytes: &[u8]) -> Item {
        Item::Bytes(bytes.into())
    }

    fn set(rule: impl Fn(u8) -> bool) -> Item {
        Item::Set(Box::new(ByteSet::of(rule)))
    }

    #[test]
    fn both_ways_of_writing_are_read() {
        assert_eq!(parse("4d5A").unwrap(), [bytes(b"MZ")]);
        assert_eq!(parse("10 00 'Word.' ['6'-'7'] 00").unwrap()[0], bytes(b"\x10\0Word."));
        let gap = |min, max| Item::Gap { min, max };
        assert_eq!(parse("00??01").unwrap(), [bytes(&[0]), gap(1, Some(1)), bytes(&[1])]);
        assert_eq!(parse("00{2-4}01").unwrap()[1], gap(2, Some(4)));
        assert_eq!(parse("00{2-*}01").unwrap()[1], gap(2, None));
        assert_eq!(parse("00*01").unwrap()[1], gap(0, None));
        assert_eq!(parse("[30:39]").unwrap(), [set(|b| b.is_ascii_digit())]);
        assert_eq!(parse("[!30:39]").unwrap(), [set(|b| !b.is_ascii_digit())]);
        assert_eq!(parse("[&01]").unwrap(), [set(|b| b & 1 == 1)]);
        assert_eq!(parse("[!&01]00").unwrap()[0], set(|b| b & 1 == 0));
        assert_eq!(parse("~06").unwrap(), [set(|b| b & 6 != 0)]);
        assert_eq!(parse("[!0000]").unwrap(), [Item::Not([0, 0].into())]);
        assert_eq!(parse("[30 31 'x']").unwrap(), [set(|b| b"01x".contains(&b))]);
        let either = Item::Either([vec![bytes(b"\"")], vec![bytes(b"''")]].into());
        assert_eq!(parse("(22|2727)").unwrap(), [either]);
        let (low, high) = ([0, 0].into(), [1, 255].into());
        assert_eq!(parse("[0000:01FF]").unwrap(), [Item::Range { low, high, negated: false }]);
    }

    #[test]
    fn nonsense_is_refused() {
        for bad in [
            "",
            "4",
            "4G",
            "?",
            "{",
            "{x}",
            "{5-3}",
            "{99999999999}",
            "[",
            "[]",
            "[39:30]",
            "[00:0000]",
            "(00",
            "00)",
            "'abc",
            "''",
            "[0000:01FF 02]",
            "é",
            "|",
            "&",
        ] {
            assert!(parse(bad).is_err(), "{bad:?}: {:?}", parse(bad));
        }
        assert!(parse(&"(".repeat(100)).is_err());
        assert!(parse(&"00??".repeat(5_000)).is_err());
        assert!(parse(&"00".repeat(50_000)).is_err());
    }
}
