//! The entry table: all entries of a package by their logical paths, however many there are.
//!
//! A container lists its entries in its own order; the table sorts them (spilling to a temporary
//! file where they are many), finds out which names meet, and gives them back in the byte order
//! of their logical paths. It knows nothing of the containers the entries come from.
//!
//! The logical path of an entry is the NFC form of its readable path. Where several meet there:
//! the one that was in that form already keeps it; the others keep their un-normalised form; a
//! name whose odd bytes were escaped gets `%00` at its end, which no escaped name holds by
//! itself. So logical paths are unique, and depend on the names alone and not on their order.

use super::container::{Entry, EntryKind, Locator};
use super::name;
use super::planned::{decode_time, encode_time};
use crate::error::Result;
use crate::finding::codes::{nam, pkg};
use crate::finding::{Finding, Findings};
use crate::sorter::{DEFAULT_MEMORY, Sorted, SortedIter, Sorter, put_varint, take_varint};
use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Names that meet by case and are told one by one; far more than a report shows.
const TWINS_NAMED: usize = 10_000;
/// Memory for the search for names that meet by case, in bytes.
const TWIN_MEMORY: usize = 8 << 20;

/// How an entry's readable path relates to its logical one; part of the sorting key, so that
/// among entries that meet the one with the best claim comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// It is the logical path.
    Final = 0,
    /// It is not normalised.
    Loose = 1,
    /// Its odd bytes were escaped.
    Escaped = 2,
}

impl Form {
    fn from_byte(byte: u8) -> Self {
        match byte {
            0 => Self::Final,
            1 => Self::Loose,
            _ => Self::Escaped,
        }
    }
}

/// What a package holds, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Files.
    pub files: u64,
    /// Folders: those listed and those that only show in the paths of others.
    pub folders: u64,
    /// Sum of the sizes of all files, in bytes.
    pub bytes: u64,
}

/// Collects the entries of a package.
#[derive(Default)]
pub struct Entries {
    sorter: Sorter,
    key: Vec<u8>,
    value: Vec<u8>,
}

impl Entries {
    /// An empty collection with the default memory ([`DEFAULT_MEMORY`]).
    #[must_use]
    pub fn new() -> Self {
        Self::with_memory(DEFAULT_MEMORY)
    }

    /// An empty collection that holds about `bytes` in memory and spills the rest.
    #[must_use]
    pub fn with_memory(bytes: usize) -> Self {
        Self { sorter: Sorter::new(bytes), key: Vec::new(), value: Vec::new() }
    }

    /// Takes an entry. Fails where the temporary file cannot be written.
    pub fn push(&mut self, entry: &Entry) -> Result<()> {
        self.key.clear();
        self.value.clear();
        encode_key(entry, &mut self.key);
        encode_value(entry, &mut self.value);
        self.sorter.push(&self.key, &self.value)
    }

    /// Sorts, and judges the names together: the same path twice and a file that is also a
    /// folder are errors; names that differ only by case or Unicode form are warnings.
    pub fn finish(self, findings: &mut Findings) -> Result<EntryTable> {
        let main = self.sorter.finish()?;
        let moved = resolve(&main, findings)?;
        let mut table = EntryTable { main, moved, counts: Counts::default(), empty: None };
        let mut survey = Survey::new();
        survey.run(&table, findings)?;
        table.counts = survey.counts;
        let twins = repeated_keys(&survey.twins.finish()?)?;
        name_twins(&table, &twins, findings)?;
        table.empty = Some(survey.empty.finish()?);
        // Where entries were refused, that is what is wrong, and not that none are left.
        if table.counts.files == 0 && !findings.has_errors() {
            findings.push(Finding::new(&pkg::EMPTY));
        }
        Ok(table)
    }
}

/// Key: logical path, NUL (in no name, below every character), form, and the readable path
/// where it differs. NUL keeps the order that of the logical paths alone.
fn encode_key(entry: &Entry, key: &mut Vec<u8>) {
    let logical = name::nfc(&entry.path);
    let form = if entry.is_escaped() {
        Form::Escaped
    } else if logical == entry.path {
        Form::Final
    } else {
        Form::Loose
    };
    key.extend_from_slice(logical.as_bytes());
    key.extend_from_slice(&[0, form as u8]);
    if form != Form::Final {
        key.extend_from_slice(entry.path.as_bytes());
    }
}

/// The parts of a key: logical path, form, readable path.
fn split_key(key: &[u8]) -> (&str, Form, &str) {
    let end = key.iter().position(|byte| *byte == 0).unwrap_or(key.len());
    let text = |bytes| std::str::from_utf8(bytes).expect("keys are made of text");
    let logical = text(&key[..end]);
    let form = Form::from_byte(key.get(end + 1).copied().unwrap_or(0));
    let path = if form == Form::Final { logical } else { text(&key[end + 2..]) };
    (logical, form, path)
}

const FOLDER: u8 = 1;
const CRC: u8 = 2;
const RAW_IS_PATH: u8 = 4;
const RAW_HAS_SLASH: u8 = 8;

fn encode_value(entry: &Entry, value: &mut Vec<u8>) {
    let path = entry.path.as_bytes();
    let mut flags = if entry.kind == EntryKind::Folder { FOLDER } else { 0 };
    flags |= if entry.locator.crc.is_some() { CRC } else { 0 };
    flags |= match entry.raw.strip_prefix(path) {
        Some([]) => RAW_IS_PATH,
        Some([b'/']) => RAW_HAS_SLASH,
        _ => 0,
    };
    value.push(flags);
    put_varint(value, entry.size);
    encode_time(value, entry.modified);
    let Locator { offset, stored, method, crc, state } = entry.locator;
    put_varint(value, offset);
    put_varint(value, stored);
    put_varint(value, method.into());
    value.extend_from_slice(&state.to_le_bytes());
    if let Some(crc) = crc {
        value.extend_from_slice(&crc.to_le_bytes());
    }
    if flags & (RAW_IS_PATH | RAW_HAS_SLASH) == 0 {
        value.extend_from_slice(&entry.raw);
    }
}

fn decode_value(path: String, value: &[u8]) -> Option<Entry> {
    let (flags, mut rest) = value.split_first()?;
    let has = |flag| flags & flag != 0;
    let size = take_varint(&mut rest)?;
    let modified = decode_time(&mut rest)?;
    let offset = take_varint(&mut rest)?;
    let stored = take_varint(&mut rest)?;
    let method = u32::try_from(take_varint(&mut rest)?).ok()?;
    let (state, mut rest) = rest.split_first_chunk()?;
    let state = u64::from_le_bytes(*state);
    let mut crc = None;
    if has(CRC) {
        let (bytes, after) = rest.split_first_chunk::<4>()?;
        crc = Some(u32::from_le_bytes(*bytes));
        rest = after;
    }
    let mut raw = if has(RAW_IS_PATH | RAW_HAS_SLASH) { path.as_bytes() } else { rest }.to_vec();
    if has(RAW_HAS_SLASH) {
        raw.push(b'/');
    }
    let kind = if has(FOLDER) { EntryKind::Folder } else { EntryKind::File };
    let locator = Locator { offset, stored, method, crc, state };
    Some(Entry { raw, path, kind, size, modified, locator })
}

/// Kind and size, without decoding the rest.
fn kind_and_size(value: &[u8]) -> (EntryKind, u64) {
    let mut rest = value.get(1..).unwrap_or_default();
    let folder = value.first().is_some_and(|flags| flags & FOLDER != 0);
    let kind = if folder { EntryKind::Folder } else { EntryKind::File };
    (kind, take_varint(&mut rest).unwrap_or(0))
}

/// Finds entries whose logical paths meet; gives those that must move, by their own paths.
fn resolve(main: &Sorted, findings: &mut Findings) -> Result<Sorted> {
    let mut moved = Sorter::new(TWIN_MEMORY);
    let mut iter = main.iter()?;
    // The entry before: its key, and whether it is a folder.
    let (mut last, mut last_folder) = (Vec::new(), false);
    let mut own = Vec::new();
    while let Some((key, value)) = iter.next()? {
        let (logical, form, path) = split_key(key);
        let folder = kind_and_size(value).0 == EntryKind::Folder;
        if !last.is_empty() && last == key {
            let code = match (last_folder, folder) {
                (false, false) => &nam::DUPLICATE,
                (true, true) => &nam::DUPLICATE_FOLDER,
                _ => &nam::FILE_AND_FOLDER,
            };
            findings.push(Finding::new(code).at(logical).with("other", path));
        } else if !last.is_empty() && split_key(&last).0 == logical {
            findings.push(Finding::new(&nam::FORM_TWINS).at(logical).with("other", path));
            own.clear();
            own.extend_from_slice(path.as_bytes());
            if form == Form::Escaped {
                own.extend_from_slice(b"%00");
            }
            own.extend_from_slice(&[0, form as u8]);
            own.extend_from_slice(path.as_bytes());
            moved.push(&own, value)?;
        }
        last.clear();
        last.extend_from_slice(key);
        last_folder = folder;
    }
    moved.finish()
}

/// All entries of a package, each with a logical path of its own.
pub struct EntryTable {
    main: Sorted,
    /// Entries that had to give way, by the paths they got instead.
    moved: Sorted,
    counts: Counts,
    empty: Option<Sorted>,
}

/// One entry and the path by which the archive speaks of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The logical path: unique in the package, NFC wherever possible, `/`-separated.
    pub logical: String,
    /// The entry as the container listed it.
    pub entry: Entry,
}

impl EntryTable {
    /// What the package holds, in numbers.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Goes through all entries in the byte order of their logical paths; any number of times.
    #[expect(clippy::iter_not_returning_iterator, reason = "a step can fail")]
    pub fn iter(&self) -> Result<RowIter<'_>> {
        Ok(RowIter(Merged::new(self)?))
    }

    /// Gives the logical paths of all folders with nothing in them, in byte order.
    pub fn empty_folders(&self, each: &mut dyn FnMut(&str) -> Result<()>) -> Result<()> {
        let Some(empty) = &self.empty else { return Ok(()) };
        let mut iter = empty.iter()?;
        while let Some((path, _)) = iter.next()? {
            each(std::str::from_utf8(path).expect("paths are text"))?;
        }
        Ok(())
    }
}

/// Goes through the entries of a table.
pub struct RowIter<'a>(Merged<'a>);

impl RowIter<'_> {
    /// The next entry, `None` after the last. Fails where the temporary file cannot be read.
    #[expect(clippy::should_implement_trait, reason = "a step can fail")]
    pub fn next(&mut self) -> Result<Option<Row>> {
        let Some(step) = self.0.next()? else { return Ok(None) };
        let path = step.path.unwrap_or(step.logical).to_owned();
        let entry = decode_value(path, step.value).expect("written by encode_value");
        Ok(Some(Row { logical: step.logical.to_owned(), entry }))
    }
}

/// One entry while going through the table.
struct Step<'a> {
    logical: &'a str,
    /// The readable path where it differs from the logical one.
    path: Option<&'a str>,
    value: &'a [u8],
}

/// The entries that kept their places and those that moved, merged by logical path.
struct Merged<'a> {
    main: Side<'a>,
    moved: Side<'a>,
    /// Which side gave the last entry and must go on.
    last: Option<bool>,
}

impl<'a> Merged<'a> {
    fn new(table: &'a EntryTable) -> Result<Self> {
        let mut main = Side::new(table.main.iter()?);
        let mut moved = Side::new(table.moved.iter()?);
        main.advance()?;
        moved.advance()?;
        Ok(Self { main, moved, last: None })
    }

    fn next(&mut self) -> Result<Option<Step<'_>>> {
        match self.last {
            Some(true) => self.main.advance()?,
            Some(false) => self.moved.advance()?,
            None => {}
        }
        let main = match (self.main.live, self.moved.live) {
            (false, false) => return Ok(None),
            (true, true) => self.main.logical() <= self.moved.logical(),
            (main, _) => main,
        };
        self.last = Some(main);
        let side = if main { &self.main } else { &self.moved };
        let (logical, form, path) = split_key(&side.key);
        let path = (form != Form::Final && path != logical).then_some(path);
        Ok(Some(Step { logical, path, value: &side.value }))
    }
}

/// One of the two sides, with its current entry.
struct Side<'a> {
    iter: SortedIter<'a>,
    key: Vec<u8>,
    value: Vec<u8>,
    live: bool,
}

impl<'a> Side<'a> {
    fn new(iter: SortedIter<'a>) -> Self {
        Self { iter, key: Vec::new(), value: Vec::new(), live: false }
    }

    fn logical(&self) -> &[u8] {
        self.key.split(|byte| *byte == 0).next().unwrap_or_default()
    }

    /// Steps to the next logical path: further entries of the same one have moved or are
    /// refused.
    fn advance(&mut self) -> Result<()> {
        let end = self.logical().len();
        while let Some((key, value)) = self.iter.next()? {
            let again =
                self.live && key.get(..=end).is_some_and(|start| start == &self.key[..=end]);
            if !again {
                self.key.clear();
                self.key.extend_from_slice(key);
                self.value.clear();
                self.value.extend_from_slice(value);
                self.live = true;
                return Ok(());
            }
        }
        self.live = false;
        Ok(())
    }
}

/// A path on the way to the current one: every stacked path is the beginning of its text.
struct Place {
    length: usize,
    kind: EntryKind,
    has_child: bool,
    /// The readable form of this folder where it differs from the logical one.
    loose: Option<String>,
    told: bool,
}

/// Follows the logical paths in their order and sees which of them are folders of others.
///
/// In byte order other names (`a.txt`) stand between a folder `a` and what it holds (`a/b`), but
/// all of them begin with `a`: so what the current path begins with is all that must be kept.
#[derive(Default)]
struct Walk {
    path: String,
    stack: Vec<Place>,
    loose: usize,
}

/// What a step of the walk brings to light.
enum Sight<'a> {
    /// A file, or a folder for the first time.
    New(&'a str, EntryKind),
    /// A folder in which nothing was.
    Empty(&'a str),
    /// A file at the first path is a folder of the second.
    Conflict(&'a str, &'a str),
    /// A folder that has another Unicode form in the second path.
    Forms(&'a str, &'a str),
}

impl Walk {
    fn step(
        &mut self,
        step: &Step<'_>,
        see: &mut dyn FnMut(Sight<'_>) -> Result<()>,
    ) -> Result<()> {
        let logical = step.logical;
        let same = |(a, b): &(u8, u8)| a == b;
        let common = self.path.bytes().zip(logical.bytes()).take_while(same).count();
        self.close(common, see)?;
        self.path.clear();
        self.path.push_str(logical);
        let slashes = logical.bytes().enumerate().skip(common).filter(|(_, byte)| *byte == b'/');
        for (length, _) in slashes {
            self.enter(length, step, see)?;
        }
        if self.loose > 0 || step.path.is_some() {
            self.compare_forms(step, see)?;
        }
        let kind = kind_and_size(step.value).0;
        let loose = step.path.filter(|_| kind == EntryKind::Folder).map(str::to_owned);
        self.push(Place { length: logical.len(), kind, has_child: false, loose, told: false });
        see(Sight::New(logical, kind))
    }

    /// A folder of the current path, `length` bytes long.
    fn enter(
        &mut self,
        length: usize,
        step: &Step<'_>,
        see: &mut dyn FnMut(Sight<'_>) -> Result<()>,
    ) -> Result<()> {
        let folder = &step.logical[..length];
        if let Ok(place) = self.stack.binary_search_by_key(&length, |place| place.length) {
            let place = &mut self.stack[place];
            place.has_child = true;
            if place.kind == EntryKind::File {
                place.kind = EntryKind::Folder;
                return see(Sight::Conflict(folder, step.logical));
            }
            return Ok(());
        }
        let loose = step.path.and_then(|path| same_depth(folder, path));
        let loose = loose.filter(|path| *path != folder).map(str::to_owned);
        let kind = EntryKind::Folder;
        self.push(Place { length, kind, has_child: true, loose, told: false });
        see(Sight::New(folder, kind))
    }

    fn push(&mut self, place: Place) {
        self.loose += usize::from(place.loose.is_some());
        self.stack.push(place);
    }

    /// Compares the folders of this path, as received, with those seen first.
    fn compare_forms(
        &mut self,
        step: &Step<'_>,
        see: &mut dyn FnMut(Sight<'_>) -> Result<()>,
    ) -> Result<()> {
        let path = step.path.unwrap_or(step.logical);
        for place in self.stack.iter_mut().filter(|place| !place.told) {
            let folder = &step.logical[..place.length];
            let inside = step.logical.as_bytes().get(place.length) == Some(&b'/');
            let first = place.loose.as_deref().unwrap_or(folder);
            if inside && same_depth(folder, path).is_some_and(|form| form != first) {
                place.told = true;
                see(Sight::Forms(folder, path))?;
            }
        }
        Ok(())
    }

    /// Leaves everything that the next path does not begin with.
    fn close(&mut self, common: usize, see: &mut dyn FnMut(Sight<'_>) -> Result<()>) -> Result<()> {
        while let Some(place) = self.stack.pop_if(|place| place.length > common) {
            self.leave(&place, see)?;
        }
        Ok(())
    }

    /// Ends the walk: everything still open is left.
    fn end(&mut self, see: &mut dyn FnMut(Sight<'_>) -> Result<()>) -> Result<()> {
        while let Some(place) = self.stack.pop() {
            self.leave(&place, see)?;
        }
        Ok(())
    }

    fn leave(&mut self, place: &Place, see: &mut dyn FnMut(Sight<'_>) -> Result<()>) -> Result<()> {
        self.loose -= usize::from(place.loose.is_some());
        if place.kind == EntryKind::Folder && !place.has_child {
            return see(Sight::Empty(&self.path[..place.length]));
        }
        Ok(())
    }
}

/// The beginning of `path` with as many elements as `folder` has.
fn same_depth<'a>(folder: &str, path: &'a str) -> Option<&'a str> {
    let depth = folder.bytes().filter(|byte| *byte == b'/').count();
    path.match_indices('/').nth(depth).map(|(end, _)| &path[..end])
}

/// What one walk through the table finds out.
struct Survey {
    counts: Counts,
    empty: Sorter,
    twins: Sorter,
}

impl Survey {
    fn new() -> Self {
        let sorter = || Sorter::new(TWIN_MEMORY);
        Self { counts: Counts::default(), empty: sorter(), twins: sorter() }
    }

    fn run(&mut self, table: &EntryTable, findings: &mut Findings) -> Result<()> {
        let mut walk = Walk::default();
        let mut merged = Merged::new(table)?;
        let mut last = String::new();
        while let Some(step) = merged.next()? {
            // Only a name that holds a literal `%00` can meet one that was moved.
            if step.logical == last {
                findings.push(Finding::new(&nam::DUPLICATE).at(step.logical));
            }
            last.clear();
            last.push_str(step.logical);
            self.count(step.value);
            walk.step(&step, &mut |sight| self.see(&sight, findings))?;
        }
        walk.end(&mut |sight| self.see(&sight, findings))
    }

    fn count(&mut self, value: &[u8]) {
        let (kind, size) = kind_and_size(value);
        if kind == EntryKind::Folder {
            return;
        }
        self.counts.files += 1;
        self.counts.bytes = self.counts.bytes.saturating_add(size);
    }

    fn see(&mut self, sight: &Sight<'_>, findings: &mut Findings) -> Result<()> {
        match sight {
            Sight::New(path, kind) => {
                self.counts.folders += u64::from(*kind == EntryKind::Folder);
                self.twins.push(&twin_key(path).to_be_bytes(), &[])?;
            }
            Sight::Empty(path) => self.empty.push(path.as_bytes(), &[])?,
            Sight::Conflict(path, other) => {
                findings.push(Finding::new(&nam::FILE_AND_FOLDER).at(*path).with("other", other));
            }
            Sight::Forms(path, other) => {
                findings.push(Finding::new(&nam::FORM_TWINS).at(*path).with("other", other));
            }
        }
        Ok(())
    }
}

/// A number that names in one folder share when they differ only by case. The folder itself
/// counts exactly, so that of two such folders only they are told, and not all that they hold.
fn twin_key(path: &str) -> u64 {
    let (folder, element) = path.rsplit_once('/').unwrap_or(("", path));
    let mut hasher = DefaultHasher::new();
    folder.hash(&mut hasher);
    name::fold(element).hash(&mut hasher);
    hasher.finish()
}

/// Keys that occur more than once; at most [`TWINS_NAMED`] of them.
fn repeated_keys(sorted: &Sorted) -> Result<BTreeSet<u64>> {
    let mut repeated = BTreeSet::new();
    let mut last = None;
    let mut iter = sorted.iter()?;
    while let Some((key, _)) = iter.next()? {
        let key = key.first_chunk().map(|bytes| u64::from_be_bytes(*bytes));
        if key == last && repeated.len() < TWINS_NAMED {
            repeated.extend(key);
        }
        last = key;
    }
    Ok(repeated)
}

/// Goes through the table once more to name those whose keys repeat, and only if there are any.
fn name_twins(table: &EntryTable, repeated: &BTreeSet<u64>, findings: &mut Findings) -> Result<()> {
    if repeated.is_empty() {
        return Ok(());
    }
    let mut first: HashMap<u64, String> = HashMap::new();
    let mut see = |sight: Sight<'_>| {
        let Sight::New(path, _) = sight else { return Ok(()) };
        let key = twin_key(path);
        if !repeated.contains(&key) {
            return Ok(());
        }
        let Some(other) = first.get(&key) else {
            first.insert(key, path.to_owned());
            return Ok(());
        };
        // Equal NFC forms were told as such; equal numbers alone prove nothing.
        let meet = name::fold(other) == name::fold(path) && name::nfc(other) != name::nfc(path);
        if meet {
            findings.push(Finding::new(&nam::CASE_TWINS).at(path).with("other", other));
        }
        Ok(())
    };
    let mut walk = Walk::default();
    let mut merged = Merged::new(table)?;
    while let Some(step) = merged.next()? {
        walk.step(&step, &mut see)?;
    }
    walk.end(&mut see)
}

#[cfg(test)]
mod tests;
