//! Whether a text is a URI (RFC 3986 §3): a scheme, a colon, and only characters URIs have.

/// Whether the text is an absolute URI with something after its scheme.
pub(super) fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let mut letters = scheme.bytes();
    letters.next().is_some_and(|b| b.is_ascii_alphabetic())
        && letters.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
        && !rest.is_empty()
        && rest.matches('#').count() <= 1
        && has_uri_characters(rest.as_bytes())
}

fn has_uri_characters(mut rest: &[u8]) -> bool {
    while let Some((first, tail)) = rest.split_first() {
        rest = match first {
            b'%' => match tail {
                [a, b, tail @ ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => tail,
                _ => return false,
            },
            b if b.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=".contains(b) => tail,
            _ => return false,
        };
    }
    true
}

#[cfg(test)]
mod tests {
    use super::is_uri;

    #[test]
    fn uris_and_other_texts() {
        for good in ["urn:example", "ark:123/abc", "mailto:a@b.de", "https://orcid.org/0000#x"] {
            assert!(is_uri(good), "{good}");
        }
        for bad in ["", "a", "alice@example.org", ":x", "urn:", "1a:b", "http://a b", "x:%4", "x:ü"]
        {
            assert!(!is_uri(bad), "{bad}");
        }
    }
}
