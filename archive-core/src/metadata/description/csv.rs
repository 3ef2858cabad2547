//! Descriptions as tables: one row a unit, columns in German or English, parents by Signatur
//! or by the id of a package.
//!
//! Values that repeat stand in one cell, separated by `|`; a `|` or `\` inside a value has a `\`
//! before it. What the model has no field for stands in the last column as `name=value`. A value
//! that a spreadsheet would take for a formula has an apostrophe before it; reading takes it away.

use super::whole::DEPTH;
use super::{About, Field, Level, Placed, UNITS, Unit, VALUES, dates, dublin_core};
use crate::error::{Error, Result};
use crate::finding::Lang;
use crate::finding::codes::ead;
use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Write};

/// Largest table read, in bytes; it is held in memory.
pub const TABLE_BYTES: u64 = 64 << 20;

/// Most columns of a table, and most cells of a row.
const COLUMNS: usize = 1_000;
/// What spreadsheets take for the beginning of a formula (OWASP ASVS 5.0, 1.2.10).
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

const PARENT: (&str, &str) = ("parent", "Übergeordnet");
const LEVEL: (&str, &str) = ("level", "Stufe");
const OTHER: (&str, &str) = ("other", "Weiteres");
const NORMAL: (&str, &str) = (" (normal)", " (normiert)");
/// What names a row as a parent where nothing else does.
const ROW: (&str, &str) = ("row id", "Zeilenkennung");
const PARENTS: [&str; 5] =
    ["parent", "übergeordnet", "uebergeordnet", "elternsignatur", "parent id"];

/// What a column holds.
enum Column {
    Aip,
    Row,
    Parent,
    Level,
    Of(Field),
    Normal(Field),
    Other,
    Unknown(String),
}

impl Column {
    fn of(heading: &str) -> Self {
        let lower = heading.trim().to_lowercase();
        let bare = lower.as_str();
        let normal = [NORMAL.0, NORMAL.1].iter().find_map(|end| bare.strip_suffix(end));
        if let Some(field) = normal.and_then(Field::from_word) {
            return Self::Normal(field);
        }
        if bare == About::AIP {
            return Self::Aip;
        }
        if bare == ROW.0 || bare == ROW.1.to_lowercase() {
            return Self::Row;
        }
        if PARENTS.contains(&bare) {
            return Self::Parent;
        }
        if Level::is_heading(bare) {
            return Self::Level;
        }
        if bare == OTHER.0 || bare == "weiteres" {
            return Self::Other;
        }
        let unknown = || dublin_core::heading(bare).unwrap_or_else(|| heading.trim().to_owned());
        Field::from_word(bare).map_or_else(|| Self::Unknown(unknown()), Self::Of)
    }
}

/// The text of a table, which is UTF-8 or else Windows-1252, and whether it was UTF-8.
#[must_use]
pub fn text(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.into(), true),
        Err(_) => (encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0, false),
    }
}

/// The rows of a table, with headings. Rows may have more or fewer cells than there are headings.
#[must_use]
pub fn rows(text: &str) -> csv::Reader<&[u8]> {
    let heading = text.lines().next().unwrap_or_default();
    let mut quoted = false;
    let (mut semicolons, mut commas) = (0, 0);
    for sign in heading.chars() {
        match sign {
            '"' => quoted = !quoted,
            ';' if !quoted => semicolons += 1,
            ',' if !quoted => commas += 1,
            _ => {}
        }
    }
    // German spreadsheets separate columns by semicolons, since the comma is their decimal sign.
    let delimiter = if semicolons > 0 && semicolons >= commas { b';' } else { b',' };
    csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes())
}

/// Reads a table. Rows come in the order of the file; a parent may stand anywhere in it. Parents
/// that are not there, that are there twice or that lead in a circle are errors.
pub fn read(bytes: &[u8], path: &str) -> Result<Vec<Placed>> {
    let (text, _) = text(bytes);
    let table = |reason: &dyn std::fmt::Display| {
        Error::new(&ead::TABLE).at(path).with("reason", reason.to_string())
    };
    let mut reader = rows(&text);
    let too_large = |limit: usize| Error::new(&ead::LIMIT).at(path).with("limit", limit);
    let headings = reader.headers().map_err(|error| table(&error))?;
    if headings.len() > COLUMNS {
        return Err(too_large(COLUMNS));
    }
    let columns: Vec<Column> = headings.iter().map(Column::of).collect();
    let (mut units, mut names) = (Vec::new(), Vec::new());
    for row in reader.records() {
        let row = row.map_err(|error| table(&error))?;
        if row.len() > COLUMNS {
            return Err(too_large(COLUMNS));
        }
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if units.len() == UNITS {
            return Err(too_large(UNITS));
        }
        if row.iter().any(|cell| memchr::memchr_iter(b'|', cell.as_bytes()).count() > VALUES) {
            return Err(too_large(VALUES));
        }
        let (placed, names_of_row) = unit_of(&columns, &row);
        units.push(Placed { number: units.len(), ..placed });
        names.push(names_of_row);
    }
    place(&mut units, &names, path)?;
    Ok(units)
}

/// How a row is named, and how the one above it is.
#[derive(Default)]
struct Named {
    row: Option<String>,
    parent: Option<String>,
}

fn unit_of(columns: &[Column], row: &csv::StringRecord) -> (Placed, Named) {
    let (mut placed, mut named) = (Placed::default(), Named::default());
    let Placed { unit, about, says_level, .. } = &mut placed;
    let mut normals: Vec<(Field, Vec<String>)> = Vec::new();
    let cells = row.iter().map(unguarded).enumerate();
    for (index, cell) in cells.filter(|(_, cell)| !cell.trim().is_empty()) {
        match columns.get(index) {
            Some(Column::Aip) => *about = About::from_key(About::AIP, cell),
            Some(Column::Row) => named.row = Some(cell.trim().to_owned()),
            Some(Column::Parent) => named.parent = Some(cell.trim().to_owned()),
            Some(Column::Level) => {
                (unit.level, *says_level) = (Level::from_word(cell), true);
            }
            Some(Column::Of(field)) => {
                for text in split(cell) {
                    unit.say(*field, text);
                }
            }
            Some(Column::Normal(field)) => normals.push((*field, split(cell))),
            Some(Column::Other) => split(cell).iter().for_each(|pair| {
                let (name, text) = pair.split_once('=').unwrap_or(("", pair));
                unit.keep(name, text);
            }),
            Some(Column::Unknown(name)) => unit.keep(name.clone(), cell),
            None => unit.keep(format!("column {}", index + 1), cell),
        }
    }
    for (field, normals) in normals {
        set_normals(unit, field, normals);
    }
    (placed, named)
}

/// A cell of normal forms goes with the values of the same field, one by one.
fn set_normals(unit: &mut Unit, field: Field, normals: Vec<String>) {
    let mut values = unit.values.iter_mut().filter(|value| value.field == field);
    let mut rest = Vec::new();
    for normal in normals {
        let usable = !field.is_date() || normal.is_empty() || dates::is_normal(&normal);
        match values.next() {
            Some(value) if usable => value.normal = Some(normal).filter(|n| !n.is_empty()),
            _ => rest.push(normal),
        }
    }
    for text in rest {
        unit.keep(format!("{} normal", field.key()), text);
    }
}

fn place(units: &mut [Placed], names: &[Named], path: &str) -> Result<()> {
    let refused = |(english, german): (&str, &str), name: &str| {
        let error = Error::new(&ead::PARENT).at(path).with("name", name);
        error.with_words("reason", english, german)
    };
    let mut known: HashMap<String, Option<usize>> = HashMap::new();
    for (placed, named) in units.iter().zip(names) {
        let id = placed.about.as_ref().map(About::id);
        let reference = placed.unit.text(Field::Reference);
        for name in reference.into_iter().chain(id).chain(named.row.as_deref()) {
            let entry = known.entry(name.to_owned());
            entry.and_modify(|twice| *twice = None).or_insert(Some(placed.number));
        }
    }
    for (placed, named) in units.iter_mut().zip(names) {
        let Some(name) = &named.parent else { continue };
        match known.get(name) {
            Some(Some(number)) => placed.parent = Some(*number),
            Some(None) => return Err(refused(("two rows have it", "zwei Zeilen haben sie"), name)),
            None => return Err(refused(("no row has it", "keine Zeile hat sie"), name)),
        }
    }
    if let Some(number) = circle(units) {
        let name = units[number].unit.text(Field::Reference).unwrap_or_default();
        return Err(refused(("it lies below itself", "sie liegt unter sich selbst"), name));
    }
    if is_too_deep(units) {
        return Err(Error::new(&ead::LIMIT).at(path).with("limit", DEPTH));
    }
    Ok(())
}

/// Whether a unit lies deeper than a description can say. There is no circle.
fn is_too_deep(units: &[Placed]) -> bool {
    let mut depths: Vec<Option<usize>> = vec![None; units.len()];
    for start in 0..units.len() {
        let (mut at, mut way) = (Some(start), Vec::new());
        while let Some(number) = at.filter(|number| depths[*number].is_none()) {
            way.push(number);
            at = units[number].parent;
        }
        let mut depth = at.and_then(|number| depths[number]).unwrap_or_default();
        for number in way.into_iter().rev() {
            depth += 1;
            depths[number] = Some(depth);
        }
        if depth > DEPTH {
            return true;
        }
    }
    false
}

/// A unit that is above itself.
fn circle(units: &[Placed]) -> Option<usize> {
    let mut state = vec![0_u8; units.len()];
    for start in 0..units.len() {
        let (mut at, mut way) = (Some(start), Vec::new());
        while let Some(number) = at.filter(|number| state[*number] == 0) {
            state[number] = 1;
            way.push(number);
            at = units[number].parent;
        }
        if at.is_some_and(|number| state[number] == 1) {
            return at;
        }
        for number in way {
            state[number] = 2;
        }
    }
    None
}

fn split(cell: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut characters = cell.chars();
    while let Some(c) = characters.next() {
        let last = out.last_mut().expect("it is never empty");
        match c {
            '\\' => match characters.next() {
                Some(next @ ('\\' | '|')) => last.push(next),
                Some(next) => last.extend(['\\', next]),
                None => last.push('\\'),
            },
            '|' => out.push(String::new()),
            other => last.push(other),
        }
    }
    out.iter().map(|text| text.trim().to_owned()).collect()
}

/// A cell that no spreadsheet takes for a formula.
fn guarded(cell: String) -> String {
    if cell.trim_start_matches('\'').starts_with(FORMULA) { format!("'{cell}") } else { cell }
}

/// The cell that was guarded.
fn unguarded(cell: &str) -> &str {
    let inner = cell.strip_prefix('\'');
    inner.filter(|rest| rest.trim_start_matches('\'').starts_with(FORMULA)).unwrap_or(cell)
}

fn joined<'a>(values: impl Iterator<Item = Cow<'a, str>>) -> String {
    let escaped = values.map(|text| text.replace('\\', "\\\\").replace('|', "\\|"));
    escaped.collect::<Vec<_>>().join("|")
}

/// What a row says besides of its unit.
#[derive(Debug, Clone, Copy, Default)]
pub struct Place<'a> {
    /// The id of the package that the unit is about.
    pub aip: Option<&'a str>,
    /// What other rows name this one by, where they can name it by nothing else.
    pub row: Option<&'a str>,
    /// How the row above is named: by its Signatur, the id of its package or its own name.
    pub parent: Option<&'a str>,
}

/// Writes a table row by row.
pub struct Writer<W: Write>(csv::Writer<W>);

impl<W: Write> Writer<W> {
    /// Begins a table with its headings: German ones with `;` between columns, English ones with
    /// `,`.
    pub fn new(out: W, lang: Lang) -> io::Result<Self> {
        let delimiter = if lang == Lang::De { b';' } else { b',' };
        let mut table = csv::WriterBuilder::new().delimiter(delimiter).from_writer(out);
        let word = |(en, de): (&str, &str)| if lang == Lang::De { de } else { en }.to_owned();
        let mut headings = vec![About::AIP.to_owned(), word(ROW), word(PARENT), word(LEVEL)];
        for field in Field::all() {
            let heading = word((field.key(), field.german()));
            if has_normal(field) {
                headings.push(heading.clone());
                headings.push(heading + &word(NORMAL));
            } else {
                headings.push(heading);
            }
        }
        headings.push(word(OTHER));
        table.write_record(&headings)?;
        Ok(Self(table))
    }

    /// Writes a unit and its place.
    pub fn unit(&mut self, unit: &Unit, place: &Place<'_>) -> io::Result<()> {
        let place = [place.aip, place.row, place.parent, Some(unit.level.word())];
        let mut cells = place.map(|cell| cell.unwrap_or_default().to_owned()).to_vec();
        for field in Field::all() {
            cells.push(joined(unit.all(field).map(|value| value.text.as_str().into())));
            if has_normal(field) {
                let normal = |value: &super::Value| value.normal.clone().unwrap_or_default();
                cells.push(joined(unit.all(field).map(|value| normal(value).into())));
            }
        }
        let other = unit.other.iter().map(|(name, text)| format!("{name}={text}").into());
        cells.push(joined(other));
        Ok(self.0.write_record(cells.into_iter().map(guarded))?)
    }

    /// Ends the table.
    pub fn finish(self) -> io::Result<W> {
        self.0.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

fn has_normal(field: Field) -> bool {
    field.is_date() || field == Field::Language
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_offices_are_trees() {
        let table = "Signatur;Übergeordnet;Stufe;Titel;Laufzeit;Farbe\n\
                     A 1/1;A 1;Akte;Bau\\|Plan|Zweiter;1990-1995;rot\nA 1;;Bestand;Bauamt;;\n";
        let units = read(table.as_bytes(), "x.csv").unwrap();
        assert_eq!(units[0].parent, Some(1));
        let titles: Vec<_> = units[0].unit.all(Field::Title).map(|v| v.text.as_str()).collect();
        assert_eq!(titles, ["Bau|Plan", "Zweiter"]);
        let period = units[0].unit.all(Field::Period).next().unwrap();
        assert_eq!(period.normal.as_deref(), Some("1990/1995"));
        assert_eq!(units[0].unit.other, [("Farbe".to_owned(), "rot".to_owned())]);
        assert_eq!(units[1].unit.level, Level::Fonds);
    }

    #[test]
    fn rows_are_named_by_columns_of_their_own() {
        let table = "AIP;row;tenant;Zeilenkennung;Übergeordnet;Titel\n\
                     urn:uuid:1;12;Müller;;;Akte\n;13;;#2;urn:uuid:1;Band\n;;;;#2;Blatt\n";
        let units = read(table.as_bytes(), "x.csv").unwrap();
        assert_eq!(units[0].about, Some(About::Package("urn:uuid:1".into())));
        let parents: Vec<_> = units.iter().map(|placed| placed.parent).collect();
        assert_eq!(parents, [None, Some(0), Some(1)]);
        let other: Vec<_> =
            units[0].unit.other.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
        assert_eq!(other, [("row", "12"), ("tenant", "Müller")]);
    }

    #[test]
    fn formulas_are_texts_and_come_back() {
        for title in ["=cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "'=1", "''-", "'Titel'", "\t1"] {
            let mut unit = Unit::default();
            unit.say(Field::Note, title);
            let mut table = Writer::new(Vec::new(), Lang::En).unwrap();
            table.unit(&unit, &Place::default()).unwrap();
            let bytes = table.finish().unwrap();
            let row = std::str::from_utf8(&bytes).unwrap().lines().nth(1).unwrap().to_owned();
            let cells = row.split(',').map(|cell| cell.trim_start_matches('"'));
            assert!(cells.into_iter().all(|cell| !cell.starts_with(FORMULA)), "{row}");
            let units = read(&bytes, "x").unwrap();
            assert_eq!(units[0].unit.text(Field::Note), Some(title.trim()), "{row}");
        }
    }

    #[test]
    fn wide_tables_and_cells_are_refused() {
        let wide = "c;".repeat(COLUMNS + 1);
        let long_row = format!("Titel;Signatur\n{}", ";".repeat(COLUMNS + 1));
        let many = format!("Titel\n{}", "|".repeat(VALUES + 1));
        for table in [wide, long_row, many] {
            assert!(read(table.as_bytes(), "x").unwrap_err().is(&ead::LIMIT));
        }
    }

    #[test]
    fn separators_inside_quotes_separate_nothing() {
        for (heading, columns) in [
            ("Titel", 1),
            ("Titel;Zusatz, Reihe", 2),
            ("\"Titel, Zusatz, Reihe\";Signatur", 2),
            ("title,\"a;b;c\"", 2),
            ("title,notes;remarks,date", 3),
        ] {
            assert_eq!(rows(heading).headers().unwrap().len(), columns, "{heading}");
        }
    }

    #[test]
    fn elements_that_no_field_means_keep_their_names() {
        let table = "dc.title,publisher,dc:contributor,dcterms.accessRights,dc.colour\na,b,c,d,e\n";
        let unit = &read(table.as_bytes(), "x").unwrap()[0].unit;
        assert_eq!(unit.text(Field::Title), Some("a"));
        assert_eq!(unit.text(Field::Access), Some("d"));
        let other: Vec<_> = unit.other.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
        assert_eq!(other, [("dc:publisher", "b"), ("dc:contributor", "c"), ("dc.colour", "e")]);
    }

    #[test]
    fn chains_have_an_end() {
        let chain = |rows: usize| {
            let rows = (1..=rows).map(|n| format!("{n},{}\n", n.saturating_sub(1)));
            let rows = rows.collect::<String>().replacen(",0", ",", 1);
            read(format!("identifier,parent\n{rows}").as_bytes(), "x")
        };
        assert_eq!(chain(DEPTH).unwrap().len(), DEPTH);
        assert!(chain(DEPTH + 1).unwrap_err().is(&ead::LIMIT));
    }

    #[test]
    fn parents_that_lead_nowhere_are_refused() {
        for rows in ["1,9", "1,2\n2,1", "1,1", "1,\n1,\n2,1"] {
            let table = format!("identifier,parent\n{rows}\n");
            let error = read(table.as_bytes(), "x.csv").expect_err(rows);
            assert!(error.is(&ead::PARENT), "{error}");
        }
        let wide = "title\na,b\n";
        let units = read(wide.as_bytes(), "x").unwrap();
        assert_eq!(units[0].unit.other, [("column 2".to_owned(), "b".to_owned())]);
    }
}
