//! The whole catalog as text in a canonical order: two catalogs that know the same give the same
//! bytes, however they came to know it.

use super::{Catalog, Trouble};
use crate::error::{Error, Result};
use crate::fs::Failure;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use std::fmt::Write as _;
use std::io::Write;

/// Each table of knowledge with keys that mean something outside this file, in order.
const QUERIES: [(&str, &str); 11] = [
    (
        "version",
        "SELECT p.aip, p.head, v.number, v.created, v.kind, v.container, v.source_name, v.title, \
         v.files, v.bytes, v.fingerprint, v.payload_fingerprint, v.inventory, \
         v.received FROM version v JOIN package p ON p.id = v.package ORDER BY p.aip, v.number",
    ),
    (
        "description",
        "SELECT p.aip, v.number, d.position, d.field, d.value FROM description d \
         JOIN version v ON v.id = d.version JOIN package p ON p.id = v.package \
         ORDER BY p.aip, v.number, d.position",
    ),
    (
        "reference_code",
        "SELECT p.aip, v.number, r.value FROM reference_code r \
         JOIN version v ON v.id = r.version JOIN package p ON p.id = v.package \
         ORDER BY p.aip, v.number, r.value",
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
         f.digest, f.content_version, f.content_ordinal, f.offset, r.said, f.traits FROM file f \
         LEFT JOIN recognition r ON r.id = f.recognition \
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
    (
        "entry",
        "SELECT position, aip, event, time, version, copy, digest FROM entry ORDER BY position",
    ),
    ("damage", "SELECT copy, aip, path, state, found, files FROM damage ORDER BY copy, path"),
];

/// The indexes of words: every word with the number of descriptions or file names that hold it.
const INDEXES: [&str; 2] = ["package_words", "file_words"];

impl Catalog {
    /// Writes everything the catalog knows, a row a line, in an order of its own: one moment of
    /// it, whoever writes meanwhile.
    pub fn dump(&self, out: &mut dyn Write) -> Result<()> {
        // A connection of its own: `out` may be slow, and may use the catalog.
        let connection = super::read_only(&self.path).map_err(|e| super::failed(&self.path, &e))?;
        let dumped = write_all(&connection, out);
        dumped.map_err(|trouble| match trouble {
            Trouble::Sql(error) => super::failed(&self.path, &error),
            Trouble::Other(error) => error,
        })
    }
}

fn write_all(connection: &Connection, out: &mut dyn Write) -> Result<(), Trouble> {
    // The views of the indexes live in memory; the file stays as it is.
    connection.pragma_update(None, "query_only", false)?;
    for index in INDEXES {
        let view = "CREATE VIRTUAL TABLE temp.dumped_%s USING fts5vocab('main', '%s', 'row')";
        connection.execute_batch(&view.replace("%s", index))?;
    }
    connection.execute_batch("BEGIN")?;
    for (table, sql) in QUERIES {
        write_rows(connection, table, sql, out)?;
    }
    for index in INDEXES {
        let sql = format!("SELECT term, doc FROM temp.dumped_{index} ORDER BY term");
        write_rows(connection, index, &sql, out)?;
    }
    Ok(())
}

fn write_rows(
    connection: &Connection,
    table: &str,
    sql: &str,
    out: &mut dyn Write,
) -> Result<(), Trouble> {
    let mut statement = connection.prepare(sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut line = table.to_owned();
        for column in 0..columns {
            line.push('\t');
            append(&mut line, row.get_ref(column)?);
        }
        line.push('\n');
        let written = out.write_all(line.as_bytes());
        written.map_err(|error| Error::from(Failure::of("write", "(dump)".as_ref())(error)))?;
    }
    Ok(())
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
