//! The whole catalog as text in a canonical order: two catalogs that know the same give the same
//! bytes, however they came to know it.

use super::Catalog;
use crate::error::Result;
use crate::fs::Failure;
use rusqlite::types::ValueRef;
use std::fmt::Write as _;
use std::io::Write;

/// Each table of knowledge with keys that mean something outside this file, in order.
const QUERIES: [(&str, &str); 8] = [
    (
        "version",
        "SELECT p.aip, p.head, v.number, v.created, v.kind, v.container, v.source_name, v.title, \
         v.files, v.bytes, v.fingerprint, v.payload_fingerprint, v.inventory \
         FROM version v JOIN package p ON p.id = v.package ORDER BY p.aip, v.number",
    ),
    (
        "description",
        "SELECT p.aip, v.number, d.position, d.field, d.value FROM description d \
         JOIN version v ON v.id = d.version JOIN package p ON p.id = v.package \
         ORDER BY p.aip, v.number, d.position",
    ),
    (
        "content",
        "SELECT p.aip, v.number, c.ordinal, c.logical, c.size, c.digest FROM content c \
         JOIN version v ON v.id = c.version JOIN package p ON p.id = v.package \
         ORDER BY p.aip, v.number, c.ordinal",
    ),
    (
        "file",
        "SELECT p.aip, v.number, f.area, f.bundle, f.number, f.path, f.raw, f.size, f.modified, \
         f.digest, f.content_version, f.content_ordinal, f.offset FROM file f \
         JOIN version v ON v.id = f.version JOIN package p ON p.id = v.package \
         ORDER BY p.aip, v.number, f.area, f.bundle, f.number",
    ),
    (
        "empty_folder",
        "SELECT p.aip, v.number, e.path, e.raw FROM empty_folder e \
         JOIN version v ON v.id = e.version JOIN package p ON p.id = v.package \
         ORDER BY p.aip, v.number, e.path",
    ),
    (
        "confirmed",
        "SELECT p.aip, v.number, c.copy, c.read_back FROM confirmed c \
         JOIN version v ON v.id = c.version JOIN package p ON p.id = v.package \
         ORDER BY p.aip, v.number, c.copy",
    ),
    (
        "checked",
        "SELECT p.aip, c.copy, c.finished, c.cursor, c.good FROM checked c \
         JOIN package p ON p.id = c.package ORDER BY p.aip, c.copy",
    ),
    (
        "fixity_run",
        "SELECT run, copy, begun, ended, packages, files, bytes, damaged FROM fixity_run \
         ORDER BY run",
    ),
];

const DAMAGE: (&str, &str) =
    ("damage", "SELECT copy, aip, path, state, found, files FROM damage ORDER BY copy, path");

impl Catalog {
    /// Writes everything the catalog knows, a row a line, in an order of its own.
    pub fn dump(&self, out: &mut dyn Write) -> Result<()> {
        for (table, sql) in QUERIES.iter().chain([&DAMAGE]) {
            let mut lines = Ok(());
            self.with(|connection| {
                let mut statement = connection.prepare(sql)?;
                let columns = statement.column_count();
                let mut rows = statement.query([])?;
                while let Some(row) = rows.next()? {
                    let mut line = (*table).to_owned();
                    for column in 0..columns {
                        line.push('\t');
                        append(&mut line, row.get_ref(column)?);
                    }
                    line.push('\n');
                    lines = out.write_all(line.as_bytes());
                    if lines.is_err() {
                        break;
                    }
                }
                Ok(())
            })?;
            lines.map_err(Failure::of("write", std::path::Path::new("(dump)")))?;
        }
        Ok(())
    }
}

fn append(line: &mut String, value: ValueRef<'_>) {
    match value {
        ValueRef::Null => line.push('-'),
        ValueRef::Integer(number) => {
            let _ = write!(line, "{number}");
        }
        ValueRef::Real(number) => {
            let _ = write!(line, "{number}");
        }
        ValueRef::Text(text) => {
            let _ = write!(line, "{}", String::from_utf8_lossy(text).escape_debug());
        }
        ValueRef::Blob(bytes) => {
            line.push_str("x'");
            for byte in bytes {
                let _ = write!(line, "{byte:02x}");
            }
            line.push('\'');
        }
    }
}
