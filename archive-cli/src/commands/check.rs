//! `archive check`: what a municipality runs before it sends.

use super::bulk::{self, Purpose};
use super::sources;
use crate::args::Check;
use crate::context::Context;
use crate::exit::Exit;
use crate::output::package::{PackageReport, PackageStatus, judge};
use archive_core::Result;
use archive_core::finding::Class;
use archive_core::format::Registry;
use archive_core::format::policy::Policy;
use archive_core::limits::Limits;
use archive_core::package::Options;
use archive_core::package::check::{Discard, check_with};
use archive_core::package::reading::Progress;
use archive_core::scan::{Scanner, VirusSettings};
#[cfg(feature = "installation")]
use archive_core::{
    archive::only_tenant,
    config::Config,
    scan::{Clamd, Screening},
};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// Checks every package that is meant.
pub fn run(args: &Check, context: &Context) -> Result<Exit> {
    let profile = sources::profile(&args.sources)?;
    let kind = sources::kind(&args.sources);
    let schemas = sources::schemas(context)?;
    let rules = Rules::of(context)?;
    let limits = rules.limits.clone();
    let options = Options { limits, profile, kind, schemas, ..Options::default() };
    let work = |path: &Path, threads: usize, progress: &Progress| {
        judged(path, &options, &rules, threads, progress)
    };
    bulk::run(&args.sources, Purpose::Report, context, &work, &mut |_| {})
}

/// What the installation that is meant would judge packages by; without one, what all start with.
struct Rules {
    registry: Arc<Registry>,
    policy: Policy,
    limits: Limits,
    #[cfg(feature = "installation")]
    scanner: Option<(Arc<Clamd>, VirusSettings)>,
}

impl Rules {
    fn of(context: &Context) -> Result<Self> {
        let registry = super::formats::registry(None, None, context)?;
        let (policy, limits) = Default::default();
        let mut rules = Self {
            registry,
            policy,
            limits,
            #[cfg(feature = "installation")]
            scanner: None,
        };
        rules.configure(context)?;
        Ok(rules)
    }

    #[cfg(feature = "installation")]
    fn configure(&mut self, context: &Context) -> Result<()> {
        let Ok((folder, _)) = context.place.folder() else { return Ok(()) };
        let config = Config::read(&folder)?;
        // An index that cannot be read must not keep anybody from checking a package.
        let only = || only_tenant(&folder).unwrap_or_default();
        let tenant = context.place.tenant()?.or_else(only);
        self.policy = config.format_policy(tenant.as_ref());
        self.limits = config.limits();
        let settings = config.virus_settings(tenant.as_ref());
        self.scanner = Clamd::new(&settings)?.map(|scanner| (Arc::new(scanner), settings));
        Ok(())
    }

    #[cfg(not(feature = "installation"))]
    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "as with an installation")]
    fn configure(&mut self, _context: &Context) -> Result<()> {
        Ok(())
    }

    /// What reads one package and keeps nothing.
    fn begin(&self) -> Result<Discard> {
        let (registry, policy) = (Arc::clone(&self.registry), self.policy.clone());
        Ok(Discard::examining(registry, policy, self.scanner()?))
    }

    #[cfg(feature = "installation")]
    fn scanner(&self) -> Result<Option<(Arc<dyn Scanner>, VirusSettings)>> {
        let begin = |(scanner, settings): &(Arc<Clamd>, VirusSettings)| {
            Screening::of(Arc::clone(scanner), settings.clone())
        };
        let screening = self.scanner.as_ref().map(begin).transpose()?;
        Ok(screening.map(|screening| Arc::new(screening).parts()))
    }

    #[cfg(not(feature = "installation"))]
    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "as with an installation")]
    fn scanner(&self) -> Result<Option<(Arc<dyn Scanner>, VirusSettings)>> {
        Ok(None)
    }
}

fn judged(
    path: &Path,
    options: &Options,
    rules: &Rules,
    threads: usize,
    progress: &Progress,
) -> PackageReport {
    let begun = Instant::now();
    let mut report = PackageReport::new(path, PackageStatus::Valid);
    let checked =
        rules.begin().and_then(|discard| check_with(path, options, &discard, threads, progress));
    match checked {
        Ok(checked) => {
            report.kind = Some(checked.kind.as_str());
            report.container = Some(checked.container.as_str());
            report.files = checked.totals.files;
            report.bytes = checked.totals.bytes;
            report.class = judge(&checked.findings);
            report.findings = checked.findings;
        }
        Err(error) => {
            report.class = Some(error.class());
            report.findings.push(error.finding().clone());
        }
    }
    report.status = match report.class {
        None => PackageStatus::Valid,
        Some(Class::Invalid) => PackageStatus::Invalid,
        Some(_) => PackageStatus::Failed,
    };
    report.elapsed = begun.elapsed();
    report
}
