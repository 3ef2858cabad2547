//! The levels of description (ISAD(G) 3.1.4), in the words of German archives and of EAD.

/// What kind of unit is described.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Level {
    /// Bestand.
    Fonds,
    /// Klassifikation, Gliederungspunkt.
    Class,
    /// Serie.
    Series,
    /// Akte, Verzeichnungseinheit.
    #[default]
    File,
    /// Vorgang.
    Subfile,
    /// Dokument, Schriftstück.
    Item,
    /// Another one, in the word that was used.
    Other(String),
}

/// Level, its word in EAD (none: `otherlevel`), its German word, and other words for it.
const WORDS: [(Level, &str, &str, &[&str]); 6] = [
    (Level::Fonds, "fonds", "Bestand", &["holding"]),
    (Level::Class, "class", "Klassifikation", &["gliederung", "gliederungspunkt", "klasse"]),
    (Level::Series, "series", "Serie", &[]),
    (Level::File, "file", "Akte", &["verzeichnungseinheit", "ve", "archivale", "einheit"]),
    (Level::Subfile, "vorgang", "Vorgang", &["subfile", "sub-file"]),
    (Level::Item, "item", "Dokument", &["schriftstück", "schriftstueck", "stück", "document"]),
];

/// Levels that EAD knows and ISAD(G) as archives use it here does not.
const OF_EAD: [&str; 5] = ["collection", "recordgrp", "subfonds", "subgrp", "subseries"];

/// Headings of columns that say the level.
const HEADINGS: [&str; 4] = ["level", "ebene", "stufe", "verzeichnungsstufe"];

impl Level {
    /// Whether the heading of a column means the level.
    #[must_use]
    pub fn is_heading(word: &str) -> bool {
        HEADINGS.contains(&word.trim().to_lowercase().as_str())
    }

    /// The level that a word in German, English or EAD means.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        let lower = word.trim().to_lowercase();
        let means = |(_, ead, german, others): &&(Self, &str, &str, &[&str])| {
            *ead == lower || german.to_lowercase() == lower || others.contains(&lower.as_str())
        };
        match WORDS.iter().find(means) {
            Some((level, ..)) => level.clone(),
            None => Self::Other(word.trim().to_owned()),
        }
    }

    /// The word of EAD, or the word that was used.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Other(word) => word,
            known => WORDS.iter().find(|(level, ..)| level == known).map_or("", |row| row.1),
        }
    }

    /// The German word, or the word that was used.
    #[must_use]
    pub fn german(&self) -> &str {
        match self {
            Self::Other(word) => word,
            known => WORDS.iter().find(|(level, ..)| level == known).map_or("", |row| row.2),
        }
    }

    /// The attributes `level` and `otherlevel` of EAD.
    #[must_use]
    pub fn in_ead(&self) -> (&str, Option<&str>) {
        match self {
            Self::Subfile => ("otherlevel", Some("vorgang")),
            Self::Other(word) if OF_EAD.contains(&word.as_str()) => (word, None),
            Self::Other(word) => ("otherlevel", Some(word)),
            known => (known.word(), None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_both_languages_are_levels() {
        for (level, ead, german, others) in WORDS {
            assert_eq!(Level::from_word(ead), level);
            assert_eq!(Level::from_word(&german.to_uppercase()), level);
            for word in others {
                assert_eq!(Level::from_word(word), level, "{word}");
            }
            assert_eq!(level.german(), german);
        }
        assert_eq!(Level::from_word("subfonds").in_ead(), ("subfonds", None));
        assert_eq!(Level::from_word("Teil A").in_ead(), ("otherlevel", Some("Teil A")));
    }
}
