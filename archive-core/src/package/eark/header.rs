//! Root element and header (CSIP1 to CSIP16, CSIP117), and what they say of the package.

use super::judge::Teller;
use super::words;
use crate::finding::codes::csip as c;
use crate::metadata::mets::reader::{Node, Space};
use crate::package::description::Description;

/// Most agents and identifiers that become descriptive fields.
const FIELDS: usize = 200;

pub fn judge(root: &Node, tell: &mut Teller<'_>) {
    tell.need(&c::CSIP1, root, "OBJID");
    category(root, tell);
    let names = [&c::CSIP4, &c::CSIP5];
    if root.get_in(Space::Csip, "CONTENTINFORMATIONTYPE").is_none() {
        tell.fail(&c::CSIP4, root, None);
    }
    content_type(root, names, tell);
    tell.attribute(&c::CSIP6, root, (Space::Own, "PROFILE"), |v| v.contains("://"));
    let mut headers = root.all("metsHdr");
    let Some(header) = headers.next() else { return tell.fail(&c::CSIP117, root, None) };
    if headers.next().is_some() {
        tell.fail(&c::CSIP117, root, Some("2"));
    }
    tell.attribute(&c::CSIP7, header, (Space::Own, "CREATEDATE"), words::is_date);
    tell.attribute(&c::CSIP8, header, (Space::Own, "LASTMODDATE"), words::is_date);
    tell.attribute(&c::CSIP9, header, (Space::Csip, "OAISPACKAGETYPE"), words::is_package);
    software(header, tell);
}

/// The version of the specifications that the profile of a package names; the address of 2.0 and
/// 2.1 had none.
pub fn version(root: &Node) -> Option<(u8, u8)> {
    let (_, rest) = root.get("PROFILE")?.split_once("-v")?;
    let mut numbers = rest.split(['-', '.']).map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

fn category(root: &Node, tell: &mut Teller<'_>) {
    let named = root.get_in(Space::Csip, "OTHERTYPE").filter(|v| !v.trim().is_empty());
    let kind = root.get("TYPE");
    let other = kind.is_some_and(words::is_other);
    if !kind.is_some_and(words::is_category) || (other && named.is_none()) {
        tell.fail(&c::CSIP2, root, kind);
    }
    let there = root.get_in(Space::Csip, "OTHERTYPE").is_some();
    let known = named.is_some_and(|word| words::is_category(word) && !words::is_other(word));
    if (other && named.is_none()) || (!other && there) || known {
        tell.fail(&c::CSIP3, root, named);
    }
}

/// The content information type of a package or a file group, and the other one.
pub fn content_type(
    node: &Node,
    [name, other]: [&'static crate::finding::Code; 2],
    tell: &mut Teller<'_>,
) {
    let kind = node.get_in(Space::Csip, "CONTENTINFORMATIONTYPE");
    let second = node.get_in(Space::Csip, "OTHERCONTENTINFORMATIONTYPE");
    let open = kind == Some("OTHER");
    let lacks = open && second.is_none_or(|second| second.trim().is_empty());
    if kind.is_some_and(|kind| !words::is_content_type(kind)) || lacks {
        tell.fail(name, node, kind);
    }
    let known = second.is_some_and(words::is_content_type);
    if lacks || (open && known) || (!open && second.is_some()) {
        tell.fail(other, node, second);
    }
}

/// The agent that comes nearest to the mandatory one is judged as it; other agents of its kind
/// may say less.
fn software(header: &Node, tell: &mut Teller<'_>) {
    let is = |agent: &Node, name, value| agent.get(name) == Some(value);
    let nearness = |agent: &&Node| {
        u8::from(is(agent, "ROLE", "CREATOR"))
            + u8::from(is(agent, "TYPE", "OTHER"))
            + 2 * u8::from(is(agent, "OTHERTYPE", "SOFTWARE"))
    };
    let only = |agent: &Node, name| {
        let mut found = agent.all(name);
        found.next().is_some_and(|node| !node.text.is_empty()) && found.next().is_none()
    };
    let whole = |agent: &Node| {
        let typed = |note: &Node| note.get_in(Space::Csip, "NOTETYPE") == Some("SOFTWARE VERSION");
        only(agent, "name") && only(agent, "note") && agent.all("note").any(typed)
    };
    let Some(agent) = header.all("agent").max_by_key(|agent| (nearness(agent), whole(agent)))
    else {
        return tell.fail(&c::CSIP10, header, None);
    };
    tell.attribute(&c::CSIP11, agent, (Space::Own, "ROLE"), |v| v == "CREATOR");
    tell.attribute(&c::CSIP12, agent, (Space::Own, "TYPE"), |v| v == "OTHER");
    tell.attribute(&c::CSIP13, agent, (Space::Own, "OTHERTYPE"), |v| v == "SOFTWARE");
    if !only(agent, "name") {
        tell.fail(&c::CSIP14, agent, None);
    }
    if !only(agent, "note") {
        tell.fail(&c::CSIP15, agent, None);
    }
    let typed = |note: &Node| note.get_in(Space::Csip, "NOTETYPE") == Some("SOFTWARE VERSION");
    if !agent.all("note").any(typed) {
        let found = agent.all("note").find_map(|n| n.get_in(Space::Csip, "NOTETYPE"));
        tell.fail(&c::CSIP16, agent, found);
    }
}

/// Descriptive fields: title, identifiers and agents.
pub fn description(root: &Node) -> Description {
    let mut fields = Description::new();
    let mut push = |name: String, value: &str| {
        if !value.trim().is_empty() && fields.len() < FIELDS {
            fields.push((name, value.trim().to_owned()));
        }
    };
    for (attribute, name) in [("LABEL", "label"), ("OBJID", "identifier"), ("TYPE", "type")] {
        push(format!("mets {name}"), root.get(attribute).unwrap_or_default());
    }
    for header in root.all("metsHdr") {
        for id in header.all("altRecordID") {
            push(format!("mets {}", id.get("TYPE").unwrap_or("altRecordID")), &id.text);
        }
        for agent in header.all("agent") {
            let role = agent.get("ROLE").unwrap_or("agent");
            for name in agent.all("name") {
                push(format!("mets agent {role}"), &name.text);
            }
        }
    }
    fields
}
