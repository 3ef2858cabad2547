//! Collecting findings without letting a hostile package fill the memory with them.

use super::{Code, Finding, Severity};
use std::collections::HashMap;

/// Findings kept of one code; the rest is counted. A package with ten million bad names would
/// otherwise answer with ten million findings.
pub const KEPT_PER_CODE: usize = 1_000;

/// All findings of one package: every code is reported, and how often.
#[derive(Debug, Default, Clone)]
pub struct Findings {
    kept: Vec<Finding>,
    counts: HashMap<&'static str, (usize, &'static Code)>,
}

impl Findings {
    /// Nothing found yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a finding.
    pub fn push(&mut self, finding: Finding) {
        let count = self.counts.entry(finding.code.id).or_insert((0, finding.code));
        count.0 += 1;
        if count.0 <= KEPT_PER_CODE {
            self.kept.push(finding);
        }
    }

    /// Takes all findings of another collection.
    pub fn append(&mut self, other: Self) {
        let Self { kept, counts } = other;
        let mut extra: HashMap<&'static str, usize> = HashMap::new();
        for (id, (count, _)) in &counts {
            extra.insert(id, *count);
        }
        for finding in kept {
            if let Some(left) = extra.get_mut(finding.code.id) {
                *left -= 1;
            }
            self.push(finding);
        }
        for (id, left) in extra {
            if left > 0 {
                let code = counts[id].1;
                self.counts.entry(id).or_insert((0, code)).0 += left;
            }
        }
    }

    /// The findings kept, in the order they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.kept.iter()
    }

    /// Codes of which more were found than kept, with the number left out.
    pub fn left_out(&self) -> Vec<(&'static Code, usize)> {
        let mut out: Vec<_> = self
            .counts
            .values()
            .filter(|(count, _)| *count > KEPT_PER_CODE)
            .map(|(count, code)| (*code, count - KEPT_PER_CODE))
            .collect();
        out.sort_by_key(|(code, _)| code.id);
        out
    }

    /// How many findings there are of a severity, the counted ones included.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.counts.values().filter(|(_, c)| c.severity == severity).map(|(n, _)| n).sum()
    }

    /// Whether an error is among them.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.counts.values().any(|(_, code)| code.severity == Severity::Error)
    }

    /// Whether a code is among them.
    #[must_use]
    pub fn has(&self, code: &Code) -> bool {
        self.counts.contains_key(code.id)
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::codes::bag;

    #[test]
    fn a_flood_is_counted_and_not_kept() {
        let mut all = Findings::new();
        for i in 0..KEPT_PER_CODE + 5 {
            all.push(Finding::new(&bag::FILE_MISSING).at(format!("data/{i}")));
        }
        assert_eq!(all.iter().count(), KEPT_PER_CODE);
        assert_eq!(all.count(Severity::Error), KEPT_PER_CODE + 5);
        let mut sum = Findings::new();
        sum.append(all);
        assert_eq!(sum.left_out(), vec![(&bag::FILE_MISSING, 5)]);
        assert!(sum.has_errors());
    }
}
