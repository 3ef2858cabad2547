//! Whether bytes are plain text, as the tools of the field decide it: no control characters but
//! those that texts have, in one of the usual encodings. The first bytes decide.

/// Bytes looked at.
const BYTES: usize = 4 << 10;

/// Control characters that stand in texts: BEL, BS, HT, LF, FF, CR, ESC.
const fn is_control_of_text(byte: u8) -> bool {
    matches!(byte, 7..=10 | 12 | 13 | 27)
}

const fn is_ascii(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') || is_control_of_text(byte)
}

/// Whether the beginning of a file is text. No bytes are none.
pub fn is_text(head: &[u8]) -> bool {
    let cut = head.len() > BYTES;
    let head = &head[..head.len().min(BYTES)];
    if head.is_empty() {
        return false;
    }
    is_utf16(head) || is_utf8(head, cut) || is_eight_bit(head) || is_ebcdic(head)
}

fn is_utf8(head: &[u8], cut: bool) -> bool {
    let end = match std::str::from_utf8(head) {
        Ok(_) => head.len(),
        // A character cut off by the end of the window says nothing.
        Err(error) if cut && error.error_len().is_none() => error.valid_up_to(),
        Err(_) => return false,
    };
    head[..end].iter().all(|byte| *byte >= 0x80 || is_ascii(*byte))
}

/// UTF-16 with a byte order mark.
fn is_utf16(head: &[u8]) -> bool {
    let unit: fn([u8; 2]) -> u16 = match head {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _ => return false,
    };
    head.len() > 2
        && head[2..].as_chunks::<2>().0.iter().all(|pair| match unit(*pair) {
            0xFFFE => false,
            unit => u8::try_from(unit).map_or(true, |byte| byte >= 0x80 || is_ascii(byte)),
        })
}

/// ISO 8859 and the code pages of Windows, whose characters lie above the control characters.
fn is_eight_bit(head: &[u8]) -> bool {
    head.iter().all(|byte| is_ascii(*byte) || *byte >= 0x80)
}

/// The code pages of mainframes: letters and blanks as in EBCDIC, with its line ends.
fn is_ebcdic(head: &[u8]) -> bool {
    let usual = |byte: &u8| {
        matches!(byte, 0x05 | 0x0C | 0x0D | 0x15 | 0x25 | 0x2F | 0x40..=0xFE) && *byte != 0xFF
    };
    let blanks = memchr::memchr_iter(0x40, head).count();
    blanks * 20 > head.len() && head.iter().all(usual)
}

#[cfg(test)]
mod tests {
    use super::is_text;

    #[test]
    fn texts_are_told_from_data() {
        for text in [
            b"Guten Tag\r\n".as_slice(),
            "Größe".as_bytes(),
            b"Gr\xF6\xDFe",
            b"\xFF\xFEG\0r\0",
            b"\xFE\xFF\0G\0r",
            b"\xC7\xE4\xE3\xC5\xD5\x40\xE3\xC1\xC7\x15",
        ] {
            assert!(is_text(text), "{text:?}");
        }
        for data in [b"".as_slice(), b"a\0b", b"\x01\x02", b"\xFF\xFE\x01\0"] {
            assert!(!is_text(data), "{data:?}");
        }
        assert!(
            is_text("ä".repeat(5_000).as_bytes())
                && is_text(&[b"x", "ä".repeat(5_000).as_bytes()].concat())
        );
    }
}
