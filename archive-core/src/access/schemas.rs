//! The schemas that a package refers to, handed out beside it, so that its METS can be followed. A
//! schema that no copy gives is told and left out: the package goes out all the same.

use super::Events;
use super::open::open_file;
use super::source::Source;
use super::target::{Folders, Target};
use crate::aip::layout::{METS, content_path};
use crate::aip::schemas::{Schemas, handed_out, parse_address};
use crate::aip::{AipId, StoredContent};
use crate::archive::TenantArchive;
use crate::error::Result;
use crate::finding::Finding;
use crate::finding::codes::acc;
use crate::metadata::mets::reader::{self, Space};
use crate::package::Area;

/// Largest schema handed out, and largest METS looked into for them, in bytes.
const MOST_BYTES: u64 = 64 << 20;

/// Hands out schemas of the archive for one package.
pub struct Along<'a> {
    /// The tenant.
    pub tenant: &'a TenantArchive,
    /// The package that refers to them.
    pub aip: AipId,
    /// Where they go.
    pub target: &'a Target,
    /// Who is told.
    pub events: &'a dyn Events,
}

impl Along<'_> {
    /// Hands out these of the newest schemas that a DIP with such descriptive metadata refers to;
    /// gives those that came.
    pub fn newest(&self, kinds: &[&str]) -> Result<Option<Schemas>> {
        let Some(mut schemas) = self.tenant.schemas()? else { return Ok(None) };
        let needed: Vec<String> = schemas.needed(kinds).map(|file| file.path.clone()).collect();
        let readme = schemas.readme().map(|file| file.path.clone());
        let wanted = needed.into_iter().chain(readme);
        let addresses = wanted.map(|path| (schemas.aip, schemas.version, path)).collect();
        let came = self.hand_out(addresses)?;
        schemas.files.retain(|schema| came.contains(&schema.file.path));
        Ok(Some(schemas))
    }

    /// Hands out those that the METS of an AIP refers to.
    pub fn of_mets(&self, source: &Source<'_>, mets: &(u32, StoredContent)) -> Result<()> {
        let (version, row) = mets;
        if row.size > MOST_BYTES {
            let told = self.left_out(METS).with_words(
                "reason",
                format_args!("it has more than {MOST_BYTES} bytes"),
                format_args!("sie hat mehr als {MOST_BYTES} Bytes"),
            );
            self.events.found(told);
            return Ok(());
        }
        let path = content_path(*version, row.ordinal);
        // What is lost is told when all files are handed out.
        let Ok(bytes) = source.read_proven(&path, &row.digest) else { return Ok(()) };
        let mut addresses = Vec::new();
        reader::read(&bytes[..], METS, &mut |_, file| {
            for location in file.all("FLocat") {
                let address = location.get_in(Space::Link, "href").and_then(parse_address);
                addresses.extend(address.map(|(aip, number, path)| (aip, number, path.to_owned())));
            }
            Ok(())
        })?;
        self.hand_out(addresses).map(drop)
    }

    /// Hands out files of packages; gives the paths of those that came.
    fn hand_out(&self, mut files: Vec<(AipId, u32, String)>) -> Result<Vec<String>> {
        files.sort_unstable_by(|a, b| a.2.cmp(&b.2));
        files.dedup_by(|a, b| a.2 == b.2);
        let (mut folders, mut came) = (Folders::default(), Vec::new());
        for (aip, version, path) in files {
            let area = Area::Original;
            let read = open_file(self.tenant, aip, version, area, &path, self.events)
                .and_then(|file| file.read_proven(MOST_BYTES));
            match read {
                Ok(bytes) => {
                    let place = handed_out(&path);
                    folders.above(self.target, place.as_bytes(), &place)?;
                    self.target.put(&place, &bytes)?;
                    came.push(path);
                }
                Err(error) => {
                    self.events.found(self.left_out(&path).with_reason(error.finding()));
                }
            }
        }
        Ok(came)
    }

    fn left_out(&self, path: &str) -> Finding {
        Finding::new(&acc::SCHEMA_LEFT_OUT).at(path).with("id", self.aip)
    }
}
