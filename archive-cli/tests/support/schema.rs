//! A small judge of JSON schemas: the keywords that our schemas use, and no others. It is
//! stricter than the standard in one way: a key that the schema does not name is a fault, so
//! that nothing is printed or stored that is not described. What a whole validator says is asked
//! by `tests/oracles/schemas.sh`.

use archive_core::fs;
use serde_json::{Map, Value};

const KEYWORDS: [&str; 16] = [
    "$schema",
    "title",
    "description",
    "type",
    "required",
    "properties",
    "items",
    "enum",
    "const",
    "pattern",
    "minimum",
    "minItems",
    "format",
    "$ref",
    "$defs",
    "oneOf",
];

/// The schema with a name in `schemas/cli`.
pub fn read(name: &str) -> Value {
    of_disk(&format!("cli/{name}"))
}

/// The schema with a name in `schemas`.
pub fn of_disk(name: &str) -> Value {
    let path = super::root().join(format!("schemas/{name}.schema.json"));
    let bytes = fs::read(&path, 1 << 20).expect("there is such a schema");
    serde_json::from_slice(&bytes).expect("a schema is JSON")
}

/// The names of all schemas.
pub fn names() -> Vec<String> {
    let entries = fs::read_folder(&super::root().join("schemas/cli")).expect("schemas are there");
    let name = |entry: fs::FolderEntry| {
        entry.name.to_str()?.strip_suffix(".schema.json").map(str::to_owned)
    };
    entries.into_iter().filter_map(name).collect()
}

/// Everything in a value that a schema does not allow, each with its place.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut out = Vec::new();
    Judge(schema).judge(schema, value, "", &mut out);
    out
}

/// Judges by a document, in which references are looked up.
struct Judge<'a>(&'a Value);

impl Judge<'_> {
    fn judge(&self, schema: &Value, value: &Value, at: &str, out: &mut Vec<String>) {
        let schema = schema.as_object().expect("a schema is an object");
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let target = self.0.pointer(reference.trim_start_matches('#'));
            self.judge(target.expect("a reference leads somewhere"), value, at, out);
        }
        if let Some(ways) = schema.get("oneOf").and_then(Value::as_array) {
            self.one_of(ways, value, at, out);
        }
        if let (Some(format), Value::String(text)) = (schema.get("format"), value)
            && !has_format(format, text)
        {
            out.push(format!("{at}: {text:?} is no {format}"));
        }
        for keyword in schema.keys().filter(|k| !KEYWORDS.contains(&k.as_str())) {
            out.push(format!("{at}: the judge does not know {keyword}"));
        }
        if let Some(wanted) = schema.get("type")
            && !has_type(wanted, value)
        {
            out.push(format!("{at}: {value} is not of type {wanted}"));
        }
        if schema.get("const").is_some_and(|wanted| wanted != value) {
            out.push(format!("{at}: {value} is not {}", schema["const"]));
        }
        if let Some(Value::Array(allowed)) = schema.get("enum")
            && !allowed.contains(value)
        {
            out.push(format!("{at}: {value} is none of {allowed:?}"));
        }
        let least = schema.get("minimum").and_then(Value::as_f64);
        if let (Some(least), Some(number)) = (least, value.as_f64())
            && number < least
        {
            out.push(format!("{at}: {number} is less than {least}"));
        }
        if let (Some(Value::String(pattern)), Value::String(text)) = (schema.get("pattern"), value)
            && !fits(pattern, text)
        {
            out.push(format!("{at}: {text:?} does not fit {pattern}"));
        }
        match value {
            Value::Object(members) => self.object(schema, members, at, out),
            Value::Array(items) => {
                let least = schema.get("minItems").and_then(Value::as_u64).unwrap_or(0);
                if (items.len() as u64) < least {
                    out.push(format!("{at}: fewer than {least} items"));
                }
                let Some(schema) = schema.get("items") else { return };
                for (number, item) in items.iter().enumerate() {
                    self.judge(schema, item, &format!("{at}[{number}]"), out);
                }
            }
            _ => {}
        }
    }

    fn one_of(&self, ways: &[Value], value: &Value, at: &str, out: &mut Vec<String>) {
        let found = ways.iter().map(|way| {
            let mut faults = Vec::new();
            self.judge(way, value, at, &mut faults);
            faults
        });
        let found: Vec<_> = found.collect();
        let fitting = found.iter().filter(|faults| faults.is_empty()).count();
        if fitting != 1 {
            out.push(format!("{at}: fits {fitting} of {} ways", ways.len()));
            out.extend(found.into_iter().min_by_key(Vec::len).unwrap_or_default());
        }
    }

    fn object(
        &self,
        schema: &Map<String, Value>,
        members: &Map<String, Value>,
        at: &str,
        out: &mut Vec<String>,
    ) {
        let required = schema.get("required").and_then(Value::as_array);
        for key in required.into_iter().flatten().filter_map(Value::as_str) {
            if !members.contains_key(key) {
                out.push(format!("{at}: lacks {key}"));
            }
        }
        let Some(known) = schema.get("properties") else { return };
        for (key, value) in members {
            match known.get(key) {
                Some(schema) => self.judge(schema, value, &format!("{at}.{key}"), out),
                None => out.push(format!("{at}: {key} is not described")),
            }
        }
    }
}

fn has_format(format: &Value, text: &str) -> bool {
    match format.as_str() {
        Some("date-time") => is_utc(text),
        Some("uuid") => is_uuid(text),
        _ => panic!("the judge does not know the format {format}"),
    }
}

fn has_type(wanted: &Value, value: &Value) -> bool {
    if let Value::Array(any) = wanted {
        return any.iter().any(|one| has_type(one, value));
    }
    match wanted.as_str() {
        Some("string") => value.is_string(),
        Some("integer") => value.is_u64() || value.is_i64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        Some("null") => value.is_null(),
        _ => false,
    }
}

/// RFC 3339 in UTC.
fn is_utc(text: &str) -> bool {
    let digits = |c: char| if c.is_ascii_digit() { '0' } else { c };
    let form: String = text.chars().map(digits).collect();
    let (seconds, rest) = form.split_at_checked(19).unwrap_or_default();
    let fraction = rest.strip_suffix('Z').unwrap_or("no");
    let fraction = fraction.strip_prefix('.').map_or(fraction.is_empty(), |digits| {
        !digits.is_empty() && digits.bytes().all(|b| b == b'0')
    });
    seconds == "0000-00-00T00:00:00" && fraction
}

fn is_uuid(text: &str) -> bool {
    let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    let mut places = text.bytes().enumerate();
    let fits =
        |(at, b): (usize, u8)| if [8, 13, 18, 23].contains(&at) { b == b'-' } else { hex(b) };
    text.len() == 36 && places.all(fits)
}

/// The patterns of our schemas: what each stands for, written out.
fn fits(pattern: &str, text: &str) -> bool {
    let hex = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase());
    match pattern {
        "^urn:uuid:[0-9a-f-]{36}$" => text.strip_prefix("urn:uuid:").is_some_and(is_uuid),
        "^[0-9a-f-]{36}$" => is_uuid(text),
        "^[0-9a-f]{128}$" => text.len() == 128 && hex(text),
        "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$" => {
            text.parse::<archive_core::tenant::TenantId>().is_ok()
        }
        "^([EWI]-[A-Z]{2,4}-[0-9]{3}|[A-Z]+[0-9]+)$" => {
            archive_core::finding::codes::find(text).is_some()
        }
        _ => panic!("the judge does not know the pattern {pattern}"),
    }
}

#[test]
fn the_judge_finds_faults() {
    let schema = serde_json::json!({
        "type": "object",
        "required": ["a", "b"],
        "properties": {
            "a": { "type": ["integer", "null"], "minimum": 0 },
            "b": { "type": "array", "items": { "enum": ["x"] } },
            "c": { "const": 1 },
        },
    });
    let good = serde_json::json!({ "a": null, "b": ["x"], "c": 1 });
    assert_eq!(faults(&schema, &good), Vec::<String>::new());
    let bad = serde_json::json!({ "a": -1, "b": ["x", "y"], "c": 2, "d": 0 });
    assert_eq!(faults(&schema, &bad).len(), 4);
    assert_eq!(faults(&schema, &serde_json::json!({})).len(), 2);
}

#[test]
fn the_judge_follows_references_and_ways() {
    let schema = serde_json::json!({
        "oneOf": [{ "$ref": "#/$defs/a" }, { "$ref": "#/$defs/b" }],
        "$defs": {
            "a": { "properties": { "event": { "const": "a" }, "x": { "format": "uuid" } } },
            "b": {
                "properties": { "event": { "const": "b" }, "y": {}, "z": {} },
                "oneOf": [{ "required": ["y"] }, { "required": ["z"] }],
            },
        },
    });
    let uuid = "00000000-0000-7000-8000-000000000000";
    let good = [
        serde_json::json!({ "event": "a", "x": uuid }),
        serde_json::json!({ "event": "b", "z": 1 }),
    ];
    for good in good {
        assert_eq!(faults(&schema, &good), Vec::<String>::new());
    }
    for bad in [
        serde_json::json!({ "event": "a", "x": "no" }),
        serde_json::json!({ "event": "a", "y": 1 }),
        serde_json::json!({ "event": "b", "y": 1, "z": 1 }),
        serde_json::json!({ "event": "c" }),
    ] {
        assert!(!faults(&schema, &bad).is_empty(), "{bad}");
    }
}
