//! The journal of one unfinished package: what survives an interruption (`docs/format.md`, 8).
//!
//! One file per package in work, JSON lines, appended. A lock on the file itself says whether
//! somebody is at work on it right now, so that nothing is left when the file goes, which it does
//! once everything is recorded.

use crate::aip::AipId;
use crate::archive::TenantArchive;
use crate::error::{Error, Result};
use crate::finding::codes::{arc, ing};
use crate::format::Known;
use crate::fs::{self, Failure};
use crate::scan::Verdict;
use crate::store::{parse_work_name, work_name};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::{File, TryLockError};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Longest line read, in bytes: a group of loose files with all their digests is far below.
const LINE_BYTES: u64 = 64 << 20;

/// Most bytes of a line that tell what was found out about the files of a bundle; of bundles with
/// more the files are looked at again.
const LOOKS_BYTES: usize = 256 << 10;
/// About what one run of files takes, and what one result takes besides its characteristics.
const RUN_BYTES: usize = 12;
const RESULT_BYTES: usize = 256;
/// Most bytes of that held of a whole package; what comes after them is looked at again.
const ALL_LOOKS_BYTES: usize = 32 << 20;

/// How often a journal is created that another one's recovery takes for an empty one, and the
/// pause between two tries.
const CREATE_TRIES: usize = 200;
const CREATE_STEP: Duration = Duration::from_millis(5);

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "entry")]
pub enum Entry {
    /// Work began.
    Begun(Begun),
    /// The files of a group were read and staged.
    Group(GroupEntry),
    /// Everything is staged and confirmed: from here on the version will be committed.
    Committing {
        /// SHA-512 of the inventory, hexadecimal.
        inventory: String,
    },
}

/// How work began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// The package.
    pub aip: String,
    /// The version that is being made.
    pub version: u32,
    /// Where the package came from, absolute; bytes that are no UTF-8 as `%XX`.
    pub source: String,
    /// The token under which claims are held.
    pub writer: String,
    /// When, RFC 3339.
    pub time: String,
    /// The table by which formats are recognised, where somebody looks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formats: Option<String>,
}

/// A group that need not be read again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupEntry {
    /// SHA-256 over the planned files of the group: the same only if nothing changed.
    pub plan: String,
    /// For each file that lies by itself: digests as `algorithm:hex`, SHA-512 first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Vec<String>>,
    /// For each of these files: what was found out about it, where somebody looked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<Option<Box<Known>>>,
    /// For each of these files: what the virus scan said, where there was one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub verdicts: Vec<Verdict>,
    /// Who said so, under which settings: the verdicts hold only while that is the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scanned_by: Option<String>,
    /// For a bundle: its size and SHA-512.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bundle: Option<(u64, String)>,
    /// For a bundle: what was found out about its files, where that is not too much.
    #[serde(default, skip_serializing_if = "Looks::is_empty")]
    pub looks: Looks,
}

/// What was found out about many files, most of which are alike.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Looks {
    /// The results, each once.
    results: Vec<Known>,
    /// Files in order: so many, and which result they have.
    runs: Vec<(u32, u32)>,
}

impl Looks {
    /// The results of files in order; nothing where there are more different ones than a journal
    /// should carry, or where a file has none.
    pub fn of<'a>(files: impl Iterator<Item = Option<&'a Known>>) -> Self {
        let mut looks = Self::default();
        let mut places: HashMap<String, u32> = HashMap::new();
        let (mut bytes, mut last) = (0, None);
        for known in files {
            let Some(known) = known else { return Self::default() };
            let same = last.filter(|place: &u32| looks.results[*place as usize] == *known);
            let place = same.unwrap_or_else(|| {
                let json = serde_json::to_string(known).expect("texts and lists are JSON");
                bytes += RUN_BYTES;
                *places.entry(json).or_insert_with_key(|json| {
                    bytes += json.len();
                    looks.results.push(known.clone());
                    looks.results.len().saturating_sub(1).try_into().unwrap_or(u32::MAX)
                })
            });
            if bytes > LOOKS_BYTES {
                return Self::default();
            }
            match looks.runs.last_mut().filter(|_| last == Some(place)) {
                Some((count, _)) => *count += 1,
                None => looks.runs.push((1, place)),
            }
            last = Some(place);
        }
        looks
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// The results of so many files in order; `None` where it is not exactly so many.
    pub fn all(&self, files: usize) -> Option<impl Iterator<Item = &Known>> {
        let count: u64 = self.runs.iter().map(|(count, _)| u64::from(*count)).sum();
        let held = |(_, place): &(u32, u32)| (*place as usize) < self.results.len();
        let whole = count == files as u64 && self.runs.iter().all(held);
        whole.then(|| {
            self.runs.iter().flat_map(|(count, place)| {
                std::iter::repeat_n(&self.results[*place as usize], *count as usize)
            })
        })
    }

    fn bytes(&self) -> usize {
        let each = |(name, value): &(String, String)| name.len() + value.len() + RESULT_BYTES / 4;
        let result =
            |known: &Known| RESULT_BYTES + known.characteristics.iter().map(each).sum::<usize>();
        self.results.iter().map(result).sum::<usize>() + RUN_BYTES * self.runs.len()
    }
}

/// A journal in use. Dropping it leaves the file for the next run, and gives up its lock.
pub struct Journal {
    path: PathBuf,
    file: File,
}

/// What a journal says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// How it began.
    pub begun: Begun,
    /// The groups done, by their plan.
    pub groups: HashMap<String, GroupEntry>,
    /// SHA-512 of the inventory, where the work came as far as committing.
    pub committing: Option<String>,
}

/// What came of reading a journal.
#[derive(Debug)]
pub enum Said {
    /// It tells of work.
    Story(Story),
    /// Not even its first line is whole: a loss of power took it, before anything was staged.
    Nothing,
    /// It cannot be read, and this is why.
    Broken(Error),
}

/// The file name of the journal of a version.
#[must_use]
pub fn journal_name(aip: AipId, version: u32) -> String {
    format!("{}.jsonl", work_name(&aip.to_string(), version))
}

/// Locks an open journal. `false` where somebody is at work on it, or it is gone meanwhile.
fn lock(file: &File, path: &Path) -> Result<bool> {
    match file.try_lock() {
        Ok(()) => Ok(fs::stat_open(file, path)?.links > 0),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(Failure::of("lock", path)(error).into()),
    }
}

impl Story {
    /// The groups done, as far as they hold with this table of formats: what was recognised by
    /// another one is looked at again.
    pub fn groups_with(self, formats: &str) -> HashMap<String, GroupEntry> {
        let mut groups = self.groups;
        if self.begun.formats.as_deref() != Some(formats) {
            for group in groups.values_mut() {
                group.known.clear();
                group.looks = Looks::default();
            }
        }
        groups
    }
}

impl Journal {
    /// Begins the journal of a version.
    pub fn begin(tenant: &TenantArchive, begun: &Begun, aip: AipId) -> Result<Self> {
        let path = tenant.journal_folder().join(journal_name(aip, begun.version));
        let file = create_locked(&path)?;
        let mut journal = Self { path, file };
        journal.append(&Entry::Begun(begun.clone()))?;
        Ok(journal)
    }

    /// Opens a journal that nobody is at work on. `None` where somebody is, or it is gone. A
    /// last line that was torn is cut off, so that what is appended stands on lines of its own.
    pub fn reopen(path: &Path) -> Result<Option<(Self, Said)>> {
        let file = match fs::append(path) {
            Err(failure) if failure.is_not_found() => return Ok(None),
            other => other?,
        };
        if !lock(&file, path)? {
            return Ok(None);
        }
        let (said, whole) = match read(path) {
            Ok(read) => read,
            Err(error) => (Said::Broken(error), 0),
        };
        if matches!(said, Said::Story(_)) && fs::stat_open(&file, path)?.size > whole {
            file.set_len(whole).map_err(Failure::of("shorten", path))?;
        }
        Ok(Some((Self { path: path.to_owned(), file }, said)))
    }

    /// The journals of a tenant, in the order of their names.
    pub fn all(tenant: &TenantArchive) -> Result<Vec<PathBuf>> {
        let folder = tenant.journal_folder();
        let entries = fs::read_folder(&folder)?;
        let journals = entries.into_iter().map(|entry| folder.join(entry.name));
        Ok(journals.filter(|path| path.extension().is_some_and(|e| e == "jsonl")).collect())
    }

    /// The version that the file is named for, whatever stands in it.
    pub fn named_for(&self) -> Option<(AipId, u32)> {
        let (uuid, version) = parse_work_name(self.path.file_stem()?.to_str()?)?;
        Some((uuid.to_string().parse().ok()?, version))
    }

    /// Appends a line. It survives a crash of the program at once, a loss of power once synced.
    pub fn append(&mut self, entry: &Entry) -> Result<()> {
        let mut line = serde_json::to_vec(entry).expect("a journal entry is always JSON");
        line.push(b'\n');
        Ok(self.file.write_all(&line).map_err(Failure::of("write", &self.path))?)
    }

    /// Makes everything appended durable, and the name of the journal with it.
    pub fn sync(&self) -> Result<()> {
        self.file.sync_all().map_err(Failure::of("sync", &self.path))?;
        Ok(fs::sync_parent(&self.path)?)
    }

    /// Forgets the journal: everything is recorded, or everything was given up.
    pub fn remove(self) -> Result<()> {
        Ok(fs::remove(&self.path)?)
    }
}

/// Creates a journal that is locked from the beginning, as far as anybody can tell.
fn create_locked(path: &Path) -> Result<File> {
    for _ in 0..CREATE_TRIES {
        match fs::create_new(path) {
            // Recovery elsewhere may meet the empty file first, and clears it away.
            Ok(file) if lock(&file, path)? => return Ok(file),
            Err(failure) if !failure.is_already_there() => return Err(failure.into()),
            _ => std::thread::sleep(CREATE_STEP),
        }
    }
    Err(Error::new(&arc::LOCKED).at(path.display().to_string()))
}

/// Reads what a journal says, and how many bytes of it are whole lines.
///
/// Each line stands for itself: one that a crash tore and a later run wrote on takes nothing away
/// from those after it. A group that is lost with it is read again.
fn read(path: &Path) -> Result<(Said, u64)> {
    let mut lines = BufReader::with_capacity(256 << 10, fs::open(path)?);
    let (mut line, mut whole, mut story) = (Vec::new(), 0, None);
    let mut looks = 0;
    while next_line(&mut lines, &mut line, path)? {
        let entry = serde_json::from_slice(&line);
        match (&mut story, entry) {
            (None, Ok(Entry::Begun(begun))) => {
                story = Some(Story { begun, groups: HashMap::new(), committing: None });
            }
            (None, Ok(_)) => return Ok((Said::Broken(broken(path, &"it has no beginning")), 0)),
            (None, Err(error)) => return Ok((Said::Broken(broken(path, &error)), 0)),
            (Some(story), Ok(Entry::Group(mut group))) => {
                looks += group.looks.bytes();
                if looks > ALL_LOOKS_BYTES {
                    group.looks = Looks::default();
                }
                story.groups.insert(group.plan.clone(), group);
            }
            (Some(story), Ok(Entry::Committing { inventory })) => {
                story.committing = Some(inventory);
            }
            (Some(_), Ok(Entry::Begun(_)) | Err(_)) => {}
        }
        whole += line.len() as u64;
    }
    Ok((story.map_or(Said::Nothing, Said::Story), whole))
}

/// Reads a line with its end; `false` where there is none that is whole.
fn next_line(lines: &mut impl BufRead, line: &mut Vec<u8>, path: &Path) -> Result<bool> {
    line.clear();
    let read = lines.take(LINE_BYTES).read_until(b'\n', line);
    let read = read.map_err(Failure::of("read", path))? as u64;
    if read == LINE_BYTES && !line.ends_with(b"\n") {
        return Err(broken(path, &"a line does not end"));
    }
    Ok(line.ends_with(b"\n"))
}

fn broken(path: &Path, reason: &dyn std::fmt::Display) -> Error {
    Error::new(&ing::JOURNAL).at(path.display().to_string()).with("reason", reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEGUN: &str =
        r#"{"entry":"begun","aip":"a","version":1,"source":"/s","writer":"w","time":"t"}"#;

    fn group(plan: &str) -> Entry {
        Entry::Group(GroupEntry {
            plan: plan.into(),
            files: Vec::new(),
            known: Vec::new(),
            verdicts: Vec::new(),
            scanned_by: None,
            bundle: None,
            looks: Looks::default(),
        })
    }

    fn known(name: &str, pages: usize) -> Known {
        let characteristics = vec![("pages".to_owned(), pages.to_string())];
        Known { basis: name.into(), characteristics, ..Known::default() }
    }

    #[test]
    fn results_of_many_files_read_back() {
        let files = [known("a", 1), known("a", 1), known("b", 1), known("a", 1), known("b", 1)];
        let looks = Looks::of(files.iter().map(Some));
        assert_eq!((looks.results.len(), looks.runs.len()), (2, 4));
        let line = serde_json::to_string(&looks).unwrap();
        let back: Looks = serde_json::from_str(&line).unwrap();
        assert!(back.all(5).unwrap().eq(&files));
        assert!(back.all(4).is_none() && back.all(6).is_none());
        assert!(Looks::of(files.iter().map(Some).chain([None])).is_empty());
        let broken: Looks = serde_json::from_str(r#"{"results":[],"runs":[[5,0]]}"#).unwrap();
        assert!(broken.all(5).is_none());
    }

    #[test]
    fn a_line_and_a_package_have_room_for_so_many_results() {
        let many: Vec<Known> = (0..20_000).map(|pages| known("a", pages)).collect();
        assert!(Looks::of(many.iter().map(Some)).is_empty());
        let some = Looks::of(many[..500].iter().map(Some));
        assert!(!some.is_empty());
        let mut content = format!("{BEGUN}\n");
        let groups = ALL_LOOKS_BYTES / some.bytes() + 2;
        for number in 0..groups {
            let Entry::Group(mut entry) = group(&number.to_string()) else { unreachable!() };
            entry.looks = some.clone();
            content.push_str(&serde_json::to_string(&Entry::Group(entry)).unwrap());
            content.push('\n');
        }
        let Said::Story(story) = reopened(content.as_bytes()).2 else { panic!("no story") };
        let without = story.groups.values().filter(|group| group.looks.is_empty()).count();
        assert_eq!((story.groups.len(), without), (groups, 2));
    }

    /// A journal with this content, reopened.
    fn reopened(content: &[u8]) -> (tempfile::TempDir, Journal, Said) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("j.v1.jsonl");
        fs::create_durably(&path, content).unwrap();
        let (journal, said) = Journal::reopen(&path).unwrap().unwrap();
        (folder, journal, said)
    }

    /// What is read after a further line was appended.
    fn after(mut journal: Journal, entry: &Entry) -> Story {
        let path = journal.path.clone();
        journal.append(entry).unwrap();
        drop(journal);
        match Journal::reopen(&path).unwrap().unwrap().1 {
            Said::Story(story) => story,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_torn_tail_does_not_spoil_what_is_appended_behind_it() {
        let tails: [&[u8]; 4] = [b"", b"{\"entry\":\"gro", b"{\"plan\":\"\xff\xfe", b"\0\0\0"];
        for tail in tails {
            let content = [BEGUN.as_bytes(), b"\n", tail].concat();
            let (_folder, journal, said) = reopened(&content);
            assert!(matches!(said, Said::Story(_)), "{tail:?}: {said:?}");
            let story = after(journal, &Entry::Committing { inventory: "cafe".into() });
            assert_eq!(story.committing.as_deref(), Some("cafe"), "{tail:?}");
        }
    }

    #[test]
    fn lines_behind_a_spoilt_one_are_read() {
        let good = |entry: &Entry| serde_json::to_string(entry).unwrap();
        let spoilt: [&[u8]; 3] = [b"{\"entry\":\"gro{\"entry\":", b"\xff\xff", b""];
        for line in spoilt {
            let committing = good(&Entry::Committing { inventory: "cafe".into() });
            let (one, two) = (good(&group("1")), good(&group("2")));
            let lines =
                [BEGUN.as_bytes(), one.as_bytes(), line, two.as_bytes(), committing.as_bytes()];
            let mut content = lines.join(&b'\n');
            content.push(b'\n');
            let Said::Story(story) = reopened(&content).2 else { panic!("{line:?}") };
            assert_eq!((story.groups.len(), story.committing.as_deref()), (2, Some("cafe")));
        }
    }

    #[test]
    fn without_a_first_line_there_is_nothing_and_a_bad_one_is_told() {
        for content in [&b""[..], b"{", b"\xff\0", &BEGUN.as_bytes()[..20]] {
            assert!(matches!(reopened(content).2, Said::Nothing), "{content:?}");
        }
        let committing = b"{\"entry\":\"committing\",\"inventory\":\"cafe\"}\n";
        for content in [&b"\n"[..], b"\xff\n", b"{}\n", committing] {
            let (_folder, journal, said) = reopened(content);
            assert!(matches!(&said, Said::Broken(e) if e.is(&ing::JOURNAL)), "{said:?}");
            assert_eq!(fs::read(&journal.path, 99).unwrap(), content, "it was changed");
        }
    }

    #[test]
    fn formats_of_another_table_are_looked_at_again() {
        let known = Some(Box::new(Known { basis: "signature".into(), ..Known::default() }));
        let GroupEntry { plan, .. } = match group("1") {
            Entry::Group(group) => group,
            other => panic!("{other:?}"),
        };
        let story = |formats: &str| {
            let begun = BEGUN.replace('}', &format!(r#","formats":"{formats}"}}"#));
            let (_folder, journal, _) = reopened(&[begun.as_bytes(), b"\n"].concat());
            let entry = GroupEntry {
                plan: plan.clone(),
                files: vec![vec!["sha512:00".into()]],
                known: vec![known.clone()],
                ..GroupEntry::default()
            };
            after(journal, &Entry::Group(entry))
        };
        assert_eq!(story("table 1").groups_with("table 1")["1"].known.len(), 1);
        let again = story("table 1").groups_with("table 2");
        assert_eq!((again["1"].known.len(), again["1"].files.len()), (0, 1));
    }

    #[test]
    fn a_journal_in_use_is_left_alone() {
        let (_folder, journal, _) = reopened(&[BEGUN.as_bytes(), b"\n{"].concat());
        assert!(Journal::reopen(&journal.path).unwrap().is_none());
        assert!(Journal::reopen(Path::new("nowhere.jsonl")).unwrap().is_none());
    }
}
