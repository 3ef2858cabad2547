//! The results of runs as they lie on the copies (`docs/format.md`, section 7): written once,
//! applied to the catalog by the same function whether they were just written or read again.

use crate::aip::AipId;
use crate::archive::TenantCopy;
use crate::catalog::{Catalog, Checked, Damage, DamageState, FixityRun};
use crate::clock::rfc3339;
use crate::error::{Error, Result};
use crate::finding::codes::fix;
use crate::store::{Entry, Key, Store, StoreError};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The format of segments that this software writes.
const FORMAT: u32 = 1;
/// Largest segment read, in bytes.
const SEGMENT_BYTES: u64 = 1 << 30;
const FOLDER: &str = "reports/fixity";

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Everything chosen was looked at.
    Complete,
    /// The budget was spent.
    Budget,
    /// It was stopped.
    Interrupted,
}

/// The first line of a segment: which run it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RunLine {
    pub format: u32,
    pub run: Uuid,
    pub segment: u32,
    pub copy: String,
    pub begun: String,
    pub read_back: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_seconds: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_bytes: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_age_seconds: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aip: Option<String>,
    /// Whether it is not a check but a repair.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub repair: bool,
}

impl RunLine {
    /// The first line of what a repair has done on a copy.
    pub fn of_repair(run: Uuid, copy: &str, begun: String) -> Self {
        Self {
            format: FORMAT,
            run,
            segment: 1,
            copy: copy.to_owned(),
            begun,
            read_back: "medium".to_owned(),
            budget_seconds: None,
            budget_bytes: None,
            max_age_seconds: None,
            aip: None,
            repair: true,
        }
    }
}

/// A damaged file that was put right or taken away, or that reads as it must after all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// The package; none for files of the root itself.
    pub aip: Option<AipId>,
    /// Path in the copy, below the tenant.
    pub path: String,
    /// How it was damaged.
    pub state: DamageState,
    /// When it was put right, RFC 3339.
    pub time: String,
    /// The copy that the bytes came from; none where they follow from others, or none were needed.
    pub source: Option<String>,
    /// Where what lay there before is kept, below the tenant.
    pub evidence: Option<String>,
}

/// How far the check of one package is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedLine {
    /// The package.
    pub aip: AipId,
    /// Versions it has.
    pub versions: u32,
    /// Files read in this run.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// When its check came to its end, RFC 3339; none while it has not.
    pub finished: Option<String>,
    /// Content path up to which an unfinished check has come.
    pub cursor: Option<String>,
    /// Whether everything looked at was good.
    pub good: bool,
}

/// The last line: the run so far.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct EndLine {
    pub packages: u64,
    pub files: u64,
    pub bytes: u64,
    pub damaged: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "event")]
enum Line {
    Run(RunLine),
    Damage {
        aip: Option<String>,
        path: String,
        state: String,
        found: String,
        files: Vec<String>,
    },
    Checked {
        aip: String,
        versions: u32,
        files: u64,
        bytes: u64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        finished: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cursor: Option<String>,
        good: bool,
    },
    Root {
        finished: String,
    },
    Repaired {
        aip: Option<String>,
        path: String,
        state: String,
        time: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence: Option<String>,
    },
    End(EndLine),
}

/// One immutable part of a run's results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    pub(super) run: RunLine,
    /// Damaged files.
    pub damages: Vec<Damage>,
    /// Packages.
    pub checks: Vec<CheckedLine>,
    /// When the root itself was looked at, RFC 3339, where it was.
    pub root: Option<String>,
    /// Damaged files that were put right.
    pub repaired: Vec<Repaired>,
    pub(super) end: EndLine,
}

impl Segment {
    /// What a repair has done on a copy.
    pub(super) fn of_repairs(run: RunLine, repaired: Vec<Repaired>) -> Self {
        let end = EndLine {
            ended: Some(run.begun.clone()),
            outcome: Some(Outcome::Complete),
            ..EndLine::default()
        };
        Self { run, damages: Vec::new(), checks: Vec::new(), root: None, repaired, end }
    }

    /// The run as this segment leaves it.
    #[must_use]
    pub fn fixity_run(&self) -> FixityRun {
        FixityRun {
            run: self.run.run,
            copy: self.run.copy.clone(),
            begun: self.run.begun.clone(),
            ended: self.end.ended.clone(),
            packages: self.end.packages,
            files: self.end.files,
            bytes: self.end.bytes,
            damaged: self.end.damaged,
        }
    }

    /// Records in the catalog what the segment says. Segments must be applied in their order.
    pub fn apply(&self, catalog: &Catalog) -> Result<()> {
        if self.run.repair {
            let paths: Vec<&str> = self.repaired.iter().map(|line| line.path.as_str()).collect();
            return catalog.forget_damage(&self.run.copy, &paths);
        }
        let checks: Vec<Checked> = self
            .checks
            .iter()
            .map(|line| Checked {
                aip: line.aip,
                copy: self.run.copy.clone(),
                finished: line.finished.clone(),
                cursor: line.cursor.clone(),
                good: line.good,
            })
            .collect();
        catalog.record_fixity(&self.fixity_run(), &checks, &self.damages, self.root.is_some())
    }

    /// The segment as JSON Lines.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut put = |line: &Line| {
            serde_json::to_writer(&mut out, line).expect("a line is always JSON");
            out.push(b'\n');
        };
        put(&Line::Run(self.run.clone()));
        for damage in &self.damages {
            put(&Line::Damage {
                aip: damage.aip.map(|id| id.to_string()),
                path: damage.path.clone(),
                state: damage.state.as_str().to_owned(),
                found: damage.found.clone(),
                files: damage.files.clone(),
            });
        }
        for line in &self.checks {
            put(&Line::Checked {
                aip: line.aip.to_string(),
                versions: line.versions,
                files: line.files,
                bytes: line.bytes,
                finished: line.finished.clone(),
                cursor: line.cursor.clone(),
                good: line.good,
            });
        }
        for line in &self.repaired {
            put(&Line::Repaired {
                aip: line.aip.map(|id| id.to_string()),
                path: line.path.clone(),
                state: line.state.as_str().to_owned(),
                time: line.time.clone(),
                source: line.source.clone(),
                evidence: line.evidence.clone(),
            });
        }
        if let Some(finished) = &self.root {
            put(&Line::Root { finished: finished.clone() });
        }
        put(&Line::End(self.end.clone()));
        out
    }

    /// Reads a segment. `path` is named in errors.
    pub fn parse(bytes: &[u8], path: &str) -> Result<Self> {
        let broken = |reason: &dyn std::fmt::Display| {
            Error::new(&fix::BAD_REPORT).at(path).with("reason", reason)
        };
        let mut lines = bytes
            .split_inclusive(|byte| *byte == b'\n')
            .map(|line| serde_json::from_slice::<Line>(line).map_err(|error| broken(&error)));
        let run = match lines.next().transpose()? {
            Some(Line::Run(run)) if run.format <= FORMAT => run,
            Some(Line::Run(_)) => return Err(broken(&"it has a newer format")),
            _ => return Err(broken(&"it does not begin with a run line")),
        };
        let mut out = Self {
            run,
            damages: Vec::new(),
            checks: Vec::new(),
            root: None,
            repaired: Vec::new(),
            end: EndLine::default(),
        };
        let mut ended = false;
        for line in lines {
            if ended {
                return Err(broken(&"something stands after its end line"));
            }
            ended = out.take(line?).map_err(|reason| broken(&reason))?;
        }
        if ended { Ok(out) } else { Err(broken(&"it has no end line")) }
    }

    /// Takes a line; whether it was the last one.
    fn take(&mut self, line: Line) -> Result<bool, String> {
        let id = |text: &str| text.parse::<AipId>().map_err(|error| error.to_string());
        match line {
            Line::Run(_) => return Err("it has two run lines".to_owned()),
            Line::Damage { aip, path, state, found, files } => self.damages.push(Damage {
                copy: self.run.copy.clone(),
                aip: aip.as_deref().map(id).transpose()?,
                path,
                state: DamageState::from_word(&state)
                    .ok_or_else(|| format!("{state:?} is no state"))?,
                found,
                files,
            }),
            Line::Checked { aip, versions, files, bytes, finished, cursor, good } => {
                let aip = id(&aip)?;
                let line = CheckedLine { aip, versions, files, bytes, finished, cursor, good };
                self.checks.push(line);
            }
            Line::Repaired { aip, path, state, time, source, evidence } => {
                let aip = aip.as_deref().map(id).transpose()?;
                let state = DamageState::from_word(&state)
                    .ok_or_else(|| format!("{state:?} is no state"))?;
                self.repaired.push(Repaired { aip, path, state, time, source, evidence });
            }
            Line::Root { finished } => self.root = Some(finished),
            Line::End(end) => {
                self.end = end;
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Gives every segment on a copy in the order they were written, so that applying them brings a
/// new catalog to the state of the lost one. A segment that cannot be read comes as its error
/// (`E-FIX-018`); the caller decides whether to go on.
pub fn read_reports(
    copy: &TenantCopy,
    each: &mut dyn FnMut(Result<Segment>) -> Result<()>,
) -> Result<()> {
    for key in names(copy, &folder())? {
        let segment = match copy.folder.store().read(&key, SEGMENT_BYTES) {
            Ok(bytes) => Segment::parse(&bytes, key.as_str()),
            Err(error) if error.retryable() => return Err(error.into()),
            Err(error) => Err(Error::new(&fix::BAD_REPORT)
                .at(key.as_str())
                .with("reason", &error)
                .because(error)),
        };
        each(segment)?;
    }
    Ok(())
}

/// Gives segments names that follow on one another.
#[derive(Debug)]
pub(super) struct Names {
    last: i64,
}

impl Names {
    /// Names that come after those of every segment on any of these copies.
    pub fn after(copies: &[TenantCopy]) -> Result<Self> {
        let mut last = 0;
        for copy in copies {
            last = last.max(last_on(copy)?);
        }
        Ok(Self { last })
    }

    /// The next name: later than all before, whatever the clock says.
    pub fn next(&mut self, now: Timestamp) -> Key {
        self.last = now.as_millisecond().max(self.last + 1);
        let time = Timestamp::from_millisecond(self.last).unwrap_or(now);
        let year = &rfc3339(time)[..4];
        let uuid = crate::random::uuid_v7(time).hyphenated();
        Key::new(format!("{FOLDER}/{year}/{uuid}.jsonl")).expect("made of digits")
    }
}

/// The time in the name of the newest segment on a copy, in milliseconds; 0 where there is none
/// or the copy does not say: a copy that cannot be listed can still be checked.
fn last_on(copy: &TenantCopy) -> Result<i64> {
    let store = copy.folder.store();
    let Ok(years) = store.children(&folder()) else { return Ok(0) };
    let years = years.iter().rev().filter_map(|entry| match entry {
        Entry::Folder { key } => Some(key),
        _ => None,
    });
    for year in years {
        if let Some(millis) = names(copy, year)?.iter().rev().find_map(millis) {
            return Ok(millis);
        }
    }
    Ok(0)
}

/// The segments below a folder, in their order.
fn names(copy: &TenantCopy, below: &Key) -> Result<Vec<Key>, StoreError> {
    let mut out = Vec::new();
    copy.folder.store().list(below, &mut |entry| {
        if let Entry::File { key, .. } = entry
            && millis(&key).is_some()
        {
            out.push(key);
        }
        std::ops::ControlFlow::Continue(())
    })?;
    out.sort_unstable_by(|a, b| (millis(a), a.name()).cmp(&(millis(b), b.name())));
    Ok(out)
}

/// The time in the name of a segment, in milliseconds; none where it is no segment.
fn millis(key: &Key) -> Option<i64> {
    let uuid = Uuid::try_parse(key.name().strip_suffix(".jsonl")?).ok()?;
    let (seconds, nanos) = uuid.get_timestamp()?.to_unix();
    i64::try_from(seconds * 1_000 + u64::from(nanos) / 1_000_000).ok()
}

fn folder() -> Key {
    Key::new(FOLDER).expect("a constant")
}
