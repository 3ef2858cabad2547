//! The tag files of an exported bag (RFC 8493), written while the names are settled: the digests
//! are those of the catalog, and a file that turns out different lets the export fail.

use super::Export;
use super::target::Target;
use crate::archive::TenantArchive;
use crate::catalog::VersionRow;
use crate::digest::Digest;
use crate::error::Result;
use crate::package::bagit::{BagWriter, manifest_line};
use std::fs::File;
use std::io::{BufWriter, Write};

/// Labels that stand in every bag we write; received ones get a prefix (RFC 8493 §2.2.2).
const OWN: [&str; 6] = [
    "source-organization",
    "external-identifier",
    "bagging-date",
    "payload-oxum",
    "bag-size",
    "bagit-profile-identifier",
];
const MANIFEST: &str = "manifest-sha512.txt";
const TAG_MANIFEST: &str = "tagmanifest-sha512.txt";

/// A bag while its names are settled: first the payload, then tag files.
pub struct Bag<'a> {
    target: &'a Target,
    payload: Option<BagWriter<BufWriter<File>>>,
    tags: Option<BufWriter<File>>,
}

impl<'a> Bag<'a> {
    /// A bag in the target, which is its base folder.
    pub fn new(target: &'a Target) -> Result<Self> {
        let manifest = target.create(MANIFEST.as_bytes(), MANIFEST)?;
        super::target::Folders::default().above(target, b"data/", "data")?;
        let payload = Some(BagWriter::new(BufWriter::new(manifest)));
        Ok(Self { target, payload, tags: None })
    }

    /// Enters a payload file; its path is below `data/`.
    pub fn payload(&mut self, path: &[u8], digest: &Digest, size: u64) -> Result<()> {
        match &mut self.payload {
            Some(writer) => writer.payload(path, digest, size),
            None => Ok(()),
        }
    }

    /// After the last payload file: writes what is known now.
    pub fn end_payload(
        &mut self,
        tenant: &TenantArchive,
        request: &Export,
        version: &VersionRow,
    ) -> Result<()> {
        let Some(writer) = self.payload.take() else { return Ok(()) };
        let day = tenant.clock().now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let (mut manifest, files) = writer.finish(day, &entries(tenant, request, version), &[]);
        manifest.flush().map_err(|e| self.target.failed("write", MANIFEST.as_bytes(), e))?;
        for (name, content) in files {
            if name == TAG_MANIFEST {
                let file = self.target.create(name.as_bytes(), name)?;
                self.tags = Some(BufWriter::new(file));
                self.write_tags(&content)?;
            } else {
                self.target.put(name, &content)?;
            }
        }
        Ok(())
    }

    /// Enters another tag file; its path is relative to the bag.
    pub fn tag_file(&mut self, path: &[u8], digest: &Digest) -> Result<()> {
        self.write_tags(&manifest_line(digest, path))
    }

    /// After the last tag file.
    pub fn finish(mut self) -> Result<()> {
        let Some(tags) = &mut self.tags else { return Ok(()) };
        tags.flush().map_err(|e| self.target.failed("write", TAG_MANIFEST.as_bytes(), e))
    }

    fn write_tags(&mut self, lines: &[u8]) -> Result<()> {
        let Some(tags) = &mut self.tags else { return Ok(()) };
        tags.write_all(lines).map_err(|e| self.target.failed("write", TAG_MANIFEST.as_bytes(), e))
    }
}

/// What stands in bag-info.txt besides date and size.
fn entries(
    tenant: &TenantArchive,
    request: &Export,
    version: &VersionRow,
) -> Vec<(String, String)> {
    let entry = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    let mut out = vec![
        entry("Source-Organization", tenant.name()),
        entry("External-Identifier", &request.aip.to_string()),
        entry("External-Description", &version.title),
        entry("Archive-Version", &version.number.to_string()),
        entry("Archive-Stored", &version.created),
    ];
    if !request.below().is_empty() {
        out.push(entry("Archive-Selection", request.below()));
    }
    for (field, value) in &version.description {
        out.push((label(field), value.clone()));
    }
    out
}

/// The label of a descriptive field: `dc:title` is `DC-title`, `bag-info Contact-Name` is
/// `Contact-Name`, `bag-info Bag-Size` is `Received-Bag-Size`.
fn label(field: &str) -> String {
    if let Some(label) = field.strip_prefix("bag-info ") {
        let own = OWN.contains(&label.to_ascii_lowercase().as_str());
        return if own { format!("Received-{label}") } else { label.to_owned() };
    }
    match field.split_once(':') {
        Some((space, name)) => format!("{}-{name}", space.to_uppercase()),
        None => field.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn fields_become_labels() {
        assert_eq!(label("dc:title"), "DC-title");
        assert_eq!(label("csv:Aktenzeichen"), "CSV-Aktenzeichen");
        assert_eq!(label("bag-info Contact-Name"), "Contact-Name");
        assert_eq!(label("bag-info payload-oxum"), "Received-payload-oxum");
    }
}
