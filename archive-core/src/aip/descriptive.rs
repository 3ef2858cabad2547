//! The descriptive documents of a package: Dublin Core always, EAD3 where more is known than
//! Dublin Core can say (`docs/format.md`, section 3.1).

use super::AipId;
use crate::metadata::description::{Description, Field, dublin_core as elements};
use crate::metadata::{dublin_core, ead};
use jiff::Timestamp;
use std::io::{self, BufWriter, Write};

/// What a descriptive document says of itself.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The package.
    pub aip: AipId,
    /// What people call it.
    pub title: &'a str,
    /// The name of the tenant.
    pub tenant: &'a str,
    /// When the version was made.
    pub time: Timestamp,
}

/// Whether a package with this description has EAD beside Dublin Core: it was described in the
/// archive, or came with EAD.
#[must_use]
pub fn has_ead(description: &[(String, String)]) -> bool {
    Description::is_own(description) || description.iter().any(|(name, _)| name.starts_with("ead:"))
}

/// Writes Dublin Core: what its fifteen elements can say of the package, at least its title, and
/// its id.
pub fn write_dublin_core(
    out: &mut dyn Write,
    description: &[(String, String)],
    about: &About<'_>,
) -> io::Result<()> {
    let mut said = elements::elements(&Description::of(description, about.title).unit);
    said.push(("dc:identifier".into(), about.aip.to_string()));
    dublin_core::write(out, &said)
}

/// Writes EAD3: the unit, what it belongs to around it, and what it holds below it.
pub fn write_ead(
    out: &mut dyn Write,
    description: &[(String, String)],
    about: &About<'_>,
) -> io::Result<()> {
    let described = Description::of(description, about.title);
    let id = about.aip.to_string();
    let title = described.unit.text(Field::Title).unwrap_or(about.title);
    let heading = ead::Heading { id: &id, title, agency: about.tenant, time: about.time };
    let out = BufWriter::with_capacity(64 << 10, out);
    let mut writer = ead::Writer::new(out, ead::Version::Ead3, &heading)?;
    writer.description(&described, None)?;
    writer.finish()?.flush()
}
