//! Finding packages by words.
//!
//! Texts are cut into words and folded here, before they reach the index and before they are
//! looked for, so that both always agree: the index itself only compares bytes. A word is a run
//! of letters and digits without case and marks; `ß` is `ss`, and a word with an umlaut is found
//! as `bäume`, `baume` and `baeume`.

use super::Catalog;
use super::find::{PACKAGE, PackageRow, RECEIVED, package};
use super::record::signed;
use crate::error::{Error, Result};
use crate::finding::codes::cat;
use crate::metadata::description::{Description, Field};
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, ToSql};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Most words of one search.
const WORDS: usize = 64;

/// Umlauts as they are written where there are none.
const UMLAUTS: [(char, &str); 3] = [('ä', "ae"), ('ö', "oe"), ('ü', "ue")];

impl Catalog {
    /// Packages in which every term stands in the description or in a file name, by id, at most
    /// `limit`. Terms are separated by white space.
    ///
    /// A term matches the beginning of a word; case, umlauts and diacritics do not count. Signs
    /// inside a term, as in `10.24-1/2026`, cut it into words that must stand together: one after
    /// the other in the description, or in one file name. Fails with `E-CAT-008` for more than 64
    /// words.
    pub fn search(&self, text: &str, limit: usize) -> Result<Vec<PackageRow>> {
        self.search_with_format(text, None, limit)
    }

    /// The same among the packages whose newest version has a file in its payload that may have
    /// a format (a PUID), where one is given; without terms all of these.
    pub fn search_with_format(
        &self,
        text: &str,
        puid: Option<&str>,
        limit: usize,
    ) -> Result<Vec<PackageRow>> {
        let terms: BTreeSet<Term> =
            text.split_whitespace().map(term).filter(|term| !term.is_empty()).collect();
        let count = terms.iter().map(|term| term[0].len()).sum::<usize>();
        if count > WORDS {
            let error = Error::new(&cat::TOO_MANY_WORDS);
            return Err(error.with("count", count).with("limit", WORDS));
        }
        if terms.is_empty() && puid.is_none() {
            return Ok(Vec::new());
        }
        let mut values: Vec<String> =
            terms.iter().flat_map(|term| [in_row(term), in_name(term)]).collect();
        let clause = |number: usize| {
            let (row, name) = (2 * number + 1, 2 * number + 2);
            format!(
                "v.id IN (SELECT rowid FROM package_words WHERE package_words MATCH ?{row} \
                 UNION SELECT h.id FROM file_words w JOIN file f ON f.id = w.rowid \
                 JOIN version b ON b.id = f.version \
                 JOIN version h ON h.package = b.package AND h.received = b.number \
                 WHERE file_words MATCH ?{name})"
            )
        };
        let mut clauses: Vec<String> = (0..terms.len()).map(clause).collect();
        if let Some(puid) = puid {
            values.push(puid.to_owned());
            clauses.push(format!(
                "EXISTS (SELECT 1 FROM recognised k JOIN file f ON f.recognition = k.recognition \
                 JOIN version b ON b.id = f.version \
                 WHERE k.puid = ?{} AND f.area = 1 AND b.package = v.package \
                 AND b.number = v.received)",
                values.len()
            ));
        }
        let all = clauses.join(" AND ");
        let limit = signed(limit as u64);
        let sql = format!("{PACKAGE} WHERE {RECEIVED} AND {all} ORDER BY p.aip LIMIT {limit}");
        self.read(|connection| {
            let mut statement = connection.prepare(&sql)?;
            let values = values.iter().map(|value| value as &dyn ToSql);
            let rows = statement.query_map(rusqlite::params_from_iter(values), package)?;
            rows.collect()
        })
    }
}

/// A term to be looked for: its words, and its words with umlauts spelled out where it has any.
type Term = Vec<Vec<String>>;

fn term(text: &str) -> Term {
    let spellings = [Some(words(text)), spelled_out(text).map(|text| words(&text))];
    spellings.into_iter().flatten().filter(|words| !words.is_empty()).collect()
}

/// The words of a term one after the other, the last one perhaps only begun.
fn in_row(term: &Term) -> String {
    let spelling = |words: &Vec<String>| format!("\"{}\" *", words.join(" "));
    term.iter().map(spelling).collect::<Vec<_>>().join(" OR ")
}

/// All words of a term in one file name. Its index does not keep where they stand.
fn in_name(term: &Term) -> String {
    let spelling = |words: &Vec<String>| {
        let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
        format!("({} *)", quoted.join(" AND "))
    };
    term.iter().map(spelling).collect::<Vec<_>>().join(" OR ")
}

/// Gives migrations [`indexed`] under the name `folded`.
pub(super) fn add_functions(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("folded", 1, flags, |call| {
        call.get::<String>(0).map(|text| indexed(&text))
    })?;
    connection.create_scalar_function("reference_codes", 1, flags, |call| {
        let failed = |error: serde_json::Error| rusqlite::Error::UserFunctionError(error.into());
        let pairs: Vec<(String, String)> =
            serde_json::from_str(&call.get::<String>(0)?).map_err(failed)?;
        serde_json::to_string(&reference_codes(&pairs)).map_err(failed)
    })
}

/// The Signaturs of the package that a description tells of, each once.
pub(super) fn reference_codes(description: &[(String, String)]) -> BTreeSet<String> {
    let unit = Description::of(description, "").unit;
    unit.all(Field::Reference).map(|value| value.text.clone()).collect()
}

/// A text as the index takes it: its words with spaces between them, and all of them once more
/// with umlauts spelled out where it has any, so that they stand together in both spellings.
pub(super) fn indexed(text: &str) -> String {
    let mut all = words(text);
    all.extend(spelled_out(text).iter().flat_map(|text| words(text)));
    all.join(" ")
}

/// A text with umlauts spelled without; `None` where it has none.
fn spelled_out(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let lower: String = text.nfc().flat_map(char::to_lowercase).collect();
    let has_umlaut = UMLAUTS.iter().any(|(umlaut, _)| lower.contains(*umlaut));
    let spell = |text: String, (from, to): &(char, &str)| text.replace(*from, to);
    has_umlaut.then(|| UMLAUTS.iter().fold(lower, spell))
}

/// Cuts a text into folded words.
fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    let mut take = |c: char| {
        if is_part_of_word(c) {
            fold(c, &mut word);
        } else if !word.is_empty() {
            out.push(std::mem::take(&mut word));
        }
    };
    if text.is_ascii() {
        text.chars().for_each(&mut take);
    } else {
        text.nfkd().for_each(&mut take);
    }
    take(' ');
    out
}

fn is_part_of_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

fn fold(c: char, word: &mut String) {
    match c {
        'ß' | 'ẞ' => word.push_str("ss"),
        'ς' => word.push('σ'),
        _ if is_combining_mark(c) => {}
        _ if c.is_ascii() => word.push(c.to_ascii_lowercase()),
        _ => word.extend(c.to_lowercase().filter(|c| !is_combining_mark(*c))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        for (text, expected) in [
            ("10.24-1/2026", &["10", "24", "1", "2026"][..]),
            ("STRASSE Straße STRAẞE", &["strasse", "strasse", "strasse"]),
            ("U\u{308}bersicht Übersicht", &["ubersicht", "ubersicht"]),
            ("Ångström, œuvre İzmir", &["angstrom", "œuvre", "izmir"]),
            ("ﬁn № ½ हिन्दी", &["fin", "no", "1", "2", "हनद"]),
            ("\u{0}\"'*() \u{301}", &[]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn umlauts_are_indexed_both_ways() {
        assert_eq!(indexed("Bäume_2019.pdf"), "baume 2019 pdf baeume 2019 pdf");
        assert_eq!(indexed("Groeße.txt"), "groesse txt");
        assert_eq!(indexed("plain.txt"), "plain txt");
    }
}
