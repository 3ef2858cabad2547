//! Canonical JSON (RFC 8785) for the values of the ledger: texts, whole numbers that every reader
//! holds exactly, lists, objects, `true`, `false` and `null`.

use crate::error::{Error, Result};
use crate::finding::codes::led;
use serde_json::Value;

/// The largest whole number that a reader with numbers of IEEE 754 holds exactly.
const EXACT: u64 = (1 << 53) - 1;

/// A value in the one form that RFC 8785 gives it. Refuses numbers that are not whole or not exact.
pub fn write(value: &Value) -> Result<String> {
    let mut out = String::new();
    push(&mut out, value)?;
    Ok(out)
}

fn push(out: &mut String, value: &Value) -> Result<()> {
    match value {
        Value::Null | Value::Bool(_) => out.push_str(&value.to_string()),
        Value::Number(number) => {
            let size = number.as_i64().map(i64::unsigned_abs).or(number.as_u64());
            if size.is_none_or(|size| size > EXACT) {
                return Err(refused("a number is not whole, or too large"));
            }
            out.push_str(&number.to_string());
        }
        Value::String(text) => push_text(out, text),
        Value::Array(items) => {
            out.push('[');
            for (n, item) in items.iter().enumerate() {
                out.push_str(if n == 0 { "" } else { "," });
                push(out, item)?;
            }
            out.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by(|a, b| a.0.encode_utf16().cmp(b.0.encode_utf16()));
            out.push('{');
            for (n, (name, member)) in members.into_iter().enumerate() {
                out.push_str(if n == 0 { "" } else { "," });
                push_text(out, name);
                out.push(':');
                push(out, member)?;
            }
            out.push('}');
        }
    }
    Ok(())
}

/// The library escapes exactly what RFC 8785 §3.2.2.2 wants escaped, in the same way.
fn push_text(out: &mut String, text: &str) {
    out.push_str(&serde_json::to_string(text).expect("a text is always JSON"));
}

/// The value of canonical JSON. Refuses every other form of it, so that nothing has two digests:
/// blanks, other orders, members named twice, needless escapes.
pub fn read(bytes: &[u8]) -> Result<Value> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| refused(&error))?;
    if write(&value)?.as_bytes() == bytes {
        return Ok(value);
    }
    Err(refused("it is not in the form of RFC 8785"))
}

fn refused(reason: impl std::fmt::Display) -> Error {
    Error::new(&led::BAD_ENTRY).with("reason", reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_order_and_escapes_of_the_rfc() {
        // RFC 8785 §3.2.3: names in the order of their UTF-16 units.
        let value = json!({"\u{20ac}": 1, "\r": 2, "\u{fb33}": 3, "1": 4, "\u{1f600}": 5,
            "\u{80}": 6, "\u{f6}": 7});
        let expected = "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"\u{f6}\":7,\"\u{20ac}\":1,\
            \"\u{1f600}\":5,\"\u{fb33}\":3}";
        assert_eq!(write(&value).unwrap(), expected);
        assert_eq!(read(expected.as_bytes()).unwrap(), value);
        let text = json!("\u{20ac}$\u{f}\nA'B\"\\\\\"/\u{7f}");
        let expected = "\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\u{7f}\"";
        assert_eq!(write(&text).unwrap(), expected);
        assert_eq!(write(&json!([true, null, -5, []])).unwrap(), "[true,null,-5,[]]");
    }

    #[test]
    fn other_forms_of_the_same_value_are_refused() {
        let exact = "{\"a\":9007199254740991}";
        read(exact.as_bytes()).unwrap();
        for text in [
            "{\"a\": 1}",
            "{\"b\":1,\"a\":2}",
            "{\"a\":1,\"a\":1}",
            "\"\\u0041\"",
            "1.0",
            "1e2",
            "-0",
            "9007199254740992",
            "{\"a\":1}\n",
            "{",
            "",
            "\"\\ud800\"",
        ] {
            assert!(read(text.as_bytes()).unwrap_err().is(&led::BAD_ENTRY), "{text}");
        }
        let deep = [vec![b'['; 10_000], vec![b']'; 10_000]].concat();
        assert!(read(&deep).unwrap_err().is(&led::BAD_ENTRY));
    }
}
