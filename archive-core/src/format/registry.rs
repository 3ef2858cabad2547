//! The formats in use and the verdict on a file.

use super::identification::{Basis, FormatId, Identification, Warning};
use super::index::Index;
use super::inside::{self, Wanted};
use super::model::{Format, Kind, Model};
use super::pattern::Signature;
use super::search::Field;
use super::watch::{Open, Watch};
use super::{Bytes, droid, droid_containers, table, text};
use crate::error::Result;
use crate::fs;
use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// The format that every text has which has no other (PRONOM: Plain Text File).
const PLAIN_TEXT: &str = "x-fmt/111";

/// Every known format and what tells them apart. It does not change and may be shared.
#[derive(Debug)]
pub struct Registry {
    model: Model,
    index: Index,
    open: Open,
    /// The formats of each signature.
    owners: Vec<Vec<FormatId>>,
    /// Formats by the extensions of their files.
    extensions: HashMap<Box<str>, Vec<FormatId>>,
    zip: Wanted,
    ole2: Wanted,
    text: Option<FormatId>,
}

/// Most formats of one file that are compared with one another: more fit only where a signature
/// file was made so that they do, and then all of them are told.
const COMPARED: usize = 256;

impl Registry {
    /// The compact table of the archive itself.
    pub fn builtin() -> Arc<Self> {
        static BUILTIN: OnceLock<Arc<Registry>> = OnceLock::new();
        Arc::clone(BUILTIN.get_or_init(|| Arc::new(Self::new(table::model()))))
    }

    /// The formats of DROID's signature file and, where it is given, its container file.
    pub fn from_droid(signatures: impl BufRead, containers: Option<impl BufRead>) -> Result<Self> {
        let mut model = droid::read(signatures, "signatures")?;
        if let Some(containers) = containers {
            droid_containers::read(containers, "containers", &mut model)?;
        }
        Ok(Self::new(model))
    }

    /// The same from files.
    pub fn open(signatures: &Path, containers: Option<&Path>) -> Result<Self> {
        let shown = |path: &Path| path.display().to_string();
        let mut model = droid::read(BufReader::new(fs::open(signatures)?), &shown(signatures))?;
        if let Some(path) = containers {
            let source = BufReader::new(fs::open(path)?);
            droid_containers::read(source, &shown(path), &mut model)?;
        }
        Ok(Self::new(model))
    }

    fn new(model: Model) -> Self {
        let mut owners = vec![Vec::new(); model.signatures.len()];
        let mut extensions: HashMap<Box<str>, Vec<FormatId>> = HashMap::new();
        for (place, entry) in model.entries.iter().enumerate() {
            let id = FormatId::at(place);
            entry.signatures.iter().for_each(|signature| owners[*signature].push(id));
            for extension in &entry.format.extensions {
                let formats = extensions.entry(extension.as_str().into()).or_default();
                if !formats.contains(&id) {
                    formats.push(id);
                }
            }
        }
        let (index, open) = (Index::new(&model.signatures), Open::new(&model.signatures));
        let (zip, ole2) = (wanted(&model, Kind::Zip), wanted(&model, Kind::Ole2));
        let text = model.find(PLAIN_TEXT).map(FormatId::at);
        Self { model, index, open, owners, extensions, zip, ole2, text }
    }

    /// Which table this is: the version of the signature file, a `+`, that of the container
    /// file; or `builtin` and a version.
    pub fn version(&self) -> &str {
        &self.model.version
    }

    /// Every format, in the order of the table.
    pub fn formats(&self) -> impl ExactSizeIterator<Item = &Format> {
        self.model.entries.iter().map(|entry| &entry.format)
    }

    /// The number of signatures, those of containers included.
    pub fn signatures(&self) -> usize {
        self.model.signatures.len() + self.model.containers.len()
    }

    /// What is known of a format.
    ///
    /// # Panics
    /// Where the id comes from another registry.
    pub fn format(&self, id: FormatId) -> &Format {
        &self.model.entries[id.place()].format
    }

    /// The format with a PUID.
    pub fn find(&self, puid: &str) -> Option<FormatId> {
        self.model.find(puid).map(FormatId::at)
    }

    /// Which format a file has: by what it holds inside, else by its signature, else by its name
    /// or because it is text. `name` is the name of the file or its path.
    pub fn identify<B: Bytes + ?Sized>(&self, name: &str, bytes: &B) -> Identification {
        let mut result = Identification::default();
        let mut formats = self.by_signature(bytes, &mut result);
        if !formats.is_empty() {
            result.basis = Basis::Signature;
        }
        if let Some(kind) = self.kind_of(&formats) {
            let inside = self.by_content(kind, bytes, &mut result);
            if !inside.is_empty() {
                result.basis = Basis::Container;
                formats = inside;
            }
        }
        self.drop_beaten(&mut formats);
        self.drop_misnamed(&mut formats, name);
        if result.basis == Basis::Signature {
            self.drop_vague(&mut formats);
        }
        if formats.is_empty() {
            self.by_name(name, bytes, &mut result);
            return result;
        }
        if formats.len() > 1 {
            result.warn(Warning::Several);
        }
        if extension(name).is_some() && !formats.iter().any(|id| self.fits(*id, name)) {
            result.warn(Warning::Mismatch);
        }
        result.formats = formats;
        result
    }

    /// What must be searched for in the rest of a file that begins so, since it may tell more.
    pub(super) fn watch(&self, head: &[u8]) -> Option<Arc<Watch>> {
        self.open.watch(head, &self.index, &self.model.signatures)
    }

    fn by_signature<B: Bytes + ?Sized>(
        &self,
        bytes: &B,
        result: &mut Identification,
    ) -> Vec<FormatId> {
        let mut formats = Vec::new();
        let mut field = Field::new(bytes);
        for number in self.index.candidates(bytes).iter() {
            let owners = &self.owners[number];
            let news = owners.iter().any(|id| !formats.contains(id));
            if news && field.matches(&self.model.signatures[number]) {
                formats.extend_from_slice(owners);
            }
        }
        if field.is_exhausted() {
            result.warn(Warning::CutShort);
        }
        formats.sort_unstable();
        formats.dedup();
        formats
    }

    /// Whether files of these formats are looked into, and how.
    fn kind_of(&self, formats: &[FormatId]) -> Option<Kind> {
        let mut triggers = self.model.triggers.iter();
        triggers.find(|(_, place)| formats.contains(&FormatId::at(*place))).map(|(kind, _)| *kind)
    }

    fn by_content<B: Bytes + ?Sized>(
        &self,
        kind: Kind,
        bytes: &B,
        result: &mut Identification,
    ) -> Vec<FormatId> {
        let wanted = if kind == Kind::Zip { &self.zip } else { &self.ole2 };
        let Some(found) = inside::look(kind, bytes, wanted) else {
            result.warn(Warning::NotInside);
            return Vec::new();
        };
        let mut formats = Vec::new();
        for container in self.model.containers.iter().filter(|c| c.kind == kind) {
            let fits = container.files.iter().all(|file| {
                found.get(file.name).is_some_and(|window| {
                    let mut field = Field::new(window);
                    file.signatures.is_empty()
                        || file.signatures.iter().any(|signature| field.matches(signature))
                })
            });
            let id = FormatId::at(container.format);
            if fits && !formats.contains(&id) {
                formats.push(id);
            }
        }
        if formats.is_empty() && !bytes.is_whole() {
            result.warn(Warning::NotInside);
        }
        formats.sort_unstable();
        formats
    }

    /// Formats give way to those that are more exact. Where a signature file ranks some of them
    /// above each other in a ring, none of the ring gives way to another of it.
    fn drop_beaten(&self, formats: &mut Vec<FormatId>) {
        if !(2..=COMPARED).contains(&formats.len()) {
            return;
        }
        let below: Vec<_> = formats.iter().map(|id| self.below(*id, formats)).collect();
        let all = formats.clone();
        let beaten = |place: usize| {
            let over = |winner: usize| below[winner].contains(&all[place]);
            (0..all.len()).any(|winner| over(winner) && !below[place].contains(&all[winner]))
        };
        let mut place = 0..all.len();
        formats.retain(|_| !place.next().is_some_and(beaten));
    }

    /// Those of these formats that a format is ranked above, at once or by way of others.
    fn below(&self, id: FormatId, among: &[FormatId]) -> HashSet<FormatId> {
        let (mut below, mut open) = (HashSet::new(), vec![id]);
        while let Some(winner) = open.pop() {
            for loser in &self.model.entries[winner.place()].beats {
                let loser = FormatId::at(*loser);
                if among.binary_search(&loser).is_ok() && below.insert(loser) {
                    open.push(loser);
                }
            }
        }
        below
    }

    /// Where nothing is ranked, the name decides between formats that all fit, as with Siegfried.
    fn drop_misnamed(&self, formats: &mut Vec<FormatId>, name: &str) {
        let named = self.by_extension(name);
        if formats.len() > 1 && formats.iter().any(|id| named.contains(id)) {
            formats.retain(|id| named.contains(id));
        }
    }

    /// A format gives way to one whose every signature says all that one of its own says, and
    /// more: XML to a vocabulary whose rank was forgotten.
    fn drop_vague(&self, formats: &mut Vec<FormatId>) {
        if formats.len() > COMPARED {
            return;
        }
        let all = formats.clone();
        let signatures = |id: &FormatId| {
            let places = self.model.entries[id.place()].signatures.iter();
            places.map(|place| &self.model.signatures[*place])
        };
        let more = |winner: &FormatId, loser: &FormatId| {
            let told = signatures(winner).next().is_some();
            let exact = |of: &Signature| signatures(loser).any(|other| of.says_more_than(other));
            told && winner != loser && signatures(winner).all(exact)
        };
        formats.retain(|loser| !all.iter().any(|winner| more(winner, loser)));
    }

    /// What the name says where nothing else does. Only a format that no signature could have
    /// told counts, and only where there is one such format.
    fn by_name<B: Bytes + ?Sized>(&self, name: &str, bytes: &B, result: &mut Identification) {
        let is_text = text::is_text(bytes.from(0));
        let possible = self.by_extension(name);
        if let Some(id) = self.text.filter(|id| is_text && possible.contains(id)) {
            result.basis = Basis::Extension;
            result.formats.push(id);
            return;
        }
        let untold = |id: &&FormatId| {
            let told = self.model.entries[id.place()].has_signature;
            !told && (self.text != Some(**id) || bytes.size() == 0)
        };
        let mut untold = possible.iter().filter(untold);
        if let (Some(id), None) = (untold.next(), untold.next()) {
            result.basis = Basis::Extension;
            result.warn(Warning::ExtensionOnly);
            result.formats.push(*id);
        } else if let Some(id) = self.text.filter(|_| is_text && possible.is_empty()) {
            result.basis = Basis::Text;
            if extension(name).is_some() {
                result.warn(Warning::Mismatch);
            }
            result.formats.push(id);
        } else {
            result.warn(Warning::Unknown);
        }
    }

    fn by_extension(&self, name: &str) -> &[FormatId] {
        let extension = extension(name).map(str::to_lowercase);
        extension.and_then(|e| self.extensions.get(e.as_str())).map_or(&[], Vec::as_slice)
    }

    fn fits(&self, id: FormatId, name: &str) -> bool {
        let known = &self.format(id).extensions;
        let own = extension(name);
        known.is_empty() || own.is_some_and(|own| known.iter().any(|k| k.eq_ignore_ascii_case(own)))
    }
}

/// What stands behind the last dot of a name.
fn extension(name: &str) -> Option<&str> {
    let name = name.rsplit(['/', '\\']).next()?;
    name.rsplit_once('.').map(|(_, extension)| extension).filter(|e| !e.is_empty())
}

fn wanted(model: &Model, kind: Kind) -> Wanted {
    let mut wanted = Wanted::new();
    for file in model.containers.iter().filter(|c| c.kind == kind).flat_map(|c| &c.files) {
        let name = model.names[file.name].as_bytes().into();
        wanted.entry(name).or_insert((file.name, false)).1 |= !file.signatures.is_empty();
    }
    wanted
}
