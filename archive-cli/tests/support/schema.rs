//! A small judge of JSON schemas: the keywords that our schemas use, and no others. It is
//! stricter than the standard in one way: a key that the schema does not name is a fault, so
//! that nothing is printed that is not described.

use archive_core::fs;
use serde_json::{Map, Value};

const KEYWORDS: [&str; 12] = [
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
];

/// The schema with a name in `schemas/cli`.
pub fn read(name: &str) -> Value {
    let path = super::root().join(format!("schemas/cli/{name}.schema.json"));
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
    judge(schema, value, "", &mut out);
    out
}

fn judge(schema: &Value, value: &Value, at: &str, out: &mut Vec<String>) {
    let schema = schema.as_object().expect("a schema is an object");
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
        Value::Object(members) => object(schema, members, at, out),
        Value::Array(items) => {
            let Some(schema) = schema.get("items") else { return };
            for (number, item) in items.iter().enumerate() {
                judge(schema, item, &format!("{at}[{number}]"), out);
            }
        }
        _ => {}
    }
}

fn object(
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
    for (key, value) in members {
        match schema.get("properties").and_then(|known| known.get(key)) {
            Some(schema) => judge(schema, value, &format!("{at}.{key}"), out),
            None => out.push(format!("{at}: {key} is not described")),
        }
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

/// The patterns of our schemas: what each stands for, written out.
fn fits(pattern: &str, text: &str) -> bool {
    let hex = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase());
    let uuid = |text: &str| text.len() == 36 && hex(&text.replace('-', ""));
    match pattern {
        "^urn:uuid:[0-9a-f-]{36}$" => text.strip_prefix("urn:uuid:").is_some_and(uuid),
        "^[0-9a-f-]{36}$" => uuid(text),
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
