//! Which characters XML 1.0 can carry, and of which names are made (XML 1.0 §2.2, §2.3).

use std::borrow::Cow;

fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Whether a text can stand in XML as it is.
#[must_use]
pub fn is_xml(text: &str) -> bool {
    let bytes = text.as_bytes();
    // A text has no surrogates: what is left to find are controls, U+FFFE and U+FFFF.
    let is_control = |b: u8| b < 0x20 && b != b'\t' && b != b'\n' && b != b'\r';
    let controls = bytes.iter().fold(false, |found, byte| found | is_control(*byte));
    let non_character = |at: usize| matches!(bytes[at..], [0xEF, 0xBF, 0xBE | 0xBF, ..]);
    !controls && !memchr::memchr_iter(0xEF, bytes).any(non_character)
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
pub(super) fn is_ncname(name: &str) -> bool {
    let bytes = name.as_bytes();
    let begins = |b: &u8| b.is_ascii_alphabetic() || *b == b'_';
    let plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
    if bytes.iter().all(plain) {
        return bytes.first().is_some_and(begins);
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
    use super::{is_char, is_ncname, is_xml, readable};

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
    fn names_are_names() {
        for good in ["a", "_", "Ä-1.x", "名", "a·"] {
            assert!(is_ncname(good), "{good}");
        }
        for bad in ["", "1a", "-a", "a b", "a:b", "·", "a×", "a\u{37E}"] {
            assert!(!is_ncname(bad), "{bad}");
        }
    }
}
