//! What is said about packages, storage and the installation: stable codes with severity,
//! place, message and remedy, in German and English.
//!
//! Every finding and every error of the archive names a [`Code`]. The code is stable for ever;
//! its wording may improve. This room knows nothing of where a finding came from.

mod code;
pub mod codes;
mod collect;
mod lang;
pub mod page;

pub use code::{Class, Code, Severity, Text};
pub use collect::{Findings, KEPT_PER_CODE};
pub use lang::Lang;

use std::fmt;

/// One observation: a code, the place it concerns, and the facts that fill its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub code: &'static Code,
    /// Where: a path inside the package or the copy, `/`-separated, in readable form.
    pub path: Option<String>,
    /// Facts for the placeholders of the message.
    facts: Vec<Fact>,
}

/// What stands for the placeholder `{name}` of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fact {
    name: &'static str,
    value: String,
    /// In a German message, where the fact is made of words.
    german: Option<String>,
}

impl Finding {
    /// A finding without a place or facts.
    #[must_use]
    pub fn new(code: &'static Code) -> Self {
        Self { code, path: None, facts: Vec::new() }
    }

    /// The same finding at a place. `{path}` in the message stands for it.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// The same finding with one more fact, for the placeholder `{name}` of the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.facts.push(Fact { name, value: value.to_string(), german: None });
        self
    }

    /// The same finding with a fact made of words, in English and in German.
    #[must_use]
    pub fn with_words(
        mut self,
        name: &'static str,
        english: impl fmt::Display,
        german: impl fmt::Display,
    ) -> Self {
        let (value, german) = (english.to_string(), Some(german.to_string()));
        self.facts.push(Fact { name, value, german });
        self
    }

    /// The same finding with what `other` says as its `{reason}`, in both languages and without
    /// the full stop, so that it can stand inside a sentence.
    #[must_use]
    pub fn with_reason(self, other: &Self) -> Self {
        let [english, german] = [Lang::En, Lang::De].map(|lang| other.message(lang));
        self.with_words("reason", english.trim_end_matches('.'), german.trim_end_matches('.'))
    }

    /// How grave it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity
    }

    /// What was found, as one sentence in a language.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        self.fill(self.code.message.get(lang), lang)
    }

    /// What to do next, in a language.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> String {
        self.fill(self.code.hint.get(lang), lang)
    }

    fn fill(&self, template: &str, lang: Lang) -> String {
        let mut out = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some(open) = rest.find('{') {
            out.push_str(&rest[..open]);
            let Some(close) = rest[open..].find('}') else { break };
            let name = &rest[open + 1..open + close];
            match self.fact(name, lang) {
                Some(value) => out.push_str(&printable(value)),
                None => out.push('?'),
            }
            rest = &rest[open + close + 1..];
        }
        out.push_str(rest);
        out
    }

    fn fact(&self, name: &str, lang: Lang) -> Option<&str> {
        if name == "path" {
            return self.path.as_deref();
        }
        let fact = self.facts.iter().find(|fact| fact.name == name)?;
        match (&fact.german, lang) {
            (Some(german), Lang::De) => Some(german),
            _ => Some(&fact.value),
        }
    }
}

/// A value that is safe on a terminal: control characters, and those that format text without
/// being seen, become visible escapes.
#[must_use]
pub fn printable(value: &str) -> String {
    if !value.chars().any(is_dangerous) {
        return value.to_owned();
    }
    value
        .chars()
        .map(|c| if is_dangerous(c) { c.escape_default().to_string() } else { c.to_string() })
        .collect()
}

/// Control characters, line and paragraph separators, and the format characters of Unicode
/// (general categories Cc, Zl, Zp, Cf): they break lines, turn the writing direction around or
/// make two names look like one. The signs of category Cf that are seen are left.
fn is_dangerous(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control()
        || matches!(
            c,
            '\u{AD}'
                | '\u{61C}'
                | '\u{180E}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{1BCA0}'..='\u{1BCA3}'
                | '\u{1D173}'..='\u{1D17A}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn message_names_the_place_and_the_facts() {
        let finding = Finding::new(&codes::bag::DIGEST_MISMATCH)
            .at("data/a.pdf")
            .with("algorithm", "sha512")
            .with("claimed", "00")
            .with("computed", "11");
        let text = finding.message(Lang::En);
        assert!(text.contains("data/a.pdf"), "{text}");
        assert!(text.contains("sha512"), "{text}");
        assert!(!text.contains('{'), "{text}");
    }

    #[test]
    fn words_are_in_the_language_of_the_message() {
        let missing = Finding::new(&codes::ead::PARENT).at("units.csv").with("name", "A 9");
        let missing = missing.with_words("reason", "no row has it", "keine Zeile hat sie");
        let outer = Finding::new(&codes::sch::NOT_KEPT).at("mets.xsd").with_reason(&missing);
        for lang in [Lang::En, Lang::De] {
            let inner = missing.message(lang);
            assert!(inner.contains(["no row has it", "keine Zeile hat sie"][lang as usize]));
            assert!(outer.message(lang).contains(inner.trim_end_matches('.')), "{outer:?}");
            assert!(!outer.message(lang).contains(".."), "{outer:?}");
        }
    }

    #[test]
    fn hostile_names_cannot_write_to_the_terminal() {
        assert_eq!(printable("a\u{1b}[2Jb"), "a\\u{1b}[2Jb");
        assert_eq!(printable("Grün/Äpfel.txt"), "Grün/Äpfel.txt");
        assert_eq!(printable("a\u{FEFF}b\u{2028}c\u{2029}"), "a\\u{feff}b\\u{2028}c\\u{2029}");
        for c in ['\u{9B}', '\u{AD}', '\u{200B}', '\u{200F}', '\u{202E}', '\u{2060}', '\u{E0041}'] {
            assert_eq!(printable(&c.to_string()), format!("\\u{{{:x}}}", u32::from(c)));
        }
        for seen in ["🏛", "e\u{301}", "\u{600}", "\u{3000}"] {
            assert_eq!(printable(seen), seen);
        }
    }
}
