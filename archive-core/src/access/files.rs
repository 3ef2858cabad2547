//! The pass over the names for plain files and bags: every file gets its place before the first
//! byte is read.

use super::bag::Bag;
use super::dip::Dip;
use super::item::Item;
use super::names::{self, Portable, Twins};
use super::table::{self, Table};
use super::target::{Folders, Target};
use super::{Events, Export, Form, Names, Plan, SORTING};
use crate::aip::StoredFile;
use crate::archive::TenantArchive;
use crate::catalog::VersionRow;
use crate::error::{Error, Result};
use crate::finding::Finding;
use crate::finding::codes::{acc, cat};
use crate::package::{Area, EmptyFolder};
use crate::sorter::{Sorted, Sorter};

/// Where the received tag files go.
const SUBMISSION: &str = "submission";

/// Settles the names of an export; makes its folders, and the tag files of a bag.
pub fn plan(
    tenant: &TenantArchive,
    request: &Export,
    version: &VersionRow,
    target: &Target,
    events: &dyn Events,
) -> Result<Plan> {
    let mut planner = Planner::new(tenant, request, version, target, events)?;
    let found = planner.area(Area::Original)?;
    if !found && !request.below().is_empty() {
        let unknown = Error::new(&cat::UNKNOWN_FILE);
        return Err(unknown.at(request.below()).with("id", request.aip));
    }
    planner.end_payload()?;
    if planner.submission {
        planner.area(Area::Submission)?;
    }
    planner.finish()
}

/// Refuses names that would meet in the target: folders would mix without a word.
fn refuse_twins(twins: Option<&Sorted>) -> Result<()> {
    let Some(twins) = twins else { return Ok(()) };
    match twins.iter()?.next()? {
        Some((name, _)) => {
            let name = String::from_utf8_lossy(name).into_owned();
            Err(Error::new(&acc::NAME_TAKEN).at(name))
        }
        None => Ok(()),
    }
}

struct Planner<'a> {
    tenant: &'a TenantArchive,
    request: &'a Export,
    version: &'a VersionRow,
    target: &'a Target,
    events: &'a dyn Events,
    /// Whether the received tag files go along.
    submission: bool,
    items: Sorter,
    folders: Folders,
    bag: Option<Bag<'a>>,
    dip: Option<Dip<'a>>,
    table: Option<Table>,
    bytes: u64,
    renamed: u64,
}

/// Where the files of an area go, and how they are named.
struct Naming<'s> {
    area: Area,
    prefix: &'static str,
    portable: Option<Portable<'s>>,
}

impl<'a> Planner<'a> {
    fn new(
        tenant: &'a TenantArchive,
        request: &'a Export,
        version: &'a VersionRow,
        target: &'a Target,
        events: &'a dyn Events,
    ) -> Result<Self> {
        let is_bag = request.form == Form::Bagit;
        let portable = request.names == Names::Portable;
        Ok(Self {
            tenant,
            request,
            version,
            target,
            events,
            submission: request.with_submission || (is_bag && request.below().is_empty()),
            items: Sorter::new(SORTING),
            folders: Folders::default(),
            bag: if is_bag { Some(Bag::new(target)?) } else { None },
            dip: match request.form {
                Form::EarkDip => Some(Dip::new(tenant, request, version, target, events)?),
                _ => None,
            },
            table: if portable { Some(Table::new(target)?) } else { None },
            bytes: 0,
            renamed: 0,
        })
    }

    /// Plans one area; returns whether there is anything in it.
    fn area(&mut self, area: Area) -> Result<bool> {
        let folders = self.empty_folders(area)?;
        let portable = self.request.names == Names::Portable;
        let mut twins = None;
        if portable || self.target.folds {
            twins = Some(self.twins(area, &folders)?);
        }
        if !portable {
            refuse_twins(twins.take().as_ref())?;
        }
        let mut naming = self.naming(area, twins.as_ref())?;
        let before = self.items.len();
        self.rows(area, &mut |planner, row| planner.file(&mut naming, row))?;
        // A second cursor over the twins: folders come in an order of their own.
        let mut naming = self.naming(area, twins.as_ref())?;
        for folder in &folders {
            self.folder(&mut naming, folder)?;
        }
        Ok(self.items.len() > before || !folders.is_empty())
    }

    fn rows(
        &mut self,
        area: Area,
        each: &mut dyn FnMut(&mut Self, StoredFile) -> Result<()>,
    ) -> Result<()> {
        let below = self.below(area);
        let (aip, version, catalog) =
            (self.request.aip, self.version.number, self.tenant.catalog());
        catalog.files_by_path(aip, version, area, below, &mut |row| {
            if self.events.stop() {
                return Err(Error::new(&acc::INTERRUPTED).with("id", aip));
            }
            each(self, row)
        })
    }

    /// The part of an area that is wanted: tag files come all or not at all.
    fn below(&self, area: Area) -> &'a str {
        match area {
            Area::Original => self.request.below(),
            Area::Submission => "",
        }
    }

    /// Empty folders of an area, in the order of their bytes with `/` at their end.
    fn empty_folders(&self, area: Area) -> Result<Vec<EmptyFolder>> {
        if area == Area::Submission {
            return Ok(Vec::new());
        }
        let below = self.below(area);
        let catalog = self.tenant.catalog();
        let mut folders = catalog.empty_folders(self.request.aip, self.version.number)?;
        folders.retain(|folder| {
            let rest = folder.path.strip_prefix(below);
            below.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        folders.sort_by_cached_key(|folder| format!("{}/", folder.path));
        Ok(folders)
    }

    fn twins(&mut self, area: Area, folders: &[EmptyFolder]) -> Result<Sorted> {
        let mut twins = Twins::new();
        self.rows(area, &mut |_, row| twins.take(&row.path))?;
        for folder in folders {
            twins.take(&format!("{}/", folder.path))?;
        }
        twins.finish()
    }

    fn naming<'s>(&self, area: Area, twins: Option<&'s Sorted>) -> Result<Naming<'s>> {
        let prefix = match (self.request.form, area) {
            (_, Area::Submission) => "submission/",
            (Form::Bagit, Area::Original) => "data/",
            (Form::EarkDip, Area::Original) => "representations/original/data/",
            (_, Area::Original) => "",
        };
        let reserved: &'static [&'static str] = match (prefix, self.submission) {
            ("", true) => &[table::FILE, SUBMISSION],
            ("", false) => &[table::FILE],
            _ => &[],
        };
        let portable = twins.map(|twins| Portable::new(twins, reserved)).transpose()?;
        Ok(Naming { area, prefix, portable })
    }

    fn file(&mut self, naming: &mut Naming<'_>, row: StoredFile) -> Result<()> {
        let raw = row.raw.as_deref().unwrap_or(row.path.as_bytes());
        let path = match &mut naming.portable {
            Some(portable) => portable.path(&row.path)?.into_bytes(),
            None => self.exact(naming, &row.path, row.raw.as_deref())?,
        };
        let target = [naming.prefix.as_bytes(), &path].concat();
        if path != raw {
            self.enter(&target, &row.path, raw)?;
        }
        self.folders.above(self.target, &target, &row.path)?;
        if let Some(bag) = &mut self.bag {
            match naming.area {
                Area::Original => bag.payload(&path, &row.digest, row.size)?,
                Area::Submission => bag.tag_file(&target, &row.digest)?,
            }
        }
        if let Some(dip) = &mut self.dip {
            dip.file(&target, &row)?;
        }
        self.bytes += row.size;
        Item::of(row, target).push(&mut self.items)
    }

    /// Enters a path that is not the one received into the table of names.
    fn enter(&mut self, target: &[u8], path: &str, raw: &[u8]) -> Result<()> {
        self.renamed += 1;
        if self.table.is_none() && self.request.form == Form::Bagit {
            self.table = Some(Table::new(self.target)?);
        }
        match &mut self.table {
            Some(table) => table.row(target, path, raw),
            None => Ok(()),
        }
    }

    fn exact(&self, naming: &Naming<'_>, path: &str, raw: Option<&[u8]>) -> Result<Vec<u8>> {
        let is_bag = self.request.form == Form::Bagit;
        let exact = names::exact(path, raw, is_bag)?;
        if exact.readable && !is_bag {
            self.events.found(Finding::new(&acc::LOGICAL_NAME_USED).at(path));
        }
        self.check_top(naming, &exact.path, path)?;
        Ok(exact.path)
    }

    /// Refuses files of the package where the received tag files are to go.
    fn check_top(&self, naming: &Naming<'_>, path: &[u8], name: &str) -> Result<()> {
        let top = path.split(|b| *b == b'/').next().unwrap_or_default();
        if naming.prefix.is_empty() && self.submission && top == SUBMISSION.as_bytes() {
            return Err(Error::new(&acc::NAME_TAKEN).at(name));
        }
        Ok(())
    }

    /// Makes an empty folder. In the table its paths end in `/`.
    fn folder(&mut self, naming: &mut Naming<'_>, folder: &EmptyFolder) -> Result<()> {
        let logical = format!("{}/", folder.path);
        let mut raw = folder.raw.as_deref().unwrap_or(folder.path.as_bytes()).to_vec();
        raw.push(b'/');
        let path = if let Some(portable) = &mut naming.portable {
            portable.path(&logical)?.into_bytes()
        } else {
            let mut path = self.exact(naming, &folder.path, folder.raw.as_deref())?;
            path.push(b'/');
            path
        };
        let target = [naming.prefix.as_bytes(), &path].concat();
        if path != raw {
            self.enter(&target, &logical, &raw)?;
        }
        self.folders.above(self.target, &target, &logical)
    }

    fn end_payload(&mut self) -> Result<()> {
        match &mut self.bag {
            Some(bag) => bag.end_payload(self.tenant, self.request, self.version),
            None => Ok(()),
        }
    }

    fn finish(mut self) -> Result<Plan> {
        let table = self.table.take().map(Table::finish).transpose()?;
        if let Some(mut bag) = self.bag.take() {
            if let Some(digest) = table {
                bag.tag_file(table::FILE.as_bytes(), &digest)?;
            }
            bag.finish()?;
        }
        if let Some(dip) = self.dip.take() {
            dip.finish()?;
        }
        Ok(Plan { items: self.items.finish()?, bytes: self.bytes, renamed: self.renamed })
    }
}
