//! What PREMIS says of an AIP: written on ingest, read on rebuild (`docs/format.md`, section 5).

use super::layout::FileId;
use super::schemas::Schemas;
use super::{AipId, StoredFile};
use crate::format::{Known, KnownFormat};
use crate::metadata::description::Description;
use crate::metadata::encoding::base64;
use crate::metadata::premis::{Agent, Event, FileObject, Rights, Writer, property};
use crate::package::reading::FileRead;
use crate::package::{Area, EmptyFolder};
use crate::scan::Summary;
use crate::xml::is_xml;
use jiff::Timestamp;
use std::io::{self, Write};
use std::sync::Arc;

/// Kind of place: a logical path of the AIP.
pub const AT_PATH: &str = "logical path";

/// What is known of a version of a package as a whole.
#[derive(Debug, Clone)]
pub struct PackageFacts {
    /// The package.
    pub aip: AipId,
    /// The version.
    pub version: u32,
    /// The version by which its files came: their ids are of that one.
    pub received: u32,
    /// What people call it.
    pub title: String,
    /// Facts for `significantProperties` of the entity, by name, in order.
    pub facts: Vec<(String, String)>,
    /// Folders of the payload without files.
    pub empty_folders: Vec<EmptyFolder>,
    /// When it was received.
    pub time: Timestamp,
    /// The tenant: id and name.
    pub tenant: (String, String),
    /// What was found when it was checked: one sentence each.
    pub notes: Vec<String>,
    /// The table by which formats were recognised, where somebody looked.
    pub formats: Option<String>,
    /// The schemas that METS refers to, where the archive keeps them.
    pub schemas: Option<Arc<Schemas>>,
    /// What the virus scan said, where there was one.
    pub scanned: Option<Summary>,
}

/// The format of bundles: ZIP (PRONOM x-fmt/263), within ISO/IEC 21320-1.
#[must_use]
pub fn bundle_format() -> Known {
    let format = KnownFormat {
        puid: "x-fmt/263".into(),
        name: "ZIP Format".into(),
        version: String::new(),
        mime: "application/zip".into(),
    };
    Known { formats: vec![format], ..Known::default() }
}

/// Writes the part of PREMIS that describes the files of one bundle. Time, received name and
/// claimed digests stand in the index of the bundle, and not here again.
pub fn write_part(out: &mut impl Write, version: u32, files: &[FileRead]) -> io::Result<()> {
    let mut writer = Writer::new(io::BufWriter::new(out))?;
    for file in files {
        writer.file(&FileObject {
            id: &FileId::of(&file.file, version).to_string(),
            name: &file.file.path,
            raw: None,
            size: file.file.entry.size,
            digests: &file.digests[..1],
            modified: None,
            location: None,
            known: file.known.as_deref(),
        })?;
    }
    writer.finish()?.flush()
}

/// Writes the object of one file.
pub fn write_file<W: Write>(
    writer: &mut Writer<W>,
    version: u32,
    file: &FileRead,
    location: &str,
) -> io::Result<()> {
    let id = FileId::of(&file.file, version);
    writer.file(&FileObject {
        id: &id.to_string(),
        name: &file.file.path,
        raw: file.file.raw_evidence().as_deref(),
        size: file.file.entry.size,
        digests: &file.digests,
        modified: file.file.entry.modified,
        location: Some((AT_PATH, location)),
        known: file.known.as_deref(),
    })
}

/// Writes the object of a stored file at a place in a package that is handed out.
pub fn write_stored<W: Write>(
    writer: &mut Writer<W>,
    version: u32,
    file: &StoredFile,
    location: &str,
) -> io::Result<()> {
    writer.file(&FileObject {
        id: &file.id(version).to_string(),
        name: &file.path,
        raw: file.raw.as_deref(),
        size: file.size,
        digests: &[file.digest],
        modified: file.modified,
        location: Some((AT_PATH, location)),
        known: file.known.as_deref(),
    })
}

/// Ids of those who act: the software and the organisation.
#[must_use]
pub fn agent_ids(facts: &PackageFacts) -> (String, String) {
    let software = format!("municipal-archive-{}", env!("CARGO_PKG_VERSION"));
    (software, format!("tenant-{}", facts.tenant.0))
}

/// Writes the agents of [`agent_ids`].
pub fn write_agents<W: Write>(writer: &mut Writer<W>, facts: &PackageFacts) -> io::Result<()> {
    let (software, organisation) = agent_ids(facts);
    write_software(writer, &software)?;
    writer.agent(&Agent {
        id: &organisation,
        name: &facts.tenant.1,
        kind: "organization",
        code: "org",
        version: None,
    })
}

/// Writes this software as an agent.
pub fn write_software<W: Write>(writer: &mut Writer<W>, id: &str) -> io::Result<()> {
    writer.agent(&Agent {
        id,
        name: "Municipal archive",
        kind: "software",
        code: "sof",
        version: Some(env!("CARGO_PKG_VERSION")),
    })
}

/// Writes entity and representations: what stands before the files.
pub fn write_head<W: Write>(writer: &mut Writer<W>, facts: &PackageFacts) -> io::Result<()> {
    let pairs = facts.facts.iter().map(|(name, value)| (name.as_str(), value.clone()));
    let empty = facts.empty_folders.iter().flat_map(|folder| {
        let path = if is_xml(&folder.path) {
            (property::EMPTY_FOLDER, folder.path.clone())
        } else {
            (property::EMPTY_FOLDER_B64, base64(folder.path.as_bytes()))
        };
        let raw = folder.raw.as_deref().map(|raw| (property::EMPTY_FOLDER_RAW, base64(raw)));
        std::iter::once(path).chain(raw)
    });
    let aip = facts.aip.to_string();
    writer.abstract_object(
        "intellectualEntity",
        ("URN", &aip),
        &mut pairs.chain(empty),
        Some(&facts.title),
    )?;
    let representation = format!("{aip}/{}", Area::Original.as_str());
    writer.abstract_object(
        "representation",
        ("URN", &representation),
        &mut std::iter::empty(),
        None,
    )
}

/// Where what is said of rights comes from.
const BASIS: &str = "statement in the description that came with the package";
const OWN_BASIS: &str = "statement in the description that was made in the archive";

/// Writes events, agents and rights: what stands behind the files.
pub fn write_tail<W: Write>(writer: &mut Writer<W>, facts: &PackageFacts) -> io::Result<()> {
    let (software, organisation) = agent_ids(facts);
    let agents = [software.as_str(), organisation.as_str()];
    let aip = facts.aip.to_string();
    let outcome = if facts.notes.is_empty() { "success" } else { "warning" };
    let recognised = facts.formats.as_ref().map(|table| format!("Formats recognised by {table}"));
    for (kind, code, detail, outcome, notes) in [
        (
            "message digest calculation",
            "mes",
            "SHA-512 and the digests claimed by the sender computed while the package was read",
            "success",
            &[][..],
        ),
        (
            "validation",
            "val",
            "Structure, names, manifests and digests checked",
            outcome,
            &facts.notes,
        ),
        ("format identification", "for", recognised.as_deref().unwrap_or(""), "success", &[]),
        ("ingestion", "ing", "Package taken into the archive", "success", &[]),
    ] {
        if detail.is_empty() {
            continue;
        }
        writer.event(&Event {
            id: &format!("v{}/{code}", facts.version),
            kind,
            code,
            time: facts.time,
            detail,
            outcome,
            notes,
            agents: &agents,
            objects: &[("URN", &aip)],
        })?;
    }
    if let Some(scanned) = &facts.scanned {
        write_scan(writer, facts, scanned, &aip)?;
    }
    write_agents(writer, facts)?;
    write_scanner(writer, facts)?;
    write_rights(writer, facts, &aip)
}

/// The id of the virus scanner among the agents.
const SCANNER: &str = "virus-scanner";

/// Writes the event of the virus scan: its agent is the scanner, where one could be reached.
fn write_scan<W: Write>(
    writer: &mut Writer<W>,
    facts: &PackageFacts,
    scanned: &Summary,
    aip: &str,
) -> io::Result<()> {
    let (software, organisation) = agent_ids(facts);
    let agents = [SCANNER, &software, &organisation];
    writer.event(&Event {
        id: &format!("v{}/vir", facts.version),
        kind: "virus check",
        code: "vir",
        time: facts.time,
        detail: "Files scanned for viruses while the package was read",
        outcome: scanned.outcome,
        notes: &scanned.notes,
        agents: if scanned.scanner.is_some() { &agents } else { &agents[1..] },
        objects: &[("URN", aip)],
    })
}

fn write_scanner<W: Write>(writer: &mut Writer<W>, facts: &PackageFacts) -> io::Result<()> {
    let Some(agent) = facts.scanned.as_ref().and_then(|s| s.scanner.as_ref()) else {
        return Ok(());
    };
    writer.agent(&Agent {
        id: SCANNER,
        name: &agent.name,
        kind: "software",
        code: "sof",
        version: Some(&agent.full_version()),
    })
}

/// Writes what the description says of rights. It is a claim of those who wrote it: the archive
/// does not know whether a statute, a contract or a licence stands behind it.
pub fn write_rights<W: Write>(
    writer: &mut Writer<W>,
    facts: &PackageFacts,
    aip: &str,
) -> io::Result<()> {
    let own = Description::is_own(&facts.facts);
    let basis = if own { OWN_BASIS } else { BASIS };
    let said = Description::rights(&facts.facts);
    let notes: Vec<&str> = said.iter().map(String::as_str).collect();
    if notes.is_empty() {
        return Ok(());
    }
    writer.rights(&Rights {
        id: &format!("v{}/rights", facts.version),
        basis,
        notes: &notes,
        object: ("URN", aip),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::finding::Findings;
    use crate::metadata::description::Field;
    use crate::package::description;

    /// The notes and the basis that a version with this description has.
    fn rights(description: Vec<(String, String)>) -> (Vec<String>, Vec<String>) {
        let time: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let facts = PackageFacts {
            aip: AipId::new(Clock::Fixed(time)),
            version: 1,
            received: 1,
            title: "Akte".into(),
            facts: description,
            empty_folders: Vec::new(),
            time,
            tenant: ("chemnitz".into(), "Chemnitz".into()),
            notes: Vec::new(),
            formats: None,
            schemas: None,
            scanned: None,
        };
        let mut writer = Writer::new(Vec::new()).unwrap();
        write_rights(&mut writer, &facts, "aip").unwrap();
        let text = String::from_utf8(writer.finish().unwrap()).unwrap();
        let of = |name: &str| {
            let begin = format!("<{name}>");
            let parts = text.split(begin.as_str()).skip(1);
            parts.map(|part| part.split('<').next().unwrap().to_owned()).collect()
        };
        (of("otherRightsNote"), of("otherRightsBasis"))
    }

    #[test]
    fn rights_come_from_every_form_of_description() {
        let mut findings = Findings::new();
        let ead = "<c level='file'><did><unittitle>A</unittitle></did><accessrestrict \
                   encodinganalog='closure'><p>Personen</p><p><date normal='2050-12-31'>2050-12-31\
                   </date></p></accessrestrict><accessrestrict><p>Lesesaal</p></accessrestrict>\
                   <userestrict><p>Keine Kopien</p></userestrict></c>";
        let ead = description::ead(ead.as_bytes(), "ead.xml", &mut findings);
        let notes = ["Personen (2050-12-31)", "Lesesaal", "Keine Kopien"];
        assert_eq!(rights(ead.clone()), (notes.map(str::to_owned).into(), vec![BASIS.into()]));
        let both = [ead, vec![("dc:rights".into(), "CC0".into())]].concat();
        assert_eq!(rights(both).0.last().unwrap(), "CC0");
        let table = "Titel;Schutzfrist;Zugangsbestimmungen\nA;31.12.2050;Lesesaal\n".as_bytes();
        let table = description::csv(table, "metadata.csv", "akte", &mut findings);
        assert_eq!(rights(table.clone()).0, ["31.12.2050", "Lesesaal"]);
        let own = (vec!["31.12.2050".to_owned()], vec![OWN_BASIS.to_owned()]);
        let mut described = Description::of(&table, "A");
        described.unit.values.retain(|value| value.field != Field::Access);
        assert_eq!(rights(described.pairs(&table)), own);
        let nothing = vec![("dc:title".to_owned(), "A".to_owned())];
        assert_eq!(rights(nothing), (Vec::new(), Vec::new()));
        for term in ["dc:rights", "dcterms:rights", "dcterms:accessRights", "dcterms:license"] {
            assert_eq!(rights(vec![(term.into(), "x".into())]).0, ["x"], "{term}");
        }
    }
}
