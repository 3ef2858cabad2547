//! What belongs into the package of schemas: the archive's own, those of others that its metadata
//! follow, and the signature files in use.

use crate::aip::schemas::{OFFICIAL, is_plain};
use crate::archive::{TenantArchive, format_files};
use crate::digest::{Algorithm, Digest, Hasher, Stream512};
use crate::error::{Error, Result};
use crate::finding::Finding;
use crate::finding::codes::sch;
use crate::fs;
use crate::metadata::mets::names::{CSIP, METS};
use crate::metadata::schema::{CATALOG_FILE, Entry, Library, SCHEMA_BYTES};
use crate::xml;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::SystemTime;

/// Files that are part of the program.
const OURS: [(&str, &[u8]); 9] = [
    ("README.txt", include_bytes!("README.txt")),
    ("dc.xml", include_bytes!("dc.xml")),
    ("own/bundle-index.xsd", include_bytes!("../../../../schemas/bundle-index.xsd")),
    ("own/characteristics.xsd", include_bytes!("../../../../schemas/characteristics.xsd")),
    ("own/copy.schema.json", include_bytes!("../../../../schemas/copy.schema.json")),
    (
        "own/fixity-report.schema.json",
        include_bytes!("../../../../schemas/fixity-report.schema.json"),
    ),
    ("own/mets-profile.xml", include_bytes!("../../../../schemas/mets-profile.xml")),
    ("own/receipt.schema.json", include_bytes!("../../../../schemas/receipt.schema.json")),
    ("own/tenant.schema.json", include_bytes!("../../../../schemas/tenant.schema.json")),
];

/// What our metadata follow: the word of METS for the kind, and a namespace.
const FOLLOWED: [(&str, &str); 5] = [
    ("METS", METS),
    ("METS", CSIP),
    ("PREMIS", "http://www.loc.gov/premis/v3"),
    ("DC", "http://www.openarchives.org/OAI/2.0/oai_dc/"),
    ("EAD", "http://ead3.archivists.org/schema/"),
];

/// Most schemas of others that are kept: ours follow a dozen.
const MOST_FILES: usize = 200;
/// Largest file kept, in bytes: PRONOM's signatures have some three million.
const MOST_BYTES: u64 = 64 << 20;
/// Deepest folder and most files of the operator's folder that are looked at for changes.
const DEPTH: usize = 8;
const LOOKED_AT: usize = 10_000;
/// The folder of signature files.
const FORMATS: &str = "formats";
/// The namespace of OASIS XML Catalogs 1.1.
const CATALOG: &str = "urn:oasis:names:tc:entity:xmlns:xml:catalog";

/// Where the bytes of a file are.
pub enum Bytes {
    /// In the program.
    Ours(&'static [u8]),
    /// Made here.
    Made(Vec<u8>),
    /// In a file, with its time.
    File(PathBuf, Option<SystemTime>),
}

/// A file that belongs into the package.
pub struct Item {
    /// Its path there.
    pub path: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// Everything that belongs into the package.
#[derive(Default)]
pub struct Wanted {
    /// The files.
    pub items: Vec<Item>,
    /// Schemas of others, with the kinds of metadata they are needed for.
    pub needed_for: BTreeMap<String, Vec<String>>,
    /// What had to be left out.
    pub left_out: Vec<Finding>,
}

impl Item {
    /// SHA-512 of its bytes.
    pub fn digest(&self) -> Result<Digest> {
        match &self.bytes {
            Bytes::Ours(bytes) => Ok(Hasher::digest(Algorithm::Sha512, bytes)),
            Bytes::Made(bytes) => Ok(Hasher::digest(Algorithm::Sha512, bytes)),
            Bytes::File(path, _) => {
                let mut out = Hashing(Stream512::new());
                copy(path, &mut out)?;
                Ok(out.0.finish())
            }
        }
    }

    /// Writes it below a folder, which has the folders it needs.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let place = folder.join(&self.path);
        let mut file = fs::create_new(&place)?;
        let failed = fs::Failure::of("write", &place);
        match &self.bytes {
            Bytes::Ours(bytes) => file.write_all(bytes).map_err(failed)?,
            Bytes::Made(bytes) => file.write_all(bytes).map_err(failed)?,
            Bytes::File(path, modified) => {
                copy(path, &mut file)?;
                if let Some(modified) = modified {
                    fs::set_modified_open(&file, *modified, &place)?;
                }
            }
        }
        Ok(())
    }
}

struct Hashing(Stream512);

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn copy(path: &Path, out: &mut dyn Write) -> Result<()> {
    let mut file = fs::open(path)?;
    io::copy(&mut file, out).map_err(fs::Failure::of("read", path))?;
    Ok(())
}

/// Finds everything that belongs into the package. Reads the operator's schemas.
pub fn wanted(tenant: &TenantArchive) -> Wanted {
    let mut out = Wanted::default();
    let ours = OURS.iter();
    out.items.extend(
        ours.map(|(path, bytes)| Item { path: (*path).to_owned(), bytes: Bytes::Ours(bytes) }),
    );
    if let Some(folder) = schema_folder(tenant)
        && let Err(error) = out.official(&folder)
    {
        out.left_out.push(not_kept(&folder).with_reason(error.finding()));
    }
    for (name, path) in format_files(tenant.installation()) {
        out.file(format!("{FORMATS}/{name}"), path);
    }
    out
}

fn not_kept(path: &Path) -> Finding {
    Finding::new(&sch::NOT_KEPT).at(path.display().to_string())
}

impl Wanted {
    /// Takes a file, unless something is wrong with it.
    fn file(&mut self, path: String, place: PathBuf) -> bool {
        let told = not_kept(&place);
        let left_out = match fs::stat(&place) {
            Err(failure) => told.with_reason(Error::from(failure).finding()),
            Ok(stat) if stat.size > MOST_BYTES => told.with_words(
                "reason",
                format_args!("it has more than {MOST_BYTES} bytes"),
                format_args!("sie hat mehr als {MOST_BYTES} Bytes"),
            ),
            Ok(_) if !is_plain(&path) => told.with_words(
                "reason",
                "its name is not the same everywhere",
                "ihr Name ist nicht überall derselbe",
            ),
            Ok(stat) => {
                let bytes = Bytes::File(place, stat.modified);
                self.items.push(Item { path, bytes });
                return true;
            }
        };
        self.left_out.push(left_out);
        false
    }

    /// Takes the schemas that our metadata follow, with all that they import, and a catalog that
    /// names them and nothing else.
    fn official(&mut self, folder: &Path) -> Result<()> {
        let library = Library::open(folder)?;
        let mut needed_for: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut catalog = BTreeMap::new();
        for (kind, namespace) in FOLLOWED {
            let mut open: Vec<&Entry> = library.for_namespace(namespace).into_iter().collect();
            while let Some(entry) = open.pop() {
                if needed_for.len() >= MOST_FILES && !needed_for.contains_key(&*entry.file) {
                    self.left_out.push(not_kept(Path::new(&entry.file)).with_words(
                        "reason",
                        format_args!("more than {MOST_FILES} are needed"),
                        format_args!("mehr als {MOST_FILES} werden gebraucht"),
                    ));
                    continue;
                }
                if needed_for.entry(&entry.file).or_default().insert(kind) {
                    catalog.entry(entry.header.namespace.as_str()).or_insert(&*entry.file);
                    for (location, other) in library.needs(entry) {
                        catalog.insert(location, &other.file);
                        open.push(other);
                    }
                }
            }
        }
        for (file, kinds) in &needed_for {
            let path = format!("{OFFICIAL}/{file}");
            if self.file(path.clone(), library.folder().join(file)) {
                self.needed_for.insert(path, kinds.iter().map(|kind| (*kind).to_owned()).collect());
            }
        }
        if !self.needed_for.is_empty() {
            let bytes = catalog_of(&catalog).expect("memory takes everything");
            let path = format!("{OFFICIAL}/{CATALOG_FILE}");
            self.items.push(Item { path, bytes: Bytes::Made(bytes) });
        }
        Ok(())
    }
}

/// The catalog of the schemas kept: addresses and namespaces, and the file for each.
fn catalog_of(entries: &BTreeMap<&str, &str>) -> io::Result<Vec<u8>> {
    let mut catalog = xml::Writer::new(Vec::new())?;
    catalog.open("catalog", &[("xmlns", CATALOG)])?;
    for (name, file) in entries.iter().filter(|(name, _)| !name.is_empty()) {
        catalog.empty("system", &[("systemId", name), ("uri", file)])?;
        catalog.empty("uri", &[("name", name), ("uri", file)])?;
    }
    catalog.close()?;
    catalog.finish()
}

/// The operator's folder of schemas, where one is named.
fn schema_folder(tenant: &TenantArchive) -> Option<PathBuf> {
    let folder = tenant.config().schemas.folder.as_ref()?;
    Some(tenant.installation().join(folder))
}

/// A value that changes with any of the sources, made without reading one of them: sizes and times
/// of the files, and what is part of the program.
pub fn stamp(tenant: &TenantArchive) -> String {
    let mut hasher = Hasher::new(Algorithm::Sha256);
    hasher.update(ours_digest().as_bytes());
    let mut left = LOOKED_AT;
    if let Some(folder) = schema_folder(tenant) {
        hasher.update(folder.as_os_str().as_encoded_bytes());
        stamp_folder(&folder, 0, &mut left, &mut hasher);
    }
    for (name, path) in format_files(tenant.installation()) {
        if let Ok(stat) = fs::stat(&path) {
            stamp_file(name.as_bytes(), &stat, &mut hasher);
        }
    }
    hasher.finish().hex()
}

fn ours_digest() -> &'static Digest {
    static DIGEST: OnceLock<Digest> = OnceLock::new();
    DIGEST.get_or_init(|| {
        let mut hasher = Hasher::new(Algorithm::Sha256);
        for (path, bytes) in OURS {
            hasher.update(path.as_bytes());
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        }
        hasher.finish()
    })
}

/// A folder that cannot be read stamps as an empty one: reading it later says what is wrong.
fn stamp_folder(folder: &Path, depth: usize, left: &mut usize, hasher: &mut Hasher) {
    for (entry, stat) in fs::read_folder_stats(folder).unwrap_or_default() {
        if *left == 0 {
            return;
        }
        *left -= 1;
        if entry.kind == fs::Kind::Folder {
            if depth < DEPTH {
                hasher.update(entry.name.as_encoded_bytes());
                stamp_folder(&folder.join(&entry.name), depth + 1, left, hasher);
            }
        } else if stat.size <= SCHEMA_BYTES {
            stamp_file(entry.name.as_encoded_bytes(), &stat, hasher);
        }
    }
}

fn stamp_file(name: &[u8], stat: &fs::Stat, hasher: &mut Hasher) {
    let nanos = |time: Option<SystemTime>| {
        let since = time.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        since.map_or(0, |since| since.as_nanos())
    };
    hasher.update(&(name.len() as u64).to_le_bytes());
    hasher.update(name);
    hasher.update(&stat.size.to_le_bytes());
    hasher.update(&nanos(stat.modified).to_le_bytes());
    hasher.update(&nanos(stat.changed).to_le_bytes());
    hasher.update(&stat.identity.0.to_le_bytes());
    hasher.update(&stat.identity.1.to_le_bytes());
}
