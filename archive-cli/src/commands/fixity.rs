//! `archive fixity`: whether what is stored is unchanged.

use crate::args::values::Budget;
use crate::args::{Fixity, FixityHistory, FixityReport, FixityRun};
use crate::context::{Context, aip_id};
use crate::exit::Exit;
use crate::output::fixity::{self as output, CopyState};
use crate::output::fixity_run::{self, RunCounts};
use crate::output::progress::Meter;
use archive_core::Result;
use archive_core::aip::AipId;
use archive_core::archive::{Archive, TenantArchive};
use archive_core::catalog::{Damage, DamageState};
use archive_core::digest::{Algorithm, Hasher};
use archive_core::finding::Finding;
use archive_core::fixity::annual;
use archive_core::fixity::repair::{self, RepairOptions, RepairSummary};
use archive_core::fixity::{
    self, CopySummary, Events, Outcome, PackageState, Progress, RunOptions, RunSummary,
};
use archive_core::fs;
use archive_core::notify::{self, Message};
use archive_core::store::proof::Pace;
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How often the wish to stop and the bytes read are handed on.
const LOOK: Duration = Duration::from_millis(50);

/// Runs a command on integrity checks.
pub fn run(args: &Fixity, context: &Context) -> Result<Exit> {
    match args {
        Fixity::Run(args) => check(args, context),
        Fixity::Status => status(context),
        Fixity::History(args) => history(args, context),
        Fixity::Report(args) => report(args, context),
    }
}

fn status(context: &Context) -> Result<Exit> {
    let archive = context.archive()?;
    let tenant = context.tenant(&archive)?;
    let state = |copy: fixity::CopyStatus| CopyState {
        never_checked: copy.never_checked(),
        copy: copy.copy,
        packages: copy.coverage.packages,
        checked: copy.coverage.checked,
        oldest: copy.coverage.oldest,
        open_damage: copy.open_damage,
        offline: copy.forecast.is_none(),
        last_run: copy.last_run.map(|run| run.begun),
        forecast: copy.forecast.map(Into::into),
    };
    let copies: Vec<_> = fixity::status(&tenant)?.into_iter().map(state).collect();
    output::status(&copies, context);
    // Damage may be known of copies that are no longer configured: it is told all the same.
    let mut exit = Exit::Ok;
    tenant.catalog().each_damage(&mut |damage| {
        exit = Exit::Integrity;
        output::damage(&damage, false, context);
        Ok(())
    })?;
    Ok(exit)
}

fn history(args: &FixityHistory, context: &Context) -> Result<Exit> {
    let archive = context.archive()?;
    let tenant = context.tenant(&archive)?;
    // A name that is mistyped must not look like a copy without runs.
    if let Some(name) = &args.copy {
        tenant.copy(name)?;
    }
    let wanted = fixity::Wanted {
        copy: args.copy.clone(),
        since: args.since.map(|day| day.to_string()),
        until: args.until.map(|day| day.to_string()),
        damaged: args.damaged,
        limit: usize::try_from(args.limit).unwrap_or(usize::MAX),
    };
    output::history(&fixity::history(&tenant, &wanted)?, context);
    Ok(Exit::Ok)
}

/// Writes the report of a year, and says by which digests it can be quoted.
fn report(args: &FixityReport, context: &Context) -> Result<Exit> {
    let archive = context.archive()?;
    let tenant = context.tenant(&archive)?;
    let year = match &args.copy {
        Some(name) => annual::year(&tenant, tenant.copy(name)?, args.year)?,
        None => tenant.from_any_copy(|copy| annual::year(&tenant, copy, args.year))?,
    };
    fs::create_folders(&args.to)?;
    for (name, text) in year.files(context.lang) {
        let path = args.to.join(name);
        fs::replace_durably(&path, text.as_bytes())?;
        output::report(&path, &Hasher::digest(Algorithm::Sha512, text.as_bytes()), context);
    }
    Ok(Exit::Ok)
}

/// Reads what is asked for and compares it.
pub(super) fn check(args: &FixityRun, context: &Context) -> Result<Exit> {
    let begun = Instant::now();
    let archive = context.archive_waiting(Duration::ZERO)?;
    let mut options = options(args)?;
    let tenant = match options.aip {
        Some(id) => context.tenant_of(&archive, id)?,
        None => context.tenant(&archive)?,
    };
    options.wait = tenant.wait();
    if args.due {
        let (fixity, id) = (&tenant.config().fixity, tenant.id());
        let all = tenant.copies().iter().chain(tenant.offline_copies());
        let rules = all.map(|copy| (copy.name.clone(), fixity.policy(id, &copy.name)));
        options.rules = rules.collect();
    }
    if args.dry_run {
        return preview(&tenant, &options, context);
    }
    let meter = Meter::start(context, 0);
    let held = args.repair;
    let message = Message::new(&archive.config().archive.name, tenant.id(), archive.clock().now());
    let inner = Mutex::new(Seen::new(message));
    let heard = Heard { context, meter: &meter, held, inner };
    let pace = Pace::default();
    let done = watched(&pace, &meter, || fixity::run(&tenant, &options, &heard, &pace));
    let seen = heard.inner.into_inner().unwrap_or_else(PoisonError::into_inner);
    drop(meter);
    let mut message = seen.message.clone();
    let (mut counts, mut ended) = match done {
        Ok(summary) => {
            message.take(&summary);
            (counts(&summary), ended(&summary))
        }
        Err(error) if seen.is_empty() => {
            message.finding(error.finding());
            message.exit_code = Exit::of(error.class()).code();
            told(&archive, args, message, context);
            return Err(error);
        }
        Err(error) => {
            // What was found before counts all the same.
            context.report(error.finding());
            message.finding(error.finding());
            (seen.counts(), Exit::of(error.class()))
        }
    };
    if args.repair && ended != Exit::Interrupted {
        let done = mend(&tenant, &options, context)?;
        counts.repaired = done.repaired + done.set_aside + done.good;
        let left = if done.left > 0 { Exit::Integrity } else { Exit::Ok };
        ended = ended.worse(left);
    }
    let exit = fixity_run::summary(&counts, begun.elapsed(), ended, context);
    (message.exit_code, message.repaired) = (exit.code(), counts.repaired);
    told(&archive, args, message, context);
    Ok(exit)
}

/// Tells others what the run came to.
fn told(archive: &Archive, args: &FixityRun, mut message: Message, context: &Context) {
    message.end(archive.clock().now());
    let failed = notify::write_metrics(archive, args.metrics.as_deref());
    let failed = failed.into_iter().chain(notify::tell(archive, &message, context.lang));
    failed.for_each(|finding| context.remark(&finding));
}

/// Repairs everything that is known to be damaged of what was asked for.
fn mend(tenant: &TenantArchive, options: &RunOptions, context: &Context) -> Result<RepairSummary> {
    let wanted = RepairOptions {
        aip: options.aip,
        copy: options.copy.clone(),
        wait: options.wait,
        ..RepairOptions::default()
    };
    let (meter, pace) = (Meter::start(context, 0), Pace::default());
    let mended = Mended { context, line: Mutex::new(()) };
    watched(&pace, &meter, || repair::repair(tenant, &wanted, &mended, &pace))
}

/// Prints each damaged file once it is clear what became of it.
struct Mended<'a> {
    context: &'a Context,
    line: Mutex<()>,
}

impl repair::Events for Mended<'_> {
    fn repair(&self, damage: &Damage, outcome: &repair::Outcome) {
        let _line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        let left = matches!(outcome, repair::Outcome::Left(_));
        output::damage(damage, !left, self.context);
        if let repair::Outcome::Left(finding) = outcome {
            self.context.remark(finding);
        }
    }

    fn finding(&self, finding: &Finding) {
        self.context.remark(finding);
    }
}

/// Lists what would be read, and its sum.
fn preview(tenant: &TenantArchive, options: &RunOptions, context: &Context) -> Result<Exit> {
    let begun = Instant::now();
    let mut counts = RunCounts::default();
    let mut loads: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    output::due_header(context);
    fixity::preview(tenant, options, &mut |due| {
        counts.packages += 1;
        counts.files += due.files;
        counts.bytes += due.bytes;
        let load = loads.entry(due.copy.clone()).or_default();
        *load = (load.0 + due.files, load.1 + due.bytes);
        output::due(due, context);
        Ok(())
    })?;
    for section in &tenant.config().copies {
        let (Some((files, bytes)), Some(cost)) = (loads.get(&section.name), &section.cost) else {
            continue;
        };
        output::cost(&section.name, (*files, *bytes), cost, context);
    }
    Ok(fixity_run::summary(&counts, begun.elapsed(), Exit::Ok, context))
}

fn options(args: &FixityRun) -> Result<RunOptions> {
    Ok(RunOptions {
        budget: args.budget.map(|budget| match budget {
            Budget::Time(time) => fixity::Budget::Time(time),
            Budget::Bytes(bytes) => fixity::Budget::Bytes(bytes),
        }),
        max_age: args.max_age,
        copy: args.copy.clone(),
        aip: args.id.as_deref().map(aip_id).transpose()?,
        from_medium: args.from_medium,
        ..RunOptions::default()
    })
}

/// Works while the wish to stop goes in and the bytes read come out.
pub(super) fn watched<T>(pace: &Pace, meter: &Meter<'_>, work: impl FnOnce() -> T) -> T {
    let reading = &meter.counts().reading;
    let hand_on = || {
        reading.bytes.store(pace.bytes.load(Ordering::Relaxed), Ordering::Relaxed);
        if reading.stop.load(Ordering::Relaxed) {
            pace.stop.store(true, Ordering::Relaxed);
        }
    };
    let (end, ended) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            hand_on();
            while ended.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
                hand_on();
            }
        });
        let done = work();
        drop(end);
        done
    })
}

fn counts(summary: &RunSummary) -> RunCounts {
    let mut out = RunCounts::default();
    for copy in &summary.copies {
        out.packages += copy.packages();
        out.files += copy.files;
        out.bytes += copy.bytes;
        out.corrupt += copy.of_state(DamageState::Corrupt);
        out.missing += copy.of_state(DamageState::Missing);
        out.unreadable += copy.of_state(DamageState::Unreadable);
        out.unexpected += copy.of_state(DamageState::Unexpected);
        out.unreachable += copy.unreachable();
        out.unsettled += copy.unsettled();
    }
    out
}

/// A spent budget is a good end, a stop is none; a copy that is gone may come back.
fn ended(summary: &RunSummary) -> Exit {
    let end = |copy: &CopySummary| match copy.outcome {
        _ if copy.gone => Exit::Temporary,
        Outcome::Interrupted => Exit::Interrupted,
        Outcome::Complete | Outcome::Budget => Exit::Ok,
    };
    summary.copies.iter().map(end).fold(Exit::Ok, Exit::worse)
}

/// Prints what a run sees, and counts it for the case that the run fails.
struct Heard<'a> {
    context: &'a Context,
    meter: &'a Meter<'a>,
    /// Whether damage is told later, with what became of it.
    held: bool,
    inner: Mutex<Seen>,
}

struct Seen {
    counts: RunCounts,
    /// How far each copy is, in the order in which they are read.
    copies: Vec<(String, Progress)>,
    /// What others are told at the end.
    message: Message,
}

impl Seen {
    fn new(message: Message) -> Self {
        Self { counts: RunCounts::default(), copies: Vec::new(), message }
    }

    fn is_empty(&self) -> bool {
        let counts = &self.counts;
        counts.damaged() + counts.packages + counts.unreachable + counts.unsettled == 0
    }

    fn files(&self) -> u64 {
        self.copies.iter().map(|(_, progress)| progress.files).sum()
    }

    fn counts(self) -> RunCounts {
        let bytes = self.copies.iter().map(|(_, progress)| progress.bytes).sum();
        RunCounts { files: self.files(), bytes, ..self.counts }
    }
}

impl Heard<'_> {
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Events for Heard<'_> {
    fn damage(&self, damage: &Damage) {
        // Under the lock, so that the lines of two damaged files stay apart.
        let mut seen = self.seen();
        seen.counts.count(damage.state, false);
        seen.message.damage(damage);
        if !self.held {
            output::damage(damage, false, self.context);
        }
    }

    fn finding(&self, finding: &Finding) {
        self.seen().message.finding(finding);
        self.context.remark(finding);
    }

    fn package(&self, _copy: &str, _aip: Option<AipId>, state: PackageState) {
        let counts = &mut self.seen().counts;
        match state {
            PackageState::Good | PackageState::Damaged => counts.packages += 1,
            PackageState::Unreachable => counts.unreachable += 1,
            PackageState::Unsettled => counts.unsettled += 1,
        }
        self.meter.counts().done.fetch_add(1, Ordering::Relaxed);
    }

    fn progress(&self, copy: &str, progress: &Progress) {
        let mut seen = self.seen();
        match seen.copies.iter_mut().find(|(name, _)| name == copy) {
            Some((_, last)) if last.files <= progress.files => *last = *progress,
            Some(_) => {}
            None => seen.copies.push((copy.to_owned(), *progress)),
        }
        self.meter.counts().reading.files.store(seen.files(), Ordering::Relaxed);
    }
}
