//! Which characters XML 1.0 can carry, and of which names are made (XML 1.0 §2.2, §2.3).

use std::borrow::Cow;

fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// What there is among the bytes of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Seen(u8);

impl Seen {
    const CONTROL: u8 = 1;
    const NON_CHARACTER: u8 = 2;
    const RETURN: u8 = 4;
    const SPACE: u8 = 8;
    const MARKUP: u8 = 16;
    const GREATER: u8 = 32;

    /// Looks at a text once, whatever is asked of it afterwards.
    pub(super) fn of(text: &str) -> Self {
        // Many bytes side by side, so that the compiler can use the wide registers.
        let (chunks, rest) = text.as_bytes().as_chunks::<32>();
        let mut wide = [0; 32];
        for chunk in chunks {
            for (seen, byte) in wide.iter_mut().zip(chunk) {
                *seen |= Self::class(*byte);
            }
        }
        let seen = wide.iter().fold(0, |seen, class| seen | class);
        Self(rest.iter().fold(seen, |seen, byte| seen | CLASSES[usize::from(*byte)]))
    }

    const fn class(byte: u8) -> u8 {
        let space = (byte == b'\t') as u8 | (byte == b'\n') as u8;
        let cr = (byte == b'\r') as u8;
        let control = (byte < 0x20) as u8 & !space & !cr & 1;
        let markup = (byte == b'<') as u8 | (byte == b'&') as u8;
        // The non-characters U+FFFE and U+FFFF begin so, and others.
        let rare = (byte == 0xEF) as u8;
        (control * Self::CONTROL)
            | (rare * Self::NON_CHARACTER)
            | (cr * Self::RETURN)
            | (space * Self::SPACE)
            | (markup * Self::MARKUP)
            | ((byte == b'>') as u8 * Self::GREATER)
    }

    /// Whether all characters are allowed.
    pub(super) fn is_xml(self, text: &str) -> bool {
        let rare = self.0 & Self::NON_CHARACTER != 0;
        self.0 & Self::CONTROL == 0 && !(rare && has_non_character(text.as_bytes()))
    }

    /// Whether it has a carriage return.
    pub(super) fn has_return(self) -> bool {
        self.0 & Self::RETURN != 0
    }

    /// Whether it has a `>`.
    pub(super) fn has_greater(self) -> bool {
        self.0 & Self::GREATER != 0
    }

    /// Whether the value of an attribute stands for something else than itself.
    pub(super) fn needs_reading(self) -> bool {
        self.0 & (Self::RETURN | Self::SPACE | Self::MARKUP) != 0
    }
}

static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "it counts bytes")]
        let class = Seen::class(byte as u8);
        classes[byte] = class;
        byte += 1;
    }
    classes
};

fn has_non_character(bytes: &[u8]) -> bool {
    let is_one = |at: usize| matches!(bytes[at..], [0xEF, 0xBF, 0xBE | 0xBF, ..]);
    memchr::memchr_iter(0xEF, bytes).any(is_one)
}

/// Whether a text can stand in XML as it is.
#[must_use]
pub fn is_xml(text: &str) -> bool {
    // A text has no surrogates: what is left to find are controls, U+FFFE and U+FFFF.
    Seen::of(text).is_xml(text)
}

/// What a byte may be in a name.
const BEGINS: u8 = 1;
const CONTINUES: u8 = 2;
const COLON: u8 = 4;

static IN_NAMES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "it counts bytes")]
        let is = byte as u8;
        if is.is_ascii_alphabetic() || is == b'_' {
            classes[byte] = BEGINS | CONTINUES;
        } else if is.is_ascii_digit() || is == b'-' || is == b'.' {
            classes[byte] = CONTINUES;
        } else if is == b':' {
            classes[byte] = COLON;
        }
        byte += 1;
    }
    classes
};

/// A name as prefix (empty: none) and local name; `None` where it is none (Namespaces in XML 1.0,
/// productions 7 to 11).
pub(super) fn qualified(name: &str) -> Option<(&str, &str)> {
    let bytes = name.as_bytes();
    let class = |byte: &u8| IN_NAMES[usize::from(*byte)];
    let colon = bytes.iter().position(|byte| class(byte) & CONTINUES == 0);
    match colon {
        None => {
            let begins = bytes.first().is_some_and(|byte| class(byte) & BEGINS != 0);
            begins.then_some(("", name))
        }
        // Something that is no letter of ASCII comes first: the long way.
        Some(at) if class(&bytes[at]) != COLON => {
            let (prefix, local) = name.split_once(':').unwrap_or(("", name));
            let has_prefix = name.len() != local.len();
            ((!has_prefix || is_ncname(prefix)) && is_ncname(local)).then_some((prefix, local))
        }
        Some(at) => {
            let (prefix, local) = (&name[..at], &name[at + 1..]);
            (is_ncname(prefix) && is_ncname(local)).then_some((prefix, local))
        }
    }
}

/// The text with U+FFFD for every character that XML cannot carry.
#[must_use]
pub fn readable(text: &str) -> Cow<'_, str> {
    if is_xml(text) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| if is_char(c) { c } else { '\u{FFFD}' }).collect::<String>().into()
}

/// Whether a text is a name without a colon (Namespaces in XML 1.0, production 4).
#[must_use]
pub fn is_ncname(name: &str) -> bool {
    let bytes = name.as_bytes();
    let class = |byte: &u8| IN_NAMES[usize::from(*byte)];
    if bytes.iter().all(|byte| class(byte) & CONTINUES != 0) {
        return bytes.first().is_some_and(|byte| class(byte) & BEGINS != 0);
    }
    let mut characters = name.chars();
    characters.next().is_some_and(begins_name) && characters.all(continues_name)
}

fn begins_name(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic() || c == '_';
    }
    matches!(
        c,
        '\u{C0}'..='\u{D6}'
            | '\u{D8}'..='\u{F6}'
            | '\u{F8}'..='\u{2FF}'
            | '\u{370}'..='\u{37D}'
            | '\u{37F}'..='\u{1FFF}'
            | '\u{200C}'..='\u{200D}'
            | '\u{2070}'..='\u{218F}'
            | '\u{2C00}'..='\u{2FEF}'
            | '\u{3001}'..='\u{D7FF}'
            | '\u{F900}'..='\u{FDCF}'
            | '\u{FDF0}'..='\u{FFFD}'
            | '\u{10000}'..='\u{EFFFF}'
    )
}

fn continues_name(c: char) -> bool {
    begins_name(c)
        || c.is_ascii_digit()
        || matches!(c, '-' | '.' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::{Seen, is_char, is_ncname, is_xml, qualified, readable};

    #[test]
    fn control_characters_do_not_pass() {
        assert!(is_xml("Grün\tund\nblau 𝄞"));
        assert!(!is_xml("a\u{1}b") && !is_xml("\u{FFFE}"));
        assert_eq!(readable("a\u{1}b"), "a\u{FFFD}b");
    }

    #[test]
    fn the_quick_look_and_the_rule_agree() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_xml(c.encode_utf8(&mut [0; 4])), is_char(c), "{c:?}");
        }
    }

    #[test]
    fn a_look_is_the_same_wherever_it_finds_something() {
        for at in [0, 5, 31, 32, 63, 64, 90] {
            let with = |c: char| {
                let mut text = "x".repeat(at);
                text.push(c);
                text.push_str(&"x".repeat(90 - at));
                Seen::of(&text)
            };
            assert_eq!(with('x'), Seen::default());
            assert!(with('\r').has_return() && with('>').has_greater());
            assert!("\t\n\r<&".chars().all(|c| with(c).needs_reading()));
            assert!(!with('>').needs_reading() && !with('ä').needs_reading());
        }
    }

    #[test]
    fn qualified_names_have_at_most_one_prefix() {
        for (name, parts) in [
            ("a", Some(("", "a"))),
            ("p:a1", Some(("p", "a1"))),
            ("ü:ä", Some(("ü", "ä"))),
            ("p:ä", Some(("p", "ä"))),
            ("ä", Some(("", "ä"))),
        ] {
            assert_eq!(qualified(name), parts, "{name}");
        }
        for bad in ["", ":", ":a", "a:", "a:b:c", "ä:b:c", "1a", "p:1", "1:a", "a b", "ä:", "ä b"]
        {
            assert_eq!(qualified(bad), None, "{bad}");
        }
    }

    #[test]
    fn names_are_names() {
        for good in ["a", "_", "Ä-1.x", "名", "a·"] {
            assert!(is_ncname(good), "{good}");
        }
        for bad in ["", "1a", "-a", "a b", "a:b", "·", "a×", "a\u{37E}"] {
            assert!(!is_ncname(bad), "{bad}");
        }
    }
}
