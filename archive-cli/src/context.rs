//! What every command is given: where to print, in which language, on which installation.

use crate::args::{Global, LogFormat};
use crate::output::{Out, text};
use archive_core::finding::{Finding, Lang};
use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[cfg(feature = "installation")]
pub use installation::Place;

/// What every command is given.
pub struct Context {
    /// Standard output.
    pub out: Out,
    /// The language of people.
    pub lang: Lang,
    /// Print nothing but what is wrong.
    pub quiet: bool,
    /// How much more is said: 0, 1, 2 …
    pub verbose: u8,
    /// Whether progress is shown at all.
    pub progress: bool,
    /// Whether standard error may be coloured.
    pub colour_err: bool,
    /// The form of logs.
    pub log_format: LogFormat,
    /// Set when the user wants the work to stop.
    pub stop: Arc<AtomicBool>,
    /// The installation that is meant.
    #[cfg(feature = "installation")]
    pub place: Place,
}

impl Context {
    /// The context of a command line.
    pub fn new(global: &Global, lang: Lang, stop: Arc<AtomicBool>) -> Self {
        let colour = std::io::stdout().is_terminal() && text::colour_wanted();
        Self {
            out: Out::new(global.json, colour),
            lang,
            quiet: global.quiet,
            verbose: global.verbose,
            progress: !global.no_progress && !global.quiet,
            colour_err: text::colour_of_stderr(),
            log_format: global.log_format,
            stop,
            #[cfg(feature = "installation")]
            place: Place::new(global),
        }
    }

    /// Whether the work shall end: the user said so, or nobody reads what is printed.
    pub fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// There is no configuration without an installation.
    #[cfg(not(feature = "installation"))]
    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "as with an installation")]
    pub fn configured_schemas(&self) -> archive_core::Result<Option<std::path::PathBuf>> {
        Ok(None)
    }

    /// Says what went wrong on standard error; with `--json` an `error` object follows.
    pub fn report(&self, finding: &Finding) {
        self.say(&text::error(finding, self.lang, self.colour_err));
        if self.out.json() {
            self.out.event("error", &crate::output::json::finding(finding));
        }
    }

    /// A remark on standard error, unless people want quiet.
    pub fn remark(&self, finding: &Finding) {
        if !self.quiet {
            self.say(&text::error(finding, self.lang, self.colour_err));
        }
    }

    /// Writes to standard error. Where nobody listens, nothing is lost.
    pub fn say(&self, text: &str) {
        self.out.aside(|| {
            let _ = std::io::stderr().write_all(text.as_bytes());
        });
    }
}

#[cfg(feature = "installation")]
mod installation {
    //! Which installation and which tenant is meant.

    use super::Context;
    use crate::args::Global;
    use archive_core::aip::AipId;
    use archive_core::archive::{Archive, TenantArchive, WAIT};
    use archive_core::clock::Clock;
    use archive_core::finding::codes::{arc, cat, cli};
    use archive_core::tenant::TenantId;
    use archive_core::{Error, Result};
    use std::path::PathBuf;
    use std::time::Duration;

    /// Where a command works, and who said so.
    #[derive(Debug, Clone, Default)]
    pub struct Place {
        archive: Option<PathBuf>,
        tenant: Option<String>,
        /// How long to wait for locks; each command has its own default.
        pub wait: Option<Duration>,
    }

    /// Who named the installation.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum NamedBy {
        /// `--archive`
        Option,
        /// `ARCHIVE_DIR`
        Variable,
        /// The current folder or one above it.
        Folder,
    }

    impl Place {
        /// A place as the command line names it.
        pub fn new(global: &Global) -> Self {
            Self {
                archive: global.archive.clone(),
                tenant: global.tenant.clone(),
                wait: global.wait.map(Duration::from_secs),
            }
        }

        /// The folder of the installation, and who named it.
        pub fn folder(&self) -> Result<(PathBuf, NamedBy)> {
            if let Some(folder) = &self.archive {
                return Ok((folder.clone(), NamedBy::Option));
            }
            if let Some(folder) = std::env::var_os("ARCHIVE_DIR").filter(|v| !v.is_empty()) {
                return Ok((PathBuf::from(folder), NamedBy::Variable));
            }
            let here = PathBuf::from(".");
            let found = Archive::find(&here).map(|folder| (folder, NamedBy::Folder));
            let shown = std::env::current_dir().unwrap_or(here);
            found.ok_or_else(|| Error::new(&arc::NO_ARCHIVE).at(shown.display().to_string()))
        }

        /// The tenant that was named, by option or variable.
        pub fn tenant(&self) -> Result<Option<TenantId>> {
            let named = self.tenant.clone().or_else(|| std::env::var("ARCHIVE_TENANT").ok());
            named.filter(|name| !name.is_empty()).map(|name| tenant_id(&name)).transpose()
        }
    }

    /// A tenant's id from a word of the command line.
    pub fn tenant_id(word: &str) -> Result<TenantId> {
        word.parse().map_err(|_| Error::new(&arc::BAD_TENANT_ID).with("tenant", word))
    }

    /// A package's id from a word of the command line.
    pub fn aip_id(word: &str) -> Result<AipId> {
        word.parse().map_err(|_| Error::new(&cli::BAD_ID).with("id", word))
    }

    impl Context {
        /// Opens the installation that is meant.
        pub fn archive(&self) -> Result<Archive> {
            self.archive_waiting(WAIT)
        }

        /// The folder of schemas that the installation names, where there is an installation.
        pub fn configured_schemas(&self) -> Result<Option<PathBuf>> {
            let Ok((folder, _)) = self.place.folder() else { return Ok(None) };
            let config = archive_core::config::Config::read(&folder)?;
            Ok(config.schemas.folder.map(|schemas| folder.join(schemas)))
        }

        /// The same where the indexes shall be made anew: they may be lost or damaged.
        pub fn archive_for_rebuild(&self, from_copy: Option<&str>) -> Result<Archive> {
            let archive =
                Archive::open_for_rebuild(&self.place.folder()?.0, from_copy, Clock::System)?;
            Ok(archive.waiting(self.place.wait.unwrap_or(WAIT)))
        }

        /// The same for a command that waits this long for locks where it is not told.
        pub fn archive_waiting(&self, otherwise: Duration) -> Result<Archive> {
            let archive = Archive::open(&self.place.folder()?.0, Clock::System)?;
            Ok(archive.waiting(self.place.wait.unwrap_or(otherwise)))
        }

        /// Opens the tenant that is meant: the one named, else the only one.
        pub fn tenant(&self, archive: &Archive) -> Result<TenantArchive> {
            if let Some(id) = self.place.tenant()? {
                return archive.tenant(&id);
            }
            match &archive.tenants()?[..] {
                [only] => archive.tenant(&only.id),
                all => Err(Error::new(&arc::WHICH_TENANT).with("count", all.len())),
            }
        }

        /// Opens the tenant that was named, else all.
        pub fn tenants(&self, archive: &Archive) -> Result<Vec<TenantArchive>> {
            if let Some(id) = self.place.tenant()? {
                return Ok(vec![archive.tenant(&id)?]);
            }
            archive.tenants()?.iter().map(|row| archive.tenant(&row.id)).collect()
        }

        /// Opens the tenant that holds a package: the one named, else the one that has it.
        pub fn tenant_of(&self, archive: &Archive, id: AipId) -> Result<TenantArchive> {
            if let Some(id) = self.place.tenant()? {
                return archive.tenant(&id);
            }
            for row in archive.tenants()? {
                let tenant = archive.tenant(&row.id)?;
                match tenant.catalog().package(id) {
                    Ok(_) => return Ok(tenant),
                    Err(error) if error.is(&cat::UNKNOWN_PACKAGE) => {}
                    Err(error) => return Err(error),
                }
            }
            Err(Error::new(&cat::UNKNOWN_PACKAGE).with("id", id))
        }
    }
}

#[cfg(feature = "installation")]
pub use installation::{NamedBy, aip_id, tenant_id};
