//! JSON as it stands, for judging: every key in its order, repeated keys included.
//!
//! A map type would silently keep one of two equal keys; the checks must see both. Strings are
//! borrowed from the text wherever they carry no escapes. Syntax, UTF-8 and nesting (at most
//! 128) are the parser's business, the number of values is bounded here.

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

/// Most values one document may hold: bounds memory where the byte limit would not.
pub(crate) const VALUES: u32 = 24_000_000;

/// A value of a JSON document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json<'a> {
    Null,
    Bool(bool),
    Number(f64),
    String(Cow<'a, str>),
    Array(Vec<Json<'a>>),
    Object(Members<'a>),
}

/// The members of an object, in order.
pub(crate) type Members<'a> = Vec<(Cow<'a, str>, Json<'a>)>;

impl Json<'_> {
    /// A short form of the value for messages: strings as they are, containers by their kind.
    pub(crate) fn brief(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(value) => value.to_string(),
            Self::Number(value) => value.to_string(),
            Self::String(text) => shortened(text),
            Self::Array(_) => "[…]".to_owned(),
            Self::Object(_) => "{…}".to_owned(),
        }
    }
}

/// Longest quotation of a foreign text in a message, in characters.
const QUOTED_CHARS: usize = 200;

/// The beginning of a text that may be hostile in length.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(QUOTED_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Parses a whole document.
pub(crate) fn parse(bytes: &[u8]) -> Result<Json<'_>, serde_json::Error> {
    parse_within(bytes, VALUES)
}

fn parse_within(bytes: &[u8], values: u32) -> Result<Json<'_>, serde_json::Error> {
    let left = Cell::new(values);
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = Seed(&left).deserialize(&mut reader)?;
    reader.end()?;
    Ok(value)
}

#[derive(Clone, Copy)]
struct Seed<'c>(&'c Cell<u32>);

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Json<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json<'de>, D::Error> {
        match self.0.get().checked_sub(1) {
            Some(left) => self.0.set(left),
            None => return Err(de::Error::custom("too many values")),
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json<'de>, E> {
        Ok(Json::Bool(value))
    }

    #[expect(clippy::cast_precision_loss, reason = "numbers have no meaning here, only a type")]
    fn visit_i64<E>(self, value: i64) -> Result<Json<'de>, E> {
        Ok(Json::Number(value as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "numbers have no meaning here, only a type")]
    fn visit_u64<E>(self, value: u64) -> Result<Json<'de>, E> {
        Ok(Json::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json<'de>, E> {
        Ok(Json::Number(value))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::String(Cow::Borrowed(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json<'de>, E> {
        Ok(Json::String(Cow::Owned(value.to_owned())))
    }

    fn visit_string<E>(self, value: String) -> Result<Json<'de>, E> {
        Ok(Json::String(Cow::Owned(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json<'de>, A::Error> {
        let mut out = Vec::new();
        while let Some(value) = list.next_element_seed(self)? {
            out.push(value);
        }
        out.shrink_to_fit();
        Ok(Json::Array(out))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json<'de>, A::Error> {
        let mut out = Vec::new();
        while let Some(key) = map.next_key_seed(Key)? {
            out.push((key, map.next_value_seed(self)?));
        }
        Ok(Json::Object(out))
    }
}

struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(value.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_keys_are_seen() {
        let Json::Object(members) = parse(br#"{"a": 1, "a": [null, "x\ny"]}"#).unwrap() else {
            panic!("an object")
        };
        assert_eq!(members.len(), 2);
        let list = Json::Array(vec![Json::Null, Json::String("x\ny".into())]);
        assert_eq!(members[1], ("a".into(), list));
    }

    #[test]
    fn the_number_of_values_is_bounded() {
        assert!(parse_within(b"[0, [0, 0]]", 5).is_ok());
        let error = parse_within(b"[0, [0, 0], 0]", 5).unwrap_err();
        assert!(error.is_data() && !parse(b"[").unwrap_err().is_data(), "{error}");
    }

    #[test]
    fn bad_documents_are_refused() {
        let deep = "[".repeat(100_000);
        let texts = ["", "{", "{} {}", "{\"a\":1,}", "\u{feff}{}", "NaN", &deep];
        for text in texts {
            assert!(parse(text.as_bytes()).is_err(), "{}", shortened(text));
        }
        assert!(parse(b"{\"a\xff\":1}").is_err());
    }
}
