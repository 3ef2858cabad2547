//! Dublin Core 1.1 and DCMI terms as descriptions: in qualified form, as `oai_dc`, or in simple
//! records without namespaces.

use super::field::{Field, ROWS};
use super::{Level, Unit, Value, dates};
use crate::error::Result;
use crate::metadata::dublin_core::element;
use crate::xml::{Event, Reader};
use std::io::BufRead;

const DC: &str = "http://purl.org/dc/elements/1.1/";
const TERMS: &str = "http://purl.org/dc/terms/";
/// The terms of DCMI that refine an element (DCMI Metadata Terms, "Subproperty Of").
const REFINING: [(&str, &[&str]); 8] = [
    ("title", &["alternative"]),
    ("description", &["abstract", "tableOfContents"]),
    (
        "date",
        &[
            "available",
            "created",
            "dateAccepted",
            "dateCopyrighted",
            "dateSubmitted",
            "issued",
            "modified",
            "valid",
        ],
    ),
    ("format", &["extent", "medium"]),
    ("identifier", &["bibliographicCitation"]),
    (
        "relation",
        &[
            "conformsTo",
            "hasFormat",
            "hasPart",
            "hasVersion",
            "isFormatOf",
            "isPartOf",
            "isReferencedBy",
            "isReplacedBy",
            "isRequiredBy",
            "isVersionOf",
            "references",
            "replaces",
            "requires",
        ],
    ),
    ("coverage", &["spatial", "temporal"]),
    ("rights", &["accessRights", "license"]),
];
/// The terms that refine none.
const TERMS_ALONE: [&str; 9] = [
    "accrualMethod",
    "accrualPeriodicity",
    "accrualPolicy",
    "audience",
    "educationLevel",
    "instructionalMethod",
    "mediator",
    "provenance",
    "rightsHolder",
];
/// Root elements of simple records whose elements have no namespace.
const RECORDS: [&str; 5] = ["record", "dc", "metadata", "dublin_core", "qualifieddc"];

/// The elements of a document in order, as `dc:title` or `dcterms:extent` and their texts; after
/// `most` of them no more are taken. Other elements are passed over.
pub fn pairs(source: impl BufRead, path: &str, most: usize) -> Result<Vec<(String, String)>> {
    let mut xml = Reader::new(source, path);
    let mut fields = Vec::new();
    // The name of each element we are in, where it is one of Dublin Core.
    let mut inside: Vec<Option<String>> = Vec::new();
    let mut simple = false;
    loop {
        match xml.next()? {
            Event::Start(start) => {
                let name = start.name.as_str();
                if inside.is_empty() {
                    simple = start.namespace.is_empty() && RECORDS.contains(&name);
                }
                inside.push(match start.namespace.as_str() {
                    DC => Some(format!("dc:{name}")),
                    TERMS => Some(format!("dcterms:{name}")),
                    "" if simple => element(name).map(str::to_owned),
                    _ => None,
                });
            }
            Event::Text(text) => {
                let text = text.trim();
                if let Some(Some(name)) = inside.last()
                    && !text.is_empty()
                    && fields.len() < most
                {
                    fields.push((name.clone(), text.to_owned()));
                }
            }
            Event::End => {
                inside.pop();
            }
            Event::Eof => return Ok(fields),
        }
    }
}

/// The unit that a Dublin Core document describes.
pub fn read(source: impl BufRead, path: &str) -> Result<Unit> {
    Ok(unit(pairs(source, path, super::VALUES)?))
}

/// The unit that elements of Dublin Core describe; an element that the model has no field for is
/// kept by its name.
#[must_use]
pub fn unit(pairs: Vec<(String, String)>) -> Unit {
    let mut unit = Unit::new(Level::default());
    for (name, text) in pairs {
        match field(&name) {
            Some(field) => unit.say(field, text),
            None => unit.keep(name, text),
        }
    }
    unit
}

/// The field of an element; DCMI terms that repeat one of the fifteen elements mean the same.
pub(crate) fn field(name: &str) -> Option<Field> {
    let exact = |name: &str| ROWS.iter().find(|row| row.dc == Some(name)).map(|row| row.field);
    // What may be done with a resource is all that a licence says.
    let name = if name == "dcterms:license" { "dc:rights" } else { name };
    exact(name).or_else(|| exact(&format!("dc:{}", name.strip_prefix("dcterms:")?)))
}

/// The element or term that a word with a prefix names, as DCMI spells it: `DC.Title` is
/// `dc:title`, `dcterms:accessrights` is `dcterms:accessRights`.
pub(crate) fn named(word: &str) -> Option<String> {
    let lower = word.trim().to_lowercase();
    let (space, name) = lower.split_once(['.', ':'])?;
    match (space, element(name)) {
        ("dc", known) => known.map(str::to_owned),
        ("dcterms", Some(_)) => Some(format!("dcterms:{name}")),
        ("dcterms", None) => {
            let mut terms = REFINING.iter().flat_map(|(_, terms)| *terms).chain(&TERMS_ALONE);
            let known = terms.find(|known| known.eq_ignore_ascii_case(name));
            known.map(|known| format!("dcterms:{known}"))
        }
        _ => None,
    }
}

/// The same for the heading of a column, where elements need no prefix: `Format` is `dc:format`.
pub(crate) fn heading(word: &str) -> Option<String> {
    named(word).or_else(|| element(&word.trim().to_lowercase()).map(str::to_owned))
}

/// The name by which what a column holds is kept: Dublin Core where that says exactly what the
/// heading means, else the heading as it was written, as `csv:<heading>`.
#[must_use]
pub fn column(word: &str) -> String {
    let exact = || Field::from_word(word)?.row().dc.filter(|name| name.starts_with("dc:"));
    let name = heading(word).or_else(|| exact().map(str::to_owned));
    name.unwrap_or_else(|| format!("csv:{}", word.trim()))
}

/// The element that says a name of Dublin Core: itself, or the one that a term repeats or refines.
fn simple(name: &str) -> Option<&'static str> {
    let (space, name) = name.split_once(':')?;
    let refined = || REFINING.iter().find(|(_, terms)| terms.contains(&name)).map(|row| row.0);
    match space {
        "dc" => element(name),
        "dcterms" => element(name).or_else(|| element(refined()?)),
        _ => None,
    }
}

/// What the fifteen elements of Dublin Core can say of a unit, as `dc:title` and its like. A term
/// of DCMI becomes the element that it refines. What neither can say is not among them: it stands
/// where the description itself is kept.
#[must_use]
pub fn elements(unit: &Unit) -> Vec<(String, String)> {
    let has_creator = unit.text(Field::Creator).is_some();
    let of = |value: &Value| {
        let name = match value.field {
            Field::Provenance if has_creator => "dc:contributor",
            Field::Provenance => "dc:creator",
            Field::Closure => {
                let words = format!("{}: {}", value.field.german(), value.words());
                return Some(("dc:rights".to_owned(), words));
            }
            field => simple(field.row().dc?)?,
        };
        Some((name.to_owned(), said(value).to_owned()))
    };
    let kept = |(name, text): &(String, String)| Some((simple(name)?.to_owned(), text.clone()));
    unit.values.iter().filter_map(of).chain(unit.other.iter().filter_map(kept)).collect()
}

/// What Dublin Core wants is the form for programs, where it says all that the text says.
fn said(value: &Value) -> &str {
    match (&value.normal, value.field) {
        (Some(normal), Field::Period) if dates::normal(&value.text).as_ref() == Some(normal) => {
            normal
        }
        (Some(normal), _) if value.text.is_empty() => normal,
        _ => &value.text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_of_every_kind_are_read() {
        let wanted = [("dc:title".to_owned(), "A".to_owned()), ("dc:date".into(), "1990".into())];
        for document in [
            "<record><title>A</title><date>1990</date><x>y</x></record>",
            "<oai_dc:dc xmlns:oai_dc='http://www.openarchives.org/OAI/2.0/oai_dc/' \
             xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>A</dc:title>\
             <dc:date>1990</dc:date></oai_dc:dc>",
        ] {
            assert_eq!(pairs(document.as_bytes(), "x", 10).unwrap(), wanted);
        }
        assert!(pairs(&b"<html><title>A</title></html>"[..], "x", 10).unwrap().is_empty());
    }

    fn said_in_elements(unit: &Unit) -> Vec<(String, String)> {
        let mut out = Vec::new();
        crate::metadata::dublin_core::write(&mut out, &elements(unit)).unwrap();
        pairs(&out[..], "x", 100).unwrap()
    }

    fn pair(name: &str, text: &str) -> (String, String) {
        (name.to_owned(), text.to_owned())
    }

    #[test]
    fn what_dublin_core_can_say_comes_back() {
        let mut written = Unit::default();
        written.say(Field::Title, "Bauakte <1>");
        written.say(Field::Reference, "A 1");
        written.say(Field::Period, "1990/1995");
        written.say(Field::Creator, "Architekt Muster");
        written.say(Field::Use, "Nur mit Genehmigung");
        for name in ["dc:format", "dc:publisher", "dc:contributor"] {
            written.keep(name, "as it came");
        }
        assert_eq!(unit(said_in_elements(&written)), written);
    }

    #[test]
    fn terms_become_the_elements_that_they_refine() {
        let mut unit = Unit::default();
        unit.say(Field::Provenance, "Bauamt");
        unit.say(Field::Extent, "0,1 lfm");
        unit.say(Field::Abstract, "Kurz");
        unit.say(Field::Access, "Nur im Lesesaal");
        unit.say_both(Field::Closure, "Personen", Some("2050-12-31".into()));
        unit.say(Field::CustodialHistory, "1990 übernommen");
        unit.say(Field::FileNumber, "63-1");
        unit.keep("dcterms:spatial", "Chemnitz");
        unit.keep("dcterms:audience", "alle");
        unit.keep("materialspec", "1:500");
        let mut wanted = vec![
            pair("dc:creator", "Bauamt"),
            pair("dc:format", "0,1 lfm"),
            pair("dc:description", "Kurz"),
            pair("dc:rights", "Nur im Lesesaal"),
            pair("dc:rights", "Schutzfrist: Personen (2050-12-31)"),
            pair("dc:coverage", "Chemnitz"),
        ];
        assert_eq!(said_in_elements(&unit), wanted);
        unit.say(Field::Creator, "Architekt Muster");
        wanted[0].0 = "dc:contributor".into();
        wanted.insert(5, pair("dc:creator", "Architekt Muster"));
        assert_eq!(said_in_elements(&unit), wanted);
    }

    #[test]
    fn elements_mean_what_dcmi_says() {
        for (name, wanted) in [
            ("dcterms:provenance", Some(Field::CustodialHistory)),
            ("dcterms:accessRights", Some(Field::Access)),
            ("dc:rights", Some(Field::Use)),
            ("dcterms:license", Some(Field::Use)),
            ("dc:creator", Some(Field::Creator)),
            ("dcterms:isReferencedBy", Some(Field::Bibliography)),
            ("dcterms:bibliographicCitation", None),
            ("dc:contributor", None),
            ("dc:publisher", None),
            ("dc:format", None),
        ] {
            let unit = unit(vec![pair(name, "x")]);
            assert_eq!(unit.values.first().map(|value| value.field), wanted, "{name}");
            assert_eq!(unit.other.len(), usize::from(wanted.is_none()), "{name}");
        }
        assert_eq!(named("DC.Title").as_deref(), Some("dc:title"));
        assert_eq!(named("dcterms:accessrights").as_deref(), Some("dcterms:accessRights"));
        assert_eq!(named("dc.colour"), None);
        assert_eq!(Field::from_word("DCTERMS.accessRights"), Some(Field::Access));
    }

    #[test]
    fn terms_that_repeat_an_element_mean_the_same() {
        let document = "<m xmlns:t='http://purl.org/dc/terms/'><t:title>A</t:title>\
                        <t:audience>B</t:audience></m>";
        let unit = read(document.as_bytes(), "x").unwrap();
        assert_eq!(unit.text(Field::Title), Some("A"));
        assert_eq!(unit.other, [("dcterms:audience".to_owned(), "B".to_owned())]);
    }
}
