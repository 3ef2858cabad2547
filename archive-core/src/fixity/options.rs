//! What a run is asked for, and whom it tells what it sees.

use super::allowance::Allowance;
use crate::aip::AipId;
use crate::catalog::Damage;
use crate::config::FixityPolicy;
use crate::finding::Finding;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How much a run may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Budget {
    /// No file is begun after this time. A file that was begun is read to its end.
    Time(Duration),
    /// No file is begun after this many bytes; at least one file is read.
    Bytes(u64),
}

/// What a run is asked for.
#[derive(Debug, Clone)]
pub struct RunOptions {
    /// How much it may do, all copies together; everything where none.
    pub budget: Option<Budget>,
    /// Packages checked to the end more recently than this are left out.
    pub max_age: Option<Duration>,
    /// The rules to be obeyed, by the name of the copy; `max_age` comes before theirs.
    pub rules: BTreeMap<String, FixityPolicy>,
    /// Only the copy of this name, which may be one that is taken away.
    pub copy: Option<String>,
    /// Only this package; strays are not looked for then.
    pub aip: Option<AipId>,
    /// Threads that read and hash, all copies together; each copy has one at least.
    pub threads: usize,
    /// Whether files are read from the medium and not from what the system has cached.
    pub from_medium: bool,
    /// How long to wait for another run on the same copy.
    pub wait: Duration,
    /// How often results are written down while the run goes on.
    pub segment: Duration,
}

impl Default for RunOptions {
    fn default() -> Self {
        Self {
            budget: None,
            max_age: None,
            rules: BTreeMap::new(),
            copy: None,
            aip: None,
            threads: std::thread::available_parallelism().map_or(2, usize::from),
            from_medium: false,
            wait: Duration::ZERO,
            segment: Duration::from_mins(2),
        }
    }
}

/// A package that a run would check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuePackage {
    /// The copy.
    pub copy: String,
    /// The package.
    pub aip: AipId,
    /// When it was checked to the end last, RFC 3339; none where never.
    pub checked_at: Option<String>,
    /// Whether a check was begun and goes on.
    pub unfinished: bool,
    /// Content files; those that an unfinished check has read count too.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// How the check of one package came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PackageState {
    /// Everything is there and unchanged.
    Good,
    /// Damage was found.
    Damaged,
    /// The store did not answer; the check stays due.
    Unreachable,
    /// It is being written; the check stays due.
    Unsettled,
}

/// How far a run is on a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Packages done.
    pub packages: u64,
    /// Packages chosen for this run.
    pub packages_due: u64,
    /// Files read.
    pub files: u64,
    /// Bytes of these files.
    pub bytes: u64,
}

/// Whom a run tells what it sees. Called from several threads; each call should be short.
pub trait Events: Sync {
    /// Damage was found, and found again at a second look.
    fn damage(&self, _damage: &Damage) {}
    /// Something that is worth knowing and no damage.
    fn finding(&self, _finding: &Finding) {}
    /// A package is done. `None` for one that has no readable id.
    fn package(&self, _copy: &str, _aip: Option<AipId>, _state: PackageState) {}
    /// The run has come on.
    fn progress(&self, _copy: &str, _progress: &Progress) {}
}

/// Tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Events for Silent {}

/// Measures what may be read: all copies of a run together, or one of them.
#[derive(Debug)]
pub(super) struct Meter {
    bytes: Option<u64>,
    files: Option<u64>,
    time: Option<Duration>,
    begun: Instant,
    read: AtomicU64,
    files_read: AtomicU64,
}

impl Meter {
    pub fn new(budget: Option<Budget>) -> Self {
        let (bytes, time) = match budget {
            None => (None, None),
            Some(Budget::Bytes(bytes)) => (Some(bytes), None),
            Some(Budget::Time(time)) => (None, Some(time)),
        };
        Self::of(&Allowance { bytes, files: None, time })
    }

    pub fn of(allowed: &Allowance) -> Self {
        let Allowance { bytes, files, time } = *allowed;
        let (read, files_read) = (AtomicU64::new(0), AtomicU64::new(0));
        Self { bytes, files, time, begun: Instant::now(), read, files_read }
    }

    /// Asks for one more file; `false` once the budget is spent.
    pub fn allow(&self, bytes: u64) -> bool {
        let before = self.read.fetch_add(bytes, Ordering::Relaxed);
        let files = self.files_read.fetch_add(1, Ordering::Relaxed);
        let in_time = |limit| before == 0 || self.begun.elapsed() < limit;
        // The first file is always read: the smallest budget makes progress.
        self.bytes.is_none_or(|limit| before < limit.max(1))
            && self.files.is_none_or(|limit| files < limit.max(1))
            && self.time.is_none_or(in_time)
    }
}
