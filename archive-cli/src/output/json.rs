//! The bodies of JSON objects (`schemas/cli/`). Words here are never translated.

use archive_core::finding::{Finding, Findings, Lang, Severity};
use archive_core::fs::raw_bytes;
use archive_core::metadata::encoding::base64;
use archive_core::package::name::escape;
use serde::Serialize;
use std::path::Path;
use std::time::Duration;

/// A path as it was given. Bytes that are no UTF-8 stand as `%XX`; the bytes themselves stand
/// beside in base64 then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GivenPath {
    /// Readable form, with `/`.
    pub path: String,
    /// The bytes, where the readable form does not say all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path_b64: Option<String>,
}

impl From<&Path> for GivenPath {
    fn from(path: &Path) -> Self {
        let raw = raw_bytes(path.as_os_str());
        let readable = escape(&raw);
        let path_b64 = (readable.as_bytes() != &*raw).then(|| base64(&raw));
        let path = if cfg!(windows) { readable.replace('\\', "/") } else { readable.into_owned() };
        Self { path, path_b64 }
    }
}

/// A finding.
#[derive(Debug, Serialize)]
pub struct FindingBody {
    code: &'static str,
    severity: &'static str,
    path: Option<String>,
    message: String,
    hint: String,
}

/// The body of a finding.
pub fn finding(finding: &Finding) -> FindingBody {
    FindingBody {
        code: finding.code.id,
        severity: finding.severity().as_str(),
        path: finding.path.clone(),
        message: finding.message(Lang::En),
        hint: finding.hint(Lang::En),
    }
}

/// How many findings of a code were counted and not kept.
#[derive(Debug, Serialize)]
pub struct LeftOut {
    code: &'static str,
    count: usize,
}

/// All findings of one package or object.
#[derive(Debug, Serialize)]
pub struct FindingsBody {
    findings: Vec<FindingBody>,
    /// Present where a flood of findings was counted and not kept.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings_left_out: Vec<LeftOut>,
}

impl From<&Findings> for FindingsBody {
    fn from(findings: &Findings) -> Self {
        let left_out = findings.left_out().into_iter();
        Self {
            findings: findings.iter().map(finding).collect(),
            findings_left_out: left_out.map(|(c, count)| LeftOut { code: c.id, count }).collect(),
        }
    }
}

/// How many findings there are of each severity.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Severities {
    errors: usize,
    warnings: usize,
}

impl Severities {
    /// Adds those of one package or object.
    pub fn add(&mut self, findings: &Findings) {
        self.errors += findings.count(Severity::Error);
        self.warnings += findings.count(Severity::Warning);
    }
}

/// Seconds with milliseconds.
#[expect(clippy::cast_precision_loss, reason = "2^53 milliseconds are 285,000 years")]
pub fn seconds(elapsed: Duration) -> f64 {
    elapsed.as_millis() as f64 / 1_000.0
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    #[test]
    fn a_path_that_is_no_text_keeps_its_bytes() {
        let given = GivenPath::from(Path::new(OsStr::from_bytes(b"a%/\xE4.txt")));
        assert_eq!(given.path, "a%25/%E4.txt");
        assert_eq!(given.path_b64.as_deref(), Some("YSUv5C50eHQ="));
        let plain = GivenPath::from(Path::new("./a%/ä.txt"));
        assert_eq!((&*plain.path, plain.path_b64), ("./a%/ä.txt", None));
    }
}
