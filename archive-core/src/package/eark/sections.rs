//! Sections of metadata (CSIP17 to CSIP57).

use super::files::{DESCRIPTIVE, FileRules, PROVENANCE, RIGHTS, RefRules};
use super::judge::{Carries, Ids, Teller};
use super::structure::Representation;
use super::words;
use crate::error::Result;
use crate::finding::Code;
use crate::finding::codes::csip as c;
use crate::metadata::mets::reader::{Node, Space};

/// The rules of one kind of section.
struct Section {
    id: &'static Code,
    created: Option<&'static Code>,
    status: &'static Code,
    reference: &'static Code,
    rules: &'static RefRules,
}

const DMD: Section = Section {
    id: &c::CSIP18,
    created: Some(&c::CSIP19),
    status: &c::CSIP20,
    reference: &c::CSIP21,
    rules: &DESCRIPTIVE,
};
const DIGIPROV: Section = Section {
    id: &c::CSIP33,
    created: None,
    status: &c::CSIP34,
    reference: &c::CSIP35,
    rules: &PROVENANCE,
};
const RIGHT: Section = Section {
    id: &c::CSIP46,
    created: None,
    status: &c::CSIP47,
    reference: &c::CSIP48,
    rules: &RIGHTS,
};

/// Whether a section holds metadata, in a file of their own or wrapped in METS.
fn says_something(node: &Node) -> bool {
    node.all("mdRef").chain(node.all("mdWrap")).next().is_some()
}

/// Judges the sections of a document; `here` is what lies beside it.
pub fn judge(
    root: &Node,
    here: &Representation,
    ids: &mut Ids,
    files: &mut FileRules<'_>,
    tell: &mut Teller<'_>,
) -> Result<()> {
    if root.all("dmdSec").next().is_none() {
        tell.fail(&c::CSIP17, root, None);
    }
    for node in root.all("dmdSec") {
        if !says_something(node) && !here.descriptive {
            tell.fail(&c::CSIP17, node, None);
        }
        ids.carry(node, DMD.id, Carries::Descriptive)?;
        section(node, &DMD, here.descriptive, files, tell)?;
    }
    match root.all("amdSec").count() {
        1 => {}
        0 => tell.fail(&c::CSIP31, root, None),
        more => tell.fail(&c::CSIP31, root, Some(&more.to_string())),
    }
    for node in root.all("amdSec") {
        administrative(node, here, ids, files, tell)?;
    }
    Ok(())
}

fn administrative(
    amd: &Node,
    here: &Representation,
    ids: &mut Ids,
    files: &mut FileRules<'_>,
    tell: &mut Teller<'_>,
) -> Result<()> {
    ids.carry(amd, &c::CSIP33, Carries::Administrative)?;
    if !amd.children.iter().any(says_something) && !here.metadata_files {
        tell.fail(&c::CSIP31, amd, None);
    }
    let mut provenance = amd.all("digiprovMD");
    let there_is_one = amd.all("digiprovMD").next().is_some();
    let described = provenance.any(says_something) || (there_is_one && here.preservation);
    if !described {
        tell.fail(&c::CSIP32, amd, None);
    }
    if amd.all("rightsMD").next().is_none() {
        tell.fail(&c::CSIP45, amd, None);
    }
    for node in &amd.children {
        let code = if node.name == "rightsMD" { RIGHT.id } else { DIGIPROV.id };
        ids.carry(node, code, Carries::Administrative)?;
    }
    for node in amd.all("digiprovMD") {
        section(node, &DIGIPROV, here.preservation, files, tell)?;
    }
    for node in amd.all("rightsMD") {
        section(node, &RIGHT, here.metadata_files, files, tell)?;
    }
    Ok(())
}

/// One section; `there` is whether files lie where it could refer to.
fn section(
    node: &Node,
    rules: &Section,
    there: bool,
    files: &mut FileRules<'_>,
    tell: &mut Teller<'_>,
) -> Result<()> {
    tell.need(rules.id, node, "ID");
    if let Some(created) = rules.created {
        tell.attribute(created, node, (Space::Own, "CREATED"), words::is_date);
    }
    tell.attribute(rules.status, node, (Space::Own, "STATUS"), words::is_status);
    let refers = node.all("mdRef").next().is_some();
    if !refers && (there || node.all("mdWrap").next().is_some()) {
        tell.fail(rules.reference, node, None);
    }
    if refers && !there {
        let (place, code) = rules.rules.folder();
        tell.plain(code, place, None);
    }
    for reference in node.all("mdRef") {
        files.metadata(reference, rules.rules, tell)?;
    }
    Ok(())
}
