//! Figures for Prometheus, in its text format, as the node exporter reads them from a folder.
//!
//! They say how things stand, of all tenants, and are made from the catalogs: a run that did not
//! happen shows by the age of the last one.

use crate::archive::{Archive, TenantArchive};
use crate::catalog::DamageState;
use crate::error::Result;
use crate::finding::Finding;
use crate::finding::codes::ntf;
use crate::fixity;
use crate::fs;
use jiff::Timestamp;
use std::fmt::Write;
use std::path::Path;

/// Name, type, unit and meaning of each figure.
const FIGURES: [(&str, &str); 11] = [
    ("archive_tenant_readable", "Whether the catalog of the tenant could be read."),
    ("archive_fixity_packages", "Packages that must lie on the copy."),
    ("archive_fixity_packages_checked", "Packages checked to the end at least once."),
    ("archive_fixity_packages_never_checked", "Packages never checked to the end."),
    ("archive_fixity_damaged_files", "Damaged files that are known and not mended."),
    ("archive_fixity_oldest_check_timestamp_seconds", "When the check longest ago ended."),
    ("archive_fixity_max_age_seconds", "How old a check may be by the rules."),
    ("archive_fixity_last_run_begin_timestamp_seconds", "When the newest run began."),
    ("archive_fixity_last_run_end_timestamp_seconds", "When it ended; none if it was stopped."),
    ("archive_fixity_last_run_bytes", "Bytes that the newest run read."),
    ("archive_fixity_last_run_damaged_files", "Damaged files that the newest run found."),
];

/// The lines of each figure.
#[derive(Default)]
struct Lines([String; FIGURES.len()]);

impl Lines {
    fn put(&mut self, figure: &str, labels: &[(&str, &str)], value: impl std::fmt::Display) {
        let number = FIGURES.iter().position(|(name, _)| *name == figure);
        let lines = &mut self.0[number.expect("a figure of the table above")];
        let labels: Vec<_> =
            labels.iter().map(|(name, value)| format!("{name}=\"{}\"", escaped(value))).collect();
        let _ = writeln!(lines, "{figure}{{{}}} {value}", labels.join(","));
    }

    /// The time of a text (RFC 3339) in seconds since 1970, where there is one.
    fn time(&mut self, figure: &str, labels: &[(&str, &str)], time: Option<&str>) {
        if let Some(time) = time.and_then(|time| time.parse::<Timestamp>().ok()) {
            self.put(figure, labels, time.as_second());
        }
    }

    fn text(self) -> String {
        let mut out = String::new();
        for ((name, meaning), lines) in FIGURES.iter().zip(self.0) {
            if !lines.is_empty() {
                let _ = write!(out, "# HELP {name} {meaning}\n# TYPE {name} gauge\n{lines}");
            }
        }
        out
    }
}

/// Writes the figures of all tenants to a file, in one instant: the one named, else that of the
/// configuration. Gives what could not be told.
#[must_use]
pub fn write_metrics(archive: &Archive, to: Option<&Path>) -> Vec<Finding> {
    let configured = archive.config().notify.metrics.as_ref();
    let Some(path) = to.map(Path::to_owned).or(configured.map(|file| archive.folder().join(file)))
    else {
        return Vec::new();
    };
    let written =
        figures(archive).and_then(|text| Ok(fs::replace_durably(&path, text.as_bytes())?));
    let failed = |error: crate::error::Error| {
        let finding = Finding::new(&ntf::NO_METRICS).at(path.display().to_string());
        vec![finding.with_reason(error.finding())]
    };
    written.map_or_else(failed, |()| Vec::new())
}

/// The figures of all tenants.
fn figures(archive: &Archive) -> Result<String> {
    let mut lines = Lines::default();
    for row in archive.tenants()? {
        let done = archive.tenant(&row.id).and_then(|tenant| of_tenant(&tenant, &mut lines));
        let readable = u8::from(done.is_ok());
        lines.put("archive_tenant_readable", &[("tenant", row.id.as_str())], readable);
    }
    Ok(lines.text())
}

fn of_tenant(tenant: &TenantArchive, lines: &mut Lines) -> Result<()> {
    for status in fixity::status(tenant)? {
        let labels = [("tenant", tenant.id().as_str()), ("copy", status.copy.as_str())];
        let coverage = &status.coverage;
        lines.put("archive_fixity_packages", &labels, coverage.packages);
        lines.put("archive_fixity_packages_checked", &labels, coverage.checked);
        lines.put("archive_fixity_packages_never_checked", &labels, status.never_checked());
        let oldest = coverage.oldest.as_deref();
        lines.time("archive_fixity_oldest_check_timestamp_seconds", &labels, oldest);
        let max_age = max_age(tenant, &status.copy);
        lines.put("archive_fixity_max_age_seconds", &labels, max_age);
        let damages = tenant.catalog().damage_counts(&status.copy)?;
        for (state, count) in DamageState::ALL.into_iter().zip(damages) {
            let labels = [labels[0], labels[1], ("state", state.as_str())];
            lines.put("archive_fixity_damaged_files", &labels, count);
        }
        if let Some(run) = tenant.catalog().last_run(&status.copy)? {
            let (begun, ended) = (Some(run.begun.as_str()), run.ended.as_deref());
            lines.time("archive_fixity_last_run_begin_timestamp_seconds", &labels, begun);
            lines.time("archive_fixity_last_run_end_timestamp_seconds", &labels, ended);
            lines.put("archive_fixity_last_run_bytes", &labels, run.bytes);
            lines.put("archive_fixity_last_run_damaged_files", &labels, run.damaged);
        }
    }
    Ok(())
}

fn max_age(tenant: &TenantArchive, copy: &str) -> u64 {
    tenant.config().fixity.policy(tenant.id(), copy).max_age.0.as_secs()
}

/// The value of a label as it stands between quotation marks.
fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_figure_stand_together_under_their_head() {
        let mut lines = Lines::default();
        for tenant in ["a", "b\"\\\n"] {
            let labels = [("tenant", tenant)];
            lines.put("archive_fixity_packages", &labels, 3);
            let figure = "archive_fixity_oldest_check_timestamp_seconds";
            lines.time(figure, &labels, Some("1970-01-01T00:01:00Z"));
            lines.time(figure, &labels, None);
        }
        assert_eq!(
            lines.text(),
            "# HELP archive_fixity_packages Packages that must lie on the copy.\n\
             # TYPE archive_fixity_packages gauge\n\
             archive_fixity_packages{tenant=\"a\"} 3\n\
             archive_fixity_packages{tenant=\"b\\\"\\\\\\n\"} 3\n\
             # HELP archive_fixity_oldest_check_timestamp_seconds \
             When the check longest ago ended.\n\
             # TYPE archive_fixity_oldest_check_timestamp_seconds gauge\n\
             archive_fixity_oldest_check_timestamp_seconds{tenant=\"a\"} 60\n\
             archive_fixity_oldest_check_timestamp_seconds{tenant=\"b\\\"\\\\\\n\"} 60\n"
        );
    }
}
