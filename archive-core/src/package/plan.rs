//! The plan of a package: every file with its number, grouped into units of reading.
//!
//! Small files are read together and large ones alone. Which small files stand together in a
//! bundle is decided here, from the sizes and the order alone, so that the same package always
//! gives the same bundles (`docs/format.md`, section 4).

use super::planned::{Area, Planned};
use crate::error::Result;
use crate::sorter::{DEFAULT_MEMORY, Spool, Spooled, SpooledIter};

/// The largest file that counts as small, in bytes.
pub const SMALL_FILE_BYTES: u64 = 1 << 20;
/// An area with more small files than this keeps them in bundles.
pub const LOOSE_SMALL_FILES: u64 = 256;
/// Most content bytes in one bundle, and in one group of loose small files.
pub const BUNDLE_BYTES: u64 = 64 << 20;
/// Most files of one bundle, and of one group of loose small files.
pub const BUNDLE_FILES: usize = 4_096;

/// What is bundled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bundling {
    /// Small files of an area with more than [`LOOSE_SMALL_FILES`] of them.
    #[default]
    Many,
    /// Every small file: the number is not known in advance.
    Always,
    /// Nothing.
    Never,
}

impl Bundling {
    fn applies(self, small_files: u64) -> bool {
        match self {
            Self::Many => small_files > LOOSE_SMALL_FILES,
            Self::Always => small_files > 0,
            Self::Never => false,
        }
    }
}

/// How the files of a group lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lying {
    /// Small files in the bundle with this number.
    Bundle(u32),
    /// Small files, each by itself.
    Loose,
    /// One large file by itself.
    Large,
}

/// Files that are read together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Position among the groups, counted from 0.
    pub index: u64,
    /// The area of all its files.
    pub area: Area,
    /// How its files lie.
    pub lying: Lying,
    /// Its files, in reading order; exactly one where they are large.
    pub files: Vec<Planned>,
}

/// What a package amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Files of both areas.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Files of the payload.
    pub payload_files: u64,
    /// Bytes of the payload.
    pub payload_bytes: u64,
}

/// Takes planned files in reading order, before their number is known.
pub struct PlanBuilder {
    areas: [Pending; 2],
    in_stream_order: Option<Spool>,
    record: Vec<u8>,
}

struct Pending {
    files: Spool,
    small: u64,
    count: u64,
    bytes: u64,
}

impl PlanBuilder {
    /// A plan without files. Where `stream` is set, files of both areas are read in the order
    /// they are given here; else the submission first.
    #[must_use]
    pub fn new(stream: bool) -> Self {
        let pending =
            || Pending { files: Spool::new(DEFAULT_MEMORY / 2), small: 0, count: 0, bytes: 0 };
        Self {
            areas: [pending(), pending()],
            in_stream_order: stream.then(|| Spool::new(DEFAULT_MEMORY)),
            record: Vec::new(),
        }
    }

    /// Takes the next file.
    pub fn push(&mut self, file: &Planned) -> Result<()> {
        let pending = &mut self.areas[file.area as usize];
        pending.count += 1;
        pending.bytes += file.entry.size;
        pending.small += u64::from(file.entry.size <= SMALL_FILE_BYTES);
        file.encode(&mut self.record);
        self.in_stream_order.as_mut().unwrap_or(&mut pending.files).push(&self.record)
    }

    /// Ends the list: now the numbers are given.
    pub fn finish(self, bundling: Bundling) -> Result<Plan> {
        let [submission, original] = &self.areas;
        let totals = Totals {
            files: submission.count + original.count,
            bytes: submission.bytes + original.bytes,
            payload_files: original.count,
            payload_bytes: original.bytes,
        };
        let bundled = [&submission, &original].map(|area| bundling.applies(area.small));
        let [submission, original] = self.areas;
        let spools = match self.in_stream_order {
            Some(spool) => vec![spool.finish()?],
            None => vec![submission.files.finish()?, original.files.finish()?],
        };
        let mut plan = Plan { spools, bundled, totals, groups: 0, ordinals: 0 };
        let mut groups = plan.groups();
        while groups.next()?.is_some() {}
        let (groups, ordinals) = (groups.index, groups.numbering.ordinals);
        plan.groups = groups;
        plan.ordinals = ordinals;
        Ok(plan)
    }
}

/// Every file of a package in reading order, numbered.
pub struct Plan {
    spools: Vec<Spooled>,
    bundled: [bool; 2],
    totals: Totals,
    groups: u64,
    ordinals: u64,
}

impl Plan {
    /// What the package amounts to.
    #[must_use]
    pub fn totals(&self) -> Totals {
        self.totals
    }

    /// How many groups there are.
    #[must_use]
    pub fn group_count(&self) -> u64 {
        self.groups
    }

    /// How many content files the package needs: ordinals below this number are taken.
    #[must_use]
    pub fn ordinals(&self) -> u64 {
        self.ordinals
    }

    /// The groups in reading order. The same plan gives the same groups every time.
    #[must_use]
    pub fn groups(&self) -> Groups<'_> {
        Groups {
            files: self.files(),
            numbering: Numbering { bundled: self.bundled, ..Numbering::default() },
            open: [None, None],
            ready: None,
            index: 0,
            ended: false,
        }
    }

    /// The files one by one in reading order, numbered as in the groups.
    #[must_use]
    pub fn numbered(&self) -> Numbered<'_> {
        let numbering = Numbering { bundled: self.bundled, ..Numbering::default() };
        Numbered { files: self.files(), numbering }
    }

    fn files(&self) -> Files<'_> {
        Files { spools: &self.spools, current: None }
    }
}

struct Files<'a> {
    spools: &'a [Spooled],
    current: Option<SpooledIter<'a>>,
}

impl Files<'_> {
    fn next(&mut self) -> Result<Option<Planned>> {
        loop {
            if let Some(current) = &mut self.current
                && let Some(record) = current.next()?
            {
                let file = Planned::decode(record).expect("a spool gives back what it took");
                return Ok(Some(file));
            }
            let Some((first, rest)) = self.spools.split_first() else { return Ok(None) };
            self.current = Some(first.iter());
            self.spools = rest;
        }
    }
}

/// The files of a plan one by one.
pub struct Numbered<'a> {
    files: Files<'a>,
    numbering: Numbering,
}

impl Numbered<'_> {
    /// The next file, `None` after the last.
    #[expect(clippy::should_implement_trait, reason = "the same form as the spools below")]
    pub fn next(&mut self) -> Result<Option<Planned>> {
        let Some(mut file) = self.files.next()? else { return Ok(None) };
        self.numbering.place(&mut file);
        Ok(Some(file))
    }
}

/// Gives numbers in reading order: the one place where they come from.
#[derive(Debug, Default)]
struct Numbering {
    bundled: [bool; 2],
    ordinals: u64,
    areas: [AreaNumbers; 2],
}

#[derive(Debug, Default, Clone, Copy)]
struct AreaNumbers {
    loose: u64,
    bundles: u32,
    bundle: OpenBundle,
}

#[derive(Debug, Default, Clone, Copy)]
struct OpenBundle {
    ordinal: u64,
    files: usize,
    bytes: u64,
}

impl Numbering {
    /// Numbers a file. Returns whether it begins a new bundle.
    fn place(&mut self, file: &mut Planned) -> bool {
        let area = &mut self.areas[file.area as usize];
        let size = file.entry.size;
        if !self.bundled[file.area as usize] || size > SMALL_FILE_BYTES {
            area.loose += 1;
            file.slot.bundle = None;
            file.slot.number = area.loose;
            file.slot.ordinal = self.ordinals;
            self.ordinals += 1;
            return false;
        }
        let full = area.bundle.files == BUNDLE_FILES || area.bundle.bytes + size > BUNDLE_BYTES;
        let new = area.bundles == 0 || full;
        if new {
            area.bundles += 1;
            area.bundle = OpenBundle { ordinal: self.ordinals, files: 0, bytes: 0 };
            self.ordinals += 1;
        }
        area.bundle.files += 1;
        area.bundle.bytes += size;
        file.slot.bundle = Some(area.bundles);
        file.slot.number = area.bundle.files as u64;
        file.slot.ordinal = area.bundle.ordinal;
        new
    }
}

/// The groups of a plan.
pub struct Groups<'a> {
    files: Files<'a>,
    numbering: Numbering,
    open: [Option<Group>; 2],
    ready: Option<Group>,
    index: u64,
    ended: bool,
}

impl Groups<'_> {
    /// How many groups were given so far.
    #[must_use]
    pub fn given(&self) -> u64 {
        self.index
    }

    /// The next group, `None` after the last.
    #[expect(clippy::should_implement_trait, reason = "the same form as the spools below")]
    pub fn next(&mut self) -> Result<Option<Group>> {
        loop {
            if let Some(group) = self.ready.take() {
                return Ok(Some(self.number(group)));
            }
            if self.ended {
                let rest = self.open.iter_mut().find_map(Option::take);
                return Ok(rest.map(|group| self.number(group)));
            }
            match self.files.next()? {
                Some(file) => self.take(file),
                None => self.ended = true,
            }
        }
    }

    fn take(&mut self, mut file: Planned) {
        let new_bundle = self.numbering.place(&mut file);
        let area = file.area;
        if file.entry.size > SMALL_FILE_BYTES {
            self.ready = Some(group(area, Lying::Large, file));
            return;
        }
        let lying = file.slot.bundle.map_or(Lying::Loose, Lying::Bundle);
        let open = &mut self.open[area as usize];
        let full = |group: &Group| {
            let bytes: u64 = group.files.iter().map(|f| f.entry.size).sum();
            group.files.len() == BUNDLE_FILES || bytes + file.entry.size > BUNDLE_BYTES
        };
        let close = match open {
            Some(_) if lying != Lying::Loose => new_bundle,
            Some(group) => group.files.len() % 64 == 0 && full(group),
            None => false,
        };
        if close {
            self.ready = open.take();
        }
        match open {
            Some(group) => group.files.push(file),
            None => *open = Some(group(area, lying, file)),
        }
    }

    fn number(&mut self, mut group: Group) -> Group {
        group.index = self.index;
        self.index += 1;
        group
    }
}

fn group(area: Area, lying: Lying, file: Planned) -> Group {
    Group { index: 0, area, lying, files: vec![file] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::Origin;
    use crate::package::container::{Entry, EntryKind, Locator};

    fn file(area: Area, path: &str, size: u64) -> Planned {
        Planned {
            area,
            path: path.into(),
            origin: Origin::Container,
            entry: Entry {
                raw: path.into(),
                path: path.into(),
                kind: EntryKind::File,
                size,
                modified: None,
                locator: Locator::default(),
            },
            claims: Vec::new(),
            slot: crate::package::Slot::default(),
        }
    }

    fn plan(bundling: Bundling, sizes: &[u64]) -> Vec<Group> {
        let mut builder = PlanBuilder::new(false);
        builder.push(&file(Area::Submission, "bagit.txt", 55)).unwrap();
        for (i, size) in sizes.iter().enumerate() {
            builder.push(&file(Area::Original, &format!("f{i:05}"), *size)).unwrap();
        }
        let plan = builder.finish(bundling).unwrap();
        let mut groups = plan.groups();
        let mut out = Vec::new();
        while let Some(group) = groups.next().unwrap() {
            out.push(group);
        }
        assert_eq!(plan.group_count(), out.len() as u64);
        out
    }

    #[test]
    fn few_small_files_stay_loose() {
        let groups = plan(Bundling::Many, &[10, 2 << 20, 30]);
        let slots: Vec<_> =
            groups.iter().flat_map(|g| &g.files).map(|f| (f.path.as_str(), f.slot)).collect();
        assert!(slots.iter().all(|(_, slot)| slot.bundle.is_none()));
        let ordinal = |path: &str| slots.iter().find(|(p, _)| *p == path).unwrap().1.ordinal;
        assert_eq!([ordinal("bagit.txt"), ordinal("f00000"), ordinal("f00002")], [0, 1, 3]);
    }

    #[test]
    fn many_small_files_are_bundled_by_size_and_number() {
        let mut sizes = vec![1; 5_000];
        sizes.extend([SMALL_FILE_BYTES; 70]);
        sizes.push(SMALL_FILE_BYTES + 1);
        let groups = plan(Bundling::Many, &sizes);
        let bundles: Vec<_> = groups
            .iter()
            .filter_map(|g| match g.lying {
                Lying::Bundle(n) => Some((n, g.files.len(), g.files[0].slot)),
                _ => None,
            })
            .collect();
        // 904 bytes and 63 MiB fit into the second bundle; one more MiB does not.
        let counts: Vec<_> = bundles.iter().map(|(n, files, _)| (*n, *files)).collect();
        assert_eq!(counts, [(1, 4_096), (2, 904 + 63), (3, 7)]);
        assert!(bundles.iter().all(|(_, _, slot)| slot.number == 1));
        let large: Vec<_> = groups.iter().filter(|g| g.lying == Lying::Large).collect();
        assert_eq!(large.len(), 1);
        assert_eq!(large[0].files[0].slot.number, 1);
    }

    #[test]
    fn bundles_can_be_switched_off_and_forced() {
        assert!(plan(Bundling::Never, &[1; 300]).iter().all(|g| g.lying == Lying::Loose));
        assert!(plan(Bundling::Always, &[1]).iter().all(|g| g.lying == Lying::Bundle(1)));
    }
}
