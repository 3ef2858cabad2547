//! The fields of a description, and the words for them in each form: one table.

use super::dublin_core;

/// A field of a unit (ISAD(G) with what German archives add).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Field {
    /// Signatur (ISAD(G) 3.1.1).
    Reference,
    /// Titel (3.1.2).
    Title,
    /// Laufzeit (3.1.3).
    Period,
    /// Umfang (3.1.5).
    Extent,
    /// Provenienz (3.2.1).
    Provenance,
    /// Urheber of a single document.
    Creator,
    /// Altsignatur.
    FormerReference,
    /// Aktenzeichen of the office.
    FileNumber,
    /// Verwaltungsgeschichte, Biographie (3.2.2).
    History,
    /// Bestandsgeschichte (3.2.3).
    CustodialHistory,
    /// Abgabe, Zugang (3.2.4).
    Acquisition,
    /// Enthält (3.3.1).
    Scope,
    /// Darin.
    Includes,
    /// Kurzbeschreibung.
    Abstract,
    /// Bewertung und Kassation (3.3.2).
    Appraisal,
    /// Neuzugänge (3.3.3).
    Accruals,
    /// Ordnung und Klassifikation (3.3.4).
    Arrangement,
    /// Schutzfrist: its reason, and until when.
    Closure,
    /// Zugangsbestimmungen (3.4.1).
    Access,
    /// Reproduktionsbestimmungen (3.4.2).
    Use,
    /// Sprache (3.4.3).
    Language,
    /// Physische Beschaffenheit (3.4.4).
    Condition,
    /// Findhilfsmittel (3.4.5).
    FindingAids,
    /// Aufbewahrungsort der Originale (3.5.1).
    Originals,
    /// Kopien (3.5.2).
    Copies,
    /// Verwandte Verzeichnungseinheiten (3.5.3).
    Related,
    /// Literatur (3.5.4).
    Bibliography,
    /// Bemerkung (3.6.1).
    Note,
    /// Bearbeitung der Beschreibung (3.7.1).
    Processing,
    /// Schlagwort.
    Subject,
    /// Ort.
    Place,
    /// Person.
    Person,
    /// Körperschaft.
    Body,
    /// Form, Art.
    Genre,
    /// Archiv, das die Einheit verwahrt.
    Repository,
    /// Lagerort.
    Location,
    /// Behältnis.
    Container,
}

/// Where a field stands in EAD, 2002 and 3 alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Home {
    /// In `did`, as plain text.
    Did,
    /// In `did`, as a name (EAD3: with `part` inside).
    Name,
    /// Below `c`, as paragraphs.
    Block,
    /// In `controlaccess`.
    Control,
}

/// One row of the table.
pub(crate) struct Row {
    pub field: Field,
    /// Stable key in pairs, and `encodinganalog` in EAD that we write.
    pub key: &'static str,
    pub german: &'static str,
    pub home: Home,
    /// The element of EAD.
    pub ead: &'static str,
    /// The element of Dublin Core that means the same and nothing else, with prefix.
    pub dc: Option<&'static str>,
    /// Other words for a column, in lower case.
    pub words: &'static [&'static str],
}

macro_rules! rows {
    ($($field:ident $key:literal $german:literal $home:ident $ead:literal $dc:expr,
       $words:expr;)*) => {
        pub(crate) static ROWS: &[Row] = &[$(Row {
            field: Field::$field,
            key: $key,
            german: $german,
            home: Home::$home,
            ead: $ead,
            dc: $dc,
            words: $words,
        }),*];
    };
}

const DC_CUSTODY: Option<&str> = Some("dcterms:provenance");
const DC_ACCESS: Option<&str> = Some("dcterms:accessRights");
const DC_ABSTRACT: Option<&str> = Some("dcterms:abstract");
const DC_CITED: Option<&str> = Some("dcterms:isReferencedBy");

// The first row of an element of EAD is what it means where nobody says more. Dublin Core's
// contributor, publisher and format mean none of these fields: they are kept by their names.
rows! {
    Reference "reference" "Signatur" Did "unitid" Some("dc:identifier"),
        &["signatur", "archivsignatur", "reference code", "identifier", "unitid"];
    FormerReference "former_reference" "Altsignatur" Did "unitid" None,
        &["alte signatur", "former reference"];
    FileNumber "file_number" "Aktenzeichen" Did "unitid" None, &["az", "az.", "file number"];
    Title "title" "Titel" Did "unittitle" Some("dc:title"), &["name", "unittitle"];
    Period "period" "Laufzeit" Did "unitdate" Some("dc:date"),
        &["datum", "date", "dates", "zeitraum", "unitdate"];
    Extent "extent" "Umfang" Did "physdesc" Some("dcterms:extent"), &["physdesc"];
    Provenance "provenance" "Provenienz" Name "origination" None, &["origination", "herkunft"];
    Creator "creator" "Urheber" Name "origination" Some("dc:creator"), &["verfasser", "autor"];
    Abstract "abstract" "Kurzbeschreibung" Did "abstract" DC_ABSTRACT, &[];
    Note "note" "Bemerkung" Block "odd" None, &["bemerkungen", "notes", "notiz", "anmerkung"];
    Repository "repository" "Archiv" Name "repository" None, &[];
    Location "location" "Lagerort" Did "physloc" None, &["magazin"];
    Container "container" "Behältnis" Did "container" None, &["karton", "box"];
    Language "language" "Sprache" Did "langmaterial" Some("dc:language"), &["sprachen"];
    Scope "scope" "Enthält" Block "scopecontent" Some("dc:description"),
        &["enthaelt", "beschreibung", "description", "contains", "scopecontent"];
    Includes "includes" "Darin" Block "scopecontent" None, &[];
    History "history" "Verwaltungsgeschichte" Block "bioghist" None, &["biographie"];
    CustodialHistory "custodial_history" "Bestandsgeschichte" Block "custodhist" DC_CUSTODY, &[];
    Acquisition "acquisition" "Zugang" Block "acqinfo" None, &["abgabe", "accession"];
    Appraisal "appraisal" "Bewertung" Block "appraisal" None, &["kassation"];
    Accruals "accruals" "Neuzugänge" Block "accruals" None, &["neuzugaenge"];
    Arrangement "arrangement" "Ordnung" Block "arrangement" None, &[];
    Access "access" "Zugangsbestimmungen" Block "accessrestrict" DC_ACCESS,
        &["access conditions"];
    Closure "closure" "Schutzfrist" Block "accessrestrict" None,
        &["schutzfrist bis", "sperrfrist", "closed until"];
    Use "use" "Reproduktionsbestimmungen" Block "userestrict" Some("dc:rights"),
        &["nutzung", "rechte", "rights"];
    Condition "condition" "Beschaffenheit" Block "phystech" None, &["erhaltungszustand"];
    FindingAids "finding_aids" "Findhilfsmittel" Block "otherfindaid" None, &["findbuch"];
    Originals "originals" "Originale" Block "originalsloc" Some("dc:source"), &["source"];
    Copies "copies" "Kopien" Block "altformavail" None, &[];
    Related "related" "Verwandtes" Block "relatedmaterial" Some("dc:relation"),
        &["relation", "siehe auch"];
    Bibliography "bibliography" "Literatur" Block "bibliography" DC_CITED, &[];
    Processing "processing" "Bearbeitung" Block "processinfo" None, &["bearbeiter"];
    Subject "subject" "Schlagwort" Control "subject" Some("dc:subject"),
        &["schlagwörter", "schlagworte", "keywords", "betreff"];
    Place "place" "Ort" Control "geogname" Some("dc:coverage"), &["orte", "coverage"];
    Person "person" "Person" Control "persname" None, &["personen"];
    Body "body" "Körperschaft" Control "corpname" None, &["koerperschaft"];
    Genre "genre" "Art" Control "genreform" Some("dc:type"), &["type", "archivalienart"];
}

impl Field {
    /// The stable key: `title`, `former_reference` …
    #[must_use]
    pub fn key(self) -> &'static str {
        self.row().key
    }

    /// The German word: `Titel`, `Altsignatur` …
    #[must_use]
    pub fn german(self) -> &'static str {
        self.row().german
    }

    /// The field with a key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        ROWS.iter().find(|row| row.key == key).map(|row| row.field)
    }

    /// The field that the heading of a column means, in German, English or a standard's word. It
    /// is the only place that knows such words.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        if let Some(name) = dublin_core::named(word) {
            return dublin_core::field(&name);
        }
        let lower = word.trim().to_lowercase();
        let means = |row: &&Row| {
            row.key == lower
                || row.german.to_lowercase() == lower
                || row.words.contains(&lower.as_str())
        };
        ROWS.iter().find(means).map(|row| row.field)
    }

    /// Every field, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        ROWS.iter().map(|row| row.field)
    }

    /// Whether it says when: such a field has a normal form.
    #[must_use]
    pub fn is_date(self) -> bool {
        matches!(self, Self::Period | Self::Closure)
    }

    pub(crate) fn row(self) -> &'static Row {
        ROWS.iter().find(|row| row.field == self).expect("a test shows that no field is missing")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_field_has_one_row_and_words_of_its_own() {
        let fields: HashSet<_> = Field::all().collect();
        assert_eq!(fields.len(), ROWS.len());
        assert_eq!(fields.len(), Field::Container as usize + 1, "a field has no row");
        let mut words = HashSet::new();
        for row in ROWS {
            let own = HashSet::from([row.key.to_owned(), row.german.to_lowercase()]);
            let all = own.into_iter().chain(row.words.iter().map(|word| (*word).to_owned()));
            for word in all.collect::<HashSet<_>>() {
                assert_eq!(Field::from_word(&word), Some(row.field), "{word}");
                assert!(words.insert(word.clone()), "{word} twice");
            }
        }
    }
}
