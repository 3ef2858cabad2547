//! What is told of a run (`schemas/run-message.schema.json`).

use crate::catalog::{Damage, DamageState};
use crate::finding::{Finding, Lang, Severity, Text};
use crate::fixity::{CopySummary, Outcome, RunSummary};
use crate::tenant::TenantId;
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Damaged files that a message names; the rest is counted.
const NAMED: usize = 20;

/// What a run of integrity checks came to, for people and programs elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    /// The version of this form.
    pub schema_version: u32,
    /// `fixity`.
    pub event: &'static str,
    /// The installation.
    pub archive: String,
    /// The tenant.
    pub tenant: String,
    /// When the run began, RFC 3339.
    pub begun: String,
    /// When it ended, RFC 3339.
    pub ended: String,
    /// The exit code of the command (`docs/exit-codes.md`).
    pub exit_code: u8,
    /// Damaged files that were mended.
    pub repaired: u64,
    /// The copies that were read.
    pub copies: Vec<MessageCopy>,
    /// The copies that were left out, because another run is at work on them.
    pub busy: Vec<String>,
    /// How often each code was said, warnings and worse.
    pub codes: Vec<MessageRule>,
    /// The first damaged files.
    pub damages: Vec<MessageDamage>,
}

/// What was found on a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MessageCopy {
    /// The copy.
    pub copy: String,
    /// `complete`, `budget` or `interrupted`.
    pub outcome: &'static str,
    /// Whether it did not answer any more.
    pub gone: bool,
    /// Packages checked to the end.
    pub packages: u64,
    /// Files read.
    pub files: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Damaged files by state.
    pub damaged: BTreeMap<&'static str, u64>,
    /// Packages for which it did not answer.
    pub unreachable: u64,
}

/// How often a code was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MessageRule {
    /// The code.
    pub code: &'static str,
    /// How often.
    pub count: u64,
}

/// A damaged file, without its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MessageDamage {
    /// The package; none for files of the root itself.
    pub aip: Option<String>,
    /// The copy.
    pub copy: String,
    /// `corrupt`, `missing`, `unreadable` or `unexpected`.
    pub state: &'static str,
}

impl Message {
    /// The message of a run that begins.
    #[must_use]
    pub fn new(archive: &str, tenant: &TenantId, begun: Timestamp) -> Self {
        Self {
            schema_version: 1,
            event: "fixity",
            archive: archive.to_owned(),
            tenant: tenant.to_string(),
            begun: crate::clock::rfc3339(begun),
            ended: String::new(),
            exit_code: 0,
            repaired: 0,
            copies: Vec::new(),
            busy: Vec::new(),
            codes: Vec::new(),
            damages: Vec::new(),
        }
    }

    /// Says when the run has ended.
    pub fn end(&mut self, ended: Timestamp) {
        self.ended = crate::clock::rfc3339(ended);
    }

    /// Takes what the run came to.
    pub fn take(&mut self, summary: &RunSummary) {
        self.copies = summary.copies.iter().map(MessageCopy::of).collect();
        self.busy.clone_from(&summary.busy);
    }

    /// Takes a damaged file.
    pub fn damage(&mut self, damage: &Damage) {
        if self.damages.len() < NAMED {
            self.damages.push(MessageDamage {
                aip: damage.aip.map(|aip| aip.to_string()),
                copy: damage.copy.clone(),
                state: damage.state.as_str(),
            });
        }
    }

    /// Counts what was said.
    pub fn finding(&mut self, finding: &Finding) {
        if finding.severity() < Severity::Warning {
            return;
        }
        let code = finding.code.id;
        match self.codes.iter_mut().find(|known| known.code == code) {
            Some(known) => known.count += 1,
            None => self.codes.push(MessageRule { code, count: 1 }),
        }
    }

    /// Whether somebody should look at it.
    #[must_use]
    pub fn has_problems(&self) -> bool {
        self.exit_code != 0 || self.damaged() > 0 || !self.codes.is_empty()
    }

    fn damaged(&self) -> u64 {
        self.copies.iter().flat_map(|copy| copy.damaged.values()).sum()
    }

    /// One line that says how things are.
    #[must_use]
    pub fn subject(&self, lang: Lang) -> String {
        let state = match (self.damaged(), self.exit_code) {
            (0, 0) => text("in order", "in Ordnung").get(lang).to_owned(),
            (0, code) => {
                format!("{} {code}", text("not ended, code", "nicht beendet, Code").get(lang))
            }
            (count, _) if count <= self.repaired => {
                format!("{count} {}", text("damaged, repaired", "beschädigt, behoben").get(lang))
            }
            (count, _) => format!("{count} {}", text("damaged", "beschädigt").get(lang)),
        };
        let what = text("Integrity check", "Integritätsprüfung").get(lang);
        format!("{what} {}: {state}", self.tenant)
    }

    /// The message for people.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let word = |english, german| text(english, german).get(lang);
        let mut out = format!(
            "{}: {}\n{}: {}\n{}: {} – {}\n{}: {}\n",
            word("Archive", "Archiv"),
            self.archive,
            word("Tenant", "Mandant"),
            self.tenant,
            word("Run", "Lauf"),
            self.begun,
            self.ended,
            word("Exit code", "Rückgabewert"),
            self.exit_code
        );
        for copy in &self.copies {
            copy.write(&mut out, lang);
        }
        for busy in &self.busy {
            let why = word("another run is at work on it", "ein anderer Lauf arbeitet daran");
            let _ = writeln!(out, "\n{} {busy}: {why}", word("Copy", "Kopie"));
        }
        if self.repaired > 0 {
            let _ = writeln!(out, "\n{}: {}", word("Repaired", "Behoben"), self.repaired);
        }
        for MessageRule { code, count } in &self.codes {
            let _ = writeln!(out, "{code}: {count} × (archive explain {code})");
        }
        if !self.damages.is_empty() {
            let _ = writeln!(out, "\n{}:", word("Damage", "Schäden"));
        }
        for MessageDamage { aip, copy, state } in &self.damages {
            let aip = aip.as_deref().unwrap_or("-");
            let _ = writeln!(out, "  {copy}  {}  {aip}", state_word(state, lang));
        }
        let named = self.damages.len() as u64;
        if self.damaged() > named {
            let _ = writeln!(out, "  … +{}", self.damaged() - named);
        }
        if self.damaged() > self.repaired {
            let _ = writeln!(
                out,
                "\n{}: archive --tenant {} fixity status; archive --tenant {} repair --all",
                word("Next", "Als Nächstes"),
                self.tenant,
                self.tenant
            );
        }
        out
    }
}

impl MessageCopy {
    fn of(copy: &CopySummary) -> Self {
        let damaged = DamageState::ALL.map(|state| (state.as_str(), copy.of_state(state)));
        Self {
            copy: copy.copy.clone(),
            outcome: match copy.outcome {
                Outcome::Complete => "complete",
                Outcome::Budget => "budget",
                Outcome::Interrupted => "interrupted",
            },
            gone: copy.gone,
            packages: copy.packages(),
            files: copy.files,
            bytes: copy.bytes,
            damaged: damaged.into_iter().collect(),
            unreachable: copy.unreachable(),
        }
    }

    fn write(&self, out: &mut String, lang: Lang) {
        let word = |english, german| text(english, german).get(lang);
        let _ = writeln!(
            out,
            "\n{} {}: {} {}, {} {}, {} bytes ({})",
            word("Copy", "Kopie"),
            self.copy,
            self.packages,
            word("packages", "Pakete"),
            self.files,
            word("files", "Dateien"),
            self.bytes,
            self.outcome
        );
        for (state, count) in self.damaged.iter().filter(|(_, count)| **count > 0) {
            let _ = writeln!(out, "  {}: {count}", state_word(state, lang));
        }
        if self.unreachable > 0 {
            let what = word(
                "packages for which it did not answer (no damage)",
                "Pakete, für die sie nicht antwortete (kein Schaden)",
            );
            let _ = writeln!(out, "  {}: {what}", self.unreachable);
        }
        if self.gone {
            let gone = word("it does not answer any more", "sie antwortet nicht mehr");
            let _ = writeln!(out, "  {gone}");
        }
    }
}

/// A state of damage for people.
fn state_word(state: &str, lang: Lang) -> &str {
    match (lang, DamageState::from_word(state)) {
        (Lang::De, Some(DamageState::Corrupt)) => "verändert",
        (Lang::De, Some(DamageState::Missing)) => "fehlt",
        (Lang::De, Some(DamageState::Unreadable)) => "unlesbar",
        (Lang::De, Some(DamageState::Unexpected)) => "unerwartet",
        _ => state,
    }
}

const fn text(en: &'static str, de: &'static str) -> Text {
    Text { en, de }
}
