//! Which characters XML 1.0 can carry (XML 1.0 §2.2, production 2).

use std::borrow::Cow;

fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Whether a text can stand in XML as it is.
#[must_use]
pub fn is_xml(text: &str) -> bool {
    text.bytes().all(|b| (0x20..0x80).contains(&b)) || text.chars().all(is_char)
}

/// The text with U+FFFD for every character that XML cannot carry.
#[must_use]
pub fn readable(text: &str) -> Cow<'_, str> {
    if is_xml(text) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| if is_char(c) { c } else { '\u{FFFD}' }).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::{is_xml, readable};

    #[test]
    fn control_characters_do_not_pass() {
        assert!(is_xml("Grün\tund\nblau 𝄞"));
        assert!(!is_xml("a\u{1}b") && !is_xml("\u{FFFE}"));
        assert_eq!(readable("a\u{1}b"), "a\u{FFFD}b");
    }
}
