//! What the virus scan says of one package: counted, since it may have a million files.

use super::{Agent, Reason, Unscanned, Verdict, VirusPolicy, VirusSettings};
use crate::error::{Error, Result};
use crate::finding::codes::scn;
use crate::finding::{Code, Finding, Findings};
use std::collections::BTreeMap;

/// Most infected files that metadata name one by one; the others are counted.
const NAMED: usize = 1_000;

/// Takes the verdicts of the files of a package.
#[derive(Debug, Default)]
pub struct Tally {
    settings: VirusSettings,
    clean: u64,
    infected: u64,
    /// Id and signature of infected files.
    named: Vec<String>,
    /// By the kind of reason, so that a scanner cannot fill memory with what it says.
    unscanned: BTreeMap<&'static str, Skipped>,
    found: Findings,
}

#[derive(Debug)]
struct Skipped {
    reason: Reason,
    count: u64,
    first: String,
}

/// What metadata say of the scan of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Who scanned; none where nobody could be reached.
    pub scanner: Option<Agent>,
    /// `clean`, `infected`, `partly scanned` or `not scanned`.
    pub outcome: &'static str,
    /// Counts, then infected files with their signatures.
    pub notes: Vec<String>,
}

impl Tally {
    /// Nothing scanned yet, under these settings.
    #[must_use]
    pub fn new(settings: VirusSettings) -> Self {
        Self { settings, ..Self::default() }
    }

    /// Takes what was said of the file at a path; `id` names it in metadata. Fails where the
    /// scanner itself failed and nothing shall be taken then: the rest need not be read.
    pub fn take(
        &mut self,
        path: &str,
        id: &dyn Fn() -> String,
        verdict: Option<&Verdict>,
    ) -> Result<()> {
        // Whatever nobody spoke of must not pass for clean.
        let nobody = Verdict::NotScanned(Reason::Unreachable);
        match verdict.unwrap_or(&nobody) {
            Verdict::Clean => self.clean += 1,
            Verdict::Infected(signature) => {
                self.infected += 1;
                self.found
                    .push(Finding::new(self.infected_code()).at(path).with("signature", signature));
                if self.named.len() < NAMED {
                    self.named.push(format!("infected: {} ({signature})", id()));
                }
            }
            Verdict::NotScanned(reason) => {
                if reason.is_of_scanner() && self.settings.unreachable == Unscanned::Refuse {
                    let error = Error::new(&scn::LOST).at(path);
                    return Err(error.with_words("reason", reason, reason.german()));
                }
                let skipped = || Skipped { reason: reason.clone(), count: 0, first: path.into() };
                self.unscanned.entry(reason.kind()).or_insert_with(skipped).count += 1;
            }
        }
        Ok(())
    }

    fn infected_code(&self) -> &'static Code {
        match self.settings.policy {
            VirusPolicy::Refuse => &scn::INFECTED,
            VirusPolicy::Quarantine => &scn::QUARANTINED,
            VirusPolicy::Note => &scn::NOTED,
        }
    }

    /// What is to be reported: each infected file, and one finding for each reason for which
    /// files were not scanned, at the first of them. An error refuses the package.
    #[must_use]
    pub fn findings(&self) -> Findings {
        let mut out = self.found.clone();
        for skipped in self.unscanned.values() {
            let refused =
                !skipped.reason.is_of_scanner() && self.settings.not_scanned == Unscanned::Refuse;
            let code = if refused { &scn::MUST_BE_SCANNED } else { &scn::NOT_SCANNED };
            let finding = Finding::new(code).at(&skipped.first).with("count", skipped.count);
            out.push(finding.with_words("reason", &skipped.reason, skipped.reason.german()));
        }
        out
    }

    /// What metadata say of it, when this scanner did it.
    #[must_use]
    pub fn summary(&self, scanner: Option<Agent>) -> Summary {
        let skipped: u64 = self.unscanned.values().map(|skipped| skipped.count).sum();
        let outcome = match (self.infected, skipped, self.clean) {
            (1.., _, _) => "infected",
            (0, 0, _) => "clean",
            (0, _, 0) => "not scanned",
            _ => "partly scanned",
        };
        let mut notes = vec![format!("clean: {}", self.clean)];
        if self.infected > 0 {
            notes.push(format!("infected: {}", self.infected));
        }
        for skipped in self.unscanned.values() {
            notes.push(format!("not scanned: {} ({})", skipped.count, skipped.reason));
        }
        notes.extend(self.named.iter().cloned());
        if self.infected > self.named.len() as u64 {
            notes.push(format!("infected: {} more", self.infected - self.named.len() as u64));
        }
        Summary { scanner, outcome, notes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Lang;

    fn tally(settings: VirusSettings, verdicts: &[Verdict]) -> Result<Tally> {
        let mut tally = Tally::new(settings);
        for (number, verdict) in verdicts.iter().enumerate() {
            let id = || format!("original/{number:06}");
            tally.take(&format!("a/{number}"), &id, Some(verdict))?;
        }
        Ok(tally)
    }

    fn codes(settings: &VirusSettings, verdicts: &[Verdict]) -> Vec<&'static str> {
        let findings = tally(settings.clone(), verdicts).unwrap().findings();
        findings.iter().map(|finding| finding.code.id).collect()
    }

    #[test]
    fn the_policy_decides_what_an_infected_file_means() {
        let infected = [Verdict::Clean, Verdict::Infected("Test.Virus".into())];
        let mut settings = VirusSettings::default();
        for (policy, id) in [
            (VirusPolicy::Refuse, "E-SCN-001"),
            (VirusPolicy::Quarantine, "E-SCN-002"),
            (VirusPolicy::Note, "W-SCN-003"),
        ] {
            settings.policy = policy;
            assert_eq!(codes(&settings, &infected), [id]);
        }
        assert!(codes(&settings, &[Verdict::Clean]).is_empty());
    }

    #[test]
    fn what_cannot_be_scanned_is_counted_and_noted_or_refused() {
        let large = Verdict::NotScanned(Reason::SizeLimit);
        let mut settings = VirusSettings::default();
        let both = [large.clone(), large, Verdict::NotScanned(Reason::Encrypted)];
        assert_eq!(codes(&settings, &both), ["W-SCN-004", "W-SCN-004"]);
        settings.not_scanned = Unscanned::Refuse;
        assert_eq!(codes(&settings, &both), ["E-SCN-005", "E-SCN-005"]);
        let findings = tally(settings, &both).unwrap().findings();
        let german = findings.iter().last().unwrap().message(Lang::De);
        assert!(german.contains("Größengrenze") && german.contains('2'), "{german}");
    }

    #[test]
    fn a_scanner_that_fails_stops_the_reading_unless_that_is_noted() {
        let gone = [Verdict::Clean, Verdict::NotScanned(Reason::TimedOut)];
        let mut settings = VirusSettings::default();
        let error = tally(settings.clone(), &gone).unwrap_err();
        assert!(error.is(&scn::LOST), "{error}");
        assert!(Tally::new(settings.clone()).take("a", &String::new, None).is_err());
        settings.unreachable = Unscanned::Note;
        assert_eq!(codes(&settings, &gone), ["W-SCN-004"]);
    }

    #[test]
    fn metadata_count_everything_and_name_what_is_infected() {
        let settings = VirusSettings { unreachable: Unscanned::Note, ..VirusSettings::default() };
        let outcome =
            |verdicts: &[Verdict]| tally(settings.clone(), verdicts).unwrap().summary(None).outcome;
        let (clean, gone) = (Verdict::Clean, Verdict::NotScanned(Reason::Failed("x".into())));
        assert_eq!(outcome(&[]), "clean");
        assert_eq!(outcome(std::slice::from_ref(&gone)), "not scanned");
        assert_eq!(outcome(&[clean.clone(), gone.clone()]), "partly scanned");
        let all = [gone, clean, Verdict::Infected("E".into())];
        let notes = tally(settings, &all).unwrap().summary(None).notes;
        assert_eq!(
            notes,
            [
                "clean: 1",
                "infected: 1",
                "not scanned: 1 (scanner said: x)",
                "infected: original/000002 (E)"
            ]
        );
    }
}
