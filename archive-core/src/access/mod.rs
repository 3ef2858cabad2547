//! Handing out: from the copies to files, a bag or an OCFL object that somebody can take away.
//!
//! [`export`] writes a package, or a part of it, into a new folder; [`open_file`] reads one file.
//! Every byte is compared with its SHA-512 on the way, and a copy that fails is replaced by the
//! next one. Why it is done like this: `docs/decisions/0005-handing-out.md`. The room does not
//! know who asks and whether they may; that is decided before.

mod bag;
mod dip;
mod files;
mod hand;
mod item;
mod names;
mod object;
mod open;
#[cfg(test)]
mod sample;
mod schemas;
mod source;
mod table;
mod target;
#[cfg(test)]
mod tests;

pub use open::{OpenFile, open_file};

use crate::aip::AipId;
use crate::archive::TenantArchive;
use crate::catalog::VersionRow;
use crate::error::{Error, Result};
use crate::finding::Finding;
use crate::finding::codes::acc;
use crate::package::Area;
use source::Source;
use std::path::PathBuf;
use target::Target;

/// Memory of each sorter of an export, in bytes; up to three are at work. What is more goes to
/// temporary files, so that the size of a package does not show.
const SORTING: usize = 6 << 20;

/// In which form a package goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Form {
    /// The payload as it came in.
    #[default]
    Files,
    /// A bag of BagIt 1.0 with SHA-512 (RFC 8493).
    Bagit,
    /// The OCFL 1.1 object with all its versions.
    Ocfl,
    /// An E-ARK archival package: one version as METS describes it, bundles included.
    EarkAip,
    /// An E-ARK dissemination package: the payload unpacked, METS, PREMIS and Dublin Core.
    EarkDip,
}

/// Which names the files get.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Names {
    /// The bytes that were received.
    #[default]
    Exact,
    /// Names that every system can hold; `names.csv` lists what was altered.
    Portable,
}

/// What is to be handed out, and where to.
#[derive(Debug, Clone)]
pub struct Export {
    /// The package.
    pub aip: AipId,
    /// One of its versions; the newest where none is given.
    pub version: Option<u32>,
    /// Only the file with this logical path, or everything below it.
    pub path: Option<String>,
    /// The folder that gets a folder named by the UUID of the package. Made where it is missing.
    pub to: PathBuf,
    /// The form.
    pub form: Form,
    /// The names.
    pub names: Names,
    /// Whether the received manifests and tag files go along, in `submission/`. A whole bag has
    /// them always, an OCFL object too.
    pub with_submission: bool,
}

impl Export {
    /// The whole package as files with their exact names.
    #[must_use]
    pub fn files(aip: AipId, to: impl Into<PathBuf>) -> Self {
        Self {
            aip,
            version: None,
            path: None,
            to: to.into(),
            form: Form::Files,
            names: Names::Exact,
            with_submission: false,
        }
    }

    /// The logical path of the part that is wanted; empty for everything.
    fn below(&self) -> &str {
        self.path.as_deref().unwrap_or_default().trim_matches('/')
    }
}

/// What was handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The package.
    pub aip: AipId,
    /// The version; of an OCFL object the newest.
    pub version: u32,
    /// The new folder.
    pub folder: PathBuf,
    /// Files that came from the copies; tag files and tables made here do not count.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Files and empty folders whose path is not the one that was received; `names.csv` lists
    /// them.
    pub renamed: u64,
}

/// Who is told how an export goes on. Called from several threads.
pub trait Events: Sync {
    /// So many more files are done, and so many more bytes were read.
    fn progress(&self, _files: u64, _bytes: u64) {}

    /// Something was found: a bad copy (warning), a file that no copy holds (error).
    fn found(&self, _finding: Finding) {}

    /// Whether to stop. Asked often.
    fn stop(&self) -> bool {
        false
    }
}

/// Nobody wants to know.
impl Events for () {}

/// Hands out a package, or a part of it, into `<to>/<uuid>/`.
///
/// That folder must not exist or be empty. It appears whole and durable, or not at all: when
/// this fails, nothing of the export is left. What no copy holds is named through
/// [`Events::found`], file by file, before `E-ACC-009` or `E-ACC-010` is the answer.
pub fn export(tenant: &TenantArchive, request: &Export, events: &dyn Events) -> Result<Exported> {
    let version = wanted_version(tenant, request)?;
    let source = Source::new(tenant, request.aip, events);
    let target = Target::begin(&request.to, &request.aip.uuid())?;
    let plan = match request.form {
        Form::Ocfl => object::plan(tenant, request, &source, &target)?,
        Form::EarkAip => object::plan_aip(tenant, request, &version, &source, &target, events)?,
        Form::Files | Form::Bagit | Form::EarkDip => {
            files::plan(tenant, request, &version, &target, events)?
        }
    };
    hand::out(request.aip, &plan.items, &source, &target, events)?;
    let folder = target.finish(plan.items.len())?;
    Ok(Exported {
        aip: request.aip,
        version: version.number,
        folder,
        files: plan.items.len(),
        bytes: plan.bytes,
        renamed: plan.renamed,
    })
}

/// What an export would hand out, from the catalog and, for one version of the object, from its
/// inventory; nothing is written. Names that the target might refuse are not tried.
pub fn preview(tenant: &TenantArchive, request: &Export) -> Result<Exported> {
    let row = wanted_version(tenant, request)?;
    let folder = request.to.join(request.aip.uuid());
    target::check_free(&folder)?;
    let (aip, version) = (request.aip, row.number);
    let mut out = Exported { aip, version, folder, files: 0, bytes: 0, renamed: 0 };
    let mut count = |bytes: u64| -> Result<()> {
        out.files += 1;
        out.bytes += bytes;
        Ok(())
    };
    let catalog = tenant.catalog();
    if request.form == Form::EarkAip {
        let source = Source::new(tenant, aip, &());
        let listed = object::listed(tenant, request, &row, &source)?;
        listed.iter().try_for_each(|(_, (_, content))| count(content.size))?;
        return Ok(out);
    }
    if request.form == Form::Ocfl {
        for number in 1..=version {
            catalog.stored_contents(aip, number, &mut |row| count(row.size))?;
        }
        return Ok(out);
    }
    let below = request.below();
    catalog.files_by_path(aip, version, Area::Original, below, &mut |row| count(row.size))?;
    if request.with_submission || (request.form == Form::Bagit && below.is_empty()) {
        catalog.files_by_path(aip, version, Area::Submission, "", &mut |row| count(row.size))?;
    }
    Ok(out)
}

/// What an export amounts to, once every name is settled.
struct Plan {
    /// The files, in the order in which their bytes lie.
    items: crate::sorter::Sorted,
    bytes: u64,
    renamed: u64,
}

fn wanted_version(tenant: &TenantArchive, request: &Export) -> Result<VersionRow> {
    let newest = tenant.catalog().package(request.aip)?.version;
    let number = request.version.unwrap_or(newest);
    if matches!(request.form, Form::Ocfl | Form::EarkAip) {
        let whole = |option| Err(Error::new(&acc::WHOLE_OBJECT_ONLY).with("option", option));
        if number != newest && request.form == Form::Ocfl {
            return whole("--version");
        }
        if !request.below().is_empty() {
            return whole("--path");
        }
    }
    let versions = tenant.catalog().versions(request.aip)?;
    versions
        .into_iter()
        .find(|version| version.number == number)
        .ok_or_else(|| Error::new(&acc::NO_VERSION).with("id", request.aip).with("version", number))
}
