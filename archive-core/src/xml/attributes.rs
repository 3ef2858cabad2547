//! The attributes of a start tag, one after the other, and their values as the standard wants
//! them read (XML 1.0 §3.1, §3.3.3).

use super::chars::{Seen, is_xml};
use super::words::{self, Words};

/// The attributes written in a tag: names and values as they stand there.
pub(super) struct Attributes<'a>(pub &'a str);

impl<'a> Iterator for Attributes<'a> {
    type Item = Result<(&'a str, &'a str), &'static Words>;

    fn next(&mut self) -> Option<Self::Item> {
        let begun = without_space(self.0);
        if begun.is_empty() {
            return None;
        }
        let taken = if begun.len() == self.0.len() {
            Err(&words::ATTRIBUTE_SPACE)
        } else {
            split(begun).ok_or(&words::ATTRIBUTE)
        };
        Some(taken.map(|(name, value, rest)| {
            self.0 = rest;
            (name, value)
        }))
    }
}

fn split(text: &str) -> Option<(&str, &str, &str)> {
    let equals = text.bytes().position(|byte| byte == b'=')?;
    let after = without_space(&text[equals + 1..]);
    let quote = after.bytes().next().filter(|byte| matches!(byte, b'"' | b'\''))?;
    let value = &after[1..];
    let end = memchr::memchr(quote, value.as_bytes())?;
    let name = text[..equals].trim_end_matches([' ', '\t', '\n', '\r']);
    Some((name, &value[..end], &value[end + 1..]))
}

fn without_space(text: &str) -> &str {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
    let spaces = text.as_bytes().iter().take_while(|byte| is_space(byte)).count();
    &text[spaces..]
}

/// Appends a value: references resolved, line ends and tabs as spaces.
pub(super) fn value(raw: &str, out: &mut String) -> Result<(), &'static Words> {
    let seen = Seen::of(raw);
    if !seen.is_xml(raw) {
        return Err(&words::CHARACTER);
    }
    if !seen.needs_reading() {
        out.push_str(raw);
        return Ok(());
    }
    let special = |byte: u8| matches!(byte, b'&' | b'<' | b'\t' | b'\n' | b'\r');
    let mut rest = raw;
    while let Some(at) = rest.bytes().position(special) {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        rest = match rest.as_bytes()[at] {
            b'<' => return Err(&words::ATTRIBUTE_LT),
            b'&' => {
                let (name, after) = after.split_once(';').ok_or(&words::AMPERSAND)?;
                out.push(reference(name)?);
                after
            }
            b'\r' => {
                out.push(' ');
                after.strip_prefix('\n').unwrap_or(after)
            }
            _ => {
                out.push(' ');
                after
            }
        };
    }
    out.push_str(rest);
    Ok(())
}

/// The character that a reference without `&` and `;` means (XML 1.0 §4.1, §4.6).
pub(super) fn reference(name: &str) -> Result<char, &'static Words> {
    let Some(number) = name.strip_prefix('#') else {
        return match name {
            "amp" => Ok('&'),
            "lt" => Ok('<'),
            "gt" => Ok('>'),
            "quot" => Ok('"'),
            "apos" => Ok('\''),
            _ => Err(&words::REFERENCE),
        };
    };
    let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |hex| (hex, 16));
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
    let code = plain.then(|| u32::from_str_radix(digits, radix).ok()).flatten();
    let character = code.and_then(char::from_u32);
    character.filter(|c| is_xml(c.encode_utf8(&mut [0; 4]))).ok_or(&words::REFERENCE)
}

/// Whether the content of an XML declaration is what the standard allows: version, then
/// encoding, then standalone (XML 1.0 §2.8).
pub(super) fn is_declaration(content: &str) -> bool {
    let mut order = 0;
    for attribute in Attributes(content) {
        let Ok((name, value)) = attribute else { return false };
        let (place, allowed) = match name {
            "version" => (1, is_version(value)),
            "encoding" => (2, is_encoding_name(value)),
            "standalone" => (3, matches!(value, "yes" | "no")),
            _ => return false,
        };
        if place <= order || !allowed || (order == 0 && place != 1) {
            return false;
        }
        order = place;
    }
    order > 0
}

fn is_version(value: &str) -> bool {
    let minor = value.strip_prefix("1.").unwrap_or_default();
    !minor.is_empty() && minor.bytes().all(|b| b.is_ascii_digit())
}

fn is_encoding_name(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_alphabetic())
        && value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
}
