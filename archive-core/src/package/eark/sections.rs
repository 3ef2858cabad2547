//! Sections of metadata (CSIP17 to CSIP57).

use super::files::{DESCRIPTIVE, FileRules, PROVENANCE, RIGHTS, RefRules};
use super::judge::{Ids, Teller};
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

pub fn judge(
    root: &Node,
    ids: &mut Ids,
    files: &mut FileRules<'_>,
    tell: &mut Teller<'_>,
) -> Result<()> {
    if root.all("dmdSec").next().is_none() {
        tell.fail(&c::CSIP17, root, None);
    }
    for node in root.all("dmdSec") {
        section(node, &DMD, ids, files, tell)?;
    }
    match root.all("amdSec").count() {
        1 => {}
        0 => tell.fail(&c::CSIP31, root, None),
        more => tell.fail(&c::CSIP31, root, Some(&more.to_string())),
    }
    for administrative in root.all("amdSec") {
        if administrative.all("digiprovMD").next().is_none() {
            tell.fail(&c::CSIP32, administrative, None);
        }
        if administrative.all("rightsMD").next().is_none() {
            tell.fail(&c::CSIP45, administrative, None);
        }
        for node in administrative.all("digiprovMD") {
            section(node, &DIGIPROV, ids, files, tell)?;
        }
        for node in administrative.all("rightsMD") {
            section(node, &RIGHT, ids, files, tell)?;
        }
    }
    Ok(())
}

fn section(
    node: &Node,
    rules: &Section,
    ids: &mut Ids,
    files: &mut FileRules<'_>,
    tell: &mut Teller<'_>,
) -> Result<()> {
    tell.need(rules.id, node, "ID");
    ids.see(node, rules.id)?;
    if let Some(created) = rules.created {
        tell.attribute(created, node, (Space::Own, "CREATED"), words::is_date);
    }
    tell.attribute(rules.status, node, (Space::Own, "STATUS"), words::is_status);
    if node.all("mdRef").next().is_none() {
        tell.fail(rules.reference, node, None);
    }
    for reference in node.all("mdRef") {
        files.metadata(reference, rules.rules, tell)?;
    }
    Ok(())
}
